//! One file a fault, given to the built binary: it exits with 2, tells the line, underlines the place, and its hint works.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::{findings, text_of, underlined};
use crate::faults::{FAULTS, Fault};

fn applied(name: &str, text: &str, edits: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{name}: the style has no `{from}`");
        text = text.replacen(from, to, 1);
    }
    text
}

fn broken(fault: &Fault) -> String {
    applied(fault.name, &text_of(fault.style), fault.edits)
}

/// What is wrong with how a fault is told, and with its hint.
fn complaints(fault: &Fault) -> Vec<String> {
    let text = broken(fault);
    let told = findings(&text);
    let said = || {
        told.iter().fold(String::new(), |mut all, f| {
            let at = underlined(&text, f).unwrap_or("?");
            let _ =
                write!(all, "\n    {} at `{at}`: {} | {}", f.code, f.message, f.hints.join(" | "));
            all
        })
    };
    let name = fault.name;
    let fits = told.iter().find(|f| f.code == fault.code && underlined(&text, f) == Some(fault.at));
    let Some(finding) = fits else {
        return vec![format!("{name}: no {} at `{}`, but{}", fault.code, fault.at, said())];
    };
    let mut wrong = Vec::new();
    if !finding.hints.iter().any(|hint| hint.contains(fault.hint)) {
        wrong.push(format!("{name}: no hint tells `{}`:{}", fault.hint, said()));
    }
    let better = applied(name, &text, fault.follow);
    let left = findings(&better);
    if !left.is_empty() {
        wrong.push(format!("{name}: with the hint followed: {left:#?}"));
    }
    wrong
}

#[test]
fn every_fault_is_told_where_it_is_and_its_hint_works() {
    let wrong: Vec<String> = FAULTS.iter().flat_map(complaints).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), FAULTS.len(), wrong.join("\n"));
    assert!(FAULTS.len() >= 60, "only {} faults", FAULTS.len());
    for (index, fault) in FAULTS.iter().enumerate() {
        assert!(
            !FAULTS[..index].iter().any(|f| f.name == fault.name),
            "{} is there twice",
            fault.name
        );
    }
}

#[test]
fn the_binary_refuses_every_faulty_file_with_its_line() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults");
    std::fs::create_dir_all(&folder).unwrap();
    let mut wrong = Vec::new();
    for fault in FAULTS {
        let text = broken(fault);
        let told = findings(&text);
        let Some(finding) =
            told.iter().find(|f| f.code == fault.code && underlined(&text, f) == Some(fault.at))
        else {
            continue;
        };
        let microbag::diag::Place::Text(span) = finding.place else { continue };
        let before = &text[..span.start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let file = folder.join(format!("{}.toml", fault.name));
        std::fs::write(&file, &text).unwrap();
        let run =
            Command::new(env!("CARGO_BIN_EXE_microbag")).arg("check").arg(&file).output().unwrap();
        let err = String::from_utf8(run.stderr).unwrap();
        if run.status.code() != Some(2) || !run.stdout.is_empty() {
            wrong.push(format!("{}: exit {:?}: {err}", fault.name, run.status.code()));
        }
        for expected in [
            format!("{}.toml:{line}:{column}", fault.name),
            format!("error[{}]", fault.code),
            fault.hint.to_owned(),
            "┬".to_owned(),
        ] {
            if !err.contains(&expected) {
                wrong.push(format!("{}: `{expected}` is not told: {err}", fault.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
