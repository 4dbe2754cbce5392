//! Where on a piece a label may stand: a grid of cells, each free or blocked, with the nearest free window.
//!
//! A cell is free only if every point of it is inside the piece and at least [`CLEAR`] from everything drawn on it.
//! The grid runs through the piece's visual middle, so that a label on a symmetrical piece stands exactly on its axis.

use super::bounds::Bounds;
use super::strokes::{Obstacle, SAGITTA, Stroke, strokes};
use crate::geom::{Point, Vec2};

/// Least distance of a label or a grain arrow from everything else on the piece, mm.
pub(super) const CLEAR: f64 = 0.8;
/// Least side of a cell, mm.
const LEAST_CELL: f64 = 0.2;
/// About how many cells a piece gets: enough for a millimeter on a piece the size of a hand, and a third of the time of half millimeters.
const N_CELLS: f64 = 5_000.0;
/// Strokes are marked in parts this many cells long, so that a slanted one does not visit its whole box.
const PART: f64 = 12.0;

/// The cells of one piece.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    origin: Point,
    cell: f64,
    n_cols: usize,
    n_rows: usize,
    /// Column and row of the node at the visual middle.
    middle: (usize, usize),
    blocked: Vec<bool>,
    /// Blocked cells below and to the left of each node.
    sums: Vec<u32>,
}

impl Grid {
    /// All cells around `ring` blocked, except those whose middle lies inside it.
    pub(super) fn inside(ring: &[Point], middle: Point) -> Self {
        let bounds = Bounds::of_points(ring.iter().copied());
        let cell = (bounds.width() * bounds.height() / N_CELLS).sqrt().max(LEAST_CELL);
        // A strip of a hundred meters would still be a strip of cells: the count is bounded on each side.
        let cell = cell.max(bounds.width().max(bounds.height()) / 1000.0);
        let left = count((middle.x - bounds.lo.x) / cell);
        let below = count((middle.y - bounds.lo.y) / cell);
        let n_cols = left + count((bounds.hi.x - middle.x) / cell);
        let n_rows = below + count((bounds.hi.y - middle.y) / cell);
        let origin = middle - Vec2::new(float(left), float(below)) * cell;
        let mut grid = Self {
            origin,
            cell,
            n_cols,
            n_rows,
            middle: (left, below),
            blocked: vec![true; n_cols * n_rows],
            sums: Vec::new(),
        };
        grid.fill(ring, false);
        grid
    }

    /// Blocks every cell nearer than [`CLEAR`] to an obstacle; of a closed one that is `solid`, the inside too.
    pub(super) fn block(&mut self, obstacle: &Obstacle, solid: bool) {
        // Half the diagonal: a cell is judged by its middle.
        let reach = CLEAR + SAGITTA + self.cell * core::f64::consts::FRAC_1_SQRT_2;
        match obstacle {
            Obstacle::Disc(center, radius) => {
                self.block_near(Stroke { a: *center, b: *center }, reach + radius);
            }
            Obstacle::Chain(points, closed) => {
                for stroke in strokes(points) {
                    let n_parts =
                        ((stroke.b - stroke.a).norm() / (self.cell * PART)).ceil().max(1.0);
                    let mut a = stroke.a;
                    for k in 1..=count(n_parts).min(4096) {
                        let b = stroke.a.lerp(stroke.b, (float(k) / n_parts).min(1.0));
                        self.block_near(Stroke { a, b }, reach);
                        a = b;
                    }
                }
                if solid && *closed {
                    self.fill(points, true);
                }
            }
        }
    }

    /// Blocks a box.
    pub(super) fn block_box(&mut self, bounds: Bounds) {
        let (cols, rows) = self.cells_of(bounds);
        for row in rows {
            self.blocked[row * self.n_cols..][cols.clone()].fill(true);
        }
    }

    /// Counts the blocked cells; needed after blocking and before any search.
    pub(super) fn count_up(&mut self) {
        let width = self.n_cols + 1;
        self.sums.clear();
        self.sums.resize(width * (self.n_rows + 1), 0);
        for row in 0..self.n_rows {
            let mut in_row = 0;
            for col in 0..self.n_cols {
                in_row += u32::from(self.blocked[row * self.n_cols + col]);
                self.sums[(row + 1) * width + col + 1] = self.sums[row * width + col + 1] + in_row;
            }
        }
    }

