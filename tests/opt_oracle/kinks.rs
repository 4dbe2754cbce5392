//! Margins that are not smooth, not defined everywhere, or not worth a step.

use microbag::opt::Malformed;
use microbag::opt::sqp::{Options, SecondOrder, Status, Wish, project, project_from_starts};

use crate::support::{
    Margin, Margins, assert_near, ball, bounded, free, from_starts, parabola, plane,
};

/// The lesser of two margins, with the gradient of the one that counts.
fn lesser(a: Margin, b: Margin) -> Margin {
    Box::new(move |x, g| {
        let (mut first, mut second) = (vec![0.0; g.len()], vec![0.0; g.len()]);
        let (va, vb) = (a(x, &mut first), b(x, &mut second));
        g.copy_from_slice(if va <= vb { &first } else { &second });
        va.min(vb)
    })
}

#[test]
fn a_solution_on_a_ridge_is_found() {
    let corner = lesser(plane(1.0, vec![-1.0, 0.0]), plane(1.0, vec![0.0, -1.0]));
    let found = free(&mut Margins::new(2, vec![corner]), &[2.0, 3.0], &[1.0; 2], &[2.0, 3.0]);
    assert!(found.is_feasible(), "{found:?}");
    assert_near(&found.x, &[1.0, 1.0], 1e-6, "the corner of a quadrant");
    let lens = lesser(ball(-1.0, vec![-1.0, 0.0], 2.0), ball(-1.0, vec![1.0, 0.0], 2.0));
    let found = free(&mut Margins::new(2, vec![lens]), &[0.1, 4.0], &[1.0; 2], &[0.1, 4.0]);
    assert!(found.is_feasible(), "{found:?}");
    assert_near(&found.x, &[0.0, 3.0_f64.sqrt()], 1e-4, "the tip of a lens");
    assert!(found.evaluations <= 80, "{} evaluations", found.evaluations);
}

#[test]
fn a_tent_is_climbed_on_either_side() {
    // tolerance - |length / n - pitch| with n = 4: lengths 11.2 to 12.8.
    for (wish, expected) in [(9.0, 11.2), (15.0, 12.8), (12.0, 12.0), (11.9, 11.9)] {
        let tent: Margin = Box::new(|x, g| {
            let off = x[0] / 4.0 - 3.0;
            g[0] = if off > 0.0 { -0.25 } else { 0.25 };
            0.2 - off.abs()
        });
        let found = free(&mut Margins::new(1, vec![tent]), &[wish], &[1.0], &[wish]);
        assert_eq!(found.status, Status::Converged, "{found:?}");
        assert_near(&found.x, &[expected], 1e-9, "a length for four stitches");
    }
}

#[test]
fn a_wedge_is_left_by_the_near_side() {
    // |x| ≥ 1: a convex kink, where the sides are alternatives.
    let wedge = || -> Vec<Margin> {
        vec![Box::new(|x, g| {
            g[0] = if x[0] >= 0.0 { 1.0 } else { -1.0 };
            x[0].abs() - 1.0
        })]
    };
    let found = free(&mut Margins::new(1, wedge()), &[0.2], &[1.0], &[0.2]);
    assert_near(&found.x, &[1.0], 1e-9, "the near side");
    let (lower, upper) = ([f64::NEG_INFINITY], [f64::INFINITY]);
    let starts = vec![vec![-3.0], vec![3.0]];
    let found =
        from_starts(&mut Margins::new(1, wedge()), &[0.2], &[1.0], (&lower, &upper), &starts);
    assert_near(&found.x, &[1.0], 1e-9, "the nearer of two sides, whichever start is first");
    let found =
        from_starts(&mut Margins::new(1, wedge()), &[0.0], &[1.0], (&lower, &upper), &starts);
    assert_near(&found.x, &[-1.0], 1e-9, "of equals the first");
}

#[test]
fn a_diamond_is_met_at_its_tip() {
    let diamond: Margin = Box::new(|x, g| {
        let mut sum = 1.0;
        for (gi, xi) in g.iter_mut().zip(x) {
            *gi = if *xi > 0.0 { -1.0 } else { 1.0 };
            sum -= xi.abs();
        }
        sum
    });
    let found =
        free(&mut Margins::new(3, vec![diamond]), &[3.0, 0.1, -0.2], &[1.0; 3], &[3.0, 0.1, -0.2]);
    assert!(found.is_feasible(), "{found:?}");
    assert_near(&found.x, &[1.0, 0.0, 0.0], 1e-4, "the tip of an octahedron");
}

