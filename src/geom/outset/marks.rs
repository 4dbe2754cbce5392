//! Marks along the curves of a cut line: pleats in turn-overs, snips in allowances.

use crate::geom::{Path, Segment};

use super::{EdgeKind, Part};

/// Pleats of a turn-over lie this far apart on the net line, mm, or a little less.
const PLEAT: f64 = 2.0;
/// Snips of an allowance lie this far apart on the net line, mm, or a little less.
const SNIP: f64 = 4.0;
/// Flatter curves, mm, lie down by themselves.
const ROUND: f64 = 60.0;
/// How far a snip stays from the net line, mm.
const SHORT: f64 = 1.0;

/// The marks along all curves: snips and pleats, each from the cut line to the net line or just before it.
pub(super) fn along_curves(parts: &[Part]) -> (Vec<Segment>, Vec<Segment>) {
    let (mut snips, mut pleats) = (Vec::new(), Vec::new());
    let bends = |part: &Part| {
        // The cut edge of a convex allowance is the longer one: it folds over the net line without a snip.
        let closes = part.kind == EdgeKind::Allowance && part.net.bulge > 0.0;
        let round = !closes && part.net.circle().is_some_and(|(_, radius)| radius < ROUND);
        round && part.add > 0.0 && part.kind != EdgeKind::Bare
    };
    let goes_on = |one: &Part, next: &Part| {
        let kink = one.net.tangent(1.0).cross(next.net.tangent(0.0)).abs();
        let alike = one.kind == next.kind && (one.add - next.add).abs() < 1e-9;
        bends(one) && bends(next) && alike && one.net.bulge * next.net.bulge > 0.0 && kink < 1e-3
    };
    let count = parts.len();
    let before = |index: usize| parts.get((index + count - 1) % count.max(1));
    let starts: Vec<usize> = parts
        .iter()
        .enumerate()
        .filter(|(index, part)| {
            bends(part) && !before(*index).is_some_and(|before| goes_on(before, part))
        })
        .map(|(index, _)| index)
        .collect();
    // A whole circle has no start of its own.
    let circle = starts.is_empty() && parts.iter().all(bends);
    let starts = if circle { vec![0] } else { starts };
    for start in starts {
        let mut run: Vec<&Part> = Vec::new();
        for part in parts.iter().cycle().skip(start).take(count) {
            if run.last().is_some_and(|last| !goes_on(last, part)) {
                break;
            }
            run.push(part);
        }
        let Some(kind) = run.first().map(|part| part.kind) else { continue };
        let line = Path::open(run.iter().map(|part| part.net).collect());
        let (step, short) = if kind == EdgeKind::TurnOver { (PLEAT, 0.0) } else { (SNIP, SHORT) };
        let spaces = (line.length() / step - 1e-9).ceil().max(1.0);
        let first = if circle { 0.0 } else { 1.0 };
        let mut at = first;
        while at < spaces {
            let length = line.length() * at / spaces;
            at += 1.0;
            let index = line.locate(length);
            let Some(part) = run.get(index) else { continue };
            let share =
                (length - line.start_of(index)) / (line.end_of(index) - line.start_of(index));
            // What the corners took from the cut line bears no mark.
            if part.add <= short || !part.is_cut(share) {
                continue;
            }
            let (net, direction) = line.at(length);
            let out = -direction.left();
            let mark = Segment::line(net + out * part.add, net + out * short);
            if kind == EdgeKind::TurnOver { pleats.push(mark) } else { snips.push(mark) }
        }
    }
    (snips, pleats)
}
