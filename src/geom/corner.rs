//! Where two lines or circles meet, where their offsets meet, and what rounds the corner between them.
//!
//! A line and a circle are one thing here, the zeros of F(q) = k/2·|q|² + m·q + c with |m|² − 2kc = 1: k is the
//! curvature, F grows to the right of travel, and nothing special happens where an arc becomes straight.

use super::arcs::half_tangent;
use super::{Point, Scalar, Segment, Vec2};

/// Squared sine of the angle below which two carriers only touch: a millionth of a radian.
pub(super) const TOUCHING: f64 = 1e-12;
/// Below this carriers have the same direction everywhere.
pub(super) const PARALLEL: f64 = 1e-9;
/// Places closer than this, mm, are one.
const SAME: f64 = 1e-7;

/// How two carriers (full lines or circles) meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingKind {
    /// They cross; the point lies on both.
    Crossing,
    /// They touch at the point without crossing, to a millionth of a radian.
    Touching,
    /// They are the same line or circle; the point is its place nearest to the one asked for.
    Same,
    /// They do not meet: the point stands in the middle of the places where they are nearest to each other; for
    /// parallel lines and for circles about one center, those nearest to the place asked for.
    Apart,
}

/// Where two carriers meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meeting<S = f64> {
    /// The place, or what stands for it.
    pub point: Vec2<S>,
    /// How they meet there.
    pub kind: MeetingKind,
}

/// The rounding of a corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fillet<S = f64> {
    /// The tangent arc, from the first neighbour to the second.
    pub arc: Segment<S>,
    /// Share of the length at which the first neighbour ends. Below 0 it is too short for the rounding.
    pub cut_first: S,
    /// Share of the length at which the second neighbour begins. Above 1 it is too short for the rounding.
    pub cut_second: S,
    /// How the carriers meet about which the arc has its center: `Apart` means that no tangent arc has this radius.
    pub kind: MeetingKind,
}

/// A line or a circle, seen from a place that is the origin of its formula.
#[derive(Clone, Copy, Debug)]
pub(super) struct Carrier<S> {
    pub(super) k: S,
    pub(super) m: Vec2<S>,
    pub(super) c: S,
}

impl<S: Scalar> Carrier<S> {
    /// The carrier of a segment shifted by `d` to its left, seen from `near`.
    ///
    /// Shifted beyond its center a circle comes out on the other side; at the center itself it keeps a radius of a
    /// nanometre.
    pub(super) fn of(segment: &Segment<S>, d: S, near: Vec2<S>) -> Self {
        let chord = segment.chord();
        let one = S::constant(1.0);
        // 2·sin(φ/2) / chord: smooth through the straight line.
        let curvature = segment.bulge.scale(4.0) / (segment.bulge.squared().plus(1.0) * chord);
        let normal = segment.start_direction().left();
        let left = one - curvature * d;
        let left = if left.value().abs() < PARALLEL {
            left - S::constant(left.value() - PARALLEL)
        } else {
            left
        };
        let k = curvature / left;
        let base = segment.a + normal * d - near;
        Self { k, m: -(base * k + normal), c: k.scale(0.5) * base.dot(base) + normal.dot(base) }
    }
    pub(super) fn value(&self, q: Vec2<S>) -> S {
        self.k.scale(0.5) * q.dot(q) + self.m.dot(q) + self.c
    }
    /// The place of the carrier nearest to `q`, as unit direction from `q` and distance along it (may be negative).
    fn foot(&self, q: Vec2<S>, otherwise: Point) -> (Vec2<S>, S) {
        let value = self.value(q);
        let square = (self.k * value).scale(2.0).plus(1.0);
        let slope = if square.value() > 0.0 { square.sqrt() } else { S::zero() };
        let gradient = q * self.k + self.m;
        let distance = -value.scale(2.0) / slope.plus(1.0);
        if slope.value() > PARALLEL {
            (gradient * (S::constant(1.0) / slope), distance)
        } else {
            // At the center of a circle every way is as long.
            (Vec2::lift(otherwise), S::constant(1.0) / self.k.abs())
        }
    }
}

