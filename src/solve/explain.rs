//! Words for what the solver did: which rule moved which value, and which rules clash where nothing fits.

use core::fmt;

use crate::check::{Bag, Margin, margins, rules};
use crate::diag::{Diagnostic, Place, Severity};
use crate::frame::{Counts, Structure};
use crate::opt::conflict::{Conflict, smallest_conflict};
use crate::opt::sqp::{Problem, Projection};
use crate::units::{Quantity, Unit};

use super::problem::{Counted, Makeability};
use super::search::{Found, Space, clashes};
use super::solved::Adjustment;

/// What moved a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// It is outside the range of its parameter.
    Range,
    /// A rule.
    Rule {
        /// Its code.
        code: &'static str,
        /// What it asks.
        title: &'static str,
        /// Where it binds.
        place: String,
        /// What must be there.
        required: Quantity,
        /// True if it may not be more.
        at_most: bool,
        /// Why the style demands it, for its own demands.
        because: Option<String>,
        /// True if the figure behind it has no source.
        guess: bool,
    },
    /// Another value was moved onto its step, or together with others.
    Others,
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range => f.write_str("the style is made for this range only"),
            Self::Others => f.write_str("it gives way to the other changes"),
            Self::Rule { code, title, place, required, at_most, because, guess } => {
                if let Some(because) = because {
                    write!(f, "{because} ({place}) [{code}]")?;
                } else {
                    let bound = if *at_most { "at most" } else { "at least" };
                    write!(f, "so that {title} ({place}: {bound} {required}) [{code}]")?;
                }
                if *guess { f.write_str(" (guess)") } else { Ok(()) }
            }
        }
    }
}

fn quantity(value: f64, unit: Unit) -> Quantity {
    Quantity { value, unit }
}

fn because(structure: &Structure, margin: &Margin) -> Because {
    Because::Rule {
        code: margin.rule,
        title: rules::about(margin.rule).map_or("", |about| about.title),
        place: margin.site.name(structure),
        required: quantity(margin.required, margin.unit),
        at_most: margin.at_most,
        because: demand(structure, margin),
        guess: margin.guess,
    }
}

/// Why the style makes this demand.
fn demand(structure: &Structure, margin: &Margin) -> Option<String> {
    match margin.site {
        crate::check::Site::Require(index) => Some(structure.bound.requires[index].because.clone()),
        _ => None,
    }
}

/// A margin that does not hold, in words.
pub(super) fn finding(structure: &Structure, margin: &Margin) -> Diagnostic {
    let place = margin.site.name(structure);
    let (is, needs) =
        (quantity(margin.measured, margin.unit), quantity(margin.required, margin.unit));
    let bound = if margin.at_most { "at most" } else { "at least" };
    let message = if let Some(because) = demand(structure, margin) {
        format!("{because}: {place} is {is} where {bound} {needs} is needed")
    } else {
        let title = rules::about(margin.rule).map_or(margin.rule, |about| about.title);
        format!("{place}: {is} where {bound} {needs} is needed, so that {title}")
    };
    let finding = Diagnostic::error(margin.rule, Place::Element(place), message);
    if margin.guess {
        finding.hint("the figure behind this is a guess; your own stock file overrides it")
    } else {
        finding
    }
}

/// Everything that does not hold at these parameters.
pub(super) fn broken(structure: &Structure, x: &[f64]) -> Vec<Diagnostic> {
    let bag = Bag::at(structure, x, &Counts::default());
    let list = margins(&bag);
    let mut findings: Vec<Diagnostic> = list
        .iter()
        .filter(|margin| !margin.holds())
        .map(|margin| finding(structure, margin))
        .collect();
    findings.dedup();
    findings
}

/// The margins that hold a projection away from the wish: with multipliers and gradients by the free parameters.
pub(super) fn active(
    problem: &mut Makeability<'_>,
    projection: &Projection,
) -> Vec<(Margin, f64, Vec<f64>)> {
    let (mut values, mut gradients) = (Vec::new(), Vec::new());
    problem.margins_and_gradients(&projection.x, &mut values, &mut gradients);
    let n = problem.n_variables();
    let mut active = Vec::new();
    for row in &projection.active {
        let multiplier = projection.multipliers.get(*row).copied().unwrap_or(0.0);
        let slope = gradients.get(row * n..(row + 1) * n).unwrap_or_default().to_vec();
        let margin = match problem.window_of(*row) {
            Some(counted) => drift(problem, &projection.x, counted),
            None => problem.margin_at(&projection.x, *row),
        };
        active.extend(margin.map(|margin| (margin, multiplier, slope)));
    }
    active
}

