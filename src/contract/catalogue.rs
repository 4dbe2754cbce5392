//! Styles and their parameters as JSON.

use serde::Serialize;

use crate::style::Style;
use crate::style::ast::{Default, ParamKind};
use crate::units::Unit;

use super::number::Num;

#[derive(Debug, Serialize)]
struct List {
    schema: &'static str,
    styles: Vec<Listed>,
}

#[derive(Debug, Serialize)]
struct Listed {
    name: String,
    title: String,
    summary: String,
    sizes: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Value {
    Number(Num),
    Flag(bool),
    Text(String),
}

#[derive(Debug, Serialize)]
struct Param {
    name: String,
    title: String,
    doc: String,
    kind: &'static str,
    range: Option<Vec<Value>>,
    /// In mm, degrees or plain where it is a number; a formula as it is written.
    default: Value,
    choices: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Slot {
    name: String,
    title: String,
    kind: &'static str,
    default: String,
}

#[derive(Debug, Serialize)]
struct Shown {
    schema: &'static str,
    name: String,
    title: String,
    summary: String,
    origin: String,
    carry: Vec<String>,
    sizes: Vec<String>,
    params: Vec<Param>,
    slots: Vec<Slot>,
}

pub(super) fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// The built-in styles: `{"styles": [{"name", …}]}`.
pub fn list() -> String {
    let styles = Style::builtin_names()
        .into_iter()
        .filter_map(|name| Style::builtin(name).ok())
        .map(|style| Listed {
            name: style.file().name.clone(),
            title: style.file().title.clone(),
            summary: style.file().summary.clone(),
            sizes: sizes(&style),
        })
        .collect();
    json(&List { schema: "microbag-list-1", styles })
}

fn sizes(style: &Style) -> Vec<String> {
    style.file().sizes.iter().map(|size| size.name.clone()).collect()
}

/// One style: `{"params": [{"name", "kind", "range", "default", "choices"}], …}`.
pub fn show(style: &Style) -> String {
    let file = style.file();
    let params = file
        .params
        .iter()
        .map(|param| {
            let (kind, range, choices) = match &param.kind {
                ParamKind::Measure(measure) => {
                    let kind = match measure.unit {
                        Unit::Length => "length",
                        Unit::Angle => "angle",
                        Unit::Number => "ratio",
                    };
                    let ends =
                        [measure.range.0, measure.range.1].map(|end| Value::Number(Num(end)));
                    (kind, Some(Vec::from(ends)), Vec::new())
                }
                #[expect(clippy::cast_precision_loss, reason = "counts are small")]
                ParamKind::Count(lo, hi) => {
                    let ends = [*lo, *hi].map(|end| Value::Number(Num(end as f64)));
                    ("count", Some(Vec::from(ends)), Vec::new())
                }
                ParamKind::Flag => ("flag", None, Vec::new()),
                ParamKind::Choice(options) => ("choice", None, options.clone()),
            };
            let default = match &param.default {
                Default::Formula(formula) => Value::Text(formula.expr.text().to_owned()),
                #[expect(clippy::cast_precision_loss, reason = "counts are small")]
                Default::Count(count) => Value::Number(Num(*count as f64)),
                Default::Flag(flag) => Value::Flag(*flag),
                Default::Word(word) => Value::Text(word.clone()),
            };
            Param {
                name: param.head.name.clone(),
                title: param.title.clone(),
                doc: param.doc.clone(),
                kind,
                range,
                default,
                choices,
            }
        })
        .collect();
    let slots = file
        .slots
        .iter()
        .map(|slot| Slot {
            name: slot.head.name.clone(),
            title: slot.title.clone(),
            kind: slot.kind.name(),
            default: slot.default.text.clone(),
        })
        .collect();
    json(&Shown {
        schema: "microbag-style-1",
        name: file.name.clone(),
        title: file.title.clone(),
        summary: file.summary.clone(),
        origin: file.origin.clone(),
        carry: file.carry.clone(),
        sizes: sizes(style),
        params,
        slots,
    })
}
