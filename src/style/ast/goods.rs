//! What is put on panels, as written: finishes, rows, places, windows, straps, layers, inner bags.

use super::super::name::{Path, Point};
use super::{At, Chain, Construction, Head, Material, Word, Written};
use crate::diag::Span;

/// What happens to an edge that is in no seam.
#[derive(Clone, Debug)]
pub struct Finish {
    /// Its name and place.
    pub head: Head,
    /// Which edges.
    pub on: Vec<Chain>,
    /// Raw, folded or bound.
    pub construction: Construction,
    /// How far it is turned over.
    pub turn: Option<Written>,
    /// Distance of a creased line from the edge.
    pub crease: Option<Written>,
    /// What stands beyond the net line.
    pub allowance: Option<Written>,
    /// The turn-over is sewn.
    pub stitched: bool,
    /// What binds it.
    pub material: Option<Material>,
}

/// A row of holes or parts.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name and place.
    pub head: Head,
    /// The chain it runs along; or a path.
    pub along: Option<Chain>,
    /// The element the path is drawn on.
    pub on: Option<Host>,
    /// The path's corners, in the host's coordinates.
    pub path: Vec<[Written; 2]>,
    /// What it goes through; empty means the host alone.
    pub through: Vec<Path>,
    /// Distance from the chain.
    pub inset: Option<Written>,
    /// How many; nothing means by pitch.
    pub count: Option<u32>,
    /// Where the first one sits.
    pub start: Option<RowStart>,
    /// Distance of the first and last from the free ends.
    pub ends: Option<Written>,
    /// The part slot that is set in each place; nothing means a stitch.
    pub part: Option<Word>,
    /// Seams it must not meet.
    pub avoid: Vec<Path>,
    /// A facing of this width lies behind it.
    pub face_in: Option<Written>,
    /// Distance of holes, in place of the iron's.
    pub pitch: Option<Written>,
}

/// Where the first of a row sits.
#[derive(Clone, Debug)]
pub enum RowStart {
    /// At half a step.
    Half,
    /// So far along.
    At(Written),
}

/// What something lies on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// A panel, a strip or its part, a strap, a part slot.
    pub path: Path,
    /// On its flesh or lining side.
    pub inside: bool,
}

/// A thing lies on another.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its name and place.
    pub head: Head,
    /// What is placed, and where.
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
    /// A part in one.
    Part {
        /// The part slot.
        part: Word,
        /// What it sits on.
        on: Host,
        /// Where; two for a part with two ends (a chain).
        at: Vec<At>,
        /// Turned by.
        turn: Vec<Written>,
    },
    /// A strap, a panel, an inner bag.
    Element {
        /// Which, perhaps which copy, perhaps which end: `tab[0]`, `shoulder[1].start`.
        what: Path,
        /// The part slot that fixes it (a rivet).
        part: Option<Word>,
        /// What it lies on.
        on: Host,
        /// Where; two for a strap that is sewn on at its start and its end.
        at: Vec<At>,
        /// Turned by, one a place or none.
        turn: Vec<Written>,
        /// Its stitches.
        rows: Rows,
    },
    /// The end of a strap between the plies of a seam.
    Caught {
        /// The strap's end.
        what: Path,
        /// The seam.
        into: Path,
        /// Where along it.
        at: Vec<At>,
        /// Turned by.
        turn: Vec<Written>,
    },
}

/// One half of a part.
#[derive(Clone, Debug)]
pub struct Half {
    /// What it sits on.
    pub on: Host,
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
    /// Round the footprint and across it from corner to corner.
    BoxX(Span),
    /// Along chains of the placed panel.
    Along(Vec<PlacedRow>),
}

/// A row along a placed panel.
#[derive(Clone, Debug)]
pub struct PlacedRow {
    /// The chain.
    pub along: Chain,
    /// Distance from its edge.
    pub inset: Option<Written>,
}

/// How a window or a strip is cut lengthwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowSplit {
    /// A slot in one piece.
    Slot,
    /// Two long halves.
    Halves,
}

