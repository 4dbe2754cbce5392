//! Lines and arcs from what a drawing says of them: a sag, a radius, a point on the way, a direction at an end.
//!
//! Every constructor is total and smooth in all its numbers, through the straight line as well; the few places where no
//! arc exists have a stated substitute. Where the ends are closer than a nanometre there is no direction to bulge from:
//! the result is a line.

use super::{Scalar, Segment, Vec2};

/// Ends closer than this, mm, have no direction between them.
const SAME: f64 = 1e-9;
/// Least `1 + cos` of an angle: nearer to a half turn the arc would leave every sheet, and is bent back to a line.
const ABOUT: f64 = 1e-4;
/// Sines below this are the rounding of a straight line.
const STRAIGHT: f64 = 1e-14;

impl<S: Scalar> Segment<S> {
    /// The arc that stands `sag` mm from its chord at the middle, to the RIGHT of a→b where positive: it bulges out of a
    /// counter-clockwise outline. The same formula, bit for bit, as drawn outlines use.
    pub fn by_sag(a: Vec2<S>, b: Vec2<S>, sag: S) -> Self {
        if apart(a, b) {
            Self::arc(a, b, sag.scale(2.0) / (b - a).norm())
        } else {
            Self::line(a, b)
        }
    }
    /// The shorter arc of radius `|r|`, positive where it bulges to the right of a→b.
    ///
    /// A radius less than half the chord has no arc: the half circle over the chord stands in its place, which continues
    /// the arcs of greater radius. There the slope by the radius jumps.
    pub fn by_radius(a: Vec2<S>, b: Vec2<S>, r: S) -> Self {
        if !apart(a, b) {
            return Self::line(a, b);
        }
        let half = (b - a).norm().scale(0.5);
        let radius = r.abs();
        // At the half circle itself the root has no slope.
        let excess = (radius - half) * (radius + half);
        let bulge = if excess.value() > 0.0 {
            half / (radius + excess.sqrt())
        } else if excess.value().is_nan() {
            excess
        } else {
            S::constant(1.0)
        };
        Self::arc(a, b, if r.value() < 0.0 { -bulge } else { bulge })
    }
    /// The arc from `a` through `mid` to `b`; three points on one line give an exact line.
    ///
    /// A `mid` at an end, or on the chord's line beyond it, has no arc: the result tends to the line.
    pub fn via(a: Vec2<S>, mid: Vec2<S>, b: Vec2<S>) -> Self {
        // The angle from one part's chord to the other's is half the angle the arc turns through.
        if apart(a, b) { Self::arc(a, b, half_tangent(mid - a, b - mid)) } else { Self::line(a, b) }
    }
    /// The arc from `a` to `b` that starts in `direction` (of any length).
    ///
    /// A direction straight away from `b` has no arc: the result tends to the line, over the last 1.5 degrees.
    pub fn leaving(a: Vec2<S>, direction: Vec2<S>, b: Vec2<S>) -> Self {
        if apart(a, b) { Self::arc(a, b, half_tangent(direction, b - a)) } else { Self::line(a, b) }
    }
    /// The arc from `a` to `b` that ends in `direction` (of any length); as [`Segment::leaving`] walked back.
    pub fn arriving(a: Vec2<S>, b: Vec2<S>, direction: Vec2<S>) -> Self {
        if apart(a, b) { Self::arc(a, b, half_tangent(b - a, direction)) } else { Self::line(a, b) }
    }
}

fn apart<S: Scalar>(a: Vec2<S>, b: Vec2<S>) -> bool {
    let chord = (b - a).plain();
    chord.dot(chord) > SAME * SAME
}

