//! Strips: what is developed along a chain of stitches, how wide it is cut, and the parts it is cut into.

use core::f64::consts::PI;

use crate::geom::{Scalar, Segment, Vec2};
use crate::style::bound::{Construction, Cut, Flange, Strip, StripSide, StripWidth};

use super::{Frame, PanelFrame, StitchLine, Structure, outline};

/// A strip; mm.
///
/// Along it u counts the stitch line it follows, from the start of that chain. Across it, seen on its grain, side a is
/// at the top. A raw side turned out has a flange s + g, a bend ½πρ, then the web; ρ = ri + K t, g = max(1 mm, t).
#[derive(Clone, Debug)]
pub struct StripFrame<S> {
    /// The line it follows, at the inset where its own stitches or its middle surface run.
    pub followed: Option<StitchLine<S>>,
    /// Length: that of the line it follows.
    pub length: S,
    /// Finished outside width, or standing height.
    pub width: S,
    /// Width when cut, between its net lines; the greatest where it varies.
    pub flat: S,
    /// From each edge (a, b) to the middle of the web's thickness on the finished bag: s + g + ρ.
    pub reach: [S; 2],
    /// From each edge to where its bend starts: s + g.
    pub flange: [S; 2],
    /// Width of the bend zone at each edge; zero where there is none.
    pub bend: [S; 2],
    /// Flat width of the web between the bends.
    pub web: S,
    /// From the net line of each edge to its stitches.
    pub inset: [S; 2],
    /// Sine of the slope of the standing wall: 0 for a straight strip.
    pub slope: S,
    /// From where to where on u each part goes; the end may lie beyond the strip's length where it passes the start.
    pub parts: Vec<[S; 2]>,
}

impl<S: Scalar> StripFrame<S> {
    pub(super) fn empty() -> Self {
        let zero = S::zero();
        Self {
            followed: None,
            length: zero,
            width: zero,
            flat: zero,
            reach: [zero; 2],
            flange: [zero; 2],
            bend: [zero; 2],
            web: zero,
            inset: [zero; 2],
            slope: zero,
            parts: Vec::new(),
        }
    }
}

/// From stitch to bend, mm: a guess of the plan, max(1 mm, t).
fn guard(t: f64) -> f64 {
    t.max(1.0)
}

/// The strip's numbers and the net lines of its parts.
pub(super) fn strip<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    index: usize,
) -> (StripFrame<S>, Vec<PanelFrame<S>>) {
    let strip = &structure.bound.strips[index];
    let leather = &structure.entries[strip.material];
    let (t, k) = (leather.figure("t"), leather.figure("k"));
    let value = |leaf: Option<usize>| leaf.map_or_else(S::zero, |leaf| frame.values[leaf]);
    let inset = [value(strip.sides[0].inset), value(strip.sides[1].inset)];
    // Stitches lead the length; what is butted follows with the middle of its thickness.
    let line_inset = match strip.sides[0].construction {
        Construction::Butt if strip.sides[0].covers => S::constant(-k * t),
        Construction::Butt => S::constant((1.0 - k) * t),
        Construction::Turned | Construction::Piped | Construction::Box => S::zero(),
        _ => inset[0],
    };
    let followed = StitchLine::of(frame, &strip.along, line_inset);
    let length = followed.length;
    let flare = value(strip.flare);
    let (width, across) = across(structure, frame, strip, inset, flare);
    let slope = across.slope;
    let mut numbers = StripFrame {
        length,
        width,
        flat: across.flat,
        reach: across.reach,
        flange: across.flange,
        bend: across.bend,
        web: across.web,
        inset,
        slope,
        parts: Vec::with_capacity(strip.parts.len()),
        followed: None,
    };
    let mut panels = Vec::with_capacity(strip.parts.len());
    let at = |cut: Cut| match cut {
        Cut::Share(share) => length.scale(share),
        Cut::Point(point) => followed.at_point(&frame.points[point]),
    };
    for part in &strip.parts {
        let from = at(part.from);
        let mut to = at(part.to);
        let whole = matches!((part.from, part.to), (Cut::Share(a), Cut::Share(b)) if a < b);
        if strip.closed && !whole && to.value() <= from.value() + 1e-9 {
            to = to + length;
        }
        numbers.parts.push([from, to]);
        let ends = [from, to];
        let edges = if let StripWidth::Profile(profile) = &strip.width {
            tapered(frame, profile, length)
        } else if strip.flare.is_some() {
            developed(&followed, frame, &numbers, ends)
        } else {
            rectangle(ends, numbers.flat)
        };
        panels.push(outline::of_edges(edges));
    }
    numbers.followed = Some(followed);
    (numbers, panels)
}

