//! `symmetry = "x"`: the right half, drawn from axis to axis, becomes the whole outline.

use crate::diag::{Diagnostic, Span};
use crate::reader::{Findings, Node, Value};

use super::super::tree;
use super::line::{COURSE, Edge, Outline, Point, formula, negative, same};

/// Draws the left half too.
pub(super) fn both_halves(outline: &mut Outline, span: Span, findings: &mut Findings) {
    let count = outline.edges.len();
    let corners: Vec<Point> = (0..count).map(|index| outline.end(index)).collect();
    let (Some(first), Some(last), Some(top)) =
        (outline.edges.first().cloned(), outline.edges.last().cloned(), corners.last().cloned())
    else {
        return;
    };
    if count < 2 || !on_axis(&outline.start[0]) || !on_axis(&top[0]) || last.to.is_none() {
        let message = "half an outline begins and ends on the axis, where x is 0";
        let off = [&outline.start[0], &top[0]].into_iter().find(|x| !on_axis(x));
        let span = off.map_or(span, |x| x.span);
        let finding = Diagnostic::at("off-axis", span, message);
        return findings.push(finding.hint("start = [0, 0] and to = [0, \"height\"] at the end"));
    }
    let boxes: Vec<usize> = (0..count).filter(|index| has_box(&outline.edges[*index])).collect();
    let name_of = |index: usize, side: &str| {
        if boxes.len() > 1 {
            format!("box_{}_{side}", outline.edges[index].name)
        } else {
            format!("box_{side}")
        }
    };
    // The corner after half edge `index`, on the right and on the left.
    let right = |edge: &mut Edge, index: usize| {
        edge.keys.extend(ends_of(&outline.edges[index]));
        edge.boxed = has_box(&outline.edges[index]).then(|| name_of(index, "r"));
    };
    let left = |edge: &mut Edge, index: usize| {
        edge.keys.extend(ends_of(&outline.edges[index]));
        edge.boxed = has_box(&outline.edges[index]).then(|| name_of(index, "l"));
    };
    let mut edges: Vec<Edge> = Vec::new();
    let mut start = mirrored(&corners[0]);
    // The first edge, from the left corner to the right one.
    let mut whole = whole(&first, &outline.start, &corners[0], true);
    let mut parts = Vec::new();
    if whole.len() == 2 {
        parts.push((first.name.clone(), whole.iter().map(|edge| edge.name.clone()).collect()));
    }
    if let Some(edge) = whole.last_mut() {
        edge.to = Some(corners[0].clone());
        right(edge, 0);
    }
    edges.append(&mut whole);
    for (index, half) in outline.edges.iter().enumerate().take(count - 1).skip(1) {
        let mut edge = Edge::made(format!("{}_r", half.name), corners[index].clone(), half);
        edge.keys = half.keys.iter().filter(|key| course(&key.key)).cloned().collect();
        right(&mut edge, index);
        edges.push(edge);
    }
    // The last edge, from the right corner over the axis to the left one.
    let mut crown = self::whole(&last, &top, &corners[count - 2], false);
    if crown.len() == 2 {
        parts.push((last.name.clone(), crown.iter().map(|edge| edge.name.clone()).collect()));
    }
    if let Some(edge) = crown.last_mut() {
        edge.to = Some(mirrored(&corners[count - 2]));
        left(edge, count - 2);
    }
    edges.append(&mut crown);
    for index in (1..count - 1).rev() {
        let half = &outline.edges[index];
        let end = mirrored(&corners[index - 1]);
        let mut edge = Edge::made(format!("{}_l", half.name), end, half);
        edge.keys = half.keys.iter().filter(|key| course(&key.key)).map(reversed).collect();
        left(&mut edge, index - 1);
        edges.push(edge);
    }
    if let Some(edge) = edges.last_mut() {
        // Closing at the start, with the very texts of the start.
        edge.to = None;
    }
    core::mem::swap(&mut outline.start, &mut start);
    outline.edges = edges;
    outline.parts.extend(parts);
    outline.changed = true;
}

/// A whole edge of two halves: from the mirror of `corner` to `corner` if it is the first, else the other way.
fn whole(half: &Edge, axis: &Point, corner: &Point, is_first: bool) -> Vec<Edge> {
    let outer = if is_first { corner.clone() } else { mirrored(corner) };
    let mut edge = Edge::made(half.name.clone(), outer.clone(), half);
    let curves: Vec<_> = half.keys.iter().filter(|key| COURSE.contains(&&*key.key)).collect();
    if curves.is_empty() && same(&axis[1], &corner[1]) {
        edge.keys = half.keys.iter().filter(|key| key.key == "scoop").cloned().collect();
        return vec![edge];
    }
    let square = if is_first { "start" } else { "end" };
    if let [tangent] = curves.as_slice()
        && tangent.key == "tangent"
        && tangent.node.text() == Some(square)
    {
        // An arc square to the axis is one arc with its mirror image.
        let via = Value::List(axis.to_vec());
        edge.keys = vec![tree::made("via", tangent.node.span, via)];
        return vec![edge];
    }
    let mut right = Edge::made(format!("{}_r", half.name), outer.clone(), half);
    right.keys = curves.iter().map(|key| (*key).clone()).collect();
    let mut left = Edge::made(format!("{}_l", half.name), outer, half);
    left.keys = curves.iter().map(|key| reversed(key)).collect();
    if is_first {
        left.to = Some(axis.clone());
        vec![left, right]
    } else {
        right.to = Some(axis.clone());
        vec![right, left]
    }
}

fn has_box(edge: &Edge) -> bool {
    edge.keys.iter().any(|key| key.key == "box")
}

/// What an edge says of its end.
fn ends_of(edge: &Edge) -> Vec<crate::reader::Entry> {
    edge.keys.iter().filter(|key| key.key == "round" || key.key == "box").cloned().collect()
}

fn course(key: &str) -> bool {
    COURSE.contains(&key) || key == "scoop"
}

fn mirrored(point: &Point) -> Point {
    [negative(&point[0]), point[1].clone()]
}

/// How the mirror image of an edge runs, walked the other way: bulges stay bulges, ends change places.
fn reversed(key: &crate::reader::Entry) -> crate::reader::Entry {
    let mut key = key.clone();
    let span = key.node.span;
    let mirror = |node: &Node| match super::line::point(node) {
        Some(point) => Node::made(node.span, Value::List(mirrored(&point).to_vec())),
        None => node.clone(),
    };
    match (key.key.as_str(), &key.node.value) {
        ("tangent", Value::Text(end)) => {
            let other = if end == "start" { "end" } else { "start" };
            key.node = tree::made_text(other, span);
        }
        ("via", _) => key.node = mirror(&key.node),
        ("cubic", Value::List(controls)) => {
            let controls = controls.iter().rev().map(mirror).collect();
            key.node = Node::made(span, Value::List(controls));
        }
        _ => {}
    }
    key
}

fn on_axis(x: &Node) -> bool {
    matches!(formula(x).as_str(), "0 mm" | "0" | "-0 mm")
}
