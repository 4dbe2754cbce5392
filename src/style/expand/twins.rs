//! `mirror_too`: an element and its mirror image. And strips along several chains.

use std::collections::BTreeSet;

use crate::diag::Diagnostic;
use crate::reader::{Entry, Findings, Node, Value};

use super::draw_point;
use super::names::{self, Sort};
use super::{text, tree};

/// The sections whose elements may have a mirror image.
pub(super) const SECTIONS: [&str; 4] = ["strip", "seam", "row", "finish"];

/// The elements of a section that have one.
pub(super) fn named(entries: &[Entry]) -> impl Iterator<Item = String> {
    let twin = |entry: &&Entry| {
        let table = entry.node.table().unwrap_or_default();
        tree::node(table, "mirror_too").is_some_and(|node| node.value == Value::Flag(true))
    };
    entries.iter().filter(twin).map(|entry| entry.key.clone())
}

/// Writes out the mirror images in a section.
pub(super) fn section(
    name: &str,
    entries: Vec<Entry>,
    twins: &BTreeSet<String>,
    findings: &mut Findings,
) -> Vec<Entry> {
    let mut all = Vec::new();
    for mut entry in entries {
        let mirror =
            tree::table_mut(&mut entry.node).and_then(|table| tree::take(table, "mirror_too"));
        let Some(mirror) = mirror else {
            all.push(entry);
            continue;
        };
        match &mirror.node.value {
            Value::Flag(false) => all.push(entry),
            Value::Flag(true) => {
                all.push(copy(&entry, 0));
                let mut image = copy(&entry, 1);
                reflect(name, &mut image.node, twins);
                all.push(image);
            }
            Value::List(others) => {
                all.push(copy(&entry, 0));
                for (index, other) in others.iter().enumerate() {
                    let Some(other) = other.text() else {
                        let finding = Diagnostic::at("wrong-type", other.span, "a name is wanted");
                        findings.push(finding.hint("mirror_too = [\"back\"]"));
                        continue;
                    };
                    let mut again = copy(&entry, index + 1);
                    on_other(name, &mut again.node, other);
                    all.push(again);
                }
            }
            other => {
                let message = format!("`mirror_too` must be true or a list, not {}", other.kind());
                findings.push(Diagnostic::at("wrong-type", mirror.node.span, message));
                all.push(entry);
            }
        }
    }
    all
}

fn copy(entry: &Entry, index: usize) -> Entry {
    let mut copy = entry.clone();
    copy.key = format!("{}[{index}]", entry.key);
    copy.node.generated = true;
    copy
}

/// The same on another element than the one its first name says.
fn on_other(section: &str, node: &mut Node, other: &str) {
    let mut first: Option<String> = None;
    names::visit(section, node, &mut |node, _| {
        let Some(written) = node.text() else { return };
        let element = written.split(['.', '[', '?', ' ']).next().unwrap_or_default();
        let element = first.get_or_insert_with(|| element.to_owned()).clone();
        let changed = text::rename(written, |name| (name == element).then(|| other.to_owned()));
        if changed != written {
            *node = tree::made_text(changed, node.span);
        }
    });
}

/// Makes an element its mirror image.
fn reflect(section: &str, node: &mut Node, twins: &BTreeSet<String>) {
    names::visit(section, node, &mut |node, sort| {
        let Some(written) = node.text() else { return };
        let changed = names::mirrored(written, sort, twins);
        if changed != written {
            *node = tree::made_text(changed, node.span);
        }
    });
    tree::visit(node, &mut |node, _| {
        let Some(written) = node.text() else { return };
        // A formula that reads a twin reads its image.
        let changed = text::rename_before(written, |name, behind| {
            (behind.starts_with('.') && twins.contains(name)).then(|| format!("{name}[1]"))
        });
        if changed != written {
            *node = tree::made_text(changed, node.span);
        }
    });
    if let Some(entries) = tree::table_mut(node) {
        measures(section, entries, twins);
    }
}

