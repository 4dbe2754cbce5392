//! The way from a wish to sheets, as calls.

use crate::brief::Brief;
use crate::error::Error;
use crate::frame::Structure;
use crate::layout::{self, Art, Paper, Sheet, Sheets};
use crate::solve::{Makeable, Solved};
use crate::stock::Stock;
use crate::style::Style;
use crate::units::short;

/// Finds the makeable bag nearest to a wish.
///
/// # Errors
/// [`ErrorKind::Input`](crate::ErrorKind::Input) for slots that cannot be filled so,
/// [`ErrorKind::Unmakeable`](crate::ErrorKind::Unmakeable) with the rules that clash.
pub fn solve(style: &Style, brief: &Brief<'_>, stock: &Stock) -> Result<Solved, Error> {
    debug_assert!(core::ptr::eq(style, brief.style()), "the brief is for another style");
    Ok(crate::solve::solve(Structure::of(brief, stock)?)?)
}

impl Makeable {
    /// Lays the pieces out on pages of a paper, true to size, with gauges to prove it.
    ///
    /// Of a strap that is longer than the page both ends are drawn, and its whole length is told.
    ///
    /// # Errors
    /// [`ErrorKind::Paper`](crate::ErrorKind::Paper) if a piece is larger than the page; it names a paper that fits.
    pub fn lay_out(&self, paper: &Paper) -> Result<Sheets, Error> {
        let sheet = self.sheet();
        let arts = layout::broken(self.arts(), &sheet, paper);
        Ok(Sheets::new(layout::lay_out(&arts, &sheet, paper)?.pages))
    }

    /// Lays the pieces out on one sheet of its own size, with nothing but the pieces on it.
    ///
    /// # Errors
    /// None for a bag that was solved; the type is that of all layouts.
    pub fn bed(&self) -> Result<Sheets, Error> {
        let title = self.structure().style_title.clone();
        Ok(Sheets::new(vec![layout::bed(&self.arts(), &title)?]))
    }

    /// The pieces as pictures in their own coordinates.
    pub fn arts(&self) -> Vec<Art> {
        self.pieces()
            .iter()
            .map(|piece| layout::art(self.structure(), &self.draft().rows, piece))
            .collect()
    }

    /// What every page says about the bag.
    fn sheet(&self) -> Sheet {
        let bound = &self.structure().bound;
        let sizes: Vec<String> = bound
            .finished
            .iter()
            .map(|(name, leaf)| format!("{name} {}", short(self.frame().values[*leaf], 1)))
            .collect();
        let used = |materials: bool| {
            let mut titles: Vec<&str> = Vec::new();
            for (slot, entry) in bound.slots.iter().zip(&self.structure().entries) {
                if slot.is_material == materials && !titles.contains(&entry.title.as_str()) {
                    titles.push(&entry.title);
                }
            }
            titles.join(", ")
        };
        let mut subtitle = vec![used(true), used(false)];
        if !sizes.is_empty() {
            subtitle.insert(0, format!("Finished {} mm", sizes.join(", ")));
        }
        let changes: Vec<String> = self
            .adjustments()
            .iter()
            .map(|change| {
                format!(
                    "{} {} \u{2192} {}",
                    change.param,
                    short(change.wanted.value, 2),
                    change.got
                )
            })
            .collect();
        if !changes.is_empty() {
            subtitle.push(format!("Changed from the wish: {}", changes.join(", ")));
        }
        subtitle.push("All pieces are seen on their grain side.".to_owned());
        let subtitle = subtitle.iter().map(|line| tied(line)).collect();
        Sheet {
            title: self.structure().style_title.clone(),
            subtitle,
            notes: vec![
                "No sewn proof: try the seams in scrap before cutting good leather.".to_owned(),
            ],
        }
    }
}

/// Numbers stay with their units and with the word before them where a line is wrapped, changes stay whole.
fn tied(line: &str) -> String {
    let mut tied = String::with_capacity(line.len());
    let mut before = ' ';
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let figure = next.is_ascii_digit() && before.is_alphabetic();
        let whole = figure || next == '(' || [before, next].contains(&'\u{2192}');
        tied.push(if c == ' ' && whole { '\u{a0}' } else { c });
        before = c;
    }
    tied.replace(" mm", "\u{a0}mm")
}
