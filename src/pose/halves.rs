//! Where the halves of a closure meet when the bag is closed.

use crate::frame::{Frame, Structure, at};
use crate::geom::{Point, Scalar, Vec2};

use super::place::host;
use super::reach::Tree;

/// The places of both halves, and how far a lands from a b that has a place of its own.
pub(super) struct Meetings<S> {
    pub(super) halves: Vec<[Vec2<S>; 2]>,
    pub(super) misses: Vec<Option<S>>,
}

pub(super) fn meetings<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    tree: &Tree<S>,
) -> Meetings<S> {
    let mut meetings = Meetings { halves: Vec::new(), misses: Vec::new() };
    for part in &structure.bound.halves {
        let a = at(frame, part.a.0, &part.a.1);
        let own = part.b.1.as_ref().map(|place| at(frame, part.b.0, place));
        // Where a stands, seen square to b's panel; of a bent panel to the facet that b's own place is on.
        let near = own.unwrap_or_else(Vec2::zero);
        let from = host(structure, frame, tree, part.a.0, a);
        let to = host(structure, frame, tree, part.b.0, near);
        let landing = from.zip(to).map(|(from, to)| to.project(from.point(a)));
        meetings.misses.push(own.zip(landing).map(|(own, landing)| distance(own, landing)));
        let nowhere = Vec2::lift(Point::new(f64::NAN, f64::NAN));
        meetings.halves.push([a, own.or(landing).unwrap_or(nowhere)]);
    }
    meetings
}

/// A miss of nothing has no slope.
fn distance<S: Scalar>(a: Vec2<S>, b: Vec2<S>) -> S {
    let square = (a - b).dot(a - b);
    if square.value() < 1e-24 { S::zero() } else { square.sqrt() }
}
