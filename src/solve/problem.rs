//! The rules as a numerical problem: free parameters, margins and their exact gradients, stitch counts as windows.

use crate::check::{Bag, Margin, margins};
use crate::frame::{Counts, RunFrame, Structure};
use crate::geom::{Dual, Scalar, gradient, variable};
use crate::opt::branch::Window;
use crate::opt::sqp;
use crate::units::Unit;

/// Derivatives carried at a time; more free parameters are done in several passes.
const CHUNK: usize = 8;

/// A run whose stitches are counted by the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) row: usize,
    pub(super) run: usize,
    pub(super) symmetric: bool,
}

/// Runs that have a count of their own.
pub(super) fn counted(structure: &Structure, bag: &Bag<'_, f64>) -> Vec<Counted> {
    let mut counted = Vec::new();
    for (row, (bound, numbers)) in structure.bound.rows.iter().zip(&bag.frame.rows).enumerate() {
        if bound.holes_as.is_some() {
            continue;
        }
        // Opposite sides of a box have one count.
        let boxed = bound.sides.is_empty() && numbers.closed;
        let own = if boxed { 2 } else { numbers.runs.len() };
        for run in 0..own {
            counted.push(Counted { row, run, symmetric: bound.symmetric });
        }
    }
    counted
}

/// The range of mean stitches that keep every hole within the iron's tolerance.
pub(super) fn band<S: Scalar>(structure: &Structure, row: usize, run: &RunFrame<S>) -> (S, S) {
    let iron = &structure.entries[structure.bound.rows[row].iron];
    let (pitch, tolerance) = (iron.figure("pitch"), iron.figure("tolerance"));
    (run.shrink.plus(pitch - tolerance), (-run.excess).plus(pitch + tolerance))
}

/// The bag as a problem over its free parameters.
#[derive(Debug)]
pub(super) struct Makeability<'s> {
    pub(super) structure: &'s Structure,
    /// The parameters that may move.
    pub(super) free: Vec<usize>,
    /// All parameters; the free ones are overwritten.
    pub(super) base: Vec<f64>,
    pub(super) counted: Vec<Counted>,
    pub(super) windows: Vec<Window>,
    /// Which margins the search sees: drift is seen as windows instead, which do not jump with the count.
    seen: Vec<bool>,
    pub(super) frames: usize,
}

fn is_drift(rule: &str) -> bool {
    matches!(rule, "pitch-drift" | "chord-drift")
}

impl<'s> Makeability<'s> {
    pub(super) fn new(structure: &'s Structure, free: Vec<usize>, base: Vec<f64>) -> Self {
        let bag = Bag::at(structure, &base, &Counts::default());
        let seen = margins(&bag).iter().map(|margin| !is_drift(margin.rule)).collect();
        let counted = counted(structure, &bag);
        let windows = vec![Window { least: 1, greatest: 20_000 }; counted.len()];
        Self { structure, free, base, counted, windows, seen, frames: 0 }
    }

    /// All parameters with the free ones at `x`.
    pub(super) fn whole(&self, x: &[f64]) -> Vec<f64> {
        let mut whole = self.base.clone();
        for (index, value) in self.free.iter().zip(x) {
            whole[*index] = *value;
        }
        whole
    }

    /// The margin that a row of the problem stands for, evaluated at `x`; nothing for windows.
    pub(super) fn margin_at(&self, x: &[f64], row: usize) -> Option<Margin> {
        let bag = Bag::at(self.structure, &self.whole(x), &Counts::default());
        let list = margins(&bag);
        list.into_iter()
            .zip(&self.seen)
            .filter(|(_, seen)| **seen)
            .map(|(margin, _)| margin)
            .nth(row)
    }

    /// The counted run that a row of the problem limits; nothing for margins.
    pub(super) fn window_of(&self, row: usize) -> Option<Counted> {
        let margins = self.seen.iter().filter(|seen| **seen).count();
        row.checked_sub(margins).and_then(|at| self.counted.get(at / 2)).copied()
    }

    fn rooms<S: Scalar>(&self, x: &[S], mut out: impl FnMut(S)) {
        let bag = Bag::at(self.structure, x, &Counts::default());
        for (margin, seen) in margins(&bag).iter().zip(&self.seen) {
            if *seen {
                out(margin.room());
            }
        }
        for (counted, window) in self.counted.iter().zip(&self.windows) {
            let run = &bag.frame.rows[counted.row].runs[counted.run];
            let (least, greatest) = window_counts(*window, counted.symmetric);
            if run.free {
                out(S::constant(1.0));
                out(S::constant(1.0));
                continue;
            }
            let (low, high) = band(self.structure, counted.row, run);
            out(run.sewn() - low.scale(least));
            out(high.scale(greatest) - run.sewn());
        }
    }
}

/// The least and greatest count in a window; even ones if `symmetric`.
#[expect(clippy::cast_precision_loss, reason = "counts are at most 20,000")]
pub(super) fn window_counts(window: Window, symmetric: bool) -> (f64, f64) {
    if symmetric {
        (((window.least + 1) / 2 * 2).max(2) as f64, (window.greatest / 2 * 2) as f64)
    } else {
        (window.least as f64, window.greatest as f64)
    }
}

impl sqp::Problem for Makeability<'_> {
    fn n_variables(&self) -> usize {
        self.free.len()
    }
    fn n_margins(&self) -> usize {
        self.seen.iter().filter(|seen| **seen).count() + 2 * self.counted.len()
    }
    fn margins(&mut self, x: &[f64], out: &mut Vec<f64>) {
        self.frames += 1;
        let whole = self.whole(x);
        out.clear();
        self.rooms(&whole, |room| out.push(room));
    }
    fn margins_and_gradients(&mut self, x: &[f64], out_m: &mut Vec<f64>, out_g: &mut Vec<f64>) {
        let whole = self.whole(x);
        let (n, m) = (self.free.len(), self.n_margins());
        out_m.clear();
        out_g.clear();
        out_g.resize(n * m, 0.0);
        for (pass, chunk) in self.free.chunks(CHUNK).enumerate() {
            self.frames += 1;
            let mut duals: Vec<Dual<CHUNK>> =
                whole.iter().map(|value| Dual::constant(*value)).collect();
            for (slot, index) in chunk.iter().enumerate() {
                duals[*index] = variable(whole[*index], slot);
            }
            let mut row = 0;
            self.rooms(&duals, |room| {
                if pass == 0 {
                    out_m.push(room.value());
                }
                let slopes = gradient(&room);
                for (slot, slope) in slopes.iter().enumerate().take(chunk.len()) {
                    out_g[row * n + pass * CHUNK + slot] = *slope;
                }
                row += 1;
            });
        }
        if n == 0 {
            self.rooms(&whole, |room| out_m.push(room));
        }
    }
}

/// The scale a parameter's change is judged by: its wish for lengths (at least 1 mm), its range otherwise.
pub(super) fn scale(structure: &Structure, param: usize) -> f64 {
    let bound = &structure.bound.params[param];
    match bound.unit {
        Unit::Length => structure.wish[param].abs().max(1.0),
        _ => bound.range.1 - bound.range.0,
    }
}

/// The step a moved value lands on: 0.1 mm, 0.5 degrees, 0.005.
pub(super) fn step(unit: Unit) -> f64 {
    match unit {
        Unit::Length => 0.1,
        Unit::Angle => 0.5,
        Unit::Number => 0.005,
    }
}
