//! The built binary: exit codes, messages, files; a refusal writes nothing, and the same wish gives the same bytes.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left behind.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_microbag"));
    command.current_dir(env!("CARGO_TARGET_TMPDIR")).stdin(Stdio::null());
    command
}

fn microbag(args: &[&str]) -> Run {
    let output = binary().args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// A new, empty folder: one for each test, so that they may run side by side.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("no JSON ({error}): {text}"))
}

/// The wish of the README.
const NANO: [&str; 8] =
    ["make", "petite-flap", "--set", "width=53", "--set", "height=43", "--set", "depth=15"];
/// Two corners of 40 mm never fit in 53 mm.
const ABSURD: [&str; 8] =
    ["make", "petite-flap", "--pin", "width=53", "--pin", "depth=60", "--pin", "corner=40"];

fn into<'a>(args: &[&'a str], folder: &'a Path) -> Vec<&'a str> {
    let mut args = args.to_vec();
    args.extend(["-o", folder.to_str().unwrap()]);
    args
}

#[test]
fn a_wish_becomes_three_files_and_a_report() {
    let folder = folder("wish").join("new").join("deeper");
    let run = microbag(&into(&NANO, &folder));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(
        names(&folder),
        ["petite-flap.json", "petite-flap.pdf", "petite-flap.svg"],
        "the files, and nothing beside them"
    );
    for word in ["Petite top-handle bag", "petite-flap.pdf", "100 %", "bank card"] {
        assert!(run.out.contains(word), "`{word}` is not told: {}", run.out);
    }
    let read = |extension: &str| fs::read(folder.join(format!("petite-flap.{extension}"))).unwrap();
    assert!(read("pdf").starts_with(b"%PDF-1.7"), "no PDF");
    assert!(String::from_utf8(read("svg")).unwrap().contains("<svg"), "no SVG");
    assert!(json(&String::from_utf8(read("json")).unwrap()).is_object(), "no JSON");
}

#[test]
fn the_same_wish_gives_the_same_bytes_also_over_the_old_files() {
    let (a, b) = (folder("bytes_a"), folder("bytes_b"));
    for folder in [&a, &b, &a] {
        let run = microbag(&into(&NANO, folder));
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    for name in names(&a) {
        let same = fs::read(a.join(&name)).unwrap() == fs::read(b.join(&name)).unwrap();
        assert!(same, "{name} differs");
    }
    assert_eq!(names(&a).len(), 3, "nothing is left beside the files");
}

#[test]
fn only_the_formats_asked_for_are_written() {
    for (formats, expected) in [
        ("svg", vec!["petite-flap.svg"]),
        ("svg,json", vec!["petite-flap.json", "petite-flap.svg"]),
        ("pdf", vec!["petite-flap.pdf"]),
        ("all", vec!["petite-flap.json", "petite-flap.pdf", "petite-flap.svg"]),
    ] {
        let folder = folder(&format!("formats_{formats}"));
        let run = microbag(&into(&["make", "petite-flap", "--format", formats], &folder));
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(names(&folder), expected, "{formats}");
    }
}

#[test]
fn a_refusal_gives_reasons_and_writes_nothing() {
    let folder = folder("refusal");
    let new = folder.join("new");
    let run = microbag(&into(&ABSURD, &new));
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.err.starts_with("error"), "no reason: {}", run.err);
    assert!(names(&folder).is_empty(), "a refusal left {:?}", names(&folder));

    let mut args = into(&ABSURD, &new);
    args.push("--json");
    let run = microbag(&args);
    assert_eq!(run.code, Some(1), "{run:?}");
    let value = json(&run.out);
    assert_eq!(value["kind"], "unmakeable", "{value}");
    assert!(value["diagnostics"].as_array().is_some_and(|all| !all.is_empty()), "{value}");
}

