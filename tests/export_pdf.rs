//! The PDF read back from its bytes: sizes on paper, what it asks of a printer, and that it repeats.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "support/pdf.rs"]
mod reader;
mod support;

use lopdf::content::Content;
use lopdf::{Document, Object};
use microbag::drawing::{Align, Drawing, Role, Shape};
use microbag::export::ExportError;
use microbag::export::pdf::{Options, write};
use microbag::geom::Segment;

use reader::{Painted, number, on, painted};
use support::{item, label, large, p, piece, sample, sheet, square, words};

fn options() -> Options {
    Options { title: "Test".into(), ..Options::default() }
}

fn written(pages: &[Drawing]) -> (Vec<u8>, Document) {
    let bytes = write(pages, &options()).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    (bytes, document)
}

fn near(a: (f64, f64), b: (f64, f64)) -> f64 {
    libm::hypot(a.0 - b.0, a.1 - b.1)
}

#[test]
fn it_asks_to_be_printed_at_its_size() {
    let (bytes, document) = written(&[sample()]);
    assert!(bytes.starts_with(b"%PDF-1.7"), "PrintScaling needs 1.6, PickTrayByPDFSize 1.7");
    let wish = document.catalog().unwrap().get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(wish.get(b"PrintScaling").unwrap().as_name().unwrap(), b"None", "true size");
    assert_eq!(wish.get(b"Duplex").unwrap().as_name().unwrap(), b"Simplex", "one side");
    assert_eq!(wish.get(b"PickTrayByPDFSize").unwrap(), &Object::Boolean(true), "paper");
    assert_eq!(wish.get(b"DisplayDocTitle").unwrap(), &Object::Boolean(true), "title");
}

#[test]
fn pages_have_the_size_of_their_drawings() {
    let sizes = [(210.0, 297.0), (215.9, 279.4), (297.0, 420.0), (841.0, 1189.0), (33.3, 44.4)];
    let pages: Vec<Drawing> = sizes
        .iter()
        .map(|(w, h)| sheet(*w, *h, vec![square(Role::Sheet, 1.0, 1.0, 5.0)]))
        .collect();
    let (_, document) = written(&pages);
    assert_eq!(document.get_pages().len(), sizes.len(), "one page each");
    for ((_, id), (w, h)) in document.get_pages().iter().zip(sizes) {
        let page = document.get_dictionary(*id).unwrap();
        for name in [b"MediaBox".as_slice(), b"CropBox"] {
            let found: Vec<f64> =
                page.get(name).unwrap().as_array().unwrap().iter().map(number).collect();
            let want = [0.0, 0.0, w * 72.0 / 25.4, h * 72.0 / 25.4];
            let off = found.iter().zip(want).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(off < 1e-3, "{found:?} against {want:?}");
        }
        assert!(
            !page.has(b"Rotate") && !page.has(b"UserUnit") && !page.has(b"TrimBox"),
            "nothing else"
        );
    }
}

#[test]
fn fifty_millimetres_are_fifty_millimetres() {
    // At the corners of an A3 sheet, where rounding costs most.
    for (x, y) in [(20.0, 20.0), (246.9, 369.9), (0.1, 369.97), (133.333, 211.111)] {
        let (_, document) = written(&[sheet(297.0, 420.0, vec![square(Role::Sheet, x, y, 50.0)])]);
        let [found] = &painted(&document, 1)[..] else { panic!("one square") };
        let want = [(x, y), (x + 50.0, y), (x + 50.0, y + 50.0), (x, y + 50.0)];
        assert!(found.closed && found.points.len() == 4, "{found:?}");
        for (k, (a, b)) in found.points.iter().zip(want).enumerate() {
            assert!(near(*a, b) < 1e-4, "corner at {a:?}, not {b:?}");
            let side = near(*a, found.points[(k + 1) % 4]);
            assert!((side - 50.0).abs() < 1e-4, "a side of {side} mm");
        }
    }
}

