//! Soft bends inside a panel: the facets they make of it.

use core::f64::consts::PI;

use crate::frame::{Frame, PanelFrame, Structure};
use crate::geom::{Scalar, Segment, Vec2};

use super::{Stand, Vec3};

/// Below this a point lies on a bend and not beyond it, mm.
const ON: f64 = 1e-9;

/// A bend of a panel: what lies beyond it, seen from the panel's middle, is turned toward the flesh.
#[derive(Clone, Copy, Debug)]
struct Crease<S> {
    at: Vec2<S>,
    /// Square to the bend, away from the panel's middle, unit.
    away: Vec2<S>,
    /// How far the middle lies from it, mm.
    distance: f64,
    /// Radians.
    angle: S,
}

/// The bends of one panel; the facet in its middle is the one that its [`Stand`] tells.
#[derive(Clone, Debug, Default)]
pub struct Creases<S>(Vec<Crease<S>>);

impl<S: Scalar> Creases<S> {
    /// The bends of a panel, the outermost first.
    pub(super) fn of(structure: &Structure, frame: &Frame<S>, panel: usize) -> Self {
        let Some(bends) = structure.bound.panels.get(panel).map(|panel| &panel.bends) else {
            return Self(Vec::new());
        };
        if bends.is_empty() || panel >= frame.panels.len() {
            return Self(Vec::new());
        }
        let middle = middle(frame.outside(panel));
        let value = |leaf: usize| frame.values.get(leaf).copied().unwrap_or_else(S::zero);
        let radians = |leaf: usize| value(leaf).scale(PI / 180.0);
        let bends = bends.iter().map(|bend| {
            let at = Vec2::new(value(bend.at[0]), value(bend.at[1]));
            (at, radians(bend.turn), radians(bend.angle))
        });
        Self::new(middle, bends)
    }
    /// From bends given by a point, a direction and a turning, radians.
    pub(super) fn new(middle: Vec2<S>, bends: impl Iterator<Item = (Vec2<S>, S, S)>) -> Self {
        let mut creases: Vec<Crease<S>> = bends
            .map(|(at, turn, angle)| {
                let left = Vec2::unit(turn).left();
                let side = (middle - at).dot(left).value();
                let away = if side > 0.0 { -left } else { left };
                Crease { at, away, distance: side.abs(), angle }
            })
            .collect();
        creases.sort_by(|a, b| b.distance.total_cmp(&a.distance));
        Self(creases)
    }
    /// True where the panel is one plane.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Where a line of the panel crosses its bends.
    pub(super) fn crossings(&self, line: &Segment<S>) -> impl Iterator<Item = Vec2<S>> {
        let (a, b) = (line.a, line.b);
        self.0.iter().filter_map(move |crease| {
            let sides = [a, b].map(|p| (p - crease.at).dot(crease.away));
            let apart = sides[0].value() * sides[1].value() < 0.0;
            apart.then(|| a.lerp(b, sides[0] / (sides[0] - sides[1])))
        })
    }
    /// How the facet that holds a drawn point stands beside the middle one.
    pub(super) fn facet(&self, p: Vec2<S>) -> Stand<S> {
        // Every bend turns about its own line on the flat panel, so the outermost is bent first.
        self.0
            .iter()
            .filter(|crease| (p - crease.at).dot(crease.away).value() > ON)
            .fold(Stand::flat(), |stand, crease| bent(crease).of(&stand))
    }
}

/// The turning about a bend of the flat panel.
fn bent<S: Scalar>(crease: &Crease<S>) -> Stand<S> {
    let (sin, cos) = (crease.angle.sin(), crease.angle.cos());
    let (zero, one) = (S::zero(), S::constant(1.0));
    let out = Vec3::new(zero, zero, one);
    let away = Vec3::new(crease.away.x, crease.away.y, zero);
    let along = Vec3::new(-crease.away.y, crease.away.x, zero);
    let turned_away = away * cos - out * sin;
    let turned_out = out * cos + away * sin;
    let right = along * along.x + turned_away * away.x;
    let up = along * along.y + turned_away * away.y;
    let origin = Vec3::new(crease.at.x, crease.at.y, zero) - right * crease.at.x - up * crease.at.y;
    Stand { origin, right, up, out: turned_out }
}

