//! The nearest-point program against clarabel, and against its own optimality conditions and certificates.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{
    DefaultSettingsBuilder, DefaultSolver, IPSolver, SolverStatus, SupportedConeT,
};
use microbag::opt::Malformed;
use microbag::opt::nearest::{
    Certificate, Constraint, Nearest, NearestAnswer, NearestProblem, PerConstraint, Rows, nearest,
};

use crate::support::{Random, assert_near};

#[derive(Debug, Clone, Default)]
struct Case {
    target: Vec<f64>,
    weights: Vec<f64>,
    rows: Vec<Vec<f64>>,
    right: Vec<f64>,
    equal_rows: Vec<Vec<f64>>,
    equal_right: Vec<f64>,
    lower: Vec<f64>,
    upper: Vec<f64>,
}

impl Case {
    fn new(target: &[f64], weights: &[f64]) -> Self {
        Self {
            target: target.to_vec(),
            weights: weights.to_vec(),
            lower: vec![f64::NEG_INFINITY; target.len()],
            upper: vec![f64::INFINITY; target.len()],
            ..Self::default()
        }
    }

    fn row(mut self, row: &[f64], right: f64) -> Self {
        self.rows.push(row.to_vec());
        self.right.push(right);
        self
    }

    fn solve(&self) -> Result<NearestAnswer, Malformed> {
        nearest(&NearestProblem {
            target: &self.target,
            weights: &self.weights,
            inequalities: Rows { coefficients: &self.rows.concat(), right: &self.right },
            equalities: Rows { coefficients: &self.equal_rows.concat(), right: &self.equal_right },
            lower: &self.lower,
            upper: &self.upper,
        })
    }

    fn found(&self) -> Nearest {
        match self.solve() {
            Ok(NearestAnswer::Found(found)) => found,
            other => panic!("expected a point, got {other:?}"),
        }
    }

    fn refused(&self) -> Certificate {
        match self.solve() {
            Ok(NearestAnswer::Infeasible(certificate)) => certificate,
            other => panic!("expected a refusal, got {other:?}"),
        }
    }

    fn objective(&self, x: &[f64]) -> f64 {
        (0..x.len())
            .map(|i| 0.5 * self.weights[i] * (x[i] - self.target[i]) * (x[i] - self.target[i]))
            .sum()
    }

    /// `Σ y · rows` by variable, the greatest term in it, and `Σ y · right`.
    fn combine(&self, y: &PerConstraint) -> (Vec<f64>, f64, f64) {
        let n = self.target.len();
        let (mut sum, mut greatest, mut right) = (vec![0.0; n], 0.0_f64, 0.0);
        let rows = self.rows.iter().zip(&self.right).zip(&y.inequalities);
        let equal = self.equal_rows.iter().zip(&self.equal_right).zip(&y.equalities);
        for ((row, b), y) in rows.chain(equal) {
            right += y * b;
            for (total, v) in sum.iter_mut().zip(row) {
                *total += y * v;
                greatest = greatest.max((y * v).abs());
            }
        }
        for i in 0..n {
            sum[i] += y.lower[i] - y.upper[i];
            greatest = greatest.max(y.lower[i].max(y.upper[i]));
            right += if y.lower[i] == 0.0 { 0.0 } else { y.lower[i] * self.lower[i] };
            right -= if y.upper[i] == 0.0 { 0.0 } else { y.upper[i] * self.upper[i] };
        }
        (sum, greatest, right)
    }

    fn assert_nonnegative(y: &PerConstraint, what: &str) {
        let all = y.inequalities.iter().chain(&y.lower).chain(&y.upper);
        assert!(all.copied().all(|y| y >= 0.0), "{what}: a negative multiplier in {y:?}");
    }

