//! What holds two panels to each other: folds, strips between them, seams; in which order the pose trusts them.

use crate::frame::Frame;
use crate::geom::Scalar;
use crate::style::bound::{Bound, Chain, Construction, Curve, Row, RowKind, Shape, StripWidth};

use super::seam::Lie;
use super::stand::{Hinge, Spot};
use super::walk::Walk;
use super::{fold, seam, strip};

/// What two panels are joined by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// A fold, by its place in the bound style.
    Fold(usize),
    /// A strip between them.
    Strip(usize),
    /// A seam, edge by edge.
    Seam {
        /// The row.
        row: usize,
        /// The side; side 0 is the other.
        side: usize,
        /// Which edge, in walking order, of whichever side has several; 0 where whole chains are meant.
        leg: usize,
    },
}

/// How far a joint is to be trusted; the first are used first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// One leather, bent.
    Fold,
    /// A strip of one width.
    Strip,
    /// Straight edges, the turning is said.
    Edge,
    /// What gives: a strip with pleats or another width at every place; a curved seam in the flat.
    Bellows,
    /// Face to face, the shape of the bag is left to what is in it.
    Facing,
}

impl Trust {
    /// True if what it joins has one shape.
    pub(super) fn is_rigid(self) -> bool {
        self <= Self::Edge
    }
}

/// How the spots of a seam are paired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pairing {
    /// Edge by edge as they are walked.
    Legs(usize, usize),
    /// Edge of side 0 and a share of the other side.
    First(usize),
    /// A share of side 0 and an edge of the other side.
    Second(usize),
    /// By the sewn stretch of two single edges.
    Sewn,
}

/// How a link is measured.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    Fold(usize),
    Strip(usize),
    Edges { row: usize, side: usize, pairing: Pairing },
    Facing { row: usize, side: usize },
}

/// Two panels and what joins them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) panels: [usize; 2],
    pub(super) way: Way,
    pub(super) trust: Trust,
}

impl Link {
    pub(super) fn joint(&self) -> Joint {
        match self.way {
            Way::Fold(fold) => Joint::Fold(fold),
            Way::Strip(strip) => Joint::Strip(strip),
            Way::Edges { row, side, pairing } => {
                let leg = match pairing {
                    Pairing::Legs(_, leg) | Pairing::First(leg) | Pairing::Second(leg) => leg,
                    Pairing::Sewn => 0,
                };
                Joint::Seam { row, side, leg }
            }
            Way::Facing { row, side } => Joint::Seam { row, side, leg: 0 },
        }
    }
    /// The spots of both panels that lie on each other, or opposite each other; at a share of the joint.
    pub(super) fn spots<S: Scalar>(
        &self,
        bound: &Bound,
        frame: &Frame<S>,
        w: f64,
    ) -> Option<[Spot<S>; 2]> {
        match self.way {
            Way::Fold(index) => {
                let join = bound.folds.get(index)?.join;
                let through = self.panels.map(|panel| is_through(bound, panel));
                fold::spots(frame, join, through[0] == through[1], w)
            }
            Way::Strip(index) => strip::spots(bound, frame, index, w),
            Way::Edges { row, side, pairing } => {
                seam::spots(bound, frame, row, side, pairing, S::constant(w))
            }
            Way::Facing { row, side } => seam::anchors(bound, frame, row, side),
        }
    }
    /// Where the other panel hangs, seen from one of the two.
    pub(super) fn beyond<S: Scalar>(
        &self,
        bound: &Bound,
        frame: &Frame<S>,
        from: usize,
        hinge: &Hinge<S>,
    ) -> Option<Hinge<S>> {
        Some(match self.way {
            Way::Fold(index) => hinge.turned(frame.folds.get(index)?.angle),
            Way::Strip(index) => strip::beyond(frame, index, from, hinge)?,
            Way::Edges { row, .. } => hinge.turned(seam::angle(bound, frame, row)),
            Way::Facing { .. } => hinge.facing(S::constant(seam::GAP), S::zero()),
        })
    }
    /// How long the joint is, or how wide where it is a strip, mm.
    pub(super) fn extent<S: Scalar>(&self, bound: &Bound, frame: &Frame<S>) -> S {
        if let Way::Strip(index) = self.way {
            return frame.strips.get(index).map_or_else(S::zero, |strip| strip.width);
        }
        let ends = [0.0, 1.0].map(|w| self.spots(bound, frame, w));
        let [Some([_, from]), Some([_, to])] = ends else { return S::zero() };
        (to.point - from.point).norm()
    }
}

/// True if a panel is drawn as seen through the bag.
pub(super) fn is_through(bound: &Bound, panel: usize) -> bool {
    bound.panels.get(panel).is_some_and(|panel| panel.through)
}

