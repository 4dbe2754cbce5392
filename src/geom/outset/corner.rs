//! The corners of a cut line: how the offsets of two neighbouring parts are joined.

use crate::geom::{MeetingKind, Motion, Point, Segment, crossings, meet};

use super::EdgeKind;

/// A turn of less than this, as sine, is no corner: one degree.
const FLAT: f64 = 0.017_452;
/// A mitre reaches at most this many times the greater add.
const REACH: f64 = 3.0;
/// Cosine of the turn above which two allowances would end in a spike: an interior angle under 60 degrees.
const SPIKE: f64 = -0.5;
/// How far a snip stays from the net line, mm.
const SNIP: f64 = 1.0;
/// Longer than anything that is cut, mm.
const FAR: f64 = 1e4;

/// One side of a corner, walked towards the corner.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// Where its offset ends at the corner.
    pub(super) end: Point,
    /// The offset parts of the same edge, the nearest first, walked towards the corner.
    pub(super) offs: Vec<Segment>,
    /// Direction of the net line towards the corner.
    pub(super) along: Point,
    /// Outward, square to it.
    pub(super) out: Point,
    pub(super) add: f64,
    pub(super) kind: EdgeKind,
}

/// How a corner is cut: from where the first side's offset ends over `between` to where the second's begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Joint {
    pub(super) first: Option<Point>,
    pub(super) between: Vec<(Segment, Owner)>,
    pub(super) second: Option<Point>,
    pub(super) snip: Option<Segment>,
}

/// The side a piece of a corner belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    First,
    Second,
}

impl Side {
    /// True if a place lies beyond the offset's end, where it goes on straight.
    fn beyond(&self, place: Point) -> bool {
        self.along.dot(place - self.end) >= 0.0
    }
    /// True if the last part is a line, which may be made longer.
    fn is_line(&self) -> bool {
        self.offs.first().is_none_or(Segment::is_line)
    }
}

/// The place nearest to the corner where a chain of offset parts meets one of `others`.
fn nearest(side: &Side, others: &[Segment]) -> Option<Point> {
    side.offs.iter().find_map(|off| {
        others.iter().find_map(|other| crossings(off, other).last().map(|met| met.point))
    })
}

/// Where a side, curves going on along their end tangent, meets the full line through `p` in direction `v`.
fn cut_by(side: &Side, p: Point, v: Point) -> Option<Point> {
    let cross = side.along.cross(v);
    if cross.abs() < 1e-9 {
        return None;
    }
    let on_ray = side.end + side.along * ((p - side.end).cross(v) / cross);
    if side.beyond(on_ray) {
        return Some(on_ray);
    }
    let line = Segment::line(on_ray - v * FAR, on_ray + v * FAR);
    if let Some(met) = nearest(side, &[line]) {
        return Some(met);
    }
    let own = side.offs.last()?;
    if own.is_line() && side.offs.len() == 1 {
        return Some(on_ray);
    }
    let met = meet(own, &line, on_ray);
    (met.kind != MeetingKind::Apart).then_some(met.point)
}

/// Joins two sides at the net corner `p` by the rules of the style language.
pub(super) fn join(first: &Side, second: &Side, p: Point, thickness: f64) -> Joint {
    let (u, v) = (first.along, -second.along);
    let (sin, cos) = (u.cross(v), u.dot(v));
    let most = first.add.max(second.add);
    if most <= 0.0 {
        return at(p);
    }
    if sin.abs() < FLAT && cos > 0.0 {
        return if (first.add - second.add).abs() < 1e-9 {
            through(first, second)
        } else {
            step(first, second, p)
        };
    }
    let convex = sin > 0.0 || cos < 0.0 && sin.abs() < 1e-9;
    if convex && let Some(joint) = special(first, second, p, cos, thickness) {
        return joint;
    }
    let q = mitre(first, second);
    if convex {
        return match q {
            Some(q) if (q - p).norm() <= REACH * most => at_both(first, second, q),
            _ => bevel(first, second, p, most).unwrap_or_else(|| step(first, second, p)),
        };
    }
    // In a shallow hollow offsets of different adds meet too far away; in a narrow one they have to.
    let Some(q) = q.filter(|q| cos < 0.0 || (*q - p).norm() <= REACH * most) else {
        return step(first, second, p);
    };
    let mut joint = at_both(first, second, q);
    let folded = |side: &Side| side.kind == EdgeKind::TurnOver && side.add > 0.0;
    let way = p - q;
    if folded(first) && folded(second) && way.norm() > SNIP {
        joint.snip = Some(Segment::line(q, p - way * (SNIP / way.norm())));
    }
    joint
}

