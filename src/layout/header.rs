//! The title block: what the sheet is, how large the bag comes out, what to mind, which page it is.

use super::Sheet;
use super::wording::{label, one_line, shortened, wrap};
use crate::drawing::{Align, Item, Role, Shape, Text};
use crate::geom::{Point, Segment};

/// Em of the title, mm.
const TITLE: f64 = 5.2;
/// Em of everything else, mm.
const SMALL: f64 = 2.8;
/// Baseline of the title below the top, and from it to the first row, mm.
const TITLE_BASE: f64 = 4.2;
const FIRST_ROW: f64 = 5.4;
/// From row to row, mm.
const PITCH: f64 = 4.0;
/// From the last baseline to the rule under the block, mm.
const TAIL: f64 = 2.6;
/// From this width on notes stand in a column of their own, mm.
const TWO_COLUMNS: f64 = 150.0;
/// Widths of the two columns as shares of the sheet's.
const COLUMNS: (f64, f64) = (0.56, 0.4);
/// Kept free at the right of the title for the page number, mm.
const NUMBER: f64 = 34.0;

/// The title block set for one width; the same on every page but for the number.
#[derive(Clone, Debug)]
pub(super) struct Header {
    title: String,
    /// Rows under the title: text, bold, at the right.
    rows: Vec<Row>,
    width: f64,
    /// Height down to the rule, mm.
    pub(super) height: f64,
}

#[derive(Clone, Debug)]
struct Row {
    content: String,
    bold: bool,
    right: bool,
    line: u32,
}

impl Header {
    /// Breaks the sheet's lines for `width`.
    pub(super) fn set(sheet: &Sheet, width: f64) -> Self {
        let mut rows = Vec::new();
        let two = width >= TWO_COLUMNS && !sheet.notes.is_empty();
        let (left, right) =
            if two { (width * COLUMNS.0, width * COLUMNS.1) } else { (width, width) };
        let mut line = 0;
        let mut add = |texts: &[String], width: f64, bold: bool, right: bool, line: &mut u32| {
            for text in texts {
                for content in wrap(&one_line(text), width, SMALL, bold) {
                    let content = shortened(&content, width, SMALL, bold);
                    rows.push(Row { content, bold, right, line: *line });
                    *line += 1;
                }
            }
        };
        add(&sheet.subtitle, left, false, false, &mut line);
        let mut beside = if two { 0 } else { line };
        add(&sheet.notes, right, true, two, &mut beside);
        let n_lines = f64::from(line.max(beside));
        let rows_height = if n_lines > 0.0 { FIRST_ROW + (n_lines - 1.0) * PITCH } else { 0.0 };
        let title = shortened(&one_line(&sheet.title), width - NUMBER, TITLE, true);
        Self { title, rows, width, height: TITLE_BASE + rows_height + TAIL }
    }

    /// The block with its upper left corner at `corner`, for page `page` (from 1) of `n_pages`.
    pub(super) fn items(&self, corner: Point, page: usize, n_pages: usize) -> Vec<Item> {
        let text = |content: &str, x: f64, down: f64, size: f64, align: Align, bold: bool| {
            let at = Point::new(corner.x + x, corner.y - down);
            label(Text { content: content.into(), at, size, turn_deg: 0.0, align, bold })
        };
        let mut items = Vec::new();
        if !self.title.is_empty() {
            items.push(text(&self.title, 0.0, TITLE_BASE, TITLE, Align::Start, true));
        }
        let number = format!("page {page} of {n_pages}");
        items.push(text(&number, self.width, TITLE_BASE, SMALL, Align::End, false));
        for row in &self.rows {
            let (x, align) = if row.right { (self.width, Align::End) } else { (0.0, Align::Start) };
            let down = TITLE_BASE + FIRST_ROW + f64::from(row.line) * PITCH;
            items.push(text(&row.content, x, down, SMALL, align, row.bold));
        }
        let y = corner.y - self.height;
        let rule = Segment::line(Point::new(corner.x, y), Point::new(corner.x + self.width, y));
        let shape = Shape::Path { segments: vec![rule], closed: false };
        items.push(Item { role: Role::Sheet, shape, tags: Vec::new() });
        items
    }
}
