//! What is sewn together is equally long.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::StitchLine;
use crate::geom::Scalar;
use crate::style::ast::Fit;
use crate::style::bound::Chain;
use crate::units::Unit;

/// Two stitch lines may differ by this and still be eased in by hand, mm.
const EASE: f64 = 0.05;

/// The stitch lines of a seam's sides are equal.
#[derive(Debug)]
pub(super) struct SeamLength;

impl Rule for SeamLength {
    const ABOUT: About = About {
        code: "seam-length",
        title: "both sides of a seam are equally long on the stitch line",
        reason: "Holes meet one by one, so that a longer side puckers or runs past the other's end. Stitch lines are \
                 compared, never cut edges: around a corner they differ by inset times turning.",
        source: "creativitycats.blogspot.com/2014/02/drawstring-pouch.html (a circle that did not fit); 0.05 mm a guess",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (row, (bound, numbers)) in
            bag.structure.bound.rows.iter().zip(&bag.frame.rows).enumerate()
        {
            if bound.fit == Fit::Shorter {
                continue;
            }
            let Some(lead) = numbers.sides.get(bound.lead) else { continue };
            for (side, other) in
                numbers.sides.iter().enumerate().filter(|(side, _)| *side != bound.lead)
            {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Side(row, side),
                    measured: (other.length - lead.length).abs(),
                    required: S::constant(EASE),
                    at_most: true,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}

/// Corners of two flat panels that are sewn together may lie apart by this on the stitch line, mm: a guess of the plan.
const APART: f64 = 0.5;

/// Two flat panels sewn edge to edge turn at the same places.
#[derive(Debug)]
pub(super) struct CornerMismatch;

impl Rule for CornerMismatch {
    const ABOUT: About = About {
        code: "corner-mismatch",
        title: "two panels sewn edge on edge turn at the same places",
        reason: "Stitch lines of equal length are not enough: where one panel turns its corner and the other runs on, \
                 flat leather cannot follow.",
        source: "guess: 0.5 mm on the stitch line",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (row, (bound, numbers)) in
            bag.structure.bound.rows.iter().zip(&bag.frame.rows).enumerate()
        {
            // Along a side: where its straights and arcs end, from the start of what is sewn.
            let joints = |side: usize| match &bound.sides[side] {
                Chain::Panel { panel, edges } => {
                    let line = StitchLine::of(&bag.frame.panels[*panel], edges, numbers.inset);
                    let start = numbers.sides[side].start;
                    let inner = line.reached.len().saturating_sub(1);
                    Some(line.reached[..inner].iter().map(|at| *at - start).collect::<Vec<S>>())
                }
                Chain::Strip { .. } => None,
            };
            let sides = bound.sides.len();
            let Some(lead) = (sides > 1).then(|| joints(bound.lead)).flatten() else { continue };
            for side in (0..sides).filter(|side| *side != bound.lead) {
                let Some(other) = joints(side) else { continue };
                // Another number of corners is another shape altogether.
                let apart = if other.len() == lead.len() {
                    other.iter().zip(&lead).map(|(a, b)| (*a - *b).abs()).reduce(Scalar::max)
                } else {
                    Some(numbers.sewn)
                };
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Side(row, side),
                    measured: apart.unwrap_or_else(S::zero),
                    required: S::constant(APART),
                    at_most: true,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}
