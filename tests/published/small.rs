//! The smallest bag: A19.

use super::{Published, made_as_published, near};

const DOLL: &str = include_str!("a19_doll_bag.toml");

/// A19, hobbies-and-crafts.co.uk: a doll's house bag at 1:12, a panel "20mm high, 20mm wide across the top ... 26mm along
/// the bottom" out of leather 8 x 5 cm, a handle of about 4 cm from 6 cm of wire.
#[test]
fn a19_a_dolls_bag_is_drafted_and_made_as_it_is() {
    let bag = Published::of(DOLL, &[]);
    let within = 1e-6;
    let piece = bag.piece("front");
    let edges = |name: &str| -> f64 {
        let own = piece.outline.iter().filter(|part| part.edge == name);
        own.map(|part| part.segment.length()).sum()
    };
    for panel in ["front", "back"] {
        near("across the top", edges(&format!("{panel}.top")), 20.0, within);
        near("leaning side", edges(&format!("{panel}.left")), f64::hypot(3.0, 20.0), within);
        near("the other", edges(&format!("{panel}.right")), f64::hypot(3.0, 20.0), within);
    }
    // Front and back hang together along the bottom: 26 wide, twice 20 high, and so they fit the page's leather.
    let (lo, hi) = piece.bounds();
    near("along the bottom", hi.x - lo.x, 26.0, within);
    near("both, unfolded", hi.y - lo.y, 40.0, within);
    let handle = bag.piece("handle");
    let (lo, hi) = handle.bounds();
    near("handle as cut", hi.x - lo.x, 60.0, within);
    let row = 26.0 + (hi.y - lo.y);
    assert!(row <= 80.0 && 40.0 <= 50.0, "8 x 5 cm of leather hold them");
    made_as_published(DOLL);
}
