//! Holes keep leather between them.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::stock::Entry;
use crate::style::bound::End;
use crate::units::Unit;

/// Least distance of two hole centers: what a slit covers along the line, and the web that holds.
pub(in crate::check) fn least_spacing(iron: &Entry) -> f64 {
    let slant = iron.figure("slant").to_radians();
    iron.figure("slit") * libm::cos(slant) + iron.figure("web")
}

/// Stitches of a run are far enough apart.
#[derive(Debug)]
pub(super) struct HoleHole;

impl Rule for HoleHole {
    const ABOUT: About = About {
        code: "hole-hole",
        title: "leather is left between neighbouring holes",
        reason: "Holes too near each other make a row of perforations: the seam tears along it like a stamp. A slanted \
                 slit covers slit·cos(slant) of the line; the web beside it must hold the thread.",
        source: "slit and slant of the iron in stock; web 0.5 mm (guess)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (row, (bound, numbers)) in
            bag.structure.bound.rows.iter().zip(&bag.frame.rows).enumerate()
        {
            if bound.glued || bound.uses.is_some() {
                continue;
            }
            let iron = &bag.structure.entries[bound.iron];
            for (run, stretch) in numbers.runs.iter().enumerate() {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Run(row, run),
                    measured: stretch.spacing,
                    required: S::constant(least_spacing(iron)),
                    at_most: false,
                    unit: Unit::Length,
                    guess: iron.is_guess("slit") || iron.is_guess("web"),
                });
            }
        }
    }
}

/// Rows that end near each other on one panel keep their end holes apart.
#[derive(Debug)]
pub(super) struct RowsApart;

impl Rule for RowsApart {
    const ABOUT: About = About {
        code: "rows-apart",
        title: "rows that end at one corner do not share a hole",
        reason: "Two seams that run into one corner with the same inset would pierce the same spot twice and cut the \
                 corner out. Ends that a machine only goes back and forth at are no holes.",
        source: "slit of the iron in stock, in any direction, and its web (guess)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        let rows = &bag.structure.bound.rows;
        // The panel on which a side has an end hole.
        let panel_of = |row: usize, side: usize, end: usize| {
            let pierced = !rows[row].glued && rows[row].ends[end] != End::Backtack;
            bag.end_at(row, side, end).filter(|_| pierced).map(|(panel, _)| panel)
        };
        for (a, row_a) in rows.iter().enumerate() {
            for side_a in 0..row_a.sides.len() {
                let beyond = rows.iter().enumerate().skip(a + 1);
                for (b, side_b) in
                    beyond.flat_map(|(b, row)| (0..row.sides.len()).map(move |side| (b, side)))
                {
                    let iron = &bag.structure.entries[rows[b].iron];
                    for (end_a, end_b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                        let on = panel_of(a, side_a, end_a);
                        if on.is_none() || on != panel_of(b, side_b, end_b) {
                            continue;
                        }
                        let holes =
                            bag.end_hole(a, side_a, end_a).zip(bag.end_hole(b, side_b, end_b));
                        let Some((p, q)) = holes else { continue };
                        out.push(Margin {
                            rule: Self::ABOUT.code,
                            site: Site::Ends([a, side_a, end_a], [b, side_b, end_b]),
                            measured: (p - q).norm(),
                            required: S::constant(iron.figure("slit") + iron.figure("web")),
                            at_most: false,
                            unit: Unit::Length,
                            guess: iron.is_guess("slit") || iron.is_guess("web"),
                        });
                    }
                }
            }
        }
    }
}
