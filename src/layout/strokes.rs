//! Items as straight strokes: what labels keep clear of.

use super::bounds::text_corners;
use crate::drawing::{Item, Shape};
use crate::geom::{Point, Segment};

/// Greatest distance of an arc from its strokes, mm. Whoever keeps clear of strokes adds it.
pub(super) const SAGITTA: f64 = 0.02;

/// A straight stroke, mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    /// Where it starts.
    pub(super) a: Point,
    /// Where it ends.
    pub(super) b: Point,
}

impl Stroke {
    /// Distance of a point, mm.
    pub(super) fn distance(&self, p: Point) -> f64 {
        let along = self.b - self.a;
        let square = along.dot(along);
        let share =
            if square > 0.0 { ((p - self.a).dot(along) / square).clamp(0.0, 1.0) } else { 0.0 };
        (p - self.a.lerp(self.b, share)).norm()
    }
    /// Least distance of two strokes, mm; zero where they cross.
    pub(super) fn distance_to(&self, other: &Self) -> f64 {
        if self.crosses(other) {
            return 0.0;
        }
        let ends = [
            self.distance(other.a),
            self.distance(other.b),
            other.distance(self.a),
            other.distance(self.b),
        ];
        ends.into_iter().fold(f64::INFINITY, f64::min)
    }
    /// True where they cross properly; touching ends are found by distance.
    fn crosses(&self, other: &Self) -> bool {
        let side = |s: &Self, p: Point| (s.b - s.a).cross(p - s.a);
        side(self, other.a) * side(self, other.b) < 0.0
            && side(other, self.a) * side(other, self.b) < 0.0
    }
}

/// The points of a chain of segments, arcs stepped finely enough for [`SAGITTA`].
pub(super) fn flatten(segments: &[Segment]) -> Vec<Point> {
    let mut points = Vec::with_capacity(segments.len() + 1);
    points.extend(segments.first().map(|segment| segment.a));
    for segment in segments {
        if let Some((_, radius)) = segment.circle() {
            // A step of angle s is r·s²/8 away from its chord.
            let step = (8.0 * SAGITTA / radius.max(SAGITTA)).sqrt();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to 1..=512"
            )]
            let n_steps = (segment.turning().abs() / step).ceil().clamp(1.0, 512.0) as u32;
            for k in 1..n_steps {
                points.push(segment.point(f64::from(k) / f64::from(n_steps)));
            }
        }
        points.push(segment.b);
    }
    points
}

/// The strokes of a chain of points.
pub(super) fn strokes(points: &[Point]) -> impl Iterator<Item = Stroke> + '_ {
    points.windows(2).map(|pair| Stroke { a: pair[0], b: pair[1] })
}

/// What an item puts in the way of a label.
#[derive(Clone, Debug)]
pub(super) enum Obstacle {
    /// A chain of strokes; `true` if it is closed and nothing may stand inside.
    Chain(Vec<Point>, bool),
    /// A disc: nothing stands inside a hole.
    Disc(Point, f64),
}

/// What an item puts in the way of a label.
pub(super) fn obstacle(item: &Item) -> Obstacle {
    match &item.shape {
        Shape::Path { segments, closed } => {
            let mut points = flatten(segments);
            if let (true, Some(first)) = (*closed, points.first().copied()) {
                points.push(first);
            }
            Obstacle::Chain(points, *closed)
        }
        Shape::Circle { center, radius } => Obstacle::Disc(*center, *radius),
        Shape::Text(text) => {
            let [a, b, c, d] = text_corners(text);
            Obstacle::Chain(vec![a, b, c, d, a], true)
        }
    }
}
