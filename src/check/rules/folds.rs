//! Two panels that are one piece fit each other at the fold.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::PanelFrame;
use crate::geom::{Scalar, Vec2};
use crate::units::Unit;

/// Edges that are one fold may differ by this, mm.
const EQUAL: f64 = 0.05;
/// Trimmed ends of a fold may step by this and are joined straight, mm.
const STEP: f64 = 1.0;
/// Least flat leather between two folds, mm: a guess.
const FLAT: f64 = 1.0;

/// The edges joined by a fold are equally long.
#[derive(Debug)]
pub(super) struct FoldLength;

impl Rule for FoldLength {
    const ABOUT: About = About {
        code: "fold-length",
        title: "edges joined by a fold are equally long",
        reason: "They are one line of leather.",
        source: "geometry",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, fold) in bag.structure.bound.folds.iter().enumerate() {
            // What a soft fold joins is as long as it is drawn: its ends may be taken off by the seams beside it.
            let [a, b] = fold.join.map(|(panel, edge)| {
                let panel =
                    if fold.soft { bag.frame.outside(panel) } else { &bag.frame.panels[panel] };
                (panel.corners[edge].point - panel.corner_before(edge).point).norm()
            });
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: Site::Fold(index),
                measured: (a - b).abs(),
                required: S::constant(EQUAL),
                at_most: true,
                unit: Unit::Length,
                guess: false,
            });
        }
    }
}

/// The direction in which an edge arrives at its end, before it is rounded.
pub(super) fn ends_along<S: Scalar>(panel: &PanelFrame<S>, edge: usize) -> Vec2<S> {
    let bodies = panel.edge(edge).iter().rev().find(|part| part.radius.is_none());
    bodies.unwrap_or_else(|| panel.body(edge)).segment.tangent(S::constant(1.0))
}

/// How far the end of a fold moves along the fold when its panel is cut back by `setback`.
fn slide<S: Scalar>(bag: &Bag<'_, S>, (panel, edge): (usize, usize), end: usize, setback: S) -> S {
    let panel = &bag.frame.panels[panel];
    let (a, b) = (panel.corner_before(edge).point, panel.corners[edge].point);
    let along = (b - a).normalized();
    let inward = along.left();
    let count = panel.corners.len();
    // The neighbour's direction away from the fold.
    let away: Vec2<S> = if end == 0 {
        -ends_along(panel, (edge + count - 1) % count)
    } else {
        panel.body((edge + 1) % count).segment.tangent(S::zero())
    };
    setback * away.dot(along) / away.dot(inward)
}

/// Where the outlines are not square to the fold, the cut-back ends nearly agree.
#[derive(Debug)]
pub(super) struct FoldStep;

impl Rule for FoldStep {
    const ABOUT: About = About {
        code: "fold-step",
        title: "the outlines of two folded panels run into each other",
        reason: "Each panel is cut back at the fold; where their sides lean differently the ends come apart, and beyond \
                 1 mm the straight join would show.",
        source: "guess: 1 mm",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, (fold, numbers)) in
            bag.structure.bound.folds.iter().zip(&bag.frame.folds).enumerate()
        {
            if fold.soft {
                continue;
            }
            for end in [0, 1] {
                // The far panel's edge runs the other way: its start lies at the near one's end.
                let near = slide(bag, fold.join[0], end, numbers.setback);
                let far = slide(bag, fold.join[1], 1 - end, numbers.setback);
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::FoldEnd(index, end),
                    measured: (near + far).abs(),
                    required: S::constant(STEP),
                    at_most: true,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}

/// Between two folds of one panel some leather stays flat.
#[derive(Debug)]
pub(super) struct FoldRoom;

impl Rule for FoldRoom {
    const ABOUT: About = About {
        code: "fold-room",
        title: "two folds of one panel leave it flat between them",
        reason: "Bend zones that meet make a tube, not two folds.",
        source: "guess: 1 mm flat between the zones",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let folds = &bag.structure.bound.folds;
        // A soft fold has no zone.
        let creases = || folds.iter().enumerate().filter(|(_, fold)| !fold.soft);
        for (a, first) in creases() {
            for (b, second) in creases().filter(|(b, _)| *b > a) {
                for (panel, edge) in first.join {
                    for (_, other) in second.join.iter().filter(|(on, _)| *on == panel) {
                        let drawn = &bag.frame.panels[panel];
                        let (from, to) =
                            (drawn.corner_before(edge).point, drawn.corners[edge].point);
                        let middle = drawn
                            .corner_before(*other)
                            .point
                            .lerp(drawn.corners[*other].point, S::constant(0.5));
                        let apart = (to - from).normalized().cross(middle - from);
                        out.push(Margin {
                            rule: Self::ABOUT.code,
                            site: Site::Folds(a, b),
                            measured: apart
                                - bag.frame.folds[a].setback
                                - bag.frame.folds[b].setback,
                            required: S::constant(FLAT),
                            at_most: false,
                            unit: Unit::Length,
                            guess: true,
                        });
                    }
                }
            }
        }
    }
}
