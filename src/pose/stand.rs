//! Where a flat region stands: a rigid placing of its drawing in bag space, and how one is hung to the edge of another.

use crate::geom::{Scalar, Vec2};

use super::Vec3;

/// A panel standing in bag space: a drawn point (x, y) is at origin + x·right + y·up; mm.
///
/// Seen from the grain, a drawing has its x to the right of its y: right × up = out. A drawing seen through the bag is
/// the other hand: right × up = −out.
#[derive(Clone, Copy, Debug)]
pub struct Stand<S = f64> {
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
    /// The same, moved along its outside normal, mm.
    #[must_use]
    pub fn raised(&self, by: S) -> Self {
        Self { origin: self.origin + self.out * by, ..*self }
    }

    /// Flat on its own drawing: bag space is the drawing, out its third direction.
    pub(super) fn flat() -> Self {
        let (zero, one) = (S::zero(), S::constant(1.0));
        Self {
            origin: Vec3::zero(),
            right: Vec3::new(one, zero, zero),
            up: Vec3::new(zero, one, zero),
            out: Vec3::new(zero, zero, one),
        }
    }
    fn turn(&self, v: Vec3<S>) -> Vec3<S> {
        self.right * v.x + self.up * v.y + self.out * v.z
    }
    /// What stands so in this drawing (its third direction is out) stands in bag space.
    #[must_use]
    pub(super) fn of(&self, inner: &Self) -> Self {
        Self {
            origin: self.origin + self.turn(inner.origin),
            right: self.turn(inner.right),
            up: self.turn(inner.up),
            out: self.turn(inner.out),
        }
    }
    /// The placing that takes this one back.
    #[must_use]
    pub(super) fn undone(&self) -> Self {
        let (r, u, o) = (self.right, self.up, self.out);
        let back = Self {
            origin: Vec3::zero(),
            right: Vec3::new(r.x, u.x, o.x),
            up: Vec3::new(r.y, u.y, o.y),
            out: Vec3::new(r.z, u.z, o.z),
        };
        Self { origin: -back.turn(self.origin), ..back }
    }
}

/// A place on an outline as drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<S> {
    pub(super) panel: usize,
    pub(super) point: Vec2<S>,
    /// Counter-clockwise along the outline, unit.
    pub(super) tangent: Vec2<S>,
}

/// A place in bag space where an outline can be hung: on an edge, into the region, away from the bag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hinge<S> {
    pub(super) at: Vec3<S>,
    /// From the edge into its region, unit.
    pub(super) inward: Vec3<S>,
    /// The region's outside, unit.
    pub(super) out: Vec3<S>,
}

impl<S: Scalar> Hinge<S> {
    /// A spot of a region that stands.
    pub(super) fn of(stand: &Stand<S>, spot: &Spot<S>) -> Self {
        Self {
            at: stand.point(spot.point),
            inward: stand.direction(spot.tangent.left()),
            out: stand.out,
        }
    }
    /// The region beyond the edge where the surface turns toward the flesh by `angle`, radians: 0 goes on flat, π comes
    /// back.
    pub(super) fn turned(&self, angle: S) -> Self {
        let (sin, cos) = (angle.sin(), angle.cos());
        Self {
            at: self.at,
            inward: self.out * -sin - self.inward * cos,
            out: self.out * cos - self.inward * sin,
        }
    }
    /// The region that faces this one, flesh to flesh, so far behind it, mm, and its edge outward by `flare`.
    pub(super) fn facing(&self, width: S, flare: S) -> Self {
        Self {
            at: self.at - self.out * width - self.inward * flare,
            inward: self.inward,
            out: -self.out,
        }
    }
    /// How a drawing stands that hangs here by a spot of it. `through`: it is drawn as seen through the bag.
    pub(super) fn hang(&self, spot: &Spot<S>, through: bool) -> Stand<S> {
        let tangent = self.inward.cross(self.out);
        let tangent = if through { -tangent } else { tangent };
        let (drawn, left) = (spot.tangent, spot.tangent.left());
        // right and up are where (1, 0) and (0, 1) go when the drawn tangent goes to `tangent` and its left to `inward`.
        let right = tangent * drawn.x + self.inward * left.x;
        let up = tangent * drawn.y + self.inward * left.y;
        let origin = self.at - (right * spot.point.x + up * spot.point.y);
        Stand { origin, right, up, out: self.out }
    }
}