    /// Feasible, stationary, complementary: together that is a proof that the point is the nearest.
    fn assert_optimal(&self, found: &Nearest, what: &str) {
        let (x, y) = (&found.x, &found.multipliers);
        Self::assert_nonnegative(y, what);
        let size = x.iter().fold(1.0_f64, |m, v| m.max(v.abs()));
        let dot = |row: &[f64]| row.iter().zip(x).map(|(a, b)| a * b).sum::<f64>();
        for ((row, b), y) in self.rows.iter().zip(&self.right).zip(&y.inequalities) {
            let scale = row.iter().fold(b.abs(), |m, v| m.max(v.abs() * size)) + 1e-300;
            let slack = (dot(row) - b) / scale;
            assert!(slack >= -1e-9, "{what}: a row is missed by {slack}");
            assert!(*y == 0.0 || slack <= 1e-8, "{what}: a loose row pushes");
        }
        for (row, b) in self.equal_rows.iter().zip(&self.equal_right) {
            let scale = row.iter().fold(b.abs(), |m, v| m.max(v.abs() * size)) + 1e-300;
            assert!(((dot(row) - b) / scale).abs() <= 1e-8, "{what}: an equality is missed");
        }
        for i in 0..x.len() {
            assert!(
                self.lower[i] <= x[i] && x[i] <= self.upper[i],
                "{what}: variable {i} leaves its bounds"
            );
            assert!(
                y.lower[i] == 0.0 || x[i] == self.lower[i],
                "{what}: a loose lower bound pushes"
            );
            assert!(
                y.upper[i] == 0.0 || x[i] == self.upper[i],
                "{what}: a loose upper bound pushes"
            );
        }
        let (push, greatest, _) = self.combine(y);
        for (i, push) in push.iter().enumerate() {
            let pull = self.weights[i] * (x[i] - self.target[i]);
            let scale = 1.0 + pull.abs() + greatest;
            assert!(
                (pull - push).abs() <= 1e-8 * scale,
                "{what}: not stationary in {i}: {pull} against {push}"
            );
        }
    }

    /// The weighted sum of all constraints says `0 ≥ positive`.
    fn assert_impossible(&self, certificate: &Certificate, what: &str) {
        let y = &certificate.weights;
        Self::assert_nonnegative(y, what);
        let (sum, greatest, right) = self.combine(y);
        for (i, s) in sum.iter().enumerate() {
            assert!(
                s.abs() <= 1e-9 * greatest.max(1e-300),
                "{what}: variable {i} does not cancel: {s} of {greatest}"
            );
        }
        assert!(right > 0.0, "{what}: the right sides add up to {right}");
        assert!(
            certificate.involved.len() <= self.target.len() + 1,
            "{what}: more rows than dimensions can need"
        );
    }

    /// Status and objective of an interior-point solver.
    fn clarabel(&self) -> (SolverStatus, f64) {
        let n = self.target.len();
        let mut triplets = (Vec::new(), Vec::new(), Vec::new());
        let mut right = Vec::new();
        for (row, b) in self.equal_rows.iter().zip(&self.equal_right) {
            push_row(&mut triplets, right.len(), row, 1.0);
            right.push(*b);
        }
        let n_equal = right.len();
        for (row, b) in self.rows.iter().zip(&self.right) {
            push_row(&mut triplets, right.len(), row, -1.0);
            right.push(-b);
        }
        for i in 0..n {
            for (sign, bound) in [(-1.0, self.lower[i]), (1.0, self.upper[i])] {
                if bound.is_finite() {
                    let mut row = vec![0.0; n];
                    row[i] = 1.0;
                    push_row(&mut triplets, right.len(), &row, sign);
                    right.push(sign * bound);
                }
            }
        }
        let a = CscMatrix::new_from_triplets(right.len(), n, triplets.0, triplets.1, triplets.2);
        let diagonal: Vec<usize> = (0..n).collect();
        let p =
            CscMatrix::new_from_triplets(n, n, diagonal.clone(), diagonal, self.weights.clone());
        let q: Vec<f64> = self.weights.iter().zip(&self.target).map(|(w, t)| -w * t).collect();
        let cones = [
            SupportedConeT::ZeroConeT(n_equal),
            SupportedConeT::NonnegativeConeT(right.len() - n_equal),
        ];
        let settings = DefaultSettingsBuilder::default()
            .verbose(false)
            .presolve_enable(false)
            .tol_gap_abs(1e-11)
            .tol_gap_rel(1e-11)
            .tol_feas(1e-11)
            .max_iter(200)
            .build()
            .unwrap();
        let mut solver = DefaultSolver::new(&p, &q, &a, &right, &cones, settings).unwrap();
        solver.solve();
        (solver.solution.status, self.objective(&solver.solution.x))
    }
}

