//! Reading a panel: its edges, or the panel it mirrors.

use crate::diag::Diagnostic;
use crate::reader::{Entry, Fields, Findings, Node, Value, wrong_type};

use super::super::ast::{Course, Edge, Outline, Panel, Word};
use super::{element, length, length_at, need_word, one_of, pair, word};

/// One panel.
pub(super) fn panel(entry: &Entry, findings: &mut Findings) -> Option<Panel> {
    let (head, mut fields) = element("panel", entry, findings)?;
    let material = need_word(&mut fields, "material", findings);
    let view = fields.take("view").and_then(|node| word(node, "view", findings));
    let view = view
        .and_then(|word| one_of(&word, "view", &[("through", true), ("front", false)], findings));
    if let Some(measure) = fields.take("measure").and_then(|node| word(node, "measure", findings)) {
        // With raw edges nothing is taken off, so that both words mean the same drawing.
        one_of(&measure, "measure", &[("outside", ()), ("net", ())], findings);
    }
    let vars = vars(&mut fields, findings);
    let stands = stand(&mut fields, findings);
    let mirror = fields.take("mirror").and_then(|node| word(node, "mirror", findings));
    let overrides = overrides(&mut fields, findings);
    let outline = if let Some(of) = mirror {
        Some(Outline::Mirror { of, overrides })
    } else {
        if let Some((name, _)) = overrides.first() {
            let message = format!("`edge.{}` is for a panel with `mirror`", name.text);
            findings.push(
                Diagnostic::at("misplaced-key", name.span, message)
                    .hint("change the edge in `edges`"),
            );
        }
        let start = fields.need("start", findings).and_then(|node| pair(node, "start", findings));
        let edges =
            fields.need("edges", findings).map(|node| edges(node, findings)).unwrap_or_default();
        start.map(|start| Outline::Edges { start, edges })
    };
    fields.finish(findings);
    let through = view.unwrap_or(matches!(outline, Some(Outline::Mirror { .. })));
    Some(Panel { head, material: material?, outline: outline?, through, vars, stands })
}

fn vars(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<(Word, super::Written)> {
    let Some(node) = fields.take("vars") else { return Vec::new() };
    let Value::Table(entries) = &node.value else {
        findings.push(wrong_type(node.span, "vars", "a table", &node.value));
        return Vec::new();
    };
    entries
        .iter()
        .filter_map(|entry| {
            let formula = length(&entry.node, &entry.key, findings)?;
            Some((Word { text: entry.key.clone(), span: entry.key_span }, formula))
        })
        .collect()
}

/// Only `side = "front"`, upright, is a root so far.
fn stand(fields: &mut Fields<'_>, findings: &mut Findings) -> bool {
    let Some(mut stand) =
        fields.take("stand").and_then(|node| findings.keep(Fields::of("stand", node)))
    else {
        return false;
    };
    if let Some(side) = need_word(&mut stand, "side", findings) {
        one_of(&side, "side", &[("front", ())], findings);
    }
    stand.finish(findings);
    true
}

fn edges(node: &Node, findings: &mut Findings) -> Vec<Edge> {
    let Value::List(items) = &node.value else {
        findings.push(wrong_type(node.span, "edges", "a list of edges", &node.value));
        return Vec::new();
    };
    if items.len() < 3 || items.len() > 64 {
        findings.push(
            Diagnostic::at(
                "wrong-count",
                node.span,
                format!("{} edges enclose no panel", items.len()),
            )
            .hint("a panel has 3 to 64 edges"),
        );
    }
    items.iter().filter_map(|item| edge(item, findings)).collect()
}

fn edge(node: &Node, findings: &mut Findings) -> Option<Edge> {
    let mut fields = findings.keep(Fields::of("edge", node))?;
    let name = need_word(&mut fields, "name", findings);
    if let Some(name) = name.as_ref().filter(|name| !super::name::is_name(&name.text)) {
        findings.push(Diagnostic::at("bad-name", name.span, format!("`{}` is no name", name.text)));
    }
    let to = match fields.need("to", findings) {
        Some(Node { value: Value::Text(text), .. }) if text == "start" => Some(None),
        Some(node) => pair(node, "to", findings).map(Some),
        None => None,
    };
    let course = course(&mut fields, findings);
    let round = length_at(&mut fields, "round", findings);
    fields.finish(findings);
    Some(Edge { name: name?, to: to?, course, round })
}

fn course(fields: &mut Fields<'_>, findings: &mut Findings) -> Course {
    length_at(fields, "sag", findings).map_or(Course::Line, Course::Sag)
}

fn overrides(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<(Word, Course)> {
    let Some(node) = fields.take("edge") else { return Vec::new() };
    let Value::Table(entries) = &node.value else {
        findings.push(wrong_type(node.span, "edge", "a table of edges", &node.value));
        return Vec::new();
    };
    entries
        .iter()
        .filter_map(|entry| {
            let mut fields =
                findings.keep(Fields::of(format!("edge.{}", entry.key), &entry.node))?;
            let course = course(&mut fields, findings);
            fields.finish(findings);
            Some((Word { text: entry.key.clone(), span: entry.key_span }, course))
        })
        .collect()
}
