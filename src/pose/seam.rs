//! Across a seam: two edges sewn to each other, on flat, round an edge, or face to face.

use core::f64::consts::PI;

use crate::formula::Value;
use crate::frame::Frame;
use crate::geom::Scalar;
use crate::style::bound::{Anchor, Bound, Construction, Leaf, Row};

use super::link::{Pairing, walk};
use super::stand::Spot;
use super::walk::{quotient, share_of, spot};

/// Between the outsides of two panels that are sewn face to face, mm: a soft bag lies flat until it is filled.
pub(super) const GAP: f64 = 10.0;

/// How the sides of a seam lie, as far as the structure says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lie {
    /// The surface goes on.
    Flat,
    /// It turns by some angle.
    Turned,
    /// Flesh to flesh.
    Facing,
}

/// How the sides of a seam lie: as its angle says, else a lap goes on and all others face each other.
pub(super) fn lie(bound: &Bound, row: &Row) -> Lie {
    let Some(leaf) = row.angle.and_then(|leaf| bound.leaves.get(leaf)) else {
        let lap = matches!(row.construction, Construction::Lap | Construction::Glued);
        return if row.glued || lap { Lie::Flat } else { Lie::Facing };
    };
    match leaf {
        Leaf::Formula(formula) => match formula.constant() {
            Some(Value::Quantity(degrees, _)) if degrees.abs() < 1e-9 => Lie::Flat,
            Some(Value::Quantity(degrees, _)) if *degrees > 180.0 - 1e-9 => Lie::Facing,
            _ => Lie::Turned,
        },
        _ => Lie::Turned,
    }
}

/// Turning of the surface, radians.
pub(super) fn angle<S: Scalar>(bound: &Bound, frame: &Frame<S>, row: usize) -> S {
    let leaf = bound.rows.get(row).and_then(|row| row.angle);
    let degrees = leaf.and_then(|leaf| frame.values.get(leaf).copied());
    degrees.map_or_else(S::zero, |degrees| degrees.scale(PI / 180.0))
}

/// The share of a side's chain at a share of the sewn stretch.
fn sewn<S: Scalar>(frame: &Frame<S>, row: usize, side: usize, w: S) -> S {
    let Some(row) = frame.rows.get(row) else { return w };
    row.sides
        .get(side)
        .map_or(w, |side| quotient(side.start + row.sewn * w * side.ratio, side.length))
}

/// The spots of side 0 and of another side that come to lie on each other, at a share of the joint.
pub(super) fn spots<S: Scalar>(
    bound: &Bound,
    frame: &Frame<S>,
    row: usize,
    side: usize,
    pairing: Pairing,
    w: S,
) -> Option<[Spot<S>; 2]> {
    let seam = bound.rows.get(row)?;
    let (near, far) = (walk(frame, seam, 0)?, walk(frame, seam, side)?);
    Some(match pairing {
        Pairing::Legs(a, b) => {
            [near.legs.get(a)?.spot(frame, w)?, far.legs.get(b)?.spot(frame, w)?]
        }
        Pairing::First(leg) => {
            let share = near.share_on_leg(leg, w)?;
            [near.legs.get(leg)?.spot(frame, w)?, far.spot(frame, share)?]
        }
        Pairing::Second(leg) => {
            let share = far.share_on_leg(leg, w)?;
            [near.spot(frame, share)?, far.legs.get(leg)?.spot(frame, w)?]
        }
        Pairing::Sewn => {
            let share = |side: usize| sewn(frame, row, side, w);
            [near.spot(frame, share(0))?, far.spot(frame, share(side))?]
        }
    })
}

/// The spots at a share of the sewn stretch, whatever the chains run over.
pub(super) fn sewn_spots<S: Scalar>(
    bound: &Bound,
    frame: &Frame<S>,
    row: usize,
    side: usize,
    w: S,
) -> Option<[Spot<S>; 2]> {
    spots(bound, frame, row, side, Pairing::Sewn, w)
}

/// The spots of side 0 and another side where the seam is anchored.
pub(super) fn anchors<S: Scalar>(
    bound: &Bound,
    frame: &Frame<S>,
    row: usize,
    side: usize,
) -> Option<[Spot<S>; 2]> {
    let row = bound.rows.get(row)?;
    Some([anchor(frame, row, 0)?, anchor(frame, row, side)?])
}

/// The spot where a side that runs on panels is anchored: its middle, or its start once round, where nothing is said.
pub(super) fn anchor<S: Scalar>(frame: &Frame<S>, row: &Row, side: usize) -> Option<Spot<S>> {
    let whole = || walk(frame, row, side);
    match row.anchor.get(side) {
        Some(Anchor::Edge(panel, edge, share)) => spot(frame, *panel, *edge, S::constant(*share)),
        Some(Anchor::Point(point)) => {
            let point = frame.points.get(*point)?;
            spot(frame, point.panel, point.edge, share_of(frame, point)?)
        }
        Some(Anchor::Share(share)) => whole()?.spot(frame, S::constant(*share)),
        Some(Anchor::Strip(..) | Anchor::StripPoint(..)) | None => {
            let share = if row.closed { 0.0 } else { 0.5 };
            whole()?.spot(frame, S::constant(share))
        }
    }
}
