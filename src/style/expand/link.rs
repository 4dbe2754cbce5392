//! The last pass: every name is made to say which copy, which edge, and left out where it asks to be.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Span};
use crate::reader::{Entry, Findings, Node, Value};

use super::draw::Drawing;
use super::names::{self, Sort};
use super::{text, tree};

/// Sections whose elements share one space of names.
const FLAT: [&str; 6] = ["panel", "strip", "strap", "place", "bag", "part"];

/// Sections that may stand before a name.
const SECTIONS: [&str; 11] =
    ["panel", "strip", "strap", "place", "bag", "seam", "row", "finish", "fold", "layer", "window"];

/// What there is to name.
pub(super) struct Elements {
    /// `section.name` of every element that is there.
    pub(super) there: BTreeSet<String>,
    /// How many copies `section.name` has as elements of their own.
    pub(super) copies: BTreeMap<String, usize>,
    /// How many parts or equal copies `section.name` has within one element.
    pub(super) within: BTreeMap<String, usize>,
    /// What the file has and this bag has not.
    pub(super) absent: BTreeSet<String>,
    /// What became of the panels' edges.
    pub(super) drawings: BTreeMap<String, Drawing>,
}

/// What became of a name.
type Linked = Result<Vec<String>, Diagnostic>;

/// An element in a name: its key, its name as written before the index, how many names it takes.
struct Found {
    key: String,
    steps: usize,
}

/// One name of a path as the file has it.
#[derive(Clone, Debug)]
struct Step<'t> {
    name: &'t str,
    index: Option<&'t str>,
}

fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    path.split('.')
        .map(|part| match part.split_once('[') {
            Some((name, index)) => Some(Step { name, index: Some(index.strip_suffix(']')?) }),
            None => Some(Step { name: part, index: None }),
        })
        .collect()
}

impl Elements {
    /// Links every name of the elements of a section; what a name leaves without its meaning is taken out.
    pub(super) fn section(
        &self,
        section: &str,
        entries: &mut Vec<Entry>,
        findings: &mut Findings,
    ) -> Vec<String> {
        let mut gone = Vec::new();
        entries.retain_mut(|entry| {
            let host = tree::text(entry.node.table().unwrap_or_default(), "on");
            let host = host.and_then(|host| self.drawing_of(host));
            let own = if section == "panel" { self.drawings.get(&entry.key) } else { host };
            let place = Place { section, own };
            let stays = self.table(&place, "", &mut entry.node, findings);
            if !stays {
                gone.push(format!("{section}.{}", entry.key));
            }
            stays
        });
        gone
    }

    /// A formula in which the name of something with copies means the first.
    pub(super) fn first_copies(&self, written: &str) -> String {
        let copied = |name: &str| {
            let slot =
                ["material", "part"].iter().any(|s| self.there.contains(&format!("{s}.{name}")));
            !slot
                && ["panel", "strip"]
                    .iter()
                    .any(|s| self.copies.contains_key(&format!("{s}.{name}")))
        };
        text::rename_before(written, |name, behind| {
            (behind.starts_with('.') && copied(name)).then(|| format!("{name}[0]"))
        })
    }

    fn drawing_of(&self, host: &str) -> Option<&Drawing> {
        self.drawings.get(host.strip_suffix(".inside").unwrap_or(host))
    }

    /// Links what stands in a table; false if what it is about is gone.
    fn table(
        &self,
        place: &Place<'_>,
        parent: &str,
        node: &mut Node,
        findings: &mut Findings,
    ) -> bool {
        let Some(entries) = tree::table_mut(node) else { return true };
        let mut stays = true;
        entries.retain_mut(|entry| {
            let key = entry.key.as_str();
            let keeps = self.value(place, parent, key, &mut entry.node, findings);
            let needed = ["sides", "on", "of", "along", "what", "join", "in", "chain"];
            if !keeps && parent.is_empty() && needed.contains(&key) {
                stays = false;
            }
            keeps
        });
        stays
    }

