//! Where placed things lie on their hosts: a rigid motion and a footprint made of discs.

use core::f64::consts::PI;

use crate::geom::{Scalar, Vec2};
use crate::style::bound::{At, Placed, Thing};

use super::{Frame, PanelFrame, point_on};

/// A corner of a footprint: a convex footprint is the hull of its discs, a sharp corner has no radius.
///
/// The distance to the edge of a convex panel is least at one of the discs, so that they are all a rule needs.
#[derive(Clone, Copy, Debug)]
pub struct Disc<S> {
    /// On the host as drawn.
    pub center: Vec2<S>,
    /// Radius, mm.
    pub radius: S,
}

/// A placed copy, in coordinates of its host as drawn.
#[derive(Clone, Debug)]
pub struct PlaceFrame<S> {
    /// Its origin: of a strap the middle of its tangent line, of a panel its (0, 0).
    pub at: Vec2<S>,
    /// Turned by, radians.
    pub turn: S,
    /// Its corners.
    pub discs: Vec<Disc<S>>,
    /// Of a strap the length and width that lie on the host; of a panel zero.
    pub footprint: [S; 2],
}

/// A place on a panel as drawn.
pub(crate) fn at<S: Scalar>(panel: &PanelFrame<S>, values: &[S], at: &At) -> Vec2<S> {
    match at {
        At::Point([x, y]) => Vec2::new(values[*x], values[*y]),
        At::Walk { edges, t, by, inward } => {
            let value = |leaf: &Option<usize>| leaf.map_or_else(S::zero, |leaf| values[leaf]);
            let (point, normal) = point_on(panel, edges, value(t), value(by));
            point + normal * value(inward)
        }
    }
}

pub(super) fn place<S: Scalar>(frame: &Frame<S>, placed: &Placed) -> PlaceFrame<S> {
    let host = &frame.panels[placed.on];
    let at = at(host, &frame.values, &placed.at);
    let turn = placed.turn.map_or_else(S::zero, |leaf| frame.values[leaf].scale(PI / 180.0));
    let disc = |center: Vec2<S>, radius: S| Disc { center: at + center.turned(turn), radius };
    match placed.thing {
        Thing::Strap(index) => {
            let strap = &frame.straps[index];
            // Of a looped end its leg lies on the host, of a plain strap all that is seen.
            let length = strap.ends[0].or(strap.ends[1]).map_or(strap.visible, |end| end.leg);
            let half = strap.width.scale(0.5);
            let corners = [(S::zero(), -half), (length, -half), (length, half), (S::zero(), half)];
            let discs = corners.map(|(u, v)| disc(Vec2::new(u, v), S::zero())).to_vec();
            PlaceFrame { at, turn, discs, footprint: [length, strap.width] }
        }
        Thing::Panel(index) => {
            let panel = &frame.panels[index];
            let discs = panel
                .corners
                .iter()
                .enumerate()
                .map(|(edge, corner)| match corner.radius {
                    None => disc(corner.point, S::zero()),
                    Some(radius) => {
                        // The arc's center lies square to the edge at its tangent point.
                        let body = &panel.body(edge).segment;
                        let normal = body.tangent(S::constant(1.0)).left();
                        // A corner that turns inward is no corner of the hull: its arc bends round the outside.
                        let side = if corner.turn.value() < 0.0 { -radius } else { radius };
                        let rim = if corner.turn.value() < 0.0 { S::zero() } else { radius };
                        disc(body.b + normal * side, rim)
                    }
                })
                .collect();
            let zero = S::zero();
            PlaceFrame { at, turn, discs, footprint: [zero, zero] }
        }
    }
}
