//! Evaluating a point, judging it as a trial, and what is learned from it.

use super::super::factor::{axpy, dot, max_abs};
use super::Problem;
use super::search::{HOLDS, Search};
use super::step::{Answer, Planes, Room, Step, nearest_step};

/// The part of the predicted gain that a step must deliver.
const ENOUGH_GAIN: f64 = 0.05;
/// Steps predicted to gain at least this times the squared violation are judged by their gain (Fletcher & Leyffer).
const GAIN_FIRST: f64 = 1e-4;
/// The relative error of an objective, with room to spare.
const ROUNDING: f64 = 1e-14;
/// After a rejected step, a gradient that changed by more than this part may have done so at a kink.
pub(super) const TILT_OF_A_KINK: f64 = 0.1;
/// After an accepted step it must have changed by more: mere curvature is left to the Hessian.
const TILT_OF_A_CROSSED_KINK: f64 = 0.3;
/// Remembered planes a variable; the oldest go first.
const KINKS_PER_VARIABLE: usize = 4;

/// A point at which the margins are known, in scaled variables and scaled margins.
#[derive(Debug, Clone)]
pub(super) struct Point {
    pub(super) x: Vec<f64>,
    /// `√w (x - wish)`: the gradient of the objective.
    pub(super) gap: Vec<f64>,
    /// `½ Σ gap²`.
    pub(super) objective: f64,
    /// The greatest violation, in scales; 0 when every margin is at least zero.
    pub(super) violation: f64,
    /// As the problem gave them.
    pub(super) margins: Vec<f64>,
    pub(super) values: Vec<f64>,
    pub(super) gradients: Vec<f64>,
}

impl Point {
    /// The violation as far as it counts.
    pub(super) fn counted_violation(&self) -> f64 {
        if self.violation <= HOLDS { 0.0 } else { self.violation }
    }
}

/// A margin's plane on the other side of what may be a kink.
#[derive(Debug, Clone)]
pub(super) struct Kink {
    pub(super) margin: usize,
    gap: Vec<f64>,
    value: f64,
    pub(super) gradient: Vec<f64>,
}

impl Kink {
    pub(super) fn distance(&self, point: &Point) -> f64 {
        self.gap.iter().zip(&point.gap).fold(0.0, |far: f64, (a, b)| far.max((a - b).abs()))
    }

    pub(super) fn value_at(&self, point: &Point) -> f64 {
        let moved = point.gap.iter().zip(&self.gap).map(|(here, there)| here - there);
        self.gradient.iter().zip(moved).fold(self.value, |sum, (g, d)| sum + g * d)
    }
}

