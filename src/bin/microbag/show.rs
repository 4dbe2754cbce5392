//! `show`: what can be wished of a style.

use microbag::brief::Brief;
use microbag::contract;
use microbag::diag::{Diagnostic, Faults, Place};
use microbag::reader::print;
use microbag::stock::Stock;
use microbag::style::Style;
use microbag::style::ast::{Default, Param, ParamKind, SizeValue, Slot, Written};
use microbag::units::Quantity;
use serde_json::json;

use crate::args::Show;
use crate::failure::Failure;
use crate::prose::Lines;
use crate::source::{self, Source};

/// Values with ranges and defaults, named sizes, slots with what fills them and what else could.
pub(crate) fn run(args: &Show, json: bool, lines: Lines) -> Result<String, Failure> {
    let (style, text) = source::style(&args.read.style)?;
    let stock = source::stock(&args.read.stock)?;
    if args.expanded {
        return expanded(&style, &text, args, json);
    }
    if json {
        return Ok(contract::show(&style));
    }
    let file = style.file();
    let mut out = format!("{} ({})\n", file.title, file.name);
    out += &lines.paragraph("", "", &file.summary);
    let mut about = Vec::new();
    if !file.origin.is_empty() {
        about.push(format!("Origin: {}.", file.origin));
    }
    if !file.carry.is_empty() {
        about.push(format!("Carried as: {}.", file.carry.join(", ")));
    }
    if !about.is_empty() {
        out += &lines.paragraph("", "", &about.join(" "));
    }

    out += "\nWishes: `--set name=value`, or `--pin name=value` for what must not be moved\n";
    let rows: Vec<_> = file.params.iter().map(|param| wish(&style, param)).collect();
    out += &lines.columns("  ", &rows);
    if !file.sizes.is_empty() {
        out += "\nSizes: `--size name`\n";
        let rows: Vec<[String; 2]> = file
            .sizes
            .iter()
            .map(|size| {
                let values = size.values.iter().map(|(name, value)| match value {
                    SizeValue::Formula(formula) => {
                        format!("{} {}", name.text, written(&style, formula))
                    }
                    SizeValue::Flag(flag) => format!("{} {flag}", name.text),
                });
                [size.name.clone(), values.collect::<Vec<_>>().join(", ")]
            })
            .collect();
        out += &lines.columns("  ", &rows);
    }
    if !file.slots.is_empty() {
        out += "\nMaterials and parts: `--use slot=id`\n";
        let rows: Vec<_> = file.slots.iter().map(|slot| filled(&style, &stock, slot)).collect();
        out += &lines.columns("  ", &rows);
    }
    Ok(out)
}

/// The style file with its short forms written out for the choices made.
fn expanded(style: &Style, text: &Source, args: &Show, json: bool) -> Result<String, Failure> {
    let mut brief = Brief::new(style);
    if let Some(size) = &args.size {
        brief = brief.size(size).map_err(Failure::usage)?;
    }
    for (name, value) in &args.set {
        let length =
            style.file().params.iter().any(|param| {
                param.head.name == *name && matches!(param.kind, ParamKind::Measure(_))
            });
        if length {
            let message = format!("`{name}` changes no structure: it stays a formula");
            let finding = Diagnostic::error("not-discrete", Place::Nowhere, message);
            return Err(Failure::usage(finding.hint("set flags, counts and choices")));
        }
        brief = brief.want_text(name, value).map_err(Failure::usage)?;
    }
    let root = style.expanded(brief.discrete());
    let root = root.map_err(|faults| Failure::text("style", text.clone(), Faults(faults)))?;
    let printed = print(&root);
    if json {
        let value = json!({ "style": style.file().name, "expanded": printed });
        return Ok(format!("{value:#}\n"));
    }
    Ok(printed)
}

/// Name, default, range, what it is.
fn wish(style: &Style, param: &Param) -> [String; 4] {
    let range = match &param.kind {
        ParamKind::Measure(measure) => {
            let [lo, hi] = [measure.range.0, measure.range.1]
                .map(|value| Quantity { value, unit: measure.unit }.to_string());
            format!("{} to {hi}", lo.trim_end_matches(" mm"))
        }
        ParamKind::Count(lo, hi) => format!("{lo} to {hi}"),
        ParamKind::Flag => "true or false".to_owned(),
        ParamKind::Choice(words) => words.join(", "),
    };
    let default = match &param.default {
        Default::Formula(formula) => written(style, formula),
        Default::Count(count) => count.to_string(),
        Default::Flag(flag) => flag.to_string(),
        Default::Word(word) => word.clone(),
    };
    let about = if param.doc.is_empty() { format!("{}.", param.title) } else { param.doc.clone() };
    [param.head.name.clone(), default, range, about]
}

/// Name, what fills it, what it is and what else of its kind is in stock.
fn filled(style: &Style, stock: &Stock, slot: &Slot) -> [String; 3] {
    let others: Vec<&str> = stock
        .entries()
        .filter(|entry| entry.kind == slot.kind && entry.id != slot.default.text)
        .map(|entry| entry.id.as_str())
        .collect();
    let title = if slot.title.is_empty() { slot.kind.name() } else { &slot.title };
    let when = slot.head.when.as_ref();
    let when = when.map_or_else(String::new, |when| format!(" (if {})", written(style, when)));
    let others = match others.as_slice() {
        [] => String::new(),
        others => format!("; or {}", others.join(", ")),
    };
    let text = format!("{title}{when}{others}.");
    [slot.head.name.clone(), slot.default.text.clone(), text]
}

/// A formula as the file has it, without its quotes.
fn written(style: &Style, formula: &Written) -> String {
    let text = style.text().get(formula.span.start..formula.span.end).unwrap_or_default();
    text.trim_matches(['"', '\'']).to_owned()
}
