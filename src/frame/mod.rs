//! The bag as numbers: net lines, run lengths, takes and places as closed forms of the parameters, total over their range.
//!
//! Everything is written once over a [`Scalar`]: plain numbers give values, dual numbers exact gradients. A frame has
//! no offsets, no holes and no booleans; a ring in it may cross itself. Whether it is a bag is for the rules to say.

mod chain;
mod fold;
mod outline;
mod place;
mod point;
mod row;
mod strap;
mod strip;
mod structure;
mod window;

pub use chain::{LinePart, StitchLine, point_on};
pub use fold::FoldFrame;
pub use outline::{Corner, NetSegment, PanelFrame};
pub use place::{Disc, PlaceFrame};
pub(crate) use place::{at, footprint_of};
pub use point::PointFrame;
pub use row::{Counts, RowFrame, RunFrame, SideFrame, stitches};
pub use strap::{LoopFrame, StrapFrame};
pub use strip::StripFrame;
pub use structure::Structure;
pub use window::WindowFrame;

use core::f64::consts::PI;

use crate::geom::Scalar;
use crate::style::bound::{Chain, Leaf, Line, Step};

/// The bag at one place of its parameters.
#[derive(Clone, Debug)]
pub struct Frame<S> {
    /// One value a leaf of the bound style.
    pub values: Vec<S>,
    /// Net lines of panels and of the parts of strips, by their place in the bound style.
    pub panels: Vec<PanelFrame<S>>,
    /// Outside lines as drawn; nothing where the net line is the same.
    pub outside: Vec<Option<PanelFrame<S>>>,
    /// Named points.
    pub points: Vec<PointFrame<S>>,
    /// Strips.
    pub strips: Vec<StripFrame<S>>,
    /// Bends.
    pub folds: Vec<FoldFrame<S>>,
    /// Straps.
    pub straps: Vec<StrapFrame<S>>,
    /// Zippers let in.
    pub windows: Vec<WindowFrame<S>>,
    /// Placed copies.
    pub places: Vec<PlaceFrame<S>>,
    /// Rows of stitches.
    pub rows: Vec<RowFrame<S>>,
}

impl<S: Scalar> Frame<S> {
    /// The outside line of a panel: what is seen on the finished bag.
    pub fn outside(&self, panel: usize) -> &PanelFrame<S> {
        self.outside[panel].as_ref().unwrap_or(&self.panels[panel])
    }
}

/// Evaluates a structure at parameter values (mm, degrees, plain; one a parameter, missing ones count as zero).
///
/// Never fails: where a formula has no finite value, what rests on it is not finite either, and no rule holds there.
pub fn frame<S: Scalar>(structure: &Structure, x: &[S], counts: &Counts) -> Frame<S> {
    let bound = &structure.bound;
    let mut frame = Frame {
        values: vec![S::constant(f64::NAN); bound.leaves.len()],
        panels: vec![PanelFrame::empty(); bound.panels.len()],
        outside: vec![None; bound.panels.len()],
        points: vec![PointFrame::nowhere(); bound.points.len()],
        strips: vec![StripFrame::empty(); bound.strips.len()],
        folds: Vec::with_capacity(bound.folds.len()),
        straps: Vec::with_capacity(bound.straps.len()),
        windows: Vec::with_capacity(bound.windows.len()),
        places: Vec::with_capacity(bound.places.len()),
        rows: Vec::with_capacity(bound.rows.len()),
    };
    for step in &bound.steps {
        match *step {
            Step::Leaf(id) => frame.values[id] = leaf(structure, &frame, x, id),
            Step::Outside(index) => {
                frame.panels[index] = outline::outside(&bound.panels[index], &frame.values);
            }
            Step::Net(index) => net(structure, &mut frame, index),
            Step::Point(index) => frame.points[index] = point::point(&frame, &bound.points[index]),
            Step::Strip(index) => {
                let (strip, panels) = strip::strip(structure, &frame, index);
                frame.strips[index] = strip;
                for (part, panel) in bound.strips[index].parts.iter().zip(panels) {
                    frame.panels[part.panel] = panel;
                }
            }
        }
    }
    for fold in &bound.folds {
        frame.folds.push(fold::fold(structure, &frame.values, fold));
    }
    for strap in &bound.straps {
        frame.straps.push(strap::strap(structure, &frame.values, strap));
    }
    for index in 0..bound.windows.len() {
        let window = window::window(structure, &frame, index);
        frame.windows.push(window);
    }
    for placed in &bound.places {
        let place = place::place(structure, &frame, placed);
        frame.places.push(place);
    }
    for index in 0..bound.rows.len() {
        let row = row::row(structure, &frame, index, counts);
        frame.rows.push(row);
    }
    frame
}

/// The net line of a drawn panel; until then its outside line stands for it.
fn net<S: Scalar>(structure: &Structure, frame: &mut Frame<S>, index: usize) {
    let bound = &structure.bound;
    let panel = &bound.panels[index];
    let take = |edge: usize| {
        let mut joints = panel.edges.get(edge)?.joints.iter();
        let take = joints.find_map(|joint| bound.joints[*joint].take)?;
        Some(frame.values[take])
    };
    if (0..panel.edges.len()).all(|edge| take(edge).is_none()) {
        return;
    }
    let net = outline::net(panel, &frame.values, take);
    frame.outside[index] = Some(core::mem::replace(&mut frame.panels[index], net));
}

