//! The neutral picture every exporter writes: groups of items with roles, in millimetres, y up. It knows no bags.

mod role;

pub use role::Role;

use crate::geom::{Point, Segment};

/// A sheet: everything on it lies between (0, 0) at the lower left and (`width`, `height`) at the upper right, mm.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width of the sheet, mm.
    pub width: f64,
    /// Height of the sheet, mm.
    pub height: f64,
    /// What it shows, one line.
    pub title: String,
    /// A longer description, one paragraph.
    pub description: String,
    /// What is on it, in drawing order.
    pub groups: Vec<Group>,
}

/// Things that belong together: one piece of leather, or one block of the sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Stable, unique in its drawing; for a piece its name (`lining.front`).
    pub id: String,
    /// For people.
    pub title: String,
    /// How many are cut; 0 for what is not a piece.
    pub quantity: u32,
    /// What it is cut from; empty for what is not a piece.
    pub material: String,
    /// Its items, in drawing order.
    pub items: Vec<Item>,
}

/// One line, hole or text.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What a machine or a hand does with it.
    pub role: Role,
    /// Where it is.
    pub shape: Shape,
    /// Facts for programs, written where a format can hold them (`seam` → `data-seam`). Keys are `[a-z]+`.
    pub tags: Vec<(&'static str, String)>,
}

/// The shape of an item, mm.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Lines and arcs, each starting where the one before ends.
    Path {
        /// At least one.
        segments: Vec<Segment>,
        /// True if the last ends where the first starts and the inside is meant.
        closed: bool,
    },
    /// A circle.
    Circle {
        /// Its center.
        center: Point,
        /// Its radius, mm.
        radius: f64,
    },
    /// One line of text.
    Text(Text),
}

/// One line of text, set in the sheet's typeface.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What it says: any string; what the typeface lacks is drawn as a box.
    pub content: String,
    /// Start, middle or end of the baseline, after `align`.
    pub at: Point,
    /// Size of the em, mm.
    pub size: f64,
    /// Counter-clockwise, degrees.
    pub turn_deg: f64,
    /// Which part of the line stands at `at`.
    pub align: Align,
    /// Bold instead of regular.
    pub bold: bool,
}

/// Which part of a line of text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Group {
    /// The same group, moved.
    #[must_use]
    pub fn shifted(&self, x: f64, y: f64) -> Self {
        let by = Point::new(x, y);
        let mut moved = self.clone();
        for item in &mut moved.items {
            match &mut item.shape {
                Shape::Path { segments, .. } => {
                    for segment in segments {
                        *segment = segment.moved(|p| p + by);
                    }
                }
                Shape::Circle { center, .. } => *center = *center + by,
                Shape::Text(text) => text.at = text.at + by,
            }
        }
        moved
    }
}
