//! `check`: a style file read with every fault told, and its default and named sizes made without writing them.

use microbag::brief::Brief;
use microbag::diag::Diagnostic;
use microbag::stock::Stock;
use microbag::style::Style;
use microbag::{Error, Solved};
use serde_json::{Value, json};

use crate::args::Read;
use crate::failure::Failure;
use crate::prose::{Lines, counted};
use crate::source::Source;
use crate::{Said, source};

/// Reads the style and makes each of its sizes.
pub(crate) fn run(args: &Read, json: bool, lines: Lines) -> Result<Said, Failure> {
    let (style, text) = source::style(&args.style)?;
    let stock = source::stock(&args.stock)?;
    let sizes = style.file().sizes.iter().map(|size| Some(size.name.as_str()));
    let tried: Vec<Tried<'_>> = core::iter::once(None)
        .chain(sizes)
        .map(|size| tried(&style, &text, &stock, size))
        .collect();
    let report = if json { data(&style, &tried) } else { prose(lines, &style, &tried) };
    let refusals = tried.into_iter().filter_map(|tried| {
        tried
            .result
            .err()
            .map(|failure| failure.about(&format!("{} cannot be made", shown(tried.size))))
    });
    Ok(Said { report, refusals: refusals.collect() })
}

/// A size and what came of it.
struct Tried<'s> {
    /// Nothing means the default.
    size: Option<&'s str>,
    /// The changes and notes, as they are told.
    result: Result<Made, Failure>,
}

/// What is told of a bag.
struct Made {
    changes: Vec<String>,
    notes: Vec<Diagnostic>,
}

fn tried<'s>(style: &'s Style, text: &Source, stock: &Stock, size: Option<&'s str>) -> Tried<'s> {
    let brief = match size {
        Some(size) => Brief::new(style).size(size),
        None => Ok(Brief::new(style)),
    };
    let result = brief.map_err(Failure::usage).and_then(|brief| {
        let made = |bag: Solved| -> Result<Made, Error> {
            // What is made but cannot be drawn is not made.
            bag.makeable().bed()?;
            Ok(Made {
                changes: bag.adjustments().iter().map(ToString::to_string).collect(),
                notes: bag.notes().to_vec(),
            })
        };
        microbag::solve(style, &brief, stock)
            .and_then(made)
            .map_err(|error| Failure::refused(&error, text))
    });
    Tried { size, result }
}

fn shown(size: Option<&str>) -> String {
    size.map_or_else(|| "the default".to_owned(), |size| format!("size {size}"))
}

fn prose(lines: Lines, style: &Style, tried: &[Tried<'_>]) -> String {
    let mut out = format!("{}: read without faults\n", style.file().name);
    for tried in tried {
        let outcome = match &tried.result {
            Ok(made) if made.changes.is_empty() => "made as it stands".to_owned(),
            Ok(made) => format!("made with {}", counted(made.changes.len(), "change")),
            Err(_) => "cannot be made".to_owned(),
        };
        out += &lines.paragraph("  ", "  ", &format!("{}: {outcome}", shown(tried.size)));
        for change in tried.result.iter().flat_map(|made| &made.changes) {
            out += &lines.paragraph("    ", "        ", change);
        }
    }
    out
}

fn data(style: &Style, tried: &[Tried<'_>]) -> String {
    let sizes: Vec<Value> = tried
        .iter()
        .map(|tried| match &tried.result {
            Ok(made) => {
                let notes: Vec<_> = made
                    .notes
                    .iter()
                    .map(|note| json!({ "code": note.code, "message": note.message }))
                    .collect();
                json!({ "size": tried.size, "made": true, "changes": made.changes, "notes": notes })
            }
            Err(failure) => {
                let mut value = failure.to_value();
                if let Value::Object(fields) = &mut value {
                    fields.insert("size".to_owned(), json!(tried.size));
                }
                value
            }
        })
        .collect();
    format!("{:#}\n", json!({ "style": style.file().name, "sizes": sizes }))
}
