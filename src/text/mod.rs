//! The sheet's typeface: widths and outlines of Noto Sans, and the subset of it that a document embeds.
//!
//! Text is set plainly, one glyph after the other without kerning or ligatures, so that every format draws a line with
//! the same width and a search finds what was written. What the typeface lacks is drawn as its box, never dropped.

mod outline;
#[cfg(feature = "pdf")]
mod subset;
mod typeface;

pub use outline::{Contour, Curve, Pen};
#[cfg(feature = "pdf")]
pub(crate) use subset::{NoSubset, Subset};
pub use typeface::Typeface;

/// The characters of a line of text: a control character or a line break becomes a space.
pub fn printable(content: &str) -> impl Iterator<Item = char> {
    content.chars().map(|c| {
        let breaks = c.is_control() || c == '\u{2028}' || c == '\u{2029}';
        if breaks { ' ' } else { c }
    })
}

/// How far a line of text runs along its baseline, in the unit of `size`, which is the em.
pub fn width(content: &str, size: f64, bold: bool) -> f64 {
    static FACE: std::sync::OnceLock<Typeface> = std::sync::OnceLock::new();
    FACE.get_or_init(Typeface::default).width(content, size, bold)
}
