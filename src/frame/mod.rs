//! The bag as numbers: net lines, run lengths, takes and places as closed forms of the parameters, total over their range.
//!
//! Everything is written once over a [`Scalar`]: plain numbers give values, dual numbers exact gradients. A frame has
//! no offsets, no holes and no booleans; a ring in it may cross itself. Whether it is a bag is for the rules to say.

mod chain;
mod outline;
mod place;
mod row;
mod strap;
mod strip;
mod structure;

pub use chain::{StitchLine, point_on};
pub use outline::{Corner, NetSegment, PanelFrame};
pub(crate) use place::at;
pub use place::{Disc, PlaceFrame};
pub use row::{Counts, RowFrame, RunFrame, SideFrame, stitches};
pub use strap::{LoopFrame, StrapFrame};
pub use strip::{FoldFrame, StripFrame};
pub use structure::Structure;

use crate::geom::Scalar;
use crate::style::bound::{Leaf, Step};

/// The bag at one place of its parameters.
#[derive(Clone, Debug)]
pub struct Frame<S> {
    /// One value a leaf of the bound style.
    pub values: Vec<S>,
    /// Panels as drawn, by their place in the bound style.
    pub panels: Vec<PanelFrame<S>>,
    /// Strips.
    pub strips: Vec<StripFrame<S>>,
    /// Bends.
    pub folds: Vec<FoldFrame<S>>,
    /// Straps.
    pub straps: Vec<StrapFrame<S>>,
    /// Placed copies.
    pub places: Vec<PlaceFrame<S>>,
    /// Rows of stitches.
    pub rows: Vec<RowFrame<S>>,
}

/// Evaluates a structure at parameter values (mm, degrees, plain; one a parameter, missing ones count as zero).
///
/// Never fails: where a formula has no finite value, what rests on it is not finite either, and no rule holds there.
pub fn frame<S: Scalar>(structure: &Structure, x: &[S], counts: &Counts) -> Frame<S> {
    let bound = &structure.bound;
    let mut frame = Frame {
        values: vec![S::constant(f64::NAN); bound.leaves.len()],
        panels: vec![PanelFrame::empty(); bound.panels.len()],
        strips: vec![StripFrame::empty(); bound.strips.len()],
        folds: Vec::with_capacity(bound.folds.len()),
        straps: Vec::with_capacity(bound.straps.len()),
        places: Vec::with_capacity(bound.places.len()),
        rows: Vec::with_capacity(bound.rows.len()),
    };
    for step in &bound.steps {
        match *step {
            Step::Leaf(id) => frame.values[id] = leaf(structure, &frame, x, id),
            Step::Panel(index) => {
                frame.panels[index] = outline::panel(&bound.panels[index], &frame.values);
            }
            Step::Strip(index) => frame.strips[index] = strip::strip(structure, &frame, index),
        }
    }
    for fold in &bound.folds {
        frame.folds.push(strip::fold(structure, &frame.values, fold));
    }
    for strap in &bound.straps {
        frame.straps.push(strap::strap(structure, &frame.values, strap));
    }
    for placed in &bound.places {
        frame.places.push(place::place(&frame, placed));
    }
    for index in 0..bound.rows.len() {
        let row = row::row(structure, &frame, index, counts);
        frame.rows.push(row);
    }
    frame
}

fn leaf<S: Scalar>(structure: &Structure, frame: &Frame<S>, x: &[S], id: usize) -> S {
    match &structure.bound.leaves[id] {
        Leaf::Param(index) => x.get(*index).copied().unwrap_or_else(S::zero),
        Leaf::Figure { slot, figure } => S::constant(structure.entries[*slot].at(*figure)),
        Leaf::DefaultInset(slot) => S::constant(structure.default_inset(*slot)),
        Leaf::Formula(formula) => formula.eval(&|id| frame.values[id]),
        Leaf::ChainLength { panel, edges, straight } => {
            let panel = &frame.panels[*panel];
            edges.iter().fold(S::zero(), |sum, edge| {
                sum + if *straight { panel.straight[*edge] } else { panel.net(*edge) }
            })
        }
        Leaf::Area(panel) => frame.panels[*panel].area(),
        Leaf::StripLength(strip) => frame.strips[*strip].length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::Brief;
    use crate::stock::Stock;
    use crate::style::Style;

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
