//! Stitches keep the pitch of the iron.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::units::Unit;

/// How far the mean stitch of a run may be from the iron's pitch.
#[derive(Debug)]
pub(super) struct PitchDrift;

impl Rule for PitchDrift {
    const ABOUT: About = About {
        code: "pitch-drift",
        title: "a whole number of stitches fits the run at the iron's pitch",
        reason: "An iron sets its own distance; a hand can spread or squeeze it a little, not more. On a long run some \
                 whole number always fits; on a short one the length itself must suit the pitch.",
        source: "tolerance of the iron in stock (guess: 0.15 mm a stitch)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (row, (bound, numbers)) in
            bag.structure.bound.rows.iter().zip(&bag.frame.rows).enumerate()
        {
            let iron = &bag.structure.entries[bound.iron];
            for (run, stretch) in
                numbers.runs.iter().enumerate().filter(|(_, stretch)| !stretch.free)
            {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Run(row, run),
                    measured: stretch.spacing.plus(-numbers.pitch).abs(),
                    required: S::constant(iron.figure("tolerance")),
                    at_most: true,
                    unit: Unit::Length,
                    guess: iron.is_guess("tolerance"),
                });
            }
        }
    }
}
