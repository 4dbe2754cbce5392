//! The cut line from the net line: every edge outset by its own add, corners by what meets there, marks for the knife.

mod corner;
mod marks;

use corner::{Joint, Owner, Side};

use super::{Contour, ContourFault, MeetingKind, Point, Segment, area, crossings, meet};

/// What lies beyond the net line of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeKind {
    /// Nothing: the net line is cut. Its add counts as 0.
    Bare,
    /// A seam's allowance: turned, piped, dart, box, lap.
    Allowance,
    /// Leather that is folded over along the net line.
    TurnOver,
}

/// An edge of a net line.
#[derive(Clone, Debug, PartialEq)]
pub struct NetEdge {
    /// Its lines and arcs; the whole outline runs counter-clockwise.
    pub segments: Vec<Segment>,
    /// How far the cut line lies outside, mm; less than 0 counts as 0.
    pub add: f64,
    /// What the add is.
    pub kind: EdgeKind,
}

/// A piece of the cut line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CutSegment {
    /// Where it lies, counter-clockwise.
    pub segment: Segment,
    /// The edge it belongs to, by its place among those given.
    pub edge: usize,
    /// True for what was put in to cut a corner; else it runs along its edge's net line at the edge's add.
    pub corner: bool,
}

/// What is wrong with a cut line at an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutsetTrouble {
    /// The add is greater than the edge has room for: (a part of) its cut line is gone, its neighbours were joined.
    Vanished,
    /// The cut line crosses itself here: the net line is too narrow outside for its adds.
    Crosses,
    /// There is no cut line round these adds, or the net line is no closed outline: the net line was returned.
    NoOutline,
}

/// A finding about a cut line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutsetFault {
    /// The edge, by its place among those given.
    pub edge: usize,
    /// What is wrong there.
    pub what: OutsetTrouble,
}

/// A cut line with its marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CutLine {
    /// The closed line, counter-clockwise, each segment starting where the one before ends.
    pub segments: Vec<CutSegment>,
    /// Snips, from the cut line towards the net line: 1 mm short of it in curves and in corners, all the way at a change
    /// of the add.
    pub snips: Vec<Segment>,
    /// Pleats of turn-overs round curves, from the cut line to the net line.
    pub pleats: Vec<Segment>,
    /// What did not come out as asked, in the order of the edges.
    pub findings: Vec<OutsetFault>,
}

/// A segment of the net line and what of its offset is cut.
#[derive(Clone, Debug)]
struct Part {
    net: Segment,
    off: Segment,
    edge: usize,
    add: f64,
    kind: EdgeKind,
    alive: bool,
    /// False for an arc without an offset.
    usable: bool,
    /// Shares of the offset at which it starts and ends.
    from: f64,
    to: f64,
}

impl Part {
    /// True where the cut line still runs beside a share of the net line.
    fn is_cut(&self, share: f64) -> bool {
        self.alive && self.from - 1e-9 <= share && share <= self.to + 1e-9
    }
    /// What is cut of the offset, from `a` to `b`.
    fn cut(&self, a: Point, b: Point) -> Segment {
        // A part that is cut whole keeps its bits.
        let whole = self.from.abs() < 1e-12 && (self.to - 1.0).abs() < 1e-12;
        let cut = if whole { self.off } else { self.off.part(self.from, self.to) };
        Segment { a, b, ..cut }
    }
}

/// The cut line round a net line, by the rules of the style language ("Corners of the cut line").
///
/// `edges` run counter-clockwise, each beginning where the one before ends. `thickness` is the leather's at the
/// turn-overs, mm. At a net corner P with the adds c and c′:
///
/// 1. both 0: P. 2. else the meeting point Q of the offsets (a curve goes on along its end tangent) if |PQ| is at most
///    three times the greater add, else a bevel square to the bisector at that add; where the offsets meet before the
///    bevel, a step;
/// 3. allowance and turn-over, convex: the turn-over ends on the mirror image of the seam's cut line in the fold line;
/// 4. two turn-overs: convex, each ends on the mirror image of the bisector in its own net line, through the place
///    1.5·thickness + 0.5 mm beyond P, so that folded they abut: at a right angle that is one mitre square to the
///    bisector; concave, Q and a snip to 1 mm from P;
/// 5. allowance and bare edge, convex: the allowance ends square to its own net line at P;
/// 6. a change of add where the outline turns by less than a degree: a step square to the edge, with a snip to P;
/// 7. two allowances with less than 60 degrees between them: blunt, square to the bisector, the greater add beyond P.
///
/// Exact: along its edges the cut line is the offset itself, arcs about the same center. A part whose offset vanishes or
/// is used up by its neighbours is left out, its neighbours are joined, and the finding says so.
pub fn cut_line(edges: &[NetEdge], thickness: f64) -> CutLine {
    let mut findings: Vec<OutsetFault> = Vec::new();
    let mut parts = if sound(edges) { parts(edges, &mut findings) } else { Vec::new() };
    let whole = parts.len();
    for _ in 0..=whole {
        let mut joints = join_all(&parts, thickness);
        if joints.len() < 2 {
            break;
        }
        let apart = joints.iter().position(|(_, joint)| joint.is_none());
        let worst = match apart {
            // Of two that cannot be joined the shorter one has no room either.
            Some(place) => shorter(&parts, &joints, place),
            None => trim(&mut parts, &mut joints),
        };
        let Some(worst) = worst else { return finish(&parts, &joints, findings) };
        if let Some(part) = parts.get_mut(worst) {
            part.alive = false;
        }
        if !used_by_corner(&parts, worst) {
            let edge = parts.get(worst).map_or(0, |part| part.edge);
            findings.push(OutsetFault { edge, what: OutsetTrouble::Vanished });
        }
    }
    let segments = edges.iter().enumerate().flat_map(|(edge, of)| {
        of.segments.iter().map(move |segment| CutSegment { segment: *segment, edge, corner: false })
    });
    findings.push(OutsetFault { edge: 0, what: OutsetTrouble::NoOutline });
    CutLine { segments: segments.collect(), findings, ..CutLine::default() }
}