impl<S: Scalar> Segment<S> {
    /// Unit direction at the start, smooth through the straight line.
    fn start_direction(&self) -> Vec2<S> {
        let along = (self.b - self.a).normalized();
        // Half the turning's cosine and sine from the bulge, which is the tangent of a quarter.
        let square = self.bulge.squared();
        let scale = S::constant(1.0) / square.plus(1.0);
        let (cos, sin) = ((S::constant(1.0) - square) * scale, self.bulge.scale(2.0) * scale);
        Vec2::new(along.x * cos + along.y * sin, along.y * cos - along.x * sin)
    }
    /// Unit direction at the end, smooth through the straight line.
    fn end_direction(&self) -> Vec2<S> {
        -self.reversed().start_direction()
    }
}

/// The meeting point of the carriers (full line or full circle) of two segments that is nearest to `near`.
///
/// Total and, but for `near` passing from one meeting point to the other, continuous; smooth where the carriers cross.
/// Both segments need different ends.
pub fn meet<S: Scalar>(first: &Segment<S>, second: &Segment<S>, near: Vec2<S>) -> Meeting<S> {
    meet_shifted((first, S::zero()), (second, S::zero()), near)
}

fn meet_shifted<S: Scalar>(
    first: (&Segment<S>, S),
    second: (&Segment<S>, S),
    near: Vec2<S>,
) -> Meeting<S> {
    let (one, two) = (Carrier::of(first.0, first.1, near), Carrier::of(second.0, second.1, near));
    // The flatter one meets the rounder one: the quotient of the curvatures is at most 1.
    let (flat, round) =
        if one.k.value().abs() <= two.k.value().abs() { (one, two) } else { (two, one) };
    let quotient = if round.k.value() == 0.0 { S::zero() } else { flat.k / round.k };
    // The line through both meeting points, L = flat − quotient·round: m·q + c = 0.
    let (m, c) = (flat.m - round.m * quotient, flat.c - round.c * quotient);
    let length = m.norm();
    if length.value() < PARALLEL {
        return Meeting { point: near + between(&flat, &round).0, kind: between(&flat, &round).1 };
    }
    let along = m.left() * (S::constant(1.0) / length);
    let foot = m * -(c / (length * length));
    // On that line the rounder carrier is a quadratic in the way from the foot, which is the place nearest to `near`.
    let (a, b, d) = (round.k.scale(0.5), (foot * round.k + round.m).dot(along), round.value(foot));
    let square = b.squared() - (a * d).scale(4.0);
    if square.value() > TOUCHING {
        let root = square.sqrt();
        // The root of least size, in the form that stays exact where the circle becomes straight.
        let sum = if b.value() < 0.0 { b - root } else { b + root };
        return Meeting {
            point: near + foot - along * (d.scale(2.0) / sum),
            kind: MeetingKind::Crossing,
        };
    }
    if a.value() == 0.0 || square.value().is_nan() {
        let (point, kind) = between(&flat, &round);
        return Meeting { point: near + point, kind };
    }
    if square.value() >= -TOUCHING {
        return Meeting {
            point: near + foot - along * (b / a.scale(2.0)),
            kind: MeetingKind::Touching,
        };
    }
    // From the center of the rounder one both nearest places lie in one direction.
    let center = -(round.m * (S::constant(1.0) / round.k));
    let (direction, distance) = flat.foot(center, Point::new(1.0, 0.0));
    let radius = S::constant(1.0) / round.k.abs();
    let reach = if distance.value() < 0.0 { distance - radius } else { distance + radius };
    Meeting { point: near + center + direction * reach.scale(0.5), kind: MeetingKind::Apart }
}

/// Middle of the places of two parallel carriers that are nearest to the origin.
fn between<S: Scalar>(one: &Carrier<S>, two: &Carrier<S>) -> (Vec2<S>, MeetingKind) {
    let foot = |carrier: &Carrier<S>| {
        let (direction, distance) = carrier.foot(Vec2::zero(), Point::new(1.0, 0.0));
        direction * distance
    };
    let (p, q) = (foot(one), foot(two));
    let gap = (p - q).plain().norm();
    let kind = if gap < SAME { MeetingKind::Same } else { MeetingKind::Apart };
    (p.lerp(q, S::constant(0.5)), kind)
}

