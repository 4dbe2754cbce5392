//! The places where two segments cross or touch.

use super::corner::{Carrier, PARALLEL, TOUCHING, share_at};
use super::{Point, Segment};

/// A segment's ends reach this far beyond themselves, mm, so that rounding opens no gaps.
const REACH: f64 = 1e-9;

/// A place that two segments share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// Where it is.
    pub point: Point,
    /// Share of the first segment's length, 0..1.
    pub first: f64,
    /// Share of the second segment's length, 0..1.
    pub second: f64,
}

/// The places, at most two, where two segments cross or touch, ends included, in the order of the first.
///
/// Parts of one line or circle that lie on each other give none: their ends tell how far they do.
pub fn crossings(first: &Segment, second: &Segment) -> Vec<Crossing> {
    let near = first.a.lerp(first.b, 0.5);
    let (one, two) = (Carrier::of(first, 0.0, near), Carrier::of(second, 0.0, near));
    let (flat, round) = if one.k.abs() <= two.k.abs() { (one, two) } else { (two, one) };
    let quotient = if round.k == 0.0 { 0.0 } else { flat.k / round.k };
    let (m, c) = (flat.m - round.m * quotient, flat.c - round.c * quotient);
    let length = m.norm();
    if length.is_nan() || length < PARALLEL {
        return Vec::new();
    }
    let along = m.left() * (1.0 / length);
    let foot = m * -(c / (length * length));
    let (a, b, d) = (0.5 * round.k, (foot * round.k + round.m).dot(along), round.value(foot));
    let square = b * b - 4.0 * a * d;
    let shares: Vec<f64> = if square > TOUCHING {
        let sum = b + if b < 0.0 { -square.sqrt() } else { square.sqrt() };
        // Both roots without cancellation; a line has one.
        let mut both = vec![-2.0 * d / sum];
        if a != 0.0 {
            both.push(-0.5 * sum / a);
        }
        both
    } else if square >= -TOUCHING && a != 0.0 {
        vec![-0.5 * b / a]
    } else {
        Vec::new()
    };
    let within = |segment: &Segment, point: Point| {
        let share = share_at(segment, point);
        let reach = REACH / segment.length();
        (share >= -reach && share <= 1.0 + reach).then(|| share.clamp(0.0, 1.0))
    };
    let mut found: Vec<Crossing> = shares
        .into_iter()
        .filter_map(|share| {
            let point = near + foot + along * share;
            let (first, second) = (within(first, point)?, within(second, point)?);
            Some(Crossing { point, first, second })
        })
        .collect();
    found.sort_by(|p, q| p.first.total_cmp(&q.first));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    #[test]
    fn all_places_and_no_others_are_found() {
        let line = |ax, ay, bx, by| Segment::line(p(ax, ay), p(bx, by));
        let half = Segment::arc(p(5.0, 0.0), p(-5.0, 0.0), 1.0);
        for (first, second, points) in [
            (line(0.0, 0.0, 9.0, 9.0), line(0.0, 8.0, 8.0, 0.0), vec![p(4.0, 4.0)]),
            (line(0.0, 0.0, 3.0, 3.0), line(0.0, 8.0, 8.0, 0.0), vec![]),
            (line(0.0, 0.0, 4.0, 4.0), line(0.0, 8.0, 8.0, 0.0), vec![p(4.0, 4.0)]),
            (line(0.0, 0.0, 4.0, 0.0), line(2.0, 0.0, 8.0, 0.0), vec![]),
            (line(-9.0, 3.0, 9.0, 3.0), half, vec![p(-4.0, 3.0), p(4.0, 3.0)]),
            (line(0.0, 3.0, 9.0, 3.0), half, vec![p(4.0, 3.0)]),
            (line(-9.0, -3.0, 9.0, -3.0), half, vec![]),
            (line(-9.0, 5.0, 9.0, 5.0), half, vec![p(0.0, 5.0)]),
            (half, Segment::arc(p(2.0, 0.0), p(12.0, 0.0), -1.0), vec![p(3.5, libm::sqrt(12.75))]),
            (half, Segment::arc(p(6.0, 1.0), p(6.0, -1.0), -0.9), vec![]),
        ] {
            for flip in [false, true] {
                let (first, second) =
                    if flip { (second.reversed(), first.reversed()) } else { (first, second) };
                let found = crossings(&first, &second);
                assert_eq!(found.len(), points.len(), "{first:?} {second:?} {found:?}");
                for crossing in &found {
                    let near = |q: &Point| (*q - crossing.point).norm() < 1e-6;
                    assert!(points.iter().any(near), "{crossing:?}");
                    let (a, b) = (first.point(crossing.first), second.point(crossing.second));
                    assert!((a - b).norm() < 1e-6, "{crossing:?}: {a:?} is not {b:?}");
                }
            }
        }
    }
}