/// True if the edges are finite and run round counter-clockwise without gaps.
fn sound(edges: &[NetEdge]) -> bool {
    let net: Vec<Segment> = edges.iter().flat_map(|edge| edge.segments.iter().copied()).collect();
    let finite = edges.iter().all(|edge| edge.add.is_finite())
        && net.iter().all(|s| s.bulge.is_finite() && (s.a.norm() + s.b.norm()).is_finite());
    let mut joints = net.iter().zip(net.iter().cycle().skip(1));
    finite && joints.all(|(one, next)| (next.a - one.b).norm() < 1e-6) && area(&net) > 0.0
}

fn parts(edges: &[NetEdge], findings: &mut Vec<OutsetFault>) -> Vec<Part> {
    let mut parts = Vec::new();
    for (edge, of) in edges.iter().enumerate() {
        let add = if of.kind == EdgeKind::Bare { 0.0 } else { of.add.max(0.0) };
        for net in of.segments.iter().filter(|segment| segment.chord() > 1e-9) {
            // A hollow no deeper than its add leaves nothing.
            let gone = net.bulge < 0.0 && net.circle().is_some_and(|(_, r)| r <= add + 1e-9);
            if gone {
                findings.push(OutsetFault { edge, what: OutsetTrouble::Vanished });
            }
            let off = if gone || add == 0.0 { *net } else { net.shifted_left(-add) };
            let kind = of.kind;
            parts.push(Part {
                net: *net,
                off,
                edge,
                add,
                kind,
                alive: !gone,
                usable: !gone,
                from: 0.0,
                to: 1.0,
            });
        }
    }
    parts
}

/// For every living part its place and the joint at its end.
type Joints = Vec<(usize, Option<Joint>)>;

fn join_all(parts: &[Part], thickness: f64) -> Joints {
    let living: Vec<usize> =
        parts.iter().enumerate().filter(|(_, part)| part.alive).map(|(index, _)| index).collect();
    living
        .iter()
        .zip(living.iter().cycle().skip(1))
        .map(|(one, next)| (*one, joint(parts, *one, *next, thickness)))
        .collect()
}

fn joint(parts: &[Part], one: usize, next: usize, thickness: f64) -> Option<Joint> {
    let (a, b) = (parts.get(one)?, parts.get(next)?);
    // What a corner has used up of its own edges is no matter: it is the same corner.
    let count = parts.len();
    let between = (next + count - one) % count;
    let own =
        |step: &usize| parts.get((one + step) % count).is_some_and(|part| part.edge == a.edge);
    let others =
        |step: usize| parts.get((one + step) % count).is_some_and(|part| part.edge == b.edge);
    let last = (1..between).take_while(own).count();
    let corner = between == 1 || a.edge != b.edge && (last + 1..between).all(others);
    if corner {
        let (c, e) = ((one + last) % count, (one + last + 1) % count);
        let (end, start) = (parts.get(c)?, parts.get(e)?);
        let same = |part: &&Part, edge: usize| part.edge == edge && part.usable;
        let before = parts.iter().take(c + 1).rev().take_while(|part| same(part, a.edge));
        let after = parts.iter().skip(e).take_while(|part| same(part, b.edge));
        let (u, v) = (end.net.tangent(1.0), start.net.tangent(0.0));
        let p = end.net.b;
        let first = Side {
            end: p - u.left() * a.add,
            offs: before.map(|part| part.off).collect(),
            along: u,
            out: -u.left(),
            add: a.add,
            kind: a.kind,
        };
        let second = Side {
            end: p - v.left() * b.add,
            offs: after.map(|part| part.off.reversed()).collect(),
            along: -v,
            out: -v.left(),
            add: b.add,
            kind: b.kind,
        };
        return Some(corner::join(&first, &second, p, thickness));
    }
    // Over what has vanished the offsets are joined as they come.
    let met = meet(&a.off, &b.off, a.off.b.lerp(b.off.a, 0.5));
    if met.kind == MeetingKind::Apart {
        return None;
    }
    Some(Joint { first: Some(met.point), second: Some(met.point), ..Joint::default() })
}

