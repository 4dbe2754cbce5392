//! Rows of stitches: what is sewn of each side, in which runs, with how many stitches.

use crate::geom::{Scalar, Vec2};
use crate::style::LEAST_PITCH;
use crate::style::bound::{Anchor, Chain, Construction, Cover, End, Fit, Row, RowKind, Side};

use super::{Frame, StitchLine, Structure, window};

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
#[derive(Clone, Debug)]
pub struct SideFrame<S> {
    /// Its whole stitch line.
    pub line: StitchLine<S>,
    /// Length of it.
    pub length: S,
    /// Where on it the sewn stretch starts.
    pub start: S,
    /// How much of it lies beside a unit of the leading side: more than one where it is eased in, or where what stands on
    /// a surface runs round it farther out.
    pub ratio: S,
}

/// A row of stitches.
#[derive(Clone, Debug)]
pub struct RowFrame<S> {
    /// Distance from the edge.
    pub inset: S,
    /// Its sides; none for boxes and paths.
    pub sides: Vec<SideFrame<S>>,
    /// Length of the sewn stretch, the same on every side.
    pub sewn: S,
    /// Its runs, in walking order.
    pub runs: Vec<RunFrame<S>>,
    /// Distance of the holes wanted.
    pub pitch: f64,
    /// It ends where it starts: as many holes as stitches.
    pub closed: bool,
    /// For a box, a path or a window: the straight line of every run, on the panel it runs on or in coordinates of what
    /// is placed.
    pub strokes: Vec<[Vec2<S>; 2]>,
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
    let iron = structure.entries[row.iron].figure("pitch");
    let pitch = row.pitch.map_or(iron, |leaf| frame.values[leaf].value().max(LEAST_PITCH));
    let count = |run: usize, sewn: S, symmetric: bool| {
        let copied = row
            .holes_as
            .and_then(|other| frame.rows.get(other)?.runs.get(run))
            .map(|run| run.stitches);
        let wanted = row.count.or_else(|| counts.of(index, run)).or(copied);
        wanted.unwrap_or_else(|| stitches(sewn.value(), pitch, symmetric))
    };
    match &row.kind {
        RowKind::Box(place, cross) => {
            let [length, width] = frame.places[*place].footprint;
            let mut strokes = boxed(inset, length, width);
            if *cross {
                let [a, b, c, d] = [0, 1, 2, 3].map(|side| strokes[side][0]);
                strokes.extend([[a, c], [b, d]]);
            }
            straights(inset, strokes, pitch, true, &count)
        }
        RowKind::Loop(strap, end) => {
            let strap = &frame.straps[*strap];
            let leg = strap.ends[*end].map_or_else(S::zero, |end| end.leg);
            straights(inset, boxed(inset, leg, strap.width), pitch, true, &count)
        }
        RowKind::Window(window) => {
            let strokes = window::stitches(structure, frame, *window);
            let closed = strokes.len() == 4;
            straights(inset, strokes, pitch, closed, &count)
        }
        RowKind::Path(_, points) => {
            let corners: Vec<Vec2<S>> =
                points.iter().map(|[x, y]| Vec2::new(frame.values[*x], frame.values[*y])).collect();
            let strokes = corners.windows(2).map(|pair| [pair[0], pair[1]]).collect();
            straights(inset, strokes, pitch, false, &count)
        }
        RowKind::Seam | RowKind::Row | RowKind::Along(_) => {
            chained(structure, frame, row, inset, pitch, &count)
        }
    }
}

/// The sides of a box of stitches inside a rectangle that starts at (0, 0) and lies about the x axis.
fn boxed<S: Scalar>(inset: S, length: S, width: S) -> Vec<[Vec2<S>; 2]> {
    let (from, to, half) = (inset, length - inset, width.scale(0.5) - inset);
    let corners =
        [Vec2::new(from, -half), Vec2::new(to, -half), Vec2::new(to, half), Vec2::new(from, half)];
    (0..4).map(|side| [corners[side], corners[(side + 1) % 4]]).collect()
}

/// Stitches along straight lines. Round a box opposite sides have one count, and a side shorter than one and a half
/// stitches takes one stitch of its own length; the strokes of a cross take what fits.
fn straights<S: Scalar>(
    inset: S,
    strokes: Vec<[Vec2<S>; 2]>,
    pitch: f64,
    closed: bool,
    count: &impl Fn(usize, S, bool) -> u32,
) -> RowFrame<S> {
    let zero = S::zero();
    let mut sewn = zero;
    let runs: Vec<RunFrame<S>> = strokes
        .iter()
        .enumerate()
        .map(|(run, [a, b])| {
            let way = *b - *a;
            // The sides of a box are negative where the insets overlap, which a distance cannot say.
            let length = match run {
                0 if closed => way.x,
                1 if closed => way.y,
                2 if closed => -way.x,
                3 if closed => -way.y,
                _ => way.norm(),
            };
            let short = closed && length.value() < 1.5 * pitch;
            let counted = if closed && run < 4 { run % 2 } else { run };
            let stitches = if short { 1 } else { count(counted, length, false) };
            sewn = sewn + length;
            RunFrame {
                length,
                first: zero,
                last: zero,
                stitches,
                spacing: length.scale(1.0 / f64::from(stitches)),
                shrink: zero,
                excess: zero,
                free: short || closed && run >= 4,
            }
        })
        .collect();
    RowFrame { inset, sides: Vec::new(), sewn, runs, pitch, closed, strokes }
}

