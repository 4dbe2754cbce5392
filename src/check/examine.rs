//! What must be true of cut pieces whatever the rules say: outlines that close and do not cross, holes inside, equal counts.

use std::collections::BTreeSet;

use crate::draft::{Draft, Hole, Mark, Origin, OutlineSegment, Piece};
use crate::frame::{Structure, footprint_of};
use crate::geom::{OutsetTrouble, Point, Segment};
use crate::style::bound::{End, LayerKind, RowKind, Shape, Side};

use super::bag::in_its_edge;
use super::fault::Fault;

/// What is measured here again, on other ways than the margins, is not refused by rounding, mm.
const ROUNDING: f64 = 1e-6;

/// Examines every piece and every row.
pub fn examine(structure: &Structure, draft: &Draft) -> Vec<Fault> {
    let mut faults = Vec::new();
    for piece in &draft.pieces {
        faults.extend(outline(piece));
        faults.extend(openings(piece));
        faults.extend(allowances(piece));
    }
    faults.extend(stiffeners(structure, draft));
    if !faults.is_empty() {
        return faults;
    }
    for piece in &draft.pieces {
        let segments: Vec<Segment> = piece.outline.iter().map(|part| part.segment).collect();
        for hole in piece.holes.iter().filter(|hole| !over_the_edge(structure, draft, hole)) {
            // What a part is set in may be an opening of its own.
            let open = hole.uses.is_none() && piece.openings.iter().any(|it| holds(it, hole.at));
            if open || !holds(&segments, hole.at) {
                let row = structure.bound.rows[hole.row].name.clone();
                let fault = Fault::HoleOutside { row, piece: piece.id.clone() };
                if faults.last() != Some(&fault) {
                    faults.push(fault);
                }
            }
        }
    }
    for piece in &draft.pieces {
        faults.extend(near_edge(structure, draft, piece));
        faults.extend(rows_collide(structure, draft, piece));
        faults.extend(overhangs(structure, piece));
    }
    for row in 0..draft.rows.len().min(structure.bound.rows.len()) {
        faults.extend(mates(structure, draft, row));
        spacing(structure, draft, row, &mut faults);
    }
    faults
}

/// The run and number of every hole of some plies of a row.
fn numbers(draft: &Draft, row: usize, of: impl Fn(usize) -> bool) -> BTreeSet<(usize, usize)> {
    let plies = draft.rows[row].plies.iter().enumerate().filter(|(ply, _)| of(*ply));
    let holes = plies.flat_map(|(ply, on)| {
        let here = move |hole: &&Hole| (hole.row, hole.ply) == (row, ply);
        draft.pieces[on.piece].holes.iter().filter(here)
    });
    holes.map(|hole| (hole.run, hole.index)).collect()
}