fn shorter(parts: &[Part], joints: &Joints, place: usize) -> Option<usize> {
    let (one, _) = joints.get(place)?;
    let (next, _) = joints.get((place + 1) % joints.len())?;
    let (a, b) = (parts.get(*one)?, parts.get(*next)?);
    Some(if a.net.length() < b.net.length() { *one } else { *next })
}

/// True if a dropped part lay at the end of an edge of which something is left: a corner has used it up.
fn used_by_corner(parts: &[Part], index: usize) -> bool {
    let Some(part) = parts.get(index) else { return false };
    let left = |part: &&Part, of: &Part| part.edge == of.edge && part.alive;
    let before = parts.iter().take(index).any(|other| left(&other, part));
    let after = parts.iter().skip(index + 1).any(|other| left(&other, part));
    before != after
}

/// Trims every living part to its joints. Tells the part that is turned over the most, if any: it has to go.
fn trim(parts: &mut [Part], joints: &mut Joints) -> Option<usize> {
    let mut worst: Option<(f64, usize)> = None;
    let count = joints.len();
    for place in 0..count {
        let before = (place + count - 1) % count;
        let start = joints.get(before).and_then(|(_, joint)| joint.as_ref()?.second);
        let Some((index, Some(joint))) = joints.get(place) else { continue };
        let (Some(start), Some(end)) = (start, joint.first) else { continue };
        let index = *index;
        let Some(part) = parts.get_mut(index) else { continue };
        (part.from, part.to) = (part.off.foot(start).0, part.off.foot(end).0);
        let left = (part.to - part.from) * part.off.length();
        let gone = left.is_nan() || left < -1e-9;
        if gone
            && !meet_before(joints, before, place)
            && worst.is_none_or(|(least, _)| left < least)
        {
            worst = Some((left, index));
        }
    }
    worst.map(|(_, index)| index)
}

/// Joins the corner cuts on both sides of a part that they use up, where they cross.
fn meet_before(joints: &mut Joints, before: usize, after: usize) -> bool {
    let last = |joints: &Joints| {
        joints.get(before).and_then(|(_, joint)| Some(joint.as_ref()?.between.last()?.0))
    };
    let first = |joints: &Joints| {
        joints.get(after).and_then(|(_, joint)| Some(joint.as_ref()?.between.first()?.0))
    };
    let (Some(one), Some(two)) = (last(joints), first(joints)) else { return false };
    let Some(met) = crossings(&one, &two).first().copied() else { return false };
    if let Some((_, Some(joint))) = joints.get_mut(before) {
        if let Some((segment, _)) = joint.between.last_mut() {
            *segment = Segment { b: met.point, ..one.part(0.0, met.first) };
        }
        joint.second = None;
    }
    if let Some((_, Some(joint))) = joints.get_mut(after) {
        if let Some((segment, _)) = joint.between.first_mut() {
            *segment = Segment { a: met.point, ..two.part(met.second, 1.0) };
        }
        joint.first = None;
    }
    true
}

fn finish(parts: &[Part], joints: &Joints, mut findings: Vec<OutsetFault>) -> CutLine {
    let mut cut = CutLine::default();
    let count = joints.len();
    let mut parts: Vec<Part> = parts.to_vec();
    for (place, (index, joint)) in joints.iter().enumerate() {
        let (next, entering) =
            (joints.get((place + 1) % count), joints.get((place + count - 1) % count));
        let (Some(part), Some(joint)) = (parts.get_mut(*index), joint) else { continue };
        let start = entering.and_then(|(_, joint)| joint.as_ref()?.second);
        if let (Some(a), Some(b)) = (start, joint.first) {
            let segment = part.cut(a, b);
            if segment.chord() > 1e-9 {
                cut.segments.push(CutSegment { segment, edge: part.edge, corner: false });
            }
        } else {
            part.alive = false;
            findings.push(OutsetFault { edge: part.edge, what: OutsetTrouble::Vanished });
        }
        let own = part.edge;
        let other = next.and_then(|(next, _)| parts.get(*next)).map_or(own, |part| part.edge);
        cut.segments.extend(joint.between.iter().map(|(segment, owner)| CutSegment {
            segment: *segment,
            edge: if *owner == Owner::First { own } else { other },
            corner: true,
        }));
        cut.snips.extend(joint.snip);
    }
    let (snips, pleats) = marks::along_curves(&parts);
    cut.snips.extend(snips);
    cut.pleats = pleats;
    let line = cut.segments.iter().map(|piece| piece.segment).collect();
    if let Err(fault) = Contour::new(line) {
        let place = match fault {
            ContourFault::Crossing { first, .. } => first,
            ContourFault::Gap { after, .. } | ContourFault::NotFinite(after) => after,
            ContourFault::TooFew | ContourFault::Clockwise => 0,
        };
        let edge = cut.segments.get(place).map_or(0, |piece| piece.edge);
        findings.push(OutsetFault { edge, what: OutsetTrouble::Crosses });
    }
    findings.sort_by_key(|fault| fault.edge);
    findings.dedup();
    cut.findings = findings;
    cut
}
