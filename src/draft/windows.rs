//! Zippers let in: an opening in a piece, or a piece in two long halves.

use crate::frame::{Frame, PanelFrame, Structure};
use crate::geom::{Point, Segment};

use super::piece::{Origin, Piece};
use super::zone::Zone;
use super::{blank, creases, cut, fill, net};

/// Cuts the openings of slots into the pieces they lie in.
pub(super) fn openings(structure: &Structure, frame: &Frame<f64>, pieces: &mut [Piece]) {
    for (window, numbers) in structure.bound.windows.iter().zip(&frame.windows) {
        if window.halves {
            continue;
        }
        let (lo, hi) = (numbers.from, numbers.to);
        let corners = [lo, Point::new(hi.x, lo.y), hi, Point::new(lo.x, hi.y)];
        for piece in pieces.iter_mut() {
            let Some(motion) = piece.motion_of(window.panel).copied() else { continue };
            let mut opening: Vec<Segment> = (0..4)
                .map(|side| motion.segment(&Segment::line(corners[side], corners[(side + 1) % 4])))
                .collect();
            if motion.mirrors() {
                opening.reverse();
                opening = opening.iter().map(Segment::reversed).collect();
            }
            piece.openings.push(opening);
        }
    }
}

/// The window that parts a panel in two, if one does.
pub(super) fn parted(structure: &Structure, panel: usize) -> Option<usize> {
    structure.bound.windows.iter().position(|window| window.halves && window.panel == panel)
}

/// The two halves of a straight panel beside a zipper.
pub(super) fn halves(
    structure: &Structure,
    frame: &Frame<f64>,
    zones: &[Vec<Zone>],
    index: usize,
) -> Vec<Piece> {
    let window = &structure.bound.windows[index];
    let numbers = &frame.windows[index];
    let panel = window.panel;
    [false, true]
        .into_iter()
        .map(|upper| {
            let gap = if upper { numbers.to.y } else { numbers.from.y };
            let mut drawn = frame.panels.clone();
            drawn[panel] = clamped(&frame.panels[panel], gap, upper);
            let mut own = zones.to_vec();
            // Edges of a part: b, end, a, start. The edge at the gap is the window's.
            let inner = if upper { 0 } else { 2 };
            own[panel].retain(|zone| zone.edge != inner);
            let range = [0.0, drawn[panel].net(inner)];
            own[panel].push(Zone { edge: inner, range, joint: window.joint });
            // Ends are shorter than the whole part's: what is done there is done all along.
            for zone in own[panel].iter_mut().filter(|zone| zone.edge % 2 == 1) {
                zone.range = [0.0, drawn[panel].net(zone.edge)];
            }
            let laid = net::net(structure, &drawn, &own, &[], &[panel], false);
            let name = &structure.bound.panels[panel].name;
            let which = if upper { "upper" } else { "lower" };
            let mut piece = blank(
                format!("{name}.{which}"),
                format!("{name} {which} half"),
                structure.panel_leather(panel),
                Origin::Half(index, upper),
            );
            piece.panels = vec![name.clone()];
            piece.grain_deg = 0.0;
            fill(&mut piece, laid);
            cut::cut(structure, frame, &mut piece);
            creases::mark(structure, frame, &mut piece);
            piece
        })
        .collect()
}

/// A panel with everything on one side of a level line put on that line.
fn clamped(panel: &PanelFrame<f64>, level: f64, above: bool) -> PanelFrame<f64> {
    let mut half = panel.clone();
    let put = |p: Point| Point::new(p.x, if above { p.y.max(level) } else { p.y.min(level) });
    for part in &mut half.segments {
        part.segment.a = put(part.segment.a);
        part.segment.b = put(part.segment.b);
        part.length = part.segment.length();
    }
    for corner in &mut half.corners {
        corner.point = put(corner.point);
    }
    half
}
