//! What formulas mean: hand-computed values and kinds.

use super::super::{Dimension, Kind, Value, compile_as};
use super::{LEAVES, compiled, names, parsed, value_of};

/// Text and value; NaN if the text is refused.
const VALUES: &[(&str, f64)] = &[
    // literals and units
    ("12 mm", 12.0),
    ("12mm", 12.0),
    ("1.5 cm", 15.0),
    ("2 in", 50.8),
    ("45deg", 45.0),
    ("1e1 mm", 10.0),
    ("2.5E-1", 0.25),
    // strength and grouping
    ("1 + 2 * 3", 7.0),
    ("(1 + 2) * 3", 9.0),
    ("10 - 4 - 3", 3.0),
    ("100 / 10 / 2", 5.0),
    ("100 / (10 / 2)", 20.0),
    ("2 ^ 3 ^ 2 / 2 ^ 8", f64::NAN),
    ("2 ^ 3 * 2", 16.0),
    ("2 * 3 ^ 2", 18.0),
    ("-2 ^ 2", -4.0),
    ("(-2) ^ 2", 4.0),
    ("2 ^ -1", 0.5),
    ("2 ^ 2 ^ 3", 256.0),
    ("2 ^ -1 * 4", 2.0),
    ("- - 3", 3.0),
    ("2 - -3", 5.0),
    ("-3 + 5", 2.0),
    ("17 % 5", 2.0),
    ("-1 % 5", 4.0),
    ("2 * 7 % 4", 2.0),
    ("width / 2 mm", 26.0),
    // names
    ("width", 52.0),
    ("-width/2", -26.0),
    ("ring.inside - 1 mm", 7.0),
    ("slot[1].right.length", 31.0),
    ("slot[i].right.length", 31.0),
    ("slot[ slots - 1 ].right.length + width", 83.0),
    ("slot[2 ^ (none)].right.length", 31.0),
    ("width * (1 - taper)", 45.76),
    ("2 * pitch", 5.4),
    ("slots * width", 104.0),
    ("2 * 3 mm + slots * 4 mm", 14.0),
    // functions
    ("min(width, height, depth)", 18.0),
    ("max(depth, width, height, 60 mm, 10 mm)", 60.0),
    ("min(depth, 3 mm + width)", 18.0),
    ("min(width, height - depth, 60 mm, width, height)", 24.0),
    ("max(-width, -height, -depth * 1, -(60 mm), depth - width)", -18.0),
    ("clamp(width, 10 mm, 20 mm)", 20.0),
    ("clamp(1, 2, 3)", 2.0),
    ("clamp(2.5, 2, 3)", 2.5),
    ("round(2.5)", 3.0),
    ("round(-2.5)", -3.0),
    ("ceil(2.1) + floor(-2.1)", 0.0),
    ("round(width / 5 mm) * 5 mm", 50.0),
    ("abs(depth - width)", 34.0),
    ("sqrt(front.area / (width * height))", 1.0),
    ("sqrt(9 mm * 4 mm)", 6.0),
    ("sin(lean)", 0.5),
    ("cos(60 deg)", 0.5),
    ("tan(45 deg)", 1.0),
    ("sin(180 deg) + cos(90 deg) + tan(-360 deg)", 0.0),
    ("sin(-90 deg)", -1.0),
    ("cos(180 deg)", -1.0),
    ("sin(270 deg)", -1.0),
    ("cos(630 deg)", 0.0),
    ("atan2(3 mm, 3 mm)", 45.0),
    ("atan2(1, -1)", 135.0),
    ("hypot(3 mm, 4 mm)", 5.0),
    ("2 * pi * 10 mm", 62.831_853_071_795_86),
    // flags
    ("true", 1.0),
    ("width > height", 1.0),
    ("width <= height", 0.0),
    ("not width <= height", 1.0),
    ("not (width <= height)", 1.0),
    ("slots == 2", 1.0),
    ("slots != 2", 0.0),
    ("lined == true", 1.0),
    ("lined != (width > height)", 0.0),
    ("width > height and depth > height", 0.0),
    ("width > height || depth > height", 1.0),
    ("width > height && depth < height", 1.0),
    ("true or false and false", 1.0),
    ("(true or false) and false", 0.0),
    ("not false or true", 1.0),
    ("not (false or true)", 0.0),
    ("not not true", 1.0),
    ("width > depth == true", f64::NAN),
    ("(width > depth) == lined", 1.0),
    ("1 + 1 == 2 and 2 < 3", 1.0),
    ("if(lined, 1.5 mm, 0 mm)", 1.5),
    ("if(piped, width, depth)", 18.0),
    ("if(width > 50 mm, depth, height) + 1 mm", 19.0),
    ("if(width > 60 mm, depth, height) + 1 mm", 43.0),
    ("if(width > 50 mm, lined, piped)", 1.0),
    ("if(build == \"turned\", 2, 3)", 2.0),
    ("if(full == 'boxed', 2, 3)", 3.0),
    ("slots == 0 or width >= 60 mm", 0.0),
    ("eyelets_free(1)", f64::NAN),
];

#[test]
fn values_agree_with_hand_computed_ones() {
    for &(text, expected) in VALUES {
        if expected.is_nan() {
            assert!(!super::findings(text).is_empty(), "{text} is refused");
            continue;
        }
        let got = compiled(text).eval(&value_of);
        assert!((got - expected).abs() < 1e-12, "{text} is {got}, not {expected}");
    }
}

