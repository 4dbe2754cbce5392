//! There is room inside.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::units::Unit;

/// Least clear measure inside, mm: a guess (a fingertip).
const LEAST: f64 = 6.0;

/// Width, height and depth inside are more than nothing.
#[derive(Debug)]
pub(super) struct RoomInside;

impl Rule for RoomInside {
    const ABOUT: About = About {
        code: "room-inside",
        title: "there is room inside",
        reason: "Flanges, bends and linings do not shrink with the bag: at some size they fill it.",
        source: "guess: 6 mm, a fingertip",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let Some(inside) = bag.pose.inside else { return };
        for (axis, clear) in inside.into_iter().enumerate() {
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: Site::Inside(axis),
                measured: clear,
                required: S::constant(LEAST),
                at_most: false,
                unit: Unit::Length,
                guess: true,
            });
        }
    }
}
