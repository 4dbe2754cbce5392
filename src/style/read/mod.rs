//! From the tree of the file to the elements of the style: every key typed, every formula parsed, every fault noted.

mod goods;
mod joint;
mod layer;
mod panel;
mod place;
mod seam;
mod value;
mod wish;

use crate::diag::{Diagnostic, Span};
use crate::reader::{Entry, Fields, Findings, Value, wrong_type};

use super::StyleFile;
use super::ast::Head;
use super::name;
use value::formula;

/// A style has at most this many elements of one section.
const MAX_ELEMENTS: usize = 200;

/// What can be asked for: all that is read of a file before its choices are made.
pub(super) fn wishes(root: &[Entry], findings: &mut Findings) -> StyleFile {
    let mut file = StyleFile::default();
    let mut fields = Fields::new("", Span::default(), root);
    asked(&mut fields, &mut file, findings);
    file
}

fn asked(fields: &mut Fields<'_>, file: &mut StyleFile, findings: &mut Findings) {
    if let Some(node) = fields.need("style", findings) {
        wish::style(node, file, findings);
    }
    section(fields, "param", findings, |entry, findings| {
        file.params.extend(wish::param(entry, findings));
    });
    section(fields, "size", findings, |entry, findings| {
        file.sizes.extend(wish::size(entry, findings));
    });
    section(fields, "material", findings, |e, findings| {
        file.slots.extend(wish::slot(e, true, findings));
    });
    section(fields, "part", findings, |e, findings| {
        file.slots.extend(wish::slot(e, false, findings));
    });
}

/// Reads all sections of a style file in the kernel language; what could not be read is left out and noted.
pub(super) fn style_file(root: &[Entry], findings: &mut Findings) -> StyleFile {
    let mut file = StyleFile::default();
    let mut fields = Fields::new("", Span::default(), root);
    fields.also(&["pocket", "motif"]);
    match fields.take("format").map(|node| (node.span, &node.value)) {
        Some((_, Value::Number(number))) if *number == 1.0 => {}
        Some((span, _)) => {
            findings.push(Diagnostic::at(
                "unknown-format",
                span,
                "this version reads `format = 1`",
            ));
        }
        None => {
            findings.push(
                Diagnostic::at("missing-key", 0..0, "the file needs `format = 1`")
                    .hint("add `format = 1`"),
            );
        }
    }
    asked(&mut fields, &mut file, findings);
    section(&mut fields, "let", findings, |entry, findings| {
        file.lets.extend(wish::named("let", entry, findings));
    });
    section(&mut fields, "finished", findings, |entry, findings| {
        file.finished.extend(wish::named("finished", entry, findings));
    });
    section(&mut fields, "panel", findings, |entry, findings| {
        file.panels.extend(panel::panel(entry, findings));
    });
    section(&mut fields, "fold", findings, |entry, findings| {
        file.folds.extend(joint::fold(entry, findings));
    });
    section(&mut fields, "strip", findings, |entry, findings| {
        file.strips.extend(joint::strip(entry, findings));
    });
    section(&mut fields, "seam", findings, |entry, findings| {
        file.seams.extend(seam::seam(entry, findings));
    });
    section(&mut fields, "row", findings, |entry, findings| {
        file.rows.extend(seam::row(entry, findings));
    });
    section(&mut fields, "finish", findings, |entry, findings| {
        file.finishes.extend(seam::finish(entry, findings));
    });
    section(&mut fields, "place", findings, |entry, findings| {
        file.places.extend(place::place(entry, findings));
    });
    section(&mut fields, "window", findings, |entry, findings| {
        file.windows.extend(goods::window(entry, findings));
    });
    section(&mut fields, "strap", findings, |entry, findings| {
        file.straps.extend(goods::strap(entry, findings));
    });
    section(&mut fields, "layer", findings, |entry, findings| {
        file.layers.extend(layer::layer(entry, findings));
    });
    section(&mut fields, "bag", findings, |entry, findings| {
        file.bags.extend(layer::bag(entry, findings));
    });
    for node in fields.list("require").unwrap_or_default() {
        file.requires.extend(wish::require(node, findings));
    }
    file.absent = value::words(&mut fields, "absent", findings);
    fields.finish(findings);
    if file.panels.is_empty() && findings.all.is_empty() {
        // Else a file without anything in it would be a bag, and be made.
        let finding = Diagnostic::at("no-panels", 0..0, "a style has at least one panel");
        findings.push(finding.hint("add [panel.front]"));
    }
    file
}

/// Every named table of a section, in file order.
fn section<'n>(
    fields: &mut Fields<'n>,
    name: &'static str,
    findings: &mut Findings,
    mut each: impl FnMut(&'n Entry, &mut Findings),
) {
    let Some(node) = fields.take(name) else { return };
    let Value::Table(entries) = &node.value else {
        return findings.push(wrong_type(node.span, name, "a table of names", &node.value));
    };
    if entries.len() > MAX_ELEMENTS {
        let message =
            format!("`{name}` has {} entries; at most {MAX_ELEMENTS} are read", entries.len());
        findings.push(Diagnostic::at("too-many", node.span, message));
    }
    for entry in entries.iter().take(MAX_ELEMENTS) {
        // Copies and elements of inner bags have names that no file may write itself.
        let made = entry.node.generated && name::steps(&entry.key).is_some();
        if !made && !name::is_name(&entry.key) {
            findings.push(
                Diagnostic::at("bad-name", entry.key_span, format!("`{}` is no name", entry.key))
                    .hint("names are small letters, digits and `_`, a letter first"),
            );
        }
        each(entry, findings);
    }
}

/// The fields of a named element, and its head.
fn element<'n>(
    section: &str,
    entry: &'n Entry,
    findings: &mut Findings,
) -> Option<(Head, Fields<'n>)> {
    let mut fields = findings.keep(Fields::of(format!("{section}.{}", entry.key), &entry.node))?;
    fields.span = entry.key_span;
    let when = fields.take("when").and_then(|node| formula(node, "when", findings));
    Some((Head { name: entry.key.clone(), span: entry.key_span, when }, fields))
}
