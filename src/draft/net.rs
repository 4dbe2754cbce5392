//! From panels to pieces: panels joined by folds are cut back there, laid out with the bend zone between them.

use core::f64::consts::PI;

use crate::frame::{Frame, PanelFrame, Structure};
use crate::geom::{Motion, Point, Segment};

use super::piece::{FoldMark, OutlineSegment};
use super::zone::{self, Zone};

/// What a fold takes in one layer: both panels are cut back by `setback`, `zone` is laid between.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoldCut {
    pub(super) setback: f64,
    pub(super) zone: f64,
    pub(super) angle: f64,
}

/// The folds of the shell.
pub(super) fn shell_folds(frame: &Frame<f64>) -> Vec<FoldCut> {
    let cut = |fold: &crate::frame::FoldFrame<f64>| FoldCut {
        setback: fold.setback,
        zone: fold.allowance,
        angle: fold.angle,
    };
    frame.folds.iter().map(cut).collect()
}

/// The folds of a lining glued to the flesh: it turns inside the shell, about its own, smaller radius.
pub(super) fn lining_folds(
    structure: &Structure,
    frame: &Frame<f64>,
    lining: usize,
) -> Vec<FoldCut> {
    let leather = &structure.entries[structure.bound.layers[lining].material];
    let (t, k) = (leather.figure("t"), leather.figure("k"));
    structure
        .bound
        .folds
        .iter()
        .zip(&frame.folds)
        .map(|(bound, fold)| {
            let shell = structure.panel_leather(bound.join[0].0).figure("t");
            if bound.soft {
                return FoldCut { setback: 0.0, zone: 0.0, angle: fold.angle };
            }
            let half = (fold.angle.abs().min(0.5 * PI)) * 0.5;
            if fold.angle < 0.0 {
                // Toward the grain the lining lies outside the bend.
                let radius = fold.radius + shell;
                let (corner, zone) =
                    (fold.radius * libm::tan(half), fold.angle.abs() * (radius + k * t));
                return FoldCut { setback: corner, zone, angle: fold.angle };
            }
            let radius = (fold.radius - t).max(0.0);
            let inside = shell * libm::tan(half);
            FoldCut {
                setback: inside + (radius + t) * libm::tan(half),
                zone: fold.angle * (radius + k * t),
                angle: fold.angle,
            }
        })
        .collect()
}

/// A piece laid flat.
pub(super) struct Net {
    pub(super) outline: Vec<OutlineSegment>,
    pub(super) folds: Vec<FoldMark>,
    pub(super) motions: Vec<(usize, Motion)>,
}

/// Sets of panels joined by folds, each with its first panel in file order first; only panels that `wanted` keeps.
pub(super) fn groups(structure: &Structure, wanted: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let bound = &structure.bound;
    let mut order: Vec<usize> = (0..bound.panels.len()).filter(|panel| wanted(*panel)).collect();
    order.sort_by_key(|panel| bound.panels[*panel].span);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for panel in order {
        if groups.iter().any(|group| group.contains(&panel)) {
            continue;
        }
        let mut group = vec![panel];
        let mut next = 0;
        while next < group.len() {
            for fold in &bound.folds {
                let [(a, _), (b, _)] = fold.join;
                for (from, to) in [(a, b), (b, a)] {
                    if from == group[next] && wanted(to) && !group.contains(&to) {
                        group.push(to);
                    }
                }
            }
            next += 1;
        }
        groups.push(group);
    }
    groups
}

struct Layout<'f> {
    structure: &'f Structure,
    drawn: &'f [PanelFrame<f64>],
    zones: &'f [Vec<Zone>],
    cuts: &'f [FoldCut],
    group: &'f [usize],
    outline: Vec<OutlineSegment>,
    folds: Vec<FoldMark>,
    motions: Vec<(usize, Motion)>,
}

