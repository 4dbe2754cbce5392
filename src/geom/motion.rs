//! Rigid motions of the plane, with or without reflection.

use super::{Point, Segment};

/// A rigid motion: turns, perhaps mirrors, then shifts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Motion {
    /// Where (1, 0) points afterwards.
    x: Point,
    /// Where (0, 1) points afterwards.
    y: Point,
    /// Where (0, 0) goes.
    origin: Point,
}

impl Motion {
    /// Nothing moves.
    pub const IDENTITY: Self =
        Self { x: Point::new(1.0, 0.0), y: Point::new(0.0, 1.0), origin: Point::new(0.0, 0.0) };
    /// Left and right are exchanged.
    pub const MIRROR: Self = Self { x: Point::new(-1.0, 0.0), ..Self::IDENTITY };

    /// The motion that takes `from` to `to` and the unit direction `along` to the unit direction `becomes`.
    pub fn taking(from: Point, along: Point, to: Point, becomes: Point) -> Self {
        let (cos, sin) = (along.dot(becomes), along.cross(becomes));
        let turn = Self {
            x: Point::new(cos, sin),
            y: Point::new(-sin, cos),
            origin: Point::new(0.0, 0.0),
        };
        Self { origin: to - turn.point(from), ..turn }
    }
    /// Turned by `angle` radians about the origin, then shifted.
    pub fn turn_shift(angle: f64, shift: Point) -> Self {
        let x = Point::unit(angle);
        Self { x, y: x.left(), origin: shift }
    }
    /// Where a point goes.
    pub fn point(&self, p: Point) -> Point {
        self.origin + self.direction(p)
    }
    /// Where a direction points.
    pub fn direction(&self, v: Point) -> Point {
        self.x * v.x + self.y * v.y
    }
    /// True if left and right are exchanged.
    pub fn mirrors(&self) -> bool {
        self.x.cross(self.y) < 0.0
    }
    /// The motion that takes everything back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let back = Self {
            x: Point::new(self.x.x, self.y.x),
            y: Point::new(self.x.y, self.y.y),
            origin: Point::new(0.0, 0.0),
        };
        Self { origin: -back.point(self.origin), ..back }
    }
    /// This motion after `first`.
    #[must_use]
    pub fn after(&self, first: &Self) -> Self {
        Self {
            x: self.direction(first.x),
            y: self.direction(first.y),
            origin: self.point(first.origin),
        }
    }
    /// Where a segment goes, still walked from its `a` to its `b`.
    pub fn segment(&self, s: &Segment) -> Segment {
        let bulge = if self.mirrors() { -s.bulge } else { s.bulge };
        Segment { a: self.point(s.a), b: self.point(s.b), bulge }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn motions_compose_and_keep_lengths_and_sides() {
        let taking = Motion::taking(
            Point::new(1.0, 2.0),
            Point::new(0.0, 1.0),
            Point::new(5.0, 5.0),
            Point::new(1.0, 0.0),
        );
        let went = taking.point(Point::new(1.0, 4.0));
        approx::assert_relative_eq!(went.x, 7.0, epsilon = 1e-12);
        approx::assert_relative_eq!(went.y, 5.0, epsilon = 1e-12);
        let both = taking.after(&Motion::MIRROR);
        assert!(both.mirrors() && !taking.mirrors(), "one mirror mirrors");
        let p = Point::new(-3.0, 0.5);
        let apart = both.point(p) - taking.point(Motion::MIRROR.point(p));
        assert!(apart.norm() < 1e-12, "composed in the wrong order: {apart:?}");
        let arc = Segment::arc(Point::new(0.0, 0.0), Point::new(2.0, 0.0), 0.4);
        let moved = both.segment(&arc);
        let middle = both.point(arc.point(0.5)) - moved.point(0.5);
        assert!(middle.norm() < 1e-12, "the arc bulges to the wrong side");
    }
}