/// How a strip is made across.
struct Across<S> {
    flat: S,
    reach: [S; 2],
    flange: [S; 2],
    bend: [S; 2],
    web: S,
    slope: S,
}

/// Finished width, and the flat measures across.
fn across<S: Scalar>(
    structure: &Structure,
    frame: &Frame<S>,
    strip: &Strip,
    inset: [S; 2],
    flare: S,
) -> (S, Across<S>) {
    let zero = S::zero();
    let leather = &structure.entries[strip.material];
    let (t, k) = (leather.figure("t"), leather.figure("k"));
    let plain = |flat: S| Across {
        flat,
        reach: [zero; 2],
        flange: [zero; 2],
        bend: [zero; 2],
        web: flat,
        slope: S::zero(),
    };
    let outside = match &strip.width {
        StripWidth::Outside(leaf) => frame.values[*leaf],
        StripWidth::Net(leaf) => return (frame.values[*leaf], plain(frame.values[*leaf])),
        StripWidth::Profile(profile) => {
            let widest = profile.iter().map(|(_, leaf)| frame.values[*leaf]).reduce(Scalar::max);
            let widest = widest.unwrap_or(zero);
            return (widest, plain(widest));
        }
        StripWidth::Piping { cord, allowance } => {
            // Two allowances, half round the cord and its leather, and the cord's own flat way.
            let cord = structure.entries[*cord].figure("d");
            let round = PI * (0.5 * cord + k * t) + cord + 2.0 * t;
            let flat = frame.values[*allowance].scale(2.0).plus(round);
            return (flat, plain(flat));
        }
    };
    let own_lining = strip
        .parts
        .first()
        .and_then(|part| structure.panel_lining[part.panel])
        .map_or(0.0, |lining| structure.lining_thickness(lining));
    let covered = |side: usize| {
        let chain = if side == 0 { Some(&strip.along) } else { strip.to.as_ref() };
        let panel = chain.and_then(|chain| chain.stretches.first()).map(|stretch| stretch.panel);
        panel.map_or(0.0, |panel| structure.panel_stack(panel) + own_lining)
    };
    let rho = leather.figure("bend") * t + k * t;
    let slant = (flare.squared() + outside.squared()).sqrt();
    let slope = if strip.flare.is_some() { flare / slant } else { zero };
    let mut made = plain(outside);
    made.slope = slope;
    // The web between what the sides leave of the outside width, then what lies beyond the web on each side.
    let mut web = outside;
    let mut beyond = zero;
    for (side, (sewn, inset)) in strip.sides.iter().zip(inset).enumerate() {
        let StripSide { construction, flange, take, covers, row, .. } = *sewn;
        if row.is_none() {
            continue;
        }
        match (construction, flange) {
            (Construction::Raw | Construction::Bound, Flange::Out) => {
                // The wall leans out by β over its flange: the sheet turns through 90° + β.
                let turn = S::constant(0.5 * PI) + slope_angle(slope);
                let setback = turn.scale(0.5).tan().scale(rho);
                made.flange[side] = inset.plus(guard(t));
                made.reach[side] = made.flange[side] + setback;
                made.bend[side] = turn.scale(rho);
                web = web.plus(-covered(side) - 0.5 * t);
                beyond = beyond + made.flange[side] + made.bend[side] - setback;
            }
            (Construction::Raw | Construction::Bound, Flange::In) => {
                // The flange lies inside, the web flush with the panel's edge: from the edge of the flange to the middle
                // of the web it is 2 s − ri − t, and ρ.
                let ri = leather.figure("bend") * t;
                made.flange[side] = inset.scale(2.0).plus(-ri - t);
                made.reach[side] = made.flange[side].plus(rho);
                made.bend[side] = S::constant(0.5 * PI * rho);
                web = web.plus(-covered(side) - 0.5 * t);
                beyond = beyond + made.flange[side] + made.bend[side].plus(-rho);
            }
            (Construction::Turned | Construction::Piped | Construction::Box, _) => {
                web = web - take.map_or(zero, |leaf| frame.values[leaf]);
            }
            (Construction::Butt, _) if !covers => web = web.plus(-covered(side)),
            _ => {}
        }
    }
    // Along the slope the standing height is longer; bends stand at its ends.
    let steep = if strip.flare.is_some() { web * slant / outside } else { web };
    made.flat = steep + beyond;
    made.web = made.flat - made.flange[0] - made.flange[1] - made.bend[0] - made.bend[1];
    (outside, made)
}

fn slope_angle<S: Scalar>(sine: S) -> S {
    sine.atan2((S::constant(1.0) - sine.squared()).max(S::zero()).sqrt())
}

