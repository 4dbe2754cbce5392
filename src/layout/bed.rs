//! All pieces on one sheet of its own size: for a laser, a cutter, an editor.

use super::pack::{Packing, Room, pack};
use super::pages::{read, stand};
use super::{Art, LayoutError, Page};
use crate::drawing::Drawing;
use crate::geom::Point;

/// Border around all pieces, mm.
const BORDER: f64 = 5.0;
/// Gap between pieces, mm.
const GAP: f64 = 4.0;
/// The width over the height that is aimed at.
const ASPECT: f64 = 4.0 / 3.0;
/// What a sheet twice as slim or flat as [`ASPECT`] costs, as a share of its area.
const COST_ASPECT: f64 = 1.2;
/// Widths tried, as shares of the width a sheet without waste would have.
const SHARES: [f64; 9] = [0.9, 1.0, 1.06, 1.12, 1.2, 1.28, 1.38, 1.5, 1.7];
/// Side of a sheet without pieces, mm.
const EMPTY: f64 = 50.0;

/// Lays all pieces on one sheet that is as large as they need, about 4 : 3, without title block and gauges.
///
/// Labels and grain arrows are on it. `title` names the drawing.
///
/// # Errors
///
/// When a piece has no outline.
pub fn bed(arts: &[Art], title: &str) -> Result<Page, LayoutError> {
    let pieces = read(arts)?;
    let boxes: Vec<_> = pieces
        .iter()
        .map(|(piece, _)| piece.blocks.each_ref().map(|b| (b.size.x, b.size.y)))
        .collect();
    let area: f64 = boxes.iter().map(|[(w, h), _]| (w + GAP) * (h + GAP)).sum();
    let least = boxes.iter().map(|[(w0, _), (w1, _)]| w0.min(*w1)).fold(0.0, f64::max);
    // Higher than all pieces on top of each other: the strip has no end.
    let height: f64 = boxes.iter().map(|[(_, h0), (_, h1)]| h0.max(*h1) + GAP).sum();
    let mut best: Option<(f64, Packing)> = None;
    for share in SHARES {
        let width = ((area * ASPECT).sqrt() * share).max(least);
        if let Some(packing) = pack(&boxes, &Room::new(width, height, &[], GAP)) {
            let cost = cost(packing.used);
            if best.as_ref().is_none_or(|(best, _)| cost < *best - 1e-6) {
                best = Some((cost, packing));
            }
        }
    }
    let packing = best.map(|(_, packing)| packing).unwrap_or_default();
    let (w, h) = if boxes.is_empty() { (EMPTY, EMPTY) } else { packing.used };
    let (groups, placed) = stand(&pieces, &packing, 0, Point::new(BORDER, BORDER + h));
    let n_pieces = arts.len();
    let drawing = Drawing {
        width: w + 2.0 * BORDER,
        height: h + 2.0 * BORDER,
        title: title.into(),
        description: format!("{n_pieces} pieces at 1 : 1, mm"),
        groups,
    };
    Ok(Page { drawing, placed })
}

/// The area, more for a shape far from the one aimed at.
fn cost((w, h): (f64, f64)) -> f64 {
    let off = libm::log2(w / h / ASPECT);
    w * h * (1.0 + COST_ASPECT * off * off)
}