#[test]
fn paper_without_room_is_refused_and_only_where_pages_are_wanted() {
    let folder = folder("paper");
    let run = microbag(&into(&["make", "petite-flap", "--paper", "60x60mm"], &folder));
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{run:?}");
    assert!(names(&folder).is_empty(), "a refusal left {:?}", names(&folder));
    let svg = ["make", "petite-flap", "--paper", "60x60mm", "--format", "svg"];
    assert_eq!(microbag(&into(&svg, &folder)).code, Some(0), "a cutter needs no paper");
}

#[test]
fn wrong_usage_is_explained_with_exit_code_2() {
    let folder = folder("usage");
    for (args, word) in [
        (&["make", "petite-flap", "--set", "widht=53"][..], "did you mean `width`"),
        (&["make", "petite-flap", "--set", "width=nan"], "finite"),
        (&["make", "petite-flap", "--set", "width=inf"], "finite"),
        (&["make", "petite-flap", "--set", "width=53kg"], "length"),
        (&["make", "petite-flap", "--set", "width="], "length"),
        (&["make", "petite-flap", "--set", "width"], "NAME=VALUE"),
        (&["make", "petite-flap", "--set", "=53"], "NAME=VALUE"),
        (&["make", "petite-flap", "--set", "lined=maybe"], "true or false"),
        (&["make", "petite-flap", "--pin", "width=1000"], "36 mm"),
        (&["make", "petite-flap", "--pin", "width=-53"], "36 mm"),
        (&["make", "petite-flap", "--pin", "nothing=1"], "nothing"),
        (&["make", "petite-flap", "--set", "width=53", "--pin", "width=54"], "twice"),
        (&["make", "petite-flap", "--use", "iron=fr-9", "--use", "iron=fr-9"], "twice"),
        (&["make", "petite-flap", "--size", "huge"], "nano"),
        (&["make", "petite-flap", "--use", "clasp=magnet-8"], "closure"),
        (&["make", "petite-flap", "--use", "closure=magnet-9"], "magnet-9"),
        (&["make", "petite-flap", "--use", "closure=calf-1.0"], "calf-1.0"),
        (&["make", "petite-flap", "--paper", "a9"], "a4"),
        (&["make", "petite-flap", "--format", "dxf"], "dxf"),
        (&["make", "petite-flap", "--colour", "red"], "--colour"),
        (&["make", "petit-flap"], "did you mean `petite-flap`"),
        (&["make", ""], "there is no style"),
        (&["make"], "STYLE|FILE"),
        (&["make", "./nowhere.toml"], "no such file"),
        (&["make", "nowhere.TOML"], "no such file"),
        (&["make", "/"], "folder"),
        (&["make", "petite-flap", "--stock", "nowhere.toml"], "no such file"),
        (&["show", "nothing"], "card-charm"),
        (&["explain", "hole-edg"], "did you mean `hole-edge`"),
        (&["explain", "\u{1f45c}"], "lists all rules"),
        (&["stock", "closures"], "did you mean `closure`"),
        (&["stock", "calf-1.1"], "did you mean `calf-1"),
        (&["stock", "\u{1f45c}"], "lists all"),
        (&["stock", "--stock", "nowhere.toml"], "no such file"),
        (&["mak", "petite-flap"], "make"),
        (&[], "Usage"),
    ] {
        let run = microbag(&into(args, &folder));
        // `-o` is no part of every command; without it the message is about what is tested.
        let run = if run.err.contains("'-o'") { microbag(args) } else { run };
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}: {run:?}");
        assert!(run.err.contains(word), "{args:?} does not tell `{word}`: {}", run.err);
    }
    assert!(names(&folder).is_empty(), "wrong usage left {:?}", names(&folder));
}

