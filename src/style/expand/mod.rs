//! Expansion: the tree of a style file becomes a tree of the kernel language, for one set of discrete choices.
//!
//! Tree in, tree out: what comes out is a style file that could have been written so, but for names of copies and of
//! elements of inner bags. Every node keeps the place of what it was made from.
//!
//! # Order
//!
//! 1. Sugar that stands for several elements: pockets, motifs, tabs; panels that mirror others take over their drawing.
//! 2. What is there and how often: `when`, `each`; words by formula, sums, indices, counts.
//! 3. Drawings of panels; copies of strips, mirror images, copies of places.
//! 4. Names: which copy, which edge; what may be absent is left out.

pub(crate) mod bags;
mod choices;
mod copies;
pub(crate) mod discrete;
mod draw;
mod link;
mod mirror;
mod names;
mod places;
mod pockets;
mod sums;
mod text;
mod tree;
mod twins;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Span};
use crate::reader::{Entry, Findings, Node, Value};

use super::bound::Discrete;
pub(crate) use bags::{Loaded, load};
use choices::Choices;
use copies::Known;
use draw::line::{formula as draw_formula, negative as draw_negative, point as draw_point};
use draw::{Drawing, Manner};
use link::Elements;

/// The sections of elements that may be absent or repeated.
pub(crate) const ELEMENTS: [&str; 12] = [
    "panel", "fold", "strip", "seam", "row", "finish", "place", "window", "strap", "layer",
    "material", "part",
];

/// An expanded file has at most so many elements.
const MAX_ALL: usize = 2000;

/// What the tables may say that are written out here, and no reader asks for.
#[cfg(test)]
pub(crate) fn sugar() -> [(&'static str, &'static [&'static str]); 8] {
    [
        ("pocket", &pockets::POCKET),
        ("motif", &pockets::MOTIF),
        ("tab", &places::TAB),
        ("override", &mirror::OVERRIDE),
        ("split part", &draw::cut::PART),
        ("scoop", &draw::cut::SCOOP),
        ("dart", &draw::cut::DART),
        ("bag", &bags::KEYS),
    ]
}

/// Writes out all sugar of a style under the given choices.
///
/// # Errors
/// Everything that cannot be written out, each with its place.
pub(super) fn expand(loaded: &Loaded, discrete: &Discrete) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    expand_without(loaded, discrete, &BTreeSet::new())
}

/// The same without some elements, `section.name` each.
fn expand_without(
    loaded: &Loaded,
    discrete: &Discrete,
    without: &BTreeSet<String>,
) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let choices = Choices::new(discrete, &loaded.wishes, &loaded.root);
    let mut expansion = Expansion {
        root: loaded.root.clone(),
        known: Known { choices, lists: BTreeMap::new() },
        absent: without.clone(),
        findings: Findings::default(),
    };
    expansion.leave_out(without);
    expansion.names_are_plain();
    expansion.run(loaded);
    if expansion.findings.all.is_empty() { Ok(expansion.root) } else { Err(expansion.findings.all) }
}

struct Expansion<'c> {
    root: Vec<Entry>,
    known: Known<'c>,
    absent: BTreeSet<String>,
    findings: Findings,
}

