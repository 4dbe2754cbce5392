//! Things placed on one host do not meet.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::PlaceFrame;
use crate::geom::{Scalar, Vec2};
use crate::units::Unit;

/// Least distance of two placed things, mm: a guess.
const APART: f64 = 1.0;

/// The middle of a footprint.
fn middle<S: Scalar>(place: &PlaceFrame<S>) -> Vec2<S> {
    let sum = place.discs.iter().fold(Vec2::zero(), |sum, disc| sum + disc.center);
    #[expect(clippy::cast_precision_loss, reason = "a footprint has a handful of corners")]
    let share = 1.0 / place.discs.len().max(1) as f64;
    sum.scaled(share)
}

/// Two placed things are apart, measured along the line of their middles.
#[derive(Debug)]
pub(super) struct PlacesApart;

impl Rule for PlacesApart {
    const ABOUT: About = About {
        code: "places-apart",
        title: "things sewn on one panel do not overlap",
        reason: "Two tabs that meet cannot both lie flat, and their stitches collide.",
        source: "guess: 1 mm",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let places = &bag.structure.bound.places;
        for (a, first) in places.iter().enumerate() {
            for (b, _) in
                places.iter().enumerate().skip(a + 1).filter(|(_, second)| second.on == first.on)
            {
                let (pa, pb) = (&bag.frame.places[a], &bag.frame.places[b]);
                let axis = (middle(pb) - middle(pa)).normalized();
                let reach = |place: &PlaceFrame<S>, toward: Vec2<S>| {
                    let reaches =
                        place.discs.iter().map(|disc| disc.center.dot(toward) + disc.radius);
                    reaches.reduce(Scalar::max).unwrap_or_else(S::zero)
                };
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Places(a, b),
                    measured: -reach(pb, -axis) - reach(pa, axis),
                    required: S::constant(APART),
                    at_most: false,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}
