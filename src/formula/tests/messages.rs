//! Every kind of error at its exact place, and hints that work when they are followed.

use super::super::{Dimension, Kind, compile, compile_as, parse};
use super::{findings, names, parsed, span_of};

/// Text, code, what is underlined, the mechanical hint if there is one.
type Row = (&'static str, &'static str, &'static str, Option<&'static str>);

const TABLE: &[Row] = &[
    // numbers without units
    ("height + 12", "bare-number", "12", Some("12 mm")),
    ("12 + height", "bare-number", "12", Some("12 mm")),
    ("height - (12)", "bare-number", "12", Some("12 mm")),
    ("height > -3", "bare-number", "-3", Some("-3 mm")),
    ("lean + 1.5", "bare-number", "1.5", Some("1.5 deg")),
    ("min(width, 2)", "bare-number", "2", Some("2 mm")),
    ("min(2, width)", "bare-number", "2", Some("2 mm")),
    ("clamp(width, 0 mm, 2)", "bare-number", "2", Some("2 mm")),
    ("if(lined, 1, width)", "bare-number", "1", Some("1 mm")),
    ("if(lined, width, 1)", "bare-number", "1", Some("1 mm")),
    ("sin(30)", "bare-number", "30", Some("30 deg")),
    ("width % 12", "bare-number", "12", Some("12 mm")),
    ("front.area + 3", "bare-number", "3", None),
    // units that do not fit
    ("height + taper", "unit-mismatch", "taper", Some("taper * 1 mm")),
    ("height * 2 + (1 + taper)", "unit-mismatch", "(1 + taper)", Some("(1 + taper) * 1 mm")),
    ("1 + taper + height", "unit-mismatch", "1 + taper", Some("(1 + taper) * 1 mm")),
    (
        "(1 + taper) * 2 + height",
        "unit-mismatch",
        "(1 + taper) * 2",
        Some("(1 + taper) * 2 * 1 mm"),
    ),
    ("height + -(taper)", "unit-mismatch", "-(taper)", Some("-(taper) * 1 mm")),
    ("height + -(12)", "unit-mismatch", "-(12)", Some("-(12) * 1 mm")),
    ("width % taper", "unit-mismatch", "taper", Some("(taper * 1 mm)")),
    ("width + lean", "unit-mismatch", "lean", None),
    ("width > lean", "unit-mismatch", "lean", None),
    ("width + front.area", "unit-mismatch", "front.area", Some("sqrt(front.area)")),
    ("hypot(width, lean)", "unit-mismatch", "lean", None),
    ("sin(width)", "unit-mismatch", "width", None),
    ("cos(taper * 2)", "unit-mismatch", "taper * 2", Some("taper * 2 * 1 deg")),
    ("sqrt(width)", "unit-mismatch", "width", None),
    ("1 mm + round(width)", "unit-mismatch", "round(width)", Some("(round(width / 1 mm) * 1 mm)")),
    (
        "ceil(lean + 1 deg)",
        "unit-mismatch",
        "ceil(lean + 1 deg)",
        Some("(ceil((lean + 1 deg) / 1 deg) * 1 deg)"),
    ),
    ("floor(front.area)", "unit-mismatch", "floor(front.area)", None),
    (
        "width ^ 8 * width ^ 8 * width ^ 8 * width",
        "unit-mismatch",
        "width ^ 8 * width ^ 8 * width ^ 8 * width",
        None,
    ),
    ("if(lined, width, lean)", "unit-mismatch", "lean", None),
    // kinds
    ("width + lined", "kind-mismatch", "lined", Some("if(lined, 1 mm, 0 mm)")),
    ("taper * lined", "kind-mismatch", "lined", Some("if(lined, 1, 0)")),
    ("-lined", "kind-mismatch", "lined", Some("if(lined, 1, 0)")),
    ("2 * build", "kind-mismatch", "build", None),
    ("max(build, 2)", "kind-mismatch", "build", None),
    ("abs(lined)", "kind-mismatch", "lined", Some("if(lined, 1, 0)")),
    ("if(slots, 1, 2)", "kind-mismatch", "slots", Some("(slots != 0)")),
    ("not width", "kind-mismatch", "width", Some("(width != 0 mm)")),
    ("lined and build", "kind-mismatch", "build", None),
    ("build == 3", "kind-mismatch", "3", None),
    ("build < 'raw'", "kind-mismatch", "build", None),
    ("if(lined, width, 'raw')", "kind-mismatch", "'raw'", None),
    ("full == 'drats'", "unknown-option", "'drats'", Some("\"darts\"")),
    ("full != \"square\"", "unknown-option", "\"square\"", None),
    ("if(width > 3 mm, 'raw', 'bound')", "not-discrete", "width > 3 mm", None),
    // names
    ("widht + 1 mm", "unknown-name", "widht", Some("width")),
    ("1 mm + colour.x", "unknown-name", "colour.x", None),
    ("slot[3].right.length", "unknown-name", "slot[3].right.length", Some("slot[1].right.length")),
    ("ghost + 1 mm", "absent-element", "ghost", None),
    ("slot[1 mm].right.length", "wrong-index", "1 mm", None),
    ("slot[-1].right.length", "wrong-index", "-1", None),
    ("slot[0.5].right.length", "wrong-index", "0.5", None),
    ("slot[taper].right.length", "wrong-index", "taper", None),
    ("slot[lined].right.length", "wrong-index", "lined", None),
    // values
    ("width / 0", "division-by-zero", "0", None),
    ("width % (1 mm - 1 mm)", "division-by-zero", "(1 mm - 1 mm)", None),
    ("1 + sqrt(-4)", "not-finite", "sqrt(-4)", None),
    ("tan(90 deg) * width", "not-finite", "tan(90 deg)", None),
    ("atan2(0, 0)", "not-finite", "atan2(0, 0)", None),
    ("width * (1e200 * 1e200)", "not-finite", "1e200 * 1e200", None),
    ("1 + 1e999", "not-finite", "1e999", None),
    ("1e308 in", "not-finite", "1e308 in", None),
    ("width ^ taper", "wrong-exponent", "taper", None),
    ("width ^ 0.5", "wrong-exponent", "0.5", None),
    ("width ^ 9", "wrong-exponent", "9", None),
    ("width ^ (-9)", "wrong-exponent", "(-9)", None),
    ("width ^ 1 mm", "wrong-exponent", "1 mm", None),
    ("width ^ (slots * 8)", "wrong-exponent", "(slots * 8)", None),
    // syntax
    ("", "formula-syntax", "", None),
    ("   ", "formula-syntax", "", None),
    ("width +", "formula-syntax", "", None),
    ("width + * 2", "formula-syntax", "*", None),
    ("+2", "formula-syntax", "+", Some("")),
    ("(width", "formula-syntax", "(", None),
    ("2 * (width + (1 mm)", "formula-syntax", "(", None),
    ("min(width, depth", "formula-syntax", "min", None),
    ("tab[0", "formula-syntax", "[", None),
    ("width + (", "formula-syntax", "(", None),
    ("width)", "formula-syntax", ")", Some("")),
    ("(width]", "formula-syntax", "]", Some(")")),
    ("slot[1).right.length", "formula-syntax", ")", Some("]")),
    ("()", "formula-syntax", ")", None),
    ("1,5 * width", "formula-syntax", ",", None),
    ("(1,5)", "formula-syntax", ",", None),
    ("0 < width < 5", "formula-syntax", "<", None),
    ("width = height", "formula-syntax", "=", Some("==")),
    ("lined & piped", "formula-syntax", "&", Some("and")),
    ("lined | piped", "formula-syntax", "|", Some("or")),
    ("!lined", "formula-syntax", "!", Some("not ")),
    ("width × 2", "formula-syntax", "×", Some("*")),
    ("30° + lean", "formula-syntax", "°", Some(" deg")),
    ("2 * π", "formula-syntax", "π", Some("pi")),
    ("width ? 1 : 2", "formula-syntax", "?", None),
    ("width height", "formula-syntax", "height", Some("* height")),
    ("2 width", "formula-syntax", "2 width", Some("2 * width")),
    ("2pi", "formula-syntax", "2pi", Some("2 * pi")),
    ("2 (width)", "formula-syntax", "(", Some("* (")),
    ("width 2", "formula-syntax", "2", Some("* 2")),
    ("width mm", "formula-syntax", "mm", Some("* 1 mm")),
    ("lined AND piped", "formula-syntax", "AND", Some("and")),
    ("1 < 2 AND lined", "formula-syntax", "AND", Some("and")),
    ("build 'raw'", "formula-syntax", "'raw'", None),
    ("mm * 2", "formula-syntax", "mm", Some("1 mm")),
    ("min + 2", "formula-syntax", "min", None),
    ("and", "formula-syntax", "and", None),
    ("a.", "formula-syntax", ".", None),
    ("a.5", "formula-syntax", ".", None),
    (".5", "formula-syntax", ".", Some("0.")),
    ("5.", "formula-syntax", "5.", Some("5")),
    ("tab[0][1]", "formula-syntax", "[", None),
    ("slot[*].length", "formula-syntax", "*", None),
    ("'raw", "formula-syntax", "'raw", None),
    ("12 mm^2", "formula-syntax", "12 mm^", Some("(12 mm)^")),
    ("12 px", "formula-syntax", "12 px", Some("12 * px")),
    ("12px", "unknown-unit", "px", None),
    ("12 inch", "unknown-unit", "inch", Some("in")),
    ("12 MM", "unknown-unit", "MM", Some("mm")),
    ("12mn", "unknown-unit", "mn", Some("mm")),
    ("3 degrees", "unknown-unit", "degrees", Some("deg")),
    ("mim(1, 2)", "unknown-function", "mim", Some("min")),
    ("Sqrt(2)", "unknown-function", "Sqrt", Some("sqrt")),
    ("pow(2, 2)", "unknown-function", "pow", None),
    ("front.area(2)", "unknown-function", "front.area", None),
    ("sum(slot, 2)", "not-yet", "sum", None),
    ("sum_before(slot, 2)", "not-yet", "sum_before", None),
    ("min()", "wrong-arguments", "min()", None),
    ("min(1)", "wrong-arguments", "min(1)", None),
    ("1 + if(lined, 2)", "wrong-arguments", "if(lined, 2)", None),
    ("sqrt(1, 2)", "wrong-arguments", "2", None),
    ("min(1,)", "formula-syntax", ")", None),
];

