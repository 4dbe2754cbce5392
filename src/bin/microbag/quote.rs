//! A finding for people: what is wrong, the line it is about with the place underlined, the ways out.

use core::ops::Range;

use ariadne::{Color, Config, IndexType, Label, Report, ReportKind};
use microbag::diag::{Diagnostic, Place, Severity, Span};

use crate::prose::{Lines, printable};
use crate::source::Source;

/// Longer lines are told by their place alone: nobody reads a screenful to find one mark.
const LONGEST_LINE: usize = 200;

/// How findings are written down.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pen {
    /// With colors.
    pub(crate) color: bool,
    /// Broken or whole.
    pub(crate) lines: Lines,
}

/// A text ready to be quoted.
pub(crate) struct Quoted<'s> {
    source: &'s Source,
    name: String,
    lines: ariadne::Source<String>,
}

impl<'s> Quoted<'s> {
    /// Finds the lines of a source.
    pub(crate) fn new(source: &'s Source) -> Self {
        let name = printable(&source.name).into_owned();
        Self { source, name, lines: ariadne::Source::from(printable(&source.text).into_owned()) }
    }

    /// The bytes to underline: whole characters of the span's first line, without blanks at its ends.
    fn underlined(&self, span: Span) -> (usize, usize) {
        let text = &self.source.text;
        let start = self.source.floor(span.start);
        let end = self.source.floor(span.end).max(start);
        let meant = text[start..end].lines().next().unwrap_or_default().trim_end();
        (start, start + meant.len())
    }

    /// Length of the line that a byte is on.
    fn line_length(&self, byte: usize) -> usize {
        let (before, after) = self.source.text.split_at(byte);
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = after.split('\n').next().unwrap_or_default();
        before.len() + after.len()
    }
}

/// One line that says what could not be done.
pub(crate) fn headline(text: &str, pen: Pen) -> String {
    pen.lines.paragraph(
        &format!("{}: ", painted("error", Severity::Error, pen)),
        "  ",
        &printable(text),
    )
}

/// A finding, with its line quoted if it is about a place in `quoted`.
pub(crate) fn diagnostic(finding: &Diagnostic, quoted: Option<&Quoted<'_>>, pen: Pen) -> String {
    let kind = format!("{}[{}]", finding.severity, finding.code);
    let kind = painted(&kind, finding.severity, pen);
    let mut text = pen.lines.paragraph(&format!("{kind}: "), "  ", &printable(&finding.message));
    let mut hints = finding.hints.as_slice();
    match (&finding.place, quoted) {
        (Place::Text(span), Some(quoted)) => {
            let (start, end) = quoted.underlined(*span);
            let short = quoted.line_length(start) <= LONGEST_LINE;
            let (label, rest) = hints.split_first().map_or((None, hints), |(a, b)| (Some(a), b));
            let label = label.map_or("here", String::as_str);
            let shade = shade(finding.severity);
            if let Some(drawn) =
                short.then(|| drawn(label, shade, quoted, start..end, pen)).flatten()
            {
                text += &drawn;
                hints = rest;
            } else {
                let (line, column) = quoted.source.line_and_column(start);
                text += &pen.lines.paragraph(
                    "  at ",
                    "     ",
                    &format!("{}:{line}:{column}", quoted.name),
                );
            }
        }
        // Most messages name their place; only what they leave out is added.
        (Place::Element(name), _) if !finding.message.contains(name.as_str()) => {
            text += &pen.lines.paragraph("  at ", "     ", &printable(name));
        }
        _ => {}
    }
    for hint in hints {
        text += &pen.lines.paragraph("  hint: ", "        ", &printable(hint));
    }
    text
}

/// The line with the bytes underlined and the label at them.
fn drawn(
    label: &str,
    shade: Color,
    quoted: &Quoted<'_>,
    bytes: Range<usize>,
    pen: Pen,
) -> Option<String> {
    let config = Config::new().with_index_type(IndexType::Byte).with_color(pen.color);
    let label =
        Label::new((&quoted.name, bytes.clone())).with_color(shade).with_message(printable(label));
    let report = Report::build(ReportKind::Error, (&quoted.name, bytes))
        .with_config(config)
        .with_label(label)
        .finish();
    let mut text = Vec::new();
    report.write((&quoted.name, &quoted.lines), &mut text).ok()?;
    let text = String::from_utf8(text).ok()?;
    // The first line is its headline; ours has our words.
    let (_, lines) = text.split_once('\n')?;
    Some(lines.lines().flat_map(|line| [line.trim_end(), "\n"]).collect())
}

fn shade(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Note => Color::Cyan,
    }
}

fn painted(text: &str, severity: Severity, pen: Pen) -> String {
    let code = match severity {
        Severity::Error => 31,
        Severity::Warning => 33,
        Severity::Note => 36,
    };
    if pen.color { format!("\u{1b}[1;{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_in_every_text_is_quoted() {
        let pen = Pen { color: false, lines: Lines::on(false) };
        for text in ["", "\n", "a", "é\r\n東\tx\u{2028}y\n\n\u{85}z = \"\u{1f45c}\"\r", "a\r\rb\n"]
        {
            let source = Source::new("bag.toml".to_owned(), text.to_owned());
            let quoted = Quoted::new(&source);
            for start in 0..text.len() + 3 {
                for end in 0..text.len() + 3 {
                    let finding =
                        Diagnostic::at("code", Span { start, end }, "message").hint("hint");
                    let told = diagnostic(&finding, Some(&quoted), pen);
                    assert!(told.contains("bag.toml:"), "{text:?} {start}..{end}: {told}");
                    assert!(told.contains("hint"), "{text:?} {start}..{end}: {told}");
                }
            }
        }
    }
}
