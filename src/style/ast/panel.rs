//! A panel as written: a flat region by its edges.

use super::super::name::Point;
use super::{At, Chain, Head, Word, Written};

/// How an edge runs to its end.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a panel has a handful of edges")]
pub enum Course {
    /// Straight.
    Line,
    /// An arc that bulges out by this much (in if negative).
    Sag(Written),
    /// An arc of this radius that bulges out (in if negative), the shorter way.
    Radius(Written),
    /// An arc through this point.
    Via([Written; 2]),
    /// A cubic with these two control points.
    Cubic([[Written; 2]; 2]),
    /// An arc that leaves its start in the direction in which the edge before it arrives.
    TangentStart,
    /// An arc that arrives at its end in the direction in which the edge behind it leaves.
    TangentEnd,
}

/// An edge of a panel.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Its name.
    pub name: Word,
    /// Where it ends; nothing means at the start.
    pub to: Option<[Written; 2]>,
    /// `to` is counted from the edge's start, not from the origin.
    pub relative: bool,
    /// How it gets there.
    pub course: Course,
    /// Radius of the arc that rounds the corner at its end.
    pub round: Option<Written>,
}

/// Which line a panel's drawing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// The outside line, on the finished bag.
    Outside,
    /// The finished edge of this leather, flat.
    Net,
}

/// A flat region.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its name and place.
    pub head: Head,
    /// The slot it is cut from.
    pub material: Word,
    /// Where the first edge starts.
    pub start: [Written; 2],
    /// Counter-clockwise.
    pub edges: Vec<Edge>,
    /// Which line the edges are.
    pub drawn: Drawn,
    /// Drawn as seen through the bag from its front.
    pub through: bool,
    /// Names that mean something else in this drawing.
    pub vars: Vec<(Word, Written)>,
    /// Walks that have a name; their walks do not name the panel.
    pub chains: Vec<NamedChain>,
    /// Places that have a name.
    pub points: Vec<NamedPoint>,
    /// What is marked on the edge.
    pub marks: Vec<Mark>,
    /// Soft lines inside, for the pose only.
    pub bends: Vec<Bend>,
    /// How it stands in the bag, if it is a root of the pose.
    pub stand: Option<Stand>,
}

/// A walk of a panel that has a name.
#[derive(Clone, Debug)]
pub struct NamedChain {
    /// Its name.
    pub name: Word,
    /// Edges and other named chains of this panel.
    pub chain: Chain,
}

/// A place of a panel that has a name.
#[derive(Clone, Debug)]
pub struct NamedPoint {
    /// Its name.
    pub name: Word,
    /// Where.
    pub at: At,
}

/// A mark.
#[derive(Clone, Debug)]
pub struct Mark {
    /// A notch at this point of the panel.
    pub notch: Point,
}

/// A soft line through a panel.
#[derive(Clone, Debug)]
pub struct Bend {
    /// A point it runs through.
    pub at: At,
    /// Its direction, counter-clockwise from x.
    pub turn: Option<Written>,
    /// Turning in the closed bag, toward the flesh.
    pub angle: Written,
    /// Without a crease.
    pub soft: bool,
}

/// A side of the bag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Toward the viewer.
    Front,
    /// Away from the viewer.
    Back,
    /// On the ground.
    Base,
    /// Above.
    Top,
    /// The bag's left as seen from its front.
    Left,
    /// The bag's right as seen from its front.
    Right,
}

/// How a panel stands in the bag.
#[derive(Clone, Debug)]
pub struct Stand {
    /// Which side of the bag it is.
    pub side: Side,
    /// Leaning from that side; nothing means not at all.
    pub angle: Option<Written>,
}
