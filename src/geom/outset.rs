//! Stub: to be replaced.
use super::{Contour, Segment};
/// Stub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeKind {
    /// Stub.
    Bare,
    /// Stub.
    Allowance,
    /// Stub.
    TurnOver,
}
/// Stub.
#[derive(Clone, Debug)]
pub struct NetEdge {
    /// Stub.
    pub segments: Vec<Segment>,
    /// Stub.
    pub add: f64,
    /// Stub.
    pub kind: EdgeKind,
}
/// Stub.
#[derive(Clone, Debug)]
pub struct CutSegment {
    /// Stub.
    pub segment: Segment,
    /// Stub.
    pub edge: usize,
}
/// Stub.
#[derive(Clone, Debug, Default)]
pub struct CutLine {
    /// Stub.
    pub segments: Vec<CutSegment>,
    /// Stub.
    pub snips: Vec<Segment>,
    /// Stub.
    pub pleats: Vec<Segment>,
}
/// Stub.
pub fn outset(edges: &[NetEdge], _thickness: f64) -> CutLine {
    let mut line = CutLine::default();
    for (index, edge) in edges.iter().enumerate() {
        for segment in &edge.segments {
            line.segments.push(CutSegment { segment: *segment, edge: index });
        }
    }
    line
}
/// Stub.
pub fn inset(contour: &Contour, _by: f64) -> Vec<Contour> {
    vec![contour.clone()]
}
