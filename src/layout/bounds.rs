//! Boxes with sides along the axes, and the boxes of items and of lines of text.

use crate::drawing::{Align, Item, Shape, Text};
use crate::geom::{Point, Scalar, Segment, Vec2};
use crate::text;

/// How far the letters of a line reach above the baseline, in ems: `d`, `l` and a bar of air.
pub(super) const ASCENT: f64 = 0.8;
/// How far they reach below, in ems: `g`, `p`, parentheses.
pub(super) const DESCENT: f64 = 0.24;

/// A box with sides along the axes, mm; empty until something is put in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    /// Lower left corner.
    pub(super) lo: Point,
    /// Upper right corner.
    pub(super) hi: Point,
}

impl Bounds {
    /// Nothing.
    pub(super) const EMPTY: Self = Self {
        lo: Point::new(f64::INFINITY, f64::INFINITY),
        hi: Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY),
    };
    /// The box with its lower left corner at `(x, y)`.
    pub(super) fn sized(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { lo: Point::new(x, y), hi: Point::new(x + width, y + height) }
    }
    /// The box around points.
    pub(super) fn of_points(points: impl IntoIterator<Item = Point>) -> Self {
        points.into_iter().fold(Self::EMPTY, |all, p| all.union(Self { lo: p, hi: p }))
    }
    /// The box around segments, arcs by their true extent.
    pub(super) fn of_segments(segments: &[Segment]) -> Self {
        segments
            .iter()
            .map(Segment::bounds)
            .fold(Self::EMPTY, |all, (lo, hi)| all.union(Self { lo, hi }))
    }
    /// The box around an item.
    pub(super) fn of_item(item: &Item) -> Self {
        match &item.shape {
            Shape::Path { segments, .. } => Self::of_segments(segments),
            Shape::Circle { center, radius } => Self { lo: *center, hi: *center }.grown(*radius),
            Shape::Text(text) => Self::of_points(text_corners(text)),
        }
    }
    /// The box around both.
    pub(super) fn union(self, other: Self) -> Self {
        Self {
            lo: Point::new(self.lo.x.min(other.lo.x), self.lo.y.min(other.lo.y)),
            hi: Point::new(self.hi.x.max(other.hi.x), self.hi.y.max(other.hi.y)),
        }
    }
    /// Wider by `by` on each side.
    pub(super) fn grown(self, by: f64) -> Self {
        let step = Vec2::new(by, by);
        Self { lo: self.lo - step, hi: self.hi + step }
    }
    /// Extent in x, mm.
    pub(super) fn width(&self) -> f64 {
        self.hi.x - self.lo.x
    }
    /// Extent in y, mm.
    pub(super) fn height(&self) -> f64 {
        self.hi.y - self.lo.y
    }
    /// Its middle.
    pub(super) fn center(&self) -> Point {
        self.lo.lerp(self.hi, 0.5)
    }
    /// True if every coordinate is a finite number; an empty box is not.
    pub(super) fn is_finite(&self) -> bool {
        [self.lo.x, self.lo.y, self.hi.x, self.hi.y].iter().all(|c| c.is_finite())
    }
    /// The corners, counter-clockwise from the lower left.
    pub(super) fn corners(&self) -> [Point; 4] {
        [self.lo, Point::new(self.hi.x, self.lo.y), self.hi, Point::new(self.lo.x, self.hi.y)]
    }
}

/// True if every number of a segment is finite. A box does not tell: the least of a number and NaN is the number.
pub(super) fn is_finite_segment(segment: &Segment) -> bool {
    let Segment { a, b, bulge } = segment;
    [a.x, a.y, b.x, b.y, *bulge].iter().all(|c| c.is_finite())
}

/// True if every number of an item is finite.
pub(super) fn is_finite(item: &Item) -> bool {
    match &item.shape {
        Shape::Path { segments, .. } => segments.iter().all(is_finite_segment),
        Shape::Circle { center, radius } => {
            [center.x, center.y, *radius].iter().all(|c| c.is_finite())
        }
        Shape::Text(line) => {
            [line.at.x, line.at.y, line.size, line.turn_deg].iter().all(|c| c.is_finite())
        }
    }
}

/// The corners of the box the letters of a line keep to, counter-clockwise from the start below the baseline.
pub(super) fn text_corners(line: &Text) -> [Point; 4] {
    let width = text::width(&line.content, line.size, line.bold);
    let start = match line.align {
        Align::Start => 0.0,
        Align::Middle => -width / 2.0,
        Align::End => -width,
    };
    let (below, above) = (-DESCENT * line.size, ASCENT * line.size);
    let (sin, cos) = sin_cos_deg(line.turn_deg);
    [(start, below), (start + width, below), (start + width, above), (start, above)]
        .map(|(x, y)| line.at + Vec2::new(x * cos - y * sin, x * sin + y * cos))
}

/// Sine and cosine of an angle in degrees; exact for quarter turns, so that a box stays a box.
pub(super) fn sin_cos_deg(degrees: f64) -> (f64, f64) {
    let turned = degrees.rem_euclid(360.0);
    match turned {
        0.0 => (0.0, 1.0),
        90.0 => (1.0, 0.0),
        180.0 => (0.0, -1.0),
        270.0 => (-1.0, 0.0),
        _ => {
            let radians = turned.to_radians();
            (Scalar::sin(radians), Scalar::cos(radians))
        }
    }
}
