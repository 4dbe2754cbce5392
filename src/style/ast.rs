//! A style file as written: its elements with their formulas parsed and their places known, names not yet looked up.

use crate::diag::Span;
use crate::formula::Expr;
use crate::stock::Kind;

use super::name::{Chain, Indexed, PointName};

/// A formula and where it stands.
#[derive(Clone, Debug)]
pub struct Written {
    /// Parsed.
    pub expr: Expr,
    /// Its bytes, quotes included.
    pub span: Span,
}

/// A word of the file and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// What it says.
    pub text: String,
    /// Its bytes, quotes included.
    pub span: Span,
}

/// What is common to the elements.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// The key in the file.
    pub span: Span,
    /// Present only if this holds.
    pub when: Option<Written>,
}

/// What kind of value a parameter takes.
#[derive(Clone, Debug)]
pub enum ParamKind {
    /// Length, angle or ratio: the solver may move it.
    Measure(Measure),
    /// A whole number, least and greatest.
    Count(i64, i64),
    /// True or false.
    Flag,
    /// One of these words.
    Choice(Vec<String>),
}

/// The range of a parameter that the solver may move.
#[derive(Clone, Debug)]
pub struct Measure {
    /// What it measures.
    pub unit: crate::units::Unit,
    /// Least and greatest: mm, degrees or plain.
    pub range: (f64, f64),
    /// How dear a change of it is.
    pub stiffness: f64,
}

/// A wish of the wearer.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name and place.
    pub head: Head,
    /// For people.
    pub title: String,
    /// One sentence.
    pub doc: String,
    /// What it takes.
    pub kind: ParamKind,
    /// The wish where the brief says nothing.
    pub default: Default,
}

/// The default of a parameter.
#[derive(Clone, Debug)]
pub enum Default {
    /// A formula over other parameters.
    Formula(Written),
    /// A whole number.
    Count(i64),
    /// True or false.
    Flag(bool),
    /// A word.
    Word(String),
}

/// A material or part that the brief fills from stock.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its name and place.
    pub head: Head,
    /// For people.
    pub title: String,
    /// What may fill it.
    pub kind: Kind,
    /// The entry taken where the brief says nothing.
    pub default: Word,
    /// True for `material.`, false for `part.`.
    pub is_material: bool,
}

/// Named values for parameters.
#[derive(Clone, Debug)]
pub struct Size {
    /// Its name.
    pub name: String,
    /// Parameter and value.
    pub values: Vec<(Word, SizeValue)>,
}

/// A value in a named size.
#[derive(Clone, Debug)]
pub enum SizeValue {
    /// A formula.
    Formula(Written),
    /// A flag.
    Flag(bool),
}

/// A helper value or a finished measure.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name and place.
    pub head: Head,
    /// Its formula.
    pub formula: Written,
}

/// How an edge runs to its end.
#[derive(Clone, Debug)]
pub enum Course {
    /// Straight.
    Line,
    /// An arc that bulges out by this much (in if negative).
    Sag(Written),
}

/// An edge of a panel.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Its name.
    pub name: Word,
    /// Where it ends; nothing means at the start.
    pub to: Option<[Written; 2]>,
    /// How it gets there.
    pub course: Course,
    /// Radius of the arc that rounds the corner at its end.
    pub round: Option<Written>,
}

/// How a panel is drawn.
#[derive(Clone, Debug)]
pub enum Outline {
    /// By its edges.
    Edges {
        /// Where the first edge starts.
        start: [Written; 2],
        /// Counter-clockwise.
        edges: Vec<Edge>,
    },
    /// As another panel, mirrored by name, some edges otherwise.
    Mirror {
        /// The panel it copies.
        of: Word,
        /// Edges drawn otherwise: name and course.
        overrides: Vec<(Word, Course)>,
    },
}

/// A flat region.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its name and place.
    pub head: Head,
    /// The slot it is cut from.
    pub material: Word,
    /// Its outline.
    pub outline: Outline,
    /// Drawn as seen through the bag from its front.
    pub through: bool,
    /// Names that mean something else in this drawing.
    pub vars: Vec<(Word, Written)>,
    /// It stands at the front of the bag: the root of the pose.
    pub stands: bool,
}

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
    /// Side b meets this.
    pub to: Chain,
    /// Finished outside width.
    pub width: Written,
}

