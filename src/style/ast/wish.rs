//! What can be asked for, as written: parameters, sizes, slots, helper values, demands.

use crate::diag::Span;
use crate::stock::Kind;

use super::{Head, Word, Written};

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

/// What a parameter does when the whole bag is scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// It grows with the bag.
    Bag,
    /// It stays.
    Fixed,
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
    /// What it does when the bag is scaled; of use for lengths only.
    pub scale: Scale,
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
    /// What a bag of this size holds.
    pub holds: Vec<Holding>,
}

/// What a size holds: so many of an item of the stock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Stock id of the item.
    pub item: String,
    /// How many of it.
    pub count: u32,
    /// Its bytes, quotes included.
    pub span: Span,
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
    /// Present only if this holds; in an expanded file never said.
    pub when: Option<Written>,
}
