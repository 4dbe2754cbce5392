//! Handling a tree: finding, changing and making entries.

use crate::diag::Span;
use crate::reader::{Entry, Node, Value};

/// The entry of a key.
pub(super) fn get<'t>(entries: &'t [Entry], key: &str) -> Option<&'t Entry> {
    entries.iter().find(|entry| entry.key == key)
}

/// The value of a key.
pub(super) fn node<'t>(entries: &'t [Entry], key: &str) -> Option<&'t Node> {
    get(entries, key).map(|entry| &entry.node)
}

/// The string under a key, if it is one.
pub(super) fn text<'t>(entries: &'t [Entry], key: &str) -> Option<&'t str> {
    node(entries, key).and_then(Node::text)
}

/// The elements of a section.
pub(super) fn section<'t>(root: &'t [Entry], name: &str) -> &'t [Entry] {
    node(root, name).and_then(Node::table).unwrap_or_default()
}

/// Takes the entry of a key out.
pub(super) fn take(entries: &mut Vec<Entry>, key: &str) -> Option<Entry> {
    let at = entries.iter().position(|entry| entry.key == key)?;
    Some(entries.remove(at))
}

/// An entry made from what stands at `span`.
pub(super) fn made(key: impl Into<String>, span: Span, value: Value) -> Entry {
    Entry { key: key.into(), key_span: span, node: Node::made(span, value) }
}

/// A string made from what stands at `span`.
pub(super) fn made_text(text: impl Into<String>, span: Span) -> Node {
    Node::made(span, Value::Text(text.into()))
}

/// Puts a value under a key, in the place of what is there or at the end.
pub(super) fn put(entries: &mut Vec<Entry>, entry: Entry) {
    match entries.iter_mut().find(|known| known.key == entry.key) {
        Some(known) => *known = entry,
        None => entries.push(entry),
    }
}

/// The entries of a table to change; nothing if it is no table.
pub(super) fn table_mut(node: &mut Node) -> Option<&mut Vec<Entry>> {
    match &mut node.value {
        Value::Table(entries) => Some(entries),
        _ => None,
    }
}

/// The items of a list to change; nothing if it is no list.
pub(super) fn list_mut(node: &mut Node) -> Option<&mut Vec<Node>> {
    match &mut node.value {
        Value::List(items) => Some(items),
        _ => None,
    }
}

/// Every value below and at `node`, with the key it stands under; lists pass their key on.
pub(super) fn visit(node: &mut Node, change: &mut impl FnMut(&mut Node, &str)) {
    visit_under(node, "", change);
}

fn visit_under(node: &mut Node, key: &str, change: &mut impl FnMut(&mut Node, &str)) {
    // No deeper than the TOML parser reads.
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| visit_under(item, key, change)),
        Value::Table(entries) => {
            for entry in entries {
                visit_under(&mut entry.node, &entry.key, change);
            }
        }
        _ => change(node, key),
    }
}

/// How much there is to work on: values, and sixteenths of bytes of text.
pub(super) fn weight(node: &Node) -> usize {
    match &node.value {
        Value::List(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Table(entries) => 1 + entries.iter().map(|e| weight(&e.node)).sum::<usize>(),
        Value::Text(text) => 1 + text.len() / 16,
        _ => 1,
    }
}