impl Expansion<'_> {
    fn leave_out(&mut self, without: &BTreeSet<String>) {
        for section in ELEMENTS {
            self.with(section, |entries, _| {
                entries.retain(|entry| !without.contains(&format!("{section}.{}", entry.key)));
            });
        }
    }

    /// Which bags there are, and their elements.
    fn bags(&mut self, loaded: &Loaded) -> Vec<(String, Entry)> {
        let mut elements = Vec::new();
        let mut bags = Vec::new();
        for mut bag in self.take("bag") {
            let is_there = tree::table_mut(&mut bag.node)
                .is_none_or(|keys| copies::present(keys, &self.known, &mut self.findings));
            if !is_there {
                self.absent.insert(format!("bag.{}", bag.key));
                bags::forget(&mut self.root, &bag.key);
                continue;
            }
            let choices = &self.known.choices;
            let (made, absent) = bags::elements(loaded, &mut bag, choices, &mut self.findings);
            elements.extend(made);
            self.absent.extend(absent);
            bags.push(bag);
        }
        let names = bags.iter().map(|bag| bag.key.clone()).collect();
        self.known.lists.insert("bags".to_owned(), names);
        self.put("bag", bags);
        elements
    }

    fn run(&mut self, loaded: &Loaded) {
        let inner = self.bags(loaded);
        pockets::pockets(&mut self.root, &mut self.findings);
        pockets::motifs(&mut self.root, &mut self.findings);
        let mut straps = self.take("strap");
        self.with("place", |places, this| {
            places::tabs(places, &mut straps, &mut this.findings);
        });
        self.put("strap", straps);
        let boxed = self.boxed_seams();
        let mut panels = self.take("panel");
        let mirrored = Self::mirrored(&panels);
        mirror::panels(&mut panels, &mut self.findings);
        self.put("panel", panels);
        for section in ELEMENTS {
            let entries = self.take(section);
            let entries = copies::section(
                section,
                entries,
                &self.known,
                &mut self.absent,
                &mut self.findings,
            );
            self.put(section, entries);
        }
        self.values();
        let drawings = self.draw(&mirrored, &boxed);
        self.multiply();
        // What comes from inner bags is in the kernel language and linked already.
        let inner_names: BTreeSet<String> =
            inner.iter().map(|(section, entry)| format!("{section}.{}", entry.key)).collect();
        if self.findings.all.is_empty() {
            self.link(drawings, &inner_names);
        }
        for (section, entry) in inner {
            self.take_in(&section, entry);
        }
        self.is_small();
        if !self.absent.is_empty() {
            let text = |name: &String| tree::made_text(name.as_str(), Span::default());
            let absent = self.absent.iter().map(text).collect();
            self.root.push(tree::made("absent", Span::default(), Value::List(absent)));
        }
    }

    /// A file writes plain names; names of copies and of inner elements are made here only.
    fn names_are_plain(&mut self) {
        let sections = ELEMENTS.iter().chain(&["param", "let", "finished", "size", "bag"]);
        for section in sections {
            for entry in tree::section(&self.root, section) {
                if !entry.node.generated && !super::name::is_name(&entry.key) {
                    let message = format!("`{}` is no name", entry.key);
                    self.findings.push(
                        Diagnostic::at("bad-name", entry.key_span, message)
                            .hint("names are small letters, digits and `_`, a letter first"),
                    );
                }
            }
        }
    }

    /// The elements of a section, to change and to put back.
    fn take(&mut self, section: &str) -> Vec<Entry> {
        let entry = self.root.iter_mut().find(|entry| entry.key == section);
        entry
            .and_then(|entry| tree::table_mut(&mut entry.node))
            .map(core::mem::take)
            .unwrap_or_default()
    }

    fn put(&mut self, section: &str, entries: Vec<Entry>) {
        if let Some(entry) = self.root.iter_mut().find(|entry| entry.key == section) {
            if let Some(table) = tree::table_mut(&mut entry.node) {
                *table = entries;
            }
        } else if let Some(first) = entries.first() {
            let span = first.key_span;
            self.root.push(tree::made(section, span, Value::Table(entries)));
        }
    }

    fn with(&mut self, section: &str, change: impl FnOnce(&mut Vec<Entry>, &mut Self)) {
        let mut entries = self.take(section);
        change(&mut entries, self);
        self.put(section, entries);
    }

    fn mirrored(panels: &[Entry]) -> BTreeSet<String> {
        let mirror = |panel: &&Entry| {
            panel.node.table().is_some_and(|panel| tree::get(panel, "mirror").is_some())
        };
        panels.iter().filter(mirror).map(|panel| panel.key.clone()).collect()
    }

    /// The seams that sew boxed corners: the panel and the seam.
    fn boxed_seams(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for seam in tree::section(&self.root, "seam") {
            let sides = seam.node.table().and_then(|seam| tree::node(seam, "sides"));
            for side in sides.map(Node::items).unwrap_or_default() {
                for walk in side.text().unwrap_or_default().split('+') {
                    let mut names = walk.trim().split('.');
                    let panel = names.next().unwrap_or_default();
                    if names.next().is_some_and(|n| n == "box" || n.starts_with("box_")) {
                        all.push((panel.to_owned(), seam.key.clone()));
                    }
                }
            }
        }
        all
    }

    /// Values and demands: sums written out, absent demands left out.
    fn values(&mut self) {
        let plain = copies::Copy::default();
        for section in ["let", "finished"] {
            let mut entries = self.take(section);
            for entry in &mut entries {
                copies::settle(&mut entry.node, &plain, &self.known, &mut self.findings);
            }
            self.put(section, entries);
        }
        let (known, findings) = (&self.known, &mut self.findings);
        let require = self.root.iter_mut().find(|entry| entry.key == "require");
        let Some(items) = require.and_then(|entry| tree::list_mut(&mut entry.node)) else { return };
        items.retain_mut(|item| {
            let Some(entries) = tree::table_mut(item) else { return true };
            let is_there = copies::present(entries, known, findings);
            if is_there {
                copies::settle(item, &plain, known, findings);
            }
            is_there
        });
    }

    fn draw(
        &mut self,
        mirrored: &BTreeSet<String>,
        boxed: &[(String, String)],
    ) -> BTreeMap<String, Drawing> {
        let mut drawings = BTreeMap::new();
        let mut panels = self.take("panel");
        for panel in &mut panels {
            let base = panel.key.split('[').next().unwrap_or_default();
            let mut sewn = boxed.iter().filter(|(of, _)| of == base).peekable();
            let unboxed = sewn.peek().is_some()
                && sewn.all(|(_, seam)| self.absent.contains(&format!("seam.{seam}")));
            let manner = Manner { mirrored: mirrored.contains(base), unboxed };
            let Some(table) = tree::table_mut(&mut panel.node) else { continue };
            let drawing = draw::panel(table, &manner, &self.known, &mut self.findings);
            drawings.insert(panel.key.clone(), drawing);
        }
        self.put("panel", panels);
        drawings
    }

    /// Copies of strips, mirror images, copies of places.
    fn multiply(&mut self) {
        let mut twin_names = BTreeSet::new();
        for section in twins::SECTIONS {
            let entries = self.take(section);
            twin_names.extend(twins::named(&entries));
            self.put(section, entries);
        }
        for section in twins::SECTIONS {
            let mut entries = self.take(section);
            if section == "strip" {
                entries = twins::along_each(entries);
            }
            let entries = twins::section(section, entries, &twin_names, &mut self.findings);
            self.put(section, entries);
        }
        let mut straps = self.take("strap");
        places::strap_ends(&mut straps, &self.known, &mut self.findings);
        let places = self.take("place");
        let parts = tree::section(&self.root, "part").to_vec();
        let places = places::section(places, &straps, &parts, &self.known, &mut self.findings);
        self.put("strap", straps);
        self.put("place", places);
    }

    /// Adds an element of an inner bag.
    fn take_in(&mut self, section: &str, entry: Entry) {
        if tree::get(&self.root, section).is_none() {
            let empty = if section == "require" {
                Value::List(Vec::new())
            } else {
                Value::Table(Vec::new())
            };
            self.root.push(tree::made(section, entry.key_span, empty));
        }
        let known = self.root.iter_mut().find(|known| known.key == section);
        match known.map(|known| &mut known.node.value) {
            Some(Value::List(items)) => items.push(entry.node),
            Some(Value::Table(entries)) => entries.push(entry),
            _ => {}
        }
    }

    fn link(&mut self, drawings: BTreeMap<String, Drawing>, inner: &BTreeSet<String>) {
        let mut elements = Elements {
            there: inner.clone(),
            copies: BTreeMap::new(),
            within: BTreeMap::new(),
            absent: self.absent.clone(),
            drawings,
        };
        for name in inner {
            if let Some((name, _)) = name.rsplit_once('[') {
                *elements.copies.entry(name.to_owned()).or_insert(0) += 1;
            }
        }
        for section in ELEMENTS.iter().chain(&["bag"]) {
            for entry in tree::section(&self.root, section) {
                elements.there.insert(format!("{section}.{}", entry.key));
                if let Some((name, _)) = entry.key.rsplit_once('[') {
                    *elements.copies.entry(format!("{section}.{name}")).or_insert(0) += 1;
                }
                let table = entry.node.table().unwrap_or_default();
                let parts = tree::node(table, "parts").and_then(Node::table);
                let count = tree::node(parts.unwrap_or(table), "count");
                if let Some(Value::Number(count)) = count.map(|count| &count.value) {
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "a count, saturating and bounded"
                    )]
                    let count = (*count as usize).min(copies::MAX_ELEMENTS);
                    elements.within.insert(format!("{section}.{}", entry.key), count);
                }
            }
        }
        for section in ["let", "finished", "require"] {
            let entry = self.root.iter_mut().find(|entry| entry.key == section);
            let Some(entry) = entry else { continue };
            tree::visit(&mut entry.node, &mut |node, key| {
                let Some(written) = node.text().filter(|_| key != "because") else { return };
                let copy = elements.first_copies(written);
                if copy != written {
                    *node = tree::made_text(copy, node.span);
                }
            });
        }
        // What loses its last side is absent to what names it, which may lose its own.
        for _ in 0..4 {
            let mut gone = Vec::new();
            for section in ELEMENTS.iter().chain(&["bag"]) {
                let mut entries = self.take(section);
                gone.extend(elements.section(section, &mut entries, &mut self.findings));
                self.put(section, entries);
            }
            if gone.is_empty() || !self.findings.all.is_empty() {
                break;
            }
            for name in gone {
                elements.there.remove(&name);
                elements.absent.insert(name.clone());
                self.absent.insert(name);
            }
        }
    }

    fn is_small(&mut self) {
        let mut all = 0;
        for section in ELEMENTS {
            let entries = tree::section(&self.root, section);
            all += entries.len();
            if let Some(first) =
                entries.get(copies::MAX_ELEMENTS).filter(|_| self.findings.all.is_empty())
            {
                let message = format!(
                    "`{section}` has {} elements; at most {} are read",
                    entries.len(),
                    copies::MAX_ELEMENTS
                );
                self.findings.push(
                    Diagnostic::at("too-many", first.key_span, message)
                        .hint("ask for fewer copies"),
                );
            }
        }
        if all > MAX_ALL {
            let message = format!("the bag has {all} elements; at most {MAX_ALL} are read");
            self.findings.push(
                Diagnostic::at("too-many", Span::default(), message).hint("ask for fewer copies"),
            );
        }
    }
}
