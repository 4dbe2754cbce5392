//! Panel shorthands: `rect`, `round`, `symmetry`, and what is cut into an edge become plain edges.

mod corner;
pub(super) mod cut;
pub(super) mod line;
mod symmetry;

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::reader::{Entry, Findings, Node, Value};

use super::copies::Known;
use super::{mirror, text, tree};
use line::Outline;

/// What became of a panel's edges: for the walks that run over them.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawing {
    /// The edges in order, and whether walks skip them.
    pub(super) edges: Vec<(String, bool)>,
    /// Edges that were cut into several: their own pieces.
    pub(super) parts: BTreeMap<String, Vec<String>>,
}

/// How one panel is to be drawn.
pub(super) struct Manner {
    /// It was drawn as another panel.
    pub(super) mirrored: bool,
    /// Boxed corners are left as they are: nothing sews them.
    pub(super) unboxed: bool,
}

/// Writes out the shorthands of one panel.
pub(super) fn panel(
    panel: &mut Vec<Entry>,
    manner: &Manner,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Drawing {
    rect(panel, findings);
    let symmetric = tree::take(panel, "symmetry");
    let split = tree::take(panel, "split");
    let darts = tree::take(panel, "darts");
    rounded(panel, symmetric.is_some());
    let Some(mut outline) = Outline::read(panel) else {
        mirror::overrides(panel, manner.mirrored, findings);
        return Drawing::default();
    };
    if let Some(symmetry) = &symmetric {
        if symmetry.node.text() == Some("x") {
            symmetry::both_halves(&mut outline, symmetry.node.span, findings);
        } else {
            let message = "`symmetry` knows the axis `x` only";
            findings.push(
                Diagnostic::at("unknown-word", symmetry.node.span, message)
                    .hint("symmetry = \"x\""),
            );
        }
    }
    if tree::get(panel, "edge").is_some() {
        outline.write(panel);
        mirror::overrides(panel, manner.mirrored, findings);
        match Outline::read(panel) {
            Some(again) => outline.take_over(again),
            None => return Drawing::default(),
        }
    }
    if let Some(split) = split {
        cut::split(&mut outline, &split, findings);
    }
    cut::scoops(&mut outline, findings);
    if let Some(darts) = darts {
        cut::darts(&mut outline, &darts, known, findings);
    }
    corner::boxes(&mut outline, manner, known, findings);
    let drawing = Drawing {
        edges: outline.edges.iter().map(|edge| (edge.name.clone(), edge.skipped)).collect(),
        parts: outline.parts.clone(),
    };
    outline.write(panel);
    drawing
}

/// `rect = [w, h]`: four edges, the lower left corner at (-w/2, 0).
fn rect(panel: &mut Vec<Entry>, findings: &mut Findings) {
    let Some(rect) = tree::take(panel, "rect") else { return };
    let span = rect.node.span;
    if let Some(edges) = tree::get(panel, "edges") {
        let finding = Diagnostic::at("two-outlines", edges.key_span, "`rect` draws the edges");
        return findings.push(finding.hint("keep `rect` or `edges`"));
    }
    let Value::List(sizes) = &rect.node.value else {
        let message = format!("`rect` must be [width, height], not {}", rect.node.value.kind());
        return findings.push(Diagnostic::at("wrong-type", span, message));
    };
    let [width, height] = sizes.as_slice() else {
        let finding = Diagnostic::at("wrong-type", span, "`rect` must be [width, height]");
        return findings.push(finding);
    };
    let half = |sign: f64| match &width.value {
        Value::Number(number) => Node::made(width.span, Value::Number(sign * number / 2.0)),
        Value::Text(written) => {
            let sign = if sign < 0.0 { "-" } else { "" };
            tree::made_text(format!("{sign}{}/2", text::operand(written)), width.span)
        }
        _ => width.clone(),
    };
    let zero = || Node::made(span, Value::Number(0.0));
    let point = |x: Node, y: Node| Node::made(span, Value::List(vec![x, y]));
    let edge = |name: &str, to: Node| {
        let name = tree::made("name", span, Value::Text(name.to_owned()));
        let to = Entry { key: "to".to_owned(), key_span: span, node: to };
        Node::made(span, Value::Table(vec![name, to]))
    };
    let edges = vec![
        edge("base", point(half(1.0), zero())),
        edge("right", point(half(1.0), height.clone())),
        edge("top", point(half(-1.0), height.clone())),
        edge("left", tree::made_text("start", span)),
    ];
    let start = Value::List(vec![half(-1.0), zero()]);
    tree::put(panel, tree::made("start", span, start));
    panel.push(tree::made("edges", span, Value::List(edges)));
}

/// `round` on a panel rounds every corner that says nothing itself.
fn rounded(panel: &mut Vec<Entry>, symmetric: bool) {
    let Some(round) = tree::take(panel, "round") else { return };
    let Some(edges) = panel.iter_mut().find(|entry| entry.key == "edges") else { return };
    let Some(edges) = tree::list_mut(&mut edges.node) else { return };
    // The end of the last half edge lies on the axis and is no corner.
    let corners = edges.len().saturating_sub(usize::from(symmetric));
    for edge in edges.iter_mut().take(corners) {
        let Some(edge) = tree::table_mut(edge) else { continue };
        if tree::get(edge, "round").is_none() && tree::get(edge, "box").is_none() {
            edge.push(round.clone());
        }
    }
}