/// Layers that do not have every hole of their row: all plies of a side together, a strap's layers and what is glued on
/// each for itself.
fn mates(structure: &Structure, draft: &Draft, row: usize) -> Vec<Fault> {
    let bound = &structure.bound.rows[row];
    let plies = &draft.rows[row].plies;
    let together = |ply: usize| match plies[ply].side {
        Some(side) if plies[ply].glued_to.is_none() => numbers(draft, row, |other| {
            plies[other].side == Some(side) && plies[other].glued_to.is_none()
        }),
        _ => numbers(draft, row, |other| other == ply),
    };
    let all = if plies.is_empty() { BTreeSet::new() } else { together(0) };
    let mut faults = Vec::new();
    for (ply, of) in plies.iter().enumerate() {
        let own = together(ply);
        let half = matches!(draft.pieces[of.piece].origin, Origin::Half(..));
        let mated = match (of.glued_to, of.side) {
            // A lining has the holes of the leather it is glued to.
            (Some(shell), _) => half || own == numbers(draft, row, |other| other == shell),
            // Through the thickness of an edge, or through its own copy of a layer: some of them.
            (None, Some(side)) if in_its_edge(structure, row, side) => own.is_subset(&all),
            (None, None) if !bound.sides.is_empty() => own.is_subset(&all),
            (None, _) => own == all,
        };
        if !mated {
            let piece = draft.pieces[of.piece].id.clone();
            let fault = Fault::NoMate { row: bound.name.clone(), piece };
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
    faults
}

/// Runs whose single holes are not at the iron's distance.
fn spacing(structure: &Structure, draft: &Draft, index: usize, faults: &mut Vec<Fault>) {
    let bound = &structure.bound.rows[index];
    let free = bound.uses.is_some() || bound.count.is_some() || bound.holes_of.is_some();
    if bound.glued || free {
        return;
    }
    let iron = &structure.entries[bound.iron];
    let (tolerance, pitch) = (iron.figure("tolerance"), iron.figure("pitch"));
    let closed_strokes = match bound.kind {
        RowKind::Box(..) | RowKind::Loop(..) => true,
        RowKind::Window(window) => !structure.bound.windows[window].halves,
        _ => false,
    };
    for of in &draft.rows[index].plies {
        for (run, stretch) in of.runs.iter().enumerate() {
            // A short side of a box takes one stitch of its own length, a cross what fits; where a side goes on to
            // another piece a run may leave no two holes here.
            let short = closed_strokes && stretch.stitches == 1;
            let cross = matches!(bound.kind, RowKind::Box(..)) && run >= 4;
            if short || cross || stretch.stitches == 0 {
                continue;
            }
            let [least, greatest] = stretch.spacing;
            let off = (pitch - least).max(greatest - pitch);
            // What is not a number is off too.
            let within = off <= tolerance + ROUNDING;
            if !within {
                faults.push(Fault::Spacing {
                    row: format!("{} run {run}", bound.name),
                    piece: draft.pieces[of.piece].id.clone(),
                    least,
                    greatest,
                    pitch,
                });
            }
        }
    }
}

/// True for a hole that is meant to lie at the edge: in the thickness of what stands on the other side, or the end of a
/// row that is sewn over the edge or only goes back and forth there.
fn over_the_edge(structure: &Structure, draft: &Draft, hole: &Hole) -> bool {
    let bound = &structure.bound.rows[hole.row];
    let Some(ply) = draft.rows.get(hole.row).and_then(|row| row.plies.get(hole.ply)) else {
        return false;
    };
    let over = |end: usize| matches!(bound.ends[end], End::Edge | End::Backtack);
    let last_run = ply.runs.len().saturating_sub(1);
    let is_last = || {
        let last = numbers(draft, hole.row, |_| true).into_iter().next_back();
        last == Some((hole.run, hole.index))
    };
    ply.side.is_some_and(|side| in_its_edge(structure, hole.row, side))
        || over(0) && (hole.run, hole.index) == (0, 0)
        || over(1) && hole.run == last_run && is_last()
}

/// The first hole that is nearer to any edge of its piece, openings too, than to its own edge it may be.
fn near_edge(structure: &Structure, draft: &Draft, piece: &Piece) -> Option<Fault> {
    let entry = structure.entries.iter().find(|entry| entry.id == piece.material)?;
    piece.holes.iter().find_map(|hole| {
        let bound = &structure.bound.rows[hole.row];
        let part = hole.uses.map(|slot| 0.5 * footprint_of(&structure.entries[slot]));
        let least = part
            .unwrap_or_else(|| super::rules::least_to_edge(entry, &structure.entries[bound.iron]));
        let crossed = |part: &&OutlineSegment| !runs_across(structure, hole.row, part);
        let cut = piece.outline.iter().filter(crossed).map(|part| &part.segment);
        let open = piece.openings.iter().flatten().filter(|_| hole.uses.is_none());
        let distances = cut.chain(open).map(|segment| segment.signed_distance(hole.at).abs());
        let distance = distances.fold(f64::INFINITY, f64::min);
        let near = distance < least - ROUNDING && !over_the_edge(structure, draft, hole);
        near.then(|| Fault::NearEdge {
            row: bound.name.clone(),
            piece: piece.id.clone(),
            distance,
            least,
        })
    })
}

/// Allowances that run into others. One that is longer than its edge only gives way to its neighbours, and is told.
fn allowances(piece: &Piece) -> impl Iterator<Item = Fault> + '_ {
    let runs_into = |what: &OutsetTrouble| !matches!(what, OutsetTrouble::Vanished);
    let troubles = piece.troubles.iter().filter(move |(_, what)| runs_into(what));
    troubles.map(|(edge, _)| Fault::Allowance { piece: piece.id.clone(), edge: edge.clone() })
}

/// Stiffeners for which their panel has no room.
fn stiffeners(structure: &Structure, draft: &Draft) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, layer) in structure.bound.layers.iter().enumerate() {
        for panel in layer.panels.iter().filter(|_| layer.kind == LayerKind::Flat) {
            let made = |piece: &Piece| {
                piece.layer == Some(index) && piece.origin == Origin::Panels(vec![*panel])
            };
            if !draft.pieces.iter().any(made) {
                let panel = structure.bound.panels[*panel].name.clone();
                faults.push(Fault::NoRoom { layer: layer.name.clone(), panel });
            }
        }
    }
    faults
}

/// True if a row runs on across a sewn end of a strip's part: there the other part lies under it and holds the stitch.
fn runs_across(structure: &Structure, row: usize, part: &OutlineSegment) -> bool {
    let Some((panel, edge)) = part.owner else { return false };
    let Shape::Part(strip, _) = structure.bound.panels[panel].shape else { return false };
    let sewn = part.joint.is_some_and(|joint| structure.bound.joints[joint].row.is_some());
    let along = |side: &Side| side.strip.is_some_and(|(of, _)| of == strip);
    edge % 2 == 1 && sewn && structure.bound.rows[row].sides.iter().any(along)
}

