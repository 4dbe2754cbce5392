//! Noto Sans in two weights: how wide a line of text is, and how it looks.

use core::fmt;

use ttf_parser::{Face, GlyphId};

use super::outline::{Collector, Setter};
use super::{Contour, Pen, printable};
use crate::geom::Point;

/// What stands for a face that cannot be read: the proportions of Noto Sans, in thousandths of the em.
const FALLBACK: Metrics =
    Metrics { units: 1000.0, ascent: 1069.0, descent: -293.0, capital: 714.0 };

/// Width of the box that stands for a glyph nobody drew, share of the em.
const BOX_WIDTH: f64 = 0.6;

/// The sheet's typeface in regular and bold.
///
/// Opening it reads a few tables and costs microseconds; open it once per document.
#[derive(Clone)]
pub struct Typeface {
    faces: [OpenFace; 2],
}

#[derive(Clone)]
struct OpenFace {
    face: Option<Face<'static>>,
    metrics: Metrics,
}

#[derive(Clone, Copy)]
struct Metrics {
    units: f64,
    ascent: f64,
    descent: f64,
    capital: f64,
}

impl fmt::Debug for Typeface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typeface(Noto Sans)")
    }
}

impl Default for Typeface {
    fn default() -> Self {
        Self { faces: [notosans::REGULAR_TTF, notosans::BOLD_TTF].map(OpenFace::read) }
    }
}

impl OpenFace {
    fn read(program: &'static [u8]) -> Self {
        let face = Face::parse(program, 0).ok();
        let metrics = face.as_ref().map_or(FALLBACK, |face| Metrics {
            units: f64::from(face.units_per_em()),
            ascent: f64::from(face.ascender()),
            descent: f64::from(face.descender()),
            capital: f64::from(face.capital_height().unwrap_or(face.ascender())),
        });
        Self { face, metrics }
    }

    /// The glyph of a character; the box where there is none.
    fn glyph(&self, c: char) -> GlyphId {
        self.face.as_ref().and_then(|face| face.glyph_index(c)).unwrap_or(GlyphId(0))
    }

    /// How far a glyph moves on, font units.
    fn advance(&self, glyph: GlyphId) -> f64 {
        let known = self.face.as_ref().and_then(|face| face.glyph_hor_advance(glyph));
        known.map_or(BOX_WIDTH * self.metrics.units, f64::from)
    }
}

impl Typeface {
    /// How far a line of text runs along its baseline, in the unit of `size`, which is the em.
    pub fn width(&self, content: &str, size: f64, bold: bool) -> f64 {
        let face = self.face_of(bold);
        let units: f64 = printable(content).map(|c| face.advance(face.glyph(c))).sum();
        units * size / face.metrics.units
    }
    /// How far the tallest letters reach above the baseline.
    pub fn ascent(&self, size: f64, bold: bool) -> f64 {
        let metrics = self.face_of(bold).metrics;
        metrics.ascent * size / metrics.units
    }
    /// How far the lowest letters reach below the baseline, positive.
    pub fn descent(&self, size: f64, bold: bool) -> f64 {
        let metrics = self.face_of(bold).metrics;
        -metrics.descent * size / metrics.units
    }
    /// Height of a capital letter above the baseline.
    pub fn capital(&self, size: f64, bold: bool) -> f64 {
        let metrics = self.face_of(bold).metrics;
        metrics.capital * size / metrics.units
    }
    /// True if the typeface has a glyph for `c`.
    pub fn has(&self, c: char, bold: bool) -> bool {
        self.face_of(bold).glyph(c) != GlyphId(0)
    }
    /// Draws a line of text with `pen`, the baseline starting at the origin and running to the right, y up.
    pub fn trace(&self, content: &str, size: f64, bold: bool, pen: &mut impl Pen) {
        let face = self.face_of(bold);
        let scale = size / face.metrics.units;
        let mut x = 0.0;
        for c in printable(content) {
            let glyph = face.glyph(c);
            let step = face.advance(glyph) * scale;
            let drawn = face.face.as_ref().and_then(|face| {
                face.outline_glyph(glyph, &mut Setter { pen: &mut *pen, x, scale })
            });
            // A space has no outline and shall have none; a box must be seen.
            if drawn.is_none() && glyph == GlyphId(0) {
                draw_box(pen, x, step, face.metrics.capital * scale);
            }
            x += step;
        }
    }
    /// The contours of a line of text, the baseline starting at the origin and running to the right, y up.
    ///
    /// # Example
    ///
    /// ```
    /// let typeface = microbag::text::Typeface::default();
    /// let dot = typeface.outline("i.", 10.0, false);
    /// assert_eq!(dot.len(), 3, "the stem, its dot and the full stop");
    /// ```
    pub fn outline(&self, content: &str, size: f64, bold: bool) -> Vec<Contour> {
        let mut collector = Collector::default();
        self.trace(content, size, bold, &mut collector);
        collector.contours
    }

