//! A line along a chain of edges, at one distance inside their net lines: exact lengths and where places of the edges lie on it.

use crate::geom::{Scalar, Segment, Vec2};
use crate::style::bound::{Chain, Stretch, Trim};

use super::{Frame, PanelFrame, PointFrame};

/// A line or arc of one panel that a chain runs over, or a part of it.
#[derive(Clone, Copy, Debug)]
pub struct LinePart<S> {
    /// The panel.
    pub panel: usize,
    /// The edge of the panel.
    pub edge: usize,
    /// Its place among the panel's segments.
    pub segment: usize,
    /// From which to which share of that segment, counter-clockwise.
    pub shares: [S; 2],
    /// Net length on its edge before it and after it, counter-clockwise.
    pub on_edge: [S; 2],
    /// It is walked clockwise.
    pub reversed: bool,
    /// Length of the net line.
    pub net: S,
    /// Length at the inset before mitres cut it.
    pub full: S,
    /// What mitres cut off at its start and its end, in walking order.
    pub mitres: [S; 2],
}

impl<S: Scalar> LinePart<S> {
    /// Length at the inset.
    pub fn length(&self) -> S {
        self.full - self.mitres[0] - self.mitres[1]
    }
}

/// The line at one inset along a chain: the offset of that chain alone, from the foot of its first to the foot of its
/// last point. Its lengths count from where the chain is cut off, if it is.
#[derive(Clone, Debug)]
pub struct StitchLine<S> {
    /// Its parts, of the whole chain, in walking order.
    pub parts: Vec<LinePart<S>>,
    /// Length of the whole chain's line from its start to the end of each part.
    reached: Vec<S>,
    /// The same on the net line.
    net_reached: Vec<S>,
    /// Where on the whole chain's line this one starts.
    from: S,
    /// Its length.
    pub length: S,
    /// Lengths at which a sharp corner breaks it.
    pub breaks: Vec<S>,
    /// Distance inside the net line.
    pub inset: S,
    /// It ends where it starts.
    pub closed: bool,
}

impl<S: Scalar> StitchLine<S> {
    /// A line that has a length and no place: the chain of a metal part.
    pub(super) fn bare(length: S) -> Self {
        let (parts, reached, net_reached) = (Vec::new(), Vec::new(), Vec::new());
        let (from, inset) = (S::zero(), S::zero());
        Self { parts, reached, net_reached, from, length, breaks: Vec::new(), inset, closed: false }
    }

    /// Measures the line at `inset` inside the net line of a chain.
    ///
    /// A line keeps its length, an arc of radius r becomes r − d (Steiner: L − d·Θ), a sharp corner costs both its edges
    /// the mitre, d·tan(θ/2) between straight ones. Exact, and defined for every inset: where d exceeds the radius of a
    /// rounded corner, the corner is sharp.
    pub fn of(frame: &Frame<S>, chain: &Chain, inset: S) -> Self {
        let mut line = Self {
            parts: Vec::with_capacity(8),
            reached: Vec::with_capacity(8),
            net_reached: Vec::with_capacity(8),
            from: S::zero(),
            length: S::zero(),
            breaks: Vec::new(),
            inset,
            closed: chain.closed,
        };
        let mut corners: Vec<usize> = Vec::new();
        for stretch in &chain.stretches {
            line.stretch(frame, stretch, &mut corners);
        }
        line.sum();
        let ends = [chain.from, chain.to]
            .map(|trim| trim.map(|trim| line.at_net(line.trimmed(frame, trim))));
        let end = ends[1].unwrap_or(line.length);
        line.from = ends[0].unwrap_or_else(S::zero);
        line.length = end - line.from;
        // A corner beyond the ends leaves a run of no length: the number of runs does not vary with lengths.
        line.breaks = corners
            .iter()
            .map(|part| {
                let at = line.reached[*part] - line.from;
                at.max(S::zero()).min(line.length)
            })
            .collect();
        line
    }

    fn stretch(&mut self, frame: &Frame<S>, stretch: &Stretch, corners: &mut Vec<usize>) {
        let Some(panel) = frame.panels.get(stretch.panel) else { return };
        let count = stretch.edges.len();
        let first = self.parts.len();
        for walked in 0..count {
            let place = if stretch.reversed { count - 1 - walked } else { walked };
            let edge = stretch.edges[place];
            let net = panel.net(edge);
            let from = if place == 0 { net.scale(stretch.head) } else { S::zero() };
            let to = if place + 1 == count { net.scale(stretch.tail) } else { net };
            let start = self.parts.len();
            let mut on_edge = S::zero();
            for segment in panel.first[edge]..panel.first[edge + 1] {
                let whole = &panel.segments[segment];
                let after = on_edge + whole.length;
                let (a, b) = (from.max(on_edge), to.min(after));
                // A line whose roundings overlap has less than no length, and counts as that.
                let cut = a.value() > on_edge.value() || b.value() < after.value();
                if cut && whole.length.value() > 0.0 {
                    if b.value() > a.value() {
                        let shares = [(a - on_edge) / whole.length, (b - on_edge) / whole.length];
                        self.push(stretch, panel, segment, shares, [a, b], b - a);
                    }
                } else {
                    let shares = [S::zero(), S::constant(1.0)];
                    self.push(stretch, panel, segment, shares, [on_edge, after], whole.length);
                }
                on_edge = after;
            }
            if stretch.reversed {
                self.parts[start..].reverse();
            }
            if walked > 0 && start > first {
                self.corner(panel, start, corners);
            }
        }
    }

