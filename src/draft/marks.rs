//! Parts set on pieces, footprints of what is sewn on, notches, ticks where things meet.

use core::f64::consts::PI;

use crate::frame::{Frame, StitchLine, Structure, footprint_of};
use crate::geom::{Motion, Path, Point, Segment};
use crate::pose::Pose;
use crate::style::bound::{RowKind, Thing};

use super::piece::{Mark, Origin, Piece, SetPart};
use super::{carry, creases};

/// Length of a tick at the edge, mm.
const TICK: f64 = 1.2;
/// Length of a notch at the edge, mm.
const NOTCH: f64 = 2.0;

/// Both halves of every part: slits for prongs across the panel, or a round hole.
pub(super) fn parts(structure: &Structure, pose: &Pose<f64>, pieces: &mut [Piece]) {
    for (index, bound) in structure.bound.halves.iter().enumerate() {
        let entry = &structure.entries[bound.part];
        let figure = |name: &str| entry.figure(name);
        for (half, panel) in [bound.a.0, bound.b.0].into_iter().enumerate() {
            // Half a lies on the inner side of what closes over the bag: of a lined flap its prongs go through the lining
            // and are spread under it. Half b is set from outside, through the shell.
            let layer = if half == 0 { structure.panel_lining[panel] } else { None };
            for piece in pieces.iter_mut().filter(|piece| piece.layer == layer) {
                let Some(motion) = piece.motion_of(panel).copied() else { continue };
                let at = motion.point(pose.halves[index][half]);
                let mut slits = Vec::new();
                if figure("prongs") > 0.0 {
                    for side in [-0.5, 0.5] {
                        let middle = at + Point::new(side * figure("prongs"), 0.0);
                        slits.push(slit(middle, figure("slit_width"), figure("slit")));
                    }
                }
                if figure("hole") > 0.0 {
                    slits.push(circle(at, 0.5 * figure("hole")));
                }
                let radius = 0.5 * figure("d");
                piece.marks.push(Mark::Disc(at, radius));
                piece.marks.push(Mark::Cross(at));
                piece.parts.push(SetPart { part: index, half, at, radius, slits });
            }
        }
    }
}

/// A standing slit, counter-clockwise.
fn slit(at: Point, width: f64, height: f64) -> Vec<Segment> {
    let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]
        .map(|(x, y)| at + Point::new(x * width, y * height));
    (0..4).map(|side| Segment::line(corners[side], corners[(side + 1) % 4])).collect()
}

/// A circle of two arcs, counter-clockwise.
fn circle(at: Point, radius: f64) -> Vec<Segment> {
    let (left, right) = (at - Point::new(radius, 0.0), at + Point::new(radius, 0.0));
    let half = libm::tan(PI / 4.0);
    vec![Segment::arc(right, left, half), Segment::arc(left, right, half)]
}

/// What is sewn or set on, drawn thin on its host.
pub(super) fn footprints(structure: &Structure, frame: &Frame<f64>, pieces: &mut [Piece]) {
    for (place, (placed, at)) in structure.bound.places.iter().zip(&frame.places).enumerate() {
        let lay = carry::lay(structure, frame, place);
        let outline: Vec<Segment> = match placed.thing {
            Thing::Strap(_) => {
                let [length, width] = at.footprint;
                let half = 0.5 * width;
                let corners = [(0.0, -half), (length, -half), (length, half), (0.0, half)]
                    .map(|(x, y)| Point::new(x, y));
                (0..4).map(|side| Segment::line(corners[side], corners[(side + 1) % 4])).collect()
            }
            Thing::Panel(panel) => {
                frame.panels[panel].segments.iter().map(|part| part.segment).collect()
            }
            Thing::Part(slot) => {
                circle(Point::new(0.0, 0.0), 0.5 * footprint_of(&structure.entries[slot]).max(1.0))
            }
        };
        if placed.into.is_some() {
            // Caught in a seam: it hangs over the edge, so that its place is a notch, no footprint.
            continue;
        }
        for piece in pieces.iter_mut().filter(|piece| piece.layer.is_none()) {
            let Some(motion) = piece.motion_of(placed.on).copied() else { continue };
            let segments =
                outline.iter().map(|segment| motion.after(&lay).segment(segment)).collect();
            piece.marks.push(Mark::Footprint(place, segments));
        }
    }
}

