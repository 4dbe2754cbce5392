//! The worked example of the style language, petite-flap nano, measured on the drafted pieces: every figure was computed
//! outside this program, by a script with second derivations of its own.

#![allow(clippy::unwrap_used, reason = "a test may")]

use microbag::Solved;
use microbag::brief::Brief;
use microbag::draft::{Hole, Mark, Piece};
use microbag::geom::{Point, Segment};
use microbag::stock::Stock;
use microbag::style::Style;

/// What the figures of the example may be off by: they are printed with three decimals.
const WITHIN: f64 = 0.01;

fn nano(lined: &str) -> Solved {
    let style = Style::builtin("petite-flap").unwrap();
    let brief = Brief::new(&style).size("nano").unwrap().want_text("lined", lined).unwrap();
    microbag::solve(&style, &brief, &Stock::builtin()).unwrap()
}

fn piece<'b>(bag: &'b Solved, id: &str) -> &'b Piece {
    bag.makeable().pieces().iter().find(|piece| piece.id == id).unwrap()
}

fn near(what: &str, measured: f64, expected: f64) {
    let off = (measured - expected).abs();
    assert!(off <= WITHIN, "{what}: {measured:.4}, the worked example has {expected:.4}");
}

fn size(piece: &Piece) -> (f64, f64) {
    let (lo, hi) = piece.bounds();
    (hi.x - lo.x, hi.y - lo.y)
}

/// The segments of an edge.
fn edge<'p>(piece: &'p Piece, name: &str) -> Vec<&'p Segment> {
    let of = piece.outline.iter().filter(|part| part.edge == name);
    of.map(|part| &part.segment).collect()
}

/// Holes of a row on a piece, along the walk.
fn holes<'p>(bag: &Solved, piece: &'p Piece, row: &str) -> Vec<&'p Hole> {
    let rows = &bag.makeable().structure().bound.rows;
    let row = rows.iter().position(|known| known.name == row).unwrap();
    let mut holes: Vec<&Hole> = piece.holes.iter().filter(|hole| hole.row == row).collect();
    holes.sort_by_key(|hole| (hole.ply, hole.run, hole.index));
    holes
}

fn apart(a: Point, b: Point) -> f64 {
    (a - b).norm()
}

/// Y of the two limits of every bend zone, from below; both ends of a limit lie level.
fn zones(piece: &Piece) -> Vec<[f64; 2]> {
    let mut zones: Vec<[f64; 2]> = piece
        .folds
        .iter()
        .map(|fold| {
            let y = fold.limits.map(|limit| {
                assert!((limit.a.y - limit.b.y).abs() < 1e-9, "{}: a bend is not level", piece.id);
                limit.a.y
            });
            [y[0].min(y[1]), y[0].max(y[1])]
        })
        .collect();
    zones.sort_by(|a, b| a[0].total_cmp(&b[0]));
    zones
}

#[test]
fn only_the_corner_is_moved_and_flange_strain_moves_it() {
    for lined in ["false", "true"] {
        let bag = nano(lined);
        let moved: Vec<&str> =
            bag.adjustments().iter().map(|change| change.param.as_str()).collect();
        assert_eq!(moved, ["corner"], "lined {lined}: moved from the wish");
        // flange s (1 + 1 / 0.25) = 12.00, web s + (m - s) / 0.20 = 11.40: the greater binds.
        assert_eq!(bag.value("corner"), Some(12.0), "lined {lined}: least corner radius");
        let change = bag.adjustments()[0].to_string();
        assert!(change.contains("flange-strain"), "lined {lined}: {change}");
    }
}

