//! A style with its discrete choices made and every name looked up: indices and compiled formulas, ready to evaluate.

use std::collections::BTreeMap;

use crate::diag::Span;
use crate::formula::Formula;
use crate::stock::Kind;
use crate::units::Unit;

use super::StyleFile;
use super::ast::{self, Fit};

/// The discrete values of a bag, by parameter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discrete {
    /// Flags.
    pub flags: BTreeMap<String, bool>,
    /// Counts.
    pub counts: BTreeMap<String, i64>,
    /// Choices.
    pub choices: BTreeMap<String, String>,
    /// Every element is present whatever its `when` says: for checking a file whole.
    pub everything: bool,
}

impl Discrete {
    /// As the style's defaults have it.
    pub fn defaults(file: &StyleFile) -> Self {
        let mut discrete = Self::default();
        for param in &file.params {
            let name = param.head.name.clone();
            match &param.default {
                ast::Default::Flag(flag) => {
                    discrete.flags.insert(name, *flag);
                }
                ast::Default::Count(count) => {
                    discrete.counts.insert(name, *count);
                }
                ast::Default::Word(word) => {
                    discrete.choices.insert(name, word.clone());
                }
                ast::Default::Formula(_) => {}
            }
        }
        discrete
    }
    /// The defaults, with every element present.
    pub fn everything(file: &StyleFile) -> Self {
        Self { everything: true, ..Self::defaults(file) }
    }
}

/// A style bound to its discrete choices.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    /// What each leaf of a formula is; the formulas' ids are places in this list.
    pub leaves: Vec<Leaf>,
    /// What to evaluate, in an order in which everything is known when it is read.
    pub steps: Vec<Step>,
    /// The parameters the solver may move.
    pub params: Vec<Param>,
    /// Named sizes.
    pub sizes: Vec<Size>,
    /// Materials and parts.
    pub slots: Vec<Slot>,
    /// What a calliper reads: name and leaf.
    pub finished: Vec<(String, usize)>,
    /// Panels, in file order.
    pub panels: Vec<Panel>,
    /// Bends.
    pub folds: Vec<Fold>,
    /// Strips.
    pub strips: Vec<Strip>,
    /// Straps.
    pub straps: Vec<Strap>,
    /// Rows of stitches: seams, rows, what is sewn on, what closes loops.
    pub rows: Vec<Row>,
    /// Copies of placed things.
    pub places: Vec<Placed>,
    /// Parts in two halves.
    pub halves: Vec<Halves>,
    /// Linings: the slot, the panels and the strips.
    pub linings: Vec<Lining>,
    /// Demands of the style.
    pub requires: Vec<Require>,
}

/// A value a formula reads.
#[derive(Clone, Debug)]
pub enum Leaf {
    /// A parameter, by its place in [`Bound::params`].
    Param(usize),
    /// A figure of what fills a slot.
    Figure {
        /// Which slot.
        slot: usize,
        /// Which figure of its kind.
        figure: usize,
    },
    /// The distance of stitches from the edge where nothing is said, for the iron in a slot.
    DefaultInset(usize),
    /// A formula.
    Formula(Formula),
    /// Net length of a walk of a panel, arcs included or not.
    ChainLength {
        /// Which panel.
        panel: usize,
        /// Its edges.
        edges: Vec<usize>,
        /// Without the arcs of rounded corners.
        straight: bool,
    },
    /// Area of a panel.
    Area(usize),
    /// Length of a strip.
    StripLength(usize),
}

/// One step of the evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A leaf's value.
    Leaf(usize),
    /// A panel's outline.
    Panel(usize),
    /// A strip's length and width.
    Strip(usize),
}

/// A parameter the solver may move.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: String,
    /// What it measures.
    pub unit: Unit,
    /// Least and greatest.
    pub range: (f64, f64),
    /// How dear a change is.
    pub stiffness: f64,
    /// The wish where the brief says nothing; it reads other parameters and figures of slots only.
    pub default: Formula,
    /// Where it is declared.
    pub span: Span,
}

/// A named size.
#[derive(Clone, Debug)]
pub struct Size {
    /// Its name.
    pub name: String,
    /// Wishes by the place of their parameter.
    pub values: Vec<(usize, Formula)>,
}

/// A slot and what may fill it.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: String,
    /// Its kind.
    pub kind: Kind,
    /// The stock entry taken where the brief says nothing.
    pub default: String,
    /// True for materials.
    pub is_material: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A panel.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// Its material slot.
    pub material: usize,
    /// Drawn as seen through the bag.
    pub through: bool,
    /// It stands at the front.
    pub stands: bool,
    /// Where its first edge starts.
    pub start: [Formula; 2],
    /// Its edges, counter-clockwise as drawn.
    pub edges: Vec<Edge>,
    /// Where it is declared.
    pub span: Span,
}

/// An edge of a panel.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Its name.
    pub name: String,
    /// Where it ends; nothing means at the start.
    pub to: Option<[Formula; 2]>,
    /// Bulge outward at its middle; nothing means a line.
    pub sag: Option<Formula>,
    /// Radius of the corner at its end.
    pub round: Option<Formula>,
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
    /// Where it is declared.
    pub span: Span,
}