    /// The middle of the free window of at least `width` by `height` that is nearest to the visual middle, with its
    /// cost (mm up or down plus `sideways` times the mm to a side), if that is under `limit`.
    pub(super) fn nearest(
        &self,
        width: f64,
        height: f64,
        sideways: f64,
        limit: f64,
    ) -> Option<(f64, Point)> {
        let (half_cols, half_rows) =
            (count(width / 2.0 / self.cell), count(height / 2.0 / self.cell));
        let (last_col, last_row) =
            (self.n_cols.checked_sub(half_cols)?, self.n_rows.checked_sub(half_rows)?);
        let mut best: Option<(f64, usize, usize)> = None;
        let mut limit = limit;
        for (row, dy) in outward(self.middle.1, half_rows, last_row) {
            if float(dy) * self.cell >= limit {
                break;
            }
            for (col, dx) in outward(self.middle.0, half_cols, last_col) {
                let cost = (float(dx) * sideways + float(dy)) * self.cell;
                if cost >= limit {
                    break;
                }
                if self.is_free(col - half_cols, row - half_rows, col + half_cols, row + half_rows)
                {
                    best = Some((cost, col, row));
                    limit = cost;
                    break;
                }
            }
        }
        best.map(|(cost, col, row)| (cost, self.node(col, row)))
    }

    /// True if the cell a point lies in is free.
    pub(super) fn is_free_at(&self, p: Point) -> bool {
        let (x, y) = ((p.x - self.origin.x) / self.cell, (p.y - self.origin.y) / self.cell);
        if !(x >= 0.0 && y >= 0.0 && x < float(self.n_cols) && y < float(self.n_rows)) {
            return false;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 ≤ x < n_cols"
        )]
        let (col, row) = (x as usize, y as usize);
        !self.blocked[row * self.n_cols + col]
    }

    /// The visual middle.
    pub(super) fn middle(&self) -> Point {
        self.node(self.middle.0, self.middle.1)
    }

    fn node(&self, col: usize, row: usize) -> Point {
        self.origin + Vec2::new(float(col), float(row)) * self.cell
    }

    fn is_free(&self, c0: usize, r0: usize, c1: usize, r1: usize) -> bool {
        let width = self.n_cols + 1;
        let sum = |row: usize, col: usize| self.sums[row * width + col];
        sum(r1, c1) + sum(r0, c0) == sum(r1, c0) + sum(r0, c1)
    }

    /// The columns and rows of the cells that meet a box.
    fn cells_of(&self, bounds: Bounds) -> (core::ops::Range<usize>, core::ops::Range<usize>) {
        let along = |lo: f64, hi: f64, origin: f64, n: usize| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to 0..=n"
            )]
            let index = |value: f64| value.clamp(0.0, float(n)) as usize;
            index(((lo - origin) / self.cell).floor())..index(((hi - origin) / self.cell).ceil())
        };
        (
            along(bounds.lo.x, bounds.hi.x, self.origin.x, self.n_cols),
            along(bounds.lo.y, bounds.hi.y, self.origin.y, self.n_rows),
        )
    }

    fn block_near(&mut self, stroke: Stroke, reach: f64) {
        let (cols, rows) = self.cells_of(Bounds::of_points([stroke.a, stroke.b]).grown(reach));
        let along = stroke.b - stroke.a;
        let square = along.dot(along);
        let scale = if square > 0.0 { 1.0 / square } else { 0.0 };
        for row in rows {
            let y = self.origin.y + (float(row) + 0.5) * self.cell - stroke.a.y;
            for col in cols.clone() {
                let x = self.origin.x + (float(col) + 0.5) * self.cell - stroke.a.x;
                let share = ((x * along.x + y * along.y) * scale).clamp(0.0, 1.0);
                let (dx, dy) = (x - along.x * share, y - along.y * share);
                if dx * dx + dy * dy <= reach * reach {
                    self.blocked[row * self.n_cols + col] = true;
                }
            }
        }
    }

    /// Sets every cell whose middle lies inside a closed chain.
    fn fill(&mut self, ring: &[Point], blocked: bool) {
        let bounds = Bounds::of_points(ring.iter().copied());
        let (_, rows) = self.cells_of(bounds);
        let mut crossings = Vec::new();
        for row in rows {
            let y = self.origin.y + (float(row) + 0.5) * self.cell;
            crossings.clear();
            for stroke in strokes(ring) {
                let (a, b) = (stroke.a, stroke.b);
                // Half open, so that a corner on the row counts once.
                if (a.y <= y) != (b.y <= y) {
                    crossings.push(a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y));
                }
            }
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let half = Vec2::new(self.cell / 2.0, 0.0);
                let span =
                    Bounds { lo: Point::new(pair[0], y) + half, hi: Point::new(pair[1], y) + half };
                let (cols, _) = self.cells_of(span);
                // A cell's middle is inside if the cell half a step further starts inside.
                let (start, end) = (cols.start, cols.end.saturating_sub(1).max(cols.start));
                self.blocked[row * self.n_cols..][start..end].fill(blocked);
            }
        }
    }
}

/// Whole cells that hold `cells`, at least one.
fn count(cells: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 1..=1e6"
    )]
    let whole = cells.ceil().clamp(1.0, 1e6) as usize;
    whole
}

fn float(n: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count of cells, far under 2^52")]
    let value = n as f64;
    value
}

