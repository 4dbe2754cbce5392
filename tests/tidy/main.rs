//! The rules of the house that no compiler keeps: layers, sizes, first lines, words, the look of the top level.
//!
//! Each rule is a function from a file to its complaints, so that every rule is also shown a file that breaks it.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod code;
mod layers;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use code::Code;

/// Longest file, without its tests.
const LONGEST: usize = 500;

/// Longer files, and why.
const LONGER: [(&str, &str); 0] = [];

/// All that is to be seen at the top level; tool configuration lives in dot files.
const TOP_LEVEL: [&str; 10] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "examples",
    "patterns",
    "src",
    "tests",
];

/// What building and trying out leaves behind.
const LEFT_BEHIND: [&str; 2] = ["out", "target"];

/// A file of the repository.
struct Source {
    /// From the top level, with `/`.
    path: String,
    text: String,
    code: Code,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), code: Code::of(text) }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files under these folders.
fn sources(folders: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            found.push(Source::new(&name, &fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(!found.is_empty(), "no sources in {folders:?}");
    found
}

/// Fails with all complaints a rule has about these folders.
fn keep(folders: &[&str], rule: fn(&Source) -> Vec<String>) {
    let complaints: Vec<String> = sources(folders).iter().flat_map(rule).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

fn opening(source: &Source) -> Vec<String> {
    let opens = source.text.starts_with("//! ");
    if opens {
        vec![]
    } else {
        vec![format!("{}: does not open with what lives here (`//! `)", source.path)]
    }
}

fn size(source: &Source) -> Vec<String> {
    let lines = source.code.without_tests.lines().count();
    let excused = LONGER.iter().any(|(path, _)| *path == source.path);
    match (lines > LONGEST, excused) {
        (true, false) => vec![format!("{}: {lines} lines; at most {LONGEST}", source.path)],
        (false, true) => vec![format!("{}: no longer needs its excuse in LONGER", source.path)],
        _ => vec![],
    }
}

fn top_level(visible: &[String]) -> Vec<String> {
    let strange = visible.iter().filter(|name| !TOP_LEVEL.contains(&name.as_str()));
    let missing = TOP_LEVEL.iter().filter(|name| !visible.iter().any(|seen| seen == *name));
    strange
        .map(|name| format!("`{name}` does not belong at the top level"))
        .chain(missing.map(|name| format!("`{name}` is missing at the top level")))
        .collect()
}

#[test]
fn files_open_with_what_lives_in_them() {
    keep(&["src", "tests", "examples", "benches"], opening);
    assert_eq!(
        opening(&Source::new("src/a.rs", "use x;\n//! late\n")).len(),
        1,
        "the rule sees nothing"
    );
}

#[test]
fn files_are_short() {
    keep(&["src"], size);
    let long = "fn f() {}\n".repeat(LONGEST + 1);
    assert_eq!(size(&Source::new("src/a.rs", &long)).len(), 1, "the rule sees nothing");
    let tested = format!("fn f() {{}}\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
    assert_eq!(size(&Source::new("src/a.rs", &tested)).len(), 0, "tests count");
    for (path, _) in LONGER {
        assert!(root().join(path).exists(), "{path} is excused and not there");
    }
}

#[test]
fn the_top_level_shows_what_belongs_there() {
    let entries = fs::read_dir(root()).unwrap();
    let visible: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.') && !LEFT_BEHIND.contains(&name.as_str()))
        .collect();
    let complaints = top_level(&visible);
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    let broken: Vec<String> = ["notes.md", "src"].map(str::to_owned).to_vec();
    assert_eq!(top_level(&broken).len(), TOP_LEVEL.len(), "the rule sees nothing");
}

/// What a page links to in the repository and is not there.
fn dead_links(page: &str) -> Vec<String> {
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    local.filter(|target| !root().join(target).exists()).map(str::to_owned).collect()
}

#[test]
fn the_front_page_links_to_what_is_there() {
    let page = fs::read_to_string(root().join("README.md")).unwrap();
    assert_eq!(dead_links(&page), Vec::<String>::new(), "dead links");
    assert_eq!(dead_links("![a](src/no.png) [b](https://c.d)"), ["src/no.png"], "sees nothing");
}

#[test]
fn every_pattern_is_built_in_under_its_name() {
    let text = fs::read_to_string(root().join("src/style/mod.rs")).unwrap();
    for entry in fs::read_dir(root().join("patterns")).unwrap() {
        let path = entry.unwrap().path();
        assert!(
            path.extension().is_some_and(|end| end == "toml"),
            "{} is no style",
            path.display()
        );
        let name = Path::file_stem(&path).unwrap().to_str().unwrap().to_owned();
        let line = format!("(\"{name}\", include_str!(\"../../patterns/{name}.toml\"))");
        assert!(text.contains(&line), "patterns/{name}.toml is not built in");
    }
}
