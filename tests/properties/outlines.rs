//! Closed outlines: turning and area.

use core::f64::consts::TAU;

use proptest::prelude::*;

use microbag::frame::PanelFrame;
use microbag::geom::{Contour, Segment};

use super::{Bag, anywhere, config, poly, structures};

fn segments(panel: &PanelFrame<f64>) -> Vec<Segment> {
    panel.segments.iter().map(|part| part.segment).collect()
}

/// A wall that narrows to less than nothing: its line runs back on itself within an edge.
fn doubles_back(panel: &PanelFrame<f64>) -> bool {
    (0..panel.corners.len()).any(|edge| {
        let joints = panel.edge(edge).windows(2);
        joints.map(|pair| [&pair[0].segment, &pair[1].segment]).any(|[before, after]| {
            let (one, two) = (poly::sampled(before), poly::sampled(after));
            (one[one.len() - 1] - one[one.len() - 2]).dot(two[1] - two[0]) < 0.0
        })
    })
}

proptest! {
    #![proptest_config(config())]

    /// What the engine says its segments and sharp corners turn by makes one turn, whatever the parameters do to the
    /// outline; and where the outline does not cross itself, so do the angles between its chords.
    #[test]
    fn net_and_outside_lines_of_every_panel_turn_once((which, shares) in anywhere()) {
        let bag = Bag::drawn(&structures()[which], &shares, None);
        for (index, net) in bag.frame.panels.iter().enumerate() {
            for panel in [net, bag.frame.outside(index)] {
                let simple = Contour::new(segments(panel)).is_ok() && !doubles_back(panel);
                let arcs: f64 = panel.segments.iter().map(|part| part.turn).sum();
                let sharp = panel.corners.iter().filter(|corner| corner.radius.is_none());
                let told = arcs + sharp.map(|corner| corner.turn).sum::<f64>();
                if simple {
                    let name = bag.panel_name(index);
                    prop_assert!((told - TAU).abs() < 1e-9, "{name} turns by {told}");
                    let walked = poly::turning(&poly::ring(segments(panel).iter()));
                    prop_assert!((walked - TAU).abs() < 1e-6, "{name} is walked by {walked}");
                }
            }
        }
    }

    /// The closed form of a panel's area against the shoelace of its chords, which lie inside by 1e-7 of the area.
    #[test]
    fn the_area_of_every_panel_is_that_of_its_chords((which, shares) in anywhere()) {
        let bag = Bag::drawn(&structures()[which], &shares, None);
        for (index, panel) in bag.frame.panels.iter().enumerate() {
            let ring = poly::ring(segments(panel).iter());
            let (told, found) = (panel.area(), poly::area(&ring));
            let within = 1e-6 * (1.0 + poly::length(&ring) * poly::length(&ring));
            prop_assert!((told - found).abs() < within, "{}: {told}, {found}", bag.panel_name(index));
        }
    }
}

/// The two properties are about something: most bags drawn anywhere have outlines that do not cross themselves.
#[test]
fn most_outlines_drawn_anywhere_are_simple() {
    let (mut simple, mut all) = (0, 0);
    for (k, structure) in structures().iter().enumerate() {
        let shares: Vec<f64> = (0..16_u16).map(|j| f64::from((j * 7 + 3) % 16) / 15.0).collect();
        let turned: Vec<f64> = shares.iter().cycle().skip(k % 16).take(16).copied().collect();
        for panel in &Bag::drawn(structure, &turned, None).frame.panels {
            all += 1;
            simple += usize::from(Contour::new(segments(panel)).is_ok());
        }
    }
    assert!(2 * simple > all, "{simple} of {all}");
}