/// Greatest distance of a painted path from the segments it stands for.
fn off(found: &Painted, segments: &[Segment]) -> f64 {
    let ends = found.points.windows(2).flat_map(|w| [w[0], w[1]]);
    let curves = found.cubics.iter().flat_map(|c| (0..=20).map(|k| on(c, f64::from(k) / 20.0)));
    let straight = |q: (f64, f64)| {
        let nearest = segments.iter().map(|s| s.signed_distance(p(q.0, q.1)).abs());
        nearest.fold(f64::INFINITY, f64::min)
    };
    ends.chain(curves).map(straight).fold(0.0, f64::max)
}

#[test]
fn arcs_and_circles_stay_within_half_a_micrometre() {
    for bulge in [0.02, 0.3, -0.414, 1.0, -1.0, 2.2, -6.0] {
        for chord in [4.0, 60.0] {
            let segment = Segment::arc(p(400.0, 500.0), p(400.0 + chord, 480.0), bulge);
            let mark = item(Role::Mark, Shape::Path { segments: vec![segment], closed: false });
            let (_, document) = written(&[sheet(841.0, 1189.0, vec![mark])]);
            let [found] = &painted(&document, 1)[..] else { panic!("one arc") };
            assert!(off(found, &[segment]) < 5e-4, "{} with {bulge}", off(found, &[segment]));
            let (first, last) = (found.points[0], *found.points.last().unwrap());
            assert!(
                near(first, (400.0, 500.0)) < 1e-4 && near(last, (400.0 + chord, 480.0)) < 1e-4,
                "ends"
            );
            let length: f64 = found.cubics.iter().map(polyline).sum();
            assert!((length / segment.length() - 1.0).abs() < 1e-3, "the whole arc: {length}");
        }
    }
    for radius in [0.4, 5.0, 120.0] {
        let (_, document) = written(&[sheet(
            297.0,
            420.0,
            vec![item(Role::Hole, Shape::Circle { center: p(148.0, 210.0), radius })],
        )]);
        let [found] = &painted(&document, 1)[..] else { panic!("one circle") };
        assert!(found.closed, "closed");
        for cubic in &found.cubics {
            for k in 0..=20 {
                let r = near(on(cubic, f64::from(k) / 20.0), (148.0, 210.0));
                assert!((r - radius).abs() < 5e-4, "{r} for {radius}");
            }
        }
    }
}

fn polyline(cubic: &[(f64, f64); 4]) -> f64 {
    (0..40).map(|k| near(on(cubic, f64::from(k) / 40.0), on(cubic, f64::from(k + 1) / 40.0))).sum()
}

#[test]
fn a_whole_piece_is_drawn_where_it_is() {
    let drawing = sample();
    let (_, document) = written(std::slice::from_ref(&drawing));
    let found = painted(&document, 1);
    let shapes: Vec<_> = drawing.groups.iter().flat_map(|g| &g.items).collect();
    let lines = shapes.iter().filter(|i| !matches!(i.shape, Shape::Text(_))).count();
    assert_eq!(found.len(), lines, "each line once");
    for (layer, role, width) in [("Cut", Role::CutOuter, 0.25), ("Holes", Role::Hole, 0.15)] {
        let of_layer: Vec<_> = found.iter().filter(|f| f.layer == layer).collect();
        assert!(
            !of_layer.is_empty() && of_layer.iter().all(|f| (f.width - width).abs() < 1e-3),
            "{layer}"
        );
        for shape in shapes.iter().filter(|i| i.role == role) {
            if let Shape::Path { segments, .. } = &shape.shape {
                let least = of_layer.iter().map(|f| off(f, segments)).fold(f64::INFINITY, f64::min);
                assert!(least < 5e-4, "{least} mm off");
            }
        }
    }
    let dashed =
        |layer: &str| found.iter().filter(|f| f.layer == layer).all(|f| !f.dashes.is_empty());
    assert!(dashed("Stitch") && dashed("Fold") && !dashed("Cut"), "dashes");
}