fn leaf<S: Scalar>(structure: &Structure, frame: &Frame<S>, x: &[S], id: usize) -> S {
    let figure = |slot: usize, name: &str| structure.entries[slot].figure(name);
    match &structure.bound.leaves[id] {
        Leaf::Param(index) => x.get(*index).copied().unwrap_or_else(S::zero),
        Leaf::Figure { slot, figure } => S::constant(structure.entries[*slot].at(*figure)),
        Leaf::DefaultInset(slot) => S::constant(structure.default_inset(*slot)),
        Leaf::Formula(formula) => formula.eval(&|id| frame.values[id]),
        Leaf::Length { chain, line } => length(frame, chain, *line),
        Leaf::Area(panel) => frame.panels[*panel].area(),
        Leaf::StripLength(strip) => frame.strips[*strip].length,
        Leaf::TurnedTake { material, angle } => {
            let (t, k) = (figure(*material, "t"), figure(*material, "k"));
            let ri = figure(*material, "bend") * t;
            // Each ply folds back by 90° and half of what the surface turns there.
            let back = frame.values[*angle].scale(0.5).plus(90.0).scale(PI / 180.0);
            back.scale(0.5).tan().scale(ri + t) - back.scale(ri + k * t)
        }
        Leaf::TurnOver { material, turn } => {
            let (t, k) = (figure(*material, "t"), figure(*material, "k"));
            // Folded flat on itself, with nothing between: β = π(ri + K t) − 2(ri + t), ri = 0.
            frame.values[*turn].plus(PI * k * t - 2.0 * t)
        }
    }
}

/// Length of a chain on one of its lines.
fn length<S: Scalar>(frame: &Frame<S>, chain: &Chain, line: Line) -> S {
    let sum = |of: &dyn Fn(usize, usize) -> S| {
        chain.edges().fold(S::zero(), |sum, (panel, edge)| sum + of(panel, edge))
    };
    match line {
        Line::Outside => sum(&|panel, edge| frame.outside(panel).net(edge)),
        Line::Straight => sum(&|panel, edge| frame.outside(panel).straight[edge]),
        Line::Net => StitchLine::of(frame, chain, S::zero()).length,
        Line::Stitch(inset) => StitchLine::of(frame, chain, frame.values[inset]).length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::Brief;
    use crate::stock::Stock;
    use crate::style::Style;

    #[test]
    fn a_hidden_magnet_asks_for_a_lining_on_both_panels() {
        let style = Style::builtin("petite-flap").unwrap();
        let made = |closure: &str, lined: &str| {
            let brief = Brief::new(&style).want_text("lined", lined).unwrap();
            let brief = brief.use_stock("closure", closure).unwrap();
            let faults = Structure::of(&brief, &Stock::builtin()).map(|_| ()).err();
            faults.map(|faults| faults.0.iter().map(|fault| fault.code).collect::<Vec<_>>())
        };
        assert_eq!(made("hidden-magnet-8", "true"), None, "lined");
        assert_eq!(made("hidden-magnet-8", "false"), Some(vec!["nothing-hides"]), "unlined");
        assert_eq!(made("magnet-8", "false"), None, "prongs hold in one layer");
    }

    /// The worked example of the language: every figure computed by a script of its own, outside this program.
    #[test]
    fn petite_flap_nano_is_as_worked_out_by_hand() {
        let style = Style::builtin("petite-flap").unwrap();
        let brief = Brief::new(&style).size("nano").unwrap().want_text("lined", "false").unwrap();
        let brief = brief.want_text("corner", "12").unwrap();
        let structure = Structure::of(&brief, &Stock::builtin()).unwrap();
        let f = frame(&structure, &structure.wish, &Counts::default());
        let near = |what: &str, value: f64, expected: f64| {
            assert!((value - expected).abs() < 6e-4, "{what}: {value}, by hand {expected}");
        };
        let row = |name: &str| {
            f.rows[structure.bound.rows.iter().position(|row| row.name == name).unwrap()].clone()
        };
        let front = row("seam.front");
        near("stitch line of the front", front.sewn, 113.108);
        assert_eq!(front.runs[0].stitches, 40, "stitches of the front");
        near("spacing on the strip", front.runs[0].spacing, 2.7077);
        let back = row("seam.back");
        near("stitch line of the back", back.sides[0].length, 116.116);
        near("sewn of the back", back.sewn, 113.108);
        near("unsewn at each top", back.sides[0].start, 1.504);
        assert_eq!(back.runs[0].stitches, 40, "stitches of the back");
        near("gusset length", f.strips[0].length, 113.108);
        near("gusset width", f.strips[0].flat, 22.913);
        near("allowance", f.folds[0].allowance, core::f64::consts::FRAC_PI_2);
        near("tab", f.straps[0].flat, 24.826);
        near("handle", f.straps[1].flat, 89.853);
        let pose = crate::pose::pose(&structure, &f);
        near("magnet on the front", pose.halves[0][1].y, 24.8);
        near("magnet in the middle", pose.halves[0][1].x, 0.0);
        let inside = pose.inside.unwrap();
        near("inside width", inside[0], 42.8);
        near("inside height", inside[1], 36.4);
        near("inside depth", inside[2], 16.0);
    }
}