#[test]
fn the_front_is_as_worked_out() {
    let bag = nano("false");
    let front = piece(&bag, "front");
    let (width, height) = size(front);
    near("front height", height, 40.5);
    // Just above the corner's arc the leaning sides begin; the box is widest there.
    assert!(width < 52.0, "the base corners are rounded, the box is {width} wide");
    let mouth = edge(front, "front.mouth");
    near("front rim", apart(mouth[0].a, mouth[0].b), 45.983);
    near("sag of the rim", mouth[0].point(0.5).y, 40.5 - 0.04 * 45.983);
    let base = edge(front, "front.base");
    assert_eq!(base.len(), 3, "half an arc, a line, half an arc");
    near("base without its corners", base[1].length(), 26.151);
    near("side without its corner", edge(front, "front.right")[1].length(), 27.687);
    near("tangent length", 26.0 - 0.5 * base[1].length(), 12.925);
    let turned: f64 = [base[2], edge(front, "front.right")[0]].map(Segment::turning).iter().sum();
    near("turning of a base corner", turned.to_degrees(), 94.25);
    let chain: f64 = ["left", "base", "right"]
        .iter()
        .flat_map(|name| edge(front, &format!("front.{name}")))
        .map(Segment::length)
        .sum();
    near("front chain, net", chain, 121.004);

    let holes = holes(&bag, front, "seam.front");
    assert_eq!(holes.len(), 41, "holes of the front");
    near("hole 20 across", holes[20].at.x, 0.0);
    near("hole 20 above the base", holes[20].at.y, 2.4);
    for (index, pair) in holes.windows(2).enumerate() {
        near(&format!("chord {index}"), apart(pair[0].at, pair[1].at), 2.7052);
        near(
            &format!("chord {index} is equal to 0.002"),
            5.0 * apart(pair[0].at, pair[1].at),
            5.0 * 2.7052,
        );
    }
    // Round a corner: within the turn of the stitch line, seen from the arc's middle.
    let stitched = &front.stitch_runs[0].segments;
    for side in [-1.0, 1.0] {
        let arcs: Vec<&Segment> =
            stitched.iter().filter(|s| !s.is_line() && s.a.x * side > 0.0).collect();
        assert_eq!(arcs.len(), 2, "a rounded corner is two half arcs");
        let on = |hole: &&&Hole| arcs.iter().any(|arc| arc.signed_distance(hole.at).abs() < 1e-6);
        assert_eq!(holes.iter().filter(on).count(), 6, "holes round a corner");
        near("radius of the stitch line", arcs[0].circle().unwrap().1, 9.6);
    }
    near("first hole from the rim", apart(holes[0].at, stitched[0].a), 0.0);
    let rim = Segment::line(mouth[0].b, mouth[0].a);
    let end = rim.signed_distance(holes[0].at).abs();
    // From the rim's end 2.4 inward, square to the side that leans by 4.25 degrees, and 2.4 along it.
    let lean = 0.074_151;
    near("first hole below the rim's ends", end, 2.4 * (libm::sin(lean) + libm::cos(lean)));
}

#[test]
fn the_stitch_lines_are_as_worked_out() {
    let bag = nano("false");
    let rows = &bag.makeable().draft().rows;
    let [front, back] = [&rows[0], &rows[1]];
    near("front stitch line", front.plies[0].length, 113.108);
    near("gusset stitch line, a", front.plies[1].length, 113.108);
    near("back stitch line", back.plies[0].length, 116.116);
    near("gusset stitch line, b", back.plies[1].length, 113.108);
    for row in [front, back] {
        assert_eq!(row.plies.len(), 2, "a panel and the gusset, no lining");
        for ply in &row.plies {
            assert_eq!(ply.runs.len(), 1, "one run");
            assert_eq!(ply.runs[0].stitches, 40, "stitches");
            near("sewn, less both ends", ply.runs[0].length, 113.108 - 4.8);
            near("mean stitch", ply.runs[0].length / 40.0, 2.7077);
        }
    }
    // What the strip's 40 chords and the panel's come to together.
    let sum = |id: &str, row: &str| -> f64 {
        let piece = piece(&bag, id);
        let holes = holes(&bag, piece, row);
        assert_eq!(holes.len(), 41, "holes of {row} on {id}");
        holes.windows(2).map(|pair| apart(pair[0].at, pair[1].at)).sum()
    };
    near("chords of the front", sum("front", "seam.front"), 108.207);
    near("chords of the back", sum("back", "seam.back"), 108.207);
    near("chords of the gusset, a", sum("gusset", "seam.front"), 108.308);
    near("chords of the gusset, b", sum("gusset", "seam.back"), 108.308);
    // 1.504 of the back stays unsewn at each top: its first hole is that and one end below the mouth's foot.
    let back_piece = piece(&bag, "back");
    let first = holes(&bag, back_piece, "seam.back")[0];
    let along = 27.687 + 1.504;
    let line = back_piece.stitch_runs.iter().find(|run| run.row == 1).unwrap();
    near("straight stitched part of the back", line.segments[0].length(), along - 1.504 - 2.4);
    near("the same, from its first hole", apart(first.at, line.segments[0].b), along - 1.504 - 2.4);
    for row in [front, back] {
        // 2 (1 + 1.8 / 2.7052) 108.2 + 150, printed in whole millimetres.
        assert!((row.thread - 510.0).abs() < 1.0, "thread a seam: {}", row.thread);
        near("stack of a seam", row.stack, 1.8);
    }
}

