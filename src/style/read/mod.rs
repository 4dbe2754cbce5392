//! From the tree of the file to the elements of the style: every key typed, every formula parsed, every fault noted.

mod goods;
mod joint;
mod panel;
mod wish;

use crate::diag::{Diagnostic, Span};
use crate::formula;
use crate::reader::{Entry, Fields, Findings, Node, Value, wrong_type};

use super::StyleFile;
use super::ast::{At, Head, Word, Written};
use super::name::{self, Chain};

/// A style has at most this many elements of one section.
const MAX_ELEMENTS: usize = 200;

/// Reads all sections of a style file; what could not be read is left out and noted.
pub(super) fn style_file(root: &[Entry], findings: &mut Findings) -> StyleFile {
    let mut file = StyleFile::default();
    let mut fields = Fields::new("", Span::default(), root);
    match fields.take("format").map(|node| (node.span, &node.value)) {
        Some((_, Value::Number(number))) if *number == 1.0 => {}
        Some((span, _)) => {
            findings.push(Diagnostic::at(
                "unknown-format",
                span,
                "this version reads `format = 1`",
            ));
        }
        None => {
            findings.push(
                Diagnostic::at("missing-key", 0..0, "the file needs `format = 1`")
                    .hint("add `format = 1`"),
            );
        }
    }
    if let Some(node) = fields.need("style", findings) {
        wish::style(node, &mut file, findings);
    }
    section(&mut fields, "param", findings, |entry, findings| {
        file.params.extend(wish::param(entry, findings));
    });
    section(&mut fields, "let", findings, |entry, findings| {
        file.lets.extend(wish::named("let", entry, findings));
    });
    section(&mut fields, "finished", findings, |entry, findings| {
        file.finished.extend(wish::named("finished", entry, findings));
    });
    section(&mut fields, "size", findings, |entry, findings| {
        file.sizes.extend(wish::size(entry, findings));
    });
    section(&mut fields, "material", findings, |e, findings| {
        file.slots.extend(wish::slot(e, true, findings));
    });
    section(&mut fields, "part", findings, |e, findings| {
        file.slots.extend(wish::slot(e, false, findings));
    });
    section(&mut fields, "panel", findings, |entry, findings| {
        file.panels.extend(panel::panel(entry, findings));
    });
    section(&mut fields, "fold", findings, |entry, findings| {
        file.folds.extend(joint::fold(entry, findings));
    });
    section(&mut fields, "strip", findings, |entry, findings| {
        file.strips.extend(joint::strip(entry, findings));
    });
    section(&mut fields, "seam", findings, |entry, findings| {
        file.seams.extend(joint::seam(entry, findings));
    });
    section(&mut fields, "row", findings, |entry, findings| {
        file.seams.extend(joint::row(entry, findings));
    });
    section(&mut fields, "finish", findings, |entry, findings| {
        file.finishes.extend(joint::finish(entry, findings));
    });
    section(&mut fields, "place", findings, |entry, findings| {
        file.places.extend(goods::place(entry, findings));
    });
    section(&mut fields, "strap", findings, |entry, findings| {
        file.straps.extend(goods::strap(entry, findings));
    });
    section(&mut fields, "layer", findings, |entry, findings| {
        file.layers.extend(goods::layer(entry, findings));
    });
    for node in fields.list("require").unwrap_or_default() {
        file.requires.extend(wish::require(node, findings));
    }
    fields.finish(findings);
    if file.panels.is_empty() && findings.all.is_empty() {
        // Else a file without anything in it would be a bag, and be made.
        let finding = Diagnostic::at("no-panels", 0..0, "a style has at least one panel");
        findings.push(finding.hint("add [panel.front]"));
    }
    file
}

/// Every named table of a section, in file order.
fn section<'n>(
    fields: &mut Fields<'n>,
    name: &'static str,
    findings: &mut Findings,
    mut each: impl FnMut(&'n Entry, &mut Findings),
) {
    let Some(node) = fields.take(name) else { return };
    let Value::Table(entries) = &node.value else {
        return findings.push(wrong_type(node.span, name, "a table of names", &node.value));
    };
    if entries.len() > MAX_ELEMENTS {
        let message =
            format!("`{name}` has {} entries; at most {MAX_ELEMENTS} are read", entries.len());
        findings.push(Diagnostic::at("too-many", node.span, message));
    }
    for entry in entries.iter().take(MAX_ELEMENTS) {
        if !name::is_name(&entry.key) {
            findings.push(
                Diagnostic::at("bad-name", entry.key_span, format!("`{}` is no name", entry.key))
                    .hint("names are small letters, digits and `_`, a letter first"),
            );
        }
        each(entry, findings);
    }
}

