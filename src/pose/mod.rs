//! Rigid folding of the bag: where panels stand, whether it closes, where closures meet, its size, what is inside.
//!
//! Bag space: x to the bag's right as seen from its front, y up, z toward the viewer, origin at the middle of the base;
//! mm. Panels stand with their outside (grain) faces where their outside lines say, so that outside corners meet sharply
//! at folds. Which joint reaches which panel depends on the structure only, so that every list here is as long and in
//! the same order for all numbers.

mod closing;
mod crease;
mod fold;
mod halves;
mod inside;
mod link;
mod place;
mod reach;
mod seam;
mod size;
mod stand;
mod strip;
mod vec3;
mod walk;
mod wall;

#[cfg(test)]
mod tests;

pub use closing::{Loop, Twist};
pub use crease::Creases;
pub use link::Joint;
pub use reach::Reach;
pub use stand::Stand;
pub use vec3::Vec3;
pub use wall::{Ring, Wall, wall_volume};

use crate::frame::{Frame, Structure};
use crate::geom::{Scalar, Vec2};
use crate::style::bound::Shape;

/// The folded bag.
#[derive(Clone, Debug)]
pub struct Pose<S> {
    /// Where each panel stands; nothing for panels that no fold, strip, seam or place reaches, and for parts of strips.
    /// Of a panel with bends this is its middle facet: see [`Pose::facet`].
    pub stands: Vec<Option<Stand<S>>>,
    /// The bends of each panel.
    pub creases: Vec<Creases<S>>,
    /// How each panel came to stand.
    pub reached: Vec<Option<Reach>>,
    /// Drawn panels that nothing reaches: they need a `stand`.
    pub adrift: Vec<usize>,
    /// Strips as they stand round the panel they follow.
    pub walls: Vec<Option<Wall<S>>>,
    /// How each placed copy stands: of a strap x runs along it, of a part nothing but its place and outside is meant.
    pub places: Vec<Option<Stand<S>>>,
    /// Joints that close a ring.
    pub loops: Vec<Loop<S>>,
    /// Seams and strips of which both sides stand.
    pub twists: Vec<Twist<S>>,
    /// For each part in two halves the place of a and of b, on their panels as drawn.
    pub halves: Vec<[Vec2<S>; 2]>,
    /// For each part whose b has a place of its own, how far a lands from it.
    pub misses: Vec<Option<S>>,
    /// Clear width, height and depth inside.
    pub inside: Option<[S; 3]>,
    /// Width, height and depth over the standing body, without flaps, placed things and pipes.
    pub size: Option<[S; 3]>,
}

/// Something that is wrong with how the bag folds.
#[derive(Clone, Debug, PartialEq)]
pub enum PoseFinding {
    /// `pose-open`: a joint's panels stand apart.
    Open {
        /// Which of [`Pose::loops`].
        index: usize,
        /// The ways over which both panels were reached, from the panel that stands.
        paths: [Vec<usize>; 2],
        /// How far apart, mm.
        gap: f64,
    },
    /// `seam-twisted`: the sides of a seam or strip run against each other.
    Twisted {
        /// Which of [`Pose::twists`].
        index: usize,
    },
    /// A drawn panel that nothing reaches.
    Adrift {
        /// Which panel.
        panel: usize,
    },
}

impl<S: Scalar> Pose<S> {
    /// How the facet of a panel stands that holds a drawn point.
    pub fn facet(&self, panel: usize, p: Vec2<S>) -> Option<Stand<S>> {
        reach::facet(&self.stands, &self.creases, panel, p)
    }
    /// Where a drawn point of a panel stands.
    pub fn point(&self, panel: usize, p: Vec2<S>) -> Option<Vec3<S>> {
        Some(self.facet(panel, p)?.point(p))
    }
    /// The panels over which a panel was reached: from one that stands of itself to it.
    pub fn path(&self, panel: usize) -> Vec<usize> {
        let mut path = vec![panel];
        let mut at = panel;
        // No way is longer than there are panels.
        for _ in 0..self.reached.len() {
            let before = self.reached.get(at).copied().flatten().and_then(|reach| reach.from);
            let Some((before, _)) = before else { break };
            path.push(before);
            at = before;
        }
        path.reverse();
        path
    }
    /// What is wrong at these numbers.
    pub fn findings(&self) -> Vec<PoseFinding> {
        let open = self.loops.iter().enumerate().filter_map(|(index, ring)| {
            let closed = ring.gap.value() <= ring.allowed.value();
            let paths = || ring.panels.map(|panel| self.path(panel));
            (!closed).then(|| PoseFinding::Open { index, paths: paths(), gap: ring.gap.value() })
        });
        let twisted = self.twists.iter().enumerate().filter_map(|(index, twist)| {
            (twist.along.value() < Twist::<S>::LEAST).then_some(PoseFinding::Twisted { index })
        });
        let adrift = self.adrift.iter().map(|panel| PoseFinding::Adrift { panel: *panel });
        open.chain(twisted).chain(adrift).collect()
    }
}

/// Folds the bag.
pub fn pose<S: Scalar>(structure: &Structure, frame: &Frame<S>) -> Pose<S> {
    let links = link::links(&structure.bound);
    let mut tree = reach::tree(structure, frame, &links);
    let loops = closing::loops(structure, frame, &links, &tree);
    let twists = closing::twists(structure, frame, &tree);
    let walls = wall::walls(structure, frame, &tree);
    let places = place::places(structure, frame, &mut tree);
    let meetings = halves::meetings(structure, frame, &tree);
    let size = size::size(structure, frame, &tree, &walls);
    let drawn = |panel: usize| {
        let shape = structure.bound.panels.get(panel).map(|panel| &panel.shape);
        matches!(shape, Some(Shape::Drawn { .. }))
    };
    let adrift = (0..tree.stands.len())
        .filter(|panel| drawn(*panel) && tree.stands.get(*panel).is_some_and(Option::is_none))
        .collect();
    Pose {
        adrift,
        stands: tree.stands,
        creases: tree.creases,
        reached: tree.reached,
        walls,
        places,
        loops,
        twists,
        halves: meetings.halves,
        misses: meetings.misses,
        inside: inside::inside(structure, frame),
        size,
    }
}

/// What a calliper reads, if the style says it.
fn finished<S: Scalar>(structure: &Structure, frame: &Frame<S>, name: &str) -> Option<S> {
    let leaf = structure.bound.finished.iter().find(|(known, _)| known == name)?.1;
    frame.values.get(leaf).copied()
}
