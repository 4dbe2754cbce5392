//! Cut pieces: mirror images, congruence, what allowances add.

use core::f64::consts::PI;

use proptest::prelude::*;

use microbag::brief::Brief;
use microbag::draft::{Draft, OutlineSegment, Piece, draft};
use microbag::frame::{Counts, StitchLine, Structure, frame};
use microbag::geom::{Point, Segment};
use microbag::pose::pose;
use microbag::stock::Stock;
use microbag::style::Style;

use super::{Bag, anywhere, config, poly, structures};

/// What the same bits may differ by when they are summed up another way, mm.
const SAME: f64 = 1e-9;

/// Ends, middle and bulge of a segment, walked so that its first end is the smaller one.
fn key(segment: &Segment) -> [f64; 5] {
    let (a, b) = (segment.a, segment.b);
    let forward = (a.x, a.y) < (b.x, b.y) || (a.x - b.x).abs() < 1e-6 && a.y < b.y;
    let (a, b, bulge) = if forward { (a, b, segment.bulge) } else { (b, a, -segment.bulge) };
    [a.x, a.y, b.x, b.y, bulge]
}

/// Every one of the first is one of the second, and there are as many.
fn same_set<const N: usize>(
    one: &[[f64; N]],
    other: &[[f64; N]],
    within: f64,
) -> Result<(), String> {
    if one.len() != other.len() {
        return Err(format!("{} and {}", one.len(), other.len()));
    }
    let near = |a: &[f64; N], b: &[f64; N]| a.iter().zip(b).all(|(a, b)| (a - b).abs() <= within);
    match one.iter().find(|a| !other.iter().any(|b| near(a, b))) {
        Some(missing) => Err(format!("{missing:?} has no partner")),
        None => Ok(()),
    }
}

fn outline(piece: &Piece, motion: impl Fn(&Segment) -> Segment) -> Vec<[f64; 5]> {
    piece.outline.iter().map(|part| key(&motion(&part.segment))).collect()
}

fn holes(piece: &Piece, motion: impl Fn(Point) -> Point) -> Vec<[f64; 2]> {
    piece.holes.iter().map(|hole| motion(hole.at)).map(|at| [at.x, at.y]).collect()
}

/// Styles whose piece is its own mirror image, with hand stitches, so that there are holes to compare.
fn symmetric(style: &Style, piece: &str) -> Structure {
    let mut brief = Brief::new(style).use_stock("iron", "fr-10").unwrap();
    if piece == "back" {
        brief = brief.want_text("slots", "0").unwrap();
    }
    Structure::of(&brief, &Stock::builtin()).unwrap()
}

/// A symmetric piece as cut, seen in a mirror, is itself: outline and holes. Holes are found by bisection from one end.
fn mirrors(style: &str, id: &str, shares: &[f64]) -> Result<(), TestCaseError> {
    let style = Style::builtin(style).unwrap();
    let structure: &'static Structure = Box::leak(Box::new(symmetric(&style, id)));
    let bag = Bag::drawn(structure, shares, Some(0.08));
    let draft = bag.draft();
    let piece = draft.pieces.iter().find(|piece| piece.id == id).unwrap();
    let itself = outline(piece, |segment| *segment);
    let mirrored = outline(piece, |segment| {
        let flip = |p: Point| Point::new(-p.x, p.y);
        Segment { a: flip(segment.b), b: flip(segment.a), bulge: segment.bulge }
    });
    let off = same_set(&itself, &mirrored, SAME);
    prop_assert!(off.is_ok(), "{} {id}: outline: {off:?}", structure.style_name);
    let flipped = holes(piece, |at| Point::new(-at.x, at.y));
    let off = same_set(&holes(piece, |at| at), &flipped, SAME);
    prop_assert!(!flipped.is_empty(), "{} {id} has no holes", structure.style_name);
    prop_assert!(off.is_ok(), "{} {id}: holes: {off:?}", structure.style_name);
    Ok(())
}

/// The words of a line after `to = `, and where they stand.
fn target(line: &str) -> (usize, usize) {
    let from = line.find("to = ").unwrap() + "to = ".len();
    let close = if line[from..].starts_with('[') { ']' } else { '"' };
    let to = from + 1 + line[from + 1..].find(close).unwrap() + 1;
    (from, to)
}

/// The style text with every list of edges begun one further on, so that the outline starts elsewhere. Outlines that are
/// drawn by half start on their axis and stay.
fn rotated(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    let mut turned = 0;
    let mut start = None;
    let mut half = false;
    for at in 0..lines.len() {
        if lines[at].starts_with('[') {
            (start, half) = (None, false);
        }
        half |= lines[at].starts_with("symmetry");
        if lines[at].starts_with("start = ") {
            start = Some(at);
        }
        let (true, Some(start), false) = (lines[at] == "edges = [", start, half) else { continue };
        let end = at + lines[at..].iter().position(|line| line.starts_with(']')).unwrap();
        let begun = lines[start].split_once("= ").unwrap().1.to_owned();
        let (from, to) = target(&lines[end - 1]);
        assert_eq!(&lines[end - 1][from..to], "\"start\"", "the last edge closes the outline");
        lines[end - 1].replace_range(from..to, &begun);
        let (from, to) = target(&lines[at + 1]);
        lines[start] = format!("start = {}", &lines[at + 1][from..to]);
        lines[at + 1].replace_range(from..to, "\"start\"");
        lines[at + 1..end].rotate_left(1);
        turned += 1;
    }
    assert!(turned > 0, "nothing to turn");
    lines.join("\n")
}

