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
    // Its foot on the other and the place of the arc on the same side: all further ones are no least distance, or are
    // found from the other's center.
    let (share, _) = other.foot(center);
    let foot = other.point(share);
    let reach = (foot - center).norm();
    let place = center + (foot - center) * (radius / reach);
    let on_arc = arc.foot(place).0;
    // A foot in the center is as far from every place of the arc: its ends are counted already.
    let within = |share: f64| share > 0.0 && share < 1.0;
    if within(share) && within(on_arc) && reach > 1e-12 {
        (place - foot).norm()
    } else {
        f64::INFINITY
    }
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
