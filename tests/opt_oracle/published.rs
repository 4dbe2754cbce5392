//! Published nonlinear problems whose objective is a weighted squared distance, and closed forms.
//!
//! Numbers are those of W. Hock, K. Schittkowski: *Test Examples for Nonlinear Programming Codes* (1981); objectives are
//! given there up to a constant and a factor, solutions are compared here.

use microbag::opt::sqp::{Options, Status, Wish, project};

use crate::support::{Margin, Margins, assert_near, ball, bounded, free, parabola, plane};

const NONE: [f64; 2] = [f64::NEG_INFINITY, f64::INFINITY];

struct Published {
    number: u32,
    wish: Vec<f64>,
    weights: Vec<f64>,
    margins: Vec<Margin>,
    /// Pairs of lower and upper.
    bounds: Vec<[f64; 2]>,
    start: Vec<f64>,
    solution: Vec<f64>,
}

/// `x₀ x₁ - constant`.
fn product(constant: f64) -> Margin {
    Box::new(move |x, g| {
        g.fill(0.0);
        (g[0], g[1]) = (x[1], x[0]);
        x[0] * x[1] - constant
    })
}

fn problems() -> Vec<Published> {
    let root = f64::sqrt;
    vec![
        Published {
            number: 11,
            wish: vec![5.0, 0.0],
            weights: vec![2.0; 2],
            margins: vec![parabola(0.0, vec![0.0, 1.0], vec![-1.0, 0.0])],
            bounds: vec![NONE; 2],
            start: vec![4.9, 0.1],
            // Where 2 (x - 5) + 4 x³ = 0.
            solution: vec![1.234_773_208, 1.524_664_876],
        },
        Published {
            number: 14,
            wish: vec![2.0, 1.0],
            weights: vec![2.0; 2],
            margins: vec![
                parabola(1.0, vec![0.0; 2], vec![-0.25, -1.0]),
                plane(1.0, vec![1.0, -2.0]),
                plane(-1.0, vec![-1.0, 2.0]),
            ],
            bounds: vec![NONE; 2],
            start: vec![2.0, 2.0],
            solution: vec![0.5 * (root(7.0) - 1.0), 0.25 * (root(7.0) + 1.0)],
        },
        Published {
            number: 18,
            wish: vec![0.0; 2],
            weights: vec![0.02, 2.0],
            margins: vec![product(25.0), parabola(-25.0, vec![0.0; 2], vec![1.0; 2])],
            bounds: vec![[2.0, 50.0], [0.0, 50.0]],
            start: vec![2.0, 2.0],
            solution: vec![root(250.0), root(2.5)],
        },
        Published {
            number: 22,
            wish: vec![2.0, 1.0],
            weights: vec![2.0; 2],
            margins: vec![
                plane(2.0, vec![-1.0, -1.0]),
                parabola(0.0, vec![0.0, 1.0], vec![-1.0, 0.0]),
            ],
            bounds: vec![NONE; 2],
            start: vec![2.0, 2.0],
            solution: vec![1.0, 1.0],
        },
        Published {
            number: 23,
            wish: vec![0.0; 2],
            weights: vec![2.0; 2],
            margins: vec![
                plane(-1.0, vec![1.0, 1.0]),
                parabola(-1.0, vec![0.0; 2], vec![1.0, 1.0]),
                parabola(-9.0, vec![0.0; 2], vec![9.0, 1.0]),
                parabola(0.0, vec![0.0, -1.0], vec![1.0, 0.0]),
                parabola(0.0, vec![-1.0, 0.0], vec![0.0, 1.0]),
            ],
            bounds: vec![[-50.0, 50.0]; 2],
            start: vec![3.0, 1.0],
            solution: vec![1.0, 1.0],
        },
        Published {
            number: 30,
            wish: vec![0.0; 3],
            weights: vec![2.0; 3],
            margins: vec![parabola(-1.0, vec![0.0; 3], vec![1.0, 1.0, 0.0])],
            bounds: vec![[1.0, 10.0], [-10.0, 10.0], [-10.0, 10.0]],
            start: vec![1.0; 3],
            solution: vec![1.0, 0.0, 0.0],
        },
        Published {
            number: 31,
            wish: vec![0.0; 3],
            weights: vec![18.0, 2.0, 18.0],
            margins: vec![product(1.0)],
            bounds: vec![[-10.0, 10.0], [1.0, 10.0], [-10.0, 1.0]],
            start: vec![1.0; 3],
            solution: vec![1.0 / root(3.0), root(3.0), 0.0],
        },
        Published {
            number: 42,
            wish: vec![1.0, 2.0, 3.0, 4.0],
            weights: vec![2.0; 4],
            margins: vec![
                parabola(-2.0, vec![0.0; 4], vec![0.0, 0.0, 1.0, 1.0]),
                parabola(2.0, vec![0.0; 4], vec![0.0, 0.0, -1.0, -1.0]),
            ],
            bounds: vec![[2.0, 2.0], NONE, NONE, NONE],
            start: vec![1.0; 4],
            solution: vec![2.0, 2.0, 0.6 * root(2.0), 0.8 * root(2.0)],
        },
        Published {
            number: 43,
            wish: vec![2.5, 2.5, 5.25, -3.5],
            weights: vec![2.0, 2.0, 4.0, 2.0],
            margins: vec![
                parabola(8.0, vec![-1.0, 1.0, -1.0, 1.0], vec![-1.0; 4]),
                parabola(10.0, vec![1.0, 0.0, 0.0, 1.0], vec![-1.0, -2.0, -1.0, -2.0]),
                parabola(5.0, vec![-2.0, 1.0, 0.0, 1.0], vec![-2.0, -1.0, -1.0, 0.0]),
            ],
            bounds: vec![NONE; 4],
            start: vec![0.0; 4],
            solution: vec![0.0, 1.0, 2.0, -1.0],
        },
    ]
}

