//! The grain arrow: where it stands on a piece, how it is drawn, and the words that stand for it where it has no room.

use super::bounds::{Bounds, sin_cos_deg};
use super::grid::{CLEAR, Grid};
use super::strokes::{Obstacle, SAGITTA, Stroke, strokes};
use crate::drawing::{Item, Role, Shape};
use crate::geom::{Point, Segment, Vec2};

/// Longest arrow, mm: longer ones are read as lines of the pattern.
const LONGEST: f64 = 25.0;
/// Shortest arrow, mm: below it the heads meet.
const SHORTEST: f64 = 8.0;
/// The lengths tried, as shares of the longest that suits the piece.
const SHARES: [f64; 9] = [1.0, 0.9, 0.81, 0.73, 0.65, 0.58, 0.52, 0.46, 0.4];
/// Length of a head along the shaft and half its width, mm.
const HEAD: (f64, f64) = (1.8, 0.6);
/// What a millimeter off the visual middle costs: up or down, and to a side.
const COST_OFF: (f64, f64) = (0.3, 0.3);
/// The same for a level arrow, which stays on the axis of a strip even if it is shorter there.
const COST_OFF_LEVEL: (f64, f64) = (1.0, 0.3);
/// What a millimeter of lost length costs.
const COST_SHORT: f64 = 0.5;
/// Two sides whose ratio is under this are alike: "along the length" would say nothing.
const SQUARE: f64 = 1.15;
/// A slanted arrow is searched on a lattice of this many places a side.
const LATTICE: u32 = 24;

/// The words where the grain runs across the finished sheet.
pub(super) const ACROSS: &str = "grain across the sheet";
/// The words where it runs up the sheet; they are the shorter ones, so that they fit where [`ACROSS`] was measured.
pub(super) const UP: &str = "grain up the sheet";

/// A double-headed arrow, mm, in the piece's coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Arrow {
    middle: Point,
    /// Unit vector along the grain.
    along: Vec2,
    length: f64,
}

impl Arrow {
    /// Its shaft and two heads, all in the role of the grain.
    pub(super) fn items(&self) -> Vec<Item> {
        let [tail, tip] = self.ends();
        let mut items = vec![path(vec![Segment::line(tail, tip)])];
        for (end, back) in [(tail, self.along), (tip, -self.along)] {
            let barb = |side: f64| end + back * HEAD.0 + back.left() * (HEAD.1 * side);
            items.push(path(vec![Segment::line(barb(1.0), end), Segment::line(end, barb(-1.0))]));
        }
        items
    }
    fn ends(&self) -> [Point; 2] {
        let half = self.along * (self.length / 2.0);
        [self.middle - half, self.middle + half]
    }
    /// The strokes it is drawn with.
    fn strokes(&self) -> Vec<Stroke> {
        let chains = self.items().into_iter().filter_map(|item| match item.shape {
            Shape::Path { segments, .. } => Some(segments),
            _ => None,
        });
        chains.flatten().map(|segment| Stroke { a: segment.a, b: segment.b }).collect()
    }
}

fn path(segments: Vec<Segment>) -> Item {
    Item { role: Role::Grain, shape: Shape::Path { segments, closed: false }, tags: Vec::new() }
}

