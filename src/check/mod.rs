//! The rules of the bench: each written once over a scalar, so that the solver searches with it and the review reports it.

mod bag;
mod margin;
pub mod rules;

pub use bag::Bag;
pub use margin::{EPSILON, Margin, Site};

use crate::geom::Scalar;

/// What a rule is about, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// Stable code.
    pub code: &'static str,
    /// What it asks, one line.
    pub title: &'static str,
    /// Why, a few sentences.
    pub reason: &'static str,
    /// Where its figures come from.
    pub source: &'static str,
}

/// A rule of makeability.
pub trait Rule {
    /// What it is about.
    const ABOUT: About;

    /// Its margins on a bag, one a place, always the same places in the same order for one structure.
    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>);
}

/// All margins of a bag, in the order of the rules.
pub fn margins<S: Scalar>(bag: &Bag<'_, S>) -> Vec<Margin<S>> {
    let mut out = Vec::with_capacity(160);
    rules::all(bag, &mut out);
    out
}
