//! A line or an arc of circle: the two segments every outline is made of.

use super::{Point, Scalar, Vec2};

/// A directed piece of an outline from `a` to `b`, mm.
///
/// `bulge` is the tangent of a quarter of the arc's angle, positive where it turns to the left; zero is a straight
/// line. Length and points are smooth through zero, so a curve may be flattened by a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment<S = f64> {
    /// Where it starts.
    pub a: Vec2<S>,
    /// Where it ends.
    pub b: Vec2<S>,
    /// tan(angle / 4); left turns are positive.
    pub bulge: S,
}

/// Below this the arc formulas are replaced by their series: the error is under 1e-16 of the chord.
const FLAT: f64 = 1e-4;

impl<S: Scalar> Segment<S> {
    /// A straight line.
    pub fn line(a: Vec2<S>, b: Vec2<S>) -> Self {
        Self { a, b, bulge: S::zero() }
    }
    /// An arc with the given bulge.
    pub fn arc(a: Vec2<S>, b: Vec2<S>, bulge: S) -> Self {
        Self { a, b, bulge }
    }
    /// The straight distance of the ends.
    pub fn chord(&self) -> S {
        (self.b - self.a).norm()
    }
    /// The angle it turns through, radians, left positive.
    pub fn turning(&self) -> S {
        self.bulge.atan().scale(4.0)
    }
    /// Exact length.
    pub fn length(&self) -> S {
        self.chord() * length_over_chord(self.bulge)
    }
    /// True where it is drawn as a straight line.
    pub fn is_line(&self) -> bool {
        self.bulge.value() == 0.0
    }
    /// Center and radius (positive) of an arc; for a line there is none.
    pub fn circle(&self) -> Option<(Vec2<S>, S)> {
        if self.is_line() {
            return None;
        }
        let half = (self.b - self.a).scaled(0.5);
        // Distance of the center from the chord's middle, to the left: (1 − b²) / (2b) of half the chord, times two halves.
        let up = (S::constant(1.0) - self.bulge.squared()) / self.bulge.scale(2.0);
        let center = self.a + half + half.left() * up;
        Some((center, (self.a - center).norm()))
    }
    /// Direction of travel (unit) at share `u` (0..1) of the length.
    pub fn tangent(&self, u: S) -> Vec2<S> {
        let along = (self.b - self.a).normalized();
        if self.is_line() { along } else { along.turned(self.turning() * u.plus(-0.5)) }
    }
    /// The point at share `u` of the length; outside 0..1 it goes on along the same line or circle.
    pub fn point(&self, u: S) -> Vec2<S> {
        let whole = self.b - self.a;
        if self.is_line() {
            return self.a + whole * u;
        }
        // The chord of the first part turns by half the part's angle less half the whole's; its length is
        // chord · sin(φu/2) / sin(φ/2), a quotient that is u in the limit.
        let half = self.turning().scale(0.5);
        let ratio = if half.value().abs() < FLAT { u } else { (half * u).sin() / half.sin() };
        self.a + whole.turned(half * u.plus(-1.0)) * ratio
    }
    /// The same piece walked from `b` to `a`.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self { a: self.b, b: self.a, bulge: -self.bulge }
    }
    /// Mirrored left to right, still from `a` to `b`.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self { a: self.a.mirrored(), b: self.b.mirrored(), bulge: -self.bulge }
    }
    /// Every point mapped by a rigid motion without reflection.
    #[must_use]
    pub fn moved(&self, motion: impl Fn(Vec2<S>) -> Vec2<S>) -> Self {
        Self { a: motion(self.a), b: motion(self.b), bulge: self.bulge }
    }
    /// Shifted by `d` to the left, square to itself at every point: an arc stays an arc about the same center.
    #[must_use]
    pub fn shifted_left(&self, d: S) -> Self {
        let (start, end) = (self.tangent(S::zero()).left(), self.tangent(S::constant(1.0)).left());
        Self { a: self.a + start * d, b: self.b + end * d, bulge: self.bulge }
    }
    /// The part between the shares `u0` and `u1` of the length.
    #[must_use]
    pub fn part(&self, u0: S, u1: S) -> Self {
        let bulge = if self.is_line() { S::zero() } else { (self.bulge.atan() * (u1 - u0)).tan() };
        Self { a: self.point(u0), b: self.point(u1), bulge }
    }
    /// Share of the length (not clamped) and distance to the left of the place on the full line or circle nearest
    /// to `p`: positive where `p` lies to the left.
    pub fn foot(&self, p: Vec2<S>) -> (S, S) {
        match self.circle() {
            None => {
                let whole = self.b - self.a;
                let square = whole.dot(whole);
                ((p - self.a).dot(whole) / square, whole.cross(p - self.a) / square.sqrt())
            }
            Some((center, radius)) => {
                let left = if self.bulge.value() > 0.0 { 1.0 } else { -1.0 };
                // The angle from the arc's middle to p: it is counted both ways, so that shares stay near 0..1.
                let middle = self.tangent(S::constant(0.5)).left() * S::constant(-left);
                let to = p - center;
                let off = middle.cross(to).atan2(middle.dot(to));
                let share = (off / self.turning()).plus(0.5);
                (share, (radius - to.norm()).scale(left))
            }
        }
    }
    /// Distance of `p` from the segment, positive where `p` is on its left side.
    ///
    /// Beyond the ends the sides are those of the tangent there, so that an arc far away has none behind it.
    pub fn signed_distance(&self, p: Vec2<S>) -> S {
        let Some((center, radius)) = self.circle() else {
            let whole = self.b - self.a;
            let (to, square) = (p - self.a, whole.plain().dot(whole.plain()));
            let along = to.plain().dot(whole.plain());
            let left = whole.cross(to);
            if 0.0 <= along && along <= square {
                return left / whole.norm();
            }
            let far = if along < 0.0 { to } else { p - self.b }.norm();
            return if left.value() < 0.0 { -far } else { far };
        };
        let turn = if self.bulge.value() > 0.0 { 1.0 } else { -1.0 };
        let to = p - center;
        // Which of the ends the point lies beyond, if any, is decided without trigonometry: this is asked often.
        let (from_a, to_b) = ((self.a - center).plain(), (self.b - center).plain());
        let seen = to.plain();
        let after_a = turn * from_a.cross(seen) >= 0.0;
        let before_b = turn * seen.cross(to_b) >= 0.0;
        let within =
            if self.bulge.value().abs() <= 1.0 { after_a && before_b } else { after_a || before_b };
        if within {
            return (radius - to.norm()).scale(turn);
        }
        let (a, b) = ((p - self.a).plain(), (p - self.b).plain());
        let end = if a.dot(a) <= b.dot(b) { self.a } else { self.b };
        let far = (p - end).norm();
        let outward = (end - center).plain();
        let tangent = if turn > 0.0 { outward.left() } else { -outward.left() };
        if tangent.cross((p - end).plain()) < 0.0 { -far } else { far }
    }
    /// The plain segment, derivatives dropped.
    pub fn plain(&self) -> Segment {
        Segment { a: self.a.plain(), b: self.b.plain(), bulge: self.bulge.value() }
    }
}

