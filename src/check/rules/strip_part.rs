//! A part of a strip is long enough to be handled.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::units::Unit;

/// Least length of a part, mm: a guess.
const LEAST: f64 = 4.0;

/// Every part of a strip, from cut to cut, without its laps.
#[derive(Debug)]
pub(super) struct StripPart;

impl Rule for StripPart {
    const ABOUT: About = About {
        code: "strip-part",
        title: "a part of a strip is long enough to be handled",
        reason: "Between two joints a part must be held, pricked and turned; where its ends meet it is no part at all.",
        source: "guess: 4 mm",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (strip, numbers) in bag.frame.strips.iter().enumerate() {
            for (part, [from, to]) in numbers.parts.iter().enumerate() {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::StripPart(strip, part),
                    measured: *to - *from,
                    required: S::constant(LEAST),
                    at_most: false,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}
