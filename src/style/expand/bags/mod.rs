//! Bags within the bag: the elements of other styles stand among those of this one, with the bag's name before theirs.
//!
//! What can be asked for of an inner style is taken over when the file is loaded ([`load`]), its elements when it is
//! expanded ([`elements`]). Everything of it stands at the place where the bag names its style.

mod names;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::formula::Value as Known;
use crate::reader::{self, Entry, Findings, Node, Value};

use super::super::ast::ParamKind;
use super::super::bound::Discrete;
use super::super::{StyleFile, read};
use super::choices::Choices;
use super::{ELEMENTS, tree};
use names::Names;

/// Bags stand in bags no deeper than this.
const MAX_DEPTH: usize = 3;

/// A bag has at most so many bags.
const MAX_BAGS: usize = 12;

/// What a bag may say.
pub(super) const KEYS: [&str; 8] =
    ["style", "size", "set", "material", "part", "without", "hang", "when"];

/// Where styles are found by name.
pub(crate) type Library<'l> = &'l dyn Fn(&str) -> Option<String>;

/// A style file, and the styles of the bags in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Loaded {
    /// The tree, with what can be asked for of the inner bags.
    pub(crate) root: Vec<Entry>,
    /// What can be asked for.
    pub(crate) wishes: StyleFile,
    /// The inner styles by the bag's name.
    bags: BTreeMap<String, Self>,
}