/// Least and greatest coordinates of an outline: of its sharp corners, and of the arcs it is drawn with.
pub(super) fn bounds<S: Scalar>(panel: &PanelFrame<S>) -> Option<[Vec2<S>; 2]> {
    let first = panel.corners.first()?.point;
    let corners = panel.corners.iter().map(|corner| corner.point);
    let drawn = panel.segments.iter().filter(|part| part.radius.is_none());
    let arcs = drawn.flat_map(|part| {
        let axes = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)];
        let farthest =
            axes.map(|(x, y)| farthest(&part.segment, Vec2::new(S::constant(x), S::constant(y))));
        farthest.into_iter().flatten()
    });
    Some(corners.chain(arcs).fold([first, first], |[lo, hi], p| {
        [Vec2::new(lo.x.min(p.x), lo.y.min(p.y)), Vec2::new(hi.x.max(p.x), hi.y.max(p.y))]
    }))
}

/// The place of an arc that lies farthest in a direction, where it is not at one of its ends.
pub(super) fn farthest<S: Scalar>(segment: &Segment<S>, way: Vec2<S>) -> Option<Vec2<S>> {
    let (center, radius) = segment.circle()?;
    let norm = way.norm();
    if norm.value() < 1e-9 {
        return None;
    }
    let farthest = center + way * (radius / norm);
    let (share, _) = segment.foot(farthest);
    (0.0 < share.value() && share.value() < 1.0).then_some(farthest)
}

fn middle<S: Scalar>(panel: &PanelFrame<S>) -> Vec2<S> {
    bounds(panel).map_or_else(Vec2::zero, |[lo, hi]| lo.lerp(hi, S::constant(0.5)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// A wrap: a front 40 wide with 10 of each side, both bent back by 90 degrees.
    #[test]
    fn sides_of_a_wrap_lie_back_from_its_front() {
        let bends = [(-20.0, PI / 2.0), (20.0, PI / 2.0)];
        let bends = bends.iter().map(|(x, angle)| (Vec2::new(*x, 0.0), PI / 2.0, *angle));
        let creases = Creases::new(Vec2::new(0.0, 15.0), bends);
        for side in [-1.0, 1.0] {
            let edge = Vec2::new(30.0 * side, 7.0);
            let facet = creases.facet(edge);
            let p = facet.point(edge);
            assert_relative_eq!(p.x, 20.0 * side, epsilon = 1e-12);
            assert_relative_eq!(p.y, 7.0, epsilon = 1e-12);
            assert_relative_eq!(p.z, -10.0, epsilon = 1e-12);
            assert_relative_eq!(facet.out.x, side, epsilon = 1e-12);
            let back = facet.undone().of(&facet);
            assert_relative_eq!(back.origin.norm(), 0.0, epsilon = 1e-12);
            assert_relative_eq!(back.up.y, 1.0, epsilon = 1e-12);
        }
    }

    /// A band of five facets bent four times by 72 degrees comes back to its start.
    #[test]
    fn four_bends_in_a_row_close_a_pentagon() {
        let bends = [10.0, 20.0, 30.0, 40.0];
        let bends = bends.iter().map(|x| (Vec2::new(*x, 0.0), PI / 2.0, 0.4 * PI));
        let creases = Creases::new(Vec2::new(25.0, 2.0), bends);
        let end = |x: f64| creases.facet(Vec2::new(x, 1.0)).point(Vec2::new(x, 1.0));
        assert_relative_eq!((end(0.0) - end(50.0)).norm(), 0.0, epsilon = 1e-12);
        assert_relative_eq!(
            (end(5.0) - end(20.0)).norm(),
            (end(45.0) - end(30.0)).norm(),
            epsilon = 1e-12
        );
    }
}
