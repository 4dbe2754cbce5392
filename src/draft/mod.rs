//! From numbers to cut pieces, in passes with named results: nets, cut lines, strips, straps, layers, rows of holes,
//! parts, marks.

mod carry;
mod creases;
mod cut;
mod layers;
mod marks;
mod net;
mod piece;
mod rows;
mod snips;
mod straps;
mod walk;
mod windows;
mod zone;

pub use piece::{
    DraftRow, FoldMark, Hole, Mark, Origin, OutlineSegment, Piece, Ply, PlyRun, SetPart, StitchRun,
};

use crate::frame::{Frame, Structure};
use crate::pose::Pose;
use crate::stock::Entry;

/// The cut pieces of a bag and the rows that join them.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Shell pieces in file order, straps, stiffeners, tapes, then layers.
    pub pieces: Vec<Piece>,
    /// One for each row of the bound style.
    pub rows: Vec<DraftRow>,
}

/// Drafts a bag.
///
/// Never fails: of a frame whose margins hold it gives pieces that can be cut. Of another it gives whatever comes
/// out, which the review then refuses.
pub fn draft(structure: &Structure, frame: &Frame<f64>, pose: &Pose<f64>) -> Draft {
    let zones = zone::zones(structure, frame);
    let mut pieces = shell(structure, frame, &zones);
    straps::straps(structure, frame, &mut pieces);
    straps::bindings(structure, frame, &mut pieces);
    for layer in 0..structure.bound.layers.len() {
        layers::layer(structure, frame, &zones, layer, &mut pieces);
    }
    windows::openings(structure, frame, &mut pieces);
    let rows = rows::rows(structure, frame, &mut pieces);
    marks::parts(structure, pose, &mut pieces);
    marks::footprints(structure, frame, &mut pieces);
    marks::notches(structure, frame, &mut pieces);
    marks::ticks(structure, frame, &mut pieces);
    snips::snips(structure, frame, &mut pieces);
    Draft { pieces, rows }
}

/// Way of the grain on a panel, whatever it is cut from, degrees: up a panel, along a strip.
fn grain_of(structure: &Structure, panel: usize) -> f64 {
    if creases::strip_of(structure, panel).is_some() { 0.0 } else { 90.0 }
}

/// A piece with nothing on it yet.
fn blank(id: String, title: String, entry: &Entry, origin: Origin) -> Piece {
    Piece {
        id,
        title,
        material: entry.id.clone(),
        material_title: entry.title.clone(),
        thickness: entry.kind.figure("t").map_or(0.0, |figure| entry.at(figure)),
        cut: 1,
        origin,
        panels: Vec::new(),
        layer: None,
        outline: Vec::new(),
        net: Vec::new(),
        openings: Vec::new(),
        troubles: Vec::new(),
        pair: false,
        stitch_runs: Vec::new(),
        holes: Vec::new(),
        folds: Vec::new(),
        marks: Vec::new(),
        parts: Vec::new(),
        grain_deg: 90.0,
        motions: Vec::new(),
    }
}

/// The pieces of the shell: panels joined by folds, and the parts of strips.
fn shell(structure: &Structure, frame: &Frame<f64>, zones: &[Vec<zone::Zone>]) -> Vec<Piece> {
    let cuts = net::shell_folds(frame);
    let mut pieces = Vec::new();
    for group in net::groups(structure, |_| true) {
        let parted = group.first().and_then(|panel| windows::parted(structure, *panel));
        if let Some(window) = parted {
            pieces.extend(windows::halves(structure, frame, zones, window));
            continue;
        }
        let panels: Vec<String> =
            group.iter().map(|panel| structure.bound.panels[*panel].name.clone()).collect();
        let laid = net::net(structure, &frame.panels, zones, &cuts, &group, false);
        let grain = grain_of(structure, group[0]);
        let mut piece = blank(
            panels[0].clone(),
            panels.join(" + "),
            structure.panel_leather(group[0]),
            Origin::Panels(group),
        );
        piece.panels = panels;
        piece.grain_deg = grain;
        fill(&mut piece, laid);
        cut::cut(structure, frame, &mut piece);
        creases::mark(structure, frame, &mut piece);
        pieces.push(piece);
    }
    pieces
}

fn fill(piece: &mut Piece, laid: net::Net) {
    piece.outline = laid.outline;
    piece.folds = laid.folds;
    piece.motions = laid.motions;
}
