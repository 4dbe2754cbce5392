//! Layers: what lies under the shell, glued to it, hung into it or flat inside a panel.

use core::f64::consts::PI;

use crate::frame::{Frame, PanelFrame, Structure};
use crate::geom::{Contour, Motion, Path, Point, Segment};
use crate::style::bound::{LayerKind, Thing};

use super::piece::{Mark, Origin, OutlineSegment, Piece};
use super::zone::Zone;
use super::{blank, creases, cut, fill, grain_of, net};

/// The pieces of one layer.
pub(super) fn layer(
    structure: &Structure,
    frame: &Frame<f64>,
    zones: &[Vec<Zone>],
    index: usize,
    pieces: &mut Vec<Piece>,
) {
    match structure.bound.layers[index].kind {
        LayerKind::Glued => glued(structure, frame, zones, index, pieces),
        LayerKind::DropIn => drop_in(structure, frame, zones, index, pieces),
        LayerKind::Flat => flat(structure, frame, index, pieces),
        LayerKind::Reinforcement => patches(structure, frame, index, pieces),
    }
}

/// A blank piece of a layer under some panels.
fn under(structure: &Structure, layer: usize, group: Vec<usize>) -> Piece {
    let bound = &structure.bound.layers[layer];
    let panels: Vec<String> =
        group.iter().map(|panel| structure.bound.panels[*panel].name.clone()).collect();
    let entry = &structure.entries[bound.material];
    let title = format!("{} {}", bound.name, panels.join(" + "));
    let first = panels.first().cloned().unwrap_or_default();
    let grain = group.first().map(|panel| grain_of(structure, *panel));
    let mut piece = blank(format!("{}.{first}", bound.name), title, entry, Origin::Panels(group));
    piece.panels = panels;
    piece.layer = Some(layer);
    if let Some(grain) = grain {
        piece.grain_deg = grain;
    }
    piece
}

/// Glued to the flesh: flush at its edges, folded about its own radius.
fn glued(
    structure: &Structure,
    frame: &Frame<f64>,
    zones: &[Vec<Zone>],
    index: usize,
    pieces: &mut Vec<Piece>,
) {
    let bound = &structure.bound.layers[index];
    let cuts = net::lining_folds(structure, frame, index);
    let mut drawn = frame.panels.clone();
    for panel in &bound.panels {
        if let Some(strip) = creases::strip_of(structure, *panel) {
            let wider = creases::bends(structure, frame, strip, Some(index)).wider;
            drawn[*panel] = creases::widened(&drawn[*panel], wider);
        }
    }
    for group in net::groups(structure, |panel| bound.panels.contains(&panel)) {
        let laid = net::net(structure, &drawn, zones, &cuts, &group, true);
        let mut piece = under(structure, index, group);
        fill(&mut piece, laid);
        cut::cut(structure, frame, &mut piece);
        creases::mark(structure, frame, &mut piece);
        pieces.push(piece);
    }
}

/// A bag of its own: smaller at every seam, with the same allowances, stopped under a turned-over edge.
fn drop_in(
    structure: &Structure,
    frame: &Frame<f64>,
    zones: &[Vec<Zone>],
    index: usize,
    pieces: &mut Vec<Piece>,
) {
    let bound = &structure.bound.layers[index];
    let less = bound.less.map_or(0.0, |leaf| frame.values[leaf]);
    let mut drawn = frame.panels.clone();
    let mut kept = zones.to_vec();
    for panel in &bound.panels {
        let count = structure.bound.panels[*panel].edges.len();
        let moved: Vec<f64> = (0..count)
            .map(|edge| {
                let joint =
                    zones[*panel].iter().find(|zone| zone.edge == edge).map(|zone| zone.joint);
                let Some(joint) = joint.map(|joint| &structure.bound.joints[joint]) else {
                    return 0.0;
                };
                match &bound.up_to {
                    Some((finish, lap)) if joint.name == *finish => {
                        // It ends so far under the turned-over edge: below the fold by the turn less the lap.
                        let turn = joint.add.map_or(0.0, |leaf| frame.values[leaf]);
                        turn - frame.values[*lap]
                    }
                    _ => less,
                }
            })
            .collect();
        drawn[*panel] =
            moved_in(&frame.panels[*panel], &with_neighbours(&frame.panels[*panel], moved));
        // Edges that have become longer or shorter are divided in the same shares.
        for zone in &mut kept[*panel] {
            let ratio = drawn[*panel].net(zone.edge) / frame.panels[*panel].net(zone.edge);
            zone.range = zone.range.map(|at| at * ratio);
        }
        if let Some((finish, _)) = &bound.up_to {
            kept[*panel].retain(|zone| structure.bound.joints[zone.joint].name != *finish);
        }
    }
    let cuts = net::shell_folds(frame);
    for group in net::groups(structure, |panel| bound.panels.contains(&panel)) {
        let laid = net::net(structure, &drawn, &kept, &cuts, &group, true);
        let mut piece = under(structure, index, group);
        fill(&mut piece, laid);
        cut::cut(structure, frame, &mut piece);
        turning_gap(structure, frame, &drawn, index, &mut piece);
        pieces.push(piece);
    }
}

