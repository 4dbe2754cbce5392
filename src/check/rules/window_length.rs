//! A zipper is long enough to open and no longer than it is sold.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::units::Unit;

/// Least opening, mm: a guess (the slider and a fingertip's edge).
const LEAST: f64 = 10.0;

/// The length of every opening.
#[derive(Debug)]
pub(super) struct WindowLength;

impl Rule for WindowLength {
    const ABOUT: About = About {
        code: "window-length",
        title: "a zipper opens, and is sold in its length",
        reason: "A shorter opening is filled by its slider; a longer one than any zipper of the kind cannot be closed.",
        source: "guess: 10 mm; longest of the zipper in stock",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let windows = bag.structure.bound.windows.iter().zip(&bag.frame.windows);
        for (index, (of, window)) in windows.enumerate() {
            let entry = &bag.structure.entries[of.part];
            let mut push = |required: f64, at_most: bool, guess: bool| {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Window(index),
                    measured: window.length(),
                    required: S::constant(required),
                    at_most,
                    unit: Unit::Length,
                    guess,
                });
            };
            push(LEAST, false, true);
            if entry.kind.figure("longest").is_some() {
                push(entry.figure("longest"), true, entry.is_guess("longest"));
            }
        }
    }
}
