//! The number a formula is evaluated over: a plain `f64`, or one that carries its exact gradient.

use core::fmt::Debug;
use core::ops::{Add, Div, Mul, Neg, Sub};

use nalgebra::Const;
use num_dual::{Derivative, DualSVec64};

/// A value with its exact partial derivatives by `N` parameters (forward mode, `num-dual`).
pub type Dual<const N: usize> = DualSVec64<N>;

/// A real number that drafting formulas are written over once.
///
/// Guarantees that every function of [`f64`] is computed by `libm`, so the same input gives the same bits on
/// every platform. Angles are radians. No function panics; an argument outside a domain gives NaN as `f64` does.
pub trait Scalar:
    Copy
    + Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// The constant `value`.
    fn constant(value: f64) -> Self;
    /// The plain value, derivatives dropped.
    fn value(&self) -> f64;
    /// A function of one variable: its value and its slope at the plain value.
    #[must_use]
    fn chain(self, value: f64, slope: f64) -> Self;

    /// Zero.
    fn zero() -> Self {
        Self::constant(0.0)
    }
    /// Multiplication by a constant.
    #[must_use]
    fn scale(self, factor: f64) -> Self {
        self * Self::constant(factor)
    }
    /// Addition of a constant.
    #[must_use]
    fn plus(self, offset: f64) -> Self {
        self + Self::constant(offset)
    }
    /// Square root.
    #[must_use]
    fn sqrt(self) -> Self {
        let root = self.value().sqrt();
        self.chain(root, 0.5 / root)
    }
    /// Sine.
    #[must_use]
    fn sin(self) -> Self {
        self.chain(libm::sin(self.value()), libm::cos(self.value()))
    }
    /// Cosine.
    #[must_use]
    fn cos(self) -> Self {
        self.chain(libm::cos(self.value()), -libm::sin(self.value()))
    }
    /// Tangent.
    #[must_use]
    fn tan(self) -> Self {
        let tangent = libm::tan(self.value());
        self.chain(tangent, 1.0 + tangent * tangent)
    }
    /// Inverse tangent.
    #[must_use]
    fn atan(self) -> Self {
        let x = self.value();
        self.chain(libm::atan(x), 1.0 / (1.0 + x * x))
    }
    /// Angle of the vector `(x, self)`, in −π..π.
    #[must_use]
    fn atan2(self, x: Self) -> Self {
        // d atan2(y, x) = (x dy − y dx) / (x² + y²), built from linear pieces with the plain values as factors.
        let (yv, xv) = (self.value(), x.value());
        let square = xv * xv + yv * yv;
        let slope = self.scale(xv / square) - x.scale(yv / square);
        slope - Self::constant(slope.value()) + Self::constant(libm::atan2(yv, xv))
    }
    /// Absolute value; the slope at zero is taken from the right.
    #[must_use]
    fn abs(self) -> Self {
        if self.value() < 0.0 { -self } else { self }
    }
    /// The smaller of two; of equals the first.
    #[must_use]
    fn min(self, other: Self) -> Self {
        if other.value() < self.value() { other } else { self }
    }
    /// The greater of two; of equals the first.
    #[must_use]
    fn max(self, other: Self) -> Self {
        if other.value() > self.value() { other } else { self }
    }
    /// The square.
    #[must_use]
    fn squared(self) -> Self {
        self * self
    }
}

impl Scalar for f64 {
    fn constant(value: f64) -> Self {
        value
    }
    fn value(&self) -> f64 {
        *self
    }
    fn chain(self, value: f64, _slope: f64) -> Self {
        value
    }
}

impl<const N: usize> Scalar for Dual<N> {
    fn constant(value: f64) -> Self {
        Self::from_re(value)
    }
    fn value(&self) -> f64 {
        self.re
    }
    fn chain(self, value: f64, slope: f64) -> Self {
        Self::new(value, self.eps * slope)
    }
    fn scale(self, factor: f64) -> Self {
        Self::new(self.re * factor, self.eps * factor)
    }
    fn plus(self, offset: f64) -> Self {
        Self::new(self.re + offset, self.eps)
    }
}

/// The variable number `index` of `N`, at `value`.
pub fn variable<const N: usize>(value: f64, index: usize) -> Dual<N> {
    Dual::new(value, Derivative::derivative_generic(Const::<N>, nalgebra::U1, index))
}

/// The partial derivatives of `dual`.
pub fn gradient<const N: usize>(dual: &Dual<N>) -> [f64; N] {
    let column = dual.eps.unwrap_generic(Const::<N>, nalgebra::U1);
    core::array::from_fn(|k| column[k])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each function against a central difference at a few places.
    #[test]
    fn derivatives_agree_with_differences() {
        type F = fn(Dual<2>, Dual<2>) -> Dual<2>;
        let cases: [(&str, F); 9] = [
            ("sqrt", |x, y| (x * y).sqrt()),
            ("sin", |x, y| (x * y).sin()),
            ("cos", |x, y| (x + y).cos()),
            ("tan", |x, y| (x.scale(0.3) * y).tan()),
            ("atan", |x, y| (x / y).atan()),
            ("atan2", |x, y| x.atan2(-y)),
            ("min", |x, y| x.squared().min(y)),
            ("max", |x, y| x.squared().max(y)),
            ("abs", |x, y| (x - y.plus(2.0)).abs()),
        ];
        for (name, f) in cases {
            for (x, y) in [(0.7, 1.3), (1.9, 0.4), (0.2, 2.2)] {
                let exact = gradient(&f(variable(x, 0), variable(y, 1)));
                let at = |x: f64, y: f64| f(Dual::constant(x), Dual::constant(y)).value();
                let h = 1e-6;
                let by_x = (at(x + h, y) - at(x - h, y)) / (2.0 * h);
                let by_y = (at(x, y + h) - at(x, y - h)) / (2.0 * h);
                approx::assert_relative_eq!(exact[0], by_x, epsilon = 1e-7, max_relative = 1e-7);
                approx::assert_relative_eq!(exact[1], by_y, epsilon = 1e-7, max_relative = 1e-7);
                assert!(exact.iter().any(|d| *d != 0.0), "{name} has no slope at {x}, {y}");
            }
        }
    }
}
