//! An outline taken apart: edges between points that are formula texts.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Span};
use crate::reader::{Entry, Findings, Node, Value};

use super::super::{text, tree};

/// What makes an edge another line than a straight one.
pub(super) const COURSE: [&str; 5] = ["sag", "radius", "via", "cubic", "tangent"];

/// A point: two values of the tree.
pub(super) type Point = [Node; 2];

/// An edge of an outline.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) name: String,
    /// Where its name stands.
    pub(super) name_span: Span,
    /// Where it ends; nothing means at the start.
    pub(super) to: Option<Point>,
    /// Its other keys.
    pub(super) keys: Vec<Entry>,
    /// Where it stands.
    pub(super) span: Span,
    /// As the file has it, while nothing is changed.
    pub(super) written: Option<Node>,
    /// Walks pass it over.
    pub(super) skipped: bool,
    /// What the boxed corner at its end is called.
    pub(super) boxed: Option<String>,
}

/// The outline of a panel.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    pub(super) start: Point,
    pub(super) edges: Vec<Edge>,
    /// Edges that were cut into several: their own pieces.
    pub(super) parts: BTreeMap<String, Vec<String>>,
    /// True if anything is not as written.
    pub(super) changed: bool,
}

impl Outline {
    /// The outline of a panel; nothing if it has a fault, which is told when it is read.
    pub(super) fn read(panel: &[Entry]) -> Option<Self> {
        let start = point(tree::node(panel, "start")?)?;
        let Value::List(items) = &tree::node(panel, "edges")?.value else { return None };
        let mut edges = Vec::new();
        let mut at = start.clone();
        for item in items {
            let entries = item.table()?;
            let name = tree::node(entries, "name")?;
            let to = match (tree::node(entries, "to"), tree::node(entries, "rel")) {
                (Some(to), None) if to.text() == Some("start") => None,
                (Some(to), None) => Some(point(to)?),
                (None, Some(rel)) => {
                    let [dx, dy] = point(rel)?;
                    let [x, y] = &at;
                    Some([sum(x, &dx), sum(y, &dy)])
                }
                _ => return None,
            };
            if let Some(to) = &to {
                at.clone_from(to);
            }
            let own = |entry: &&Entry| !["name", "to", "rel"].contains(&entry.key.as_str());
            edges.push(Edge {
                name: name.text()?.to_owned(),
                name_span: name.span,
                to,
                keys: entries.iter().filter(own).cloned().collect(),
                span: item.span,
                written: Some(item.clone()),
                skipped: false,
                boxed: None,
            });
        }
        Some(Self { start, edges, parts: BTreeMap::new(), changed: false })
    }

    /// The edges as read again, with what is known of them.
    pub(super) fn take_over(&mut self, again: Self) {
        for (edge, other) in self.edges.iter_mut().zip(again.edges) {
            edge.keys = other.keys;
            edge.written = other.written;
        }
    }

    /// Where an edge begins.
    pub(super) fn begin(&self, index: usize) -> Point {
        let before = index.checked_sub(1).and_then(|index| self.edges.get(index));
        before.and_then(|edge| edge.to.clone()).unwrap_or_else(|| self.start.clone())
    }

    /// Where an edge ends.
    pub(super) fn end(&self, index: usize) -> Point {
        let edge = self.edges.get(index).and_then(|edge| edge.to.clone());
        edge.unwrap_or_else(|| self.start.clone())
    }