    /// Links what stands under a key; false if nothing is left of it.
    fn value(
        &self,
        place: &Place<'_>,
        parent: &str,
        key: &str,
        node: &mut Node,
        findings: &mut Findings,
    ) -> bool {
        let sort = names::sort(place.section, parent, key);
        match &mut node.value {
            Value::Table(_) => self.table(place, key, node, findings),
            Value::List(items) => {
                let had = items.len();
                let mut kept = Vec::new();
                for mut item in core::mem::take(items) {
                    match (&item.value, sort) {
                        (Value::Text(written), Some(sort)) => {
                            match self.names(written, sort, item.span, true, place.own) {
                                Ok(names) if names == [written.as_str()] => kept.push(item),
                                Ok(names) => kept.extend(
                                    names.into_iter().map(|n| tree::made_text(n, item.span)),
                                ),
                                Err(finding) => {
                                    findings.push(finding);
                                    kept.push(item);
                                }
                            }
                        }
                        (Value::Table(_), Some(Sort::Chain)) => {
                            if self.table(place, key, &mut item, findings) {
                                kept.push(item);
                            }
                        }
                        (Value::Table(_) | Value::List(_), _) => {
                            self.value(place, parent, key, &mut item, findings);
                            kept.push(item);
                        }
                        _ => kept.push(item),
                    }
                }
                let left = kept.len();
                *items = kept;
                // A seam with one side left joins nothing.
                left > 0 && !(key == "sides" && left < 2 && had >= 2) || had == 0
            }
            Value::Text(written) => {
                let Some(sort) = sort else {
                    let copy = self.first_copies(written);
                    if copy != *written {
                        *node = tree::made_text(copy, node.span);
                    }
                    return true;
                };
                match self.names(written, sort, node.span, false, place.own) {
                    Ok(names) if names == [written.as_str()] => true,
                    Ok(names) if names.is_empty() => false,
                    Ok(names) => {
                        let chain = matches!(sort, Sort::Chain | Sort::Local);
                        let made = if chain || names.len() == 1 {
                            Value::Text(names.join(" + "))
                        } else {
                            let text = |name: String| tree::made_text(name, node.span);
                            Value::List(names.into_iter().map(text).collect())
                        };
                        *node = Node::made(node.span, made);
                        true
                    }
                    Err(finding) => {
                        findings.push(finding);
                        true
                    }
                }
            }
            _ => true,
        }
    }

    /// The names that a text stands for.
    fn names(
        &self,
        written: &str,
        sort: Sort,
        span: Span,
        listed: bool,
        own: Option<&Drawing>,
    ) -> Linked {
        match sort {
            Sort::Local => {
                let Some(drawing) = own else { return Ok(vec![written.to_owned()]) };
                let walks = text::split_top(written, '+');
                let walks: Vec<String> =
                    walks.iter().flat_map(|walk| drawing.walk(walk.trim())).collect();
                Ok(keep_if_same(written, walks))
            }
            Sort::Chain => {
                let mut all = Vec::new();
                for walk in text::split_top(written, '+') {
                    all.extend(self.walk(walk.trim(), sort, span, false)?);
                }
                // In a list the chain stays one item.
                let all = keep_if_same(written, all);
                let whole = if all.is_empty() { Vec::new() } else { vec![all.join(" + ")] };
                Ok(whole)
            }
            Sort::Seam => self.in_section("seam", written, span, listed),
            Sort::Finish => self.in_section("finish", written, span, false),
            Sort::Ring
                if self.there.contains(&format!("part.{written}"))
                    || self.absent.contains(&format!("part.{written}")) =>
            {
                Ok(vec![written.to_owned()])
            }
            Sort::Path | Sort::Point | Sort::Ring => self.walk(written, sort, span, listed),
        }
    }

    /// A seam or finish by its own name: in a list all its copies, and nothing if it is absent.
    fn in_section(&self, section: &str, written: &str, span: Span, listed: bool) -> Linked {
        let (name, optional) = asked(written);
        let key = format!("{section}.{name}");
        if let Some(copies) = self.copies.get(&key) {
            let copies = if listed { *copies } else { 1 };
            return Ok((0..copies).map(|copy| format!("{name}[{copy}]")).collect());
        }
        let base = name.split('[').next().unwrap_or_default();
        if self.absent.contains(&key) || self.absent.contains(&format!("{section}.{base}")) {
            if listed || optional {
                return Ok(Vec::new());
            }
            return Err(absent(&key, span));
        }
        Ok(vec![name.to_owned()])
    }

