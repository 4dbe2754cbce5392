//! Rows of stitches: what is sewn of each side, in which runs, with how many stitches.

use crate::geom::Scalar;
use crate::style::ast::Fit;
use crate::style::bound::{Chain, OnEdge, Row, RowKind};

use super::{Frame, StitchLine, Structure};

/// Stitch counts that a search has fixed: row, run, stitches. Whatever is not fixed takes the count nearest the pitch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In any order.
    pub fixed: Vec<(usize, usize, u32)>,
}

impl Counts {
    fn of(&self, row: usize, run: usize) -> Option<u32> {
        self.fixed.iter().find(|(r, k, _)| (*r, *k) == (row, run)).map(|(_, _, n)| *n)
    }
}

/// A stretch of a row between breaks.
#[derive(Clone, Copy, Debug)]
pub struct RunFrame<S> {
    /// Length of the stitch line from its start.
    pub length: S,
    /// From its start to its first hole.
    pub first: S,
    /// From its last hole to its end.
    pub last: S,
    /// Stitches; holes are one more.
    pub stitches: u32,
    /// Stitch-line length of one stitch.
    pub spacing: S,
    /// How much shorter than `spacing` the equal chords of the lead come out at most, because they cut corners.
    pub shrink: S,
    /// How much longer than a chord its stitch-line length is at most, round the tightest corner.
    pub excess: S,
    /// True for a short side of a box: one stitch of its own length, whatever the pitch.
    pub free: bool,
}

impl<S: Scalar> RunFrame<S> {
    /// From the first hole to the last.
    pub fn sewn(&self) -> S {
        self.length - self.first - self.last
    }
}

/// One side of a row.
#[derive(Clone, Copy, Debug)]
pub struct SideFrame<S> {
    /// Length of its whole stitch line.
    pub length: S,
    /// Where on it the sewn stretch starts.
    pub start: S,
}

/// A row of stitches.
#[derive(Clone, Debug)]
pub struct RowFrame<S> {
    /// Distance from the edge.
    pub inset: S,
    /// Its sides; none for boxes.
    pub sides: Vec<SideFrame<S>>,
    /// Length of the sewn stretch, the same on every side.
    pub sewn: S,
    /// Its runs, in walking order.
    pub runs: Vec<RunFrame<S>>,
    /// Distance of the holes wanted.
    pub pitch: f64,
}

/// Stitches of a run of that sewn length: the whole number nearest length / pitch (halves to even), even if
/// `symmetric`, at least one. Total: a length that is not finite gives one stitch.
pub fn stitches(sewn: f64, pitch: f64, symmetric: bool) -> u32 {
    let unit = if symmetric { 2.0 } else { 1.0 };
    let exact = sewn / (pitch * unit);
    if !exact.is_finite() || exact < 0.5 {
        return if symmetric { 2 } else { 1 };
    }
    let down = exact.floor();
    let rest = exact - down;
    let up = rest > 0.5 || (rest == 0.5 && down % 2.0 == 1.0);
    let whole = ((down + f64::from(u8::from(up))).min(MAX_STITCHES / unit) * unit).max(unit);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, 1 to 20,000"
    )]
    let count = whole as u32;
    count
}

/// No seam of a bag has more; a frame beyond its range is cut off here.
const MAX_STITCHES: f64 = 20_000.0;

pub(super) fn row<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    index: usize,
    counts: &Counts,
) -> RowFrame<S> {
    let row = &structure.bound.rows[index];
    let inset = frame.values[row.inset];
    let pitch = structure.entries[row.iron].figure("pitch");
    let count = |run: usize, sewn: S, symmetric: bool| {
        let copied =
            row.holes_as.and_then(|other| frame.rows[other].runs.get(run)).map(|run| run.stitches);
        counts.of(index, run).or(copied).unwrap_or_else(|| stitches(sewn.value(), pitch, symmetric))
    };
    match row.kind {
        RowKind::Box(place) => {
            let footprint = frame.places[place].footprint;
            boxed(inset, footprint, pitch, &count)
        }
        RowKind::Loop(strap, end) => {
            let strap = &frame.straps[strap];
            let leg = strap.ends[end].map_or_else(S::zero, |end| end.leg);
            boxed(inset, [leg, strap.width], pitch, &count)
        }
        RowKind::Seam | RowKind::Row | RowKind::Along(_) => {
            chained(structure, frame, row, inset, pitch, &count)
        }
    }
}

/// A box of stitches inside a rectangle: two long sides, two short ones, corners shared.
fn boxed<S: Scalar>(
    inset: S,
    [along, across]: [S; 2],
    pitch: f64,
    count: &impl Fn(usize, S, bool) -> u32,
) -> RowFrame<S> {
    let runs = (0..4)
        .map(|run| {
            let side = if run % 2 == 0 { along } else { across };
            let length = side - inset.scale(2.0);
            // A side shorter than one and a half stitches takes one stitch of its own length.
            let free = length.value() < 1.5 * pitch;
            let stitches = if free { 1 } else { count(run % 2, length, false) };
            RunFrame {
                length,
                first: S::zero(),
                last: S::zero(),
                stitches,
                spacing: length.scale(1.0 / f64::from(stitches)),
                shrink: S::zero(),
                excess: S::zero(),
                free,
            }
        })
        .collect();
    RowFrame {
        inset,
        sides: Vec::new(),
        sewn: (along + across - inset.scale(4.0)).scale(2.0),
        runs,
        pitch,
    }
}

