//! A stitch line over several panels: points at lengths along it, and holes at equal straight distances.

use crate::geom::{Path, Point, Segment};

/// A line over one panel or several, segment by segment.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    legs: Vec<(usize, Segment)>,
    /// Length from the start to the end of each leg.
    reached: Vec<f64>,
}

impl Walk {
    pub(super) fn new(legs: Vec<(usize, Segment)>) -> Self {
        let mut total = 0.0;
        let reached = legs
            .iter()
            .map(|(_, segment)| {
                total += segment.length();
                total
            })
            .collect();
        Self { legs, reached }
    }
    pub(super) fn straight(panel: usize, from: Point, to: Point) -> Self {
        Self::new(vec![(panel, Segment::line(from, to))])
    }
    pub(super) fn length(&self) -> f64 {
        self.reached.last().copied().unwrap_or(0.0)
    }
    /// The panels it runs on, each once, in walking order.
    pub(super) fn panels(&self) -> Vec<usize> {
        let mut panels: Vec<usize> = Vec::new();
        for (panel, _) in &self.legs {
            if !panels.contains(panel) {
                panels.push(*panel);
            }
        }
        panels
    }
    /// The panel, the point and the direction at a length; beyond the ends the first or last segment goes on.
    pub(super) fn at(&self, length: f64) -> Option<(usize, Point, Point)> {
        // A length at a joint belongs to the segment that ends there, whatever rounding says.
        let last = self.legs.len().checked_sub(1)?;
        let index = self.reached.iter().position(|end| *end >= length - 1e-9).unwrap_or(last);
        Some(self.on_leg(index, length))
    }
    /// The same, but a length at a joint belongs to the segment that starts there.
    pub(super) fn after(&self, length: f64) -> Option<(usize, Point, Point)> {
        let last = self.legs.len().checked_sub(1)?;
        let index = self.reached.iter().position(|end| *end > length + 1e-9).unwrap_or(last);
        Some(self.on_leg(index, length))
    }
    fn on_leg(&self, index: usize, length: f64) -> (usize, Point, Point) {
        let (panel, segment) = self.legs[index];
        let start = if index == 0 { 0.0 } else { self.reached[index - 1] };
        let share = (length - start) / (self.reached[index] - start);
        (panel, segment.point(share), segment.tangent(share))
    }
    /// True if the line leaps between two lengths: one stretch ends and the next begins at another place. From a greater
    /// length to a lesser one it goes round, past the end of a closed line.
    pub(super) fn leaps(&self, from: f64, to: f64) -> bool {
        let apart = |a: &(usize, Segment), b: &(usize, Segment)| {
            a.0 != b.0 || (a.1.b - b.1.a).norm() > 1e-6
        };
        if to > self.length() + 1e-9 && from <= self.length() {
            return self.leaps(from, to - self.length());
        }
        if to < from {
            let ends = self.legs.last().zip(self.legs.first());
            return ends.is_some_and(|(last, first)| apart(last, first))
                || self.leaps(from, self.length())
                || self.leaps(0.0, to);
        }
        let inside = |end: &f64| from + 1e-9 < *end && *end < to - 1e-9;
        let mut joints = self.legs.windows(2).zip(&self.reached).filter(|(_, end)| inside(end));
        joints.any(|(pair, _)| apart(&pair[0], &pair[1]))
    }
    /// The part between two lengths.
    pub(super) fn part(&self, from: f64, to: f64) -> Vec<(usize, Segment)> {
        let mut parts = Vec::new();
        let mut start = 0.0;
        for ((panel, segment), end) in self.legs.iter().zip(&self.reached) {
            let (own_from, own_to) = (from.max(start), to.min(*end));
            if own_to - own_from > 1e-9 {
                let share = |length: f64| (length - start) / (end - start);
                parts.push((*panel, segment.part(share(own_from), share(own_to))));
            }
            start = *end;
        }
        parts
    }
    /// Lengths of `n + 1` holes from `from` to `to`: equally far apart in a straight line, at equal lengths where the line
    /// goes from panel to panel or leaps. Round a closed line `to` may lie past its end, where it starts again.
    pub(super) fn holes(&self, from: f64, to: f64, n: u32, closed: bool) -> Vec<f64> {
        let mut legs = self.part(from, to);
        if closed && to > self.length() {
            legs.extend(self.part(0.0, to - self.length()));
        }
        if to > from && !self.leaps(from, to) {
            // Only what is sewn: where the line leaps over a dart, a run starts behind it.
            let path = Path::open(legs.iter().map(|(_, segment)| *segment).collect());
            let holes = path.equal_chords(0.0, path.length(), n);
            return holes.into_iter().map(|length| from + length).collect();
        }
        let step = (to - from) / f64::from(n);
        (0..=n).map(|k| if k == n { to } else { from + f64::from(k) * step }).collect()
    }
}
