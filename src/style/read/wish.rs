//! Reading what can be asked for: the style's own words, parameters, sizes, slots, helper values, requirements.

use crate::diag::{Diagnostic, Place};
use crate::reader::{Entry, Fields, Findings, Node, Value, wrong_type};
use crate::stock::Kind;
use crate::units::{Quantity, Unit};

use super::super::StyleFile;
use super::super::ast::{
    Default, Holding, Measure, Named, Param, ParamKind, Require, Scale, Size, SizeValue, Slot, Word,
};
use super::super::name;
use super::element;
use super::value::{formula, need_word, one_of_at, word, words, written};

/// No length that is wished is greater, mm.
const FARTHEST: f64 = 10_000.0;

/// The `[style]` table.
pub(super) fn style(node: &Node, file: &mut StyleFile, findings: &mut Findings) {
    let Some(mut fields) = findings.keep(Fields::of("style", node)) else { return };
    if let Some(name) = need_word(&mut fields, "name", findings) {
        if !name::is_style_name(&name.text) {
            findings.push(name::bad_style_name(&name.text, Place::Text(name.span)));
        }
        file.name = name.text;
    }
    file.title = fields.text("title", findings).map_or_else(|| file.name.clone(), |(text, _)| text);
    file.summary = fields.text("summary", findings).map(|(text, _)| text).unwrap_or_default();
    file.origin = fields.text("origin", findings).map(|(text, _)| text).unwrap_or_default();
    file.carry = words(&mut fields, "carry", findings).into_iter().map(|word| word.text).collect();
    file.difficulty = fields.text("difficulty", findings).map(|(text, _)| text);
    fields.finish(findings);
}

/// One parameter.
pub(super) fn param(entry: &Entry, findings: &mut Findings) -> Option<Param> {
    let (head, mut fields) = element("param", entry, findings)?;
    if let Some(when) = &head.when {
        let finding = Diagnostic::at("misplaced-key", when.span, "a parameter is always there");
        findings.push(finding.hint("give `when` to what reads it"));
    }
    let title = fields.text("title", findings).map_or_else(|| head.name.clone(), |(text, _)| text);
    let doc = fields.text("doc", findings).map(|(text, _)| text).unwrap_or_default();
    let kind = fields.text("kind", findings);
    let stiffness = fields.number("stiffness", findings);
    let scales = [("bag", Scale::Bag), ("fixed", Scale::Fixed)];
    let scale = one_of_at(&mut fields, "scale", &scales, findings).unwrap_or(Scale::Bag);
    let range = fields.take("range");
    let options = words(&mut fields, "options", findings);
    let default = fields.need("default", findings);
    fields.finish(findings);
    let default = default?;
    let said = kind.as_ref().map_or("", |(text, _)| text.as_str());
    let (kind, default) = match said {
        "flag" => match default.value {
            Value::Flag(flag) => (ParamKind::Flag, Default::Flag(flag)),
            ref other => {
                return refuse(
                    findings,
                    wrong_type(default.span, "default", "true or false", other),
                );
            }
        },
        "choice" => {
            let chosen = word(default, "default", findings)?;
            let names: Vec<String> = options.iter().map(|word| word.text.clone()).collect();
            if !names.contains(&chosen.text) {
                let message = format!("the default `{}` is not among the options", chosen.text);
                return refuse(findings, Diagnostic::at("unknown-word", chosen.span, message));
            }
            (ParamKind::Choice(names), Default::Word(chosen.text))
        }
        "count" => {
            let (lo, hi) = whole_range(range, findings)?;
            let value = whole(default, findings)?;
            if value < lo || value > hi {
                let message = format!("the default {value} is outside the range {lo} to {hi}");
                return refuse(
                    findings,
                    Diagnostic::at("default-out-of-range", default.span, message),
                );
            }
            (ParamKind::Count(lo, hi), Default::Count(value))
        }
        "" | "length" | "ratio" | "angle" => {
            let measure =
                measured(&fields_path(&head.name), said, range, entry, stiffness, findings)?;
            let suffix = match measure.unit {
                Unit::Length => "mm",
                Unit::Angle => "deg",
                Unit::Number => "",
            };
            let default = written(default, "default", suffix, findings)?;
            (ParamKind::Measure(measure), Default::Formula(default))
        }
        _ => {
            let span = kind.as_ref().map_or(head.span, |(_, span)| *span);
            let kinds = ["length", "ratio", "angle", "count", "flag", "choice"];
            let hint = crate::diag::did_you_mean(said, kinds)
                .map_or_else(|| kinds.join(", "), |near| format!("did you mean `{near}`?"));
            return refuse(
                findings,
                Diagnostic::at("unknown-word", span, format!("`kind` cannot be `{said}`"))
                    .hint(hint),
            );
        }
    };
    Some(Param { head, title, doc, kind, default, scale })
}

