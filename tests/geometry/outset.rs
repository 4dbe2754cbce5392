//! Cut lines of whole outlines: every corner rule, told from every edge on, turned and mirrored.

use EdgeKind::{Allowance, Bare, TurnOver};
use approx::assert_relative_eq;
use core::f64::consts::{FRAC_PI_8, PI};
use microbag::geom::{
    Contour, CutLine, CutSegment, EdgeKind, Motion, NetEdge, OutsetTrouble, Point, Segment, area,
    cut_line, fillet,
};
use proptest::prelude::*;

fn p(x: f64, y: f64) -> Point {
    Point::new(x, y)
}

fn edge(segments: Vec<Segment>, add: f64, kind: EdgeKind) -> NetEdge {
    NetEdge { segments, add, kind }
}

/// A polygon with one add and kind for every edge.
fn polygon(points: &[(f64, f64)], adds: &[(f64, EdgeKind)]) -> Vec<NetEdge> {
    let next = points.iter().cycle().skip(1);
    points
        .iter()
        .zip(next)
        .zip(adds.iter().cycle())
        .map(|((a, b), (add, kind))| {
            edge(vec![Segment::line(p(a.0, a.1), p(b.0, b.1))], *add, *kind)
        })
        .collect()
}

/// A panel with a rounded base, slanting sides, a hollow mouth: base, right, top, left.
fn panel(adds: [(f64, EdgeKind); 4]) -> Vec<NetEdge> {
    let base = Segment::line(p(0.0, 0.0), p(50.0, 0.0));
    let right = Segment::line(p(50.0, 0.0), p(46.0, 40.0));
    let top = Segment::by_sag(p(46.0, 40.0), p(4.0, 40.0), -6.0);
    let left = Segment::line(p(4.0, 40.0), p(0.0, 0.0));
    let (one, two) = (fillet(&left, &base, 8.0), fillet(&base, &right, 12.0));
    let halves = |arc: Segment| (arc.part(0.0, 0.5), arc.part(0.5, 1.0));
    let ((one_a, one_b), (two_a, two_b)) = (halves(one.arc), halves(two.arc));
    let base = base.part(one.cut_second, two.cut_first);
    let right = right.part(two.cut_second, 1.0);
    let left = left.part(0.0, one.cut_first);
    vec![
        edge(vec![one_b, base, two_a], adds[0].0, adds[0].1),
        edge(vec![two_b, right], adds[1].0, adds[1].1),
        edge(vec![top], adds[2].0, adds[2].1),
        edge(vec![left, one_a], adds[3].0, adds[3].1),
    ]
}

fn outline(cut: &CutLine) -> Vec<Segment> {
    cut.segments.iter().map(|piece| piece.segment).collect()
}

fn closed(cut: &CutLine) -> bool {
    let line = outline(cut);
    let next = line.iter().cycle().skip(1);
    line.iter().zip(next).all(|(one, next)| (one.b - next.a).norm() < 1e-6)
}

/// True if the cut line has a corner or joint at the place.
fn has(cut: &CutLine, x: f64, y: f64) -> bool {
    cut.segments.iter().any(|piece| (piece.segment.a - p(x, y)).norm() < 1e-6)
}

