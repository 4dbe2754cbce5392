//! The bag as the rules see it: numbers and pose at one place of the parameters.

use crate::frame::{Counts, Disc, Frame, RowFrame, StitchLine, Structure, frame};
use crate::geom::{Scalar, Segment, Vec2};
use crate::pose::{Pose, pose};
use crate::style::bound::Chain;

/// A frame with its pose.
#[derive(Clone, Debug)]
pub struct Bag<'s, S> {
    /// What does not vary.
    pub structure: &'s Structure,
    /// The numbers.
    pub frame: Frame<S>,
    /// The folded bag.
    pub pose: Pose<S>,
}

impl<'s, S: Scalar> Bag<'s, S> {
    /// Evaluates the bag.
    pub fn at(structure: &'s Structure, x: &[S], counts: &Counts) -> Self {
        let frame = frame(structure, x, counts);
        let pose = pose(structure, &frame);
        Self { structure, frame, pose }
    }

    /// The sides of rows that run on a panel: row, side, edges.
    pub(crate) fn rows_on(
        &self,
        panel: usize,
    ) -> impl Iterator<Item = (usize, usize, &'s [usize])> + use<'s, S> {
        let structure = self.structure;
        structure.bound.rows.iter().enumerate().flat_map(move |(row, bound)| {
            bound.sides.iter().enumerate().filter_map(move |(side, chain)| match chain {
                Chain::Panel { panel: on, edges } if *on == panel => {
                    Some((row, side, edges.as_slice()))
                }
                _ => None,
            })
        })
    }

    /// The fold at an edge of a panel, if there is one.
    pub(crate) fn fold_at(&self, panel: usize, edge: usize) -> Option<usize> {
        self.structure.bound.folds.iter().position(|fold| fold.join.contains(&(panel, edge)))
    }

    /// Distance of a point inside an edge of a panel: negative outside.
    pub(crate) fn inside_edge(&self, panel: usize, edge: usize, p: Vec2<S>) -> S {
        nearest(self.frame.panels[panel].edge(edge).iter().map(|part| part.segment), p)
    }

    /// Distance of a point inside the straight line of an edge at a fold, also beyond the edge's ends: a bend zone runs
    /// on under sides that lean out.
    pub(crate) fn inside_fold(&self, panel: usize, edge: usize, p: Vec2<S>) -> S {
        let panel = &self.frame.panels[panel];
        let (a, b) = (panel.corner_before(edge).point, panel.corners[edge].point);
        (b - a).normalized().cross(p - a)
    }

    /// The edges of a walk that are arcs, with their radii; one that is straight or bends inward is as wide as can be.
    pub(crate) fn arcs_of(&self, panel: usize, edges: &[usize]) -> Vec<(usize, S)> {
        let drawn = &self.frame.panels[panel];
        let curved = |edge: &&usize| self.structure.bound.panels[panel].edges[**edge].sag.is_some();
        let radius = |edge: &usize| {
            let body = drawn.body(*edge);
            let outward = body.turn.value() > 0.0;
            let circle = body.segment.circle().filter(|_| outward);
            (*edge, circle.map_or_else(|| S::constant(f64::from(u16::MAX)), |(_, radius)| radius))
        };
        edges.iter().filter(curved).map(radius).collect()
    }

    /// The stitch line of a side between its end holes, as segments.
    pub(crate) fn stitch_segments(&self, row: usize, side: usize) -> Vec<Segment<S>> {
        let Some(Chain::Panel { panel, edges }) = self.structure.bound.rows[row].sides.get(side)
        else {
            return Vec::new();
        };
        let numbers = &self.frame.rows[row];
        let (from, to) = stretch(numbers, side);
        let panel = &self.frame.panels[*panel];
        let line = StitchLine::of(panel, edges, numbers.inset);
        line.between(panel, edges, numbers.inset, from, to)
    }

    /// The first (0) or last (1) hole of a side, on its panel as drawn.
    pub(crate) fn end_hole(&self, row: usize, side: usize, end: usize) -> Option<Vec2<S>> {
        let segments = self.stitch_segments(row, side);
        if end == 0 { segments.first().map(|s| s.a) } else { segments.last().map(|s| s.b) }
    }
}

/// From the first to the last hole of a side, on its own stitch line.
fn stretch<S: Scalar>(row: &RowFrame<S>, side: usize) -> (S, S) {
    let start = row.sides[side].start;
    let first = row.runs.first().map_or_else(S::zero, |run| run.first);
    let last = row.runs.last().map_or_else(S::zero, |run| run.last);
    (start + first, start + row.sewn - last)
}

/// The least signed distance of a point from some segments.
pub(crate) fn nearest<S: Scalar>(segments: impl Iterator<Item = Segment<S>>, p: Vec2<S>) -> S {
    let mut least: Option<S> = None;
    for segment in segments {
        let distance = segment.signed_distance(p);
        least = Some(match least {
            // Of two equally far (a shared end) the one that sees the point outside is right at a convex corner.
            Some(least) if least.value().abs() < distance.value().abs() => least,
            _ => distance,
        });
    }
    least.unwrap_or_else(|| S::constant(f64::INFINITY))
}

/// Room of a disc to a line whose signed distance to its center is given.
pub(crate) fn clear<S: Scalar>(distance: S, disc: &Disc<S>) -> S {
    distance - disc.radius
}
