//! A panel's outline as drawn: lines and arcs, the arcs of rounded corners belonging half to each neighbour.

use crate::geom::{Scalar, Segment, Vec2, arcs_of_cubic, fillet, meet};
use crate::style::bound::{Course, Curve, Edge, Panel, Shape};

/// One line or arc of an outline and what it measures.
#[derive(Clone, Copy, Debug)]
pub struct NetSegment<S> {
    /// Where it lies.
    pub segment: Segment<S>,
    /// Its length; negative where the roundings of a line overlap.
    pub length: S,
    /// The angle it turns through, radians, left positive.
    pub turn: S,
    /// Its radius if it is half of a rounded corner: with it the stitch line inside is exact.
    pub radius: Option<S>,
    /// The edge that owns it.
    pub edge: usize,
}

/// The corner at the end of an edge.
#[derive(Clone, Copy, Debug)]
pub struct Corner<S> {
    /// The sharp corner, before rounding.
    pub point: Vec2<S>,
    /// Turning of the outline there, radians, left positive.
    pub turn: S,
    /// Radius of the rounding; nothing means sharp.
    pub radius: Option<S>,
    /// It breaks a row of stitches.
    pub breaks: bool,
}

/// A panel as drawn, mm, counter-clockwise.
#[derive(Clone, Debug)]
pub struct PanelFrame<S> {
    /// All segments, in order.
    pub segments: Vec<NetSegment<S>>,
    /// For every edge the place of its first segment; one more entry closes the list.
    pub first: Vec<usize>,
    /// For every edge its length without the arcs of rounded corners.
    pub straight: Vec<S>,
    /// For every edge the corner at its end.
    pub corners: Vec<Corner<S>>,
}

impl<S: Scalar> PanelFrame<S> {
    pub(super) fn empty() -> Self {
        Self { segments: Vec::new(), first: Vec::new(), straight: Vec::new(), corners: Vec::new() }
    }
    /// The segments of an edge.
    pub fn edge(&self, edge: usize) -> &[NetSegment<S>] {
        &self.segments[self.first[edge]..self.first[edge + 1]]
    }
    /// Net length of an edge, its halves of rounded corners included.
    pub fn net(&self, edge: usize) -> S {
        self.edge(edge).iter().fold(S::zero(), |sum, part| sum + part.length)
    }
    /// The edge's own line or arc, between its roundings.
    pub fn body(&self, edge: usize) -> &NetSegment<S> {
        let parts = self.edge(edge);
        parts.iter().find(|part| part.radius.is_none()).unwrap_or(&parts[0])
    }
    /// True if the second edge follows the first.
    pub fn follows(&self, first: usize, second: usize) -> bool {
        (first + 1) % self.corners.len() == second
    }
    /// The corner at the start of an edge.
    pub fn corner_before(&self, edge: usize) -> &Corner<S> {
        let count = self.corners.len();
        &self.corners[(edge + count - 1) % count]
    }
    /// Area, positive if the outline runs counter-clockwise.
    pub fn area(&self) -> S {
        self.segments.iter().fold(S::zero(), |sum, part| {
            let segment = &part.segment;
            let mut area = segment.a.cross(segment.b).scale(0.5);
            if let Some((_, radius)) = segment.circle() {
                // The segment of circle between the arc and its chord.
                let angle = segment.turning();
                area = area + radius.squared() * (angle - angle.sin()).scale(0.5);
            }
            sum + area
        })
    }
}

/// The edges of a panel before its corners are rounded: an edge is a line, an arc, or the arcs of a cubic.
struct Drawing<S> {
    segments: Vec<Segment<S>>,
    /// For every edge the place of its first segment; one more entry closes the list.
    first: Vec<usize>,
}

impl<S: Scalar> Drawing<S> {
    fn edges(&self) -> usize {
        self.first.len().saturating_sub(1)
    }
    fn edge(&self, edge: usize) -> &[Segment<S>] {
        &self.segments[self.first[edge]..self.first[edge + 1]]
    }
    fn last(&self, edge: usize) -> usize {
        self.first[edge + 1] - 1
    }
}