/// The same shape told differently must be cut the same: from another edge on, mirrored.
fn invariant(edges: &[NetEdge], thickness: f64) -> CutLine {
    let cut = cut_line(edges, thickness);
    assert!(closed(&cut), "open: {cut:#?}");
    let measure = |cut: &CutLine| {
        let line = outline(cut);
        let length = |line: &[Segment]| line.iter().map(Segment::length).sum::<f64>();
        let mut kinds: Vec<OutsetTrouble> = cut.findings.iter().map(|fault| fault.what).collect();
        kinds.sort_by_key(|what| *what as u8);
        (
            [area(&line), length(&line), length(&cut.snips), length(&cut.pleats)],
            [cut.segments.len(), cut.snips.len(), cut.pleats.len()],
            kinds,
        )
    };
    let (numbers, counts, kinds) = measure(&cut);
    let same = |other: &CutLine, how: &str| {
        let (theirs, their_counts, their_kinds) = measure(other);
        for (a, b) in numbers.iter().zip(theirs) {
            assert!((a - b).abs() < 1e-6, "{how}: {numbers:?} is not {theirs:?}");
        }
        assert_eq!(counts, their_counts, "{how}");
        assert_eq!(kinds, their_kinds, "{how}");
    };
    let mut turned = edges.to_vec();
    for start in 1..edges.len() {
        turned.rotate_left(1);
        same(&cut_line(&turned, thickness), &format!("started at edge {start}"));
    }
    let carried = |motion: &Motion, back: bool| {
        let carry = |of: &NetEdge| {
            let mut segments: Vec<Segment> =
                of.segments.iter().map(|segment| motion.segment(segment)).collect();
            if back {
                segments.reverse();
                segments = segments.iter().map(Segment::reversed).collect();
            }
            edge(segments, of.add, of.kind)
        };
        let mut all: Vec<NetEdge> = edges.iter().map(carry).collect();
        if back {
            all.reverse();
        }
        cut_line(&all, thickness)
    };
    same(&carried(&Motion::MIRROR, true), "mirrored");
    same(&carried(&Motion::turn_shift(2.0, p(30.0, -70.0)), false), "turned");
    cut
}

const SQUARE: [(f64, f64); 4] = [(0.0, 0.0), (40.0, 0.0), (40.0, 30.0), (0.0, 30.0)];

#[test]
fn nothing_added_is_the_net_line() {
    for edges in [polygon(&SQUARE, &[(9.0, Bare)]), panel([(5.0, Bare); 4])] {
        let cut = invariant(&edges, 1.0);
        let net: Vec<Segment> = edges.iter().flat_map(|edge| edge.segments.clone()).collect();
        assert_eq!(cut.segments.len(), net.len(), "rule 1");
        for (piece, net) in outline(&cut).iter().zip(&net) {
            assert!((piece.a - net.a).norm() < 1e-12 && (piece.b - net.b).norm() < 1e-12, "rule 1");
            assert_eq!(piece.bulge, net.bulge, "rule 1");
        }
        assert!(cut.findings.is_empty() && cut.snips.is_empty(), "{cut:?}");
    }
}

#[test]
fn one_allowance_all_round_is_mitred_or_concentric() {
    let cut = invariant(&polygon(&SQUARE, &[(7.0, Allowance)]), 1.0);
    assert_eq!(cut.segments.len(), 4, "four lines");
    assert_relative_eq!(area(&outline(&cut)), 54.0 * 44.0, epsilon = 1e-9);
    // Steiner on a stadium: L + 2πd, A + Ld + πd².
    let (half, d) = (PI * 10.0, 6.0);
    let stadium = vec![
        edge(vec![Segment::line(p(0.0, 0.0), p(30.0, 0.0))], d, Allowance),
        edge(vec![Segment::arc(p(30.0, 0.0), p(30.0, 20.0), 1.0)], d, Allowance),
        edge(vec![Segment::line(p(30.0, 20.0), p(0.0, 20.0))], d, Allowance),
        edge(vec![Segment::arc(p(0.0, 20.0), p(0.0, 0.0), 1.0)], d, Allowance),
    ];
    let cut = invariant(&stadium, 1.0);
    let (length, inside) = (60.0 + 2.0 * half, 600.0 + 100.0 * PI);
    let line = outline(&cut);
    let measured: f64 = line.iter().map(Segment::length).sum();
    assert_relative_eq!(measured, length + 2.0 * PI * d, epsilon = 1e-9);
    assert_relative_eq!(area(&line), inside + length * d + PI * d * d, epsilon = 1e-9);
    assert!(cut.snips.is_empty(), "what closes over a convex arc needs no snip");
}