/// Notches at named points, and where something is caught in a seam.
pub(super) fn notches(structure: &Structure, frame: &Frame<f64>, pieces: &mut [Piece]) {
    for (index, panel) in structure.bound.panels.iter().enumerate() {
        for point in &panel.notches {
            let point = &frame.points[*point];
            let net = &frame.panels[index];
            let path = Path::open(net.edge(point.edge).iter().map(|part| part.segment).collect());
            let (at, along) = path.at(point.on_edge);
            notch(pieces, index, at, along.left());
        }
    }
    for (placed, at) in structure.bound.places.iter().zip(&frame.places) {
        if placed.into.is_none() {
            continue;
        }
        let outline = frame.panels[placed.on].segments.iter().map(|part| part.segment);
        let path = Path::closed(outline.collect());
        let (length, _) = path.foot(at.at);
        let (foot, along) = path.at(length);
        notch(pieces, placed.on, foot, along.left());
    }
}

fn notch(pieces: &mut [Piece], panel: usize, at: Point, inward: Point) {
    for piece in pieces.iter_mut().filter(|piece| piece.layer.is_none()) {
        let Some(motion) = piece.motion_of(panel).copied() else { continue };
        piece.marks.push(Mark::Notch(motion.segment(&Segment::line(at, at + inward * NOTCH))));
    }
}

/// Ticks at the anchor of every seam, and on strips at the corners of what is sewn to them.
pub(super) fn ticks(structure: &Structure, frame: &Frame<f64>, pieces: &mut [Piece]) {
    for (row, numbers) in structure.bound.rows.iter().zip(&frame.rows) {
        if row.kind != RowKind::Seam {
            continue;
        }
        let Some(lead) = numbers.sides.get(row.lead) else { continue };
        // Where the lead's straights and arcs end, and its anchor, as lengths from the start of what is sewn.
        let mut places = vec![anchor_of(structure, frame, row, lead) - lead.start];
        let mut end = -lead.line.offset();
        let strip = row.sides.iter().any(|side| side.strip.is_some());
        if strip {
            for part in &lead.line.parts {
                end += part.length();
                let round = frame.panels[part.panel].segments[part.segment].radius.is_some();
                let inner = end > 1e-6 && end < lead.line.length - 1e-6;
                if inner && !(round && places.last().is_some_and(|last| (last - end).abs() < 1e-6))
                {
                    places.push(end - lead.start);
                }
            }
        }
        for (side, own) in row.sides.iter().zip(&numbers.sides) {
            let ring = own.length > 0.0 && row.closed;
            let ratio = if ring { own.length / lead.length } else { own.ratio };
            let wanted: &[f64] = if side.strip.is_some() { &places } else { &places[..1] };
            for place in wanted {
                let mut at = own.start + place * ratio;
                if row.closed && at > own.length + 1e-9 {
                    at -= own.length;
                }
                tick(structure, frame, pieces, &own.line, at, side.strip);
            }
        }
    }
}

fn anchor_of(
    structure: &Structure,
    frame: &Frame<f64>,
    row: &crate::style::bound::Row,
    lead: &crate::frame::SideFrame<f64>,
) -> f64 {
    use crate::style::bound::Anchor;
    let _ = structure;
    match row.anchor.get(row.lead) {
        Some(Anchor::Edge(panel, edge, share)) => lead.line.at_edge(frame, *panel, *edge, *share),
        Some(Anchor::Point(point)) => lead.line.at_point(&frame.points[*point]),
        Some(Anchor::Share(share)) => share * lead.length,
        _ if row.closed => 0.0,
        _ => 0.5 * lead.length,
    }
}

/// A tick at a length of a stitch line, from the net edge inward.
fn tick(
    structure: &Structure,
    frame: &Frame<f64>,
    pieces: &mut [Piece],
    line: &StitchLine<f64>,
    length: f64,
    strip: Option<(usize, bool)>,
) {
    let near = line.between(frame, (length - 1e-6).max(0.0), (length + 1e-6).min(line.length));
    let Some((panel, segment)) = near.first().copied() else { return };
    let reversed = line.parts.iter().any(|part| part.panel == panel && part.reversed);
    let along = segment.tangent(0.5);
    let inward = if reversed { -along.left() } else { along.left() };
    let edge = segment.point(0.5) - inward * line.inset;
    for piece in pieces.iter_mut().filter(|piece| !matches!(piece.origin, Origin::Patch(_))) {
        let Some(motion) = piece.motion_of(panel).copied() else { continue };
        let [lo, hi] = carry::level(piece);
        if edge.y < lo || edge.y > hi {
            continue;
        }
        let lift = match (piece.layer, strip) {
            (Some(layer), Some((strip, false))) => {
                creases::bends(structure, frame, strip, Some(layer)).wider
            }
            _ => 0.0,
        };
        let motion = motion.after(&Motion::turn_shift(0.0, Point::new(0.0, lift)));
        piece.marks.push(Mark::Tick(motion.segment(&Segment::line(edge, edge + inward * TICK))));
    }
}