/// A row along chains: the stretch that all sides share, centred on the anchor.
fn chained<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    row: &Row,
    inset: S,
    pitch: f64,
    count: &impl Fn(usize, S, bool) -> u32,
) -> RowFrame<S> {
    let mut breaks = Vec::new();
    let measured: Vec<(S, S)> = row
        .sides
        .iter()
        .enumerate()
        .map(|(side, chain)| {
            let anchor = row.anchor.get(side);
            match chain {
                Chain::Panel { panel, edges } => {
                    let panel = &frame.panels[*panel];
                    let line = StitchLine::of(panel, edges, inset);
                    let at = anchor_at(&line, panel, edges, anchor);
                    if side == row.lead {
                        breaks = line.breaks;
                    }
                    (line.length, at)
                }
                Chain::Strip { strip, .. } => {
                    let frame_of = &frame.strips[*strip];
                    let (panel, edges) = &structure.bound.strips[*strip].along;
                    let panel = &frame.panels[*panel];
                    let line = StitchLine::of(panel, edges, frame_of.inset);
                    (frame_of.length, anchor_at(&line, panel, edges, anchor))
                }
            }
        })
        .collect();
    // With equal sides the whole of each is sewn; the lead's length stands for all, and the rule on lengths compares.
    let lead = measured[row.lead];
    let (before, after) = match row.fit {
        Fit::Equal => (lead.1, lead.0 - lead.1),
        Fit::Shorter => measured
            .iter()
            .skip(1)
            .fold((measured[0].1, measured[0].0 - measured[0].1), |share, side| {
                (share.0.min(side.1), share.1.min(side.0 - side.1))
            }),
    };
    let sewn = before + after;
    let sides: Vec<SideFrame<S>> = measured
        .iter()
        .map(|(length, anchor)| SideFrame { length: *length, start: *anchor - before })
        .collect();
    let end = row.ends.map_or(inset, |leaf| frame.values[leaf]);
    let start = sides[row.lead].start;
    let (shrink, excess) = bends(frame, &row.sides[row.lead], inset, pitch);
    let mut runs = Vec::with_capacity(breaks.len() + 1);
    let mut from = S::zero();
    for run in 0..=breaks.len() {
        let to = breaks.get(run).map_or(sewn, |at| *at - start);
        let first = if run == 0 { end } else { S::zero() };
        let last = if run == breaks.len() { end } else { S::zero() };
        let length = to - from;
        let stitches = count(run, length - first - last, row.symmetric);
        let spacing = (length - first - last).scale(1.0 / f64::from(stitches));
        let (shrink, excess) = (shrink.scale(1.0 / f64::from(stitches)), excess);
        runs.push(RunFrame { length, first, last, stitches, spacing, shrink, excess, free: false });
        from = to;
    }
    RowFrame { inset, sides, sewn, runs, pitch }
}

/// What the roundings of a chain take from n equal chords together, and the greatest excess of one arc over its chord.
///
/// An arc of radius R and chord c is c³ / (24 R²) longer than its chord, in the first order; a tenth is added for the
/// rest of the series (below a twentieth where R is at least one chord, as `tight-corner` asks).
fn bends<S: Scalar>(frame: &Frame<S>, chain: &Chain, inset: S, pitch: f64) -> (S, S) {
    const SAFETY: f64 = 1.1;
    let mut bends = (S::zero(), S::zero());
    let add = |bends: &mut (S, S), radius: S, turn: S| {
        let radius = radius.max(S::constant(0.5 * pitch));
        let share = S::constant(SAFETY * pitch * pitch / 24.0) / radius;
        bends.0 = bends.0 + turn.abs() * share;
        bends.1 = bends.1.max(share.scale(pitch) / radius);
    };
    let Chain::Panel { panel, edges } = chain else { return bends };
    let inner = edges.len().saturating_sub(1);
    for edge in &edges[..inner] {
        let corner = &frame.panels[*panel].corners[*edge];
        let Some(radius) = corner.radius else { continue };
        add(&mut bends, radius - inset, corner.turn);
    }
    for edge in edges {
        let body = frame.panels[*panel].body(*edge);
        // An arc that bends inward is wider on its stitch line, not tighter.
        if let Some((_, radius)) = body.segment.circle() {
            let inner = if body.turn.value() > 0.0 { radius - inset } else { radius + inset };
            add(&mut bends, inner, body.turn);
        }
    }
    bends
}

fn anchor_at<S: Scalar>(
    line: &StitchLine<S>,
    panel: &super::PanelFrame<S>,
    edges: &[usize],
    anchor: Option<&OnEdge>,
) -> S {
    anchor.map_or_else(
        || line.length.scale(0.5),
        |point| line.at(panel, edges, point.edge, point.share),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_the_nearest_and_halves_go_to_even() {
        for (sewn, pitch, symmetric, expected) in [
            (108.308, 2.707, true, 40),
            (2.5, 1.0, false, 2),
            (3.5, 1.0, false, 4),
            (0.1, 3.0, false, 1),
            (-5.0, 3.0, true, 2),
            (9.0, 3.0, true, 4),
            (f64::NAN, 3.0, false, 1),
        ] {
            assert_eq!(stitches(sewn, pitch, symmetric), expected, "{sewn} at {pitch}");
        }
    }
}