#[test]
fn roles_are_told_apart_on_paper() {
    let mut seen: Vec<(Vec<f32>, String, String)> = Vec::new();
    for role in [
        Role::CutOuter,
        Role::CutInner,
        Role::Hole,
        Role::StitchLine,
        Role::Fold,
        Role::Mark,
        Role::Engrave,
    ] {
        let (_, document) = written(&[sheet(99.0, 99.0, vec![square(role, 1.0, 1.0, 5.0)])]);
        let [found] = &painted(&document, 1)[..] else { panic!("one square") };
        let look =
            (found.color.clone(), format!("{:.3}", found.width), format!("{:?}", found.dashes));
        assert!(!seen.contains(&look), "{role:?} looks like another");
        seen.push(look);
    }
}

#[test]
fn layers_are_named_in_order_seen_and_printed() {
    let (_, document) = written(&[sample()]);
    let layers = document.catalog().unwrap().get(b"OCProperties").unwrap().as_dict().unwrap();
    let order =
        layers.get(b"D").unwrap().as_dict().unwrap().get(b"Order").unwrap().as_array().unwrap();
    let names: Vec<String> = order
        .iter()
        .map(|id| {
            let group = document.get_dictionary(id.as_reference().unwrap()).unwrap();
            let print = group
                .get(b"Usage")
                .unwrap()
                .as_dict()
                .unwrap()
                .get(b"Print")
                .unwrap()
                .as_dict()
                .unwrap();
            assert_eq!(print.get(b"PrintState").unwrap().as_name().unwrap(), b"ON", "printed");
            String::from_utf8(group.get(b"Name").unwrap().as_str().unwrap().to_vec()).unwrap()
        })
        .collect();
    assert_eq!(
        names,
        ["Sheet", "Marks", "Grain", "Engrave", "Fold", "Stitch", "Holes", "Cut", "Labels"],
        "order"
    );
    let (_, preview) = written(&[sheet(50.0, 50.0, vec![square(Role::Sheet, 1.0, 1.0, 5.0)])]);
    let layers = preview.catalog().unwrap().get(b"OCProperties").unwrap().as_dict().unwrap();
    assert_eq!(
        layers.get(b"OCGs").unwrap().as_array().unwrap().len(),
        1,
        "no empty layer, no cut layer"
    );
}

#[test]
fn same_input_same_bytes_and_no_dates() {
    let (first, document) = written(&[sample(), large()]);
    assert_eq!(first, written(&[sample(), large()]).0, "bytes repeat");
    let id =
        |document: &Document| document.trailer.get(b"ID").unwrap().as_array().unwrap()[0].clone();
    let mut other = sample();
    other.groups[1] = piece("front", 30.0, 90.0, 70.1, 60.0);
    assert_ne!(id(&document), id(&written(&[other, large()]).1), "the id follows the content");
    let info = document
        .get_dictionary(document.trailer.get(b"Info").unwrap().as_reference().unwrap())
        .unwrap();
    let keys: Vec<_> =
        info.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
    assert_eq!(keys, ["Title", "Producer"], "nothing else, no date");
    for word in ["CreationDate", "ModDate", "GTS_PDFX", "/Rotate"] {
        assert!(!String::from_utf8_lossy(&first).contains(word), "{word}");
    }
}

#[test]
fn one_small_subset_of_each_weight_serves_all_pages() {
    let (bytes, document) = written(&[sample(), sample(), sample()]);
    let programs = document
        .objects
        .values()
        .filter(|object| object.as_dict().is_ok_and(|font| font.has(b"FontFile2")));
    assert_eq!(programs.count(), 2, "regular and bold");
    let one = written(&[sample()]).0.len();
    assert!(one < 30_000 && bytes.len() < 100_000, "{one} and {} bytes", bytes.len());
    assert!(written(&[large()]).0.len() < 100_000, "800 items");
    let none = written(&[sheet(50.0, 50.0, vec![square(Role::Sheet, 1.0, 1.0, 5.0)])]).1;
    assert!(
        none.objects
            .values()
            .all(|object| object.as_dict().map_or(true, |font| !font.has(b"FontFile2"))),
        "no text"
    );
}

