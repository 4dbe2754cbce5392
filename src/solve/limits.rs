//! What is never drafted, whatever a style says: a bag of metres, or of a hundred thousand holes.

use crate::diag::{Diagnostic, Place};
use crate::frame::{Frame, Structure};
use crate::style::{LEAST_PITCH, pitch_too_small};

/// No leather reaches further, mm.
const FARTHEST: f64 = 10_000.0;

/// A bag has at most so many holes.
const MAX_HOLES: u64 = 100_000;

/// What is beyond the limits on a frame: told before anything is made of it.
pub(super) fn exceeded(structure: &Structure, frame: &Frame<f64>) -> Vec<Diagnostic> {
    let bound = &structure.bound;
    let mut told = Vec::new();
    let mut far = |name: &str, span| {
        let message = format!("`{name}` reaches further than 10 m");
        let finding = Diagnostic::error("too-large", Place::Text(span), message);
        told.push(finding.hint("a formula may lack a division, or a range may be too wide"));
    };
    for (panel, drawn) in bound.panels.iter().zip(&frame.panels) {
        let reach = |value: f64| value.abs() > FARTHEST;
        if drawn.segments.iter().any(|part| reach(part.segment.b.x) || reach(part.segment.b.y)) {
            far(&panel.name, panel.span);
        }
    }
    for (strap, drawn) in bound.straps.iter().zip(&frame.straps) {
        if drawn.flat > FARTHEST || drawn.cut_width > FARTHEST {
            far(&strap.name, strap.span);
        }
    }
    let mut holes: u64 = 0;
    for (row, drawn) in bound.rows.iter().zip(&frame.rows) {
        let of_run = drawn.runs.iter().map(|run| u64::from(run.stitches) + 1).sum::<u64>();
        holes += of_run * (row.sides.len() + row.plies.len()).max(1) as u64;
        if row.pitch.is_some_and(|leaf| frame.values[leaf] < LEAST_PITCH) {
            told.push(pitch_too_small(&row.name, row.span));
        }
    }
    if holes > MAX_HOLES {
        let message = format!("the bag has {holes} holes; at most {MAX_HOLES} are made");
        let finding = Diagnostic::error("too-many", Place::Nowhere, message);
        told.push(finding.hint("take an iron with a wider pitch, or make a smaller bag"));
    }
    told
}
