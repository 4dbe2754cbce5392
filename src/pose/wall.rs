//! Walls: what a strip is when it stands round the panel it follows, as rings at its two sides.

use crate::frame::{Frame, PanelFrame, Structure};
use crate::geom::{Scalar, Segment, Vec2};
use crate::style::bound::{Chain, Construction};

use super::reach::Tree;
use super::stand::{Hinge, Spot};
use super::walk::quotient;
use super::{Stand, strip};

/// An outline moved out square to itself: how long it is and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Ring<S = f64> {
    /// Above the plane of the panel it belongs to, to the inside of the bag, mm.
    pub height: S,
    /// Outside the outline of that panel, mm.
    pub offset: S,
    /// Its length, mm.
    pub length: S,
    /// What it encloses, mm².
    pub area: S,
    /// By how much its area grows with the square of the offset: π for arcs, more for sharp corners.
    pub spread: S,
}

impl<S: Scalar> Ring<S> {
    /// The outline of a panel itself.
    pub(super) fn of(outline: &PanelFrame<S>) -> Self {
        let (mut length, mut spread) = (S::zero(), S::zero());
        for part in &outline.segments {
            length = length + part.length;
            spread = spread + part.turn.scale(0.5);
        }
        for corner in outline.corners.iter().filter(|corner| corner.radius.is_none()) {
            spread = spread + corner.turn.scale(0.5).tan();
        }
        let zero = S::zero();
        Self { height: zero, offset: zero, length, area: outline.area(), spread }
    }
    /// The ring so far outside this one, at a height.
    #[must_use]
    pub fn moved(&self, out: S, height: S) -> Self {
        Self {
            height,
            offset: self.offset + out,
            length: self.length + self.spread * out.scale(2.0),
            area: self.area + self.length * out + self.spread * out.squared(),
            spread: self.spread,
        }
    }
}

/// What a wall of equal slope holds over a ring, mm³: it leans out by `flare` over `height`.
///
/// Every level is the ring moved out by f·z/h, whose area is A + L·f·z/h + c·(f·z/h)² (Steiner), so that the volume is
/// h·(A + L·f/2 + c·f²/3): exact for lines and arcs, sharp corners mitred.
pub fn wall_volume<S: Scalar>(ring: &Ring<S>, flare: S, height: S) -> S {
    height
        * (ring.area
            + ring.length * flare.scale(0.5)
            + ring.spread * flare.squared().scale(1.0 / 3.0))
}

/// A strip standing on the panel it follows.
#[derive(Clone, Copy, Debug)]
pub struct Wall<S = f64> {
    /// The panel it stands on.
    pub panel: usize,
    /// How that panel stands; the wall rises against its outside.
    pub stand: Stand<S>,
    /// At side a and at side b. Of an open strip they are closed by the rest of the panel's outline.
    pub rings: [Ring<S>; 2],
}

impl<S: Scalar> Wall<S> {
    /// What it holds between its rings, mm³, over the outside; every strip between the same panels holds the same.
    pub fn volume(&self) -> S {
        let [low, high] = &self.rings;
        wall_volume(low, high.offset - low.offset, high.height - low.height)
    }
}

/// The wall of every strip whose panel stands.
pub(super) fn walls<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    tree: &Tree<S>,
) -> Vec<Option<Wall<S>>> {
    let strips = structure.bound.strips.iter().zip(&frame.strips);
    strips
        .map(|(strip, numbers)| {
            let panel = strip.along.panel()?;
            let stand = (*tree.stands.get(panel)?)?;
            let ring = Ring::of(super::walk::outline(frame, panel)?);
            let zero = S::zero();
            let (foot, flare) = if strip.to.is_some() {
                (zero, strip::flare(numbers.slope, numbers.width))
            } else {
                // What is developed has the length of its stitches, so that the free side is that much narrower.
                let stitched = matches!(
                    strip.sides[0].construction,
                    Construction::Raw | Construction::Bound | Construction::Lap
                );
                let foot = if stitched { -numbers.inset[0] } else { zero };
                (foot, numbers.slope * (numbers.flat + foot))
            };
            let low = ring.moved(foot, zero);
            // What is pleated between two panels stands as high as they are apart.
            let far = strip.to.as_ref().filter(|_| strip.pleats.is_some()).and_then(Chain::panel);
            let far = far.and_then(|far| *tree.stands.get(far)?);
            let apart = far.map(|far| (stand.origin - far.origin).dot(stand.out));
            let high = low.moved(flare, apart.unwrap_or(numbers.width));
            Some(Wall { panel, stand, rings: [low, high] })
        })
        .collect()
}

