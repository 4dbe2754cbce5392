//! Zippers let in: the opening in a panel, or the gap between its two halves.

use crate::geom::{Scalar, Vec2};

use super::{Frame, Structure};

/// A zipper let into a panel.
#[derive(Clone, Copy, Debug)]
pub struct WindowFrame<S> {
    /// Lower left corner of the opening, on the panel.
    pub from: Vec2<S>,
    /// Upper right corner.
    pub to: Vec2<S>,
    /// Turned over at the long edges of the opening, mm.
    pub add: S,
}

impl<S: Scalar> WindowFrame<S> {
    /// Length of the opening.
    pub fn length(&self) -> S {
        self.to.x - self.from.x
    }
    /// Width of the opening: the teeth and room on both sides.
    pub fn width(&self) -> S {
        self.to.y - self.from.y
    }
}

pub(super) fn window<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    index: usize,
) -> WindowFrame<S> {
    let window = &structure.bound.windows[index];
    let panel = &frame.panels[window.panel];
    let value = |leaf: Option<usize>| leaf.map_or_else(S::zero, |leaf| frame.values[leaf]);
    // The long way of a strip's part lies along x.
    let corners = || panel.corners.iter().map(|corner| corner.point);
    let least = |pick: fn(Vec2<S>) -> S| corners().map(pick).reduce(Scalar::min);
    let most = |pick: fn(Vec2<S>) -> S| corners().map(pick).reduce(Scalar::max);
    let zero = S::zero();
    let (x0, x1) = (least(|p| p.x).unwrap_or(zero), most(|p| p.x).unwrap_or(zero));
    let (y0, y1) = (least(|p| p.y).unwrap_or(zero), most(|p| p.y).unwrap_or(zero));
    let chain = structure.entries[window.part].figure("chain");
    let clear = structure.entries[window.part].figure("clear");
    let middle = (y0 + y1).scale(0.5);
    let half = 0.5 * chain + clear;
    let margin = if window.halves { zero } else { value(window.margin) };
    WindowFrame {
        from: Vec2::new(x0 + margin, middle.plus(-half)),
        to: Vec2::new(x1 - margin, middle.plus(half)),
        add: value(window.add),
    }
}

/// The lines of the stitches that hold the tape: round a slot, or beside a gap.
pub(super) fn stitches<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    index: usize,
) -> Vec<[Vec2<S>; 2]> {
    let window = &structure.bound.windows[index];
    let opening = &frame.windows[index];
    let inset = frame.values[window.inset];
    let beside = if window.halves { -inset } else { inset };
    let (x0, x1) = (opening.from.x - beside, opening.to.x + beside);
    let (y0, y1) = (opening.from.y - inset, opening.to.y + inset);
    let (a, b) = (Vec2::new(x0, y0), Vec2::new(x1, y0));
    let (c, d) = (Vec2::new(x1, y1), Vec2::new(x0, y1));
    if window.halves { vec![[a, b], [c, d]] } else { vec![[a, b], [b, c], [c, d], [d, a]] }
}
