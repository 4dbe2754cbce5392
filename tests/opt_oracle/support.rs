//! Random numbers from a seed, and problems given as closures.

use microbag::opt::sqp::{Options, Problem, Projection, Wish, project, project_from_starts};

/// Marsaglia's xorshift64*: the same numbers on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from((self.bits() >> 33) % n as u64).unwrap()
    }

    /// Within `-1..1`.
    pub(crate) fn signed(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    pub(crate) fn within(&mut self, least: f64, greatest: f64) -> f64 {
        least + (greatest - least) * 0.5 * (self.signed() + 1.0)
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.within(0.0, 1.0) < probability
    }
}

/// One margin: its value, and its gradient written into the slice.
pub(crate) type Margin = Box<dyn Fn(&[f64], &mut [f64]) -> f64>;

/// A problem made of closures.
pub(crate) struct Margins {
    pub(crate) n: usize,
    pub(crate) all: Vec<Margin>,
    pub(crate) calls: usize,
    /// Of all margins.
    pub(crate) scale: f64,
}

impl Margins {
    pub(crate) fn new(n: usize, all: Vec<Margin>) -> Self {
        Self { n, all, calls: 0, scale: 1.0 }
    }

    /// The least margin.
    pub(crate) fn least(&self, x: &[f64]) -> f64 {
        let mut g = vec![0.0; self.n];
        self.all.iter().map(|m| m(x, &mut g)).fold(f64::INFINITY, f64::min)
    }
}

impl Problem for Margins {
    fn n_variables(&self) -> usize {
        self.n
    }

    fn n_margins(&self) -> usize {
        self.all.len()
    }

    fn scale(&self, _: usize) -> f64 {
        self.scale
    }

    fn margins(&mut self, x: &[f64], margins: &mut Vec<f64>) {
        self.calls += 1;
        let mut g = vec![0.0; self.n];
        margins.clear();
        margins.extend(self.all.iter().map(|m| m(x, &mut g)));
    }

    fn margins_and_gradients(
        &mut self,
        x: &[f64],
        margins: &mut Vec<f64>,
        gradients: &mut Vec<f64>,
    ) {
        self.calls += 1;
        margins.clear();
        gradients.clear();
        gradients.resize(self.n * self.all.len(), 0.0);
        for (m, g) in self.all.iter().zip(gradients.chunks_exact_mut(self.n)) {
            margins.push(m(x, g));
        }
    }
}

/// `constant + linear · x`.
pub(crate) fn plane(constant: f64, linear: Vec<f64>) -> Margin {
    Box::new(move |x, g| {
        g.copy_from_slice(&linear);
        constant + linear.iter().zip(x).map(|(a, b)| a * b).sum::<f64>()
    })
}

/// `constant + Σ linear x + Σ square x²`.
pub(crate) fn parabola(constant: f64, linear: Vec<f64>, square: Vec<f64>) -> Margin {
    Box::new(move |x, g| {
        let mut sum = constant;
        for i in 0..x.len() {
            g[i] = linear[i] + 2.0 * square[i] * x[i];
            sum += linear[i] * x[i] + square[i] * x[i] * x[i];
        }
        sum
    })
}

/// `sign · (|x - center| - radius)`: the outside of a ball for +1, its inside for -1.
pub(crate) fn ball(sign: f64, center: Vec<f64>, radius: f64) -> Margin {
    Box::new(move |x, g| {
        let length = x.iter().zip(&center).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
        for i in 0..x.len() {
            g[i] = if length > 0.0 { sign * (x[i] - center[i]) / length } else { 0.0 };
        }
        sign * (length - radius)
    })
}

/// A search without bounds.
pub(crate) fn free(
    problem: &mut Margins,
    wish: &[f64],
    weights: &[f64],
    start: &[f64],
) -> Projection {
    let (lower, upper) = (vec![f64::NEG_INFINITY; wish.len()], vec![f64::INFINITY; wish.len()]);
    bounded(problem, wish, weights, &lower, &upper, start)
}

/// A search from one start.
pub(crate) fn bounded(
    problem: &mut Margins,
    wish: &[f64],
    weights: &[f64],
    lower: &[f64],
    upper: &[f64],
    start: &[f64],
) -> Projection {
    let wish = Wish { point: wish, weights, lower, upper };
    project(problem, &wish, start, &Options::default()).unwrap()
}

/// A search from several starts.
pub(crate) fn from_starts(
    problem: &mut Margins,
    wish: &[f64],
    weights: &[f64],
    bounds: (&[f64], &[f64]),
    starts: &[Vec<f64>],
) -> Projection {
    let wish = Wish { point: wish, weights, lower: bounds.0, upper: bounds.1 };
    let starts: Vec<&[f64]> = starts.iter().map(Vec::as_slice).collect();
    project_from_starts(problem, &wish, &starts, &Options::default()).unwrap()
}

/// Asserts that two points agree.
pub(crate) fn assert_near(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}: lengths");
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() <= tolerance, "{what}: {found:?} instead of {expected:?}");
    }
}
