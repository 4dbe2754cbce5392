//! Points and vectors of bag space, mm.

use core::ops::{Add, Mul, Neg, Sub};

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
    /// Outer product, right-handed: x × y is z.
    #[must_use]
    pub fn cross(self, other: Self) -> Self {
        Self::new(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }
    /// Length.
    pub fn norm(self) -> S {
        self.dot(self).sqrt()
    }
    /// The origin.
    pub fn zero() -> Self {
        Self::new(S::zero(), S::zero(), S::zero())
    }
    /// The plain point, derivatives dropped.
    pub fn plain(self) -> Vec3 {
        Vec3::new(self.x.value(), self.y.value(), self.z.value())
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

impl<S: Neg<Output = S>> Neg for Vec3<S> {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.x, -self.y, -self.z)
    }
}