#[test]
fn a_broken_style_file_is_told_line_by_line() {
    let folder = folder("broken");
    let file = folder.join("broken.toml");
    let good = include_str!("../patterns/petite-flap.toml");
    let bad = good.replacen("material = \"shell\"", "materail = \"shell\"", 1).replacen(
        "0.2 * width",
        "0.2 * widht",
        1,
    );
    let line = good.lines().position(|line| line == "material = \"shell\"").unwrap() + 1;
    fs::write(&file, bad).unwrap();
    let path = file.to_str().unwrap();
    for command in ["check", "show", "make"] {
        let run = microbag(&[command, path]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{command}: {run:?}");
        for expected in [
            &format!("broken.toml:{line}:1"),
            "│ materail = \"shell\"",
            "┬",
            "did you mean `material`?",
            "error[unknown-key]",
        ] {
            assert!(run.err.contains(expected), "`{expected}` is not told: {}", run.err);
        }
        assert!(!run.err.contains('\u{1b}'), "colors in a file: {}", run.err);
    }
    let value = json(&microbag(&["check", path, "--json"]).out);
    assert_eq!(value["kind"], "style", "{value}");
    let facts = value["diagnostics"].as_array().unwrap();
    let at_line = |fact: &&serde_json::Value| fact["place"]["line"] == line;
    assert!(facts.iter().any(|fact| at_line(&fact) && fact["code"] == "unknown-key"), "{value}");
}

#[test]
fn no_file_is_too_strange_for_an_answer() {
    let folder = folder("strange");
    let good = include_str!("../patterns/petite-flap.toml");
    let brackets = good.replacen("0.2 * width", &"(".repeat(100_000), 1);
    let escape = good.replacen("name = \"petite-flap\"", "name = \"\\u001b[31mred\"", 1);
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("binary", vec![0xff, 0xfe, 0x00, 0x9f]),
        ("long", vec![b'#'; 300 * 1024]),
        ("brackets", brackets.into_bytes()),
        ("tables", "[".repeat(100_000).into_bytes()),
        ("escape", escape.into_bytes()),
        ("outside", good.replacen("\"petite-flap\"", "\"../outside\"", 1).into_bytes()),
        ("wide", "[\"\u{1f45c}\u{4e1c}\"]\n\u{e9} = \u{1b}[31m\"".as_bytes().to_vec()),
        ("returns", good.replace('\n', "\r\n").replace("90 mm", "90 kg").into_bytes()),
        (
            "separators",
            good.replace("Width", "W\u{2028}\u{202e}\u{85}").replace("90 mm", "x").into_bytes(),
        ),
    ] {
        let path = folder.join(format!("{name}.toml"));
        fs::write(&path, bytes).unwrap();
        let run = microbag(&into(&["make", path.to_str().unwrap()], &folder));
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{name}: {run:?}");
        assert!(run.err.starts_with("error["), "{name}: {}", run.err);
        assert!(run.err.len() < 20_000, "{name} is answered with {} bytes", run.err.len());
        assert!(!run.err.contains(['\u{1b}', '\u{202e}']), "{name} drives the terminal");
    }
    let marked = folder.join("marked.toml");
    fs::write(&marked, format!("\u{feff}{good}")).unwrap();
    let run = microbag(&["check", marked.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "a byte order mark: {run:?}");
}

#[test]
fn files_of_others_are_kept_unless_forced() {
    let folder = folder("kept");
    let svg = folder.join("petite-flap.svg");
    let drawn = "<svg sodipodi:docname=\"bag.svg\"><g data-piece=\"front\"/></svg>";
    for theirs in ["my notes", drawn] {
        fs::write(&svg, theirs).unwrap();
        let run = microbag(&into(&NANO, &folder));
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains("--force"), "no way out: {}", run.err);
        assert_eq!(fs::read_to_string(&svg).unwrap(), theirs, "the file was changed");
        assert_eq!(names(&folder), ["petite-flap.svg"], "half of it was written");
    }
    let mut forced = into(&NANO, &folder);
    forced.push("--force");
    let run = microbag(&forced);
    assert_eq!((run.code, names(&folder).len()), (Some(0), 3), "{run:?}");

    fs::remove_file(&svg).unwrap();
    fs::create_dir(&svg).unwrap();
    let run = microbag(&forced);
    assert_eq!(run.code, Some(2), "a folder in the way: {run:?}");
    assert!(run.err.contains("in the way"), "{}", run.err);
}

