//! What is sewn together is equally long.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::style::ast::Fit;
use crate::units::Unit;

/// Two stitch lines may differ by this and still be eased in by hand, mm.
const EASE: f64 = 0.05;

/// The stitch lines of a seam's sides are equal.
#[derive(Debug)]
pub(super) struct SeamLength;

impl Rule for SeamLength {
    const ABOUT: About = About {
        code: "seam-length",
        title: "both sides of a seam are equally long on the stitch line",
        reason: "Holes meet one by one, so that a longer side puckers or runs past the other's end. Stitch lines are \
                 compared, never cut edges: around a corner they differ by inset times turning.",
        source: "creativitycats.blogspot.com/2014/02/drawstring-pouch.html (a circle that did not fit); 0.05 mm a guess",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (row, (bound, numbers)) in
            bag.structure.bound.rows.iter().zip(&bag.frame.rows).enumerate()
        {
            if bound.fit == Fit::Shorter {
                continue;
            }
            let Some(lead) = numbers.sides.get(bound.lead) else { continue };
            for (side, other) in
                numbers.sides.iter().enumerate().filter(|(side, _)| *side != bound.lead)
            {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Side(row, side),
                    measured: (other.length - lead.length).abs(),
                    required: S::constant(EASE),
                    at_most: true,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}
