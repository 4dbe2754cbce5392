//! Measures along a walk of edges: its stitch line in closed form, and points on its net line.

use crate::geom::{Scalar, Segment, Vec2};

use super::{NetSegment, PanelFrame};

/// The stitch line of a walk at one inset: the offset of that walk alone, from the foot of its first to the foot of
/// its last point.
#[derive(Clone, Debug)]
pub struct StitchLine<S> {
    /// Its length.
    pub length: S,
    /// Length from its start to the end of each segment of the walk.
    pub reached: Vec<S>,
    /// Lengths from its start at which a sharp corner breaks it.
    pub breaks: Vec<S>,
}

/// The segments of a walk, in order.
pub(super) fn segments<'f, S: Scalar>(
    panel: &'f PanelFrame<S>,
    edges: &'f [usize],
) -> impl Iterator<Item = &'f NetSegment<S>> {
    edges.iter().flat_map(|edge| panel.edge(*edge))
}

impl<S: Scalar> StitchLine<S> {
    /// Measures the stitch line of a walk at `inset` inside its net line.
    ///
    /// A line keeps its length, an arc of radius r becomes r − d (Steiner: L − d·Θ), a sharp corner of turning θ
    /// costs both its edges d·tan(θ/2). Exact, and defined for every inset: where d exceeds the radius of a rounded
    /// corner, the corner is sharp.
    pub fn of(panel: &PanelFrame<S>, edges: &[usize], inset: S) -> Self {
        let mut line = Self {
            length: S::zero(),
            reached: Vec::with_capacity(3 * edges.len()),
            breaks: Vec::new(),
        };
        for (place, edge) in edges.iter().enumerate() {
            let mitre = |turn: S| inset * turn.scale(0.5).tan();
            let before = panel.corner_before(*edge);
            if place > 0 && before.radius.is_none() {
                // The edge before has paid its half of the mitre; this edge pays the other.
                line.breaks.push(line.length);
                line.length = line.length - mitre(before.turn);
            }
            for part in panel.edge(*edge) {
                line.length = line.length + inner_length(part, inset);
                line.reached.push(line.length);
            }
            let after = &panel.corners[*edge];
            if place + 1 < edges.len() && after.radius.is_none() {
                line.length = line.length - mitre(after.turn);
                if let Some(last) = line.reached.last_mut() {
                    *last = line.length;
                }
            }
        }
        line
    }

    /// The stitch-line length at the foot of a point of the net line: `share` of the net length of `edge`.
    pub fn at(&self, panel: &PanelFrame<S>, edges: &[usize], edge: usize, share: f64) -> S {
        let target = panel.net(edge).scale(share);
        let mut net = S::zero();
        let mut start = S::zero();
        for (part, end) in segments(panel, edges).zip(&self.reached) {
            if part.edge == edge {
                let after = net + part.length;
                if after.value() >= target.value() - 1e-9 {
                    let within = (target - net) / part.length;
                    return start + (*end - start) * within;
                }
                net = after;
            }
            start = *end;
        }
        self.length
    }
}

/// Length of the line `inset` inside a segment.
fn inner_length<S: Scalar>(part: &NetSegment<S>, inset: S) -> S {
    match part.radius {
        Some(radius) if part.turn.value() > 0.0 && radius.value() < inset.value() => {
            // Sharp on the inside: the half arc gives way to half a mitre.
            (radius - inset) * part.turn.tan()
        }
        _ => part.length - inset * part.turn,
    }
}

/// The point of a walk's net line at `share` of its length, moved along by `by`, and the inward normal there.
pub fn point_on<S: Scalar>(
    panel: &PanelFrame<S>,
    edges: &[usize],
    share: S,
    by: S,
) -> (Vec2<S>, Vec2<S>) {
    let total = segments(panel, edges).fold(S::zero(), |sum, part| sum + part.length);
    let target = total * share + by;
    let mut before = S::zero();
    let mut found = None;
    for part in segments(panel, edges) {
        found = Some((part, before));
        let after = before + part.length;
        if after.value() >= target.value() {
            break;
        }
        before = after;
    }
    let Some((part, before)) = found else {
        return (Vec2::zero(), Vec2::zero());
    };
    let within = (target - before) / part.length;
    (part.segment.point(within), part.segment.tangent(within).left())
}

impl<S: Scalar> StitchLine<S> {
    /// The stitch line between two of its lengths, as segments, each starting where the one before ends.
    ///
    /// Segments that lie outside the stretch or vanish at this inset are left out.
    pub fn between(
        &self,
        panel: &PanelFrame<S>,
        edges: &[usize],
        inset: S,
        from: S,
        to: S,
    ) -> Vec<Segment<S>> {
        let mut line = Vec::with_capacity(self.reached.len());
        let mut start = S::zero();
        let mut parts = self.reached.iter();
        for (place, edge) in edges.iter().enumerate() {
            let before = panel.corner_before(*edge);
            let mut trim = if place > 0 && before.radius.is_none() {
                inset * before.turn.scale(0.5).tan()
            } else {
                S::zero()
            };
            for part in panel.edge(*edge) {
                let Some(end) = parts.next() else { return line };
                let (own_from, own_to) = (from.max(start), to.min(*end));
                if own_to.value() > own_from.value() {
                    let shifted = part.segment.shifted_left(inset);
                    let length = inner_length(part, inset);
                    // What a mitre takes off lies before the stretch of an edge's first segment.
                    let share = |at: S| (at - start + trim) / length;
                    line.push(shifted.part(share(own_from), share(own_to)));
                }
                start = *end;
                trim = S::zero();
            }
        }
        line
    }
}