fn push_row(triplets: &mut (Vec<usize>, Vec<usize>, Vec<f64>), at: usize, row: &[f64], sign: f64) {
    for (i, v) in row.iter().enumerate().filter(|(_, v)| **v != 0.0) {
        triplets.0.push(at);
        triplets.1.push(i);
        triplets.2.push(sign * v);
    }
}

/// Random rows round a hidden feasible point, often degenerate; about a third of the cases ask for more.
fn random_case(seed: u64) -> Case {
    let r = &mut Random::new(seed);
    let n = 1 + r.below(30);
    let m = r.below(121);
    let hidden: Vec<f64> = (0..n).map(|_| 3.0 * r.signed()).collect();
    let target: Vec<f64> = (0..n).map(|_| 5.0 * r.signed()).collect();
    let weights: Vec<f64> =
        (0..n).map(|_| r.within(0.05, 4.0) * if r.chance(0.1) { 100.0 } else { 1.0 }).collect();
    let mut case = Case::new(&target, &weights);
    let spoiled = r.chance(0.35);
    let value = |row: &[f64]| row.iter().zip(&hidden).map(|(a, b)| a * b).sum::<f64>();
    for _ in 0..m {
        let kind = r.below(10);
        let (row, right) = if kind < 2 && !case.rows.is_empty() {
            // The same plane once more: equal, scaled, opposite or shifted.
            let k = r.below(case.rows.len());
            let factor = [1.0, 1.0, 3.0, 0.125][r.below(4)];
            let row: Vec<f64> = case.rows[k].iter().map(|v| factor * v).collect();
            if r.chance(0.3) {
                let opposite: Vec<f64> = row.iter().map(|v| -v).collect();
                let right = value(&opposite) - if r.chance(0.5) { 0.0 } else { r.within(0.0, 2.0) };
                (opposite, right)
            } else {
                (row, factor * case.right[k])
            }
        } else if kind == 2 && !r.chance(0.7) {
            (vec![0.0; n], -r.within(0.0, 1.0).floor())
        } else {
            let density = if r.chance(0.5) { 1.0 } else { 0.3 };
            let integers = r.chance(0.3);
            let row: Vec<f64> = (0..n)
                .map(|_| if r.chance(density) { 2.0 * r.signed() } else { 0.0 })
                .map(|v| if integers { v.round() } else { v })
                .collect();
            // A quarter pass exactly through the hidden point: highly degenerate vertices.
            let room = if r.chance(0.25) { 0.0 } else { r.within(0.0, 4.0) };
            let right = value(&row) - room;
            (row, right)
        };
        case = case.row(&row, right);
    }
    for _ in 0..if r.chance(0.3) { r.below(1 + n.min(4)) } else { 0 } {
        let row: Vec<f64> = (0..n).map(|_| r.signed()).collect();
        case.equal_right.push(value(&row));
        case.equal_rows.push(row);
    }
    if !case.equal_rows.is_empty() && r.chance(0.3) {
        case.equal_rows.push(case.equal_rows[0].iter().map(|v| -2.0 * v).collect());
        case.equal_right.push(-2.0 * case.equal_right[0]);
    }
    for i in 0..n {
        if r.chance(0.4) {
            case.lower[i] = hidden[i] - if r.chance(0.2) { 0.0 } else { r.within(0.0, 2.0) };
        }
        if r.chance(0.4) {
            case.upper[i] = hidden[i] + if r.chance(0.2) { 0.0 } else { r.within(0.0, 2.0) };
        }
    }
    if spoiled && !case.rows.is_empty() {
        for _ in 0..=r.below(3) {
            let k = r.below(case.rows.len());
            case.right[k] += r.within(0.0, 6.0);
        }
    }
    case
}

