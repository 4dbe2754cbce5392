//! Expansion over the eight styles, over each sugar alone, and over files that mean harm.

use super::super::bound::Discrete;
use super::super::{StyleFile, read};
use super::*;
use crate::diag::Place;
use crate::reader;

const STYLES: [(&str, &str); 8] = [
    ("boxy-tote", include_str!("styles/boxy-tote.toml")),
    ("bucket", include_str!("styles/bucket.toml")),
    ("camera", include_str!("styles/camera.toml")),
    ("envelope", include_str!("styles/envelope.toml")),
    ("flapper-purse", include_str!("styles/flapper-purse.toml")),
    ("mini-backpack", include_str!("styles/mini-backpack.toml")),
    ("petite-flap", include_str!("styles/petite-flap.toml")),
    ("trio", include_str!("styles/trio.toml")),
];

fn library(name: &str) -> Option<String> {
    STYLES.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
}

fn loaded(text: &str) -> Result<Loaded, Vec<Diagnostic>> {
    let root = reader::read(text)?;
    let mut findings = Findings::default();
    let loaded = load(root, &library, &mut vec!["this".to_owned()], &mut findings);
    let findings = of_ours(findings.all);
    if findings.is_empty() { Ok(loaded) } else { Err(findings) }
}

fn expanded(text: &str) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let loaded = loaded(text)?;
    expand(&loaded, &Discrete::defaults(&loaded.wishes))
}

/// Every choice of the discrete parameters, one changed at a time, and every size.
fn variants(wishes: &StyleFile) -> Vec<(String, Discrete)> {
    use super::super::ast::ParamKind;
    let defaults = Discrete::defaults(wishes);
    let mut all = vec![
        ("defaults".to_owned(), defaults.clone()),
        ("everything".to_owned(), Discrete::everything(wishes)),
    ];
    for size in &wishes.sizes {
        all.push((size.name.clone(), discrete::sized(wishes, &size.name)));
    }
    for param in &wishes.params {
        let name = param.head.name.clone();
        let mut add = |what: String, change: &dyn Fn(&mut Discrete)| {
            let mut discrete = defaults.clone();
            change(&mut discrete);
            all.push((what, discrete));
        };
        match &param.kind {
            ParamKind::Flag => {
                for flag in [true, false] {
                    add(format!("{name} = {flag}"), &|d| {
                        d.flags.insert(name.clone(), flag);
                    });
                }
            }
            ParamKind::Count(lo, hi) => {
                for count in *lo..=*hi {
                    add(format!("{name} = {count}"), &|d| {
                        d.counts.insert(name.clone(), count);
                    });
                }
            }
            ParamKind::Choice(options) => {
                for option in options {
                    add(format!("{name} = {option}"), &|d| {
                        d.choices.insert(name.clone(), option.clone());
                    });
                }
            }
            ParamKind::Measure(_) => {}
        }
    }
    all
}

fn spans_lie_in(text: &str, entries: &[Entry]) {
    fn node(text: &str, n: &Node) {
        assert!(n.span.start <= n.span.end && n.span.end <= text.len(), "{n:?} lies off the text");
        match &n.value {
            Value::Table(entries) => spans_lie_in(text, entries),
            Value::List(items) => items.iter().for_each(|item| node(text, item)),
            _ => {}
        }
    }
    for entry in entries {
        node(text, &entry.node);
    }
}

/// Kinds that the stock does not have yet are no fault of the expansion.
fn of_ours(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.into_iter().filter(|finding| finding.code != "unknown-kind").collect()
}