impl<S: Scalar> Vec2<S> {
    /// Multiplied by a constant.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        self * S::constant(factor)
    }
}

/// Arc length over chord as a function of the bulge: (1 + b²)·atan(b)/b, one for a line.
fn length_over_chord<S: Scalar>(bulge: S) -> S {
    let square = bulge.squared();
    if bulge.value().abs() < FLAT {
        return square.scale(2.0 / 3.0).plus(1.0);
    }
    square.plus(1.0) * bulge.atan() / bulge
}

impl Segment {
    /// Corner of the box around it with the least and the one with the greatest coordinates.
    pub fn bounds(&self) -> (Point, Point) {
        let mut lo = Point::new(self.a.x.min(self.b.x), self.a.y.min(self.b.y));
        let mut hi = Point::new(self.a.x.max(self.b.x), self.a.y.max(self.b.y));
        if let Some((center, radius)) = self.circle() {
            for (dx, dy) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
                let p = Point::new(center.x + radius * dx, center.y + radius * dy);
                let (share, _) = self.foot(p);
                if (0.0..=1.0).contains(&share) {
                    lo = Point::new(lo.x.min(p.x), lo.y.min(p.y));
                    hi = Point::new(hi.x.max(p.x), hi.y.max(p.y));
                }
            }
        }
        (lo, hi)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use core::f64::consts::PI;

