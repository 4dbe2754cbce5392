//! The solver against thousands of samples judged by the review alone: where it refuses, nothing can be made; where it
//! moves a wish, nothing nearer can be made.
//!
//! Samples are additive recurrences (the R sequences of Roberts, after the generalised golden ratio): over all ranges,
//! over the ball around the wish that the answer's distance spans, and a descent on the sum of faults from the best of
//! them, which finds thin slivers that sampling alone would miss. `MICROBAG_FULL=1` takes 20,000 samples a wish.

#![allow(clippy::print_stdout, reason = "a test says what it measured, and builds texts plainly")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use microbag::brief::Brief;
use microbag::check::Review;
use microbag::frame::Structure;
use microbag::solve::{Solved, judge};
use microbag::stock::Stock;
use microbag::style::Style;
use microbag::units::{Quantity, Unit};

/// What is nearer than this share of the answer's distance must not be makeable.
const NEARER: f64 = 0.98;
/// Within this multiple of it the same search finds something makeable for most wishes.
const FURTHER: f64 = 1.02;

fn samples() -> u32 {
    if std::env::var("MICROBAG_FULL").is_ok_and(|value| value == "1") { 20_000 } else { 1_000 }
}

/// Leathers, rings and closures no bag of these styles can be made with, or only a stiff one.
const SHOP: &str = r#"
[leather.stiff]
t = 0.8
stretch = 0.03
source = "a test: hardly stretches"
[leather.cracking]
t = 1.0
bend_least = 0.9
source = "a test: cracks where it is folded"
[leather.slab]
t = 6.0
source = "a test: far too thick"
[leather.frail]
t = 1.2
edge = 3.0
source = "a test: tears out"
[d-ring.tiny-d]
inside = 5
wire = 1
source = "a test"
[key-ring.tiny-key]
inside = 3
wire = 1
source = "a test"
[item.placard]
w = 200
h = 150
t = 1
source = "a test"
"#;

fn stock() -> Stock {
    Stock::builtin().extend_toml(SHOP).unwrap()
}

/// One wish: values, pins, what fills slots, as they are written on a command line.
#[derive(Clone, Copy, Debug)]
struct Wish {
    set: &'static [(&'static str, &'static str)],
    pin: &'static [(&'static str, &'static str)],
    fill: &'static [(&'static str, &'static str)],
}

fn brief<'s>(style: &'s Style, wish: &Wish) -> Brief<'s> {
    let mut brief = Brief::new(style);
    for (name, text) in wish.set {
        brief = brief.want_text(name, text).unwrap();
    }
    for (name, text) in wish.pin {
        brief = brief.pin_text(name, text).unwrap();
    }
    for (slot, entry) in wish.fill {
        brief = brief.use_stock(slot, entry).unwrap();
    }
    brief
}

const fn pins(pin: &'static [(&'static str, &'static str)]) -> Wish {
    Wish { set: &[], pin, fill: &[] }
}
const fn filled(
    fill: &'static [(&'static str, &'static str)],
    pin: &'static [(&'static str, &'static str)],
) -> Wish {
    Wish { set: &[], pin, fill }
}

const PETITE_REFUSED: [Wish; 12] = [
    pins(&[("width", "53"), ("depth", "60"), ("corner", "40")]),
    pins(&[("width", "36"), ("corner", "20")]),
    pins(&[("corner", "8")]),
    pins(&[("height", "28"), ("flap_drop", "0.3")]),
    pins(&[("width", "36"), ("taper", "0.3")]),
    pins(&[("height", "40"), ("corner", "40")]),
    filled(&[("closure", "magnet-14")], &[("height", "28")]),
    filled(&[("ring", "d-ring-12")], &[("depth", "12")]),
    filled(&[("gusset", "stiff")], &[]),
    filled(&[("shell", "cracking")], &[]),
    filled(&[("ring", "tiny-d")], &[]),
    filled(&[("shell", "slab"), ("gusset", "slab")], &[("depth", "18")]),
];

