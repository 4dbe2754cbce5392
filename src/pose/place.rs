//! Placed things: how each copy stands on its host.

use crate::frame::{Frame, Structure};
use crate::geom::{Scalar, Vec2};
use crate::style::bound::{Placed, Shape, StrapEnd, Thing};

use super::link::is_through;
use super::reach::{Reach, Tree};
use super::{Stand, wall};

/// How a place of a panel stands: its facet there, or the tangent plane of a strip's part.
pub(super) fn host<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    tree: &Tree<S>,
    panel: usize,
    p: Vec2<S>,
) -> Option<Stand<S>> {
    tree.facet(panel, p).or_else(|| {
        let Shape::Part(strip, part) = structure.bound.panels.get(panel)?.shape else {
            return None;
        };
        wall::part_at(structure, frame, tree, (strip, part), p)
    })
}

/// How every placed copy stands; panels that are placed stand so too, as their first copy does.
pub(super) fn places<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    tree: &mut Tree<S>,
) -> Vec<Option<Stand<S>>> {
    let placed = &structure.bound.places;
    let mut stands = vec![None; placed.len()];
    // What lies on what is placed waits for it; every round places one more or is the last.
    for _ in 0..placed.len() {
        let mut more = false;
        for (index, place) in placed.iter().enumerate() {
            if stands.get(index).is_none_or(Option::is_some) {
                continue;
            }
            let Some(stand) = on_host(structure, frame, tree, index, place) else { continue };
            if let Some(slot) = stands.get_mut(index) {
                *slot = Some(stand);
                more = true;
            }
            if let Thing::Panel(panel) = place.thing {
                settle(tree, place.on, panel, stand);
            }
        }
        if !more {
            break;
        }
    }
    stands
}

/// A placed panel stands as its first copy does.
fn settle<S: Scalar>(tree: &mut Tree<S>, host: usize, panel: usize, stand: Stand<S>) {
    let body = tree.reached.get(host).copied().flatten().map_or(host, |reach| reach.body);
    let own = tree.stands.get_mut(panel).zip(tree.reached.get_mut(panel));
    if let Some((own @ None, reached)) = own {
        *own = Some(stand);
        *reached = Some(Reach { from: None, body });
    }
}

fn on_host<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    tree: &Tree<S>,
    index: usize,
    place: &Placed,
) -> Option<Stand<S>> {
    let bound = &structure.bound;
    let numbers = frame.places.get(index)?;
    let host = host(structure, frame, tree, place.on, numbers.at)?;
    let at = host.point(numbers.at);
    let [right, up] =
        [Vec2::new(S::constant(1.0), S::zero()), Vec2::new(S::zero(), S::constant(1.0))]
            .map(|axis| host.direction(axis.turned(numbers.turn)));
    let (out, floor) =
        if place.inside { (-host.out, structure.panel_stack(place.on)) } else { (host.out, 0.0) };
    let (thick, right) = match place.thing {
        Thing::Panel(panel) => {
            // It has its own hand: its y lies as said, its x to the right of that on its own grain.
            let own = up.cross(out);
            let right = if is_through(bound, panel) { -own } else { own };
            (structure.panel_stack(panel), right)
        }
        Thing::Strap(strap) => {
            let strap = bound.straps.get(strap)?;
            let t = structure.entries.get(strap.material)?.figure("t");
            let looped = match place.end {
                Some(end) => matches!(strap.ends.get(end), Some(StrapEnd::Loop { .. })),
                None => strap.ends.iter().any(|end| matches!(end, StrapEnd::Loop { .. })),
            };
            (t * f64::from(strap.layers) * if looped { 2.0 } else { 1.0 }, right)
        }
        Thing::Part(_) => (0.0, right),
    };
    let origin = at + out * S::constant(floor + thick);
    Some(Stand { origin, right, up, out })
}
