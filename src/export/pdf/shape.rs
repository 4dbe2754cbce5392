//! Shapes as PDF draws them: lines and cubics, in points.

use printpdf::{LinePoint, Pt};

use crate::geom::{Point, Segment};

/// How far a cubic may run off the arc it stands for, mm.
const ARC_ERROR: f64 = 2e-4;

/// Steps of a point that are written: 0.000 035 mm each.
const STEPS: f64 = 1e4;

/// A length in points. Rounding to steps and to `f32` costs at most 0.000 04 mm on an A3 sheet.
#[expect(
    clippy::cast_possible_truncation,
    reason = "PDF numbers are f32 in printpdf; the error is stated"
)]
pub(super) fn points(mm: f64) -> Pt {
    Pt(((mm * (72.0 / 25.4) * STEPS).round() / STEPS) as f32)
}

/// A point of a path; `handle` for a control point.
fn place(p: Point, handle: bool) -> LinePoint {
    LinePoint { p: printpdf::Point { x: points(p.x), y: points(p.y) }, bezier: handle }
}

/// The path as lines and cubics. A closed one leaves out the way back to its start where that is a line.
pub(super) fn path(segments: &[Segment], closed: bool) -> Vec<LinePoint> {
    let mut out = Vec::with_capacity(segments.len() + 1);
    let Some(first) = segments.first() else { return out };
    out.push(place(first.a, false));
    for (k, segment) in segments.iter().enumerate() {
        match segment.circle() {
            Some((center, radius)) if radius > 0.0 => {
                arc(&mut out, segment.a, center, segment.turning());
            }
            _ if closed && k + 1 == segments.len() => {}
            _ => out.push(place(segment.b, false)),
        }
    }
    out
}

/// A full circle, counter-clockwise from its right end.
pub(super) fn circle(center: Point, radius: f64) -> Vec<LinePoint> {
    let start = Point::new(center.x + radius, center.y);
    let mut out = vec![place(start, false)];
    arc(&mut out, start, center, core::f64::consts::TAU);
    out
}

/// Goes round `center` by `angle` from `from`, which is written already.
fn arc(out: &mut Vec<LinePoint>, from: Point, center: Point, angle: f64) {
    let arm = from - center;
    let parts = parts(arm.norm(), angle.abs());
    let step = angle / f64::from(parts);
    // Length of a handle over the radius: the cubic meets the arc at both ends and in the middle.
    let handle = 4.0 / 3.0 * libm::tan(step / 4.0);
    let mut arm = arm;
    for part in 1..=parts {
        let next = (from - center).turned(step * f64::from(part));
        out.push(place(center + arm + arm.left() * handle, true));
        out.push(place(center + next - next.left() * handle, true));
        out.push(place(center + next, false));
        arm = next;
    }
}

/// Into how many cubics an arc falls so that each stays within the error; at most a quarter circle each.
fn parts(radius: f64, angle: f64) -> u32 {
    let quarter = core::f64::consts::FRAC_PI_2;
    (1..256)
        .find(|n| {
            let each = angle / f64::from(*n);
            each <= quarter * 1.000_001 && cubic_error(radius, each) <= ARC_ERROR
        })
        .unwrap_or(256)
}

/// Greatest distance of the cubic from its arc: 2/27 · r · sin⁶(φ/4) / cos²(φ/4).
fn cubic_error(radius: f64, angle: f64) -> f64 {
    let (sin, cos) = (libm::sin(angle / 4.0), libm::cos(angle / 4.0));
    let cube = sin * sin * sin;
    2.0 / 27.0 * radius * cube * cube / (cos * cos)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A point of the cubic from `a` to `d`, in mm.
    fn on_cubic(c: &[LinePoint], t: f64) -> (f64, f64) {
        let mm = |pt: Pt| f64::from(pt.0) * 25.4 / 72.0;
        let s = 1.0 - t;
        let w = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
        let sum =
            |f: fn(&LinePoint) -> Pt| -> f64 { c.iter().zip(w).map(|(p, w)| mm(f(p)) * w).sum() };
        (sum(|p| p.p.x), sum(|p| p.p.y))
    }

    #[test]
    fn cubics_stay_within_half_a_micrometre_of_their_circle() {
        for radius in [0.4, 3.0, 10.0, 80.0, 500.0] {
            let center = Point::new(700.0, 600.0);
            let points = circle(center, radius);
            assert!(points.len() % 3 == 1, "whole cubics");
            let mut worst: f64 = 0.0;
            for k in (0..points.len() - 1).step_by(3) {
                for i in 0..=50 {
                    let (x, y) = on_cubic(&points[k..k + 4], f64::from(i) / 50.0);
                    worst = worst.max(((Point::new(x, y) - center).norm() - radius).abs());
                }
            }
            assert!(worst < 5e-4, "{worst} mm off at radius {radius}");
        }
    }

    #[test]
    fn an_arc_ends_where_its_segment_ends() {
        for bulge in [-0.9, -0.2, 0.1, 1.0, 3.0] {
            let segment = Segment::arc(Point::new(20.0, 30.0), Point::new(45.0, 12.0), bulge);
            let points = path(&[segment], false);
            let last = points.last().unwrap();
            let end = (f64::from(last.p.x.0) * 25.4 / 72.0, f64::from(last.p.y.0) * 25.4 / 72.0);
            assert!(
                (end.0 - 45.0).abs() < 2e-5 && (end.1 - 12.0).abs() < 2e-5,
                "{end:?} with {bulge}"
            );
        }
    }
}
