//! The rules of the bench: each written once over a scalar, so that the solver searches with it and the review reports it.

mod bag;
pub mod examine;
mod fault;
mod margin;
mod remeasure;
mod review;
pub mod rules;

pub use bag::Bag;
pub use fault::Fault;
pub use margin::{EPSILON, Margin, Site};
pub use review::{Review, agree};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::Brief;
    use crate::draft::draft;
    use crate::frame::{Counts, Structure};
    use crate::stock::Stock;
    use crate::style::Style;

    /// The figures the solver searches with and those measured on the cut pieces are the same.
    #[test]
    fn the_review_agrees_with_the_frame() {
        for (name, size) in
            [("petite-flap", Some("nano")), ("petite-flap", None), ("card-charm", None)]
        {
            let style = Style::builtin(name).unwrap();
            let mut brief = Brief::new(&style);
            if let Some(size) = size {
                brief = brief.size(size).unwrap().want_text("corner", "12").unwrap();
            }
            let structure = Structure::of(&brief, &Stock::builtin()).unwrap();
            let bag = Bag::at(&structure, &structure.wish, &Counts::default());
            let draft = draft(&structure, &bag.frame, &bag.pose);
            let review = Review::of(&bag, &draft);
            assert_eq!(review.faults, [], "{name} {size:?}");
            for (frame, review) in margins(&bag).iter().zip(&review.margins) {
                let place = frame.site.name(&structure);
                let (a, b) = (frame.measured, review.measured);
                assert!(
                    agree(frame, review),
                    "{name}: {} at {place}: frame {a}, pieces {b}",
                    frame.rule
                );
            }
            let broken: Vec<&Margin> = review.broken().collect();
            assert!(broken.is_empty(), "{name} {size:?}: {broken:?}");
            // Formulas, pose and stock figures have no geometry on the pieces; everything else is measured there.
            let share = 100 * review.measured / review.margins.len();
            assert!(
                share >= 70,
                "{name}: only {share} % of the margins are measured on the pieces"
            );
        }
    }
}
