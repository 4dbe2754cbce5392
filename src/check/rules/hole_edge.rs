//! Holes keep leather to the edge and to folds.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::stock::Entry;
use crate::style::bound::{Chain, RowKind, Thing};
use crate::units::Unit;

/// What a slanted slit covers square to its line, half of it.
fn half_across(iron: &Entry) -> f64 {
    let slant = iron.figure("slant").to_radians();
    0.5 * (iron.figure("slit") * libm::sin(slant)).max(iron.figure("slit_width"))
}

/// Least distance of a hole's middle from the edge its row follows.
pub(in crate::check) fn least_to_edge(leather: &Entry, iron: &Entry) -> f64 {
    leather.figure("edge").max(0.0) + half_across(iron)
}

/// Distance of the fold zone that holes keep, mm. A guess of the trade.
pub(crate) const FOLD_GUARD: f64 = 1.0;

/// Rows keep away from the edge they follow, and their ends from the edge that crosses.
#[derive(Debug)]
pub(super) struct HoleEdge;

impl HoleEdge {
    fn push<S: Scalar>(
        out: &mut Vec<Margin<S>>,
        site: Site,
        measured: S,
        leather: &Entry,
        iron: &Entry,
        half: f64,
    ) {
        out.push(Margin {
            rule: Self::ABOUT.code,
            site,
            measured,
            required: S::constant(leather.figure("edge").max(0.0) + half),
            at_most: false,
            unit: Unit::Length,
            guess: leather.is_guess("edge") || iron.is_guess("slit"),
        });
    }
}

impl Rule for HoleEdge {
    const ABOUT: About = About {
        code: "hole-edge",
        title: "leather is left between holes and the edge",
        reason: "A hole too near the edge tears out when the thread is pulled tight. Counted from the hole's middle: \
                 half of what the slit covers, and the least leather beside it.",
        source: "edge of the leather (guess: 1 mm), slit of the iron in stock",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let structure = bag.structure;
        for (row, (bound, numbers)) in structure.bound.rows.iter().zip(&bag.frame.rows).enumerate()
        {
            let iron = &structure.entries[bound.iron];
            let across = half_across(iron);
            let any = 0.5 * iron.figure("slit");
            for (side, chain) in bound.sides.iter().enumerate() {
                match chain {
                    Chain::Panel { panel, edges } => {
                        let leather = structure.panel_leather(*panel);
                        Self::push(
                            out,
                            Site::Side(row, side),
                            numbers.inset,
                            leather,
                            iron,
                            across,
                        );
                        for (end, crossing) in
                            crossings(structure.bound.panels[*panel].edges.len(), edges)
                        {
                            if bag.fold_at(*panel, crossing).is_some() {
                                continue;
                            }
                            let Some(hole) = bag.end_hole(row, side, end) else { continue };
                            let distance = bag.inside_edge(*panel, crossing, hole);
                            Self::push(
                                out,
                                Site::End(row, side, end),
                                distance,
                                leather,
                                iron,
                                any,
                            );
                        }
                    }
                    Chain::Strip { strip, .. } => {
                        let leather = structure.strip_leather(*strip);
                        Self::push(
                            out,
                            Site::Side(row, side),
                            numbers.inset,
                            leather,
                            iron,
                            across,
                        );
                        let start = numbers.sides[side].start;
                        let (first, last) = (numbers.runs.first(), numbers.runs.last());
                        if let (Some(first), Some(last)) = (first, last) {
                            let rest = bag.frame.strips[*strip].length - start - numbers.sewn;
                            Self::push(
                                out,
                                Site::End(row, side, 0),
                                start + first.first,
                                leather,
                                iron,
                                any,
                            );
                            Self::push(
                                out,
                                Site::End(row, side, 1),
                                rest + last.last,
                                leather,
                                iron,
                                any,
                            );
                        }
                    }
                }
            }
            let strap = match bound.kind {
                RowKind::Box(place) => match structure.bound.places[place].thing {
                    Thing::Strap(strap) => Some(strap),
                    Thing::Panel(_) => None,
                },
                RowKind::Loop(strap, _) => Some(strap),
                _ => None,
            };
            if let Some(strap) = strap {
                let leather = &structure.entries[structure.bound.straps[strap].material];
                Self::push(out, Site::Side(row, 0), numbers.inset, leather, iron, any);
            }
        }
    }
}

/// The edges that cross a walk at its ends: end and edge. Of a closed walk there are none.
pub(crate) fn crossings(count: usize, edges: &[usize]) -> Vec<(usize, usize)> {
    match (edges.first(), edges.last()) {
        (Some(first), Some(last)) if edges.len() < count => {
            vec![(0, (first + count - 1) % count), (1, (last + 1) % count)]
        }
        _ => Vec::new(),
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
                 outside edge at the fold: the setback, a guard of 1 mm and half a slit.",
        source: "guess: guard 1 mm",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let structure = bag.structure;
        for (row, bound) in structure.bound.rows.iter().enumerate() {
            let half = 0.5 * structure.entries[bound.iron].figure("slit");
            for (side, chain) in bound.sides.iter().enumerate() {
                let Chain::Panel { panel, edges } = chain else { continue };
                for (end, crossing) in crossings(structure.bound.panels[*panel].edges.len(), edges)
                {
                    let fold = bag.fold_at(*panel, crossing);
                    let Some((fold, hole)) = fold.zip(bag.end_hole(row, side, end)) else {
                        continue;
                    };
                    out.push(Margin {
                        rule: Self::ABOUT.code,
                        site: Site::End(row, side, end),
                        measured: bag.inside_fold(*panel, crossing, hole)
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