/// A zipper let into a panel or a part of a strip.
#[derive(Clone, Debug)]
pub struct Window {
    /// Its name and place.
    pub head: Head,
    /// What it is cut into.
    pub host: Path,
    /// The part slot of the zipper.
    pub part: Word,
    /// How it is cut.
    pub split: WindowSplit,
    /// What its edges are: raw or folded.
    pub edge: Construction,
    /// What is left beyond its ends.
    pub margin: Option<Written>,
    /// Distance of the stitches from its edge.
    pub inset: Option<Written>,
}

/// The end of a strap.
#[derive(Clone, Debug)]
pub enum End {
    /// Cut square.
    Plain {
        /// How much of it is sewn down.
        leg: Option<Written>,
    },
    /// Cut to a point.
    Point {
        /// How much of it is sewn down.
        leg: Option<Written>,
    },
    /// Narrower toward its end.
    Tapered {
        /// How much of it is sewn down.
        leg: Option<Written>,
    },
    /// Folded round a ring.
    Loop {
        /// The part slot of the ring, or what it hangs on (`carry.section`).
        ring: Path,
        /// What holds the ring besides: a strap's or place's copy. One, or one a copy of this strap; none if it has its own.
        of: Vec<Path>,
        /// How far the end comes back.
        leg: Option<Written>,
    },
}

/// How a strap is folded lengthwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrapFold {
    /// Three layers.
    Thirds,
    /// Two layers.
    Half,
}

/// A strap.
#[derive(Clone, Debug)]
pub struct Strap {
    /// Its name and place.
    pub head: Head,
    /// The slot it is cut from.
    pub material: Word,
    /// Across, finished.
    pub width: Written,
    /// Visible length.
    pub length: Option<Written>,
    /// One or two; a strap that threads something may have none.
    pub ends: Vec<End>,
    /// How many.
    pub count: u32,
    /// Two, the second reflected.
    pub pair: bool,
    /// A stiffener inside.
    pub core: Option<Core>,
    /// Folded lengthwise.
    pub fold: Option<StrapFold>,
    /// The row it runs through.
    pub threads: Option<Path>,
    /// The part slot that closes it (a cord lock).
    pub part: Option<Word>,
}

/// Stock id of the stiffener in a strap.
pub type Core = Word;

/// What a layer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// The inside.
    Lining,
    /// Stiffness.
    Stiffener,
    /// Strength under what is placed.
    Reinforcement,
}

/// How a layer is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerSet {
    /// In the shell's seams.
    Glued,
    /// With seams of its own.
    DropIn,
    /// Flat inside its panel.
    Flat,
}

/// Pieces derived from others.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its name and place.
    pub head: Head,
    /// What for.
    pub kind: LayerKind,
    /// The panels and strips it lines, the places it lies under.
    pub of: Vec<Path>,
    /// What it is cut from.
    pub material: Material,
    /// How it is set in: linings are glued where nothing is said, the others flat.
    pub set: LayerSet,
    /// The shell's seams that a drop-in has too.
    pub copy: Vec<Word>,
    /// Smaller by this much at each seam.
    pub less: Option<Written>,
    /// The shell's seams it is caught in.
    pub join: Vec<Word>,
    /// Larger than the footprints by this much.
    pub grow: Option<Written>,
    /// The finish it reaches up under.
    pub up_to: Option<UpTo>,
    /// What is left open for turning.
    pub turn_gap: Option<TurnGap>,
}

/// How far up a drop-in reaches.
#[derive(Clone, Debug)]
pub struct UpTo {
    /// The finish it hangs under.
    pub finish: Word,
    /// By how much it lies under.
    pub lap: Option<Written>,
}

/// The gap through which a bag is turned.
#[derive(Clone, Debug)]
pub struct TurnGap {
    /// The chain of the shell whose copy stays open.
    pub chain: Chain,
    /// For how long, about its middle.
    pub length: Written,
}

/// A bag within this one: its elements stand in the file with its name before theirs.
#[derive(Clone, Debug)]
pub struct Bag {
    /// Its name and place.
    pub head: Head,
    /// The style it is of.
    pub style: Word,
    /// What meets the strap: points and rings of its elements.
    pub hang: Vec<Point>,
}
