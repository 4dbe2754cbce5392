//! Points at equal straight distances along a path: the holes an iron strikes.

use super::{Path, Point, Segment};

impl Path {
    /// Lengths of `n + 1` holes from `from` to `to` whose neighbours are all equally far apart in a straight line, to
    /// 1e-9 mm; `n` is at least 1.
    ///
    /// The chord is found between half and all of the mean spacing: with n chords of that length the walk must end at
    /// `to`. The end grows with the chord, so that bracketing always closes in on it. Each step takes the first point
    /// ahead at that distance.
    pub fn equal_chords(&self, from: f64, to: f64, n: u32) -> Vec<f64> {
        let mean = (to - from) / f64::from(n);
        if self.segments().iter().all(Segment::is_line) && self.locate(from) == self.locate(to)
            || n == 1
        {
            return (0..=n).map(|k| if k == n { to } else { from + f64::from(k) * mean }).collect();
        }
        let end = |chord: f64| {
            let mut at = from;
            for _ in 0..n {
                at = self.ahead(at, chord, to);
            }
            at - to
        };
        let (mut low, mut high) = (0.5 * mean, mean);
        let (mut end_low, mut end_high) = (end(low), end(high));
        let mut chord = mean;
        // Regula falsi with the Illinois halving: a fixed rule and a fixed bound, the same bits every time.
        for _ in 0..60 {
            if end_high.abs() < 1e-12 || high - low < 1e-15 * mean {
                chord = high;
                break;
            }
            chord = high - end_high * (high - low) / (end_high - end_low);
            if !(chord > low && chord < high) {
                chord = 0.5 * (low + high);
            }
            let ended = end(chord);
            if ended.abs() < 1e-12 {
                break;
            }
            if ended > 0.0 {
                (high, end_high) = (chord, ended);
                end_low *= 0.5;
            } else {
                (low, end_low) = (chord, ended);
                end_high *= 0.5;
            }
        }
        let mut lengths = vec![from];
        let mut at = from;
        for k in 1..=n {
            at = if k == n { to } else { self.ahead(at, chord, to) };
            lengths.push(at);
        }
        lengths
    }

    /// The length of the first point ahead at a straight distance; past the end the last segment goes on.
    fn ahead(&self, from: f64, chord: f64, end: f64) -> f64 {
        let last = self.locate(end);
        let here = self.locate(from);
        // Most steps stay on one segment, where no circle has to be met.
        if let Some(segment) = self.segments().get(here) {
            let step = match segment.circle() {
                None => chord,
                Some((_, radius)) if chord <= 2.0 * radius => {
                    2.0 * radius * libm::asin(0.5 * chord / radius)
                }
                Some(_) => f64::INFINITY,
            };
            if step.is_finite() && (here == last || from + step <= self.end_of(here)) {
                return from + step;
            }
        }
        let (p, _) = self.at(from);
        for index in here..=last {
            let Some(segment) = self.segments().get(index) else { break };
            if index < last && (segment.b - p).norm() < chord {
                continue;
            }
            let start = self.start_of(index);
            let length = self.end_of(index) - start;
            let near = ((from - start) / length).max(0.0);
            return start + length * leaving(segment, p, chord, near);
        }
        from + chord
    }
}

/// The least share of a segment, from `near` on, at distance `chord` from `p`.
fn leaving(segment: &Segment, p: Point, chord: f64, near: f64) -> f64 {
    match segment.circle() {
        None => {
            let whole = segment.b - segment.a;
            let length = whole.norm();
            let along = whole * (1.0 / length);
            let to = p - segment.a;
            let (foot, off) = (to.dot(along), to.cross(along));
            (foot + (chord * chord - off * off).max(0.0).sqrt()) / length
        }
        Some((center, radius)) => {
            let to = p - center;
            let distance = to.norm();
            if distance < 1e-9 {
                return near;
            }
            let cos =
                (distance * distance + radius * radius - chord * chord) / (2.0 * distance * radius);
            let angle = libm::acos(cos.clamp(-1.0, 1.0));
            let (foot, _) = segment.foot(p);
            foot + angle / segment.turning().abs()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::f64::consts::PI;

    /// On one arc of radius r, n equal chords over a length L are 2 r sin(L / 2nr) long.
    #[test]
    fn chords_on_an_arc_are_as_geometry_says() {
        let radius = 10.0;
        for angle in [0.5, PI / 2.0, PI] {
            let bulge = libm::tan(angle / 4.0);
            let arc = Segment::arc(Point::unit(0.0) * radius, Point::unit(angle) * radius, bulge);
            let path = Path::open(vec![arc]);
            let length = radius * angle;
            for n in [2_u32, 5, 9] {
                let holes = path.equal_chords(0.0, length, n);
                let expected = 2.0 * radius * libm::sin(length / (2.0 * f64::from(n) * radius));
                for pair in holes.windows(2) {
                    let chord = (path.at(pair[1]).0 - path.at(pair[0]).0).norm();
                    approx::assert_relative_eq!(chord, expected, epsilon = 1e-9);
                }
            }
        }
    }

    /// Round a corner the chords stay equal, and the path mirrored gives the mirrored holes.
    #[test]
    fn chords_round_a_corner_are_equal_both_ways() {
        let half = libm::tan(PI / 8.0);
        let path = vec![
            Segment::line(Point::new(0.0, 0.0), Point::new(17.0, 0.0)),
            Segment::arc(Point::new(17.0, 0.0), Point::new(22.0, 5.0), half),
            Segment::line(Point::new(22.0, 5.0), Point::new(22.0, 30.0)),
        ];
        let back: Vec<Segment> = path.iter().rev().map(Segment::reversed).collect();
        let (there, back) = (Path::open(path), Path::open(back));
        let (from, to) = (2.4, there.length() - 2.4);
        for n in [7_u32, 16, 17] {
            let holes = there.equal_chords(from, to, n);
            let chords: Vec<f64> = holes
                .windows(2)
                .map(|pair| (there.at(pair[1]).0 - there.at(pair[0]).0).norm())
                .collect();
            let (least, most) =
                chords.iter().fold((f64::MAX, 0.0_f64), |(a, b), c| (a.min(*c), b.max(*c)));
            assert!(most - least < 1e-9, "{n}: chords from {least} to {most}");
            let mirrored = back.equal_chords(2.4, back.length() - 2.4, n);
            for (a, b) in holes.iter().zip(mirrored.iter().rev()) {
                assert!((a + b - there.length()).abs() < 1e-9, "{n}: {a} is not the mirror of {b}");
            }
        }
    }
}
