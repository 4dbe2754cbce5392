//! From a wish to the nearest makeable bag: projection, counts, steps, and the words for what was moved.

mod explain;
mod limits;
mod problem;
mod search;
mod snap;
mod solved;

pub use explain::Because;
pub use solved::{Adjustment, Makeable, Solved, Unmakeable};

use crate::check::{Bag, Review};
use crate::draft::{Draft, draft};
use crate::frame::{Counts, Structure};

/// Finds the makeable bag nearest to the structure's wish.
///
/// A wish that is makeable comes back bit for bit. A moved value lies on its step (0.1 mm, 0.5°, 0.005) where a
/// makeable bag was found there. Pinned values are never moved.
///
/// # Errors
/// [`Unmakeable`] with the rules that clash where the search ended. That is no proof that no bag exists.
pub fn solve(structure: Structure) -> Result<Solved, Unmakeable> {
    let found = search::search(&structure)?;
    let explained = explain::adjustments(&structure, &found);
    let bag = Bag::at(&structure, &found.x, &found.counts);
    let exceeded = limits::exceeded(&structure, &bag.frame);
    if !exceeded.is_empty() {
        return Err(Unmakeable::of(exceeded));
    }
    let draft = draft(&structure, &bag.frame, &bag.pose);
    let review = Review::of(&bag, &draft);
    if !review.is_makeable() {
        // The frame let pass what the pieces refuse: a fault of the program, told as what it is.
        return Err(Unmakeable::refused(&structure, &review));
    }
    let (frame, pose) = (bag.frame, bag.pose);
    let makeable = Makeable::new(structure, frame, pose, draft, review, explained);
    Ok(Solved::new(makeable, found))
}

/// Judges one bag by its pieces alone: the values of all parameters in, what the review says out.
///
/// This is the judge that outside checks use: it neither searches nor moves anything. Counts are the nearest.
pub fn judge(structure: &Structure, x: &[f64]) -> (Draft, Review) {
    let bag = Bag::at(structure, x, &Counts::default());
    let draft = draft(structure, &bag.frame, &bag.pose);
    let review = Review::of(&bag, &draft);
    (draft, review)
}