#[test]
fn published_problems_are_solved() {
    for problem in problems() {
        let what = format!("problem {}", problem.number);
        let (lower, upper): (Vec<f64>, Vec<f64>) =
            problem.bounds.iter().map(|b| (b[0], b[1])).unzip();
        let mut margins = Margins::new(problem.wish.len(), problem.margins);
        let found =
            bounded(&mut margins, &problem.wish, &problem.weights, &lower, &upper, &problem.start);
        assert_eq!(found.status, Status::Converged, "{what}: {found:?}");
        assert_near(&found.x, &problem.solution, 1e-6, &what);
        assert!(found.evaluations <= 40, "{what}: {} evaluations", found.evaluations);
        assert_eq!(found.evaluations, margins.calls, "{what}: every call is counted");
    }
}

#[test]
fn a_cusp_without_regular_multipliers_ends_near_its_tip() {
    // Problem 13: no multipliers exist at (1, 0), so no method that looks for them can converge fast.
    let cusp: Margin = Box::new(|x, g| {
        let t = 1.0 - x[0];
        (g[0], g[1]) = (-3.0 * t * t, -1.0);
        t * t * t - x[1]
    });
    let found = bounded(
        &mut Margins::new(2, vec![cusp]),
        &[2.0, 0.0],
        &[2.0; 2],
        &[0.0; 2],
        &[f64::INFINITY; 2],
        &[-2.0; 2],
    );
    assert!(found.is_feasible(), "the cusp is feasible: {found:?}");
    assert_near(&found.x, &[1.0, 0.0], 2e-2, "problem 13");
}