#[test]
fn the_eight_styles_expand_under_every_choice_and_are_read() {
    let mut wrong = Vec::new();
    for (name, text) in STYLES {
        let loaded = loaded(text).unwrap_or_else(|findings| panic!("{name}: {findings:#?}"));
        for (what, discrete) in variants(&loaded.wishes) {
            let tree = match expand(&loaded, &discrete) {
                Ok(tree) => tree,
                Err(findings) => {
                    wrong.push(format!("{name} with {what}: {findings:#?}"));
                    continue;
                }
            };
            spans_lie_in(text, &tree);
            let mut findings = Findings::default();
            read::style_file(&tree, &mut findings);
            let findings = of_ours(findings.all);
            if !findings.is_empty() {
                wrong.push(format!("{name} with {what} is not read: {findings:#?}"));
            }
            let printed = reader::print(&tree);
            let again = reader::read(&printed).unwrap_or_else(|e| panic!("{name}: {e:?}"));
            assert_eq!(reader::print(&again), printed, "{name} with {what} prints as it reads");
            for sugar in ["when = ", "each = ", "mirror", "symmetry", "rect = ", "?\"", "\"="] {
                if let Some(at) = printed.find(sugar) {
                    let line = printed[..at].lines().count();
                    let line = printed.lines().nth(line.saturating_sub(1)).unwrap_or_default();
                    let allowed = line.starts_with("that") || line.starts_with("summary");
                    assert!(allowed, "{name} with {what} has `{sugar}` left in `{line}`");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn write_expanded_styles_for_reading() {
    let Ok(folder) = std::env::var("MICROBAG_EXPANDED") else { return };
    for (name, text) in STYLES {
        let loaded = loaded(text).unwrap();
        for (what, discrete) in variants(&loaded.wishes) {
            let tree = expand(&loaded, &discrete).unwrap_or_default();
            let file = format!("{folder}/{name} {what}.toml");
            std::fs::write(file, reader::print(&tree)).unwrap();
        }
    }
}

/// A style with the wishes that the examples read.
const WISHES: &str = "format = 1\n[style]\nname = \"this\"\n[param]\n\
    w = { default = \"50 mm\", range = [\"10 mm\", \"99 mm\"] }\n\
    n = { kind = \"count\", default = 2, range = [0, 9] }\n\
    on = { kind = \"flag\", default = false }\n\
    full = { kind = \"choice\", default = \"flat\", options = [\"flat\", \"boxed\"] }\n";

fn example(text: &str) -> Result<String, Vec<Diagnostic>> {
    let whole = format!("{WISHES}{text}");
    let tree = expanded(&whole)?;
    spans_lie_in(&whole, &tree);
    Ok(reader::print(&tree))
}

#[test]
fn each_shorthand_is_written_out() {
    let half = "start = [0, 0]\nedges = [{ name = \"base\", to = [\"w/2\", 0], round = \"3 mm\" }, \
        { name = \"side\", to = [\"w/2\", \"w\"], sag = \"1 mm\" }, { name = \"top\", to = [0, \"w + 2 mm\"], \
        tangent = \"end\" }]\n";
    let table = [
        ("[panel.a]\nrect = [\"w\", 20]\nround = \"2 mm\"\n".to_owned(), vec![
            "start = [\"-w/2\", 0]",
            "{ name = \"base\", to = [\"w/2\", 0], round = \"2 mm\" }",
            "{ name = \"top\", to = [\"-w/2\", 20], round = \"2 mm\" }",
        ]),
        (format!("[panel.a]\nsymmetry = \"x\"\n{half}"), vec![
            "start = [\"-(w/2)\", 0]",
            "{ name = \"base\", to = [\"w/2\", 0], round = \"3 mm\" }",
            "{ name = \"side_r\", to = [\"w/2\", \"w\"], sag = \"1 mm\" }",
            "{ name = \"top\", to = [\"-(w/2)\", \"w\"], via = [0, \"w + 2 mm\"] }",
            "{ name = \"side_l\", to = \"start\", sag = \"1 mm\", round = \"3 mm\" }",
        ]),
        ("[panel.a]\nrect = [\"w\", \"w\"]\nmaterial = \"m\"\nstand = { side = \"front\" }\n\
          [panel.b]\nmirror = \"a\"\nedge.top = { sag = \"2 mm\" }\n".to_owned(), vec![
            "[panel.b]\nmaterial = \"m\"\nview = \"through\"\nstart",
            "{ name = \"top\", to = [\"-w/2\", \"w\"], sag = \"2 mm\" }",
        ]),
        ("[panel.a]\nrect = [\"w\", \"w\"]\nsplit.base = [{ name = \"p\", length = \"10 mm\" }, \
          { name = \"q\", length = \"w - 10 mm\" }]\n".to_owned(), vec![
            "{ name = \"p\", to = [\"(-w/2) + 10 mm\", 0] }, { name = \"q\", to = [\"w/2\", 0] }",
            "chains = { base = \"p..q\" }",
        ]),
        ("[panel.a]\nrect = [\"w\", \"w\"]\ndarts = [{ on = \"base\", t = [0.5], width = 4, length = 9 }]\n\
          chains = { below = \"left..right\" }\n[seam.d]\nsides = [\"a.dart[*].a\", \"a.dart[*].b\"]\n\
          [seam.e]\nsides = [\"a.left..right\", \"a.top\"]\n".to_owned(), vec![
            "chains = { below = \"left..base_0 + base_1..right\", base = \"base_0 + base_1\" }",
            "{ name = \"dart_0_a\", to = [\"0 mm\", \"9 mm\"] }",
            "sides = [\"a.dart_0_a\", \"a.dart_0_b\"]",
            "sides = [\"a.left..base_0 + a.base_1..right\", \"a.top\"]",
        ]),
        ("[panel.a]\nstart = [0, 0]\nedges = [{ name = \"base\", to = [\"w\", 0], box = \"5 mm\", round = 1 }, \
          { name = \"side\", to = [\"w\", \"w\"] }, { name = \"top\", to = \"start\" }]\n\
          [seam.c]\nsides = [\"a.box.side\", \"a.box.base\"]\n".to_owned(), vec![
            "{ name = \"box_base\", to = [",
            "{ name = \"box_side\", to = [",
            "sides = [\"a.box_side\", \"a.box_base\"]",
        ]),
        ("[panel.a]\neach = \"n\"\nrect = [\"w + i * 1 mm\", \"w\"]\n[row.r]\non = \"a[n-1]\"\n\
          through = [\"a[*]\"]\npath = [[0, 0], [1, 1]]\n".to_owned(), vec![
            "[panel.\"a[1]\"]\nstart = [\"-(w + 1 * 1 mm)/2\", 0]",
            "on = \"a[1]\"",
            "through = [\"a[0]\", \"a[1]\"]",
        ]),
        ("[strip.s]\nalong = [\"a.ring\", \"b.ring\"]\n[seam.t]\nsides = [\"s[0].a\", \"a.ring\"]\n\
          plies = [\"u?\"]\nconstruction = \"=if(on, 'raw', 'turned')\"\n[strip.u]\nwhen = \"on\"\n".to_owned(), vec![
            "[strip.\"s[1]\"]\nalong = \"b.ring\"",
            "[seam.t]\nsides = [\"s[0].a\", \"a.ring\"]\nconstruction = \"turned\"",
            "absent = [\"strip.u\"]",
        ]),
        ("[strip.s]\nalong = \"a.right\"\nmirror_too = true\nturn_in = { end = \"start\", length = \"s.length\" }\n\
          width = { at = [[0, 1], [\"0.4\", 2]] }\n[let]\nlong = \"s.length\"\n".to_owned(), vec![
            "turn_in = { end = \"end\", length = \"s[1].length\" }\nwidth = { at = [[\"1 - 0.4\", 2], [1, 1]] }",
            "turn_in = { end = \"start\", length = \"s[0].length\" }",
            "long = \"s[0].length\"",
        ]),
        ("[let]\nall = \"sum(n, w * (it + 1)) + sum(n, 1 mm)\"\n".to_owned(), vec![
            "all = \"((w * (0 + 1)) + (w * (1 + 1))) + (1 mm + 1 mm)\"",
        ]),
        ("[panel.back]\nmaterial = \"shell\"\nrect = [\"w\", \"w\"]\n[pocket.cards]\nkind = \"card-slot\"\n\
          on = \"back.inside\"\nat = [0, \"i * 9 mm\"]\neach = \"n\"\n".to_owned(), vec![
            "[panel.\"cards[1]\"]\nmeasure = \"net\"\nstart = [\"-(85.6 mm + 2 * (inset + 1 mm))/2\", 0]",
            "[finish.\"cards[0]\"]\non = \"cards[0].mouth\"",
            "[place.\"cards[1]\"]\nwhat = \"cards[1]\"",
            "at = [0, \"1 * 9 mm\"]",
        ]),
    ];
    for (text, wanted) in table {
        let printed = example(&text).unwrap_or_else(|findings| panic!("{text}: {findings:#?}"));
        for wanted in wanted {
            assert!(printed.contains(wanted), "`{wanted}` is not in\n{printed}\nof\n{text}");
        }
    }
}

#[test]
fn what_cannot_be_written_out_is_told() {
    let table = [
        ("[panel.a]\nmirror = \"a\"\n", "mirror-of-mirror"),
        ("[panel.a]\neach = 1000000\n", "too-many"),
        ("[panel.a]\nwhen = \"w > 3 mm\"\n", "when-on-length"),
        ("[panel.a]\nwhen = \"widht\"\n", "unknown-name"),
        ("[panel.\"a[0]\"]\n", "bad-name"),
        ("[panel.a]\nwhen = \"on\"\n[seam.s]\nsides = [\"a.b\", \"a.c\"]\n", "absent-name"),
        ("[panel.a]\nrect = [1, 2]\nedges = []\n", "two-outlines"),
        ("[panel.a]\nrect = [1, 2]\nsymmetry = \"x\"\n", "off-axis"),
        ("[panel.a]\nrect = [1, 2]\nsymmetry = \"y\"\n", "unknown-word"),
        ("[panel.a]\nrect = [1, 2]\nsplit.bsae = []\n", "unknown-name"),
        ("[let]\na = \"sum(nobody, 1)\"\n", "unknown-name"),
        ("[let]\na = \"sum(n\"\n", "wrong-arguments"),
        ("[seam.s]\nconstruction = \"=w\"\n", "kind-mismatch"),
        ("[row.r]\ncount = \"w\"\n", "not-discrete"),
        ("[pocket.p]\nkind = \"bag\"\non = \"a\"\nat = [0, 0]\n", "unknown-word"),
        ("[bag.b]\nstyle = \"nobody\"\n", "unknown-style"),
        ("[bag.b]\nstyle = \"this\"\n", "bag-cycle"),
        ("[bag.b]\nstyle = \"camera\"\nset = { widht = 3 }\n", "unknown-name"),
        ("[bag.b]\nstyle = \"camera\"\nwithout = [\"strap.belt\"]\n", "unknown-name"),
        ("[strap.t]\ncount = 2\n[place.t]\nwhat = \"t\"\non = \"a\"\nat = [0, 0]\n", "wrong-count"),
    ];
    for (text, code) in table {
        let findings = example(text).err().unwrap_or_default();
        let told = findings.iter().find(|finding| finding.code == code);
        assert!(told.is_some(), "{text}: no {code} but {findings:#?}");
        let whole = format!("{WISHES}{text}");
        if let Some(Diagnostic { place: Place::Text(span), .. }) = told {
            assert!(whole.get(span.start..span.end).is_some(), "{code} lies off the text");
        }
    }
}

#[test]
fn what_means_harm_ends_quickly() {
    let many =
        |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let texts = [
        format!("[let]\na = \"{}\"\n", "[".repeat(60_000)),
        format!("[let]\na = \"{}1{}\"\n", "(".repeat(2000), ")".repeat(2000)),
        format!("[let]\na = \"{}1\"\n", "sum(n, ".repeat(500)),
        format!("[let]\na = \"{}1{}\"\n", "sum(n, ".repeat(500), ")".repeat(500)),
        many(200, &|at| format!("[panel.a{at}]\nrect = [\"w\", \"w\"]\neach = \"n\"\n")),
        many(300, &|at| format!("[seam.a{at}]\nsides = [\"a.b\", \"b.c\"]\nmirror_too = true\n")),
        format!("[let]\n{}", many(300, &|at| format!("l{at} = \"l{} + l{}\"\n", at + 1, at + 2)))
            + "[panel.a]\nwhen = \"l0 == 1 mm\"\n",
        format!(
            "[panel.a]\neach = 200\nrect = [1, 2]\nmarks = [{}]\n",
            "{ notch = \"a@mid\" }, ".repeat(2000)
        ),
        many(13, &|at| format!("[bag.b{at}]\nstyle = \"trio\"\n")),
        many(12, &|at| format!("[bag.b{at}]\nstyle = \"trio\"\n")),
        format!("[seam.s]\nsides = [\"{}\"]\n", "front.a + ".repeat(5000)),
        format!(
            "[panel.a]\nrect = [1, 2]\ndarts = [{{ on = \"base\", t = [{}], width = 1, length = 1 }}]\n",
            "0.5, ".repeat(5000)
        ),
        format!("x = {}1{}\n", "[".repeat(70), "]".repeat(70)),
    ];
    for text in &texts {
        let start = std::time::Instant::now();
        let whole = format!("{WISHES}{text}");
        let tree = expanded(&whole).unwrap_or_default();
        read::style_file(&tree, &mut Findings::default());
        let head: String = text.chars().take(60).collect();
        assert!(start.elapsed().as_millis() < 1000, "{head} takes {:?}", start.elapsed());
    }
}
