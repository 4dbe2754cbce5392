//! Leathers, irons, threads, hardware: the fixed points of a micro bag, each figure with its source or marked a guess.

mod figure;
mod kind;

use std::collections::BTreeMap;

pub use figure::Figure;
pub use kind::Kind;

use crate::diag::{Diagnostic, Faults};
use crate::reader::{self, Fields, Findings, Value};
use crate::units::{Quantity, Unit};

/// An ounce of leather, mm: 1/64 in (gnninternational.com, conversion chart).
const OUNCE: f64 = 25.4 / 64.0;

const BUILT_IN: [&str; 8] = [
    include_str!("leather.toml"),
    include_str!("tools.toml"),
    include_str!("closures.toml"),
    include_str!("rings.toml"),
    include_str!("set.toml"),
    include_str!("cords.toml"),
    include_str!("openings.toml"),
    include_str!("items.toml"),
];

/// One thing on the shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Unique: `calf-1.0`.
    pub id: String,
    /// For people.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Page, or "guess: …".
    pub source: String,
    /// One for each of the kind's figures, in their order; mm, degrees or plain.
    figures: Vec<f64>,
    /// The figures that rest on no source.
    guesses: Vec<&'static str>,
}

impl Entry {
    /// A figure by its place in [`Kind::figures`].
    pub fn at(&self, index: usize) -> f64 {
        self.figures.get(index).copied().unwrap_or(f64::NAN)
    }
    /// A figure by its name; NaN where the kind has none of that name.
    pub fn figure(&self, name: &str) -> f64 {
        self.kind.figure(name).map_or(f64::NAN, |index| self.at(index))
    }
    /// True if the figure rests on no source.
    pub fn is_guess(&self, name: &str) -> bool {
        self.guesses.contains(&name)
    }
}

/// The shelf: the built-in catalogue and what a shop adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Stock {
    entries: BTreeMap<String, Entry>,
}

impl Stock {
    /// The built-in catalogue.
    pub fn builtin() -> Self {
        let mut stock = Self { entries: BTreeMap::new() };
        for text in BUILT_IN {
            // The catalogue is read in a test; here a fault in it would only leave a file out.
            if let Ok(entries) = stock.parse(text) {
                stock.entries.extend(entries);
            }
        }
        stock
    }

    /// The stock with the entries of a TOML text added; an entry of the same kind and id replaces the old one.
    ///
    /// # Errors
    /// Every fault of the text, each at its place; then nothing is added.
    pub fn extend_toml(mut self, text: &str) -> Result<Self, Faults> {
        let entries = self.parse(text).map_err(Faults)?;
        self.entries.extend(entries);
        Ok(self)
    }

    /// The entries of a text, by id. Slots are filled by id alone: one that names things of two kinds is refused.
    fn parse(&self, text: &str) -> Result<BTreeMap<String, Entry>, Vec<Diagnostic>> {
        let root = reader::read(text)?;
        let mut findings = Findings::default();
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for kind_entry in &root {
            let Some(kind) = Kind::named(&kind_entry.key) else {
                let known: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
                let message = format!("there is no kind of stock called `{}`", kind_entry.key);
                let hint = format!("the kinds are {}", known.join(", "));
                findings
                    .push(Diagnostic::at("unknown-kind", kind_entry.key_span, message).hint(hint));
                continue;
            };
            let Value::Table(items) = &kind_entry.node.value else {
                findings.push(reader::wrong_type(
                    kind_entry.node.span,
                    kind.name(),
                    "a table",
                    &kind_entry.node.value,
                ));
                continue;
            };
            for item in items {
                let id = &item.key;
                let other = entries.get(id).or_else(|| self.get(id)).filter(|e| e.kind != kind);
                if let Some(other) = other {
                    let message = format!(
                        "`{id}` is the name of two things: {} and {}",
                        other.kind.name(),
                        kind.name()
                    );
                    findings.push(
                        Diagnostic::at("two-kinds", item.key_span, message)
                            .hint("give one of them another name"),
                    );
                }
                let name = format!("{}.{id}", kind.name());
                let fields = findings.keep(Fields::of(name, &item.node));
                let read = fields.and_then(|fields| entry(kind, id, fields, &mut findings));
                entries.extend(read.map(|entry| (id.clone(), entry)));
            }
        }
        if findings.all.is_empty() { Ok(entries) } else { Err(findings.all) }
    }

