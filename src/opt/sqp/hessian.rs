//! The curvature of the Lagrangian in scaled variables, learned from gradients and kept positive definite.

use super::super::factor::{axpy, dot};

/// Curvature along a step is never believed to fall below this part of what was believed before (Powell's damping).
const DAMPING: f64 = 0.2;
/// Curvature beyond this comes from a kink between the two points, not from the margins' curvature.
const GREATEST: f64 = 1e4;
/// Curvature below this would let rounding steer; the trust region bounds steps anyway.
const LEAST: f64 = 1e-5;

/// A symmetric positive definite matrix and its Cholesky factor `B = L Lᵀ`.
#[derive(Debug, Clone)]
pub(super) struct Hessian {
    n: usize,
    b: Vec<f64>,
    /// Row-major lower triangle.
    l: Vec<f64>,
    /// The curvature it began with, the unit of what is too much or too little.
    initial: f64,
}

impl Hessian {
    /// The curvature of the distance alone: in scaled variables the identity.
    pub(super) fn identity(n: usize) -> Self {
        Self::uniform(n, 1.0)
    }

    /// The same curvature, greater than zero, in all directions.
    pub(super) fn uniform(n: usize, curvature: f64) -> Self {
        let (mut b, mut l) = (vec![0.0; n * n], vec![0.0; n * n]);
        for i in 0..n {
            b[i * n + i] = curvature;
            l[i * n + i] = curvature.sqrt();
        }
        Self { n, b, l, initial: curvature }
    }

    /// `B v`.
    pub(super) fn times(&self, v: &[f64]) -> Vec<f64> {
        self.b.chunks_exact(self.n.max(1)).map(|row| dot(row, v)).collect()
    }

    /// Solves `L y = v` in place.
    pub(super) fn solve_lower(&self, v: &mut [f64]) {
        for i in 0..self.n {
            let row = &self.l[i * self.n..(i + 1) * self.n];
            v[i] = (v[i] - dot(&row[..i], &v[..i])) / row[i];
        }
    }

    /// Solves `Lᵀ y = v` in place.
    pub(super) fn solve_upper(&self, v: &mut [f64]) {
        for i in (0..self.n).rev() {
            v[i] /= self.l[i * self.n + i];
            let vi = v[i];
            axpy(-vi, &self.l[i * self.n..i * self.n + i], v);
        }
    }

    /// Takes in that the gradient of the Lagrangian changed by `change` along `step`.
    pub(super) fn update(&mut self, step: &[f64], change: &[f64]) {
        let believed = self.times(step);
        let old = dot(step, &believed);
        let seen = dot(step, change);
        let length = dot(step, step);
        let floor = (DAMPING * old).max(LEAST * self.initial * length);
        if length == 0.0 || floor >= old || seen > GREATEST * length || !seen.is_finite() {
            return;
        }
        let blend = if seen >= floor { 1.0 } else { (old - floor) / (old - seen) };
        let change: Vec<f64> =
            change.iter().zip(&believed).map(|(c, b)| blend * c + (1.0 - blend) * b).collect();
        let seen = dot(step, &change);
        for i in 0..self.n {
            for k in 0..self.n {
                self.b[i * self.n + k] +=
                    change[i] * change[k] / seen - believed[i] * believed[k] / old;
            }
        }
        match cholesky(&self.b, self.n) {
            Ok(l) => self.l = l,
            Err(_) => *self = Self::uniform(self.n, self.initial),
        }
    }
}

/// The lower Cholesky factor, row-major, or a direction along which the matrix curves down (or is flat), with the
/// curvature there.
pub(super) fn cholesky(b: &[f64], n: usize) -> Result<Vec<f64>, (Vec<f64>, f64)> {
    let mut l = vec![0.0; n * n];
    for i in 0..n {
        for k in 0..=i {
            let sum = dot(&l[i * n..i * n + k], &l[k * n..k * n + k]);
            let rest = b[i * n + k] - sum;
            if k < i {
                l[i * n + k] = rest / l[k * n + k];
            } else if rest > 0.0 {
                l[i * n + i] = rest.sqrt();
            } else {
                return Err(downhill(&l, i, n, rest));
            }
        }
    }
    Ok(l)
}

/// With `v = (-A⁻¹ a, 1, 0…)` for the part `A` factored so far, `vᵀ B v` is the pivot that failed.
fn downhill(l: &[f64], i: usize, n: usize, pivot: f64) -> (Vec<f64>, f64) {
    let mut v = vec![0.0; n];
    v[i] = 1.0;
    for k in (0..i).rev() {
        let mut sum = -l[i * n + k];
        for row in k + 1..i {
            sum -= l[row * n + k] * v[row];
        }
        v[k] = sum / l[k * n + k];
    }
    let length = dot(&v, &v);
    let root = length.sqrt();
    for entry in &mut v {
        *entry /= root;
    }
    (v, pivot / length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn updates_learn_a_quadratic() {
        // Gradient changes of the matrix [[3, 1], [1, 2]].
        let mut hessian = Hessian::identity(2);
        for k in 0..30 {
            let step = if k % 2 == 0 { [1.0, 0.3] } else { [-0.2, 1.0] };
            hessian.update(&step, &[3.0 * step[0] + step[1], step[0] + 2.0 * step[1]]);
        }
        let seen = hessian.times(&[1.0, 1.0]);
        assert!((seen[0] - 4.0).abs() < 1e-6 && (seen[1] - 3.0).abs() < 1e-6, "learned {seen:?}");
        let mut v = vec![4.0, 3.0];
        hessian.solve_lower(&mut v);
        hessian.solve_upper(&mut v);
        assert!((v[0] - 1.0).abs() < 1e-6 && (v[1] - 1.0).abs() < 1e-6, "solved {v:?}");
    }

    #[test]
    fn an_indefinite_matrix_shows_where_it_curves_down() {
        let b = [2.0, 1.0, 0.0, 1.0, 0.2, 0.0, 0.0, 0.0, 1.0];
        let (v, curvature) = cholesky(&b, 3).expect_err("2 · 0.2 < 1 · 1");
        let bv: Vec<f64> = b.chunks_exact(3).map(|row| dot(row, &v)).collect();
        assert!(
            curvature < 0.0 && (dot(&v, &bv) - curvature).abs() < 1e-14,
            "curvature along {v:?}"
        );
    }
}
