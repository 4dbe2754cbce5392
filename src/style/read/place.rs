//! Reading what is placed: parts, straps, panels.

use crate::diag::Diagnostic;
use crate::reader::{Entry, Fields, Findings, Node, Value, wrong_type};

use super::super::ast::{Half, Head, Place, PlacedRow, Rows, Thing, Word, Written};
use super::element;
use super::value::{angle, at, chain, host, length_at, one_of, path_at, places, word, word_at};

/// A placed part, strap or panel.
pub(super) fn place(entry: &Entry, findings: &mut Findings) -> Option<Place> {
    let (head, mut fields) = element("place", entry, findings)?;
    fields.also(&["tab", "each"]);
    let part = word_at(&mut fields, "part", findings);
    let thing = match part {
        Some(part) if !fields.has("what") && (fields.has("a") || !fields.has("on")) => {
            halves(&mut fields, part, &head, findings)
        }
        part => put(&mut fields, part, findings),
    };
    fields.finish(findings);
    Some(Place { head, thing: thing? })
}

fn halves(
    fields: &mut Fields<'_>,
    part: Word,
    head: &Head,
    findings: &mut Findings,
) -> Option<Thing> {
    let a = fields.need("a", findings).and_then(|node| half(node, "a", findings));
    let b = fields.need("b", findings).and_then(|node| half(node, "b", findings));
    let (a, b) = a.zip(b)?;
    if a.at.is_some() {
        return Some(Thing::Halves { part, a, b });
    }
    let message = "half `a` needs a place, `b` may meet it";
    findings.push(Diagnostic::at("missing-key", head.span, message).hint("a = { on = …, at = … }"));
    None
}

fn half(node: &Node, what: &str, findings: &mut Findings) -> Option<Half> {
    let mut fields = findings.keep(Fields::of(what, node))?;
    let on = fields.need("on", findings).and_then(|node| host(node, "on", findings));
    let place = fields.take("at").and_then(|node| at(node, "at", findings));
    if let Some(meets) = fields.take("meets").and_then(|node| word(node, "meets", findings)) {
        one_of(&meets, "meets", &[("a", ())], findings);
    }
    fields.finish(findings);
    Some(Half { on: on?, at: place })
}

/// What lies in one place, or in several.
fn put(fields: &mut Fields<'_>, part: Option<Word>, findings: &mut Findings) -> Option<Thing> {
    if part.is_none() {
        fields.need("what", findings);
    }
    let named = fields.has("what");
    let what = path_at(fields, "what", findings);
    let caught = fields.has("into");
    let into = path_at(fields, "into", findings);
    let on = if caught { fields.take("on") } else { fields.need("on", findings) };
    let on = on.and_then(|node| host(node, "on", findings));
    let node = fields.need("at", findings);
    let at = node.map(|node| places(node, on.as_ref(), findings)).unwrap_or_default();
    let turns = fields.list("turn").unwrap_or_default();
    let turn: Vec<Written> =
        turns.iter().filter_map(|node| angle(node, "turn", findings)).collect();
    let rows = rows(fields, findings);
    match (named, caught, part) {
        (true, true, _) => Some(Thing::Caught { what: what?, into: into?, at, turn }),
        (true, false, part) => Some(Thing::Element { what: what?, part, on: on?, at, turn, rows }),
        (false, _, part) => Some(Thing::Part { part: part?, on: on?, at, turn }),
    }
}

fn rows(fields: &mut Fields<'_>, findings: &mut Findings) -> Rows {
    let Some(node) = fields.take("rows") else { return Rows::None };
    match &node.value {
        Value::Text(text) if text == "box" => Rows::Box(node.span),
        Value::Text(text) if text == "box-x" => Rows::BoxX(node.span),
        Value::Text(text) => {
            let known = [("box", ()), ("box-x", ())];
            one_of(&Word { text: text.clone(), span: node.span }, "rows", &known, findings);
            Rows::None
        }
        Value::List(items) if !items.is_empty() => {
            Rows::Along(items.iter().filter_map(|item| placed_row(item, findings)).collect())
        }
        other => {
            let finding = wrong_type(node.span, "rows", "`box`, `box-x` or a list of rows", other);
            findings.push(finding.hint("rows = [ { along = \"pocket.left..right\" } ]"));
            Rows::None
        }
    }
}

fn placed_row(node: &Node, findings: &mut Findings) -> Option<PlacedRow> {
    let mut row = findings.keep(Fields::of("rows", node))?;
    let along = row.need("along", findings).and_then(|node| chain(node, "along", false, findings));
    let inset = length_at(&mut row, "inset", findings);
    row.finish(findings);
    Some(PlacedRow { along: along?, inset })
}
