//! Reading folds and strips.

use crate::diag::Diagnostic;
use crate::reader::{Entry, Fields, Findings, Node, Value, wrong_type};

use super::super::ast::{
    Chain, Closed, Fold, Pleats, Strip, StripEnd, StripPart, StripParts, StripWidth, TurnIn,
    WindowSplit, Written,
};
use super::element;
use super::value::{
    angle, angle_at, chain, chains, count_at, drawn, formula, length, length_at, need_chain,
    need_word, one_of, one_of_at, point, two,
};

/// A strip has at most so many parts.
const MAX_PARTS: u32 = 64;

/// A bend between two panels.
pub(super) fn fold(entry: &Entry, findings: &mut Findings) -> Option<Fold> {
    let (head, mut fields) = element("fold", entry, findings)?;
    let join = fields.need("join", findings).map(|node| chains(node, "join", findings));
    let bend = fields.need("angle", findings).and_then(|node| angle(node, "angle", findings));
    let open = angle_at(&mut fields, "open", findings);
    let radius = length_at(&mut fields, "radius", findings);
    let soft = fields.flag("soft", findings).unwrap_or(false);
    let through = fields.flag("through_fold", findings).unwrap_or(false);
    fields.finish(findings);
    let join: [Chain; 2] = match join?.try_into() {
        Ok(join) => join,
        Err(other) => {
            let message = format!("a fold joins two edges, not {}", other.len());
            findings.push(
                Diagnostic::at("wrong-count", head.span, message)
                    .hint("join = [\"back.mouth\", \"top.back\"]"),
            );
            return None;
        }
    };
    Some(Fold { head, join, angle: bend?, open, radius, soft, through })
}

/// A strip along a chain.
pub(super) fn strip(entry: &Entry, findings: &mut Findings) -> Option<Strip> {
    let (head, mut fields) = element("strip", entry, findings)?;
    fields.also(&["mirror_too", "each"]);
    let material = need_word(&mut fields, "material", findings);
    let along = need_chain(&mut fields, "along", findings);
    let to = fields.take("to").and_then(|node| chain(node, "to", false, findings));
    let width = fields.need("width", findings).and_then(|node| width(node, findings));
    let closed = fields.take("closed").and_then(|node| closed(node, findings));
    let flare = length_at(&mut fields, "flare", findings);
    let parts = fields.take("parts").and_then(|node| parts(node, findings));
    let split = one_of_at(
        &mut fields,
        "split",
        &[("slot", WindowSplit::Slot), ("halves", WindowSplit::Halves)],
        findings,
    );
    let pleats = fields.take("pleats").and_then(|node| pleats(node, findings));
    let drawn = drawn(&mut fields, findings);
    let lap = length_at(&mut fields, "lap", findings);
    let turn_in = fields.take("turn_in").and_then(|node| turn_in(node, findings));
    fields.finish(findings);
    let closed = closed.unwrap_or(Closed::Open);
    if matches!(closed, Closed::Ring) && parts.is_none() {
        let message = format!("`strip.{}` is a ring without a joint", head.name);
        let finding = Diagnostic::at("missing-key", head.span, message);
        findings.push(finding.hint("give it `parts`, or `closed = { lap = \"10 mm\" }`"));
    }
    Some(Strip {
        head,
        material: material?,
        along: along?,
        to,
        width: width?,
        closed,
        flare,
        parts,
        split,
        pleats,
        drawn,
        lap,
        turn_in,
    })
}

fn width(node: &Node, findings: &mut Findings) -> Option<StripWidth> {
    let Value::Table(_) = node.value else {
        return length(node, "width", findings).map(StripWidth::Even);
    };
    let mut fields = findings.keep(Fields::of("width", node))?;
    let profile = fields.take("at").map(|at| profile(at, findings));
    let purpose = fields.take("for").and_then(|node| super::value::word(node, "for", findings));
    let cord = super::value::word_at(&mut fields, "cord", findings);
    fields.finish(findings);
    match (profile, purpose) {
        (Some(profile), None) => profile.map(StripWidth::Profile),
        (None, Some(purpose)) => {
            let known = [("piping", true), ("binding", false)];
            if !one_of(&purpose, "for", &known, findings)? {
                return Some(StripWidth::Binding);
            }
            if cord.is_none() {
                let finding = Diagnostic::at("missing-key", node.span, "a pipe needs a `cord`");
                findings.push(finding.hint("{ for = \"piping\", cord = \"cord\" }"));
            }
            cord.map(StripWidth::Piping)
        }
        _ => {
            let message = "a width is a length, `{ at = … }` or `{ for = … }`";
            let finding = Diagnostic::at("wrong-type", node.span, message);
            findings.push(finding.hint("{ at = [ [0, \"10 mm\"], [1, \"20 mm\"] ] }"));
            None
        }
    }
}

