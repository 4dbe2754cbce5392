//! The shortest vector in an intersection of half-spaces, by the dual active-set method of Goldfarb & Idnani (1983).
//!
//! *D. Goldfarb, A. Idnani: A numerically stable dual method for solving strictly convex quadratic programs.
//! Mathematical Programming 27 (1983), 1-33.* The caller has moved the target to the origin and scaled the Hessian to
//! the identity, so the start is the zero vector and no Cholesky factor is needed.
//!
//! Vocabulary: the *entering* half-space is the violated one being added; *blocking* is an active one whose multiplier
//! would turn negative first. A *pivot* is one step: a half-space enters, leaves, or both fail and infeasibility is proved.

use super::factor::{Factor, axpy, dot, max_abs};

/// A half-space counts as violated when it is missed by more than this, relative to the numbers it is computed from.
const VIOLATED: f64 = 1e-12;
/// A normal counts as dependent on the active ones when less than this part of it (its length is one) lies outside
/// their span. The part is known to about 1e-15, so here it still has five digits.
const DEPENDENT: f64 = 1e-10;
/// A coefficient of a dependent normal below this is noise and cannot block.
const NO_BLOCK: f64 = 1e-12;
/// The relative error of an offset, with room to spare.
const ROUNDING: f64 = 1e-14;
/// Active half-spaces that cannot be met better than this (relative) mean that the factors are spent.
const SPENT: f64 = 1e-8;

/// The half-spaces `normal · e ≥ offset`, each normal scaled to length one; the first `n_equalities` hold with `=`.
#[derive(Debug, Clone)]
pub(super) struct Halfspaces {
    n: usize,
    n_equalities: usize,
    normals: Vec<f64>,
    offsets: Vec<f64>,
    /// The normal's length before scaling; 0 marks a row that is zero.
    lengths: Vec<f64>,
    /// How big the numbers were that the offset was computed from: its error is some ulps of this.
    magnitudes: Vec<f64>,
}

impl Halfspaces {
    /// None yet, in `n` dimensions.
    pub(super) fn new(n: usize) -> Self {
        Self {
            n,
            n_equalities: 0,
            normals: vec![],
            offsets: vec![],
            lengths: vec![],
            magnitudes: vec![],
        }
    }

    /// The number of half-spaces.
    pub(super) fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Everything pushed so far holds with equality.
    pub(super) fn seal_equalities(&mut self) {
        self.n_equalities = self.len();
    }

    /// Adds `row · e ≥ offset`.
    pub(super) fn push(&mut self, row: &[f64], offset: f64, magnitude: f64) {
        let greatest = max_abs(row);
        let mut length = 0.0;
        if greatest > 0.0 {
            // Scaled first, so that the squares neither vanish nor overflow.
            let sum = row.iter().fold(0.0, |sum, v| sum + (v / greatest) * (v / greatest));
            length = greatest * sum.sqrt();
        }
        if length < 1e-150 || !(offset / length).is_finite() || !(magnitude / length).is_finite() {
            self.normals.extend(std::iter::repeat_n(0.0, self.n));
            self.offsets.push(offset);
            self.lengths.push(0.0);
            self.magnitudes.push(magnitude);
        } else {
            self.normals.extend(row.iter().map(|v| v / length));
            self.offsets.push(offset / length);
            self.lengths.push(length);
            self.magnitudes.push(magnitude / length);
        }
    }

    fn normal(&self, k: usize) -> &[f64] {
        &self.normals[k * self.n..(k + 1) * self.n]
    }

    /// By how much half-space `k` holds at `e`, as a distance; negative when violated.
    fn slack(&self, k: usize, e: &[f64]) -> f64 {
        dot(self.normal(k), e) - self.offsets[k]
    }

    /// The violation that rounding alone may cause at points of this size.
    fn noise(&self, k: usize, size: f64) -> f64 {
        VIOLATED * (self.magnitudes[k] + size)
    }
}

/// What [`shortest`] found. Multipliers and certificates belong to the rows as they were pushed, before scaling.
#[derive(Debug, Clone)]
pub(super) enum Shortest {
    /// The shortest vector, one multiplier a row, and the rows it rests on, in the order in which they entered.
    Found { e: Vec<f64>, multipliers: Vec<f64>, active: Vec<usize>, pivots: usize },
    /// Weights, nonnegative for inequalities, under which the normals cancel and the offsets add up to more than zero.
    Infeasible { weights: Vec<f64>, pivots: usize },
    /// Rounding or the limit of pivots ended the search.
    Stalled { pivots: usize },
}

