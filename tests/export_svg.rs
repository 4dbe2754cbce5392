//! The SVG as a cutter reads it: what stands in it, and what its paths measure.
#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "support/svg.rs"]
mod reader;
mod support;

use std::collections::BTreeSet;

use microbag::drawing::{Align, Group, Role, Shape};
use microbag::export::ExportError;
use microbag::export::svg::{Options, write};
use microbag::geom::Segment;
use proptest::prelude::*;

use reader::{Element, measure, read};
use support::{item, label, large, p, ring, sample, sheet, square, words};

fn written(drawing: &microbag::drawing::Drawing) -> String {
    write(drawing, &Options::default()).unwrap()
}

/// Strings people and adversaries write.
const HOSTILE: [&str; 10] = [
    "a)b(c\\",
    "日本",
    "nul\0nul",
    "<script>alert(1)</script>",
    "\" onload=\"x",
    "' & &amp; ]]> -->",
    "two\r\nlines\tand a tab",
    "\u{fffe}\u{ffff}\u{1}\u{7f}",
    "",
    "\u{202e}turned \u{1f45c}",
];

fn hostile() -> microbag::drawing::Drawing {
    let mut drawing = sample();
    drawing.title = HOSTILE.concat();
    drawing.description = HOSTILE.join("\n");
    let tenk = "x<&\">".repeat(2000);
    for text in HOSTILE.into_iter().chain([tenk.as_str()]) {
        let mut hole = item(Role::Hole, Shape::Circle { center: p(5.0, 5.0), radius: 1.0 });
        hole.tags = vec![
            ("seam", text.into()),
            ("seam", "again".into()),
            ("Bad Key", "x".into()),
            ("", "x".into()),
        ];
        drawing.groups.push(Group {
            id: text.into(),
            title: text.into(),
            quantity: 1,
            material: text.into(),
            items: vec![hole, label(words(text, p(3.0, 3.0), 3.0))],
        });
    }
    drawing
}

fn layer_of(elements: &[Element], mut k: usize) -> &str {
    while let Some(parent) = elements[k].parent {
        if parent == 0 {
            break;
        }
        k = parent;
    }
    elements[k].get("id")
}

#[test]
fn only_known_elements_and_attributes_are_written() {
    for drawing in [sample(), large(), hostile()] {
        for element in read(&written(&drawing)) {
            let known: &[&str] = match element.name.as_str() {
                "svg" => {
                    &["xmlns", "xmlns:inkscape", "width", "height", "viewBox", "role", "xml:lang"]
                }
                "g" => &["id", "inkscape:groupmode", "inkscape:label", "aria-label"],
                "path" => &["d", "fill", "stroke", "stroke-width"],
                "circle" => &["cx", "cy", "r", "fill", "stroke", "stroke-width"],
                "title" | "desc" => &[],
                name => panic!("<{name}> is on no list"),
            };
            for key in element.attributes.keys() {
                let data = key
                    .strip_prefix("data-")
                    .is_some_and(|key| key.bytes().all(|b| b.is_ascii_lowercase()));
                assert!(known.contains(&key.as_str()) || data, "{key} in <{}>", element.name);
            }
        }
    }
}

#[test]
fn the_root_is_in_millimetres_and_speaks() {
    let elements = read(&written(&sample()));
    let root = &elements[0];
    assert_eq!((root.get("width"), root.get("height")), ("210mm", "297mm"), "size");
    assert_eq!(root.get("viewBox"), "0 0 210 297", "one unit is a millimetre");
    assert_eq!((root.get("role"), root.get("xml:lang")), ("img", "en"), "for readers");
    assert_eq!(
        (elements[1].name.as_str(), elements[1].text.as_str()),
        ("title", "Petite & <flap>"),
        "title first"
    );
    assert_eq!(elements[2].name, "desc", "then the description");
}

