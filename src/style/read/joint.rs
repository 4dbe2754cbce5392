//! Reading what joins panels: folds, strips, seams, rows, finishes.

use crate::diag::Diagnostic;
use crate::reader::{Entry, Findings, Node, Value, wrong_type};

use super::super::ast::{Fit, Fold, Seam, Strip};
use super::super::name::{self, Chain};
use super::{angle, chain, element, length, length_at, need_chain, need_word, one_of, word};

/// A bend between two panels.
pub(super) fn fold(entry: &Entry, findings: &mut Findings) -> Option<Fold> {
    let (head, mut fields) = element("fold", entry, findings)?;
    let join = fields.need("join", findings).map(|node| chains(node, "join", findings));
    let bend = fields.need("angle", findings).and_then(|node| angle(node, "angle", findings));
    let open = fields.take("open").and_then(|node| angle(node, "open", findings));
    let radius = length_at(&mut fields, "radius", findings);
    fields.finish(findings);
    let join: [Chain; 2] = match join?.try_into() {
        Ok(join) => join,
        Err(other) => {
            let message = format!("a fold joins two edges, not {}", other.len());
            findings.push(
                Diagnostic::at("wrong-count", head.span, message)
                    .hint("join = [\"back.mouth\", \"top.back\"]"),
            );
            return None;
        }
    };
    Some(Fold { head, join, angle: bend?, open, radius })
}

fn chains(node: &Node, what: &str, findings: &mut Findings) -> Vec<Chain> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(|item| chain(item, what, findings)).collect(),
        other => {
            findings.push(wrong_type(node.span, what, "a list of edges", other));
            Vec::new()
        }
    }
}

/// A strip along a chain.
pub(super) fn strip(entry: &Entry, findings: &mut Findings) -> Option<Strip> {
    let (head, mut fields) = element("strip", entry, findings)?;
    let material = need_word(&mut fields, "material", findings);
    let along = need_chain(&mut fields, "along", findings);
    let to = need_chain(&mut fields, "to", findings);
    let width = fields.need("width", findings).and_then(|node| length(node, "width", findings));
    fields.finish(findings);
    Some(Strip { head, material: material?, along: along?, to: to?, width: width? })
}

/// A seam.
pub(super) fn seam(entry: &Entry, findings: &mut Findings) -> Option<Seam> {
    let (head, mut fields) = element("seam", entry, findings)?;
    let sides = fields.need("sides", findings).map(|node| chains(node, "sides", findings))?;
    if sides.len() < 2 || sides.len() > 8 {
        findings.push(Diagnostic::at("wrong-count", head.span, "a seam has 2 to 8 sides"));
    }
    if let Some(word) = need_word(&mut fields, "construction", findings) {
        one_of(&word, "construction", &[("raw", ())], findings);
    }
    let fit = fields.take("fit").and_then(|node| word(node, "fit", findings));
    let fit = fit.and_then(|w| {
        one_of(&w, "fit", &[("equal", Fit::Equal), ("shorter", Fit::Shorter)], findings)
    });
    let anchor = fields
        .list("anchor")
        .unwrap_or_default()
        .iter()
        .filter_map(|node| {
            let word = word(node, "anchor", findings)?;
            findings.keep(name::point(&word.text, word.span))
        })
        .collect();
    let symmetric = fields.flag("symmetric", findings).unwrap_or(false);
    let holes_as = fields.take("holes_as").and_then(|node| word(node, "holes_as", findings));
    let inset = length_at(&mut fields, "inset", findings);
    let ends = length_at(&mut fields, "ends", findings);
    fields.finish(findings);
    let fit = fit.unwrap_or(Fit::Equal);
    Some(Seam { head, sides, is_row: false, fit, anchor, symmetric, holes_as, inset, ends })
}

/// A row of stitches along one chain.
pub(super) fn row(entry: &Entry, findings: &mut Findings) -> Option<Seam> {
    let (head, mut fields) = element("row", entry, findings)?;
    let along = need_chain(&mut fields, "along", findings);
    let inset = length_at(&mut fields, "inset", findings);
    let ends = length_at(&mut fields, "ends", findings);
    fields.finish(findings);
    Some(Seam {
        head,
        sides: vec![along?],
        is_row: true,
        fit: Fit::Equal,
        anchor: Vec::new(),
        symmetric: false,
        holes_as: None,
        inset,
        ends,
    })
}

/// What happens to a free edge: only `raw` so far, so that the edge is all there is to keep.
pub(super) fn finish(entry: &Entry, findings: &mut Findings) -> Option<Chain> {
    let (_, mut fields) = element("finish", entry, findings)?;
    let on = need_chain(&mut fields, "on", findings);
    if let Some(word) = need_word(&mut fields, "construction", findings) {
        one_of(&word, "construction", &[("raw", ())], findings);
    }
    fields.finish(findings);
    on
}
