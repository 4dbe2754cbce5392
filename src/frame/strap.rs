//! Straps: what is seen of them, and what goes round the rings and back.

use core::f64::consts::PI;

use crate::geom::Scalar;
use crate::style::bound::{End, Strap};

use super::Structure;

/// A looped end.
#[derive(Clone, Copy, Debug)]
pub struct LoopFrame<S> {
    /// How far the end comes back, mm.
    pub leg: S,
    /// Flat length round the wire: π(wire/2 + K t), mm.
    pub wrap: f64,
}

/// A strap, mm.
#[derive(Clone, Debug)]
pub struct StrapFrame<S> {
    /// Across.
    pub width: S,
    /// Seen length, from tangent line to tangent line.
    pub visible: S,
    /// Start and end; nothing where it is cut square.
    pub ends: [Option<LoopFrame<S>>; 2],
    /// Length when cut: visible + Σ(wrap + leg).
    pub flat: S,
}

impl<S: Scalar> StrapFrame<S> {
    /// Where the visible part starts on the cut strap.
    pub fn visible_from(&self) -> S {
        self.ends[0].map_or_else(S::zero, |end| end.leg.plus(end.wrap))
    }
}

pub(super) fn strap<S: Scalar>(
    structure: &Structure,
    values: &[S],
    strap: &Strap,
) -> StrapFrame<S> {
    let leather = &structure.entries[strap.material];
    let (t, k) = (leather.figure("t"), leather.figure("k"));
    let mut ends = [None, None];
    for (place, end) in strap.ends.iter().enumerate().take(2) {
        if let End::Loop { ring, leg, .. } = end {
            let wire = structure.entries[*ring].figure("wire");
            ends[place] = Some(LoopFrame { leg: values[*leg], wrap: PI * (0.5 * wire + k * t) });
        }
    }
    // One looped end and nothing said: it is as long as its leg.
    let leg = ends[0].or(ends[1]).map_or_else(S::zero, |end: LoopFrame<S>| end.leg);
    let visible = strap.length.map_or(leg, |leaf| values[leaf]);
    let flat = ends.iter().flatten().fold(visible, |sum, end| sum + end.leg.plus(end.wrap));
    StrapFrame { width: values[strap.width], visible, ends, flat }
}