pub(super) fn drafted(style: &Style) -> Draft {
    let structure = Structure::of(&Brief::new(style), &Stock::builtin()).unwrap();
    let frame = frame(&structure, &structure.wish, &Counts::default());
    draft(&structure, &frame, &pose(&structure, &frame))
}

/// Where the first vertex of a panel lies says nothing about the bag.
#[test]
fn outlines_that_start_elsewhere_give_the_same_pieces() {
    for name in ["petite-flap", "card-charm", "envelope", "bucket", "mini-backpack", "reticule"] {
        let style = Style::builtin(name).unwrap();
        let mut text = style.text().to_owned();
        let expected = drafted(&style);
        for round in 1..=2 {
            // Panels whose outline is drawn half stay as they are.
            text = rotated(&text);
            let style = Style::from_toml(&text).unwrap_or_else(|faults| panic!("{name}: {faults}"));
            let found = drafted(&style);
            assert_eq!(found.pieces.len(), expected.pieces.len(), "{name}: pieces");
            for piece in &expected.pieces {
                let other = found.pieces.iter().find(|other| other.id == piece.id).unwrap();
                let lines = [piece, other].map(|piece| outline(piece, |segment| *segment));
                let off = same_set(&lines[0], &lines[1], SAME);
                assert!(off.is_ok(), "{name}, {round} on: outline of {}: {off:?}", piece.id);
                let points = [piece, other].map(|piece| holes(piece, |at| at));
                let off = same_set(&points[0], &points[1], SAME);
                assert!(off.is_ok(), "{name}, {round} on: holes of {}: {off:?}", piece.id);
                assert_eq!(piece.folds.len(), other.folds.len(), "{name}: folds of {}", piece.id);
                assert_eq!(piece.marks.len(), other.marks.len(), "{name}: marks of {}", piece.id);
            }
        }
    }
}

/// Two rectangles sewn to each other all round.
const CUSHION: &str = r#"
format = 1
[style]
name = "cushion"
title = "Cushion"
summary = "Two rectangles."
origin = "a test"
carry = ["hand"]
[param]
w = { title = "Width", default = "40 mm", range = ["10 mm", "200 mm"] }
h = { title = "Height", default = "40 mm", range = ["10 mm", "200 mm"] }
a = { title = "Seams", default = "5 mm", range = ["1 mm", "20 mm"] }
[material]
shell = { default = "goat-0.8" }
[part]
iron = { kind = "iron", default = "machine-2.5" }
[panel.front]
material = "shell"
measure = "net"
rect = ["w", "h"]
stand = { side = "front" }
[panel.back]
mirror = "front"
[seam.round]
sides = ["front.base@mid..base@mid", "back.base@mid..base@mid"]
construction = "turned"
allowance = "a"
"#;

/// A seam once round a rectangle turns four times, and two runs share the hole at each corner: as many holes as stitches.
#[test]
fn a_ring_with_corners_has_a_hole_at_every_corner() {
    let style = Style::from_toml(CUSHION).unwrap_or_else(|faults| panic!("{faults}"));
    let brief = Brief::new(&style).use_stock("iron", "fr-10").unwrap();
    let structure = Structure::of(&brief, &Stock::builtin()).unwrap();
    let frame = frame(&structure, &structure.wish, &Counts::default());
    let draft = draft(&structure, &frame, &pose(&structure, &frame));
    let stitches: u32 = frame.rows[0].runs.iter().map(|run| run.stitches).sum();
    for piece in &draft.pieces {
        assert_eq!(piece.holes.len(), usize::try_from(stitches).unwrap(), "holes of {}", piece.id);
        for (x, y) in [(-20.0, 0.0), (20.0, 0.0), (20.0, 40.0), (-20.0, 40.0)] {
            let corner = Point::new(x, y);
            let at = piece.holes.iter().filter(|hole| poly::apart(hole.at, corner) < SAME);
            assert_eq!(at.count(), 1, "holes of {} at {corner:?}", piece.id);
        }
    }
}

/// What lines a panel lies on it: both stretch the same way.
#[test]
fn a_lining_of_a_strip_has_the_grain_of_the_strip() {
    for (name, lining, shell) in
        [("petite-flap", "lining.gusset", "gusset"), ("reticule", "lining.body[0]", "body[0]")]
    {
        let draft = drafted(&Style::builtin(name).unwrap());
        let grain = |id: &str| draft.pieces.iter().find(|piece| piece.id == id).unwrap().grain_deg;
        assert_eq!(grain(lining), grain(shell), "{name}");
    }
}

