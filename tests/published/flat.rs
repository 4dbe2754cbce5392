//! Flat panels with allowances and boxed corners: A1, A2, A3, A4, A8.

use super::{CLOSES, INCH, Published, corner, made_as_published, near, near_size};

const TOTE: &str = include_str!("a1_wrap_tote.toml");
const BOXED: &str = include_str!("a2_a3_boxed.toml");
const POUCH: &str = include_str!("a4_boxy_pouch.toml");
const PURSE: &str = include_str!("a8_box_purse.toml");

/// A1, ktgreendesign.com/lets-calculate: a tote 12 1/2 high, 13 wide, 4 deep with 1/2 in seams is cut "35 x 15 1/2" by
/// `((2*w)+(2*d)+1)` and `(h+(1/2*d)+1)`.
///
/// The page folds one rectangle round the bag, closes a side and the base, and sews across the corners. The style draws
/// it on its seam lines and cuts out what lies beyond the corner seams; the box round it is the page's rectangle.
#[test]
fn a1_a_wrap_round_tote_is_cut_35_by_15_and_a_half() {
    let tote = Published::of(TOTE, &[]);
    near_size("wrap", tote.size("wrap"), [35.0, 15.5]);
    near_size("facing", tote.size("facing"), [35.0, 15.5]);
    // What is left of it is the bag that was wanted.
    near("front along the base", tote.edge("wrap", "wrap.front"), 13.0, CLOSES);
    near("back along the base", tote.edge("wrap", "wrap.back"), 13.0, CLOSES);
    near("height of the side", tote.edge("wrap", "wrap.right"), 12.5, CLOSES);
    for seam in ["seam.box_side", "seam.box_seam"] {
        for side in tote.sides(seam) {
            near(seam, side, 4.0, CLOSES);
        }
    }
    for (w, h, d) in [(10, 9, 3), (18, 14, 6)] {
        let wish = [("w", w), ("h", h), ("d", d)].map(|(name, v)| (name, format!("{v} in")));
        let wish: Vec<(&str, &str)> = wish.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let [w, h, d] = [w, h, d].map(f64::from);
        let expected = [2.0 * w + 2.0 * d + 1.0, h + 0.5 * d + 1.0];
        near_size("by the page's rule", Published::of(TOTE, &wish).size("wrap"), expected);
    }
    // Both sides of its corner seams lie on one piece; their stitches are no fault.
    made_as_published(TOTE);
}

/// From the raw side edge and the raw base edge to the corner of the cut square.
fn square(bag: &Published, id: &str) -> [f64; 2] {
    let piece = bag.piece(id);
    let edge = |name: &str| format!("{id}.{name}");
    let inner = corner(piece, [&edge("box_r_base"), &edge("box_r_side")]);
    let (lo, hi) = piece.bounds();
    // The back is seen from behind: there it is the corner to the left.
    [(hi.x - inner.x).min(inner.x - lo.x) / INCH, (inner.y - lo.y) / INCH]
}

/// A2, lazygirldesigns.com, "box the bottom corners": a "2 square" makes a "4 deep boxed bottom"; "19 minus 4 ... 15 wide"
/// and "16 minus 2 ... 14". All allowances are equal, so that the square is the same from the raw edges.
#[test]
fn a2_a_two_inch_square_boxes_four_inches_deep() {
    for sa in ["0.5 in", "0.25 in", "0.375 in"] {
        let bag = Published::of(BOXED, &[("side_sa", sa), ("box_sa", sa)]);
        for id in ["front", "back"] {
            near_size("square from the raw edges", square(&bag, id), [2.0, 2.0]);
            near("width left", bag.edge(id, &format!("{id}.base")), 15.0, CLOSES);
            near("height left", bag.edge(id, &format!("{id}.side_r")), 14.0, CLOSES);
        }
        for side in bag.sides("seam.box[0]") {
            near("depth", side, 4.0, CLOSES);
        }
    }
    made_as_published(BOXED);
}

/// A3, vintagethreads.blogspot.com 2008-02: "gusset four inches deep, ... square 2.25 x 2.25", two inches deep 1.25: half
/// the depth and a quarter inch. Side and base are sewn at 1/2 in, the box at 1/4 in (partly inferred): the square from
/// the raw edge is F + b - a by the corner rule of the cut line.
#[test]
fn a3_a_square_from_the_raw_edge_is_half_the_depth_and_the_difference_of_allowances() {
    for (depth, expected) in [("4 in", 2.25), ("2 in", 1.25)] {
        let bag = Published::of(BOXED, &[("depth", depth), ("box_sa", "0.25 in")]);
        near_size("square", square(&bag, "front"), [expected; 2]);
    }
    // The other way round the square is smaller than half the depth.
    let bag = Published::of(BOXED, &[("side_sa", "0.25 in"), ("box_sa", "0.5 in")]);
    near_size("square", square(&bag, "front"), [1.75; 2]);
}

/// A4, nicemommy-evileditor.com 2009-12-29: both panels of a boxed pouch are "FL + FD + 1 (SA)" by "FW + FD + .75 (SA)":
/// for 7 by 4 by 3 two of 11 x 7 3/4. The inch is two end seams of 1/2; of the 3/4 the style gives 1/2 to the base and
/// 1/4 to the tape.
#[test]
fn a4_a_boxy_pouch_of_seven_by_four_by_three_is_cut_eleven_by_seven_and_three_quarters() {
    let pouch = Published::of(POUCH, &[]);
    for id in ["one", "other"] {
        near_size(id, pouch.size(id), [11.0, 7.75]);
        near("length left", pouch.edge(id, &format!("{id}.base")), 7.0, CLOSES);
        near("width left", pouch.edge(id, &format!("{id}.end_r")), 4.0, CLOSES);
    }
    assert_eq!(pouch.draft.pieces.len(), 2, "two panels");
    for seam in ["seam.box_base[0]", "seam.box_end[1]"] {
        for side in pouch.sides(seam) {
            near(seam, side, 3.0, CLOSES);
        }
    }
    made_as_published(POUCH);
}

/// A8, lsirish.com leather purse: 9 1/2 long, 7 1/2 high, 2 3/4 wide is cut "A 2 - 9 1/2 x 7 1/2, B 1 - 9 1/2 x 2 3/4,
/// C 2 - 7 1/2 x 2 3/4" and a flap 5 1/2 x 9 1/2: edges laced edge to edge, without any allowance.
#[test]
fn a8_cut_edges_are_cut_as_they_are_finished() {
    let purse = Published::of(PURSE, &[]);
    for (id, expected) in [
        ("front", [9.5, 7.5]),
        ("back", [9.5, 7.5]),
        ("bottom", [9.5, 2.75]),
        ("end_r", [2.75, 7.5]),
        ("end_l", [2.75, 7.5]),
        ("flap", [9.5, 5.5]),
    ] {
        near_size(id, purse.size(id), expected);
    }
    assert_eq!(purse.draft.pieces.len(), 6, "nothing but the six parts");
    made_as_published(PURSE);
}