/// The drift margin of a run whose window binds.
fn drift(problem: &Makeability<'_>, x: &[f64], counted: Counted) -> Option<Margin> {
    let bag = Bag::at(problem.structure, &problem.whole(x), &Counts::default());
    let site = crate::check::Site::Run(counted.row, counted.run);
    margins(&bag).into_iter().find(|margin| margin.rule == "pitch-drift" && margin.site == site)
}

/// One adjustment for every value that is not as wished.
pub(super) fn adjustments(structure: &Structure, found: &Found) -> Vec<Adjustment> {
    let space = Space::of(structure);
    let mut adjustments = Vec::new();
    for (slot, param) in space.free.iter().enumerate() {
        let (wanted, got) = (structure.wish[*param], found.x[*param]);
        if wanted == got {
            continue;
        }
        let bound = &structure.bound.params[*param];
        let outside = wanted < bound.range.0 || wanted > bound.range.1;
        let at_bound = got == bound.range.0 || got == bound.range.1;
        // Of the rules that bind, the one whose share in this value's change is greatest.
        let pull = (got - wanted).signum();
        let share = |(_, multiplier, slope): &&(Margin, f64, Vec<f64>)| {
            multiplier * slope.get(slot).copied().unwrap_or(0.0) * pull
        };
        let strongest = found.active.iter().max_by(|a, b| share(a).total_cmp(&share(b)));
        let because = match strongest {
            Some(rule) if share(&rule) > 1e-12 && !(outside && at_bound) => {
                because(structure, &rule.0)
            }
            _ if outside => Because::Range,
            _ => Because::Others,
        };
        adjustments.push(Adjustment {
            param: bound.name.clone(),
            wanted: quantity(wanted, bound.unit),
            got: quantity(got, bound.unit),
            unsnapped: quantity(found.unsnapped[*param], bound.unit),
            because,
        });
    }
    adjustments
}

/// What holds a search where it is: no fault of its own.
fn note(code: &'static str, param: &str, message: String) -> Diagnostic {
    Diagnostic {
        severity: Severity::Note,
        ..Diagnostic::error(code, Place::Element(param.to_owned()), message)
    }
}

/// The rules that clash where a search found nothing, and the pins and ranges that hold them there.
pub(super) fn clash(
    problem: &mut Makeability<'_>,
    space: &Space,
    projection: Option<&Projection>,
) -> Vec<Diagnostic> {
    let structure = problem.structure;
    let Some((projection, clash)) = projection.and_then(|p| clashes(p).map(|clash| (p, clash)))
    else {
        return broken(structure, &structure.wish);
    };
    let mut rows: Vec<usize> = clash.margins.iter().map(|(row, _)| *row).collect();
    rows.extend(
        clash
            .worst
            .iter()
            .filter(|row| !clash.margins.iter().any(|(other, _)| other == *row))
            .take(2),
    );
    let mut findings: Vec<Diagnostic> = Vec::new();
    for row in rows {
        let margin = match problem.window_of(row) {
            Some(counted) => drift(problem, &projection.x, counted),
            None => problem.margin_at(&projection.x, row),
        };
        if let Some(margin) = margin {
            let found = finding(structure, &margin);
            if !findings.contains(&found) {
                findings.push(found);
            }
        }
    }
    let named = |slot: usize| &structure.bound.params[space.free[slot]];
    for (slots, word, end) in [(&clash.lower, "least", 0), (&clash.upper, "greatest", 1)] {
        for (slot, _) in slots {
            let param = named(*slot);
            let value = quantity(if end == 0 { param.range.0 } else { param.range.1 }, param.unit);
            let message = format!("`{}` is already the {word} of its range, {value}", param.name);
            findings.push(note("range", &param.name, message));
        }
    }
    for param in clashing_pins(structure) {
        let (bound, value) = (&structure.bound.params[param], structure.wish[param]);
        let message = format!("`{}` is pinned at {}", bound.name, quantity(value, bound.unit));
        let pin = note("pin", &bound.name, message);
        findings.push(pin.hint(format!(
            "let the pin go: --set {}={}",
            bound.name,
            crate::units::short(value, 4)
        )));
    }
    findings
}

/// A smallest set of pins that leaves no bag: with any one of them let go there is one, or another set clashes.
fn clashing_pins(structure: &Structure) -> Vec<usize> {
    let pins: Vec<usize> =
        (0..structure.n_params()).filter(|param| structure.pinned[*param]).collect();
    let solvable = |kept: &[usize]| {
        let mut freer = structure.clone();
        for (place, pin) in pins.iter().enumerate() {
            freer.pinned[*pin] = kept.contains(&place);
        }
        super::search::reachable(&freer)
    };
    // As many calls as pins, and a few: each is one projection.
    match smallest_conflict(pins.len(), None, 2 * pins.len() + 4, solvable) {
        Conflict::Clash { demands, .. } => demands.into_iter().map(|place| pins[place]).collect(),
        Conflict::None { .. } => Vec::new(),
    }
}
