//! Exact distances of points and segments.

use super::corner::{share_at, touch};
use super::{Point, Segment, crossings};

impl Segment {
    /// Where the segment is nearest to `p`: share of the length (0..1) and distance, mm. Of two ends equally near the
    /// first counts.
    pub fn nearest(&self, p: Point) -> (f64, f64) {
        let (place, _) = touch(self, p);
        let share = share_at(self, place);
        if share > 0.0 && share < 1.0 {
            return (share, (p - place).norm());
        }
        let (a, b) = ((p - self.a).norm(), (p - self.b).norm());
        if b < a { (1.0, b) } else { (0.0, a) }
    }
    /// The least distance of two segments, mm, exact for lines and arcs; 0 where they cross, touch or lie on each other.
    pub fn distance_to(&self, other: &Self) -> f64 {
        if !crossings(self, other).is_empty() {
            return 0.0;
        }
        // An end of one is nearest, or both are met square to themselves; then a center lies on the common normal.
        let ends = [
            self.nearest(other.a).1,
            self.nearest(other.b).1,
            other.nearest(self.a).1,
            other.nearest(self.b).1,
        ];
        let square = square_to_both(self, other).min(square_to_both(other, self));
        ends.into_iter().fold(square, f64::min)
    }
}

/// The least distance along a common normal that goes through the center of `arc`, between points of both; infinite if
/// there is none.
fn square_to_both(arc: &Segment, other: &Segment) -> f64 {
    let Some((center, radius)) = arc.circle() else { return f64::INFINITY };
    let (share, off) = other.foot(center);
    let mut feet = Vec::with_capacity(2);
    if share > 0.0 && share < 1.0 {
        feet.push(other.point(share));
    }
    if let Some((far, other_radius)) = other.circle() {
        // The other side of the other circle is square to the normal as well.
        let way = center - far;
        if way.norm() > 1e-12 {
            let opposite = far - way * (other_radius / way.norm());
            let (share, _) = other.foot(opposite);
            if share > 0.0 && share < 1.0 {
                feet.push(opposite);
            }
        }
    }
    debug_assert!(!off.is_infinite(), "a center at infinity");
    let mut least = f64::INFINITY;
    for foot in feet {
        let way = foot - center;
        let reach = way.norm();
        if reach < 1e-12 {
            // The foot is the center: every point of the arc is as far, its ends are counted already.
            continue;
        }
        for side in [1.0, -1.0] {
            let place = center + way * (side * radius / reach);
            let (share, _) = arc.foot(place);
            if share > 0.0 && share < 1.0 {
                least = least.min((place - foot).norm());
            }
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from 0 to 1 in a fixed order that looks like none.
    pub(in super::super) fn numbers(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed;
        move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(state >> 33).unwrap_or(0)) / f64::from(1_u32 << 31)
        }
    }

    #[test]
    fn distances_agree_with_dense_sampling() {
        let mut next = numbers(7);
        for _ in 0..400 {
            let mut segment = || {
                let bulge = if next() < 0.3 { 0.0 } else { 3.0 * next() - 1.5 };
                Segment::arc(
                    Point::new(20.0 * next(), 20.0 * next()),
                    Point::new(20.0 * next(), 20.0 * next()),
                    bulge,
                )
            };
            let (one, two) = (segment(), segment());
            let exact = one.distance_to(&two);
            assert!((exact - two.distance_to(&one)).abs() < 1e-12, "the same both ways");
            let sampled = (0..=2000)
                .map(|k| two.nearest(one.point(f64::from(k) / 2000.0)).1)
                .fold(f64::INFINITY, f64::min);
            let step = one.length() / 2000.0;
            assert!(exact <= sampled + 1e-9, "{one:?} {two:?}: {exact} over {sampled}");
            assert!(exact >= sampled - step, "{one:?} {two:?}: {exact} under {sampled}");
        }
    }

    #[test]
    fn segments_that_share_anything_have_no_distance() {
        let p = Point::new;
        let line = Segment::line(p(0.0, 0.0), p(10.0, 0.0));
        for other in [
            Segment::line(p(5.0, -1.0), p(5.0, 1.0)),
            Segment::line(p(4.0, 0.0), p(20.0, 0.0)),
            Segment::line(p(10.0, 0.0), p(10.0, 9.0)),
            Segment::arc(p(0.0, 5.0), p(10.0, 5.0), 1.0),
        ] {
            assert!(line.distance_to(&other) < 1e-9, "{other:?}");
        }
        let parallel = Segment::line(p(4.0, 3.0), p(20.0, 3.0));
        assert!((line.distance_to(&parallel) - 3.0).abs() < 1e-12, "parallel lines");
    }
}
