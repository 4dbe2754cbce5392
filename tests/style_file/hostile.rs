//! Files that mean harm: each ends in a bag of countable size or in an error that says what is too much.

use std::fmt::Write as _;

use microbag::brief::Brief;
use microbag::stock::Stock;
use microbag::style::Style;
use microbag::style::bound::Discrete;
use proptest::prelude::*;

use super::{BASE, PAGE};

/// Nobody writes a longer style.
const LONGEST: usize = 64 * 1024;

/// What one file made us do.
#[derive(Debug, PartialEq)]
enum End {
    /// It is no style: the code of the first fault.
    Refused(&'static str),
    /// It is a style of which no bag can be made: the code of the first reason.
    Unmakeable(&'static str),
    /// A bag.
    Made,
}

/// Reads a file, makes its bag, and holds what was made against the limits of the reference.
fn end_of(text: &str) -> Result<End, TestCaseError> {
    prop_assert!(text.len() <= LONGEST, "the generator is too generous: {} bytes", text.len());
    let style = match Style::from_toml(text) {
        Ok(style) => style,
        Err(faults) => {
            prop_assert!(!faults.0.is_empty(), "refused without a reason");
            prop_assert!(faults.0.len() <= 500, "{} faults are told", faults.0.len());
            for fault in &faults.0 {
                let told = PAGE.contains(&format!("`{}`", fault.code));
                prop_assert!(told, "`{}` is not explained: {fault}", fault.code);
            }
            return Ok(End::Refused(faults.0[0].code));
        }
    };
    let discrete = Discrete::defaults(style.file());
    let tree = style.expanded(&discrete).unwrap();
    let elements: usize = tree.iter().map(|section| section.node.items().len()).sum();
    prop_assert!(elements <= 2500, "{elements} elements");
    let bound = style.bound(&discrete).unwrap();
    prop_assert!(bound.leaves.len() <= 60_000, "{} values", bound.leaves.len());
    prop_assert!(bound.panels.len() <= 400, "{} panels and parts", bound.panels.len());
    match microbag::solve(&style, &Brief::new(&style), &Stock::builtin()) {
        Ok(bag) => {
            let draft = bag.makeable().draft();
            let holes: usize = draft.pieces.iter().map(|piece| piece.holes.len()).sum();
            prop_assert!(draft.pieces.len() <= 200, "{} pieces", draft.pieces.len());
            prop_assert!(holes <= 100_000, "{holes} holes");
            prop_assert!(bag.frames() <= 1_000_000, "{} frames", bag.frames());
            Ok(End::Made)
        }
        Err(error) => {
            let reasons = error.diagnostics();
            prop_assert!(!reasons.is_empty(), "unmakeable without a reason");
            Ok(End::Unmakeable(reasons[0].code))
        }
    }
}

/// As many lines as there is room for.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0..count {
        let line = line(at);
        if BASE.len() + text.len() + line.len() > LONGEST {
            break;
        }
        text += &line;
    }
    text
}

/// The base with another line in the place of one, and more behind it.
fn with(was: &str, is: &str, more: &str) -> String {
    assert!(BASE.contains(was), "`{was}` is not in the base");
    let mut text = BASE.replacen(was, is, 1);
    let _ = writeln!(text, "{more}");
    text
}

fn add(more: &str) -> String {
    format!("{BASE}\n{more}")
}

/// Things nested in each other.
fn nested() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![("[", "]"), ("{ a = ", " }"), ("[[", "]]"), ("(", ")")]);
    (marks, 1_usize..9000, any::<bool>()).prop_map(|((open, close), depth, closed)| {
        let depth = depth.min(50_000 / (open.len() + close.len()));
        let ends = if closed { close.repeat(depth) } else { String::new() };
        let whole = format!("{}1{ends}", open.repeat(depth));
        let whole = if open == "(" { format!("\"{whole}\"") } else { whole };
        add(&format!("[let.deep]\nx = {whole}"))
    })
}

/// Formulas that are long, deep, or made of each other.
fn formulas() -> impl Strategy<Value = String> {
    let terms = prop::sample::select(vec![
        "width + ",
        "-",
        "not ",
        "2^",
        "if(lined, width, ",
        "max(width, ",
        "sum(slots, ",
        "front.base.length + ",
        "2 * (",
        "\"",
        "min(1 mm,",
    ]);
    let far = (terms, 1_usize..6000).prop_map(|(term, count)| {
        let count = count.min(50_000 / term.len());
        let term = term.replace('"', "'");
        with("[let]", &format!("[let]\nlong = \"{}width\"", term.repeat(count)), "")
    });
    let chain = (1_usize..2500, 1_usize..4).prop_map(|(count, width)| {
        let more = lines(count, |at| {
            let sum: Vec<String> = (1..=width).map(|step| format!("l{}", at + step)).collect();
            format!("l{at} = \"{}\"\n", sum.join(" + "))
        });
        let ends = (0..4).map(|at| format!("l{} = \"width\"\n", count + at));
        let ends = ends.collect::<Vec<_>>().concat();
        let text = with("[let]", &format!("[let]\n{more}{ends}"), "");
        text.chars().take(LONGEST).collect()
    });
    prop_oneof![far, chain]
}