/// Which stretch of two sides of unlike length is sewn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// They must be equal.
    Equal,
    /// As much as the shorter has.
    Shorter,
}

/// Chains joined by one row of holes.
#[derive(Clone, Debug)]
pub struct Seam {
    /// Its name and place.
    pub head: Head,
    /// What is sewn; for a row the one chain it runs along.
    pub sides: Vec<Chain>,
    /// True for `row`: it joins nothing.
    pub is_row: bool,
    /// Which stretch is sewn.
    pub fit: Fit,
    /// Points that come together, one a side.
    pub anchor: Vec<PointName>,
    /// A hole sits on the anchor.
    pub symmetric: bool,
    /// Takes count and ends of this seam.
    pub holes_as: Option<Word>,
    /// Distance of the stitches from the edge.
    pub inset: Option<Written>,
    /// Distance of the first and last hole from the free ends.
    pub ends: Option<Written>,
}

/// A place on an element.
#[derive(Clone, Debug)]
pub enum At {
    /// Coordinates of the host as drawn.
    Point([Written; 2]),
    /// On an edge or chain of the host: share of its net length, shift along, distance inward.
    Edge {
        /// Edge or walk of the host.
        chain: Word,
        /// Share of the length.
        t: Option<Written>,
        /// Moved along by this much.
        by: Option<Written>,
        /// Moved inward by this much.
        inward: Option<Written>,
    },
}

/// One half of a part.
#[derive(Clone, Debug)]
pub struct Half {
    /// The panel it sits on.
    pub on: Word,
    /// Where; nothing if it lies where the other half lands.
    pub at: Option<At>,
}

/// Stitches round or along what is placed.
#[derive(Clone, Debug)]
pub enum Rows {
    /// None.
    None,
    /// Round the footprint.
    Box(Span),
    /// Along a chain of the placed panel.
    Along {
        /// The chain.
        chain: Chain,
        /// Distance from its edge.
        inset: Option<Written>,
    },
}

/// A thing lies on another.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its name and place.
    pub head: Head,
    /// What is placed.
    pub thing: Thing,
}

/// What is placed, and where.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a style places a handful of things")]
pub enum Thing {
    /// A part in two halves.
    Halves {
        /// The part slot.
        part: Word,
        /// The half with a place.
        a: Half,
        /// The other.
        b: Half,
    },
    /// A strap or a panel.
    Element {
        /// Its name.
        what: Word,
        /// The panel it lies on.
        on: Word,
        /// One place a copy.
        at: Vec<At>,
        /// Degrees, one a copy.
        turn: Vec<Written>,
        /// Its stitches.
        rows: Rows,
    },
}

/// The end of a strap.
#[derive(Clone, Debug)]
pub enum End {
    /// Cut square.
    Plain,
    /// Folded round a ring.
    Loop {
        /// The part slot of the ring.
        ring: Word,
        /// The strap whose ring it shares.
        of: Option<Indexed>,
        /// How far the end comes back.
        leg: Option<Written>,
    },
}

/// A strap.
#[derive(Clone, Debug)]
pub struct Strap {
    /// Its name and place.
    pub head: Head,
    /// The slot it is cut from.
    pub material: Word,
    /// Across.
    pub width: Written,
    /// Visible length.
    pub length: Option<Written>,
    /// One or two.
    pub ends: Vec<End>,
    /// How many.
    pub count: u32,
    /// Stock id of a stiffener inside.
    pub core: Option<Word>,
}

/// A lining glued into the shell.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its name and place.
    pub head: Head,
    /// The panels and strips it lines.
    pub of: Vec<Word>,
    /// The slot it is cut from.
    pub material: Word,
}

/// A demand of the style.
#[derive(Clone, Debug)]
pub struct Require {
    /// Where it stands.
    pub span: Span,
    /// A comparison.
    pub that: Written,
    /// Why.
    pub because: String,
    /// As it is written, for messages.
    pub text: String,
    /// Present only if this holds.
    pub when: Option<Written>,
}