#[test]
fn an_allowance_is_snipped_where_it_must_open() {
    let d = 6.0;
    let scooped = vec![
        edge(vec![Segment::line(p(0.0, 0.0), p(40.0, 0.0))], d, Allowance),
        edge(vec![Segment::line(p(40.0, 0.0), p(40.0, 30.0))], d, Allowance),
        edge(vec![Segment::arc(p(40.0, 30.0), p(0.0, 30.0), -0.3)], d, Allowance),
        edge(vec![Segment::line(p(0.0, 30.0), p(0.0, 0.0))], d, Allowance),
    ];
    let cut = invariant(&scooped, 1.0);
    // R = 40 (1 + 0.3²) / (4 * 0.3) = 36.33, the arc 4 atan(0.3) R = 42.36 mm: 11 spaces of at most 4 mm.
    assert_eq!(cut.snips.len(), 10, "snips inside the arc, none at its ends");
    for snip in &cut.snips {
        assert_relative_eq!(snip.length(), d - 1.0, epsilon = 1e-9);
    }
}

#[test]
fn different_adds_meet_where_both_offsets_do() {
    let adds = [(3.0, Allowance), (8.0, Allowance), (5.0, Allowance), (2.0, Allowance)];
    let cut = invariant(&polygon(&SQUARE, &adds), 1.0);
    for (x, y) in [(-2.0, -3.0), (48.0, -3.0), (48.0, 35.0), (-2.0, 35.0)] {
        assert!(has(&cut, x, y), "no corner at {x}, {y}");
    }
    let adds = [(0.0, Bare), (8.0, TurnOver), (0.0, Bare), (0.0, Bare)];
    let cut = invariant(&polygon(&SQUARE, &adds), 1.0);
    assert!(has(&cut, 48.0, 0.0) && has(&cut, 48.0, 30.0), "{cut:?}");
}

#[test]
fn a_spike_is_bevelled() {
    // 28 degrees at the right: the mitre would reach beyond three adds.
    let wedge = [(0.0, 0.0), (80.0, 20.0), (0.0, 40.0)];
    let cut = invariant(&polygon(&wedge, &[(5.0, Allowance)]), 1.0);
    // Rule 7: square to the bisector, 5 mm beyond the corner.
    let tip = cut.segments.iter().map(|piece| piece.segment.b.x).fold(0.0, f64::max);
    assert_relative_eq!(tip, 85.0, epsilon = 1e-9);
    assert!(cut.segments.iter().any(|piece| piece.corner), "a piece of corner");
    // At 61 degrees the mitre stays, at 59 it goes.
    for (half, blunt) in [(30.5_f64, false), (29.5, true)] {
        let x = 20.0 / libm::tan(half.to_radians());
        let cut =
            invariant(&polygon(&[(0.0, 0.0), (x, 20.0), (0.0, 40.0)], &[(5.0, Allowance)]), 1.0);
        let own = |piece: &&CutSegment| piece.corner && piece.segment.a.x > 20.0;
        assert_eq!(cut.segments.iter().any(|piece| own(&piece)), blunt, "at {half}");
    }
}

