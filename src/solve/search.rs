//! The search: project the wish onto what can be made, branch where no whole number of stitches fits, land on steps.

use crate::check::{Bag, Margin, margins};
use crate::diag::Diagnostic;
use crate::frame::{Counts, Structure, stitches};
use crate::opt::branch::{Relaxed, Split, Window, branch};
use crate::opt::sqp::{self, Options, Projection, Status, Wish};

use super::explain;
use super::problem::{Makeability, band, counted, scale, window_counts};
use super::snap;
use super::solved::Unmakeable;

/// Nodes of the search over counts. Short runs are few; beyond this the best found so far is the answer.
const MAX_NODES: usize = 64;

/// What the search found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// All parameters.
    pub(super) x: Vec<f64>,
    /// Before landing on steps.
    pub(super) unsnapped: Vec<f64>,
    /// False if no makeable point was found whose moved values all lie on their steps.
    pub(super) on_steps: bool,
    pub(super) counts: Counts,
    pub(super) distance: f64,
    pub(super) distance_unsnapped: f64,
    /// Margins that hold the bag away from the wish, and their multipliers; none if the wish itself is made.
    pub(super) active: Vec<(Margin, f64, Vec<f64>)>,
    /// Frames evaluated.
    pub(super) frames: usize,
}

/// The free parameters of a structure, with what the solver needs of each.
pub(super) struct Space {
    pub(super) free: Vec<usize>,
    pub(super) wish: Vec<f64>,
    pub(super) weights: Vec<f64>,
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
}

impl Space {
    pub(super) fn of(structure: &Structure) -> Self {
        let free: Vec<usize> =
            (0..structure.n_params()).filter(|param| !structure.pinned[*param]).collect();
        let of =
            |f: &dyn Fn(usize) -> f64| free.iter().map(|param| f(*param)).collect::<Vec<f64>>();
        let params = &structure.bound.params;
        let weights = of(&|param| {
            let scale = scale(structure, param);
            params[param].stiffness / (scale * scale)
        });
        Self {
            wish: of(&|param| structure.wish[param]),
            weights,
            lower: of(&|param| params[param].range.0),
            upper: of(&|param| params[param].range.1),
            free,
        }
    }
    pub(super) fn distance(&self, x: &[f64]) -> f64 {
        let terms = x.iter().zip(&self.wish).zip(&self.weights);
        terms.map(|((x, wish), weight)| weight * (x - wish) * (x - wish)).sum::<f64>().sqrt()
    }
    fn inside(&self, x: &[f64]) -> bool {
        x.iter().zip(&self.lower).zip(&self.upper).all(|((x, lo), hi)| lo <= x && x <= hi)
    }
    fn clipped(&self, all: &[f64]) -> Vec<f64> {
        let values = self.free.iter().map(|param| all[*param]);
        values
            .zip(self.lower.iter().zip(&self.upper))
            .map(|(x, (lo, hi))| x.max(*lo).min(*hi))
            .collect()
    }
}

/// True if every rule holds at these parameters, with the counts that suit them best; and those counts.
pub(super) fn holds(structure: &Structure, x: &[f64]) -> Option<Counts> {
    let bag = Bag::at(structure, x, &Counts::default());
    if margins(&bag).iter().all(Margin::holds) {
        return Some(Counts::default());
    }
    // The nearest count may drift where its neighbour does not, round tight corners: one more try with those.
    let mut counts = Counts::default();
    for counted in counted(structure, &bag) {
        let run = &bag.frame.rows[counted.row].runs[counted.run];
        let (low, high) = band(structure, counted.row, run);
        let pitch = bag.frame.rows[counted.row].pitch;
        let nearest = stitches(run.sewn(), pitch, counted.symmetric);
        let step = if counted.symmetric { 2 } else { 1 };
        let fits =
            |n: u32| n > 0 && run.sewn() >= low * f64::from(n) && run.sewn() <= high * f64::from(n);
        let near = [nearest, nearest.saturating_sub(step), nearest + step];
        if let Some(n) = near.into_iter().find(|n| fits(*n)).filter(|n| *n != nearest && !run.free)
        {
            counts.fixed.push((counted.row, counted.run, n));
        }
    }
    if counts.fixed.is_empty() {
        return None;
    }
    let bag = Bag::at(structure, x, &counts);
    margins(&bag).iter().all(Margin::holds).then_some(counts)
}

