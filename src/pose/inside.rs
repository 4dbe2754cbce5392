//! Clear room inside: what the outside sizes leave between leather, flanges and seams.

use crate::frame::{Frame, Structure};
use crate::geom::Scalar;
use crate::style::bound::{Construction, Facing, Flange, RowKind, Strip, StripWidth};

use super::crease::bounds;
use super::seam::{Lie, lie};
use super::{finished, strip, walk};

/// Clear width, height and depth, mm: of a bag with a gusset, of a wall on a base, of a bag folded or sewn from panels.
pub(super) fn inside<S: Scalar>(structure: &Structure, frame: &Frame<S>) -> Option<[S; 3]> {
    let strips = &structure.bound.strips;
    let firm =
        |strip: &Strip| matches!(strip.width, StripWidth::Outside(_)) && strip.pleats.is_none();
    let between = strips.iter().position(|strip| firm(strip) && strip.to.is_some());
    let round = strips
        .iter()
        .position(|strip| firm(strip) && strip.to.is_none() && strip.sides[0].row.is_some());
    match (between, round) {
        (Some(index), _) => gusset(structure, frame, index),
        (None, Some(index)) => bucket(structure, frame, index),
        (None, None) => panels(structure, frame),
    }
}

/// From the outside line of the panels to the inside of a strip's web, mm.
fn wall<S: Scalar>(structure: &Structure, frame: &Frame<S>, index: usize) -> Option<S> {
    let strip = structure.bound.strips.get(index)?;
    let numbers = frame.strips.get(index)?;
    let t = structure.strip_leather(index).figure("t");
    let lining = strip.parts.first().and_then(|part| *structure.panel_lining.get(part.panel)?);
    let lining = lining.map_or(0.0, |lining| structure.lining_thickness(lining));
    let walls = strip.sides.iter().zip(numbers.reach).filter(|(side, _)| side.row.is_some());
    let walls = walls.map(|(side, reach)| match (side.construction, side.flange) {
        // The flange lies beside the panel's edge, the web inside it: its reach goes to the middle of its leather.
        (Construction::Raw | Construction::Bound, Flange::Out) => reach.plus(0.5 * t + lining),
        _ => S::constant(t + lining),
    });
    walls.reduce(Scalar::max)
}

/// True if something folded to a panel covers the bag.
fn covered(structure: &Structure, panel: usize) -> bool {
    structure.bound.folds.iter().any(|fold| fold.join.iter().any(|(on, _)| *on == panel))
}

fn lies(structure: &Structure, panel: usize) -> bool {
    let stand = structure.bound.panels.get(panel).and_then(|panel| panel.stand);
    stand.is_some_and(|stand| stand.facing == Facing::Base)
}

/// Depth less both stacks, width less both walls, height less the base's and what covers it.
fn gusset<S: Scalar>(structure: &Structure, frame: &Frame<S>, index: usize) -> Option<[S; 3]> {
    let strip = structure.bound.strips.get(index)?;
    let numbers = frame.strips.get(index)?;
    let (from, to) = (strip.along.panel()?, strip.to.as_ref()?.panel()?);
    let wall = wall(structure, frame, index)?;
    let stacks = structure.panel_stack(from) + structure.panel_stack(to);
    let between = numbers.width.plus(-stacks);
    let [lo, hi] = bounds(walk::outline(frame, from)?)?;
    let across = hi.x - lo.x - wall.scale(2.0);
    if lies(structure, from) {
        return Some([across, between, hi.y - lo.y - wall.scale(2.0)]);
    }
    let high = finished(structure, frame, "height").unwrap_or(hi.y - lo.y);
    let top = if strip.closed {
        wall
    } else {
        S::constant(if covered(structure, to) { structure.panel_stack(to) } else { 0.0 })
    };
    Some([across, high - wall - top, between])
}

/// The box over the base between the walls, as wide as the narrower end.
fn bucket<S: Scalar>(structure: &Structure, frame: &Frame<S>, index: usize) -> Option<[S; 3]> {
    let strip = structure.bound.strips.get(index)?;
    let numbers = frame.strips.get(index)?;
    let base = strip.along.panel()?;
    let wall = wall(structure, frame, index)?;
    let flare = strip::flare(numbers.slope, numbers.width).min(S::zero());
    let [lo, hi] = bounds(walk::outline(frame, base)?)?;
    let less = (wall - flare).scale(2.0);
    let high = numbers.width.plus(-structure.panel_stack(base));
    let (x, y) = (hi.x - lo.x - less, hi.y - lo.y - less);
    Some(if lies(structure, base) { [x, high, y] } else { [x, y, high] })
}

/// The finished sizes less what stands there: leather at the base, in front and behind; at the sides the seam where it
/// is raw, or where bellows are sewn in.
fn panels<S: Scalar>(structure: &Structure, frame: &Frame<S>) -> Option<[S; 3]> {
    let bound = &structure.bound;
    let size = |name: &str| finished(structure, frame, name);
    let [width, height, depth] = [size("width")?, size("height")?, size("depth")?];
    let front = bound.panels.iter().position(|panel| panel.stand.is_some()).unwrap_or(0);
    let leather = bound.panels.get(front).map(|_| structure.panel_stack(front))?;
    let bellows = bound.strips.iter().enumerate().find(|(_, strip)| strip.pleats.is_some());
    // Two panels on each other are a pouch: it opens as far as what is put in wants.
    if bellows.is_none() && bound.folds.len() < 2 {
        return None;
    }
    let back = bellows
        .and_then(|(_, strip)| strip.to.as_ref()?.panel())
        .or_else(|| bound.panels.iter().position(|panel| panel.through))
        .unwrap_or(front);
    let value = |leaf: usize| frame.values.get(leaf).copied().unwrap_or_else(S::zero);
    let raw = bound.rows.iter().find(|row| {
        let on_front = |chain: &crate::style::bound::Chain| {
            chain.stretches.iter().any(|stretch| stretch.panel == front)
        };
        row.kind == RowKind::Seam
            && row.construction == Construction::Raw
            && lie(bound, row) == Lie::Facing
            && row.sides.iter().any(|side| on_front(&side.chain))
    });
    let side = match (bellows, raw) {
        // Up to the stitches all layers lie on each other; the pleat gives way, its leather stays.
        (Some((index, strip)), _) => {
            let inset = strip.sides[0].inset.map_or_else(S::zero, value);
            inset.plus(2.0 * structure.strip_leather(index).figure("t"))
        }
        (None, Some(row)) => value(row.inset).plus(leather),
        (None, None) => S::constant(leather),
    };
    let behind = structure.panel_stack(back);
    let top = if covered(structure, back) && bellows.is_some() { behind } else { 0.0 };
    Some([width - side.scale(2.0), height.plus(-leather - top), depth.plus(-leather - behind)])
}
