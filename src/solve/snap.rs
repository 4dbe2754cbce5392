//! Landing on steps: a moved value goes to 0.1 mm, on the side where the bag can be made.

use crate::frame::Counts;
use crate::opt::sqp::Projection;

use super::problem::{Makeability, step};
use super::search::{Space, from_starts, holds};

/// Grid points tried directly before values are fixed one by one.
const MAX_CORNERS: usize = 256;
/// Projections spent on fixing values one by one.
const MAX_PROJECTIONS: usize = 60;

/// The nearest makeable point found whose moved values lie on their steps, with its counts; nothing if none was found.
pub(super) fn land(
    problem: &mut Makeability<'_>,
    space: &Space,
    projection: &Projection,
) -> Option<(Vec<f64>, Counts)> {
    corners(problem, space, &projection.x).or_else(|| {
        let mut left = MAX_PROJECTIONS;
        one_by_one(problem, space, &projection.x, &mut left)
    })
}

/// True if a value differs from its wish by more than rounding.
fn moved(space: &Space, index: usize, x: f64) -> bool {
    (x - space.wish[index]).abs() > 1e-7 * space.wish[index].abs().max(1.0)
}

/// The steps beside a value, the nearer first, within the range; `reach` steps to each side.
fn steps(problem: &Makeability<'_>, space: &Space, index: usize, x: f64, reach: i32) -> Vec<f64> {
    let unit = problem.structure.bound.params[space.free[index]].unit;
    let step = step(unit);
    // 1 / step is whole, so that a quotient is the decimal itself and not a multiple with a tail.
    let per = (1.0 / step).round();
    let down = (x * per + 1e-9).floor();
    let mut values: Vec<f64> = (-reach..=reach + 1)
        .map(|k| ((down + f64::from(k)) / per).max(space.lower[index]).min(space.upper[index]))
        .collect();
    values.sort_by(|a, b| (a - x).abs().total_cmp(&(b - x).abs()));
    values.dedup();
    values.truncate(2 * usize::try_from(reach).unwrap_or(0) + 2);
    values
}

/// All combinations of the two steps beside each moved value, nearest to the wish first.
fn corners(problem: &Makeability<'_>, space: &Space, x: &[f64]) -> Option<(Vec<f64>, Counts)> {
    let choices: Vec<Vec<f64>> = (0..x.len())
        .map(|index| {
            if moved(space, index, x[index]) {
                let mut beside = steps(problem, space, index, x[index], 0);
                beside.truncate(2);
                beside
            } else {
                vec![space.wish[index]]
            }
        })
        .collect();
    let total = choices.iter().map(Vec::len).product::<usize>();
    if total > MAX_CORNERS {
        return None;
    }
    let mut points: Vec<(f64, Vec<f64>)> = (0..total)
        .map(|mut code| {
            let point: Vec<f64> = choices
                .iter()
                .map(|choice| {
                    let value = choice[code % choice.len()];
                    code /= choice.len();
                    value
                })
                .collect();
            (space.distance(&point), point)
        })
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.iter().find_map(|(_, point)| {
        let whole = problem.whole(point);
        holds(problem.structure, &whole).map(|counts| (whole, counts))
    })
}

/// Fixes the stiffest moved value on a step, projects the others again, and so on.
fn one_by_one(
    problem: &mut Makeability<'_>,
    space: &Space,
    x: &[f64],
    left: &mut usize,
) -> Option<(Vec<f64>, Counts)> {
    let fixed = |index: usize| space.lower[index] == space.upper[index];
    let next = (0..x.len()).filter(|index| !fixed(*index) && moved(space, *index, x[*index]));
    let Some(next) = next.max_by(|a, b| space.weights[*a].total_cmp(&space.weights[*b])) else {
        let whole = problem.whole(x);
        return holds(problem.structure, &whole).map(|counts| (whole, counts));
    };
    for value in steps(problem, space, next, x[next], 1) {
        *left = left.checked_sub(1)?;
        let (mut lower, mut upper) = (space.lower.clone(), space.upper.clone());
        (lower[next], upper[next]) = (value, value);
        let narrowed = Space {
            free: space.free.clone(),
            wish: space.wish.clone(),
            weights: space.weights.clone(),
            lower,
            upper,
        };
        let mut start = x.to_vec();
        start[next] = value;
        let Some(projection) = from_starts(problem, &narrowed, &[start]) else { continue };
        if !projection.is_feasible() {
            continue;
        }
        if let Some(landed) = corners(problem, &narrowed, &projection.x) {
            return Some(landed);
        }
        if let Some(landed) = one_by_one(problem, &narrowed, &projection.x, left) {
            return Some(landed);
        }
    }
    None
}
