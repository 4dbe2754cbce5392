//! The kinds of stock and the figures each has: one table that reads files, checks ranges and gives formulas their names.

use crate::units::Unit;

/// What an entry of the stock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// Leather and fabric that pieces are cut from.
    Leather,
    /// Stiffening board.
    Stiffener,
    /// What makes the holes.
    Iron,
    /// Sewing thread.
    Thread,
    /// A closure in two halves.
    Closure,
    /// A ring a strap is folded round.
    DRing,
    /// A split ring.
    KeyRing,
    /// A card to carry.
    Card,
}

/// A figure of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Its key, and its name in formulas: `ring.inside`.
    pub name: &'static str,
    /// What it measures.
    pub unit: Unit,
    /// Least and greatest that is believed.
    pub range: (f64, f64),
    /// Taken where an entry does not say; always a guess.
    pub default: Option<f64>,
}

const fn length(name: &'static str, lo: f64, hi: f64) -> Figure {
    Figure { name, unit: Unit::Length, range: (lo, hi), default: None }
}
const fn number(name: &'static str, lo: f64, hi: f64, default: f64) -> Figure {
    Figure { name, unit: Unit::Number, range: (lo, hi), default: Some(default) }
}
const fn guess(figure: Figure, default: f64) -> Figure {
    Figure { default: Some(default), ..figure }
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Leather,
        Self::Stiffener,
        Self::Iron,
        Self::Thread,
        Self::Closure,
        Self::DRing,
        Self::KeyRing,
        Self::Card,
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Leather => "leather",
            Self::Stiffener => "stiffener",
            Self::Iron => "iron",
            Self::Thread => "thread",
            Self::Closure => "closure",
            Self::DRing => "d-ring",
            Self::KeyRing => "key-ring",
            Self::Card => "card",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its figures.
    pub fn figures(self) -> &'static [Figure] {
        // Limits are what is believed of a real entry; anything beyond is a slip of unit or of a digit.
        const LEATHER: &[Figure] = &[
            length("t", 0.2, 6.0),
            number("bend", 0.0, 4.0, 0.5),
            number("bend_least", 0.0, 4.0, 0.5),
            number("k", 0.0, 1.0, 0.5),
            number("stretch", 0.01, 1.0, 0.25),
            number("pucker", 0.01, 1.0, 0.20),
            guess(length("edge", 0.2, 10.0), 1.0),
        ];
        const STIFFENER: &[Figure] = &[length("t", 0.1, 6.0)];
        const IRON: &[Figure] = &[
            length("pitch", 0.5, 12.0),
            guess(length("tolerance", 0.0, 1.0), 0.15),
            length("slit", 0.2, 8.0),
            length("slit_width", 0.1, 8.0),
            Figure { name: "slant", unit: Unit::Angle, range: (0.0, 90.0), default: Some(45.0) },
            guess(length("web", 0.0, 4.0), 0.5),
        ];
        const THREAD: &[Figure] = &[length("d", 0.05, 3.0)];
        const CLOSURE: &[Figure] = &[
            length("d", 2.0, 60.0),
            length("thickness", 0.5, 20.0),
            length("prongs", 0.0, 60.0),
            length("slit", 0.0, 20.0),
            length("slit_width", 0.0, 10.0),
            guess(length("edge", 0.0, 20.0), 2.0),
        ];
        const RING: &[Figure] = &[length("inside", 2.0, 100.0), length("wire", 0.5, 10.0)];
        const CARD: &[Figure] =
            &[length("length", 5.0, 300.0), length("width", 5.0, 300.0), length("t", 0.05, 40.0)];
        match self {
            Self::Leather => LEATHER,
            Self::Stiffener => STIFFENER,
            Self::Iron => IRON,
            Self::Thread => THREAD,
            Self::Closure => CLOSURE,
            Self::DRing | Self::KeyRing => RING,
            Self::Card => CARD,
        }
    }

    /// The place of a figure among the kind's figures.
    pub fn figure(self, name: &str) -> Option<usize> {
        self.figures().iter().position(|figure| figure.name == name)
    }
}
