//! The point of a polyhedron nearest to a target: a quadratic program with a diagonal Hessian.
//!
//! Minimises `½ Σ wᵢ (xᵢ - pᵢ)²` subject to `a · x ≥ b` for every row, `a · x = b` for every equality and
//! `lower ≤ x ≤ upper`. Made for at most some 30 variables and 300 rows; everything is dense.
//! The method is the dual active-set method of Goldfarb & Idnani (1983), which starts at the target itself and so costs
//! a few pivots when few rows stand in the way.
//!
//! The answer is exact in the active-set sense: a row is active or it is not, a variable that no active row touches
//! keeps its target bit for bit, and a variable at a bound equals the bound.

use super::active_set::{Halfspaces, Shortest, shortest};
use super::malformed::{Malformed, check_bounds, check_finite, check_length, check_positive};

/// Dense rows and their right-hand sides.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rows<'a> {
    /// Row-major: row `j` is `coefficients[j * n..(j + 1) * n]` for `n` variables.
    pub coefficients: &'a [f64],
    /// One number a row.
    pub right: &'a [f64],
}

/// A nearest-point problem over `target.len()` variables.
#[derive(Debug, Clone, Copy)]
pub struct NearestProblem<'a> {
    /// The point to stay near to.
    pub target: &'a [f64],
    /// How dear it is to move a variable, each greater than zero.
    pub weights: &'a [f64],
    /// Rows that hold with `≥`.
    pub inequalities: Rows<'a>,
    /// Rows that hold with `=`.
    pub equalities: Rows<'a>,
    /// Lower bounds, `-∞` for none.
    pub lower: &'a [f64],
    /// Upper bounds, `+∞` for none. Below its lower bound the problem is infeasible.
    pub upper: &'a [f64],
}

/// One constraint of a problem, by kind and index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constraint {
    /// An inequality row.
    Inequality(usize),
    /// An equality row.
    Equality(usize),
    /// The lower bound of a variable.
    Lower(usize),
    /// The upper bound of a variable.
    Upper(usize),
}

/// One number for every constraint of a problem.
///
/// As multipliers they satisfy `wᵢ (xᵢ - pᵢ) = Σ rows · y + lowerᵢ - upperᵢ`. Nonnegative, but for equalities.
#[derive(Debug, Clone, PartialEq)]
pub struct PerConstraint {
    /// For the inequality rows.
    pub inequalities: Vec<f64>,
    /// For the equality rows, of either sign.
    pub equalities: Vec<f64>,
    /// For the lower bounds (`x ≥ lower`).
    pub lower: Vec<f64>,
    /// For the upper bounds (`-x ≥ -upper`).
    pub upper: Vec<f64>,
}

/// The nearest point, with the proof that it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// The point.
    pub x: Vec<f64>,
    /// How hard every constraint pushes.
    pub multipliers: PerConstraint,
    /// The constraints the point rests on, in the order in which they were found. Linearly independent.
    pub active: Vec<Constraint>,
    /// Steps taken: constraints entered and dropped.
    pub pivots: usize,
}

/// The proof that no point satisfies all constraints.
///
/// Multiplied by the weights and added up, the left sides cancel to zero (up to rounding, 1e-10 of the greatest term)
/// and the right sides add up to more than zero: the sum of the constraints says `0 ≥ something positive`.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// The weight of every constraint.
    pub weights: PerConstraint,
    /// The constraints with a weight other than zero: together they already clash.
    pub involved: Vec<Constraint>,
    /// Steps taken.
    pub pivots: usize,
}

/// The answer to a nearest-point problem.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum NearestAnswer {
    /// There is a nearest point, and this is it.
    Found(Nearest),
    /// There is no point at all.
    Infeasible(Certificate),
    /// Rounding, or the limit of pivots, ended the search without an answer.
    Stalled {
        /// Steps taken.
        pivots: usize,
    },
}

/// The number of pivots after which [`nearest`] gives up: far more than a problem needs, so only a cycle gets there.
pub fn pivot_limit(n_variables: usize, n_rows: usize) -> usize {
    100 + 10 * (3 * n_variables + n_rows)
}