#[test]
fn a_turn_over_ends_on_the_mirrored_seam() {
    // A trapezoid: sides lean by 20 degrees, outward or inward at the top.
    for lean in [-14.0, -5.0, 0.0, 5.0, 14.0] {
        let points = [(0.0, 0.0), (50.0, 0.0), (50.0 + lean, 40.0), (-lean, 40.0)];
        let adds = [(6.0, Allowance), (6.0, Allowance), (9.0, TurnOver), (6.0, Allowance)];
        let cut = invariant(&polygon(&points, &adds), 1.0);
        assert!(cut.findings.is_empty(), "{:?}", cut.findings);
        let flipped: Vec<Segment> = cut
            .segments
            .iter()
            .filter(|piece| piece.corner && piece.edge == 2)
            .map(|piece| {
                let flip = |q: Point| p(q.x, 80.0 - q.y);
                Segment::line(flip(piece.segment.a), flip(piece.segment.b))
            })
            .collect();
        assert_eq!(flipped.len(), 2, "an end on both sides at {lean}");
        let sides: Vec<&CutSegment> =
            cut.segments.iter().filter(|piece| piece.edge == 1 || piece.edge == 3).collect();
        for end in flipped {
            for q in [end.a, end.b] {
                let off = sides.iter().map(|side| side.segment.foot(q).1.abs());
                assert!(off.fold(f64::MAX, f64::min) < 1e-9, "{q:?} is not on the seam at {lean}");
            }
            assert_relative_eq!((end.a.y - end.b.y).abs(), 9.0, epsilon = 1e-9);
        }
    }
}

#[test]
fn under_a_curved_seam_the_turn_over_ends_in_a_curve() {
    // The side is an arc that runs into the mouth: its mirror image is an arc of the offset's radius.
    let side = Segment::by_sag(p(40.0, 0.0), p(40.0, 30.0), 5.0);
    let edges = vec![
        edge(vec![Segment::line(p(0.0, 0.0), p(40.0, 0.0))], 6.0, Allowance),
        edge(vec![side], 6.0, Allowance),
        edge(vec![Segment::line(p(40.0, 30.0), p(0.0, 30.0))], 10.0, TurnOver),
        edge(vec![Segment::line(p(0.0, 30.0), p(0.0, 0.0))], 6.0, Allowance),
    ];
    let cut = invariant(&edges, 1.0);
    // In parts it is the same side.
    let mut parted = edges.clone();
    parted[1].segments = vec![side.part(0.0, 0.8), side.part(0.8, 0.9), side.part(0.9, 1.0)];
    let other = invariant(&parted, 1.0);
    let length = |cut: &CutLine| outline(cut).iter().map(Segment::length).sum::<f64>();
    assert_relative_eq!(length(&cut), length(&other), epsilon = 1e-9);
    assert_relative_eq!(area(&outline(&cut)), area(&outline(&other)), epsilon = 1e-9);
    let (center, radius) = side.circle().unwrap();
    let end = cut
        .segments
        .iter()
        .find(|piece| piece.corner && piece.edge == 2 && !piece.segment.is_line());
    let (mirrored, own) = end.unwrap().segment.circle().unwrap();
    assert_relative_eq!(own, radius + 6.0, epsilon = 1e-9);
    assert_relative_eq!(mirrored.x, center.x, epsilon = 1e-9);
    assert_relative_eq!(mirrored.y, 60.0 - center.y, epsilon = 1e-9);
    assert_relative_eq!(end.unwrap().segment.b.y, 40.0, epsilon = 1e-9);
}