/// Draws a panel's outside line from the values of its formulas.
pub(super) fn outside<S: Scalar>(panel: &Panel, values: &[S]) -> PanelFrame<S> {
    let Shape::Drawn { start, courses } = &panel.shape else { return PanelFrame::empty() };
    let rounds: Vec<Option<S>> = rounds(courses, values);
    rounded(&drawing(start, courses, values), &rounds, &panel.edges)
}

/// Draws a panel's net line: every edge moved in by what its seam takes, corners rounded by as much less.
pub(super) fn net<S: Scalar>(
    panel: &Panel,
    values: &[S],
    take: impl Fn(usize) -> Option<S>,
) -> PanelFrame<S> {
    let Shape::Drawn { start, courses } = &panel.shape else { return PanelFrame::empty() };
    let mut drawn = drawing(start, courses, values);
    let count = drawn.edges();
    let takes: Vec<S> = (0..count).map(|edge| take(edge).unwrap_or_else(S::zero)).collect();
    let sharp = drawn.segments.clone();
    for (edge, take) in takes.iter().enumerate() {
        for segment in &mut drawn.segments[drawn.first[edge]..drawn.first[edge + 1]] {
            *segment = segment.shifted_left(*take);
        }
    }
    for edge in 0..count {
        let next = (edge + 1) % count;
        let (before, after) = (drawn.last(edge), drawn.first[next]);
        let near = drawn.segments[before].b.lerp(drawn.segments[after].a, S::constant(0.5));
        let tangent = turn_between(&sharp[before], &sharp[after]).value().abs() < 1e-6;
        let point = if tangent {
            near
        } else {
            meet(&drawn.segments[before], &drawn.segments[after], near).point
        };
        drawn.segments[before] = ending(&drawn.segments[before], point);
        drawn.segments[after] = starting(&drawn.segments[after], point);
    }
    let mut rounds = rounds(courses, values);
    for (edge, round) in rounds.iter_mut().enumerate() {
        let deeper = takes[edge].max(takes[(edge + 1) % count]);
        // What is taken off deeper than the radius leaves a sharp corner.
        *round = round.map(|radius| (radius - deeper).max(S::constant(SHARP)));
    }
    rounded(&drawn, &rounds, &panel.edges)
}

/// A corner of this radius is sharp to the hand and still has a tangent, mm.
const SHARP: f64 = 1e-3;

fn rounds<S: Scalar>(courses: &[Course], values: &[S]) -> Vec<Option<S>> {
    let value = |id: usize| values[id];
    courses.iter().map(|course| course.round.as_ref().map(|round| round.eval(&value))).collect()
}

/// A segment that ends elsewhere on its line or circle.
fn ending<S: Scalar>(segment: &Segment<S>, point: Vec2<S>) -> Segment<S> {
    if segment.is_line() {
        return Segment { b: point, ..*segment };
    }
    let (share, _) = segment.foot(point);
    segment.part(S::zero(), share)
}

/// A segment that starts elsewhere on its line or circle.
fn starting<S: Scalar>(segment: &Segment<S>, point: Vec2<S>) -> Segment<S> {
    if segment.is_line() {
        return Segment { a: point, ..*segment };
    }
    let (share, _) = segment.foot(point);
    segment.part(share, S::constant(1.0))
}

