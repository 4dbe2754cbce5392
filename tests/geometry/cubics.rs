//! Arcs in place of cubics against `kurbo`.

use crate::support::Numbers;
use kurbo::{CubicBez, ParamCurve, ParamCurveArclen, ParamCurveNearest};
use microbag::geom::{Point, Segment, arcs_of_cubic};

#[test]
fn arcs_follow_the_curve() {
    let mut numbers = Numbers::new(4);
    let mut worst: f64 = 0.0;
    for _ in 0..200 {
        // Handles between a fifth and three quarters of the chord, up to 60 degrees from it, to either side.
        let chord = numbers.between(10.0, 150.0);
        let (a, b) = (
            Point::new(0.0, 0.0),
            Point::unit(numbers.between(0.0, core::f64::consts::TAU)) * chord,
        );
        let along = (b - a).normalized();
        let mut handle = |way: Point| {
            way.turned(numbers.between(-1.05, 1.05)) * numbers.between(0.2, 0.75) * chord
        };
        let (c1, c2) = (a + handle(along), b + handle(-along));
        let arcs = arcs_of_cubic(a, c1, c2, b);
        let p = |q: Point| kurbo::Point::new(q.x, q.y);
        let curve = CubicBez::new(p(a), p(c1), p(c2), p(b));
        let length: f64 = arcs.iter().map(Segment::length).sum();
        assert!((length - curve.arclen(1e-9)).abs() < 1e-3, "{length} for {curve:?}");
        for arc in &arcs {
            for share in [0.25, 0.5, 0.75] {
                let off = curve.nearest(p(arc.point(share)), 1e-12).distance_sq.sqrt();
                worst = worst.max(off);
                assert!(off < 2e-3, "left by {off}: {curve:?}");
            }
        }
        assert_eq!(curve.start(), p(arcs[0].a), "the start");
    }
    assert!(worst < 1e-3, "left by {worst}");
}
