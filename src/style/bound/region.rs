//! Flat regions: panels with their edges, points and walks over them.

use crate::diag::Span;
use crate::formula::Formula;

/// A flat region: a drawn panel, or a part of a strip.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its name: `front`, `slot[1]`, `gusset`, `gusset.zip`.
    pub name: String,
    /// Its material slot.
    pub material: usize,
    /// Drawn as seen through the bag.
    pub through: bool,
    /// How it stands, if it is a root of the pose.
    pub stand: Option<Stand>,
    /// How its outline comes about.
    pub shape: Shape,
    /// Its edges, counter-clockwise as drawn. Of a strip's part: `b`, `end`, `a`, `start`.
    pub edges: Vec<Edge>,
    /// Soft lines inside it, for the pose only.
    pub bends: Vec<Bend>,
    /// Points that are marked by a notch.
    pub notches: Vec<usize>,
    /// Where it is declared.
    pub span: Span,
}

/// Which way a panel stands in bag space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facing {
    /// Upright, its grain toward the viewer.
    Front,
    /// Upright, its grain away from the viewer.
    Back,
    /// Flat on the ground, its grain down; the drawing's x to the right and y toward the back.
    Base,
}

/// How a panel stands.
#[derive(Clone, Copy, Debug)]
pub struct Stand {
    /// Which way.
    pub facing: Facing,
    /// Leaning back by this, degrees: a leaf.
    pub angle: Option<usize>,
}

/// How an outline comes about.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a bag has a handful of panels")]
pub enum Shape {
    /// Drawn by its edges.
    Drawn {
        /// Where its first edge starts.
        start: [Formula; 2],
        /// One an edge.
        courses: Vec<Course>,
    },
    /// Part of a strip: which strip, which of its parts.
    Part(usize, usize),
}

/// How a drawn edge runs.
#[derive(Clone, Debug)]
pub struct Course {
    /// Where it ends; nothing means at the start.
    pub to: Option<[Formula; 2]>,
    /// On which curve.
    pub curve: Curve,
    /// Radius of the corner at its end.
    pub round: Option<Formula>,
}

/// The curve of an edge between its ends.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a panel has a handful of edges")]
pub enum Curve {
    /// A straight line.
    Line,
    /// An arc that bulges out by this in its middle.
    Sag(Formula),
    /// An arc of this radius, out if positive.
    Radius(Formula),
    /// An arc through this point.
    Via([Formula; 2]),
    /// A cubic with these control points.
    Cubic([[Formula; 2]; 2]),
    /// An arc that goes on from the edge before in its direction.
    TangentStart,
    /// An arc that runs into the edge after in its direction.
    TangentEnd,
}

/// An edge of a panel.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Its name.
    pub name: String,
    /// What happens to it, by its place in [`Bound::joints`](super::Bound::joints); several where they share it in stretches.
    pub joints: Vec<usize>,
    /// A leg of a dart: sewn, not cut; the cut line runs straight across.
    pub dart: bool,
    /// The corner at its end breaks a row of stitches, as the defaults have it.
    pub breaks: bool,
}

/// A soft line inside a panel.
#[derive(Clone, Debug)]
pub struct Bend {
    /// A point on it: leaves.
    pub at: [usize; 2],
    /// Its direction, degrees: a leaf.
    pub turn: usize,
    /// How far the panel turns there, degrees toward the flesh: a leaf.
    pub angle: usize,
}

/// A named point of a panel.
#[derive(Clone, Debug)]
pub struct Point {
    /// Its name on the panel.
    pub name: String,
    /// The panel.
    pub panel: usize,
    /// Where.
    pub at: At,
}

/// Edges of one panel, walked one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Which panel.
    pub panel: usize,
    /// Its edges, in counter-clockwise order; an edge may stand first and last where the walk goes once round.
    pub edges: Vec<usize>,
    /// The walk starts at this share of its first edge.
    pub head: f64,
    /// The walk ends at this share of its last edge.
    pub tail: f64,
    /// The walk runs clockwise: from the end of the last edge to the start of the first.
    pub reversed: bool,
}

/// Where a chain is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trim {
    /// So far along its net line, negative from its end: a leaf.
    Length(usize),
    /// At a named point.
    Point(usize),
}

/// A walk over edges of one panel or several.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    /// In walking order. Empty for a chain of a metal part.
    pub stretches: Vec<Stretch>,
    /// It ends where it starts.
    pub closed: bool,
    /// Where it starts, if not at its start.
    pub from: Option<Trim>,
    /// Where it ends, if not at its end.
    pub to: Option<Trim>,
    /// A chain of a metal part: its slot.
    pub metal: Option<usize>,
}

impl Chain {
    /// The panel it runs on, if it is one only.
    pub fn panel(&self) -> Option<usize> {
        let first = self.stretches.first()?.panel;
        self.stretches.iter().all(|stretch| stretch.panel == first).then_some(first)
    }
    /// Its edges with their panels, in walking order.
    pub fn edges(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.stretches.iter().flat_map(|stretch| {
            let count = stretch.edges.len();
            (0..count).map(move |place| {
                let place = if stretch.reversed { count - 1 - place } else { place };
                (stretch.panel, stretch.edges[place])
            })
        })
    }
    /// True if it runs over this edge.
    pub fn runs_on(&self, panel: usize, edge: usize) -> bool {
        self.stretches.iter().any(|stretch| stretch.panel == panel && stretch.edges.contains(&edge))
    }
}

/// A place on a panel.
#[derive(Clone, Debug)]
pub enum At {
    /// Coordinates of the panel as drawn: leaves.
    Point([usize; 2]),
    /// On a walk: leaves for share, shift along, distance inward.
    Walk {
        /// The walk; of one panel.
        chain: Chain,
        /// Share of the net length.
        t: Option<usize>,
        /// Measured from this point instead of the start.
        from: Option<usize>,
        /// Shift along it.
        by: Option<usize>,
        /// Distance inward.
        inward: Option<usize>,
    },
    /// On side b of a strip, opposite a place of the chain it follows.
    Over {
        /// The strip.
        strip: usize,
        /// Panel, edge and share of the net length.
        over: (usize, usize, f64),
        /// Distance inward: a leaf.
        inward: Option<usize>,
    },
}
