//! Straps: what is seen of them, and what goes round the rings and back.

use core::f64::consts::PI;

use crate::geom::Scalar;
use crate::style::bound::{Strap, StrapEnd};

use super::Structure;

/// An end that comes back over the strap, or is sewn down.
#[derive(Clone, Copy, Debug)]
pub struct LoopFrame<S> {
    /// How far the end comes back or lies on its host, mm.
    pub leg: S,
    /// Flat length round the wire, π(wire/2 + K t), or round the strap inside, its width, twice its thickness and
    /// π·K t; mm. Nothing for an end that is not folded.
    pub wrap: Option<S>,
}

/// A strap, mm.
#[derive(Clone, Debug)]
pub struct StrapFrame<S> {
    /// Across, as it is worn.
    pub width: S,
    /// Across, as it is cut: folded lengthwise it is wider.
    pub cut_width: S,
    /// Seen length, from tangent line to tangent line.
    pub visible: S,
    /// Start and end; nothing where it is cut and neither folded nor sewn down.
    pub ends: [Option<LoopFrame<S>>; 2],
    /// Length when cut: visible + Σ(wrap + leg).
    pub flat: S,
}

impl<S: Scalar> StrapFrame<S> {
    /// What lies before the visible part on the cut strap.
    pub fn visible_from(&self) -> S {
        self.beyond(0)
    }
    /// Flat length beyond the visible part at an end.
    pub fn beyond(&self, end: usize) -> S {
        match self.ends[end] {
            Some(LoopFrame { leg, wrap: Some(wrap) }) => leg + wrap,
            _ => S::zero(),
        }
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
        ends[place] = match end {
            StrapEnd::Loop { ring, leg, .. } => {
                let wire = structure.entries[*ring].figure("wire");
                let wrap = S::constant(PI * (0.5 * wire + k * t));
                Some(LoopFrame { leg: values[*leg], wrap: Some(wrap) })
            }
            StrapEnd::Sleeve { strap, leg } => {
                let inside = &structure.bound.straps[*strap];
                let thick = structure.entries[inside.material].figure("t");
                let wrap = values[inside.width].plus(2.0 * thick + PI * k * t);
                Some(LoopFrame { leg: values[*leg], wrap: Some(wrap) })
            }
            StrapEnd::Plain(Some(leg)) => Some(LoopFrame { leg: values[*leg], wrap: None }),
            StrapEnd::Plain(None) | StrapEnd::Point => None,
        };
    }
    // One looped end and nothing said: it is as long as its leg.
    let leg = ends[0].or(ends[1]).map_or_else(S::zero, |end: LoopFrame<S>| end.leg);
    let visible = strap.length.map_or(leg, |leaf| values[leaf]);
    let width = values[strap.width];
    // Folded lengthwise, every fold adds what its bend is longer than the corner it replaces: β = π(ri + K t) − 2(ri + t).
    let ri = 0.0;
    let bend = PI * (ri + k * t) - 2.0 * (ri + t);
    let folds = f64::from(strap.layers.saturating_sub(1));
    let cut_width = width.scale(f64::from(strap.layers)).plus(folds * bend);
    let mut made = StrapFrame { width, cut_width, visible, ends, flat: visible };
    made.flat = visible + made.beyond(0) + made.beyond(1);
    made
}
