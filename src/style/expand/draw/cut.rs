//! Edges cut into several: `split`, `scoop`, `darts`.

use crate::diag::Diagnostic;
use crate::reader::{Entry, Findings, Node, Value};

use super::super::copies::{self, Known};
use super::super::{text, tree};
use super::line::{Edge, Outline, between, formula, moved, toward};

/// What a part of a split edge says.
pub(in super::super) const PART: [&str; 2] = ["name", "length"];

/// What a scoop says.
pub(in super::super) const SCOOP: [&str; 2] = ["width", "depth"];

/// What a dart may say.
pub(in super::super) const DART: [&str; 5] = ["on", "t", "width", "length", "when"];

/// A panel has at most so many darts.
const MAX_DARTS: usize = 16;

/// `split.NAME = [{ name, length }…]`: one edge as several, one behind the other.
pub(super) fn split(outline: &mut Outline, split: &Entry, findings: &mut Findings) {
    let Value::Table(edges) = &split.node.value else {
        let finding = Diagnostic::at("wrong-type", split.node.span, "`split` must be a table");
        return findings.push(finding.hint("split.base = [ { name = …, length = … }, … ]"));
    };
    for entry in edges {
        let what = "only a straight edge is split into lengths";
        let Some(index) = outline.straight(&entry.key, entry.key_span, what, findings) else {
            continue;
        };
        let Some(edge) = outline.edges.get(index).cloned() else { continue };
        let (begin, end) = (outline.begin(index), outline.end(index));
        let mut pieces = Vec::new();
        let mut long = String::new();
        for item in entry.node.items() {
            let part = item.table().unwrap_or_default();
            let (Some(name), Some(length)) = (tree::node(part, "name"), tree::node(part, "length"))
            else {
                let finding =
                    Diagnostic::at("missing-key", item.span, "a part has a name and a length");
                findings.push(finding.hint("{ name = \"root\", length = \"width\" }"));
                continue;
            };
            only("a part of an edge", &PART, part, findings);
            if !long.is_empty() {
                long.push_str(" + ");
            }
            long.push_str(&text::operand(&formula(length)));
            let to = between(&begin, &end, "0", &long, length.span);
            let mut piece = Edge::made(name.text().unwrap_or_default().to_owned(), to, &edge);
            piece.name_span = name.span;
            pieces.push(piece);
        }
        if pieces.len() >= 2 {
            outline.replace(index, pieces);
        } else {
            let finding = Diagnostic::at(
                "wrong-count",
                entry.node.span,
                "a split edge has two parts or more",
            );
            findings.push(finding.hint("[ { name = …, length = … }, { name = …, length = … } ]"));
        }
    }
}

/// `scoop = { width, depth }`: a hollow for the thumb in the middle of a straight edge.
pub(super) fn scoops(outline: &mut Outline, findings: &mut Findings) {
    let scooped = |edge: &Edge| edge.keys.iter().any(|key| key.key == "scoop");
    while let Some(index) = outline.edges.iter().position(scooped) {
        let Some(edge) = outline.edges.get_mut(index) else { return };
        let Some(scoop) = tree::take(&mut edge.keys, "scoop") else { return };
        edge.written = None;
        outline.changed = true;
        let edge = edge.clone();
        let what = "a scoop is cut into a straight edge";
        if outline.straight(&edge.name, scoop.key_span, what, findings).is_none() {
            continue;
        }
        let keys = scoop.node.table().unwrap_or_default();
        only("a scoop", &SCOOP, keys, findings);
        let (Some(width), Some(depth)) = (tree::node(keys, "width"), tree::node(keys, "depth"))
        else {
            let finding =
                Diagnostic::at("missing-key", scoop.node.span, "a scoop has a width and a depth");
            findings.push(finding.hint("scoop = { width = \"18 mm\", depth = \"7 mm\" }"));
            continue;
        };
        let (begin, end) = (outline.begin(index), outline.end(index));
        let half = format!("{}/2", text::operand(&formula(width)));
        let before = between(&begin, &end, "0.5", &text::negative(&half), width.span);
        let behind = between(&begin, &end, "0.5", &half, width.span);
        let first = Edge::made(format!("{}_a", edge.name), before, &edge);
        let mut hollow = Edge::made(format!("{}_scoop", edge.name), behind.clone(), &edge);
        let sag = match &depth.value {
            Value::Number(number) => Value::Number(-number),
            _ => Value::Text(text::negative(&formula(depth))),
        };
        hollow.keys.push(tree::made("sag", depth.span, sag));
        let last = Edge::made(format!("{}_b", edge.name), behind, &edge);
        outline.replace(index, vec![first, hollow, last]);
    }
}

