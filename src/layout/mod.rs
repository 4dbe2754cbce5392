//! Pieces on paper, true to size: labels and grain arrows, packing, and what every page carries to prove its scale.
//!
//! # Stages
//!
//! 1. Each piece is read into a grid of free cells (`grid`), and label and grain arrow find their place in it (`spot`,
//!    `grain`); what has no room inside is led out beside the piece (`block`).
//! 2. The blocks are packed around the gauges (`furniture`, `pack`): fewest pages, then the calmest page.
//! 3. Pieces are moved to their places (`motion`) and the title block, gauges, legend and list are drawn.
//!
//! Nothing here scales: a piece is turned by quarters and shifted, nothing else. A long strap that no page holds can be
//! drawn as its two ends (`broken`).

mod art;
mod bed;
mod block;
mod bounds;
mod broken;
mod error;
mod furniture;
mod gauges;
mod grain;
mod grid;
mod header;
mod legend;
mod motion;
mod pack;
mod pages;
mod paper;
mod sheets;
mod signs;
mod spot;
mod strokes;
mod wording;

pub use art::art;
pub use bed::bed;
pub use broken::broken;
pub use error::LayoutError;
pub use pages::lay_out;
pub use paper::{Paper, PaperError};
pub use sheets::Sheets;

use crate::drawing::{Drawing, Group};
use crate::geom::Segment;

/// One piece as it is cut, before it has a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Art {
    /// Everything drawn on it, in its own coordinates: outline, holes, stitch lines, folds, marks; neither label nor
    /// grain arrow, which the layout places.
    pub group: Group,
    /// Its outline: closed, counter-clockwise.
    pub outline: Vec<Segment>,
    /// What is written on it; the first line is its name.
    pub label: Vec<String>,
    /// Direction of the grain, degrees counter-clockwise from its x axis.
    pub grain: Option<f64>,
}

/// What every page says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The bag.
    pub title: String,
    /// Finished size, materials, iron: one line each.
    pub subtitle: Vec<String>,
    /// What to mind, set bold: `no sewn proof: make a trial in scrap first`.
    pub notes: Vec<String>,
}

/// Pages in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// At least one.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Everything on it: furniture first (groups whose id starts with `sheet.`), then the pieces.
    pub drawing: Drawing,
    /// Where its pieces stand, in the order of the pieces.
    pub placed: Vec<Placed>,
}

/// The place of one piece: turned about its origin, then shifted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Its index in the pieces that were laid out.
    pub art: usize,
    /// Shift in x, mm.
    pub x: f64,
    /// Shift in y, mm.
    pub y: f64,
    /// Turn before the shift, degrees counter-clockwise: 0 or 90.
    pub rot_deg: f64,
}
