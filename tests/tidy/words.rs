//! Words that do not belong: panics in the library, maps without an order, tests that do not run, places on one machine.

use std::fs;

use crate::{Source, keep, root};

/// What ends a program instead of giving an error; and what belongs to the binary.
const PANICS: [&str; 10] = [
    ".unwrap()",
    ".unwrap_err()",
    ".expect(\"",
    "panic!",
    "todo!",
    "unimplemented!",
    "unreachable!",
    "dbg!",
    "process::exit",
    "println!",
];

/// Their order is another in every run, and would reach our files.
const UNORDERED: [&str; 2] = ["HashMap", "HashSet"];

/// A test that does not run, or passes whatever it breaks on.
const IDLE: [&str; 2] = ["#[ignore", "#[should_panic"];

fn found(path: &str, text: &str, words: &[&str]) -> Vec<String> {
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(line, text)| {
            words.iter().filter(|word| text.contains(**word)).map(move |word| (line, word))
        })
        .map(|(line, word)| format!("{path}:{}: `{word}`", line + 1))
        .collect()
}

fn panics(source: &Source) -> Vec<String> {
    let ours = source.path.starts_with("src/") && !source.path.contains("/tests/");
    if ours { found(&source.path, &source.code.live, &PANICS) } else { vec![] }
}

fn unordered(source: &Source) -> Vec<String> {
    found(&source.path, &source.code.all, &UNORDERED)
}

fn idle(source: &Source) -> Vec<String> {
    found(&source.path, &source.code.all, &IDLE)
}

/// Paths that exist on one machine only. Written in halves, so that this file has none.
fn machine(path: &str, text: &str) -> Vec<String> {
    let halves = [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"], ["../sha", "red"]];
    let words = halves.map(|halves| halves.concat());
    found(path, text, &words.each_ref().map(String::as_str))
}

#[test]
fn the_library_does_not_panic() {
    keep(&["src"], panics);
    for text in ["fn f() { x.unwrap() }", "fn f() { x.expect(\"y\") }", "fn f() { panic!(\"y\") }"]
    {
        assert_eq!(panics(&Source::new("src/a.rs", text)).len(), 1, "the rule does not see {text}");
    }
    for text in
        ["fn f() { x.unwrap_or(1) }", "fn f() { self.expect(Token::Comma) }", "/// x.unwrap()"]
    {
        assert_eq!(panics(&Source::new("src/a.rs", text)).len(), 0, "the rule forbids {text}");
    }
}

#[test]
fn maps_have_an_order() {
    keep(&["src"], unordered);
    let text = "use std::collections::HashMap;";
    assert_eq!(unordered(&Source::new("src/a.rs", text)).len(), 1, "the rule sees nothing");
}

#[test]
fn every_test_runs() {
    keep(&["src", "tests", "benches"], idle);
    let text = "#[test]\n#[ignore = \"slow\"]\nfn f() {}";
    assert_eq!(idle(&Source::new("tests/a.rs", text)).len(), 1, "the rule sees nothing");
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    keep(&["src", "tests", "examples", "benches"], |source| machine(&source.path, &source.text));
    for path in ["README.md", "Cargo.toml", ".ci/run", "src/docs/architecture.md"] {
        let complaints = machine(path, &fs::read_to_string(root().join(path)).unwrap());
        assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    }
    let text = ["see /wo", "rk/notes"].concat();
    assert_eq!(machine("a.md", &text).len(), 1, "the rule sees nothing");
}