/// The fields of a named element, and its head.
fn element<'n>(
    section: &str,
    entry: &'n Entry,
    findings: &mut Findings,
) -> Option<(Head, Fields<'n>)> {
    let mut fields = findings.keep(Fields::of(format!("{section}.{}", entry.key), &entry.node))?;
    fields.span = entry.key_span;
    let when = fields.take("when").and_then(|node| formula(node, "when", findings));
    Some((Head { name: entry.key.clone(), span: entry.key_span, when }, fields))
}

/// A formula in a string; a bare TOML number is a length where `unit` says so.
fn written(node: &Node, what: &str, number_unit: &str, findings: &mut Findings) -> Option<Written> {
    let expr = match &node.value {
        // The quote is one byte; escapes, which no formula needs, would shift what follows them.
        Value::Text(text) => formula::parse(text, node.span.start + 1),
        Value::Number(number) if number.is_finite() => {
            formula::parse(&format!("{number} {number_unit}"), node.span.start)
        }
        Value::Flag(flag) => formula::parse(if *flag { "true" } else { "false" }, node.span.start),
        other => Err(wrong_type(node.span, what, "a formula", other)),
    };
    let expr = findings.keep(expr)?;
    Some(Written { expr, span: node.span })
}

fn length(node: &Node, what: &str, findings: &mut Findings) -> Option<Written> {
    written(node, what, "mm", findings)
}

fn formula(node: &Node, what: &str, findings: &mut Findings) -> Option<Written> {
    written(node, what, "", findings)
}

fn angle(node: &Node, what: &str, findings: &mut Findings) -> Option<Written> {
    written(node, what, "deg", findings)
}

/// A length under a key, if it is there.
fn length_at(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Option<Written> {
    fields.take(key).and_then(|node| length(node, key, findings))
}

fn pair(node: &Node, what: &str, findings: &mut Findings) -> Option<[Written; 2]> {
    match &node.value {
        Value::List(items) => {
            if let [x, y] = items.as_slice() {
                Some([length(x, what, findings)?, length(y, what, findings)?])
            } else {
                findings.push(Diagnostic::at(
                    "wrong-type",
                    node.span,
                    format!("`{what}` must be [x, y]"),
                ));
                None
            }
        }
        other => {
            findings.push(wrong_type(node.span, what, "[x, y]", other));
            None
        }
    }
}

fn word(node: &Node, what: &str, findings: &mut Findings) -> Option<Word> {
    match &node.value {
        Value::Text(text) => Some(Word { text: text.clone(), span: node.span }),
        other => {
            findings.push(wrong_type(node.span, what, "a word", other));
            None
        }
    }
}

/// A word under a key; noted where it is missing.
fn need_word(fields: &mut Fields<'_>, key: &'static str, findings: &mut Findings) -> Option<Word> {
    fields.need(key, findings).and_then(|node| word(node, key, findings))
}

fn words(fields: &mut Fields<'_>, key: &'static str, findings: &mut Findings) -> Vec<Word> {
    fields
        .list(key)
        .unwrap_or_default()
        .iter()
        .filter_map(|node| word(node, key, findings))
        .collect()
}

fn chain(node: &Node, what: &str, findings: &mut Findings) -> Option<Chain> {
    let word = word(node, what, findings)?;
    findings.keep(name::chain(&word.text, word.span))
}

fn need_chain(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Option<Chain> {
    fields.need(key, findings).and_then(|node| chain(node, key, findings))
}

/// A place: `[x, y]` or `{ edge = …, t = …, by = …, in = … }`.
fn at(node: &Node, what: &str, findings: &mut Findings) -> Option<At> {
    if let Value::List(_) = node.value {
        return pair(node, what, findings).map(At::Point);
    }
    let mut fields = findings.keep(Fields::of(what, node))?;
    let chain = need_word(&mut fields, "edge", findings);
    let t = fields.take("t").and_then(|node| formula(node, "t", findings));
    let by = length_at(&mut fields, "by", findings);
    let inward = length_at(&mut fields, "in", findings);
    fields.finish(findings);
    Some(At::Edge { chain: chain?, t, by, inward })
}

/// A word of a fixed set; what it is not is noted with the set.
fn one_of<T: Copy>(
    word: &Word,
    what: &str,
    known: &[(&str, T)],
    findings: &mut Findings,
) -> Option<T> {
    let found = known.iter().find(|(name, _)| *name == word.text).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let message = format!("`{what}` cannot be `{}`", word.text);
        findings.push(
            Diagnostic::at("unknown-word", word.span, message)
                .hint(format!("this version knows {}", names.join(", "))),
        );
    }
    found
}
