//! The review: every margin that has geometry is measured again on the cut pieces, and the pieces themselves are examined.

use crate::draft::Draft;

use super::remeasure::Pieces;
use super::{Bag, EPSILON, Fault, Margin, examine, margins};

/// What was found on a draft.
#[derive(Clone, Debug)]
pub struct Review {
    /// Every margin of the rules, measured on the pieces where they show it.
    pub margins: Vec<Margin>,
    /// How many of them were measured on the pieces; the others are formulas, pose or stock figures alone.
    pub measured: usize,
    /// Faults of the pieces themselves: outlines that cross, holes without mates.
    pub faults: Vec<Fault>,
}

impl Review {
    /// Reviews a draft of a bag.
    pub fn of(bag: &Bag<'_, f64>, draft: &Draft) -> Self {
        let mut list = margins(bag);
        let pieces = Pieces { structure: bag.structure, bag, draft };
        let mut measured = 0;
        for margin in &mut list {
            if let Some(value) = pieces.measure(margin) {
                margin.measured = value;
                measured += 1;
            }
        }
        Self { margins: list, measured, faults: examine::examine(bag.structure, draft) }
    }

    /// True if no hard rule objects.
    pub fn is_makeable(&self) -> bool {
        self.faults.is_empty() && self.margins.iter().all(Margin::holds_again)
    }

    /// The margins that do not hold.
    pub fn broken(&self) -> impl Iterator<Item = &Margin> {
        self.margins.iter().filter(|margin| !margin.holds_again())
    }
}

/// Two figures of one margin agree: lengths within 0.01 mm, ratios within 1e-4.
pub fn agree(frame: &Margin, review: &Margin) -> bool {
    let tolerance = if frame.unit == crate::units::Unit::Number { 1e-4 } else { 0.01 };
    (frame.measured - review.measured).abs() <= tolerance + EPSILON
}