/// The corner between two neighbouring segments of a counter-clockwise outline that are shifted inward by `di` and
/// `dj`, mm (outward where negative), the second beginning where the first ends.
///
/// Of two meeting points it is the one nearest to the mitre of the end tangents. Neighbours in one line or tangent to
/// each other give the point square to the joint, halfway where the distances differ (`Apart`).
pub fn offset_corner<S: Scalar>(
    first: &Segment<S>,
    second: &Segment<S>,
    di: S,
    dj: S,
) -> Meeting<S> {
    let (arriving, leaving) = (first.end_direction(), second.start_direction());
    let near = first.b + mitre(arriving, leaving, di, dj);
    let (sin, cos) = (arriving.cross(leaving).value(), arriving.dot(leaving).value());
    if sin.abs() < PARALLEL && cos > 0.0 {
        // No corner: circles at different distances would still cross somewhere, but not here.
        let same = (di - dj).value().abs() < SAME;
        let kind = if same { MeetingKind::Touching } else { MeetingKind::Apart };
        return Meeting { point: near, kind };
    }
    meet_shifted((first, di), (second, dj), near)
}

/// The way from a corner to the meeting point of the tangent lines shifted left by `di` and `dj`, never further than
/// eight times the greater of them.
fn mitre<S: Scalar>(arriving: Vec2<S>, leaving: Vec2<S>, di: S, dj: S) -> Vec2<S> {
    let sin = arriving.cross(leaving);
    if sin.value().abs() > 0.05 {
        // x·left(arriving) = di and x·left(leaving) = dj.
        let way = (leaving * di - arriving * dj) * (S::constant(1.0) / sin);
        let (far, most) = (way.plain().norm(), 8.0 * di.value().abs().max(dj.value().abs()));
        return if far > most { way.scaled(most / far) } else { way };
    }
    (arriving.left() * di + leaving.left() * dj).scaled(0.5)
}

/// The arc of `radius` mm that is tangent to two neighbouring segments, the second beginning where the first ends: at a
/// convex or a concave corner, of lines and arcs alike.
///
/// Radius 0 leaves the corner sharp: an arc without length. Where no arc of this radius is tangent to both, as close a
/// one as there is stands in its place (`kind` says `Apart`). Whether the neighbours are long enough is told by the
/// cuts. Exact: the arc's ends lie on the neighbours and it has their directions there.
pub fn fillet<S: Scalar>(first: &Segment<S>, second: &Segment<S>, radius: S) -> Fillet<S> {
    let (arriving, leaving) = (first.end_direction(), second.start_direction());
    let left = if arriving.cross(leaving).value() < 0.0 { -1.0 } else { 1.0 };
    let corner = first.b;
    if radius.value() <= 0.0 {
        return Fillet {
            arc: Segment::arc(corner, corner, half_tangent_of_half(arriving, leaving)),
            cut_first: S::constant(1.0),
            cut_second: S::zero(),
            kind: MeetingKind::Crossing,
        };
    }
    // The center moves away from the corner as the radius grows: following it picks the right one of two.
    let (one, two) = (first.plain(), second.plain());
    let shift = |share: f64| share * left * radius.value();
    let mut way = mitre(arriving.plain(), leaving.plain(), shift(0.125), shift(0.125));
    for step in 1..8_u32 {
        let share = f64::from(step) * 0.125;
        let here = corner.plain() + way;
        let met = meet_shifted((&one, shift(share)), (&two, shift(share)), here);
        way = (met.point - corner.plain()) * (f64::from(step + 1) / f64::from(step));
    }
    let d = radius.scale(left);
    let met = meet_shifted((first, d), (second, d), Vec2::lift(corner.plain() + way));
    let (a, from) = touch(first, met.point);
    let (b, to) = touch(second, met.point);
    Fillet {
        arc: Segment::arc(a, b, half_tangent_of_half(from, to)),
        cut_first: share_at(first, a),
        cut_second: share_at(second, b),
        kind: met.kind,
    }
}

/// The place of a carrier nearest to `p`, and its direction there.
pub(super) fn touch<S: Scalar>(segment: &Segment<S>, p: Vec2<S>) -> (Vec2<S>, Vec2<S>) {
    let carrier = Carrier::of(segment, S::zero(), p);
    let (right, distance) = carrier.foot(Vec2::zero(), Point::new(1.0, 0.0));
    (p + right * distance, right.left())
}