fn profile(node: &Node, findings: &mut Findings) -> Option<Vec<(Written, Written)>> {
    let Value::List(items) = &node.value else {
        findings.push(wrong_type(node.span, "at", "a list of [share, width]", &node.value));
        return None;
    };
    if items.len() < 2 {
        let finding = Diagnostic::at("wrong-count", node.span, "a profile has at least two widths");
        findings.push(finding.hint("[ [0, \"10 mm\"], [1, \"20 mm\"] ]"));
        return None;
    }
    let mut profile = Vec::new();
    for item in items {
        let Value::List(pair) = &item.value else {
            findings.push(wrong_type(item.span, "at", "[share, width]", &item.value));
            return None;
        };
        let [share, width] = pair.as_slice() else {
            findings.push(Diagnostic::at("wrong-type", item.span, "`at` must be [share, width]"));
            return None;
        };
        profile.push((formula(share, "at", findings)?, length(width, "at", findings)?));
    }
    Some(profile)
}

fn closed(node: &Node, findings: &mut Findings) -> Option<Closed> {
    match &node.value {
        Value::Flag(flag) => Some(if *flag { Closed::Ring } else { Closed::Open }),
        Value::Table(_) => {
            let mut fields = findings.keep(Fields::of("closed", node))?;
            let lap = fields.need("lap", findings).and_then(|node| length(node, "lap", findings));
            fields.finish(findings);
            lap.map(Closed::Lap)
        }
        other => {
            let wanted = "true, false or { lap = … }";
            findings.push(wrong_type(node.span, "closed", wanted, other));
            None
        }
    }
}

fn parts(node: &Node, findings: &mut Findings) -> Option<StripParts> {
    if let Value::List(items) = &node.value {
        let parts = items.iter().filter_map(|item| part(item, findings)).collect();
        return Some(StripParts::Named(parts));
    }
    let mut fields = findings.keep(Fields::of("parts", node))?;
    fields.need("count", findings);
    let count = count_at(&mut fields, "count", (1, MAX_PARTS), findings);
    let at = fields.take("at").and_then(|node| formula(node, "at", findings));
    fields.finish(findings);
    Some(StripParts::Even { count: count?, at })
}

fn part(node: &Node, findings: &mut Findings) -> Option<StripPart> {
    let mut fields = findings.keep(Fields::of("parts", node))?;
    let name = need_word(&mut fields, "name", findings);
    let from = fields.need("from", findings).and_then(|node| point(node, "from", findings));
    let to = fields.need("to", findings).and_then(|node| point(node, "to", findings));
    let grow = fields
        .take("grow")
        .and_then(|node| two(node, "grow", "[at its start, at its end]", findings, length));
    fields.finish(findings);
    Some(StripPart { name: name?, from: from?, to: to?, grow })
}

fn pleats(node: &Node, findings: &mut Findings) -> Option<Pleats> {
    let mut fields = findings.keep(Fields::of("pleats", node))?;
    fields.need("count", findings);
    let count = count_at(&mut fields, "count", (1, 20), findings);
    let inward = one_of_at(&mut fields, "fold", &[("in", true), ("out", false)], findings);
    let angle = angle_at(&mut fields, "angle", findings);
    fields.finish(findings);
    Some(Pleats { count: count?, inward: inward.unwrap_or(true), angle })
}

fn turn_in(node: &Node, findings: &mut Findings) -> Option<TurnIn> {
    let mut fields = findings.keep(Fields::of("turn_in", node))?;
    let known = [("start", StripEnd::Start), ("end", StripEnd::End)];
    let end = need_word(&mut fields, "end", findings)
        .and_then(|word| one_of(&word, "end", &known, findings));
    let long = fields.need("length", findings).and_then(|node| length(node, "length", findings));
    fields.finish(findings);
    Some(TurnIn { end: end?, length: long? })
}
