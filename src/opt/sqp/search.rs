//! The course of one search: from a start to a converged point, or to the best that was seen.

use super::super::factor::{dot, max_abs};
use super::filter::Filter;
use super::hessian::Hessian;
use super::restore::FIRST_CURVATURE;
use super::step::{Answer, Planes, Room, Step, nearest_step};
use super::trial::{Kink, Point};
use super::{Clash, Options, Problem, Projection, SecondOrder, Status, Wish};

/// A margin holds when it is at least minus this many of its scales.
pub(super) const HOLDS: f64 = 1e-9;
/// A plane from a trial this near counts as a plane at the point itself.
const AT_THE_KINK: f64 = 1e-5;
/// The gradient of the Lagrangian that a converged point may be left with, so that a Hessian spoiled by a kink cannot
/// feign a short step.
const STATIONARY: f64 = 1e-6;
/// How often a search may begin again at a better point: after a saddle, or after it has strayed.
const MOST_RETURNS: usize = 3;

/// The state of one search.
pub(super) struct Search<'a, P: ?Sized> {
    pub(super) problem: &'a mut P,
    pub(super) wish: &'a Wish<'a>,
    pub(super) options: &'a Options,
    /// `√w`: scaled variables are `z = √w x`.
    pub(super) roots: Vec<f64>,
    pub(super) scales: Vec<f64>,
    pub(super) evaluations: usize,
    pub(super) pivots: usize,
    /// The nearest feasible point evaluated so far.
    pub(super) best: Option<Point>,
    pub(super) filter: Filter,
    pub(super) hessian: Hessian,
    /// The curvature of the violation during restoration.
    pub(super) violation_hessian: Hessian,
    pub(super) radius: f64,
    pub(super) kinks: Vec<Kink>,
    pub(super) returns: usize,
}

impl<'a, P: Problem + ?Sized> Search<'a, P> {
    /// A search that has not begun; the arguments have been checked.
    pub(super) fn new(
        problem: &'a mut P,
        wish: &'a Wish<'a>,
        scales: Vec<f64>,
        options: &'a Options,
    ) -> Self {
        Self {
            problem,
            wish,
            options,
            roots: wish.weights.iter().map(|w| w.sqrt()).collect(),
            scales,
            evaluations: 0,
            pivots: 0,
            best: None,
            filter: Filter::default(),
            hessian: Hessian::identity(wish.point.len()),
            violation_hessian: Hessian::uniform(wish.point.len(), FIRST_CURVATURE),
            radius: options.radius,
            kinks: Vec::new(),
            returns: 0,
        }
    }

    /// Runs the search; nothing when the margins cannot be evaluated at the start.
    pub(super) fn project(mut self, start: &[f64]) -> Option<Projection> {
        let bounds = self.wish.lower.iter().zip(self.wish.upper);
        let x: Vec<f64> =
            start.iter().zip(bounds).map(|(v, (lower, upper))| v.max(*lower).min(*upper)).collect();
        if x.as_slice() == self.wish.point {
            let margins = self.margins(self.wish.point)?;
            if margins.iter().zip(&self.scales).all(|(m, scale)| *m >= -HOLDS * scale) {
                return Some(Projection {
                    x: self.wish.point.to_vec(),
                    distance: 0.0,
                    multipliers: vec![0.0; margins.len()],
                    margins,
                    active: Vec::new(),
                    status: Status::Converged,
                    evaluations: self.evaluations,
                    pivots: 0,
                });
            }
        }
        let first = self.evaluate(x)?;
        Some(self.run(first))
    }

    fn run(mut self, first: Point) -> Projection {
        let mut point = self.begin_at(first);
        loop {
            let least_radius = 1e-3 * self.options.tolerance;
            if self.evaluations >= self.options.max_evaluations || self.radius < least_radius {
                return self.give_up(&point);
            }
            let room = self.room(&point);
            let planes = self.planes(&point);
            let mut answer =
                nearest_step(&planes, &room, &self.hessian, &point.gap, &mut self.pivots);
            if matches!(answer, Answer::Infeasible) && point.violation <= HOLDS {
                // It holds to within the tolerance, so the planes cannot be asked for more than that.
                let planes = Planes {
                    values: planes.values.iter().map(|v| v.max(0.0)).collect(),
                    ..planes.clone()
                };
                answer = nearest_step(&planes, &room, &self.hessian, &point.gap, &mut self.pivots);
            }
            match answer {
                Answer::Step(step)
                    if max_abs(&step.d) <= self.options.tolerance && point.violation <= HOLDS =>
                {
                    let multipliers = self.per_margin(&planes, &step);
                    if let Some(next) = self.reconsider(&point, &planes, &step, &multipliers) {
                        point = next;
                    } else {
                        let status = match &self.best {
                            Some(best) if self.is_clearly_nearer(best, &point) => {
                                return self.give_up(&point);
                            }
                            _ => Status::Converged,
                        };
                        return self.report(point, &multipliers, status);
                    }
                }
                Answer::Step(step) => point = self.try_step(point, &planes, &room, &step),
                Answer::Infeasible => match self.restore(&point, &planes, &room) {
                    Ok(next) => point = next.unwrap_or(point),
                    Err(clash) => return self.refuse(point, clash),
                },
                Answer::Stalled => self.radius *= 0.25,
            }
        }
    }

