//! The stock as JSON: every figure with its unit, and whether it rests on a source.

use serde::Serialize;

use crate::stock::Entry;
use crate::units::Unit;

use super::catalogue::json;
use super::number::Num;

#[derive(Debug, Serialize)]
struct Shelf<'e> {
    schema: &'static str,
    entries: Vec<Shown<'e>>,
}

#[derive(Debug, Serialize)]
struct Shown<'e> {
    kind: &'static str,
    id: &'e str,
    title: &'e str,
    source: &'e str,
    figures: Vec<Said>,
}

#[derive(Debug, Serialize)]
struct Said {
    name: &'static str,
    value: Num,
    unit: &'static str,
    guess: bool,
}

/// Entries of the stock: `{"entries": [{"kind", "id", "figures": [{"name", "value", "unit", "guess"}], …}]}`.
pub fn stock<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> String {
    let entries = entries
        .into_iter()
        .map(|entry| Shown {
            kind: entry.kind.name(),
            id: &entry.id,
            title: &entry.title,
            source: &entry.source,
            figures: entry
                .kind
                .figures()
                .iter()
                .map(|figure| Said {
                    name: figure.name,
                    value: Num(entry.figure(figure.name)),
                    unit: match figure.unit {
                        Unit::Length => "mm",
                        Unit::Angle => "deg",
                        Unit::Number => "",
                    },
                    guess: entry.is_guess(figure.name),
                })
                .collect(),
        })
        .collect();
    json(&Shelf { schema: "microbag-stock-1", entries })
}
