//! Rounded corners have room for themselves and for stitches.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::Corner;
use crate::geom::Scalar;
use crate::style::bound::LayerKind;
use crate::units::Unit;

use super::folds::ends_along;

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
            for edge in 0..numbers.straight.len() {
                let rounded = |corner: &Corner<S>| corner.radius.is_some();
                let ends = [numbers.corner_before(edge), &numbers.corners[edge]];
                if !ends.into_iter().any(rounded) {
                    continue;
                }
                let left = left(bag, panel, edge);
                Self::push(out, panel, edge, left);
                // A lining that hangs inside is smaller at every seam: its roundings shrink with it, sharp corners take
                // from the straight piece.
                for layer in &bag.structure.bound.layers {
                    let Some(less) = layer.less.filter(|_| layer.kind == LayerKind::DropIn) else {
                        continue;
                    };
                    let sharp = ends.into_iter().filter(|corner| !rounded(corner));
                    let takes = sharp.fold(S::zero(), |sum, corner| {
                        sum + corner.turn.scale(0.5).tan().max(S::zero()) * bag.frame.values[less]
                    });
                    if layer.panels.contains(&panel) {
                        Self::push(out, panel, edge, left - takes);
                    }
                }
            }
        }
    }
}

impl CornerRoom {
    fn push<S: Scalar>(out: &mut Vec<Margin<S>>, panel: usize, edge: usize, left: S) {
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

/// The straight piece of an edge less what folds at its ends take.
fn left<S: Scalar>(bag: &Bag<'_, S>, panel: usize, edge: usize) -> S {
    let numbers = &bag.frame.panels[panel];
    let count = numbers.straight.len();
    let (before, after) = ((edge + count - 1) % count, (edge + 1) % count);
    let leaves = numbers.body(edge).segment.tangent(S::zero());
    let mut left = numbers.straight[edge];
    for (other, along) in [(before, leaves), (after, ends_along(numbers, edge))] {
        let fold = bag.fold_at(panel, other);
        let fold = fold.filter(|fold| !bag.structure.bound.folds[*fold].soft);
        if let Some(fold) = fold {
            let folded = numbers.body(other).segment.tangent(S::zero());
            let sine = along.cross(folded).abs();
            left = left - bag.frame.folds[fold].trim / sine;
        }
    }
    left
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
            // Parts are set one by one, and glue follows any corner.
            if bound.glued || bound.uses.is_some() {
                continue;
            }
            for (side, on) in bound.sides.iter().enumerate() {
                let Some(line) = numbers.sides.get(side).map(|side| &side.line) else { continue };
                let corners = bag.corners_of(&on.chain).into_iter().filter_map(|(panel, edge)| {
                    let radius = bag.frame.panels[panel].corners[edge].radius?;
                    Some((Site::RowCorner(row, side, panel, edge), radius))
                });
                let arcs = bag.arcs_of(&on.chain).into_iter();
                let arcs = arcs
                    .map(|(panel, edge, radius)| (Site::RowArc(row, side, panel, edge), radius));
                for (site, radius) in corners.chain(arcs) {
                    out.push(Margin {
                        rule: Self::ABOUT.code,
                        site,
                        measured: radius,
                        required: line.inset.plus(least),
                        at_most: false,
                        unit: Unit::Length,
                        guess: false,
                    });
                }
            }
        }
    }
}
