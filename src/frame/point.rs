//! Named points of panels: on which edge they lie and how far along it.

use crate::geom::{Scalar, Vec2};
use crate::style::bound::{At, Point};

use super::{Frame, StitchLine};

/// A named point.
#[derive(Clone, Copy, Debug)]
pub struct PointFrame<S> {
    /// Its panel.
    pub panel: usize,
    /// The edge it lies on or is nearest to.
    pub edge: usize,
    /// How far along that edge's net line, counter-clockwise.
    pub on_edge: S,
    /// Where, as drawn.
    pub at: Vec2<S>,
}

impl<S: Scalar> PointFrame<S> {
    pub(super) fn nowhere() -> Self {
        Self { panel: 0, edge: 0, on_edge: S::zero(), at: Vec2::zero() }
    }
}

pub(super) fn point<S: Scalar>(frame: &Frame<S>, point: &Point) -> PointFrame<S> {
    let at = super::at(frame, point.panel, &point.at);
    match &point.at {
        At::Walk { chain, t, from, by, .. } => {
            let line = StitchLine::of(frame, chain, S::zero());
            let net = along(frame, &line, *t, *from, *by);
            let found = line.edge_at(net);
            let (panel, edge, on_edge) = found.unwrap_or((point.panel, 0, S::zero()));
            PointFrame { panel, edge, on_edge, at }
        }
        At::Over { .. } | At::Point(_) => {
            PointFrame { panel: point.panel, edge: 0, on_edge: S::zero(), at }
        }
    }
}

/// Net length on a chain of a place: its share or the point it counts from, and the shift; round a closed chain it
/// comes back to its start.
pub(super) fn along<S: Scalar>(
    frame: &Frame<S>,
    line: &StitchLine<S>,
    t: Option<usize>,
    from: Option<usize>,
    by: Option<usize>,
) -> S {
    let value = |leaf: Option<usize>| leaf.map_or_else(S::zero, |leaf| frame.values[leaf]);
    let whole = line.net();
    let start = match from {
        Some(point) => line.net_of(&frame.points[point]),
        None => whole * value(t),
    };
    let net = start + value(by);
    if line.closed && net.value() < 0.0 {
        net + whole
    } else if line.closed && net.value() > whole.value() {
        net - whole
    } else {
        net
    }
}