    fn face_of(&self, bold: bool) -> &OpenFace {
        let [regular, heavy] = &self.faces;
        if bold { heavy } else { regular }
    }

    /// The parsed face, for who embeds it.
    #[cfg(feature = "pdf")]
    pub(super) fn parsed(&self, bold: bool) -> Option<&Face<'static>> {
        self.face_of(bold).face.as_ref()
    }
}

/// An upright frame one tenth of its width thick.
fn draw_box(pen: &mut impl Pen, x: f64, width: f64, height: f64) {
    let line = width / 10.0;
    for (inset, clockwise) in [(line, false), (2.0 * line, true)] {
        let (l, r, b, t) = (x + inset, x + width - inset, inset - line, height - inset + line);
        let mut corners = [(l, b), (r, b), (r, t), (l, t)].map(|(x, y)| Point::new(x, y));
        if clockwise {
            corners.reverse();
        }
        let [first, rest @ ..] = corners;
        pen.move_to(first);
        for corner in rest {
            pen.line_to(corner);
        }
        pen.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn both_faces_are_read_and_bold_is_wider() {
        let typeface = Typeface::default();
        assert!(typeface.faces.iter().all(|face| face.face.is_some()), "both programs are sound");
        let (regular, bold) =
            (typeface.width("Gusset", 4.0, false), typeface.width("Gusset", 4.0, true));
        assert!(bold > regular * 1.02, "{bold} against {regular}");
        assert_relative_eq!(typeface.width("n", 2048.0, false), 1266.0);
        assert_relative_eq!(typeface.capital(2048.0, false), 1462.0);
        assert!(typeface.ascent(1.0, false) > 0.7 && typeface.descent(1.0, true) > 0.2, "upright");
    }

    #[test]
    fn a_missing_glyph_is_a_box_and_a_line_break_is_a_space() {
        let typeface = Typeface::default();
        assert!(!typeface.has('日', false), "Noto Sans has no Chinese");
        for bold in [false, true] {
            assert_eq!(
                typeface.outline("日本", 3.0, bold).len(),
                4,
                "an outer and an inner frame each"
            );
        }
        for c in ["\n", "\t", "\0", "\r", "\u{2028}"] {
            assert_eq!(typeface.width(c, 3.0, false), typeface.width(" ", 3.0, false), "{c:?}");
            assert!(typeface.outline(c, 3.0, false).is_empty(), "{c:?} draws nothing");
        }
    }

    #[test]
    fn the_box_drawn_for_an_unreadable_face_is_a_frame() {
        let mut typeface = Typeface::default();
        typeface.faces[0] = OpenFace::read(b"no font");
        let frame = typeface.outline("x", 10.0, false);
        assert_eq!(frame.len(), 2, "outside and inside");
        assert_relative_eq!(typeface.width("x", 10.0, false), 6.0);
    }
}
