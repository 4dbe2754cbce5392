//! What is known is folded, what is never read is not asked for, what cannot be computed says so.

use super::super::{Kind, Leaf, Reference, Value, compile};
use super::{compiled, findings, names, parsed, value_of};

#[test]
fn what_is_known_is_folded_away() {
    for text in [
        "2 * (3 + 4) ^ 2 - sqrt(16) / max(1, 2, 3)",
        "if(lined, 12 mm, width)",
        "piped and width > height",
        "width > height and piped",
        "width > height or lined",
        "not piped",
        "full == 'darts' and slots > 1",
        "slots * pitch + 3 mm",
        "clamp(slots, 0, 1) + min(1, 2, 3, 4) + atan2(1, 1) / 1 deg",
    ] {
        let formula = compiled(text);
        assert!(formula.constant().is_some(), "{text} is constant");
        assert!(formula.leaves().is_empty(), "{text} reads nothing");
    }
    assert_eq!(compiled("if(lined, width, depth)").leaves(), [0], "the branch taken");
    assert_eq!(compiled("piped or width > 2 mm").leaves(), [0], "what decides");
}

#[test]
fn what_is_never_read_may_be_missing() {
    for (text, expected) in [
        ("if(none > 0, ghost.length, 3 mm)", 3.0),
        ("if(lined, 3 mm, 2 * ghost + min(ghost, 4 mm))", 3.0),
        ("if(none > 0, 3 mm / none, 4 mm) + 1 mm", 5.0),
        ("if(lined, 5 mm, 1 mm / 0) + width", 57.0),
        ("none == 0 or ghost > 3 mm", 1.0),
        ("none > 0 and ghost", 0.0),
        ("if(none > 0, slot[none - 1].right.length, 0 mm)", 0.0),
        ("if(none > 0, if(lined, ghost, 1 mm), 2 mm)", 2.0),
        ("if(none > 0, 2 ^ (9 + none), 1)", 1.0),
        ("if(none == 0 or ghost, 1 mm, ghost)", 1.0),
        ("if(lined, 5 mm, min(1 mm, 2 mm, 3 mm / none)) + 1 mm * if(piped, 2 ^ 9, 3)", 8.0),
        ("width - if(piped, width + height / none, depth)", 34.0),
    ] {
        let mut scope = |reference: &Reference| {
            let name = reference.to_string();
            if name == "ghost.length" {
                let error = reference.unknown([]);
                return Ok(Leaf::Absent(error));
            }
            names(reference)
        };
        let result = compile(&parsed(text), &mut scope);
        let value = result.map(|formula| formula.eval(&value_of));
        assert_eq!(value, Ok(expected), "{text}");
    }
}

#[test]
fn kinds_and_names_count_even_where_nothing_is_read() {
    for (text, code) in [
        ("if(lined, 3 mm, widht)", "unknown-name"),
        ("if(lined, 3 mm, 4 deg)", "unit-mismatch"),
        ("if(lined, 3 mm, 4)", "bare-number"),
        ("true or 3", "kind-mismatch"),
        ("if(piped, ghost, ghost)", "absent-element"),
        ("piped or ghost", "absent-element"),
    ] {
        let codes: Vec<&str> = findings(text).iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [code], "{text}");
    }
}

#[test]
fn what_cannot_be_computed_is_nan_to_the_end() {
    let hollow = |id: usize| if id == 0 { -1.0 } else { value_of(id) };
    for (text, place) in [
        ("1 mm + sqrt(width * 1 mm)", "sqrt(width * 1 mm)"),
        ("if(sqrt(width / 1 mm) > 2, 1, 2)", "sqrt(width / 1 mm)"),
        ("min(sqrt(width * 1 mm), 3 mm, 1 mm)", "sqrt(width * 1 mm)"),
        ("max(3 mm, sqrt(width * 1 mm))", "sqrt(width * 1 mm)"),
        ("not (sqrt(width / 1 mm) == 2)", "sqrt(width / 1 mm)"),
        ("1 / (width + 1 mm) * 1 mm", "1 / (width + 1 mm)"),
        ("if(width > 0 mm, 1, 1 + sqrt(width / 1 mm))", "sqrt(width / 1 mm)"),
        ("if(width < 0 mm, 1 + sqrt(width / 1 mm), 1)", "sqrt(width / 1 mm)"),
        ("width % (width + 1 mm)", "width % (width + 1 mm)"),
    ] {
        let formula = compiled(text);
        let value = formula.eval(&hollow);
        assert!(!value.is_finite(), "{text} is {value}");
        let span = formula.trouble(&hollow).map(|span| &text[span.start..span.end]);
        assert_eq!(span, Some(place), "{text}");
        assert_eq!(formula.trouble(&|id| value_of(id) + 0.5), None, "{text} is sound elsewhere");
    }
    for (text, expected) in [
        ("if(width < 0 mm, 1, sqrt(width / 1 mm))", 1.0),
        ("width >= 0 mm and sqrt(width / 1 mm) > 2", 0.0),
        ("width < 0 mm or sqrt(width / 1 mm) > 2", 1.0),
        ("sqrt(width / 1 mm) > 2 or width < 0 mm", 1.0),
    ] {
        let formula = compiled(text);
        assert_eq!(formula.eval(&hollow), expected, "{text}: guarded");
        assert_eq!(formula.trouble(&hollow), None, "{text}: guarded");
    }
}

#[test]
fn deep_formulas_use_the_larger_stacks() {
    let mut text = String::from("width");
    for _ in 0..30 {
        text = format!("(depth + {text} * 1)");
    }
    let formula = compiled(&text);
    assert_eq!(formula.eval(&value_of), 52.0 + 30.0 * 18.0, "30 deep");
    assert_eq!(formula.kind(), Kind::LENGTH, "a sum of lengths");
    let wide = vec!["width"; 500].join(" + ");
    assert_eq!(compiled(&wide).eval(&value_of), 500.0 * 52.0, "500 terms are not deep");
    let six = "width + (width + (width + (width + (width + (width + 1 mm)))))";
    assert_eq!(compiled(six).eval(&value_of), 313.0, "the middle size");
    assert_eq!(
        compiled("2 * 3").constant(),
        Some(&Value::Quantity(6.0, super::Dimension::NUMBER)),
        "six"
    );
}
