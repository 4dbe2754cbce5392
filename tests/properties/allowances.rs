//! What goes round allowances: the ribbon that binds them, the snips that open them.

use approx::assert_relative_eq;

use microbag::draft::{Mark, Piece};
use microbag::geom::Segment;
use microbag::style::Style;

use super::pieces::drafted;

fn around(piece: &Piece) -> f64 {
    piece.outline.iter().map(|part| part.segment.length()).sum()
}

fn snips(piece: &Piece) -> Vec<Segment> {
    let snip = |mark: &Mark| if let Mark::Snip(at) = mark { Some(*at) } else { None };
    piece.marks.iter().filter_map(snip).collect()
}

#[test]
fn a_ribbon_goes_round_the_cut_edges_it_binds() {
    let draft = drafted(&Style::builtin("camera").unwrap());
    let piece = |id: &str| draft.pieces.iter().find(|piece| piece.id == id).unwrap();
    let ribbon =
        piece("inner").outline.iter().map(|part| part.segment.length()).fold(0.0, f64::max);
    // Both rings and the lap of the ends, 10 mm.
    assert_relative_eq!(
        ribbon,
        around(piece("front")) + around(piece("back")) + 10.0,
        epsilon = 1e-6
    );
}

#[test]
fn the_straight_ply_is_snipped_where_it_goes_round_an_arc() {
    let draft = drafted(&Style::builtin("camera").unwrap());
    let of = |id: &str| {
        let piece = draft.pieces.iter().find(|piece| piece.id == id).unwrap();
        let snips = snips(piece);
        for snip in &snips {
            // From the cut edge, 5 mm out, to 1 mm from the seam line.
            assert_relative_eq!(snip.length(), 4.0, epsilon = 1e-9);
            let on = |end| {
                piece.outline.iter().any(|part| part.segment.signed_distance(end).abs() < 1e-6)
            };
            assert!(on(snip.a) && !on(snip.b), "{id}: {snip:?}");
        }
        snips.len()
    };
    // Corner 15.36 less the take of the turned seam: arcs of 22 to 24 mm in 6 spaces, 7 snips, two arcs and two sides.
    assert_eq!(of("gusset.zip"), 28);
    assert_eq!(of("gusset.bottom"), 28);
    assert_eq!(of("front"), 0, "what is rounded closes over itself");
}

/// Folded flat on itself a turn-over is half round K t, and begins and ends 2 t nearer the fold than the flat sum.
#[test]
fn a_turn_over_is_cut_by_what_the_fold_takes() {
    let draft = drafted(&Style::builtin("boxy-tote").unwrap());
    let piece = draft
        .pieces
        .iter()
        .find(|piece| piece.panels.iter().any(|panel| panel == "front"))
        .unwrap();
    let heights = || piece.outline.iter().flat_map(|part| [part.segment.a.y, part.segment.b.y]);
    let tall = heights().fold(f64::MIN, f64::max) - heights().fold(f64::MAX, f64::min);
    // Goat of 0.9 mm, K 0.5; 10 mm turned over at either rim of 80 + 36 + 80.
    let turned = 10.0 + core::f64::consts::PI * 0.5 * 0.9 - 2.0 * 0.9;
    assert_relative_eq!(tall, 196.0 + 2.0 * turned, epsilon = 1e-6);
}
