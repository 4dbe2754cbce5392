//! From numbers to cut pieces, in passes with named results: nets, strips and straps, rows of holes, parts, marks.

mod bands;
mod marks;
mod net;
mod piece;
mod rows;

pub use piece::{
    DraftRow, FoldMark, Hole, Mark, Origin, OutlineSegment, Piece, Ply, PlyRun, SetPart, StitchRun,
};

use crate::frame::{Frame, Structure};
use crate::pose::Pose;
use crate::stock::Entry;

/// The cut pieces of a bag and the rows that join them.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Shell pieces in file order, strips, straps, stiffeners, then linings.
    pub pieces: Vec<Piece>,
    /// One for each row of the bound style.
    pub rows: Vec<DraftRow>,
}

/// Drafts a bag.
///
/// Never fails: of a frame whose margins hold it gives pieces that can be cut. Of another it gives whatever comes
/// out, which the review then refuses.
pub fn draft(structure: &Structure, frame: &Frame<f64>, pose: &Pose<f64>) -> Draft {
    let mut pieces = shell(structure, frame);
    bands::strips(structure, frame, None, &mut pieces);
    bands::straps(structure, frame, &mut pieces);
    for lining in 0..structure.bound.linings.len() {
        linings(structure, frame, lining, &mut pieces);
        bands::strips(structure, frame, Some(lining), &mut pieces);
    }
    let rows = rows::rows(structure, frame, &mut pieces);
    marks::parts(structure, pose, &mut pieces);
    marks::footprints(structure, frame, &mut pieces);
    marks::ticks(structure, frame, &mut pieces);
    Draft { pieces, rows }
}

/// A piece with nothing on it yet.
fn blank(id: String, title: String, entry: &Entry, origin: Origin) -> Piece {
    Piece {
        id,
        title,
        material: entry.id.clone(),
        material_title: entry.title.clone(),
        thickness: entry.figure("t"),
        cut: 1,
        origin,
        panels: Vec::new(),
        lining: None,
        outline: Vec::new(),
        stitch_runs: Vec::new(),
        holes: Vec::new(),
        folds: Vec::new(),
        marks: Vec::new(),
        parts: Vec::new(),
        grain_deg: 90.0,
        motions: Vec::new(),
    }
}

fn shell(structure: &Structure, frame: &Frame<f64>) -> Vec<Piece> {
    let cuts = net::shell_folds(frame);
    let mut pieces = Vec::new();
    for group in net::groups(structure, |_| true) {
        let panels: Vec<String> =
            group.iter().map(|panel| structure.bound.panels[*panel].name.clone()).collect();
        let laid = net::net(structure, frame, &cuts, &group, false);
        let mut piece = blank(
            panels[0].clone(),
            panels.join(" + "),
            structure.panel_leather(group[0]),
            Origin::Panels(group),
        );
        piece.panels = panels;
        fill(&mut piece, laid);
        pieces.push(piece);
    }
    pieces
}

fn fill(piece: &mut Piece, laid: net::Net) {
    piece.outline = laid.outline;
    piece.folds = laid.folds;
    piece.motions = laid.motions;
}

fn linings(structure: &Structure, frame: &Frame<f64>, lining: usize, pieces: &mut Vec<Piece>) {
    let bound = &structure.bound.linings[lining];
    let cuts = net::lining_folds(structure, frame, lining);
    for group in net::groups(structure, |panel| bound.panels.contains(&panel)) {
        let panels: Vec<String> =
            group.iter().map(|panel| structure.bound.panels[*panel].name.clone()).collect();
        let laid = net::net(structure, frame, &cuts, &group, true);
        let entry = &structure.entries[bound.material];
        let title = format!("{} {}", bound.name, panels.join(" + "));
        let mut piece =
            blank(format!("{}.{}", bound.name, panels[0]), title, entry, Origin::Panels(group));
        piece.panels = panels;
        piece.lining = Some(lining);
        fill(&mut piece, laid);
        pieces.push(piece);
    }
}
