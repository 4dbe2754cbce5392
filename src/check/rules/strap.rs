//! Straps pass their rings, reach from one to the other, and are long enough for their own ends.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::style::bound::{End, RowKind, Thing};
use crate::units::Unit;

/// Play of a strap in its ring, mm: a guess.
const PLAY: f64 = 0.5;
/// Bare strap between the two legs, mm: a guess.
const BARE: f64 = 2.0;

/// A strap passes its ring.
#[derive(Debug)]
pub(super) struct StrapRing;

impl Rule for StrapRing {
    const ABOUT: About = About {
        code: "strap-ring",
        title: "a strap passes the ring it is folded round",
        reason: "Rings are named by the strap they pass; without play the edges rub and the paint comes off.",
        source: "leprevo.co.uk/sizes.htm (inside width); play 0.5 mm a guess",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, (strap, numbers)) in
            bag.structure.bound.straps.iter().zip(&bag.frame.straps).enumerate()
        {
            for (end, kind) in strap.ends.iter().enumerate() {
                let End::Loop { ring, .. } = kind else { continue };
                let inside = bag.structure.entries[*ring].figure("inside");
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::StrapEnd(index, end),
                    measured: numbers.width,
                    required: S::constant(inside - PLAY),
                    at_most: true,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}

/// A strap is longer than what its ends cover of it.
#[derive(Debug)]
pub(super) struct StrapLength;

impl Rule for StrapLength {
    const ABOUT: About = About {
        code: "strap-length",
        title: "a strap is longer than the legs sewn back on it",
        reason: "Both ends come back over the strap; where they meet, neither can be stitched.",
        source: "guess: 2 mm bare between the legs",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, (strap, numbers)) in
            bag.structure.bound.straps.iter().zip(&bag.frame.straps).enumerate()
        {
            let closed = |row: &crate::style::bound::Row| matches!(row.kind, RowKind::Loop(of, _) if of == index);
            if strap.length.is_none() || !bag.structure.bound.rows.iter().any(closed) {
                continue;
            }
            let legs = numbers.ends.iter().flatten().fold(S::zero(), |sum, end| sum + end.leg);
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: Site::Strap(index),
                measured: numbers.visible,
                required: legs.plus(BARE),
                at_most: false,
                unit: Unit::Length,
                guess: true,
            });
        }
    }
}

/// A strap between two rings reaches from one to the other.
#[derive(Debug)]
pub(super) struct StrapReach;

impl Rule for StrapReach {
    const ABOUT: About = About {
        code: "strap-reach",
        title: "a handle reaches from ring to ring",
        reason: "Both its ends hang on rings that are sewn to the bag: a handle shorter than the way between them folds \
                 the bag or cannot be put on at all.",
        source: "geometry of the folded bag; the rings' own reach is left as play",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let bound = &bag.structure.bound;
        // Where the ring of a placed strap copy hangs in the folded bag.
        let ring = |(strap, copy): (usize, usize)| {
            let placed = |place: &&(usize, &crate::style::bound::Placed)| {
                place.1.thing == Thing::Strap(strap)
            };
            let places: Vec<_> = bound.places.iter().enumerate().collect();
            let (place, of) = *places.iter().filter(placed).nth(copy)?;
            bag.pose.stands[of.on].map(|stand| stand.point(bag.frame.places[place].at))
        };
        for (index, (strap, numbers)) in bound.straps.iter().zip(&bag.frame.straps).enumerate() {
            let shared = |end: &End| match end {
                End::Loop { of: Some(of), .. } => ring(*of),
                _ => None,
            };
            let ends: Vec<_> = strap.ends.iter().filter_map(shared).collect();
            let [a, b] = ends.as_slice() else { continue };
            let apart = *b - *a;
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: Site::Strap(index),
                measured: numbers.visible,
                required: apart.dot(apart).sqrt(),
                at_most: false,
                unit: Unit::Length,
                guess: false,
            });
        }
    }
}
