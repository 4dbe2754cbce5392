//! Things set or sewn on one panel do not meet.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::{Disc, footprint_of};
use crate::geom::{Scalar, Vec2};
use crate::style::bound::Thing;
use crate::units::Unit;

use super::parts::hangs;

/// Least distance of two things, mm: a guess.
const APART: f64 = 1.0;

/// The middle of a footprint.
fn middle<S: Scalar>(discs: &[Disc<S>]) -> Vec2<S> {
    let sum = discs.iter().fold(Vec2::zero(), |sum, disc| sum + disc.center);
    #[expect(clippy::cast_precision_loss, reason = "a footprint has a handful of corners")]
    let share = 1.0 / discs.len().max(1) as f64;
    sum.scaled(share)
}

/// True for things that may lie over each other: a ring hangs on its tab, pockets are stepped, and what lies on the
/// flesh has the leather between it and what lies on the grain.
fn may_overlap<S: Scalar>(bag: &Bag<'_, S>, a: usize, b: usize) -> bool {
    let bound = &bag.structure.bound;
    // Both halves of every part are counted first.
    let place = |thing: usize| bound.places.get(thing.checked_sub(2 * bound.halves.len())?);
    let ring = |thing: usize| {
        let part = place(thing).and_then(|place| match place.thing {
            Thing::Part(slot) => Some(slot),
            _ => None,
        });
        part.is_some_and(|slot| hangs(&bag.structure.entries[slot]))
    };
    let pair = place(a).zip(place(b)).is_some_and(|(a, b)| {
        let panels = [a.thing, b.thing].iter().all(|thing| matches!(thing, Thing::Panel(_)));
        panels || a.inside != b.inside
    });
    ring(a) || ring(b) || pair
}

/// Two things are apart, measured along the line of their middles.
#[derive(Debug)]
pub(super) struct PlacesApart;

impl Rule for PlacesApart {
    const ABOUT: About = About {
        code: "places-apart",
        title: "things set or sewn on one panel do not overlap",
        reason: "Two tabs that meet cannot both lie flat, a magnet under a tab cannot be set, and their stitches collide. \
                 Pockets may be stepped over each other; what lies inside has the leather between.",
        source: "guess: 1 mm",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let bound = &bag.structure.bound;
        let mut things: Vec<(usize, Vec<Disc<S>>)> = Vec::new();
        for (index, part) in bound.halves.iter().enumerate() {
            let radius = S::constant(0.5 * footprint_of(&bag.structure.entries[part.part]));
            for (half, host) in [part.a.0, part.b.0].into_iter().enumerate() {
                things.push((host, vec![Disc { center: bag.pose.halves[index][half], radius }]));
            }
        }
        for (placed, numbers) in bound.places.iter().zip(&bag.frame.places) {
            things.push((placed.on, numbers.discs.clone()));
        }
        for (a, (host, first)) in things.iter().enumerate() {
            for (b, (on, second)) in things.iter().enumerate().skip(a + 1) {
                if host != on || may_overlap(bag, a, b) {
                    continue;
                }
                let axis = (middle(second) - middle(first)).normalized();
                let reach = |discs: &[Disc<S>], toward: Vec2<S>| {
                    let reaches = discs.iter().map(|disc| disc.center.dot(toward) + disc.radius);
                    reaches.reduce(Scalar::max).unwrap_or_else(S::zero)
                };
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Things(a, b),
                    measured: -reach(second, -axis) - reach(first, axis),
                    required: S::constant(APART),
                    at_most: false,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}