/// The first two holes of different rows that leave no web between them.
fn rows_collide(structure: &Structure, draft: &Draft, piece: &Piece) -> Option<Fault> {
    let copies = matches!(piece.origin, Origin::Strap(_));
    // What a hole takes of the web to its neighbour: half a stitch's least distance, or half of a part.
    let reach = |hole: &Hole| {
        let part = hole.uses.map(|slot| footprint_of(&structure.entries[slot]));
        let iron = &structure.entries[structure.bound.rows[hole.row].iron];
        0.5 * part.unwrap_or_else(|| super::rules::least_spacing(iron))
    };
    let reaches: Vec<f64> = piece.holes.iter().map(reach).collect();
    let widest = 2.0 * reaches.iter().copied().fold(0.0, f64::max);
    for (index, hole) in piece.holes.iter().enumerate() {
        for (place, other) in piece.holes.iter().enumerate().skip(index + 1) {
            // Several copies of a strap are one drawing: their rows lie on each other and on different straps.
            let same = hole.row == other.row
                || copies && draft.rows[hole.row].copy != draft.rows[other.row].copy;
            let apart = hole.at - other.at;
            if same || apart.x.abs() > widest || apart.y.abs() > widest {
                continue;
            }
            let least = reaches[index] + reaches[place];
            let distance = apart.norm();
            if distance < least - ROUNDING {
                let [row, other] =
                    [hole.row, other.row].map(|row| structure.bound.rows[row].name.clone());
                return Some(Fault::RowsCollide {
                    row,
                    other,
                    piece: piece.id.clone(),
                    distance,
                    least,
                });
            }
        }
    }
    None
}

/// The first thing sewn on that is not wholly on its piece.
fn overhangs(structure: &Structure, piece: &Piece) -> Option<Fault> {
    let segments: Vec<Segment> = piece.outline.iter().map(|part| part.segment).collect();
    piece.marks.iter().find_map(|mark| {
        let Mark::Footprint(place, footprint) = mark else { return None };
        let out = footprint.iter().any(|s| {
            let mut edges = segments.iter().chain(piece.openings.iter().flatten());
            !holds(&segments, s.a) || edges.any(|edge| cross(s, edge))
        });
        let name = || structure.bound.places[*place].name.clone();
        out.then(|| Fault::Overhangs { place: name(), piece: piece.id.clone() })
    })
}

/// What is wrong with the openings of a piece.
fn openings(piece: &Piece) -> Option<Fault> {
    let outline: Vec<Segment> = piece.outline.iter().map(|part| part.segment).collect();
    let wrong = |(index, opening): (usize, &Vec<Segment>)| {
        let others = piece.openings.iter().skip(index + 1).flatten();
        let beyond = |segment: &Segment| {
            !holds(&outline, segment.a)
                || outline.iter().chain(others.clone()).any(|edge| cross(segment, edge))
        };
        opening.is_empty() || !is_ring(opening) || opening.iter().any(beyond)
    };
    let found = piece.openings.iter().enumerate().any(wrong);
    found.then(|| Fault::Opening { piece: piece.id.clone() })
}

/// True if segments close, each where the one before ends, counter-clockwise, and none crosses another.
fn is_ring(ring: &[Segment]) -> bool {
    let count = ring.len();
    let chained = (0..count).all(|k| (ring[k].b - ring[(k + 1) % count].a).norm() <= ROUNDING);
    let simple = (0..count).all(|k| {
        let others = (k + 2..count).filter(|other| !(k == 0 && other + 1 == count));
        !others.into_iter().any(|other| cross(&ring[k], &ring[other]))
    });
    let area: f64 = ring.iter().map(|s| 0.5 * s.a.cross(s.b) + cap(s)).sum();
    // What is not a number is no ring either.
    chained && simple && area > 0.0
}

/// What an arc adds to the area between its chord and the origin.
fn cap(segment: &Segment) -> f64 {
    segment.circle().map_or(0.0, |(_, radius)| {
        let angle = segment.turning();
        0.5 * radius * radius * (angle - libm::sin(angle))
    })
}