#[test]
fn widths_are_those_of_the_typeface() {
    let (_, document) = written(&[sheet(99.0, 99.0, vec![label(words("nm", p(5.0, 5.0), 3.0))])]);
    let widths: Vec<f64> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"DescendantFonts").ok()?.as_array().ok())
        .flat_map(|fonts| {
            fonts[0].as_dict().unwrap().get(b"W").unwrap().as_array().unwrap()[1]
                .as_array()
                .unwrap()
        })
        .map(number)
        .collect();
    let typeface = microbag::text::Typeface::default();
    let want = ["m", "n"].map(|c| typeface.width(c, 1000.0, false));
    for want in want {
        assert!(
            widths.iter().any(|width| (width - want).abs() < 1e-3),
            "{want} is not in {widths:?}"
        );
    }
}

#[test]
fn words_stand_where_they_should_and_are_turned_the_right_way() {
    let width = microbag::text::Typeface::default().width("Grain", 6.0, true);
    for (align, share) in [(Align::Start, 0.0), (Align::Middle, 0.5), (Align::End, 1.0)] {
        let mut text = words("Grain", p(40.0, 30.0), 6.0);
        (text.turn_deg, text.align, text.bold) = (30.0, align, true);
        let (_, document) = written(&[sheet(99.0, 99.0, vec![label(text)])]);
        let id = document.get_pages()[&1];
        let content = Content::decode(&document.get_page_content(id)).unwrap();
        let operands = |name: &str| -> Vec<f64> {
            let found =
                content.operations.iter().find(|operation| operation.operator == name).unwrap();
            found.operands.iter().filter(|operand| operand.as_float().is_ok()).map(number).collect()
        };
        let (cos, sin) = (libm::cos(core::f64::consts::PI / 6.0), 0.5);
        let (x, y) = (40.0 - share * width * cos, 30.0 - share * width * sin);
        let want = [cos, sin, -sin, cos, x * 72.0 / 25.4, y * 72.0 / 25.4];
        let off = operands("Tm").iter().zip(want).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(off < 1e-3, "{align:?}: {:?} against {want:?}", operands("Tm"));
        assert!((operands("Tf")[0] - 6.0 * 72.0 / 25.4).abs() < 1e-3, "the em is 6 mm");
    }
}

#[test]
fn hostile_strings_stay_strings() {
    let tenk = "a)b(c\\".repeat(1700);
    let hostile =
        ["a)b(c\\", "日本", "\0", "%%EOF\nendobj", "<< /JS (x) >>", "\u{1f45c}", "", tenk.as_str()];
    let mut drawing = sheet(
        99.0,
        99.0,
        hostile.iter().map(|text| label(words(text, p(5.0, 5.0), 3.0))).collect(),
    );
    for text in hostile {
        drawing.title = text.into();
        drawing.groups[0].id = text.into();
        let options = Options { title: text.into(), producer: text.into() };
        let bytes = write(&[drawing.clone()], &options).unwrap();
        let document = Document::load_mem(&bytes).unwrap();
        painted(&document, 1);
        let info = document
            .get_dictionary(document.trailer.get(b"Info").unwrap().as_reference().unwrap())
            .unwrap();
        for key in [b"Title".as_slice(), b"Producer"] {
            assert_eq!(said(info.get(key).unwrap()), text.replace(['\0', '\n'], " "), "{key:?}");
        }
        assert!(!document.catalog().unwrap().has(b"OpenAction"), "nothing broke out");
    }
}

/// A text string as a reader understands it.
fn said(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units: Vec<u16> =
                wide.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

#[test]
fn faults_are_errors() {
    assert_eq!(write(&[], &options()).unwrap_err(), ExportError::NoPages, "a blank document");
    let nan = item(Role::Hole, Shape::Circle { center: p(f64::NAN, 1.0), radius: 1.0 });
    let fault = write(&[sample(), sheet(50.0, 50.0, vec![nan])], &options()).unwrap_err();
    assert_eq!(fault, ExportError::Coordinate { group: "front".into() }, "on the second page");
    let tile = sheet(50.0, 50.0, vec![square(Role::CutOuter, 40.0, 40.0, 50.0)]);
    assert!(write(&[tile], &options()).is_ok(), "a tile holds a part of something larger");
    let empty = sheet(50.0, 50.0, vec![]);
    assert!(write(&[empty], &options()).is_ok(), "an empty page is a page");
}