#[test]
fn every_error_is_underlined_exactly_and_its_hint_works() {
    for &(text, code, place, mechanical) in TABLE {
        let errors = findings(text);
        assert_eq!(errors.len(), 1, "{text}: {errors:?}");
        let error = &errors[0];
        assert_eq!(error.code, code, "{text}: {error}");
        let span = span_of(error);
        assert_eq!(&text[span.start..span.end], place, "{text}: {error}");
        let replacement =
            error.hints[0].strip_prefix("write `").and_then(|rest| rest.strip_suffix('`'));
        assert_eq!(replacement, mechanical, "{text}: {error}");
        if let Some(replacement) = replacement {
            let better = format!("{}{replacement}{}", &text[..span.start], &text[span.end..]);
            let left = findings(&better);
            let unknown = |name: &str| ["unknown-name", "bare-number"].contains(&name);
            let px = left.iter().all(|finding| unknown(finding.code)) && text.contains("px");
            assert!(left.is_empty() || px, "{text} became {better}: {left:?}");
        }
    }
}

#[test]
fn spans_count_from_the_offset() {
    for &(text, _, place, _) in TABLE {
        let error = match parse(text, 1000) {
            Err(error) => error,
            Ok(expr) => compile(&expr, &mut names).err().unwrap_or_default().remove(0),
        };
        let span = span_of(&error);
        assert_eq!(text.get(span.start - 1000..span.end - 1000), Some(place), "{text}: {error}");
    }
}