#[test]
fn balls_and_their_outsides() {
    for n in [1, 2, 5, 12] {
        let wish: Vec<f64> = (0..n).map(|i| 1.0 + 0.3 * f64::from(i)).collect();
        let length = wish.iter().map(|v| v * v).sum::<f64>().sqrt();
        let onto: Vec<f64> = wish.iter().map(|v| 0.5 * v / length).collect();
        let start: Vec<f64> = (0..n).map(|i| if i % 2 == 0 { 0.2 } else { -0.4 }).collect();
        for from in [&wish, &start] {
            let mut inside = Margins::new(wish.len(), vec![ball(-1.0, vec![0.0; wish.len()], 0.5)]);
            let found = free(&mut inside, &wish, &vec![1.0; wish.len()], from);
            assert_eq!(found.status, Status::Converged, "{n} dimensions");
            assert_near(&found.x, &onto, 1e-6, &format!("onto the ball in {n} dimensions"));
            assert!(
                (found.multipliers[0] - (length - 0.5)).abs() < 1e-6,
                "the multiplier is the distance"
            );
        }
    }
}

#[test]
fn out_of_a_ball_from_near_its_center() {
    for (wish, start) in
        [([1e-3, 0.0], [1e-3, 0.0]), ([0.01, 0.02], [0.3, -2.0]), ([0.01, 0.0], [-3.0, 0.5])]
    {
        let mut outside = Margins::new(2, vec![ball(1.0, vec![0.0; 2], 1.0)]);
        let found = free(&mut outside, &wish, &[1.0; 2], &start);
        let length = (wish[0] * wish[0] + wish[1] * wish[1]).sqrt();
        assert_eq!(found.status, Status::Converged, "from {start:?}: {found:?}");
        assert_near(
            &found.x,
            &[wish[0] / length, wish[1] / length],
            1e-5,
            &format!("from {start:?}"),
        );
    }
}

#[test]
fn the_far_side_of_a_circle_is_left_again() {
    // (-1, 0) is stationary, but of all points of the circle it is the farthest from the wish.
    let mut outside = Margins::new(2, vec![ball(1.0, vec![0.0; 2], 1.0)]);
    let found = free(&mut outside, &[0.3, 0.0], &[1.0; 2], &[-2.0, 0.0]);
    assert_eq!(found.status, Status::Converged, "{found:?}");
    assert_near(&found.x, &[1.0, 0.0], 1e-6, "the near side");
}

#[test]
fn onto_a_hyperbola() {
    // The point of xy ≥ 1 nearest to (a, a) with a < 1 is (1, 1) for a > -2; (3, 1/3) solves its own normal equation.
    for start in [[0.5, 0.5], [4.0, 0.3], [0.2, 6.0], [2.0, 2.0]] {
        let mut hyperbola = Margins::new(2, vec![product(1.0)]);
        let found = bounded(&mut hyperbola, &[0.5, 0.5], &[1.0; 2], &[0.01; 2], &[10.0; 2], &start);
        assert_eq!(found.status, Status::Converged, "from {start:?}: {found:?}");
        assert_near(&found.x, &[1.0, 1.0], 1e-6, &format!("from {start:?}"));
        let normal = 1.4;
        let wish = [3.0 - normal / 3.0, 1.0 / 3.0 - normal * 3.0];
        let found = bounded(&mut hyperbola, &wish, &[1.0; 2], &[0.01; 2], &[10.0; 2], &start);
        assert_eq!(found.status, Status::Converged, "from {start:?}: {found:?}");
        assert_near(&found.x, &[3.0, 1.0 / 3.0], 1e-6, &format!("from {start:?}"));
    }
}

