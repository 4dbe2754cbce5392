//! `box` at a corner: a square cut out of it, whose two sides are sewn to make the bag deep.

use crate::diag::Diagnostic;
use crate::reader::Findings;

use super::super::copies::Known;
use super::super::tree;
use super::Manner;
use super::line::{Edge, Outline, formula, moved, toward};

/// Cuts every boxed corner that has a size.
pub(super) fn boxes(
    outline: &mut Outline,
    manner: &Manner,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let whole = outline.clone();
    let count = whole.edges.len();
    let boxed = |edge: &Edge| edge.keys.iter().any(|key| key.key == "box");
    let several = whole.edges.iter().filter(|edge| boxed(edge)).count() > 1;
    for (index, edge) in whole.edges.iter().enumerate().filter(|(_, edge)| boxed(edge)) {
        let Some(at) = outline.edges.iter().position(|other| other.name == edge.name) else {
            continue;
        };
        let Some(target) = outline.edges.get_mut(at) else { continue };
        let Some(size) = tree::take(&mut target.keys, "box") else { continue };
        target.written = None;
        outline.changed = true;
        let nothing =
            !known.choices.everything() && (manner.unboxed || known.choices.is_nothing(&size.node));
        if nothing {
            continue;
        }
        target.keys.retain(|key| key.key != "round");
        let next = &whole.edges[(index + 1) % count];
        if !edge.is_straight() || !next.is_straight() {
            let message = format!(
                "the corner after `{}` is boxed, but an edge beside it is curved",
                edge.name
            );
            let finding = Diagnostic::at("box-on-curve", size.key_span, message);
            findings.push(finding.hint("box corners between straight edges"));
            continue;
        }
        let name = edge.boxed.clone().unwrap_or_else(|| {
            if several { format!("box_{}", edge.name) } else { "box".to_owned() }
        });
        let corner = whole.end(index);
        let far = whole.end((index + 1) % count);
        let long = formula(&size.node);
        let span = size.node.span;
        let back = toward(&corner, &whole.begin(index), &long);
        let on = toward(&corner, &far, &long);
        let first = moved(&corner, &back, span);
        let inner = moved(&first, &on, span);
        let last = moved(&corner, &on, span);
        // `base` touches the edge of that name, `side` the other one.
        let is_base = |name: &str| name == "base" || name.starts_with("base_");
        let base_first = is_base(&edge.name) || !is_base(&next.name);
        let (one, other) = if base_first { ("base", "side") } else { ("side", "base") };
        let mut inward = Edge::made(format!("{name}_{one}"), inner, edge);
        let mut outward = Edge::made(format!("{name}_{other}"), last.clone(), edge);
        inward.skipped = true;
        outward.skipped = true;
        if edge.to.is_none() {
            outward.to = None;
            outline.start = last;
        }
        if let Some(target) = outline.edges.get_mut(at) {
            target.to = Some(first);
        }
        outline.edges.insert(at + 1, inward);
        outline.edges.insert(at + 2, outward);
    }
}