/// How a strip's part lies in bag space about one of its drawn points: its tangent plane there.
pub(super) fn part_at<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    tree: &Tree<S>,
    (index, part): (usize, usize),
    p: Vec2<S>,
) -> Option<Stand<S>> {
    let strip = structure.bound.strips.get(index)?;
    let numbers = frame.strips.get(index)?;
    let drawn = frame.panels.get(strip.parts.get(part)?.panel)?;
    if drawn.first.len() < 2 {
        return None;
    }
    // Side b is the part's first edge, walked as u runs.
    let (share, above, tangent) = foot(drawn.edge(0).iter().map(|part| part.segment), p)?;
    let [from, to] = *numbers.parts.get(part)?;
    let u = quotient(from + (to - from) * share, numbers.length);
    let one = S::constant(1.0);
    let u = if u.value() > 1.0 { u - one } else { u };
    let spot = super::walk::Walk::of(frame, &strip.along).spot(frame, u)?;
    let facet = tree.facet(spot.panel, spot.point)?;
    let host = Hinge::of(&facet, &spot);
    // From side a down the wall, which leans out by the slope.
    let down = one - quotient(above, numbers.flat);
    let width = numbers.width * down;
    let lean = strip::flare(numbers.slope, numbers.width) * down;
    let at = host.facing(width, lean).at;
    let cos = (one - numbers.slope.squared()).max(S::zero()).sqrt();
    let out = host.out * numbers.slope - host.inward * cos;
    let up = host.out * cos + host.inward * numbers.slope;
    let here = Spot { panel: spot.panel, point: p, tangent };
    Some(Hinge { at, inward: up, out }.hang(&here, false))
}

/// The place on a line nearest to a point: the share of its whole length, the distance to the left, the tangent.
fn foot<S: Scalar>(line: impl Iterator<Item = Segment<S>>, p: Vec2<S>) -> Option<(S, S, Vec2<S>)> {
    let mut whole = S::zero();
    let mut nearest: Option<(f64, S, S, Vec2<S>)> = None;
    for segment in line {
        let length = segment.length();
        let (share, left) = segment.foot(p);
        let within = share.max(S::zero()).min(S::constant(1.0));
        let beyond = (share - within).value().abs() * length.value();
        if nearest.as_ref().is_none_or(|(least, ..)| beyond < *least) {
            nearest = Some((beyond, whole + length * within, left, segment.tangent(within)));
        }
        whole = whole + length;
    }
    nearest.map(|(_, along, left, tangent)| (quotient(along, whole), left, tangent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use core::f64::consts::PI;

    fn numeric(area: impl Fn(f64) -> f64, flare: f64, height: f64) -> f64 {
        let steps = 20_000;
        let mid = |k: i32| (f64::from(k) + 0.5) / f64::from(steps);
        (0..steps).map(|k| area(flare * mid(k))).sum::<f64>() * height / f64::from(steps)
    }

    fn ring(area: f64, length: f64, spread: f64) -> Ring {
        Ring { height: 0.0, offset: 0.0, length, area, spread }
    }

    #[test]
    fn a_round_wall_is_a_frustum() {
        let (r, height) = (15.0, 50.0);
        for flare in [-9.0, 0.0, 4.0, 12.0] {
            let top = r + flare;
            let frustum = PI * height / 3.0 * (r * r + r * top + top * top);
            let found = wall_volume(&ring(PI * r * r, 2.0 * PI * r, PI), flare, height);
            assert_relative_eq!(found, frustum, max_relative = 1e-12);
        }
    }

    #[test]
    fn walls_over_stadiums_and_rectangles_agree_with_their_slices() {
        let (flat, r) = (24.0, 15.0);
        let stadium = ring(PI * r * r + 2.0 * r * flat, 2.0 * (PI * r + flat), PI);
        let rectangle = ring(50.0 * 30.0, 160.0, 4.0);
        for flare in [-7.0, 4.0, 11.0] {
            let slices = numeric(|z| PI * (r + z) * (r + z) + 2.0 * (r + z) * flat, flare, 50.0);
            assert_relative_eq!(wall_volume(&stadium, flare, 50.0), slices, max_relative = 1e-8);
            let slices = numeric(|z| (50.0 + 2.0 * z) * (30.0 + 2.0 * z), flare, 40.0);
            assert_relative_eq!(wall_volume(&rectangle, flare, 40.0), slices, max_relative = 1e-8);
            let moved = rectangle.moved(flare, 40.0);
            assert_relative_eq!(moved.length, 160.0 + 8.0 * flare, epsilon = 1e-12);
            assert_relative_eq!(
                moved.area,
                (50.0 + 2.0 * flare) * (30.0 + 2.0 * flare),
                epsilon = 1e-9
            );
        }
    }
}
