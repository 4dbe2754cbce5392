//! A panel's outline as drawn: lines and arcs, the arcs of rounded corners belonging half to each neighbour.

use crate::geom::{Scalar, Segment, Vec2};
use crate::style::bound::Panel;

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

/// Draws a panel from the values of its formulas.
pub(super) fn panel<S: Scalar>(panel: &Panel, values: &[S]) -> PanelFrame<S> {
    let value = |id: usize| values[id];
    let point =
        |pair: &[crate::formula::Formula; 2]| Vec2::new(pair[0].eval(&value), pair[1].eval(&value));
    let start = point(&panel.start);
    let count = panel.edges.len();
    let mut whole: Vec<Segment<S>> = Vec::with_capacity(count);
    let mut from = start;
    for edge in &panel.edges {
        let to = edge.to.as_ref().map_or(start, &point);
        let bulge = edge
            .sag
            .as_ref()
            .map_or_else(S::zero, |sag| sag.eval(&value).scale(2.0) / (to - from).norm());
        whole.push(Segment::arc(from, to, bulge));
        from = to;
    }
    let corners: Vec<Corner<S>> = (0..count)
        .map(|index| {
            let (before, after) = (&whole[index], &whole[(index + 1) % count]);
            let (arriving, leaving) = (before.tangent(S::constant(1.0)), after.tangent(S::zero()));
            Corner {
                point: before.b,
                turn: arriving.cross(leaving).atan2(arriving.dot(leaving)),
                radius: panel.edges[index].round.as_ref().map(|round| round.eval(&value)),
            }
        })
        .collect();
    let mut frame = PanelFrame {
        segments: Vec::with_capacity(3 * count),
        first: Vec::with_capacity(count + 1),
        straight: Vec::with_capacity(count),
        corners,
    };
    for (edge, body) in whole.iter().enumerate() {
        frame.first.push(frame.segments.len());
        let (before, after) = (*frame.corner_before(edge), frame.corners[edge]);
        let trims = [tangent_length(&before), tangent_length(&after)];
        let along = (body.b - body.a).normalized();
        let trimmed = Segment {
            a: body.a + along * trims[0],
            b: body.b - along * trims[1],
            bulge: body.bulge,
        };
        // A rounded edge is a line: its length may come out negative, which the length of a segment cannot say.
        let rounded = before.radius.is_some() || after.radius.is_some();
        let straight = if rounded { body.chord() - trims[0] - trims[1] } else { body.length() };
        if let Some(radius) = before.radius {
            frame.segments.push(half_arc(&before, radius, trimmed.a, along, edge, true));
        }
        let turn = if rounded { S::zero() } else { body.turning() };
        frame.segments.push(NetSegment {
            segment: trimmed,
            length: straight,
            turn,
            radius: None,
            edge,
        });
        if let Some(radius) = after.radius {
            frame.segments.push(half_arc(&after, radius, trimmed.b, along, edge, false));
        }
        frame.straight.push(straight);
    }
    frame.first.push(frame.segments.len());
    frame
}

/// What a rounding takes from each of its edges.
fn tangent_length<S: Scalar>(corner: &Corner<S>) -> S {
    corner.radius.map_or_else(S::zero, |radius| radius * corner.turn.abs().scale(0.5).tan())
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
