//! Rigid motions by quarter turns: from a piece's own coordinates to the sheet's.

use super::bounds::Bounds;
use crate::drawing::{Item, Shape, Text};
use crate::geom::{Point, Segment};

/// A turn about the origin by nothing or a quarter (counter-clockwise), then a shift.
///
/// Quarter turns only swap coordinates, so every length on the sheet is the length of the piece to the last bit of
/// the shift.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Motion {
    /// True for a quarter turn counter-clockwise.
    pub(super) quarter: bool,
    /// Shift in x after the turn, mm.
    pub(super) x: f64,
    /// Shift in y after the turn, mm.
    pub(super) y: f64,
}

impl Motion {
    /// The turn alone.
    pub(super) fn turn(quarter: bool) -> Self {
        Self { quarter, x: 0.0, y: 0.0 }
    }
    /// The same turn, shifted by `(x, y)` more.
    pub(super) fn shifted(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }
    /// The turn in degrees.
    pub(super) fn degrees(self) -> f64 {
        if self.quarter { 90.0 } else { 0.0 }
    }
    /// Where a point goes.
    pub(super) fn point(self, p: Point) -> Point {
        let turned = if self.quarter { p.left() } else { p };
        Point::new(turned.x + self.x, turned.y + self.y)
    }
    /// Where a segment goes.
    pub(super) fn segment(self, segment: &Segment) -> Segment {
        segment.moved(|p| self.point(p))
    }
    /// Where a box goes.
    pub(super) fn bounds(self, bounds: Bounds) -> Bounds {
        Bounds::of_points(bounds.corners().map(|p| self.point(p)))
    }
    /// Where an item goes.
    pub(super) fn item(self, item: &Item) -> Item {
        let shape = match &item.shape {
            Shape::Path { segments, closed } => Shape::Path {
                segments: segments.iter().map(|segment| self.segment(segment)).collect(),
                closed: *closed,
            },
            Shape::Circle { center, radius } => {
                Shape::Circle { center: self.point(*center), radius: *radius }
            }
            Shape::Text(text) => Shape::Text(Text {
                at: self.point(text.at),
                turn_deg: text.turn_deg + self.degrees(),
                ..text.clone()
            }),
        };
        Item { role: item.role, shape, tags: item.tags.clone() }
    }
}
