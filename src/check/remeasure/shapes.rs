//! What outlines, folds and footprints show.

use crate::draft::{Mark, Piece};
use crate::geom::{Point, Segment};
use crate::style::bound::Thing;

use super::{Pieces, net_edge};

impl Pieces<'_> {
    /// Distance of a point of a panel to the bend zone at one of its edges: negative inside the zone.
    pub(super) fn to_fold(
        &self,
        piece: &Piece,
        panel: usize,
        edge: usize,
        p: Point,
    ) -> Option<f64> {
        let fold = self.bag.fold_at(panel, edge)?;
        let mark = piece.folds.iter().find(|mark| mark.fold == Some(fold))?;
        let along = (mark.line.b - mark.line.a).normalized();
        let to = |line: &Segment| along.cross(p - line.a);
        // Both limits see the point on one side; the nearer one is the panel's own.
        let (a, b) = (to(&mark.limits[0]), to(&mark.limits[1]));
        if a * b < 0.0 { Some(-a.abs().min(b.abs())) } else { Some(a.abs().min(b.abs())) }
    }

    pub(super) fn fold_mark(&self, fold: usize) -> Option<&crate::draft::FoldMark> {
        let shells = self.draft.pieces.iter().filter(|piece| piece.layer.is_none());
        shells.flat_map(|piece| &piece.folds).find(|mark| mark.fold == Some(fold))
    }

    /// A corner of a footprint on its host: piece, middle of the rounding, radius.
    pub(super) fn footprint_corner(
        &self,
        place: usize,
        corner: usize,
    ) -> Option<(&Piece, Point, f64)> {
        let placed = &self.structure.bound.places[place];
        let (_, piece) = self.shell_of(placed.on)?;
        let outline = piece.marks.iter().find_map(|mark| match mark {
            Mark::Footprint(of, outline) if *of == place => Some(outline),
            _ => None,
        })?;
        match placed.thing {
            Thing::Strap(_) => outline.get(corner).map(|segment| (piece, segment.a, 0.0)),
            Thing::Part(_) => {
                let (center, radius) = outline.first()?.circle()?;
                Some((piece, center, radius))
            }
            Thing::Panel(panel) => {
                let first = *self.bag.frame.panels[panel].first.get(corner + 1)?;
                let last = outline.get(first.checked_sub(1)?)?;
                match last.circle() {
                    Some((center, radius))
                        if self.bag.frame.panels[panel].corners[corner].radius.is_some() =>
                    {
                        Some((piece, center, radius))
                    }
                    _ => Some((piece, last.b, 0.0)),
                }
            }
        }
    }

    /// Radius of the rounding after an edge of a panel, on its net line.
    pub(super) fn corner_radius(&self, panel: usize, edge: usize) -> Option<f64> {
        let (_, piece) = self.shell_of(panel)?;
        let arcs = net_edge(piece, panel, edge);
        let arc = if piece.motion_of(panel)?.mirrors() { arcs.first() } else { arcs.last() };
        arc.and_then(Segment::circle).map(|(_, radius)| radius)
    }

    /// Length of a part of a strip that does not widen, by its side b.
    pub(super) fn part_length(&self, strip: usize, part: usize) -> Option<f64> {
        let of = &self.structure.bound.strips[strip];
        let part = of.parts.get(part).filter(|_| of.flare.is_none())?;
        let (_, piece) = self.shell_of(part.panel)?;
        let edge = net_edge(piece, part.panel, 0);
        let length: f64 = edge.iter().map(Segment::length).sum();
        (!edge.is_empty()).then_some(length)
    }

    /// Flat width between the two bends of a straight strip.
    pub(super) fn web(&self, strip: usize) -> Option<f64> {
        let part = self.structure.bound.strips[strip].parts.first()?;
        let (_, piece) = self.shell_of(part.panel)?;
        let bends: Vec<_> = piece
            .folds
            .iter()
            .filter(|mark| mark.fold.is_none() && mark.allowance > 0.0 && mark.line.is_line())
            .collect();
        let [a, b] = bends.as_slice() else { return None };
        let along = (a.line.b - a.line.a).normalized();
        let apart = |l: &Segment, m: &Segment| along.cross(m.point(0.5) - l.a);
        let pairs = a.limits.iter().flat_map(|l| b.limits.iter().map(move |m| apart(l, m)));
        // Where the bends overlap, the limits that face each other have changed places.
        let whole = apart(&a.line, &b.line);
        let sign = if whole < 0.0 { -1.0 } else { 1.0 };
        pairs.map(|apart| apart * sign).reduce(f64::min)
    }
}
