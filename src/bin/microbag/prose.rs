//! Text for a terminal: broken into lines, and without anything a terminal would obey.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How long lines may be. Only a terminal gets them broken: a program that reads along finds each fact on one line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines {
    width: usize,
}

impl Lines {
    /// Broken for a terminal, whole for anything else.
    pub(crate) fn on(terminal: bool) -> Self {
        Self { width: if terminal { 80 } else { usize::MAX } }
    }

    /// The paragraph with `first` before its first line, `rest` before the others; ends with a line break.
    pub(crate) fn paragraph(self, first: &str, rest: &str, text: &str) -> String {
        let mut out = first.to_owned();
        let mut column = first.chars().count();
        let mut fresh = true;
        for word in text.split_whitespace() {
            let length = word.chars().count();
            if !fresh && column + 1 + length > self.width {
                out.push('\n');
                out += rest;
                column = rest.chars().count();
                fresh = true;
            }
            if !fresh {
                out.push(' ');
                column += 1;
            }
            out += word;
            column += length;
            fresh = false;
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
        out
    }

    /// Rows of cells as columns, each as wide as its widest cell; the last column is broken where it has room.
    pub(crate) fn columns<const N: usize>(self, indent: &str, rows: &[[String; N]]) -> String {
        let width =
            |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..N).map(width).collect();
        let mut out = String::new();
        for row in rows {
            let mut first = indent.to_owned();
            for (cell, width) in row.iter().zip(&widths).take(N.saturating_sub(1)) {
                let _ = write!(first, "{cell:width$}  ");
            }
            let last = row.last().map_or("", String::as_str);
            let column = first.chars().count();
            // A column too narrow for a few words is better left to the terminal.
            let lines = if column > self.width / 2 { Self::on(false) } else { self };
            out += &lines.paragraph(&first, &" ".repeat(column), last);
        }
        out
    }
}

/// `1 change`, `2 changes`.
pub(crate) fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("{n} {what}") } else { format!("{n} {what}s") }
}

/// The text with a stand-in of the same length in bytes for everything a terminal would obey instead of show, line
/// breaks and tabs aside: a file from somebody else must not drive the terminal, and places in the text must stay.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    // Control characters; marks that turn the direction of writing; line breaks no editor counts.
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let unruly = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || turns(c);
    if !text.contains(unruly) {
        return Cow::Borrowed(text);
    }
    let stand_in = |c: char| match (unruly(c), c.len_utf8()) {
        (false, _) => c,
        (true, 1) => '?',
        (true, 2) => '¿',
        (true, _) => char::REPLACEMENT_CHARACTER,
    };
    Cow::Owned(text.chars().map(stand_in).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_and_indented() {
        let lines = Lines::on(true);
        let text = lines.paragraph("  - ", "    ", &"twelve chars ".repeat(20));
        assert!(text.lines().count() > 1, "one line of {text}");
        for line in text.lines() {
            assert!(line.chars().count() <= lines.width, "too long: {line}");
            assert!(line.starts_with("  - ") || line.starts_with("    "), "not indented: {line}");
        }
        let word = lines.paragraph("", "", &"x".repeat(200));
        assert_eq!(word.lines().count(), 1, "a long word stays whole");
        assert_eq!(lines.paragraph("a ", "", ""), "a\n", "no trailing blanks");
        let whole = Lines::on(false).paragraph("", "", &"twelve chars ".repeat(20));
        assert_eq!(whole.lines().count(), 1, "broken for a program");
    }

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [["a", "1"], ["width", "2"]].map(|row| row.map(str::to_owned));
        assert_eq!(Lines::on(true).columns(" ", &rows), " a      1\n width  2\n", "two columns");
    }

    #[test]
    fn control_characters_lose_their_power_and_keep_their_bytes() {
        let wild = "a\u{1b}[31mb\u{9b}c\u{7f}\n\té\u{202e}";
        let tame = printable(wild);
        assert_eq!(tame, "a?[31mb¿c?\n\té\u{fffd}", "stand-ins");
        assert_eq!(tame.len(), wild.len(), "bytes stay where they are");
    }
}
