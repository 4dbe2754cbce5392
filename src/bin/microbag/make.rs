//! `make`: from a wish to files, and the report of what was changed and why.

use std::collections::BTreeSet;

use microbag::brief::Brief;
use microbag::diag::{Diagnostic, Place, Severity};
use microbag::export::{ExportError, pdf, svg};
use microbag::layout::{Paper, Sheets};
use microbag::style::Style;
use microbag::units::short;
use microbag::{Error, ErrorKind, Solved, contract};

use crate::args::{Format, Make};
use crate::failure::Failure;
use crate::prose::{Lines, counted};
use crate::write::{Output, write};
use crate::{Said, source};

/// Makes everything in memory, then writes it.
pub(crate) fn run(args: &Make, json: bool, lines: Lines) -> Result<Said, Failure> {
    let (style, text) = source::style(&args.read.style)?;
    let stock = source::stock(&args.read.stock)?;
    let brief = brief(&style, args).map_err(Failure::usage)?;
    // The reader of styles lets only names through that are names of files.
    let name = &style.file().name;
    let refused = |error| Failure::refused(&error, &text);

    let bag = microbag::solve(&style, &brief, &stock).map_err(refused)?;
    let wants = |format| args.format.contains(&format) || args.format.contains(&Format::All);
    let bed = bag.makeable().bed().map_err(refused)?;
    let printed = wants(Format::Pdf).then(|| Printed::of(&bag, args.paper.as_ref())).transpose();
    let printed = printed.map_err(refused)?;
    let pages = printed.as_ref().map(|printed| &printed.pages);

    let mut outputs = Vec::new();
    let mut told = Vec::new();
    let mut add = |extension: &str, what: String, bytes: Vec<u8>| {
        outputs.push(Output { name: format!("{name}.{extension}"), bytes });
        told.push(what);
    };
    if let Some(printed) = &printed {
        let drawings: Vec<_> =
            printed.pages.pages().iter().map(|page| page.drawing.clone()).collect();
        let title = drawings.first().map_or_else(String::new, |drawing| drawing.title.clone());
        let options = pdf::Options { title, ..pdf::Options::default() };
        let what = format!("{} to print on {}", counted(drawings.len(), "page"), printed.paper);
        add(
            "pdf",
            what,
            pdf::write(&drawings, &options).map_err(|error| unwritten("PDF", &error))?,
        );
    }
    if wants(Format::Svg) {
        let drawing = bed.drawing();
        let svg = svg::write(&drawing, &svg::Options::default());
        let svg = svg.map_err(|error| unwritten("SVG", &error))?;
        add("svg", "for cutters and editors, in mm".to_owned(), svg.into_bytes());
    }
    let data = if wants(Format::Json) || json {
        contract::to_json(&contract::report(&bag, &bed, pages))
    } else {
        String::new()
    };
    if wants(Format::Json) {
        add("json", "every piece and seam as numbers".to_owned(), data.clone().into_bytes());
    }
    let paths = write(&args.out, &outputs, args.force)?;
    if json {
        return Ok(Said::only(data));
    }
    let title = match brief.named_size() {
        Some(size) => format!("{}, {size}", style.file().title),
        None => style.file().title.clone(),
    };
    let size = finished(&bag);
    let files: Vec<[String; 2]> = paths
        .iter()
        .map(|path| path.display().to_string())
        .zip(told)
        .map(|(a, b)| [a, b])
        .collect();
    Ok(Said::only(report(lines, &[title, size], &bag, &files, pages.is_some())))
}

/// The pages, and on what.
struct Printed {
    pages: Sheets,
    /// The paper, and where nobody asked for one and it is not A4, why.
    paper: String,
}