/// A straight part about its middle: edges b, end, a, start.
fn rectangle<S: Scalar>([from, to]: [S; 2], flat: S) -> Vec<Vec<Segment<S>>> {
    let (x, y) = ((to - from).scale(0.5), flat.scale(0.5));
    let corners = [Vec2::new(-x, -y), Vec2::new(x, -y), Vec2::new(x, y), Vec2::new(-x, y)];
    (0..4).map(|side| vec![Segment::line(corners[side], corners[(side + 1) % 4])]).collect()
}

/// A part whose width varies: both long edges as long as what they are sewn to, symmetric about the middle.
fn tapered<S: Scalar>(
    frame: &Frame<S>,
    profile: &[(f64, usize)],
    length: S,
) -> Vec<Vec<Segment<S>>> {
    let mut upper: Vec<Vec2<S>> = Vec::with_capacity(profile.len());
    let mut before: Option<(f64, Vec2<S>)> = None;
    for (share, leaf) in profile {
        let half = frame.values[*leaf].scale(0.5);
        let x = before.map_or_else(S::zero, |(earlier, from)| {
            let edge = length.scale(share - earlier);
            let rise = half - from.y;
            from.x + (edge.squared() - rise.squared()).max(S::constant(1e-12)).sqrt()
        });
        let at = Vec2::new(x, half);
        upper.push(at);
        before = Some((*share, at));
    }
    let middle = before.map_or_else(S::zero, |(_, last)| last.x.scale(0.5));
    for at in &mut upper {
        at.x = at.x - middle;
    }
    let lower: Vec<Vec2<S>> = upper.iter().map(|p| Vec2::new(p.x, -p.y)).collect();
    let back: Vec<Vec2<S>> = upper.iter().rev().copied().collect();
    let lines = |points: &[Vec2<S>]| -> Vec<Segment<S>> {
        points.windows(2).map(|pair| Segment::line(pair[0], pair[1])).collect()
    };
    let (Some(lo0), Some(lo1), Some(hi0), Some(hi1)) =
        (lower.first(), lower.last(), upper.first(), upper.last())
    else {
        return rectangle([S::zero(), length], S::zero());
    };
    let (end, start) = (Segment::line(*lo1, *hi1), Segment::line(*hi0, *lo0));
    vec![lines(&lower), vec![end], lines(&back), vec![start]]
}

/// A part of a wall of equal slope: side a's stitches keep their length and turn by sin β times as much; every other
/// line across is their offset. Exact for lines and arcs.
fn developed<S: Scalar>(
    followed: &StitchLine<S>,
    frame: &Frame<S>,
    numbers: &StripFrame<S>,
    [from, to]: [S; 2],
) -> Vec<Vec<Segment<S>>> {
    let length = numbers.length;
    let mut course: Vec<(S, S)> = Vec::new();
    // Once round and on, where the part passes the start.
    for lap in 0..2 {
        let shift = length.scale(f64::from(lap));
        let (a, b) = ((from - shift).max(S::zero()), (to - shift).min(length));
        if b.value() <= a.value() {
            continue;
        }
        for (_, segment) in followed.between(frame, a, b) {
            let turn = if segment.is_line() { S::zero() } else { segment.turning() };
            course.push((segment.length(), turn * numbers.slope));
        }
    }
    // The whole is turned so that its middle lies level.
    let whole = course.iter().fold(S::zero(), |sum, (_, turn)| sum + *turn);
    let mut heading = whole.scale(-0.5);
    let mut at = Vec2::zero();
    let mut stitches: Vec<Segment<S>> = Vec::with_capacity(course.len());
    for (length, turn) in course {
        let half = turn.scale(0.5);
        let chord = if half.value().abs() < 1e-9 { length } else { length * half.sin() / half };
        let along = Vec2::new(S::constant(1.0), S::zero()).turned(heading + half);
        let to = at + along * chord;
        stitches.push(Segment::arc(at, to, turn.scale(0.25).tan()));
        heading = heading + turn;
        at = to;
    }
    // About its middle, as far as a curved strip has one.
    let shift = Vec2::new(at.x.scale(-0.5), numbers.flat.scale(0.5) - numbers.inset[0]);
    for segment in &mut stitches {
        *segment = segment.moved(|p| p + shift);
    }
    let offset = |left: S| stitches.iter().map(|s| s.shifted_left(left)).collect::<Vec<_>>();
    let upper = offset(numbers.inset[0]);
    let lower = offset(numbers.inset[0] - numbers.flat);
    let back: Vec<Segment<S>> = upper.iter().rev().map(Segment::reversed).collect();
    let (Some(lo0), Some(lo1), Some(hi0), Some(hi1)) =
        (lower.first(), lower.last(), upper.first(), upper.last())
    else {
        return rectangle([from, to], numbers.flat);
    };
    let (end, start) = (Segment::line(lo1.b, hi1.b), Segment::line(hi0.a, lo0.a));
    vec![lower, vec![end], back, vec![start]]
}