/// The best place for an arrow along `degrees`: long and near the visual middle, clear of everything.
/// `grid` has the label blocked; `obstacles` hold it too.
pub(super) fn place(
    grid: &Grid,
    bounds: Bounds,
    obstacles: &[Obstacle],
    degrees: f64,
) -> Option<Arrow> {
    let (sin, cos) = sin_cos_deg(degrees);
    let along = Vec2::new(cos, sin);
    // The piece's extent along the grain: the arrow takes half of it at most.
    let extent = bounds.width() * cos.abs() + bounds.height() * sin.abs();
    let longest = (extent / 2.0).clamp(SHORTEST, LONGEST);
    let lengths = SHARES.map(|share| (longest * share).max(SHORTEST));
    let upright = cos.abs() < 1e-9;
    if upright || sin.abs() < 1e-9 {
        let (up, side) = if upright { COST_OFF } else { COST_OFF_LEVEL };
        let mut best: Option<(f64, Arrow)> = None;
        for length in lengths {
            let lost = COST_SHORT * (longest - length);
            let limit = best.as_ref().map_or(f64::INFINITY, |(cost, _)| (cost - lost) / up);
            let (w, h) = if upright { (2.0 * HEAD.1, length) } else { (length, 2.0 * HEAD.1) };
            if let Some((off, middle)) = grid.nearest(w, h, side / up, limit) {
                best = Some((off * up + lost, Arrow { middle, along, length }));
            }
        }
        return best.map(|(_, arrow)| arrow);
    }
    let mut candidates = Vec::new();
    for length in lengths {
        for col in 1..LATTICE {
            for row in 1..LATTICE {
                let share = |k: u32| f64::from(k) / f64::from(LATTICE);
                let middle = bounds.lo
                    + Vec2::new(bounds.width() * share(col), bounds.height() * share(row));
                let arrow = Arrow { middle, along, length };
                if (-4..=4).all(|k| grid.is_free_at(middle + along * (length * f64::from(k) / 8.0)))
                {
                    let off = (middle - grid.middle()).norm();
                    candidates.push((off * COST_OFF.0 + COST_SHORT * (longest - length), arrow));
                }
            }
        }
    }
    // The sort is stable, so equal costs keep the order they were found in.
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0));
    let clear = |arrow: &Arrow| {
        let own = arrow.strokes();
        obstacles.iter().all(|obstacle| own.iter().all(|stroke| is_clear(stroke, obstacle)))
    };
    candidates.into_iter().map(|(_, arrow)| arrow).find(clear)
}

/// True if a stroke keeps clear of an obstacle.
fn is_clear(stroke: &Stroke, obstacle: &Obstacle) -> bool {
    match obstacle {
        Obstacle::Disc(center, radius) => stroke.distance(*center) >= CLEAR + radius,
        Obstacle::Chain(points, _) => {
            strokes(points).all(|other| stroke.distance_to(&other) >= CLEAR + SAGITTA)
        }
    }
}

/// The words that stand for the arrow: against the piece's longer side, or, where the sides are alike, against the
/// sheet it is printed on ([`ACROSS`], which [`turned_words`] corrects for the piece's turn).
pub(super) fn words(bounds: Bounds, degrees: f64) -> String {
    let (w, h) = (bounds.width(), bounds.height());
    let axis = if w >= h { 0.0 } else { 90.0 };
    let off = (degrees - axis).rem_euclid(180.0);
    let alike = w.max(h) < SQUARE * w.min(h);
    let near = |angle: f64| (off - angle).abs() < 0.5 || (off - angle).abs() > 179.5;
    match (near(0.0), near(90.0), alike) {
        (true, _, false) => "grain along length".into(),
        (_, true, false) => "grain across length".into(),
        (false, false, false) => format!("grain at {:.0}° to length", off.min(180.0 - off)),
        (true, ..) | (_, true, _) => ACROSS.into(),
        _ => "grain on the slant".into(),
    }
}

/// The words for the sheet if a grain at `degrees` on the sheet runs up it.
pub(super) fn turned_words(degrees: f64) -> &'static str {
    if (degrees.rem_euclid(180.0) - 90.0).abs() < 45.0 { UP } else { ACROSS }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_speak_of_the_longer_side_or_of_the_sheet() {
        let long = Bounds::sized(0.0, 0.0, 30.0, 10.0);
        let high = Bounds::sized(0.0, 0.0, 10.0, 30.0);
        let square = Bounds::sized(0.0, 0.0, 10.0, 10.0);
        let cases = [
            (long, 0.0, "grain along length"),
            (long, 180.0, "grain along length"),
            (long, -90.0, "grain across length"),
            (long, 150.0, "grain at 30° to length"),
            (high, 90.0, "grain along length"),
            (high, 60.0, "grain at 30° to length"),
            (square, 0.0, ACROSS),
            (square, 90.0, ACROSS),
            (square, 45.0, "grain on the slant"),
        ];
        for (bounds, degrees, wanted) in cases {
            assert_eq!(words(bounds, degrees), wanted, "{degrees} on {bounds:?}");
        }
        for (degrees, wanted) in
            [(0.0, ACROSS), (90.0, UP), (180.0, ACROSS), (270.0, UP), (-90.0, UP)]
        {
            assert_eq!(turned_words(degrees), wanted, "{degrees} on the sheet");
        }
    }
}
