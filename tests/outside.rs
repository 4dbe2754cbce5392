//! Every style at its default, at every named size and at random wishes, made by the built binary and measured again from
//! its files by a script that shares nothing with it. `MICROBAG_FULL=1` takes two hundred wishes a style.

#![cfg(feature = "cli")]
#![allow(
    clippy::print_stdout,
    clippy::items_after_statements,
    reason = "a test says what it measured, and builds texts plainly"
)]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// Random wishes a style.
fn wishes() -> usize {
    if std::env::var("MICROBAG_FULL").is_ok_and(|value| value == "1") { 200 } else { 16 }
}
/// How many of ten of them must be made.
const MADE: usize = 9;
/// How many of them are made twice, to compare the bytes.
const TWICE: usize = 4;

fn microbag(args: &[String]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_microbag"));
    command.current_dir(env!("CARGO_TARGET_TMPDIR")).stdin(Stdio::null());
    let output = command.args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A new, empty folder: one for each test, so that they may run side by side.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// The script on some reports: nothing if python is not here, else whether it is content and what it says.
fn remeasure(reports: &[PathBuf]) -> Option<(bool, String)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside/remeasure.py");
    let run = Command::new("python3").arg(script).args(reports).stdin(Stdio::null()).output();
    match run {
        Ok(output) => {
            let said = [output.stdout, output.stderr].map(|b| String::from_utf8(b).unwrap());
            Some((output.status.success(), said.concat()))
        }
        Err(error) => {
            let wanted = std::env::var("MICROBAG_ALL_TOOLS").is_ok_and(|value| value == "1");
            assert!(!wanted, "python3 does not run: {error}");
            None
        }
    }
}

/// Marsaglia's xorshift: the same wishes on every machine.
struct Random(u64);

impl Random {
    /// From 0 to below 1.
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let high = u32::try_from(self.0 >> 32).unwrap();
        f64::from(high) / 4_294_967_296.0
    }
    fn below(&mut self, count: usize) -> usize {
        let bits = (self.share() * 1e6).to_string();
        let whole: usize = bits.split('.').next().unwrap().parse().unwrap();
        whole % count
    }
}

/// A parameter as `show --json` tells it.
struct Param {
    name: String,
    kind: String,
    range: Option<(f64, f64)>,
    /// Where it is a number and no formula.
    default: Option<f64>,
    choices: Vec<String>,
}

struct Style {
    name: String,
    params: Vec<Param>,
    sizes: Vec<String>,
}

fn shown(style: &str) -> Style {
    let (code, out, err) = microbag(&["show".into(), style.into(), "--json".into()]);
    assert_eq!(code, Some(0), "show {style}: {err}");
    let shown: Value = serde_json::from_str(&out).unwrap();
    let words = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let param = |value: &Value| Param {
        name: value["name"].as_str().unwrap().to_owned(),
        kind: value["kind"].as_str().unwrap().to_owned(),
        range: value["range"]
            .as_array()
            .map(|ends| (ends[0].as_f64().unwrap(), ends[1].as_f64().unwrap())),
        default: value["default"].as_f64(),
        choices: words(&value["choices"]),
    };
    Style {
        name: style.to_owned(),
        params: shown["params"].as_array().unwrap().iter().map(param).collect(),
        sizes: words(&shown["sizes"]),
    }
}

/// A wish anywhere in the ranges of all parameters, or from 60 to 160 % of their defaults where those are numbers.
fn wish(style: &Style, near: bool, random: &mut Random) -> Vec<String> {
    let mut args = Vec::new();
    for param in &style.params {
        let value = match (param.kind.as_str(), param.range) {
            ("flag", _) => (random.share() < 0.5).to_string(),
            ("choice", _) => param.choices[random.below(param.choices.len())].clone(),
            ("count", Some((lo, hi))) => {
                (lo + random.share() * (hi + 1.0 - lo)).floor().to_string()
            }
            (_, Some((lo, hi))) => {
                let share = random.share();
                let beside = param.default.filter(|_| near).map(|value| value * (0.6 + share));
                format!("{:.3}", beside.unwrap_or(lo + share * (hi - lo)).clamp(lo, hi))
            }
            (kind, None) => panic!("{}: a {kind} without a range", param.name),
        };
        args.extend(["--set".to_owned(), format!("{}={value}", param.name)]);
    }
    args
}

