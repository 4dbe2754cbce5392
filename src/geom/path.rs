//! A path: lines and arcs one after another, asked by length.

use super::{Motion, Point, Segment};

/// A chain of segments with the lengths at their ends, mm; open, or closed to a ring.
///
/// Each segment is meant to start where the one before ends; a gap is walked over without length.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    segments: Vec<Segment>,
    /// Length from the start to the end of each segment.
    reached: Vec<f64>,
    closed: bool,
}

impl Path {
    /// The open path of these segments.
    pub fn open(segments: Vec<Segment>) -> Self {
        let mut total = 0.0;
        let reached = segments
            .iter()
            .map(|segment| {
                total += segment.length();
                total
            })
            .collect();
        Self { segments, reached, closed: false }
    }
    /// The ring of these segments: lengths are counted round and round.
    pub fn closed(segments: Vec<Segment>) -> Self {
        Self { closed: true, ..Self::open(segments) }
    }
    /// Its segments, in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }
    /// True for a ring.
    pub fn is_closed(&self) -> bool {
        self.closed
    }
    /// Its whole length, exact.
    pub fn length(&self) -> f64 {
        self.reached.last().copied().unwrap_or(0.0)
    }
    /// The segment a length lies on, by its place. A length at a joint belongs to the segment that ends there, whatever
    /// rounding says.
    pub fn locate(&self, length: f64) -> usize {
        self.reached
            .iter()
            .position(|end| *end >= length - 1e-9)
            .unwrap_or(self.reached.len().saturating_sub(1))
    }
    /// Length from the start of the path to the start of a segment.
    pub fn start_of(&self, index: usize) -> f64 {
        if index == 0 { 0.0 } else { self.end_of(index - 1) }
    }
    /// Length from the start of the path to the end of a segment.
    pub fn end_of(&self, index: usize) -> f64 {
        self.reached.get(index).copied().unwrap_or_else(|| self.length())
    }
    /// The point at a length and the direction of travel (unit) there.
    ///
    /// Beyond the ends of an open path its first or last segment goes on. NaN for a path without segments.
    pub fn at(&self, length: f64) -> (Point, Point) {
        let length = self.wrapped(length);
        let index = self.locate(length);
        let Some(segment) = self.segments.get(index) else {
            return (Point::new(f64::NAN, f64::NAN), Point::new(1.0, 0.0));
        };
        let start = self.start_of(index);
        let share = (length - start) / (self.end_of(index) - start);
        (segment.point(share), segment.tangent(share))
    }
    /// The part between two lengths. On a ring the part from a length to a lesser one leads over the start; on an open
    /// path it is empty, and nothing goes on beyond the ends.
    pub fn part(&self, from: f64, to: f64) -> Vec<Segment> {
        let total = self.length();
        if !self.closed || (0.0 <= from && from <= to && to <= total) {
            return self.stretch(from, to);
        }
        if total <= 0.0 || !(to - from).is_finite() {
            return Vec::new();
        }
        let around = if to < from { (to - from).rem_euclid(total) } else { (to - from).min(total) };
        let from = self.wrapped(from);
        let mut parts = self.stretch(from, (from + around).min(total));
        parts.extend(self.stretch(0.0, from + around - total));
        parts
    }
    fn stretch(&self, from: f64, to: f64) -> Vec<Segment> {
        let mut parts = Vec::new();
        for (index, segment) in self.segments.iter().enumerate() {
            let (start, end) = (self.start_of(index), self.end_of(index));
            let (own_from, own_to) = (from.max(start), to.min(end));
            if own_to - own_from > 1e-9 {
                let share = |length: f64| (length - start) / (end - start);
                parts.push(segment.part(share(own_from), share(own_to)));
            }
        }
        parts
    }
    fn wrapped(&self, length: f64) -> f64 {
        let total = self.length();
        // What lies within the ring already keeps its bits, its very end too.
        let inside = 0.0 <= length && length <= total;
        if self.closed && !inside && total > 0.0 { length.rem_euclid(total) } else { length }
    }
    /// Where the path is nearest to `p`: the length there, and the distance, positive where `p` lies on the left.
    ///
    /// At a corner, and beyond the ends of an open path, the side is that of the mean direction there. Of places equally
    /// near the first counts. NaN for a path without segments.
    pub fn foot(&self, p: Point) -> (f64, f64) {
        let mut best: Option<(usize, f64, f64)> = None;
        for (index, segment) in self.segments.iter().enumerate() {
            let (share, distance) = segment.nearest(p);
            if best.is_none_or(|(_, _, least)| distance < least) {
                best = Some((index, share, distance));
            }
        }
        let Some((index, share, distance)) = best else { return (f64::NAN, f64::NAN) };
        let Some(segment) = self.segments.get(index) else { return (f64::NAN, f64::NAN) };
        let start = self.start_of(index);
        let length = start + share * (self.end_of(index) - start);
        let mut direction = segment.tangent(share);
        if share <= 0.0 {
            if let Some(before) = self.neighbour(index, false) {
                direction = direction + before.tangent(1.0);
            }
        } else if share >= 1.0
            && let Some(after) = self.neighbour(index, true)
        {
            direction = direction + after.tangent(0.0);
        }
        let left = direction.cross(p - segment.point(share));
        (length, if left < 0.0 { -distance } else { distance })
    }
    fn neighbour(&self, index: usize, after: bool) -> Option<&Segment> {
        let count = self.segments.len();
        match (after, self.closed) {
            (true, false) => self.segments.get(index + 1),
            (false, false) => index.checked_sub(1).and_then(|before| self.segments.get(before)),
            (true, true) => self.segments.get((index + 1) % count),
            (false, true) => self.segments.get((index + count - 1) % count),
        }
    }
    /// The same path walked from its end to its start.
    #[must_use]
    pub fn reversed(&self) -> Self {
        self.rebuilt(self.segments.iter().rev().map(Segment::reversed).collect())
    }
    /// The path carried by a motion, still walked from its start.
    #[must_use]
    pub fn moved(&self, motion: &Motion) -> Self {
        self.rebuilt(self.segments.iter().map(|segment| motion.segment(segment)).collect())
    }
    fn rebuilt(&self, segments: Vec<Segment>) -> Self {
        Self { closed: self.closed, ..Self::open(segments) }
    }
    /// The angle it turns through, radians, left positive: its arcs and its corners, each corner less than a half turn.
    ///
    /// A simple counter-clockwise ring turns by 2π.
    pub fn turning(&self) -> f64 {
        let arcs: f64 = self.segments.iter().map(Segment::turning).sum();
        let count = self.segments.len();
        let joints = if self.closed { count } else { count.saturating_sub(1) };
        let corners: f64 = (0..joints)
            .filter_map(|index| {
                let (u, v) = (
                    self.segments.get(index)?.tangent(1.0),
                    self.neighbour(index, true)?.tangent(0.0),
                );
                Some(libm::atan2(u.cross(v), u.dot(v)))
            })
            .sum();
        arcs + corners
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use core::f64::consts::{PI, TAU};

    fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }
    /// A stadium with a sharp notch in its lower side.
    fn ring() -> Path {
        Path::closed(vec![
            Segment::line(p(0.0, 0.0), p(10.0, 0.0)),
            Segment::line(p(10.0, 0.0), p(15.0, 4.0)),
            Segment::line(p(15.0, 4.0), p(20.0, 0.0)),
            Segment::line(p(20.0, 0.0), p(30.0, 0.0)),
            Segment::arc(p(30.0, 0.0), p(30.0, 20.0), 1.0),
            Segment::line(p(30.0, 20.0), p(0.0, 20.0)),
            Segment::arc(p(0.0, 20.0), p(0.0, 0.0), 1.0),
        ])
    }