/// What a chain runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chain {
    /// Edges of a panel, in walking order.
    Panel {
        /// Which panel.
        panel: usize,
        /// Its edges.
        edges: Vec<usize>,
    },
    /// A long side of a strip.
    Strip {
        /// Which strip.
        strip: usize,
        /// Side b instead of a.
        far: bool,
    },
}

/// A strip.
#[derive(Clone, Debug)]
pub struct Strip {
    /// Its name.
    pub name: String,
    /// Its material slot.
    pub material: usize,
    /// The panel and edges side a follows.
    pub along: (usize, Vec<usize>),
    /// The panel and edges side b meets.
    pub to: (usize, Vec<usize>),
    /// Finished outside width.
    pub width: Formula,
    /// The row that sews side a: its inset makes the strip's length.
    pub row_a: usize,
    /// The row that sews side b.
    pub row_b: usize,
    /// Where it is declared.
    pub span: Span,
}

/// A point on a chain: an edge of a panel (for a strip, of the panel it follows) and a share of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnEdge {
    /// The edge.
    pub edge: usize,
    /// Share of its net length.
    pub share: f64,
}

/// What a row of stitches does.
#[derive(Clone, Debug, PartialEq)]
pub enum RowKind {
    /// Joins its sides, raw edges flush.
    Seam,
    /// Runs along one chain and joins nothing.
    Row,
    /// Sews a placed panel on, along a chain of it: the place.
    Along(usize),
    /// Sews a placed strap down round its footprint: the place.
    Box(usize),
    /// Closes a loop of a strap over its leg: strap and end.
    Loop(usize, usize),
}

/// A row of stitches.
#[derive(Clone, Debug)]
pub struct Row {
    /// As findings call it: `seam.front`, `place.tab[0]`.
    pub name: String,
    /// What it does.
    pub kind: RowKind,
    /// What it runs on; empty for boxes.
    pub sides: Vec<Chain>,
    /// The side that leads: its chords are equal.
    pub lead: usize,
    /// Where the sides meet, one a side; empty means at their middles.
    pub anchor: Vec<OnEdge>,
    /// Distance from the edge: a leaf.
    pub inset: usize,
    /// Distance of the first and last hole from the free ends: a leaf; nothing means as far as from the edge.
    pub ends: Option<usize>,
    /// The iron's slot.
    pub iron: usize,
    /// Which stretch is sewn.
    pub fit: Fit,
    /// Even counts, a hole on the anchor.
    pub symmetric: bool,
    /// Its counts are this row's.
    pub holes_as: Option<usize>,
    /// For every run, whether it is closed by corners on both ends, in walking order: the number of runs.
    pub runs: usize,
    /// Where it is declared.
    pub span: Span,
}

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
    pub ends: Vec<End>,
    /// How many are cut.
    pub count: u32,
    /// Stock id of a stiffener inside.
    pub core: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// The end of a strap.
#[derive(Clone, Debug)]
pub enum End {
    /// Cut square.
    Plain,
    /// Folded round a ring.
    Loop {
        /// The ring's slot.
        ring: usize,
        /// How far the end comes back: a leaf.
        leg: usize,
        /// The strap copy whose ring it shares.
        of: Option<(usize, usize)>,
    },
}

/// A place on a panel.
#[derive(Clone, Debug)]
pub enum At {
    /// Coordinates of the panel as drawn: leaves.
    Point([usize; 2]),
    /// On a walk of its edges: leaves for share, shift along, distance inward.
    Walk {
        /// The edges.
        edges: Vec<usize>,
        /// Share of the net length.
        t: Option<usize>,
        /// Shift along it.
        by: Option<usize>,
        /// Distance inward.
        inward: Option<usize>,
    },
}

/// What is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A strap.
    Strap(usize),
    /// A panel.
    Panel(usize),
}

/// One copy of a placed strap or panel.
#[derive(Clone, Debug)]
pub struct Placed {
    /// As findings call it: `place.tab[0]`.
    pub name: String,
    /// What it is.
    pub thing: Thing,
    /// The panel it lies on.
    pub on: usize,
    /// Where.
    pub at: At,
    /// Turned by, degrees: a leaf.
    pub turn: Option<usize>,
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

/// A glued lining.
#[derive(Clone, Debug)]
pub struct Lining {
    /// Its layer's name.
    pub name: String,
    /// Its material slot.
    pub material: usize,
    /// The panels it lines.
    pub panels: Vec<usize>,
    /// The strips it lines.
    pub strips: Vec<usize>,
}

/// A demand: `lhs` at least `rhs`.
#[derive(Clone, Debug)]
pub struct Require {
    /// What must not be less.
    pub lhs: Formula,
    /// Than this.
    pub rhs: Formula,
    /// Lengths or plain numbers.
    pub unit: Unit,
    /// As it is written.
    pub text: String,
    /// Why.
    pub because: String,
    /// Where it is written.
    pub span: Span,
}
