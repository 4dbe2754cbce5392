//! Stand-in for the font metrics: widths of lines of text.

/// Width of one line set at `size_mm`, mm.
pub fn width(content: &str, size_mm: f64, bold: bool) -> f64 {
    let bytes = if bold { notosans::BOLD_TTF } else { notosans::REGULAR_TTF };
    thread_local! {
        static FACES: [Option<ttf_parser::Face<'static>>; 2] = [
            ttf_parser::Face::parse(notosans::REGULAR_TTF, 0).ok(),
            ttf_parser::Face::parse(notosans::BOLD_TTF, 0).ok(),
        ];
    }
    let _ = bytes;
    FACES.with(|faces| {
        let Some(face) = &faces[usize::from(bold)] else { return 0.0 };
        let units: f64 = content
            .chars()
            .map(|c| {
                let glyph = face.glyph_index(c).unwrap_or(ttf_parser::GlyphId(0));
                f64::from(face.glyph_hor_advance(glyph).unwrap_or(600))
            })
            .sum();
        units * size_mm / f64::from(face.units_per_em())
    })
}
