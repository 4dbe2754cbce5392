//! Strips: what is developed along a chain, and the parts it is cut into.

use crate::diag::Span;

use super::{Chain, Construction};

/// How wide a strip is.
#[derive(Clone, Debug)]
pub enum StripWidth {
    /// Finished outside width, or standing height where side b is free: a leaf. The flat width follows from its seams.
    Outside(usize),
    /// Flat width between its net lines: a leaf.
    Net(usize),
    /// Flat width between its net lines at shares of its length, straight between: leaves.
    Profile(Vec<(f64, usize)>),
    /// Round a cord with an allowance each side: slot of the cord, leaf of the allowance.
    Piping {
        /// The cord's slot.
        cord: usize,
        /// Beyond the stitches: a leaf.
        allowance: usize,
    },
}

/// What happens at a long side of a strip.
#[derive(Clone, Copy, Debug)]
pub struct StripSide {
    /// The row that sews it; nothing for a free side.
    pub row: Option<usize>,
    /// How it is made.
    pub construction: Construction,
    /// Whether a raw side has a flange: out, in or none.
    pub flange: Flange,
    /// From the stitches to the net line: a leaf; nothing means they run on it.
    pub inset: Option<usize>,
    /// Off the outside width: a leaf.
    pub take: Option<usize>,
    /// It covers the panel it is butted to.
    pub covers: bool,
}

/// Where a strip's edge goes in a raw seam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flange {
    /// Turned out, its edge beside the panel's.
    Out,
    /// Turned in: the web is flush with the panel's edge.
    In,
    /// None: it lies flat on the panel.
    None,
}

/// A place along a strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cut {
    /// At this share of its length.
    Share(f64),
    /// Opposite a named point of what it follows.
    Point(usize),
}

/// A part of a strip, cut square.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name; empty for a strip in one piece.
    pub name: String,
    /// Its flat region among the panels.
    pub panel: usize,
    /// Where it starts.
    pub from: Cut,
    /// Where it ends; the same as where it starts means once round.
    pub to: Cut,
}

/// Pleats along a strip.
#[derive(Clone, Copy, Debug)]
pub struct Pleats {
    /// Twice this less one creases.
    pub count: u32,
    /// The middle crease points into the bag.
    pub inward: bool,
    /// How far each crease is folded, degrees: a leaf.
    pub angle: usize,
}

/// A panel developed along a chain of another.
#[derive(Clone, Debug)]
pub struct Strip {
    /// Its name.
    pub name: String,
    /// Its material slot.
    pub material: usize,
    /// Side a follows this.
    pub along: Chain,
    /// Side b meets this; nothing where it is free.
    pub to: Option<Chain>,
    /// How wide it is.
    pub width: StripWidth,
    /// Widening over the standing height, each side: a leaf.
    pub flare: Option<usize>,
    /// It goes once round.
    pub closed: bool,
    /// What happens at side a and at side b.
    pub sides: [StripSide; 2],
    /// At least one, in walking order.
    pub parts: Vec<Part>,
    /// Pleats along it.
    pub pleats: Option<Pleats>,
    /// A tongue beyond its start or end, creased there: leaves.
    pub turn_in: [Option<usize>; 2],
    /// Where it is declared.
    pub span: Span,
}