fn outline(piece: &Piece) -> Option<Fault> {
    let name = || piece.id.clone();
    let segments: Vec<Segment> = piece.outline.iter().map(|part| part.segment).collect();
    let numbers = segments.iter().flat_map(|s| [s.a.x, s.a.y, s.b.x, s.b.y, s.bulge]);
    if segments.len() < 2
        || numbers.chain(piece.holes.iter().flat_map(|h| [h.at.x, h.at.y])).any(|x| !x.is_finite())
    {
        return Some(Fault::NotFinite { piece: name() });
    }
    // Below a square millimetre there is no piece.
    if piece.area() < 1.0 {
        return Some(Fault::InsideOut { piece: name() });
    }
    for (index, part) in piece.outline.iter().enumerate() {
        let next = &piece.outline[(index + 1) % piece.outline.len()];
        let gap = (part.segment.b - next.segment.a).norm();
        let doubles_back = {
            let (out, into) = (part.segment.tangent(1.0), next.segment.tangent(0.0));
            out.dot(into) < -0.999
        };
        let crossing = (index + 2..piece.outline.len())
            .filter(|other| !(index == 0 && other + 1 == piece.outline.len()))
            .any(|other| cross(&part.segment, &segments[other]));
        if gap > 1e-6 || doubles_back || crossing {
            return Some(Fault::Crossed { piece: name(), edge: part.edge.clone() });
        }
    }
    None
}

/// True if two segments that do not follow each other meet.
fn cross(a: &Segment, b: &Segment) -> bool {
    let ((alo, ahi), (blo, bhi)) = (a.bounds(), b.bounds());
    if ahi.x < blo.x || bhi.x < alo.x || ahi.y < blo.y || bhi.y < alo.y {
        return false;
    }
    match (a.circle(), b.circle()) {
        (None, None) => {
            let (u, v) = (a.b - a.a, b.b - b.a);
            let d = u.cross(v);
            if d.abs() < 1e-12 {
                return false;
            }
            let w = b.a - a.a;
            let (s, t) = (w.cross(v) / d, w.cross(u) / d);
            (0.0..=1.0).contains(&s) && (0.0..=1.0).contains(&t)
        }
        (Some((center, radius)), None) => line_meets_arc(b, a, center, radius),
        (None, Some((center, radius))) => line_meets_arc(a, b, center, radius),
        (Some((c1, r1)), Some((c2, r2))) => {
            let between = c2 - c1;
            let d = between.norm();
            if d < 1e-9 || d > r1 + r2 || d < (r1 - r2).abs() {
                return false;
            }
            let along = (d * d + r1 * r1 - r2 * r2) / (2.0 * d);
            let up = (r1 * r1 - along * along).max(0.0).sqrt();
            let unit = between * (1.0 / d);
            [up, -up].iter().any(|h| {
                let p = c1 + unit * along + unit.left() * *h;
                on(a, p) && on(b, p)
            })
        }
    }
}

fn line_meets_arc(line: &Segment, arc: &Segment, center: Point, radius: f64) -> bool {
    let whole = line.b - line.a;
    let length = whole.norm();
    let unit = whole * (1.0 / length);
    let foot = (center - line.a).dot(unit);
    let off = unit.cross(center - line.a);
    if off.abs() > radius {
        return false;
    }
    let half = (radius * radius - off * off).sqrt();
    [foot - half, foot + half]
        .iter()
        .any(|u| 0.0 <= *u && *u <= length && on(arc, line.a + unit * *u))
}

fn on(segment: &Segment, p: Point) -> bool {
    let (share, _) = segment.foot(p);
    (0.0..=1.0).contains(&share)
}

/// True if a point lies inside an outline: inside the polygon of its chords, turned over by every arc whose cap holds it.
pub(crate) fn holds(outline: &[Segment], p: Point) -> bool {
    let mut inside = false;
    for segment in outline {
        let (a, b) = (segment.a, segment.b);
        if (a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y) {
            inside = !inside;
        }
        if let Some((center, radius)) = segment.circle() {
            // The cap lies on the arc's side of the chord: to the right of a left turn.
            let right = (b - a).cross(p - a) * segment.bulge < 0.0;
            let to = p - center;
            let in_circle = to.dot(to) < radius * radius;
            if in_circle && right {
                inside = !inside;
            }
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square with one side bulging out and one dented in by quarter circles.
    #[test]
    fn a_point_is_inside_as_the_arcs_say() {
        let quarter = libm::tan(core::f64::consts::PI / 8.0);
        let corners =
            [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)].map(|(x, y)| Point::new(x, y));
        let bulges = [quarter, 0.0, -quarter, 0.0];
        let outline: Vec<Segment> =
            (0..4).map(|k| Segment::arc(corners[k], corners[(k + 1) % 4], bulges[k])).collect();
        let sag = 5.0 * quarter;
        for (x, y, expected) in [
            (5.0, -0.9 * sag, true),
            (5.0, -1.1 * sag, false),
            (5.0, 10.0 - 1.1 * sag, true),
            (5.0, 10.0 - 0.9 * sag, false),
            (5.0, 5.0, true),
            (11.0, 5.0, false),
            (0.5, -1.5, false),
        ] {
            assert_eq!(holds(&outline, Point::new(x, y)), expected, "({x}, {y})");
        }
    }
}
