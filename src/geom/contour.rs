//! Closed outlines without crossings: area, inside and outside, distances.

use super::{Crossing, Motion, Path, Point, Scalar, Segment, crossings};

/// Ends closer than this, mm, are joined.
const JOINED: f64 = 1e-6;
/// Shorter segments, mm, are no part of an outline.
const NOTHING: f64 = 1e-9;
/// Bulge below which the area under an arc is taken from its series: the error is under 1e-16 of the chord's square.
const FLAT: f64 = 0.03;

/// Why segments are no contour.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ContourFault {
    /// Less than two segments with a length.
    #[error("an outline needs at least two segments")]
    TooFew,
    /// A number of this segment is NaN or infinite.
    #[error("segment {0} is not finite")]
    NotFinite(usize),
    /// The next segment starts elsewhere than where this one ends.
    #[error("there is a gap of {width} mm after segment {after}")]
    Gap {
        /// The segment before the gap.
        after: usize,
        /// How wide it is, mm.
        width: f64,
    },
    /// Two segments cross, touch or lie on each other.
    #[error("segments {first} and {second} cross")]
    Crossing {
        /// The first of them.
        first: usize,
        /// The second of them.
        second: usize,
    },
    /// It runs with the inside on its right.
    #[error("the outline runs clockwise")]
    Clockwise,
}

/// A closed simple outline, counter-clockwise: it has an inside, on its left, and nothing of it meets anything else of
/// it but neighbours at their joints.
#[derive(Clone, Debug, PartialEq)]
pub struct Contour {
    path: Path,
}

impl Contour {
    /// The contour of these segments. Ends within 1e-6 mm of each other are taken as joined; segments shorter than 1e-9 mm
    /// are left out. The faults name segments by their place among those given.
    pub fn new(segments: Vec<Segment>) -> Result<Self, ContourFault> {
        let finite = |p: Point| p.x.is_finite() && p.y.is_finite();
        let wrong = |s: &Segment| !(finite(s.a) && finite(s.b) && s.bulge.is_finite());
        if let Some(index) = segments.iter().position(wrong) {
            return Err(ContourFault::NotFinite(index));
        }
        let kept: Vec<(usize, Segment)> =
            segments.into_iter().enumerate().filter(|(_, s)| s.chord() > NOTHING).collect();
        if kept.len() < 2 {
            return Err(ContourFault::TooFew);
        }
        for ((after, one), (_, next)) in kept.iter().zip(kept.iter().cycle().skip(1)) {
            let width = (next.a - one.b).norm();
            if width > JOINED {
                return Err(ContourFault::Gap { after: *after, width });
            }
        }
        // Most pairs are far apart, which their boxes tell.
        let boxes: Vec<(Point, Point)> = kept.iter().map(|(_, s)| s.bounds()).collect();
        let near = |i: usize, j: usize| match (boxes.get(i), boxes.get(j)) {
            (Some((lo, hi)), Some((low, high))) => {
                let far = |a: f64, b: f64| a > b + JOINED;
                !(far(lo.x, high.x) || far(low.x, hi.x) || far(lo.y, high.y) || far(low.y, hi.y))
            }
            _ => true,
        };
        for (i, (first, one)) in kept.iter().enumerate() {
            for (j, (second, two)) in kept.iter().enumerate().skip(i + 1) {
                if !near(i, j) {
                    continue;
                }
                let follows = j == i + 1;
                let leads = i == 0 && j + 1 == kept.len();
                if meets(one, two, follows, leads) {
                    return Err(ContourFault::Crossing { first: *first, second: *second });
                }
            }
        }
        let contour = Self { path: Path::closed(kept.into_iter().map(|(_, s)| s).collect()) };
        if contour.area() > 0.0 { Ok(contour) } else { Err(ContourFault::Clockwise) }
    }
    /// Its segments, counter-clockwise.
    pub fn segments(&self) -> &[Segment] {
        self.path.segments()
    }
    /// It as a ring that can be asked by length.
    pub fn path(&self) -> &Path {
        &self.path
    }
    /// Area, mm², exact with arcs.
    pub fn area(&self) -> f64 {
        area(self.segments())
    }
    /// Length all round, mm, exact.
    pub fn length(&self) -> f64 {
        self.path.length()
    }
    /// The angle it turns through, corners included: 2π for every contour.
    pub fn turning(&self) -> f64 {
        self.path.turning()
    }
    /// True inside and on the outline.
    pub fn contains(&self, p: Point) -> bool {
        self.distance(p) >= 0.0
    }
    /// Distance of `p` from the outline, mm: positive inside, negative outside.
    pub fn distance(&self, p: Point) -> f64 {
        self.path.foot(p).1
    }
    /// The least distance of two shapes, mm, exact; 0 where they touch, overlap, or one lies in the other.
    pub fn distance_to(&self, other: &Self) -> f64 {
        let holds = |outer: &Self, inner: &Self| {
            inner.segments().first().is_some_and(|segment| outer.contains(segment.a))
        };
        if holds(self, other) || holds(other, self) {
            return 0.0;
        }
        let mut least = f64::INFINITY;
        for one in self.segments() {
            for two in other.segments() {
                least = least.min(one.distance_to(two));
            }
        }
        least
    }
    /// Corner of the box around it with the least and the one with the greatest coordinates.
    pub fn bounds(&self) -> (Point, Point) {
        let nothing =
            (Point::new(f64::INFINITY, f64::INFINITY), Point::new(-f64::INFINITY, -f64::INFINITY));
        self.segments().iter().map(Segment::bounds).fold(nothing, |(lo, hi), (a, b)| {
            (Point::new(lo.x.min(a.x), lo.y.min(a.y)), Point::new(hi.x.max(b.x), hi.y.max(b.y)))
        })
    }
    /// The contour carried by a motion; mirrored it is walked the other way, so that it stays counter-clockwise.
    #[must_use]
    pub fn moved(&self, motion: &Motion) -> Self {
        let path = self.path.moved(motion);
        Self { path: if motion.mirrors() { path.reversed() } else { path } }
    }
}