#[test]
fn layers_are_outermost_in_the_order_of_work_and_hold_pieces_with_titles() {
    let elements = read(&written(&sample()));
    let outermost: Vec<&str> = elements
        .iter()
        .filter(|e| e.parent == Some(0) && e.name == "g")
        .map(|e| e.get("id"))
        .collect();
    assert_eq!(outermost, ["mark", "fold", "stitch", "engrave", "holes", "cut", "text"], "order");
    for (k, element) in elements.iter().enumerate() {
        if element.parent == Some(0) && element.name == "g" {
            assert_eq!(element.get("inkscape:groupmode"), "layer", "a layer for Inkscape");
            assert_eq!(element.get("inkscape:label"), element.get("id"), "label");
            let inside: Vec<usize> =
                (0..elements.len()).filter(|i| elements[*i].parent == Some(k)).collect();
            assert!(!inside.is_empty(), "no empty layer");
            for i in inside {
                let group = &elements[i];
                assert!(
                    !group.get("data-piece").is_empty() ^ !group.get("data-block").is_empty(),
                    "{group:?}"
                );
                assert_eq!(elements[i + 1].name, "title", "each has a title");
            }
        }
    }
    let only_holes = sheet(
        50.0,
        50.0,
        vec![item(Role::Hole, Shape::Circle { center: p(9.0, 9.0), radius: 2.0 })],
    );
    let elements = read(&written(&only_holes));
    let layers = elements.iter().filter(|e| e.parent == Some(0) && e.name == "g").count();
    assert_eq!(layers, 1, "empty layers are left out");
    let hole = elements.iter().find(|e| e.name == "circle").unwrap();
    assert_eq!((hole.get("cx"), hole.get("cy"), hole.get("r")), ("9", "41", "2"), "y is down");
}

#[test]
fn ids_are_unique_and_layers_know_their_roles() {
    for drawing in [sample(), large(), hostile()] {
        let elements = read(&written(&drawing));
        let ids: Vec<&str> =
            elements.iter().map(|e| e.get("id")).filter(|id| !id.is_empty()).collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len(), "{ids:?}");
        for (k, element) in elements.iter().enumerate() {
            let colors: &[&str] = match layer_of(&elements, k) {
                "mark" => &["#808080"],
                "fold" => &["#FF00FF"],
                "stitch" => &["#00E000"],
                "engrave" => &["#FF8000"],
                "holes" => &["#FF0000"],
                "cut" => &["#000000", "#0000FF"],
                _ => continue,
            };
            if matches!(element.name.as_str(), "path" | "circle") {
                assert_eq!(
                    (element.get("fill"), element.get("stroke-width")),
                    ("none", "0.1"),
                    "a hairline"
                );
                assert!(colors.contains(&element.get("stroke")), "{element:?}");
            }
        }
    }
}

#[test]
fn what_is_cut_inside_a_piece_comes_before_its_outline() {
    let elements = read(&written(&sample()));
    let cuts: Vec<&str> = (0..elements.len())
        .filter(|k| elements[*k].name == "path" && layer_of(&elements, *k) == "cut")
        .map(|k| elements[k].get("stroke"))
        .collect();
    assert_eq!(cuts, ["#0000FF", "#000000", "#0000FF", "#000000"], "inner, outer, piece by piece");
}

#[test]
fn text_is_outlines_and_keeps_its_words() {
    let mut text = words("Front & <back>", p(30.0, 20.0), 10.0);
    text.align = Align::End;
    text.turn_deg = 90.0;
    // A word with a cutting role must not be cut.
    let drawing = sheet(60.0, 100.0, vec![item(Role::CutOuter, Shape::Text(text.clone()))]);
    let elements = read(&written(&drawing));
    let path = elements.iter().position(|e| e.name == "path").unwrap();
    assert_eq!(layer_of(&elements, path), "text", "in the text layer");
    let (fill, stroke) = (elements[path].get("fill"), elements[path].get("stroke"));
    assert_eq!((fill, stroke), ("#000000", "none"), "filled");
    let group = &elements[elements[path].parent.unwrap()];
    assert_eq!(group.get("aria-label"), "Front & <back>", "words");
    assert_eq!(elements[path - 1].text, "Front & <back>", "title");
    let measured = measure(elements[path].get("d"), 100.0);
    let width = microbag::text::Typeface::default().width("Front & <back>", 10.0, false);
    // Turned a quarter and ending at (30, 20): it runs up to there, its letters to the left of the baseline.
    assert!(measured.most.1 <= 20.0 && measured.least.1 >= 20.0 - width, "{measured:?} of {width}");
    assert!(measured.most.1 - measured.least.1 > width * 0.95, "as long as measured");
    assert!(
        measured.least.0 > 22.0 && measured.least.0 < 23.5 && measured.most.0 < 32.5,
        "{measured:?}"
    );
}

#[test]
fn glyphs_enclose_the_area_they_should() {
    // A full stop of Noto Sans is a blob; a dash is a rectangle: measured from the path, right way up.
    let drawing = sheet(60.0, 60.0, vec![label(words("-", p(10.0, 10.0), 20.0))]);
    let svg = written(&drawing);
    let elements = read(&svg);
    let measured = measure(elements.iter().find(|e| e.name == "path").unwrap().get("d"), 60.0);
    let outline = microbag::text::Typeface::default().outline("-", 20.0, false);
    assert_eq!(outline.len(), 1, "one contour");
    assert!((measured.least.0 - 10.0 - outline[0].start.x).abs() < 6.0, "where it was set");
    assert!(measured.least.1 > 13.0 && measured.most.1 < 19.0, "above the baseline: {measured:?}");
}