#[test]
fn turn_overs_abut_in_a_mitre_and_are_snipped_in_a_notch() {
    let cut = invariant(&polygon(&SQUARE, &[(10.0, TurnOver)]), 1.2);
    // Square to the bisector, 1.5·1.2 + 0.5 beyond the corner.
    let reach = 2.3 * libm::sqrt(2.0);
    assert!(has(&cut, 50.0, 10.0 - reach), "where the mitre meets the side's cut line");
    for piece in cut.segments.iter().filter(|piece| piece.corner) {
        let middle = piece.segment.point(0.5);
        let far = (middle - p(20.0, 15.0)).dot(p(
            libm::copysign(libm::sqrt(0.5), middle.x - 20.0),
            libm::copysign(libm::sqrt(0.5), middle.y - 15.0),
        ));
        let corner = (20.0 + 15.0) * libm::sqrt(0.5);
        assert_relative_eq!(far, corner + 2.3, epsilon = 1e-9);
    }
    // At any corner the ends, folded back, run along the bisector and stay clear of each other.
    for (x, y) in [(60.0, 30.0), (35.0, 50.0), (10.0, 25.0), (44.0, 29.0)] {
        let points = [(0.0, 0.0), (40.0, 0.0), (x, y), (0.0, 30.0)];
        let cut = invariant(&polygon(&points, &[(4.0, TurnOver)]), 1.0);
        assert!(cut.findings.is_empty(), "{:?}", cut.findings);
        let (u, v) = (p(x - 40.0, y).normalized(), p(0.0 - x, 30.0 - y).normalized());
        let bisector = (v - u).normalized();
        for (edge, along) in [(1, u), (2, v)] {
            let near = |piece: &&CutSegment| {
                piece.corner
                    && piece.edge == edge
                    && (piece.segment.point(0.5) - p(x, y)).norm() < 9.0
            };
            let end = cut.segments.iter().find(near).unwrap().segment;
            let way = (end.b - end.a).normalized();
            let folded = along * way.dot(along) - along.left() * way.dot(along.left());
            assert!(folded.cross(bisector).abs() < 1e-9, "{end:?} at {x}, {y}");
        }
    }
    let ell = [(0.0, 0.0), (40.0, 0.0), (40.0, 20.0), (20.0, 20.0), (20.0, 40.0), (0.0, 40.0)];
    let cut = invariant(&polygon(&ell, &[(6.0, TurnOver)]), 1.0);
    assert_eq!(cut.snips.len(), 1, "{:?}", cut.snips);
    let (snip, q) = (cut.snips[0], 20.0 + libm::sqrt(0.5));
    assert!((snip.a - p(26.0, 26.0)).norm() < 1e-9, "{snip:?}");
    assert!((snip.b - p(q, q)).norm() < 1e-9, "{snip:?}");
}

#[test]
fn beside_a_bare_edge_an_allowance_ends_square() {
    for lean in [-14.0, 0.0, 14.0] {
        let points = [(0.0, 0.0), (50.0, 0.0), (50.0 + lean, 40.0), (-lean, 40.0)];
        let adds = [(6.0, Allowance), (6.0, Allowance), (0.0, Bare), (6.0, Allowance)];
        let cut = invariant(&polygon(&points, &adds), 1.0);
        let along = p(lean, 40.0).normalized();
        let end = p(50.0 + lean, 40.0) - along.left() * 6.0;
        assert!(has(&cut, end.x, end.y) && has(&cut, 50.0 + lean, 40.0), "{cut:?}");
    }
}

#[test]
fn a_change_of_add_is_a_step_with_a_snip() {
    let edges = vec![
        edge(vec![Segment::line(p(0.0, 0.0), p(25.0, 0.0))], 4.0, Allowance),
        edge(vec![Segment::line(p(25.0, 0.0), p(40.0, 0.0))], 9.0, TurnOver),
        edge(vec![Segment::line(p(40.0, 0.0), p(40.0, 30.0))], 9.0, Allowance),
        edge(vec![Segment::line(p(40.0, 30.0), p(0.0, 30.0))], 0.0, Bare),
        edge(vec![Segment::line(p(0.0, 30.0), p(0.0, 0.0))], 4.0, Allowance),
    ];
    let cut = invariant(&edges, 1.0);
    assert!(has(&cut, 25.0, -4.0) && has(&cut, 25.0, -9.0), "{cut:?}");
    assert_eq!(cut.snips.len(), 1, "one change");
    assert!((cut.snips[0].a - p(25.0, -4.0)).norm() < 1e-12, "{:?}", cut.snips);
    assert!((cut.snips[0].b - p(25.0, 0.0)).norm() < 1e-12, "to the net line");
}