impl Printed {
    /// On the paper that was asked for; without one on A4, or the first larger that holds every piece.
    fn of(bag: &Solved, asked: Option<&Paper>) -> Result<Self, Error> {
        if let Some(paper) = asked {
            return Ok(Self { pages: bag.makeable().lay_out(paper)?, paper: paper.to_string() });
        }
        let first = match bag.makeable().lay_out(&Paper::A4) {
            Ok(pages) => return Ok(Self { pages, paper: Paper::A4.to_string() }),
            Err(error) => error,
        };
        let (mut refusal, mut smaller) = (first.clone(), Paper::A4);
        for paper in Paper::ABOVE_A4 {
            let Some(piece) = too_large(&refusal) else { break };
            match bag.makeable().lay_out(&paper) {
                Ok(pages) => {
                    let paper = format!("{paper}: `{piece}` does not fit on {smaller}");
                    return Ok(Self { pages, paper });
                }
                Err(error) => refusal = error,
            }
            smaller = paper;
        }
        Err(first)
    }
}

/// The piece that is larger than the paper, if that is what is wrong.
fn too_large(error: &Error) -> Option<String> {
    error.diagnostics().iter().find_map(|fact| match &fact.place {
        Place::Element(piece) if error.kind() == ErrorKind::Paper => Some(piece.clone()),
        _ => None,
    })
}

/// The wish as it was said. What is said twice is refused: of two values one would be dropped without a word.
fn brief<'s>(style: &'s Style, args: &Make) -> Result<Brief<'s>, Diagnostic> {
    once(args.set.iter().chain(&args.pin))?;
    once(args.uses.iter())?;
    let mut brief = Brief::new(style);
    if let Some(size) = &args.size {
        brief = brief.size(size)?;
    }
    for (name, value) in &args.set {
        brief = brief.want_text(name, value)?;
    }
    for (name, value) in &args.pin {
        brief = brief.pin_text(name, value)?;
    }
    for (slot, entry) in &args.uses {
        brief = brief.use_stock(slot, entry)?;
    }
    Ok(brief)
}

fn once<'a>(said: impl Iterator<Item = &'a (String, String)>) -> Result<(), Diagnostic> {
    let mut names = BTreeSet::new();
    for (name, _) in said {
        if !names.insert(name) {
            let message = format!("`{name}` is given twice");
            return Err(
                Diagnostic::error("given-twice", Place::Nowhere, message).hint("give it once")
            );
        }
    }
    Ok(())
}

/// What a calliper will read, in the style's order: `width 53 mm, height 43 mm`.
fn finished(bag: &Solved) -> String {
    let (bound, values) = (&bag.makeable().structure().bound, &bag.makeable().frame().values);
    let told = bound.finished.iter().filter_map(|(name, leaf)| {
        values.get(*leaf).map(|value| format!("{name} {} mm", short(*value, 1)))
    });
    told.collect::<Vec<_>>().join(", ")
}

fn unwritten(format: &str, error: &ExportError) -> Failure {
    Failure::file("export", format!("the {format} cannot be made: {error}"), "")
}

fn report(
    lines: Lines,
    head: &[String],
    bag: &Solved,
    files: &[[String; 2]],
    printed: bool,
) -> String {
    let mut out: String = head
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| lines.paragraph("", "  ", line))
        .collect();
    out.push('\n');
    let changes = bag.adjustments();
    if changes.is_empty() {
        out += "Made as wished: nothing had to be changed.\n";
    } else {
        out += "Changed, as little as possible, so that hands can make it\n";
        for change in changes {
            out += &lines.paragraph("  ", "      ", &change.to_string());
        }
    }
    if !bag.notes().is_empty() {
        out += "\nWorth knowing\n";
        for note in bag.notes() {
            out += &lines.paragraph(
                if note.severity == Severity::Note { "  " } else { "  ! " },
                "    ",
                &note.message,
            );
            for hint in &note.hints {
                out += &lines.paragraph("    ", "    ", hint);
            }
        }
    }
    out += "\nWritten\n";
    out += &lines.columns("  ", files);
    if printed {
        out += "\nPrint at 100 % (\"actual size\", not \"fit to page\"), then lay a bank card on the\n\
                card drawn on the sheet: if it covers it exactly, the pattern is true to size.\n";
    }
    out
}
