//! Which stretch of an edge has which cut line: two seams, or a seam and a finish, may share one edge.

use crate::frame::{Frame, PanelFrame, StitchLine, Structure};
use crate::geom::Segment;

/// A stretch of an edge and what is done there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Zone {
    /// The edge.
    pub(super) edge: usize,
    /// From where to where on its net line, counter-clockwise, mm.
    pub(super) range: [f64; 2],
    /// The joint.
    pub(super) joint: usize,
}

/// The zones of every panel.
pub(super) fn zones(structure: &Structure, frame: &Frame<f64>) -> Vec<Vec<Zone>> {
    let mut zones = vec![Vec::new(); structure.bound.panels.len()];
    for (index, joint) in structure.bound.joints.iter().enumerate() {
        let whole = joint.chain.from.is_none() && joint.chain.to.is_none();
        let line = StitchLine::of(frame, &joint.chain, 0.0);
        let offset = line.offset();
        let mut start = -offset;
        for part in &line.parts {
            let end = start + part.net;
            let (from, to) =
                if whole { (start, end) } else { (start.max(0.0), end.min(line.length)) };
            if to > from || whole {
                let [a, b] = part.on_edge;
                let range = if part.reversed {
                    [b - (to - start), b - (from - start)]
                } else {
                    [a + (from - start), a + (to - start)]
                };
                push(&mut zones[part.panel], Zone { edge: part.edge, range, joint: index });
            }
            start = end;
        }
    }
    zones
}

/// Adds a zone; what goes on where another of the same joint ends is one with it.
fn push(zones: &mut Vec<Zone>, zone: Zone) {
    let same = |other: &&mut Zone| other.edge == zone.edge && other.joint == zone.joint;
    for other in zones.iter_mut().filter(same) {
        if (other.range[1] - zone.range[0]).abs() < 1e-6 {
            other.range[1] = zone.range[1];
            return;
        }
        if (other.range[0] - zone.range[1]).abs() < 1e-6 {
            other.range[0] = zone.range[0];
            return;
        }
    }
    zones.push(zone);
}

/// The segments of an edge, cut where one zone ends and another begins, each with its joint.
pub(super) fn divide(
    drawn: &PanelFrame<f64>,
    edge: usize,
    segments: &[Segment],
    zones: &[Zone],
) -> Vec<(Segment, Option<usize>)> {
    let own: Vec<&Zone> = zones.iter().filter(|zone| zone.edge == edge).collect();
    let net = drawn.net(edge);
    let whole = |zone: &Zone| zone.range[0] < 1e-6 && zone.range[1] > net - 1e-6;
    match own.as_slice() {
        [] => return segments.iter().map(|segment| (*segment, None)).collect(),
        [zone] if whole(zone) => {
            return segments.iter().map(|segment| (*segment, Some(zone.joint))).collect();
        }
        _ => {}
    }
    let mut divided = Vec::new();
    let mut start = 0.0;
    for segment in segments {
        let length = segment.length();
        let end = start + length;
        let mut cuts: Vec<f64> = vec![0.0, 1.0];
        for at in own.iter().flat_map(|zone| zone.range) {
            let share = (at - start) / length;
            if share > 1e-9 && share < 1.0 - 1e-9 {
                cuts.push(share);
            }
        }
        cuts.sort_by(f64::total_cmp);
        for pair in cuts.windows(2) {
            let middle = start + length * 0.5 * (pair[0] + pair[1]);
            let inside = |zone: &&&Zone| zone.range[0] <= middle && middle <= zone.range[1];
            let joint = own.iter().find(inside).map(|zone| zone.joint);
            divided.push((segment.part(pair[0], pair[1]), joint));
        }
        start = end;
    }
    divided
}