/// True for a drawn line, whatever its length; nothing here asks for lengths.
fn is_straight(bound: &Bound, panel: usize, edge: usize) -> bool {
    match bound.panels.get(panel).map(|panel| &panel.shape) {
        Some(Shape::Drawn { courses, .. }) => {
            courses.get(edge).is_some_and(|course| matches!(course.curve, Curve::Line))
        }
        Some(Shape::Part(strip, _)) => bound.strips.get(*strip).is_some_and(|strip| {
            strip.flare.is_none() && !matches!(strip.width, StripWidth::Profile(_))
        }),
        None => false,
    }
}

/// All joints of a bag, the most trusted first. They depend on the structure only.
pub(super) fn links(bound: &Bound) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for (index, fold) in bound.folds.iter().enumerate() {
        let panels = fold.join.map(|(panel, _)| panel);
        links.push(Link { panels, way: Way::Fold(index), trust: Trust::Fold });
    }
    for (index, strip) in bound.strips.iter().enumerate() {
        let ends = (strip.along.panel(), strip.to.as_ref().and_then(Chain::panel));
        if let (Some(from), Some(to)) = ends {
            let gives = strip.pleats.is_some() || !matches!(strip.width, StripWidth::Outside(_));
            let trust = if gives { Trust::Bellows } else { Trust::Strip };
            links.push(Link { panels: [from, to], way: Way::Strip(index), trust });
        }
    }
    for (index, row) in bound.rows.iter().enumerate() {
        if row.kind == RowKind::Seam {
            for side in 1..row.sides.len() {
                sewn(bound, &mut links, index, row, side);
            }
        }
    }
    links.retain(|link| {
        let [a, b] = link.panels;
        a != b && a < bound.panels.len() && b < bound.panels.len()
    });
    links.sort_by_key(|link| link.trust);
    links
}

/// The joints that one side of a seam makes with its first.
fn sewn(bound: &Bound, links: &mut Vec<Link>, index: usize, row: &Row, side: usize) {
    let (Some(first), Some(second)) = (row.sides.first(), row.sides.get(side)) else { return };
    if [first, second].iter().any(|side| side.strip.is_some() || side.chain.metal.is_some()) {
        return;
    }
    let lie = seam::lie(bound, row);
    let whole = first.chain.panel().zip(second.chain.panel()).map(|(from, to)| [from, to]);
    if lie == Lie::Facing {
        // The edges of a dart or of a box are brought together by what the leather does.
        let shaped = matches!(row.construction, Construction::Dart | Construction::Box);
        if let (Some(panels), false) = (whole, shaped) {
            let way = Way::Facing { row: index, side };
            links.push(Link { panels, way, trust: Trust::Facing });
        }
        return;
    }
    let edges = |side: &crate::style::bound::Side| side.chain.edges().collect::<Vec<_>>();
    let (near, far) = (edges(first), edges(second));
    let straight = |edges: &[(usize, usize)]| {
        edges.iter().all(|(panel, edge)| is_straight(bound, *panel, *edge))
    };
    if !straight(&near) || !straight(&far) {
        // A curved seam goes on in the flat; round an edge it has no plane on its other side.
        if let (Lie::Flat, Some(panels)) = (lie, whole) {
            let way = Way::Edges { row: index, side, pairing: Pairing::Sewn };
            links.push(Link { panels, way, trust: Trust::Bellows });
        }
        return;
    }
    let mut join = |a: usize, b: usize, pairing: Pairing| {
        let way = Way::Edges { row: index, side, pairing };
        links.push(Link { panels: [a, b], way, trust: Trust::Edge });
    };
    match (near.as_slice(), far.as_slice()) {
        ([(a, _)], [(b, _)]) => join(*a, *b, Pairing::Sewn),
        ([(a, _)], many) => {
            for (leg, (b, _)) in many.iter().enumerate() {
                join(*a, *b, Pairing::Second(leg));
            }
        }
        (many, [(b, _)]) => {
            for (leg, (a, _)) in many.iter().enumerate() {
                join(*a, *b, Pairing::First(leg));
            }
        }
        (near, far) if near.len() == far.len() => {
            for (leg, ((a, _), (b, _))) in near.iter().zip(far).enumerate() {
                join(*a, *b, Pairing::Legs(leg, leg));
            }
        }
        _ => {}
    }
}

/// The chain of a side of a row on the outside lines.
pub(super) fn walk<S: Scalar>(frame: &Frame<S>, row: &Row, side: usize) -> Option<Walk<S>> {
    Some(Walk::of(frame, &row.sides.get(side)?.chain))
}
