//! Rigid folding of the bag: where panels stand, where the halves of a closure meet, what is inside.
//!
//! Bag space: x to the bag's right as seen from its front, y up, z toward the viewer; mm. Panels stand with their
//! outside (grain) faces where their drawing says, so that outside corners meet sharply at the folds.

mod vec3;

pub use vec3::Vec3;

use crate::frame::{Frame, PanelFrame, Structure, at, point_on};
use crate::geom::{Scalar, Vec2};
use crate::style::bound::{Chain, Row};

/// A panel standing in bag space: a drawn point (x, y) is at origin + x·right + y·up.
#[derive(Clone, Copy, Debug)]
pub struct Stand<S> {
    /// Where the drawing's (0, 0) stands.
    pub origin: Vec3<S>,
    /// The drawing's x direction, unit.
    pub right: Vec3<S>,
    /// The drawing's y direction, unit.
    pub up: Vec3<S>,
    /// Away from the bag, on the grain side, unit.
    pub out: Vec3<S>,
}

impl<S: Scalar> Stand<S> {
    /// Where a drawn point stands.
    pub fn point(&self, p: Vec2<S>) -> Vec3<S> {
        self.origin + self.direction(p)
    }
    /// Where a drawn direction points.
    pub fn direction(&self, v: Vec2<S>) -> Vec3<S> {
        self.right * v.x + self.up * v.y
    }
    /// The drawn point straight below or above a place of the bag.
    pub fn project(&self, p: Vec3<S>) -> Vec2<S> {
        let from = p - self.origin;
        Vec2::new(from.dot(self.right), from.dot(self.up))
    }
}

/// The folded bag.
#[derive(Clone, Debug)]
pub struct Pose<S> {
    /// Where each panel stands; nothing for panels that no fold, strip or place reaches.
    pub stands: Vec<Option<Stand<S>>>,
    /// For each part in two halves the place of a and of b, on their panels as drawn.
    pub halves: Vec<[Vec2<S>; 2]>,
    /// For each part whose b has a place of its own, how far a lands from it.
    pub misses: Vec<Option<S>>,
    /// Clear width, height and depth inside, for bags with a gusset.
    pub inside: Option<[S; 3]>,
}

/// Folds the bag.
pub fn pose<S: Scalar>(structure: &Structure, frame: &Frame<S>) -> Pose<S> {
    let stands = stands(structure, frame);
    let mut halves = Vec::new();
    let mut misses = Vec::new();
    for part in &structure.bound.halves {
        let a = at(&frame.panels[part.a.0], &frame.values, &part.a.1);
        let own = part.b.1.as_ref().map(|place| at(&frame.panels[part.b.0], &frame.values, place));
        let landing = match (&stands[part.a.0], &stands[part.b.0]) {
            (Some(from), Some(to)) => Some(to.project(from.point(a))),
            _ => None,
        };
        misses.push(own.zip(landing).map(|(own, landing)| (own - landing).norm()));
        let nowhere = Vec2::lift(crate::geom::Point::new(f64::NAN, f64::NAN));
        halves.push([a, own.or(landing).unwrap_or(nowhere)]);
    }
    let inside = inside(structure, frame);
    Pose { stands, halves, misses, inside }
}

/// Breadth first from the panel that stands: across folds by their angle, across strips by their width.
fn stands<S: Scalar>(structure: &Structure, frame: &Frame<S>) -> Vec<Option<Stand<S>>> {
    let bound = &structure.bound;
    let mut stands: Vec<Option<Stand<S>>> = vec![None; bound.panels.len()];
    let root = bound.panels.iter().position(|panel| panel.stands).unwrap_or(0);
    let (one, zero) = (S::constant(1.0), S::zero());
    if let Some(first) = stands.get_mut(root) {
        let sign = if bound.panels[root].through { S::constant(-1.0) } else { one };
        *first = Some(Stand {
            origin: Vec3::new(zero, zero, zero),
            right: Vec3::new(one, zero, zero),
            up: Vec3::new(zero, one, zero),
            out: Vec3::new(zero, zero, sign),
        });
    }
    // Every round reaches at least one more panel or ends.
    for _ in 0..bound.panels.len() {
        let mut reached = false;
        for (fold, numbers) in bound.folds.iter().zip(&frame.folds) {
            for (near, far) in [(0, 1), (1, 0)] {
                let ((from, edge), (to, other)) = (fold.join[near], fold.join[far]);
                if let (Some(stand), None) = (stands[from], stands[to]) {
                    let through = bound.panels[to].through;
                    stands[to] = Some(across_fold(
                        &stand,
                        &frame.panels[from],
                        edge,
                        &frame.panels[to],
                        other,
                        numbers.angle,
                        through == bound.panels[from].through,
                    ));
                    reached = true;
                }
            }
        }
        for (strip, numbers) in bound.strips.iter().zip(&frame.strips) {
            let (from, to) = (strip.along.0, strip.to.0);
            if let (Some(stand), None) = (stands[from], stands[to]) {
                let row_b = &bound.rows[strip.row_b];
                let at_a = anchor_of(frame, &strip.along, anchor_on_strip(row_b));
                let at_b = anchor_of(frame, &strip.to, anchor_on_panel(row_b, to));
                stands[to] = Some(across_strip(&stand, at_a, at_b, numbers.width));
                reached = true;
            }
        }
        if !reached {
            break;
        }
    }
    stands
}