const CHARM_REFUSED: [Wish; 8] = [
    pins(&[("width", "50")]),
    pins(&[("width", "66")]),
    pins(&[("height", "80")]),
    pins(&[("corner", "5")]),
    pins(&[("width", "70"), ("corner", "40")]),
    pins(&[("lift", "40"), ("height", "120")]),
    filled(&[("shell", "frail")], &[]),
    filled(&[("card", "placard")], &[]),
];

const fn wants(set: &'static [(&'static str, &'static str)]) -> Wish {
    Wish { set, pin: &[], fill: &[] }
}

const PETITE_MOVED: [Wish; 12] = [
    wants(&[("width", "53"), ("height", "43"), ("depth", "15")]),
    wants(&[("width", "53"), ("height", "43"), ("depth", "15"), ("lined", "false")]),
    wants(&[("width", "40"), ("height", "30"), ("depth", "12"), ("taper", "0.3")]),
    wants(&[("width", "20"), ("height", "20"), ("depth", "8")]),
    wants(&[("height", "28"), ("flap_drop", "0.3"), ("corner", "6")]),
    wants(&[("width", "150"), ("height", "60"), ("corner", "60"), ("flap_drop", "0.9")]),
    wants(&[("width", "60"), ("corner", "33"), ("taper", "0.05"), ("height", "40")]),
    wants(&[("width", "36"), ("handle", "20"), ("depth", "90")]),
    Wish { set: &[("width", "40"), ("depth", "12")], pin: &[("height", "36")], fill: &[] },
    Wish {
        set: &[("width", "60")],
        pin: &[],
        fill: &[("gusset", "veg-1.5"), ("shell", "veg-1.5")],
    },
    Wish { set: &[("height", "30")], pin: &[("width", "45")], fill: &[("iron", "fr-11")] },
    Wish { set: &[("height", "30"), ("width", "45")], pin: &[], fill: &[("closure", "magnet-14")] },
];

const CHARM_MOVED: [Wish; 8] = [
    wants(&[("width", "50"), ("height", "80")]),
    wants(&[("width", "66"), ("corner", "40")]),
    wants(&[("height", "100"), ("lift", "30")]),
    wants(&[("corner", "3"), ("cover", "0.9")]),
    wants(&[("width", "60"), ("height", "95"), ("lift", "4"), ("cover", "0.35")]),
    Wish { set: &[("width", "40")], pin: &[("corner", "30")], fill: &[] },
    Wish { set: &[("width", "40"), ("height", "40")], pin: &[], fill: &[("card", "tag-card")] },
    Wish { set: &[("width", "68")], pin: &[], fill: &[("iron", "fr-8"), ("shell", "veg-2.0")] },
];

/// The free parameters of a structure, with the measure of distance as the solver documents it, written out anew.
struct Space<'s> {
    structure: &'s Structure,
    free: Vec<usize>,
}

