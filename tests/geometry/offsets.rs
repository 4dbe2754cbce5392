//! Uniform offsets against `cavalier_contours`.

use crate::support::Numbers;
use cavalier_contours::polyline::{
    PlineCreation, PlineSource, PlineSourceMut, PlineVertex, Polyline,
};
use microbag::geom::{
    Contour, EdgeKind, MeetingKind, NetEdge, OutsetTrouble, Segment, area, cut_line, fillet,
};

fn theirs(contour: &Contour) -> Polyline<f64> {
    let mut line = Polyline::with_capacity(contour.segments().len(), true);
    for segment in contour.segments() {
        line.add_vertex(PlineVertex::new(segment.a.x, segment.a.y, segment.bulge));
    }
    line
}

/// Number, area and length of their offsets; of outward ones only those that are no holes.
fn their_offset(contour: &Contour, d: f64) -> (usize, f64, f64) {
    let parts: Vec<_> =
        theirs(contour).parallel_offset(d).into_iter().filter(|part| part.area() > 1e-3).collect();
    let sum = |f: &dyn Fn(&Polyline<f64>) -> f64| parts.iter().map(f).sum::<f64>();
    (parts.len(), sum(&|part| part.area()), sum(&|part| part.path_length()))
}

fn our_offset(contour: &Contour, d: f64) -> (usize, f64, f64) {
    let parts: Vec<_> = contour.inset(d).into_iter().filter(|part| part.area() > 1e-3).collect();
    let sum = |f: &dyn Fn(&Contour) -> f64| parts.iter().map(f).sum::<f64>();
    (parts.len(), sum(&Contour::area), sum(&Contour::length))
}

#[test]
fn measures_agree() {
    let mut numbers = Numbers::new(1);
    for _ in 0..300 {
        let contour = numbers.contour();
        let other = theirs(&contour);
        assert!((contour.area() - other.area()).abs() < 1e-8, "{contour:?}");
        assert!((contour.length() - other.path_length()).abs() < 1e-8, "{contour:?}");
    }
}

#[test]
fn offsets_agree() {
    let mut numbers = Numbers::new(2);
    let (mut compared, mut parted, mut gone) = (0, 0, 0);
    for round in 0..500 {
        let contour = numbers.contour();
        let d = numbers.between(-8.0, 20.0);
        let (ours, other) = (our_offset(&contour, d), their_offset(&contour, d));
        let same =
            ours.0 == other.0 && (ours.1 - other.1).abs() < 1e-6 && (ours.2 - other.2).abs() < 1e-6;
        assert!(same, "{round}: {ours:?} is not {other:?} at {d} of {contour:?}");
        compared += 1;
        parted += i32::from(ours.0 > 1);
        gone += i32::from(ours.0 == 0);
    }
    assert!(parted > 5 && gone > 5 && compared == 500, "{parted} fell apart, {gone} vanished");
}

/// A contour with its corners rounded, so that a cut line at one add is their offset.
fn smooth(contour: &Contour, radius: f64) -> Option<Contour> {
    let sides = contour.segments();
    let count = sides.len();
    let arcs: Vec<_> =
        (0..count).map(|k| fillet(&sides[k], &sides[(k + 1) % count], radius)).collect();
    let mut line: Vec<Segment> = Vec::new();
    for (k, side) in sides.iter().enumerate() {
        let (from, to) = (arcs[(k + count - 1) % count].cut_second, arcs[k].cut_first);
        if arcs[k].kind == MeetingKind::Apart || !(from >= 0.0 && from < to && to <= 1.0) {
            return None;
        }
        line.extend([side.part(from, to), arcs[k].arc]);
    }
    Contour::new(line).ok()
}

#[test]
fn cut_lines_of_smooth_contours_are_offsets() {
    let mut numbers = Numbers::new(3);
    let mut compared = 0;
    for round in 0..2000 {
        let Some(contour) = smooth(&numbers.contour(), numbers.between(1.0, 4.0)) else { continue };
        let d = numbers.between(0.2, 5.0);
        let edges: Vec<NetEdge> = contour
            .segments()
            .iter()
            .map(|segment| NetEdge { segments: vec![*segment], add: d, kind: EdgeKind::Allowance })
            .collect();
        let cut = cut_line(&edges, 1.0);
        if !cut.findings.is_empty() {
            let told = |what| cut.findings.iter().any(|fault| fault.what == what);
            assert!(
                told(OutsetTrouble::Vanished) || told(OutsetTrouble::Crosses),
                "{:?}",
                cut.findings
            );
            continue;
        }
        compared += 1;
        let line: Vec<Segment> = cut.segments.iter().map(|piece| piece.segment).collect();
        let length: f64 = line.iter().map(Segment::length).sum();
        let other = their_offset(&contour, -d);
        let same = (area(&line) - other.1).abs() < 1e-6 && (length - other.2).abs() < 1e-6;
        assert!(same, "{round}: {} {length} is not {other:?} at {d} of {contour:?}", area(&line));
    }
    assert!(compared > 100, "only {compared} were smooth");
}