    /// The element that a path begins with.
    fn find(&self, steps: &[Step<'_>]) -> Option<Found> {
        let known = |key: &String| {
            self.there.contains(key) || self.copies.contains_key(key) || self.absent.contains(key)
        };
        let joined =
            |part: &[Step<'_>]| part.iter().map(|step| step.name).collect::<Vec<_>>().join(".");
        for count in (1..=steps.len()).rev() {
            let head = steps.get(..count)?;
            // Only the last name of an element has an index.
            let inner = head.get(..count - 1)?;
            if inner.iter().any(|step| step.index.is_some()) {
                continue;
            }
            if SECTIONS.contains(&head.first()?.name) && count > 1 {
                let key = joined(head);
                if known(&key) {
                    return Some(Found { key, steps: count });
                }
            }
            let name = joined(head);
            let found = FLAT.iter().map(|section| format!("{section}.{name}")).find(known);
            if let Some(key) = found {
                return Some(Found { key, steps: count });
            }
        }
        None
    }

    fn walk(&self, written: &str, sort: Sort, span: Span, listed: bool) -> Linked {
        let (walk, optional) = asked(written);
        let (first, last) = match walk.split_once("..") {
            Some((first, last)) => (first, Some(last)),
            None => (walk, None),
        };
        let (edge, at) = match first.split_once('@') {
            Some((edge, at)) => (edge, Some(at)),
            None => (first, None),
        };
        let Some(steps) = steps(edge) else { return Ok(vec![walk.to_owned()]) };
        let Some(found) = self.find(&steps) else {
            // Nothing is called so: told where the name is looked up.
            return Ok(vec![walk.to_owned()]);
        };
        let Some(element) = steps.get(found.steps - 1) else { return Ok(vec![walk.to_owned()]) };
        let indices = match self.indices(&found, element, sort, listed, span) {
            Ok(indices) => indices,
            Err(_) if optional => return Ok(Vec::new()),
            Err(finding) => return Err(finding),
        };
        let head: Vec<String> = steps
            .get(..found.steps - 1)
            .unwrap_or_default()
            .iter()
            .map(|step| step.name.to_owned())
            .collect();
        let rest = steps.get(found.steps..).unwrap_or_default();
        let mut all = Vec::new();
        for index in indices {
            let mut path = head.clone();
            path.push(index.map_or(element.name.to_owned(), |i| format!("{}[{i}]", element.name)));
            let path = path.join(".");
            let panel = found
                .key
                .strip_prefix("panel.")
                .map(|name| index.map_or(name.to_owned(), |index| format!("{name}[{index}]")));
            let drawing = panel.and_then(|name| self.drawings.get(&name));
            let edges = match drawing {
                Some(drawing) if !rest.is_empty() => drawing.edges_of(rest),
                _ => vec![plain(rest)],
            };
            for edge in edges {
                let at = at.map(|at| format!("@{at}")).unwrap_or_default();
                let last = last.map(|last| format!("..{last}")).unwrap_or_default();
                let walk = format!("{edge}{at}{last}");
                let walks = match drawing {
                    Some(drawing) if sort == Sort::Chain => drawing.walk(&walk),
                    _ => vec![walk],
                };
                let dot = if rest.is_empty() { "" } else { "." };
                all.extend(walks.into_iter().map(|walk| format!("{path}{dot}{walk}")));
            }
        }
        Ok(all)
    }

    /// Which copies a name means.
    fn indices(
        &self,
        found: &Found,
        element: &Step<'_>,
        sort: Sort,
        listed: bool,
        span: Span,
    ) -> Result<Vec<Option<usize>>, Diagnostic> {
        let (copies, within) = (self.copies.get(&found.key), self.within.get(&found.key));
        if copies.is_none() && self.absent.contains(&found.key) && !self.there.contains(&found.key)
        {
            return Err(absent(&found.key, span));
        }
        match element.index {
            None => Ok(match copies {
                Some(copies) if listed && sort == Sort::Path => (0..*copies).map(Some).collect(),
                Some(_) => vec![Some(0)],
                None => vec![None],
            }),
            Some("*") => match copies.or(within) {
                Some(count) => Ok((0..*count).map(Some).collect()),
                None => Ok(vec![None]),
            },
            Some(index) => {
                let Ok(index) = index.parse::<usize>() else {
                    let message = format!("`{}[{index}]` names no copy", element.name);
                    return Err(Diagnostic::at("copy-syntax", span, message)
                        .hint(format!("write `{}[0]`", element.name)));
                };
                if let (None, Some(parts), true) = (copies, within, found.key.starts_with("strip."))
                {
                    // Round a ring the part behind the last is the first.
                    return Ok(vec![Some(index % (*parts).max(1))]);
                }
                if let Some(count) = copies.filter(|count| index >= **count) {
                    let message = format!("`{}` has {count} copies, counted from 0", element.name);
                    return Err(Diagnostic::at("no-such-copy", span, message)
                        .hint(format!("write `{}[0]`", element.name)));
                }
                Ok(vec![Some(index)])
            }
        }
    }
}

/// What is linked, and the edges that a name without an element means.
struct Place<'e> {
    section: &'e str,
    own: Option<&'e Drawing>,
}

fn absent(key: &str, span: Span) -> Diagnostic {
    Diagnostic::at("absent-name", span, format!("`{key}` is not part of this bag"))
        .hint("give what uses it the same `when`, or write `?` behind the name")
}

/// The name without the `?` that lets it be absent.
fn asked(written: &str) -> (&str, bool) {
    let written = written.trim();
    written.strip_suffix('?').map_or((written, false), |name| (name.trim_end(), true))
}

/// The names with the text's own blanks, if they are the text.
fn keep_if_same(written: &str, names: Vec<String>) -> Vec<String> {
    let own: Vec<&str> = text::split_top(written, '+').into_iter().map(str::trim).collect();
    if own == names { vec![written.to_owned()] } else { names }
}

fn plain(steps: &[Step<'_>]) -> String {
    let step = |step: &Step<'_>| match step.index {
        Some(index) => format!("{}[{index}]", step.name),
        None => step.name.to_owned(),
    };
    steps.iter().map(step).collect::<Vec<_>>().join(".")
}

impl Drawing {
    fn has(&self, name: &str) -> bool {
        self.edges.iter().any(|(edge, _)| edge == name)
    }