#[test]
fn the_gusset_is_as_worked_out() {
    let bag = nano("false");
    let gusset = piece(&bag, "gusset");
    let (length, width) = size(gusset);
    near("gusset length", length, 113.108);
    near("gusset width", width, 22.913);
    // A strip lies about its middle.
    let (corner, _) = gusset.bounds();
    let zones: Vec<[f64; 2]> =
        zones(gusset).into_iter().map(|zone| zone.map(|v| v - corner.y)).collect();
    let [low, high] = zones.try_into().unwrap();
    near("crease from side b", low[0], 3.4);
    near("its other limit", low[1], 4.657);
    near("crease from side a", width - high[1], 3.4);
    near("its other limit", width - high[0], 4.657);
    let v = |row: &str| holes(&bag, gusset, row)[7].at.y - corner.y;
    near("between its stitch lines", v("seam.front") - v("seam.back"), 22.913 - 4.8);
    near("row a from its edge", width - v("seam.front"), 2.4);
    let ticks: Vec<f64> = gusset
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Tick(tick) => Some(tick.a.x - corner.x),
            _ => None,
        })
        .collect();
    let middles = ticks.iter().filter(|x| (*x - 0.5 * length).abs() < WITHIN).count();
    assert_eq!(middles, 2, "a center tick on both sides: {ticks:?}");
}

#[test]
fn back_top_and_flap_are_one_piece_as_worked_out() {
    let bag = nano("false");
    let back = piece(&bag, "back");
    assert_eq!(back.panels, ["back", "top", "flap"], "one piece");
    near("height of back + top + flap", size(back).1, 83.642);
    let [first, second] = zones(back).try_into().unwrap();
    near("first bend, lower limit", first[0], 40.5);
    near("first bend, upper limit", first[1], 42.071);
    near("second bend, lower limit", second[0], 58.371);
    near("second bend, upper limit", second[1], 59.942);
    for fold in &back.folds {
        near("bend allowance", fold.allowance, core::f64::consts::FRAC_PI_2);
        near("turning at a fold", fold.angle_deg, 90.0);
    }
    // The outside sizes less what the folds take: 2 S - BA = 1.4292 each.
    near("top between its zones", second[0] - first[1], 19.3 - 3.0);
    near("flap beyond its zone", size(back).1 - second[1], 25.2 - 1.5);
    let top = back.folds.iter().find(|fold| (fold.line.a.y - 41.29).abs() < 0.1).unwrap();
    let widths = top.limits.map(|limit| apart(limit.a, limit.b));
    // Cut back by 1.5 where its sides lean 3.12 in 42.
    near("mouth of the back at its cut", widths[0].max(widths[1]), 45.76 + 2.0 * 1.5 * 3.12 / 42.0);
    near("width of the top", widths[0].min(widths[1]), 45.76);
    let base = edge(back, "back.base");
    near("base of the back without its corners", base[1].length(), 26.151);
}

#[test]
fn hardware_and_straps_are_as_worked_out() {
    let bag = nano("false");
    let set = |id: &str| piece(&bag, id).parts[0].at;
    near("magnet on the piece, up", set("back").y, 75.642);
    near("magnet on the piece, across", set("back").x, 0.0);
    near("magnet on the front, up", set("front").y, 24.8);
    near("magnet on the front, across", set("front").x, 0.0);

    let tab = piece(&bag, "tab");
    assert_eq!(tab.cut, 2, "tabs");
    near("tab length", size(tab).0, 24.826);
    near("tab width", size(tab).1, 7.0);
    // The leg ends where the wrap begins.
    near("leg", tab.folds[0].limits[0].a.x, 10.214);
    near("wrap", tab.folds[0].allowance, 24.826 - 2.0 * 10.214);
    let handle = piece(&bag, "handle");
    near("handle length", size(handle).0, 89.853);
    near("handle width", size(handle).1, 7.0);
    near("handle, seen", handle.folds[1].limits[0].a.x - handle.folds[0].limits[1].a.x, 60.0);
    let inside = bag.makeable().pose().inside.unwrap();
    near("clear width", inside[0], 42.8);
    near("clear height", inside[1], 36.4);
    near("clear depth", inside[2], 16.0);
    // On purpose other than the language's visible length x (width - 2 (inset + 1 mm)): such a core, 60 x 0.2, would be
    // a thread of board under both boxes; this one lies between the legs, 1 mm clear of them and of the edges.
    let core = piece(&bag, "handle.core");
    near("core length", size(core).0, 60.0 - 2.0 * (10.214 + 1.0));
    near("core width", size(core).1, 7.0 - 2.0);
}

