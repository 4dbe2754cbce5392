//! Bends: the folds between panels, and the flanges of a strip that make its flat width.

use core::f64::consts::PI;

use crate::geom::Scalar;
use crate::style::bound::Fold;

use super::{Frame, StitchLine, Structure};

/// A fold of one piece.
#[derive(Clone, Copy, Debug)]
pub struct FoldFrame<S> {
    /// Turning toward the flesh, radians.
    pub angle: S,
    /// Inside bend radius, mm.
    pub radius: S,
    /// What each panel is cut back by at the fold: (ri + t)·tan(½ min(θ, 90°)), mm.
    pub setback: S,
    /// Width of the bend zone between them: θ·(ri + K t), mm.
    pub allowance: S,
    /// The most that any layer is cut back by: a thick lining in a tight fold is cut back further than its shell, mm.
    pub trim: S,
}

/// A strip with flanges turned out, stitched raw to two panels; mm.
///
/// Across it: flange s + g, bend ½πρ, web, bend, flange; ρ = ri + K t, g = max(1 mm, t).
#[derive(Clone, Copy, Debug)]
pub struct StripFrame<S> {
    /// Length: that of the stitch line it follows.
    pub length: S,
    /// Inset of the row that sews side a: it measures the length.
    pub inset: S,
    /// Finished outside width.
    pub width: S,
    /// Width when cut.
    pub flat: S,
    /// From each edge (a, b) to the middle of the web's thickness on the finished bag: s + g + ρ.
    pub reach: [S; 2],
    /// From each edge to where its bend starts: s + g.
    pub flange: [S; 2],
    /// Width of one bend zone: ½πρ.
    pub bend: S,
    /// Flat width of the web between the bends.
    pub web: S,
}

impl<S: Scalar> StripFrame<S> {
    pub(super) fn empty() -> Self {
        let zero = S::zero();
        Self {
            length: zero,
            inset: zero,
            width: zero,
            flat: zero,
            reach: [zero; 2],
            flange: [zero; 2],
            bend: zero,
            web: zero,
        }
    }
}

pub(super) fn fold<S: Scalar>(structure: &Structure, values: &[S], fold: &Fold) -> FoldFrame<S> {
    let leather = structure.panel_leather(fold.join[0].0);
    let (t, k) = (leather.figure("t"), leather.figure("k"));
    let value = |id: usize| values[id];
    let degrees = fold.angle.eval(&value);
    let angle = degrees.scale(PI / 180.0);
    let own = S::constant(leather.figure("bend") * t);
    let radius = fold.radius.as_ref().map_or(own, |radius| radius.eval(&value));
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

pub(super) fn strip<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    index: usize,
) -> StripFrame<S> {
    let strip = &structure.bound.strips[index];
    let leather = structure.strip_leather(index);
    let (t, k) = (leather.figure("t"), leather.figure("k"));
    let own_lining =
        structure.strip_lining[index].map_or(0.0, |lining| structure.lining_thickness(lining));
    let value = |id: usize| frame.values[id];
    let width = strip.width.eval(&value);
    let rows = [strip.row_a, strip.row_b].map(|row| structure.bound.rows[row].inset);
    let insets = rows.map(|leaf| frame.values[leaf]);
    let guard = t.max(1.0);
    let rho = leather.figure("bend") * t + k * t;
    let flange = insets.map(|inset| inset.plus(guard));
    let bend = 0.5 * PI * rho;
    // Between the flanges' flesh sides lies the depth less what covers them: panel, its lining, the strip's own lining.
    let covers: f64 = [strip.along.0, strip.to.0]
        .iter()
        .map(|panel| structure.panel_stack(*panel) + own_lining)
        .sum();
    let web = width.plus(-covers - t - 2.0 * rho);
    let flat = flange[0] + flange[1] + web.plus(2.0 * bend);
    let line = StitchLine::of(&frame.panels[strip.along.0], &strip.along.1, insets[0]);
    StripFrame {
        length: line.length,
        inset: insets[0],
        width,
        flat,
        reach: flange.map(|flange| flange.plus(rho)),
        flange,
        bend: S::constant(bend),
        web,
    }
}
