//! Leathers, irons, threads, hardware: the fixed points of a micro bag, each figure with its source or marked a guess.

mod kind;

use std::collections::BTreeMap;

pub use kind::{Figure, Kind};

use crate::diag::{Diagnostic, Faults};
use crate::reader::{self, Fields, Findings, Value};

const BUILT_IN: [&str; 3] =
    [include_str!("leather.toml"), include_str!("tools.toml"), include_str!("parts.toml")];

/// One thing on the shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Unique: `calf-1.0`.
    pub id: String,
    /// For people.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Page, or "guess: …".
    pub source: String,
    /// One for each of the kind's figures, in their order; mm, degrees or plain.
    figures: Vec<f64>,
    /// The figures that rest on no source.
    guesses: Vec<&'static str>,
}

impl Entry {
    /// A figure by its place in [`Kind::figures`].
    pub fn at(&self, index: usize) -> f64 {
        self.figures.get(index).copied().unwrap_or(f64::NAN)
    }
    /// A figure by its name; NaN where the kind has none of that name.
    pub fn figure(&self, name: &str) -> f64 {
        self.kind.figure(name).map_or(f64::NAN, |index| self.at(index))
    }
    /// True if the figure rests on no source.
    pub fn is_guess(&self, name: &str) -> bool {
        self.guesses.contains(&name)
    }
}

/// The shelf: the built-in catalogue and what a shop adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Stock {
    entries: BTreeMap<String, Entry>,
}

impl Stock {
    /// The built-in catalogue.
    pub fn builtin() -> Self {
        let mut stock = Self { entries: BTreeMap::new() };
        for text in BUILT_IN {
            // The catalogue is read in a test; here a fault in it would only leave an entry out.
            stock
                .entries
                .extend(parse(text).unwrap_or_default().into_iter().map(|e| (e.id.clone(), e)));
        }
        stock
    }

    /// The stock with the entries of a TOML text added; an entry of the same id replaces the old one.
    ///
    /// # Errors
    /// Every fault of the text, each at its place; then nothing is added.
    pub fn extend_toml(mut self, text: &str) -> Result<Self, Faults> {
        self.entries.extend(parse(text).map_err(Faults)?.into_iter().map(|e| (e.id.clone(), e)));
        Ok(self)
    }

    /// The entry of that id.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// All entries, by id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }
}

fn parse(text: &str) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let root = reader::read(text)?;
    let mut findings = Findings::default();
    let mut entries = Vec::new();
    for kind_entry in &root {
        let Some(kind) = Kind::named(&kind_entry.key) else {
            let known: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
            let message = format!("there is no kind of stock called `{}`", kind_entry.key);
            let hint = format!("the kinds are {}", known.join(", "));
            findings.push(Diagnostic::at("unknown-kind", kind_entry.key_span, message).hint(hint));
            continue;
        };
        let Value::Table(items) = &kind_entry.node.value else {
            findings.push(reader::wrong_type(
                kind_entry.node.span,
                kind.name(),
                "a table",
                &kind_entry.node.value,
            ));
            continue;
        };
        for item in items {
            if let Some(fields) =
                findings.keep(Fields::of(format!("{}.{}", kind.name(), item.key), &item.node))
            {
                entries.extend(entry(kind, &item.key, fields, &mut findings));
            }
        }
    }
    if findings.all.is_empty() { Ok(entries) } else { Err(findings.all) }
}

fn entry(kind: Kind, id: &str, mut fields: Fields<'_>, findings: &mut Findings) -> Option<Entry> {
    let title = fields.text("title", findings).map_or_else(|| id.to_owned(), |(title, _)| title);
    fields.need("source", findings);
    let source = fields.text("source", findings).map(|(source, _)| source)?;
    let mut guesses = Vec::new();
    for node in fields.list("guess").unwrap_or_default() {
        match &node.value {
            Value::Text(name) if kind.figure(name).is_some() => {
                guesses.extend(kind.figures().iter().map(|f| f.name).filter(|f| f == name));
            }
            _ => findings.push(
                Diagnostic::at(
                    "unknown-figure",
                    node.span,
                    format!("`guess` names no figure of a {}", kind.name()),
                )
                .hint("name figures, such as \"t\""),
            ),
        }
    }
    let mut figures = Vec::new();
    for figure in kind.figures() {
        let given = fields.take(figure.name).map(|node| node.span);
        let value =
            if given.is_some() { fields.number(figure.name, findings) } else { figure.default };
        let Some(value) = value else {
            if given.is_none() {
                fields.need(figure.name, findings);
            }
            continue;
        };
        if given.is_none() && !guesses.contains(&figure.name) {
            guesses.push(figure.name);
        }
        let (lo, hi) = figure.range;
        if !(lo..=hi).contains(&value) {
            let message =
                format!("`{}` of {id} is {value}; believed are {lo} to {hi}", figure.name);
            findings.push(Diagnostic::at(
                "figure-out-of-range",
                given.unwrap_or(fields.span),
                message,
            ));
        }
        figures.push(value);
    }
    fields.finish(findings);
    let complete = figures.len() == kind.figures().len();
    complete.then(|| Entry { id: id.to_owned(), title, kind, source, figures, guesses })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_catalogue_is_whole() {
        for text in BUILT_IN {
            assert_eq!(parse(text).map(|entries| entries.is_empty()), Ok(false), "{text}");
        }
        for entry in Stock::builtin().entries() {
            assert!(!entry.source.is_empty(), "{} has no source", entry.id);
            let unsourced = entry.source.starts_with("guess");
            assert!(!unsourced || !entry.guesses.is_empty(), "{} guesses nothing", entry.id);
        }
    }

    #[test]
    fn french_irons_are_parts_of_the_paris_inch() {
        let stock = Stock::builtin();
        for n in [8.0, 9.0, 10.0, 11.0] {
            let pitch = stock.get(&format!("fr-{n}")).unwrap().figure("pitch");
            approx::assert_relative_eq!(pitch, 27.07 / n, epsilon = 1e-12);
        }
    }

    #[test]
    fn a_shop_adds_and_replaces_and_is_told_its_slips() {
        let shop = "[leather.'calf-1.0']\ntitle = 'mine'\nt = 1.1\nsource = 'calliper'\n";
        let stock = Stock::builtin().extend_toml(shop).unwrap();
        assert_eq!(stock.get("calf-1.0").unwrap().figure("t"), 1.1, "replaced");
        assert!(stock.get("calf-1.0").unwrap().is_guess("k"), "a default is a guess");
        for (wrong, code) in [
            ("[lether.x]\nt = 1", "unknown-kind"),
            ("[leather.x]\nt = 1", "missing-key"),
            ("[leather.x]\nsource = 's'", "missing-key"),
            ("[leather.x]\nt = 120\nsource = 's'", "figure-out-of-range"),
            ("[leather.x]\nt = 1\nsource = 's'\nthick = 2", "unknown-key"),
            ("[leather.x]\nt = '1'\nsource = 's'", "wrong-type"),
        ] {
            let errors = Stock::builtin().extend_toml(wrong).unwrap_err();
            assert!(errors.0.iter().any(|e| e.code == code), "{wrong}: {errors:?}");
        }
    }
}