    /// The entry of that id.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// All entries, by id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }
}

fn entry(kind: Kind, id: &str, mut fields: Fields<'_>, findings: &mut Findings) -> Option<Entry> {
    let title = fields.text("title", findings).map_or_else(|| id.to_owned(), |(title, _)| title);
    fields.need("source", findings);
    let source = fields.text("source", findings).map(|(source, _)| source)?;
    let mut guesses = Vec::new();
    for node in fields.list("guess").unwrap_or_default() {
        match &node.value {
            Value::Text(name) if kind.figure(name).is_some() => {
                guesses.extend(kind.figures().iter().map(|f| f.name).filter(|f| f == name));
            }
            _ => findings.push(
                Diagnostic::at(
                    "unknown-figure",
                    node.span,
                    format!("`guess` names no figure of a {}", kind.name()),
                )
                .hint("name figures, such as \"t\""),
            ),
        }
    }
    let mut figures = Vec::new();
    for figure in kind.figures() {
        let given = fields.take(figure.name).map(|node| node.span);
        let value = if given.is_some() {
            measure(kind, figure, &mut fields, findings)
        } else {
            figure.default
        };
        let Some(value) = value else {
            if given.is_none() {
                fields.need(figure.name, findings);
            }
            continue;
        };
        if given.is_none() && !guesses.contains(&figure.name) {
            guesses.push(figure.name);
        }
        let (lo, hi) = figure.range;
        if !(lo..=hi).contains(&value) {
            let message =
                format!("`{}` of {id} is {value}; believed are {lo} to {hi}", figure.name);
            findings.push(Diagnostic::at(
                "figure-out-of-range",
                given.unwrap_or(fields.span),
                message,
            ));
        }
        figures.push(value);
    }
    fields.finish(findings);
    let complete = figures.len() == kind.figures().len();
    complete.then(|| Entry { id: id.to_owned(), title, kind, source, figures, guesses })
}

