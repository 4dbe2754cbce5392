//! What is set or sewn on a panel keeps to its place: off edges, stitches and folds.

use crate::check::bag::{clear, nearest};
use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::Disc;
use crate::geom::Scalar;
use crate::style::bound::RowKind;
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
}

fn things<S: Scalar>(bag: &Bag<'_, S>) -> Vec<Thing<S>> {
    let bound = &bag.structure.bound;
    let mut things = Vec::with_capacity(2 * bound.halves.len() + bound.places.len());
    for (index, part) in bound.halves.iter().enumerate() {
        let entry = &bag.structure.entries[part.part];
        for (half, host) in [part.a.0, part.b.0].into_iter().enumerate() {
            let disc = Disc {
                center: bag.pose.halves[index][half],
                radius: S::constant(0.5 * entry.figure("d")),
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
            });
        }
    }
    for (index, (placed, numbers)) in bound.places.iter().zip(&bag.frame.places).enumerate() {
        things.push(Thing {
            host: placed.on,
            discs: numbers.discs.clone(),
            edge_site: Site::PlaceEdge,
            row_site: Site::PlaceRow,
            index,
            first: 0,
            edge: PLACED_EDGE,
            guess: true,
            met: false,
            lined: false,
        });
    }
    things
}

/// True if a seam runs along the edge.
pub(super) fn is_sewn<S: Scalar>(bag: &Bag<'_, S>, panel: usize, edge: usize) -> bool {
    bag.rows_on(panel).any(|(_, _, edges)| edges.contains(&edge))
}

/// Parts and placed pieces lie inside their host.
#[derive(Debug)]
pub(super) struct PartEdge;

impl Rule for PartEdge {
    const ABOUT: About = About {
        code: "part-edge",
        title: "a part keeps off the edge",
        reason: "Leather too narrow beside a part stretches or tears when it is pulled; a tab that overhangs shows.",
        source: "edge of the part in stock (guess: 2 mm); 1 mm for straps and pieces (guess)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for thing in things(bag) {
            for edge in 0..bag.frame.panels[thing.host].corners.len() {
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
            for (row, side, _) in bag.rows_on(thing.host) {
                // What sews a piece to another host does not concern what lies on the piece itself.
                if matches!(bound.rows[row].kind, RowKind::Box(_) | RowKind::Loop(..)) {
                    continue;
                }
                let iron = &bag.structure.entries[bound.rows[row].iron];
                let line = bag.stitch_segments(row, side);
                for (number, disc) in thing.discs.iter().enumerate() {
                    out.push(Margin {
                        rule: Self::ABOUT.code,
                        site: (thing.row_site)(thing.index, thing.first + number, row, side),
                        measured: clear(nearest(line.iter().copied(), disc.center), disc),
                        required: S::constant(STITCH_GUARD + 0.5 * iron.figure("slit")),
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
        reason: "A part in the bend holds the fold open or breaks out of it. Counted from the bend zone.",
        source: "guess: 1 mm; a strap's end may touch",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for thing in things(bag) {
            for edge in 0..bag.frame.panels[thing.host].corners.len() {
                let Some(fold) = bag.fold_at(thing.host, edge) else { continue };
                let fold = &bag.frame.folds[fold];
                // What is set in the lining keeps off the lining's bend, which a thick lining starts earlier.
                let zone = if thing.lined { fold.trim } else { fold.setback };
                for (number, disc) in thing.discs.iter().enumerate() {
                    let distance = clear(bag.inside_fold(thing.host, edge, disc.center), disc);
                    out.push(Margin {
                        rule: Self::ABOUT.code,
                        site: (thing.edge_site)(thing.index, thing.first + number, edge),
                        measured: distance - zone,
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
