//! One step: the quadratic program on the tangent planes, and the one that reduces the greatest violation.
//!
//! Displacements `d` are in scaled variables throughout. Planes that cannot be reached inside the box are left out.

use super::super::active_set::{Halfspaces, Shortest, shortest};
use super::super::factor::axpy;
use super::super::nearest::pivot_limit;
use super::hessian::Hessian;

/// Tangent planes `value + gradient · d ≥ 0`.
#[derive(Debug, Clone, Default)]
pub(super) struct Planes {
    pub(super) values: Vec<f64>,
    /// Row-major.
    pub(super) gradients: Vec<f64>,
    /// The margin that a plane belongs to.
    pub(super) owners: Vec<usize>,
}

impl Planes {
    pub(super) fn push(&mut self, owner: usize, value: f64, gradient: &[f64]) {
        self.owners.push(owner);
        self.values.push(value);
        self.gradients.extend_from_slice(gradient);
    }

    pub(super) fn iter(&self, n: usize) -> impl Iterator<Item = (f64, &[f64])> {
        self.values.iter().copied().zip(self.gradients.chunks_exact(n.max(1)))
    }
}

/// The displacements allowed: bounds and trust region together.
#[derive(Debug, Clone)]
pub(super) struct Room {
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
}

impl Room {
    /// The least value of `gradient · d`.
    fn least(&self, gradient: &[f64]) -> f64 {
        let sides = self.lower.iter().zip(&self.upper);
        gradient
            .iter()
            .zip(sides)
            .fold(0.0, |sum, (g, (lower, upper))| sum + (g * lower).min(g * upper))
    }
}

/// A displacement with its multipliers: one a plane, one a side of the room.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) d: Vec<f64>,
    pub(super) planes: Vec<f64>,
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
}

/// What a quadratic program says.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    Step(Step),
    Infeasible,
    Stalled,
}

/// Minimises `g · d + ½ dᵀ B d` on the planes, inside the room. Adds to `pivots`.
///
/// With `B = L Lᵀ` and the unconstrained minimum `d*`, `e = Lᵀ (d - d*)` is to be as short as possible.
pub(super) fn nearest_step(
    planes: &Planes,
    room: &Room,
    hessian: &Hessian,
    g: &[f64],
    pivots: &mut usize,
) -> Answer {
    let n = g.len();
    let mut center: Vec<f64> = g.iter().map(|v| -v).collect();
    hessian.solve_lower(&mut center);
    hessian.solve_upper(&mut center);
    let lay_in = |row: &mut [f64]| hessian.solve_lower(row);
    let program = Program::new(planes, room, &center, n, |_, _| 0.0, lay_in);
    match program.solve(pivots) {
        Shortest::Found { mut e, multipliers, .. } => {
            hessian.solve_upper(&mut e);
            axpy(1.0, &center, &mut e);
            Answer::Step(program.name(e, &multipliers))
        }
        Shortest::Infeasible { .. } => Answer::Infeasible,
        Shortest::Stalled { .. } => Answer::Stalled,
    }
}

/// Finds the displacement after which the greatest violation of the planes is least, and the part of `violation` that is
/// left: 1 when nothing can be gained. Minimises `½ left² + ½ dᵀ B d`.
pub(super) fn least_violation(
    planes: &Planes,
    room: &Room,
    violation: f64,
    hessian: &Hessian,
    pivots: &mut usize,
) -> Option<(Step, f64)> {
    let n = room.lower.len();
    // One variable more: the part of the violation that is left, which every plane is allowed to miss zero by.
    let extra = |is_plane: bool, _: f64| if is_plane { violation } else { 0.0 };
    let lay_in = |row: &mut [f64]| hessian.solve_lower(&mut row[..n]);
    let program = Program::new(planes, room, &vec![0.0; n + 1], n, extra, lay_in);
    match program.solve(pivots) {
        Shortest::Found { mut e, multipliers, .. } => {
            let left = e.pop().unwrap_or(1.0);
            hessian.solve_upper(&mut e);
            Some((program.name(e, &multipliers), left))
        }
        _ => None,
    }
}