/// Where the stitches of a side run.
pub(super) fn side_line<S: Scalar>(frame: &Frame<S>, side: &Side) -> StitchLine<S> {
    let inset = side.inset.map_or_else(S::zero, |leaf| frame.values[leaf]);
    StitchLine::of(frame, &side.chain, inset)
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
    let lines: Vec<StitchLine<S>> = row
        .sides
        .iter()
        .map(|side| match side.chain.metal {
            Some(slot) => metal(structure, slot),
            None => side_line(frame, side),
        })
        .collect();
    let anchors: Vec<S> = lines
        .iter()
        .enumerate()
        .map(|(side, line)| match row.anchor.get(side) {
            Some(anchor) => anchor_at(frame, line, anchor),
            None if row.closed => S::zero(),
            None => line.length.scale(0.5),
        })
        .collect();
    let whole = |side: usize| (anchors[side], lines[side].length - anchors[side]);
    let lead = row.lead.min(lines.len().saturating_sub(1));
    // With equal sides the whole of each is sewn; the lead's length stands for all, and the rule on lengths compares.
    let (before, after) = match row.fit {
        _ if row.closed => (S::zero(), lines[lead].length),
        Fit::Equal | Fit::Ease(..) => whole(lead),
        Fit::Shorter => (1..lines.len()).fold(whole(0), |share, side| {
            let own = whole(side);
            (share.0.min(own.0), share.1.min(own.1))
        }),
    };
    let sewn = before + after;
    // The holes of a metal part go on round corners.
    let mut breaks = if row.holes_of.is_some() { Vec::new() } else { lines[lead].breaks.clone() };
    for anchor in &row.breaks {
        let at = anchor_at(frame, &lines[lead], anchor);
        let place = breaks.iter().filter(|earlier| earlier.value() < at.value()).count();
        breaks.insert(place, at);
    }
    let bends = bends(frame, &row.sides[lead].chain, lines[lead].inset, pitch);
    let metal = row.holes_of.map(|slot| metal_holes(structure, slot));
    let ends = row.ends.map(|end| match metal {
        _ if row.closed => S::zero(),
        Some((_, share)) => sewn.scale(share),
        None => end_of(frame, end),
    });
    // Fullness and what runs round another surface is spread evenly over the holes.
    let spread = match row.fit {
        Fit::Ease(..) => true,
        Fit::Equal => row.construction == Construction::Butt,
        Fit::Shorter => false,
    };
    let lead_length = lines.get(lead).map_or_else(S::zero, |line| line.length);
    let sides: Vec<SideFrame<S>> = lines
        .into_iter()
        .zip(&anchors)
        .map(|(line, anchor)| {
            let apart = spread && lead_length.value() > 0.0;
            let ratio = if apart { line.length / lead_length } else { S::constant(1.0) };
            SideFrame { length: line.length, start: *anchor - before * ratio, ratio, line }
        })
        .collect();
    let start = sides.get(lead).map_or_else(S::zero, |side| side.start);
    let free = row.uses.is_some() || row.count.is_some() || metal.is_some();
    let mut runs = Vec::with_capacity(breaks.len() + 1);
    let mut from = S::zero();
    for run in 0..=breaks.len() {
        let to = breaks.get(run).map_or(sewn, |at| *at - start);
        let mut first = if run == 0 { ends[0] } else { S::zero() };
        let mut last = if run == breaks.len() { ends[1] } else { S::zero() };
        let length = to - from;
        let stitches = match metal {
            Some((stitches, _)) => stitches,
            None => count(run, length - first - last, row.symmetric),
        };
        if row.uses.is_some() {
            // Parts stand at equal steps, half a step from open ends.
            let step = length.scale(1.0 / f64::from(stitches));
            first = step.scale(0.5);
            last = if row.closed { -first } else { first };
        }
        let intervals =
            if row.uses.is_some() && !row.closed { stitches.max(2) - 1 } else { stitches };
        let spacing = (length - first - last).scale(1.0 / f64::from(intervals));
        let shrink = bends.0.scale(1.0 / f64::from(stitches));
        runs.push(RunFrame {
            length,
            first,
            last,
            stitches: intervals,
            spacing,
            shrink,
            excess: bends.1,
            free,
        });
        from = to;
    }
    RowFrame { inset, sides, sewn, runs, pitch, closed: row.closed, strokes: Vec::new() }
}

