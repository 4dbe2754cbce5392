//! A wall that leans in does not close before its top.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::units::Unit;

/// Least radius left at the narrow end, mm: a guess.
const LEAST: f64 = 2.0;

/// Every arc that a flaring strip follows.
#[derive(Debug)]
pub(super) struct Sector;

impl Rule for Sector {
    const ABOUT: About = About {
        code: "sector",
        title: "a wall that leans in leaves its mouth open",
        reason: "A wall of equal slope over an arc is a sector of a cone: leaning in by f it ends in an arc of radius r - f, \
                 which must be there.",
        source: "geometry; 2 mm left a guess",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, strip) in bag.structure.bound.strips.iter().enumerate() {
            let Some(flare) = strip.flare.map(|leaf| bag.frame.values[leaf]) else { continue };
            let inward = flare.min(S::zero());
            let rounded = bag.corners_of(&strip.along).into_iter().filter_map(|(panel, edge)| {
                let radius = bag.frame.panels[panel].corners[edge].radius?;
                Some((Site::StripCorner(index, panel, edge), radius))
            });
            let arcs = bag.arcs_of(&strip.along).into_iter();
            let arcs =
                arcs.map(|(panel, edge, radius)| (Site::StripArc(index, panel, edge), radius));
            for (site, radius) in rounded.chain(arcs) {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site,
                    measured: radius + inward,
                    required: S::constant(LEAST),
                    at_most: false,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}