impl<'s> Space<'s> {
    fn of(structure: &'s Structure) -> Self {
        let free = (0..structure.n_params()).filter(|param| !structure.pinned[*param]).collect();
        Self { structure, free }
    }
    /// What a change by one costs: root of stiffness over scale.
    fn weight(&self, param: usize) -> f64 {
        let bound = &self.structure.bound.params[param];
        let scale = match bound.unit {
            Unit::Length => self.structure.wish[param].abs().max(1.0),
            _ => bound.range.1 - bound.range.0,
        };
        bound.stiffness.sqrt() / scale
    }
    fn distance(&self, x: &[f64]) -> f64 {
        let cost = |param: &usize| {
            let change = (x[*param] - self.structure.wish[*param]) * self.weight(*param);
            change * change
        };
        self.free.iter().map(cost).sum::<f64>().sqrt()
    }
    fn clip(&self, param: usize, value: f64) -> f64 {
        let (lo, hi) = self.structure.bound.params[param].range;
        value.max(lo).min(hi)
    }
    /// A point of the ranges from one of the unit cube.
    fn of_ranges(&self, unit: &[f64]) -> Vec<f64> {
        let mut x = self.structure.wish.clone();
        for (param, share) in self.free.iter().zip(unit) {
            let (lo, hi) = self.structure.bound.params[*param].range;
            x[*param] = lo + share * (hi - lo);
        }
        x
    }
    /// A point at most `radius` from the wish, as far as the ranges let it.
    fn of_ball(&self, unit: &[f64], radius: f64) -> Vec<f64> {
        let cube: Vec<f64> = unit.iter().map(|share| 2.0 * share - 1.0).collect();
        let norm = cube.iter().map(|y| y * y).sum::<f64>().sqrt().max(1e-12);
        let most = cube.iter().fold(0.0_f64, |most, y| most.max(y.abs()));
        let mut x = self.structure.wish.clone();
        for (param, y) in self.free.iter().zip(&cube) {
            let reach = radius / self.weight(*param) * most / norm;
            x[*param] = self.clip(*param, x[*param] + y * reach);
        }
        x
    }
    /// A point of a box around `middle` that is `share` of the ranges wide, or of the ball.
    fn beside(&self, middle: &[f64], unit: &[f64], share: f64, radius: Option<f64>) -> Vec<f64> {
        let mut x = middle.to_vec();
        for (param, u) in self.free.iter().zip(unit) {
            let (lo, hi) = self.structure.bound.params[*param].range;
            let ball = radius.map_or(f64::INFINITY, |radius| 2.0 * radius / self.weight(*param));
            x[*param] = self.clip(*param, x[*param] + (u - 0.5) * share * (hi - lo).min(ball));
        }
        x
    }
    /// Drawn towards the wish until it is at most `radius` from it.
    fn drawn_in(&self, x: &[f64], radius: f64) -> Vec<f64> {
        let distance = self.distance(x);
        if distance <= radius {
            return x.to_vec();
        }
        let mut drawn = x.to_vec();
        for param in &self.free {
            let wish = self.structure.wish[*param];
            drawn[*param] = self.clip(*param, wish + (x[*param] - wish) * radius / distance);
        }
        drawn
    }
}

/// The R sequence: steps are powers of the root of x^(d+1) = x + 1.
struct Sequence {
    steps: Vec<f64>,
    at: Vec<f64>,
}

impl Sequence {
    fn new(dimensions: usize) -> Self {
        let mut root = 2.0_f64;
        for _ in 0..80 {
            let power = (0..=dimensions).fold(1.0, |power, _| power * root);
            // Newton on x^(d+1) - x - 1.
            let count = f64::from(u32::try_from(dimensions).unwrap());
            let slope = (count + 1.0) * power / root - 1.0;
            root -= (power - root - 1.0) / slope;
        }
        let mut step = 1.0;
        let steps = (0..dimensions).map(|_| {
            step /= root;
            step
        });
        Self { steps: steps.collect(), at: vec![0.5; dimensions] }
    }
    fn next(&mut self) -> Vec<f64> {
        for (at, step) in self.at.iter_mut().zip(&self.steps) {
            *at = (*at + step).fract();
        }
        self.at.clone()
    }
}

/// How far a bag is from being makeable: nothing if it is.
fn fault(review: &Review) -> f64 {
    if review.is_makeable() {
        return 0.0;
    }
    let rooms = review.broken().map(|margin| -margin.room());
    let sum: f64 = rooms.map(|by| if by.is_nan() { 1e6 } else { by }).sum();
    // Faults of the pieces have no measure: they are worse than any small breach.
    sum.max(1e-6) + if review.faults.is_empty() { 0.0 } else { 1.0 }
}

/// What a search by samples found.
#[derive(Debug, Default)]
struct Searched {
    judged: u32,
    makeable: u32,
    least_fault: Option<f64>,
    found: Option<Vec<f64>>,
}

