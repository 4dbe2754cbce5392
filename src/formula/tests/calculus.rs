//! Gradients against central differences, and margins of requirements.

use super::super::Relation;
use super::{LEAVES, compiled, value_of};
use crate::geom::{Dual, gradient, variable};

#[test]
fn gradients_agree_with_differences() {
    let texts = [
        "width * (1 - taper)",
        "width * 3 - depth / 4 + 2 mm",
        "3 mm - width",
        "width / height",
        "1 / height",
        "front.area / (width + depth)",
        "width ^ 3",
        "width ^ -2",
        "(width / depth) ^ 5 / 100",
        "width ^ 1",
        "width % height",
        "200 mm % depth",
        "-depth",
        "sqrt(width * height)",
        "sin(lean) * width",
        "cos(lean * 3.7)",
        "tan(lean * 2) * depth",
        "atan2(height, -width)",
        "hypot(width, depth)",
        "abs(depth - width)",
        "min(width, height, depth)",
        "max(width, height, depth) * taper",
        "clamp(width, depth, height)",
        "clamp(height, depth, width)",
        "if(width > height, width * depth, height * height)",
        "width * 2 > 3 mm",
        "(width + height) * (width - depth) / (height + 1 mm)",
    ];
    for text in texts {
        let formula = compiled(text);
        let exact = gradient(&formula.eval(&|id| variable::<8>(value_of(id), id)));
        for (k, leaf) in LEAVES.iter().enumerate() {
            let h = 1e-5 * leaf.2.max(1e-2);
            let at = |step: f64| {
                formula.eval(&|id| if id == k { value_of(id) + step } else { value_of(id) })
            };
            let difference = (at(h) - at(-h)) / (2.0 * h);
            let error = (exact[k] - difference).abs();
            assert!(
                error <= 1e-6 * difference.abs().max(1.0),
                "d({text}) by {}: {} against {difference}",
                leaf.0,
                exact[k]
            );
            let read = formula.leaves().contains(&k);
            assert!(read || exact[k] == 0.0, "{text} has a slope by {} unread", leaf.0);
        }
        let plain = formula.eval(&value_of);
        let carried: Dual<8> = formula.eval(&|id| variable(value_of(id), id));
        assert!((plain - carried.re).abs() <= 1e-13 * plain.abs(), "{text}: value of the dual");
    }
}

#[test]
fn steps_are_flat() {
    for text in ["round(width / 5 mm)", "ceil(taper)", "floor(taper * 100)", "width > height"] {
        let slopes = gradient(&compiled(text).eval(&|id| variable::<8>(value_of(id), id)));
        assert_eq!(slopes, [0.0; 8], "{text}");
    }
}

#[test]
fn requirements_have_margins() {
    let table: [(&str, Relation, f64); 11] = [
        ("if(width < 2 mm, depth, height) >= 3 mm", Relation::GreaterOrEqual, 39.0),
        ("60 mm >= if(width > 2 mm, depth, height) + 1 mm", Relation::GreaterOrEqual, 41.0),
        ("width >= height", Relation::GreaterOrEqual, 10.0),
        ("width > height + 12 mm", Relation::Greater, -2.0),
        ("width <= height", Relation::LessOrEqual, -10.0),
        ("depth < height", Relation::Less, 24.0),
        ("not width < height", Relation::GreaterOrEqual, 10.0),
        ("width == height", Relation::Equal, -10.0),
        ("slots == 0 or width >= 60 mm", Relation::GreaterOrEqual, -8.0),
        ("lined and width >= 60 mm", Relation::GreaterOrEqual, -8.0),
        ("taper <= 0.1", Relation::LessOrEqual, -0.02),
    ];
    for (text, relation, margin) in table {
        let parts = compiled(text).conjuncts();
        assert_eq!(parts.len(), 1, "{text} is one requirement");
        let Some(comparison) = parts[0].as_comparison() else { panic!("{text} compares") };
        assert_eq!(comparison.relation, relation, "{text}");
        let got = comparison.margin(&value_of);
        assert!((got - margin).abs() < 1e-12, "{text}: {got}");
        let slopes = gradient(&comparison.margin(&|id| variable::<8>(value_of(id), id)));
        assert!(slopes.iter().any(|slope| *slope != 0.0), "{text} has a slope");
    }
}

#[test]
fn joined_requirements_come_apart_in_order() {
    let text = "width > 2 mm and (depth < height * 2 and lined) and (taper > 0.1 or width > 1 mm) and 1 < 2";
    let parts = compiled(text).conjuncts();
    let spans: Vec<Option<&str>> = parts
        .iter()
        .map(|part| part.as_comparison().map(|c| &text[c.span.start..c.span.end]))
        .collect();
    let expected = [Some("width > 2 mm"), Some("depth < height * 2"), None];
    assert_eq!(spans, expected, "what is known to hold is left out, `or` is no comparison");
    assert_eq!(parts[1].leaves(), [1, 2], "each part reads its own leaves");
    assert_eq!(parts[2].eval(&value_of), 1.0, "a part evaluates by itself");
    let second = parts[1].as_comparison().map(|c| (c.left.leaves().to_vec(), c.right.kind()));
    let length = super::super::Kind::LENGTH;
    assert_eq!(second, Some((vec![2], length)), "sides are formulas");
    assert!(compiled("true").conjuncts().is_empty(), "nothing to require");
    assert_eq!(compiled("false").conjuncts().len(), 1, "never fulfilled");
    for text in ["width != height", "build == 'raw'", "width", "lined == (width > height)"] {
        assert!(compiled(text).as_comparison().is_none(), "{text} has no margin");
    }
}
