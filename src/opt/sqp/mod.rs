//! The point nearest to a wish among all points whose margins hold.
//!
//! Minimises `½ Σ wᵢ (xᵢ - wishᵢ)²` subject to `mⱼ(x) ≥ 0` for smooth or piecewise smooth margins and to bounds, by
//! sequential quadratic programming: every step solves a nearest-point problem on the margins' tangent planes.
//!
//! * **Steps** are bounded by a trust region, a box in the scaled variables `zᵢ = √wᵢ xᵢ`, and judged by a filter:
//!   a step is good when it comes closer to the wish or violates less (R. Fletcher, S. Leyffer: *Nonlinear programming
//!   without a penalty function*, Mathematical Programming 91 (2002), 239-269). A step that fails is tried again with a
//!   second-order correction, then shortened.
//! * **Curvature** of the margins is learned from the gradients by damped BFGS updates (M. J. D. Powell, 1978), so that
//!   few evaluations are needed.
//! * **Restoration**: when the tangent planes contradict one another, the greatest violation is reduced first; where it
//!   cannot be reduced any more, its multipliers name the margins that clash.
//! * **Kinks**: the plane seen from a rejected trial is kept beside the plane at the present point as long as both can
//!   be true of a concave kink (`min`, `tol - |…|`), so that a solution on a ridge is found instead of circled.
//! * **Second order**: before a point is called converged, the curvature along the free directions is measured; a saddle
//!   or a local maximum along the boundary is left again.
//!
//! A solution is *locally* nearest; [`project_from_starts`] tries several basins.

mod curvature;
mod filter;
mod hessian;
mod restore;
mod search;
mod step;
mod trial;

use super::malformed::{Malformed, check_bounds, check_finite, check_length, check_positive};
use search::Search;

/// Margins over a vector of variables. Positive means that the demand holds with room to spare.
///
/// Margins are continuous and piecewise smooth. A result with a NaN, an infinity or a wrong length counts as "cannot be
/// evaluated here": a step to such a point is rejected.
pub trait Problem {
    /// The number of variables.
    fn n_variables(&self) -> usize;

    /// The number of margins.
    fn n_margins(&self) -> usize;

    /// What counts as one unit of a margin, greater than zero: violations are compared in these units, and a margin
    /// holds when it is at least `-1e-9` of them.
    fn scale(&self, margin: usize) -> f64 {
        let _ = margin;
        1.0
    }

    /// Writes the margins at `x` into `margins`, replacing its content.
    fn margins(&mut self, x: &[f64], margins: &mut Vec<f64>);

    /// Writes the margins at `x` and their gradients, row-major: `gradients[j * n_variables + i] = ∂mⱼ/∂xᵢ`.
    /// At a kink the gradient of either side will do.
    fn margins_and_gradients(
        &mut self,
        x: &[f64],
        margins: &mut Vec<f64>,
        gradients: &mut Vec<f64>,
    );
}

/// What is wished for, and what may be moved how far.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The point to stay near to; it need not lie within the bounds.
    pub point: &'a [f64],
    /// How dear it is to move a variable, each greater than zero. They set the unit of [`Projection::distance`].
    pub weights: &'a [f64],
    /// Lower bounds, `-∞` for none. Margins are never evaluated outside the bounds.
    pub lower: &'a [f64],
    /// Upper bounds, `+∞` for none; equal to the lower bound for a variable that is pinned.
    pub upper: &'a [f64],
}

/// Whether the curvature at a solution is measured before the solution is called converged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondOrder {
    /// Measured, at the cost of one evaluation for every direction in which the solution is free to move.
    Check,
    /// Taken on trust: a saddle may be returned as converged.
    Trust,
}

/// Limits and tolerances of a search, in units of [`Projection::distance`] where they are lengths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The first trust region: no scaled variable moves farther in one step. It adapts; only the order of size matters.
    pub radius: f64,
    /// A point is converged when the next step would be shorter than this.
    pub tolerance: f64,
    /// Evaluations (with or without gradients) after which the best point so far is returned; a step begun before may
    /// add its correction.
    pub max_evaluations: usize,
    /// Whether solutions are checked for saddles.
    pub second_order: SecondOrder,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            radius: 1.0,
            tolerance: 1e-8,
            max_evaluations: 200,
            second_order: SecondOrder::Check,
        }
    }
}

/// How a search ended.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Status {
    /// Every margin holds and the point is locally nearest to the wish.
    Converged,
    /// Every margin holds, but it is not proved that no nearer point is around.
    Feasible,
    /// No point was found at which every margin holds; `x` is where the greatest violation is least.
    Infeasible(Clash),
}

/// Why no feasible point was found near the place where a search ended.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clash {
    /// The greatest violation there, in units of the margins' scales.
    pub violation: f64,
    /// The margins that do not hold there, worst first.
    pub worst: Vec<usize>,
    /// Margins and weights (adding up to one) whose scaled gradients cancel, together with the bounds below: to first
    /// order none of them can gain without another losing. Seeds the search for a smallest conflict.
    pub margins: Vec<(usize, f64)>,
    /// Variables whose lower bound takes part, with weights.
    pub lower: Vec<(usize, f64)>,
    /// Variables whose upper bound takes part, with weights.
    pub upper: Vec<(usize, f64)>,
    /// Whether the violation is stationary, so that the weights are a certificate; otherwise the search merely ended.
    pub stationary: bool,
}

