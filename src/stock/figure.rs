//! The figures of each kind of stock: what they measure, what is believed of them, what is taken where none is given.

use crate::units::Unit;

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
const fn number(name: &'static str, lo: f64, hi: f64) -> Figure {
    Figure { name, unit: Unit::Number, range: (lo, hi), default: None }
}
const fn angle(name: &'static str, lo: f64, hi: f64) -> Figure {
    Figure { name, unit: Unit::Angle, range: (lo, hi), default: None }
}
const fn guess(figure: Figure, default: f64) -> Figure {
    Figure { default: Some(default), ..figure }
}

// Limits are what is believed of a real entry; anything beyond is a slip of unit or of a digit.
// What other code takes a kind for: `wire` makes a ring, `prongs` a closure in two halves. No other kind may have them.

pub(super) const LEATHER: &[Figure] = &[
    length("t", 0.05, 6.0), // from silk to sole leather
    guess(number("bend", 0.0, 4.0), 0.5),
    guess(number("bend_least", 0.0, 4.0), 0.5),
    guess(number("k", 0.0, 1.0), 0.5),
    guess(number("stretch", 0.01, 1.0), 0.25),
    guess(number("pucker", 0.01, 1.0), 0.20),
    guess(length("edge", 0.2, 10.0), 1.0),
];
pub(super) const TAPE: &[Figure] =
    &[length("width", 2.0, 80.0), length("t", 0.05, 3.0), guess(length("edge", 0.2, 10.0), 1.0)];
pub(super) const STIFFENER: &[Figure] = &[length("t", 0.1, 6.0)];
pub(super) const IRON: &[Figure] = &[
    length("pitch", 0.5, 12.0),
    guess(length("tolerance", 0.0, 1.0), 0.15),
    length("slit", 0.2, 8.0),
    length("slit_width", 0.1, 8.0),
    guess(angle("slant", 0.0, 90.0), 45.0),
    guess(length("web", 0.0, 4.0), 0.5),
    guess(number("machine", 0.0, 1.0), 0.0),
    guess(number("teeth", 1.0, 40.0), 6.0),
];
pub(super) const THREAD: &[Figure] = &[length("d", 0.05, 3.0)];
pub(super) const CLOSURE: &[Figure] = &[
    length("d", 2.0, 60.0),
    length("thickness", 0.5, 20.0),
    length("prongs", 0.0, 60.0),
    length("slit", 0.0, 20.0),
    length("slit_width", 0.0, 10.0),
    guess(length("hole", 0.0, 20.0), 0.0),
    guess(length("edge", 0.0, 20.0), 2.0),
];
pub(super) const SNAP: &[Figure] = &[
    length("d", 2.0, 60.0),
    length("thickness", 0.5, 20.0),
    guess(length("prongs", 0.0, 60.0), 0.0),
    guess(length("slit", 0.0, 20.0), 0.0),
    guess(length("slit_width", 0.0, 10.0), 0.0),
    length("hole", 0.0, 20.0),
    guess(length("edge", 0.0, 20.0), 2.0),
    length("cap", 2.0, 60.0),
    length("grip_least", 0.1, 10.0),
    length("grip", 0.2, 20.0),
];
pub(super) const RING: &[Figure] = &[length("inside", 2.0, 100.0), length("wire", 0.5, 10.0)];
pub(super) const ZIPPER: &[Figure] = &[
    length("chain", 1.5, 20.0),
    length("tape", 8.0, 80.0),
    length("longest", 30.0, 5000.0),
    guess(length("stop", 0.0, 60.0), 5.0),
    length("height", 0.5, 10.0),
    guess(length("clear", 0.0, 5.0), 0.75),
];
pub(super) const FRAME: &[Figure] = &[
    length("width", 15.0, 400.0),
    length("channel", 1.0, 15.0),
    length("gap", 0.5, 12.0),
    length("hinge_drop", 0.0, 200.0),
    length("length", 15.0, 1000.0),
    number("holes", 0.0, 400.0),
    guess(length("pitch", 1.0, 20.0), 5.0),
    guess(length("inset", 0.2, 15.0), 2.0),
];
pub(super) const CHAIN: &[Figure] = &[length("width", 0.8, 40.0), length("d", 0.2, 10.0)];
pub(super) const CORD: &[Figure] = &[length("d", 0.3, 15.0)];
pub(super) const CORD_LOCK: &[Figure] = &[
    length("w", 3.0, 60.0),
    length("h", 3.0, 60.0),
    length("t", 0.5, 30.0),
    length("hole", 0.5, 15.0),
];
pub(super) const EYELET: &[Figure] = &[
    length("d", 1.0, 40.0),
    length("hole", 1.0, 45.0),
    length("rim", 2.0, 60.0),
    guess(length("edge", 0.0, 20.0), 2.0),
];
pub(super) const RIVET: &[Figure] = &[
    length("d", 2.0, 20.0),
    length("hole", 0.5, 8.0),
    length("post_least", 1.0, 30.0),
    length("post", 1.0, 40.0),
    // Less than a closure's: a rivet sits in the middle of a strap hardly wider than itself.
    guess(length("edge", 0.0, 20.0), 1.0),
];
pub(super) const STUD: &[Figure] = &[
    length("d", 2.0, 30.0),
    length("hole", 0.5, 10.0),
    length("height", 1.0, 30.0),
    guess(length("edge", 0.0, 20.0), 2.0),
    length("head", 2.0, 30.0),
];
pub(super) const FOOT: &[Figure] = &[
    length("d", 2.0, 30.0),
    length("hole", 0.5, 10.0),
    length("height", 0.5, 30.0),
    guess(length("edge", 0.0, 20.0), 2.0),
];
pub(super) const ITEM: &[Figure] =
    &[length("w", 5.0, 300.0), length("h", 5.0, 300.0), length("t", 0.05, 60.0)];
