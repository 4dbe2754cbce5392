//! A margin: one rule at one place, as the signed room that is left.

use crate::frame::Structure;
use crate::geom::Scalar;
use crate::units::Unit;

/// Where a rule is judged. Only indices of the structure, so that a frame names no strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// A run of a row.
    Run(usize, usize),
    /// A side of a row.
    Side(usize, usize),
    /// An end of a row on a side: the side, then start (0) or end (1).
    End(usize, usize, usize),
    /// Where a run crosses an edge of a piece it goes through: row, run, panel, edge.
    Crossing(usize, usize, usize, usize),
    /// A corner of a panel: after the edge.
    Corner(usize, usize),
    /// An edge of a panel.
    Edge(usize, usize),
    /// A corner of a panel under a side of a row, or of what the strip on that side follows: row, side, panel, edge
    /// before the corner.
    RowCorner(usize, usize, usize, usize),
    /// An edge that is an arc under a side of a row, or of what the strip on that side follows: row, side, panel, edge.
    RowArc(usize, usize, usize, usize),
    /// What a seam or a finish does to its edges.
    Joint(usize),
    /// A fold.
    Fold(usize),
    /// An end of a fold: start (0) or end (1).
    FoldEnd(usize, usize),
    /// Two folds of one panel.
    Folds(usize, usize),
    /// A strip.
    Strip(usize),
    /// A part of a strip.
    StripPart(usize, usize),
    /// A corner of what a strip follows: strip, panel, edge before the corner.
    StripCorner(usize, usize, usize),
    /// An edge that is an arc of what a strip follows: strip, panel, edge.
    StripArc(usize, usize, usize),
    /// A zipper let in.
    Window(usize),
    /// A strap.
    Strap(usize),
    /// An end of a strap.
    StrapEnd(usize, usize),
    /// A half of a part: part, half.
    Half(usize, usize),
    /// A half of a part against an edge of its host: part, half, edge.
    HalfEdge(usize, usize, usize),
    /// A half of a part against a side of a row on its host: part, half, row, side.
    HalfRow(usize, usize, usize, usize),
    /// A corner of a placed thing against an edge of its host: place, corner, edge.
    PlaceEdge(usize, usize, usize),
    /// A corner of a placed thing against a side of a row on its host: place, corner, row, side.
    PlaceRow(usize, usize, usize, usize),
    /// Two things on one host, counted through: both halves of every part, then the placed copies.
    Things(usize, usize),
    /// Ends of two rows on one panel: row, side and end of each.
    Ends([usize; 3], [usize; 3]),
    /// A part in two halves.
    Part(usize),
    /// A direction inside: width, height, depth.
    Inside(usize),
    /// A demand of the style.
    Require(usize),
}

/// The room a rule leaves at one place.
#[derive(Clone, Copy, Debug)]
pub struct Margin<S = f64> {
    /// The rule's code.
    pub rule: &'static str,
    /// Where.
    pub site: Site,
    /// What is there.
    pub measured: S,
    /// What must be.
    pub required: S,
    /// True if what is there may not be more, false if it may not be less.
    pub at_most: bool,
    /// What both measure.
    pub unit: Unit,
    /// True if what is required rests on a figure without a source.
    pub guess: bool,
}

impl<S: Scalar> Margin<S> {
    /// Room that is left: the rule holds where it is not negative.
    pub fn room(&self) -> S {
        if self.at_most { self.required - self.measured } else { self.measured - self.required }
    }
}

/// A rule holds if it fails by less than this, mm or plain: rounding of a sum of a few hundred lengths.
pub const EPSILON: f64 = 1e-9;

impl Margin {
    /// True if the rule holds here. What is not a number does not hold.
    pub fn holds(&self) -> bool {
        self.room() >= -EPSILON
    }
    /// True if the rule holds here, measured again: rounded on another way, what the frame lets pass by a hair is not
    /// refused by a hair.
    pub fn holds_again(&self) -> bool {
        self.room() >= -2.0 * EPSILON
    }
}

const ENDS: [&str; 2] = ["start", "end"];

