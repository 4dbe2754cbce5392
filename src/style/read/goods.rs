//! Reading what is put on panels: placed parts and pieces, straps, linings.

use crate::diag::Diagnostic;
use crate::reader::{Entry, Fields, Findings, Node, Value, wrong_type};

use super::super::ast::{End, Half, Layer, Place, Rows, Strap, Thing};
use super::super::name;
use super::{angle, at, chain, element, length, length_at, need_word, one_of, word, words};

/// A placed part, strap or panel.
pub(super) fn place(entry: &Entry, findings: &mut Findings) -> Option<Place> {
    let (head, mut fields) = element("place", entry, findings)?;
    let part = fields.take("part").and_then(|node| word(node, "part", findings));
    let thing = if let Some(part) = part {
        let a = fields.need("a", findings).and_then(|node| half(node, "a", findings));
        let b = fields.need("b", findings).and_then(|node| half(node, "b", findings));
        a.zip(b).and_then(|(a, b)| {
            if a.at.is_some() {
                return Some(Thing::Halves { part, a, b });
            }
            let message = "half `a` needs a place, `b` may meet it";
            findings.push(
                Diagnostic::at("missing-key", head.span, message).hint("a = { on = …, at = … }"),
            );
            None
        })
    } else {
        let what = need_word(&mut fields, "what", findings);
        let on = need_word(&mut fields, "on", findings);
        let places = match fields.need("at", findings) {
            // A list of numbers or formulas is one point, a list of lists or tables several places.
            Some(node @ Node { value: Value::List(items), .. })
                if !items.iter().any(|i| matches!(i.value, Value::List(_) | Value::Table(_))) =>
            {
                at(node, "at", findings).into_iter().collect()
            }
            Some(Node { value: Value::List(items), .. }) => {
                items.iter().filter_map(|item| at(item, "at", findings)).collect()
            }
            Some(node) => at(node, "at", findings).into_iter().collect(),
            None => Vec::new(),
        };
        let turns: Vec<_> = fields.list("turn").unwrap_or_default().iter().collect();
        let turn = turns.into_iter().filter_map(|node| angle(node, "turn", findings)).collect();
        let rows = rows(&mut fields, findings);
        what.zip(on).map(|(what, on)| Thing::Element { what, on, at: places, turn, rows })
    };
    fields.finish(findings);
    Some(Place { head, thing: thing? })
}

fn half(node: &Node, what: &str, findings: &mut Findings) -> Option<Half> {
    let mut fields = findings.keep(Fields::of(what, node))?;
    let on = need_word(&mut fields, "on", findings);
    let place = fields.take("at").and_then(|node| at(node, "at", findings));
    if let Some(meets) = fields.take("meets").and_then(|node| word(node, "meets", findings)) {
        one_of(&meets, "meets", &[("a", ())], findings);
    }
    fields.finish(findings);
    Some(Half { on: on?, at: place })
}

fn rows(fields: &mut Fields<'_>, findings: &mut Findings) -> Rows {
    let Some(node) = fields.take("rows") else { return Rows::None };
    match &node.value {
        Value::Text(text) if text == "box" => Rows::Box(node.span),
        Value::List(items) if items.len() == 1 => {
            let Some(mut row) = findings.keep(Fields::of("rows", &items[0])) else {
                return Rows::None;
            };
            let along = row.need("along", findings).and_then(|node| chain(node, "along", findings));
            let inset = length_at(&mut row, "inset", findings);
            row.finish(findings);
            along.map_or(Rows::None, |chain| Rows::Along { chain, inset })
        }
        other => {
            let finding = wrong_type(node.span, "rows", "`box` or a list of one row", other);
            findings.push(finding.hint("rows = [ { along = \"pocket.left..right\" } ]"));
            Rows::None
        }
    }
}

/// A strap.
pub(super) fn strap(entry: &Entry, findings: &mut Findings) -> Option<Strap> {
    let (head, mut fields) = element("strap", entry, findings)?;
    let material = need_word(&mut fields, "material", findings);
    let width = fields.need("width", findings).and_then(|node| length(node, "width", findings));
    let length = length_at(&mut fields, "length", findings);
    let ends: Vec<End> = match fields.need("ends", findings).map(|node| &node.value) {
        Some(Value::List(items)) => items.iter().filter_map(|item| end(item, findings)).collect(),
        Some(other) => {
            findings.push(wrong_type(fields.span, "ends", "a list of one or two ends", other));
            Vec::new()
        }
        None => Vec::new(),
    };
    if ends.is_empty() || ends.len() > 2 {
        findings.push(Diagnostic::at("wrong-count", head.span, "a strap has one or two `ends`"));
        return None;
    }
    let loops = ends.iter().filter(|end| matches!(end, End::Loop { .. })).count();
    if length.is_none() && (ends.len() != 1 || loops != 1) {
        findings.push(
            Diagnostic::at(
                "missing-key",
                head.span,
                format!("`strap.{}` needs the key `length`", head.name),
            )
            .hint("only a strap with one looped end goes without: it is as long as its leg"),
        );
    }
    let count = match fields.number("count", findings) {
        None => 1,
        Some(n) if (1.0..=20.0).contains(&n) && n == n.round() => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and 1 to 20"
            )]
            let n = n as u32;
            n
        }
        Some(n) => {
            findings.push(Diagnostic::at(
                "wrong-count",
                head.span,
                format!("{n} is no count of straps from 1 to 20"),
            ));
            1
        }
    };
    let core = fields.take("core").and_then(|node| word(node, "core", findings));
    fields.finish(findings);
    Some(Strap { head, material: material?, width: width?, length, ends, count, core })
}

fn end(node: &Node, findings: &mut Findings) -> Option<End> {
    let mut fields = findings.keep(Fields::of("ends", node))?;
    let ring = fields.take("loop").and_then(|node| word(node, "loop", findings));
    let plain = fields.flag("plain", findings).unwrap_or(false);
    let of = fields.take("of").and_then(|node| word(node, "of", findings));
    let of = of.and_then(|word| findings.keep(name::indexed(&word.text, word.span)));
    let leg = fields.take("leg").and_then(|node| length_of_leg(node, findings));
    fields.finish(findings);
    match (ring, plain) {
        (Some(ring), false) => Some(End::Loop { ring, of, leg }),
        (None, true) => Some(End::Plain),
        _ => {
            let finding = Diagnostic::at(
                "missing-key",
                node.span,
                "an end is either a `loop` or `plain = true`",
            );
            findings.push(finding.hint("{ loop = \"ring\" }"));
            None
        }
    }
}

fn length_of_leg(node: &Node, findings: &mut Findings) -> Option<super::Written> {
    length(node, "leg", findings)
}

/// A glued lining.
pub(super) fn layer(entry: &Entry, findings: &mut Findings) -> Option<Layer> {
    let (head, mut fields) = element("layer", entry, findings)?;
    if let Some(kind) = need_word(&mut fields, "kind", findings) {
        one_of(&kind, "kind", &[("lining", ())], findings);
    }
    if let Some(set) = need_word(&mut fields, "set", findings) {
        one_of(&set, "set", &[("glued", ())], findings);
    }
    let of = words(&mut fields, "of", findings);
    let material = need_word(&mut fields, "material", findings);
    fields.finish(findings);
    Some(Layer { head, of, material: material? })
}