    fn push(
        &mut self,
        stretch: &Stretch,
        panel: &PanelFrame<S>,
        segment: usize,
        shares: [S; 2],
        on_edge: [S; 2],
        net: S,
    ) {
        let whole = &panel.segments[segment];
        let turn = whole.turn * (shares[1] - shares[0]);
        let full = match whole.radius {
            // Sharp on the inside: the half arc gives way to half a mitre.
            Some(radius) if turn.value() > 0.0 && radius.value() < self.inset.value() => {
                (radius - self.inset) * turn.tan()
            }
            _ => net - self.inset * turn,
        };
        let zero = S::zero();
        self.parts.push(LinePart {
            panel: stretch.panel,
            edge: whole.edge,
            segment,
            shares,
            on_edge,
            reversed: stretch.reversed,
            net,
            full,
            mitres: [zero, zero],
        });
    }

    /// The corner between the parts before and at `at`, of two edges of one panel.
    fn corner(&mut self, panel: &PanelFrame<S>, at: usize, corners: &mut Vec<usize>) {
        let (before, after) = (self.parts[at - 1], self.parts[at]);
        let count = panel.corners.len();
        let (earlier, later) =
            if after.reversed { (after.edge, before.edge) } else { (before.edge, after.edge) };
        if (earlier + 1) % count != later {
            // Edges between them are sewn on their own (a dart, a box): the row breaks there.
            corners.push(at - 1);
            return;
        }
        let corner = &panel.corners[earlier];
        if corner.radius.is_some() {
            return;
        }
        if corner.breaks {
            corners.push(at - 1);
        }
        let segments = if after.reversed { [after, before] } else { [before, after] }
            .map(|part| &panel.segments[part.segment].segment);
        let [first, second] = mitres(segments, corner.turn, self.inset);
        let [end, start] = if after.reversed { [second, first] } else { [first, second] };
        self.parts[at - 1].mitres[1] = end;
        self.parts[at].mitres[0] = start;
    }

    fn sum(&mut self) {
        let (mut net, mut length) = (S::zero(), S::zero());
        for part in &self.parts {
            net = net + part.net;
            length = length + part.length();
            self.net_reached.push(net);
            self.reached.push(length);
        }
        self.length = length;
    }

    fn trimmed(&self, frame: &Frame<S>, trim: Trim) -> S {
        match trim {
            Trim::Length(leaf) => {
                let length = frame.values[leaf];
                let whole = self.net_reached.last().copied().unwrap_or_else(S::zero);
                if length.value() < 0.0 { whole + length } else { length }
            }
            Trim::Point(point) => self.net_of(&frame.points[point]),
        }
    }

    /// Net length of the whole chain.
    pub fn net(&self) -> S {
        self.net_reached.last().copied().unwrap_or_else(S::zero)
    }

    /// Net length from the whole chain's start to a place of an edge that lies so far along it, counter-clockwise.
    fn net_at(&self, panel: usize, edge: usize, on_edge: S) -> Option<S> {
        let mut nearest: Option<(f64, S)> = None;
        for (part, end) in self.parts.iter().zip(&self.net_reached) {
            if (part.panel, part.edge) != (panel, edge) {
                continue;
            }
            let [a, b] = part.on_edge;
            let beyond = (a - on_edge).max(on_edge - b).max(S::zero()).value();
            if nearest.as_ref().is_none_or(|(least, _)| beyond < *least - 1e-9) {
                let within = if part.reversed { b - on_edge } else { on_edge - a };
                nearest = Some((beyond, *end - part.net + within));
            }
        }
        nearest.map(|(_, net)| net)
    }

    /// Net length from the whole chain's start to a named point; its end where the point is not on it.
    pub fn net_of(&self, point: &PointFrame<S>) -> S {
        self.net_at(point.panel, point.edge, point.on_edge).unwrap_or_else(|| self.net())
    }

    /// Length on the line, from the whole chain's start, at the foot of a net length of the whole chain.
    fn at_net(&self, net: S) -> S {
        let mut start = S::zero();
        let mut net_start = S::zero();
        let last = self.parts.len().saturating_sub(1);
        for (index, (part, end)) in self.parts.iter().zip(&self.reached).enumerate() {
            let net_end = self.net_reached[index];
            if net_end.value() >= net.value() - 1e-9 || index == last {
                if part.net.value().abs() < 1e-12 {
                    return start;
                }
                let share = (net - net_start) / part.net;
                return start + part.full * share - part.mitres[0];
            }
            start = *end;
            net_start = net_end;
        }
        start
    }

    /// Length of the whole chain's line before this one starts.
    pub fn offset(&self) -> S {
        self.from
    }

    /// Length on the line at the foot of a net length of the whole chain.
    pub fn at(&self, net: S) -> S {
        self.at_net(net) - self.from
    }