/// True where two segments of a ring have more in common than the joints they share: `follows` says that the second
/// starts where the first ends, `leads` that it ends where the first starts.
fn meets(one: &Segment, two: &Segment, follows: bool, leads: bool) -> bool {
    if !follows && !leads {
        return one.distance_to(two) <= NOTHING;
    }
    let apart = |p: Point, q: Point| (p - q).norm() > JOINED;
    let stray = |met: &Crossing| {
        (!follows || apart(met.point, one.b)) && (!leads || apart(met.point, one.a))
    };
    if crossings(one, two).iter().any(stray) {
        return true;
    }
    // Parts of one line or circle: an end that is no joint must not lie on the other.
    let lies = |segment: &Segment, p: Point| segment.nearest(p).1 <= NOTHING;
    let free = [
        (!leads).then_some((two, one.a)),
        (!follows).then_some((two, one.b)),
        (!follows).then_some((one, two.a)),
        (!leads).then_some((one, two.b)),
    ];
    free.into_iter().flatten().any(|(segment, p)| lies(segment, p))
}

impl<S: Scalar> Segment<S> {
    /// Area swept by the straight way from the origin to a point that walks along the segment, mm², left turns positive:
    /// its sum round a closed outline is the outline's area. Exact, and smooth through the straight line.
    pub fn swept_area(&self) -> S {
        let (b, square) = (self.bulge, self.bulge.squared());
        let cap = if b.value().abs() < FLAT {
            let series = square.scale(-1.0 / 693.0).plus(1.0 / 315.0) * square;
            ((series.plus(-1.0 / 105.0) * square).plus(1.0 / 15.0) * square).plus(1.0 / 3.0) * b
        } else {
            let whole = square.plus(1.0).squared() * b.atan() + b * square.plus(-1.0);
            whole / square.scale(8.0)
        };
        let chord = self.b - self.a;
        self.a.cross(self.b).scale(0.5) + chord.dot(chord) * cap
    }
}

