//! Random nonconvex problems in two and three variables against a dense grid.

use microbag::opt::sqp::{Projection, Status};

use crate::support::{Margin, Margins, Random, ball, bounded, from_starts, parabola};

const SIDE: f64 = 2.0;

/// Discs, holes, saddles and tents in a box.
fn random_problem(r: &mut Random, n: usize) -> (Margins, Vec<f64>, Vec<f64>) {
    let mut all: Vec<Margin> = Vec::new();
    for _ in 0..=r.below(5) {
        let mut point = || (0..n).map(|_| 1.5 * r.signed()).collect::<Vec<f64>>();
        let (a, b) = (point(), point());
        let size = r.within(0.4, 1.6);
        all.push(match r.below(5) {
            0 => ball(1.0, a, size),
            1 => ball(-1.0, a, size + 0.5),
            2 | 3 => parabola(0.6 * r.signed(), a, b),
            _ => Box::new(move |x, g| {
                let off = a.iter().zip(x).map(|(u, v)| u * v).sum::<f64>() - b[0];
                for (gi, ai) in g.iter_mut().zip(&a) {
                    *gi = if off > 0.0 { -ai } else { *ai };
                }
                size - off.abs()
            }),
        });
    }
    let wish = (0..n).map(|_| 1.8 * r.signed()).collect();
    let weights = (0..n).map(|_| r.within(0.3, 3.0)).collect();
    (Margins::new(n, all), wish, weights)
}

/// All points of a grid with `per_side + 1` points a side round a center.
fn grid(center: &[f64], half: f64, per_side: usize, mut visit: impl FnMut(&[f64])) {
    let n = center.len();
    let step = 2.0 * half / per_side as f64;
    let mut x = vec![0.0; n];
    for code in 0..(per_side + 1).pow(u32::try_from(n).unwrap()) {
        let mut rest = code;
        for i in 0..n {
            x[i] = center[i] - half + step * (rest % (per_side + 1)) as f64;
            rest /= per_side + 1;
        }
        visit(&x);
    }
}

fn distance(x: &[f64], wish: &[f64], weights: &[f64]) -> f64 {
    (0..x.len()).map(|i| weights[i] * (x[i] - wish[i]) * (x[i] - wish[i])).sum::<f64>().sqrt()
}

/// No feasible point close by is nearer to the wish.
fn assert_locally_nearest(
    problem: &Margins,
    found: &Projection,
    wish: &[f64],
    weights: &[f64],
    what: &str,
) {
    for half in [1e-3, 2e-2] {
        grid(&found.x, half, 12, |x| {
            if x.iter().all(|v| v.abs() <= SIDE)
                && distance(x, wish, weights) < found.distance - 1e-6
            {
                assert!(problem.least(x) < 0.0, "{what}: {x:?} is nearer than {found:?}");
            }
        });
    }
}

#[test]
fn random_problems_are_as_near_as_a_grid_finds() {
    let mut at_refusals = Vec::new();
    let (mut solved, mut refused, mut unproved, mut evaluations, mut most) = (0, 0, 0, 0, 0);
    for seed in 1..=300 {
        let r = &mut Random::new(seed);
        let n = if seed % 3 == 0 { 3 } else { 2 };
        let (mut problem, wish, weights) = random_problem(r, n);
        let (lower, upper) = (vec![-SIDE; n], vec![SIDE; n]);
        let what = format!("seed {seed}");
        let mut least = f64::INFINITY;
        grid(&vec![0.0; n], SIDE, if n == 2 { 200 } else { 50 }, |x| {
            let near = distance(x, &wish, &weights);
            if near < least && problem.least(x) >= 0.0 {
                least = near;
            }
        });
        let single = bounded(&mut problem, &wish, &weights, &lower, &upper, &wish);
        evaluations += single.evaluations;
        most = most.max(single.evaluations);
        if single.status == Status::Converged {
            assert_locally_nearest(&problem, &single, &wish, &weights, &what);
        }
        unproved += usize::from(single.status == Status::Feasible);
        if !single.is_feasible() {
            at_refusals.push(single.evaluations);
        }
        let mut starts = vec![wish.clone()];
        grid(&vec![0.0; n], 1.6, 4, |x| starts.push(x.to_vec()));
        let found = from_starts(&mut problem, &wish, &weights, (&lower, &upper), &starts);
        if found.is_feasible() {
            solved += 1;
            assert!(problem.least(&found.x) >= -1e-9, "{what}: {found:?} is not feasible");
            assert!(
                found.distance <= least + 1e-6,
                "{what}: the grid finds {least}, nearer than {found:?}"
            );
            assert!(
                (found.distance - distance(&found.x, &wish, &weights)).abs() < 1e-12,
                "{what}: the distance is true"
            );
        } else {
            refused += 1;
            assert!(least.is_infinite(), "{what}: refused, but the grid finds {least}: {found:?}");
        }
    }
    assert!(solved > 200 && refused > 5, "both kinds occur: {solved} and {refused}");
    assert!(unproved <= 6, "few are left without proof: {unproved}");
    assert!(evaluations <= 300 * 12, "{evaluations} evaluations for 300 searches");
    let mean = at_refusals.iter().sum::<usize>() as f64 / at_refusals.len() as f64;
    assert!(mean <= 14.0, "{mean} evaluations for a refusal");
    assert!(most <= 70, "{most} evaluations for one search");
}
