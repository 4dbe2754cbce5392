//! Chains and places, as written: where on an element something runs or sits.

use super::super::name::{Path, Point, Walk};
use super::{Word, Written};
use crate::diag::Span;

/// Walks joined end to end, perhaps trimmed.
#[derive(Clone, Debug)]
pub struct Chain {
    /// At least one; on one element or several.
    pub walks: Vec<Walk>,
    /// Where it begins; nothing means at its start.
    pub from: Option<Trim>,
    /// Where it ends; nothing means at its end.
    pub to: Option<Trim>,
    /// Its bytes, quotes or braces included.
    pub span: Span,
}

/// Where a chain is cut off: at a length along it (a negative one from its other end), or at a point on it.
#[derive(Clone, Debug)]
pub struct Trim {
    /// Read as a formula. A bare name is a point first, where the chain's element has a point of that name.
    pub written: Written,
    /// Read as a point, if it has the form of one.
    pub point: Option<Point>,
}

/// A place on an element.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a style has a handful of places")]
pub enum At {
    /// Coordinates of the host as drawn.
    Point([Written; 2]),
    /// On an edge or chain of the host.
    Edge {
        /// Edge or walk of the host, with or without the host's name.
        chain: Chain,
        /// Share of its net length.
        t: Option<Written>,
        /// The point `by` counts from, in place of `t`.
        from: Option<Point>,
        /// On the side of a strip opposite to this point of the chain it follows, in place of `t`.
        over: Option<Point>,
        /// Moved along by this much.
        by: Option<Written>,
        /// Moved inward by this much.
        inward: Option<Written>,
        /// Which way inward is.
        direction: Direction,
    },
    /// A point that has a name: `frame.lug_l`.
    Named(Point),
}

/// Which way `in` goes from an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Square to the edge.
    Square,
    /// Along the host's axis of symmetry, its y.
    Axis,
}

/// What something is cut from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Material {
    /// Whatever fills this slot.
    Slot(Path),
    /// This entry of the stock.
    Stock(Word),
}