#[test]
fn all_errors_of_a_formula_are_collected() {
    let text = "min(width + 12, widht) * (lean + 3) + sin(40) - (lined * build)";
    let errors = findings(text);
    let underlined: Vec<&str> = errors
        .iter()
        .map(|error| {
            let span = span_of(error);
            &text[span.start..span.end]
        })
        .collect();
    assert_eq!(underlined, ["12", "widht", "3", "40", "lined", "build"], "{errors:?}");
    let underlined: Vec<usize> =
        findings("max(1 mm, 2, 3, 4 mm, 5)").iter().map(|error| span_of(error).start).collect();
    assert_eq!(underlined, [10, 13, 22], "each argument for itself");
}

#[test]
fn a_formula_of_the_wrong_kind_for_its_place_says_so() {
    let area = Kind::Quantity(Dimension::AREA);
    let table = [
        ("12", Kind::LENGTH, "bare-number", Some("12 mm")),
        ("-12", Kind::ANGLE, "bare-number", Some("-12 deg")),
        ("taper + 1", Kind::LENGTH, "unit-mismatch", Some("(taper + 1) * 1 mm")),
        ("width + depth", Kind::NUMBER, "unit-mismatch", Some("(width + depth) / 1 mm")),
        ("width * 2", Kind::ANGLE, "unit-mismatch", None),
        ("front.area", Kind::NUMBER, "unit-mismatch", None),
        ("3", area, "bare-number", None),
        ("lined", Kind::LENGTH, "kind-mismatch", Some("if(lined, 1 mm, 0 mm)")),
        ("width", Kind::Flag, "kind-mismatch", None),
        ("width", Kind::Word, "kind-mismatch", None),
        ("build", Kind::LENGTH, "kind-mismatch", None),
    ];
    for (text, wanted, code, mechanical) in table {
        let errors = compile_as(&parsed(text), &mut names, wanted).err().unwrap_or_default();
        assert_eq!(errors.len(), 1, "{text}: {errors:?}");
        assert_eq!(errors[0].code, code, "{text}: {}", errors[0]);
        let span = span_of(&errors[0]);
        let hint = errors[0].hints[0].strip_prefix("write `").and_then(|h| h.strip_suffix('`'));
        assert_eq!(hint, mechanical, "{text}: {}", errors[0]);
        if let Some(hint) = hint {
            let better = format!("{}{hint}{}", &text[..span.start], &text[span.end..]);
            let result = compile_as(&parsed(&better), &mut names, wanted);
            assert!(result.is_ok(), "{text} became {better}: {result:?}");
        }
    }
}

#[test]
fn messages_name_value_and_rule() {
    let table = [
        ("height + 12", "`12` is a number, but `height` is a length: only like things add"),
        ("width > lean", "`lean` is an angle, but `width` is a length: only like things compare"),
        ("sin(width)", "`width` is a length, but `sin` takes an angle"),
        ("if(slots, 1, 2)", "`slots` is a number, but a condition is yes or no"),
        ("width ^ 9", "the exponent `9` is 9"),
        ("full == 'drats'", "`full` is never `'drats'`"),
        ("sqrt(1, 2)", "`sqrt` has too many arguments"),
        ("12px", "`px` is no unit"),
    ];
    for (text, message) in table {
        assert_eq!(findings(text)[0].message, message, "{text}");
    }
}

#[test]
fn long_texts_are_cut_in_messages() {
    let long = "w".repeat(3000);
    for text in [long.clone(), format!("1 mm + '{long}'"), format!("{long}(2)"), format!("1{long}")]
    {
        let message = &findings(&text)[0].message;
        assert!(message.chars().count() < 160, "{} characters", message.len());
    }
}