/// The share of a segment's length at a place on its carrier, counted both ways from its middle; smooth through the
/// straight line.
pub(super) fn share_at<S: Scalar>(segment: &Segment<S>, place: Vec2<S>) -> S {
    let whole = segment.b - segment.a;
    let middle =
        segment.a.lerp(segment.b, S::constant(0.5)) - whole.left() * segment.bulge.scale(0.5);
    let (way, length) = (place - middle, segment.length());
    let along = whole.dot(way);
    if way.plain().dot(way.plain()) < SAME * SAME {
        return (along / (whole.norm() * length)).plus(0.5);
    }
    let onward = if along.value() < 0.0 { -whole } else { whole };
    let part = Segment::arc(middle, place, half_tangent(onward, way)).length() / length;
    if along.value() < 0.0 { (-part).plus(0.5) } else { part.plus(0.5) }
}

/// Bulge of an arc between two directions: the tangent of a quarter of their angle.
fn half_tangent_of_half<S: Scalar>(from: Vec2<S>, to: Vec2<S>) -> S {
    let half = half_tangent(from, to);
    half / (half.squared().plus(1.0).sqrt().plus(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{Dual, gradient, variable};
    use approx::assert_relative_eq;

    fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }
    /// Distance of a point from the whole line or circle.
    fn off(segment: &Segment, point: Point) -> f64 {
        let (at, direction) = touch(segment, point);
        direction.left().dot(point - at)
    }
    fn lifted(s: &Segment) -> Segment<Dual<2>> {
        Segment { a: Vec2::lift(s.a), b: Vec2::lift(s.b), bulge: Dual::constant(s.bulge) }
    }
    /// Pairs that share a corner at (20, 0): turning left and right, lines and arcs of every bend.
    fn corners() -> Vec<(Segment, Segment)> {
        let mut pairs = Vec::new();
        for turn in [0.4, 1.2, 1.6, 2.4, -0.4, -1.5, -2.2] {
            for first in [0.0, 0.15, -0.15, 1e-7] {
                for second in [0.0, 0.1, -0.1, -1e-8] {
                    let corner = p(20.0, 0.0);
                    let lead = Point::unit(-2.0 * libm::atan(first)) * -30.0;
                    let (a, mut b) = (corner + lead, Point::unit(turn) * 25.0);
                    b = b.turned(2.0 * libm::atan(second));
                    pairs.push((
                        Segment::arc(a, corner, first),
                        Segment::arc(corner, corner + b, second),
                    ));
                }
            }
        }
        pairs
    }

    #[test]
    fn carriers_meet_where_both_are() {
        for (first, second) in corners() {
            let met = meet(&first, &second, p(20.3, -0.2));
            assert!((met.point - p(20.0, 0.0)).norm() < 1e-9, "{first:?} {second:?} {met:?}");
            assert_eq!(met.kind, MeetingKind::Crossing, "{first:?} {second:?}");
        }
        let (line, arc) = (
            Segment::line(p(-3.0, 6.0), p(-1.0, 6.0)),
            Segment::arc(p(10.0, 0.0), p(0.0, 10.0), libm::tan(core::f64::consts::FRAC_PI_8)),
        );
        for (near, x) in [(p(1.0, 0.0), 8.0), (p(-1.0, 0.0), -8.0), (p(1.0, 90.0), 8.0)] {
            for met in [meet(&line, &arc, near), meet(&arc, &line, near)] {
                assert!((met.point - p(x, 6.0)).norm() < 1e-10, "{met:?}");
            }
        }
        let circle = Segment::arc(p(22.0, 0.0), p(10.0, 0.0), 1.0);
        for (near, sign) in [(p(0.0, 1.0), 1.0), (p(50.0, -1.0), -1.0)] {
            let met = meet(&arc, &circle, near);
            assert!(met.point.y * sign > 0.0 || met.kind == MeetingKind::Touching, "{met:?}");
            assert!(off(&arc, met.point).abs() < 1e-6, "{met:?}");
        }
    }

    #[test]
    fn what_does_not_meet_has_a_stated_substitute() {
        let line = |y: f64| Segment::line(p(0.0, y), p(5.0, y));
        let circle = |x: f64, r: f64| Segment::arc(p(x + r, 0.0), p(x - r, 0.0), 1.0);
        let turned = |s: &Segment| Segment::arc(s.b, s.a, -s.bulge);
        for (first, second, near, point, kind) in [
            (line(0.0), line(4.0), p(7.0, 9.0), p(7.0, 2.0), MeetingKind::Apart),
            (line(1.0), line(1.0), p(7.0, 9.0), p(7.0, 1.0), MeetingKind::Same),
            (line(8.0), circle(0.0, 5.0), p(3.0, 3.0), p(0.0, 6.5), MeetingKind::Apart),
            (line(5.0), circle(0.0, 5.0), p(3.0, 3.0), p(0.0, 5.0), MeetingKind::Touching),
            (circle(0.0, 5.0), circle(20.0, 5.0), p(3.0, 3.0), p(10.0, 0.0), MeetingKind::Apart),
            (circle(0.0, 9.0), circle(2.0, 3.0), p(3.0, 3.0), p(7.0, 0.0), MeetingKind::Apart),
            (circle(0.0, 5.0), circle(7.0, 2.0), p(3.0, 3.0), p(5.0, 0.0), MeetingKind::Touching),
            (circle(0.0, 5.0), circle(3.0, 2.0), p(-9.0, 3.0), p(5.0, 0.0), MeetingKind::Touching),
            (circle(0.0, 5.0), circle(0.0, 2.0), p(0.0, 9.0), p(0.0, 3.5), MeetingKind::Apart),
            (circle(0.0, 5.0), circle(0.0, 5.0), p(0.0, 9.0), p(0.0, 5.0), MeetingKind::Same),
        ] {
            for (a, b) in [
                (first, second),
                (second, first),
                (turned(&first), second),
                (turned(&second), turned(&first)),
            ] {
                let met = meet(&a, &b, near);
                assert!((met.point - point).norm() < 1e-6, "{met:?} for {point:?}");
                assert_eq!(met.kind, kind, "{a:?} {b:?}");
            }
        }
        // At the center itself there is no nearest place: any will do, if it is finite.
        let met = meet(&circle(0.0, 5.0), &circle(0.0, 2.0), p(0.0, 0.0));
        assert_relative_eq!(met.point.norm(), 3.5, epsilon = 1e-9);
    }

    #[test]
    fn an_offset_corner_lies_at_both_distances() {
        for (first, second) in corners() {
            for (di, dj) in [(2.0, 2.0), (3.0, 1.0), (-4.0, -4.0), (-1.0, 2.5), (0.0, -3.0)] {
                let met = offset_corner(&first, &second, di, dj);
                if met.kind == MeetingKind::Crossing {
                    assert_relative_eq!(off(&first, met.point), di, epsilon = 1e-8);
                    assert_relative_eq!(off(&second, met.point), dj, epsilon = 1e-8);
                    assert!((met.point - first.b).norm() < 40.0, "{met:?} is the far one");
                }
            }
        }
        let square =
            (Segment::line(p(0.0, 0.0), p(9.0, 0.0)), Segment::line(p(9.0, 0.0), p(9.0, 9.0)));
        let met = offset_corner(&square.0, &square.1, 2.0, -3.0);
        assert!((met.point - p(12.0, 2.0)).norm() < 1e-12, "{met:?}");
        // Of two places on a small circle the one beyond the corner is meant.
        let line = Segment::line(p(-10.0, 0.0), p(20.0, 0.0));
        let center = p(17.0, 1.0);
        let small = Segment::leaving(p(20.0, 0.0), p(1.0, 3.0), center + p(0.0, libm::sqrt(10.0)));
        assert!((small.circle().unwrap().0 - center).norm() < 1e-12, "the circle meant");
        for d in [-9.0, -3.0, -1.0, 0.5] {
            let met = offset_corner(&line, &small, d, d);
            assert!(met.kind == MeetingKind::Crossing && met.point.x > center.x, "{d}: {met:?}");
        }
        // Tangent neighbours: square to the joint, halfway where the distances differ.
        let round =
            Segment::arc(p(9.0, 0.0), p(14.0, 5.0), libm::tan(core::f64::consts::FRAC_PI_8));
        let met = offset_corner(&square.0, &round, -2.0, -2.0);
        assert!((met.point - p(9.0, -2.0)).norm() < 1e-6, "{met:?}");
        let met = offset_corner(&square.0, &round, -2.0, -3.0);
        assert!((met.point - p(9.0, -2.5)).norm() < 1e-6, "{met:?}");
        // To the center of the arc and beyond it.
        for d in [4.999, 5.0, 5.001, 7.0] {
            let met = offset_corner(&square.0, &round, d, d);
            assert!((met.point - p(9.0, d)).norm() < 1e-3, "{d}: {met:?}");
        }
    }

    #[test]
    fn a_fillet_is_tangent_and_of_its_radius() {
        let mut rounded = 0;
        for (first, second) in corners() {
            for radius in [0.5, 2.0, 5.0] {
                let round = fillet(&first, &second, radius);
                if round.kind == MeetingKind::Apart {
                    continue;
                }
                rounded += 1;
                let (center, found) = round.arc.circle().unwrap();
                assert_relative_eq!(found, radius, epsilon = 1e-7);
                assert_relative_eq!(off(&first, center).abs(), radius, epsilon = 1e-7);
                assert_relative_eq!(off(&second, center).abs(), radius, epsilon = 1e-7);
                let (a, b) = (first.tangent(round.cut_first), second.tangent(round.cut_second));
                assert!((round.arc.tangent(0.0) - a).norm() < 1e-8, "a kink at the start");
                assert!((round.arc.tangent(1.0) - b).norm() < 1e-8, "a kink at the end");
                assert!((round.arc.a - first.point(round.cut_first)).norm() < 1e-9, "a gap");
                assert!((round.arc.b - second.point(round.cut_second)).norm() < 1e-9, "a gap");
                assert!(round.cut_first < 1.0 && round.cut_second > 0.0, "{round:?}");
                // Mirrored and walked back it is the same arc.
                let back = fillet(&second.reversed(), &first.reversed(), radius);
                assert!((back.arc.a - round.arc.b).norm() < 1e-7, "walked back");
                let other = fillet(&first.mirrored(), &second.mirrored(), radius);
                assert!((other.arc.a - round.arc.a.mirrored()).norm() < 1e-9, "mirrored");
            }
            let sharp = fillet(&first, &second, 0.0);
            assert_eq!((sharp.cut_first, sharp.cut_second), (1.0, 0.0), "sharp");
            let hardly = fillet(&first, &second, 1e-6);
            assert!((hardly.arc.a - sharp.arc.a).norm() < 1e-5, "radius 0 is no jump");
            assert_relative_eq!(hardly.arc.bulge, sharp.arc.bulge, epsilon = 1e-5);
        }
        assert!(rounded > 300, "only {rounded} corners could be rounded");
    }

    #[test]
    fn slopes_agree_with_differences() {
        type F = fn(Dual<2>, Dual<2>, &Segment) -> Dual<2>;
        let cases: [F; 3] = [
            |x, y, s| {
                let first = Segment::arc(Vec2::new(x, y), Vec2::lift(s.a), y.scale(0.02));
                let s = lifted(s);
                meet(&first, &s, s.a).point.dot(Vec2::lift(Point::new(0.3, 0.8)))
            },
            |x, y, s| {
                let first =
                    Segment::arc(Vec2::lift(Point::new(3.0, 1.0)), Vec2::lift(s.a), y.scale(0.02));
                let met = offset_corner(&first, &lifted(s), x.scale(0.1), y);
                met.point.dot(Vec2::lift(Point::new(0.3, 0.8)))
            },
            |x, y, s| {
                let first =
                    Segment::arc(Vec2::lift(Point::new(3.0, 1.0)), Vec2::lift(s.a), y.scale(0.02));
                let round = fillet(&first, &lifted(s), x.scale(0.3));
                round.arc.length() + round.cut_first + round.cut_second
            },
        ];
        for (index, f) in cases.iter().enumerate() {
            for bulge in [0.0, 1e-6, 0.2, -0.15] {
                let second = Segment::arc(p(30.0, 2.0), p(34.0, 30.0), bulge);
                for (x, y) in [(3.0, 1.5), (5.0, 0.0), (4.0, -2.0)] {
                    let exact = gradient(&f(variable(x, 0), variable(y, 1), &second));
                    let at =
                        |x: f64, y: f64| f(Dual::constant(x), Dual::constant(y), &second).value();
                    let h = 1e-5;
                    let by = [
                        (at(x + h, y) - at(x - h, y)) / (2.0 * h),
                        (at(x, y + h) - at(x, y - h)) / (2.0 * h),
                    ];
                    for (exact, by) in exact.iter().zip(by) {
                        assert!(
                            (exact - by).abs() < 1e-6 * (1.0 + by.abs()),
                            "{index} {bulge} at {x}, {y}: {exact}, {by}"
                        );
                    }
                }
            }
        }
    }
}
