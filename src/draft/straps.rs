//! Straps, the stiffeners inside them, and tapes: rectangles with their creases.

use crate::frame::{Frame, StitchLine, Structure};
use crate::geom::{Point, Segment};

use super::blank;
use super::piece::{FoldMark, Origin, OutlineSegment, Piece};

/// A rectangle from (0, 0), its edges named b, end, a, start.
fn rectangle(length: f64, width: f64, name: &str) -> Vec<OutlineSegment> {
    let corners = [
        Point::new(0.0, 0.0),
        Point::new(length, 0.0),
        Point::new(length, width),
        Point::new(0.0, width),
    ];
    ["b", "end", "a", "start"]
        .into_iter()
        .enumerate()
        .map(|(index, edge)| OutlineSegment {
            segment: Segment::line(corners[index], corners[(index + 1) % 4]),
            edge: format!("{name}.{edge}"),
            owner: None,
            joint: None,
        })
        .collect()
}

/// A stiffener ends so far before the legs and the edges, mm: a guess.
const CORE_GUARD: f64 = 1.0;

pub(super) fn straps(structure: &Structure, frame: &Frame<f64>, pieces: &mut Vec<Piece>) {
    let straps = structure.bound.straps.iter().zip(&frame.straps);
    for (index, (bound, strap)) in straps.clone().enumerate() {
        let entry = &structure.entries[bound.material];
        let mut piece = blank(bound.name.clone(), bound.name.clone(), entry, Origin::Strap(index));
        piece.panels = vec![bound.name.clone()];
        piece.cut = bound.count;
        piece.pair = bound.pair;
        piece.grain_deg = 0.0;
        piece.outline = rectangle(strap.flat, strap.cut_width, &bound.name);
        for end in 0..2 {
            let Some(wrap) = strap.ends[end].and_then(|end| end.wrap) else { continue };
            let from = if end == 0 {
                strap.visible_from() - wrap
            } else {
                strap.visible_from() + strap.visible
            };
            let at = |u: f64| Segment::line(Point::new(u, 0.0), Point::new(u, strap.cut_width));
            piece.folds.push(FoldMark {
                fold: None,
                line: at(from + 0.5 * wrap),
                limits: [at(from), at(from + wrap)],
                angle_deg: 180.0,
                allowance: wrap,
            });
        }
        // Folded lengthwise: creases between its layers.
        for fold in 1..bound.layers {
            let v = strap.cut_width * f64::from(fold) / f64::from(bound.layers);
            let line = Segment::line(Point::new(0.0, v), Point::new(strap.flat, v));
            piece.folds.push(FoldMark {
                fold: None,
                line,
                limits: [line, line],
                angle_deg: 180.0,
                allowance: 0.0,
            });
        }
        pieces.push(piece);
    }
    for (index, (bound, strap)) in straps.enumerate() {
        let Some(entry) = structure.cores.get(index).and_then(Option::as_ref) else { continue };
        // Between the legs, where no stitch runs: a core as long as the strap would lie under their boxes.
        let legs: f64 = strap.ends.iter().flatten().map(|end| end.leg + CORE_GUARD).sum();
        let (length, width) = (strap.visible - legs, strap.width - 2.0 * CORE_GUARD);
        let name = format!("{}.core", bound.name);
        let mut piece =
            blank(name.clone(), format!("{} core", bound.name), entry, Origin::Core(index));
        piece.panels = vec![bound.name.clone()];
        piece.cut = bound.count;
        piece.grain_deg = 0.0;
        piece.outline = rectangle(length, width, &name);
        pieces.push(piece);
    }
}

/// Tape overlaps itself by this where its ends meet, mm: a guess.
const TAPE_LAP: f64 = 10.0;

/// Tapes that bind edges: as long as the cut edge they go round, and a lap.
pub(super) fn bindings(structure: &Structure, frame: &Frame<f64>, pieces: &mut Vec<Piece>) {
    for (index, binding) in structure.bound.bindings.iter().enumerate() {
        let entry = &structure.entries[binding.material];
        let width = entry.kind.figure("width").map_or(0.0, |figure| entry.at(figure));
        let mut piece =
            blank(binding.name.clone(), binding.name.clone(), entry, Origin::Binding(index));
        piece.panels = vec![binding.name.clone()];
        piece.grain_deg = 0.0;
        let longest = binding
            .on
            .iter()
            .map(|chain| {
                let edge = chain.stretches.first();
                let joints = edge.and_then(|edge| {
                    Some(&structure.bound.panels[edge.panel].edges[*edge.edges.first()?].joints)
                });
                let joints = joints.into_iter().flatten();
                let beyond = joints
                    .filter_map(|joint| structure.bound.joints[*joint].add)
                    .map(|leaf| frame.values[leaf]);
                StitchLine::of(frame, chain, -beyond.fold(0.0, f64::max)).length
            })
            .fold(0.0, f64::max);
        #[expect(clippy::cast_possible_truncation, reason = "a style has at most 200 chains")]
        let count = binding.on.len() as u32;
        piece.cut = count.max(1);
        piece.outline = rectangle(longest + TAPE_LAP, width, &binding.name);
        pieces.push(piece);
    }
}
