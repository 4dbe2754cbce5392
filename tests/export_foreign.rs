//! What programs of others say of our files. A tool that is not there is named and counted; with `MICROBAG_ALL_TOOLS=1` it
//! fails the test.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may")]

#[path = "support/pdf.rs"]
mod reader;
mod support;

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use microbag::drawing::{Align, Drawing, Role};
use microbag::export::{pdf, svg};
use support::{label, large, p, sample, sheet, square, words};

static SKIPPED: AtomicUsize = AtomicUsize::new(0);

/// Runs a tool; nothing if it is not there. `banner` must stand in what `ask` prints, so that another program of that
/// name is not taken for it.
fn tool(name: &str, (ask, banner): (&[&str], &str), arguments: &[&str]) -> Option<Output> {
    let there = Command::new(name).args(ask).output().is_ok_and(|out| all(&out).contains(banner));
    if there {
        return Some(Command::new(name).args(arguments).output().unwrap());
    }
    let forced = std::env::var("MICROBAG_ALL_TOOLS").is_ok_and(|value| value == "1");
    assert!(!forced, "{name} ({banner}) is not here, and MICROBAG_ALL_TOOLS asks for it");
    let n = SKIPPED.fetch_add(1, Ordering::SeqCst) + 1;
    eprintln!("skipped check {n}: {name} ({banner}) is not here");
    None
}