/// More of everything than there is room for.
fn many() -> impl Strategy<Value = String> {
    let kinds = prop::sample::select(vec![
        "[panel.NAME]\nmaterial = \"shell\"\nrect = [\"width\", \"height\"]\n",
        "[panel.NAME]\nmirror = \"front\"\neach = \"slots\"\n",
        "[seam.NAME]\nsides = [\"front.left..right\", \"back.left..right\"]\nconstruction = \"raw\"\n",
        "[row.NAME]\nalong = \"front.mouth\"\npitch = 0.5\nmirror_too = true\n",
        "[row.NAME]\non = \"front\"\npath = [[0, 0], [9999, 9999], [0, 0]]\n",
        "[strap.NAME]\nmaterial = \"shell\"\nwidth = 7\nends = [{ loop = \"ring\" }]\ncount = 20\n",
        "[layer.NAME]\nkind = \"stiffener\"\nof = [\"front\", \"back\"]\nmaterial = { use = \"texon-0.5\" }\n",
        "[strip.NAME]\nmaterial = \"shell\"\nalong = \"front.base\"\nwidth = 9\nparts = { count = 64 }\n\
            [seam.NAME]\nsides = [\"front.base\", \"NAME.a\"]\nconstruction = \"raw\"\n",
        "[param.NAME]\ndefault = 10\nrange = [\"1 mm\", \"10000 mm\"]\n",
        "[size.NAME]\nwidth = \"9999 mm\"\n",
        "[part.NAME]\nkind = \"iron\"\ndefault = \"fr-10\"\n",
        "[finish.NAME]\non = \"front.mouth\"\nconstruction = \"folded\"\nstitched = true\n",
        "[[require]]\nthat = \"width * width >= height * height\"\n",
        "[pocket.NAME]\nkind = \"patch\"\non = \"front\"\nat = [0, 9]\nwidth = 9\nheight = 9\n",
        "[bag.NAME]\nstyle = \"card-charm\"\n",
        "[window.NAME]\nin = \"front\"\npart = \"zip\"\nsplit = \"slot\"\n",
    ]);
    (kinds, 1_usize..400, any::<bool>()).prop_map(|(kind, count, few)| {
        let count = if few { count % 8 + 1 } else { count };
        add(&lines(count, |at| kind.replace("NAME", &format!("x{at}"))))
    })
}

/// Copies, and copies of copies.
fn copies() -> impl Strategy<Value = String> {
    let counts = prop::sample::select(vec![
        "1e18",
        "1000000",
        "201",
        "200",
        "7",
        "-3",
        "0.5",
        "\"slots * 99999999\"",
        "\"2^40\"",
        "inf",
    ]);
    (counts, 0_usize..600).prop_map(|(count, marks)| {
        let marks = "{ notch = \"base@mid\" }, ".repeat(marks);
        add(&format!(
            "[panel.x]\nmaterial = \"shell\"\nrect = [\"width\", \"height\"]\neach = {count}\nmarks = [{marks}]\n\
             [row.y]\nalong = \"x[i].top\"\neach = {count}\nmirror_too = [\"front\", \"back\", \"x\"]\n"
        ))
    })
}

/// Numbers that no bag has.
fn numbers() -> impl Strategy<Value = String> {
    let values = prop::sample::select(vec![
        "1e300 mm",
        "10000 mm",
        "9999 mm",
        "-9999 mm",
        "1e-300 mm",
        "0 mm",
        "1e9 mm",
        "width ^ 9 / height ^ 8",
        "1 mm / 0",
        "sqrt(-1) * 1 mm",
        "width * 1e5",
        "1e308 mm * 10",
    ]);
    let places = prop::sample::select(vec![
        (
            "round = \"12 mm\" },\n  { name = \"right\"",
            "round = \"VALUE\" },\n  { name = \"right\"",
        ),
        ("to = [\"-width/2\", \"height\"]", "to = [\"-width/2\", \"VALUE\"]"),
        ("construction = \"raw\"", "construction = \"raw\"\npitch = \"VALUE\""),
        ("construction = \"raw\"", "construction = \"raw\"\ninset = \"VALUE\""),
        ("construction = \"raw\"", "construction = \"turned\"\nangle = 0\nallowance = \"VALUE\""),
        (
            "default = \"100 mm\", range = [\"60 mm\", \"200 mm\"]",
            "default = \"VALUE\", range = [\"60 mm\", \"9999 mm\"]",
        ),
        ("range = [\"60 mm\", \"200 mm\"]", "range = [\"-1e300 mm\", \"1e300 mm\"]"),
        ("[let]", "[row.x]\nalong = \"front.mouth\"\nends = \"VALUE\"\n[let]"),
        (
            "[let]",
            "[strap.x]\nmaterial = \"shell\"\nwidth = \"VALUE\"\nlength = \"VALUE\"\nends = [{ loop = \"ring\" }, { plain = true }]\n[let]",
        ),
    ]);
    (values, places).prop_map(|(value, (was, is))| with(was, &is.replace("VALUE", value), ""))
}

