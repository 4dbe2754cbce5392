//! The bag as the rules see it: numbers and pose at one place of the parameters.

use crate::frame::{Counts, Disc, Frame, StitchLine, Structure, frame};
use crate::geom::{Scalar, Segment, Vec2};
use crate::pose::{Pose, pose};
use crate::style::bound::{Chain, Construction, Curve, Flange, Shape, StripWidth};

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

    /// The sides of pierced rows that run on a panel: row and side.
    pub(crate) fn rows_on(
        &self,
        panel: usize,
    ) -> impl Iterator<Item = (usize, usize)> + use<'s, S> {
        let rows = self.structure.bound.rows.iter().enumerate();
        rows.filter(|(_, bound)| !bound.glued).flat_map(move |(row, bound)| {
            let on = move |chain: &Chain| chain.stretches.iter().any(|part| part.panel == panel);
            let sides = bound.sides.iter().enumerate();
            sides.filter(move |(_, side)| on(&side.chain)).map(move |(side, _)| (row, side))
        })
    }

    /// The fold at an edge of a panel, if there is one.
    pub(crate) fn fold_at(&self, panel: usize, edge: usize) -> Option<usize> {
        self.structure.bound.folds.iter().position(|fold| fold.join.contains(&(panel, edge)))
    }

    /// The fold at an edge of a panel if it is a crease that holes and parts keep off.
    pub(crate) fn crease_at(&self, panel: usize, edge: usize) -> Option<usize> {
        let folds = &self.structure.bound.folds;
        self.fold_at(panel, edge).filter(|fold| !folds[*fold].soft && !folds[*fold].through)
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

    /// What is cut beyond the net line of an edge, at least: the least of what its seams and finishes add.
    pub(crate) fn cut_add(&self, panel: usize, edge: usize) -> S {
        let bound = &self.structure.bound;
        let joints = bound.panels[panel].edges[edge].joints.iter();
        let adds = joints.map(|joint| self.value(bound.joints[*joint].add));
        adds.reduce(Scalar::min).unwrap_or_else(S::zero)
    }

    /// What is cut beyond the net line along a side of a row, at least.
    pub(crate) fn own_add(&self, row: usize, side: usize) -> S {
        let bound = &self.structure.bound;
        let chain = &bound.rows[row].sides[side].chain;
        let own = || bound.joints.iter().filter(|joint| joint.row == Some(row));
        let shares = |other: &Chain| chain.edges().any(|(panel, edge)| other.runs_on(panel, edge));
        let least = |adds: &mut dyn Iterator<Item = S>| adds.reduce(Scalar::min);
        let add = |joint: &crate::style::bound::Joint| self.value(joint.add);
        least(&mut own().filter(|joint| joint.chain == *chain).map(add))
            .or_else(|| least(&mut own().filter(|joint| shares(&joint.chain)).map(add)))
            .or_else(|| least(&mut chain.edges().map(|(panel, edge)| self.cut_add(panel, edge))))
            .unwrap_or_else(S::zero)
    }

    /// The value of a leaf, if there is one; else nothing, as a length.
    pub(crate) fn value(&self, leaf: Option<usize>) -> S {
        leaf.map_or_else(S::zero, |leaf| self.frame.values[leaf])
    }

    /// The corners that a chain goes round: panel and edge before the corner.
    pub(crate) fn corners_of(&self, chain: &Chain) -> Vec<(usize, usize)> {
        let mut corners = Vec::new();
        for stretch in &chain.stretches {
            let count = self.structure.bound.panels[stretch.panel].edges.len();
            let follow = |pair: &&[usize]| (pair[0] + 1) % count == pair[1];
            let inner = stretch.edges.windows(2).filter(follow);
            corners.extend(inner.map(|pair| (stretch.panel, pair[0])));
            let round = chain.closed && stretch.edges.len() == count && chain.stretches.len() == 1;
            if let (true, Some(last)) = (round, stretch.edges.last()) {
                corners.push((stretch.panel, *last));
            }
        }
        corners
    }

    /// The edges of a chain that are drawn as curves, with their least radius; one that bends inward only is as wide as
    /// can be.
    pub(crate) fn arcs_of(&self, chain: &Chain) -> Vec<(usize, usize, S)> {
        let bound = &self.structure.bound;
        let curved = |panel: usize, edge: usize| match &bound.panels[panel].shape {
            Shape::Drawn { courses, .. } => {
                courses.get(edge).is_some_and(|course| !matches!(course.curve, Curve::Line))
            }
            // The long edges of a strip that widens.
            Shape::Part(strip, _) => edge.is_multiple_of(2) && bound.strips[*strip].flare.is_some(),
        };
        let widest = || S::constant(f64::from(u16::MAX));
        let mut arcs: Vec<(usize, usize, S)> = Vec::new();
        for (panel, edge) in chain.edges().filter(|(panel, edge)| curved(*panel, *edge)) {
            if arcs.iter().any(|(known, at, _)| (*known, *at) == (panel, edge)) {
                continue;
            }
            let parts = self.frame.panels[panel].edge(edge).iter();
            let outward = parts.filter(|part| part.radius.is_none() && part.turn.value() > 0.0);
            let radii = outward.filter_map(|part| part.segment.circle()).map(|(_, radius)| radius);
            arcs.push((panel, edge, radii.fold(widest(), Scalar::min)));
        }
        arcs
    }

    /// True if the bend of a flange runs along a side of a strip.
    pub(crate) fn has_flange(&self, strip: usize, side: usize) -> bool {
        let strip = &self.structure.bound.strips[strip];
        let of = &strip.sides[side];
        matches!(strip.width, StripWidth::Outside(_))
            && of.row.is_some()
            && of.flange != Flange::None
            && matches!(of.construction, Construction::Raw | Construction::Bound)
    }

    /// True if the holes of a side lie in the thickness of its leather: it stands on the other's flesh.
    pub(crate) fn in_its_edge(&self, row: usize, side: usize) -> bool {
        in_its_edge(self.structure, row, side)
    }

    /// The panel on which a side of an open row ends, start (0) or end (1), and the edge that crosses it there; none
    /// where it ends in mid-edge, at a dart, or at an edge that the same row sews.
    pub(crate) fn end_at(
        &self,
        row: usize,
        side: usize,
        end: usize,
    ) -> Option<(usize, Option<usize>)> {
        let bound = &self.structure.bound;
        let of = bound.rows.get(row)?;
        let chain = &of.sides.get(side)?.chain;
        if of.closed || chain.closed {
            return None;
        }
        let stretch = if end == 0 { chain.stretches.first() } else { chain.stretches.last() }?;
        let panel = &bound.panels[stretch.panel];
        let count = panel.edges.len();
        let at_start = (end == 0) != stretch.reversed;
        let (whole, crossing) = if at_start {
            (stretch.head <= 0.0, (stretch.edges.first()? + count - 1) % count)
        } else {
            (stretch.tail >= 1.0, (stretch.edges.last()? + 1) % count)
        };
        let own = of.sides.iter().any(|side| side.chain.runs_on(stretch.panel, crossing));
        let crosses = whole && !own && !panel.edges[crossing].dart;
        Some((stretch.panel, crosses.then_some(crossing)))
    }

    /// The stitches of a side between its end holes, as segments on one of its panels, the panel's inside on their left.
    pub(crate) fn stitch_segments(&self, row: usize, side: usize, panel: usize) -> Vec<Segment<S>> {
        let stretches = &self.structure.bound.rows[row].sides[side].chain.stretches;
        let reversed = stretches.iter().any(|part| part.panel == panel && part.reversed);
        let (from, to) = self.sewn(row, side);
        let line = self.frame.rows[row].sides[side].line.between(&self.frame, from, to);
        let own = line.into_iter().filter(|(on, _)| *on == panel);
        own.map(|(_, part)| if reversed { part.reversed() } else { part }).collect()
    }

    /// The first (0) or last (1) hole of a side, on the panel it ends on as drawn; nothing for chains of metal.
    pub(crate) fn end_hole(&self, row: usize, side: usize, end: usize) -> Option<Vec2<S>> {
        let (from, to) = self.sewn(row, side);
        let line = &self.frame.rows[row].sides.get(side)?.line;
        self.end_at(row, side, end)?;
        Some(self.place_on(line, if end == 0 { from } else { to }))
    }

    /// From the first to the last hole of a side, on its own stitch line.
    fn sewn(&self, row: usize, side: usize) -> (S, S) {
        let numbers = &self.frame.rows[row];
        if numbers.closed {
            // Once round there is no end, wherever the first hole is.
            let length = numbers.sides.get(side).map_or_else(S::zero, |side| side.length);
            return (S::zero(), length);
        }
        let start = numbers.sides.get(side).map_or_else(S::zero, |side| side.start);
        let ratio = numbers.sides.get(side).map_or_else(|| S::constant(1.0), |side| side.ratio);
        let first = numbers.runs.first().map_or_else(S::zero, |run| run.first);
        let last = numbers.runs.last().map_or_else(S::zero, |run| run.last);
        (start + first * ratio, start + (numbers.sewn - last) * ratio)
    }

    /// The point of a line at one of its lengths; beyond its ends the line goes on as it is there.
    fn place_on(&self, line: &StitchLine<S>, at: S) -> Vec2<S> {
        let at = at + line.offset();
        let mut start = S::zero();
        let mut found = None;
        for part in line.parts.iter().filter(|part| part.length().value() > 1e-9) {
            found = Some((part, start));
            start = start + part.length();
            if start.value() >= at.value() {
                break;
            }
        }
        let Some((part, start)) = found else {
            return Vec2::new(S::constant(f64::NAN), S::constant(f64::NAN));
        };
        let inward = if part.reversed { -line.inset } else { line.inset };
        let net = line.net_segment(&self.frame, part);
        net.shifted_left(inward).point((at - start + part.mitres[0]) / part.full)
    }
}

/// True if the holes of a side lie in the thickness of its leather: it stands on the other's flesh.
pub(super) fn in_its_edge(structure: &Structure, row: usize, side: usize) -> bool {
    let of = &structure.bound.rows[row];
    let butted = |side: &crate::style::bound::Side| match side.strip {
        Some((strip, far)) => !structure.bound.strips[strip].sides[usize::from(far)].covers,
        None => side.inset.is_none(),
    };
    of.construction == Construction::Butt && of.sides.get(side).is_some_and(butted)
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
