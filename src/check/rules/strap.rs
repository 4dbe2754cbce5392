//! Straps pass their rings, reach from one to the other, and are long enough for their own ends.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::pose::Vec3;
use crate::style::bound::{RingOf, RowKind, StrapEnd, Thing};
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
                let StrapEnd::Loop { ring, .. } = kind else { continue };
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
        reason: "Both ends come back over the strap or are sewn down; where they meet, neither can be stitched.",
        source: "guess: 2 mm bare between the legs",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, (strap, numbers)) in
            bag.structure.bound.straps.iter().zip(&bag.frame.straps).enumerate()
        {
            let closed = |row: &crate::style::bound::Row| matches!(row.kind, RowKind::Loop(of, _) if of == index);
            let sewn = strap.ends.iter().any(|end| matches!(end, StrapEnd::Plain(Some(_))));
            let over = sewn || bag.structure.bound.rows.iter().any(closed);
            if strap.length.is_none() || !over {
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

/// A strap that is held at both ends reaches from one to the other.
#[derive(Debug)]
pub(super) struct StrapReach;

impl Rule for StrapReach {
    const ABOUT: About = About {
        code: "strap-reach",
        title: "a handle reaches from ring to ring",
        reason: "Both its ends are sewn to the bag or hang on rings that are: a handle shorter than the way between \
                 them folds the bag or cannot be put on at all.",
        source: "geometry of the folded bag; the rings' own reach is left as play",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, (strap, numbers)) in
            bag.structure.bound.straps.iter().zip(&bag.frame.straps).enumerate()
        {
            // Copies that hang on rings hang on the same ones.
            let copies =
                if strap.ends.iter().any(|end| shared(end).is_some()) { 1 } else { strap.count };
            for copy in 0..copies as usize {
                let ends: Vec<_> =
                    (0..strap.ends.len()).filter_map(|end| held(bag, index, copy, end)).collect();
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
}

/// The ring that an end of a strap shares.
fn shared(end: &StrapEnd) -> Option<RingOf> {
    match end {
        StrapEnd::Loop { of, .. } => *of,
        StrapEnd::Sleeve { .. } | StrapEnd::Plain(_) | StrapEnd::Point => None,
    }
}

/// Where an end of a copy of a strap is held in the folded bag: sewn down, or on the ring of something that is.
fn held<S: Scalar>(bag: &Bag<'_, S>, strap: usize, copy: usize, end: usize) -> Option<Vec3<S>> {
    let bound = &bag.structure.bound;
    let point = |place: usize| {
        let on = bound.places.get(place)?.on;
        let stand = bag.pose.stands.get(on)?.as_ref()?;
        Some(stand.point(bag.frame.places.get(place)?.at))
    };
    let placed = |strap: usize, copy: usize, end: Option<usize>| {
        bound.places.iter().position(|place| {
            place.thing == Thing::Strap(strap)
                && place.copy == copy
                && (end.is_none() || place.end == end)
        })
    };
    let own = placed(strap, copy, Some(end));
    own.or_else(|| match shared(bound.straps.get(strap)?.ends.get(end)?)? {
        RingOf::Strap(other, copy) => placed(other, copy, None),
        RingOf::Place(place) => Some(place),
    })
    .and_then(point)
}