#[test]
fn a_thousand_random_programs_agree_with_an_interior_point_solver() {
    let (mut feasible, mut infeasible, mut undecided, mut pivots) = (0, 0, 0, 0);
    for seed in 1..=1000 {
        let what = format!("seed {seed}");
        let case = random_case(seed);
        let (status, objective) = case.clarabel();
        match case.solve() {
            Ok(NearestAnswer::Found(found)) => {
                case.assert_optimal(&found, &what);
                pivots = pivots.max(found.pivots);
                feasible += 1;
                if matches!(status, SolverStatus::Solved | SolverStatus::AlmostSolved) {
                    let ours = case.objective(&found.x);
                    let scale = 1.0 + ours.abs();
                    assert!(
                        (ours - objective).abs() <= 1e-7 * scale,
                        "{what}: {ours} against {objective}"
                    );
                } else {
                    assert!(
                        status != SolverStatus::PrimalInfeasible,
                        "{what}: the other solver finds none"
                    );
                    undecided += 1;
                }
            }
            Ok(NearestAnswer::Infeasible(certificate)) => {
                case.assert_impossible(&certificate, &what);
                infeasible += 1;
                assert!(status != SolverStatus::Solved, "{what}: the other solver finds a point");
                undecided += usize::from(status != SolverStatus::PrimalInfeasible);
            }
            other => panic!("{what}: {other:?}"),
        }
    }
    assert!(feasible > 500 && infeasible > 100, "both kinds occur: {feasible} and {infeasible}");
    assert!(undecided <= 20, "the other solver has an opinion: {undecided} times not");
    assert!(pivots <= 150, "few pivots for 30 variables: {pivots}");
}

#[test]
fn published_programs() {
    // Documentation of the R package quadprog, which implements the same method: solve.QP, example.
    let found = Case::new(&[0.0, 5.0, 0.0], &[1.0; 3])
        .row(&[-4.0, -3.0, 0.0], -8.0)
        .row(&[2.0, 1.0, 0.0], 2.0)
        .row(&[0.0, -2.0, 1.0], 0.0)
        .found();
    assert_near(
        &found.x,
        &[0.476_190_476_19, 1.047_619_047_62, 2.095_238_095_24],
        1e-10,
        "quadprog",
    );
    assert_near(
        &found.multipliers.inequalities,
        &[0.0, 0.238_095_238_1, 2.095_238_095_24],
        1e-10,
        "quadprog",
    );

    // Goldfarb & Idnani (1983), example of section 5: ½ xᵀ [[4, -2], [-2, 4]] x + 6 x₁, x ≥ 0, x₁ + x₂ ≥ 2, solved by
    // (½, 1½). In u = (x₁ + x₂)/√2, v = (x₁ - x₂)/√2 the Hessian is diagonal: 2 and 6.
    let h = 0.5_f64.sqrt();
    let found = Case::new(&[-3.0 * h, -h], &[2.0, 6.0])
        .row(&[h, h], 0.0)
        .row(&[h, -h], 0.0)
        .row(&[2.0 * h, 0.0], 2.0)
        .found();
    let (u, v) = (found.x[0], found.x[1]);
    assert_near(&[(u + v) * h, (u - v) * h], &[0.5, 1.5], 1e-12, "Goldfarb and Idnani");

    // Hock & Schittkowski (1981), problem 21: 0.01 x₁² + x₂², 10 x₁ - x₂ ≥ 10, 2 ≤ x₁ ≤ 50, |x₂| ≤ 50.
    let mut case = Case::new(&[0.0, 0.0], &[0.02, 2.0]).row(&[10.0, -1.0], 10.0);
    (case.lower, case.upper) = (vec![2.0, -50.0], vec![50.0, 50.0]);
    let found = case.found();
    assert_eq!(found.x, [2.0, 0.0], "problem 21");
    assert_eq!(found.active, [Constraint::Lower(0)], "problem 21");
}

