//! From the net line of a piece to its cut line: allowances and turn-overs are put on the merged piece.

use crate::frame::{Frame, Structure};
use crate::geom::{EdgeKind, NetEdge, Segment, cut_line};
use crate::style::bound::Allowance;

use super::piece::{Mark, OutlineSegment, Piece};

/// Turns the outline of a piece, so far its net line, into its cut line.
pub(super) fn cut(structure: &Structure, frame: &Frame<f64>, piece: &mut Piece) {
    let joints = &structure.bound.joints;
    let add = |joint: Option<usize>| {
        let joint = &joints[joint?];
        let add = frame.values[joint.add?];
        let kind = match joint.allowance {
            Allowance::Bare => EdgeKind::Bare,
            Allowance::Seam => EdgeKind::Allowance,
            Allowance::TurnOver => EdgeKind::TurnOver,
        };
        Some((add, kind))
    };
    let darts = |part: &OutlineSegment| {
        part.owner.is_some_and(|(panel, edge)| structure.bound.panels[panel].edges[edge].dart)
    };
    if !piece.outline.iter().any(|part| add(part.joint).is_some() || darts(part)) {
        return;
    }
    let net = core::mem::take(&mut piece.outline);
    // Parts of one edge with one cut line go together; a dart is bridged.
    let mut edges: Vec<(NetEdge, OutlineSegment)> = Vec::new();
    let mut index = 0;
    while index < net.len() {
        let part = &net[index];
        if darts(part) {
            let first = index;
            while index < net.len() && darts(&net[index]) {
                index += 1;
            }
            let bridge = Segment::line(net[first].segment.a, net[index - 1].segment.b);
            match edges.last_mut() {
                Some((edge, _)) => edge.segments.push(bridge),
                None => edges.push((bare(bridge), part.clone())),
            }
            continue;
        }
        let goes_on = edges.last().is_some_and(|(_, before)| {
            before.joint == part.joint && before.owner == part.owner
                || add(before.joint).is_none()
                    && add(part.joint).is_none()
                    && before.owner == part.owner
        });
        if goes_on {
            if let Some((edge, _)) = edges.last_mut() {
                edge.segments.push(part.segment);
            }
        } else {
            let (add, kind) = add(part.joint).unwrap_or((0.0, EdgeKind::Bare));
            edges.push((NetEdge { segments: vec![part.segment], add, kind }, part.clone()));
        }
        index += 1;
    }
    let owners: Vec<OutlineSegment> = edges.iter().map(|(_, owner)| owner.clone()).collect();
    let edges: Vec<NetEdge> = edges.into_iter().map(|(edge, _)| edge).collect();
    let line = cut_line(&edges, piece.thickness);
    piece.outline = line
        .segments
        .iter()
        .filter(|cut| (cut.segment.b - cut.segment.a).norm() > 1e-9)
        .map(|cut| OutlineSegment { segment: cut.segment, ..owners[cut.edge].clone() })
        .collect();
    let trouble = line.findings.iter().filter_map(|finding| {
        owners.get(finding.edge).map(|owner| (owner.edge.clone(), finding.what))
    });
    piece.troubles.extend(trouble);
    piece.marks.extend(line.snips.into_iter().map(Mark::Snip));
    piece.marks.extend(line.pleats.into_iter().map(Mark::Pleat));
    piece.net = net;
}

fn bare(segment: Segment) -> NetEdge {
    NetEdge { segments: vec![segment], add: 0.0, kind: EdgeKind::Bare }
}
