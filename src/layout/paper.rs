//! Sheets of paper: the usual ones by name, any other by its size, and the margin a printer needs.

use core::fmt;
use core::str::FromStr;
use std::borrow::Cow;

use crate::diag::did_you_mean;

/// A sheet of paper, upright, with the margin nothing is drawn in.
///
/// Guarantees a size between 50 and 5080 mm a side and a margin that a printer can keep.
///
/// # Example
///
/// ```
/// use microbag::layout::Paper;
///
/// let paper: Paper = "letter".parse()?;
/// assert_eq!((paper.width(), paper.height()), (215.9, 279.4), "US letter");
/// let strip: Paper = "200x300mm".parse()?;
/// assert_eq!(strip.to_string(), "200x300mm", "a size is its own name");
/// assert!("a9".parse::<Paper>().unwrap_err().to_string().contains("tabloid"), "the names are listed");
/// # Ok::<(), microbag::layout::PaperError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    name: Cow<'static, str>,
    width: f64,
    height: f64,
    margin: f64,
}

/// What is wrong with a wish for paper.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PaperError {
    /// Neither a name nor a size.
    #[error("paper `{word}` is not known; known are {known}, or a size in mm as `200x300mm`{guess}", known = names())]
    Unknown {
        /// What was asked for.
        word: String,
        /// `; did you mean …?`, or nothing.
        guess: String,
    },
    /// A size no printer and no file format takes.
    #[error(
        "paper `{word}` is out of range: each side must be between {MIN_SIDE} and {MAX_SIDE} mm"
    )]
    OutOfRange {
        /// What was asked for.
        word: String,
    },
    /// A margin printers cannot keep, or one that eats the sheet.
    #[error(
        "a margin of {margin} mm does not work on {paper}: it must be at least {MIN_MARGIN} mm and at most a quarter of the shorter side"
    )]
    Margin {
        /// The margin asked for, mm.
        margin: f64,
        /// On which paper.
        paper: String,
    },
}

/// Least side, mm: below it no printer feeds.
const MIN_SIDE: f64 = 50.0;
/// Greatest side, mm: 200 in, the largest page of a PDF.
const MAX_SIDE: f64 = 5080.0;
/// Least margin, mm: the quarter inch most desktop printers cannot print on.
const MIN_MARGIN: f64 = 6.35;
/// The margin if none is asked for, mm.
const MARGIN: f64 = 10.0;

impl Paper {
    /// ISO A4.
    pub const A4: Self = Self::named("a4", 210.0, 297.0);
    /// US letter.
    pub const LETTER: Self = Self::named("letter", 215.9, 279.4);
    /// US legal.
    pub const LEGAL: Self = Self::named("legal", 215.9, 355.6);
    /// ISO A3.
    pub const A3: Self = Self::named("a3", 297.0, 420.0);
    /// US tabloid.
    pub const TABLOID: Self = Self::named("tabloid", 279.4, 431.8);
    /// ISO A2.
    pub const A2: Self = Self::named("a2", 420.0, 594.0);
    /// ISO A1.
    pub const A1: Self = Self::named("a1", 594.0, 841.0);
    /// ISO A0.
    pub const A0: Self = Self::named("a0", 841.0, 1189.0);
    /// Every paper with a name, smallest area first.
    pub const ALL: [Self; 8] = [
        Self::LETTER,
        Self::A4,
        Self::LEGAL,
        Self::TABLOID,
        Self::A3,
        Self::A2,
        Self::A1,
        Self::A0,
    ];

    /// The ISO papers above A4, smallest first: what is tried next where nobody asked for a paper.
    pub const ABOVE_A4: [Self; 4] = [Self::A3, Self::A2, Self::A1, Self::A0];

    const fn named(name: &'static str, width: f64, height: f64) -> Self {
        Self { name: Cow::Borrowed(name), width, height, margin: MARGIN }
    }

    /// A sheet of any size, mm.
    ///
    /// # Errors
    ///
    /// When a side is not between 50 and 5080 mm.
    pub fn custom(width: f64, height: f64) -> Result<Self, PaperError> {
        let name = format!("{width}x{height}mm");
        let fits = |side: f64| MIN_SIDE <= side && side <= MAX_SIDE;
        if !(fits(width) && fits(height)) {
            return Err(PaperError::OutOfRange { word: name });
        }
        Ok(Self { name: Cow::Owned(name), width, height, margin: MARGIN })
    }

    /// The same sheet with another margin, mm.
    ///
    /// # Errors
    ///
    /// When the margin is under 6.35 mm (a quarter inch, which desktop printers cannot print on) or over a quarter
    /// of the shorter side.
    pub fn with_margin(self, margin: f64) -> Result<Self, PaperError> {
        if MIN_MARGIN <= margin && margin <= self.width.min(self.height) / 4.0 {
            return Ok(Self { margin, ..self });
        }
        Err(PaperError::Margin { margin, paper: self.to_string() })
    }