/// Makes a wish in a folder of its own; its report, if it was made.
fn make(style: &str, wish: &[String], into: &Path) -> Option<PathBuf> {
    let mut args = vec!["make".to_owned(), style.to_owned()];
    args.extend(["--format".to_owned(), "svg,json".to_owned()]);
    args.extend(wish.iter().cloned());
    args.extend(["-o".to_owned(), into.to_str().unwrap().to_owned()]);
    let (code, _, err) = microbag(&args);
    match code {
        Some(0) => Some(into.join(format!("{style}.json"))),
        Some(1) => {
            println!("{style} not made: {}\n{err}", wish.join(" "));
            assert!(!err.trim().is_empty(), "{}: refused without a word", args.join(" "));
            let left = fs::read_dir(into).map_or(0, Iterator::count);
            assert_eq!(left, 0, "{}: refused, but files are left", args.join(" "));
            None
        }
        code => panic!("{} ended with {code:?}: {err}", args.join(" ")),
    }
}

fn same_bytes(style: &str, a: &Path, b: &Path) {
    for extension in ["svg", "json"] {
        let read = |folder: &Path| fs::read(folder.join(format!("{style}.{extension}"))).unwrap();
        assert!(read(a) == read(b), "two makes of one wish differ: {} {extension}", a.display());
    }
}

fn judge(name: &str, seed: u64) {
    let style = shown(name);
    let mut random = Random(seed);
    let root = folder(name);
    let mut reports = Vec::new();
    let mut of_right: Vec<Vec<String>> = vec![Vec::new()];
    of_right.extend(style.sizes.iter().map(|size| vec!["--size".to_owned(), size.clone()]));
    for (index, wish) in of_right.iter().enumerate() {
        let report = make(name, wish, &root.join(format!("size-{index}")));
        assert!(report.is_some(), "{name} {} must be made", wish.join(" "));
        reports.extend(report);
    }
    let before = reports.len();
    for index in 0..wishes() {
        let wish = wish(&style, index % 2 == 1, &mut random);
        let into = root.join(format!("wish-{index}"));
        let Some(report) = make(&style.name, &wish, &into) else { continue };
        reports.push(report);
        if index < TWICE {
            let again = root.join(format!("again-{index}"));
            assert!(make(name, &wish, &again).is_some(), "made once, not twice: {wish:?}");
            same_bytes(name, &into, &again);
        }
    }
    let (made, of) = (reports.len() - before, wishes());
    println!("{name}: {made} of {of} random wishes made");
    assert!(10 * made >= MADE * of, "{name}: {made} of {of} random wishes made");
    match remeasure(&reports) {
        Some((content, said)) => assert!(content, "{name}: {said}"),
        None => println!("skipped: python3, {} bags of {name} not remeasured", reports.len()),
    }
}

/// One test a style, so that they run side by side.
macro_rules! styles {
    ($($test:ident: $name:literal,)*) => {
        $(#[test]
        fn $test() {
            judge($name, 0x9e37_79b9_7f4a_7c15);
        })*

        #[test]
        fn no_style_is_left_out() {
            let (code, out, err) = microbag(&["list".into(), "--json".into()]);
            assert_eq!(code, Some(0), "list: {err}");
            let list: Value = serde_json::from_str(&out).unwrap();
            let known = list["styles"].as_array().unwrap().iter();
            let known: Vec<&str> = known.map(|style| style["name"].as_str().unwrap()).collect();
            let mut here = [$($name),*];
            here.sort_unstable();
            assert_eq!(here.as_slice(), known, "every style has its test");
        }
    };
}

