//! Snips in the allowance of what is sewn straight round a curve.

use crate::frame::{Frame, SideFrame, Structure};
use crate::geom::Segment;
use crate::style::bound::{Construction, RowKind};

use super::carry;
use super::piece::{Mark, Piece};

/// Snips lie this far apart on the seam line, mm, or a little less: a guess.
const STEP: f64 = 4.0;
/// How far a snip stays from the seam line, mm: a guess.
const SHORT: f64 = 1.0;

/// Snips on the straight plies of turned and piped seams: where the lead goes round a convex arc, the allowance of a
/// straight ply must open by the angle of the arc. The curved ply's own closes and bears none.
pub(super) fn snips(structure: &Structure, frame: &Frame<f64>, pieces: &mut [Piece]) {
    for (index, row) in structure.bound.rows.iter().enumerate() {
        let turned = matches!(row.construction, Construction::Turned | Construction::Piped);
        if row.kind != RowKind::Seam || !turned {
            continue;
        }
        let numbers = &frame.rows[index];
        let Some(lead) = numbers.sides.get(row.lead) else { continue };
        for (number, (side, own)) in row.sides.iter().zip(&numbers.sides).enumerate() {
            if number == row.lead || side.strip.is_none() {
                continue;
            }
            let ratio = if row.closed { own.length / lead.length } else { own.ratio };
            for place in rounds(frame, lead) {
                let mut at = own.start + (place - lead.start) * ratio;
                if row.closed {
                    at = at.rem_euclid(own.length);
                }
                snip(structure, frame, pieces, index, own, at);
            }
        }
    }
}

/// Lengths of a line at which the snips of its convex arcs lie.
fn rounds(frame: &Frame<f64>, lead: &SideFrame<f64>) -> Vec<f64> {
    let mut places = Vec::new();
    let mut run: Option<[f64; 2]> = None;
    let mut end = -lead.line.offset();
    let mut close = |run: Option<[f64; 2]>| {
        let Some([from, to]) = run else { return };
        let spaces = ((to - from) / STEP - 1e-9).ceil().max(1.0);
        let mut at = 0.0;
        while at <= spaces {
            places.push(from + (to - from) * at / spaces);
            at += 1.0;
        }
    };
    for part in &lead.line.parts {
        let start = end;
        end += part.length();
        let segment = &frame.panels[part.panel].segments[part.segment].segment;
        if segment.bulge > 0.0 {
            run = Some([run.map_or(start, |run| run[0]), end]);
        } else {
            close(run.take());
        }
    }
    close(run);
    places.retain(|at| *at > 0.0 && *at < lead.line.length);
    places
}

/// A snip at a length of a straight side, from the cut edge towards the seam line.
fn snip(
    structure: &Structure,
    frame: &Frame<f64>,
    pieces: &mut [Piece],
    row: usize,
    own: &SideFrame<f64>,
    length: f64,
) {
    let line = &own.line;
    let near = line.between(frame, (length - 1e-6).max(0.0), (length + 1e-6).min(line.length));
    let Some((panel, segment)) = near.first().copied() else { return };
    let joints = structure.bound.joints.iter().filter(|joint| joint.row == Some(row));
    let of = |joint: &&crate::style::bound::Joint| {
        joint.chain.stretches.iter().any(|stretch| stretch.panel == panel)
    };
    let add = joints.filter(of).find_map(|joint| joint.add).map_or(0.0, |leaf| frame.values[leaf]);
    if add <= SHORT {
        return;
    }
    let reversed = line.parts.iter().any(|part| part.panel == panel && part.reversed);
    let along = segment.tangent(0.5);
    let outward = if reversed { along.left() } else { -along.left() };
    let edge = segment.point(0.5) + outward * line.inset;
    let mark = Segment::line(edge + outward * add, edge + outward * SHORT);
    for piece in pieces.iter_mut().filter(|piece| piece.layer.is_none()) {
        let Some(motion) = piece.motion_of(panel).copied() else { continue };
        let [lo, hi] = carry::level(piece);
        if edge.y < lo || edge.y > hi {
            continue;
        }
        // Beside the end of a part the allowance is not as wide.
        let cut = motion.segment(&mark);
        let on_cut = |segment: &Segment| segment.signed_distance(cut.a).abs() < 1e-3;
        if piece.outline.iter().any(|part| on_cut(&part.segment)) {
            piece.marks.push(Mark::Snip(cut));
        }
    }
}
