//! Holes keep leather to the edge and to folds.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::{RunFrame, footprint_of};
use crate::geom::{Scalar, Vec2};
use crate::stock::Entry;
use crate::style::bound::{Chain, Construction, End, Placed, Row, RowKind, Thing};
use crate::units::Unit;

/// What a slanted slit covers square to its line, half of it.
fn half_across(iron: &Entry) -> f64 {
    let slant = iron.figure("slant").to_radians();
    0.5 * (iron.figure("slit") * libm::sin(slant)).max(iron.figure("slit_width"))
}

/// What a slanted slit covers of its line.
fn along(iron: &Entry) -> f64 {
    iron.figure("slit") * libm::cos(iron.figure("slant").to_radians())
}

/// Least distance of a hole's middle from the edge its row follows.
pub(in crate::check) fn least_to_edge(leather: &Entry, iron: &Entry) -> f64 {
    leather.figure("edge").max(0.0) + half_across(iron)
}

/// Distance of the fold zone that holes keep, mm. A guess of the trade.
pub(crate) const FOLD_GUARD: f64 = 1.0;

/// What a hole needs beside it: along the edge its row follows, and in any direction.
struct Need {
    along: f64,
    any: f64,
    guess: bool,
}

impl Need {
    /// Of the leathers of some panels and the linings glued to them, which the same holes go through; a part set in the hole brings its own.
    fn of<S: Scalar>(bag: &Bag<'_, S>, bound: &Row, panels: &[usize]) -> Self {
        let structure = bag.structure;
        if let Some(part) = bound.uses.map(|slot| &structure.entries[slot]) {
            let edge = part.figure("edge").max(0.0) + 0.5 * footprint_of(part);
            return Self { along: edge, any: edge, guess: part.is_guess("edge") };
        }
        let iron = &structure.entries[bound.iron];
        let lining = |panel: usize| {
            structure.panel_lining[panel]
                .map(|layer| &structure.entries[structure.bound.layers[layer].material])
        };
        let leathers = || {
            let plies =
                |panel| core::iter::once(structure.panel_leather(panel)).chain(lining(panel));
            panels.iter().copied().flat_map(plies)
        };
        Self::beside(leathers().map(|leather| leather.figure("edge")).fold(0.0, f64::max), iron)
            .guessed(leathers().any(|leather| leather.is_guess("edge")))
    }
    fn beside(edge: f64, iron: &Entry) -> Self {
        let any = edge + 0.5 * iron.figure("slit");
        Self { along: edge + half_across(iron), any, guess: iron.is_guess("slit") }
    }
    fn guessed(self, guess: bool) -> Self {
        Self { guess: self.guess || guess, ..self }
    }
}

/// The panels of a chain, each once.
fn panels_of(chain: &Chain) -> Vec<usize> {
    let mut panels: Vec<usize> = chain.stretches.iter().map(|stretch| stretch.panel).collect();
    panels.dedup();
    panels
}

/// Where a straight run crosses an edge: how far its nearest holes lie from it on both sides, behind it and before it as
/// the run goes. Nothing for an edge that it does not cross.
fn beside<S: Scalar>(
    [from, to]: [Vec2<S>; 2],
    run: &RunFrame<S>,
    edge: [Vec2<S>; 2],
) -> Option<[S; 2]> {
    let along = (to - from).normalized();
    let [a, b] = edge.map(|p| (along.dot(p - from), along.cross(p - from)));
    if a.1.value() * b.1.value() >= 0.0 {
        return None;
    }
    let at = a.0 + (b.0 - a.0) * (a.1 / (a.1 - b.1));
    let sine = (b.1 - a.1).abs() / (edge[1] - edge[0]).norm();
    let far = S::constant(f64::from(u16::MAX));
    if at.value() <= 0.0 {
        return Some([far, -at * sine]);
    }
    if at.value() >= run.length.value() {
        return Some([(at - run.length) * sine, far]);
    }
    let stitches = at / run.spacing;
    let behind = stitches.plus(-stitches.value().floor()) * run.spacing;
    Some([behind * sine, (run.spacing - behind) * sine])
}

/// Rows keep away from the edge they follow, and their ends from the edge that crosses.
#[derive(Debug)]
pub(super) struct HoleEdge;

impl HoleEdge {
    fn push<S: Scalar>(out: &mut Vec<Margin<S>>, site: Site, measured: S, least: f64, guess: bool) {
        out.push(Margin {
            rule: Self::ABOUT.code,
            site,
            measured,
            required: S::constant(least),
            at_most: false,
            unit: Unit::Length,
            guess,
        });
    }