    #[test]
    fn places_and_lengths_are_each_others_inverse() {
        let ring = ring();
        assert_relative_eq!(
            ring.length(),
            50.0 + 2.0 * libm::sqrt(41.0) + 20.0 * PI,
            epsilon = 1e-12
        );
        for k in 0..100 {
            let length = ring.length() * f64::from(k) / 100.0;
            let (point, direction) = ring.at(length);
            let (again, off) = ring.foot(point);
            assert_relative_eq!(again, length, epsilon = 1e-9);
            assert_relative_eq!(off, 0.0, epsilon = 1e-9);
            let (_, left) = ring.foot(point + direction.left() * 0.01);
            assert_relative_eq!(left, 0.01, epsilon = 2.3e-3);
            assert_relative_eq!(direction.norm(), 1.0, epsilon = 1e-12);
            let (round, _) = ring.at(length + 2.0 * ring.length());
            assert!((round - point).norm() < 1e-9, "round and round");
        }
    }

    #[test]
    fn sides_at_corners_are_told() {
        let ring = ring();
        assert!(ring.foot(p(15.0, 4.5)).1 > 0.0, "above the notch is inside");
        assert!(ring.foot(p(15.0, 3.5)).1 < 0.0, "below the notch is outside");
        assert!(ring.foot(p(10.0, -0.5)).1 < 0.0, "below the corner is outside");
        let open = Path::open(vec![
            Segment::line(p(0.0, 0.0), p(10.0, 0.0)),
            Segment::line(p(10.0, 0.0), p(10.0, 10.0)),
        ]);
        for (point, length, off) in [
            (p(4.0, 3.0), 4.0, 3.0),
            (p(13.0, -4.0), 10.0, -5.0),
            (p(-3.0, 4.0), 0.0, 5.0),
            (p(7.0, 14.0), 20.0, 5.0),
        ] {
            let (at, distance) = open.foot(point);
            assert_relative_eq!(at, length, epsilon = 1e-12);
            assert_relative_eq!(distance, off, epsilon = 1e-12);
        }
    }

