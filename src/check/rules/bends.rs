//! Leather is not bent tighter than it takes.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::units::Unit;

/// The inside radius of a fold. A soft fold has no crease; straps are skived where they go round a ring: neither is
/// judged.
#[derive(Debug)]
pub(super) struct BendRadius;

impl Rule for BendRadius {
    const ABOUT: About = About {
        code: "bend-radius",
        title: "a fold is no tighter than the leather takes",
        reason: "Bent tighter, the grain cracks outside or wrinkles inside the fold.",
        source: "bend_least of the leather in stock (guess: 0.5 t for soft, 1 t for vegetable-tanned leather)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, (fold, numbers)) in
            bag.structure.bound.folds.iter().zip(&bag.frame.folds).enumerate()
        {
            if fold.soft {
                continue;
            }
            let leather = bag.structure.panel_leather(fold.join[0].0);
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: Site::Fold(index),
                measured: numbers.radius,
                required: S::constant(leather.figure("bend_least") * leather.figure("t")),
                at_most: false,
                unit: Unit::Length,
                guess: leather.is_guess("bend_least"),
            });
        }
    }
}