#[test]
fn along_a_curved_valley() {
    // Rosenbrock's valley as a tube |y - x²| ≤ 0.01, entered at one end, the wish at the other.
    let tube = || -> Vec<Margin> {
        vec![
            parabola(0.01, vec![0.0, 1.0], vec![-1.0, 0.0]),
            parabola(0.01, vec![0.0, -1.0], vec![1.0, 0.0]),
        ]
    };
    let wish = [1.0, 0.4];
    let mut least = f64::INFINITY;
    for k in 0..=400_000 {
        let x = -2.0 + 1e-5 * f64::from(k);
        for y in [x * x - 0.01, x * x + 0.01] {
            least = least.min((x - wish[0]) * (x - wish[0]) + (y - wish[1]) * (y - wish[1]));
        }
    }
    for start in [[-1.2, 1.0], [1.5, 2.25], [0.0, -3.0]] {
        let found = free(&mut Margins::new(2, tube()), &wish, &[1.0; 2], &start);
        assert_eq!(found.status, Status::Converged, "from {start:?}: {found:?}");
        assert!((found.distance - least.sqrt()).abs() < 1e-6, "from {start:?}: {found:?}");
        assert!(found.evaluations <= 60, "from {start:?}: {} evaluations", found.evaluations);
    }
}

#[test]
fn what_cannot_be_is_refused_with_the_clash() {
    // Two discs that do not meet, and a bystander: the clash is stationary on the line between them.
    let mut apart = Margins::new(
        2,
        vec![
            plane(9.0, vec![1.0, 0.0]),
            ball(-1.0, vec![-2.0, 0.0], 1.0),
            ball(-1.0, vec![2.0, 0.0], 1.0),
        ],
    );
    let found = free(&mut apart, &[0.5, 1.0], &[1.0; 2], &[0.5, 1.0]);
    let Status::Infeasible(clash) = &found.status else { panic!("two discs apart: {found:?}") };
    assert!((clash.violation - 1.0).abs() < 1e-4, "at best both are missed by one: {clash:?}");
    assert!(clash.stationary, "proved: {clash:?}");
    let clashing: Vec<usize> = clash.margins.iter().map(|(j, _)| *j).collect();
    assert_eq!(clashing, [1, 2], "the discs clash, not the bystander");
    assert_eq!(clash.worst.len(), 2, "two margins do not hold");

    // A demand against a bound.
    let mut beyond = Margins::new(1, vec![plane(-3.0, vec![1.0])]);
    let found = bounded(&mut beyond, &[0.0], &[1.0], &[-1.0], &[2.0], &[0.0]);
    let Status::Infeasible(clash) = &found.status else {
        panic!("x ≥ 3 within x ≤ 2: {found:?}")
    };
    assert_eq!(found.x, [2.0], "as near as the bound allows");
    assert_eq!(clash.upper.len(), 1, "the bound takes part: {clash:?}");
    assert!(clash.lower.is_empty(), "the other bound does not: {clash:?}");

    // Never satisfiable and smooth: x² + 1 ≤ 0.
    let mut never = Margins::new(1, vec![parabola(-1.0, vec![0.0], vec![-1.0])]);
    let found = free(&mut never, &[2.0], &[1.0], &[2.0]);
    assert!(!found.is_feasible() && found.x[0].abs() < 1e-3, "x² + 1 ≤ 0: {found:?}");
}

#[test]
fn a_search_cut_short_names_what_does_not_hold_but_proves_nothing() {
    let mut apart =
        Margins::new(2, vec![ball(-1.0, vec![-2.0, 0.0], 1.0), ball(-1.0, vec![2.0, 0.0], 1.0)]);
    let far = ([-100.0; 2], [100.0; 2]);
    let wish = Wish { point: &[9.0, 1.0], weights: &[1.0; 2], lower: &far.0, upper: &far.1 };
    let options = Options { max_evaluations: 2, ..Options::default() };
    let found = project(&mut apart, &wish, wish.point, &options).unwrap();
    let Status::Infeasible(clash) = &found.status else { panic!("two discs apart: {found:?}") };
    assert!(!clash.stationary, "two looks prove nothing: {clash:?}");
    assert_eq!(clash.worst, [0, 1], "the worse one first");
    assert!(clash.lower.is_empty() && clash.upper.is_empty(), "the bounds are far away: {clash:?}");
}
