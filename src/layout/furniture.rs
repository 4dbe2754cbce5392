//! What a page carries besides pieces: the title block above, the gauges with legend and list below.

use super::bounds::Bounds;
use super::gauges::{CARD, INCHES, RULER, beside, card, inches, inner, ruler};
use super::header::Header;
use super::legend::{legend, list};
use super::pack::{Rect, Room};
use super::{LayoutError, Paper, Sheet};
use crate::drawing::{Group, Item};
use crate::geom::{Point, Vec2};

/// Air between the two squares, mm.
const BETWEEN: f64 = 5.0;
/// Air between the gauges and the ruler, mm.
const ABOVE_RULER: f64 = 2.6;
/// Air under the rule of the title block, mm.
const UNDER_HEADER: f64 = 5.0;
/// Least height left for pieces above the gauges, mm: below it a sheet is all frame.
const LEAST_ROOM: f64 = 30.0;

/// Where everything but the pieces stands on a page of one paper.
#[derive(Clone, Debug)]
pub(super) struct Furniture {
    header: Header,
    /// The sheet without its margins.
    printable: Bounds,
    /// Lower left corners of the card and of the inch square.
    card: Point,
    inches: Point,
    ruler: bool,
}

impl Furniture {
    /// Plans the page.
    ///
    /// # Errors
    ///
    /// When the paper is too small for the gauges and a strip of pieces.
    pub(super) fn plan(sheet: &Sheet, paper: &Paper, ruler: bool) -> Result<Self, LayoutError> {
        let margin = paper.margin();
        let printable = Bounds {
            lo: Point::new(margin, margin),
            hi: Point::new(paper.width() - margin, paper.height() - margin),
        };
        let header = Header::set(sheet, printable.width());
        let card = printable.lo + Vec2::new(0.0, if ruler { RULER + ABOVE_RULER } else { 0.0 });
        let side_by_side = CARD.x + BETWEEN + INCHES <= printable.width();
        let step = if side_by_side {
            Vec2::new(CARD.x + BETWEEN, 0.0)
        } else {
            Vec2::new(0.0, CARD.y + BETWEEN)
        };
        let furniture = Self { header, printable, card, inches: card + step, ruler };
        let gauges = furniture.gauges();
        let needed = Vec2::new(
            gauges.width(),
            furniture.header.height + 2.0 * UNDER_HEADER + LEAST_ROOM + gauges.hi.y
                - printable.lo.y,
        );
        if needed.x > printable.width() || needed.y > printable.height() {
            return Err(LayoutError::PaperTooSmall {
                paper: paper.to_string(),
                width: paper.width(),
                height: paper.height(),
                needed_width: needed.x + 2.0 * margin,
                needed_height: needed.y + 2.0 * margin,
            });
        }
        Ok(furniture)
    }

    /// The box around card and inch square.
    fn gauges(&self) -> Bounds {
        let card = Bounds::sized(self.card.x, self.card.y, CARD.x, CARD.y);
        card.union(Bounds::sized(self.inches.x, self.inches.y, INCHES, INCHES))
    }

    /// The upper left corner of the room for pieces.
    pub(super) fn corner(&self) -> Point {
        Point::new(self.printable.lo.x, self.printable.hi.y - self.header.height - UNDER_HEADER)
    }

    /// The room for pieces with the gauges standing in it.
    pub(super) fn room(&self, gap: f64) -> Room {
        let corner = self.corner();
        let mut taken = vec![self.gauges()];
        if self.inches.y > self.card.y {
            // Stacked: beside the inch square there is room that their common box would hide.
            taken = vec![
                Bounds::sized(self.card.x, self.card.y, CARD.x, CARD.y),
                Bounds::sized(self.inches.x, self.inches.y, INCHES, INCHES),
            ];
        }
        if self.ruler {
            let lo = self.printable.lo;
            taken.push(Bounds::sized(lo.x, lo.y, self.printable.width(), RULER));
        }
        let down = |b: Bounds| Rect {
            x: b.lo.x - corner.x,
            y: corner.y - b.hi.y,
            w: b.width(),
            h: b.height(),
        };
        let taken: Vec<Rect> = taken.into_iter().map(down).collect();
        Room::new(self.printable.width(), corner.y - self.printable.lo.y, &taken, gap)
    }

    /// The groups of one page (`page` from 1) whose pieces are `names` and show `items`.
    pub(super) fn groups(
        &self,
        page: usize,
        n_pages: usize,
        names: &[String],
        items: &[&Item],
    ) -> Vec<Group> {
        let top = Point::new(self.printable.lo.x, self.printable.hi.y);
        let mut gauges = card(self.card);
        gauges.extend(inches(self.inches));
        let heading = if n_pages > 1 { "Pieces on this page" } else { "Pieces" };
        let mut groups = vec![
            group("sheet.title", "title block", self.header.items(top, page, n_pages)),
            group("sheet.gauges", "gauges", gauges),
            group("sheet.legend", "legend", legend(beside(self.card), items)),
            group("sheet.pieces", "pieces on this page", list(inner(self.inches), heading, names)),
        ];
        if self.ruler {
            groups.push(group(
                "sheet.ruler",
                "ruler",
                ruler(self.printable.lo, self.printable.width()),
            ));
        }
        groups.retain(|group| !group.items.is_empty());
        groups
    }
}

fn group(id: &str, title: &str, items: Vec<Item>) -> Group {
    Group { id: id.into(), title: title.into(), items, ..Group::default() }
}