    /// The straight edge of a name; what else it is is told.
    pub(super) fn straight(
        &self,
        name: &str,
        span: Span,
        what: &str,
        findings: &mut Findings,
    ) -> Option<usize> {
        let Some(index) = self.edges.iter().position(|edge| edge.name == name) else {
            let names: Vec<&str> = self.edges.iter().map(|edge| edge.name.as_str()).collect();
            let message = format!("there is no edge `{name}`");
            let finding = Diagnostic::at("unknown-name", span, message);
            let hint = crate::diag::did_you_mean(name, names.iter().copied()).map_or_else(
                || format!("the edges are {}", names.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            findings.push(finding.hint(hint));
            return None;
        };
        if self.edges.get(index).is_some_and(Edge::is_straight) {
            return Some(index);
        }
        let finding = Diagnostic::at("curved-edge", span, format!("`{name}` is curved: {what}"));
        findings.push(finding.hint("draw it as a line, or write the edges out"));
        None
    }

    /// Puts pieces in the place of an edge; what the edge says of its end goes to the last one.
    pub(super) fn replace(&mut self, index: usize, mut pieces: Vec<Edge>) {
        let Some(edge) = self.edges.get(index).cloned() else { return };
        if let Some(last) = pieces.last_mut() {
            last.to.clone_from(&edge.to);
            last.keys.extend(edge.keys.iter().filter(|key| at_end(&key.key)).cloned());
            last.boxed.clone_from(&edge.boxed);
        }
        let own = pieces.iter().filter(|piece| !piece.skipped);
        self.parts.insert(edge.name, own.map(|piece| piece.name.clone()).collect());
        self.edges.splice(index..=index, pieces);
        self.changed = true;
    }

    /// Writes the outline into its panel, and a chain for every edge that was cut.
    pub(super) fn write(&self, panel: &mut Vec<Entry>) {
        if !self.changed {
            return;
        }
        let span = tree::node(panel, "edges").map_or(Span::default(), |node| node.span);
        let start_span = tree::node(panel, "start").map_or(span, |node| node.span);
        let edges = self.edges.iter().map(Edge::node).collect();
        let start = Value::List(self.start.to_vec());
        tree::put(panel, tree::made("start", start_span, start));
        tree::put(panel, tree::made("edges", span, Value::List(edges)));
        if self.parts.is_empty() {
            return;
        }
        if tree::get(panel, "chains").is_none() {
            panel.push(tree::made("chains", span, Value::Table(Vec::new())));
        }
        let chains = panel.iter_mut().find(|entry| entry.key == "chains");
        let Some(chains) = chains.and_then(|entry| tree::table_mut(&mut entry.node)) else {
            return;
        };
        for (name, parts) in &self.parts {
            if tree::get(chains, name).is_none() {
                let value = Value::Text(self.runs(parts).join(" + "));
                chains.push(tree::made(name.as_str(), span, value));
            }
        }
    }

    /// Pieces as walks: those that stand side by side in one.
    fn runs(&self, parts: &[String]) -> Vec<String> {
        let place = |name: &String| self.edges.iter().position(|edge| edge.name == *name);
        let mut runs: Vec<(String, String, usize)> = Vec::new();
        for part in parts {
            let Some(at) = place(part) else { continue };
            match runs.last_mut() {
                Some((_, last, end)) if (*end + 1) % self.edges.len() == at => {
                    last.clone_from(part);
                    *end = at;
                }
                _ => runs.push((part.clone(), part.clone(), at)),
            }
        }
        let walk = |(first, last, _): (String, String, usize)| {
            if first == last { first } else { format!("{first}..{last}") }
        };
        runs.into_iter().map(walk).collect()
    }
}

impl Edge {
    /// A straight edge that was made from another.
    pub(super) fn made(name: String, to: Point, from: &Self) -> Self {
        Self {
            name,
            name_span: from.name_span,
            to: Some(to),
            keys: Vec::new(),
            span: from.span,
            written: None,
            skipped: false,
            boxed: None,
        }
    }

    /// Whether it runs straight.
    pub(super) fn is_straight(&self) -> bool {
        !self.keys.iter().any(|entry| {
            let straight = matches!(entry.node.value, Value::Number(0.0)) && entry.key == "sag";
            COURSE.contains(&entry.key.as_str()) && !straight
        })
    }

    fn node(&self) -> Node {
        if let Some(written) = &self.written {
            return written.clone();
        }
        let to = match &self.to {
            Some(point) => Value::List(point.to_vec()),
            None => Value::Text("start".to_owned()),
        };
        let mut entries = vec![
            tree::made("name", self.name_span, Value::Text(self.name.clone())),
            tree::made("to", self.span, to),
        ];
        entries.extend(self.keys.iter().cloned());
        Node::made(self.span, Value::Table(entries))
    }
}

/// Whether a key is about an edge's end.
fn at_end(key: &str) -> bool {
    key == "round" || key == "box"
}

/// Two coordinates.
pub(in super::super) fn point(node: &Node) -> Option<Point> {
    let Value::List(items) = &node.value else { return None };
    let [x, y] = items.as_slice() else { return None };
    let known = |node: &Node| matches!(node.value, Value::Number(_) | Value::Text(_));
    (known(x) && known(y)).then(|| [x.clone(), y.clone()])
}

/// A coordinate or length as a formula.
pub(in super::super) fn formula(node: &Node) -> String {
    match &node.value {
        Value::Number(number) => format!("{number} mm"),
        Value::Text(text) => text.trim().to_owned(),
        _ => "0 mm".to_owned(),
    }
}

/// The negative of a coordinate.
pub(in super::super) fn negative(node: &Node) -> Node {
    match &node.value {
        Value::Number(number) if *number == 0.0 => node.clone(),
        Value::Number(number) => Node::made(node.span, Value::Number(-number)),
        Value::Text(written) => tree::made_text(text::negative(written), node.span),
        _ => node.clone(),
    }
}

/// Whether two coordinates are written alike.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    let plain = |node: &Node| formula(node).replace(' ', "");
    plain(a) == plain(b)
}

fn sum(a: &Node, b: &Node) -> Node {
    let made = format!("{} + {}", text::operand(&formula(a)), text::operand(&formula(b)));
    tree::made_text(made, b.span)
}

/// Whether a coordinate is written as the negative of another: then the way between them is across the axis.
fn is_negative_of(a: &Node, b: &Node) -> bool {
    let plain = |node: &Node| formula(node).replace(' ', "");
    let (a, b) = (plain(a), plain(b));
    a.strip_prefix('-').is_some_and(|a| a == b || a == format!("({b})"))
}

/// Which way it is from `a` to `b`, where their texts tell.
fn heading(a: &Node, b: &Node) -> Option<f64> {
    let number = |node: &Node| match node.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    match (number(a), number(b)) {
        (Some(a), Some(b)) => Some((b - a).signum()),
        _ if is_negative_of(a, b) => Some(1.0),
        _ if is_negative_of(b, a) => Some(-1.0),
        _ => None,
    }
}

/// The point at a share of the way from `a` to `b`, and so far on from there toward `b`.
pub(super) fn between(a: &Point, b: &Point, share: &str, on: &str, span: Span) -> Point {
    let on_way = toward(a, b, on);
    let value = |index: usize| {
        let (begin, end) = (&a[index], &b[index]);
        if same(begin, end) {
            return begin.clone();
        }
        let (from, to) = (text::operand(&formula(begin)), text::operand(&formula(end)));
        let across = share.parse::<f64>().ok().filter(|share| *share != 0.0);
        let mut made = match across {
            _ if share == "0" => from,
            // Across the axis: from -x to x, or back.
            Some(share) if is_negative_of(begin, end) => scaled(2.0 * share - 1.0, &to),
            Some(share) if is_negative_of(end, begin) => scaled(1.0 - 2.0 * share, &from),
            _ => format!("{from} + {} * ({to} - {from})", text::operand(share)),
        };
        if on != "0 mm" {
            made = if made == "0 mm" {
                on_way[index].clone()
            } else {
                format!("{made} + {}", on_way[index])
            };
        }
        tree::made_text(made, span)
    };
    [value(0), value(1)]
}

fn scaled(factor: f64, operand: &str) -> String {
    // Shares are written with a few decimals; what doubling them adds is no part of them.
    let factor = (factor * 1e9).round() / 1e9;
    if factor == 0.0 { "0 mm".to_owned() } else { format!("{factor} * {operand}") }
}

/// A step of a length from `a` toward `b`.
pub(super) fn toward(a: &Point, b: &Point, length: &str) -> [String; 2] {
    let [(ax, bx), (ay, by)] = [(&a[0], &b[0]), (&a[1], &b[1])];
    let difference = |from: &Node, to: &Node| {
        format!("({} - {})", text::operand(&formula(to)), text::operand(&formula(from)))
    };
    let (dx, dy) = (difference(ax, bx), difference(ay, by));
    let straight = |from: &Node, to: &Node, way: &str| match heading(from, to) {
        Some(sign) if sign < 0.0 => text::operand(&text::negative(length)),
        Some(_) => text::operand(length),
        None => format!("{} * {way} / abs{way}", text::operand(length)),
    };
    let none = || "0 mm".to_owned();
    match (same(ax, bx), same(ay, by)) {
        (_, true) => [straight(ax, bx, &dx), none()],
        (true, _) => [none(), straight(ay, by, &dy)],
        _ => {
            let step = |way: &str| format!("{} * {way} / hypot({dx}, {dy})", text::operand(length));
            [step(&dx), step(&dy)]
        }
    }
}

/// A point moved by two steps.
pub(super) fn moved(point: &Point, by: &[String; 2], span: Span) -> Point {
    let value = |index: usize| {
        if by[index] == "0 mm" {
            return point[index].clone();
        }
        let from = text::operand(&formula(&point[index]));
        let step = by[index].as_str();
        let whole = step.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
        let step = whole.filter(|inner| inner.starts_with("-(")).unwrap_or(step);
        let whole = step.starts_with("-(")
            && text::bracketed(step.get(1..).unwrap_or_default()).is_some_and(|b| b.1.is_empty());
        let made = match (from.as_str(), whole) {
            ("0 mm", _) => step.to_owned(),
            (_, true) => format!("{from} - {}", text::operand(&text::negative(step))),
            (_, false) => format!("{from} + {step}"),
        };
        tree::made_text(made, span)
    };
    [value(0), value(1)]
}
