//! A flap reaches its closure and no further than the bag.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::footprint_of;
use crate::geom::Scalar;
use crate::units::Unit;

use super::parts::is_sewn;

/// How far two halves of a closure may miss each other, mm: a guess.
const MISS: f64 = 1.0;

/// Where the half on the flap lands, there is leather for the other half.
#[derive(Debug)]
pub(super) struct FlapReach;

impl Rule for FlapReach {
    const ABOUT: About = About {
        code: "flap-reach",
        title: "the flap reaches down to its closure",
        reason: "The half on the flap lands where the folded bag brings it; the other half must find its whole footprint \
                 on the panel below the open edge.",
        source: "edge of the part in stock (guess: 2 mm)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, part) in bag.structure.bound.halves.iter().enumerate() {
            if part.b.1.is_some() {
                continue;
            }
            let entry = &bag.structure.entries[part.part];
            let (host, landing) = (part.b.0, bag.pose.halves[index][1]);
            for edge in 0..bag.structure.bound.panels[host].edges.len() {
                if is_sewn(bag, host, edge) || bag.fold_at(host, edge).is_some() {
                    continue;
                }
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::HalfEdge(index, 1, edge),
                    measured: bag.inside_edge(host, edge, landing).plus(-0.5 * footprint_of(entry)),
                    required: S::constant(entry.figure("edge")),
                    at_most: false,
                    unit: Unit::Length,
                    guess: entry.is_guess("edge"),
                });
            }
        }
    }
}

/// A closed flap ends above the ground.
#[derive(Debug)]
pub(super) struct FlapGround;

impl Rule for FlapGround {
    const ABOUT: About = About {
        code: "flap-ground",
        title: "a closed flap ends above the base",
        reason: "A flap longer than the bag is high keeps it from standing.",
        source: "geometry of the folded bag",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for part in &bag.structure.bound.halves {
            let panel = part.a.0;
            let folds = &bag.structure.bound.folds;
            // Only what hangs on a fold closes over the bag.
            let hangs = folds.iter().any(|fold| fold.join.iter().any(|(on, _)| *on == panel));
            let stand = bag.pose.stands.get(panel).and_then(Option::as_ref);
            let Some(stand) = stand.filter(|_| hangs) else { continue };
            for (edge, corner) in bag.frame.outside(panel).corners.iter().enumerate() {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Corner(panel, edge),
                    measured: stand.point(corner.point).y,
                    required: S::zero(),
                    at_most: false,
                    unit: Unit::Length,
                    guess: false,
                });
            }
        }
    }
}

/// Halves that both have a place come to lie on each other.
#[derive(Debug)]
pub(super) struct ClosureMisses;

impl Rule for ClosureMisses {
    const ABOUT: About = About {
        code: "closure-misses",
        title: "both halves of a closure meet when the bag is closed",
        reason: "A closure whose halves miss each other does not close.",
        source: "guess: 1 mm",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, miss) in bag.pose.misses.iter().enumerate() {
            let Some(miss) = miss else { continue };
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: Site::Part(index),
                measured: *miss,
                required: S::constant(MISS),
                at_most: true,
                unit: Unit::Length,
                guess: true,
            });
        }
    }
}
