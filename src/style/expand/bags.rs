//! Bags within the bag: the elements of other styles stand among those of this one, with the bag's name before theirs.
//!
//! What can be asked for of an inner style is taken over when the file is loaded ([`load`]), its elements when it is
//! expanded ([`elements`]). Everything of it stands at the place where the bag names its style.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::formula::Value as Known;
use crate::reader::{self, Entry, Findings, Node, Value};
use crate::stock::Kind;
use crate::units::Unit;

use super::super::ast::{ParamKind, SizeValue};
use super::super::bound::Discrete;
use super::super::{StyleFile, read};
use super::choices::Choices;
use super::{ELEMENTS, discrete, names, text, tree};

/// Bags stand in bags no deeper than this.
const MAX_DEPTH: usize = 3;

/// An unpinned parameter of an inner bag gives way this much sooner.
const SOFTER: f64 = 0.3;

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

/// Keys whose texts are words.
const WORDS: [&str; 22] = [
    "construction",
    "fit",
    "flange",
    "kind",
    "set",
    "fold",
    "split",
    "view",
    "measure",
    "side",
    "tangent",
    "runs",
    "end",
    "meets",
    "scale",
    "core",
    "rows",
    "title",
    "doc",
    "because",
    "name",
    "style",
];

/// Words that stand where formulas may.
const PLAIN: [&str; 9] =
    ["start", "half", "inset", "edge", "clear", "backtack", "axis", "raw", "folded"];

