//! Points and vectors of bag space, mm.

use core::ops::{Add, Mul, Sub};

use crate::geom::Scalar;

/// A point or a displacement of bag space, mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vec3<S = f64> {
    /// To the bag's right.
    pub x: S,
    /// Up.
    pub y: S,
    /// Toward the viewer.
    pub z: S,
}

impl<S> Vec3<S> {
    /// The point `(x, y, z)`.
    pub const fn new(x: S, y: S, z: S) -> Self {
        Self { x, y, z }
    }
}

impl<S: Scalar> Vec3<S> {
    /// Inner product.
    pub fn dot(self, other: Self) -> S {
        self.x * other.x + self.y * other.y + self.z * other.z
    }
}

impl<S: Add<Output = S>> Add for Vec3<S> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl<S: Sub<Output = S>> Sub for Vec3<S> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl<S: Mul<Output = S> + Copy> Mul<S> for Vec3<S> {
    type Output = Self;
    fn mul(self, factor: S) -> Self {
        Self::new(self.x * factor, self.y * factor, self.z * factor)
    }
}