#[test]
fn curves_are_marked_and_extended_along_their_tangents() {
    let adds = [(6.0, Allowance), (6.0, Allowance), (8.0, Allowance), (6.0, Allowance)];
    let cut = invariant(&panel(adds), 1.0);
    assert!(cut.findings.is_empty(), "{:?}", cut.findings);
    assert!(!cut.snips.is_empty() && cut.pleats.is_empty(), "snips only");
    let turned = [(6.0, TurnOver), (6.0, TurnOver), (0.0, Bare), (6.0, TurnOver)];
    let cut = invariant(&panel(turned), 1.0);
    // Arcs of radius 8 and 12, with the sides leaning by atan 0.1: pleats at most 2 mm apart.
    let lean = libm::atan(0.1);
    let count = |r: f64| libm::ceil(r * (PI / 2.0 + lean) / 2.0) - 1.0;
    assert_eq!(count(8.0) + count(12.0), f64::from(u32::try_from(cut.pleats.len()).unwrap()));
    // An arc that bulges out into a corner goes on straight beyond its end.
    let side = Segment::by_sag(p(40.0, 0.0), p(40.0, 30.0), 5.0);
    let mut edges = polygon(&SQUARE, &[(6.0, Allowance)]);
    edges[1].segments = vec![side];
    let cut = invariant(&edges, 1.0);
    let tip = cut.segments.iter().filter(|piece| piece.corner);
    for piece in tip {
        assert!(piece.segment.is_line() && piece.edge == 1, "{piece:?}");
    }
    assert!(cut.findings.is_empty(), "{:?}", cut.findings);
}

/// A curve in 64 short arcs has the corners of one long arc.
#[test]
fn corners_of_curves_in_many_parts_keep_their_rules() {
    let kinds = [Bare, Allowance, TurnOver];
    for (index, one) in kinds.iter().enumerate() {
        for two in &kinds[index..] {
            for sag in [-4.0, 5.0] {
                let mut edges = polygon(&SQUARE, &[(6.0, *one), (7.0, *two)]);
                let arc = Segment::by_sag(p(40.0, 0.0), p(40.0, 30.0), sag);
                edges[1].segments = vec![arc];
                let whole = cut_line(&edges, 1.0);
                let share = |k: u32| f64::from(k) / 64.0;
                edges[1].segments = (0..64).map(|k| arc.part(share(k), share(k + 1))).collect();
                let parted = cut_line(&edges, 1.0);
                assert_eq!(whole.findings, parted.findings, "{one:?} {two:?} {sag}");
                let (a, b) = (area(&outline(&whole)), area(&outline(&parted)));
                assert!((a - b).abs() < 1e-6, "{one:?} {two:?} {sag}: {a} is not {b}");
            }
        }
    }
}

#[test]
fn what_has_no_room_is_dropped_and_reported() {
    // A notch of 6 mm between allowances of 5 closes, a hollow of radius 4 vanishes.
    let notch = [
        (0.0, 0.0),
        (40.0, 0.0),
        (40.0, 30.0),
        (23.0, 30.0),
        (23.0, 26.0),
        (17.0, 26.0),
        (17.0, 30.0),
        (0.0, 30.0),
    ];
    let cut = invariant(&polygon(&notch, &[(5.0, Allowance)]), 1.0);
    assert!(!cut.findings.is_empty(), "silence");
    assert!(Contour::new(outline(&cut)).is_ok(), "{cut:#?}");
    assert_relative_eq!(area(&outline(&cut)), 50.0 * 40.0, epsilon = 1e-9);
    let hollow = vec![
        edge(vec![Segment::line(p(0.0, 0.0), p(40.0, 0.0))], 5.0, Allowance),
        edge(vec![Segment::line(p(40.0, 0.0), p(40.0, 30.0))], 5.0, Allowance),
        edge(vec![Segment::line(p(40.0, 30.0), p(24.0, 30.0))], 5.0, Allowance),
        edge(vec![Segment::arc(p(24.0, 30.0), p(16.0, 30.0), -FRAC_PI_8)], 5.0, Allowance),
        edge(vec![Segment::line(p(16.0, 30.0), p(0.0, 30.0))], 5.0, Allowance),
        edge(vec![Segment::line(p(0.0, 30.0), p(0.0, 0.0))], 5.0, Allowance),
    ];
    let mut deep = hollow.clone();
    deep[3].segments[0].bulge = -1.0;
    let cut = invariant(&deep, 1.0);
    assert!(cut.findings.iter().any(|fault| fault.edge == 3), "{:?}", cut.findings);
    assert_relative_eq!(area(&outline(&cut)), 50.0 * 40.0, epsilon = 1e-9);
    // A turn-over deeper than its edge is long: its mitred ends meet.
    let adds = [(4.0, TurnOver), (30.0, TurnOver), (4.0, TurnOver), (4.0, TurnOver)];
    let cut = cut_line(&polygon(&SQUARE, &adds), 1.0);
    assert!(cut.findings.iter().any(|fault| fault.edge == 1), "{cut:#?}");
    assert!(has(&cut, 55.0 + libm::sqrt(8.0), 15.0), "{cut:#?}");
    assert!(closed(&cut) && Contour::new(outline(&cut)).is_ok(), "{cut:#?}");
}