    fn quarter() -> Segment {
        Segment::arc(Point::new(10.0, 0.0), Point::new(0.0, 10.0), libm::tan(PI / 8.0))
    }

    #[test]
    fn a_quarter_circle_is_measured_exactly() {
        let arc = quarter();
        let (center, radius) = arc.circle().unwrap();
        assert_relative_eq!(center.x, 0.0, epsilon = 1e-12);
        assert_relative_eq!(center.y, 0.0, epsilon = 1e-12);
        assert_relative_eq!(radius, 10.0, epsilon = 1e-12);
        assert_relative_eq!(arc.length(), 5.0 * PI, epsilon = 1e-12);
        let third = arc.point(1.0 / 3.0);
        assert_relative_eq!(third.x, 10.0 * libm::cos(PI / 6.0), epsilon = 1e-12);
        assert_relative_eq!(third.y, 5.0, epsilon = 1e-12);
        assert_relative_eq!(arc.shifted_left(2.0).length(), 4.0 * PI, epsilon = 1e-12);
        assert_relative_eq!(arc.part(0.25, 0.75).length(), 2.5 * PI, epsilon = 1e-12);
        assert_relative_eq!(arc.part(0.25, 0.75).circle().unwrap().1, 10.0, epsilon = 1e-11);
    }

    #[test]
    fn distance_is_positive_on_the_left_and_goes_to_the_ends_outside() {
        for (arc, sign) in [(quarter(), 1.0), (quarter().reversed(), -1.0)] {
            assert_relative_eq!(
                arc.signed_distance(Point::new(3.0, 4.0)),
                5.0 * sign,
                epsilon = 1e-12
            );
            assert_relative_eq!(
                arc.signed_distance(Point::new(9.0, 12.0)),
                -5.0 * sign,
                epsilon = 1e-12
            );
            assert_relative_eq!(
                arc.signed_distance(Point::new(10.0, -3.0)).abs(),
                3.0,
                epsilon = 1e-12
            );
        }
        // Far inside a corner the arc is not the edge that is passed.
        let corner = Segment::arc(Point::new(8.0, 0.0), Point::new(10.0, 2.0), libm::tan(PI / 8.0));
        assert!(
            corner.signed_distance(Point::new(-20.0, 15.0)) > 0.0,
            "a point inside was seen outside"
        );
        let line = Segment::line(Point::new(0.0, 0.0), Point::new(4.0, 0.0));
        assert_relative_eq!(line.signed_distance(Point::new(7.0, 4.0)), 5.0, epsilon = 1e-12);
    }

    #[test]
    fn a_flat_arc_is_a_line_in_the_limit() {
        for bulge in [0.0, 1e-9, -1e-9, 1e-5, 2e-4] {
            let arc = Segment::arc(Point::new(0.0, 0.0), Point::new(10.0, 0.0), bulge);
            assert_relative_eq!(arc.length(), 10.0, epsilon = 1e-6);
            assert_relative_eq!(arc.point(0.5).y, -5.0 * bulge, epsilon = 1e-10);
            assert_relative_eq!(arc.point(0.3).x, 3.0, epsilon = 1e-5);
        }
    }

    #[test]
    fn bounds_hold_the_bulge_of_an_arc() {
        let half = Segment::arc(Point::new(0.0, 0.0), Point::new(10.0, 0.0), 1.0);
        let (lo, hi) = half.bounds();
        assert_relative_eq!(lo.y, -5.0, epsilon = 1e-12);
        assert_relative_eq!(hi.y, 0.0, epsilon = 1e-12);
        assert_relative_eq!(hi.x - lo.x, 10.0, epsilon = 1e-12);
    }
}