fn drawing<S: Scalar>(
    start: &[crate::formula::Formula; 2],
    courses: &[Course],
    values: &[S],
) -> Drawing<S> {
    let value = |id: usize| values[id];
    let point =
        |pair: &[crate::formula::Formula; 2]| Vec2::new(pair[0].eval(&value), pair[1].eval(&value));
    let begin = point(start);
    let mut drawing = Drawing {
        segments: Vec::with_capacity(courses.len()),
        first: Vec::with_capacity(courses.len() + 1),
    };
    let mut from = begin;
    for course in courses {
        drawing.first.push(drawing.segments.len());
        let to = course.to.as_ref().map_or(begin, &point);
        match &course.curve {
            // What runs into its neighbour waits for that to be drawn.
            Curve::Line | Curve::TangentEnd | Curve::TangentStart => {
                drawing.segments.push(Segment::line(from, to));
            }
            Curve::Sag(sag) => drawing.segments.push(Segment::by_sag(from, to, sag.eval(&value))),
            Curve::Radius(radius) => {
                drawing.segments.push(Segment::by_radius(from, to, radius.eval(&value)));
            }
            Curve::Via(via) => drawing.segments.push(Segment::via(from, point(via), to)),
            Curve::Cubic([c1, c2]) => {
                drawing.segments.extend(arcs_of_cubic(from, point(c1), point(c2), to));
            }
        }
        from = to;
    }
    drawing.first.push(drawing.segments.len());
    let count = courses.len();
    for (edge, course) in courses.iter().enumerate() {
        let own = drawing.first[edge];
        let drawn = drawing.segments[own];
        match course.curve {
            Curve::TangentStart => {
                let before = &drawing.segments[drawing.last((edge + count - 1) % count)];
                let along = before.tangent(S::constant(1.0));
                drawing.segments[own] = Segment::leaving(drawn.a, along, drawn.b);
            }
            Curve::TangentEnd => {
                let along = drawing.segments[drawing.first[(edge + 1) % count]].tangent(S::zero());
                drawing.segments[own] = Segment::arriving(drawn.a, drawn.b, along);
            }
            _ => {}
        }
    }
    drawing
}

fn turn_between<S: Scalar>(before: &Segment<S>, after: &Segment<S>) -> S {
    let (arriving, leaving) = (before.tangent(S::constant(1.0)), after.tangent(S::zero()));
    arriving.cross(leaving).atan2(arriving.dot(leaving))
}

/// Rounds the corners of a drawing.
fn rounded<S: Scalar>(drawing: &Drawing<S>, rounds: &[Option<S>], edges: &[Edge]) -> PanelFrame<S> {
    let count = drawing.edges();
    let corners: Vec<Corner<S>> = (0..count)
        .map(|edge| {
            let before = &drawing.segments[drawing.last(edge)];
            let after = &drawing.segments[drawing.first[(edge + 1) % count]];
            let radius = rounds.get(edge).copied().flatten();
            let breaks = edges.get(edge).is_none_or(|edge| edge.breaks);
            Corner { point: before.b, turn: turn_between(before, after), radius, breaks }
        })
        .collect();
    let mut frame = PanelFrame {
        segments: Vec::with_capacity(3 * count),
        first: Vec::with_capacity(count + 1),
        straight: Vec::with_capacity(count),
        corners,
    };
    let fillets: Vec<Option<Rounding<S>>> =
        (0..count).map(|edge| rounding(drawing, &frame.corners, edge)).collect();
    for edge in 0..count {
        frame.first.push(frame.segments.len());
        let before = &fillets[(edge + count - 1) % count];
        let after = &fillets[edge];
        if let Some(round) = before {
            frame.segments.push(NetSegment { edge, ..round.halves[1] });
        }
        let mut straight = S::zero();
        let bodies = drawing.edge(edge);
        let last = bodies.len().saturating_sub(1);
        for (place, body) in bodies.iter().enumerate() {
            let from = if place == 0 { before.as_ref().map(|round| round.to) } else { None };
            let to = if place == last { after.as_ref().map(|round| round.from) } else { None };
            let part = between(body, from, to, edge);
            straight = straight + part.length;
            frame.segments.push(part);
        }
        if let Some(round) = after {
            frame.segments.push(round.halves[0]);
        }
        frame.straight.push(straight);
    }
    frame.first.push(frame.segments.len());
    frame
}

/// The middle of an edge's segment between its roundings, each given as what it takes off.
fn between<S: Scalar>(
    body: &Segment<S>,
    from: Option<Cut<S>>,
    to: Option<Cut<S>>,
    edge: usize,
) -> NetSegment<S> {
    let plain = NetSegment {
        segment: *body,
        length: body.length(),
        turn: body.turning(),
        radius: None,
        edge,
    };
    if from.is_none() && to.is_none() {
        return NetSegment { turn: if body.is_line() { S::zero() } else { plain.turn }, ..plain };
    }
    if body.is_line() {
        // Its length may come out negative where roundings overlap, which the length of a segment cannot say.
        let along = (body.b - body.a).normalized();
        let length = |cut: Option<Cut<S>>| cut.map_or_else(S::zero, |cut| cut.length);
        let (start, end) = (length(from), length(to));
        let segment =
            Segment { a: body.a + along * start, b: body.b - along * end, bulge: body.bulge };
        let length = body.chord() - start - end;
        return NetSegment { segment, length, turn: S::zero(), radius: None, edge };
    }
    let (u, v) = (
        from.map_or_else(S::zero, |cut| cut.share),
        to.map_or_else(|| S::constant(1.0), |cut| cut.share),
    );
    let share = v - u;
    NetSegment {
        segment: body.part(u, v),
        length: plain.length * share,
        turn: plain.turn * share,
        radius: None,
        edge,
    }
}

