//! The `d` of a path: lines and exact arcs, in the y-down coordinates of SVG.

use crate::export::decimal::Decimals;
use crate::geom::{Point, Segment};
use crate::text::Pen;

/// Tangent of a quarter of 120 degrees. A longer arc is written in parts: near the half circle the center that a reader
/// finds from ends and radius runs off by the root of their rounding (0.03 mm for 10 mm and 4 decimals).
const LONGEST_BULGE: f64 = 0.577_350_269_189_625_8;

/// Writes one `d`. Points are snapped to the decimals before they are compared, so what is written has no segment of
/// length zero.
#[derive(Debug)]
pub(super) struct PathData<'a> {
    out: &'a mut String,
    decimals: Decimals,
    sheet_height: f64,
    at: (i64, i64),
    start: (i64, i64),
}

impl<'a> PathData<'a> {
    pub(super) fn new(out: &'a mut String, decimals: Decimals, sheet_height: f64) -> Self {
        Self { out, decimals, sheet_height, at: (0, 0), start: (0, 0) }
    }

    /// The segments one after the other, closed by `Z` if asked. Nothing at all where all of it is shorter than the
    /// decimals show.
    pub(super) fn segments(&mut self, segments: &[Segment], closed: bool) {
        let Some(first) = segments.first() else { return };
        let before = self.out.len();
        self.to('M', first.a);
        self.start = self.at;
        let moved = self.out.len();
        for segment in segments {
            self.segment(segment, closed);
        }
        if self.out.len() == moved {
            self.out.truncate(before);
        } else if closed {
            self.out.push('Z');
        }
    }

    fn segment(&mut self, segment: &Segment, closed: bool) {
        if segment.is_line() {
            // `Z` draws the last line itself.
            if !(closed && self.snapped(segment.b) == self.start) {
                self.line(segment.b);
            }
            return;
        }
        let Some((_, radius)) = segment.circle() else { return };
        let parts = if segment.bulge.abs() <= LONGEST_BULGE {
            1
        } else {
            // 120 degrees each; a full turn has three.
            let share = segment.turning().abs() / (core::f64::consts::TAU / 3.0);
            if share <= 2.0 { 2 } else { 3 }
        };
        for part in 1..=parts {
            let end = if part == parts {
                segment.b
            } else {
                segment.point(f64::from(part) / f64::from(parts))
            };
            self.arc(radius, segment.bulge > 0.0, end);
        }
    }

    fn arc(&mut self, radius: f64, left: bool, end: Point) {
        let to = self.snapped(end);
        if to == self.at {
            return;
        }
        self.out.push('A');
        let radius = self.decimals.snap(radius);
        self.decimals.push(self.out, radius);
        self.out.push(' ');
        self.decimals.push(self.out, radius);
        // A left turn is counter-clockwise to the eye, which SVG calls sweep 0; parts are never over half a circle.
        self.out.push_str(if left { " 0 0 0 " } else { " 0 0 1 " });
        self.point(to);
    }

    fn line(&mut self, end: Point) {
        if self.snapped(end) != self.at {
            self.to('L', end);
        }
    }

    fn to(&mut self, command: char, p: Point) {
        self.out.push(command);
        let to = self.snapped(p);
        self.point(to);
    }

    fn snapped(&self, p: Point) -> (i64, i64) {
        (self.decimals.snap(p.x), self.decimals.snap(self.sheet_height - p.y))
    }

    fn point(&mut self, (x, y): (i64, i64)) {
        self.decimals.push(self.out, x);
        self.out.push(' ');
        self.decimals.push(self.out, y);
        self.at = (x, y);
    }
}

/// Glyphs set on the sheet: turned, then moved to `at`.
#[derive(Debug)]
pub(super) struct SetText<'a> {
    pub(super) data: PathData<'a>,
    pub(super) at: Point,
    pub(super) cos: f64,
    pub(super) sin: f64,
}

impl SetText<'_> {
    fn place(&self, p: Point) -> Point {
        Point::new(
            self.at.x + p.x * self.cos - p.y * self.sin,
            self.at.y + p.x * self.sin + p.y * self.cos,
        )
    }
    /// A relative command: most of a sheet's bytes are letters, and steps within one are short. They are taken between
    /// snapped points, so nothing adds up.
    fn push<const N: usize>(&mut self, command: char, points: [Point; N]) {
        let (x, y) = self.data.at;
        let mut end = (x, y);
        self.data.out.push(command);
        for (k, p) in points.into_iter().enumerate() {
            if k > 0 {
                self.data.out.push(' ');
            }
            end = self.data.snapped(self.place(p));
            self.data.point((end.0 - x, end.1 - y));
        }
        self.data.at = end;
    }
}

impl Pen for SetText<'_> {
    fn move_to(&mut self, to: Point) {
        let to = self.place(to);
        self.data.to('M', to);
        self.data.start = self.data.at;
    }
    fn line_to(&mut self, to: Point) {
        let end = self.data.snapped(self.place(to));
        if end != self.data.at {
            self.push('l', [to]);
        }
    }
    fn quad_to(&mut self, control: Point, to: Point) {
        self.push('q', [control, to]);
    }
    fn cubic_to(&mut self, first: Point, second: Point, to: Point) {
        self.push('c', [first, second, to]);
    }
    fn close(&mut self) {
        self.data.out.push('Z');
        self.data.at = self.data.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(segments: &[Segment], closed: bool) -> String {
        let mut out = String::new();
        PathData::new(&mut out, Decimals::new(4), 100.0).segments(segments, closed);
        out
    }

    fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    #[test]
    fn a_closed_contour_is_one_m_and_one_z_without_the_last_line() {
        let square = [
            Segment::line(p(0.0, 0.0), p(10.0, 0.0)),
            Segment::line(p(10.0, 0.0), p(10.0, 10.0)),
            Segment::line(p(10.0, 10.0), p(10.0, 10.000_000_1)),
            Segment::line(p(10.0, 10.0), p(0.0, 10.0)),
            Segment::line(p(0.0, 10.0), p(0.0, 0.0)),
        ];
        assert_eq!(d(&square, true), "M0 100L10 100L10 90L0 90Z", "y down, no zero length");
        assert_eq!(d(&square[..1], false), "M0 100L10 100", "open");
    }

    #[test]
    fn a_left_turn_sweeps_zero_and_a_half_circle_is_written_in_two() {
        let quarter =
            Segment::arc(p(10.0, 0.0), p(0.0, 10.0), libm::tan(core::f64::consts::PI / 8.0));
        assert_eq!(d(&[quarter], false), "M10 100A10 10 0 0 0 0 90", "left");
        assert_eq!(d(&[quarter.reversed()], false), "M0 90A10 10 0 0 1 10 100", "right");
        let half = Segment::arc(p(0.0, 50.0), p(20.0, 50.0), 1.0);
        assert_eq!(
            d(&[half], false),
            "M0 50A10 10 0 0 0 10 60A10 10 0 0 0 20 50",
            "below the chord"
        );
        let most = Segment::arc(p(0.0, 50.0), p(0.1, 50.0), 50.0);
        assert_eq!(d(&[most], false).matches('A').count(), 3, "nearly full");
    }

    #[test]
    fn what_is_too_short_to_be_seen_is_not_written() {
        assert_eq!(d(&[Segment::line(p(1.0, 1.0), p(1.000_000_1, 1.0))], true), "", "a dot");
    }
}
