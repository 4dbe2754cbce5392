//! `stock`: what is on the shelf, each figure with its source.

use microbag::contract;
use microbag::diag::{Diagnostic, Place, did_you_mean};
use microbag::stock::{Entry, Kind, Stock};
use microbag::units::Quantity;

use crate::args::Shelf;
use crate::failure::Failure;
use crate::prose::{Lines, counted};
use crate::source;

/// The kinds with what there is of each; or the entries of a kind, or one entry, with their figures.
pub(crate) fn run(args: &Shelf, json: bool, lines: Lines) -> Result<String, Failure> {
    let stock = source::stock(&args.stock)?;
    let Some(word) = args.of.as_deref() else {
        return Ok(if json { contract::stock(stock.entries()) } else { kinds(&stock, lines) });
    };
    let shown: Vec<&Entry> = match (Kind::named(word), stock.get(word)) {
        (Some(kind), _) => of(&stock, kind),
        (None, Some(entry)) => vec![entry],
        (None, None) => return Err(unknown(word, &stock)),
    };
    if json {
        return Ok(contract::stock(shown));
    }
    let mut out: String = shown.iter().map(|entry| told(entry, lines)).collect();
    out += "* a guess: it rests on no source. Your own figure replaces it with `--stock my-shop.toml`.\n";
    Ok(out)
}

/// The entries of a kind, small before large: `fr-9` before `fr-10`.
fn of(stock: &Stock, kind: Kind) -> Vec<&Entry> {
    let mut entries: Vec<&Entry> = stock.entries().filter(|entry| entry.kind == kind).collect();
    entries.sort_by_key(|entry| {
        let id = entry.id.as_str();
        let digit = |c: char| c.is_ascii_digit();
        let (word, rest) = id.split_at(id.find(digit).unwrap_or(id.len()));
        let (number, rest) = rest.split_at(rest.find(|c| !digit(c)).unwrap_or(rest.len()));
        (word, number.parse::<u64>().unwrap_or(0), rest)
    });
    entries
}

fn kinds(stock: &Stock, lines: Lines) -> String {
    let rows: Vec<[String; 3]> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let ids: Vec<&str> = of(stock, kind).iter().map(|entry| entry.id.as_str()).collect();
            [kind.name().to_owned(), ids.len().to_string(), ids.join(", ")]
        })
        .collect();
    let total = counted(stock.entries().count(), "thing");
    lines.columns("", &rows)
        + &format!(
            "\n{total}. `microbag stock KIND` tells their figures and where each comes from.\n"
        )
}

/// An entry: its name, its figures, its source.
fn told(entry: &Entry, lines: Lines) -> String {
    let figures: Vec<String> = entry
        .kind
        .figures()
        .iter()
        .map(|figure| {
            let value = Quantity { value: entry.figure(figure.name), unit: figure.unit };
            let mark = if entry.is_guess(figure.name) { "*" } else { "" };
            format!("{} {value}{mark}", figure.name)
        })
        .collect();
    lines.paragraph("", "  ", &format!("{}: {}", entry.id, entry.title))
        + &lines.paragraph("  ", "  ", &figures.join(", "))
        + &lines.paragraph("  ", "  ", &entry.source)
        + "\n"
}

fn unknown(word: &str, stock: &Stock) -> Failure {
    let message = format!("there is neither a kind of stock nor an entry called `{word}`");
    let mut known = Kind::ALL.map(Kind::name).to_vec();
    known.extend(stock.entries().map(|entry| entry.id.as_str()));
    let hint = did_you_mean(word, known).map_or_else(
        || "`microbag stock` lists all".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Failure::usage(Diagnostic::error("unknown-stock", Place::Nowhere, message).hint(hint))
}