/// Lays a group of panels flat by their net lines `drawn`. `flesh` is true for a lining, whose grain is seen from the
/// other side. `zones` tells for every panel which stretch of which edge has its own cut line.
pub(super) fn net(
    structure: &Structure,
    drawn: &[PanelFrame<f64>],
    zones: &[Vec<Zone>],
    cuts: &[FoldCut],
    group: &[usize],
    flesh: bool,
) -> Net {
    let mut layout = Layout {
        structure,
        drawn,
        zones,
        cuts,
        group,
        outline: Vec::new(),
        folds: Vec::new(),
        motions: Vec::new(),
    };
    let first = group[0];
    let mirrored = structure.bound.panels[first].through != flesh;
    let motion = if mirrored { Motion::MIRROR } else { Motion::IDENTITY };
    layout.panel(first, motion, None);
    let mut outline = layout.outline;
    outline.retain(|part| (part.segment.b - part.segment.a).norm() > 1e-9);
    if mirrored {
        outline.reverse();
        for part in &mut outline {
            part.segment = part.segment.reversed();
        }
    }
    Net { outline, folds: layout.folds, motions: layout.motions }
}

impl Layout<'_> {
    fn fold_at(&self, panel: usize, edge: usize) -> Option<(usize, usize)> {
        let inside = |on: usize| self.group.contains(&on);
        self.structure.bound.folds.iter().enumerate().find_map(|(fold, bound)| {
            let near = bound.join.iter().position(|join| *join == (panel, edge))?;
            (inside(bound.join[0].0) && inside(bound.join[1].0)).then_some((fold, near))
        })
    }

    /// Lays one panel, then whatever hangs on its folds; `from` is the edge it hangs on itself. Every panel hangs on
    /// one fold only (a loop of folds is refused when the style is bound), and a piece has at most 200 panels.
    fn panel(&mut self, panel: usize, motion: Motion, from: Option<usize>) {
        self.motions.push((panel, motion));
        let drawn = &self.drawn[panel];
        let bound = &self.structure.bound.panels[panel];
        let count = bound.edges.len();
        let setbacks: Vec<f64> = (0..count)
            .map(|edge| self.fold_at(panel, edge).map_or(0.0, |(fold, _)| self.cuts[fold].setback))
            .collect();
        // From the edge after the one it hangs on, once round.
        let start = from.map_or(0, |edge| edge + 1);
        let steps = if from.is_some() { count - 1 } else { count };
        let edges: Vec<usize> = (0..steps).map(|step| (start + step) % count).collect();
        for edge in edges {
            let trimmed = trim(drawn, edge, &setbacks);
            match self.fold_at(panel, edge) {
                None => {
                    let name = format!("{}.{}", bound.name, bound.edges[edge].name);
                    for (segment, joint) in zone::divide(drawn, edge, &trimmed, &self.zones[panel])
                    {
                        let segment = motion.segment(&segment);
                        self.outline.push(OutlineSegment {
                            segment,
                            edge: name.clone(),
                            owner: Some((panel, edge)),
                            joint,
                        });
                    }
                }
                Some((fold, near)) => self.beyond(panel, edge, fold, near, motion, &trimmed),
            }
        }
    }

    /// Lays the panel beyond a fold, with the bend zone between.
    fn beyond(
        &mut self,
        panel: usize,
        edge: usize,
        fold: usize,
        near: usize,
        motion: Motion,
        trimmed: &[Segment],
    ) {
        let (Some(first), Some(last)) = (trimmed.first(), trimmed.last()) else { return };
        let cut = self.cuts[fold];
        let bound = &self.structure.bound.folds[fold];
        let (other, other_edge) = bound.join[1 - near];
        let drawn = &self.drawn[panel];
        let (a, b) = (drawn.corner_before(edge).point, drawn.corners[edge].point);
        let along = (b - a).normalized();
        let outward = -along.left();
        // Outside lines overlap by what both setbacks take beyond the zone.
        let overlap = 2.0 * cut.setback - cut.zone;
        let beyond = &self.drawn[other];
        let (oa, ob) = (beyond.corner_before(other_edge).point, beyond.corners[other_edge].point);
        let same_view = self.structure.bound.panels[other].through
            == self.structure.bound.panels[panel].through;
        // Middle on middle: what is a hair longer stands out on both sides.
        let middle = a.lerp(b, 0.5) - outward * overlap;
        let hang = if same_view {
            Motion::taking(oa.lerp(ob, 0.5), (ob - oa).normalized(), middle, -along)
        } else {
            let (oa, ob) = (Motion::MIRROR.point(oa), Motion::MIRROR.point(ob));
            Motion::taking(oa.lerp(ob, 0.5), (ob - oa).normalized(), middle, along)
                .after(&Motion::MIRROR)
        };
        let other_motion = motion.after(&hang);
        let other_count = beyond.corners.len();
        let mut other_setbacks = vec![0.0; other_count];
        for (edge, setback) in other_setbacks.iter_mut().enumerate() {
            *setback = self.fold_at(other, edge).map_or(0.0, |(fold, _)| self.cuts[fold].setback);
        }
        let far = trim(beyond, other_edge, &other_setbacks);
        let (Some(far_first), Some(far_last)) = (far.first(), far.last()) else { return };
        let name = self.structure.bound.folds[fold].name.clone();
        let (near_a, near_b) = (motion.point(first.a), motion.point(last.b));
        let (mut far_a, mut far_b) =
            (other_motion.point(far_last.b), other_motion.point(far_first.a));
        if !same_view {
            core::mem::swap(&mut far_a, &mut far_b);
        }
        let side = |from: Point, to: Point| OutlineSegment {
            segment: Segment::line(from, to),
            edge: name.clone(),
            owner: None,
            joint: None,
        };
        self.outline.push(side(near_a, far_a));
        let mark = self.outline.len();
        self.panel(other, other_motion, Some(other_edge));
        if !same_view {
            // The other view runs round the other way.
            self.outline[mark..].reverse();
            for part in &mut self.outline[mark..] {
                part.segment = part.segment.reversed();
            }
        }
        self.outline.push(side(far_b, near_b));
        if bound.soft {
            return;
        }
        let middle = |p: Point, q: Point| p.lerp(q, 0.5);
        self.folds.push(FoldMark {
            fold: Some(fold),
            line: Segment::line(middle(near_a, far_a), middle(near_b, far_b)),
            limits: [Segment::line(near_a, near_b), Segment::line(far_a, far_b)],
            angle_deg: cut.angle.to_degrees(),
            allowance: cut.zone,
        });
    }
}