impl Site {
    /// The place in the words of the style file: `seam.front`, `place.closure.a at flap.tip`.
    pub fn name(&self, structure: &Structure) -> String {
        let bound = &structure.bound;
        let edge = |panel: usize, edge: usize| {
            format!("{}.{}", bound.panels[panel].name, bound.panels[panel].edges[edge].name)
        };
        let side = |row: usize, side: usize| {
            let Some(on) = bound.rows[row].sides.get(side) else {
                return bound.rows[row].name.clone();
            };
            if let Some((strip, _)) = on.strip {
                return bound.strips[strip].name.clone();
            }
            if let Some(slot) = on.chain.metal {
                return bound.slots[slot].name.clone();
            }
            let mut names: Vec<&str> = Vec::new();
            for stretch in &on.chain.stretches {
                let name = bound.panels[stretch.panel].name.as_str();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names.join(" + ")
        };
        let half = |part: usize, half: usize| {
            let host = if half == 0 { bound.halves[part].a.0 } else { bound.halves[part].b.0 };
            (format!("{}.{}", bound.halves[part].name, ["a", "b"][half.min(1)]), host)
        };
        match *self {
            Self::Run(row, run) if bound.rows[row].runs > 1 => {
                format!("{} run {run}", bound.rows[row].name)
            }
            Self::Run(row, _) => bound.rows[row].name.clone(),
            Self::Side(row, s) => format!("{} on {}", bound.rows[row].name, side(row, s)),
            Self::End(row, s, end) => {
                format!("{} of {} on {}", ENDS[end.min(1)], bound.rows[row].name, side(row, s))
            }
            Self::Crossing(row, _, panel, e) => {
                format!("{} across {}", bound.rows[row].name, edge(panel, e))
            }
            Self::Corner(panel, e) => format!("corner after {}", edge(panel, e)),
            Self::Edge(panel, e) => edge(panel, e),
            Self::RowCorner(row, _, panel, e) => {
                format!("{} at the corner after {}", bound.rows[row].name, edge(panel, e))
            }
            Self::RowArc(row, _, panel, e) => {
                format!("{} along {}", bound.rows[row].name, edge(panel, e))
            }
            Self::Joint(joint) => bound.joints[joint].name.clone(),
            Self::Fold(fold) => bound.folds[fold].name.clone(),
            Self::FoldEnd(fold, end) => {
                format!("{} of {}", ENDS[end.min(1)], bound.folds[fold].name)
            }
            Self::Folds(a, b) => {
                format!("between {} and {}", bound.folds[a].name, bound.folds[b].name)
            }
            Self::Strip(strip) => format!("strip.{}", bound.strips[strip].name),
            Self::StripPart(strip, part) => bound.strips[strip].parts.get(part).map_or_else(
                || format!("strip.{}", bound.strips[strip].name),
                |part| bound.panels[part.panel].name.clone(),
            ),
            Self::StripCorner(strip, panel, e) => {
                format!("strip.{} at the corner after {}", bound.strips[strip].name, edge(panel, e))
            }
            Self::StripArc(strip, panel, e) => {
                format!("strip.{} along {}", bound.strips[strip].name, edge(panel, e))
            }
            Self::Window(window) => bound.windows[window].name.clone(),
            Self::Strap(strap) => format!("strap.{}", bound.straps[strap].name),
            Self::StrapEnd(strap, end) => {
                format!("strap.{} at its {}", bound.straps[strap].name, ENDS[end.min(1)])
            }
            Self::Half(part, h) => half(part, h).0,
            Self::HalfEdge(part, h, e) => {
                let (name, host) = half(part, h);
                format!("{name} at {}", edge(host, e))
            }
            Self::HalfRow(part, h, row, _) => {
                format!("{} at {}", half(part, h).0, bound.rows[row].name)
            }
            Self::PlaceEdge(place, _, e) => {
                format!("{} at {}", bound.places[place].name, edge(bound.places[place].on, e))
            }
            Self::PlaceRow(place, _, row, _) => {
                format!("{} at {}", bound.places[place].name, bound.rows[row].name)
            }
            Self::Things(a, b) => {
                let thing = |index: usize| match index.checked_sub(2 * bound.halves.len()) {
                    Some(place) => bound.places[place].name.clone(),
                    None => half(index / 2, index % 2).0,
                };
                format!("{} beside {}", thing(a), thing(b))
            }
            Self::Ends([a, ..], [b, ..]) => {
                format!("{} beside {}", bound.rows[a].name, bound.rows[b].name)
            }
            Self::Part(part) => bound.halves[part].name.clone(),
            Self::Inside(axis) => format!("inside {}", ["width", "height", "depth"][axis.min(2)]),
            Self::Require(index) => format!("`{}`", bound.requires[index].text),
        }
    }
}
