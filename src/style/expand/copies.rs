//! `when` and `each`: which elements there are, how often, and what `i` and `it` stand for in each copy.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Diagnostic;
use crate::formula;
use crate::reader::{Entry, Findings, Node, Value};

use super::choices::Choices;
use super::{sums, text, tree};

/// A section has at most so many elements.
pub(super) const MAX_ELEMENTS: usize = 200;

/// Copies of an element may weigh so much together: values, and sixteenths of bytes.
const MAX_WEIGHT: usize = 40_000;

/// Texts for people, in which nothing is replaced.
const PROSE: [&str; 7] = ["title", "doc", "because", "summary", "origin", "name", "carry"];

/// What an expansion knows besides the tree.
pub(super) struct Known<'c> {
    pub(super) choices: Choices<'c>,
    /// Lists that `each` and `sum` may go through.
    pub(super) lists: BTreeMap<String, Vec<String>>,
}

/// Which copy a text belongs to.
#[derive(Clone, Debug, Default)]
pub(super) struct Copy {
    /// The number of the copy.
    pub(super) i: Option<usize>,
    /// The element of the list.
    pub(super) it: Option<String>,
}

/// Whether something with these keys is there; its `when` is taken out.
pub(super) fn present(
    entries: &mut Vec<Entry>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> bool {
    let Some(when) = tree::take(entries, "when") else { return true };
    match known.choices.holds(&when.node) {
        Ok(holds) => holds,
        Err(faults) => {
            findings.all.extend(faults);
            true
        }
    }
}

/// The elements of a section that are there, copies written out.
pub(super) fn section(
    name: &str,
    entries: Vec<Entry>,
    known: &Known<'_>,
    absent: &mut BTreeSet<String>,
    findings: &mut Findings,
) -> Vec<Entry> {
    let mut all = Vec::new();
    for mut entry in entries {
        let Some(table) = tree::table_mut(&mut entry.node) else {
            all.push(entry);
            continue;
        };
        let is_there = present(table, known, findings);
        let copies = tree::take(table, "each").map(|each| list(&each.node, known));
        let copies = match copies {
            Some(Ok(copies)) => Some(copies),
            Some(Err(faults)) => {
                findings.all.extend(faults);
                continue;
            }
            None => None,
        };
        if !is_there || copies.as_ref().is_some_and(Vec::is_empty) {
            absent.insert(format!("{name}.{}", entry.key));
            continue;
        }
        let Some(copies) = copies else {
            settle(&mut entry.node, &Copy::default(), known, findings);
            all.push(entry);
            continue;
        };
        if tree::weight(&entry.node) * copies.len() > MAX_WEIGHT {
            let message = format!("{} copies of `{}` are too much", copies.len(), entry.key);
            let finding = Diagnostic::at("too-many", entry.key_span, message);
            findings.push(finding.hint("ask for fewer copies"));
            continue;
        }
        for (i, it) in copies.into_iter().enumerate() {
            if all.len() > MAX_ELEMENTS {
                let message = format!("`{name}` has more than {MAX_ELEMENTS} elements");
                findings.push(
                    Diagnostic::at("too-many", entry.key_span, message)
                        .hint("ask for fewer copies"),
                );
                return all;
            }
            let mut copy = entry.clone();
            copy.key = format!("{}[{i}]", entry.key);
            copy.node.generated = true;
            settle(&mut copy.node, &Copy { i: Some(i), it }, known, findings);
            all.push(copy);
        }
    }
    all
}

/// What `each` goes through: nothing for every count, or the names of a list.
fn list(each: &Node, known: &Known<'_>) -> Result<Vec<Option<String>>, Vec<Diagnostic>> {
    if let Value::List(items) = &each.value {
        let names = items.iter().map(|item| item.text().map(|name| Some(name.to_owned())));
        return names.collect::<Option<Vec<_>>>().ok_or_else(|| {
            let finding = Diagnostic::at("wrong-type", each.span, "`each` lists names");
            vec![finding.hint("each = [\"front\", \"back\"]")]
        });
    }
    if let Some(names) = each.text().and_then(|name| known.lists.get(name)) {
        return Ok(names.iter().cloned().map(Some).collect());
    }
    let count = known.choices.count(each)?;
    let count = if known.choices.everything() { count.max(1) } else { count.max(0) };
    match usize::try_from(count) {
        Ok(count) if count <= MAX_ELEMENTS => Ok(vec![None; count]),
        _ => {
            let message = format!("{count} copies are more than the {MAX_ELEMENTS} of a section");
            Err(vec![Diagnostic::at("too-many", each.span, message).hint("ask for fewer copies")])
        }
    }
}

/// Writes out in one copy what is known of it: words, sums, `i`, `it`, indices, counts.
pub(super) fn settle(node: &mut Node, copy: &Copy, known: &Known<'_>, findings: &mut Findings) {
    tree::visit(node, &mut |node, key| {
        let Value::Text(text) = &node.value else { return };
        // What is longer is no formula and no name; it is refused when it is read.
        if PROSE.contains(&key) || text.len() > formula::MAX_BYTES {
            return;
        }
        match settled(text, node, key, copy, known) {
            Ok(Some(value)) => *node = Node::made(node.span, value),
            Ok(None) => {}
            Err(faults) => findings.all.extend(faults),
        }
    });
}

fn settled(
    written: &str,
    node: &Node,
    key: &str,
    copy: &Copy,
    known: &Known<'_>,
) -> Result<Option<Value>, Vec<Diagnostic>> {
    let mut changed = sums::write_out(written, node.span, copy.i, known)?;
    if copy.i.is_some() {
        changed = text::rename(&changed, |name| match name {
            "i" => copy.i.map(|i| i.to_string()),
            "it" => copy.it.clone().or_else(|| copy.i.map(|i| i.to_string())),
            _ => None,
        });
    }
    if let Some(formula) = changed.strip_prefix('=') {
        return known.choices.word(formula.trim(), node.span).map(|word| Some(Value::Text(word)));
    }
    let changed = indices(&changed, node, known)?;
    if key == "count" {
        let count = if changed == written {
            known.choices.count(node)?
        } else {
            known.choices.count(&tree::made_text(changed, node.span))?
        };
        #[expect(clippy::cast_precision_loss, reason = "at most a million")]
        return Ok(Some(Value::Number(count as f64)));
    }
    Ok((changed != written).then_some(Value::Text(changed)))
}

/// The text with what stands in square brackets computed. What reads the copy of a place (`k`) waits for it.
pub(super) fn indices(
    written: &str,
    node: &Node,
    known: &Known<'_>,
) -> Result<String, Vec<Diagnostic>> {
    let mut whole = String::new();
    let mut rest = written;
    while let Some(open) = rest.find('[') {
        let (before, bracket) = rest.split_at(open);
        whole.push_str(before);
        let Some((inside, behind)) = text::bracketed(bracket) else {
            // What is not closed is told by whoever reads the text.
            whole.push_str(bracket);
            return Ok(whole);
        };
        let trimmed = inside.trim();
        let plain = trimmed.bytes().all(|byte| byte.is_ascii_digit()) || trimmed == "*";
        if plain || text::mentions(inside, "k") || !looks_computed(trimmed) {
            whole.extend(["[", inside, "]"]);
        } else {
            let index = known.choices.count(&tree::made_text(trimmed, node.span))?;
            whole.extend(["[", &index.to_string(), "]"]);
        }
        rest = behind;
    }
    whole.push_str(rest);
    Ok(whole)
}

/// Whether brackets hold a formula of counts; what they hold else is told by whoever reads them.
fn looks_computed(inside: &str) -> bool {
    !inside.is_empty() && inside.contains(|c: char| c.is_ascii_digit() || " +-*/%".contains(c))
        || inside.len() > 1 && inside.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}