/// Where a search ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// The point, within the bounds.
    pub x: Vec<f64>,
    /// `√(Σ wᵢ (xᵢ - wishᵢ)²)`.
    pub distance: f64,
    /// The margins at the point.
    pub margins: Vec<f64>,
    /// The margins that hold the point away from the wish: those with a multiplier greater than zero, in order.
    pub active: Vec<usize>,
    /// One multiplier a margin: how fast `½ distance²` grows when this margin asks for more. Where nothing feasible was
    /// found, the weights of the clash instead.
    pub multipliers: Vec<f64>,
    /// How the search ended.
    pub status: Status,
    /// Calls of the problem, with or without gradients.
    pub evaluations: usize,
    /// Pivots of all quadratic programs together.
    pub pivots: usize,
}

impl Projection {
    /// Whether every margin holds.
    pub fn is_feasible(&self) -> bool {
        !matches!(self.status, Status::Infeasible(_))
    }
}

/// Searches the point nearest to the wish, beginning at `start` (moved into the bounds first).
///
/// A start that is the wish, within its bounds and feasible, comes back bit for bit after one evaluation without gradients.
///
/// # Errors
/// [`Malformed`] when lengths differ, a number is NaN or infinite (bounds may be), a weight, scale, radius or tolerance
/// is not positive, a lower bound exceeds its upper bound, or the margins cannot be evaluated at the start.
///
/// # Example
/// ```
/// use microbag::opt::sqp::{Options, Problem, Status, Wish, project};
/// /// The outside of the unit circle.
/// struct Outside;
/// impl Problem for Outside {
///     fn n_variables(&self) -> usize { 2 }
///     fn n_margins(&self) -> usize { 1 }
///     fn margins(&mut self, x: &[f64], m: &mut Vec<f64>) {
///         m.clear();
///         m.push(x[0] * x[0] + x[1] * x[1] - 1.0);
///     }
///     fn margins_and_gradients(&mut self, x: &[f64], m: &mut Vec<f64>, g: &mut Vec<f64>) {
///         self.margins(x, m);
///         g.clear();
///         g.extend([2.0 * x[0], 2.0 * x[1]]);
///     }
/// }
/// let free = ([f64::NEG_INFINITY; 2], [f64::INFINITY; 2]);
/// let wish = Wish { point: &[0.3, 0.4], weights: &[1.0, 1.0], lower: &free.0, upper: &free.1 };
/// let found = project(&mut Outside, &wish, wish.point, &Options::default())?;
/// assert_eq!(found.status, Status::Converged);
/// assert!((found.distance - 0.5).abs() < 1e-9 && (found.x[0] - 0.6).abs() < 1e-7);
/// # Ok::<(), microbag::opt::Malformed>(())
/// ```
pub fn project<P: Problem + ?Sized>(
    problem: &mut P,
    wish: &Wish<'_>,
    start: &[f64],
    options: &Options,
) -> Result<Projection, Malformed> {
    let scales = check(problem, wish, options)?;
    check_length("start", start.len(), problem.n_variables())?;
    check_finite("start", start)?;
    let search = Search::new(problem, wish, scales, options);
    search.project(start).ok_or(Malformed::NoUsableStart)
}

/// Searches from several starts in order and returns the nearest result.
///
/// A feasible result beats an infeasible one, a shorter distance a longer one, a smaller violation a greater one; of
/// results that are equal to within 1e-9 the converged one is taken, then the first. Evaluations and pivots are those of
/// all searches together. A result at distance zero ends the round.
///
/// # Errors
/// As [`project`]; a start at which the margins cannot be evaluated is passed over unless all are such.
pub fn project_from_starts<P: Problem + ?Sized>(
    problem: &mut P,
    wish: &Wish<'_>,
    starts: &[&[f64]],
    options: &Options,
) -> Result<Projection, Malformed> {
    let mut best: Option<Projection> = None;
    let (mut evaluations, mut pivots) = (0, 0);
    for start in starts {
        let found = match project(problem, wish, start, options) {
            Err(Malformed::NoUsableStart) => {
                evaluations += 1;
                continue;
            }
            found => found?,
        };
        evaluations += found.evaluations;
        pivots += found.pivots;
        if best.as_ref().is_none_or(|best| is_better(&found, best)) {
            best = Some(found);
        }
        if best.as_ref().is_some_and(|best| best.is_feasible() && best.distance == 0.0) {
            break;
        }
    }
    let best = best.ok_or(Malformed::NoUsableStart)?;
    Ok(Projection { evaluations, pivots, ..best })
}

/// Whether a later result replaces the best one so far.
fn is_better(found: &Projection, best: &Projection) -> bool {
    let rank = |p: &Projection| match &p.status {
        Status::Converged => (0, 0, p.distance),
        Status::Feasible => (0, 1, p.distance),
        Status::Infeasible(clash) => (1, 0, clash.violation),
    };
    let ((class, proof, value), (best_class, best_proof, best_value)) = (rank(found), rank(best));
    let tie = 1e-9 * best_value.max(f64::MIN_POSITIVE);
    if class != best_class {
        class < best_class
    } else if (value - best_value).abs() <= tie {
        proof < best_proof
    } else {
        value < best_value
    }
}

/// Checks everything but the start, and reads the scales.
fn check<P: Problem + ?Sized>(
    problem: &P,
    wish: &Wish<'_>,
    options: &Options,
) -> Result<Vec<f64>, Malformed> {
    let n = problem.n_variables();
    check_length("wish", wish.point.len(), n)?;
    check_length("weights", wish.weights.len(), n)?;
    check_finite("wish", wish.point)?;
    check_positive("weights", wish.weights)?;
    check_bounds(wish.lower, wish.upper, n)?;
    if let Some(index) = wish.lower.iter().zip(wish.upper).position(|(lower, upper)| lower > upper)
    {
        return Err(Malformed::Crossed { index });
    }
    check_positive("options", &[options.radius, options.tolerance])?;
    let scales: Vec<f64> = (0..problem.n_margins()).map(|j| problem.scale(j)).collect();
    check_positive("margin scales", &scales)?;
    Ok(scales)
}