/// The closest holes round the largest bag, many times.
fn holes() -> impl Strategy<Value = String> {
    let pitches =
        prop::sample::select(vec!["0.5 mm", "0.49 mm", "0.001 mm", "3 mm", "width / 1e6"]);
    let sizes = prop::sample::select(vec!["9999 mm", "200 mm", "5000 mm"]);
    (pitches, sizes, 0_usize..60).prop_map(|(pitch, size, rows)| {
        let range = format!("default = \"{size}\", range = [\"60 mm\", \"10000 mm\"]");
        let text = with("default = \"100 mm\", range = [\"60 mm\", \"200 mm\"]", &range, "");
        let seam = format!("construction = \"raw\"\npitch = \"{pitch}\"");
        let text = text.replacen("construction = \"raw\"", &seam, 1);
        let rows = lines(rows, |at| {
            format!("[row.x{at}]\nalong = \"front.mouth\"\ninset = \"{at} * 1 mm + 3 mm\"\npitch = \"{pitch}\"\n")
        });
        format!("{text}\n{rows}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]
    #[test]
    fn nesting_ends(text in nested()) {
        end_of(&text)?;
    }
    #[test]
    fn formulas_end(text in formulas()) {
        end_of(&text)?;
    }
    #[test]
    fn many_elements_end(text in many()) {
        end_of(&text)?;
    }
    #[test]
    fn copies_end(text in copies()) {
        end_of(&text)?;
    }
    #[test]
    fn numbers_end(text in numbers()) {
        end_of(&text)?;
    }
    #[test]
    fn holes_end(text in holes()) {
        end_of(&text)?;
    }
}

#[test]
fn each_limit_is_told_as_the_reference_says() {
    let wide = "range = [\"60 mm\", \"10000 mm\"]";
    let range = "range = [\"60 mm\", \"200 mm\"]";
    let huge = with(range, wide, "").replacen("\"100 mm\"", "\"9999 mm\"", 1);
    let machine = huge.replacen("fr-10", "machine-2.5", 1);
    let machine = machine.replacen("\"80 mm\"", "\"400 mm\"", 1).replacen("160 mm", "500 mm", 1);
    let rows = lines(40, |at| {
        format!("[row.x{at}]\nalong = \"front.mouth\"\ninset = {}\nends = 30\n", 6 + 5 * at)
    });
    let straps = lines(150, |at| {
        format!("[strap.x{at}]\nmaterial = \"shell\"\nwidth = 7\nends = [{{ loop = \"ring\" }}]\n")
    });
    let layers = lines(150, |at| {
        format!(
            "[layer.x{at}]\nkind = \"stiffener\"\nof = [\"front\"]\nmaterial = {{ use = \"texon-0.5\" }}\n"
        )
    });
    let pitch = "construction = \"raw\"\npitch = 0.4";
    for (what, text, wanted) in [
        ("as it is", BASE.to_owned(), End::Made),
        (
            "a wide range",
            with(range, "range = [\"60 mm\", \"11 m\"]", ""),
            End::Refused("wrong-unit"),
        ),
        (
            "a range of 11 m",
            with(range, "range = [\"60 mm\", \"11000 mm\"]", ""),
            End::Refused("too-large"),
        ),
        (
            "a panel of 20 m",
            with("[\"-width/2\", \"height\"]", "[\"-width/2\", \"250 * height\"]", "").replacen(
                "[\"width/2\", \"height\"]",
                "[\"width/2\", \"250 * height\"]",
                1,
            ),
            End::Unmakeable("too-large"),
        ),
        ("a pitch", with("construction = \"raw\"", pitch, ""), End::Refused("pitch-too-small")),
        ("holes", format!("{machine}\n{rows}"), End::Unmakeable("too-many")),
        ("pieces", add(&format!("{straps}{layers}")), End::Refused("too-many")),
        ("elements", add("[row.x]\nalong = \"front.mouth\"\neach = 201"), End::Refused("too-many")),
    ] {
        let end = end_of(&text).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(end, wanted, "{what}");
    }
}