/// A figure as a number in mm, degrees or plain, or as a text with its unit; the thickness of a leather also in oz.
fn measure(
    kind: Kind,
    figure: &Figure,
    fields: &mut Fields<'_>,
    findings: &mut Findings,
) -> Option<f64> {
    let node = fields.take(figure.name)?;
    let Some(text) = node.text() else { return fields.number(figure.name, findings) };
    let ounces = text.trim().strip_suffix("oz").filter(|_| kind == Kind::Leather);
    let read = match ounces {
        Some(count) if figure.name == "t" => {
            Quantity::parse(count, Unit::Number).map(|ounces| ounces.value * OUNCE)
        }
        _ => Quantity::parse(text, figure.unit).map(|quantity| quantity.value),
    };
    let bare = text.trim().parse::<f64>().is_ok();
    match read {
        Ok(value) if !bare => Some(value),
        _ => {
            let message = format!("`{}` cannot be {text:?}", figure.name);
            let example = match (figure.unit, kind, figure.name) {
                (Unit::Length, Kind::Leather, "t") => "`1.2` for mm, `\"3 oz\"` or `\"0.05 in\"`",
                (Unit::Length, ..) => "`1.2` for mm, `\"1.2 mm\"` or `\"0.05 in\"`",
                (Unit::Angle, ..) => "`45` for degrees, or `\"45 deg\"`",
                (Unit::Number, ..) => "a number without quotes",
            };
            findings.push(
                Diagnostic::at("wrong-value", node.span, message).hint(format!("write {example}")),
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: Stock = Stock { entries: BTreeMap::new() };

    #[test]
    fn the_built_in_catalogue_is_whole() {
        for text in BUILT_IN {
            assert_eq!(EMPTY.parse(text).map(|entries| entries.is_empty()), Ok(false), "{text}");
        }
        for entry in Stock::builtin().entries() {
            let id = &entry.id;
            assert!(!entry.source.is_empty(), "{id} has no source");
            let page = ["https://", "ISO/IEC "].iter().any(|start| entry.source.starts_with(start));
            assert_ne!(page, entry.source.starts_with("guess: "), "{id}: a page, or a guess");
            for figure in entry.kind.figures() {
                let (value, (lo, hi)) = (entry.figure(figure.name), figure.range);
                assert!(lo <= value && value <= hi, "{id}: {} is {value}", figure.name);
                let known = page || value == 0.0 || entry.is_guess(figure.name);
                assert!(known, "{id}: {} has no page and is no guess", figure.name);
            }
        }
        let ids: usize = BUILT_IN.iter().map(|text| EMPTY.parse(text).unwrap().len()).sum();
        assert_eq!(ids, Stock::builtin().entries().count(), "no id stands twice");
    }

    #[test]
    fn the_table_of_kinds_is_sound() {
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(kind), "{kind:?} is found by its name");
            assert!(!kind.figures().is_empty(), "{kind:?} has figures");
            for (index, figure) in kind.figures().iter().enumerate() {
                assert_eq!(kind.figure(figure.name), Some(index), "{kind:?}: {}", figure.name);
                let (lo, hi) = figure.range;
                assert!(lo < hi, "{kind:?}: {}", figure.name);
                let within = figure.default.is_none_or(|value| lo <= value && value <= hi);
                assert!(within, "{kind:?}: the default of {}", figure.name);
            }
        }
        // The style reader knows a ring by its wire and a closure in two halves by its prongs.
        let with = |name| Kind::ALL.into_iter().filter(move |kind| kind.figure(name).is_some());
        let rings =
            [Kind::DRing, Kind::ORing, Kind::KeyRing, Kind::Swivel, Kind::Slider, Kind::Buckle];
        assert_eq!(with("wire").collect::<Vec<_>>(), rings, "rings");
        assert!(rings.iter().all(|ring| ring.figure("inside").is_some()), "what they pass");
        assert_eq!(with("prongs").collect::<Vec<_>>(), [Kind::Closure, Kind::Snap], "halves");
        for name in ["d", "thickness", "slit", "slit_width", "hole", "edge"] {
            let both = [Kind::Closure, Kind::Snap].map(|kind| kind.figure(name).is_some());
            assert_eq!(both, [true; 2], "both have {name}");
        }
    }

    #[test]
    fn what_the_shipped_styles_ask_for_is_on_the_shelf() {
        let stock = Stock::builtin();
        for (kind, ids) in [
            ("leather", "calf-0.6 calf-0.8 calf-1.0 calf-1.2 calf-1.6 cotton goat-0.5 goat-0.8"),
            ("leather", "goat-0.9 lamb-0.6 lamb-0.7 silk veg-1.2"),
            ("tape", "ribbon-12"),
            ("stiffener", "texon-0.5 texon-1.0"),
            ("iron", "fr-9 fr-10 machine-2.5 machine-3"),
            ("thread", "lin-832"),
            ("closure", "magnet-10"),
            ("snap", "snap-line-20"),
            ("d-ring", "d-ring-8 d-ring-10"),
            ("key-ring", "ring-15"),
            ("swivel", "swivel-8"),
            ("slider", "slider-8"),
            ("zipper", "zip-3"),
            ("frame", "frame-85"),
            ("chain", "chain-4"),
            ("cord", "cord-2"),
            ("cord-lock", "leather-slide"),
            ("eyelet", "eyelet-4"),
            ("rivet", "rivet-6"),
            ("item", "id1-card"),
        ] {
            for id in ids.split(' ') {
                let found = stock.get(id).map(|entry| entry.kind.name());
                assert_eq!(found, Some(kind), "{id}");
            }
        }
        for (kind, names) in [
            (Kind::Leather, "t"),
            (Kind::Iron, "pitch machine"),
            (Kind::Closure, "d"),
            (Kind::Snap, "cap"),
            (Kind::DRing, "inside"),
            (Kind::Zipper, "chain longest"),
            (Kind::Frame, "width channel gap hinge_drop length holes"),
            (Kind::Eyelet, "d rim"),
            (Kind::Item, "w h t"),
        ] {
            for name in names.split(' ') {
                assert!(kind.figure(name).is_some(), "{kind:?} has no {name}");
            }
        }
    }

    #[test]
    fn hardware_holds_together() {
        for entry in Stock::builtin().entries() {
            let (id, is) = (&entry.id, |name| entry.figure(name));
            let sound = match entry.kind {
                Kind::Iron => {
                    let machine = id.starts_with("machine");
                    is("machine") == f64::from(u8::from(machine))
                        && is("slit") < is("pitch")
                        && (is("teeth") == 1.0) == machine
                }
                // Held by prongs, or hidden under leather.
                Kind::Closure => {
                    let hidden = id.starts_with("hidden");
                    (is("prongs") == 0.0) == hidden
                        && (is("slit") == 0.0) == hidden
                        && is("hole") == 0.0
                }
                Kind::Snap => {
                    let held = is("prongs") == 0.0 && is("slit") == 0.0 && is("hole") > 0.0;
                    held && is("hole") < is("cap")
                        && is("cap") <= is("d")
                        && is("grip_least") < is("grip")
                }
                Kind::Eyelet => is("d") < is("hole") && is("hole") < is("rim"),
                Kind::Stud => is("hole") < is("head") && is("head") < is("d"),
                Kind::Foot => is("hole") < is("d"),
                Kind::Rivet | Kind::Screw => is("hole") < is("d") && is("post_least") < is("post"),
                Kind::Zipper => is("chain") + 2.0 * is("clear") < is("tape"),
                Kind::Chain => 2.0 * is("d") < is("width"),
                Kind::CordLock => 2.0 * is("hole") < is("w") && is("hole") < is("h"),
                Kind::Item => is("t") <= is("h") && is("h") <= is("w"),
                _ => true,
            };
            assert!(sound, "{id}: {entry:?}");
        }
        let snap = Stock::builtin().get("snap-line-20").unwrap().figure("cap");
        approx::assert_relative_eq!(snap, 20.0 * 25.4 / 40.0, epsilon = 1e-12);
    }

    /// An opening runs up a cheek that leans in by 1 mm, over an arch, and down again.
    fn opening(frame: &Entry, arch: f64) -> f64 {
        let cheek = libm::hypot(1.0, frame.figure("hinge_drop"));
        let half = 0.5 * frame.figure("width") - 1.0;
        let radius = (half * half + arch * arch) / (2.0 * arch);
        2.0 * cheek + 4.0 * libm::atan2(arch, half) * radius
    }

    #[test]
    fn an_opening_with_a_shallow_arch_fills_its_frame() {
        for frame in Stock::builtin().entries().filter(|entry| entry.kind == Kind::Frame) {
            let (id, length) = (&frame.id, frame.figure("length"));
            assert!(opening(frame, 2.0) < length, "{id}: 2 mm is too flat");
            assert!(opening(frame, 20.0) > 1.03 * length, "{id}: 20 mm is too much");
            let ease = opening(frame, 6.0) / length - 1.0;
            assert!(0.0 <= ease && ease <= 0.03, "{id}: at 6 mm the ease is {ease}");
            let (holes, pitch) = (frame.figure("holes"), frame.figure("pitch"));
            assert_eq!(holes % 2.0, 1.0, "{id}: one hole is in the middle");
            let bare = 0.5 * (length - (holes - 1.0) * pitch);
            assert!(0.0 < bare && bare <= pitch, "{id}: {bare} mm without holes at each end");
            assert!(frame.figure("inset") < frame.figure("channel"), "{id}: holes in the channel");
        }
    }

    #[test]
    fn french_irons_are_parts_of_the_paris_inch() {
        let stock = Stock::builtin();
        for n in 6..=12 {
            let pitch = stock.get(&format!("fr-{n}")).unwrap().figure("pitch");
            approx::assert_relative_eq!(pitch, 27.07 / f64::from(n), epsilon = 1e-12);
        }
        for n in 7..=10 {
            let pitch = stock.get(&format!("spi-{n}")).unwrap().figure("pitch");
            approx::assert_relative_eq!(pitch, 25.4 / f64::from(n), epsilon = 1e-12);
        }
    }

    #[test]
    fn the_shelf_is_as_large_as_a_shop_needs() {
        let stock = Stock::builtin();
        let count = |is: &dyn Fn(Kind) -> bool| stock.entries().filter(|e| is(e.kind)).count();
        let cut = |kind| matches!(kind, Kind::Leather | Kind::Tape | Kind::Stiffener);
        let tool = |kind| matches!(kind, Kind::Iron | Kind::Thread);
        assert!(count(&|kind| kind == Kind::Leather) >= 15, "leathers and linings");
        assert!(count(&|kind| kind == Kind::Iron) >= 12, "irons and stitches");
        assert!(count(&|kind| !cut(kind) && !tool(kind) && kind != Kind::Item) >= 80, "parts");
        assert!(count(&|kind| kind == Kind::Item) >= 20, "items");
    }

    #[test]
    fn a_shop_adds_and_replaces_and_is_told_its_slips() {
        let shop = "[leather.'calf-1.0']\ntitle = 'mine'\nt = 1.1\nsource = 'calliper'\n";
        let stock = Stock::builtin().extend_toml(shop).unwrap();
        assert_eq!(stock.get("calf-1.0").unwrap().figure("t"), 1.1, "replaced");
        assert!(stock.get("calf-1.0").unwrap().is_guess("k"), "a default is a guess");
        for (written, mm) in [
            ("'3 oz'", 1.190_625),
            ("'2.5oz'", 0.992_187_5),
            ("'1.2 mm'", 1.2),
            ("'0.05 in'", 1.27),
            ("1.4", 1.4),
        ] {
            let shop = format!("[leather.mine]\nt = {written}\nsource = 'calliper'\n");
            let t = Stock::builtin().extend_toml(&shop).unwrap().get("mine").unwrap().figure("t");
            approx::assert_relative_eq!(t, mm, epsilon = 1e-12);
        }
        for (wrong, code) in [
            ("[lether.x]\nt = 1", "unknown-kind"),
            ("[leather.x]\nt = 1", "missing-key"),
            ("[leather.x]\nsource = 's'", "missing-key"),
            ("[leather.x]\nt = 120\nsource = 's'", "figure-out-of-range"),
            ("[leather.x]\nt = 1\nsource = 's'\nthick = 2", "unknown-key"),
            ("[leather.x]\nt = 1\nsource = 's'\n[cord.x]\nd = 1\nsource = 's'", "two-kinds"),
            ("[cord.calf-1]\nd = 1\nsource = 's'\n[cord.silk]\nd = 1\nsource = 's'", "two-kinds"),
            ("[leather.x]\nt = true\nsource = 's'", "wrong-type"),
            ("[leather.x]\nt = '1'\nsource = 's'", "wrong-value"),
            ("[leather.x]\nt = 'thin'\nsource = 's'", "wrong-value"),
            ("[leather.x]\nt = 'oz'\nsource = 's'", "wrong-value"),
            ("[leather.x]\nt = '20 oz'\nsource = 's'", "figure-out-of-range"),
            ("[cord.x]\nd = '3 oz'\nsource = 's'", "wrong-value"),
            ("[leather.x]\nt = 1\nedge = '3 oz'\nsource = 's'", "wrong-value"),
        ] {
            let errors = Stock::builtin().extend_toml(wrong).unwrap_err();
            assert!(errors.0.iter().any(|e| e.code == code), "{wrong}: {errors:?}");
        }
    }
}
