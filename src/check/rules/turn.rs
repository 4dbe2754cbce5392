//! A turned-over edge lies on its own panel.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::style::bound::Allowance;
use crate::units::Unit;

use super::allowance::turn_of;

/// Every edge that is turned over, against how far its panel goes on behind it.
#[derive(Debug)]
pub(super) struct TurnFits;

/// How far a panel reaches behind an edge: its farthest corner, square to the line from the edge's start to its end.
fn behind<S: Scalar>(bag: &Bag<'_, S>, panel: usize, edge: usize) -> S {
    let drawn = &bag.frame.panels[panel];
    let (a, b) = (drawn.corner_before(edge).point, drawn.corners[edge].point);
    let along = (b - a).normalized();
    let corners = drawn.corners.iter().map(|corner| along.cross(corner.point - a));
    corners.reduce(Scalar::max).unwrap_or_else(S::zero)
}

impl Rule for TurnFits {
    const ABOUT: About = About {
        code: "turn-fits",
        title: "a turned-over edge is no wider than half its panel",
        reason: "Turned further it meets what is turned over at the other side, or comes out there.",
        source: "guess: half of the panel behind the edge",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let joints = bag.structure.bound.joints.iter();
        for joint in joints.filter(|joint| joint.allowance == Allowance::TurnOver) {
            let mut known: Vec<(usize, usize)> = Vec::new();
            for (panel, edge) in joint.chain.edges() {
                if known.contains(&(panel, edge)) {
                    continue;
                }
                known.push((panel, edge));
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Edge(panel, edge),
                    measured: turn_of(bag, joint),
                    required: behind(bag, panel, edge).scale(0.5),
                    at_most: true,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}
