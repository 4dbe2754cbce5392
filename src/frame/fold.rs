//! Bends between panels of one piece.

use core::f64::consts::PI;

use crate::geom::Scalar;
use crate::style::bound::Fold;

use super::Structure;

/// A fold of one piece.
#[derive(Clone, Copy, Debug)]
pub struct FoldFrame<S> {
    /// Turning toward the flesh, radians.
    pub angle: S,
    /// Inside bend radius, mm.
    pub radius: S,
    /// What each panel is cut back by at the fold: (ri + t)·tan(½ min(θ, 90°)), mm; nothing where it is soft.
    pub setback: S,
    /// Width of the bend zone between them: θ·(ri + K t), mm; nothing where it is soft.
    pub allowance: S,
    /// The most that any layer is cut back by: a thick lining in a tight fold is cut back further than its shell, mm.
    pub trim: S,
}

pub(super) fn fold<S: Scalar>(structure: &Structure, values: &[S], fold: &Fold) -> FoldFrame<S> {
    let leather = structure.panel_leather(fold.join[0].0);
    let (t, k) = (leather.figure("t"), leather.figure("k"));
    let value = |id: usize| values[id];
    let degrees = fold.angle.eval(&value);
    let angle = degrees.scale(PI / 180.0);
    let own = S::constant(leather.figure("bend") * t);
    let radius = fold.radius.as_ref().map_or(own, |radius| radius.eval(&value));
    let zero = S::zero();
    if fold.soft {
        // No crease: what is seen outside is what is cut, so that the bend takes nothing and adds nothing.
        return FoldFrame { angle, radius, setback: zero, allowance: zero, trim: zero };
    }
    // Toward the flesh outside sizes meet in the outer corner; toward the grain inside sizes do.
    let corner = if degrees.value() < 0.0 { radius } else { radius.plus(t) };
    let half = angle.abs().min(S::constant(0.5 * PI)).scale(0.5);
    let lining = structure.panel_lining[fold.join[0].0]
        .map_or(0.0, |lining| structure.lining_thickness(lining));
    let deepest = corner.max((radius.plus(-lining)).max(S::zero()).plus(t + lining));
    FoldFrame {
        angle,
        radius,
        setback: corner * half.tan(),
        allowance: angle.abs() * radius.plus(k * t),
        trim: deepest * half.tan(),
    }
}