/// The rules for convex corners that depend on what the edges are.
fn special(first: &Side, second: &Side, p: Point, cos: f64, thickness: f64) -> Option<Joint> {
    use EdgeKind::{Allowance, Bare, TurnOver};
    let kind = |side: &Side| if side.add > 0.0 { side.kind } else { Bare };
    match (kind(first), kind(second)) {
        (Allowance, TurnOver) => mirrored(first, second, p, Owner::Second),
        (TurnOver, Allowance) => mirrored(second, first, p, Owner::First),
        (TurnOver, TurnOver) => abutting(first, second, p, 1.5 * thickness + 0.5),
        (Allowance, Bare) => Some(square_end(first, p, Owner::First)),
        (Bare, Allowance) => Some(square_end(second, p, Owner::Second)),
        (Allowance, Allowance) if cos < SPIKE => bevel(first, second, p, first.add.max(second.add)),
        _ => None,
    }
}

fn at(p: Point) -> Joint {
    Joint { first: Some(p), second: Some(p), ..Joint::default() }
}

/// Both sides end in one place; a curve that ends before it goes on straight.
fn at_both(first: &Side, second: &Side, q: Point) -> Joint {
    between(first, second, q, Vec::new(), q)
}

/// The first side up to `x`, `middle`, the second from `y`; curves go on straight to these places.
fn between(
    first: &Side,
    second: &Side,
    x: Point,
    middle: Vec<(Segment, Owner)>,
    y: Point,
) -> Joint {
    let goes_on = |side: &Side, place: Point| {
        let beyond = side.along.dot(place - side.end) > 1e-9 && !side.is_line();
        if beyond { side.end } else { place }
    };
    let (a, b) = (goes_on(first, x), goes_on(second, y));
    let mut pieces = vec![(Segment::line(a, x), Owner::First)];
    pieces.extend(middle);
    pieces.push((Segment::line(y, b), Owner::Second));
    pieces.retain(|(segment, _)| segment.chord() > 1e-9);
    Joint { first: Some(a), between: pieces, second: Some(b), snip: None }
}

/// No corner and no change: the offsets already end in one place, but for the rest of a degree.
fn through(first: &Side, second: &Side) -> Joint {
    match mitre(first, second) {
        Some(q) => at_both(first, second, q),
        None => at(first.end.lerp(second.end, 0.5)),
    }
}

/// A step square to the edge, with a snip to the net line.
fn step(first: &Side, second: &Side, p: Point) -> Joint {
    let (x, y) = (first.end, second.end);
    let owner = if second.add > first.add { Owner::Second } else { Owner::First };
    let inner = if second.add > first.add { x } else { y };
    let mut joint = between(first, second, x, vec![(Segment::line(x, y), owner)], y);
    joint.snip = ((inner - p).norm() > 1e-9).then(|| Segment::line(inner, p));
    joint
}

/// The meeting point of both offsets, curves going on along their end tangents.
fn mitre(first: &Side, second: &Side) -> Option<Point> {
    let cross = first.along.cross(second.along);
    if cross.abs() < 1e-9 {
        return None;
    }
    let way = second.end - first.end;
    let q = first.end + first.along * (way.cross(second.along) / cross);
    match (first.beyond(q), second.beyond(q)) {
        (true, true) => Some(q),
        (true, false) => cut_by(second, first.end, first.along),
        (false, true) => cut_by(first, second.end, second.along),
        (false, false) => nearest(first, &second.offs).or_else(|| {
            let (one, two) = (first.offs.first()?, second.offs.first()?);
            let met = meet(one, two, q);
            (met.kind != MeetingKind::Apart).then_some(met.point)
        }),
    }
}

/// A cut square to the bisector, `reach` beyond the corner; nothing where the offsets meet before that.
fn bevel(first: &Side, second: &Side, p: Point, reach: f64) -> Option<Joint> {
    // Of a spike the bisector is the way on.
    let sum = first.along + second.along;
    let way = if sum.norm() > 1e-9 { sum } else { first.out + second.out };
    let out = way * (1.0 / way.norm());
    if !out.x.is_finite() {
        return None;
    }
    let at = p + out * reach;
    let q = mitre(first, second);
    if q.is_some_and(|q| (q - at).dot(out) <= 1e-9) {
        return None;
    }
    let (x, y) = (cut_by(first, at, out.left())?, cut_by(second, at, out.left())?);
    let owner = if second.add > first.add { Owner::Second } else { Owner::First };
    Some(between(first, second, x, vec![(Segment::line(x, y), owner)], y))
}

