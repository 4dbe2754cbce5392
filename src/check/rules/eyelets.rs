//! Parts set in a row do not touch.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::footprint_of;
use crate::geom::Scalar;
use crate::units::Unit;

use super::hole_hole::least_spacing;

/// Least distance of two rims, mm: a guess.
const APART: f64 = 1.0;

/// The mouth of a body that widens bends: straight across it is so much less than along it, at most.
const STRAIGHT: f64 = 0.995;

/// Every run of a row that sets parts instead of stitches.
#[derive(Debug)]
pub(super) struct EyeletApart;

impl Rule for EyeletApart {
    const ABOUT: About = About {
        code: "eyelet-apart",
        title: "eyelets in a row do not touch",
        reason: "Rims that meet cannot both be pressed flat, and the leather between them is cut through. Counted along the \
                 row; from joints that the row avoids to their stitches.",
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
            if let Some(margin) = off_joints(bag, row) {
                out.push(margin);
            }
        }
    }
}

/// How far the nearest part stands from the joints it avoids: at every place where the line goes on to another piece, less
/// how far those seams' stitches lie beside it.
fn off_joints<S: Scalar>(bag: &Bag<'_, S>, row: usize) -> Option<Margin<S>> {
    let (bound, numbers) = (&bag.structure.bound.rows[row], &bag.frame.rows[row]);
    let part = &bag.structure.entries[bound.uses?];
    let (run, line) = (numbers.runs.first()?, &numbers.sides.first()?.line);
    let beside = bound.avoid.iter().flat_map(|other| &bag.frame.rows[*other].sides);
    let beside = beside.map(|side| side.line.inset.abs()).reduce(Scalar::max)?;
    let webs = bound.avoid.iter().map(|other| {
        let of = &bag.structure.bound.rows[*other];
        if of.glued { 0.0 } else { 0.5 * least_spacing(&bag.structure.entries[of.iron]) }
    });
    let mut nearest: Option<S> = None;
    let mut at = S::zero();
    for (index, of) in line.parts.iter().enumerate() {
        let before = if index == 0 { line.parts.last() } else { line.parts.get(index - 1) };
        let goes_on = before.is_some_and(|before| before.panel != of.panel);
        if goes_on && (index > 0 || numbers.closed) {
            // Midway between two parts it is half a step, at a part nothing.
            let steps = (at - run.first) / run.spacing;
            let rest = steps.plus(-steps.value().floor() - 0.5).abs();
            let off = (S::constant(0.5) - rest) * run.spacing.scale(STRAIGHT);
            nearest = Some(nearest.map_or(off, |least| least.min(off)));
        }
        at = at + of.length();
    }
    // A closed row of one piece is joined where it starts.
    let own = numbers.closed.then_some(run.first);
    Some(Margin {
        rule: EyeletApart::ABOUT.code,
        site: Site::Side(row, 0),
        measured: nearest.or(own)? - beside,
        required: S::constant(0.5 * footprint_of(part) + webs.fold(0.0, f64::max)),
        at_most: false,
        unit: Unit::Length,
        guess: true,
    })
}