/// Keys that name slots.
const SLOTS: [&str; 6] = ["material", "part", "holes", "cord", "loop", "use"];

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
    for bag in &bags {
        let Some(keys) = bag.node.table() else { continue };
        let Some(style) = tree::node(keys, "style") else { continue };
        let name = style.text().unwrap_or_default();
        match inner(name, style.span, library, path, findings) {
            Ok(inner) => {
                let names = Names::of(&bag.key, keys, &inner.root);
                values(&mut loaded.root, bag, keys, &inner, &names, findings);
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

/// What the names of an inner style are called outside.
struct Names {
    /// The bag's name.
    bag: String,
    /// Elements.
    elements: BTreeSet<String>,
    /// Slots: what they are called outside, and the kind of what fills them.
    slots: BTreeMap<String, (String, Option<Kind>)>,
    /// Parameters, helper values.
    values: BTreeSet<String>,
}

impl Names {
    fn of(bag: &str, keys: &[Entry], inner: &[Entry]) -> Self {
        let keys_of = |section: &str| {
            let entries = tree::section(inner, section).iter();
            entries.map(|entry| entry.key.split('[').next().unwrap_or_default().to_owned())
        };
        let mut slots = BTreeMap::new();
        for section in ["material", "part"] {
            let map = tree::node(keys, section).and_then(Node::table).unwrap_or_default();
            for slot in tree::section(inner, section) {
                let outer = tree::text(map, &slot.key).map(str::to_owned);
                let kind = slot.node.table().and_then(|slot| tree::text(slot, "kind"));
                let kind = match kind {
                    Some(kind) => Kind::named(kind),
                    None => Some(Kind::Leather),
                };
                let outer = outer.unwrap_or_else(|| format!("{bag}.{}", slot.key));
                slots.insert(slot.key.clone(), (outer, kind));
            }
        }
        let sections =
            ["panel", "strip", "strap", "place", "bag", "seam", "row", "finish", "window"];
        let sugar = ["pocket", "layer", "fold"];
        Self {
            bag: bag.to_owned(),
            elements: sections.iter().chain(&sugar).flat_map(|s| keys_of(s)).collect(),
            slots,
            values: ["param", "let"].iter().flat_map(|section| keys_of(section)).collect(),
        }
    }

    fn slot(&self, name: &str) -> Option<String> {
        self.slots.get(name).map(|(outer, _)| outer.clone())
    }

    /// A formula with the outer names.
    fn formula(&self, written: &str) -> String {
        text::rename_before(written, |name, behind| {
            // A whole dotted name of an inner bag begins with that bag's name, which is an element.
            let behind = behind.strip_prefix('.');
            let next = behind.map(|rest| {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
            });
            let (slot, element) = (self.slots.get(name), self.elements.contains(name));
            match (slot, element) {
                (Some((outer, kind)), true) => {
                    let figure = |kind: &Kind| next.is_some_and(|n| kind.figure(n).is_some());
                    if kind.as_ref().is_some_and(figure) {
                        return Some(outer.clone());
                    }
                    Some(format!("{}.{name}", self.bag))
                }
                (Some((outer, _)), false) if next.is_some() => Some(outer.clone()),
                _ => {
                    let own = self.values.contains(name) || element;
                    let own = own || name == "inset" || (name == "finished" && next.is_some());
                    own.then(|| format!("{}.{name}", self.bag))
                }
            }
        })
    }

    /// The name of an element, a chain or a point with the outer names.
    fn name(&self, written: &str) -> String {
        let inner = |name: &str| {
            if self.elements.contains(name) {
                return Some(format!("{}.{name}", self.bag));
            }
            self.slot(name)
        };
        let sections = ELEMENTS.iter().find_map(|section| {
            let rest = written.strip_prefix(section)?.strip_prefix('.')?;
            let name = rest.split(['.', '[', '?']).next().unwrap_or_default();
            let own = self.elements.contains(name) && !self.elements.contains(*section);
            own.then(|| format!("{section}.{}.{rest}", self.bag))
        });
        // In a chain of several walks each may have a section before its name.
        if written.contains('+') {
            let walks = text::split_top(written, '+');
            return walks.iter().map(|w| self.name(w.trim())).collect::<Vec<_>>().join(" + ");
        }
        sections.unwrap_or_else(|| text::rename(written, inner))
    }

    /// Renames everything in an element.
    fn rename(&self, section: &str, parent: &str, key: &str, node: &mut Node) {
        match &mut node.value {
            Value::List(items) => {
                items.iter_mut().for_each(|item| self.rename(section, parent, key, item));
            }
            Value::Table(entries) => {
                for entry in entries {
                    self.rename(section, key, &entry.key, &mut entry.node);
                    if key == "vars" {
                        entry.key = self.formula(&entry.key);
                    }
                }
            }
            Value::Text(written) => {
                if let Some(other) = self.renamed(section, parent, key, written) {
                    *written = other;
                }
            }
            _ => {}
        }
    }

    fn renamed(&self, section: &str, parent: &str, key: &str, written: &str) -> Option<String> {
        let local = section == "panel" && ["from", "over", "notch"].contains(&key);
        if WORDS.contains(&key) || PLAIN.contains(&written) || local {
            return None;
        }
        if key == "use" && parent == "material" {
            return None;
        }
        let stock = ["default", "options"];
        if (section == "material" || section == "part") && stock.contains(&key) {
            return None;
        }
        if SLOTS.contains(&key)
            && let Some(slot) = self.slot(written)
        {
            return Some(slot);
        }
        use names::Sort;
        match names::sort(section, parent, key) {
            Some(Sort::Seam | Sort::Finish) if written == "*" => None,
            Some(Sort::Seam | Sort::Finish) => Some(format!("{}.{written}", self.bag)),
            Some(Sort::Local) if !written.contains('.') || written.contains("..") => None,
            Some(_) => Some(self.name(written)),
            None => Some(self.formula(written)),
        }
    }
}

/// Takes over what can be asked for of an inner bag.
fn values(
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
                findings.push(finding.hint("name a slot of that style"));
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
    let names = Names::of(&name, keys, &inner.root);
    let mut without = BTreeSet::new();
    for left_out in tree::node(keys, "without").map(Node::items).unwrap_or_default() {
        let written = left_out.text().unwrap_or_default();
        let there = |section: &str| {
            let plain = written.strip_prefix(section).and_then(|rest| rest.strip_prefix('.'));
            tree::get(tree::section(&inner.root, section), plain.unwrap_or(written)).is_some()
        };
        match ELEMENTS.iter().find(|section| there(section)) {
            Some(section) => {
                let element = written.strip_prefix(&format!("{section}.")).unwrap_or(written);
                without.insert(format!("{section}.{element}"));
            }
            None => {
                let message = format!("that style has no element `{written}`");
                let finding = Diagnostic::at("unknown-name", left_out.span, message);
                findings.push(finding.hint("write it as in `strap.carry`"));
            }
        }
    }
    for entry in keys.iter_mut().filter(|entry| entry.key == "hang") {
        let Some(points) = tree::list_mut(&mut entry.node) else { continue };
        for point in points {
            if let Some(written) = point.text() {
                *point = tree::made_text(names.name(written), point.span);
            }
        }
    }
    keys.retain(|entry| entry.key == "style" || entry.key == "hang");
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
            names.rename(&section.key, "", "", &mut entry.node);
            entry.key = format!("{name}.{}", entry.key);
            entry.key_span = span;
            entry.node.generated = true;
            all.push((section.key.clone(), entry));
        }
    }
    (all, absent)
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