/// The numbers `lo..=hi` with their distances from `start`, nearest first.
fn outward(start: usize, lo: usize, hi: usize) -> impl Iterator<Item = (usize, usize)> {
    let reach = if lo <= hi { start.abs_diff(lo).max(start.abs_diff(hi)) } else { 0 };
    (0..=reach).flat_map(move |d| {
        let down = start.checked_sub(d).filter(|k| lo <= *k && *k <= hi);
        let up = Some(start + d).filter(|k| d > 0 && lo <= *k && *k <= hi);
        [down, up].into_iter().flatten().map(move |k| (k, d))
    })
}

/// The area's centroid of a closed chain; the middle of its box if it has no area.
pub(super) fn centroid(ring: &[Point]) -> Point {
    let bounds = Bounds::of_points(ring.iter().copied());
    let base = bounds.center();
    let (mut double_area, mut sum) = (0.0, Vec2::new(0.0, 0.0));
    for stroke in strokes(ring) {
        let (a, b) = (stroke.a - base, stroke.b - base);
        let cross = a.cross(b);
        double_area += cross;
        sum = sum + (a + b) * cross;
    }
    let centroid = base + sum * (1.0 / (3.0 * double_area));
    let inside = |v: f64, lo: f64, hi: f64| lo <= v && v <= hi;
    let good = inside(centroid.x, bounds.lo.x, bounds.hi.x)
        && inside(centroid.y, bounds.lo.y, bounds.hi.y);
    if good { centroid } else { base }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(side: f64) -> Vec<Point> {
        let corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)];
        corners.map(|(x, y)| Point::new(x, y)).to_vec()
    }

    fn grid(obstacles: &[(Obstacle, bool)]) -> Grid {
        let ring = square(20.0);
        let mut grid = Grid::inside(&ring, centroid(&ring));
        grid.block(&Obstacle::Chain(ring, true), false);
        for (obstacle, solid) in obstacles {
            grid.block(obstacle, *solid);
        }
        grid.count_up();
        grid
    }

    #[test]
    fn a_label_on_an_empty_square_stands_exactly_in_its_middle() {
        let (cost, middle) = grid(&[]).nearest(10.3, 4.1, 1.5, f64::INFINITY).unwrap();
        assert_eq!((cost, middle), (0.0, Point::new(10.0, 10.0)), "the middle of the square");
    }

    #[test]
    fn a_window_keeps_clear_of_the_edge_and_no_more_than_a_few_cells_are_lost() {
        let grid = grid(&[]);
        let widest = 20.0 - 2.0 * CLEAR;
        assert!(grid.nearest(widest + 0.01, 2.0, 1.0, f64::INFINITY).is_none(), "too wide");
        let lost = 4.0 * grid.cell;
        assert!(grid.nearest(widest - lost, 2.0, 1.0, f64::INFINITY).is_some(), "lost over {lost}");
    }

    #[test]
    fn nothing_stands_in_a_hole_but_inside_a_stitch_line() {
        let hole = Obstacle::Disc(Point::new(10.0, 10.0), 5.0);
        let (cost, _) = grid(&[(hole, true)]).nearest(4.0, 1.0, 1.0, f64::INFINITY).unwrap();
        assert!(cost > 5.0 + CLEAR, "a label {cost} from the middle of a hole of 5 mm");
        let inner = || {
            Obstacle::Chain(square(15.0).iter().map(|p| *p + Vec2::new(2.5, 2.5)).collect(), true)
        };
        let found = grid(&[(inner(), false)]).nearest(4.0, 1.0, 1.0, f64::INFINITY).unwrap();
        assert_eq!(found.0, 0.0, "inside a closed stitch line there is room");
        let found = grid(&[(inner(), true)]).nearest(4.0, 1.0, 1.0, f64::INFINITY);
        assert!(found.is_none(), "a cut-out leaves none: {found:?}");
    }

    #[test]
    fn numbers_come_outward_and_stay_between_the_ends() {
        let found: Vec<_> = outward(3, 2, 6).collect();
        assert_eq!(found, [(3, 0), (2, 1), (4, 1), (5, 2), (6, 3)], "from 3 between 2 and 6");
        assert_eq!(outward(3, 5, 4).count(), 0, "no numbers between 5 and 4");
        assert_eq!(
            outward(0, 4, 5).collect::<Vec<_>>(),
            [(4, 4), (5, 5)],
            "the start lies outside"
        );
    }

    #[test]
    fn the_centroid_is_that_of_the_area() {
        let ring = [(0.0, 0.0), (6.0, 0.0), (0.0, 3.0), (0.0, 0.0)].map(|(x, y)| Point::new(x, y));
        let found = centroid(&ring);
        assert!((found - Point::new(2.0, 1.0)).norm() < 1e-12, "of a triangle: {found:?}");
        let flat = [Point::new(0.0, 1.0), Point::new(4.0, 1.0), Point::new(0.0, 1.0)];
        assert_eq!(centroid(&flat), Point::new(2.0, 1.0), "without an area the middle of the box");
    }
}
