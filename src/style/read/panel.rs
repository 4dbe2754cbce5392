//! Reading a panel: its edges and what is named on it.

use crate::diag::Diagnostic;
use crate::reader::{Entry, Fields, Findings, Node, Value, wrong_type};

use super::super::ast::{
    Bend, Course, Edge, Mark, NamedChain, NamedPoint, Panel, Side, Stand, Word,
};
use super::super::name;
use super::element;
use super::value::{
    angle, angle_at, at, chain, drawn, length, length_at, need_word, one_of, one_of_at, pair,
    point, two,
};

/// What a panel may say that is written out before it is read.
const SUGAR: [&str; 8] = ["rect", "round", "symmetry", "mirror", "edge", "split", "darts", "each"];

/// A panel has at most so many edges.
const MAX_EDGES: usize = 64;

/// One panel.
pub(super) fn panel(entry: &Entry, findings: &mut Findings) -> Option<Panel> {
    let (head, mut fields) = element("panel", entry, findings)?;
    fields.also(&SUGAR);
    let material = need_word(&mut fields, "material", findings);
    let through = one_of_at(&mut fields, "view", &[("through", true), ("front", false)], findings);
    let drawn = drawn(&mut fields, findings);
    let vars = named(&mut fields, "vars", findings, |entry, findings| {
        length(&entry.node, &entry.key, findings)
    });
    let stand = fields.take("stand").and_then(|node| stand(node, findings));
    let start = fields.need("start", findings).and_then(|node| pair(node, "start", findings));
    let edges =
        fields.need("edges", findings).map(|node| edges(node, findings)).unwrap_or_default();
    let chains = named(&mut fields, "chains", findings, |entry, findings| {
        chain(&entry.node, &entry.key, true, findings)
    });
    let points = named(&mut fields, "points", findings, |entry, findings| {
        at(&entry.node, &entry.key, findings)
    });
    let marks = list(&mut fields, "marks", findings, mark);
    let bends = list(&mut fields, "bends", findings, bend);
    fields.finish(findings);
    Some(Panel {
        head,
        material: material?,
        start: start?,
        edges,
        drawn,
        through: through.unwrap_or(false),
        vars,
        chains: chains.into_iter().map(|(name, chain)| NamedChain { name, chain }).collect(),
        points: points.into_iter().map(|(name, at)| NamedPoint { name, at }).collect(),
        marks,
        bends,
        stand,
    })
}

/// A table of names.
fn named<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
    read: impl Fn(&Entry, &mut Findings) -> Option<T>,
) -> Vec<(Word, T)> {
    let Some(node) = fields.take(key) else { return Vec::new() };
    let Value::Table(entries) = &node.value else {
        findings.push(wrong_type(node.span, key, "a table", &node.value));
        return Vec::new();
    };
    let mut all = Vec::new();
    for entry in entries {
        check_name(&entry.key, entry.key_span, findings);
        let word = Word { text: entry.key.clone(), span: entry.key_span };
        all.extend(read(entry, findings).map(|value| (word, value)));
    }
    all
}

fn check_name(text: &str, span: crate::diag::Span, findings: &mut Findings) {
    if !name::steps(text).is_some_and(|steps| steps.iter().all(|step| step.index.is_none())) {
        let finding = Diagnostic::at("bad-name", span, format!("`{text}` is no name"));
        findings.push(finding.hint("names are small letters, digits and `_`, a letter first"));
    }
}

fn list<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
    read: impl Fn(&Node, &mut Findings) -> Option<T>,
) -> Vec<T> {
    let nodes = fields.list(key).unwrap_or_default();
    nodes.iter().filter_map(|node| read(node, findings)).collect()
}

fn mark(node: &Node, findings: &mut Findings) -> Option<Mark> {
    let mut fields = findings.keep(Fields::of("marks", node))?;
    let notch = fields.need("notch", findings).and_then(|node| point(node, "notch", findings));
    fields.finish(findings);
    Some(Mark { notch: notch? })
}