/// The point of a row's anchor on the strip, and on the panel, as edge and share.
fn anchor_on_strip(row: &Row) -> Option<(usize, f64)> {
    let side = row.sides.iter().position(|side| matches!(side, Chain::Strip { .. }))?;
    row.anchor.get(side).map(|point| (point.edge, point.share))
}

fn anchor_on_panel(row: &Row, panel: usize) -> Option<(usize, f64)> {
    let side = row
        .sides
        .iter()
        .position(|side| matches!(side, Chain::Panel { panel: on, .. } if *on == panel))?;
    row.anchor.get(side).map(|point| (point.edge, point.share))
}

/// The anchor on a walk, and the inward normal there; its middle where nothing is said.
fn anchor_of<S: Scalar>(
    frame: &Frame<S>,
    (panel, edges): &(usize, Vec<usize>),
    anchor: Option<(usize, f64)>,
) -> (Vec2<S>, Vec2<S>) {
    let panel: &PanelFrame<S> = &frame.panels[*panel];
    match anchor {
        Some((edge, share)) => point_on(panel, &[edge], S::constant(share), S::zero()),
        None => point_on(panel, edges, S::constant(0.5), S::zero()),
    }
}

/// The panel beyond a fold: its edge on the other's, turned toward the flesh by the fold's angle.
fn across_fold<S: Scalar>(
    stand: &Stand<S>,
    panel: &PanelFrame<S>,
    edge: usize,
    beyond: &PanelFrame<S>,
    other: usize,
    angle: S,
    same_view: bool,
) -> Stand<S> {
    // The outside edge runs between the sharp corners; both edges are straight lines.
    let (a, b) = (panel.corner_before(edge).point, panel.corners[edge].point);
    let away = stand.direction((b - a).normalized().left() * S::constant(-1.0));
    let (sin, cos) = (angle.sin(), angle.cos());
    let inward = away * cos - stand.out * sin;
    let out = stand.out * cos + away * sin;
    // Drawn from the same side, the other outline runs along the shared edge the other way.
    let (start, along) = if same_view { (b, a - b) } else { (a, b - a) };
    let along = stand.direction(along.normalized());
    let (oa, ob) = (beyond.corner_before(other).point, beyond.corners[other].point);
    let drawn = (ob - oa).normalized();
    let left = drawn.left();
    // right and up are where (1, 0) and (0, 1) go when `drawn` goes to `along` and its left to `inward`.
    let right = along * drawn.x + inward * left.x;
    let up = along * drawn.y + inward * left.y;
    let origin = stand.point(start) - (right * oa.x + up * oa.y);
    Stand { origin, right, up, out }
}

/// The panel beyond a strip: parallel, as far as the strip is wide, anchor under anchor, edge direction kept.
fn across_strip<S: Scalar>(
    stand: &Stand<S>,
    (from, inward): (Vec2<S>, Vec2<S>),
    (to, other): (Vec2<S>, Vec2<S>),
    width: S,
) -> Stand<S> {
    let in3 = stand.direction(inward);
    let along3 = stand.direction(-inward.left());
    let along = -other.left();
    // Both drawings show the bag from its front, so that the same turn takes one to the other.
    let right = along3 * along.x + in3 * other.x;
    let up = along3 * along.y + in3 * other.y;
    let place = stand.point(from) - stand.out * width;
    Stand {
        origin: place - (right * to.x + up * to.y),
        right,
        up,
        out: stand.out * S::constant(-1.0),
    }
}

/// Clear inside of a bag with a gusset turned out: depth less both stacks, width less both flanges and webs, height
/// less the base's and, where something folds over the top, its leather.
fn inside<S: Scalar>(structure: &Structure, frame: &Frame<S>) -> Option<[S; 3]> {
    let bound = &structure.bound;
    let strip = bound.strips.first()?;
    let numbers = frame.strips.first()?;
    let finished = |name: &str| {
        bound.finished.iter().find(|(known, _)| known == name).map(|(_, leaf)| frame.values[*leaf])
    };
    let t = structure.strip_leather(0).figure("t");
    let lining = structure.strip_lining[0].map_or(0.0, |lining| structure.lining_thickness(lining));
    let wall = numbers.reach[0].plus(0.5 * t + lining);
    let depth = numbers
        .width
        .plus(-structure.panel_stack(strip.along.0) - structure.panel_stack(strip.to.0));
    // The base line runs between the sharp corners of the panel that stands on it.
    let corners = frame.panels[strip.along.0].corners.iter().map(|corner| corner.point.x);
    let (left, right) = corners.fold((None, None), |(l, r): (Option<S>, Option<S>), x| {
        (Some(l.map_or(x, |l| l.min(x))), Some(r.map_or(x, |r| r.max(x))))
    });
    let width = right? - left? - wall.scale(2.0);
    let covered =
        bound.folds.iter().any(|fold| fold.join.iter().any(|(panel, _)| *panel == strip.to.0));
    let top = if covered { structure.panel_stack(strip.to.0) } else { 0.0 };
    let height = finished("height")? - wall.plus(top);
    Some([width, height, depth])
}
