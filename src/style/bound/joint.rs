//! What joins and finishes edges: seams, folds, rows of stitches.

use crate::diag::Span;
use crate::formula::Formula;

use super::Chain;

/// What is done to an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construction {
    /// Cut edges lie flush, flesh to flesh.
    Raw,
    /// Sewn grain to grain and turned.
    Turned,
    /// Turned over, toward the flesh.
    Folded,
    /// Cut edges are bound in a strip.
    Bound,
    /// Turned with a pipe between.
    Piped,
    /// One edge stands on the other's flesh.
    Butt,
    /// One lies on the other.
    Lap,
    /// Leather in a metal channel.
    Channel,
    /// The two legs of a dart.
    Dart,
    /// The open corner of a box.
    Box,
    /// Glued, without holes.
    Glued,
}

/// What the cut line does beside the net line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowance {
    /// Nothing: it is the net line.
    Bare,
    /// Leather beyond it that lies inside the seam.
    Seam,
    /// Leather beyond it that is turned over.
    TurnOver,
}

/// What a seam or a finish does to a stretch of one panel's edges.
#[derive(Clone, Debug)]
pub struct Joint {
    /// How it is made.
    pub construction: Construction,
    /// The stretch of edges.
    pub chain: Chain,
    /// Off the outside line: a leaf.
    pub take: Option<usize>,
    /// Beyond the net line: a leaf.
    pub add: Option<usize>,
    /// What lies there.
    pub allowance: Allowance,
    /// The row that sews it, if any.
    pub row: Option<usize>,
    /// As findings call it: `seam.front`, `finish.rim`.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
}

/// A bend.
#[derive(Clone, Debug)]
pub struct Fold {
    /// Its name.
    pub name: String,
    /// Panel and edge on both sides.
    pub join: [(usize, usize); 2],
    /// Turning in the closed bag, degrees, toward the flesh.
    pub angle: Formula,
    /// Inside radius; nothing means the leather's own.
    pub radius: Option<Formula>,
    /// No crease: outside size is flat size.
    pub soft: bool,
    /// Holes and parts may lie in it.
    pub through: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A point where the sides of a row come together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Anchor {
    /// On an edge of a panel: panel, edge, share of its net length.
    Edge(usize, usize, f64),
    /// A named point.
    Point(usize),
    /// On a strip, opposite an edge of what it follows: strip, panel, edge, share.
    Strip(usize, usize, usize, f64),
    /// On a strip, opposite a named point of what it follows: strip, point.
    StripPoint(usize, usize),
    /// At this share of the chain.
    Share(f64),
}

/// What a row of stitches does.
#[derive(Clone, Debug, PartialEq)]
pub enum RowKind {
    /// Joins its sides.
    Seam,
    /// Runs along one chain and joins nothing.
    Row,
    /// Runs straight from point to point of a panel: leaves.
    Path(usize, Vec<[usize; 2]>),
    /// Sews a placed panel on, along a chain of it: the place.
    Along(usize),
    /// Sews a placed strap down round its footprint, perhaps with a cross inside: the place.
    Box(usize, bool),
    /// Closes a loop of a strap over its leg: strap and end.
    Loop(usize, usize),
    /// Sews the tape of a zipper in: the window.
    Window(usize),
}

/// One side of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// What it runs on.
    pub chain: Chain,
    /// Where its stitches run, inside its net line: a leaf; nothing means on it.
    pub inset: Option<usize>,
    /// The strip it is a side of, and whether it is side b.
    pub strip: Option<(usize, bool)>,
    /// Grain or flesh faces as on side 0 (a lap, a layer): slits slant the same way.
    pub same_facing: bool,
}

/// Where a row's holes begin at a free end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As far from the end as from the edge: a leaf.
    Inset(usize),
    /// So far: a leaf.
    Length(usize),
    /// A stitch over the edge.
    Edge,
    /// Back and forth by machine: at the very end, a mark only.
    Backtack,
    /// Clear of what crosses there: a leaf of the inset, and what is covered.
    Clear(usize, Cover),
}

/// What a crossing seam covers of the end of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Nothing.
    Nothing,
    /// An allowance: a leaf.
    Allowance(usize),
    /// The flange of a strip's side: strip, side.
    Flange(usize, usize),
    /// The bend of a fold.
    Fold(usize),
}

/// Which stretch of two sides of unlike length is sewn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fit {
    /// They must be equal.
    Equal,
    /// As much as the shorter has.
    Shorter,
    /// Side 1 may be longer by these shares.
    Ease(f64, f64),
}

/// A row of stitches.
#[derive(Clone, Debug)]
pub struct Row {
    /// As findings call it: `seam.front`, `place.tab[0]`.
    pub name: String,
    /// What it does.
    pub kind: RowKind,
    /// How the edges are made.
    pub construction: Construction,
    /// What it runs on; empty for boxes.
    pub sides: Vec<Side>,
    /// More layers on side 0 that take its holes: panels.
    pub plies: Vec<usize>,
    /// The side that leads: its chords are equal.
    pub lead: usize,
    /// Where the sides meet, one a side; empty means at their middles (open) or their starts (closed).
    pub anchor: Vec<Anchor>,
    /// Distance from the edge that was wished: a leaf.
    pub inset: usize,
    /// Its two ends.
    pub ends: [End; 2],
    /// The iron's slot.
    pub iron: usize,
    /// A part set in every hole instead of a stitch: its slot.
    pub uses: Option<usize>,
    /// Holes wanted, whatever the pitch.
    pub count: Option<u32>,
    /// Which stretch is sewn.
    pub fit: Fit,
    /// Even counts, a hole on the anchor.
    pub symmetric: bool,
    /// Its counts are this row's.
    pub holes_as: Option<usize>,
    /// Its holes are those of a metal part: its slot.
    pub holes_of: Option<usize>,
    /// Where a run ends besides at corners.
    pub breaks: Vec<Anchor>,
    /// Distance of holes in place of the iron's: a leaf.
    pub pitch: Option<usize>,
    /// It ends where it starts.
    pub closed: bool,
    /// Number of runs.
    pub runs: usize,
    /// Turning of the surface at the seam, degrees: a leaf.
    pub angle: Option<usize>,
    /// Nothing is pierced: it is glued.
    pub glued: bool,
    /// Sewn after these rows.
    pub after: Vec<usize>,
    /// Rows whose stitches its parts keep off.
    pub avoid: Vec<usize>,
    /// Where it is declared.
    pub span: Span,
}
