//! An orthogonal factorisation `N = Q [R; 0]` of a few unit columns, kept up to date by Givens rotations.
//!
//! Columns come and go one at a time; both cost `O(n²)`. The rows of [`Factor::free_directions`] span what is orthogonal
//! to every column held. Source: Goldfarb & Idnani (1983), section 4, with the Hessian already scaled to the identity.

/// The factors of the columns held. `n` is the dimension, `q` the number of columns.
#[derive(Debug, Clone)]
pub(super) struct Factor {
    n: usize,
    q: usize,
    /// `Q` transposed: row `i` is the `i`-th column of `Q`, so that a rotation touches two contiguous rows.
    qt: Vec<f64>,
    /// `R` by columns: column `k` starts at `k * n`.
    r: Vec<f64>,
}

impl Factor {
    /// No columns in `n` dimensions.
    pub(super) fn new(n: usize) -> Self {
        let mut qt = vec![0.0; n * n];
        for i in 0..n {
            qt[i * n + i] = 1.0;
        }
        Self { n, q: 0, qt, r: vec![0.0; n * n] }
    }

    /// The number of columns held.
    pub(super) fn n_columns(&self) -> usize {
        self.q
    }

    /// `out = Qᵀ v`: the first `q` entries lie in the span of the columns, the others outside it.
    pub(super) fn rotate_in(&self, v: &[f64], out: &mut Vec<f64>) {
        out.clear();
        out.extend(self.qt.chunks_exact(self.n.max(1)).map(|row| dot(row, v)));
    }

    /// Adds `scale · Q₂ d₂`, the part of a rotated vector outside the span, to `x`.
    pub(super) fn add_outside(&self, d: &[f64], scale: f64, x: &mut [f64]) {
        for (row, di) in self.rows().zip(d).skip(self.q) {
            axpy(scale * di, row, x);
        }
    }

    /// Adds `Q₁ c` to `x`.
    pub(super) fn add_inside(&self, c: &[f64], x: &mut [f64]) {
        for (row, ci) in self.rows().zip(c).take(self.q) {
            axpy(*ci, row, x);
        }
    }

    /// Unit vectors orthogonal to all columns and to one another.
    pub(super) fn free_directions(&self) -> impl Iterator<Item = &[f64]> {
        self.rows().skip(self.q)
    }

    /// Solves `R y = d₁` in place (the first `q` entries of `d` are read into `y`).
    pub(super) fn solve_upper(&self, d: &[f64], y: &mut Vec<f64>) {
        y.clear();
        y.extend(d.iter().take(self.q));
        for k in (0..self.q).rev() {
            let column = &self.r[k * self.n..k * self.n + self.n];
            y[k] /= column[k];
            let yk = y[k];
            for i in 0..k {
                y[i] -= yk * column[i];
            }
        }
    }

    /// Solves `Rᵀ y = c` in place.
    pub(super) fn solve_lower(&self, c: &mut [f64]) {
        for k in 0..self.q {
            let column = &self.r[k * self.n..k * self.n + self.n];
            let sum = dot(&column[..k], &c[..k]);
            c[k] = (c[k] - sum) / column[k];
        }
    }

    /// Takes in the column whose rotated form is `d`. The caller has made sure that it is independent of the others.
    pub(super) fn add(&mut self, d: &mut [f64]) {
        for i in (self.q + 1..self.n).rev() {
            if let Some((c, s, length)) = rotation(d[i - 1], d[i]) {
                d[i - 1] = length;
                d[i] = 0.0;
                self.rotate_rows(i - 1, c, s);
            }
        }
        let at = self.q * self.n;
        self.r[at..at + self.n].fill(0.0);
        self.r[at..=at + self.q].copy_from_slice(&d[..=self.q]);
        self.q += 1;
    }

    /// Forgets the column at `position`; later columns move up by one.
    pub(super) fn remove(&mut self, position: usize) {
        let n = self.n;
        self.r.copy_within((position + 1) * n..self.q * n, position * n);
        self.q -= 1;
        for k in position..self.q {
            let at = k * n + k;
            if let Some((c, s, length)) = rotation(self.r[at], self.r[at + 1]) {
                self.r[at] = length;
                self.r[at + 1] = 0.0;
                for column in k + 1..self.q {
                    let at = column * n + k;
                    let (a, b) = (self.r[at], self.r[at + 1]);
                    self.r[at] = c * a + s * b;
                    self.r[at + 1] = c * b - s * a;
                }
                self.rotate_rows(k, c, s);
            }
        }
    }

    fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.qt.chunks_exact(self.n.max(1))
    }

    /// Rotates rows `i` and `i + 1` of `Qᵀ`.
    fn rotate_rows(&mut self, i: usize, c: f64, s: f64) {
        let (first, second) = self.qt[i * self.n..(i + 2) * self.n].split_at_mut(self.n);
        for (a, b) in first.iter_mut().zip(second) {
            (*a, *b) = (c * *a + s * *b, c * *b - s * *a);
        }
    }
}

/// The rotation that turns `(a, b)` into `(length, 0)`; none when `b` is zero already.
fn rotation(a: f64, b: f64) -> Option<(f64, f64, f64)> {
    if b == 0.0 {
        return None;
    }
    let length = (a * a + b * b).sqrt();
    // Both so small that their squares vanish: nothing to rotate.
    (length > 0.0).then(|| (a / length, b / length, length))
}

/// The inner product, summed from the first entry to the last.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, y) in a.iter().zip(b) {
        sum += x * y;
    }
    sum
}

/// `x += scale · v`.
pub(super) fn axpy(scale: f64, v: &[f64], x: &mut [f64]) {
    for (xi, vi) in x.iter_mut().zip(v) {
        *xi += scale * vi;
    }
}

/// The greatest absolute entry, 0 of nothing.
pub(super) fn max_abs(v: &[f64]) -> f64 {
    v.iter().fold(0.0, |greatest: f64, x| greatest.max(x.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_and_go_and_q_r_stays_the_matrix() {
        let columns = [
            [1.0, 2.0, 0.5, -1.0],
            [0.0, 1.0, 3.0, 2.0],
            [2.0, -1.0, 0.0, 1.0],
            [1.0, 1.0, 1.0, 1.0],
        ];
        let mut factor = Factor::new(4);
        let mut d = Vec::new();
        for column in &columns {
            factor.rotate_in(column, &mut d);
            factor.add(&mut d);
        }
        factor.remove(1);
        factor.remove(0);
        assert_eq!(factor.n_columns(), 2, "four in, two out");
        for (k, column) in [columns[2], columns[3]].iter().enumerate() {
            factor.rotate_in(column, &mut d);
            for (i, di) in d.iter().enumerate() {
                let kept = if i < 2 { factor.r[k * 4 + i] } else { 0.0 };
                assert!((di - kept).abs() < 1e-14, "column {k}, row {i}: {di} against {kept}");
            }
        }
        for free in factor.free_directions() {
            assert!(
                dot(free, &columns[2]).abs() < 1e-14,
                "free directions are orthogonal to what is held"
            );
            assert!((dot(free, free) - 1.0).abs() < 1e-14, "free directions have length one");
        }
    }
}
