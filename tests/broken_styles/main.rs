//! Style files with one thing wrong each: the error has the code, underlines the text that is wrong, and its hint works.

#![allow(
    clippy::too_many_lines,
    clippy::format_collect,
    reason = "a test says what it measured, and builds texts plainly"
)]
#![allow(clippy::unwrap_used, reason = "a test may")]

mod faults;
mod files;
mod rows;

use std::time::{Duration, Instant};

use microbag::brief::Brief;
use microbag::diag::{Diagnostic, Place};
use microbag::frame::Structure;
use microbag::stock::Stock;
use microbag::style::Style;

use rows::{BROKEN, CHARM, Mean, No, PETITE, Write};

/// Errors that one slip may make.
const MOST: usize = 4;

fn text_of(style: &str) -> String {
    Style::builtin(style).unwrap().text().to_owned()
}

fn broken(style: &str, from: &str, to: &str) -> String {
    let text = text_of(style);
    assert!(text.contains(from), "{style} has no `{from}`");
    text.replacen(from, to, 1)
}

fn underlined<'t>(text: &'t str, finding: &Diagnostic) -> Option<&'t str> {
    match &finding.place {
        Place::Text(span) => text.get(span.start..span.end),
        _ => None,
    }
}

fn findings(text: &str) -> Vec<Diagnostic> {
    Style::from_toml(text).err().map_or_else(Vec::new, |faults| faults.0)
}

#[test]
fn each_error_has_its_code_and_underlines_what_is_wrong() {
    let mut wrong = Vec::new();
    for (style, from, to, code, place, _) in BROKEN {
        let text = broken(style, from, to);
        let start = Instant::now();
        let told = findings(&text);
        assert!(start.elapsed() < Duration::from_secs(1), "`{to}` takes {:?}", start.elapsed());
        let fits = |f: &&Diagnostic| f.code == *code && underlined(&text, f) == Some(*place);
        if !told.iter().any(|f| fits(&f)) {
            let said: Vec<String> = told
                .iter()
                .map(|f| {
                    format!(
                        "{} at `{}`: {}",
                        f.code,
                        underlined(&text, f).unwrap_or("?"),
                        f.message
                    )
                })
                .collect();
            wrong.push(format!("`{to}`: no {code} at `{place}`, but {said:#?}"));
        }
        for finding in &told {
            assert!(underlined(&text, finding).is_some(), "`{to}`: {finding} lies off the text");
            let end = finding.message.ends_with('.');
            assert!(!end && !finding.message.is_empty(), "`{to}`: {finding}");
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), BROKEN.len(), wrong.join("\n"));
}

/// One slip is told once, or twice where it has two places; never as a flood.
#[test]
fn one_slip_makes_few_errors() {
    let mut floods = Vec::new();
    for (style, from, to, code, ..) in BROKEN {
        let told = findings(&broken(style, from, to));
        let codes: Vec<String> =
            told.iter().map(|f| format!("{}: {}", f.code, f.message)).collect();
        if codes.len() > MOST {
            floods.push(format!("`{to}` ({code}) makes {} errors: {codes:#?}", codes.len()));
        }
    }
    assert!(floods.is_empty(), "{}", floods.join("\n"));
}

/// The words between the first two backquotes of the first hint.
fn suggestion(finding: &Diagnostic) -> Option<&str> {
    finding.hints.first().and_then(|hint| hint.split('`').nth(1))
}

#[test]
fn a_hint_that_is_followed_works() {
    let mut followed = 0;
    for (style, from, to, code, place, follow) in BROKEN {
        let text = broken(style, from, to);
        let told = findings(&text);
        let Some(finding) =
            told.iter().find(|f| f.code == *code && underlined(&text, f) == Some(*place))
        else {
            continue;
        };
        let Place::Text(span) = finding.place else { continue };
        let replaced = match follow {
            No => continue,
            Write => suggestion(finding).map(str::to_owned),
            Mean(word) => suggestion(finding).map(|meant| place.replace(word, meant)),
        };
        let Some(replaced) = replaced else { panic!("`{to}`: {finding} has no suggestion") };
        let better = format!("{}{replaced}{}", &text[..span.start], &text[span.end..]);
        let left = findings(&better);
        assert!(left.is_empty(), "`{to}` with the hint followed, `{replaced}`: {left:#?}");
        followed += 1;
    }
    assert!(followed >= 12, "only {followed} hints were followed");
}

