//! What is set or sewn on a panel keeps to its place: off edges, stitches and folds.

use crate::check::bag::{clear, nearest};
use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::{Disc, footprint_of};
use crate::geom::{Scalar, Segment};
use crate::stock::Entry;
use crate::style::bound::{self, RowKind, Shape};
use crate::units::Unit;

use super::hole_edge::FOLD_GUARD;

/// Least distance of a placed strap or panel from the host's edge, mm: a guess.
const PLACED_EDGE: f64 = 1.0;
/// Least leather between a part or placed piece and a stitch line, mm: a guess (room for the thread and the awl).
const STITCH_GUARD: f64 = 1.0;

/// A thing on a host: its host, its discs with the site of each against an edge and against a row, the least edge
/// distance, whether that is a guess.
struct Thing<S> {
    host: usize,
    discs: Vec<Disc<S>>,
    edge_site: fn(usize, usize, usize) -> Site,
    row_site: fn(usize, usize, usize, usize) -> Site,
    index: usize,
    /// The first disc's number: which half of a part it is.
    first: usize,
    edge: f64,
    guess: bool,
    /// Edges that another rule judges.
    met: bool,
    /// It is set in the lining of its host.
    lined: bool,
    /// Its place, if it is no half of a part.
    place: Option<usize>,
}

/// True for what hangs on a strap and lies on no leather: rings.
pub(super) fn hangs(entry: &Entry) -> bool {
    entry.kind.figure("wire").is_some()
}

fn things<S: Scalar>(bag: &Bag<'_, S>) -> Vec<Thing<S>> {
    let bound = &bag.structure.bound;
    let mut things = Vec::with_capacity(2 * bound.halves.len() + bound.places.len());
    for (index, part) in bound.halves.iter().enumerate() {
        let entry = &bag.structure.entries[part.part];
        for (half, host) in [part.a.0, part.b.0].into_iter().enumerate() {
            let disc = Disc {
                center: bag.pose.halves[index][half],
                radius: S::constant(0.5 * footprint_of(entry)),
            };
            things.push(Thing {
                host,
                discs: vec![disc],
                edge_site: Site::HalfEdge,
                row_site: Site::HalfRow,
                index,
                first: half,
                edge: entry.figure("edge"),
                guess: entry.is_guess("edge"),
                met: half == 1 && part.b.1.is_none(),
                lined: half == 0 && bag.structure.panel_lining[host].is_some(),
                place: None,
            });
        }
    }
    for (index, (placed, numbers)) in bound.places.iter().zip(&bag.frame.places).enumerate() {
        let mut edge = (PLACED_EDGE, true);
        if let bound::Thing::Part(slot) = placed.thing {
            let entry = &bag.structure.entries[slot];
            if hangs(entry) {
                continue;
            }
            if entry.kind.figure("edge").is_some() {
                edge = (entry.figure("edge"), entry.is_guess("edge"));
            }
        }
        things.push(Thing {
            host: placed.on,
            discs: numbers.discs.clone(),
            edge_site: Site::PlaceEdge,
            row_site: Site::PlaceRow,
            index,
            first: 0,
            edge: edge.0,
            guess: edge.1,
            met: false,
            lined: placed.inside && bag.structure.panel_lining[placed.on].is_some(),
            place: Some(index),
        });
    }
    things
}

/// True if a seam runs along the edge.
pub(super) fn is_sewn<S: Scalar>(bag: &Bag<'_, S>, panel: usize, edge: usize) -> bool {
    let sides = bag.structure.bound.rows.iter().flat_map(|row| &row.sides);
    sides.into_iter().any(|side| side.chain.runs_on(panel, edge))
}

/// True for what is caught in a seam: it lies over the edge there.
fn caught<S: Scalar>(bag: &Bag<'_, S>, thing: &Thing<S>) -> Option<usize> {
    bag.structure.bound.places[thing.place?].into
}

/// Rows on a host as a thing on it sees them: row, side, stitches with the side it may lie on at their left.
fn rows_beside<S: Scalar>(
    bag: &Bag<'_, S>,
    thing: &Thing<S>,
) -> Vec<(usize, usize, Vec<Segment<S>>)> {
    let bound = &bag.structure.bound;
    let mut rows: Vec<(usize, usize, Vec<Segment<S>>)> = bag
        .rows_on(thing.host)
        .map(|(row, side)| (row, side, bag.stitch_segments(row, side, thing.host)))
        .collect();
    for (row, of) in bound.rows.iter().enumerate().filter(|(_, row)| !row.glued) {
        let lines = bag.frame.rows[row].strokes.iter();
        let strokes = || lines.map(|[a, b]| Segment::line(*a, *b)).collect::<Vec<_>>();
        match of.kind {
            RowKind::Path(panel, _) if panel == thing.host => rows.push((row, 0, strokes())),
            // Round a window a thing lies outside.
            RowKind::Window(window) if bound.windows[window].panel == thing.host => {
                rows.push((row, 0, strokes().iter().map(Segment::reversed).collect()));
            }
            _ => {}
        }
    }
    // What sews a thing on or goes through it does not concern it.
    let own = |row: usize| {
        let panel = thing.place.and_then(|place| match bound.places[place].thing {
            bound::Thing::Panel(panel) => Some(panel),
            _ => None,
        });
        panel.is_some_and(|panel| bound.rows[row].plies.contains(&panel))
            || caught(bag, thing) == Some(row)
    };
    rows.retain(|(row, ..)| !own(*row));
    rows
}

