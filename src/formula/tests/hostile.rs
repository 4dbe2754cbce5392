//! Texts that mean harm: bombs, foreign letters, noise.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::{MAX_BYTES, MAX_DEPTH, compile, parse};
use super::{findings, names, span_of, value_of};

/// Runs `job` where a recursion of any depth would abort the process.
fn on_a_small_stack(job: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(256 * 1024).spawn(job);
    assert!(thread.is_ok_and(|thread| thread.join().is_ok()), "the job ends well");
}

#[test]
fn bombs_are_refused() {
    on_a_small_stack(|| {
        for unit in
            ["(", "-", "1^", "[", "not ", "a[", "min(", "1+(", "if(true,", "--", "a.", "((1)+"]
        {
            for count in [65, 1000, 10_000, 100_000] {
                let text = unit.repeat(count);
                let start = Instant::now();
                let codes: Vec<&str> = findings(&text).iter().map(|finding| finding.code).collect();
                assert_eq!(codes.len(), 1, "{unit} x {count}");
                let long = text.len() > MAX_BYTES;
                assert_eq!(codes[0] == "formula-too-long", long, "{unit} x {count}: {codes:?}");
                assert!(start.elapsed() < Duration::from_millis(200), "{unit} x {count} is slow");
            }
        }
        let powers = format!("{}1", "1^".repeat(10_000));
        assert_eq!(findings(&powers)[0].code, "formula-too-long", "powers");
    });
}

#[test]
fn the_limits_are_exact() {
    on_a_small_stack(|| {
        let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(findings(&nested(MAX_DEPTH)), [], "at the limit");
        let deep = findings(&nested(MAX_DEPTH + 1));
        assert_eq!(deep[0].code, "formula-too-deep", "one too deep");
        assert_eq!(span_of(&deep[0]).start, MAX_DEPTH, "at the bracket that is too much");
        for (open, close) in [("-", ""), ("min(1, ", ")"), ("1 + (", ")"), ("2 * -(", ")")] {
            let waiting = open.matches(['(', '+', '*', '-']).count();
            let fits = MAX_DEPTH / waiting;
            let text = |n: usize| format!("{}1{}", open.repeat(n), close.repeat(n));
            assert_eq!(findings(&text(fits)), [], "{open} at the limit");
            assert_eq!(findings(&text(fits + 1))[0].code, "formula-too-deep", "{open}");
        }
        let long = format!("1{}", " ".repeat(MAX_BYTES - 1));
        assert_eq!(findings(&long), [], "as long as allowed");
        assert_eq!(findings(&format!("{long} "))[0].code, "formula-too-long", "one byte more");
        // A left-leaning tree is as deep as it is long, and fine.
        let sum = format!("1{}", "+1".repeat(2000));
        assert_eq!(findings(&sum), [], "2000 terms");
        let wide = format!("min(1{})", ",1".repeat(2000));
        assert_eq!(findings(&wide), [], "2000 arguments");
        let wrong = format!("min(width{})", ",1".repeat(2000));
        assert_eq!(findings(&wrong).len(), 2000, "each argument lacks its unit");
        let wrong = format!("true{}", "+true".repeat(800));
        assert!(findings(&wrong).len() <= 2000, "errors do not multiply");
    });
}

#[test]
fn foreign_letters_keep_spans_on_characters() {
    for (text, wrong) in [
        ("wïdth + 1 mm", "wïdth"),
        ("width × 2", "×"),
        ("2 mm − 1 mm", "−"),
        ("größe", "größe"),
        ("宽 + 1", "宽"),
        ("width + 🙂", "🙂"),
        ("width\u{a0}+ 1 mm", "\u{a0}"),
        ("\"🙂\" + 1", "\"🙂\""),
        ("a.é", "é"),
        ("tab[ü]", "ü"),
        ("12 µm", "µm"),
        ("\u{202e}width", "\u{202e}"),
        ("\u{0}", "\u{0}"),
        ("width + 'ö", "'ö"),
        ("🙂", "🙂"),
    ] {
        let errors = findings(text);
        assert!(!errors.is_empty(), "{text:?} is refused");
        let span = span_of(&errors[0]);
        assert_eq!(text.get(span.start..span.end), Some(wrong), "{text:?}: {}", errors[0]);
        assert!(!errors[0].message.contains('\u{0}'), "control characters are escaped");
    }
}

#[test]
fn a_huge_offset_does_not_overflow() {
    for text in ["1 +", "widht", "12 mm + (", "1 mm + 2", "a[0", "", "x.y(", "tab[1 mm]"] {
        let error = parse(text, usize::MAX)
            .map_err(|error| vec![error])
            .and_then(|expr| compile(&expr, &mut names));
        assert!(error.is_err(), "{text} is wrong wherever it stands");
    }
}

/// Text that is nearly a formula.
fn almost_formula() -> impl Strategy<Value = String> {
    let tokens = [
        "width",
        "depth",
        "taper",
        "lean",
        "front.area",
        "lined",
        "build",
        "full",
        "none",
        "slots",
        "slot[i].right.length",
        "ghost",
        "ring",
        ".",
        "[",
        "]",
        "(",
        ")",
        "(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "<",
        ">=",
        "==",
        "!=",
        "and",
        "or",
        "not",
        "if(",
        "min(",
        "clamp(",
        "sqrt(",
        "sin(",
        "round(",
        "hypot(",
        "12 mm",
        "3",
        "0",
        "2.5 deg",
        "'raw'",
        "\"darts\"",
        "true",
        "pi",
        " ",
        "sum(",
        "8",
        "é",
        "\"",
        "=",
        "1e300",
        "inside",
    ];
    prop::collection::vec(prop::sample::select(tokens.to_vec()), 0..24)
        .prop_map(|tokens| tokens.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn noise_never_panics_and_ends_fast(text in prop_oneof!["\\PC{0,60}", ".{0,200}", almost_formula()]) {
        let start = Instant::now();
        let outcome = parse(&text, 7)
            .map_err(|error| vec![error])
            .and_then(|expr| compile(&expr, &mut names));
        match outcome {
            Ok(formula) => {
                formula.eval(&value_of);
                formula.eval(&|_| f64::NAN);
                formula.trouble(&|_| 0.0);
                for part in formula.conjuncts() {
                    part.as_comparison();
                }
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty(), "a refusal has a reason");
                for error in errors {
                    let span = span_of(&error);
                    let inside = text.get(span.start.wrapping_sub(7)..span.end.wrapping_sub(7));
                    prop_assert!(inside.is_some(), "{error} lies on characters of {text:?}");
                    prop_assert!(!error.hints.is_empty(), "{error} has a way out");
                    prop_assert!(!error.message.ends_with('.'), "{error}");
                    prop_assert!(!error.message.starts_with(char::is_uppercase), "{error}");
                }
            }
        }
        prop_assert!(start.elapsed() < Duration::from_millis(100), "{text:?} is slow");
    }
}
