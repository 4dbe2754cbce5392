//! Creases of strips: flange bends and pleats.

use core::f64::consts::PI;

use crate::frame::{Frame, PanelFrame, Structure};
use crate::geom::{Point, Segment};
use crate::style::bound::Shape;

use super::piece::{FoldMark, Piece};

/// The bends of a strip in one layer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bends {
    /// Width of the bend zone at side a and side b.
    pub(super) zone: [f64; 2],
    /// How much wider the layer is cut than the shell.
    pub(super) wider: f64,
}

/// The bends of a strip, or of a lining glued to it.
///
/// The flesh lies outside in a flange's bend, so that a glued lining goes the longer way: ½π(ri + t + K tₗ).
pub(super) fn bends(
    structure: &Structure,
    frame: &Frame<f64>,
    strip: usize,
    lining: Option<usize>,
) -> Bends {
    let zone = frame.strips[strip].bend;
    let Some(lining) = lining else { return Bends { zone, wider: 0.0 } };
    let shell = structure.strip_leather(strip);
    let leather = &structure.entries[structure.bound.layers[lining].material];
    let (t, ri) = (shell.figure("t"), shell.figure("bend") * shell.figure("t"));
    let neutral = shell.figure("k") * t;
    let longer = |zone: f64| {
        // The same turning about a larger radius.
        let turn = if ri + neutral > 0.0 { zone / (ri + neutral) } else { 0.5 * PI };
        if zone > 0.0 { turn * (ri + t + leather.figure("k") * leather.figure("t")) } else { 0.0 }
    };
    let own = zone.map(longer);
    Bends { zone: own, wider: own[0] + own[1] - zone[0] - zone[1] }
}

/// The strip a panel is a part of.
pub(super) fn strip_of(structure: &Structure, panel: usize) -> Option<usize> {
    match structure.bound.panels[panel].shape {
        Shape::Part(strip, _) => Some(strip),
        Shape::Drawn { .. } => None,
    }
}

/// The net line of a strip's part in a glued lining: wider by what its bends are longer.
pub(super) fn widened(part: &PanelFrame<f64>, wider: f64) -> PanelFrame<f64> {
    let mut wide = part.clone();
    if wider == 0.0 {
        return wide;
    }
    // Parts lie about their middle; side a moves up.
    let up = |p: Point| if p.y > 0.0 { Point::new(p.x, p.y + wider) } else { p };
    for part in &mut wide.segments {
        part.segment.a = up(part.segment.a);
        part.segment.b = up(part.segment.b);
        part.length = part.segment.length();
    }
    for corner in &mut wide.corners {
        corner.point = up(corner.point);
    }
    wide
}

/// Marks the bends and pleats of a strip's part on its piece.
pub(super) fn mark(structure: &Structure, frame: &Frame<f64>, piece: &mut Piece) {
    let Some((panel, motion)) = piece.motions.first().copied() else { return };
    let Some(strip) = strip_of(structure, panel) else { return };
    let bound = &structure.bound.strips[strip];
    let numbers = &frame.strips[strip];
    let bends = bends(structure, frame, strip, piece.layer);
    let part = &frame.panels[panel];
    let lined = piece.layer.is_some();
    let mut marks = Vec::new();
    // A line at one distance inside side a (the third edge) or side b (the first).
    let line = |side: usize, inside: f64| -> Vec<Segment> {
        let edge = if side == 0 { 2 } else { 0 };
        let lift = if side == 0 { bends.wider } else { 0.0 };
        let segments = part.edge(edge).iter().map(|part| part.segment.shifted_left(inside));
        segments.map(|s| motion.segment(&s.moved(|p| Point::new(p.x, p.y + lift)))).collect()
    };
    for side in 0..2 {
        let zone = bends.zone[side];
        if zone <= 0.0 {
            continue;
        }
        let from = numbers.flange[side];
        let lines = [from, from + 0.5 * zone, from + zone].map(|inside| line(side, inside));
        for ((start, middle), end) in lines[0].iter().zip(&lines[1]).zip(&lines[2]) {
            marks.push(FoldMark {
                fold: None,
                line: *middle,
                limits: [*start, *end],
                // A flange turned out turns toward the grain; in a lining everything turns the other way.
                angle_deg: if lined { 90.0 } else { -90.0 },
                allowance: zone,
            });
        }
    }
    if let Some(pleats) = bound.pleats {
        marks.extend(
            pleat_marks(part, pleats.count, pleats.inward, frame.values[pleats.angle])
                .into_iter()
                .map(|mark| FoldMark {
                    line: motion.segment(&mark.line),
                    limits: mark.limits.map(|limit| motion.segment(&limit)),
                    ..mark
                }),
        );
    }
    // Turned-in tongues are creased where the strip ends.
    for (end, leaf) in bound.turn_in.iter().enumerate() {
        if leaf.is_none() {
            continue;
        }
        let edge = if end == 0 { 3 } else { 1 };
        for part in part.edge(edge) {
            let line = motion.segment(&part.segment);
            marks.push(FoldMark {
                fold: None,
                line,
                limits: [line, line],
                angle_deg: 90.0,
                allowance: 0.0,
            });
        }
    }
    piece.folds.extend(marks);
}

/// Twice the count less one creases, evenly across, the middle one first inward or outward, turn about.
fn pleat_marks(part: &PanelFrame<f64>, count: u32, inward: bool, angle: f64) -> Vec<FoldMark> {
    let creases = (2 * count).saturating_sub(1);
    let corner = |edge: usize| part.corners[edge].point;
    // b, end, a, start: lower right, upper right, upper left, lower left.
    let (lower_right, upper_right, upper_left, lower_left) =
        (corner(0), corner(1), corner(2), corner(3));
    (1..=creases)
        .map(|crease| {
            let share = f64::from(crease) / f64::from(creases + 1);
            let line = Segment::line(
                lower_left.lerp(upper_left, share),
                lower_right.lerp(upper_right, share),
            );
            let middle = creases.div_ceil(2);
            let as_middle = crease.abs_diff(middle).is_multiple_of(2);
            let valley = as_middle == inward;
            FoldMark {
                fold: None,
                line,
                limits: [line, line],
                angle_deg: if valley { -angle } else { angle },
                allowance: 0.0,
            }
        })
        .collect()
}