#[test]
fn dimensions_follow_the_reckoning() {
    let table = [
        ("width * height", Kind::Quantity(Dimension::AREA)),
        ("front.area / width", Kind::LENGTH),
        ("width / height", Kind::NUMBER),
        ("lean / width", Kind::Quantity(Dimension::new(-1, 1))),
        ("width ^ 3", Kind::Quantity(Dimension::new(3, 0))),
        ("width ^ -2 * front.area", Kind::NUMBER),
        ("width ^ 0", Kind::NUMBER),
        ("(2 mm) ^ 2", Kind::Quantity(Dimension::AREA)),
        ("sqrt(width ^ 4)", Kind::Quantity(Dimension::AREA)),
        ("sqrt(4)", Kind::NUMBER),
        ("width * lean * pi / 180 deg", Kind::LENGTH),
        ("atan2(width, height)", Kind::ANGLE),
        ("hypot(width, height)", Kind::LENGTH),
        ("sin(lean) * width", Kind::LENGTH),
        ("abs(lean)", Kind::ANGLE),
        ("-lean", Kind::ANGLE),
        ("width % height", Kind::LENGTH),
        ("clamp(lean, 0 deg, 90 deg)", Kind::ANGLE),
        ("width > height", Kind::Flag),
        ("if(lined, build, 'raw')", Kind::Word),
        ("slots", Kind::NUMBER),
    ];
    for (text, kind) in table {
        assert_eq!(compiled(text).kind(), kind, "{text}");
        let same = compile_as(&parsed(text), &mut names, kind);
        assert!(same.is_ok(), "{text} is wanted as {kind}");
    }
}

#[test]
fn words_and_counts_are_values() {
    let word = compiled("if(piped, \"piped\", build)");
    assert_eq!(word.constant(), Some(&Value::Word("turned".into())), "the branch taken");
    assert!(word.eval(&value_of).is_nan(), "a word is no number");
    assert_eq!(compiled("slots + 1").constant().and_then(Value::count), Some(3), "a count");
    assert_eq!(compiled("slots / 4").constant().and_then(Value::count), None, "no whole number");
}

#[test]
fn leaves_are_sorted_and_each_once() {
    let formula = compiled("ring.inside + width * 2 - (width + depth)");
    assert_eq!(formula.leaves(), [0, 2, 7], "ids");
    assert!(formula.constant().is_none(), "it reads leaves");
}

#[test]
fn references_are_listed_before_names_are_known() {
    let text = "if(a.b > slot[i + n].c, min(x, tab[2].ring), a.b)";
    let expr = super::super::parse(text, 100).unwrap_or_else(|error| panic!("{error}"));
    let listed: Vec<(String, &str)> = expr
        .references()
        .map(|path| (path.to_string(), &text[path.span.start - 100..path.span.end - 100]))
        .collect();
    let expected = [
        ("a.b", "a.b"),
        ("i", "i"),
        ("n", "n"),
        ("slot[…].c", "slot[i + n].c"),
        ("x", "x"),
        ("tab[2].ring", "tab[2].ring"),
        ("a.b", "a.b"),
    ];
    assert_eq!(listed.len(), expected.len(), "{listed:?}");
    for (got, wanted) in listed.iter().zip(expected) {
        assert_eq!((got.0.as_str(), got.1), wanted, "in the order of their ends");
    }
    let steps = expr.references().flat_map(|path| &path.steps);
    for step in steps {
        let there = &text[step.span.start - 100..step.span.end - 100];
        assert_eq!(there, step.name, "a rename finds the name");
    }
}

#[test]
fn a_constant_is_a_formula_of_its_own() {
    for text in ["12 mm", "3", "true", "\"turned\"", "30 deg", "-4.25 mm", "'a\"b'"] {
        let formula = compiled(text);
        let value = formula.constant().unwrap_or_else(|| panic!("{text} is constant")).clone();
        assert_eq!(compiled(&value.to_string()).constant(), Some(&value), "{text} printed");
        let fixed = super::super::Formula::fixed(value);
        assert_eq!(fixed.constant(), formula.constant(), "{text} fixed");
        assert_eq!(fixed.kind(), formula.kind(), "{text} fixed");
        let (one, other) = (fixed.eval(&value_of), formula.eval(&value_of));
        assert!(one == other || one.is_nan() && other.is_nan(), "{text}: {one}, {other}");
    }
}

#[test]
fn the_formulas_of_the_shipped_drafts_compile() {
    let texts = [
        "width - 2 * lean_in * front_h / height",
        "0.12 * height + i * 9 mm",
        "slots == 0 || width >= 54 mm + 2 * (inset + 1 mm)",
        "eyelets % 2 == 0",
        "abs(flap.height - height) <= 12 mm",
        "4 mm + slot[1].right.length + (slots - 1) * step - inset",
        "if(full == \"darts\", depth / 2, 0 mm)",
        "max(width, height) * (1 + taper)",
    ];
    for text in texts {
        let mut scope = |reference: &super::Reference| {
            let length = super::Leaf::Quantity { id: 0, dimension: Dimension::LENGTH };
            match reference.to_string().as_str() {
                "eyelets" => Ok(super::Leaf::Count(4)),
                "lean_in" | "front_h" | "inset" | "step" | "flap.height" => Ok(length),
                _ => names(reference),
            }
        };
        let formula = super::super::compile(&parsed(text), &mut scope);
        assert!(formula.is_ok(), "{text}: {formula:?}");
    }
    assert_eq!(LEAVES[0].0, "width", "the table of names begins with the width");
}
