//! Findings as data: what is wrong with a design or a file, where, by how much, and the ways out.

use core::fmt;
use core::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Taste or a doubtful figure: the bag can be made.
    Warning,
    /// The bag or the file cannot be used as it is.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A stretch of a text file: bytes from `start` to before `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// What a finding points at.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Nothing in particular.
    Nowhere,
    /// A stretch of the file that was read.
    Text(Span),
    /// A part of the bag, by its names in the style file: `front`, `seam.front`, `tab[0]`.
    Element(String),
}

/// One fact about a design or a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Stable, kebab-case: `unknown-key`, `hole-near-edge`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence: lower case, no final stop; names the value and the rule.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Ways out, best first.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), place, hints: Vec::new() }
    }
    /// An error at a stretch of the file.
    pub fn at(code: &'static str, span: impl Into<Span>, message: impl Into<String>) -> Self {
        Self::error(code, Place::Text(span.into()), message)
    }
    /// The same with one more way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        for hint in &self.hints {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

impl core::error::Error for Diagnostic {}

/// Everything that was found wrong, in the order it was found: never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Faults(pub Vec<Diagnostic>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl core::error::Error for Faults {}

impl From<Diagnostic> for Faults {
    fn from(fault: Diagnostic) -> Self {
        Self(vec![fault])
    }
}

/// The one of `known` that `word` was probably meant to be: within a third of its letters, nearest first.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Only the first 64 letters are compared; a longer word is no slip of the hand.
    let limit = (word.chars().count().min(24) / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (edit_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, substitutions and swaps of neighbours that lead from `a` to `b`.
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let same = usize::from(a[i - 1] != b[j - 1]);
                let mut best =
                    (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + same);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(rows[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_guessed_and_a_stranger_is_not() {
        let known = ["width", "height", "depth"];
        assert_eq!(did_you_mean("widht", known), Some("width"), "two letters swapped");
        assert_eq!(did_you_mean("heigth", known), Some("height"), "two letters swapped");
        assert_eq!(did_you_mean("colour", known), None, "nothing alike");
    }
}
