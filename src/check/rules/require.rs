//! What the style itself demands.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;

/// The `[[require]]` lines of the style.
#[derive(Debug)]
pub(super) struct Require;

impl Rule for Require {
    const ABOUT: About = About {
        code: "require",
        title: "what the style demands",
        reason: "A style knows what its bag needs beyond the rules of the bench; each demand says why.",
        source: "the style file",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let value = |id: usize| bag.frame.values[id];
        for (index, require) in bag.structure.bound.requires.iter().enumerate() {
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: Site::Require(index),
                measured: require.lhs.eval(&value),
                required: require.rhs.eval(&value),
                at_most: false,
                unit: require.unit,
                guess: false,
            });
        }
    }
}