/// Finds the point nearest to the target that satisfies every constraint, or proves that there is none.
///
/// # Errors
/// [`Malformed`] when slices do not fit together, a number is NaN or infinite (bounds may be), or a weight is not positive.
///
/// # Example
/// ```
/// use microbag::opt::nearest::{NearestAnswer, NearestProblem, Rows, nearest};
/// // The point of x + y ≥ 2 nearest to the origin, when x is twice as hard to move.
/// let answer = nearest(&NearestProblem {
///     target: &[0.0, 0.0],
///     weights: &[2.0, 1.0],
///     inequalities: Rows { coefficients: &[1.0, 1.0], right: &[2.0] },
///     equalities: Rows::default(),
///     lower: &[f64::NEG_INFINITY; 2],
///     upper: &[f64::INFINITY; 2],
/// })?;
/// let NearestAnswer::Found(found) = answer else { panic!("the half-plane is not empty") };
/// assert!((found.x[0] - 2.0 / 3.0).abs() < 1e-12 && (found.x[1] - 4.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), microbag::opt::Malformed>(())
/// ```
pub fn nearest(problem: &NearestProblem<'_>) -> Result<NearestAnswer, Malformed> {
    let n = problem.target.len();
    check(problem)?;
    let roots: Vec<f64> = problem.weights.iter().map(|w| w.sqrt()).collect();
    let (spaces, names) = scale(problem, &roots);
    let limit = pivot_limit(n, problem.inequalities.right.len() + problem.equalities.right.len());
    Ok(match shortest(&spaces, limit) {
        Shortest::Found { e, multipliers, active, pivots } => {
            let mut x: Vec<f64> = (0..n)
                .map(|i| {
                    (problem.target[i] + e[i] / roots[i])
                        .max(problem.lower[i])
                        .min(problem.upper[i])
                })
                .collect();
            let active: Vec<Constraint> = active.iter().map(|&k| names[k]).collect();
            for constraint in &active {
                match *constraint {
                    Constraint::Lower(i) => x[i] = problem.lower[i],
                    Constraint::Upper(i) => x[i] = problem.upper[i],
                    _ => {}
                }
            }
            let multipliers = spread(problem, &names, &multipliers);
            NearestAnswer::Found(Nearest { x, multipliers, active, pivots })
        }
        Shortest::Infeasible { weights, pivots } => {
            let involved =
                names.iter().zip(&weights).filter(|(_, y)| **y != 0.0).map(|(name, _)| *name);
            NearestAnswer::Infeasible(Certificate {
                involved: involved.collect(),
                weights: spread(problem, &names, &weights),
                pivots,
            })
        }
        Shortest::Stalled { pivots } => NearestAnswer::Stalled { pivots },
    })
}

fn check(problem: &NearestProblem<'_>) -> Result<(), Malformed> {
    let n = problem.target.len();
    check_length("weights", problem.weights.len(), n)?;
    let rows = problem.inequalities;
    check_length("inequality coefficients", rows.coefficients.len(), n * rows.right.len())?;
    let equalities = problem.equalities;
    check_length(
        "equality coefficients",
        equalities.coefficients.len(),
        n * equalities.right.len(),
    )?;
    check_finite("target", problem.target)?;
    check_positive("weights", problem.weights)?;
    check_finite("inequality coefficients", rows.coefficients)?;
    check_finite("inequality right-hand sides", rows.right)?;
    check_finite("equality coefficients", equalities.coefficients)?;
    check_finite("equality right-hand sides", equalities.right)?;
    check_bounds(problem.lower, problem.upper, n)
}

/// Rewrites the problem for `eᵢ = √wᵢ (xᵢ - pᵢ)`: shortest `e`, with a name for every half-space.
///
/// Working with the difference to the target keeps untouched variables untouched and rounding relative to the move.
fn scale(problem: &NearestProblem<'_>, roots: &[f64]) -> (Halfspaces, Vec<Constraint>) {
    let n = roots.len();
    let mut spaces = Halfspaces::new(n);
    let mut names = Vec::new();
    let mut row = vec![0.0; n];
    let mut push_rows = |rows: Rows<'_>, spaces: &mut Halfspaces| {
        for (j, right) in rows.right.iter().enumerate() {
            let coefficients = &rows.coefficients[j * n..(j + 1) * n];
            let (mut offset, mut magnitude) = (*right, right.abs());
            for i in 0..n {
                let part = coefficients[i] * problem.target[i];
                offset -= part;
                magnitude += part.abs();
                row[i] = coefficients[i] / roots[i];
            }
            spaces.push(&row, offset, magnitude);
        }
    };
    push_rows(problem.equalities, &mut spaces);
    spaces.seal_equalities();
    push_rows(problem.inequalities, &mut spaces);
    names.extend((0..problem.equalities.right.len()).map(Constraint::Equality));
    names.extend((0..problem.inequalities.right.len()).map(Constraint::Inequality));
    row.fill(0.0);
    for i in 0..n {
        let target = problem.target[i];
        let sides = [
            (1.0, problem.lower[i], Constraint::Lower(i)),
            (-1.0, problem.upper[i], Constraint::Upper(i)),
        ];
        for (sign, bound, name) in sides {
            if bound.is_finite() {
                row[i] = sign / roots[i];
                spaces.push(&row, sign * (bound - target), bound.abs() + target.abs());
                names.push(name);
                row[i] = 0.0;
            }
        }
    }
    (spaces, names)
}

/// Sorts one number a half-space into one number a constraint.
fn spread(problem: &NearestProblem<'_>, names: &[Constraint], values: &[f64]) -> PerConstraint {
    let n = problem.target.len();
    let mut all = PerConstraint {
        inequalities: vec![0.0; problem.inequalities.right.len()],
        equalities: vec![0.0; problem.equalities.right.len()],
        lower: vec![0.0; n],
        upper: vec![0.0; n],
    };
    for (name, value) in names.iter().zip(values) {
        match *name {
            Constraint::Inequality(j) => all.inequalities[j] = *value,
            Constraint::Equality(j) => all.equalities[j] = *value,
            Constraint::Lower(i) => all.lower[i] = *value,
            Constraint::Upper(i) => all.upper[i] = *value,
        }
    }
    all
}