#[test]
fn where_margins_are_not_numbers_is_not_entered() {
    // ln-like wall: undefined for x ≤ 1.
    let walled = || -> Vec<Margin> {
        vec![Box::new(|x, g| {
            let t = (x[0] - 1.0).sqrt();
            g[0] = -0.5 / t;
            0.1 - t
        })]
    };
    let found = free(&mut Margins::new(1, walled()), &[-5.0], &[1.0], &[30.0]);
    assert!(found.is_feasible() && found.x[0] > 1.0 && found.x[0] < 1.011, "{found:?}");
    let wish = Wish { point: &[-5.0], weights: &[1.0], lower: &[-9.0], upper: &[40.0] };
    let refused = project(&mut Margins::new(1, walled()), &wish, &[0.0], &Options::default());
    assert_eq!(refused, Err(Malformed::NoUsableStart), "nothing is known at this start");
    let starts: [&[f64]; 2] = [&[0.0], &[30.0]];
    let found =
        project_from_starts(&mut Margins::new(1, walled()), &wish, &starts, &Options::default());
    assert!(found.unwrap().is_feasible(), "the second start serves");
}

#[test]
fn a_wish_that_holds_is_untouched_after_one_evaluation() {
    let wish = [0.1 + 0.2, 1.0 / 3.0];
    let mut disc = Margins::new(2, vec![ball(-1.0, vec![0.0; 2], 1.0)]);
    let found = free(&mut disc, &wish, &[0.7, 3.0], &wish);
    assert_eq!(found.x, wish, "bit for bit");
    assert_eq!((found.evaluations, disc.calls, found.distance), (1, 1, 0.0), "one look is enough");
    assert_eq!(found.status, Status::Converged, "nothing is nearer than the wish");
}

#[test]
fn numbers_that_are_none_are_errors() {
    let call = |point: &[f64], weights: &[f64], lower: &[f64], start: &[f64], options: &Options| {
        let wish = Wish { point, weights, lower, upper: &[9.0, 9.0] };
        project(&mut Margins::new(2, vec![plane(0.0, vec![1.0, 1.0])]), &wish, start, options)
    };
    let (ok, nan, default) = ([1.0, 1.0], [1.0, f64::NAN], Options::default());
    assert!(call(&ok, &ok, &ok, &ok, &default).is_ok(), "the good case");
    assert!(call(&nan, &ok, &ok, &ok, &default).is_err(), "wish");
    assert!(call(&ok, &nan, &ok, &ok, &default).is_err(), "weights");
    assert!(call(&ok, &[1.0, -1.0], &ok, &ok, &default).is_err(), "negative weight");
    assert!(call(&ok, &ok, &nan, &ok, &default).is_err(), "bounds");
    assert!(call(&ok, &ok, &[1.0, 10.0], &ok, &default).is_err(), "crossed bounds");
    assert!(call(&ok, &ok, &ok, &nan, &default).is_err(), "start");
    assert!(call(&ok, &ok, &ok, &[1.0], &default).is_err(), "length of the start");
    assert!(call(&ok, &ok, &ok, &ok, &Options { radius: f64::NAN, ..default }).is_err(), "options");
}

#[test]
fn a_saddle_is_returned_only_on_trust() {
    let mut outside = Margins::new(2, vec![ball(1.0, vec![0.0; 2], 1.0)]);
    let (lower, upper) = ([f64::NEG_INFINITY; 2], [f64::INFINITY; 2]);
    let wish = Wish { point: &[0.3, 0.0], weights: &[1.0; 2], lower: &lower, upper: &upper };
    let trusting = Options { second_order: SecondOrder::Trust, ..Options::default() };
    let found = project(&mut outside, &wish, &[-2.0, 0.0], &trusting).unwrap();
    assert_near(&found.x, &[-1.0, 0.0], 1e-6, "the far side");
    let checked = project(&mut outside, &wish, &[-2.0, 0.0], &Options::default()).unwrap();
    assert_near(&checked.x, &[1.0, 0.0], 1e-6, "the near side");
}