fn fields_path(name: &str) -> String {
    format!("param.{name}")
}

fn refuse<T>(findings: &mut Findings, finding: Diagnostic) -> Option<T> {
    findings.push(finding);
    None
}

/// The range and the unit of a parameter: from `kind`, else from the way the range is written.
fn measured(
    path: &str,
    kind: &str,
    range: Option<&Node>,
    entry: &Entry,
    stiffness: Option<f64>,
    findings: &mut Findings,
) -> Option<Measure> {
    let Some(range) = range else {
        let message = format!("`{path}` needs the key `range`");
        return refuse(
            findings,
            Diagnostic::at("missing-key", entry.key_span, message)
                .hint("add `range = [\"40 mm\", \"120 mm\"]`"),
        );
    };
    let Value::List(ends) = &range.value else {
        return refuse(findings, wrong_type(range.span, "range", "a list of two", &range.value));
    };
    let [lo, hi] = ends.as_slice() else {
        return refuse(
            findings,
            Diagnostic::at("wrong-type", range.span, "`range` must be [least, greatest]"),
        );
    };
    let unit = match kind {
        "length" => Unit::Length,
        "angle" => Unit::Angle,
        "ratio" => Unit::Number,
        _ => match &lo.value {
            Value::Text(text) if text.trim_end().ends_with("deg") => Unit::Angle,
            Value::Text(_) => Unit::Length,
            _ => Unit::Number,
        },
    };
    let mut read = |node: &Node| match &node.value {
        Value::Number(number) if number.is_finite() => Some(*number),
        Value::Text(text) => {
            let read = Quantity::parse(text, unit);
            findings.keep(
                read.map(|q| q.value)
                    .map_err(|e| Diagnostic::at("wrong-unit", node.span, e.to_string())),
            )
        }
        other => refuse(findings, wrong_type(node.span, "range", "two values", other)),
    };
    let (lo, hi) = (read(lo)?, read(hi)?);
    if lo >= hi {
        return refuse(
            findings,
            Diagnostic::at("empty-range", range.span, format!("the range {lo} to {hi} is empty")),
        );
    }
    if unit == Unit::Length && (lo.abs() > FARTHEST || hi.abs() > FARTHEST) {
        let finding = Diagnostic::at("too-large", range.span, "no length of a bag is above 10 m");
        return refuse(findings, finding.hint("`range = [\"40 mm\", \"120 mm\"]`"));
    }
    let stiffness = stiffness.unwrap_or(1.0);
    if stiffness <= 0.0 || stiffness > 1e6 {
        let message = format!("a stiffness of {stiffness} is not above 0");
        return refuse(findings, Diagnostic::at("bad-stiffness", entry.key_span, message));
    }
    Some(Measure { unit, range: (lo, hi), stiffness })
}

fn whole(node: &Node, findings: &mut Findings) -> Option<i64> {
    match node.value {
        Value::Number(number) if number == number.round() && number.abs() <= 1e6 => {
            #[expect(clippy::cast_possible_truncation, reason = "whole and at most a million")]
            let value = number as i64;
            Some(value)
        }
        ref other => refuse(findings, wrong_type(node.span, "count", "a whole number", other)),
    }
}

fn whole_range(range: Option<&Node>, findings: &mut Findings) -> Option<(i64, i64)> {
    match range.map(|node| (&node.value, node.span)) {
        Some((Value::List(ends), _)) if ends.len() == 2 => {
            Some((whole(&ends[0], findings)?, whole(&ends[1], findings)?))
        }
        Some((other, span)) => {
            refuse(findings, wrong_type(span, "range", "two whole numbers", other))
        }
        None => Some((0, 100)),
    }
}

