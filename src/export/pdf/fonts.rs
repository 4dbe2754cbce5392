//! The faces a document embeds: one subset of each weight that is used, for all pages.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontId, FontMetrics, ParsedFont, PdfFont, PdfFontHandle, PdfResources};

use crate::drawing::{Drawing, Shape, Text};
use crate::export::ExportError;
use crate::text::{NoSubset, Subset, Typeface, printable};

/// What a search finds where the typeface has no glyph.
const REPLACEMENT: char = '\u{fffd}';

/// The faces in use.
pub(super) struct Fonts {
    typeface: Typeface,
    faces: [Option<Face>; 2],
}

/// One embedded face.
pub(super) struct Face {
    subset: Subset,
    /// The character each one is shown as: of all that share a glyph the first, and the replacement for the box. A file
    /// knows one character per glyph only.
    shown: BTreeMap<char, char>,
}

impl Fonts {
    /// Collects what the pages say.
    pub(super) fn of(pages: &[Drawing]) -> Result<Self, ExportError> {
        let mut used = [BTreeSet::new(), BTreeSet::new()];
        for item in pages.iter().flat_map(|page| &page.groups).flat_map(|group| &group.items) {
            if let Shape::Text(text) = &item.shape {
                let [regular, bold] = &mut used;
                let set = if text.bold { bold } else { regular };
                set.extend(printable(&text.content));
            }
        }
        let typeface = Typeface::default();
        let [regular, bold] = used;
        let faces = [face(&typeface, false, &regular)?, face(&typeface, true, &bold)?];
        Ok(Self { typeface, faces })
    }

    /// Hands the faces to the document.
    pub(super) fn register(&self, resources: &mut PdfResources) {
        for (face, bold) in self.faces.iter().zip([false, true]) {
            if let Some(face) = face {
                resources.fonts.map.insert(id(bold), PdfFont::new(face.parsed()));
            }
        }
    }

    /// The embedded programs with their exact widths.
    pub(super) fn subsets(&self) -> impl Iterator<Item = &Subset> {
        self.faces.iter().flatten().map(|face| &face.subset)
    }

    /// What a line is written as, and whether that differs from what it says.
    pub(super) fn shown(&self, text: &Text) -> (String, bool) {
        let [regular, bold] = &self.faces;
        let face = if text.bold { bold } else { regular };
        let mut differs = false;
        let line = printable(&text.content)
            .map(|c| {
                let shown = face
                    .as_ref()
                    .and_then(|face| face.shown.get(&c))
                    .copied()
                    .unwrap_or(REPLACEMENT);
                differs |= shown != c;
                shown
            })
            .collect();
        (line, differs)
    }

    /// How far a line of text runs, mm.
    pub(super) fn width(&self, text: &Text) -> f64 {
        self.typeface.width(&text.content, text.size, text.bold)
    }
}

/// Name of a face in every page's resources.
fn id(bold: bool) -> FontId {
    FontId(if bold { "Bold" } else { "Regular" }.into())
}

/// The face to set a text in.
pub(super) fn handle(bold: bool) -> PdfFontHandle {
    PdfFontHandle::External(id(bold))
}

fn face(
    typeface: &Typeface,
    bold: bool,
    used: &BTreeSet<char>,
) -> Result<Option<Face>, ExportError> {
    if used.is_empty() {
        return Ok(None);
    }
    let subset = typeface
        .subset(bold, used)
        .map_err(|error: NoSubset| ExportError::Format { message: error.to_string() })?;
    let mut first = BTreeMap::new();
    first.insert(0, REPLACEMENT);
    let mut shown = BTreeMap::new();
    for (&c, &glyph) in &subset.glyphs {
        shown.insert(c, *first.entry(glyph).or_insert(c));
    }
    Ok(Some(Face { subset, shown }))
}

impl Face {
    /// As printpdf wants it. The name carries the tag of a subset, because printpdf does not know that it is one.
    fn parsed(&self) -> ParsedFont {
        let subset = &self.subset;
        let mut glyphs: BTreeMap<u32, u16> = subset
            .glyphs
            .iter()
            .filter_map(|(c, glyph)| self.shown.get(c).map(|c| (u32::from(*c), *glyph)))
            .collect();
        if subset.glyphs.values().any(|glyph| *glyph == 0) {
            glyphs.insert(u32::from(REPLACEMENT), 0);
        }
        let mut parsed = ParsedFont::with_glyph_data(
            subset.program.clone(),
            0,
            Some(subset.name.clone()),
            glyphs,
            subset.advances.clone(),
            subset.units_per_em,
            FontMetrics { ascent: subset.reach.0, descent: subset.reach.1 },
        );
        let [left, bottom, right, top] = subset.bounds;
        parsed.pdf_font_metrics.x_min = left;
        parsed.pdf_font_metrics.y_min = bottom;
        parsed.pdf_font_metrics.x_max = right;
        parsed.pdf_font_metrics.y_max = top;
        parsed.pdf_font_metrics.us_weight_class = subset.weight;
        parsed
    }
}
