//! The reference of the style language is true: every example is a style, every key is in it, and the schema knows both.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod blocks;
mod hostile;
mod schema;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use microbag::brief::Brief;
use microbag::reader;
use microbag::stock::{Kind, Stock};
use microbag::style::Style;

/// The reference.
const PAGE: &str = include_str!("../../src/docs/style-file.md");
/// What its fragments stand on.
const BASE: &str = include_str!("base.toml");

/// Every example as a style file, with the line where it stands.
fn styles() -> Vec<(usize, bool, String)> {
    let blocks = blocks::of(PAGE);
    assert!(blocks.len() > 20, "only {} examples", blocks.len());
    blocks.iter().map(|block| (block.line, block.whole, block.style(BASE))).collect()
}

#[test]
fn every_example_is_a_style_and_whole_ones_are_made() {
    let mut wrong = Vec::new();
    for (line, whole, text) in styles() {
        let style = match Style::from_toml(&text) {
            Ok(style) => style,
            Err(faults) => {
                let told: Vec<String> = faults.0.iter().map(|fault| format!("  {fault}")).collect();
                wrong.push(format!("line {line}:\n{}", told.join("\n")));
                continue;
            }
        };
        if whole {
            let made = microbag::solve(&style, &Brief::new(&style), &Stock::builtin());
            wrong.extend(made.err().map(|error| format!("line {line} is not made: {error}")));
        }
    }
    assert!(wrong.is_empty(), "{} examples are wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_key_is_shown_in_an_example() {
    let schema = schema::of_styles();
    let mut met = BTreeSet::new();
    for (line, _, text) in styles() {
        let faults = schema.faults(&schema::tree(&text), &mut met);
        assert!(faults.is_empty(), "line {line}: {faults:?}");
    }
    let missing: Vec<&String> = schema.keys.iter().filter(|key| !met.contains(*key)).collect();
    // What stands in expanded files only.
    assert_eq!(missing, ["file.absent"], "keys without an example");
}

#[test]
fn shipped_styles_are_valid() {
    let schema = schema::of_styles();
    for name in Style::builtin_names() {
        let style = Style::builtin(name).unwrap();
        let faults = schema.faults(&schema::tree(style.text()), &mut BTreeSet::new());
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let schema = schema::of_styles();
    for (was, is, path) in [
        ("construction = \"raw\"", "construction = \"rwa\"", "seam.body.construction"),
        ("construction = \"raw\"", "constructoin = \"raw\"", "constructoin"),
        ("side = \"front\"", "side = 1", "stand.side"),
        ("to = \"start\"", "to = [0]", "to"),
        ("format = 1", "format = 2", "format"),
        ("[panel.front]", "[panel.\"Front 1\"]", "Front 1"),
    ] {
        let text = BASE.replacen(was, is, 1);
        assert_ne!(text, BASE, "`{was}` is not in the base");
        let faults = schema.faults(&schema::tree(&text), &mut BTreeSet::new());
        assert!(faults.iter().any(|fault| fault.contains(path)), "{is}: {faults:?}");
    }
}

#[test]
fn figures_of_every_kind_are_told() {
    let figures = PAGE.split("| kind | figures |").nth(1).unwrap();
    for kind in Kind::ALL {
        let row = figures.lines().find(|line| {
            let kinds = line.trim_start_matches('|').split('|').next().unwrap_or_default();
            line.starts_with('|') && kinds.split(',').any(|known| known.trim() == kind.name())
        });
        let row = row.unwrap_or_else(|| panic!("`{}` has no row", kind.name()));
        for figure in kind.figures() {
            let known = row.contains(&format!("`{}`", figure.name));
            assert!(known, "`{}.{}` is not told", kind.name(), figure.name);
        }
    }
}

/// Codes of errors that the files of a folder make.
fn codes(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let live = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        if path.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        for maker in ["Diagnostic::at(", "Diagnostic::error("] {
            for rest in live.split(maker).skip(1) {
                let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
                found.extend(rest.split('"').next().map(str::to_owned));
            }
        }
    }
}

#[test]
fn every_error_of_a_style_file_is_explained() {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    for layer in ["reader", "formula", "style", "brief", "frame"] {
        codes(&source.join(layer), &mut found);
    }
    assert!(found.len() > 40, "only {} codes", found.len());
    let missing: Vec<&String> =
        found.iter().filter(|code| !PAGE.contains(&format!("`{code}`"))).collect();
    assert!(missing.is_empty(), "not explained: {missing:?}");
}
