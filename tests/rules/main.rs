//! Every rule at its limit and just past it, the limit computed by hand; and the frame against the review, which measures
//! the same margins on the cut pieces.

#![allow(
    clippy::format_push_string,
    reason = "a test says what it measured, and builds texts plainly"
)]
#![allow(clippy::unwrap_used, reason = "a test may")]

mod agreement;
mod cases;
mod other_styles;

use microbag::brief::Brief;
use microbag::check::{Bag, Margin, Review, agree, margins, rules};
use microbag::draft::draft;
use microbag::frame::{Counts, Structure};
use microbag::stock::{Entry, Stock};
use microbag::style::Style;

use cases::{CASES, Case, Vary};
use other_styles::OTHERS;

/// How near the switch of a rule must be to the limit by hand, in the unit of what is varied.
const WITHIN: f64 = 1e-6;

/// All of them.
fn cases() -> impl Iterator<Item = &'static Case> {
    CASES.iter().chain(OTHERS)
}

/// The text of a style with its edits, each of which must find its place.
fn edited(name: &str, edits: &[(&str, &str)]) -> Style {
    let mut text = Style::builtin(name).unwrap().text().to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{name} has no `{from}`");
        text = text.replacen(from, to, 1);
    }
    Style::from_toml(&text).unwrap_or_else(|faults| panic!("{edits:?}: {faults}"))
}

/// The stock with a copy of an entry, called `test`, one of whose figures is another.
fn with_figure(stock: Stock, entry: &Entry, figures: &[(&str, f64)]) -> Stock {
    let mut text = format!("[{}.test]\nsource = \"a test\"\n", entry.kind.name());
    for figure in entry.kind.figures() {
        let changed = figures.iter().find(|(name, _)| *name == figure.name);
        let value = changed.map_or_else(|| entry.figure(figure.name), |(_, value)| *value);
        text += &format!("{} = {value:?}\n", figure.name);
    }
    stock.extend_toml(&text).unwrap_or_else(|faults| panic!("{text}: {faults}"))
}

/// The bag of a case with what it varies at `value`: its structure and its parameters.
fn at(case: &Case, style: &Style, value: f64) -> (Structure, Vec<f64>) {
    let mut brief = Brief::new(style);
    if case.style == "petite-flap" {
        brief = brief.size("nano").unwrap();
        brief = brief.want_text("lined", "false").unwrap().want_text("corner", "12").unwrap();
    }
    let mut stock = Stock::builtin();
    if let Vary::Figure { slot, of, name, also } = case.vary {
        let mut figures = also.to_vec();
        figures.push((name, value));
        let entry = stock.get(of).unwrap().clone();
        stock = with_figure(stock, &entry, &figures);
        brief = brief.use_stock(slot, "test").unwrap();
    }
    let structure = Structure::of(&brief, &stock).unwrap();
    let mut x = structure.wish.clone();
    if let Vary::Param(name) = case.vary {
        let index = structure.bound.params.iter().position(|param| param.name == name).unwrap();
        x[index] = value;
    }
    (structure, x)
}

/// The margins of the case's rule at its place, from a list.
fn of_case(case: &Case, structure: &Structure, list: &[Margin]) -> Vec<Margin> {
    let here = |margin: &&Margin| {
        margin.rule == case.code
            && (case.place.is_empty() || margin.site.name(structure) == case.place)
    };
    list.iter().filter(here).copied().collect()
}

/// The least room the rule leaves at the case's place.
fn room(case: &Case, style: &Style, value: f64) -> f64 {
    let (structure, x) = at(case, style, value);
    let list = of_case(case, &structure, &margins(&Bag::at(&structure, &x, &Counts::default())));
    assert!(!list.is_empty(), "{}: no margin at `{}`", case.code, case.place);
    list.iter().map(Margin::room).fold(f64::INFINITY, f64::min)
}

/// Where the rule switches between holding and not.
fn switch(case: &Case, style: &Style) -> f64 {
    let (mut holds, mut fails) = (case.holds, case.fails);
    assert!(room(case, style, holds) > 0.0, "{} does not hold at {holds}", case.code);
    assert!(room(case, style, fails) < 0.0, "{} does not fail at {fails}", case.code);
    for _ in 0..60 {
        let middle = 0.5 * (holds + fails);
        if room(case, style, middle) >= 0.0 {
            holds = middle;
        } else {
            fails = middle;
        }
    }
    holds
}

#[test]
fn every_rule_switches_at_the_limit_computed_by_hand() {
    for case in cases() {
        let style = edited(case.style, case.edits);
        let limit = (case.limit)();
        let found = switch(case, &style);
        let off = (found - limit).abs();
        assert!(off <= WITHIN, "{} switches at {found}, by hand at {limit}", case.code);
    }
}

#[test]
fn at_the_limit_a_rule_holds_and_just_past_it_it_does_not_on_the_pieces_too() {
    for case in cases() {
        let style = edited(case.style, case.edits);
        let limit = (case.limit)();
        let outward = (case.fails - case.holds).signum();
        for (by, holds) in [(-WITHIN, true), (WITHIN, false)] {
            let value = limit + outward * by;
            let (structure, x) = at(case, &style, value);
            let bag = Bag::at(&structure, &x, &Counts::default());
            let review = Review::of(&bag, &draft(&structure, &bag.frame, &bag.pose));
            let lists = [
                ("frame", of_case(case, &structure, &margins(&bag))),
                ("review", of_case(case, &structure, &review.margins)),
            ];
            for (who, list) in &lists {
                let all = list.iter().all(Margin::holds);
                assert_eq!(all, holds, "{}: {who} at {value}: {list:?}", case.code);
            }
            for (frame, review) in lists[0].1.iter().zip(&lists[1].1) {
                assert!(agree(frame, review), "{} at {value}: {frame:?} {review:?}", case.code);
            }
        }
    }
}

#[test]
fn every_rule_has_a_case() {
    for about in rules::ABOUT {
        assert!(cases().any(|case| case.code == about.code), "{} has no case", about.code);
        for words in [about.title, about.reason, about.source] {
            assert!(!words.is_empty(), "{} explains nothing", about.code);
        }
    }
    for case in cases() {
        assert!(rules::about(case.code).is_some(), "{} is no rule", case.code);
    }
}
