//! Problems of the size and shape of a bag: a dozen variables, many margins, few of them active.

use microbag::opt::sqp::Status;

use crate::support::{Margin, Margins, Random, assert_near, bounded};

/// Lengths, hypotenuses, ratios, areas and pitches over variables near one, so that a reference point is feasible.
fn random_bag(r: &mut Random) -> (Margins, Vec<f64>) {
    let n = 7 + r.below(6);
    let n_margins = 60 + r.below(141);
    let reference: Vec<f64> = (0..n).map(|_| r.within(0.7, 1.3)).collect();
    let mut all: Vec<Margin> = Vec::new();
    for _ in 0..n_margins {
        let (i, k, l) = (r.below(n), r.below(n), r.below(n));
        let kind = r.below(5);
        // Of the last kind only tents: its opposite leaves two alternatives, a choice that is not local.
        let sign = if kind < 4 && r.chance(0.5) { 1.0 } else { -1.0 };
        let weight = r.within(0.3, 2.0);
        let shape: Margin = match kind {
            0 => Box::new(move |x, g| {
                g[i] += 1.0;
                g[k] -= weight;
                x[i] - weight * x[k]
            }),
            1 => Box::new(move |x, g| {
                let root = (x[i] * x[i] + weight * x[k] * x[k]).sqrt();
                g[i] += x[i] / root;
                g[k] += weight * x[k] / root;
                g[l] -= 0.5;
                root - 0.5 * x[l]
            }),
            2 => Box::new(move |x, g| {
                let below = x[k] * x[k] + 1.0;
                g[i] += 1.0 / below;
                g[k] -= 2.0 * x[i] * x[k] / (below * below);
                x[i] / below
            }),
            3 => Box::new(move |x, g| {
                g[i] += x[k];
                g[k] += x[i];
                g[l] += weight;
                x[i] * x[k] + weight * x[l]
            }),
            _ => Box::new(move |x, g| {
                let off = x[i] + x[k] - weight * x[l];
                let side = if off > 0.0 { 1.0 } else { -1.0 };
                g[i] += side;
                g[k] += side;
                g[l] -= side * weight;
                off.abs()
            }),
        };
        let mut unused = vec![0.0; n];
        let level = shape(&reference, &mut unused) - sign * r.within(0.0, 0.8);
        all.push(Box::new(move |x, g| {
            g.fill(0.0);
            let value = shape(x, g);
            for v in g.iter_mut() {
                *v *= sign;
            }
            sign * (value - level)
        }));
    }
    let wish = reference.iter().map(|v| v + 0.35 * r.signed()).collect();
    (Margins::new(n, all), wish)
}

#[test]
fn typical_problems_take_few_evaluations() {
    let mut evaluations = Vec::new();
    for seed in 1..=300 {
        let r = &mut Random::new(seed);
        let (mut problem, wish) = random_bag(r);
        let n = wish.len();
        let weights: Vec<f64> = (0..n).map(|_| r.within(0.5, 2.0)).collect();
        let solve = |problem: &mut Margins| {
            bounded(problem, &wish, &weights, &vec![0.2; n], &vec![2.5; n], &wish)
        };
        let found = solve(&mut problem);
        evaluations.push(found.evaluations);
        assert_eq!(found.status, Status::Converged, "seed {seed}");
        assert!(problem.least(&found.x) >= -1e-9, "seed {seed}: {found:?}");
        assert!(
            found.active.len() <= n,
            "seed {seed}: more margins than dimensions hold the point"
        );
        problem.all.reverse();
        let again = solve(&mut problem);
        assert_near(&again.x, &found.x, 1e-7, &format!("seed {seed}, margins in reverse"));
    }
    evaluations.sort_unstable();
    let (median, tail) = (evaluations[150], evaluations[285]);
    assert!(
        median <= 10 && tail <= 14,
        "median {median}, 95 % {tail}, most {:?}",
        evaluations.last()
    );
}
