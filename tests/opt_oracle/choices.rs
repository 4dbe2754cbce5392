//! Branching and conflicts against brute force.

use microbag::opt::branch::{Relaxed, Split, Window, branch};
use microbag::opt::conflict::{Conflict, smallest_conflict};

use crate::support::Random;

#[test]
fn branching_finds_what_brute_force_finds() {
    let mut nodes = 0;
    for seed in 1..=200 {
        let r = &mut Random::new(seed);
        let wish = [r.within(0.0, 6.0), r.within(0.0, 6.0), r.within(0.0, 6.0)];
        let most = r.within(3.0, 15.0);
        let mut expected = f64::INFINITY;
        for code in 0..343_i32 {
            let x = [f64::from(code % 7), f64::from(code / 7 % 7), f64::from(code / 49)];
            if x.iter().sum::<f64>() <= most {
                expected = expected.min(squared(&x, &wish));
            }
        }
        let found = branch(&[Window { least: 0, greatest: 6 }; 3], 1000, |windows| {
            relax(windows, &wish, most)
        });
        let best = found.best.unwrap();
        assert!(found.complete, "seed {seed}: {} nodes were enough", found.nodes);
        assert!(
            (best.bound - expected).abs() < 1e-9,
            "seed {seed}: {} against {expected}",
            best.bound
        );
        assert!(
            best.windows.iter().all(|w| w.least <= w.greatest),
            "seed {seed}: windows are in order"
        );
        nodes += found.nodes;
    }
    assert!(nodes <= 2294, "{nodes} nodes for 200 searches: the most promising must go first");
}

fn squared(x: &[f64], wish: &[f64]) -> f64 {
    x.iter().zip(wish).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// The point of a box with a bounded sum nearest to the wish, by bisection on the multiplier of the sum.
fn relax(windows: &[Window], wish: &[f64], most: f64) -> Option<Relaxed<Vec<f64>>> {
    if windows.iter().map(|w| w.least as f64).sum::<f64>() > most {
        return None;
    }
    let at = |push: f64| -> Vec<f64> {
        let one = |(w, t): (&Window, &f64)| (t - push).clamp(w.least as f64, w.greatest as f64);
        windows.iter().zip(wish).map(one).collect()
    };
    let (mut low, mut high) = (0.0, 20.0);
    if at(0.0).iter().sum::<f64>() > most {
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if at(middle).iter().sum::<f64>() > most { low = middle } else { high = middle }
        }
    } else {
        high = 0.0;
    }
    let x = at(high);
    let gap = x.iter().position(|v| (v - v.round()).abs() > 1e-9);
    let split = gap.map(|number| Split { number, at: x[number].floor() as i64 });
    Some(Relaxed { bound: squared(&x, wish), split, answer: x })
}

#[test]
fn branching_stops_when_told_and_never_hangs() {
    let always_split = |windows: &[Window]| {
        Some(Relaxed {
            bound: 0.0,
            split: Some(Split { number: 0, at: windows[0].least }),
            answer: (),
        })
    };
    let found = branch(&[Window { least: 0, greatest: i64::MAX }], 50, always_split);
    assert_eq!(
        (found.nodes, found.complete, found.best.is_some()),
        (50, false, false),
        "out of nodes"
    );
    let found = branch(&[Window { least: 0, greatest: 9 }], 50, |_| {
        Some(Relaxed { bound: 0.0, split: Some(Split { number: 3, at: 0 }), answer: () })
    });
    assert_eq!((found.nodes, found.complete), (1, true), "a split of nothing ends the node");
    let found = branch(&[], 50, |_| Some(Relaxed { bound: f64::NAN, split: None, answer: () }));
    assert!(found.best.is_none(), "a bound that is no number is no solution");
}

#[test]
fn conflicts_are_irreducible() {
    for seed in 1..=300 {
        let r = &mut Random::new(seed);
        let n = 2 + r.below(20);
        // A set is solvable when it contains none of these cores.
        let cores: Vec<Vec<usize>> =
            (0..=r.below(3)).map(|_| (0..=r.below(4)).map(|_| r.below(n)).collect()).collect();
        let solvable =
            |set: &[usize]| !cores.iter().any(|core| core.iter().all(|i| set.contains(i)));
        let suspects: Vec<usize> = (0..r.below(n)).map(|_| r.below(n + 3)).collect();
        let mut asked = 0;
        let found = smallest_conflict(n, Some(&suspects), 1000, |set| {
            asked += 1;
            assert!(set.windows(2).all(|w| w[0] < w[1]), "seed {seed}: sets come in order");
            solvable(set)
        });
        let Conflict::Clash { demands, irreducible, calls } = found else {
            panic!("seed {seed}: {found:?}")
        };
        assert!(irreducible && calls == asked, "seed {seed}: {calls} calls counted, {asked} made");
        assert!(!solvable(&demands), "seed {seed}: {demands:?} clash");
        for k in 0..demands.len() {
            let mut fewer = demands.clone();
            fewer.remove(k);
            assert!(
                fewer.is_empty() || solvable(&fewer),
                "seed {seed}: {demands:?} can do without one"
            );
        }
    }
}

#[test]
fn good_suspects_save_calls_and_few_calls_are_respected() {
    let clash = |set: &[usize]| !(set.contains(&40) && set.contains(&70));
    let count = |suspects: Option<&[usize]>| match smallest_conflict(100, suspects, 1000, clash) {
        Conflict::Clash { demands, calls, .. } => {
            assert_eq!(demands, [40, 70], "the two that clash");
            calls
        }
        Conflict::None { .. } => panic!("they clash"),
    };
    assert!(count(Some(&[70, 3, 40])) <= 4 && count(None) <= 101, "suspects save calls");
    let none = smallest_conflict(5, None, 1000, |_| true);
    assert_eq!(none, Conflict::None { calls: 1 }, "nothing clashes");
    let cut = smallest_conflict(100, None, 10, clash);
    assert!(
        matches!(cut, Conflict::Clash { irreducible: false, calls: 10, .. }),
        "out of calls: {cut:?}"
    );
}