    #[test]
    fn a_ring_turns_once_whatever_is_done_to_it() {
        let ring = ring();
        assert_relative_eq!(ring.turning(), TAU, epsilon = 1e-12);
        assert_relative_eq!(ring.reversed().turning(), -TAU, epsilon = 1e-12);
        let mirrored = ring.moved(&Motion::MIRROR);
        assert_relative_eq!(mirrored.turning(), -TAU, epsilon = 1e-12);
        assert_relative_eq!(mirrored.length(), ring.length(), epsilon = 1e-12);
        let moved = ring.moved(&Motion::turn_shift(0.7, p(3.0, 4.0)));
        assert_relative_eq!(moved.turning(), TAU, epsilon = 1e-12);
        let (there, back) = (ring.at(33.0), ring.reversed().at(ring.length() - 33.0));
        assert!((there.0 - back.0).norm() < 1e-9 && (there.1 + back.1).norm() < 1e-9, "reversed");
    }

    #[test]
    fn a_part_is_as_long_as_asked_for_over_the_start_too() {
        let ring = ring();
        let length = |parts: &[Segment]| parts.iter().map(Segment::length).sum::<f64>();
        assert_relative_eq!(length(&ring.part(12.0, 77.0)), 65.0, epsilon = 1e-9);
        let over = ring.part(ring.length() - 7.0, 9.0);
        assert_relative_eq!(length(&over), 16.0, epsilon = 1e-9);
        for pair in over.windows(2) {
            assert!((pair[0].b - pair[1].a).norm() < 1e-9, "a gap");
        }
        let open = Path::open(ring.segments().to_vec());
        assert!(open.part(20.0, 10.0).is_empty(), "nothing backwards");
        assert_relative_eq!(length(&open.part(-5.0, 500.0)), ring.length(), epsilon = 1e-9);
        assert!(Path::open(Vec::new()).at(1.0).0.x.is_nan(), "no path, no place");
    }
}