    /// Length on the line at the foot of a point of an edge: `share` of its net length, counter-clockwise.
    pub fn at_edge(&self, frame: &Frame<S>, panel: usize, edge: usize, share: f64) -> S {
        let Some(net) = frame.panels.get(panel).map(|panel| panel.net(edge).scale(share)) else {
            return self.length.scale(0.5);
        };
        self.net_at(panel, edge, net).map_or_else(|| self.length.scale(0.5), |net| self.at(net))
    }

    /// Length on the line at the foot of a named point.
    pub fn at_point(&self, point: &PointFrame<S>) -> S {
        self.at(self.net_of(point))
    }

    /// The net line's point at a net length of the whole chain, its panel, and the inward normal there.
    pub fn net_point(&self, frame: &Frame<S>, net: S) -> (usize, Vec2<S>, Vec2<S>) {
        let last = self.parts.len().saturating_sub(1);
        let mut start = S::zero();
        for (index, (part, end)) in self.parts.iter().zip(&self.net_reached).enumerate() {
            if end.value() >= net.value() || index == last {
                let segment = self.net_segment(frame, part);
                let share = (net - start) / part.net;
                let normal = segment.tangent(share).left();
                let normal = if part.reversed { -normal } else { normal };
                return (part.panel, segment.point(share), normal);
            }
            start = *end;
        }
        (0, Vec2::zero(), Vec2::zero())
    }

    /// Which edge lies at a net length of the whole chain, and how far along it, counter-clockwise.
    pub fn edge_at(&self, net: S) -> Option<(usize, usize, S)> {
        let last = self.parts.len().saturating_sub(1);
        let mut start = S::zero();
        for (index, (part, end)) in self.parts.iter().zip(&self.net_reached).enumerate() {
            if end.value() >= net.value() - 1e-9 || index == last {
                let within = net - start;
                let [a, b] = part.on_edge;
                let on_edge = if part.reversed { b - within } else { a + within };
                return Some((part.panel, part.edge, on_edge));
            }
            start = *end;
        }
        None
    }

    /// The net line of a part, in walking order.
    pub fn net_segment(&self, frame: &Frame<S>, part: &LinePart<S>) -> Segment<S> {
        let whole = frame.panels[part.panel].segments[part.segment].segment;
        let [u, v] = part.shares;
        let cut = u.value() != 0.0 || v.value() != 1.0;
        let segment = if cut { whole.part(u, v) } else { whole };
        if part.reversed { segment.reversed() } else { segment }
    }

    /// The line between two of its lengths, as segments with their panels, each starting where the one before ends.
    ///
    /// What lies outside the stretch or vanishes at this inset is left out.
    pub fn between(&self, frame: &Frame<S>, from: S, to: S) -> Vec<(usize, Segment<S>)> {
        let (from, to) = (from + self.from, to + self.from);
        let mut line = Vec::with_capacity(self.parts.len());
        let mut start = S::zero();
        for (part, end) in self.parts.iter().zip(&self.reached) {
            let (own_from, own_to) = (from.max(start), to.min(*end));
            if own_to.value() > own_from.value() {
                let net = self.net_segment(frame, part);
                let inward = if part.reversed { -self.inset } else { self.inset };
                let shifted =
                    if self.inset.value() == 0.0 { net } else { net.shifted_left(inward) };
                // What a mitre takes off lies before the stretch of its part.
                let share = |at: S| (at - start + part.mitres[0]) / part.full;
                line.push((part.panel, shifted.part(share(own_from), share(own_to))));
            }
            start = *end;
        }
        line
    }
}

/// What the mitre of a sharp corner takes off the inset lines of the edge before it and the edge after it.
fn mitres<S: Scalar>([before, after]: [&Segment<S>; 2], turn: S, inset: S) -> [S; 2] {
    let straight = inset * turn.scale(0.5).tan();
    if inset.value() == 0.0 || before.is_line() && after.is_line() {
        return [straight, straight];
    }
    let (first, second) = (before.shifted_left(inset), after.shifted_left(inset));
    let meeting = crate::geom::meet(&first, &second, before.b + bisector(before, after) * inset);
    let (u, _) = first.foot(meeting.point);
    let (v, _) = second.foot(meeting.point);
    [first.length() * (S::constant(1.0) - u), second.length() * v]
}

/// From a corner inward, so long that one unit square to either edge.
fn bisector<S: Scalar>(before: &Segment<S>, after: &Segment<S>) -> Vec2<S> {
    let (a, b) = (before.tangent(S::constant(1.0)).left(), after.tangent(S::zero()).left());
    let sum = a + b;
    sum * (S::constant(2.0) / sum.dot(sum))
}

/// The point of a chain's net line at `share` of its length (of the whole chain), moved along by `by`, its panel, and the
/// inward normal there.
pub fn point_on<S: Scalar>(
    frame: &Frame<S>,
    chain: &Chain,
    share: S,
    by: S,
) -> (usize, Vec2<S>, Vec2<S>) {
    let line = StitchLine::of(frame, chain, S::zero());
    line.net_point(frame, line.net() * share + by)
}