/// Ticks where the edge is left open through which the bag is turned: about the edge's middle.
fn turning_gap(
    structure: &Structure,
    frame: &Frame<f64>,
    drawn: &[PanelFrame<f64>],
    layer: usize,
    piece: &mut Piece,
) {
    let Some((panel, edge, length)) = structure.bound.layers[layer].turn_gap else { return };
    let Some(motion) = piece.motion_of(panel).copied() else { return };
    let path = Path::open(drawn[panel].edge(edge).iter().map(|part| part.segment).collect());
    for side in [-0.5, 0.5] {
        let (at, along) = path.at(0.5 * path.length() + side * frame.values[length]);
        let tick = Segment::line(at, at + along.left() * GAP_TICK);
        piece.marks.push(Mark::Tick(motion.segment(&tick)));
    }
}

/// Length of the ticks beside the turning gap, mm.
const GAP_TICK: f64 = 3.0;

/// An edge that goes straight on from its neighbour moves with the one that moves more: a line stays a line.
fn with_neighbours(panel: &PanelFrame<f64>, mut by: Vec<f64>) -> Vec<f64> {
    let count = by.len();
    for _ in 0..count {
        for edge in 0..count {
            let next = (edge + 1) % count;
            if panel.corners[edge].radius.is_none() && panel.corners[edge].turn.abs() < 1e-6 {
                let most = by[edge].max(by[next]);
                by[edge] = most;
                by[next] = most;
            }
        }
    }
    by
}

/// A panel whose edges lie further in, each by its own distance; corners keep their roundness.
fn moved_in(panel: &PanelFrame<f64>, by: &[f64]) -> PanelFrame<f64> {
    let mut moved = panel.clone();
    let count = by.len();
    for part in &mut moved.segments {
        part.segment = part.segment.shifted_left(by.get(part.edge).copied().unwrap_or(0.0));
    }
    for edge in 0..count {
        let next = (edge + 1) % count;
        let (Some(before), after) = (moved.first[edge + 1].checked_sub(1), moved.first[next])
        else {
            continue;
        };
        let (a, b) = (moved.segments[before].segment, moved.segments[after].segment);
        let near = a.b.lerp(b.a, 0.5);
        let at =
            if (a.b - b.a).norm() < 1e-9 { near } else { crate::geom::meet(&a, &b, near).point };
        moved.segments[before].segment = ended(&a, at);
        moved.segments[after].segment = started(&b, at);
        moved.corners[edge].point = at;
    }
    for part in &mut moved.segments {
        part.length = part.segment.length();
    }
    moved
}

fn ended(segment: &Segment, at: Point) -> Segment {
    if segment.is_line() {
        Segment { b: at, ..*segment }
    } else {
        segment.part(0.0, segment.foot(at).0)
    }
}

fn started(segment: &Segment, at: Point) -> Segment {
    if segment.is_line() {
        Segment { a: at, ..*segment }
    } else {
        segment.part(segment.foot(at).0, 1.0)
    }
}

