//! What the names of an inner style are called outside it.

use std::collections::{BTreeMap, BTreeSet};

use crate::reader::{Entry, Node, Value};
use crate::stock::Kind;

use super::super::names::{self, Sort};
use super::super::{ELEMENTS, text, tree};

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

/// What the names of an inner style are called outside.
pub(super) struct Names {
    /// The bag's name.
    bag: String,
    /// Elements.
    elements: BTreeSet<String>,
    /// Slots: what they are called outside, and the kind of what fills them.
    pub(super) slots: BTreeMap<String, (String, Option<Kind>)>,
    /// Parameters, helper values.
    values: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(bag: &str, keys: &[Entry], inner: &[Entry]) -> Self {
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

    /// Elements that the expansion made have names too.
    pub(super) fn learn(&mut self, expanded: &[Entry]) {
        for section in ELEMENTS.iter().filter(|s| !["material", "part"].contains(*s)) {
            for entry in tree::section(expanded, section) {
                let name = entry.key.split(['[', '.']).next().unwrap_or_default();
                self.elements.insert(name.to_owned());
            }
        }
    }

    pub(super) fn slot(&self, name: &str) -> Option<String> {
        self.slots.get(name).map(|(outer, _)| outer.clone())
    }

    /// A formula with the outer names.
    pub(super) fn formula(&self, written: &str) -> String {
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
    pub(super) fn name(&self, written: &str) -> String {
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
    pub(super) fn rename(&self, section: &str, parent: &str, key: &str, node: &mut Node) {
        match &mut node.value {
            Value::List(items) => {
                for item in items {
                    self.rename(section, parent, key, item);
                }
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
        match names::sort(section, parent, key) {
            Some(Sort::Seam | Sort::Finish) if written == "*" => None,
            Some(Sort::Seam | Sort::Finish) => Some(format!("{}.{written}", self.bag)),
            Some(Sort::Local) if !written.contains('.') || written.contains("..") => None,
            Some(_) => Some(self.name(written)),
            None => Some(self.formula(written)),
        }
    }
}