#[test]
fn nonsense_gives_the_net_line_and_a_finding() {
    let cut = cut_line(&[], 1.0);
    assert_eq!(cut.findings[0].what, OutsetTrouble::NoOutline);
    let mut wild = polygon(&SQUARE, &[(5.0, Allowance)]);
    wild[1].segments[0].b.x = f64::NAN;
    assert!(!cut_line(&wild, 1.0).findings.is_empty(), "NaN is told");
    let mut endless = polygon(&SQUARE, &[(5.0, Allowance)]);
    endless[2].add = f64::INFINITY;
    assert!(!cut_line(&endless, 1.0).findings.is_empty(), "no end is told");
}

fn kind() -> impl Strategy<Value = EdgeKind> {
    prop_oneof![Just(Bare), Just(Allowance), Just(TurnOver)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    /// Whatever the panel, the cut line is closed and runs at its adds; without a finding it is a contour round the
    /// net line.
    #[test]
    fn a_cut_line_is_closed_and_at_its_adds(
        width in 25.0..120.0_f64, height in 25.0..90.0_f64, lean in -11.0..20.0_f64, sag in -7.0..14.0_f64,
        adds in prop::array::uniform4((0.5..9.0_f64, kind())), thickness in 0.4..1.6_f64, rotate in 0_usize..4,
    ) {
        let mut edges = polygon(
            &[(0.0_f64, 0.0_f64), (width, 0.0), (width + lean, height), (-lean, height)],
            &adds,
        );
        let side = edges[1].segments[0];
        edges[1].segments = vec![Segment::by_sag(side.a, side.b, sag)];
        edges.rotate_left(rotate);
        let cut = invariant(&edges, thickness);
        let strange = lean < -5.0 || sag > 8.0;
        prop_assert!(strange || cut.findings.is_empty(), "{:?}", cut.findings);
        if !cut.findings.is_empty() {
            return Ok(());
        }
        let line = Contour::new(outline(&cut)).unwrap();
        let net = Contour::new(edges.iter().flat_map(|e| e.segments.clone()).collect()).unwrap();
        prop_assert!(line.area() >= net.area() - 1e-9, "it lost area");
        for piece in cut.segments.iter().filter(|piece| !piece.corner) {
            let of = &edges[piece.edge];
            let add = if of.kind == Bare { 0.0 } else { of.add };
            for share in [0.0, 0.4, 1.0] {
                let off = of.segments[0].foot(piece.segment.point(share)).1;
                prop_assert!((off + add).abs() < 1e-6, "{off} for {add}");
            }
        }
        // The corner that is no rule's keeps the net line inside.
        for segment in net.segments() {
            prop_assert!(line.distance(segment.point(0.5)) > -1e-9, "the net line is outside");
        }
    }
}