    /// Its name if it is one of [`Paper::ALL`].
    pub(super) fn known_name(&self) -> Option<&'static str> {
        match self.name {
            Cow::Borrowed(name) => Some(name),
            Cow::Owned(_) => None,
        }
    }
    /// Its name: `a4`, or its size as `200x300mm`.
    pub fn name(&self) -> &str {
        &self.name
    }
    /// Width of the sheet, mm.
    pub fn width(&self) -> f64 {
        self.width
    }
    /// Height of the sheet, mm.
    pub fn height(&self) -> f64 {
        self.height
    }
    /// Margin on all four sides, mm.
    pub fn margin(&self) -> f64 {
        self.margin
    }
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl FromStr for Paper {
    type Err = PaperError;
    /// Reads a name (`A4`, `letter`) or a size in mm (`200x300mm`, `200x300`), upper or lower case.
    fn from_str(word: &str) -> Result<Self, PaperError> {
        let lower = word.trim().to_lowercase();
        if let Some(paper) = Self::ALL.into_iter().find(|paper| paper.name == lower) {
            return Ok(paper);
        }
        if let Some((width, height)) = sides(&lower) {
            return Self::custom(width, height)
                .map_err(|_| PaperError::OutOfRange { word: word.into() });
        }
        let known = Self::ALL;
        let guess = did_you_mean(&lower, known.iter().map(Self::name))
            .map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
        Err(PaperError::Unknown { word: word.into(), guess })
    }
}

/// The two numbers of `200x300mm`.
fn sides(word: &str) -> Option<(f64, f64)> {
    let (width, height) = word.strip_suffix("mm").unwrap_or(word).split_once(['x', '×'])?;
    let number = |part: &str| {
        let part = part.trim();
        part.strip_suffix("mm").unwrap_or(part).trim().parse::<f64>().ok()
    };
    Some((number(width)?, number(height)?))
}

/// The known names, for a message.
fn names() -> String {
    let all: Vec<String> = Paper::ALL.iter().map(|paper| format!("`{paper}`")).collect();
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_size() {
        let sizes = [
            ("a4", 210.0, 297.0),
            ("letter", 215.9, 279.4),
            ("legal", 215.9, 355.6),
            ("a3", 297.0, 420.0),
            ("tabloid", 279.4, 431.8),
            ("a2", 420.0, 594.0),
            ("a1", 594.0, 841.0),
            ("a0", 841.0, 1189.0),
        ];
        assert_eq!(sizes.len(), Paper::ALL.len(), "every named paper is in this table");
        for (name, width, height) in sizes {
            for word in [name.to_string(), name.to_uppercase(), format!(" {name} ")] {
                let paper: Paper = word.parse().unwrap();
                assert_eq!((paper.width(), paper.height()), (width, height), "size of {name}");
                assert_eq!(paper.margin(), 10.0, "margin of {name}");
                assert_eq!(paper.name(), name, "name of {name}");
            }
        }
    }

    #[test]
    fn names_stand_from_the_smallest_area_to_the_greatest() {
        let areas = Paper::ALL.map(|paper| paper.width() * paper.height());
        assert!(areas.is_sorted(), "areas are not in order: {areas:?}");
    }

    #[test]
    fn sizes_are_read_in_every_usual_spelling() {
        for word in
            ["200x300mm", "200x300", "200X300MM", "200 x 300 mm", "200mm x 300mm", "200×300"]
        {
            let paper: Paper = word.parse().unwrap();
            assert_eq!((paper.width(), paper.height()), (200.0, 300.0), "read `{word}`");
            assert_eq!(paper.to_string().parse(), Ok(paper), "the name of `{word}` reads back");
        }
    }

    #[test]
    fn what_is_no_paper_is_told_the_names() {
        for word in ["", "a9", "x", "200x", "xmm", "200x300x4", "-", "200cm", "1e", "b5"] {
            let error = word.parse::<Paper>().unwrap_err();
            assert!(matches!(error, PaperError::Unknown { .. }), "`{word}`: {error:?}");
            for paper in Paper::ALL {
                let text = error.to_string();
                assert!(text.contains(paper.name()), "`{word}`: {text} does not list {paper}");
            }
        }
        let error = "leter".parse::<Paper>().unwrap_err().to_string();
        assert!(error.ends_with("did you mean `letter`?"), "no guess in: {error}");
    }

    #[test]
    fn sizes_and_margins_that_cannot_be_are_refused() {
        for word in ["49x300", "200x6000", "0x0", "-200x300", "nanx300", "infx300", "200xnan"] {
            let error = word.parse::<Paper>().unwrap_err();
            assert!(matches!(error, PaperError::OutOfRange { .. }), "`{word}`: {error:?}");
        }
        for margin in [6.34, 0.0, -1.0, 53.0, f64::NAN, f64::INFINITY] {
            let error = Paper::A4.with_margin(margin).unwrap_err();
            assert!(matches!(error, PaperError::Margin { .. }), "margin {margin}: {error:?}");
        }
        for margin in [6.35, 12.0, 52.5] {
            assert_eq!(Paper::A4.with_margin(margin).unwrap().margin(), margin, "a good margin");
        }
    }
}