#[test]
fn hostile_strings_come_back_as_they_were() {
    let drawing = hostile();
    let elements = read(&written(&drawing));
    let legal = |text: &str| -> String {
        text.chars().filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')).collect()
    };
    assert_eq!(elements[1].text, legal(&drawing.title), "title");
    for group in &drawing.groups[3..] {
        let found: Vec<&Element> =
            elements.iter().filter(|e| e.get("data-material") == legal(&group.material)).collect();
        assert!(found.len() >= 2, "{:?} stands in two layers", group.id);
        assert!(found.iter().all(|e| e.get("data-piece") == legal(&group.id)), "{:?}", group.id);
    }
    let tagged = elements.iter().filter(|e| e.attributes.contains_key("data-seam"));
    assert!(tagged.clone().count() > 10, "tags are written");
    assert!(tagged.into_iter().all(|e| e.get("data-seam") != "again"), "of two alike the first");
}

#[test]
fn tags_become_data_attributes() {
    let elements = read(&written(&sample()));
    let holes: Vec<&Element> = elements.iter().filter(|e| e.name == "circle").collect();
    assert_eq!(holes.len(), 108, "all of them");
    assert_eq!(holes[7].get("data-seam"), "front-gusset", "seam");
    assert_eq!((holes[7].get("data-run"), holes[7].get("data-index")), ("0", "7"), "run and index");
}

#[test]
fn same_input_same_bytes_and_plain_numbers() {
    for drawing in [sample(), large(), hostile()] {
        let text = written(&drawing);
        assert_eq!(text, written(&drawing.clone()), "bytes repeat");
        for element in read(&text) {
            for key in ["d", "cx", "cy", "r", "stroke-width", "viewBox"] {
                let value = element.get(key).replace(|c: char| c.is_ascii_alphabetic(), " ");
                for number in value.split_whitespace() {
                    let decimals = number.split_once('.').map_or(0, |(_, places)| places.len());
                    assert!(decimals <= 4 && !number.ends_with('.'), "{number}");
                    assert!(
                        number != "-0" && number.parse::<f64>().unwrap().is_finite(),
                        "{number}"
                    );
                }
                let letters: String =
                    element.get(key).chars().filter(char::is_ascii_alphabetic).collect();
                assert!(letters.chars().all(|c| "MLAZqlc".contains(c)), "{letters} in {key}");
            }
        }
    }
}

#[test]
fn faults_are_errors_that_name_the_group() {
    let front = || "front".to_owned();
    let circle = |x: f64, radius: f64| {
        sheet(50.0, 50.0, vec![item(Role::Hole, Shape::Circle { center: p(x, 25.0), radius })])
    };
    let path = |segments| {
        sheet(50.0, 50.0, vec![item(Role::Mark, Shape::Path { segments, closed: false })])
    };
    let line = |a: (f64, f64), b: (f64, f64)| Segment::line(p(a.0, a.1), p(b.0, b.1));
    let fault = |drawing| write(&drawing, &Options::default()).unwrap_err();
    for bad in [f64::NAN, f64::INFINITY, 1e9] {
        assert_eq!(fault(circle(bad, 1.0)), ExportError::Coordinate { group: front() }, "{bad}");
        assert_eq!(
            fault(path(vec![line((1.0, 1.0), (2.0, bad))])),
            ExportError::Coordinate { group: front() },
            "{bad}"
        );
        let text = label(words("x", p(bad, 1.0), 3.0));
        assert_eq!(
            fault(sheet(50.0, 50.0, vec![text])),
            ExportError::Coordinate { group: front() },
            "{bad}"
        );
    }
    assert_eq!(
        fault(circle(25.0, 0.0)),
        ExportError::Size { group: front(), size: 0.0 },
        "a point is no circle"
    );
    assert_eq!(
        fault(circle(49.5, 1.0)),
        ExportError::OutsideSheet { group: front() },
        "over the edge"
    );
    let bow = Segment::arc(p(5.0, 1.0), p(25.0, 1.0), 0.4);
    assert_eq!(
        fault(path(vec![bow])),
        ExportError::OutsideSheet { group: front() },
        "the bow, not its ends"
    );
    assert_eq!(fault(path(vec![])), ExportError::Broken { group: front(), gap: 0.0 }, "nothing");
    let apart = vec![line((1.0, 1.0), (2.0, 1.0)), line((5.0, 1.0), (6.0, 1.0))];
    assert_eq!(fault(path(apart)), ExportError::Broken { group: front(), gap: 3.0 }, "a gap");
    let open = sheet(
        50.0,
        50.0,
        vec![ring(
            Role::CutOuter,
            vec![line((1.0, 1.0), (2.0, 1.0)), line((2.0, 1.0), (2.0, 2.0))],
        )],
    );
    assert!(matches!(fault(open), ExportError::Broken { .. }), "not closed");
    for (width, height) in [(0.0, 10.0), (10.0, f64::NAN), (-5.0, 5.0), (6000.0, 10.0)] {
        assert!(
            matches!(fault(sheet(width, height, vec![])), ExportError::Sheet { .. }),
            "{width} x {height}"
        );
    }
}