#[test]
fn degenerate_rows_are_handled() {
    let case = Case::new(&[0.0, 0.0], &[1.0, 1.0]);
    let twice = case.clone().row(&[1.0, 1.0], 2.0).row(&[1.0, 1.0], 2.0).row(&[3.0, 3.0], 6.0);
    assert_near(&twice.found().x, &[1.0, 1.0], 1e-14, "one plane said three times");
    assert_eq!(twice.found().active.len(), 1, "only one of equal planes is active");
    let stronger = case.clone().row(&[1.0, 1.0], 2.0).row(&[2.0, 2.0], 6.0);
    assert_near(&stronger.found().x, &[1.5, 1.5], 1e-14, "the stronger of two parallel planes");
    let slit = case.clone().row(&[1.0, 0.0], 1.0).row(&[-1.0, 0.0], -1.0);
    assert_near(&slit.found().x, &[1.0, 0.0], 1e-14, "a slit of no width");
    let closed = case.clone().row(&[1.0, 0.0], 1.0).row(&[-1.0, 0.0], -0.5);
    closed.assert_impossible(&closed.refused(), "opposite planes that overlap");
    let trivial = case.clone().row(&[0.0, 0.0], -1.0);
    assert_eq!(trivial.found().x, [0.0, 0.0], "0 ≥ -1 asks for nothing");
    let absurd = case.clone().row(&[0.0, 0.0], 1.0);
    assert_eq!(absurd.refused().involved, [Constraint::Inequality(0)], "0 ≥ 1 clashes alone");
    let mut crossed = case.clone();
    (crossed.lower[0], crossed.upper[0]) = (2.0, 1.0);
    crossed.assert_impossible(&crossed.refused(), "crossed bounds");
    let mut fixed = case.row(&[1.0, 1.0], 5.0);
    (fixed.lower[0], fixed.upper[0]) = (0.7, 0.7);
    assert_near(&fixed.found().x, &[0.7, 4.3], 1e-14, "a fixed variable");
    assert_eq!(fixed.found().x[0], 0.7, "a fixed variable is exactly where it is fixed");
    let nothing = Case::new(&[], &[]);
    assert_eq!(nothing.found().x, [0.0; 0], "no variables at all");
}