/// Stiffeners: flat inside each panel, never across a bend.
fn flat(structure: &Structure, frame: &Frame<f64>, index: usize, pieces: &mut Vec<Piece>) {
    let bound = &structure.bound.layers[index];
    let less = bound.less.map_or(0.0, |leaf| frame.values[leaf]);
    for panel in &bound.panels {
        let outline: Vec<Segment> =
            frame.panels[*panel].segments.iter().map(|part| part.segment).collect();
        let Ok(contour) = Contour::new(outline) else { continue };
        let through = structure.bound.panels[*panel].through;
        for (place, inner) in contour.inset(less).into_iter().enumerate() {
            let mut piece = under(structure, index, vec![*panel]);
            if place > 0 {
                piece.id = format!("{}[{place}]", piece.id);
            }
            // Seen on the side that lies against the shell's flesh, as a lining is.
            let motion = if through { Motion::IDENTITY } else { Motion::MIRROR };
            let mut outline: Vec<OutlineSegment> = inner
                .segments()
                .iter()
                .map(|segment| OutlineSegment {
                    segment: motion.segment(segment),
                    edge: structure.bound.panels[*panel].name.clone(),
                    owner: None,
                    joint: None,
                })
                .collect();
            if motion.mirrors() {
                outline.reverse();
                for part in &mut outline {
                    part.segment = part.segment.reversed();
                }
            }
            piece.outline = outline;
            pieces.push(piece);
        }
    }
}

/// Reinforcements: under each footprint, larger by `grow`, with round corners.
fn patches(structure: &Structure, frame: &Frame<f64>, index: usize, pieces: &mut Vec<Piece>) {
    let bound = &structure.bound.layers[index];
    let grow = bound.grow.map_or(0.0, |leaf| frame.values[leaf]);
    let entry = &structure.entries[bound.material];
    let mut made: Vec<([f64; 2], usize)> = Vec::new();
    for place in &bound.places {
        let placed = &structure.bound.places[*place];
        let [length, width] = frame.places[*place].footprint;
        let size = match placed.thing {
            Thing::Strap(_) | Thing::Part(_) => [length, width],
            Thing::Panel(_) => continue,
        };
        // Equal patches are one drawing, cut several times.
        let same = |(other, _): &&([f64; 2], usize)| {
            (other[0] - size[0]).abs() < 1e-9 && (other[1] - size[1]).abs() < 1e-9
        };
        if let Some((_, piece)) = made.iter().find(same) {
            pieces[*piece].cut += 1;
            continue;
        }
        let name = format!("{}.{}", bound.name, placed.name.trim_start_matches("place."));
        let mut piece = blank(name.clone(), name.clone(), entry, Origin::Patch(*place));
        piece.panels = vec![name.clone()];
        piece.layer = Some(index);
        piece.grain_deg = 0.0;
        piece.outline = rounded_box(size[0], size[1], grow, &name);
        made.push((size, pieces.len()));
        pieces.push(piece);
    }
}

/// A box grown by `grow` on every side, its corners quarter circles about the box's own.
fn rounded_box(length: f64, width: f64, grow: f64, name: &str) -> Vec<OutlineSegment> {
    let quarter = libm::tan(PI / 8.0);
    let mut outline = Vec::with_capacity(8);
    let corners = [
        Point::new(grow, grow),
        Point::new(grow + length, grow),
        Point::new(grow + length, grow + width),
        Point::new(grow, grow + width),
    ];
    let outward = [
        Point::new(0.0, -grow),
        Point::new(grow, 0.0),
        Point::new(0.0, grow),
        Point::new(-grow, 0.0),
    ];
    for side in 0..4 {
        let (a, b) = (corners[side], corners[(side + 1) % 4]);
        let out = outward[side];
        let line = Segment::line(a + out, b + out);
        let corner = Segment::arc(b + out, b + outward[(side + 1) % 4], quarter);
        for segment in [line, corner] {
            if (segment.b - segment.a).norm() > 1e-9 {
                outline.push(OutlineSegment {
                    segment,
                    edge: name.to_owned(),
                    owner: None,
                    joint: None,
                });
            }
        }
    }
    outline
}
