//! Rounded corners have room for themselves and for stitches.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::style::bound::Chain;
use crate::units::Unit;

/// The straight part between two roundings is there.
#[derive(Debug)]
pub(super) struct CornerRoom;

impl Rule for CornerRoom {
    const ABOUT: About = About {
        code: "corner-room",
        title: "rounded corners leave a straight piece between them",
        reason: "Where two roundings take more of an edge than it has, the outline crosses itself and is no outline.",
        source: "geometry",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (panel, numbers) in bag.frame.panels.iter().enumerate() {
            for (edge, straight) in numbers.straight.iter().enumerate() {
                if numbers.corners[edge].radius.is_none()
                    && numbers.corner_before(edge).radius.is_none()
                {
                    continue;
                }
                // A fold at either end takes its share of the straight piece too.
                let count = numbers.straight.len();
                let along = &numbers.body(edge).segment;
                let mut left = *straight;
                for other in [(edge + count - 1) % count, (edge + 1) % count] {
                    if let Some(fold) = bag.fold_at(panel, other) {
                        let folded = &numbers.body(other).segment;
                        let sine = along.tangent(S::zero()).cross(folded.tangent(S::zero())).abs();
                        left = left - bag.frame.folds[fold].trim / sine;
                    }
                }
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Edge(panel, edge),
                    measured: left,
                    // A thousandth keeps the outline made of real segments.
                    required: S::constant(1e-3),
                    at_most: false,
                    unit: Unit::Length,
                    guess: false,
                });
            }
        }
    }
}

/// The stitch line of a corner is wider than a stitch.
#[derive(Debug)]
pub(super) struct TightCorner;

impl Rule for TightCorner {
    const ABOUT: About = About {
        code: "tight-corner",
        title: "a corner is no tighter than a stitch",
        reason: "Round a corner whose stitch line has a radius below one stitch the thread cuts the corner and the iron \
                 cannot follow: the corner is then sharp and should be drawn so. Round a wider one the other side's \
                 stitches are drawn out by c^3 / (24 R^2), for which half of the iron's tolerance is kept.",
        source: "geometry of an equal-chord walk; tolerance of the iron in stock (guess)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (row, (bound, numbers)) in
            bag.structure.bound.rows.iter().zip(&bag.frame.rows).enumerate()
        {
            let tolerance = bag.structure.entries[bound.iron].figure("tolerance");
            let cube = 1.1 * numbers.pitch * numbers.pitch * numbers.pitch;
            let least = numbers.pitch.max((cube / (12.0 * tolerance.max(1e-6))).sqrt());
            for (side, chain) in bound.sides.iter().enumerate() {
                let Chain::Panel { panel, edges } = chain else { continue };
                let inner = edges.len().saturating_sub(1);
                let corners = edges[..inner].iter().filter_map(|edge| {
                    let radius = bag.frame.panels[*panel].corners[*edge].radius?;
                    Some((Site::RowCorner(row, side, *edge), radius))
                });
                let arcs = bag.arcs_of(*panel, edges);
                let arcs =
                    arcs.into_iter().map(|(edge, radius)| (Site::RowArc(row, side, edge), radius));
                for (site, radius) in corners.chain(arcs) {
                    out.push(Margin {
                        rule: Self::ABOUT.code,
                        site,
                        measured: radius,
                        required: numbers.inset.plus(least),
                        at_most: false,
                        unit: Unit::Length,
                        guess: false,
                    });
                }
            }
        }
    }
}
