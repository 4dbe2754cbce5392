//! Stub.
use crate::geom::{Scalar, Vec2};
/// The folded bag.
#[derive(Clone, Debug)]
pub struct Pose<S> {
    /// For each part in two halves the place of a and of b, on their panels as drawn.
    pub halves: Vec<[Vec2<S>; 2]>,
}
/// Stub.
pub fn pose<S: Scalar>(_structure: &crate::frame::Structure, _frame: &crate::frame::Frame<S>) -> Pose<S> {
    Pose { halves: Vec::new() }
}
