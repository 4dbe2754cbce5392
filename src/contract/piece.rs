//! Pieces as JSON.

use serde::Serialize;

use crate::draft::{FoldMark, Piece};
use crate::frame::Structure;
use crate::geom::Segment;
use crate::layout::Sheets;
use crate::style::bound::Construction;

use super::number::{Num, nums};

/// A line or an arc, perhaps with the edge it belongs to.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SegmentData {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<Vec<Num>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arc: Option<Vec<Num>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edge: Option<String>,
}

fn segment(s: &Segment, edge: Option<&str>) -> SegmentData {
    let edge = edge.map(str::to_owned);
    if s.is_line() {
        SegmentData { line: Some(nums([s.a.x, s.a.y, s.b.x, s.b.y])), arc: None, edge }
    } else {
        SegmentData { line: None, arc: Some(nums([s.a.x, s.a.y, s.b.x, s.b.y, s.bulge])), edge }
    }
}

#[derive(Clone, Debug, Serialize)]
struct LineData {
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    seam: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    /// Of a stitch line, from its first hole to its last.
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<Num>,
    segments: Vec<SegmentData>,
}

#[derive(Clone, Debug, Serialize)]
struct HoleData {
    x: Num,
    y: Num,
    angle: Num,
    shape: &'static str,
    length: Num,
    width: Num,
    /// What is set in it, if it is no stitch's.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    seam: String,
    run: usize,
    side: usize,
    index: usize,
}

#[derive(Clone, Debug, Serialize)]
struct FoldData {
    line: Vec<Num>,
    limits: [Vec<Num>; 2],
    angle: Num,
    allowance: Num,
}

#[derive(Clone, Debug, Serialize)]
struct EdgeData {
    name: String,
    length: Num,
    net_length: Num,
    #[serde(skip_serializing_if = "Option::is_none")]
    stitch_length: Option<Num>,
    construction: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct PlacedData {
    page: usize,
    x: Num,
    y: Num,
    rot_deg: Num,
    mirrored: bool,
}

/// A cut piece.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PieceData {
    id: String,
    title: String,
    material: String,
    cut: u32,
    mirrored: bool,
    panels: Vec<String>,
    grain_deg: Num,
    outline: Vec<SegmentData>,
    openings: Vec<Vec<SegmentData>>,
    lines: Vec<LineData>,
    holes: Vec<HoleData>,
    folds: Vec<FoldData>,
    edges: Vec<EdgeData>,
    area_mm2: Num,
    placed: Vec<PlacedData>,
}

/// One piece; `index` is its place among the pieces, page 0 is the bed, pages from 1 on are those of the paper.
pub(super) fn piece(
    structure: &Structure,
    piece: &Piece,
    index: usize,
    bed: &Sheets,
    pages: Option<&Sheets>,
) -> PieceData {
    let row_name = |row: usize| structure.bound.rows[row].name.clone();
    let mut lines: Vec<LineData> = piece
        .stitch_runs
        .iter()
        .map(|run| LineData {
            role: "stitch",
            seam: Some(row_name(run.row)),
            run: Some(run.run),
            side: Some(run.ply),
            part: None,
            length: Some(Num(run.segments.iter().map(Segment::length).sum())),
            segments: run.segments.iter().map(|s| segment(s, None)).collect(),
        })
        .collect();
    for set in &piece.parts {
        for slit in &set.slits {
            lines.push(LineData {
                role: "cut-inner",
                seam: None,
                run: None,
                side: None,
                part: Some(structure.bound.halves[set.part].name.clone()),
                length: None,
                segments: slit.iter().map(|s| segment(s, None)).collect(),
            });
        }
    }
    let holes = piece
        .holes
        .iter()
        .map(|hole| {
            let iron = &structure.entries[structure.bound.rows[hole.row].iron];
            let (mut length, mut width) = (iron.figure("slit"), iron.figure("slit_width"));
            let part = hole.uses.map(|slot| &structure.entries[slot]);
            if let Some(part) = part {
                (length, width) = (part.figure("hole"), part.figure("hole"));
            }
            HoleData {
                x: Num(hole.at.x),
                y: Num(hole.at.y),
                angle: Num(hole.angle_deg),
                shape: if length <= width { "round" } else { "slit" },
                length: Num(length),
                width: Num(width),
                part: part.map(|part| part.id.clone()),
                seam: row_name(hole.row),
                run: hole.run,
                side: hole.ply,
                index: hole.index,
            }
        })
        .collect();
    PieceData {
        id: piece.id.clone(),
        title: piece.title.clone(),
        material: piece.material.clone(),
        cut: piece.cut,
        mirrored: piece.pair,
        panels: piece.panels.clone(),
        grain_deg: Num(piece.grain_deg),
        outline: piece
            .outline
            .iter()
            .map(|part| segment(&part.segment, Some(&part.edge)))
            .collect(),
        openings: piece
            .openings
            .iter()
            .map(|opening| opening.iter().map(|s| segment(s, None)).collect())
            .collect(),
        lines,
        holes,
        folds: piece.folds.iter().map(fold).collect(),
        edges: edges(structure, piece),
        area_mm2: Num(piece.area()),
        placed: placed(index, bed, pages),
    }
}

