//! What is put on panels and under them: straps, parts, zippers, layers.

use crate::diag::Span;

use super::{At, Chain};

/// A strap.
#[derive(Clone, Debug)]
pub struct Strap {
    /// Its name.
    pub name: String,
    /// Its material slot.
    pub material: usize,
    /// Across: a leaf.
    pub width: usize,
    /// Visible length: a leaf; nothing means as long as its leg.
    pub length: Option<usize>,
    /// One or two ends.
    pub ends: Vec<StrapEnd>,
    /// How many are cut.
    pub count: u32,
    /// Copies are mirrored: left and right.
    pub pair: bool,
    /// Layers lengthwise: 1, folded in half 2, in thirds 3.
    pub layers: u32,
    /// Stock id of a stiffener inside.
    pub core: Option<String>,
    /// The row it is threaded through.
    pub threads: Option<usize>,
    /// Where it is declared.
    pub span: Span,
}

/// The end of a strap.
#[derive(Clone, Debug)]
pub enum StrapEnd {
    /// Cut square; perhaps with a leg that is sewn down: a leaf.
    Plain(Option<usize>),
    /// Cut to a point.
    Point,
    /// Folded round another strap, which passes through it.
    Sleeve {
        /// The strap inside.
        strap: usize,
        /// How far the end comes back: a leaf.
        leg: usize,
    },
    /// Folded round a ring.
    Loop {
        /// The ring's slot.
        ring: usize,
        /// How far the end comes back: a leaf.
        leg: usize,
        /// What else hangs on its ring.
        of: Option<RingOf>,
    },
}

/// Whose ring a strap shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RingOf {
    /// A copy of a strap.
    Strap(usize, usize),
    /// A placed part: the place.
    Place(usize),
}

/// What is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A strap: seen along its footprint from the given end.
    Strap(usize),
    /// A panel.
    Panel(usize),
    /// A part: its slot.
    Part(usize),
}

/// One copy of a placed strap, panel or part.
#[derive(Clone, Debug)]
pub struct Placed {
    /// As findings call it: `place.tab[0]`.
    pub name: String,
    /// What it is.
    pub thing: Thing,
    /// Which copy of it.
    pub copy: usize,
    /// Which end of a strap lies here, where it is not all of it.
    pub end: Option<usize>,
    /// The panel it lies on.
    pub on: usize,
    /// It lies on the flesh or the lining.
    pub inside: bool,
    /// Where.
    pub at: At,
    /// Turned by, degrees: a leaf.
    pub turn: Option<usize>,
    /// Caught in this row.
    pub into: Option<usize>,
    /// Parts that fix it: a slot.
    pub fixed_by: Option<usize>,
    /// Where it is declared.
    pub span: Span,
}

/// A part in two halves.
#[derive(Clone, Debug)]
pub struct Halves {
    /// As findings call it.
    pub name: String,
    /// The part's slot.
    pub part: usize,
    /// The panel of half a, and where.
    pub a: (usize, At),
    /// The panel of half b; where nothing is said, where a lands.
    pub b: (usize, Option<At>),
    /// Where it is declared.
    pub span: Span,
}

/// A zipper let into a panel or a strip's part.
#[derive(Clone, Debug)]
pub struct Window {
    /// Its name.
    pub name: String,
    /// The panel it is let into.
    pub panel: usize,
    /// The zipper's slot.
    pub part: usize,
    /// The panel is cut in two long halves instead of a slot.
    pub halves: bool,
    /// From the panel's ends to the slot: a leaf.
    pub margin: Option<usize>,
    /// Stitches from the window's edge: a leaf.
    pub inset: usize,
    /// The window's edge is turned over: a leaf of what it adds.
    pub add: Option<usize>,
    /// What is done to its long edges, by its place in [`Bound::joints`](super::Bound::joints).
    pub joint: usize,
    /// Where it is declared.
    pub span: Span,
}

/// What a derived layer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// Glued to the flesh, in the shell's seams.
    Glued,
    /// A bag of its own inside.
    DropIn,
    /// Flat inside its panel.
    Flat,
    /// Under a placed thing.
    Reinforcement,
}

/// Pieces derived from panels.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: LayerKind,
    /// Its material slot.
    pub material: usize,
    /// The panels it lies under; parts of strips too.
    pub panels: Vec<usize>,
    /// The places it lies under, for reinforcements.
    pub places: Vec<usize>,
    /// Smaller than its panel at every seam: a leaf.
    pub less: Option<usize>,
    /// Larger than the footprint: a leaf.
    pub grow: Option<usize>,
    /// Edges of a drop-in lining that stop under a turned-over edge: their joint, and how far they lie under it: a leaf.
    pub up_to: Option<(String, usize)>,
    /// An edge left open for turning: panel, edge, leaf of its length.
    pub turn_gap: Option<(usize, usize, usize)>,
    /// Where it is declared.
    pub span: Span,
}

/// A strip of tape round edges.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Its name.
    pub name: String,
    /// Its material slot.
    pub material: usize,
    /// What it goes round.
    pub on: Vec<Chain>,
}
