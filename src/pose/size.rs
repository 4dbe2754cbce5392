//! The box that the standing bag fills, to be compared with what a calliper reads.

use crate::frame::{Frame, Structure};
use crate::geom::{Scalar, Vec2};
use crate::style::bound::{Bound, Thing};

use super::crease::farthest;
use super::reach::Tree;
use super::{Vec3, Wall, walk};

/// Width, height and depth over the panels and walls that make the body. Not counted: what hangs by folds only (flaps
/// and what lies between them and the body), what is placed, hardware, pipes.
pub(super) fn size<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    tree: &Tree<S>,
    walls: &[Option<Wall<S>>],
) -> Option<[S; 3]> {
    let body = body(&structure.bound);
    let (zero, one) = (S::zero(), S::constant(1.0));
    let axes = [Vec3::new(one, zero, zero), Vec3::new(zero, one, zero), Vec3::new(zero, zero, one)];
    let over = |axis: Vec3<S>| {
        let far = |axis: Vec3<S>| {
            let panels = (0..tree.stands.len())
                .filter(|panel| body.get(*panel).copied().unwrap_or(false))
                .filter_map(|panel| reach(frame, tree, panel, axis));
            let walls = walls.iter().flatten().filter_map(|wall| {
                let along = reach(frame, tree, wall.panel, axis)?;
                let across = wall.stand.out.dot(axis);
                let flat = (one - across.squared()).max(zero).sqrt();
                let ring = &wall.rings[1];
                Some(along + ring.offset * flat - ring.height * across)
            });
            panels.chain(walls).reduce(Scalar::max)
        };
        Some(far(axis)? + far(-axis)?)
    };
    Some([over(axes[0])?, over(axes[1])?, over(axes[2])?])
}

/// How far a panel reaches along an axis of bag space.
fn reach<S: Scalar>(frame: &Frame<S>, tree: &Tree<S>, panel: usize, axis: Vec3<S>) -> Option<S> {
    let outline = walk::outline(frame, panel)?;
    let creases = tree.creases.get(panel)?;
    let along = |p: Vec2<S>| Some(tree.facet(panel, p)?.point(p).dot(axis));
    let reached = outline.segments.iter().filter_map(|part| {
        let ends =
            [part.segment.a, part.segment.b].into_iter().chain(creases.crossings(&part.segment));
        let facet = tree.facet(panel, part.segment.point(S::constant(0.5)))?;
        let bulge = farthest(&part.segment, facet.project(facet.origin + axis));
        ends.chain(bulge).filter_map(along).reduce(Scalar::max)
    });
    reached.reduce(Scalar::max)
}

/// Which panels make the body: all but those that are placed, and those that hang on it by one fold.
fn body(bound: &Bound) -> Vec<bool> {
    let mut body: Vec<bool> = (0..bound.panels.len())
        .map(|panel| !bound.places.iter().any(|place| place.thing == Thing::Panel(panel)))
        .collect();
    let sewn: Vec<bool> = (0..bound.panels.len())
        .map(|panel| {
            let strips =
                bound.strips.iter().flat_map(|strip| strip.to.iter().chain([&strip.along]));
            let seams = bound.rows.iter().filter(|row| row.sides.len() > 1);
            let seams = seams.flat_map(|row| row.sides.iter().map(|side| &side.chain));
            let mut chains = strips.chain(seams);
            chains.any(|chain| chain.stretches.iter().any(|stretch| stretch.panel == panel))
        })
        .collect();
    if !sewn.contains(&true) {
        return body;
    }
    // A flap may hang on a top that hangs on the back: one more is taken off in every round.
    for _ in 0..body.len() {
        let hangs = |panel: usize| {
            let joins = bound.folds.iter().filter(|fold| {
                let [(a, _), (b, _)] = fold.join;
                let other = if a == panel { b } else { a };
                (a == panel || b == panel) && body.get(other).copied().unwrap_or(false)
            });
            joins.count() == 1
        };
        let next = (0..body.len()).find(|panel| {
            body[*panel] && !sewn[*panel] && bound.panels[*panel].stand.is_none() && hangs(*panel)
        });
        let Some(next) = next else { break };
        body[next] = false;
    }
    body
}
