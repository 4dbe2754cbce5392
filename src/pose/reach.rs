//! Which panel hangs on which: from the one that stands, over the most trusted joints first.

use core::f64::consts::PI;

use crate::frame::{Frame, Structure};
use crate::geom::{Scalar, Vec2};
use crate::style::bound::{Facing, Panel, Shape, Thing};

use super::crease::{Creases, bounds};
use super::link::{Joint, Link, is_through};
use super::stand::Hinge;
use super::{Stand, Vec3, finished, walk};

/// How a panel came to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The panel it hangs on, and by what; nothing for a panel that stands of itself.
    pub from: Option<(usize, Joint)>,
    /// Panels of one body stand rigidly to each other: the number of its first panel. Beyond pleats, and where sides are
    /// sewn face to face, another body begins.
    pub body: usize,
}

/// The panels as they stand.
#[derive(Clone, Debug)]
pub(super) struct Tree<S> {
    pub(super) stands: Vec<Option<Stand<S>>>,
    pub(super) creases: Vec<Creases<S>>,
    pub(super) reached: Vec<Option<Reach>>,
    /// For every link whether a panel was reached by it.
    pub(super) used: Vec<bool>,
}

impl<S: Scalar> Tree<S> {
    /// How the facet of a panel stands that holds a drawn point.
    pub(super) fn facet(&self, panel: usize, p: Vec2<S>) -> Option<Stand<S>> {
        facet(&self.stands, &self.creases, panel, p)
    }
    /// How the other panel of a link stands, hung on one of the two, 0 or 1.
    pub(super) fn hung(
        &self,
        structure: &Structure,
        frame: &Frame<S>,
        link: &Link,
        from: usize,
    ) -> Option<Stand<S>> {
        let bound = &structure.bound;
        let spots = link.spots(bound, frame, 0.5)?;
        let (near, far) = if from == 0 { (spots[0], spots[1]) } else { (spots[1], spots[0]) };
        let facet = self.facet(near.panel, near.point)?;
        let hinge = link.beyond(bound, frame, from, &Hinge::of(&facet, &near))?;
        let hung = hinge.hang(&far, is_through(bound, far.panel));
        let creases = self.creases.get(far.panel)?;
        let plane = creases.is_empty();
        Some(if plane { hung } else { hung.of(&creases.facet(far.point).undone()) })
    }
}

pub(super) fn facet<S: Scalar>(
    stands: &[Option<Stand<S>>],
    creases: &[Creases<S>],
    panel: usize,
    p: Vec2<S>,
) -> Option<Stand<S>> {
    let stand = (*stands.get(panel)?)?;
    let creases = creases.get(panel)?;
    Some(if creases.is_empty() { stand } else { stand.of(&creases.facet(p)) })
}

/// Stands every panel that a joint reaches. Which joints are used depends on the structure only.
pub(super) fn tree<S: Scalar>(structure: &Structure, frame: &Frame<S>, links: &[Link]) -> Tree<S> {
    let bound = &structure.bound;
    let count = bound.panels.len();
    let mut tree = Tree {
        stands: vec![None; count],
        creases: (0..count).map(|panel| Creases::of(structure, frame, panel)).collect(),
        reached: vec![None; count],
        used: vec![false; links.len()],
    };
    let drawn = |panel: &Panel| matches!(panel.shape, Shape::Drawn { .. });
    let placed = |panel: usize| bound.places.iter().any(|place| place.thing == Thing::Panel(panel));
    let first = bound
        .panels
        .iter()
        .position(|panel| panel.stand.is_some())
        .or_else(|| (0..count).find(|panel| drawn(&bound.panels[*panel]) && !placed(*panel)))
        .unwrap_or(0);
    let others = (0..count).filter(|panel| *panel != first && bound.panels[*panel].stand.is_some());
    for root in core::iter::once(first).chain(others) {
        let Some(panel) = bound.panels.get(root) else { continue };
        if tree.reached[root].is_none() {
            tree.stands[root] = Some(standing(structure, frame, root, panel));
            tree.reached[root] = Some(Reach { from: None, body: root });
            grow(structure, frame, links, &mut tree);
        }
    }
    tree
}

fn grow<S: Scalar>(structure: &Structure, frame: &Frame<S>, links: &[Link], tree: &mut Tree<S>) {
    // Every round takes one link, so that there are no more rounds than links.
    for _ in 0..links.len() {
        let ready = links.iter().enumerate().find_map(|(index, link)| {
            let [a, b] = link.panels.map(|panel| tree.reached.get(panel).copied().flatten());
            match (a, b) {
                (Some(near), None) if !tree.used[index] => Some((index, link, 0, near)),
                (None, Some(near)) if !tree.used[index] => Some((index, link, 1, near)),
                _ => None,
            }
        });
        let Some((index, link, from, near)) = ready else { return };
        tree.used[index] = true;
        let [near_panel, far] =
            if from == 0 { link.panels } else { [link.panels[1], link.panels[0]] };
        let Some(stand) = tree.hung(structure, frame, link, from) else { continue };
        let body = if link.trust.is_rigid() { near.body } else { far };
        if let (Some(place), Some(reach)) = (tree.stands.get_mut(far), tree.reached.get_mut(far)) {
            *place = Some(stand);
            *reach = Some(Reach { from: Some((near_panel, link.joint())), body });
        }
    }
}

/// How a panel stands of itself: the front at half the depth before the middle, the back behind it, the base on the
/// ground; heights as drawn.
fn standing<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    index: usize,
    panel: &Panel,
) -> Stand<S> {
    let (zero, one) = (S::zero(), S::constant(1.0));
    let half = finished(structure, frame, "depth").map_or(zero, |depth| depth.scale(0.5));
    let facing = match (panel.stand, panel.through) {
        (Some(stand), _) => stand.facing,
        (None, true) => Facing::Back,
        (None, false) => Facing::Front,
    };
    let upright = Vec3::new(zero, one, zero);
    let (origin, up, out) = match facing {
        Facing::Front => (Vec3::new(zero, zero, half), upright, Vec3::new(zero, zero, one)),
        Facing::Back => (Vec3::new(zero, zero, -half), upright, Vec3::new(zero, zero, -one)),
        Facing::Base => {
            // Its x lies to the right: seen from below its y is to the front, drawn from above to the back.
            let ahead = if panel.through { -one } else { one };
            (Vec3::zero(), Vec3::new(zero, zero, ahead), Vec3::new(zero, -one, zero))
        }
    };
    let lean = panel.stand.and_then(|stand| stand.angle);
    let lean = lean.and_then(|leaf| frame.values.get(leaf).copied());
    let (up, out) = lean.map_or((up, out), |degrees| {
        let angle = degrees.scale(PI / 180.0);
        let (sin, cos) = (angle.sin(), angle.cos());
        (up * cos - out * sin, out * cos + up * sin)
    });
    let right = up.cross(out);
    let right = if panel.through { -right } else { right };
    let stand = Stand { origin, right, up, out };
    let middle = match facing {
        Facing::Base => walk::outline(frame, index).and_then(bounds),
        Facing::Front | Facing::Back => None,
    };
    middle.map_or(stand, |[lo, hi]| {
        let middle = lo.lerp(hi, S::constant(0.5));
        Stand { origin: origin - stand.direction(middle), ..stand }
    })
}
