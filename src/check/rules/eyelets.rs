//! Parts set in a row do not touch.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::footprint_of;
use crate::geom::Scalar;
use crate::units::Unit;

/// Least distance of two rims, mm: a guess.
const APART: f64 = 1.0;

/// Every run of a row that sets parts instead of stitches.
#[derive(Debug)]
pub(super) struct EyeletApart;

impl Rule for EyeletApart {
    const ABOUT: About = About {
        code: "eyelet-apart",
        title: "eyelets in a row do not touch",
        reason: "Rims that meet cannot both be pressed flat, and the leather between them is cut through. Counted along the \
                 row.",
        source: "rim of the part in stock; 1 mm between them a guess",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let rows = bag.structure.bound.rows.iter().zip(&bag.frame.rows).enumerate();
        for (row, (bound, numbers)) in rows {
            let Some(part) = bound.uses.map(|slot| &bag.structure.entries[slot]) else { continue };
            for (run, stretch) in numbers.runs.iter().enumerate() {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Run(row, run),
                    measured: stretch.spacing,
                    required: S::constant(footprint_of(part) + APART),
                    at_most: false,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}