/// Tangent of half the angle from `u` to `v`: sin / (1 + cos), which needs no angle; zero where one of them is nothing.
pub(super) fn half_tangent<S: Scalar>(u: Vec2<S>, v: Vec2<S>) -> S {
    let square = u.dot(u) * v.dot(v);
    if square.value() <= SAME * SAME * SAME * SAME {
        return S::zero();
    }
    let both = square.sqrt();
    let (sin, cos) = (u.cross(v) / both, u.dot(v) / both);
    // What is straight is drawn straight: rounding alone makes no arc. The slope stays.
    let sin = if sin.value().abs() < STRAIGHT { sin - S::constant(sin.value()) } else { sin };
    sin / cos.plus(1.0).max(S::constant(ABOUT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{Dual, Point, gradient, variable};
    use approx::assert_relative_eq;

    const A: Point = Point::new(3.0, -2.0);
    const B: Point = Point::new(23.0, 13.0);

    #[test]
    fn a_positive_sag_bulges_out_to_the_right() {
        for sag in [-9.0, -1e-6, 0.0, 2.5, 12.5, 20.0] {
            let arc = Segment::by_sag(A, B, sag);
            let out = -(B - A).left().normalized();
            let middle = arc.point(0.5) - A.lerp(B, 0.5);
            assert_relative_eq!(middle.dot(out), sag, epsilon = 1e-10);
        }
    }

    #[test]
    fn a_radius_is_kept_or_becomes_the_half_circle() {
        for r in [12.5, 13.0, 40.0, 5e3, -13.0, -700.0] {
            let arc = Segment::by_radius(A, B, r);
            let (center, radius) = arc.circle().unwrap();
            assert_relative_eq!(radius, r.abs(), max_relative = 1e-9);
            assert_relative_eq!((B - center).norm(), radius, max_relative = 1e-9);
            assert!(arc.bulge.abs() <= 1.0 && arc.bulge * r > 0.0, "{r}: {}", arc.bulge);
        }
        for r in [12.4, 1.0, 0.0] {
            assert_eq!(Segment::by_radius(A, B, r).bulge, 1.0, "{r}");
        }
        assert_eq!(Segment::by_radius(A, B, f64::INFINITY).bulge, 0.0, "no bend at all");
    }

    #[test]
    fn an_arc_goes_through_its_middle_point_and_keeps_its_end_directions() {
        for bulge in [-2.5, -1.0, -0.2, -1e-7, 0.0, 1e-5, 0.3, 1.0, 3.0] {
            let arc = Segment::arc(A, B, bulge);
            for share in [0.1, 0.5, 0.8] {
                let via = Segment::via(A, arc.point(share), B);
                assert_relative_eq!(via.bulge, bulge, epsilon = 1e-12, max_relative = 1e-9);
            }
            let leaving = Segment::leaving(A, arc.tangent(0.0) * 3.0, B);
            assert_relative_eq!(leaving.bulge, bulge, epsilon = 1e-12, max_relative = 1e-9);
            let arriving = Segment::arriving(A, B, arc.tangent(1.0) * 0.2);
            assert_relative_eq!(arriving.bulge, bulge, epsilon = 1e-12, max_relative = 1e-9);
        }
    }

    #[test]
    fn where_there_is_no_arc_there_is_a_line() {
        assert!(Segment::via(A, A.lerp(B, 0.3), B).is_line(), "collinear");
        for nothing in [
            Segment::via(A, A, B),
            Segment::via(A, A.lerp(B, 1.7), B),
            Segment::leaving(A, A - B, B),
            Segment::arriving(A, B, Point::new(0.0, 0.0)),
            Segment::by_sag(A, A, 2.0),
            Segment::by_radius(B, B, 2.0),
        ] {
            assert!(nothing.bulge.abs() < 1e-9, "{nothing:?}");
        }
    }

    #[test]
    fn slopes_agree_with_differences_through_the_straight_line() {
        type F = fn(Dual<2>, Dual<2>) -> Dual<2>;
        let cases: [(&str, F); 5] = [
            ("sag", |x, y| Segment::by_sag(Vec2::new(x, y), Vec2::lift(B), x.plus(-3.0)).length()),
            ("radius", |x, y| {
                Segment::by_radius(Vec2::lift(A), Vec2::new(x, y), x.plus(20.0)).length()
            }),
            ("via", |x, y| Segment::via(Vec2::lift(A), Vec2::new(x, y), Vec2::lift(B)).bulge),
            ("leaving", |x, y| {
                Segment::leaving(Vec2::lift(A), Vec2::new(x, y), Vec2::lift(B)).bulge
            }),
            ("arriving", |x, y| {
                Segment::arriving(Vec2::lift(A), Vec2::lift(B), Vec2::new(y, x)).bulge
            }),
        ];
        for (name, f) in cases {
            for (x, y) in [(3.0, 4.0), (7.0, 1.0), (4.0, 3.0), (13.0, 9.0)] {
                let exact = gradient(&f(variable(x, 0), variable(y, 1)));
                let at = |x: f64, y: f64| f(Dual::constant(x), Dual::constant(y)).value();
                let h = 1e-6;
                let by = [
                    (at(x + h, y) - at(x - h, y)) / (2.0 * h),
                    (at(x, y + h) - at(x, y - h)) / (2.0 * h),
                ];
                for (exact, by) in exact.iter().zip(by) {
                    assert!((exact - by).abs() < 1e-6, "{name} at {x}, {y}: {exact}, {by}");
                }
            }
        }
    }
}
