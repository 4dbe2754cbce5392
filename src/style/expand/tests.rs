//! Expansion over the eight styles, over each sugar alone, and over files that mean harm.

use super::super::bound::Discrete;
use super::super::{StyleFile, read};
use super::*;
use crate::diag::Place;
use crate::reader;

const STYLES: [(&str, &str); 8] = [
    ("boxy-tote", include_str!("testdata/boxy-tote.toml")),
    ("bucket", include_str!("testdata/bucket.toml")),
    ("camera", include_str!("testdata/camera.toml")),
    ("envelope", include_str!("testdata/envelope.toml")),
    ("flapper-purse", include_str!("testdata/flapper-purse.toml")),
    ("mini-backpack", include_str!("testdata/mini-backpack.toml")),
    ("petite-flap", include_str!("testdata/petite-flap.toml")),
    ("trio", include_str!("testdata/trio.toml")),
];

fn library(name: &str) -> Option<String> {
    STYLES.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
}

fn loaded(text: &str) -> Result<Loaded, Vec<Diagnostic>> {
    let root = reader::read(text)?;
    let mut findings = Findings::default();
    let loaded = load(root, &library, &mut vec!["this".to_owned()], &mut findings);
    let findings = of_ours(findings.all);
    if findings.is_empty() { Ok(loaded) } else { Err(findings) }
}

fn expanded(text: &str) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let loaded = loaded(text)?;
    expand(&loaded, &Discrete::defaults(&loaded.wishes))
}

/// Every choice of the discrete parameters, one changed at a time, and every size.
fn variants(wishes: &StyleFile) -> Vec<(String, Discrete)> {
    use super::super::ast::ParamKind;
    let defaults = Discrete::defaults(wishes);
    let mut all = vec![
        ("defaults".to_owned(), defaults.clone()),
        ("everything".to_owned(), Discrete::everything(wishes)),
    ];
    for size in &wishes.sizes {
        all.push((size.name.clone(), discrete::sized(wishes, &size.name)));
    }
    for param in &wishes.params {
        let name = param.head.name.clone();
        let mut add = |what: String, change: &dyn Fn(&mut Discrete)| {
            let mut discrete = defaults.clone();
            change(&mut discrete);
            all.push((what, discrete));
        };
        match &param.kind {
            ParamKind::Flag => {
                for flag in [true, false] {
                    add(format!("{name} = {flag}"), &|d| {
                        d.flags.insert(name.clone(), flag);
                    });
                }
            }
            ParamKind::Count(lo, hi) => {
                for count in *lo..=*hi {
                    add(format!("{name} = {count}"), &|d| {
                        d.counts.insert(name.clone(), count);
                    });
                }
            }
            ParamKind::Choice(options) => {
                for option in options {
                    add(format!("{name} = {option}"), &|d| {
                        d.choices.insert(name.clone(), option.clone());
                    });
                }
            }
            ParamKind::Measure(_) => {}
        }
    }
    all
}

fn spans_lie_in(text: &str, entries: &[Entry]) {
    fn node(text: &str, n: &Node) {
        assert!(n.span.start <= n.span.end && n.span.end <= text.len(), "{n:?} lies off the text");
        match &n.value {
            Value::Table(entries) => spans_lie_in(text, entries),
            Value::List(items) => items.iter().for_each(|item| node(text, item)),
            _ => {}
        }
    }
    entries.iter().for_each(|entry| node(text, &entry.node));
}

/// Kinds that the stock does not have yet are no fault of the expansion.
fn of_ours(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.into_iter().filter(|finding| finding.code != "unknown-kind").collect()
}

#[test]
fn the_eight_styles_expand_under_every_choice_and_are_read() {
    let mut wrong = Vec::new();
    for (name, text) in STYLES {
        let loaded = loaded(text).unwrap_or_else(|findings| panic!("{name}: {findings:#?}"));
        for (what, discrete) in variants(&loaded.wishes) {
            let tree = match expand(&loaded, &discrete) {
                Ok(tree) => tree,
                Err(findings) => {
                    wrong.push(format!("{name} with {what}: {findings:#?}"));
                    continue;
                }
            };
            spans_lie_in(text, &tree);
            let mut findings = Findings::default();
            read::style_file(&tree, &mut findings);
            let findings = of_ours(findings.all);
            if !findings.is_empty() {
                wrong.push(format!("{name} with {what} is not read: {findings:#?}"));
            }
            let printed = reader::print(&tree);
            let again = reader::read(&printed).unwrap_or_else(|e| panic!("{name}: {e:?}"));
            assert_eq!(reader::print(&again), printed, "{name} with {what} prints as it reads");
            for sugar in ["when = ", "each = ", "mirror", "symmetry", "rect = ", "?\"", "\"="] {
                if let Some(at) = printed.find(sugar) {
                    let line = printed[..at].lines().count();
                    let line = printed.lines().nth(line.saturating_sub(1)).unwrap_or_default();
                    let allowed = line.starts_with("that") || line.starts_with("summary");
                    assert!(allowed, "{name} with {what} has `{sugar}` left in `{line}`");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn write_expanded_styles_for_reading() {
    let Ok(folder) = std::env::var("MICROBAG_EXPANDED") else { return };
    for (name, text) in STYLES {
        let tree = expanded(text).unwrap_or_default();
        std::fs::write(format!("{folder}/{name}.toml"), reader::print(&tree)).unwrap();
    }
    let _ = Place::Nowhere;
}