fn bend(node: &Node, findings: &mut Findings) -> Option<Bend> {
    let mut fields = findings.keep(Fields::of("bends", node))?;
    let place = fields.need("at", findings).and_then(|node| at(node, "at", findings));
    let turn = angle_at(&mut fields, "turn", findings);
    let bend = fields.need("angle", findings).and_then(|node| angle(node, "angle", findings));
    let soft = fields.flag("soft", findings).unwrap_or(false);
    fields.finish(findings);
    Some(Bend { at: place?, turn, angle: bend?, soft })
}

fn stand(node: &Node, findings: &mut Findings) -> Option<Stand> {
    let mut fields = findings.keep(Fields::of("stand", node))?;
    let known = [("front", Side::Front), ("back", Side::Back), ("base", Side::Base)];
    let side = need_word(&mut fields, "side", findings)
        .and_then(|side| one_of(&side, "side", &known, findings));
    let angle = angle_at(&mut fields, "angle", findings);
    fields.finish(findings);
    Some(Stand { side: side?, angle })
}

fn edges(node: &Node, findings: &mut Findings) -> Vec<Edge> {
    let Value::List(items) = &node.value else {
        findings.push(wrong_type(node.span, "edges", "a list of edges", &node.value));
        return Vec::new();
    };
    if items.len() < 2 || items.len() > MAX_EDGES {
        let message = format!("{} edges enclose no panel", items.len());
        findings.push(
            Diagnostic::at("wrong-count", node.span, message)
                .hint(format!("a panel has 2 to {MAX_EDGES} edges")),
        );
    }
    let edges: Vec<Edge> = items.iter().filter_map(|item| edge(item, findings)).collect();
    if let [one, other] = edges.as_slice()
        && matches!((&one.course, &other.course), (Course::Line, Course::Line))
    {
        let finding = Diagnostic::at("wrong-count", node.span, "2 straight edges enclose no panel");
        findings.push(finding.hint("a panel has 3 edges or a curved one"));
    }
    edges
}

fn edge(node: &Node, findings: &mut Findings) -> Option<Edge> {
    let mut fields = findings.keep(Fields::of("edge", node))?;
    fields.also(&["scoop", "box"]);
    let name = need_word(&mut fields, "name", findings);
    if let Some(name) = name.as_ref().filter(|name| !name::is_name(&name.text)) {
        findings.push(Diagnostic::at("bad-name", name.span, format!("`{}` is no name", name.text)));
    }
    let (to, relative) = match (fields.take("to"), fields.take("rel")) {
        (Some(node), None) if node.text() == Some("start") => (Some(None), false),
        (Some(node), None) => (pair(node, "to", findings).map(Some), false),
        (None, Some(node)) => (pair(node, "rel", findings).map(Some), true),
        (Some(_), Some(node)) => {
            let finding = Diagnostic::at("two-places", node.span, "an edge ends once");
            findings.push(finding.hint("keep `to` or `rel`"));
            (None, false)
        }
        (None, None) => {
            fields.need("to", findings);
            (None, false)
        }
    };
    let course = course(&mut fields, findings);
    let round = length_at(&mut fields, "round", findings);
    fields.finish(findings);
    Some(Edge { name: name?, to: to?, relative, course, round })
}

/// How an edge runs: a line where nothing is said.
fn course(fields: &mut Fields<'_>, findings: &mut Findings) -> Course {
    let sag = length_at(fields, "sag", findings).map(Course::Sag);
    let radius = length_at(fields, "radius", findings).map(Course::Radius);
    let via = fields.take("via").and_then(|node| pair(node, "via", findings)).map(Course::Via);
    let cubic = fields.take("cubic").and_then(|node| {
        two(node, "cubic", "[[x, y], [x, y]]", findings, |node, what, findings| {
            pair(node, what, findings)
        })
    });
    let at_end = one_of_at(fields, "tangent", &[("start", false), ("end", true)], findings);
    let tangent = at_end.map(|end| if end { Course::TangentEnd } else { Course::TangentStart });
    let said = [sag, radius, via, cubic.map(Course::Cubic), tangent];
    let mut said = said.into_iter().flatten();
    let course: Option<Course> = said.next();
    if said.next().is_some() {
        let finding =
            Diagnostic::at("two-courses", fields.span, "an edge runs to its end in one way");
        findings.push(finding.hint("keep one of `sag`, `radius`, `via`, `cubic` and `tangent`"));
    }
    course.unwrap_or(Course::Line)
}
