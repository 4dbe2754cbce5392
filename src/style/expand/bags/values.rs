//! What can be asked for of an inner bag: its parameters, helper values and slots, under names of this file.

use crate::diag::{Diagnostic, did_you_mean};
use crate::reader::{Entry, Findings, Node, Value};
use crate::units::Unit;

use super::super::super::ast::{ParamKind, SizeValue};
use super::super::super::bound::Discrete;
use super::super::{discrete, tree};
use super::Loaded;
use super::names::Names;

/// An unpinned parameter of an inner bag gives way this much sooner.
const SOFTER: f64 = 0.3;

/// Takes over what can be asked for of an inner bag.
pub(super) fn take_over(
    root: &mut Vec<Entry>,
    bag: &Entry,
    keys: &[Entry],
    inner: &Loaded,
    names: &Names,
    findings: &mut Findings,
) {
    let name = &bag.key;
    let style_span = tree::node(keys, "style").map_or(bag.key_span, |node| node.span);
    let set = tree::node(keys, "set").and_then(Node::table).unwrap_or_default();
    let params = &inner.wishes.params;
    for pin in set {
        if !params.iter().any(|param| param.head.name == pin.key) {
            let known = params.iter().map(|param| param.head.name.as_str());
            let near = did_you_mean(&pin.key, known)
                .map_or("name a parameter of it".to_owned(), |n| format!("did you mean `{n}`?"));
            let message = format!("`bag.{name}` has no parameter `{}`", pin.key);
            findings.push(Diagnostic::at("unknown-name", pin.key_span, message).hint(near));
        }
    }
    for section in ["material", "part"] {
        for pin in tree::node(keys, section).and_then(Node::table).unwrap_or_default() {
            if !names.slots.contains_key(&pin.key) {
                let message = format!("`bag.{name}` has no slot `{}`", pin.key);
                let finding = Diagnostic::at("unknown-name", pin.key_span, message);
                let near = did_you_mean(&pin.key, names.slots.keys().map(String::as_str));
                let hint = near.map_or_else(
                    || "name a slot of that style".to_owned(),
                    |n| format!("did you mean `{n}`?"),
                );
                findings.push(finding.hint(hint));
            }
        }
    }
    let size = tree::node(keys, "size");
    let size_name = size.and_then(Node::text).unwrap_or_default();
    let known = inner.wishes.sizes.iter().find(|known| known.name == size_name);
    if let (Some(size), None) = (size, known) {
        let message = format!("that style has no size `{size_name}`");
        let sizes = inner.wishes.sizes.iter().map(|size| size.name.as_str());
        let hint = format!("its sizes are {}", sizes.collect::<Vec<_>>().join(", "));
        findings.push(Diagnostic::at("unknown-size", size.span, message).hint(hint));
    }
    let sized = discrete::sized(&inner.wishes, size_name);
    for entry in tree::section(&inner.root, "param") {
        let outer = format!("{name}.{}", entry.key);
        let Some(param) = params.iter().find(|param| param.head.name == entry.key) else {
            continue;
        };
        if let Some(pin) = tree::get(set, &entry.key) {
            let value = pinned(&pin.node, &param.kind);
            add(root, "let", tree::made(outer, pin.node.span, value));
            continue;
        }
        let mut copy = entry.clone();
        copy.key = outer;
        copy.key_span = style_span;
        let Some(table) = tree::table_mut(&mut copy.node) else { continue };
        if let ParamKind::Measure(measure) = &param.kind {
            for default in table.iter_mut().filter(|key| key.key == "default") {
                names.rename("param", "", "", &mut default.node);
            }
            let softer = Value::Number(measure.stiffness * SOFTER);
            tree::put(table, tree::made("stiffness", style_span, softer));
            let wanted = known.and_then(|size| {
                let value = size.values.iter().find(|(word, _)| word.text == entry.key);
                match value {
                    Some((_, SizeValue::Formula(written))) => Some(written.expr.text().to_owned()),
                    _ => None,
                }
            });
            if let Some(wanted) = wanted {
                let wanted = Value::Text(names.formula(wanted.trim()));
                tree::put(table, tree::made("default", style_span, wanted));
            }
        } else {
            let value = discrete_value(&sized, &entry.key);
            if let Some(value) = value {
                tree::put(table, tree::made("default", style_span, value));
            }
        }
        add(root, "param", copy);
    }
    for (section, before) in [("let", ""), ("finished", "finished.")] {
        for entry in tree::section(&inner.root, section) {
            let mut copy = entry.clone();
            copy.key = format!("{name}.{before}{}", entry.key);
            names.rename(section, "", "", &mut copy.node);
            if let (Value::Number(number), "finished") = (&copy.node.value, section) {
                copy.node = tree::made_text(format!("{number} mm"), copy.node.span);
            }
            add(root, "let", copy);
        }
    }
    for section in ["material", "part"] {
        for slot in tree::section(&inner.root, section) {
            let outer = format!("{name}.{}", slot.key);
            if names.slot(&slot.key).is_some_and(|known| known == outer) {
                let mut copy = slot.clone();
                copy.key = outer;
                names.rename(section, "", "", &mut copy.node);
                add(root, section, copy);
            }
        }
    }
}

fn discrete_value(discrete: &Discrete, name: &str) -> Option<Value> {
    let flag = discrete.flags.get(name).map(|flag| Value::Flag(*flag));
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let count = discrete.counts.get(name).map(|count| Value::Number(*count as f64));
    let word = discrete.choices.get(name).map(|word| Value::Text(word.clone()));
    flag.or(count).or(word)
}

/// What a parameter is pinned to, as a helper value.
fn pinned(node: &Node, kind: &ParamKind) -> Value {
    match (&node.value, kind) {
        (Value::Number(number), ParamKind::Measure(measure)) => Value::Text(match measure.unit {
            Unit::Length => format!("{number} mm"),
            Unit::Angle => format!("{number} deg"),
            Unit::Number => number.to_string(),
        }),
        (Value::Text(word), ParamKind::Choice(options)) if options.contains(word) => {
            Value::Text(format!("\"{word}\""))
        }
        (Value::Text(formula), _) => {
            Value::Text(formula.strip_prefix('=').unwrap_or(formula).to_owned())
        }
        (value, _) => value.clone(),
    }
}

fn add(root: &mut Vec<Entry>, section: &str, element: Entry) {
    if tree::get(root, section).is_none() {
        root.push(tree::made(section, element.key_span, Value::Table(Vec::new())));
    }
    let entry = root.iter_mut().find(|entry| entry.key == section);
    if let Some(table) = entry.and_then(|entry| tree::table_mut(&mut entry.node)) {
        table.push(element);
    }
}