/// Parts and placed pieces lie inside their host.
#[derive(Debug)]
pub(super) struct PartEdge;

impl Rule for PartEdge {
    const ABOUT: About = About {
        code: "part-edge",
        title: "a part keeps off the edge",
        reason: "Leather too narrow beside a part stretches or tears when it is pulled; a tab that overhangs shows. \
                 Counted from the finished edge; what is caught in a seam lies over it.",
        source: "edge of the part in stock (guess: 2 mm); 1 mm for straps and pieces (guess)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let bound = &bag.structure.bound;
        for thing in things(bag) {
            if caught(bag, &thing).is_some() {
                continue;
            }
            for edge in 0..bound.panels[thing.host].edges.len() {
                if bag.fold_at(thing.host, edge).is_some()
                    || thing.met && !is_sewn(bag, thing.host, edge)
                {
                    continue;
                }
                for (number, disc) in thing.discs.iter().enumerate() {
                    out.push(Margin {
                        rule: Self::ABOUT.code,
                        site: (thing.edge_site)(thing.index, thing.first + number, edge),
                        measured: clear(bag.inside_edge(thing.host, edge, disc.center), disc),
                        required: S::constant(thing.edge),
                        at_most: false,
                        unit: Unit::Length,
                        guess: thing.guess,
                    });
                }
            }
        }
    }
}

/// Parts and placed pieces keep off the rows of stitches on their host.
#[derive(Debug)]
pub(super) struct PartStitch;

impl Rule for PartStitch {
    const ABOUT: About = About {
        code: "part-stitch",
        title: "a part keeps off the stitches",
        reason: "Under a part no needle passes, and a stitch line too near a piece that is sewn on cannot be pricked. \
                 Measured to the stitch line between its end holes.",
        source: "guess: 1 mm and half of what a slit covers",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let bound = &bag.structure.bound;
        for thing in things(bag) {
            for (row, side, line) in rows_beside(bag, &thing) {
                let of = &bound.rows[row];
                let half = of.uses.map_or_else(
                    || 0.5 * bag.structure.entries[of.iron].figure("slit"),
                    |slot| 0.5 * footprint_of(&bag.structure.entries[slot]),
                );
                // A straight row across the panel has no inner side.
                let either = matches!(of.kind, RowKind::Path(..));
                for (number, disc) in thing.discs.iter().enumerate() {
                    let distance = nearest(line.iter().copied(), disc.center);
                    let distance = if either { distance.abs() } else { distance };
                    out.push(Margin {
                        rule: Self::ABOUT.code,
                        site: (thing.row_site)(thing.index, thing.first + number, row, side),
                        measured: clear(distance, disc),
                        required: S::constant(STITCH_GUARD + half),
                        at_most: false,
                        unit: Unit::Length,
                        guess: true,
                    });
                }
            }
        }
    }
}

/// Parts and placed pieces keep off the folds of their host.
#[derive(Debug)]
pub(super) struct PartFold;

impl Rule for PartFold {
    const ABOUT: About = About {
        code: "part-fold",
        title: "a part keeps off the folds",
        reason: "A part in the bend holds the fold open or breaks out of it. Counted from the bend zone; of a gusset, \
                 from the bend of its flange. A soft fold has no zone.",
        source: "guess: 1 mm; a strap's end may touch",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for thing in things(bag) {
            for edge in 0..bag.structure.bound.panels[thing.host].edges.len() {
                let Some(zone) = zone(bag, &thing, edge) else { continue };
                for (number, disc) in thing.discs.iter().enumerate() {
                    let distance = match zone {
                        Zone::Fold(_) => bag.inside_fold(thing.host, edge, disc.center),
                        Zone::Flange(_) => bag.inside_edge(thing.host, edge, disc.center),
                    };
                    let (Zone::Fold(taken) | Zone::Flange(taken)) = zone;
                    out.push(Margin {
                        rule: Self::ABOUT.code,
                        site: (thing.edge_site)(thing.index, thing.first + number, edge),
                        measured: clear(distance, disc) - taken,
                        required: S::constant(FOLD_GUARD),
                        at_most: false,
                        unit: Unit::Length,
                        guess: true,
                    });
                }
            }
        }
    }
}

/// What a bend at an edge takes of a panel, as drawn.
#[derive(Clone, Copy)]
enum Zone<S> {
    /// A fold of one piece.
    Fold(S),
    /// The flange of a strip and its bend.
    Flange(S),
}

fn zone<S: Scalar>(bag: &Bag<'_, S>, thing: &Thing<S>, edge: usize) -> Option<Zone<S>> {
    if let Some(fold) = bag.crease_at(thing.host, edge) {
        let fold = &bag.frame.folds[fold];
        // What is set in the lining keeps off the lining's bend, which a thick lining starts earlier.
        return Some(Zone::Fold(if thing.lined { fold.trim } else { fold.setback }));
    }
    let Shape::Part(strip, _) = bag.structure.bound.panels[thing.host].shape else { return None };
    // A part's edges are b, end, a, start.
    let side = match edge {
        2 => 0,
        0 => 1,
        _ => return None,
    };
    let numbers = &bag.frame.strips[strip];
    let taken = numbers.flange[side] + numbers.bend[side];
    bag.has_flange(strip, side).then_some(Zone::Flange(taken))
}
