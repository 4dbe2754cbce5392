//! PDF for printing true to size: one drawing a page, printed without scaling, with words that can be searched.
//!
//! printpdf lays out pages, fonts and layers; the last pass in `finish` sets what it cannot write and takes out what
//! would change from run to run.

mod finish;
mod fonts;
mod page;
mod shape;
mod style;

use printpdf::{
    Layer as PdfLayer, LayerIntent, LayerSubtype, PdfDocument, PdfMetadata, PdfResources,
    PdfSaveOptions,
};

use crate::drawing::Drawing;

use self::fonts::Fonts;
use self::style::Layer;
use super::ExportError;
use super::check;

/// What a PDF says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Shown in the window's title.
    pub title: String,
    /// The program that wrote it.
    pub producer: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            title: String::new(),
            producer: concat!("microbag ", env!("CARGO_PKG_VERSION")).into(),
        }
    }
}

/// The drawings as pages of one PDF, in order.
///
/// Every page has exactly the size of its drawing, and asks to be printed at that size. What lies over the edge of a
/// page is not seen: a tile of a larger drawing may hold it.
///
/// Errors where there is no page, or where a drawing holds a number that is no place or a path with a gap.
pub fn write(pages: &[Drawing], options: &Options) -> Result<Vec<u8>, ExportError> {
    if pages.is_empty() {
        return Err(ExportError::NoPages);
    }
    pages.iter().try_for_each(check::sound)?;
    let fonts = Fonts::of(pages)?;
    let mut resources = PdfResources::default();
    fonts.register(&mut resources);
    for layer in Layer::ALL {
        if pages_show(pages, layer) {
            let entry = PdfLayer {
                name: layer.name().into(),
                creator: String::new(),
                intent: LayerIntent::View,
                usage: LayerSubtype::Artwork,
            };
            resources.layers.map.insert(page::id(layer), entry);
        }
    }
    let document = PdfDocument {
        metadata: PdfMetadata::default(),
        resources,
        bookmarks: printpdf::PageAnnotMap::default(),
        pages: pages.iter().map(|drawing| page::page(drawing, &fonts)).collect(),
    };
    let save = PdfSaveOptions {
        optimize: true,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut warnings = Vec::new();
    finish::finish(document.to_lopdf_document(&save, &mut warnings), options, &fonts)
}

fn pages_show(pages: &[Drawing], layer: Layer) -> bool {
    let mut items = pages.iter().flat_map(|page| &page.groups).flat_map(|group| &group.items);
    items.any(|item| Layer::of(item) == layer)
}

/// A PDF text string: UTF-16 with its mark, which every reader knows and nothing can break out of.
fn text_string(text: &str) -> Vec<u8> {
    let text: String = crate::text::printable(text).collect();
    let units = core::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}