impl<P: Problem + ?Sized> Search<'_, P> {
    /// The margins alone; nothing when they are not numbers.
    pub(super) fn margins(&mut self, x: &[f64]) -> Option<Vec<f64>> {
        self.evaluations += 1;
        let mut margins = Vec::with_capacity(self.scales.len());
        self.problem.margins(x, &mut margins);
        (margins.len() == self.scales.len() && margins.iter().all(|m| m.is_finite()))
            .then_some(margins)
    }

    /// Margins and gradients; nothing when they are not numbers. Remembers the nearest feasible point.
    pub(super) fn evaluate(&mut self, x: Vec<f64>) -> Option<Point> {
        self.evaluations += 1;
        let (n, n_margins) = (self.roots.len(), self.scales.len());
        let (mut margins, mut gradients) =
            (Vec::with_capacity(n_margins), Vec::with_capacity(n_margins * n));
        self.problem.margins_and_gradients(&x, &mut margins, &mut gradients);
        if margins.len() != n_margins || gradients.len() != n_margins * n {
            return None;
        }
        let values: Vec<f64> =
            margins.iter().zip(&self.scales).map(|(m, scale)| m / scale).collect();
        for (row, scale) in gradients.chunks_exact_mut(n.max(1)).zip(&self.scales) {
            for (g, root) in row.iter_mut().zip(&self.roots) {
                *g /= scale * root;
            }
        }
        if !values.iter().chain(&gradients).all(|v| v.is_finite()) {
            return None;
        }
        let gap: Vec<f64> = (0..n).map(|i| (x[i] - self.wish.point[i]) * self.roots[i]).collect();
        let objective = 0.5 * dot(&gap, &gap);
        let violation = values.iter().fold(0.0, |most: f64, v| most.max(-v));
        let point = Point { x, gap, objective, violation, margins, values, gradients };
        if violation <= HOLDS && self.best.as_ref().is_none_or(|best| objective < best.objective) {
            self.best = Some(point.clone());
        }
        Some(point)
    }

    /// The point a displacement away, on the bounds where the displacement ends there.
    pub(super) fn moved(&self, point: &Point, d: &[f64]) -> Vec<f64> {
        (0..d.len())
            .map(|i| {
                (point.x[i] + d[i] / self.roots[i]).max(self.wish.lower[i]).min(self.wish.upper[i])
            })
            .collect()
    }

    /// Tries a step, then its second-order correction; goes there, or stays with a smaller trust region.
    pub(super) fn try_step(
        &mut self,
        point: Point,
        planes: &Planes,
        room: &Room,
        step: &Step,
    ) -> Point {
        let length = max_abs(&step.d);
        let gain = -dot(&point.gap, &step.d) - 0.5 * dot(&step.d, &self.hessian.times(&step.d));
        let Some(trial) = self.evaluate(self.moved(&point, &step.d)) else {
            self.radius = 0.25 * length.min(self.radius);
            return point;
        };
        if self.accepts(&point, &trial, gain) {
            self.adapt_radius(&point, &trial, gain, length);
            return self.advance(&point, trial, planes, step);
        }
        if let Some((corrected, correction)) = self.correct(&point, &trial, planes, room, step)
            && self.accepts(&point, &corrected, gain)
        {
            self.adapt_radius(&point, &corrected, gain, max_abs(&correction.d));
            return self.advance(&point, corrected, planes, &correction);
        }
        self.remember_kinks(&point, &trial, &trial, &step.d, TILT_OF_A_KINK);
        self.radius = 0.3 * length.min(self.radius);
        point
    }

    /// The step bent back onto the margins as they were found at the trial, so that curvature alone does not spoil it.
    fn correct(
        &mut self,
        point: &Point,
        trial: &Point,
        planes: &Planes,
        room: &Room,
        step: &Step,
    ) -> Option<(Point, Step)> {
        // Also when the trial violates nothing: a boundary that curves away leaves the step short of it.
        if step.planes.iter().all(|y| *y <= 0.0) && trial.violation <= HOLDS {
            return None;
        }
        let mut bent = planes.clone();
        for (k, value) in bent.values.iter_mut().enumerate() {
            if let Some(found) = trial.values.get(k) {
                let n = step.d.len();
                *value = found - dot(&point.gradients[k * n..(k + 1) * n], &step.d);
            }
        }
        match nearest_step(&bent, room, &self.hessian, &point.gap, &mut self.pivots) {
            Answer::Step(correction) => {
                let corrected = self.evaluate(self.moved(point, &correction.d))?;
                Some((corrected, correction))
            }
            _ => None,
        }
    }

    /// Whether a trial is progress; forbids coming back where the step was one towards feasibility.
    fn accepts(&mut self, point: &Point, trial: &Point, gain: f64) -> bool {
        let noise = ROUNDING * point.objective;
        let present = (point.counted_violation(), point.objective);
        if !self.filter.accepts(present, trial.counted_violation(), trial.objective - noise) {
            return false;
        }
        if gain > 0.0 && gain >= GAIN_FIRST * present.0 * present.0 {
            return point.objective - trial.objective >= ENOUGH_GAIN * gain - noise;
        }
        if present.0 > 0.0 {
            self.filter.forbid(present.0, present.1);
        }
        true
    }

    fn adapt_radius(&mut self, point: &Point, trial: &Point, gain: f64, length: f64) {
        let delivered = if gain > 0.0 { (point.objective - trial.objective) / gain } else { 1.0 };
        if delivered < 0.2 && trial.violation <= HOLDS {
            self.radius = 0.5 * length.min(self.radius);
        } else if delivered > 0.6 && length >= 0.9 * self.radius {
            self.radius *= 2.0;
        }
    }

    /// Goes to the trial and learns the curvature on the way.
    fn advance(&mut self, point: &Point, trial: Point, planes: &Planes, step: &Step) -> Point {
        let multipliers = self.per_margin(planes, step);
        let mut moved = trial.gap.clone();
        axpy(-1.0, &point.gap, &mut moved);
        // The gradient of the Lagrangian, gap - Σ y ∇m, at the trial less that at the point.
        let mut change = moved.clone();
        axpy(-1.0, &combine_rows(&trial.gradients, &multipliers, moved.len()), &mut change);
        axpy(1.0, &combine_rows(&point.gradients, &multipliers, moved.len()), &mut change);
        self.hessian.update(&moved, &change);
        self.remember_kinks(point, &trial, point, &moved, TILT_OF_A_CROSSED_KINK);
        trial
    }

    /// Keeps the planes at `keep`, one of the ends of a step, of margins that turned out lower than foretold and tilted
    /// by more than a part of their gradient.
    pub(super) fn remember_kinks(
        &mut self,
        point: &Point,
        trial: &Point,
        keep: &Point,
        d: &[f64],
        part: f64,
    ) {
        let n = d.len();
        for margin in 0..self.scales.len() {
            let row = margin * n..(margin + 1) * n;
            let (old, new) = (&point.gradients[row.clone()], &trial.gradients[row.clone()]);
            let foretold = point.values[margin] + dot(old, d);
            let tilt = old.iter().zip(new).fold(0.0, |sum, (a, b)| sum + (a - b) * (a - b));
            let lower = trial.values[margin] < -HOLDS && trial.values[margin] < foretold;
            if lower && tilt > part * part * dot(old, old) {
                self.kinks.push(Kink {
                    margin,
                    gap: keep.gap.clone(),
                    value: keep.values[margin],
                    gradient: keep.gradients[row].to_vec(),
                });
            }
        }
        let surplus = self.kinks.len().saturating_sub(KINKS_PER_VARIABLE * n);
        self.kinks.drain(..surplus);
    }
}

/// `Σ yⱼ` times row `j`.
pub(super) fn combine_rows(rows: &[f64], y: &[f64], n: usize) -> Vec<f64> {
    let mut sum = vec![0.0; n];
    for (row, yj) in rows.chunks_exact(n.max(1)).zip(y) {
        if *yj != 0.0 {
            axpy(*yj, row, &mut sum);
        }
    }
    sum
}