/// Turns round what is measured along an element or across it.
fn measures(section: &str, entries: &mut [Entry], twins: &BTreeSet<String>) {
    for entry in entries {
        match (section, entry.key.as_str()) {
            ("row", "path") => {
                for point in tree::list_mut(&mut entry.node).into_iter().flatten() {
                    if let Some([x, y]) = draw_point(point) {
                        let x = super::draw_negative(&x);
                        *point = Node::made(point.span, Value::List(vec![x, y]));
                    }
                }
            }
            ("strip", "width") => {
                let width = tree::table_mut(&mut entry.node);
                let profile = width.and_then(|width| width.iter_mut().find(|e| e.key == "at"));
                if let Some(items) = profile.and_then(|entry| tree::list_mut(&mut entry.node)) {
                    items.reverse();
                    for item in items {
                        if let Some(share) = tree::list_mut(item).and_then(|pair| pair.first_mut())
                        {
                            *share = rest_of(share);
                        }
                    }
                }
            }
            ("seam" | "row", "ends") => {
                // Its walk runs the other way: what was at its start is at its end.
                if let Some(items) = tree::list_mut(&mut entry.node) {
                    items.reverse();
                }
            }
            ("strip", "turn_in") => {
                let turn_in = tree::table_mut(&mut entry.node);
                let end = turn_in.and_then(|t| t.iter_mut().find(|e| e.key == "end"));
                if let Some(end) = end {
                    let other = if end.node.text() == Some("start") { "end" } else { "start" };
                    end.node = tree::made_text(other, end.node.span);
                }
            }
            ("strip", "parts") => {
                for part in tree::list_mut(&mut entry.node).into_iter().flatten() {
                    if let Some(part) = tree::table_mut(part) {
                        turned(part, |_| None);
                        for key in part.iter_mut().filter(|key| key.key == "grow") {
                            if let Some(grow) = tree::list_mut(&mut key.node) {
                                grow.reverse();
                            }
                        }
                        for key in part.iter_mut().filter(|key| key.key == "name") {
                            let other = key.node.text().map(text::other_side).unwrap_or_default();
                            key.node = tree::made_text(other, key.node.span);
                        }
                    }
                }
            }
            _ => trims(&mut entry.node, twins),
        }
    }
}

/// `from` and `to` change places in every trimmed chain below.
fn trims(node: &mut Node, twins: &BTreeSet<String>) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| trims(item, twins)),
        Value::Table(entries) => {
            let trimmed = entries.iter().any(|entry| entry.key == "chain");
            if trimmed {
                turned(entries, |node| match &node.value {
                    Value::Number(number) => Some(Node::made(node.span, Value::Number(-number))),
                    Value::Text(written) if written.contains('@') => {
                        let image = names::mirrored(written, Sort::Point, twins);
                        Some(tree::made_text(image, node.span))
                    }
                    Value::Text(written) if super::super::name::is_name(written) => None,
                    Value::Text(written) => {
                        Some(tree::made_text(text::negative(written), node.span))
                    }
                    _ => None,
                });
            }
            for entry in entries.iter_mut().filter(|entry| entry.key != "chain") {
                if entry.key == "t" {
                    entry.node = rest_of(&entry.node);
                }
                trims(&mut entry.node, twins);
            }
        }
        _ => {}
    }
}

/// `from` becomes `to` and the other way round, each through `change`.
fn turned(entries: &mut [Entry], change: impl Fn(&Node) -> Option<Node>) {
    for entry in entries {
        let other = match entry.key.as_str() {
            "from" => "to",
            "to" => "from",
            _ => continue,
        };
        other.clone_into(&mut entry.key);
        if let Some(node) = change(&entry.node) {
            entry.node = node;
        }
    }
}

/// What a share leaves of 1.
fn rest_of(share: &Node) -> Node {
    match &share.value {
        Value::Number(number) => Node::made(share.span, Value::Number(1.0 - number)),
        Value::Text(written) => {
            let inner = written.strip_prefix("1 - ").map(str::to_owned);
            let made = inner.unwrap_or_else(|| format!("1 - {}", text::operand(written)));
            tree::made_text(made, share.span)
        }
        _ => share.clone(),
    }
}

/// A strip along a list of chains: a copy along each.
pub(super) fn along_each(entries: Vec<Entry>) -> Vec<Entry> {
    let mut all = Vec::new();
    for entry in entries {
        let table = entry.node.table().unwrap_or_default();
        let Some(Value::List(chains)) = tree::node(table, "along").map(|node| &node.value) else {
            all.push(entry);
            continue;
        };
        let to = tree::node(table, "to").cloned();
        for (index, along) in chains.iter().enumerate() {
            let mut copy = copy(&entry, index);
            if let Some(table) = tree::table_mut(&mut copy.node) {
                let mut set = |key: &str, node: &Node| {
                    let entry =
                        Entry { key: key.to_owned(), key_span: node.span, node: node.clone() };
                    tree::put(table, entry);
                };
                set("along", along);
                if let Some(Node { value: Value::List(others), .. }) = &to
                    && let Some(other) = others.get(index)
                {
                    set("to", other);
                }
            }
            all.push(copy);
        }
    }
    all
}