/// What a slot is filled with and what is absent shows when the bag is structured.
#[test]
fn what_the_choices_take_away_is_told_where_it_is_missed() {
    let cases = [
        // The slot goes with the flag, what uses it stays.
        (
            PETITE,
            "set = \"glued\"                                     # into the shell's own seams\nwhen = \"lined\"",
            "set = \"glued\"",
            "absent-name",
            "\"lining\"",
        ),
        (PETITE, "default = \"fr-10\"", "default = \"fr-1000\"", "unknown-stock", "iron"),
        (PETITE, "default = \"fr-10\"", "default = \"lin-832\"", "wrong-stock", "iron"),
        (PETITE, "core = \"texon-1.0\"", "core = \"texan-1.0\"", "unknown-stock", "handle"),
    ];
    for (style, from, to, code, place) in cases {
        let text = broken(style, from, to);
        let told = match Style::from_toml(&text) {
            Err(faults) => faults.0,
            Ok(style) => {
                let brief = Brief::new(&style).want_text("lined", "false").unwrap();
                Structure::of(&brief, &Stock::builtin()).err().map_or_else(Vec::new, |f| f.0)
            }
        };
        let fits = told.iter().any(|f| f.code == code && underlined(&text, f) == Some(place));
        assert!(fits, "`{to}`: no {code} at `{place}` but {told:#?}");
    }
}

/// Runs on a small stack, so that recursion without a limit shows as a crash here and not at a user's.
fn fast_and_calm(what: &str, text: String) -> Vec<Diagnostic> {
    let name = what.to_owned();
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    let run = thread.spawn(move || {
        let start = Instant::now();
        let told = findings(&text);
        (told, start.elapsed())
    });
    let Ok((told, took)) = run.unwrap().join() else { panic!("{name} panics") };
    assert!(took < Duration::from_secs(2), "{what} takes {took:?}");
    told
}

