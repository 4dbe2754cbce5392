//! Where placed things lie on their hosts: a rigid motion and a footprint made of discs.

use core::f64::consts::PI;

use crate::geom::{Scalar, Vec2};
use crate::style::bound::{At, Placed, Thing};

use super::{Frame, StitchLine, Structure, point};

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
    /// Its origin: of a strap the middle of its tangent line or start, of a panel its (0, 0), of a part its center.
    pub at: Vec2<S>,
    /// Turned by, radians.
    pub turn: S,
    /// Its corners.
    pub discs: Vec<Disc<S>>,
    /// Of a strap the length and width that lie on the host; of a panel zero; of a part its diameter twice.
    pub footprint: [S; 2],
}

/// A place on a panel as drawn.
pub(crate) fn at<S: Scalar>(frame: &Frame<S>, panel: usize, at: &At) -> Vec2<S> {
    let value = |leaf: Option<usize>| leaf.map_or_else(S::zero, |leaf| frame.values[leaf]);
    match at {
        At::Point([x, y]) => Vec2::new(frame.values[*x], frame.values[*y]),
        At::Walk { chain, t, from, by, inward } => {
            let line = StitchLine::of(frame, chain, S::zero());
            let net = point::along(frame, &line, *t, *from, *by);
            let (_, point, normal) = line.net_point(frame, net);
            point + normal * value(*inward)
        }
        At::Over { strip, over: (host, edge, share), inward } => {
            let strip = &frame.strips[*strip];
            let Some(followed) = &strip.followed else { return Vec2::zero() };
            let u = followed.at_edge(frame, *host, *edge, *share);
            let Some(drawn) = frame.panels.get(panel) else { return Vec2::zero() };
            // Side b is the part's first edge, walked as u runs.
            let part = strip.parts.iter().find(|[a, b]| {
                a.value() - 1e-9 <= u.value() && u.value() <= b.value() + 1e-9
                    || u.value() + strip.length.value() <= b.value() + 1e-9
            });
            let Some([a, b]) = part.copied() else { return Vec2::zero() };
            let u = if u.value() < a.value() - 1e-9 { u + strip.length } else { u };
            let target = drawn.net(0) * ((u - a) / (b - a));
            let mut start = S::zero();
            for segment in drawn.edge(0) {
                let end = start + segment.length;
                if end.value() >= target.value() - 1e-9 {
                    let share = (target - start) / segment.length;
                    let normal = segment.segment.tangent(share).left();
                    return segment.segment.point(share) + normal * value(*inward);
                }
                start = end;
            }
            Vec2::zero()
        }
    }
}

/// The ends of a strap that lies on its host at both: how far apart its two places are, and the turning from the first to
/// the second.
pub(super) fn place<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    placed: &Placed,
) -> PlaceFrame<S> {
    let at = at(frame, placed.on, &placed.at);
    let turn = placed.turn.map_or_else(S::zero, |leaf| frame.values[leaf].scale(PI / 180.0));
    let disc = |center: Vec2<S>, radius: S| Disc { center: at + center.turned(turn), radius };
    match placed.thing {
        Thing::Strap(index) => {
            let strap = &frame.straps[index];
            // Of a looped or sewn end its leg lies on the host, of a strap sewn down whole all that is seen.
            let leg = match placed.end {
                Some(end) => strap.ends.get(end).copied().flatten(),
                None => strap.ends[0].or(strap.ends[1]),
            };
            let length = leg.map_or(strap.visible, |end| end.leg);
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
        Thing::Part(slot) => {
            let across = footprint_of(&structure.entries[slot]);
            let discs = vec![disc(Vec2::zero(), S::constant(0.5 * across))];
            PlaceFrame { at, turn, discs, footprint: [S::constant(across), S::constant(across)] }
        }
    }
}

/// How wide a part lies on leather, mm: its cap, its diameter, or what passes through it.
pub(crate) fn footprint_of(entry: &crate::stock::Entry) -> f64 {
    let has = |name: &str| entry.kind.figure(name).map(|figure| entry.at(figure));
    ["cap", "rim", "d", "inside", "wire"].into_iter().find_map(has).unwrap_or(0.0)
}
