//! A style file in the kernel language: elements with their formulas parsed and their places known, names not yet looked
//! up. Sugar, conditions and repeats are gone when it is read: `expand` has written them out.

mod chain;
mod goods;
mod joint;
mod panel;
mod wish;

pub use chain::{At, Chain, Direction, Material, Trim};
pub use goods::{
    Bag, Core, End, Finish, Half, Host, Layer, LayerKind, LayerSet, Place, PlacedRow, Row,
    RowStart, Rows, Strap, StrapFold, Thing, TurnGap, UpTo, Window, WindowSplit,
};
pub use joint::{
    Closed, Construction, Fit, Flange, Fold, Pleats, Seam, SeamEnd, Strip, StripEnd, StripPart,
    StripParts, StripWidth, TurnIn,
};
pub use panel::{Bend, Course, Drawn, Edge, Mark, NamedChain, NamedPoint, Panel, Side, Stand};
pub use wish::{
    Default, Holding, Measure, Named, Param, ParamKind, Require, Scale, Size, SizeValue, Slot,
};

use crate::diag::Span;
use crate::formula::Expr;

/// A formula and where it stands.
#[derive(Clone, Debug)]
pub struct Written {
    /// Parsed.
    pub expr: Expr,
    /// Its bytes, quotes included.
    pub span: Span,
}

/// A word of the file and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it says.
    pub text: String,
    /// Its bytes, quotes included.
    pub span: Span,
}

/// What is common to the elements.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its name: `front`, a copy `slot[0]`, of an inner bag `flap.front`.
    pub name: String,
    /// The key in the file.
    pub span: Span,
    /// Present only if this holds; in an expanded file never said.
    pub when: Option<Written>,
}