/// Finds the shortest vector of an intersection, or proves it empty, in at most `max_pivots` pivots.
pub(super) fn shortest(spaces: &Halfspaces, max_pivots: usize) -> Shortest {
    let zero_row = (0..spaces.len()).find(|&k| {
        let offset = spaces.offsets[k];
        let missed = if k < spaces.n_equalities { offset.abs() } else { offset };
        spaces.lengths[k] == 0.0 && missed > spaces.noise(k, 0.0)
    });
    if let Some(k) = zero_row {
        let mut weights = vec![0.0; spaces.len()];
        weights[k] = if spaces.offsets[k] < 0.0 { -1.0 } else { 1.0 };
        return Shortest::Infeasible { weights, pivots: 0 };
    }
    Run::new(spaces, max_pivots).solve()
}

/// The state of one search.
struct Run<'a> {
    spaces: &'a Halfspaces,
    max_pivots: usize,
    pivots: usize,
    e: Vec<f64>,
    /// Active half-spaces, in the order of the factor's columns.
    active: Vec<usize>,
    /// Their multipliers, for normals of length one.
    u: Vec<f64>,
    /// Whether a half-space is active, or settled because it is zero or redundant.
    settled: Vec<bool>,
    factor: Factor,
}

/// Why entering a half-space came to an end.
enum Entered {
    Active,
    Redundant,
    Contradiction(Shortest),
    OutOfPivots,
}

impl<'a> Run<'a> {
    fn new(spaces: &'a Halfspaces, max_pivots: usize) -> Self {
        let n = spaces.n;
        Self {
            spaces,
            max_pivots,
            pivots: 0,
            e: vec![0.0; n],
            active: Vec::with_capacity(n),
            u: Vec::with_capacity(n),
            settled: spaces.lengths.iter().map(|length| *length == 0.0).collect(),
            factor: Factor::new(n),
        }
    }

    fn solve(mut self) -> Shortest {
        while let Some(entering) = self.worst() {
            match self.enter(entering) {
                Entered::Active => self.refine(),
                Entered::Redundant => self.settled[entering] = true,
                Entered::Contradiction(proof) => return proof,
                Entered::OutOfPivots => return Shortest::Stalled { pivots: self.pivots },
            }
        }
        self.finish()
    }

    /// The next equality, else the half-space missed by the greatest distance, the first of equals.
    fn worst(&self) -> Option<usize> {
        let equality = (0..self.spaces.n_equalities).find(|&k| !self.settled[k]);
        if equality.is_some() {
            return equality;
        }
        let size = max_abs(&self.e);
        let mut worst = None;
        let mut least = 0.0;
        for k in self.spaces.n_equalities..self.spaces.len() {
            if !self.settled[k] {
                let slack = self.spaces.slack(k, &self.e);
                if slack < least && slack < -self.spaces.noise(k, size) {
                    least = slack;
                    worst = Some(k);
                }
            }
        }
        worst
    }

    /// Steps until the half-space holds and is active, dropping blocking ones on the way.
    fn enter(&mut self, entering: usize) -> Entered {
        let equality = entering < self.spaces.n_equalities;
        let normal = self.spaces.normal(entering).to_vec();
        let mut multiplier = 0.0;
        let (mut d, mut r) = (Vec::new(), Vec::new());
        loop {
            if self.pivots >= self.max_pivots {
                return Entered::OutOfPivots;
            }
            self.pivots += 1;
            self.factor.rotate_in(&normal, &mut d);
            self.factor.solve_upper(&d, &mut r);
            let outside = d.iter().skip(self.factor.n_columns()).fold(0.0, |sum, v| sum + v * v);
            let dependent = outside.sqrt() <= DEPENDENT;
            // Negative for an equality that is met from its other side; no inequality is active yet then.
            let missing = -self.spaces.slack(entering, &self.e);
            let blocking = self.blocking(&r);
            if dependent
                && equality
                && missing.abs() <= self.spaces.noise(entering, max_abs(&self.e))
            {
                return Entered::Redundant;
            }
            let full = if dependent { f64::INFINITY } else { missing / outside };
            match blocking {
                Some((position, step)) if step < full => {
                    self.step(step, dependent, &d, &r);
                    multiplier += step;
                    self.drop_at(position);
                }
                None if dependent => {
                    return Entered::Contradiction(
                        self.contradiction(entering, missing, outside, &r),
                    );
                }
                _ => {
                    self.step(full, false, &d, &r);
                    multiplier += full;
                    self.factor.add(&mut d);
                    self.active.push(entering);
                    self.u.push(multiplier);
                    self.settled[entering] = true;
                    return Entered::Active;
                }
            }
        }
    }