/// `darts = [{ on, t, width, length, when }]`: wedges out of a straight edge, whose legs are sewn to each other.
pub(super) fn darts(
    outline: &mut Outline,
    darts: &Entry,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let mut number = 0;
    for item in darts.node.items() {
        let Some(keys) = item.table() else {
            let finding = Diagnostic::at("wrong-type", item.span, "a dart is a table");
            findings.push(finding.hint("{ on = …, t = [0.5], width = …, length = … }"));
            continue;
        };
        let mut keys = keys.to_vec();
        if !copies::present(&mut keys, known, findings) {
            continue;
        }
        only("a dart", &DART, &keys, findings);
        let four = [
            tree::node(&keys, "on"),
            tree::node(&keys, "t"),
            tree::node(&keys, "width"),
            tree::node(&keys, "length"),
        ];
        let [Some(on), Some(shares), Some(width), Some(length)] = four else {
            let message = "a dart says `on`, `t`, `width` and `length`";
            let finding = Diagnostic::at("missing-key", item.span, message);
            findings.push(finding.hint("{ on = \"base\", t = [0.5], width = …, length = … }"));
            continue;
        };
        let name = on.text().unwrap_or_default().to_owned();
        let what = "a dart is cut into a straight edge";
        let Some(index) = outline.straight(&name, on.span, what, findings) else { continue };
        if number + shares.items().len() > MAX_DARTS {
            let message = format!("a panel has at most {MAX_DARTS} darts");
            return findings.push(Diagnostic::at("too-many", item.span, message));
        }
        let Some(edge) = outline.edges.get(index).cloned() else { continue };
        let pieces = dart_edges(outline, index, &edge, shares, [width, length], &mut number);
        outline.replace(index, pieces);
    }
}

/// Notes every key that is not known.
fn only(what: &str, known: &[&str], keys: &[Entry], findings: &mut Findings) {
    for key in keys.iter().filter(|key| !known.contains(&key.key.as_str())) {
        let message = format!("{what} has no key `{}`", key.key);
        let finding = Diagnostic::at("unknown-key", key.key_span, message);
        findings.push(finding.hint(format!("its keys are {}", known.join(", "))));
    }
}

fn dart_edges(
    outline: &Outline,
    index: usize,
    edge: &Edge,
    shares: &Node,
    [width, length]: [&Node; 2],
    number: &mut usize,
) -> Vec<Edge> {
    let (begin, end) = (outline.begin(index), outline.end(index));
    let half = format!("{}/2", text::operand(&formula(width)));
    let mut pieces = Vec::new();
    for (piece, share) in shares.items().iter().enumerate() {
        let written = match &share.value {
            Value::Number(number) => number.to_string(),
            _ => formula(share),
        };
        let middle = between(&begin, &end, &written, "0 mm", share.span);
        let before = between(&begin, &end, &written, &text::negative(&half), share.span);
        let behind = between(&begin, &end, &written, &half, share.span);
        // Inward is to the left of the way.
        let [x, y] = toward(&begin, &end, &formula(length));
        let apex = moved(&middle, &[text::negative(&y), x], length.span);
        pieces.push(Edge::made(format!("{}_{piece}", edge.name), before, edge));
        for (leg, to) in [("a", apex), ("b", behind)] {
            let mut leg = Edge::made(format!("dart_{number}_{leg}"), to, edge);
            leg.skipped = true;
            pieces.push(leg);
        }
        *number += 1;
    }
    let last = format!("{}_{}", edge.name, shares.items().len());
    pieces.push(Edge::made(last, end, edge));
    pieces
}
