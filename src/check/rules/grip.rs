//! What is riveted through leather fits its thickness.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::units::Unit;

/// Halves of press studs: neither thinner nor thicker leather than their post takes.
#[derive(Debug)]
pub(super) struct PartGrip;

impl Rule for PartGrip {
    const ABOUT: About = About {
        code: "part-grip",
        title: "a press stud grips the leather it is set in",
        reason: "In leather that is too thin the post folds over and the stud turns; through leather that is too thick it \
                 does not reach the other side. Counted through the layer it is set in: of a lined flap the lining.",
        source: "grip_least and grip of the part in stock (line 20: 1 to 2.5 mm, hammeranddye.com)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let structure = bag.structure;
        for (part, bound) in structure.bound.halves.iter().enumerate() {
            let entry = &structure.entries[bound.part];
            for (half, host) in [bound.a.0, bound.b.0].into_iter().enumerate() {
                // As it is drafted: half a of a lined panel is set in the lining.
                let lining = structure.panel_lining[host].filter(|_| half == 0);
                let stack = lining.map_or_else(
                    || structure.panel_leather(host).figure("t"),
                    |lining| structure.lining_thickness(lining),
                );
                for (name, at_most) in [("grip_least", false), ("grip", true)] {
                    if entry.kind.figure(name).is_none() {
                        continue;
                    }
                    out.push(Margin {
                        rule: Self::ABOUT.code,
                        site: Site::Half(part, half),
                        measured: S::constant(stack),
                        required: S::constant(entry.figure(name)),
                        at_most,
                        unit: Unit::Length,
                        guess: entry.is_guess(name),
                    });
                }
            }
        }
    }
}