/// Where a rounding cuts an edge: as length off its end, and as share of it.
#[derive(Clone, Copy)]
struct Cut<S> {
    length: S,
    share: S,
}

/// A rounded corner: its two halves, and what it cuts off the edge before and the edge after.
struct Rounding<S> {
    halves: [NetSegment<S>; 2],
    from: Cut<S>,
    to: Cut<S>,
}

fn rounding<S: Scalar>(
    drawing: &Drawing<S>,
    corners: &[Corner<S>],
    edge: usize,
) -> Option<Rounding<S>> {
    let corner = &corners[edge];
    let radius = corner.radius?;
    let count = drawing.edges();
    let before = &drawing.segments[drawing.last(edge)];
    let after = &drawing.segments[drawing.first[(edge + 1) % count]];
    if before.is_line() && after.is_line() {
        let length = radius * corner.turn.abs().scale(0.5).tan();
        let cut = Cut { length, share: S::zero() };
        let (arriving, leaving) = (before.tangent(S::zero()), after.tangent(S::zero()));
        let touch = [corner.point - arriving * length, corner.point + leaving * length];
        let halves = [
            half_arc(corner, radius, touch[0], arriving, edge, false),
            half_arc(corner, radius, touch[1], leaving, edge, true),
        ];
        return Some(Rounding { halves, from: cut, to: cut });
    }
    let round = fillet(before, after, radius);
    let turn = round.arc.turning();
    let half = |u: f64, v: f64| NetSegment {
        segment: round.arc.part(S::constant(u), S::constant(v)),
        length: round.arc.length().scale(0.5),
        turn: turn.scale(0.5),
        radius: Some(radius),
        edge,
    };
    let length = |of: &Segment<S>, share: S| of.length() * share;
    Some(Rounding {
        halves: [half(0.0, 0.5), half(0.5, 1.0)],
        from: Cut {
            length: length(before, S::constant(1.0) - round.cut_first),
            share: round.cut_first,
        },
        to: Cut { length: length(after, round.cut_second), share: round.cut_second },
    })
}

/// Half of a rounded corner: up to its tangent point `touch` if it stands before the edge, from there if after it.
fn half_arc<S: Scalar>(
    corner: &Corner<S>,
    radius: S,
    touch: Vec2<S>,
    along: Vec2<S>,
    edge: usize,
    before: bool,
) -> NetSegment<S> {
    let half = corner.turn.scale(0.5);
    let bulge = half.scale(0.25).tan();
    // A half arc's chord leans from its tangent by a quarter of the corner's turning.
    let chord = radius.scale(2.0) * half.abs().scale(0.5).sin();
    let segment = if before {
        let lean = along.turned(-half.scale(0.5));
        Segment::arc(touch - lean * chord, touch, bulge)
    } else {
        let lean = along.turned(half.scale(0.5));
        Segment::arc(touch, touch + lean * chord, bulge)
    };
    NetSegment { segment, length: radius * half.abs(), turn: half, radius: Some(radius), edge }
}

/// A panel whose edges are given as they run, without roundings: a strip's part.
pub(super) fn of_edges<S: Scalar>(edges: Vec<Vec<Segment<S>>>) -> PanelFrame<S> {
    let mut drawing = Drawing { segments: Vec::new(), first: Vec::with_capacity(edges.len() + 1) };
    for edge in edges {
        drawing.first.push(drawing.segments.len());
        drawing.segments.extend(edge);
    }
    drawing.first.push(drawing.segments.len());
    let rounds = vec![None; drawing.edges()];
    rounded(&drawing, &rounds, &[])
}