/// Two turn-overs that abut when folded: each ends on the mirror image, in its own net line, of the corner's bisector,
/// moved `reach` away from the corner. At a right angle that is one cut square to the bisector. Nothing where the offsets
/// meet before that.
fn abutting(first: &Side, second: &Side, p: Point, reach: f64) -> Option<Joint> {
    let sum = first.along + second.along;
    let out = sum * (1.0 / sum.norm());
    if !out.x.is_finite() {
        return None;
    }
    let apex = p + out * reach;
    // Outward along a turn-over's end: as far turned from its net line as the bisector, to the other side of it.
    let end = |side: &Side| {
        let (cos, sin) = (out.dot(side.along), out.dot(side.out));
        side.out * sin - side.along * cos
    };
    let (one, two) = (end(first), end(second));
    let q = mitre(first, second).filter(|q| first.beyond(*q) && second.beyond(*q));
    if q.is_some_and(|q| (q - apex).dot(out) <= 1e-9) {
        return None;
    }
    // A turn-over too narrow to reach the place ends on the bisector.
    let narrow = |side: &Side| (apex - p).dot(side.out) >= side.add;
    if narrow(first) && narrow(second) {
        return None;
    }
    let ends = |side: &Side, way: Point| {
        if narrow(side) { cut_by(side, p, out) } else { cut_by(side, apex, way) }
    };
    let (x, y) = (ends(first, one)?, ends(second, two)?);
    let whole = vec![(Segment::line(x, y), Owner::First)];
    let parted =
        vec![(Segment::line(x, apex), Owner::First), (Segment::line(apex, y), Owner::Second)];
    // A right angle needs no joint in the middle.
    let straight = (apex - x).normalized().cross((y - apex).normalized()).abs() < 1e-12;
    let middle = if straight { whole } else { parted };
    Some(between(first, second, x, middle, y))
}

/// An allowance beside an edge without one: its end is square to its own net line, at the corner.
fn square_end(side: &Side, p: Point, owner: Owner) -> Joint {
    let x = side.end;
    let line = Segment::line(p, x);
    match owner {
        Owner::First => Joint {
            first: Some(x),
            between: vec![(line.reversed(), owner)],
            second: Some(p),
            snip: None,
        },
        Owner::Second => {
            Joint { first: Some(p), between: vec![(line, owner)], second: Some(x), snip: None }
        }
    }
}

/// A seam's allowance runs into a turn-over: the turn-over ends on the mirror image of the seam's cut line in the fold
/// line, so that folded it lies under its own seam. `folds` tells which side the turn-over is.
fn mirrored(seam: &Side, fold: &Side, p: Point, folds: Owner) -> Option<Joint> {
    let foot = cut_by(seam, p, fold.along)?;
    if (foot - p).norm() > REACH * seam.add.max(fold.add) {
        return None;
    }
    // Away from the corner the seam's cut line is followed as far as the turn-over is deep.
    let mut back: Vec<Segment> = Vec::new();
    if seam.beyond(foot) {
        back.push(Segment::line(foot, seam.end));
        back.extend(seam.offs.iter().map(Segment::reversed));
    } else {
        // From the part on which the fold line is met.
        let on = seam.offs.iter().position(|off| off.nearest(foot).1 < 1e-6)?;
        let mut parts = seam.offs.iter().skip(on);
        let own = parts.next()?;
        back.push(own.part(0.0, own.nearest(foot).0).reversed());
        back.extend(parts.map(Segment::reversed));
    }
    // A line and its continuation are one.
    if let [one, two, ..] = back.as_slice()
        && one.is_line()
        && two.is_line()
        && (one.chord() < 1e-9 || one.tangent(1.0).cross(two.tangent(0.0)).abs() < 1e-9)
    {
        let whole = Segment::line(one.a, two.b);
        back.splice(0..2, [whole]);
    }
    back.retain(|segment| segment.chord() > 1e-9);
    let last = back.last().copied()?;
    back.push(Segment::line(last.b, last.b + last.tangent(1.0) * FAR));
    let flip = Motion::taking(p, fold.along, Point::new(0.0, 0.0), Point::new(0.0, 1.0));
    let unflip = Motion::taking(Point::new(0.0, 0.0), Point::new(0.0, 1.0), p, fold.along);
    let mirror = unflip.after(&Motion::MIRROR).after(&flip);
    let edge = Segment::line(fold.end - fold.along * FAR, fold.end + fold.along * FAR);
    let mut middle = Vec::new();
    for segment in back {
        let piece = mirror.segment(&segment);
        let Some(met) = crossings(&piece, &edge).first().copied() else {
            middle.push((piece, folds));
            continue;
        };
        // On a curved turn-over the place is found on the curve.
        let (end, share) = if fold.beyond(met.point) || fold.is_line() {
            (met.point, met.first)
        } else {
            let on = fold.offs.iter().find_map(|off| crossings(&piece, off).first().copied())?;
            (on.point, on.first)
        };
        middle.push((Segment { b: end, ..piece.part(0.0, share) }, folds));
        middle.retain(|(segment, _)| segment.chord() > 1e-9);
        if folds == Owner::Second {
            return Some(between(seam, fold, foot, middle, end));
        }
        let turned = middle.iter().rev().map(|(s, owner)| (s.reversed(), *owner)).collect();
        return Some(between(fold, seam, end, turned, foot));
    }
    None
}
