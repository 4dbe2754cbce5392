//! Outlines as fine polylines, from ends and bulges alone: lengths, areas, turnings and offsets by schoolbook sums.

use core::f64::consts::PI;

use microbag::geom::{Point, Segment};

/// Chords for an arc of a half turn: chord and arc differ by 1e-7 of their length.
const FINE: f64 = 2048.0;

/// Points of a segment from its start to its end, both included.
pub(crate) fn sampled(segment: &Segment) -> Vec<Point> {
    let (a, b, bulge) = (segment.a, segment.b, segment.bulge);
    let angle = 4.0 * libm::atan(bulge);
    if angle.abs() < 1e-9 {
        return vec![a, b];
    }
    // The middle of the circle lies on the chord's bisector, (1 - b²) / 4b chords to its left.
    let (ux, uy) = (b.x - a.x, b.y - a.y);
    let lift = (1.0 - bulge * bulge) / (4.0 * bulge);
    let centre = Point::new(0.5 * (a.x + b.x) - uy * lift, 0.5 * (a.y + b.y) + ux * lift);
    let steps = (FINE * angle.abs() / PI).ceil().max(8.0);
    let (rx, ry) = (a.x - centre.x, a.y - centre.y);
    let on = |step: f64| {
        let turn = angle * step / steps;
        let (sin, cos) = (libm::sin(turn), libm::cos(turn));
        Point::new(centre.x + rx * cos - ry * sin, centre.y + rx * sin + ry * cos)
    };
    // The first chord and the last are so short that they run as the arc does at its ends.
    let mut points = vec![a, on(1e-3)];
    let mut step = 1.0;
    while step < steps {
        points.push(on(step));
        step += 1.0;
    }
    points.push(on(steps - 1e-3));
    points.push(b);
    points
}

/// Segments one after the other as one polyline; points that coincide are taken once.
pub(crate) fn joined<'s>(segments: impl Iterator<Item = &'s Segment>) -> Vec<Point> {
    let mut line: Vec<Point> = Vec::new();
    for point in segments.flat_map(sampled) {
        if line.last().is_none_or(|last| apart(*last, point) > 1e-7) {
            line.push(point);
        }
    }
    line
}

/// The same as a ring: its last point is not its first.
pub(crate) fn ring<'s>(segments: impl Iterator<Item = &'s Segment>) -> Vec<Point> {
    let mut line = joined(segments);
    while line.len() > 1 && apart(line[0], line[line.len() - 1]) <= 1e-7 {
        line.pop();
    }
    line
}

pub(crate) fn apart(a: Point, b: Point) -> f64 {
    libm::hypot(a.x - b.x, a.y - b.y)
}

pub(crate) fn length(line: &[Point]) -> f64 {
    line.windows(2).map(|pair| apart(pair[0], pair[1])).sum()
}

/// Gauss's shoelace.
pub(crate) fn area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(p, q)| 0.5 * (p.x * q.y - p.y * q.x)).sum()
}

/// Left turn from one direction to the next, -π to π.
fn turn(p: Point, q: Point, r: Point) -> f64 {
    let (ux, uy, vx, vy) = (q.x - p.x, q.y - p.y, r.x - q.x, r.y - q.y);
    libm::atan2(ux * vy - uy * vx, ux * vx + uy * vy)
}

/// All turns of a ring together.
pub(crate) fn turning(ring: &[Point]) -> f64 {
    let count = ring.len();
    (0..count).map(|k| turn(ring[k], ring[(k + 1) % count], ring[(k + 2) % count])).sum()
}

/// The place where both neighbours' offsets to the left meet.
fn mitre(p: Point, before: Option<Point>, after: Option<Point>, left: f64) -> Point {
    let normal = |a: Point, b: Point| {
        let length = apart(a, b);
        Point::new(-(b.y - a.y) / length, (b.x - a.x) / length)
    };
    let normals = [before.map(|before| normal(before, p)), after.map(|after| normal(p, after))];
    let (one, two) = match normals {
        [Some(one), Some(two)] => (one, two),
        [Some(one), None] | [None, Some(one)] => (one, one),
        [None, None] => return p,
    };
    let reach = left / (1.0 + one.x * two.x + one.y * two.y);
    Point::new(p.x + reach * (one.x + two.x), p.y + reach * (one.y + two.y))
}

/// A line moved to the left, corners mitred.
pub(crate) fn offset(line: &[Point], left: f64) -> Vec<Point> {
    let at = |index: Option<usize>| index.and_then(|index| line.get(index)).copied();
    let moved = |k: usize| mitre(line[k], at(k.checked_sub(1)), at(Some(k + 1)), left);
    (0..line.len()).map(moved).collect()
}

/// Length of a line moved to the left, each chord measured along the one it was: a chord that is shorter than its mitres
/// counts less than nothing.
pub(crate) fn offset_length(line: &[Point], left: f64) -> f64 {
    along(line, &offset(line, left))
}

/// The same of a ring.
pub(crate) fn offset_ring_length(ring: &[Point], left: f64) -> f64 {
    let closed = |mut ring: Vec<Point>| {
        ring.push(ring[0]);
        ring
    };
    along(&closed(ring.to_vec()), &closed(offset_ring(ring, left)))
}

fn along(line: &[Point], moved: &[Point]) -> f64 {
    let chords = line.windows(2).zip(moved.windows(2));
    chords.map(|(was, is)| (is[1] - is[0]).dot(was[1] - was[0]) / apart(was[0], was[1])).sum()
}

/// A ring moved to the left, corners mitred.
pub(crate) fn offset_ring(ring: &[Point], left: f64) -> Vec<Point> {
    let count = ring.len();
    let at = |index: usize| Some(ring[index % count]);
    (0..count).map(|k| mitre(ring[k], at(k + count - 1), at(k + 1), left)).collect()
}

/// The part of a line between two of its lengths.
pub(crate) fn part(line: &[Point], from: f64, to: f64) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    let mut start = 0.0;
    for pair in line.windows(2) {
        let long = apart(pair[0], pair[1]);
        let (a, b) = ((from - start) / long, (to - start) / long);
        let on = |share: f64| {
            Point::new(
                pair[0].x + (pair[1].x - pair[0].x) * share,
                pair[0].y + (pair[1].y - pair[0].y) * share,
            )
        };
        if b > 0.0 && a < 1.0 {
            for point in [on(a.max(0.0)), on(b.min(1.0))] {
                if kept.last().is_none_or(|last| apart(*last, point) > 1e-9) {
                    kept.push(point);
                }
            }
        }
        start += long;
    }
    kept
}