/// Looks for anything makeable at most `radius` from the wish; everywhere if there is no radius.
fn search(structure: &Structure, radius: Option<f64>) -> Searched {
    let space = Space::of(structure);
    let mut searched = Searched::default();
    let mut best: Option<(f64, Vec<f64>)> = None;
    let mut look = |x: Vec<f64>, best: &mut Option<(f64, Vec<f64>)>| {
        if radius.is_some_and(|radius| space.distance(&x) >= radius) {
            return;
        }
        let fault = fault(&judge(structure, &x).1);
        searched.judged += 1;
        if fault == 0.0 {
            searched.makeable += 1;
            searched.found = Some(x.clone());
        }
        if best.as_ref().is_none_or(|(least, _)| fault < *least) {
            *best = Some((fault, x));
        }
    };
    let mut sequence = Sequence::new(space.free.len());
    let count = samples();
    for _ in 0..count {
        look(space.of_ranges(&sequence.next()), &mut best);
    }
    if let Some(radius) = radius {
        for _ in 0..count {
            look(space.of_ball(&sequence.next(), radius), &mut best);
        }
    }
    look(structure.wish.iter().enumerate().map(|(p, v)| space.clip(p, *v)).collect(), &mut best);
    // Down from the best: steps grow with every success and shrink with every failure (the one-fifth rule).
    let mut share = 0.25;
    for step in 0..2 * count {
        let Some((least, middle)) = best.clone() else { break };
        if step == count {
            share = 0.25;
        }
        let mut x = space.beside(&middle, &sequence.next(), share, radius);
        if let Some(radius) = radius {
            x = space.drawn_in(&x, radius * (1.0 - 1e-9));
        }
        look(x, &mut best);
        let better = best.as_ref().is_some_and(|(fault, _)| *fault < least);
        share = if better { (share * 1.5).min(0.5) } else { (share * 0.92).max(1e-6) };
    }
    searched.least_fault = best.map(|(fault, _)| fault);
    searched
}

fn refused(name: &str, wishes: &[Wish]) {
    let (style, stock) = (Style::builtin(name).unwrap(), stock());
    for wish in wishes {
        let brief = brief(&style, wish);
        let structure = Structure::of(&brief, &stock).unwrap();
        let conflict = match microbag::solve::solve(structure.clone()) {
            Ok(bag) => panic!("{name} {wish:?} was to be refused, and became {:?}", bag.values()),
            Err(unmakeable) => unmakeable.conflict().to_vec(),
        };
        assert!(!conflict.is_empty(), "{name} {wish:?} is refused without a reason");
        let codes: Vec<&str> = conflict.iter().map(|finding| finding.code).collect();
        let searched = search(&structure, None);
        println!("{name} {:?} {:?}: {codes:?}", wish.pin, wish.fill);
        println!(
            "    {} judged, least fault {:.4}",
            searched.judged,
            searched.least_fault.unwrap_or(f64::NAN)
        );
        let found = searched.found.as_deref();
        assert_eq!(found, None, "{name} {wish:?} is refused, and this can be made");
    }
}

/// Values that moved, on their steps, and nothing else.
fn well_moved(name: &str, wish: &Wish, structure: &Structure, bag: &Solved) {
    for (index, param) in structure.bound.params.iter().enumerate() {
        let (wanted, got) = (structure.wish[index], bag.values()[index]);
        let told = bag.adjustments().iter().any(|change| change.param == param.name);
        assert_eq!(told, wanted != got, "{name} {wish:?}: {} moved in silence", param.name);
        assert!(
            !structure.pinned[index] || !told,
            "{name} {wish:?}: the pin of {} moved",
            param.name
        );
        assert!(
            param.range.0 <= got && got <= param.range.1,
            "{name} {wish:?}: {} left its range",
            param.name
        );
        let step = match param.unit {
            Unit::Length => 0.1,
            Unit::Angle => 0.5,
            Unit::Number => 0.005,
        };
        let off = (got / step - (got / step).round()).abs() * step;
        assert!(!told || off < 1e-9, "{name} {wish:?}: {} = {got} is on no step", param.name);
    }
}

