//! A style with its discrete choices made and every name looked up: indices and compiled formulas, ready to evaluate.

mod goods;
mod joint;
mod region;
mod strip;

use std::collections::BTreeMap;

use crate::diag::Span;
use crate::formula::Formula;
use crate::stock::Kind;
use crate::units::Unit;

use super::StyleFile;
use super::ast;

pub use goods::{
    Binding, Halves, Layer, LayerKind, Placed, RingOf, Strap, StrapEnd, Thing, Window,
};
pub use joint::{
    Allowance, Anchor, Construction, Cover, End, Fit, Fold, Joint, Row, RowKind, Side,
};
pub use region::{
    At, Bend, Chain, Course, Curve, Edge, Facing, Panel, Point, Shape, Stand, Stretch, Trim,
};
pub use strip::{Cut, Flange, Part, Pleats, Strip, StripSide, StripWidth};

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
    /// Panels as drawn, and the parts of strips as developed: every flat region with edges.
    pub panels: Vec<Panel>,
    /// Named points of panels.
    pub points: Vec<Point>,
    /// What happens at edges: seams, finishes, windows.
    pub joints: Vec<Joint>,
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
    /// Zippers let in.
    pub windows: Vec<Window>,
    /// Linings, stiffeners, reinforcements.
    pub layers: Vec<Layer>,
    /// Strips of tape bound round edges: material slot, and the chains they go round.
    pub bindings: Vec<Binding>,
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
    /// Length of a chain.
    Length {
        /// Which chain.
        chain: Chain,
        /// Of which of its lines.
        line: Line,
    },
    /// Area of a panel inside its net line.
    Area(usize),
    /// Length of a strip, all parts together.
    StripLength(usize),
    /// What a turned seam takes off the outside line of its ply: material slot, leaf of the surface's turning there.
    TurnedTake {
        /// The material slot of the ply.
        material: usize,
        /// Turning of the surface at the seam, degrees: a leaf.
        angle: usize,
    },
    /// What a turned-over edge is cut wider by: material slot, leaf of the visible turn.
    TurnOver {
        /// The material slot of the edge.
        material: usize,
        /// Width of the turn-over: a leaf.
        turn: usize,
    },
}

/// Which line of an edge is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// As drawn: on the finished bag.
    Outside,
    /// The finished edge on this leather, flat.
    Net,
    /// As drawn, without the arcs of rounded corners.
    Straight,
    /// Where the seam's stitches run; the net line where no seam is: the distance inside is a leaf.
    Stitch(usize),
}

/// One step of the evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A leaf's value.
    Leaf(usize),
    /// A panel's outside line as drawn.
    Outside(usize),
    /// A panel's net line: the outside line less what its seams take.
    Net(usize),
    /// A named point.
    Point(usize),
    /// A strip: its development, its width, its parts.
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