fn all(out: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

fn accepted(out: &Output, what: &str) -> String {
    let text = all(out);
    assert!(out.status.success(), "{what}: {text}");
    text
}

/// Runs Python with a module.
fn python(module: &str, program: &str, file: &str) -> Option<String> {
    let ask = format!("import {module}; print('has {module}')");
    let out = tool("python3", (&["-c", &ask], &format!("has {module}")), &["-c", program, file])?;
    Some(accepted(&out, module))
}

fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Pages with every kind of string, and a title that tries to break out.
fn pages() -> Vec<Drawing> {
    let tenk = "x)(\\".repeat(2500);
    let strings = ["a)b(c\\", "日本", "nul\0nul", "Größe ½ × 3", "“quoted”", tenk.as_str()];
    let at = |k: usize| p(10.0, 10.0 + 6.0 * f64::from(u32::try_from(k).unwrap()));
    let labels =
        strings.iter().enumerate().map(|(k, text)| label(words(text, at(k), 3.0))).collect();
    vec![sample(), large(), sheet(215.9, 279.4, labels)]
}

fn pdf_file(name: &str) -> String {
    let options = pdf::Options { title: "a)b(c\\ 日本".into(), ..pdf::Options::default() };
    file(name, &pdf::write(&pages(), &options).unwrap())
}

#[test]
fn qpdf_finds_no_fault() {
    let path = pdf_file("qpdf.pdf");
    if let Some(out) = tool("qpdf", (&["--version"], "qpdf version"), &["--check", &path]) {
        let text = accepted(&out, "qpdf");
        assert!(
            text.contains("PDF Version: 1.7")
                && text.contains("No syntax or stream encoding errors"),
            "{text}"
        );
        assert!(!text.contains("WARNING"), "{text}");
    }
}

#[test]
fn poppler_sees_embedded_subsets_that_can_be_searched() {
    let path = pdf_file("fonts.pdf");
    if let Some(out) = tool("pdffonts", (&["-v"], "pdffonts version"), &[&path]) {
        let text = accepted(&out, "pdffonts");
        let fonts: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(fonts.len(), 2, "{text}");
        for font in fonts {
            let words: Vec<&str> = font.split_whitespace().collect();
            assert!(
                font.contains("+NotoSans-") && words.windows(3).any(|w| w == ["yes", "yes", "yes"]),
                "{text}"
            );
        }
    }
    if let Some(out) = tool("pdftotext", (&["-v"], "pdftotext version"), &["-raw", &path, "-"]) {
        let text = accepted(&out, "pdftotext");
        for said in [
            "front × 2",
            "goat 1.2 mm, cut 2",
            "50 mm, print at 100 %",
            "a)b(c\\",
            "日本",
            "Größe ½ × 3",
            "“quoted”",
            "nul nul",
        ] {
            assert!(text.contains(said), "{said:?} is not found in {text}");
        }
    }
}

#[test]
fn poppler_sees_the_pages_in_their_size() {
    let path = pdf_file("boxes.pdf");
    let Some(out) = tool("pdfinfo", (&["-v"], "pdfinfo version"), &["-box", "-l", "9", &path])
    else {
        return;
    };
    let text = accepted(&out, "pdfinfo");
    let boxes = |kind: &str| -> Vec<Vec<f64>> {
        let lines = text.lines().filter(|line| line.contains(kind));
        lines
            .map(|line| line.split_whitespace().rev().take(2).map(|n| n.parse().unwrap()).collect())
            .collect()
    };
    let want = [(595.28, 841.89), (651.97, 850.39), (612.0, 792.0)];
    for kind in ["MediaBox", "CropBox"] {
        let found = boxes(kind);
        assert_eq!(found.len(), want.len(), "{text}");
        for (found, (w, h)) in found.iter().zip(want) {
            assert!(
                (found[1] - w).abs() < 0.011 && (found[0] - h).abs() < 0.011,
                "{kind}: {found:?}"
            );
        }
    }
    assert!(text.contains("JavaScript:      no") && !text.contains("CreationDate"), "{text}");
    assert!(text.contains("a)b(c\\ 日本"), "the title: {text}");
}

#[test]
fn mupdf_draws_it_and_reads_the_wish_not_to_be_scaled() {
    let path = pdf_file("mutool.pdf");
    let has = (["-v"].as_slice(), "mutool version");
    if let Some(out) = tool("mutool", has, &["show", &path, "trailer/Root/ViewerPreferences"]) {
        let text = accepted(&out, "mutool show");
        for wish in [
            "/PrintScaling /None",
            "/Duplex /Simplex",
            "/PickTrayByPDFSize true",
            "/DisplayDocTitle true",
        ] {
            assert!(text.contains(wish), "{text}");
        }
    }
    if let Some(out) = tool("mutool", has, &["draw", "-F", "trace", "-o", "-", &path]) {
        let text = accepted(&out, "mutool draw");
        assert!(
            !text.contains("warning: ") || text.contains("ICC support is not available"),
            "a complaint"
        );
        assert!(text.contains("stroke_path"), "lines are drawn");
    }
}

#[test]
fn pdfium_will_not_scale_it_either() {
    let path = pdf_file("pdfium.pdf");
    let program = "import sys, pypdfium2 as p, pypdfium2.raw as r\n\
                   d = p.PdfDocument(sys.argv[1])\n\
                   print('scaling', r.FPDF_VIEWERREF_GetPrintScaling(d.raw))\n\
                   print('duplex', r.FPDF_VIEWERREF_GetDuplex(d.raw))\n\
                   print('size', d[0].get_size())\n\
                   print(d[0].get_textpage().get_text_range())\n";
    if let Some(text) = python("pypdfium2", program, &path) {
        assert!(text.contains("scaling 0") && text.contains("duplex 1"), "{text}");
        assert!(text.contains("size (595.27") && text.contains("front × 2"), "{text}");
    }
}

#[test]
fn pypdf_reads_it_strictly() {
    let path = pdf_file("pypdf.pdf");
    let program = "import sys, pypdf\n\
                   d = pypdf.PdfReader(sys.argv[1], strict=True)\n\
                   print('scaling', d.viewer_preferences.print_scaling, 'pages', len(d.pages))\n\
                   print('title', d.metadata.title, 'xmp', d.xmp_metadata.dc_title['x-default'])\n";
    if let Some(text) = python("pypdf", program, &path) {
        assert!(text.contains("scaling /None pages 3"), "{text}");
        assert!(text.contains("title a)b(c\\ 日本 xmp a)b(c\\ 日本"), "{text}");
    }
}

/// The square is found in what another program unpacked, and measured through every matrix on its way to paper.
#[test]
fn the_square_measures_fifty_millimetres_in_the_unpacked_file() {
    let drawing = sheet(210.0, 297.0, vec![square(Role::Sheet, 123.4, 200.7, 50.0)]);
    let path = file("square.pdf", &pdf::write(&[drawing], &pdf::Options::default()).unwrap());
    let unpacked = format!("{path}.qdf");
    let arguments = ["--qdf", "--object-streams=disable", &path, &unpacked];
    let Some(out) = tool("qpdf", (&["--version"], "qpdf version"), &arguments) else { return };
    accepted(&out, "qpdf --qdf");
    let bytes = std::fs::read(&unpacked).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let found = reader::painted(&document, 1);
    assert_eq!(found.len(), 1, "one square");
    for k in 0..4 {
        let (a, b) = (found[0].points[k], found[0].points[(k + 1) % 4]);
        let side = libm::hypot(a.0 - b.0, a.1 - b.1);
        assert!((side - 50.0).abs() < 1e-4, "{side} mm");
    }
}

/// The same turned and aligned words in both formats, drawn by foreign programs: the ink must lie in the same place.
#[test]
fn svg_and_pdf_look_alike() {
    let mut text = words("Hamburg 日", p(60.0, 20.0), 12.0);
    (text.turn_deg, text.align, text.bold) = (35.0, Align::Middle, true);
    let drawing = sheet(100.0, 60.0, vec![label(text), square(Role::CutOuter, 5.0, 5.0, 12.0)]);
    let svg_path =
        file("alike.svg", svg::write(&drawing, &svg::Options::default()).unwrap().as_bytes());
    let pdf_path = file("alike.pdf", &pdf::write(&[drawing], &pdf::Options::default()).unwrap());
    let has = (["--version"].as_slice(), "rsvg-convert");
    let Some(out) =
        tool("rsvg-convert", has, &["-f", "pdf", "-o", &format!("{svg_path}.pdf"), &svg_path])
    else {
        return;
    };
    accepted(&out, "rsvg-convert");
    let mut pictures = Vec::new();
    for path in [format!("{svg_path}.pdf"), pdf_path] {
        let has = (["-v"].as_slice(), "pdftoppm version");
        let Some(out) = tool("pdftoppm", has, &["-r", "100", "-gray", "-singlefile", &path, &path])
        else {
            return;
        };
        accepted(&out, "pdftoppm");
        pictures.push(dark(&std::fs::read(format!("{path}.pgm")).unwrap()));
    }
    assert!(pictures[0].0.abs_diff(pictures[1].0) <= 1, "as wide");
    // One point to any side is rounding.
    let near = |(x, y): (usize, usize)| {
        (0..9).any(|k| {
            pictures[1].1.contains(&((x + k % 3).saturating_sub(1), (y + k / 3).saturating_sub(1)))
        })
    };
    let apart = pictures[0].1.iter().filter(|pixel| !near(**pixel)).count();
    let n = pictures[0].1.len();
    assert!(
        n > 1000 && apart * 100 < n,
        "{apart} of {n} dark points of the SVG are not in the PDF"
    );
}

/// Width, and the dark points of a grey picture.
fn dark(pgm: &[u8]) -> (usize, std::collections::BTreeSet<(usize, usize)>) {
    let header = String::from_utf8_lossy(&pgm[..40]).into_owned();
    let numbers: Vec<usize> =
        header.split_whitespace().skip(1).take(3).map(|n| n.parse().unwrap()).collect();
    let (width, height) = (numbers[0], numbers[1]);
    let pixels = &pgm[pgm.len() - width * height..];
    let at = |k: usize| (k % width, k / width);
    (width, (0..pixels.len()).filter(|k| pixels[*k] < 128).map(at).collect())
}

#[test]
fn xmllint_finds_the_svg_well_formed() {
    let mut drawing = sample();
    drawing.title = "<&\"'> \0 \u{fffe} 日本".into();
    drawing.groups[0].id = "\"/><script>".into();
    for (name, drawing) in [("hostile.svg", drawing), ("large.svg", large())] {
        let path = file(name, svg::write(&drawing, &svg::Options::default()).unwrap().as_bytes());
        if let Some(out) =
            tool("xmllint", (&["--version"], "libxml"), &["--noout", "--nonet", &path])
        {
            let text = accepted(&out, "xmllint");
            assert!(text.is_empty(), "{text}");
        }
    }
}