/// Reads a tree's wishes and the styles of its bags.
///
/// # Errors
/// `unknown-style`, `bag-cycle`, `too-deep`, and the faults of an inner file at the bag that names it.
pub(crate) fn load(
    root: Vec<Entry>,
    library: Library<'_>,
    path: &mut Vec<String>,
    findings: &mut Findings,
) -> Loaded {
    let mut loaded = Loaded { root, ..Loaded::default() };
    let bags: Vec<Entry> = tree::section(&loaded.root, "bag").to_vec();
    if let Some(bag) = bags.get(MAX_BAGS) {
        let message = format!("{} bags are more than {MAX_BAGS}", bags.len());
        let finding = Diagnostic::at("too-many", bag.key_span, message);
        findings.push(finding.hint("make a bag of some of them"));
        return loaded;
    }
    for bag in &bags {
        let Some(keys) = bag.node.table() else { continue };
        for key in keys.iter().filter(|key| !KEYS.contains(&key.key.as_str())) {
            let message = format!("`bag.{}` has no key `{}`", bag.key, key.key);
            let hint = did_you_mean(&key.key, KEYS).map_or_else(
                || format!("its keys are {}", KEYS.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            findings.push(Diagnostic::at("unknown-key", key.key_span, message).hint(hint));
        }
        let Some(style) = tree::node(keys, "style") else {
            let message = format!("`bag.{}` needs the key `style`", bag.key);
            let finding = Diagnostic::at("missing-key", bag.key_span, message);
            findings.push(finding.hint("add `style = …`"));
            continue;
        };
        let name = style.text().unwrap_or_default();
        match inner(name, style.span, library, path, findings) {
            Ok(inner) => {
                let names = Names::of(&bag.key, keys, &inner.root);
                values::take_over(&mut loaded.root, bag, keys, &inner, &names, findings);
                loaded.bags.insert(bag.key.clone(), inner);
            }
            Err(faults) => findings.all.extend(faults),
        }
    }
    loaded.wishes = read::wishes(&loaded.root, findings);
    loaded
}

fn inner(
    name: &str,
    span: Span,
    library: Library<'_>,
    path: &mut Vec<String>,
    outer: &mut Findings,
) -> Result<Loaded, Vec<Diagnostic>> {
    if path.iter().any(|outer| outer == name) {
        let message = format!("`{name}` is a bag in itself: {} -> {name}", path.join(" -> "));
        let finding = Diagnostic::at("bag-cycle", span, message);
        return Err(vec![finding.hint("name another style")]);
    }
    if path.len() > MAX_DEPTH {
        let message = format!("bags stand in bags more than {MAX_DEPTH} deep");
        let finding = Diagnostic::at("too-deep", span, message);
        return Err(vec![finding.hint("write the innermost one out")]);
    }
    let Some(text) = library(name) else {
        let finding = Diagnostic::at("unknown-style", span, format!("there is no style `{name}`"));
        let known = super::super::Style::builtin_names();
        let hint = did_you_mean(name, known).map_or_else(
            || format!("the styles are {}", known.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(vec![finding.hint(hint)]);
    };
    let told = |faults: Vec<Diagnostic>| {
        let here = |fault: Diagnostic| {
            let message = format!("in `{name}`: {}", fault.message);
            Diagnostic::at(fault.code, span, message).hint("mend that style")
        };
        faults.into_iter().map(here).collect::<Vec<_>>()
    };
    let mut root = reader::read(&text).map_err(told)?;
    for entry in &mut root {
        stand_at(entry, span);
    }
    path.push(name.to_owned());
    let mut findings = Findings::default();
    let loaded = load(root, library, path, &mut findings);
    path.pop();
    outer.all.extend(told(findings.all));
    Ok(loaded)
}

/// Everything of an inner file stands where it is named.
fn stand_at(entry: &mut Entry, span: Span) {
    fn node(node_: &mut Node, span: Span) {
        node_.span = span;
        node_.generated = true;
        match &mut node_.value {
            Value::List(items) => items.iter_mut().for_each(|item| node(item, span)),
            Value::Table(entries) => entries.iter_mut().for_each(|e| stand_at(e, span)),
            _ => {}
        }
    }
    entry.key_span = span;
    node(&mut entry.node, span);
}

/// Takes out what is asked for of a bag that is absent.
pub(super) fn forget(root: &mut [Entry], bag: &str) {
    let before = format!("{bag}.");
    for entry in root.iter_mut() {
        if let Some(table) = tree::table_mut(&mut entry.node) {
            table.retain(|entry| !entry.key.starts_with(&before));
        }
    }
}

/// The kernel elements of the inner bags: section and element, and what is absent.
pub(super) fn elements(
    loaded: &Loaded,
    bag: &mut Entry,
    choices: &Choices<'_>,
    findings: &mut Findings,
) -> (Vec<(String, Entry)>, Vec<String>) {
    let mut all = Vec::new();
    let mut absent = Vec::new();
    let Some(inner) = loaded.bags.get(&bag.key) else { return (all, absent) };
    let name = bag.key.clone();
    let Some(keys) = tree::table_mut(&mut bag.node) else { return (all, absent) };
    let mut names = Names::of(&name, keys, &inner.root);
    let mut without = BTreeSet::new();
    for left_out in tree::node(keys, "without").map(Node::items).unwrap_or_default() {
        let written = left_out.text().unwrap_or_default();
        let there = |section: &str| {
            let plain = written.strip_prefix(section).and_then(|rest| rest.strip_prefix('.'));
            tree::get(tree::section(&inner.root, section), plain.unwrap_or(written)).is_some()
        };
        if let Some(section) = ELEMENTS.iter().find(|section| there(section)) {
            let element = written.strip_prefix(&format!("{section}.")).unwrap_or(written);
            without.insert(format!("{section}.{element}"));
        } else {
            let message = format!("that style has no element `{written}`");
            let finding = Diagnostic::at("unknown-name", left_out.span, message);
            let known: Vec<String> = ELEMENTS
                .iter()
                .flat_map(|s| {
                    tree::section(&inner.root, s).iter().map(move |e| format!("{s}.{}", e.key))
                })
                .collect();
            let near = did_you_mean(written, known.iter().map(String::as_str));
            let hint = near.map_or_else(
                || "write it as in `strap.carry`".to_owned(),
                |n| format!("did you mean `{n}`?"),
            );
            findings.push(finding.hint(hint));
        }
    }
    let discrete = discrete_of(&inner.wishes, &name, choices);
    let span = tree::node(keys, "style").map_or(Span::default(), |node| node.span);
    let expanded = match super::expand_without(inner, &discrete, &without) {
        Ok(expanded) => expanded,
        Err(faults) => {
            for fault in faults {
                let message = format!("in `bag.{name}`: {}", fault.message);
                findings.push(Diagnostic { message, ..fault });
            }
            return (all, absent);
        }
    };
    names.learn(&expanded);
    for entry in keys.iter_mut().filter(|entry| entry.key == "hang") {
        let Some(points) = tree::list_mut(&mut entry.node) else { continue };
        for point in points {
            if let Some(written) = point.text() {
                *point = tree::made_text(names.name(written), point.span);
            }
        }
    }
    keys.retain(|entry| entry.key == "style" || entry.key == "hang");
    let seams: Vec<String> =
        tree::section(&expanded, "seam").iter().map(|seam| seam.key.clone()).collect();
    for section in expanded {
        if section.key == "absent" {
            let listed = section.node.items().iter().filter_map(Node::text);
            absent.extend(listed.filter_map(|listed| {
                let (section, element) = listed.split_once('.')?;
                Some(format!("{section}.{name}.{element}"))
            }));
            continue;
        }
        let is_require = section.key == "require";
        if !ELEMENTS.contains(&section.key.as_str()) && !is_require && section.key != "bag" {
            continue;
        }
        if section.key == "material" || section.key == "part" {
            continue;
        }
        let items: Vec<Entry> = match section.node.value {
            Value::Table(entries) => entries,
            Value::List(items) => items
                .into_iter()
                .map(|node| Entry { key: String::new(), key_span: span, node })
                .collect(),
            _ => Vec::new(),
        };
        for mut entry in items {
            if section.key == "seam" {
                spell_out(&mut entry, &seams);
            }
            names.rename(&section.key, "", "", &mut entry.node);
            entry.key = format!("{name}.{}", entry.key);
            entry.key_span = span;
            entry.node.generated = true;
            all.push((section.key.clone(), entry));
        }
    }
    (all, absent)
}

/// `before` and `after` all seams: all of that bag.
fn spell_out(seam: &mut Entry, seams: &[String]) {
    let own = seam.key.clone();
    let Some(keys) = tree::table_mut(&mut seam.node) else { return };
    for key in keys.iter_mut().filter(|key| key.key == "before" || key.key == "after") {
        if key.node.items().iter().any(|item| item.text() == Some("*")) {
            let span = key.node.span;
            let others = seams.iter().filter(|seam| **seam != own);
            let others = others.map(|seam| tree::made_text(seam.as_str(), span)).collect();
            key.node = Node::made(span, Value::List(others));
        }
    }
}

/// The discrete values of an inner style, as they are outside.
fn discrete_of(wishes: &StyleFile, bag: &str, choices: &Choices<'_>) -> Discrete {
    let mut discrete = Discrete::defaults(wishes);
    discrete.everything = choices.everything();
    for param in &wishes.params {
        let name = param.head.name.clone();
        match (&param.kind, choices.settled_value(&format!("{bag}.{name}"))) {
            (ParamKind::Flag, Some(Known::Flag(flag))) => {
                discrete.flags.insert(name, flag);
            }
            #[expect(clippy::cast_possible_truncation, reason = "a count, clamped to its range")]
            (ParamKind::Count(lo, hi), Some(Known::Quantity(count, _))) => {
                discrete.counts.insert(name, (count.round() as i64).clamp(*lo, *hi));
            }
            (ParamKind::Choice(options), Some(Known::Word(word))) if options.contains(&word) => {
                discrete.choices.insert(name, word);
            }
            _ => {}
        }
    }
    discrete
}
