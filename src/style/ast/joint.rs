//! What joins panels, as written: folds, strips, seams.

use super::super::name::{Path, Point};
use super::{Chain, Drawn, Head, Word, Written};
use crate::diag::Span;

/// Two edges of two panels are one bend.
#[derive(Clone, Debug)]
pub struct Fold {
    /// Its name and place.
    pub head: Head,
    /// The edge of the panel nearer the root, and of the other.
    pub join: [Chain; 2],
    /// Turning in the closed bag, toward the flesh.
    pub angle: Written,
    /// Angle when the bag is open.
    pub open: Option<Written>,
    /// Inside bend radius; the leather's own if nothing is said.
    pub radius: Option<Written>,
    /// Without a crease: the outside size is the flat size.
    pub soft: bool,
    /// Holes and hardware may lie in its zone.
    pub through: bool,
}

/// A panel developed along a chain of another.
#[derive(Clone, Debug)]
pub struct Strip {
    /// Its name and place.
    pub head: Head,
    /// The slot it is cut from.
    pub material: Word,
    /// Side a follows this.
    pub along: Chain,
    /// Side b meets this; nothing means it is free.
    pub to: Option<Chain>,
    /// How wide it is.
    pub width: StripWidth,
    /// Whether it is a ring.
    pub closed: Closed,
    /// How far it leans out, each side, over its standing height.
    pub flare: Option<Written>,
    /// What it is cut into across.
    pub parts: Option<StripParts>,
    /// What it is cut into along.
    pub split: Option<super::WindowSplit>,
    /// Creases along it.
    pub pleats: Option<Pleats>,
    /// Whether the width is the outside or the net one.
    pub drawn: Drawn,
    /// How far parts lie on each other; read in formulas as `strip.lap`.
    pub lap: Option<Written>,
    /// A tongue at an end.
    pub turn_in: Option<TurnIn>,
}

/// The width of a strip.
#[derive(Clone, Debug)]
pub enum StripWidth {
    /// The same everywhere, finished.
    Even(Written),
    /// Straight between these: share of the length and width there.
    Profile(Vec<(Written, Written)>),
    /// As wide as a pipe round a cord needs: the part slot of the cord.
    Piping(Word),
    /// As wide as the binding of a raw edge needs.
    Binding,
}

/// Whether a strip is a ring.
#[derive(Clone, Debug)]
pub enum Closed {
    /// It has two ends.
    Open,
    /// A ring; its parts make the joints.
    Ring,
    /// A ring whose ends lie on each other by this much.
    Lap(Written),
}

/// How a strip is cut across.
#[derive(Clone, Debug)]
pub enum StripParts {
    /// At named points.
    Named(Vec<StripPart>),
    /// Into equal parts `strip[0]`, `strip[1]`.
    Even {
        /// How many.
        count: u32,
        /// Share of the length at which the first begins.
        at: Option<Written>,
    },
}

/// A part of a strip.
#[derive(Clone, Debug)]
pub struct StripPart {
    /// Its name.
    pub name: Word,
    /// It begins over this point of the chain the strip follows.
    pub from: Point,
    /// It ends over this one.
    pub to: Point,
    /// Lengthened by this much at its start and its end.
    pub grow: Option<[Written; 2]>,
}

/// Creases along a strip.
#[derive(Clone, Debug)]
pub struct Pleats {
    /// How many; twice as many creases less one.
    pub count: u32,
    /// The first crease goes into the bag.
    pub inward: bool,
    /// Turning of a crease.
    pub angle: Option<Written>,
}

/// An end of a strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripEnd {
    /// Where u is 0.
    Start,
    /// Where u is the length.
    End,
}

/// A tongue that is glued on what lies beyond the end of a strip.
#[derive(Clone, Debug)]
pub struct TurnIn {
    /// Which end.
    pub end: StripEnd,
    /// How long.
    pub length: Written,
}

/// How plies are joined, or an edge is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construction {
    /// Raw edges flush, flesh to flesh.
    Raw,
    /// Grain to grain, then turned.
    Turned,
    /// Edges turned over.
    Folded,
    /// A binding round the edges.
    Bound,
    /// Turned with a pipe between.
    Piped,
    /// An edge on a flesh side.
    Butt,
    /// One over the other.
    Lap,
    /// Leather in a metal channel.
    Channel,
    /// The two legs of a dart.
    Dart,
    /// The two sides of a boxed corner.
    Box,
    /// Glued only.
    Glued,
}

/// Which stretch of two sides of unlike length is sewn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// They must be equal, but for `ease`.
    Equal,
    /// As much as the shorter has.
    Shorter,
}

/// Which way the flange of a strip goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flange {
    /// Outward.
    Out,
    /// Inward.
    In,
    /// There is none.
    None,
}

/// Where the holes of a seam begin.
#[derive(Clone, Debug)]
pub enum SeamEnd {
    /// As far from the end as from the edge.
    Inset,
    /// With a stitch over the edge.
    Edge,
    /// Beyond the flange or allowance of the seam that crosses.
    Clear,
    /// At the end, sewn back and forth.
    Backtack,
    /// So far from the end.
    Length(Written),
}

/// Chains joined by one row of holes.
#[derive(Clone, Debug)]
pub struct Seam {
    /// Its name and place.
    pub head: Head,
    /// What is sewn; two to eight.
    pub sides: Vec<Chain>,
    /// What else lies on the facing of side 0 and takes its holes: elements.
    pub plies: Vec<Path>,
    /// How.
    pub construction: Construction,
    /// Where the construction is said.
    pub construction_span: Span,
    /// Turning of the surface at the seam.
    pub angle: Option<Written>,
    /// What stands beyond the net line.
    pub allowance: Option<Written>,
    /// Distance of the stitches from the edge.
    pub inset: Option<Written>,
    /// How far the under ply of a lap goes beyond the net line.
    pub lap: Option<Written>,
    /// The element that lies on top in a lap.
    pub over: Option<Path>,
    /// How far a folded edge is turned over.
    pub turn: Option<Written>,
    /// Which way a strip's flange goes.
    pub flange: Option<Flange>,
    /// Which stretch is sewn.
    pub fit: Fit,
    /// By which share side 1 may be longer than side 0: least and greatest.
    pub ease: Option<[Written; 2]>,
    /// Points that come together, one a side.
    pub anchor: Vec<Point>,
    /// None, one for both ends, or one an end.
    pub ends: Vec<SeamEnd>,
    /// The part slot whose own holes are taken.
    pub holes: Option<Word>,
    /// Takes count and ends of this seam.
    pub holes_as: Option<Word>,
    /// Where a run ends besides at corners.
    pub breaks: Vec<Point>,
    /// A hole sits on the anchor.
    pub symmetric: bool,
    /// Its walks are so many small seams of one kind, paired in their order.
    pub each: bool,
    /// Sewn before these seams; `*` means all.
    pub before: Vec<Word>,
    /// Sewn after these seams; `*` means all.
    pub after: Vec<Word>,
    /// Distance of holes, in place of the iron's.
    pub pitch: Option<Written>,
}