    /// Forgets what was learned elsewhere and begins at a point.
    pub(super) fn begin_at(&mut self, point: Point) -> Point {
        self.filter = Filter::new((10.0 * point.violation).max(1.0));
        self.hessian = Hessian::identity(self.roots.len());
        self.violation_hessian = Hessian::uniform(self.roots.len(), FIRST_CURVATURE);
        self.kinks.clear();
        point
    }

    /// At a point where the next step is too short to matter: whether it has converged (nothing) or where to go on.
    fn reconsider(
        &mut self,
        point: &Point,
        planes: &Planes,
        step: &Step,
        multipliers: &[f64],
    ) -> Option<Point> {
        // A plane from a distant trial holds the point: come nearer before believing it.
        let n_margins = self.scales.len();
        let far = self.kinks.iter().map(|kink| kink.distance(point)).fold(0.0, f64::max);
        if far > AT_THE_KINK && step.planes.iter().skip(n_margins).any(|y| *y > 0.0) {
            self.kinks.retain(|kink| kink.distance(point) <= AT_THE_KINK);
            self.radius = self.radius.min(0.1 * far);
            return Some(point.clone());
        }
        let rest = max_abs(&self.hessian.times(&step.d));
        if rest > STATIONARY * (1.0 + max_abs(&point.gap)) && self.returns < MOST_RETURNS {
            self.returns += 1;
            self.hessian = Hessian::identity(self.roots.len());
            return Some(point.clone());
        }
        if self.returns < MOST_RETURNS {
            let nearer =
                self.best.as_ref().filter(|best| self.is_clearly_nearer(best, point)).cloned();
            if let Some(best) = nearer {
                self.returns += 1;
                return Some(self.begin_at(best));
            }
            if self.options.second_order == SecondOrder::Check {
                let left = self.leave_saddle(point, planes, step, multipliers);
                if let Some(next) = left {
                    self.returns += 1;
                    return Some(self.begin_at(next));
                }
            }
        }
        None
    }

    fn is_clearly_nearer(&self, best: &Point, point: &Point) -> bool {
        let gain = self.options.tolerance * (self.options.tolerance + point.objective.sqrt());
        best.objective + 10.0 * gain < point.objective
    }

    /// The trust region and the bounds around a point.
    pub(super) fn room(&self, point: &Point) -> Room {
        let side = |bound: &[f64], i: usize| (bound[i] - point.x[i]) * self.roots[i];
        let n = self.roots.len();
        Room {
            lower: (0..n).map(|i| side(self.wish.lower, i).max(-self.radius).min(0.0)).collect(),
            upper: (0..n).map(|i| side(self.wish.upper, i).min(self.radius).max(0.0)).collect(),
        }
    }

    /// The tangent planes at a point, then the planes of kinks nearby that can still be true here.
    fn planes(&self, point: &Point) -> Planes {
        let n = self.roots.len();
        let mut planes = Planes {
            values: point.values.clone(),
            gradients: point.gradients.clone(),
            owners: (0..point.values.len()).collect(),
        };
        for kink in &self.kinks {
            let value = kink.value_at(point);
            let here = point.values[kink.margin];
            // Above the margin here, so it can be another side of a concave kink. Below, it cannot.
            if value >= here - HOLDS && kink.distance(point) <= 4.0 * self.radius {
                planes.push(kink.margin, value, &kink.gradient[..n]);
            }
        }
        planes
    }

    /// The multipliers of the scaled margins.
    pub(super) fn per_margin(&self, planes: &Planes, step: &Step) -> Vec<f64> {
        let mut multipliers = vec![0.0; self.scales.len()];
        for (owner, y) in planes.owners.iter().zip(&step.planes) {
            multipliers[*owner] += y;
        }
        multipliers
    }

    /// The best feasible point, not known to be nearest; or, when none was seen, the present one with what clashes there.
    fn give_up(mut self, point: &Point) -> Projection {
        let Some(best) = self.best.take() else {
            let clash = self.unproved_clash(point);
            return self.refuse(point.clone(), clash);
        };
        self.radius = self.options.radius;
        self.kinks.clear();
        let planes = Planes {
            values: best.values.iter().map(|v| v.max(0.0)).collect(),
            gradients: best.gradients.clone(),
            owners: (0..best.values.len()).collect(),
        };
        let room = self.room(&best);
        let hessian = Hessian::identity(self.roots.len());
        let multipliers = match nearest_step(&planes, &room, &hessian, &best.gap, &mut self.pivots)
        {
            Answer::Step(step) => self.per_margin(&planes, &step),
            _ => vec![0.0; self.scales.len()],
        };
        self.report(best, &multipliers, Status::Feasible)
    }

    fn refuse(self, point: Point, clash: Clash) -> Projection {
        let mut multipliers = vec![0.0; self.scales.len()];
        for (margin, weight) in &clash.margins {
            multipliers[*margin] = *weight;
        }
        self.report(point, &multipliers, Status::Infeasible(clash))
    }

    fn report(self, point: Point, multipliers: &[f64], status: Status) -> Projection {
        Projection {
            distance: dot(&point.gap, &point.gap).sqrt(),
            x: point.x,
            margins: point.margins,
            active: (0..multipliers.len()).filter(|j| multipliers[*j] > 0.0).collect(),
            multipliers: multipliers.iter().zip(&self.scales).map(|(y, scale)| y / scale).collect(),
            status,
            evaluations: self.evaluations,
            pivots: self.pivots,
        }
    }
}
