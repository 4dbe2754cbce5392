//! Stub: to be replaced.
use super::{Scalar, Segment, Vec2};
/// Where two carriers meet.
#[derive(Clone, Copy, Debug)]
pub struct Meeting<S> {
    /// The point.
    pub point: Vec2<S>,
}
/// Where two carriers meet, nearest to `near`.
pub fn meet<S: Scalar>(first: &Segment<S>, second: &Segment<S>, near: Vec2<S>) -> Meeting<S> {
    let (u, v) = (first.b - first.a, second.b - second.a);
    let cross = u.cross(v);
    if cross.value().abs() < 1e-12 {
        return Meeting { point: near };
    }
    Meeting { point: first.a + u * ((second.a - first.a).cross(v) / cross) }
}
/// A rounding.
#[derive(Clone, Copy, Debug)]
pub struct Fillet<S> {
    /// The arc.
    pub arc: Segment<S>,
    /// Share of the first.
    pub cut_first: S,
    /// Share of the second.
    pub cut_second: S,
}
/// Rounds a corner.
pub fn fillet<S: Scalar>(first: &Segment<S>, second: &Segment<S>, _radius: S) -> Fillet<S> {
    Fillet { arc: Segment::line(first.b, second.a), cut_first: S::constant(1.0), cut_second: S::zero() }
}
