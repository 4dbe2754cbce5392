//! Whether a stationary point is a minimum: the curvature along the directions that the active margins leave free.

use super::super::factor::{Factor, axpy, dot};
use super::Problem;
use super::hessian::{Hessian, cholesky};
use super::search::{HOLDS, Search};
use super::step::{Answer, Planes, Room, Step, nearest_step};
use super::trial::{Point, combine_rows};

/// The length of the difference from which curvature is computed, in scaled variables: gradients are exact, so the
/// error is about 1e-16 / 1e-5 from rounding and 1e-5 from the change of curvature.
const DIFFERENCE: f64 = 1e-5;
/// Curvature (that of the distance is 1) above this counts as none: the point may be a flat minimum.
const DOWNHILL: f64 = -1e-4;
/// A normal with less than this part outside the span of the others adds no direction.
const DEPENDENT: f64 = 1e-8;

impl<P: Problem + ?Sized> Search<'_, P> {
    /// A point nearer to the wish than a stationary one, if the boundary curves towards the wish there.
    ///
    /// The Hessian of the Lagrangian is formed on the free directions only, by one evaluation each.
    pub(super) fn leave_saddle(
        &mut self,
        point: &Point,
        planes: &Planes,
        step: &Step,
        multipliers: &[f64],
    ) -> Option<Point> {
        if multipliers.iter().all(|y| *y <= 0.0) {
            return None;
        }
        let free = self.free_directions(planes, step);
        let count = free.len();
        if count == 0 || self.evaluations + count > self.options.max_evaluations {
            return None;
        }
        let n = self.roots.len();
        let here = combine_rows(&point.gradients, multipliers, n);
        let mut columns = Vec::with_capacity(count);
        for direction in &free {
            let h = self.side_within_bounds(point, direction)?;
            let probe: Vec<f64> = direction.iter().map(|v| h * v).collect();
            let there = self.evaluate(self.moved(point, &probe))?;
            let mut change = combine_rows(&there.gradients, multipliers, n);
            axpy(-1.0, &here, &mut change);
            columns.push((0..n).map(|i| direction[i] - change[i] / h).collect::<Vec<f64>>());
        }
        let mut reduced = vec![0.0; count * count];
        for i in 0..count {
            for k in 0..count {
                reduced[i * count + k] =
                    0.5 * (dot(&free[i], &columns[k]) + dot(&free[k], &columns[i]));
            }
        }
        let (v, curvature) = cholesky(&reduced, count).err()?;
        if curvature > DOWNHILL {
            return None;
        }
        let mut direction = vec![0.0; n];
        for (vi, z) in v.iter().zip(&free) {
            axpy(*vi, z, &mut direction);
        }
        self.escape(point, &direction, multipliers)
    }

    /// Unit vectors along which no active margin and no active bound changes.
    fn free_directions(&self, planes: &Planes, step: &Step) -> Vec<Vec<f64>> {
        let n = self.roots.len();
        let mut factor = Factor::new(n);
        let mut d = Vec::new();
        let mut hold = |normal: &[f64]| {
            let length = dot(normal, normal).sqrt();
            factor.rotate_in(normal, &mut d);
            let outside = d.iter().skip(factor.n_columns()).fold(0.0, |sum, v| sum + v * v).sqrt();
            if outside > DEPENDENT * length {
                factor.add(&mut d);
            }
        };
        for i in 0..n {
            let pinned = self.wish.lower[i] == self.wish.upper[i];
            if pinned || step.lower[i] > 0.0 || step.upper[i] > 0.0 {
                let mut unit = vec![0.0; n];
                unit[i] = 1.0;
                hold(&unit);
            }
        }
        for ((_, gradient), y) in planes.iter(n).zip(&step.planes) {
            if *y > 0.0 {
                hold(gradient);
            }
        }
        factor.free_directions().map(<[f64]>::to_vec).collect()
    }

    /// The signed length of a difference along `direction` that stays within the bounds.
    fn side_within_bounds(&self, point: &Point, direction: &[f64]) -> Option<f64> {
        [DIFFERENCE, -DIFFERENCE].into_iter().find(|h| {
            (0..direction.len()).all(|i| {
                let x = point.x[i] + h * direction[i] / self.roots[i];
                direction[i].abs() < 1e-12 || self.wish.lower[i] <= x && x <= self.wish.upper[i]
            })
        })
    }

    /// Goes down a direction, back onto the margins, and asks whether that is nearer.
    fn escape(&mut self, point: &Point, direction: &[f64], multipliers: &[f64]) -> Option<Point> {
        let size = dot(&point.gap, &point.gap).sqrt();
        // More than the margins can be worth: a violation must not pass for a gain.
        let price = 2.0 * multipliers.iter().sum::<f64>();
        let n = self.roots.len();
        for length in [0.3 * size, 0.03 * size, 0.003 * size] {
            for sign in [1.0, -1.0] {
                let away: Vec<f64> = direction.iter().map(|v| sign * length * v).collect();
                let Some(trial) = self.evaluate(self.moved(point, &away)) else { continue };
                let planes = Planes {
                    values: trial.values.clone(),
                    gradients: trial.gradients.clone(),
                    owners: (0..trial.values.len()).collect(),
                };
                self.radius = 2.0 * length;
                let room: Room = self.room(&trial);
                let identity = Hessian::identity(n);
                let answer = nearest_step(&planes, &room, &identity, &trial.gap, &mut self.pivots);
                let Answer::Step(back) = answer else { continue };
                let Some(landed) = self.evaluate(self.moved(&trial, &back.d)) else { continue };
                let cost = landed.objective + price * (landed.violation - HOLDS).max(0.0);
                if cost < point.objective * (1.0 - 1e-9) {
                    return Some(landed);
                }
            }
        }
        None
    }
}
