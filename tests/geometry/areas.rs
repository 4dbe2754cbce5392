//! Overlaps of polygonised shapes against `i_overlay`.

use crate::support::{Numbers, polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::single::SingleFloatOverlay;
use microbag::geom::{Contour, EdgeKind, Motion, NetEdge, Point, Segment, cut_line};

/// Area of a set of polygons.
fn area(shapes: &[Vec<Vec<[f64; 2]>>]) -> f64 {
    let ring = |ring: &Vec<[f64; 2]>| {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| 0.5 * (a[0] * b[1] - a[1] * b[0])).sum::<f64>()
    };
    shapes.iter().flatten().map(ring).sum()
}

fn overlap(one: &[Segment], two: &[Segment]) -> f64 {
    area(&polygon(one).overlay(&polygon(two), OverlayRule::Intersect, FillRule::NonZero)).abs()
}

#[test]
fn shapes_overlap_where_their_distance_is_nothing() {
    let mut numbers = Numbers::new(5);
    let (mut apart, mut together) = (0, 0);
    for _ in 0..150 {
        let (one, two) = (numbers.contour(), numbers.contour());
        let way =
            Point::unit(numbers.between(0.0, core::f64::consts::TAU)) * numbers.between(0.0, 120.0);
        let two = two.moved(&Motion::turn_shift(numbers.between(0.0, core::f64::consts::TAU), way));
        let shared = overlap(one.segments(), two.segments());
        let distance = one.distance_to(&two);
        if shared > 0.1 {
            assert_eq!(distance, 0.0, "{one:?} {two:?}");
            together += 1;
        }
        if distance > 0.05 {
            assert!(shared < 1e-3, "{shared} shared at {distance}: {one:?} {two:?}");
            apart += 1;
        }
    }
    assert!(apart > 20 && together > 20, "{apart} apart, {together} together");
}

/// The net line lies within its cut line, and the cut line goes round once.
#[test]
fn a_cut_line_goes_round_its_net_line_once() {
    let mut numbers = Numbers::new(6);
    let mut sound = 0;
    for _ in 0..300 {
        let net = numbers.contour();
        let kinds = [EdgeKind::Bare, EdgeKind::Allowance, EdgeKind::TurnOver];
        let edges: Vec<NetEdge> = net
            .segments()
            .iter()
            .map(|segment| NetEdge {
                segments: vec![*segment],
                add: numbers.between(0.5, 6.0),
                kind: kinds[numbers.below(3)],
            })
            .collect();
        let cut = cut_line(&edges, numbers.between(0.4, 1.6));
        let line: Vec<Segment> = cut.segments.iter().map(|piece| piece.segment).collect();
        for (one, next) in line.iter().zip(line.iter().cycle().skip(1)) {
            assert!((one.b - next.a).norm() < 1e-6, "a gap in {cut:?}");
        }
        let far = line.iter().all(|segment| segment.bounds().1.norm() < 400.0);
        assert!(far || !cut.findings.is_empty(), "garbage: {cut:?}");
        if !cut.findings.is_empty() {
            continue;
        }
        sound += 1;
        let contour = Contour::new(line.clone()).unwrap();
        let once =
            area(&polygon(&line).overlay(&polygon(&line), OverlayRule::Union, FillRule::NonZero));
        assert!((once.abs() - contour.area()).abs() < 0.5, "{once} is not {}", contour.area());
        let inside = overlap(net.segments(), &line);
        assert!(inside > net.area() - 0.5, "{inside} of {} inside: {edges:?}", net.area());
    }
    assert!(sound > 150, "only {sound} of 300");
}