/// A circle of radius `r` about (50, 50), from `n` arcs that start at `from` and all turn left.
fn wheel(n: u32, r: f64, from: f64) -> Vec<Segment> {
    let step = core::f64::consts::TAU / f64::from(n);
    let at = |k: u32| {
        p(
            50.0 + r * libm::cos(from + step * f64::from(k)),
            50.0 + r * libm::sin(from + step * f64::from(k)),
        )
    };
    (0..n).map(|k| Segment::arc(at(k), at((k + 1) % n), libm::tan(step / 4.0))).collect()
}

#[test]
fn a_circle_of_arcs_measures_as_a_circle_both_ways_round() {
    let pi = core::f64::consts::PI;
    for n in 2..9 {
        for from in [0.0, 0.3, 1.1, 2.5] {
            let left = wheel(n, 20.0, from);
            let right: Vec<Segment> = left.iter().rev().map(Segment::reversed).collect();
            for (segments, sign) in [(left, 1.0), (right, -1.0)] {
                let svg = written(&sheet(100.0, 100.0, vec![ring(Role::CutOuter, segments)]));
                let elements = read(&svg);
                let measured =
                    measure(elements.iter().find(|e| e.name == "path").unwrap().get("d"), 100.0);
                assert!(
                    (measured.length - 40.0 * pi).abs() < 1e-3,
                    "{n} arcs: {}",
                    measured.length
                );
                assert!(
                    (measured.area - sign * 400.0 * pi).abs() < 2e-2,
                    "{n} arcs: {}",
                    measured.area
                );
                assert!(measured.closed && measured.n_moves == 1, "one M, one Z");
            }
        }
    }
}

#[test]
fn a_square_keeps_its_sense_and_side() {
    let svg = written(&sheet(100.0, 80.0, vec![square(Role::CutOuter, 10.0, 20.0, 50.0)]));
    let elements = read(&svg);
    let d = elements.iter().find(|e| e.name == "path").unwrap().get("d");
    assert_eq!(d, "M10 60L60 60L60 10L10 10Z", "exact");
    let measured = measure(d, 80.0);
    assert_eq!((measured.length, measured.area), (200.0, 2500.0), "counter-clockwise, y up");
}

proptest! {
    #[test]
    fn one_arc_keeps_length_side_and_middle(
        ax in 30.0..70.0, ay in 30.0..70.0, angle in 0.0..core::f64::consts::TAU, chord in 0.5..8.0,
        turn in prop_oneof![0.01..1.0, 0.99..1.01, 1.0..1.95_f64], left in any::<bool>(),
    ) {
        // `turn` is the arc's angle in half turns.
        let bulge = libm::tan(turn * core::f64::consts::PI / 4.0) * if left { 1.0 } else { -1.0 };
        let segment = Segment::arc(p(ax, ay), p(ax + chord * libm::cos(angle), ay + chord * libm::sin(angle)), bulge);
        prop_assume!(segment.circle().is_some_and(|(_, radius)| radius < 25.0 || turn < 1.0));
        let (lo, hi) = segment.bounds();
        prop_assume!(lo.x > 0.0 && lo.y > 0.0 && hi.x < 100.0 && hi.y < 100.0);
        let svg = written(&sheet(100.0, 100.0, vec![item(Role::Fold, Shape::Path { segments: vec![segment], closed: false })]));
        let elements = read(&svg);
        let measured = measure(elements.iter().find(|e| e.name == "path").unwrap().get("d"), 100.0);
        prop_assert!((measured.length - segment.length()).abs() < 1e-3, "{} against {}", measured.length, segment.length());
        let n = measured.middles.len();
        for (k, middle) in measured.middles.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "at most three")]
            let share = (k as f64 + 0.5) / n as f64;
            let want = segment.point(share);
            let off = libm::hypot(middle.0 - want.x, middle.1 - want.y);
            prop_assert!(off < 1e-3, "{middle:?} against {want:?}: it bows to the wrong side or by the wrong amount");
        }
    }
}