    /// The active inequality whose multiplier reaches zero first, and the step at which it does.
    fn blocking(&self, r: &[f64]) -> Option<(usize, f64)> {
        let noise = NO_BLOCK * max_abs(r).max(1.0);
        let mut first: Option<(usize, f64)> = None;
        for (position, (&k, (&u, &ri))) in self.active.iter().zip(self.u.iter().zip(r)).enumerate()
        {
            if k >= self.spaces.n_equalities && ri > noise {
                let step = u.max(0.0) / ri;
                if first.is_none_or(|(_, least)| step < least) {
                    first = Some((position, step));
                }
            }
        }
        first
    }

    fn step(&mut self, step: f64, dual_only: bool, d: &[f64], r: &[f64]) {
        if !dual_only {
            self.factor.add_outside(d, step, &mut self.e);
        }
        axpy(-step, r, &mut self.u);
    }

    fn drop_at(&mut self, position: usize) {
        self.factor.remove(position);
        self.u.remove(position);
        self.settled[self.active.remove(position)] = false;
    }

    /// The entering normal is `Σ r · active` with no positive coefficient, so normals and weights cancel, and the
    /// offsets add up to what is missing. Nothing is proved when rounding of the offsets, or what the normals leave
    /// uncancelled (`outside`, squared), could amount to that.
    fn contradiction(&self, entering: usize, missing: f64, outside: f64, r: &[f64]) -> Shortest {
        let size = max_abs(&self.e);
        let parts = self
            .active
            .iter()
            .zip(r)
            .map(|(&k, &ri)| ri.abs() * (self.spaces.magnitudes[k] + size));
        // The target, which the caller moved to the origin, is not farther from its own origin than the magnitudes say.
        let origin = self
            .active
            .iter()
            .fold(self.spaces.magnitudes[entering], |m, &k| m.max(self.spaces.magnitudes[k]));
        let uncancelled = 2.0 * outside.sqrt() * (dot(&self.e, &self.e).sqrt() + origin);
        if missing.abs() <= uncancelled + ROUNDING * parts.sum::<f64>() {
            return Shortest::Stalled { pivots: self.pivots };
        }
        let mut weights = vec![0.0; self.spaces.len()];
        let side = if missing < 0.0 { -1.0 } else { 1.0 };
        weights[entering] = side / self.spaces.lengths[entering];
        for (&k, &ri) in self.active.iter().zip(r) {
            let weight = if k < self.spaces.n_equalities { -side * ri } else { (-ri).max(0.0) };
            weights[k] = weight / self.spaces.lengths[k];
        }
        Shortest::Infeasible { weights, pivots: self.pivots }
    }

    /// Moves `e` back onto the active boundaries when rounding has taken it off them.
    fn refine(&mut self) {
        let size = max_abs(&self.e);
        let mut off = Vec::with_capacity(self.active.len());
        let mut needed = false;
        for &k in &self.active {
            let slack = self.spaces.slack(k, &self.e);
            needed |= slack.abs() > 0.01 * self.spaces.noise(k, size);
            off.push(-slack);
        }
        if needed {
            self.factor.solve_lower(&mut off);
            self.factor.add_inside(&off, &mut self.e);
        }
    }

    fn finish(mut self) -> Shortest {
        self.refine();
        let size = max_abs(&self.e);
        let spent = |&k: &usize| {
            self.spaces.slack(k, &self.e).abs() > SPENT * (self.spaces.magnitudes[k] + size)
        };
        if self.active.iter().any(spent) || !size.is_finite() {
            return Shortest::Stalled { pivots: self.pivots };
        }
        // The multipliers once more from the vector itself: e = N u.
        let (mut d, mut u) = (Vec::new(), Vec::new());
        self.factor.rotate_in(&self.e, &mut d);
        self.factor.solve_upper(&d, &mut u);
        let mut multipliers = vec![0.0; self.spaces.len()];
        for (&k, &uk) in self.active.iter().zip(&u) {
            let signed = if k < self.spaces.n_equalities { uk } else { uk.max(0.0) };
            multipliers[k] = signed / self.spaces.lengths[k];
        }
        Shortest::Found { e: self.e, multipliers, active: self.active, pivots: self.pivots }
    }
}