styles! {
    random_boxy_totes_measure_up: "boxy-tote",
    random_buckets_measure_up: "bucket",
    random_cameras_measure_up: "camera",
    random_card_charms_measure_up: "card-charm",
    random_envelopes_measure_up: "envelope",
    random_flapper_purses_measure_up: "flapper-purse",
    random_mini_backpacks_measure_up: "mini-backpack",
    random_petite_flaps_measure_up: "petite-flap",
    random_reticules_measure_up: "reticule",
    random_trios_measure_up: "trio",
}

/// A script that is content with everything proves nothing: each of these falsifications must be told.
#[test]
fn the_script_sees_what_is_false() {
    let root = folder("false");
    let report = make("petite-flap", &["--size".to_owned(), "nano".to_owned()], &root).unwrap();
    let json = fs::read_to_string(&report).unwrap();
    let svg = fs::read_to_string(root.join("petite-flap.svg")).unwrap();
    let good: Value = serde_json::from_str(&json).unwrap();
    type Lie = (&'static str, fn(&mut Value), &'static str);
    let lies: [Lie; 11] = [
        ("nothing", |_| {}, "1 bags measured"),
        ("a hole aside", |v| shift(&mut v["pieces"][0]["holes"][20]["x"], 0.004), "has chords"),
        ("a hole away", |v| drop_last(&mut v["pieces"][0]["holes"]), "holes, the lead"),
        ("a hole outside", |v| shift(&mut v["pieces"][0]["holes"][20]["y"], -5.0), "from the edge"),
        (
            "a hole too near",
            |v| shift(&mut v["pieces"][0]["holes"][20]["y"], -1.5),
            "from the edge",
        ),
        (
            "a stitch more",
            |v| v["seams"][0]["sides"][2]["runs"][0]["stitches"] = 77.into(),
            "not 77",
        ),
        (
            "a longer run",
            |v| shift(&mut v["seams"][0]["sides"][2]["runs"][0]["length"], 0.003),
            "mm, not",
        ),
        ("another pitch", |v| v["seams"][0]["pitch"] = 3.0.into(), "off the pitch"),
        (
            "an open outline",
            |v| shift(&mut v["pieces"][0]["outline"][1]["line"][2], 0.01),
            "outline is open",
        ),
        ("a mirrored outline", |v| mirror(&mut v["pieces"][0]["outline"]), "not counter-clockwise"),
        ("a piece moved", |v| shift(&mut v["pieces"][1]["placed"][0]["x"], 0.01), "not the same"),
    ];
    for (what, lie, told) in lies {
        let mut report = good.clone();
        lie(&mut report);
        check_lie(&root, what, &report.to_string(), &svg, told);
    }
    let bent = svg.replacen("data-seam=\"seam.front\"", "data-seam=\"seam.bent\"", 1);
    check_lie(&root, "a stitch line renamed", &json, &bent, "in JSON and SVG");
}

fn check_lie(root: &Path, what: &str, json: &str, svg: &str, told: &str) {
    let into = root.join(what.replace(' ', "-"));
    fs::create_dir_all(&into).unwrap();
    let report = into.join("petite-flap.json");
    fs::write(&report, json).unwrap();
    fs::write(into.join("petite-flap.svg"), svg).unwrap();
    let Some((content, said)) = remeasure(&[report]) else {
        println!("skipped: python3, the script is not tried on {what}");
        return;
    };
    assert_eq!(content, what == "nothing", "{what}: {said}");
    assert!(said.contains(told), "{what}: `{told}` is not told, but: {said}");
}

fn shift(number: &mut Value, by: f64) {
    *number = (number.as_f64().unwrap() + by).into();
}

fn drop_last(list: &mut Value) {
    list.as_array_mut().unwrap().pop();
}

fn mirror(outline: &mut Value) {
    for segment in outline.as_array_mut().unwrap() {
        for key in ["line", "arc"] {
            if let Some(numbers) = segment.get_mut(key).and_then(Value::as_array_mut) {
                for index in [0, 2] {
                    numbers[index] = (-numbers[index].as_f64().unwrap()).into();
                }
                if let Some(bulge) = numbers.get_mut(4) {
                    *bulge = (-bulge.as_f64().unwrap()).into();
                }
            }
        }
    }
}
