//! Whether the bag closes: panels that are reached twice, seams whose sides run against each other.

use crate::frame::{Frame, Structure};
use crate::geom::Scalar;
use crate::style::bound::RowKind;

use super::link::{Joint, Link};
use super::reach::Tree;
use super::stand::Spot;
use super::{Vec3, seam, strip, walk};

/// What panels reached twice may differ by: this, mm, and a share of the joint's length.
const ALLOWED: (f64, f64) = (2.0, 0.05);

/// A joint of two panels that stand already: it closes a ring.
#[derive(Clone, Copy, Debug)]
pub struct Loop<S> {
    /// Its two panels.
    pub panels: [usize; 2],
    /// The joint.
    pub by: Joint,
    /// How far apart the ends of the joint stand at most, mm.
    pub gap: S,
    /// How far they may: 2 mm and a twentieth of the joint's length, of a strip its width.
    pub allowed: S,
}

/// A seam or a strip of which both sides stand.
#[derive(Clone, Copy, Debug)]
pub struct Twist<S> {
    /// Its two panels.
    pub panels: [usize; 2],
    /// The joint; of a seam the side that is compared with side 0.
    pub by: Joint,
    /// Cosine of the angle between both sides as they are walked: 1 if they run together, −1 against each other.
    pub along: S,
}

impl<S: Scalar> Twist<S> {
    /// Sides that run together less than this are twisted: what is bent in between turns less.
    pub const LEAST: f64 = -0.5;
}

/// One for every rigid joint by which no panel was reached. Which they are depends on the structure only.
pub(super) fn loops<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    links: &[Link],
    tree: &Tree<S>,
) -> Vec<Loop<S>> {
    let redundant = links.iter().zip(&tree.used).filter(|(link, used)| {
        let body =
            |panel: usize| tree.reached.get(panel).copied().flatten().map(|reach| reach.body);
        let bodies = link.panels.map(body);
        !**used && link.trust.is_rigid() && bodies[0].is_some() && bodies[0] == bodies[1]
    });
    let measured = redundant.filter_map(|(link, _)| {
        let hung = tree.hung(structure, frame, link, 0)?;
        let gap = [0.0, 0.5, 1.0].into_iter().try_fold(S::zero(), |gap, w| {
            let [_, far] = link.spots(&structure.bound, frame, w)?;
            let stands = tree.facet(far.panel, far.point)?.point(far.point);
            let creases = tree.creases.get(far.panel)?;
            let should = hung.of(&creases.facet(far.point)).point(far.point);
            Some(gap.max(distance(stands, should)))
        })?;
        let allowed = link.extent(&structure.bound, frame).scale(ALLOWED.1).plus(ALLOWED.0);
        Some(Loop { panels: link.panels, by: link.joint(), gap, allowed })
    });
    measured.collect()
}

/// The distance of two places; a closed gap has no slope.
fn distance<S: Scalar>(a: Vec3<S>, b: Vec3<S>) -> S {
    let square = (a - b).dot(a - b);
    if square.value() < 1e-24 { S::zero() } else { square.sqrt() }
}

/// One for every seam and strip of which both sides stand.
pub(super) fn twists<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    tree: &Tree<S>,
) -> Vec<Twist<S>> {
    let bound = &structure.bound;
    let mut twists = Vec::new();
    // Between the thirds: once round, and round three sides of a rectangle, these lie apart.
    let thirds = [1.0, 2.0].map(|third| S::constant(third / 3.0));
    for (index, row) in bound.rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Seam) {
        let on_panel = |side: usize| {
            let side = row.sides.get(side);
            side.is_some_and(|side| side.strip.is_none() && side.chain.metal.is_none())
        };
        // A panel without bends that is sewn to itself bends where the style does not say: it stands flat, and its sides may
        // run any way.
        let panel = |side: usize| row.sides.get(side).and_then(|side| side.chain.panel());
        let rigid = |on: usize| bound.panels.get(on).is_some_and(|panel| panel.bends.is_empty());
        let itself = |side: usize| panel(side).is_some_and(|on| panel(0) == Some(on) && rigid(on));
        for side in 1..row.sides.len() {
            if !on_panel(0) || !on_panel(side) || itself(side) {
                continue;
            }
            let spots = thirds.map(|w| seam::sewn_spots(bound, frame, index, side, w));
            let by = Joint::Seam { row: index, side, leg: 0 };
            twists.extend(twist(tree, spots, by));
        }
    }
    for (index, strip) in bound.strips.iter().enumerate() {
        let Some(to) = &strip.to else { continue };
        let [along, to] = [&strip.along, to].map(|chain| walk::Walk::of(frame, chain));
        let with = strip.sides.map(|side| {
            let row = side.row.and_then(|row| bound.rows.get(row))?;
            let own = row.sides.iter().position(|side| side.strip.is_some())?;
            Some(strip::runs_with(row, own))
        });
        // The panel of side b is walked as its row walks it, which may be against the strip.
        let against = matches!(with, [Some(a), Some(b)] if a != b);
        let spots = thirds.map(|w| {
            let far = if against { S::constant(1.0) - w } else { w };
            Some([along.spot(frame, w)?, to.spot(frame, far)?])
        });
        twists.extend(twist(tree, spots, Joint::Strip(index)));
    }
    twists
}

fn twist<S: Scalar>(
    tree: &Tree<S>,
    spots: [Option<[Spot<S>; 2]>; 2],
    by: Joint,
) -> Option<Twist<S>> {
    let [from, to] = [spots[0]?, spots[1]?];
    let place = |spot: &Spot<S>| Some(tree.facet(spot.panel, spot.point)?.point(spot.point));
    let ways = [place(&to[0])? - place(&from[0])?, place(&to[1])? - place(&from[1])?];
    let lengths = ways[0].norm() * ways[1].norm();
    // Sides without a length run nowhere.
    let none = lengths.value() < 1e-9;
    let along = if none { S::constant(1.0) } else { ways[0].dot(ways[1]) / lengths };
    Some(Twist { panels: [from[0].panel, from[1].panel], by, along })
}
