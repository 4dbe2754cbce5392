//! Parts set on pieces, footprints of what is sewn on, ticks where things meet.

use crate::frame::{Frame, StitchLine, Structure, point_on};
use crate::geom::{Motion, Point, Segment};
use crate::pose::Pose;
use crate::style::bound::{Chain, RowKind, Thing};

use super::bands;
use super::piece::{Mark, Origin, Piece, SetPart};

/// Length of a tick at the edge, mm.
const TICK: f64 = 1.2;

/// Both halves of every part, with slits for the prongs across the panel.
pub(super) fn parts(structure: &Structure, pose: &Pose<f64>, pieces: &mut [Piece]) {
    for (index, bound) in structure.bound.halves.iter().enumerate() {
        let entry = &structure.entries[bound.part];
        let figure = |name: &str| entry.figure(name);
        for (half, panel) in [bound.a.0, bound.b.0].into_iter().enumerate() {
            // Half a lies on the inner side of what closes over the bag: of a lined flap its prongs go through the lining
            // and are spread under it. Half b is set from outside, through the shell.
            let layer = if half == 0 { structure.panel_lining[panel] } else { None };
            for piece in pieces.iter_mut().filter(|piece| piece.lining == layer) {
                let Some(motion) = piece.motion_of(panel).copied() else { continue };
                let at = motion.point(pose.halves[index][half]);
                let slits = [-0.5, 0.5]
                    .map(|side| {
                        slit(
                            at + Point::new(side * figure("prongs"), 0.0),
                            figure("slit_width"),
                            figure("slit"),
                        )
                    })
                    .to_vec();
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

/// What is sewn on, drawn thin on its host.
pub(super) fn footprints(structure: &Structure, frame: &Frame<f64>, pieces: &mut [Piece]) {
    for (place, (placed, at)) in structure.bound.places.iter().zip(&frame.places).enumerate() {
        let lay = Motion::turn_shift(at.turn, at.at);
        let (outline, lay) = match placed.thing {
            Thing::Strap(_) => {
                let [length, width] = at.footprint;
                let half = 0.5 * width;
                let corners = [(0.0, -half), (length, -half), (length, half), (0.0, half)]
                    .map(|(x, y)| Point::new(x, y));
                (
                    (0..4)
                        .map(|side| Segment::line(corners[side], corners[(side + 1) % 4]))
                        .collect(),
                    lay,
                )
            }
            Thing::Panel(panel) => {
                let views = &structure.bound.panels;
                let mirrored = views[panel].through != views[placed.on].through;
                let lay = if mirrored { lay.after(&Motion::MIRROR) } else { lay };
                let segments: Vec<Segment> =
                    frame.panels[panel].segments.iter().map(|part| part.segment).collect();
                (segments, lay)
            }
        };
        for piece in pieces.iter_mut().filter(|piece| piece.lining.is_none()) {
            let Some(motion) = piece.motion_of(placed.on).copied() else { continue };
            let segments =
                outline.iter().map(|segment| motion.after(&lay).segment(segment)).collect();
            piece.marks.push(Mark::Footprint(place, segments));
        }
    }
}

/// Ticks at the anchor of every seam, and on strips at the corners of what is sewn to them.
pub(super) fn ticks(structure: &Structure, frame: &Frame<f64>, pieces: &mut [Piece]) {
    for (row, numbers) in structure.bound.rows.iter().zip(&frame.rows) {
        if row.kind != RowKind::Seam {
            continue;
        }
        for (side, chain) in row.sides.iter().enumerate() {
            let anchor = row.anchor.get(side);
            match chain {
                Chain::Panel { panel, edges } => {
                    let drawn = &frame.panels[*panel];
                    let (at, inward) = match anchor {
                        Some(point) => point_on(drawn, &[point.edge], point.share, 0.0),
                        None => point_on(drawn, edges, 0.5, 0.0),
                    };
                    for piece in pieces.iter_mut() {
                        let Some(motion) = piece.motion_of(*panel).copied() else { continue };
                        let tick = Segment::line(at, at + inward * TICK);
                        piece.marks.push(Mark::Tick(motion.segment(&tick)));
                    }
                }
                Chain::Strip { strip, far } => {
                    let of = &structure.bound.strips[*strip];
                    let (panel, edges) = if *far { &of.to } else { &of.along };
                    let drawn = &frame.panels[*panel];
                    let line = StitchLine::of(drawn, edges, numbers.inset);
                    // The mate's own lengths, carried from its sewn stretch to the strip's.
                    let mate = row.sides.iter().position(
                        |other| matches!(other, Chain::Panel { panel: on, .. } if on == panel),
                    );
                    let shift = numbers.sides[side].start
                        - mate.map_or(0.0, |mate| numbers.sides[mate].start);
                    let middle = match mate.and_then(|mate| row.anchor.get(mate)) {
                        Some(point) => line.at(drawn, edges, point.edge, point.share),
                        None => 0.5 * line.length,
                    };
                    let bends = edges.iter().flat_map(|edge| drawn.edge(*edge)).zip(&line.reached);
                    // Where a rounding starts or ends on the panel.
                    let mut places: Vec<f64> = vec![middle];
                    let mut round = false;
                    let mut start = 0.0;
                    for (part, end) in bends {
                        if part.radius.is_some() != round {
                            round = part.radius.is_some();
                            if start > 1e-6 {
                                places.push(start);
                            }
                        }
                        start = *end;
                    }
                    for piece in
                        pieces.iter_mut().filter(|piece| piece.origin == Origin::Strip(*strip))
                    {
                        let flat =
                            bands::across(structure, &frame.strips[*strip], *strip, piece.lining)
                                .flat;
                        let turned = bands::motion(
                            structure,
                            *strip,
                            frame.strips[*strip].length,
                            piece.lining.is_some(),
                        );
                        for u in places.iter().map(|u| u + shift) {
                            let (edge, inside) =
                                if *far { (0.0, TICK) } else { (flat, flat - TICK) };
                            let tick = Segment::line(Point::new(u, edge), Point::new(u, inside));
                            piece.marks.push(Mark::Tick(turned.segment(&tick)));
                        }
                    }
                }
            }
        }
    }
}