#[test]
fn texts_that_mean_harm_are_refused_fast() {
    let petite = text_of(PETITE);
    let formula = |inner: &str| broken(PETITE, "\"width * (1 - taper)\"", &format!("\"{inner}\""));
    let many = |count: usize, line: &dyn Fn(usize) -> String| -> String {
        (0..count).map(line).collect::<String>()
    };
    let lets = |count: usize, line: &dyn Fn(usize) -> String| {
        broken(PETITE, "[let]\n", &format!("[let]\n{}", many(count, line)))
    };
    let cases: Vec<(&str, String, &[&str])> = vec![
        ("100,000 brackets", formula(&"(".repeat(100_000)), &["formula-too-long"]),
        ("1,000 brackets", formula(&"(".repeat(1_000)), &["formula-too-deep", "formula-syntax"]),
        (
            "1,000 closed brackets",
            formula(&format!("{}width{}", "(".repeat(1_000), ")".repeat(1_000))),
            &["formula-too-deep"],
        ),
        (
            "a long formula",
            formula(&format!("width{}", " + 1 mm".repeat(9_000))),
            &["formula-too-long"],
        ),
        (
            "100,000 minus signs",
            formula(&format!("{}width", "-".repeat(100_000))),
            &["formula-too-long"],
        ),
        ("a long name", formula(&"w".repeat(3_000)), &["unknown-name"]),
        (
            "100,000 brackets of TOML",
            format!("{petite}\nx = {}", "[".repeat(100_000)),
            &["toml-syntax"],
        ),
        (
            "100,000 closed brackets of TOML",
            format!("{petite}\nx = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
            &["toml-syntax"],
        ),
        (
            "40,000 tables in tables",
            format!("x = {}1{}", "{a=".repeat(40_000), "}".repeat(40_000)),
            &["toml-syntax"],
        ),
        (
            "a key of 60,000 dots",
            format!("{petite}\n[z]\n{}a = 1", "a.".repeat(60_000)),
            &["toml-syntax", "too-deep", "unknown-key"],
        ),
        (
            "a header of 60,000 dots",
            format!("{petite}\n[{}a]\nb = 1", "a.".repeat(60_000)),
            &["toml-syntax", "too-deep", "unknown-key"],
        ),
        ("a file too long", format!("{petite}\n# {}", "x".repeat(300_000)), &["file-too-long"]),
        ("500 lets", lets(500, &|i| format!("a{i} = 1\n")), &["too-many"]),
        (
            "lets 150 deep",
            lets(150, &|i| format!("a{i} = \"a{} + 1\"\n", i + 1)),
            &["too-deep", "unknown-name"],
        ),
        (
            "lets that double",
            lets(60, &|i| format!("a{i} = \"a{0} + a{0}\"\n", i + 1)),
            &["unknown-name"],
        ),
        (
            "a ring of lets",
            lets(60, &|i| format!("a{i} = \"a{} + a{}\"\n", (i + 1) % 60, (i + 7) % 60)),
            &["cycle"],
        ),
        (
            "quote never closed",
            petite.replace("title = \"Width\"", "title = \"Width"),
            &["toml-syntax"],
        ),
        ("foreign letters", formula("wïdth * 2"), &["unknown-name", "formula-syntax"]),
        ("text that runs backwards", formula("width \u{202e}+ 1 mm"), &["formula-syntax"]),
        ("a letter that looks alike", formula("w\u{456}dth"), &["unknown-name", "formula-syntax"]),
        ("a zero byte", formula("width\u{0}"), &["toml-syntax"]),
        ("an escaped zero byte", formula("width\\u0000"), &["formula-syntax"]),
        ("a picture as a key", petite.replace("[panel.top]", "[panel.\"🙂\"]"), &["bad-name"]),
        (
            "a style of nothing",
            "format = 1\n[style]\nname = \"nothing\"\n".to_owned(),
            &["no-panels"],
        ),
        ("no file at all", String::new(), &["missing-key"]),
        ("a byte order mark alone", "\u{feff}".to_owned(), &["missing-key"]),
        (
            "a huge number",
            petite.replace("count = 2", "count = 1e400"),
            &["wrong-count", "toml-syntax"],
        ),
        (
            "not a number",
            petite.replace("angle = 90\n[fold", "angle = nan\n[fold"),
            &["wrong-type"],
        ),
        ("a billion straps", petite.replace("count = 2", "count = 1000000000"), &["wrong-count"]),
    ];
    for (what, text, codes) in cases {
        let told = fast_and_calm(what, text.clone());
        let fits = told.iter().any(|finding| codes.contains(&finding.code));
        let said: Vec<&str> = told.iter().map(|finding| finding.code).collect();
        assert!(fits, "{what}: none of {codes:?}, but {said:?}");
        assert!(told.len() <= 2_000, "{what} makes {} errors", told.len());
        for finding in &told {
            let message = finding.message.chars().count();
            assert!(message < 2_000, "{what}: a message of {message} characters");
            assert!(
                underlined(&text, finding).is_some(),
                "{what}: {} lies off the text",
                finding.code
            );
        }
    }
}

/// A helper value is compiled once, also when it is a flag: 2^60 compilations would never end.
#[test]
fn flags_that_double_are_read_fast() {
    let flags: String = (0..60).map(|i| format!("a{i} = \"a{0} and a{0}\"\n", i + 1)).collect();
    let text = broken(PETITE, "[let]\n", &format!("[let]\n{flags}a60 = \"lined\"\n"));
    let told = fast_and_calm("60 flags, each of two", text);
    assert_eq!(told, [], "a long chain of flags is no fault");
}

/// Every way of cutting a style short, and every letter of it doubled or lost, is an answer and no panic.
#[test]
fn no_cut_of_a_style_panics() {
    for style in [PETITE, CHARM] {
        let text = text_of(style);
        for at in (0..text.len()).step_by(37).filter(|at| text.is_char_boundary(*at)) {
            let cut = &text[..at];
            findings(cut);
            let mut lost = text.clone();
            lost.remove(at);
            for finding in findings(&lost) {
                assert!(
                    underlined(&lost, &finding).is_some(),
                    "{style} without byte {at}: {finding}"
                );
            }
            let mut doubled = text.clone();
            doubled.insert(at, '"');
            for finding in findings(&doubled) {
                assert!(
                    underlined(&doubled, &finding).is_some(),
                    "{style}, quote at {at}: {finding}"
                );
            }
        }
    }
}