    /// A side of a row along edges.
    fn side<S: Scalar>(bag: &Bag<'_, S>, row: usize, side: usize, out: &mut Vec<Margin<S>>) {
        let bound = &bag.structure.bound.rows[row];
        let chain = &bound.sides[side].chain;
        let (Some(numbers), false) =
            (bag.frame.rows[row].sides.get(side), chain.stretches.is_empty())
        else {
            return;
        };
        // What stands on the other's flesh is sewn through its thickness; a dart's leg is no cut edge.
        if !bag.in_its_edge(row, side) && bound.construction != Construction::Dart {
            let need = Need::of(bag, bound, &panels_of(chain));
            // A part is seen: it keeps off the finished edge.
            let beyond = if bound.uses.is_some() { S::zero() } else { bag.own_add(row, side) };
            let measured = numbers.line.inset + beyond;
            Self::push(out, Site::Side(row, side), measured, need.along, need.guess);
        }
        for end in [0, 1] {
            let Some((panel, Some(crossing))) = bag.end_at(row, side, end) else { continue };
            // A stitch over the edge is meant; a machine's back and forth holds whatever the edge does.
            let over = matches!(bound.ends[end], End::Edge | End::Backtack);
            // Stitches beyond the net line lie in an allowance, whose ends the pieces show.
            let beyond = numbers.line.inset.value() < 0.0;
            if over || beyond || bag.fold_at(panel, crossing).is_some() {
                continue;
            }
            let Some(hole) = bag.end_hole(row, side, end) else { continue };
            let need = Need::of(bag, bound, &[panel]);
            let distance = bag.inside_edge(panel, crossing, hole);
            let drawn = &bag.frame.panels[panel];
            let stretches = &chain.stretches;
            let last = if end == 0 { stretches.first() } else { stretches.last() };
            let reversed = last.is_some_and(|stretch| stretch.reversed);
            let corner =
                if (end == 0) == reversed { crossing } else { crossing + 1 } + drawn.corners.len();
            let corner = &drawn.corners[(corner - 1) % drawn.corners.len()];
            // Where the outline turns inward the crossing edge begins behind the hole, and its side says nothing.
            let measured = if corner.turn.value() < 0.0 {
                distance.abs()
            } else {
                distance + bag.cut_add(panel, crossing)
            };
            Self::push(out, Site::End(row, side, end), measured, need.any, need.guess);
        }
    }

    /// A straight row across a panel: the nearest of its corners to any edge that is no fold.
    fn path<S: Scalar>(bag: &Bag<'_, S>, row: usize, panel: usize, out: &mut Vec<Margin<S>>) {
        let bound = &bag.structure.bound.rows[row];
        let edges = 0..bag.structure.bound.panels[panel].edges.len();
        let mut nearest: Option<S> = None;
        for edge in edges.filter(|edge| bag.fold_at(panel, *edge).is_none()) {
            for at in bag.frame.rows[row].strokes.iter().flatten() {
                let distance = bag.inside_edge(panel, edge, *at) + bag.cut_add(panel, edge);
                nearest = Some(nearest.map_or(distance, |least| least.min(distance)));
            }
        }
        let Some(nearest) = nearest else { return };
        let need = Need::of(bag, bound, &[panel]);
        Self::push(out, Site::Side(row, 0), nearest, need.any, need.guess);
    }

    /// A straight row through pieces that lie on its panel: where it crosses an edge of theirs, the hole inside keeps
    /// leather to it and the slit outside does not cut into it. What it does not cross has room enough.
    fn through<S: Scalar>(bag: &Bag<'_, S>, row: usize, out: &mut Vec<Margin<S>>) {
        let structure = bag.structure;
        let bound = &structure.bound.rows[row];
        let half_slit = 0.5 * along(&structure.entries[bound.iron]);
        for ply in &bound.plies {
            let own = |placed: &Placed| placed.thing == Thing::Panel(*ply);
            let Some(place) = structure.bound.places.iter().position(own) else { continue };
            let (placed, lay) = (&structure.bound.places[place], &bag.frame.places[place]);
            let views = &structure.bound.panels;
            let mirrored = (views[*ply].through != views[placed.on].through) != placed.inside;
            let on_host =
                |p: Vec2<S>| lay.at + if mirrored { p.mirrored() } else { p }.turned(lay.turn);
            let need = Need::of(bag, bound, &[*ply]);
            let drawn = &bag.frame.panels[*ply];
            for edge in 0..drawn.corners.len() {
                let ends = [drawn.corner_before(edge).point, drawn.corners[edge].point];
                let ends = ends.map(on_host);
                let strokes = bag.frame.rows[row].strokes.iter().zip(&bag.frame.rows[row].runs);
                for (run, (stroke, of)) in strokes.enumerate() {
                    let across = (ends[1] - ends[0]).cross(stroke[1] - stroke[0]).value();
                    // The piece lies to the left of its edges as it is drawn.
                    let enters = (across > 0.0) != mirrored;
                    let measured = beside(*stroke, of, ends).map(|[behind, before]| {
                        let (out, within) =
                            if enters { (behind, before) } else { (before, behind) };
                        within.min(out.plus(need.along - half_slit))
                    });
                    let measured = measured.unwrap_or_else(|| S::constant(f64::from(u16::MAX)));
                    let site = Site::Crossing(row, run, *ply, edge);
                    Self::push(out, site, measured, need.along, need.guess);
                }
            }
        }
    }

