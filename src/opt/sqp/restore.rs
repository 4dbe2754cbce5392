//! Feasibility restoration: where the tangent planes contradict one another, the greatest violation is reduced.

use super::super::factor::{axpy, max_abs};
use super::search::{HOLDS, Search};
use super::step::{Planes, Room, Step, least_violation};
use super::trial::{Point, TILT_OF_A_KINK, combine_rows};
use super::{Clash, Problem};

/// The part of the foretold reduction that a step must deliver.
const ENOUGH_REDUCTION: f64 = 0.1;
/// The curvature that the violation is believed to have at first, its square counting as one: small enough not to hold
/// a step up, large enough to keep the program well conditioned.
pub(super) const FIRST_CURVATURE: f64 = 1e-6;
/// A violation that no step of length one can reduce by more than this part is stationary.
const STATIONARY: f64 = 1e-4;

impl<P: Problem + ?Sized> Search<'_, P> {
    /// Where the greatest violation is less; nothing (and a smaller trust region) when the step did not bring that; or
    /// the proof that nothing can be gained.
    pub(super) fn restore(
        &mut self,
        point: &Point,
        planes: &Planes,
        room: &Room,
    ) -> Result<Option<Point>, Clash> {
        let answer = least_violation(
            planes,
            room,
            point.violation,
            &self.violation_hessian,
            &mut self.pivots,
        );
        let Some((step, left)) = answer else {
            self.radius *= 0.25;
            return Ok(None);
        };
        let length = max_abs(&step.d);
        if 1.0 - left <= STATIONARY * self.radius.min(1.0) {
            return Err(self.clash(point, planes, &step, true));
        }
        if let Some(trial) = self.evaluate(self.moved(point, &step.d)) {
            if point.violation - trial.violation
                >= ENOUGH_REDUCTION * (1.0 - left) * point.violation
            {
                self.filter.forbid(point.violation, point.objective);
                self.learn(point, &trial, planes, &step);
                if length >= 0.9 * self.radius {
                    self.radius *= 2.0;
                }
                return Ok(Some(trial));
            }
            self.remember_kinks(point, &trial, &trial, &step.d, TILT_OF_A_KINK);
        }
        self.radius = 0.3 * length.min(self.radius);
        Ok(None)
    }

    /// Learns how the margins that hold the violation up curve.
    fn learn(&mut self, point: &Point, trial: &Point, planes: &Planes, step: &Step) {
        let weights = self.per_margin(planes, step);
        let n = self.roots.len();
        let mut moved = trial.gap.clone();
        axpy(-1.0, &point.gap, &mut moved);
        let mut change = combine_rows(&point.gradients, &weights, n);
        axpy(-1.0, &combine_rows(&trial.gradients, &weights, n), &mut change);
        self.violation_hessian.update(&moved, &change);
    }

    /// What clashes at a point where the search ended for want of evaluations or of progress.
    pub(super) fn unproved_clash(&mut self, point: &Point) -> Clash {
        self.radius = self.options.radius;
        let planes = Planes {
            values: point.values.clone(),
            gradients: point.gradients.clone(),
            owners: (0..point.values.len()).collect(),
        };
        let room = self.room(point);
        match least_violation(
            &planes,
            &room,
            point.violation,
            &self.violation_hessian,
            &mut self.pivots,
        ) {
            Some((step, _)) => self.clash(point, &planes, &step, false),
            None => Clash { violation: point.violation, worst: worst(point), ..Clash::default() },
        }
    }

    fn clash(&self, point: &Point, planes: &Planes, step: &Step, stationary: bool) -> Clash {
        let weights = self.per_margin(planes, step);
        let total: f64 = weights.iter().sum();
        let share = |weights: &[f64], counts: &dyn Fn(usize) -> bool| -> Vec<(usize, f64)> {
            let parts =
                weights.iter().enumerate().filter(|(i, y)| **y > 1e-9 * total && counts(*i));
            parts.map(|(i, y)| (i, y / total)).collect()
        };
        // A side of the trust region is no demand of the problem.
        let at_lower = |i: usize| (self.wish.lower[i] - point.x[i]) * self.roots[i] > -self.radius;
        let at_upper = |i: usize| (self.wish.upper[i] - point.x[i]) * self.roots[i] < self.radius;
        Clash {
            violation: point.violation,
            worst: worst(point),
            margins: share(&weights, &|_| true),
            lower: share(&step.lower, &at_lower),
            upper: share(&step.upper, &at_upper),
            stationary,
        }
    }
}

/// Margins that do not hold, worst first, the first of equals first.
fn worst(point: &Point) -> Vec<usize> {
    let mut worst: Vec<usize> =
        (0..point.values.len()).filter(|j| point.values[*j] < -HOLDS).collect();
    worst.sort_by(|a, b| point.values[*a].total_cmp(&point.values[*b]));
    worst
}