#[test]
fn the_lining_is_shorter_by_the_shell_at_every_bend() {
    let bag = nano("true");
    let lining = piece(&bag, "lining.back");
    near("lining of back + top + flap", size(lining).1, 81.285);
    near("shell beside it", size(piece(&bag, "back")).1, 83.642);
    // Flat panels are lined flush: nothing is taken off a raw edge.
    let [shell, front] = ["front", "lining.front"].map(|id| size(piece(&bag, id)));
    near("lining of the front, width", front.0, shell.0);
    near("lining of the front, height", front.1, shell.1);
    // Two flange bends at ½π(ri + t + K tl) instead of ½π(ri + K t), ri 0.4, t 0.8, tl 0.5.
    let [strip, lined] = ["gusset", "lining.gusset"].map(|id| size(piece(&bag, id)));
    let longer = 2.0 * core::f64::consts::FRAC_PI_2 * ((0.4 + 0.8 + 0.25) - (0.4 + 0.4));
    near("lining of the gusset, width", lined.1 - strip.1, longer);
    near("lining of the gusset, length", lined.0, strip.0);
    // Depth 18 less both panels' stacks 1.5, both linings of the gusset and its own leather in the web.
    let rho = 0.4 + 0.4;
    let web = 18.0 - 2.0 * (1.0 + 0.5 + 0.5) - 0.8 - 2.0 * rho;
    let flat = 2.0 * 3.4 + 2.0 * core::f64::consts::FRAC_PI_2 * rho + web;
    near("gusset width of the lined bag", strip.1, flat);
}

/// Stitches slant `/` on the panel's grain and `\` on the gusset's, which lies flesh to flesh: the thread crosses square.
#[test]
fn slits_slant_by_the_hand_of_their_side() {
    let bag = nano("true");
    let lean = |id: &str, row: &str| {
        let piece = piece(&bag, id);
        let holes = holes(&bag, piece, row);
        // In the middle of the base the walk runs level on every piece.
        let hole = holes[20];
        let along = holes[21].at - holes[19].at;
        assert!(along.y.abs() < 1e-6, "{id}: the walk is not level at its middle: {along:?}");
        hole.angle_deg
    };
    for (id, row, expected) in [
        ("front", "seam.front", 45.0),
        ("gusset", "seam.front", 135.0),
        ("back", "seam.back", 45.0),
        ("gusset", "seam.back", 135.0),
        // The lining's grain looks the other way, so that the same slits are the other hand on it.
        ("lining.front", "seam.front", 135.0),
        ("lining.gusset", "seam.front", 45.0),
        ("lining.back", "seam.back", 135.0),
        ("lining.gusset", "seam.back", 45.0),
    ] {
        near(&format!("slant of {row} on {id}, degrees"), lean(id, row), expected);
    }
}

/// The back is drawn from the front through the bag: on its grain the bag's left is to the right.
#[test]
fn the_back_is_mirrored_and_its_lining_is_not() {
    let bag = nano("true");
    let middle = |id: &str, name: &str| {
        let segments = edge(piece(&bag, id), name);
        assert!(!segments.is_empty(), "{id} has no edge {name}");
        segments[0].point(0.5).x
    };
    for (id, name, right) in [
        ("front", "front.left", false),
        ("front", "front.right", true),
        ("back", "back.left", true),
        ("back", "back.right", false),
        ("back", "top.left", true),
        ("back", "flap.side_r", false),
        ("lining.front", "front.left", true),
        ("lining.back", "back.left", false),
        ("lining.back", "flap.side_r", true),
    ] {
        assert_eq!(middle(id, name) > 0.0, right, "{name} of {id} lies on the wrong side");
    }
}