pub(super) fn search(structure: &Structure) -> Result<Found, Unmakeable> {
    let space = Space::of(structure);
    // Nothing worn is a hundred metres long; beyond that sums lose the hundredths.
    if structure.wish.iter().any(|value| !value.is_finite() || value.abs() > 1e5) {
        return Err(Unmakeable::of(vec![Diagnostic::error(
            "not-finite",
            crate::diag::Place::Nowhere,
            "a default of the style has no value below 100 m at this wish",
        )]));
    }
    let wished: Vec<f64> = space.free.iter().map(|param| structure.wish[*param]).collect();
    if space.inside(&wished)
        && let Some(counts) = holds(structure, &structure.wish)
    {
        return Ok(Found {
            x: structure.wish.clone(),
            unsnapped: structure.wish.clone(),
            on_steps: true,
            counts,
            distance: 0.0,
            distance_unsnapped: 0.0,
            active: Vec::new(),
            frames: 1,
        });
    }
    let mut problem = Makeability::new(structure, space.free.clone(), structure.wish.clone());
    if space.free.is_empty() {
        return Err(Unmakeable::of(explain::broken(structure, &structure.wish)));
    }
    let mut starts = vec![space.clipped(&structure.wish)];
    starts.extend(structure.starts.iter().map(|start| space.clipped(start)));
    let found = project(&mut problem, &space, &starts);
    let Some((windows, projection)) = found.best else {
        return Err(Unmakeable::of(explain::clash(&mut problem, &space, found.clash.as_ref())));
    };
    problem.windows = windows;
    let active = explain::active(&mut problem, &projection);
    let unsnapped = problem.whole(&projection.x);
    let snapped = snap::land(&mut problem, &space, &projection);
    let on_steps = snapped.is_some();
    let (x, counts) = match snapped {
        Some(landed) => landed,
        None => match holds(structure, &unsnapped) {
            Some(counts) => (unsnapped.clone(), counts),
            None => return Err(Unmakeable::of(explain::broken(structure, &unsnapped))),
        },
    };
    let values: Vec<f64> = space.free.iter().map(|param| x[*param]).collect();
    Ok(Found {
        distance: space.distance(&values),
        distance_unsnapped: projection.distance,
        x,
        unsnapped,
        on_steps,
        counts,
        active,
        frames: problem.frames,
    })
}

/// The end of the branching: the nearest projection and its windows, or the projection that came nearest to holding.
struct Projected {
    best: Option<(Vec<Window>, Projection)>,
    clash: Option<Projection>,
}

fn project(problem: &mut Makeability<'_>, space: &Space, starts: &[Vec<f64>]) -> Projected {
    let windows = problem.windows.clone();
    let mut clash: Option<Projection> = None;
    let branched = branch(&windows, MAX_NODES, |windows| {
        problem.windows = windows.to_vec();
        let projection = from_starts(problem, space, starts)?;
        if !projection.is_feasible() {
            if clash.is_none() {
                clash = Some(projection);
            }
            return None;
        }
        let split = gap(problem, &projection.x);
        Some(Relaxed { bound: projection.distance, split, answer: projection })
    });
    Projected { best: branched.best.map(|solution| (solution.windows, solution.answer)), clash }
}

/// Projects from the starts in order; a feasible answer always goes before one that is not.
pub(super) fn from_starts(
    problem: &mut Makeability<'_>,
    space: &Space,
    starts: &[Vec<f64>],
) -> Option<Projection> {
    let wish = Wish {
        point: &space.wish,
        weights: &space.weights,
        lower: &space.lower,
        upper: &space.upper,
    };
    let starts: Vec<&[f64]> = starts.iter().map(Vec::as_slice).collect();
    sqp::project_from_starts(problem, &wish, &starts, &Options::default()).ok()
}

/// The first run whose length lies in a gap between two counts, split there.
fn gap(problem: &Makeability<'_>, x: &[f64]) -> Option<Split> {
    let bag = Bag::at(problem.structure, &problem.whole(x), &Counts::default());
    for (number, (counted, window)) in problem.counted.iter().zip(&problem.windows).enumerate() {
        let run = &bag.frame.rows[counted.row].runs[counted.run];
        if run.free {
            continue;
        }
        let (low, high) = band(problem.structure, counted.row, run);
        let unit = if counted.symmetric { 2.0 } else { 1.0 };
        // Counts that fit lie between length / high and length / low.
        let most = ((run.sewn() / low + 1e-9) / unit).floor() * unit;
        let least = ((run.sewn() / high - 1e-9) / unit).ceil() * unit;
        let (first, last) = window_counts(*window, counted.symmetric);
        if least.max(first) > most.min(last) {
            #[expect(clippy::cast_possible_truncation, reason = "counts are at most 20,000")]
            let at = most as i64;
            if window.least <= at && at < window.greatest {
                return Some(Split { number, at });
            }
        }
    }
    None
}

/// True if a projection ended because the rules clash.
pub(super) fn clashes(projection: &Projection) -> Option<&sqp::Clash> {
    match &projection.status {
        Status::Infeasible(clash) => Some(clash),
        _ => None,
    }
}

/// True if some bag can be made with these pins, wherever it lies.
pub(super) fn reachable(structure: &Structure) -> bool {
    let space = Space::of(structure);
    if space.free.is_empty() {
        return holds(structure, &structure.wish).is_some();
    }
    let mut problem = Makeability::new(structure, space.free.clone(), structure.wish.clone());
    let mut starts = vec![space.clipped(&structure.wish)];
    starts.extend(structure.starts.iter().map(|start| space.clipped(start)));
    project(&mut problem, &space, &starts).best.is_some()
}
