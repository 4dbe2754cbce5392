//! Beside a zipper let in there is leather for its stitches.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::{Scalar, Vec2};
use crate::style::bound::{RowKind, Shape};
use crate::units::Unit;

use super::hole_edge::least_to_edge;

/// No strip of leather is cut narrower, mm: a guess.
const LEAST: f64 = 1.0;

/// Leather beside the long edges of a window, and beyond the ends of a slot.
#[derive(Debug)]
pub(super) struct WindowStrip;

/// From the least to the greatest of a panel's corners, as the window is laid out.
fn extent<S: Scalar>(bag: &Bag<'_, S>, panel: usize, pick: fn(Vec2<S>) -> S) -> (S, S) {
    let corners = || bag.frame.panels[panel].corners.iter().map(|corner| pick(corner.point));
    let (least, most) = (corners().reduce(Scalar::min), corners().reduce(Scalar::max));
    (least.unwrap_or_else(S::zero), most.unwrap_or_else(S::zero))
}

impl Rule for WindowStrip {
    const ABOUT: About = About {
        code: "window-strip",
        title: "leather is left beside a zipper for its stitches",
        reason: "The tape is sewn on beside the opening: round a slot the stitches need the least leather on their far \
                 side too, a half beside the teeth carries what is turned over and a line of stitches at both its edges. \
                 The flange of a gusset does not count.",
        source: "edge of the leather (guess: 1 mm), slit of the iron in stock; never under 1 mm (guess)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let structure = bag.structure;
        let bound = &structure.bound;
        for (index, (of, window)) in bound.windows.iter().zip(&bag.frame.windows).enumerate() {
            let leather = structure.panel_leather(of.panel);
            let own = |row: &&crate::style::bound::Row| row.kind == RowKind::Window(index);
            let iron = bound.rows.iter().find(own).map(|row| &structure.entries[row.iron]);
            let bare = leather.figure("edge").max(0.0);
            let beyond = iron.map_or(bare, |iron| least_to_edge(leather, iron));
            let inset = bag.frame.values[of.inset];
            let least = if of.halves { inset.scale(2.0) + window.add } else { inset.plus(beyond) };
            let (y0, y1) = extent(bag, of.panel, |p| p.y);
            let flange = match bound.panels[of.panel].shape {
                Shape::Part(strip, _) => {
                    let numbers = &bag.frame.strips[strip];
                    let sides = (0..2).filter(|side| bag.has_flange(strip, *side));
                    let taken = sides.map(|side| numbers.flange[side] + numbers.bend[side]);
                    taken.reduce(Scalar::max).unwrap_or_else(S::zero)
                }
                Shape::Drawn { .. } => S::zero(),
            };
            let mut push = |measured: S| {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Window(index),
                    measured,
                    required: least.max(S::constant(LEAST)),
                    at_most: false,
                    unit: Unit::Length,
                    guess: leather.is_guess("edge"),
                });
            };
            push((y1 - y0 - window.width()).scale(0.5) - flange);
            if !of.halves {
                let (x0, x1) = extent(bag, of.panel, |p| p.x);
                push((x1 - x0 - window.length()).scale(0.5));
            }
        }
    }
}
