//! The last pass over a PDF: what printpdf cannot write, and nothing that changes from run to run.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};

use crate::export::ExportError;
use crate::export::xml::escape;
use crate::text::Subset;

use super::fonts::Fonts;
use super::style::Layer;
use super::{Options, text_string};

/// Of 9.
const LEVEL: u32 = 4;

/// Sets version, viewer preferences, boxes, layers, widths and metadata, and gives the bytes.
pub(super) fn finish(
    mut document: Document,
    options: &Options,
    fonts: &Fonts,
) -> Result<Vec<u8>, ExportError> {
    // Asking a viewer not to scale came with 1.6, the choice of paper by page size with 1.7.
    document.version = "1.7".into();
    info(&mut document, options);
    catalog(&mut document, options).map_err(failed)?;
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages {
        boxes(&mut document, page).map_err(failed)?;
    }
    for subset in fonts.subsets() {
        exact_widths(&mut document, subset);
    }
    compress(&mut document)?;
    document.trailer.remove(b"ID");
    let unnamed = bytes(&mut document)?;
    let id =
        Object::String(fingerprint(&unnamed).to_be_bytes().to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    bytes(&mut document)
}

/// Deflates streams at a level that takes a third of the time of the best, which is lopdf's own, for 2 % more bytes.
fn compress(document: &mut Document) -> Result<(), ExportError> {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        let mut encoder =
            ZlibEncoder::new(Vec::with_capacity(stream.content.len() / 2), Compression::new(LEVEL));
        encoder.write_all(&stream.content).map_err(failed)?;
        let packed = encoder.finish().map_err(failed)?;
        stream.dict.set("Filter", name("FlateDecode"));
        stream.set_content(packed);
    }
    Ok(())
}

fn bytes(document: &mut Document) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::with_capacity(64 * 1024);
    document.save_to(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn failed(error: impl ToString) -> ExportError {
    ExportError::Format { message: error.to_string() }
}

/// FNV-1a over 128 bits: it names the content, it guards nothing.
fn fingerprint(bytes: &[u8]) -> u128 {
    bytes.iter().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash: u128, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

fn text(text: &str) -> Object {
    let plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if plain {
        Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
    } else {
        Object::String(text_string(text), StringFormat::Hexadecimal)
    }
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// Title and producer only. printpdf also writes dates, an empty key of PDF/X and empty strings.
fn info(document: &mut Document, options: &Options) {
    let mut info = Dictionary::new();
    info.set("Title", text(&options.title));
    info.set("Producer", text(&options.producer));
    if let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        document.set_object(id, info);
    } else {
        let id = document.add_object(info);
        document.trailer.set("Info", id);
    }
}

fn catalog(document: &mut Document, options: &Options) -> lopdf::Result<()> {
    let mut preferences = Dictionary::new();
    preferences.set("PrintScaling", name("None"));
    preferences.set("Duplex", name("Simplex"));
    preferences.set("PickTrayByPDFSize", true);
    preferences.set("DisplayDocTitle", true);
    let metadata = document.add_object(metadata(options));
    let layers = layers(document)?;
    let catalog = document.catalog_mut()?;
    catalog.set("ViewerPreferences", preferences);
    catalog.set("Lang", text("en"));
    catalog.set("Metadata", metadata);
    if let Some(layers) = layers {
        catalog.set("OCProperties", layers);
    }
    Ok(())
}

/// The layers printpdf made, in painting order, all seen and all printed.
fn layers(document: &mut Document) -> lopdf::Result<Option<Dictionary>> {
    let Ok(found) = document.catalog()?.get(b"OCProperties").and_then(Object::as_dict) else {
        return Ok(None);
    };
    let groups: Vec<ObjectId> = found
        .get(b"OCGs")?
        .as_array()?
        .iter()
        .filter_map(|group| group.as_reference().ok())
        .collect();
    let mut named = Vec::new();
    for id in groups {
        let layer = document.get_dictionary(id)?.get(b"Name")?.as_str()?;
        let Some(layer) = Layer::ALL.into_iter().find(|known| known.name().as_bytes() == layer)
        else {
            continue;
        };
        named.push((layer, id));
    }
    named.sort_unstable();
    for (layer, id) in &named {
        let mut usage = Dictionary::new();
        for (key, state) in [("View", "ViewState"), ("Print", "PrintState")] {
            let mut on = Dictionary::new();
            on.set(state, name("ON"));
            usage.set(key, on);
        }
        let mut group = Dictionary::new();
        group.set("Type", name("OCG"));
        group.set("Name", text(layer.name()));
        group.set("Usage", usage);
        // Objects printpdf kept apart for it are no longer referred to.
        for key in [b"Usage".as_slice(), b"Intent"] {
            if let Ok(old) = document.get_dictionary(*id)?.get(key).and_then(Object::as_reference) {
                document.objects.remove(&old);
            }
        }
        document.set_object(*id, group);
    }
    let all: Vec<Object> = named.iter().map(|(_, id)| Object::Reference(*id)).collect();
    let mut initial = Dictionary::new();
    initial.set("Name", text("All layers"));
    initial.set("BaseState", name("ON"));
    initial.set("Order", all.clone());
    initial.set("ON", all.clone());
    let mut properties = Dictionary::new();
    properties.set("OCGs", all);
    properties.set("D", initial);
    Ok(Some(properties))
}

/// The page is the sheet: what is seen is what is printed, not turned.
fn boxes(document: &mut Document, page: ObjectId) -> lopdf::Result<()> {
    let page = document.get_dictionary_mut(page)?;
    let media = page.get(b"MediaBox")?.clone();
    page.set("CropBox", media);
    for key in [b"TrimBox".as_slice(), b"Rotate", b"Annots"] {
        page.remove(key);
    }
    Ok(())
}

/// Widths of glyphs in thousandths of the em, not cut to whole ones as printpdf does: on a long line the rest adds up.
fn exact_widths(document: &mut Document, subset: &Subset) {
    let units = f32::from(subset.units_per_em);
    let advances =
        subset.advances.values().map(|advance| Object::Real(f32::from(*advance) * 1000.0 / units));
    // Glyphs of a subset are numbered without gaps from zero.
    let widths = vec![Object::Integer(0), Object::Array(advances.collect())];
    let capital = f32::from(subset.capital) * 1000.0 / units;
    for object in document.objects.values_mut() {
        let Ok(font) = object.as_dict_mut() else { continue };
        if font
            .get(b"FontName")
            .and_then(Object::as_name)
            .is_ok_and(|found| found == subset.name.as_bytes())
        {
            font.set("CapHeight", capital);
        }
        if !font
            .get(b"BaseFont")
            .and_then(Object::as_name)
            .is_ok_and(|found| found == subset.name.as_bytes())
        {
            continue;
        }
        let descendants = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut);
        for descendant in descendants.into_iter().flatten() {
            if let Ok(descendant) = descendant.as_dict_mut() {
                descendant.set("W", widths.clone());
            }
        }
    }
}

/// Title and producer once more, as XMP; without a date.
fn metadata(options: &Options) -> Stream {
    let mut xml = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
    );
    escape(&mut xml, &options.title, false);
    xml.push_str("</rdf:li></rdf:Alt></dc:title><pdf:Producer>");
    escape(&mut xml, &options.producer, false);
    xml.push_str("</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("Metadata"));
    dictionary.set("Subtype", name("XML"));
    // Programs look for it without reading the file's structure.
    Stream::new(dictionary, xml.into_bytes()).with_compression(false)
}