fn moved(name: &str, wishes: &[Wish]) {
    let (style, stock) = (Style::builtin(name).unwrap(), stock());
    let mut blind = 0;
    for wish in wishes {
        let brief = brief(&style, wish);
        let structure = Structure::of(&brief, &stock).unwrap();
        let bag = match microbag::solve::solve(structure.clone()) {
            Ok(bag) => bag,
            Err(unmakeable) => panic!("{name} {wish:?} is refused: {:?}", unmakeable.conflict()),
        };
        assert!(!bag.adjustments().is_empty(), "{name} {wish:?} was to be moved");
        well_moved(name, wish, &structure, &bag);
        let space = Space::of(&structure);
        let own = space.distance(bag.values());
        assert!((own - bag.distance()).abs() < 1e-12, "{name} {wish:?}: distance {own}");
        let mut unsnapped = bag.values().to_vec();
        for change in bag.adjustments() {
            let at = structure.bound.params.iter().position(|param| param.name == change.param);
            unsnapped[at.unwrap()] = change.unsnapped.value;
        }
        let own = space.distance(&unsnapped);
        let told = bag.distance_unsnapped();
        // What went back to its wish on the last step is not among the changes: it counts for hardly anything.
        let rest = told - own;
        assert!(-1e-9 < rest && rest < 0.002 * told, "{name} {wish:?}: {own}, not {told}");
        let (_, review) = judge(&structure, bag.values());
        assert!(review.is_makeable(), "{name} {wish:?}: the review alone refuses the answer");
        let searched = search(&structure, Some(NEARER * told));
        // The same search a little further out must find something, or its silence means nothing.
        let beyond = search(&structure, Some(FURTHER * bag.distance()));
        println!("{name} {wish:?}: distance {:.6}, unsnapped {told:.6}", bag.distance());
        println!(
            "    {} nearer ones judged, least fault {:.6}; {} makeable of {} further out",
            searched.judged,
            searched.least_fault.unwrap_or(f64::NAN),
            beyond.makeable,
            beyond.judged
        );
        blind += usize::from(beyond.makeable == 0);
        let found = searched.found.as_deref();
        assert_eq!(found, None, "{name} {wish:?}: nearer than {:?} at {told}", bag.values());
        assert!(searched.judged >= samples() / 4, "{name} {wish:?}: hardly anything was judged");
    }
    assert!(blind <= wishes.len() / 4, "{name}: the search finds nothing for {blind} wishes");
}

#[test]
fn nothing_refused_of_petite_flap_can_be_made() {
    refused("petite-flap", &PETITE_REFUSED);
}

#[test]
fn nothing_refused_of_card_charm_can_be_made() {
    refused("card-charm", &CHARM_REFUSED);
}

#[test]
fn nothing_nearer_than_the_answers_of_petite_flap_can_be_made() {
    moved("petite-flap", &PETITE_MOVED);
}

#[test]
fn nothing_nearer_than_the_answers_of_card_charm_can_be_made() {
    moved("card-charm", &CHARM_MOVED);
}

/// What comes out, wished again, is not touched: not by a bit.
#[test]
fn a_makeable_wish_comes_back_bit_for_bit() {
    let stock = stock();
    for (name, wishes) in [("petite-flap", &PETITE_MOVED[..]), ("card-charm", &CHARM_MOVED[..])] {
        let style = Style::builtin(name).unwrap();
        for wish in wishes {
            let structure = Structure::of(&brief(&style, wish), &stock).unwrap();
            let bag = microbag::solve::solve(structure.clone()).unwrap();
            let mut again = brief(&style, wish);
            for (param, value) in structure.bound.params.iter().zip(bag.values()) {
                again =
                    again.want(&param.name, Quantity { value: *value, unit: param.unit }).unwrap();
            }
            let second = microbag::solve(&style, &again, &stock).unwrap();
            let bits = |bag: &Solved| bag.values().iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&second), bits(&bag), "{name} {wish:?}: solved again");
            assert_eq!(second.adjustments(), [], "{name} {wish:?}: told of changes");
            assert_eq!(second.distance(), 0.0, "{name} {wish:?}: distance");
            assert_eq!(second.makeable().pieces(), bag.makeable().pieces(), "{name}: pieces");
        }
        let bag = microbag::solve(&style, &Brief::new(&style), &stock).unwrap();
        assert_eq!(bag.adjustments(), [], "{name}: the default is made as it is");
    }
}