/// From the end of a side to its first hole there.
fn end_of<S: Scalar>(frame: &Frame<S>, end: End) -> S {
    match end {
        End::Inset(leaf) | End::Length(leaf) => frame.values[leaf],
        End::Clear(inset, cover) => {
            let covered = match cover {
                Cover::Nothing => S::zero(),
                Cover::Allowance(leaf) => frame.values[leaf],
                Cover::Flange(strip, side) => frame.strips[strip].reach[side],
                // Where two layers bend together, beyond what the deeper one is cut back.
                Cover::Fold(fold) => frame.folds.get(fold).map_or_else(S::zero, |fold| fold.trim),
            };
            frame.values[inset] + covered
        }
        End::Edge | End::Backtack => S::zero(),
    }
}

/// How many stitches the holes of a metal part make, and how far the first and the last stand from its ends, as a share of
/// its length: they stand about its middle, and on the leather they are spread with its fullness.
fn metal_holes(structure: &Structure, slot: usize) -> (u32, f64) {
    let entry = &structure.entries[slot];
    let stitches = (entry.figure("holes") - 1.0).clamp(1.0, 1000.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 1000")]
    let count = stitches as u32;
    (count, 0.5 * (1.0 - stitches * entry.figure("pitch") / entry.figure("length")))
}

/// The chain of a metal part has a length and nothing else.
fn metal<S: Scalar>(structure: &Structure, slot: usize) -> StitchLine<S> {
    StitchLine::bare(S::constant(structure.entries[slot].figure("length")))
}

/// What the roundings of a chain take from n equal chords together, and the greatest excess of one arc over its chord.
///
/// An arc of radius R and chord c is c³ / (24 R²) longer than its chord, in the first order; a tenth is added for the
/// rest of the series (below a twentieth where R is at least one chord, as `tight-corner` asks).
fn bends<S: Scalar>(frame: &Frame<S>, chain: &Chain, inset: S, pitch: f64) -> (S, S) {
    const SAFETY: f64 = 1.1;
    let mut bends = (S::zero(), S::zero());
    let mut add = |radius: S, turn: S| {
        let radius = radius.max(S::constant(0.5 * pitch));
        let share = S::constant(SAFETY * pitch * pitch / 24.0) / radius;
        bends.0 = bends.0 + turn.abs() * share;
        bends.1 = bends.1.max(share.scale(pitch) / radius);
    };
    for stretch in &chain.stretches {
        let panel = &frame.panels[stretch.panel];
        let count = stretch.edges.len();
        for (place, edge) in stretch.edges.iter().enumerate() {
            let inner = place + 1 < count && panel.follows(*edge, stretch.edges[place + 1]);
            if let Some(radius) = panel.corners[*edge].radius.filter(|_| inner) {
                add(radius - inset, panel.corners[*edge].turn);
            }
            for part in panel.edge(*edge).iter().filter(|part| part.radius.is_none()) {
                // An arc that bends inward is wider on its stitch line, not tighter.
                if let Some((_, radius)) = part.segment.circle() {
                    let inner =
                        if part.turn.value() > 0.0 { radius - inset } else { radius + inset };
                    add(inner, part.turn);
                }
            }
        }
    }
    bends
}

fn anchor_at<S: Scalar>(frame: &Frame<S>, line: &StitchLine<S>, anchor: &Anchor) -> S {
    match *anchor {
        Anchor::Edge(panel, edge, share) => line.at_edge(frame, panel, edge, share),
        Anchor::Point(point) => line.at_point(&frame.points[point]),
        Anchor::Share(share) => line.length.scale(share),
        Anchor::Strip(strip, panel, edge, share) => {
            let followed = frame.strips[strip].followed.as_ref();
            over_strip(
                frame,
                line,
                strip,
                followed.map(|line| line.at_edge(frame, panel, edge, share)),
            )
        }
        Anchor::StripPoint(strip, point) => {
            let followed = frame.strips[strip].followed.as_ref();
            over_strip(frame, line, strip, followed.map(|line| line.at_point(&frame.points[point])))
        }
    }
}

/// Where on the line of a strip's side a length u of what it follows lies.
fn over_strip<S: Scalar>(frame: &Frame<S>, line: &StitchLine<S>, strip: usize, u: Option<S>) -> S {
    let strip = &frame.strips[strip];
    let Some(u) = u else { return line.length.scale(0.5) };
    let from = strip.parts.first().map_or_else(S::zero, |part| part[0]);
    let along = u - from;
    // Round a closed strip the first part may start after the anchor.
    let along = if along.value() < -1e-9 { along + strip.length } else { along };
    // Side b of a widening strip is longer in proportion.
    along * (line.length / strip.length)
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