    /// The edges that names behind a panel mean: `dart[*].a`, `box_r.side`.
    fn edges_of(&self, steps: &[Step<'_>]) -> Vec<String> {
        let name = |every: Option<usize>| {
            let mut parts = Vec::new();
            for step in steps {
                parts.push(step.name.to_owned());
                match (step.index, every) {
                    (Some("*"), Some(index)) => parts.push(index.to_string()),
                    (Some(index), _) => parts.push(index.to_owned()),
                    (None, _) => {}
                }
            }
            parts.join("_")
        };
        if steps.iter().any(|step| step.index == Some("*")) {
            let copies = (0..self.edges.len()).map(|index| name(Some(index)));
            let there: Vec<String> = copies.take_while(|edge| self.has(edge)).collect();
            return if there.is_empty() { vec![plain(steps)] } else { there };
        }
        let name = name(None);
        vec![if self.has(&name) { name } else { plain(steps) }]
    }

    /// A walk with the edges it skips left out: one walk or several.
    fn walk(&self, written: &str) -> Vec<String> {
        let as_is = || vec![written.to_owned()];
        let Some((first, last)) = written.split_once("..") else {
            let steps = steps(written.split('@').next().unwrap_or_default());
            let edges = steps.map(|steps| self.edges_of(&steps)).unwrap_or_default();
            return match edges.as_slice() {
                [edge] if written.contains('.') && !written.contains('@') => vec![edge.clone()],
                _ => as_is(),
            };
        };
        if first.contains('@') || last.contains('@') {
            return as_is();
        }
        let edge = |name: &str, at_end: bool| {
            let parts = self.parts.get(name).filter(|_| !self.has(name));
            let part = parts.and_then(|parts| if at_end { parts.last() } else { parts.first() });
            let name = part.map_or(name, String::as_str);
            self.edges.iter().position(|(edge, _)| edge == name)
        };
        let (Some(from), Some(to)) = (edge(first, false), edge(last, true)) else { return as_is() };
        let count = self.edges.len();
        let steps = (to + count - from) % count;
        let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
        for step in 0..=steps {
            match self.edges.get((from + step) % count) {
                Some((_, true)) => runs.push(Vec::new()),
                Some((name, false)) => {
                    if let Some(run) = runs.last_mut() {
                        run.push(name);
                    }
                }
                None => {}
            }
        }
        let whole = |run: Vec<&str>| match run.as_slice() {
            [] => None,
            [one] => Some((*one).to_owned()),
            [one, .., other] => Some(format!("{one}..{other}")),
        };
        runs.into_iter().filter_map(whole).collect()
    }
}
