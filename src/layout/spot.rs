//! What is written inside a piece: the label's place, size and turn, and the grain arrow beside it.

use super::Art;
use super::bounds::Bounds;
use super::grain::{self, Arrow};
use super::grid::{CLEAR, Grid, centroid};
use super::signs::{BREAK, sign_of};
use super::strokes::{Obstacle, flatten, obstacle};
use super::wording::Wording;
use crate::drawing::Role;

/// The name's em sizes, mm, best first.
const EMS: [f64; 4] = [3.2, 2.8, 2.5, 2.2];
/// What a millimeter of em, a turned label, and another arrangement than plain rows cost, in millimeters off the
/// visual middle.
const COST_EM: f64 = 20.0;
const COST_TURNED: f64 = 12.0;
const COST_ARRANGED: f64 = 6.0;
/// A step sideways costs this much more than one up or down: labels keep to the vertical axis.
const SIDEWAYS: f64 = 1.5;
/// Air between the label and the arrow, mm.
const BESIDE: f64 = 1.6;
/// A closed sign smaller than this share of the piece is left free inside: words in it would belong to it.
const SIGN_SHARE: f64 = 0.25;

/// Words keep so far from where a piece is broken off, mm: nearer they read as if they were cut too.
const CLEAR_OF_BREAK: f64 = 4.0;

/// A label inside the piece.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Inside {
    /// The rows.
    pub(super) wording: Wording,
    /// Em of the name, mm.
    pub(super) em: f64,
    /// True if it is set along the piece's y axis.
    pub(super) turned: bool,
    /// The box it fills.
    pub(super) bounds: Bounds,
}

/// What stands inside the piece, and the lines that have to stand outside.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    /// The label, if it has room.
    pub(super) inside: Option<Inside>,
    /// The arrow, if there is a grain and room.
    pub(super) arrow: Option<Arrow>,
    /// The lines of the label, the words for the grain included where there is no arrow.
    pub(super) lines: Vec<String>,
}

/// A piece with its free places counted.
pub(super) struct Site<'a> {
    art: &'a Art,
    lines: Vec<String>,
    bounds: Bounds,
    grid: Grid,
    obstacles: Vec<Obstacle>,
}

impl<'a> Site<'a> {
    /// Reads where things are on a piece; `lines` is its label, no line empty.
    pub(super) fn of(art: &'a Art, lines: Vec<String>) -> Self {
        let mut ring = flatten(&art.outline);
        ring.extend(ring.first().copied());
        let bounds = Bounds::of_points(ring.iter().copied());
        let mut grid = Grid::inside(&ring, centroid(&ring));
        let mut obstacles = vec![Obstacle::Chain(ring, true)];
        grid.block(&obstacles[0], false);
        for item in &art.group.items {
            let extent = Bounds::of_item(item);
            let small =
                extent.width() * extent.height() < SIGN_SHARE * bounds.width() * bounds.height();
            let solid = match item.role {
                Role::CutInner | Role::Hole | Role::Label => true,
                Role::CutOuter | Role::StitchLine | Role::Fold => false,
                _ => small,
            };
            let next = obstacle(item);
            grid.block(&next, solid);
            if sign_of(item) == BREAK {
                grid.block_box(extent.grown(CLEAR_OF_BREAK));
            }
            obstacles.push(next);
        }
        grid.count_up();
        Self { art, lines, bounds, grid, obstacles }
    }

    /// Places label and arrow; `turned` if the label reads level when set along the piece's y axis.
    pub(super) fn spot(&self, turned: bool) -> Spot {
        let Some(degrees) = self.art.grain else {
            let inside = self.label(&self.lines, turned, EMS[0]);
            return Spot { inside, arrow: None, lines: self.lines.clone() };
        };
        // A smaller label that leaves room for the arrow is better than words.
        for greatest in [EMS[0], EMS[2], EMS[3]] {
            if let Some(inside) = self.label(&self.lines, turned, greatest)
                && let Some(arrow) = self.arrow(Some(&inside), degrees)
            {
                return Spot {
                    inside: Some(inside),
                    arrow: Some(arrow),
                    lines: self.lines.clone(),
                };
            }
        }
        let mut worded = self.lines.clone();
        worded.push(grain::words(self.bounds, degrees));
        if let Some(inside) = self.label(&worded, turned, EMS[0]) {
            return Spot { inside: Some(inside), arrow: None, lines: worded };
        }
        let arrow = self.arrow(None, degrees);
        let lines = if arrow.is_some() { self.lines.clone() } else { worded };
        Spot { inside: None, arrow, lines }
    }

    fn label(&self, lines: &[String], turned: bool, greatest: f64) -> Option<Inside> {
        let arrangements: [fn(&[String]) -> Wording; 3] =
            [Wording::stacked, Wording::wrapped, Wording::in_one_row];
        let mut best: Option<(f64, Inside)> = None;
        for (k, arrange) in arrangements.into_iter().enumerate() {
            let arranged = if k == 0 { 0.0 } else { COST_ARRANGED };
            // Measuring words is dear: an arrangement that cannot win is not set at all.
            if best.as_ref().is_some_and(|(best, _)| *best <= arranged) {
                break;
            }
            let wording = arrange(lines);
            if k > 0 && wording.n_rows() == lines.len() {
                continue;
            }
            for set_turned in [turned, !turned] {
                let base = arranged + if set_turned == turned { 0.0 } else { COST_TURNED };
                // What does not fit at the smallest size fits at none.
                let mut smallest_fits = None;
                for em in EMS.into_iter().filter(|em| *em <= greatest) {
                    let cost = base + (EMS[0] - em) * COST_EM;
                    let limit = best.as_ref().map_or(f64::INFINITY, |(best, _)| best - cost);
                    if limit <= 0.0 || smallest_fits == Some(false) {
                        break;
                    }
                    let find = |em: f64, limit: f64| {
                        let size = wording.size(em);
                        let (w, h) = if set_turned { (size.y, size.x) } else { (size.x, size.y) };
                        self.grid.nearest(w, h, SIDEWAYS, limit)
                    };
                    if let Some((off, middle)) = find(em, limit) {
                        let bounds = wording.bounds_around(em, middle, set_turned);
                        let wording = wording.clone();
                        best =
                            Some((cost + off, Inside { wording, em, turned: set_turned, bounds }));
                    } else if smallest_fits.is_none() {
                        smallest_fits = Some(find(EMS[3], f64::INFINITY).is_some());
                    }
                }
            }
        }
        best.map(|(_, inside)| inside)
    }

    fn arrow(&self, label: Option<&Inside>, degrees: f64) -> Option<Arrow> {
        let Some(label) = label else {
            return grain::place(&self.grid, self.bounds, &self.obstacles, degrees);
        };
        let mut grid = self.grid.clone();
        grid.block_box(label.bounds.grown(BESIDE));
        grid.count_up();
        let mut obstacles = self.obstacles.clone();
        let corners = label.bounds.grown(BESIDE - CLEAR).corners();
        obstacles.push(Obstacle::Chain(corners.into_iter().chain([corners[0]]).collect(), true));
        grain::place(&grid, self.bounds, &obstacles, degrees)
    }
}