    /// The row that holds a zipper's tape: beside the opening, and at the ends of two halves.
    fn window<S: Scalar>(bag: &Bag<'_, S>, row: usize, window: usize, out: &mut Vec<Margin<S>>) {
        let bound = &bag.structure.bound;
        let (of, opening) = (&bound.windows[window], &bag.frame.windows[window]);
        let need = Need::of(bag, &bound.rows[row], &[of.panel]);
        let inset = bag.frame.values[of.inset];
        Self::push(out, Site::Side(row, 0), inset + opening.add, need.along, need.guess);
        if of.halves {
            let count = bound.panels[of.panel].edges.len();
            // Of a strip's part: its end, then its start.
            for (end, edge) in [(1, 1), (0, 3)].into_iter().filter(|(_, edge)| *edge < count) {
                let measured = inset + bag.cut_add(of.panel, edge);
                Self::push(out, Site::End(row, 0, end), measured, need.any, need.guess);
            }
        }
    }
}

impl Rule for HoleEdge {
    const ABOUT: About = About {
        code: "hole-edge",
        title: "leather is left between holes and the edge",
        reason: "A hole too near the edge tears out when the thread is pulled tight. Counted from the hole's middle to \
                 where the leather is cut, an allowance included: half of what the slit covers, and the least leather \
                 beside it. The holes of a machine count the same.",
        source: "edge of the leather (guess: 1 mm), slit of the iron in stock; edge of a part set in the hole (guess)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let structure = bag.structure;
        for (row, bound) in structure.bound.rows.iter().enumerate().filter(|(_, row)| !row.glued) {
            for side in 0..bound.sides.len() {
                Self::side(bag, row, side, out);
            }
            let strap = match bound.kind {
                RowKind::Box(place, _) => match structure.bound.places[place].thing {
                    Thing::Strap(strap) => Some(strap),
                    Thing::Panel(_) | Thing::Part(_) => None,
                },
                RowKind::Loop(strap, _) => Some(strap),
                RowKind::Path(panel, _) => {
                    Self::path(bag, row, panel, out);
                    Self::through(bag, row, out);
                    None
                }
                RowKind::Window(window) => {
                    Self::window(bag, row, window, out);
                    None
                }
                RowKind::Seam | RowKind::Row | RowKind::Along(_) => None,
            };
            if let Some(strap) = strap {
                let leather = &structure.entries[structure.bound.straps[strap].material];
                let edge = leather.figure("edge").max(0.0);
                let need = Need::beside(edge, &structure.entries[bound.iron])
                    .guessed(leather.is_guess("edge"));
                let measured = bag.frame.rows[row].inset;
                Self::push(out, Site::Side(row, 0), measured, need.any, need.guess);
            }
        }
    }
}

/// Rows that end at a fold stay clear of its zone.
#[derive(Debug)]
pub(super) struct HoleFold;

impl Rule for HoleFold {
    const ABOUT: About = About {
        code: "hole-fold",
        title: "no hole lies in a bend",
        reason: "A hole in the bend zone opens when the leather is folded, and cracks from there. Counted from the \
                 outside edge at the fold: the setback, a guard of 1 mm and half a slit. A soft fold has no zone, and one \
                 declared through takes holes.",
        source: "guess: guard 1 mm",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let structure = bag.structure;
        for (row, bound) in structure.bound.rows.iter().enumerate().filter(|(_, row)| !row.glued) {
            let half = 0.5 * structure.entries[bound.iron].figure("slit");
            for side in 0..bound.sides.len() {
                for end in [0, 1] {
                    let Some((panel, Some(crossing))) = bag.end_at(row, side, end) else {
                        continue;
                    };
                    let fold = bag.crease_at(panel, crossing);
                    let Some((fold, hole)) = fold.zip(bag.end_hole(row, side, end)) else {
                        continue;
                    };
                    out.push(Margin {
                        rule: Self::ABOUT.code,
                        site: Site::End(row, side, end),
                        measured: bag.inside_fold(panel, crossing, hole)
                            - bag.frame.folds[fold].setback,
                        required: S::constant(FOLD_GUARD + half),
                        at_most: false,
                        unit: Unit::Length,
                        guess: true,
                    });
                }
            }
        }
    }
}
