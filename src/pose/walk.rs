//! Walks along chains on the outside lines: which spot of which panel lies at a share of a chain.

use crate::frame::{Frame, PanelFrame, PointFrame};
use crate::geom::{Scalar, Vec2};
use crate::style::bound::{Chain, Trim};

use super::stand::Spot;

/// An edge that a chain runs over, or a part of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leg<S> {
    pub(super) panel: usize,
    pub(super) edge: usize,
    /// Shares of the edge, counter-clockwise, where the leg starts and ends as it is walked.
    ends: [f64; 2],
    length: S,
}

impl<S: Scalar> Leg<S> {
    /// The share of the edge at a share of the leg.
    fn share(&self, w: S) -> S {
        w.scale(self.ends[1] - self.ends[0]).plus(self.ends[0])
    }
    /// The spot at a share of the leg.
    pub(super) fn spot(&self, frame: &Frame<S>, w: S) -> Option<Spot<S>> {
        spot(frame, self.panel, self.edge, self.share(w))
    }
}

/// A chain on the outside lines of its panels.
#[derive(Clone, Debug)]
pub(super) struct Walk<S> {
    pub(super) legs: Vec<Leg<S>>,
    from: S,
    /// Between its trims, mm.
    pub(super) length: S,
}

impl<S: Scalar> Walk<S> {
    pub(super) fn of(frame: &Frame<S>, chain: &Chain) -> Self {
        let mut legs = Vec::with_capacity(8);
        for stretch in &chain.stretches {
            let count = stretch.edges.len();
            for walked in 0..count {
                let place = if stretch.reversed { count - 1 - walked } else { walked };
                let Some(edge) = stretch.edges.get(place).copied() else { continue };
                let from = if place == 0 { stretch.head } else { 0.0 };
                let to = if place + 1 == count { stretch.tail } else { 1.0 };
                let Some(length) = length(outline(frame, stretch.panel), edge) else { continue };
                let ends = if stretch.reversed { [to, from] } else { [from, to] };
                let length = length.scale(to - from);
                legs.push(Leg { panel: stretch.panel, edge, ends, length });
            }
        }
        let whole = legs.iter().fold(S::zero(), |sum, leg| sum + leg.length);
        let mut walk = Self { legs, from: S::zero(), length: whole };
        let from = chain.from.map_or_else(S::zero, |trim| walk.trimmed(frame, trim, whole));
        let to = chain.to.map_or(whole, |trim| walk.trimmed(frame, trim, whole));
        walk.from = from;
        walk.length = to - from;
        walk
    }
    fn trimmed(&self, frame: &Frame<S>, trim: Trim, whole: S) -> S {
        match trim {
            Trim::Length(leaf) => {
                let length = frame.values.get(leaf).copied().unwrap_or_else(S::zero);
                if length.value() < 0.0 { whole + length } else { length }
            }
            Trim::Point(point) => {
                let Some(point) = frame.points.get(point) else { return S::zero() };
                let Some(share) = share_of(frame, point) else { return S::zero() };
                let mut start = S::zero();
                for leg in &self.legs {
                    if (leg.panel, leg.edge) == (point.panel, point.edge) {
                        let way = leg.ends[1] - leg.ends[0];
                        return start + leg.length * share.plus(-leg.ends[0]).scale(1.0 / way);
                    }
                    start = start + leg.length;
                }
                start
            }
        }
    }
    /// The spot at a share of the chain, between its trims.
    pub(super) fn spot(&self, frame: &Frame<S>, share: S) -> Option<Spot<S>> {
        let at = self.from + self.length * share;
        let last = self.legs.len().checked_sub(1)?;
        let mut start = S::zero();
        for (index, leg) in self.legs.iter().enumerate() {
            let end = start + leg.length;
            if end.value() >= at.value() || index == last {
                return leg.spot(frame, quotient(at - start, leg.length));
            }
            start = end;
        }
        None
    }
    /// The share of the chain at a share of one of its legs.
    pub(super) fn share_on_leg(&self, index: usize, w: S) -> Option<S> {
        let before = self.legs.get(..index)?.iter().fold(S::zero(), |sum, leg| sum + leg.length);
        let own = self.legs.get(index)?.length * w;
        Some(quotient(before + own - self.from, self.length))
    }
}

/// The outside line of a panel.
pub(super) fn outline<S: Scalar>(frame: &Frame<S>, panel: usize) -> Option<&PanelFrame<S>> {
    (panel < frame.panels.len()).then(|| frame.outside(panel))
}

fn length<S: Scalar>(panel: Option<&PanelFrame<S>>, edge: usize) -> Option<S> {
    panel.filter(|panel| edge + 1 < panel.first.len()).map(|panel| panel.net(edge))
}

/// The spot at a share of an edge's length, counter-clockwise.
pub(super) fn spot<S: Scalar>(
    frame: &Frame<S>,
    panel: usize,
    edge: usize,
    share: S,
) -> Option<Spot<S>> {
    let outline = outline(frame, panel)?;
    let target = length(Some(outline), edge)? * share;
    let parts = outline.edge(edge);
    let last = parts.len().checked_sub(1)?;
    let mut start = S::zero();
    for (index, part) in parts.iter().enumerate() {
        let end = start + part.length;
        if end.value() >= target.value() || index == last {
            let u = quotient(target - start, part.length);
            let (point, tangent) = (part.segment.point(u), part.segment.tangent(u));
            return Some(Spot { panel, point, tangent });
        }
        start = end;
    }
    None
}

/// The share of its edge at which a named point lies.
pub(super) fn share_of<S: Scalar>(frame: &Frame<S>, point: &PointFrame<S>) -> Option<S> {
    let net = length(frame.panels.get(point.panel), point.edge)?;
    Some(quotient(point.on_edge, net))
}

/// The sharp corners at both ends of a straight edge, counter-clockwise.
pub(super) fn line<S: Scalar>(frame: &Frame<S>, panel: usize, edge: usize) -> Option<[Vec2<S>; 2]> {
    let corners = &outline(frame, panel)?.corners;
    let before = (edge + corners.len()).checked_sub(1)?.checked_rem(corners.len())?;
    Some([corners.get(before)?.point, corners.get(edge)?.point])
}

/// A share of a length; nothing of nothing is nothing.
pub(super) fn quotient<S: Scalar>(part: S, whole: S) -> S {
    if whole.value().abs() < 1e-12 { S::zero() } else { part / whole }
}
