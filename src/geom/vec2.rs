//! Points and vectors of the plane, in millimetres.

use core::ops::{Add, Mul, Neg, Sub};

use super::Scalar;

/// A point or a displacement, mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vec2<S = f64> {
    /// To the right.
    pub x: S,
    /// Up.
    pub y: S,
}

/// A place in the plane, mm.
pub type Point = Vec2<f64>;

impl<S> Vec2<S> {
    /// The point `(x, y)`.
    pub const fn new(x: S, y: S) -> Self {
        Self { x, y }
    }
}

impl<S: Scalar> Vec2<S> {
    /// The origin.
    pub fn zero() -> Self {
        Self::new(S::zero(), S::zero())
    }
    /// The unit vector at `angle` radians from the x axis.
    pub fn unit(angle: S) -> Self {
        Self::new(angle.cos(), angle.sin())
    }
    /// Inner product.
    pub fn dot(self, other: Self) -> S {
        self.x * other.x + self.y * other.y
    }
    /// Outer product: positive if `other` lies to the left of `self`.
    pub fn cross(self, other: Self) -> S {
        self.x * other.y - self.y * other.x
    }
    /// Length.
    pub fn norm(self) -> S {
        self.dot(self).sqrt()
    }
    /// The same direction, length one.
    #[must_use]
    pub fn normalized(self) -> Self {
        self * (S::constant(1.0) / self.norm())
    }
    /// Turned a quarter to the left: inward of a counter-clockwise outline.
    #[must_use]
    pub fn left(self) -> Self {
        Self::new(-self.y, self.x)
    }
    /// Turned by `angle` radians, counter-clockwise.
    #[must_use]
    pub fn turned(self, angle: S) -> Self {
        let (sin, cos) = (angle.sin(), angle.cos());
        Self::new(self.x * cos - self.y * sin, self.x * sin + self.y * cos)
    }
    /// Mirrored left to right.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self::new(-self.x, self.y)
    }
    /// The point at `share` of the way to `other`.
    #[must_use]
    pub fn lerp(self, other: Self, share: S) -> Self {
        self + (other - self) * share
    }
    /// The plain point, derivatives dropped.
    pub fn plain(self) -> Point {
        Point::new(self.x.value(), self.y.value())
    }
    /// A plain point as a constant of `S`.
    pub fn lift(point: Point) -> Self {
        Self::new(S::constant(point.x), S::constant(point.y))
    }
}

impl<S: Add<Output = S>> Add for Vec2<S> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl<S: Sub<Output = S>> Sub for Vec2<S> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl<S: Mul<Output = S> + Copy> Mul<S> for Vec2<S> {
    type Output = Self;
    fn mul(self, factor: S) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

impl<S: Neg<Output = S>> Neg for Vec2<S> {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.x, -self.y)
    }
}