/// The segments of an edge, cut back where it or its neighbours lie at a fold.
fn trim(drawn: &PanelFrame<f64>, edge: usize, setbacks: &[f64]) -> Vec<Segment> {
    let count = setbacks.len();
    let mut segments: Vec<Segment> = drawn.edge(edge).iter().map(|part| part.segment).collect();
    let line_at = |edge: usize| {
        let (a, b) = (drawn.corner_before(edge).point, drawn.corners[edge].point);
        let along = (b - a).normalized();
        Segment::line(a + along.left() * setbacks[edge], b + along.left() * setbacks[edge])
    };
    let (before, after) = ((edge + count - 1) % count, (edge + 1) % count);
    let own = setbacks[edge] != 0.0;
    if own {
        segments = vec![line_at(edge)];
    }
    if own || setbacks[before] != 0.0 {
        let neighbour =
            if setbacks[before] == 0.0 { drawn.body(before).segment } else { line_at(before) };
        if let Some(first) = segments.first_mut().filter(|first| first.is_line()) {
            first.a = meeting(first, &neighbour).unwrap_or(first.a);
        }
    }
    if own || setbacks[after] != 0.0 {
        let neighbour =
            if setbacks[after] == 0.0 { drawn.body(after).segment } else { line_at(after) };
        if let Some(last) = segments.last_mut().filter(|last| last.is_line()) {
            last.b = meeting(last, &neighbour).unwrap_or(last.b);
        }
    }
    segments
}

/// Where two full lines meet.
fn meeting(line: &Segment, other: &Segment) -> Option<Point> {
    let (u, v) = (line.b - line.a, other.b - other.a);
    let cross = u.cross(v);
    (cross.abs() > 1e-12).then(|| line.a + u * ((other.a - line.a).cross(v) / cross))
}