/// Area of a closed chain of segments, mm², positive if it runs counter-clockwise.
pub fn area(segments: &[Segment]) -> f64 {
    // Seen from its start, so that a chain far from the origin loses no digits.
    let Some(origin) = segments.first().map(|segment| segment.a) else { return 0.0 };
    segments.iter().map(|segment| segment.moved(|p| p - origin).swept_area()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{Dual, Vec2, gradient, variable};
    use approx::assert_relative_eq;
    use core::f64::consts::{PI, TAU};

    fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }
    /// A stadium of 30 by 20 with its half circles.
    fn stadium() -> Vec<Segment> {
        vec![
            Segment::line(p(0.0, 0.0), p(30.0, 0.0)),
            Segment::arc(p(30.0, 0.0), p(30.0, 20.0), 1.0),
            Segment::line(p(30.0, 20.0), p(0.0, 20.0)),
            Segment::arc(p(0.0, 20.0), p(0.0, 0.0), 1.0),
        ]
    }
    /// An L with one rounded corner and a scoop in it.
    fn bracket() -> Vec<Segment> {
        vec![
            Segment::line(p(0.0, 0.0), p(40.0, 0.0)),
            Segment::line(p(40.0, 0.0), p(40.0, 15.0)),
            Segment::line(p(40.0, 15.0), p(15.0, 15.0)),
            Segment::line(p(15.0, 15.0), p(15.0, 40.0)),
            Segment::arc(p(15.0, 40.0), p(5.0, 40.0), -0.8),
            Segment::arc(p(5.0, 40.0), p(0.0, 35.0), libm::tan(PI / 8.0)),
            Segment::line(p(0.0, 35.0), p(0.0, 0.0)),
        ]
    }

    #[test]
    fn measures_do_not_depend_on_start_or_place() {
        let stadium = Contour::new(stadium()).unwrap();
        assert_relative_eq!(stadium.area(), 600.0 + 100.0 * PI, epsilon = 1e-11);
        assert_relative_eq!(stadium.length(), 60.0 + 20.0 * PI, epsilon = 1e-11);
        let whole = Contour::new(bracket()).unwrap();
        for start in 0..7 {
            let mut segments = bracket();
            segments.rotate_left(start);
            let turned = Contour::new(segments).unwrap();
            let far = turned.moved(&Motion::turn_shift(1.0, p(1e4, -3e4)));
            for same in [&turned, &far, &turned.moved(&Motion::MIRROR)] {
                assert_relative_eq!(same.area(), whole.area(), epsilon = 1e-6);
                assert_relative_eq!(same.length(), whole.length(), epsilon = 1e-8);
                assert_relative_eq!(same.turning(), TAU, epsilon = 1e-8);
                assert!(Contour::new(same.segments().to_vec()).is_ok(), "still a contour");
            }
        }
    }

    #[test]
    fn inside_is_what_the_shape_says() {
        let bracket = Contour::new(bracket()).unwrap();
        for (point, distance) in [
            (p(7.0, 7.0), 7.0),
            (p(20.0, 20.0), -5.0),
            (p(-3.0, -4.0), -5.0),
            (p(38.0, 6.0), 2.0),
            (p(0.0, 12.0), 0.0),
            (p(10.0, 41.0), -(41.0 - 36.0)),
        ] {
            assert_relative_eq!(bracket.distance(point), distance, epsilon = 1e-9);
            assert_eq!(bracket.contains(point), distance >= 0.0, "{point:?}");
        }
        let stadium = Contour::new(stadium()).unwrap();
        assert_relative_eq!(stadium.distance(p(30.0, 10.0)), 10.0, epsilon = 1e-12);
        assert_relative_eq!(stadium.distance(p(44.0, 10.0)), -4.0, epsilon = 1e-12);
        // Every point of a grid against the length of what lies inside on its row.
        let mut inside = 0;
        for i in 0..200 {
            for k in 0..200 {
                let at = p(f64::from(i) * 0.25 - 4.95, f64::from(k) * 0.25 - 4.95);
                inside += i32::from(bracket.contains(at));
            }
        }
        assert_relative_eq!(f64::from(inside) / 16.0, bracket.area(), max_relative = 0.01);
    }

    #[test]
    fn shapes_have_the_distance_of_their_nearest_places() {
        let (one, two) = (Contour::new(stadium()).unwrap(), Contour::new(bracket()).unwrap());
        let moved = |x: f64, y: f64| two.moved(&Motion::turn_shift(0.0, p(x, y)));
        assert_relative_eq!(one.distance_to(&moved(45.0, 0.0)), 5.0, epsilon = 1e-9);
        assert_relative_eq!(one.distance_to(&moved(0.0, 23.0)), 3.0, epsilon = 1e-9);
        assert_eq!(one.distance_to(&moved(2.0, 2.0)), 0.0, "crossing");
        let small = Contour::new(vec![
            Segment::arc(p(14.0, 10.0), p(16.0, 10.0), 1.0),
            Segment::arc(p(16.0, 10.0), p(14.0, 10.0), 1.0),
        ])
        .unwrap();
        assert_eq!(one.distance_to(&small), 0.0, "within");
        assert_eq!(small.distance_to(&one), 0.0, "around");
    }

    #[test]
    fn faults_are_named() {
        let fault = |segments: Vec<Segment>| Contour::new(segments).unwrap_err();
        let back: Vec<Segment> = stadium().iter().rev().map(Segment::reversed).collect();
        assert_eq!(fault(back), ContourFault::Clockwise);
        assert_eq!(fault(stadium()[..1].to_vec()), ContourFault::TooFew);
        let mut gap = stadium();
        gap[1].b.y += 0.5;
        assert_eq!(fault(gap), ContourFault::Gap { after: 1, width: 0.5 });
        let mut wild = stadium();
        wild[2].bulge = f64::NAN;
        assert_eq!(fault(wild), ContourFault::NotFinite(2));
        let ring = |points: &[Point]| {
            let next = points.iter().cycle().skip(1);
            points.iter().zip(next).map(|(a, b)| Segment::line(*a, *b)).collect::<Vec<_>>()
        };
        let bow = ring(&[p(0.0, 0.0), p(9.0, 0.0), p(2.0, 5.0), p(7.0, 6.0)]);
        assert_eq!(fault(bow), ContourFault::Crossing { first: 1, second: 3 });
        let spike = ring(&[p(0.0, 0.0), p(9.0, 0.0), p(6.0, 0.0), p(6.0, 6.0)]);
        assert_eq!(fault(spike), ContourFault::Crossing { first: 0, second: 1 });
        let touch = ring(&[p(0.0, 0.0), p(9.0, 0.0), p(9.0, 5.0), p(4.0, 0.0), p(0.0, 5.0)]);
        assert_eq!(fault(touch), ContourFault::Crossing { first: 0, second: 2 });
        let mut notched = stadium();
        notched[1].bulge = -1.0;
        assert!(Contour::new(notched.clone()).is_ok(), "a notch is no crossing");
        notched[1].bulge = -2.5;
        assert!(matches!(fault(notched), ContourFault::Crossing { .. }), "too deep a notch");
    }

    #[test]
    fn area_is_smooth_through_the_straight_line() {
        for bulge in [0.0, 1e-12, 1e-6, 0.0299, 0.0301, -0.03, 0.7, -1.3] {
            let f = |b: Dual<1>| {
                let lift = |x: f64, y: f64| Vec2::lift(p(x, y));
                Segment::arc(lift(3.0, 1.0), lift(14.0, 5.0), b).swept_area()
            };
            let exact = gradient(&f(variable(bulge, 0)))[0];
            let at = |b: f64| f(Dual::constant(b)).value();
            let by = (at(bulge + 1e-6) - at(bulge - 1e-6)) / 2e-6;
            assert_relative_eq!(exact, by, epsilon = 1e-6, max_relative = 1e-6);
        }
    }
}