/// At a sharp corner the lines inside two edges meet on the mitre: both lose d tan(θ / 2), at a right angle d.
#[test]
fn a_line_inside_a_square_is_shorter_by_eight_insets() {
    let style = Style::from_toml(CUSHION).unwrap_or_else(|faults| panic!("{faults}"));
    let structure = Structure::of(&Brief::new(&style), &Stock::builtin()).unwrap();
    let frame = frame(&structure, &structure.wish, &Counts::default());
    for inset in [0.0, 1.0, 2.4, 5.0] {
        let line = StitchLine::of(&frame, &structure.bound.rows[0].sides[0].chain, inset);
        assert!((line.length - (160.0 - 8.0 * inset)).abs() < SAME, "{} at {inset}", line.length);
    }
}

fn area(line: &[OutlineSegment]) -> f64 {
    poly::area(&poly::ring(line.iter().map(|part| &part.segment)))
}

/// The angle between two parts that follow each other, 0 where one goes on into the next.
fn turn(before: &Segment, after: &Segment) -> f64 {
    let (one, two) = (poly::sampled(before), poly::sampled(after));
    let (u, v) = (one[one.len() - 1] - one[one.len() - 2], two[1] - two[0]);
    libm::atan2(u.cross(v), u.dot(v))
}

/// Least and greatest area of a cut line round a net line: what lies beside the edges, Σ c L + c² θ / 2, and at most
/// three times the greater add beyond every convex corner, across which both adds reach.
fn bounds(bag: &Bag, net: &[OutlineSegment]) -> (f64, f64) {
    let add = |part: &OutlineSegment| {
        let joint = part.joint.map(|joint| &bag.structure.bound.joints[joint]);
        joint.and_then(|joint| joint.add).map_or(0.0, |leaf| bag.frame.values[leaf].max(0.0))
    };
    let inner = area(net);
    let mut outer = inner;
    for (k, part) in net.iter().enumerate() {
        let (c, next) = (add(part), &net[(k + 1) % net.len()]);
        let swept = part.segment.turning();
        outer += c * poly::length(&poly::sampled(&part.segment)) + 0.5 * c * c * swept;
        if turn(&part.segment, &next.segment) > 1e-6 {
            let most = c.max(add(next));
            outer += 3.0 * most * most;
        } else if turn(&part.segment, &next.segment) < -1e-6 {
            // A snipped hollow loses less than both adds.
            outer += c.max(add(next)) * 1e-3;
        }
    }
    (inner, outer)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_symmetric_piece_is_its_own_mirror_image(shares in prop::collection::vec(0.0..=1.0, 16), which in 0..4_usize) {
        let pieces = [("petite-flap", "front"), ("mini-backpack", "front"), ("flapper-purse", "front"), ("envelope", "front")];
        let (style, id) = pieces[which];
        mirrors(style, id, &shares)?;
    }

    /// Equal adds round a rectangle: (w + 2a)(h + 2a), corners and all.
    #[test]
    fn a_rectangle_is_cut_larger_by_its_allowance_on_every_side(
        w in 10.0..200.0_f64,
        h in 10.0..200.0_f64,
        a in 1.0..20.0_f64,
    ) {
        let style = Style::from_toml(CUSHION).unwrap_or_else(|faults| panic!("{faults}"));
        let structure = Structure::of(&Brief::new(&style), &Stock::builtin()).unwrap();
        let frame = frame(&structure, &[w, h, a], &Counts::default());
        let draft = draft(&structure, &frame, &pose(&structure, &frame));
        prop_assert_eq!(draft.pieces.len(), 2);
        for piece in &draft.pieces {
            let (found, expected) = (area(&piece.outline), (w + 2.0 * a) * (h + 2.0 * a));
            prop_assert!((found - expected).abs() < 1e-8 * expected, "{found}, {expected}");
            prop_assert!((area(&piece.net) - w * h).abs() < 1e-8 * w * h);
        }
    }

    /// A cut line holds its net line and no more than its allowances and corners.
    #[test]
    fn cut_lines_hold_their_net_lines_and_not_more_than_allowances((which, shares) in anywhere()) {
        let bag = Bag::drawn(&structures()[which], &shares, Some(0.1));
        let wanted = |piece: &&Piece| piece.layer.is_none() && !piece.net.is_empty();
        for piece in bag.draft().pieces.iter().filter(wanted) {
            let (least, most) = bounds(&bag, &piece.net);
            let found = area(&piece.outline);
            let name = format!("{} {}", bag.structure.style_name, piece.id);
            prop_assert!(found > least, "{name}: {found} within {least}");
            prop_assert!(found <= most * (1.0 + PI * 1e-7), "{name}: {found} beyond {most}");
        }
    }
}