/// The half-spaces of a quadratic program, and where each comes from.
struct Program {
    spaces: Halfspaces,
    n_planes: usize,
    n: usize,
    /// Plane `k`, or `n_planes + i` for a lower side, or `n_planes + n + i` for an upper one.
    names: Vec<usize>,
}

impl Program {
    /// Rows of planes and sides; `extra` fills a further variable where `center` has one, `lay_in` changes variables.
    fn new(
        planes: &Planes,
        room: &Room,
        center: &[f64],
        n: usize,
        extra: impl Fn(bool, f64) -> f64,
        lay_in: impl Fn(&mut [f64]),
    ) -> Self {
        let n_planes = planes.values.len();
        let mut program =
            Self { spaces: Halfspaces::new(center.len()), n_planes, n, names: Vec::new() };
        let mut row = vec![0.0; center.len()];
        for (k, (value, gradient)) in planes.iter(n).enumerate() {
            if value + room.least(gradient) > 0.0 {
                continue;
            }
            row[..n].copy_from_slice(gradient);
            if let Some(last) = row.get_mut(n) {
                *last = extra(true, value);
            }
            let (mut shift, mut magnitude) = (0.0, value.abs());
            for (g, c) in gradient.iter().zip(center) {
                shift += g * c;
                magnitude += (g * c).abs();
            }
            lay_in(&mut row);
            program.spaces.push(&row, -value - shift, magnitude);
            program.names.push(k);
        }
        for i in 0..n {
            for (sign, bound, name) in
                [(1.0, room.lower[i], n_planes + i), (-1.0, room.upper[i], n_planes + n + i)]
            {
                if bound.is_finite() {
                    row.fill(0.0);
                    row[i] = sign;
                    lay_in(&mut row);
                    let magnitude = bound.abs() + center[i].abs();
                    program.spaces.push(&row, sign * (bound - center[i]), magnitude);
                    program.names.push(name);
                }
            }
        }
        program
    }

    fn solve(&self, pivots: &mut usize) -> Shortest {
        let answer = shortest(&self.spaces, pivot_limit(self.n, self.n_planes));
        *pivots += match &answer {
            Shortest::Found { pivots, .. }
            | Shortest::Infeasible { pivots, .. }
            | Shortest::Stalled { pivots } => *pivots,
        };
        answer
    }

    fn name(&self, d: Vec<f64>, multipliers: &[f64]) -> Step {
        let mut all = vec![0.0; self.n_planes + 2 * self.n];
        for (name, multiplier) in self.names.iter().zip(multipliers) {
            all[*name] = *multiplier;
        }
        let upper = all.split_off(self.n_planes + self.n);
        let lower = all.split_off(self.n_planes);
        Step { d, planes: all, lower, upper }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::factor::dot;
    use super::*;

    fn planes(rows: &[(f64, [f64; 2])]) -> Planes {
        let mut planes = Planes::default();
        for (k, (value, gradient)) in rows.iter().enumerate() {
            planes.push(k, *value, gradient);
        }
        planes
    }

    #[test]
    fn contradicting_planes_share_what_is_left() {
        // d₀ ≥ 1 and -d₀ ≥ 2: at best each misses by 1.5.
        let planes = planes(&[(-1.0, [1.0, 0.0]), (-2.0, [-1.0, 0.0])]);
        let room = Room { lower: vec![-10.0; 2], upper: vec![10.0; 2] };
        let mut pivots = 0;
        let (step, left) =
            least_violation(&planes, &room, 2.0, &Hessian::uniform(2, 1e-6), &mut pivots)
                .expect("always solvable");
        assert!((left - 0.75).abs() < 1e-6, "left {left}");
        let mut after = planes.iter(2).map(|(value, gradient)| value + dot(gradient, &step.d));
        assert!(after.all(|v| (v + 1.5).abs() < 1e-5), "step {:?}", step.d);
        assert!(
            (step.planes[0] - step.planes[1]).abs() < 1e-4 * step.planes[0],
            "equal weights: {:?}",
            step.planes
        );
    }
}