fn fold(mark: &FoldMark) -> FoldData {
    let ends = |s: &Segment| nums([s.a.x, s.a.y, s.b.x, s.b.y]);
    FoldData {
        line: ends(&mark.line),
        limits: [ends(&mark.limits[0]), ends(&mark.limits[1])],
        angle: Num(mark.angle_deg),
        allowance: Num(mark.allowance),
    }
}

/// Every edge once: the length of its cut line, of its net line, and what is done there.
fn edges(structure: &Structure, piece: &Piece) -> Vec<EdgeData> {
    let mut edges: Vec<(&str, f64, Option<usize>)> = Vec::new();
    for part in &piece.outline {
        match edges.iter_mut().find(|(name, ..)| *name == part.edge) {
            Some((_, length, joint)) => {
                *length += part.segment.length();
                *joint = joint.or(part.joint);
            }
            None => edges.push((&part.edge, part.segment.length(), part.joint)),
        }
    }
    let net = |name: &str| -> f64 {
        piece.net.iter().filter(|part| part.edge == name).map(|part| part.segment.length()).sum()
    };
    edges
        .into_iter()
        .map(|(name, length, joint)| EdgeData {
            name: name.to_owned(),
            length: Num(length),
            // Where nothing lies beyond it the net line is the cut line.
            net_length: Num(if piece.net.is_empty() { length } else { net(name) }),
            stitch_length: None,
            construction: joint
                .map_or("raw", |joint| name_of(structure.bound.joints[joint].construction)),
        })
        .collect()
}

/// What a construction is called in style files.
pub(super) fn name_of(construction: Construction) -> &'static str {
    match construction {
        Construction::Raw => "raw",
        Construction::Turned => "turned",
        Construction::Folded => "folded",
        Construction::Bound => "bound",
        Construction::Piped => "piped",
        Construction::Butt => "butt",
        Construction::Lap => "lap",
        Construction::Channel => "channel",
        Construction::Dart => "dart",
        Construction::Box => "box",
        Construction::Glued => "glued",
    }
}

fn placed(index: usize, bed: &Sheets, pages: Option<&Sheets>) -> Vec<PlacedData> {
    let on = |sheets: &Sheets, first: usize| {
        let mut found = Vec::new();
        for (number, page) in sheets.pages().iter().enumerate() {
            found.extend(page.placed.iter().filter(|placed| placed.art == index).map(|placed| {
                PlacedData {
                    page: first + number,
                    x: Num(placed.x),
                    y: Num(placed.y),
                    rot_deg: Num(placed.rot_deg),
                    mirrored: false,
                }
            }));
        }
        found
    };
    let mut all = on(bed, 0);
    all.extend(pages.map(|pages| on(pages, 1)).unwrap_or_default());
    all
}