/// A helper value or a finished measure: `name = formula`, or a table with `is` and `when`.
pub(super) fn named(section: &str, entry: &Entry, findings: &mut Findings) -> Option<Named> {
    let suffix = if section == "finished" { "mm" } else { "" };
    let formula = written(&entry.node, &format!("{section}.{}", entry.key), suffix, findings)?;
    let head = super::Head { name: entry.key.clone(), span: entry.key_span, when: None };
    Some(Named { head, formula })
}

/// A named size.
pub(super) fn size(entry: &Entry, findings: &mut Findings) -> Option<Size> {
    let Value::Table(values) = &entry.node.value else {
        return refuse(findings, wrong_type(entry.node.span, "size", "a table", &entry.node.value));
    };
    let mut size = Size { name: entry.key.clone(), values: Vec::new(), holds: Vec::new() };
    for value in values {
        if value.key == "holds" {
            let items = value.node.items();
            size.holds.extend(items.iter().filter_map(|item| holding(item, findings)));
            continue;
        }
        let word = Word { text: value.key.clone(), span: value.key_span };
        let read = match &value.node.value {
            Value::Flag(flag) => Some(SizeValue::Flag(*flag)),
            _ => formula(&value.node, &value.key, findings).map(SizeValue::Formula),
        };
        size.values.extend(read.map(|read| (word, read)));
    }
    Some(size)
}

/// What a size holds: `id1-card`, `id1-card*2`.
fn holding(node: &Node, findings: &mut Findings) -> Option<Holding> {
    let word = word(node, "holds", findings)?;
    let (item, count) = match word.text.split_once('*') {
        Some((item, count)) => (item.trim(), count.trim().parse().ok()),
        None => (word.text.as_str(), Some(1)),
    };
    if let (Some(count @ 1..=100), false) = (count, item.is_empty()) {
        return Some(Holding { item: item.to_owned(), count, span: word.span });
    }
    let message = format!("`{}` names nothing that a bag can hold", word.text);
    refuse(findings, Diagnostic::at("item-syntax", word.span, message).hint("write `id1-card*2`"))
}

/// A slot for a material or a part.
pub(super) fn slot(entry: &Entry, is_material: bool, findings: &mut Findings) -> Option<Slot> {
    let section = if is_material { "material" } else { "part" };
    let (head, mut fields) = element(section, entry, findings)?;
    let title = fields.text("title", findings).map_or_else(|| head.name.clone(), |(text, _)| text);
    let kind = if is_material {
        fields
            .text("kind", findings)
            .map_or(Some(Kind::Leather), |(text, span)| known_kind(&text, span, findings))
    } else {
        let word = need_word(&mut fields, "kind", findings);
        word.and_then(|word| known_kind(&word.text, word.span, findings))
    };
    let default = need_word(&mut fields, "default", findings);
    fields.finish(findings);
    Some(Slot { head, title, kind: kind?, default: default?, is_material })
}

fn known_kind(name: &str, span: crate::diag::Span, findings: &mut Findings) -> Option<Kind> {
    let kind = Kind::named(name);
    if kind.is_none() {
        let known: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
        let message = format!("there is no kind of stock called `{name}`");
        findings.push(Diagnostic::at("unknown-kind", span, message).hint(
            crate::diag::did_you_mean(name, known.iter().copied()).map_or_else(
                || format!("the kinds are {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            ),
        ));
    }
    kind
}

/// A demand: `that` and `because`.
pub(super) fn require(node: &Node, findings: &mut Findings) -> Option<Require> {
    let mut fields = findings.keep(Fields::of("require", node))?;
    let that = fields.need("that", findings);
    let because = fields.text("because", findings).map(|(text, _)| text);
    let when = fields.take("when").and_then(|node| formula(node, "when", findings));
    fields.finish(findings);
    let that = that?;
    let text = if let Value::Text(text) = &that.value { text.clone() } else { String::new() };
    let written = formula(that, "that", findings)?;
    let because = because.unwrap_or_else(|| "the style demands it".to_owned());
    Some(Require { span: that.span, that: written, because, text, when })
}