#[test]
fn a_search_out_of_evaluations_returns_the_best_it_saw() {
    let (lower, upper) = ([f64::NEG_INFINITY; 2], [f64::INFINITY; 2]);
    let wish = Wish { point: &[3.0, 4.0], weights: &[1.0; 2], lower: &lower, upper: &upper };
    for max_evaluations in 1..8 {
        let mut disc = Margins::new(2, vec![parabola(1.0, vec![0.0; 2], vec![-1.0, -2.0])]);
        let options = Options { max_evaluations, ..Options::default() };
        let found = project(&mut disc, &wish, &[0.1, 0.1], &options).unwrap();
        assert!(
            found.is_feasible() && disc.least(&found.x) >= -1e-9,
            "after {max_evaluations}: {found:?}"
        );
        assert!(
            found.evaluations <= max_evaluations + 1,
            "a step may be corrected once: {}",
            found.evaluations
        );
    }
    let found = bounded(
        &mut Margins::new(2, vec![parabola(1.0, vec![0.0; 2], vec![-1.0, -2.0])]),
        &[3.0, 4.0],
        &[1.0; 2],
        &[0.5, -9.0],
        &[9.0, 9.0],
        &[0.0, 0.0],
    );
    assert_eq!(found.status, Status::Converged, "{found:?}");
}

#[test]
fn margins_in_other_units_give_the_same_point() {
    let disc = |unit: f64| -> Margins {
        let all: Vec<Margin> = vec![
            parabola(unit, vec![0.0; 2], vec![-unit, -2.0 * unit]),
            plane(0.5 * unit, vec![-unit, 0.0]),
        ];
        Margins { scale: unit, ..Margins::new(2, all) }
    };
    let found = free(&mut disc(1.0), &[3.0, 4.0], &[1.0, 5.0], &[3.0, 4.0]);
    for unit in [1e-6, 1e6] {
        let other = free(&mut disc(unit), &[3.0, 4.0], &[1.0, 5.0], &[3.0, 4.0]);
        assert_eq!(other.status, Status::Converged, "{other:?}");
        assert_near(&other.x, &found.x, 1e-9, "the same point");
        let scaled: Vec<f64> = other.multipliers.iter().map(|y| y * unit).collect();
        assert_near(&scaled, &found.multipliers, 1e-6, "multipliers are per unit of margin");
        assert_eq!(other.evaluations, found.evaluations, "the same course");
    }
    // Variables in other units as well, the weights making up for it.
    let smooth = |length: f64| -> Margins {
        let square = -1.0 / (length * length);
        Margins::new(2, vec![parabola(1.0, vec![0.0; 2], vec![square, 2.0 * square])])
    };
    let expected = free(&mut smooth(1.0), &[0.3, 4.0], &[1.0, 5.0], &[0.3, 4.0]);
    let other = free(&mut smooth(100.0), &[30.0, 400.0], &[1e-4, 5e-4], &[30.0, 400.0]);
    assert_near(
        &[other.x[0] / 100.0, other.x[1] / 100.0],
        &expected.x,
        1e-7,
        "a hundred times as long",
    );
    assert!((other.distance - expected.distance).abs() < 1e-8, "distances are in weighted units");
}

#[test]
fn a_margin_that_flattens_out_does_not_make_it_cycle() {
    // From 5 the plane of -x/√(1 + x²) leads to -125, whose plane in turn allows 5: the filter breaks the circle.
    let flat: Margin = Box::new(|x, g| {
        let root = (1.0 + x[0] * x[0]).sqrt();
        g[0] = -1.0 / (root * root * root);
        -x[0] / root
    });
    let (lower, upper) = ([f64::NEG_INFINITY], [f64::INFINITY]);
    let wish = Wish { point: &[5.0], weights: &[1.0], lower: &lower, upper: &upper };
    let options = Options { radius: 1000.0, ..Options::default() };
    let found = project(&mut Margins::new(1, vec![flat]), &wish, &[5.0], &options).unwrap();
    assert_eq!(found.status, Status::Converged, "{found:?}");
    assert_near(&found.x, &[0.0], 1e-8, "the end of the half-line");
    assert!(found.evaluations <= 30, "{} evaluations", found.evaluations);
}