#[test]
fn a_file_in_place_of_the_folder_is_told() {
    let folder = folder("place");
    let file = folder.join("out");
    fs::write(&file, "a file").unwrap();
    for path in [file.clone(), file.join("deeper")] {
        let run = microbag(&into(&NANO, &path));
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains("cannot be made"), "{}", run.err);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "a file", "the file was changed");
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_files_is_told() {
    // Nobody, not even root, makes files there.
    let run = microbag(&["make", "petite-flap", "-o", "/proc/self"]);
    if Path::new("/proc/self").exists() {
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains("cannot be written"), "{}", run.err);
    }
}

#[test]
fn every_report_is_json_on_demand() {
    let folder = folder("json");
    for (args, key) in [
        (&["list"][..], "styles"),
        (&["show", "petite-flap"], "params"),
        (&["check", "petite-flap"], "sizes"),
        (&["explain", "hole-edge"], "reason"),
        (&["explain"], "rules"),
        (&["stock"], "entries"),
        (&["stock", "iron"], "entries"),
        (&["make", "no-such-bag"], "diagnostics"),
        (&["explain", "no-such-rule"], "diagnostics"),
    ] {
        let run = microbag(&[args, &["--json"]].concat());
        assert!(json(&run.out)[key].is_string() || json(&run.out)[key].is_array(), "{run:?}");
    }
    let mut args = into(&NANO, &folder);
    args.push("--json");
    let run = microbag(&args);
    let written = fs::read_to_string(folder.join("petite-flap.json")).unwrap();
    assert_eq!(run.out, written, "the report is the file");
    assert!(json(&written).is_object(), "{written}");
}

#[test]
fn the_built_in_styles_are_listed_shown_and_makeable() {
    let listed = json(&microbag(&["list", "--json"]).out);
    let styles = listed["styles"].as_array().unwrap();
    assert!(styles.len() >= 2, "{listed}");
    for style in styles {
        let name = style["name"].as_str().unwrap();
        assert!(microbag(&["list"]).out.contains(name), "{name} is not listed");
        for command in ["show", "check"] {
            let run = microbag(&[command, name]);
            assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{command} {name}: {run:?}");
        }
    }
}

#[test]
fn every_rule_that_is_listed_is_explained() {
    let rules = json(&microbag(&["explain", "--json"]).out);
    let rules = rules["rules"].as_array().unwrap();
    assert!(rules.len() >= 10, "only {} rules", rules.len());
    for rule in rules {
        let code = rule["code"].as_str().unwrap();
        let run = microbag(&["explain", &format!("[{code}]")]);
        assert_eq!(run.code, Some(0), "{code}: {run:?}");
        assert!(run.out.starts_with(code), "{code}: {}", run.out);
    }
}

#[test]
fn the_shop_adds_stock() {
    let folder = folder("stock");
    let file = folder.join("shop.toml");
    fs::write(&file, "[leather.mine]\ntitle = 'Mine'\nt = 1.1\nsource = 'calliper'\n").unwrap();
    let run = microbag(&["show", "petite-flap", "--stock", file.to_str().unwrap()]);
    assert!(run.out.contains("mine"), "{run:?}");
    fs::write(&file, "[leather.mine]\nt = 120\nsource = 'calliper'\n").unwrap();
    let run = microbag(&["make", "petite-flap", "--stock", file.to_str().unwrap()]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.err.contains("shop.toml:2:"), "no line: {}", run.err);
}

