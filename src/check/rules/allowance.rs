//! What is cut beyond a seam holds its stitches.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::style::bound::{Allowance, Joint, Leaf};
use crate::units::Unit;

use super::hole_edge::least_to_edge;

/// Seam allowances, and turn-overs that are sewn down.
#[derive(Debug)]
pub(super) struct AllowanceLeast;

/// How far a turned-over edge comes back: without what its bend takes.
pub(super) fn turn_of<S: Scalar>(bag: &Bag<'_, S>, joint: &Joint) -> S {
    let Some(add) = joint.add else { return S::zero() };
    match bag.structure.bound.leaves.get(add) {
        Some(Leaf::TurnOver { turn, .. }) => bag.frame.values[*turn],
        _ => bag.frame.values[add],
    }
}

impl Rule for AllowanceLeast {
    const ABOUT: About = About {
        code: "allowance-least",
        title: "an allowance holds the stitches beside it",
        reason: "A turned seam is sewn on its net line: all that keeps the thread from tearing out is the allowance. An \
                 edge that is turned over and sewn down must reach as far past its stitches.",
        source: "edge of the leather (guess: 1 mm), slit of the iron in stock",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let structure = bag.structure;
        let bound = &structure.bound;
        for (index, joint) in bound.joints.iter().enumerate() {
            let row = joint.row.filter(|row| !bound.rows[*row].glued);
            let Some(add) = joint.add else { continue };
            let measured = match (joint.allowance, row) {
                (Allowance::Seam, _) => bag.frame.values[add],
                // How far the stitches of its own row run inside the edge.
                (Allowance::TurnOver, Some(row)) if !joint.chain.stretches.is_empty() => {
                    turn_of(bag, joint) - bag.frame.rows[row].inset
                }
                _ => continue,
            };
            let leathers = joint.chain.stretches.iter().map(|s| structure.panel_leather(s.panel));
            let iron = row.map(|row| &structure.entries[bound.rows[row].iron]);
            let least = leathers
                .clone()
                .map(|leather| match iron {
                    Some(iron) => least_to_edge(leather, iron),
                    None => leather.figure("edge").max(0.0),
                })
                .fold(0.0, f64::max);
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: Site::Joint(index),
                measured,
                required: S::constant(least),
                at_most: false,
                unit: Unit::Length,
                guess: leathers.clone().any(|leather| leather.is_guess("edge"))
                    || iron.is_some_and(|iron| iron.is_guess("slit")),
            });
        }
    }
}
