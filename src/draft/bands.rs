//! Strips, straps and stiffeners: rectangles with their creases.

use core::f64::consts::PI;

use crate::frame::{Frame, StripFrame, Structure};
use crate::geom::{Motion, Point, Segment};

use super::blank;
use super::piece::{FoldMark, Origin, OutlineSegment, Piece};

/// Across a strip in one layer: where its bends start and end, measured from side b upward.
#[derive(Clone, Copy, Debug)]
pub(super) struct Across {
    /// Width when cut.
    pub(super) flat: f64,
    /// From each edge (a, b) to where its bend starts.
    pub(super) flange: [f64; 2],
    /// Width of one bend zone.
    pub(super) bend: f64,
}

/// Across the strip itself or a lining of it.
///
/// The flesh lies outside in a flange's bend, so that a glued lining goes the longer way: ½π(ri + t + K tₗ).
pub(super) fn across(
    structure: &Structure,
    strip: &StripFrame<f64>,
    index: usize,
    lining: Option<usize>,
) -> Across {
    let own = Across { flat: strip.flat, flange: strip.flange, bend: strip.bend };
    let Some(lining) = lining else { return own };
    let shell = structure.strip_leather(index);
    let leather = &structure.entries[structure.bound.linings[lining].material];
    let t = shell.figure("t");
    let bend =
        0.5 * PI * (shell.figure("bend") * t + t + leather.figure("k") * leather.figure("t"));
    Across { flat: own.flat + 2.0 * (bend - own.bend), bend, ..own }
}

/// From u along the followed chain and v across to the strip seen on its grain.
///
/// A panel drawn as seen through the bag is walked the other way round when the strip is seen from outside; a lining is
/// seen from inside.
pub(super) fn motion(structure: &Structure, strip: usize, length: f64, lining: bool) -> Motion {
    let followed = structure.bound.strips[strip].along.0;
    if structure.bound.panels[followed].through == lining {
        Motion::IDENTITY
    } else {
        Motion::turn_shift(0.0, Point::new(length, 0.0)).after(&Motion::MIRROR)
    }
}

/// A rectangle from (0, 0), its edges named base (side b), end, top (side a), start.
fn rectangle(length: f64, width: f64, names: [String; 4]) -> Vec<OutlineSegment> {
    let corners = [
        Point::new(0.0, 0.0),
        Point::new(length, 0.0),
        Point::new(length, width),
        Point::new(0.0, width),
    ];
    names
        .into_iter()
        .enumerate()
        .map(|(index, edge)| OutlineSegment {
            segment: Segment::line(corners[index], corners[(index + 1) % 4]),
            edge,
            owner: None,
        })
        .collect()
}

pub(super) fn strips(
    structure: &Structure,
    frame: &Frame<f64>,
    lining: Option<usize>,
    pieces: &mut Vec<Piece>,
) {
    for (index, (bound, strip)) in structure.bound.strips.iter().zip(&frame.strips).enumerate() {
        if lining.is_some() && structure.strip_lining[index] != lining {
            continue;
        }
        let layer = lining.map(|lining| &structure.bound.linings[lining]);
        let entry = layer
            .map_or(structure.strip_leather(index), |layer| &structure.entries[layer.material]);
        let (id, title) = match layer {
            Some(layer) => {
                (format!("{}.{}", layer.name, bound.name), format!("{} {}", layer.name, bound.name))
            }
            None => (bound.name.clone(), bound.name.clone()),
        };
        let mut piece = blank(id, title, entry, Origin::Strip(index));
        piece.panels = vec![bound.name.clone()];
        piece.lining = lining;
        piece.grain_deg = 0.0;
        let across = across(structure, strip, index, lining);
        let name = |edge: &str| format!("{}.{edge}", bound.name);
        piece.outline = rectangle(strip.length, across.flat, ["b", "end", "a", "start"].map(name));
        for (edge, flange) in across.flange.into_iter().enumerate() {
            let from = if edge == 0 { across.flat - flange - across.bend } else { flange };
            let at = |v: f64| Segment::line(Point::new(0.0, v), Point::new(strip.length, v));
            // The flange turns toward the grain.
            piece.folds.push(FoldMark {
                fold: None,
                line: at(from + 0.5 * across.bend),
                limits: [at(from), at(from + across.bend)],
                angle_deg: if lining.is_none() { -90.0 } else { 90.0 },
                allowance: across.bend,
            });
        }
        pieces.push(piece);
    }
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
        piece.grain_deg = 0.0;
        let name = |edge: &str| format!("{}.{edge}", bound.name);
        piece.outline = rectangle(strap.flat, strap.width, ["b", "end", "a", "start"].map(name));
        let mut wrap = |from: f64, width: f64| {
            let at = |u: f64| Segment::line(Point::new(u, 0.0), Point::new(u, strap.width));
            piece.folds.push(FoldMark {
                fold: None,
                line: at(from + 0.5 * width),
                limits: [at(from), at(from + width)],
                angle_deg: 180.0,
                allowance: width,
            });
        };
        if let Some(end) = strap.ends[0] {
            wrap(end.leg, end.wrap);
        }
        if let Some(end) = strap.ends[1] {
            wrap(strap.visible_from() + strap.visible, end.wrap);
        }
        pieces.push(piece);
    }
    for (index, (bound, strap)) in straps.enumerate() {
        let Some(entry) = structure.cores.get(index).and_then(Option::as_ref) else { continue };
        // Between the legs, where no stitch runs: a core as long as the strap would lie under their boxes.
        let legs: f64 = strap.ends.iter().flatten().map(|end| end.leg + CORE_GUARD).sum();
        let (length, width) = (strap.visible - legs, strap.width - 2.0 * CORE_GUARD);
        let mut piece = blank(
            format!("{}.core", bound.name),
            format!("{} core", bound.name),
            entry,
            Origin::Core(index),
        );
        piece.panels = vec![bound.name.clone()];
        piece.cut = bound.count;
        piece.grain_deg = 0.0;
        let name = |edge: &str| format!("{}.core.{edge}", bound.name);
        piece.outline = rectangle(length, width, ["b", "end", "a", "start"].map(name));
        pieces.push(piece);
    }
}