#[test]
fn the_scale_of_rows_and_weights_does_not_matter() {
    for factor in [1e-9, 1.0, 1e9] {
        let found = Case::new(&[0.0, 0.0], &[factor, 2.0 * factor])
            .row(&[factor, factor], 3.0 * factor)
            .found();
        assert_near(&found.x, &[2.0, 1.0], 1e-13, "scaled by a factor");
        let small = Case::new(&[0.0, 0.0], &[1.0, 2.0]).row(&[1.0, 1.0], 3.0 * factor).found();
        assert_near(&small.x, &[2.0 * factor, factor], 1e-13 * factor, "a move of that size");
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    for seed in 1..=200 {
        let case = random_case(seed);
        let Ok(NearestAnswer::Found(found)) = case.solve() else { continue };
        let mut order: Vec<usize> = (0..case.rows.len()).collect();
        let r = &mut Random::new(seed + 77);
        for k in (1..order.len()).rev() {
            order.swap(k, r.below(k + 1));
        }
        let shuffled = Case {
            rows: order.iter().map(|k| case.rows[*k].clone()).collect(),
            right: order.iter().map(|k| case.right[*k]).collect(),
            ..case.clone()
        };
        assert_near(&shuffled.found().x, &found.x, 1e-9, &format!("seed {seed}"));
        assert_eq!(case.found(), found, "seed {seed}: the same question has the same answer");
    }
}

#[test]
fn a_target_that_fits_is_untouched_bit_for_bit() {
    let target = [0.1 + 0.2, -1.0 / 3.0, 1e-17];
    let found = Case::new(&target, &[0.3, 7.0, 1e-3]).row(&[1.0, 1.0, 1.0], -2.0).found();
    assert_eq!(found.x, target, "nothing asks for a move");
    assert_eq!(found.pivots, 0, "nothing to do");
    let found = Case::new(&target, &[0.3, 7.0, 1e-3]).row(&[1.0, 0.0, 0.0], 2.0).found();
    assert_eq!(found.x[1..], target[1..], "variables that no active row touches stay");
}

#[test]
fn what_is_not_a_number_is_an_error() {
    let good = Case::new(&[0.0, 0.0], &[1.0, 1.0]).row(&[1.0, 1.0], 2.0);
    let mut cases = vec![good.clone(); 8];
    cases[0].target[1] = f64::NAN;
    cases[1].weights[0] = f64::NAN;
    cases[2].weights[0] = 0.0;
    cases[3].rows[0][1] = f64::INFINITY;
    cases[4].right[0] = f64::NAN;
    cases[5].lower[0] = f64::NAN;
    cases[6].upper[0] = f64::NEG_INFINITY;
    cases[7].weights.pop();
    for (k, case) in cases.iter().enumerate() {
        assert!(case.solve().is_err(), "case {k} passes");
    }
    let message = cases[0].solve().unwrap_err().to_string();
    assert_eq!(message, "entry 1 of target is not a finite number", "the message names the place");
}

#[test]
fn nearly_dependent_rows_never_give_garbage() {
    let (mut found, mut refused, mut stalled) = (0, 0, 0);
    for seed in 1..=4000 {
        let what = format!("seed {seed}");
        let case = nearly_dependent_case(&mut Random::new(seed));
        match case.solve().unwrap() {
            NearestAnswer::Found(point) => {
                found += 1;
                let size = point.x.iter().fold(1.0_f64, |m, v| m.max(v.abs()));
                for (row, b) in case.rows.iter().zip(&case.right) {
                    let missed = b - row.iter().zip(&point.x).map(|(a, x)| a * x).sum::<f64>();
                    assert!(missed <= 1e-9 * size, "{what}: missed by {missed}");
                }
            }
            NearestAnswer::Infeasible(certificate) => {
                refused += 1;
                case.assert_impossible(&certificate, &what);
            }
            _ => stalled += 1,
        }
    }
    assert!(found > 1500 && refused > 1000, "both kinds occur: {found} and {refused}");
    assert!(stalled < 450, "{stalled} of 4000 stalled");
}

/// Rows through (almost) one point, most of them almost combinations of others.
fn nearly_dependent_case(r: &mut Random) -> Case {
    let n = 1 + r.below(12);
    let noise = [1e-15, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-6][r.below(8)];
    let hidden: Vec<f64> = (0..n).map(|_| r.signed()).collect();
    let target: Vec<f64> = (0..n).map(|_| 3.0 * r.signed()).collect();
    let mut case = Case::new(&target, &vec![1.0; n]);
    let rank = 1 + r.below(n);
    for _ in 0..r.below(60) {
        let mut row: Vec<f64> = (0..n).map(|_| r.signed()).collect();
        if case.rows.len() >= rank && r.chance(0.8) {
            let (j, k) = (r.below(case.rows.len()), r.below(case.rows.len()));
            let (a, b) = (r.signed(), if r.chance(0.5) { r.signed() } else { 0.0 });
            for (i, v) in row.iter_mut().enumerate() {
                *v = a * case.rows[j][i] + b * case.rows[k][i] + noise * *v;
            }
        }
        let through: f64 = row.iter().zip(&hidden).map(|(a, b)| a * b).sum();
        let room = if r.chance(0.7) { noise * r.signed() } else { r.within(0.0, 1.0) };
        case = case.row(&row, through - room);
    }
    case
}
