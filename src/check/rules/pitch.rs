//! Stitches keep the pitch of the iron: in the mean, and each one of them.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::RunFrame;
use crate::geom::Scalar;
use crate::style::bound::{Row, RowKind};
use crate::units::Unit;

/// The runs of a row that keep the iron's pitch: not those of parts, of a number that is asked for, of glue, and not
/// the strokes of a cross.
fn paced<'a, S>(
    bound: &'a Row,
    runs: &'a [RunFrame<S>],
) -> impl Iterator<Item = (usize, &'a RunFrame<S>)> {
    let none = bound.glued || bound.uses.is_some() || bound.count.is_some();
    let box_only = matches!(bound.kind, RowKind::Box(_, true));
    let paced = if none {
        0
    } else if box_only {
        4
    } else {
        runs.len()
    };
    runs.iter().enumerate().take(paced)
}

/// Whatever the length of a short side of a box: one stitch, which is off by nothing.
fn unless_free<S: Scalar>(run: &RunFrame<S>, off: S) -> S {
    if run.free { S::zero() } else { off }
}

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
            for (run, stretch) in paced(bound, &numbers.runs) {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Run(row, run),
                    measured: unless_free(stretch, stretch.spacing.plus(-numbers.pitch).abs()),
                    required: S::constant(iron.figure("tolerance")),
                    at_most: true,
                    unit: Unit::Length,
                    guess: iron.is_guess("tolerance"),
                });
            }
        }
    }
}

/// How far any single hole distance of a run may be from the iron's pitch.
#[derive(Debug)]
pub(super) struct ChordDrift;

impl Rule for ChordDrift {
    const ABOUT: About = About {
        code: "chord-drift",
        title: "every single stitch keeps the iron's pitch, also round corners",
        reason: "Holes on the leading side are equally far apart in a straight line, which is less than the stitch line \
                 between them where it bends; on the other side the same stitches are drawn out. Both must stay within \
                 what a hand can vary the iron. Bounded here in closed form; the review measures every distance.",
        source: "arc less chord c^3 / (24 R^2); tolerance of the iron in stock (guess)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (row, (bound, numbers)) in
            bag.structure.bound.rows.iter().zip(&bag.frame.rows).enumerate()
        {
            let iron = &bag.structure.entries[bound.iron];
            for (run, stretch) in paced(bound, &numbers.runs) {
                let off = stretch.spacing.plus(-numbers.pitch);
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Run(row, run),
                    measured: unless_free(
                        stretch,
                        (off + stretch.excess).max(stretch.shrink - off),
                    ),
                    required: S::constant(iron.figure("tolerance")),
                    at_most: true,
                    unit: Unit::Length,
                    guess: iron.is_guess("tolerance"),
                });
            }
        }
    }
}