#[test]
fn the_shelf_tells_every_figure_with_its_source() {
    let all = json(&microbag(&["stock", "--json"]).out);
    let all = all["entries"].as_array().unwrap();
    let listed = microbag(&["stock"]).out;
    for entry in all {
        let (kind, id) = (entry["kind"].as_str().unwrap(), entry["id"].as_str().unwrap());
        assert!(listed.contains(id), "{id} is not listed");
        assert!(!entry["source"].as_str().unwrap().is_empty(), "{id} has no source");
        let told = microbag(&["stock", kind]).out;
        assert!(told.contains(entry["source"].as_str().unwrap()), "{id}: {told}");
    }
    let run = microbag(&["stock", "magnet-14"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.out.contains("d 14 mm, thickness 4 mm, prongs 7 mm*"), "{}", run.out);
    let folder = folder("shelf");
    let file = folder.join("shop.toml");
    fs::write(&file, "[leather.mine]\ntitle = 'Mine'\nt = '3 oz'\nsource = 'calliper'\n").unwrap();
    let run = microbag(&["stock", "mine", "--stock", file.to_str().unwrap()]);
    assert!(run.out.contains("t 1.19 mm, bend 0.5*"), "{}", run.out);
}

#[test]
fn a_new_style_makes_at_once_and_is_kept() {
    let folder = folder("new");
    let file = folder.join("my-bag.toml");
    let path = file.to_str().unwrap();
    let run = microbag(&["new", "my-bag", "-o", path]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.out.contains("microbag make"), "what to do with it: {}", run.out);
    assert_eq!(names(&folder), ["my-bag.toml"], "the file, and nothing beside it");
    let run = microbag(&["check", path]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
    let run = microbag(&into(&["make", path, "--format", "svg"], &folder));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(names(&folder), ["my-bag.svg", "my-bag.toml"], "it makes at once");

    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, "mine, made with microbag").unwrap();
    let run = microbag(&["new", "my-bag", "-o", path]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.err.contains("--force"), "no way out: {}", run.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine, made with microbag", "it is changed");
    let run = microbag(&["new", "my-bag", "-o", path, "--force", "--json"]);
    assert_eq!(json(&run.out)["style"], "my-bag", "{run:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), text, "forced");

    for name in ["My-bag", "../bag", "a b", "", "-bag"] {
        let run = microbag(&["new", "-o", path, "--", name]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{name}: {run:?}");
        assert!(run.err.contains("small letters"), "{name}: {}", run.err);
    }
    let run = microbag(&["new", "my-bag", "-o", folder.join("..").to_str().unwrap()]);
    assert_eq!(run.code, Some(2), "a folder is no file: {run:?}");
}

#[test]
fn a_style_is_shown_expanded_for_the_choices_made() {
    let run = microbag(&["show", "card-charm", "--expanded"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
    let file = folder("expanded").join("again.toml");
    fs::write(&file, &run.out).unwrap();
    let again = microbag(&["show", file.to_str().unwrap(), "--expanded"]);
    assert_eq!(again.out, run.out, "an expanded style expands to itself");

    let slots = microbag(&["show", "petite-flap", "--expanded", "--set", "slots=2"]);
    assert!(slots.out.contains("[panel.\"cards[1]\"]"), "no second slot: {}", slots.out);
    let nano = microbag(&["show", "envelope", "--expanded", "--size", "nano", "--json"]);
    let text = json(&nano.out)["expanded"].as_str().unwrap().to_owned();
    assert!(!text.contains("panel.\"slot"), "nano has no slots: {text}");
    for (args, word) in [
        (&["--expanded", "--set", "width=53"][..], "flags, counts and choices"),
        (&["--expanded", "--set", "widht=53"], "did you mean `width`"),
        (&["--expanded", "--size", "huge"], "nano"),
        (&["--size", "nano"], "--expanded"),
    ] {
        let run = microbag(&[&["show", "petite-flap"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}: {run:?}");
        assert!(run.err.contains(word), "{args:?} does not tell `{word}`: {}", run.err);
    }
}

#[test]
fn the_schema_is_json() {
    for args in [&["schema"][..], &["schema", "--json"]] {
        let run = microbag(args);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
        let schema = json(&run.out);
        assert_eq!(schema["properties"]["format"]["const"], 1, "{schema}");
        assert!(schema["$defs"]["panel"]["properties"]["rect"].is_object(), "{schema}");
    }
}

#[test]
fn whoever_closes_the_pipe_has_read_enough() {
    let mut child = binary()
        .args(["show", "petite-flap"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "a closed pipe is no fault");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn help_and_version_are_no_errors() {
    for args in [&["--help"][..], &["--version"], &["help", "make"], &["make", "--help"]] {
        let run = microbag(args);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{args:?}: {run:?}");
        assert!(run.out.contains("microbag"), "{args:?}: {}", run.out);
    }
}
