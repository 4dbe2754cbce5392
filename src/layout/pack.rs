//! Packing boxes on pages: maximal free rectangles, several orders and rules, the best result kept.
//!
//! Coordinates run from the top left corner downwards, as a page is read. Every box is packed with the gap added to
//! its right and lower side, in a room with the gap added likewise, so that gaps fall between boxes only.

/// A box, mm; y runs down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    /// Left.
    pub(super) x: f64,
    /// Top.
    pub(super) y: f64,
    /// Width.
    pub(super) w: f64,
    /// Height.
    pub(super) h: f64,
}

/// Boxes that differ by less are taken to fit, mm: the sum of a row's widths is not exact.
const SLACK: f64 = 1e-9;
/// A turned piece costs as much as this many millimeters of height: pieces that all stand as they hang on the bag
/// are told apart at a glance.
const COST_TURNED: f64 = 12.0;
/// Above this many pieces fewer ways are tried, so that the time stays near linear.
const MANY: usize = 40;

impl Rect {
    fn right(&self) -> f64 {
        self.x + self.w
    }
    fn bottom(&self) -> f64 {
        self.y + self.h
    }
    fn meets(&self, other: &Self) -> bool {
        self.x < other.right() - SLACK
            && other.x < self.right() - SLACK
            && self.y < other.bottom() - SLACK
            && other.y < self.bottom() - SLACK
    }
    fn holds(&self, other: &Self) -> bool {
        self.x <= other.x + SLACK
            && self.y <= other.y + SLACK
            && other.right() <= self.right() + SLACK
            && other.bottom() <= self.bottom() + SLACK
    }
}

/// The free room of a page as maximal rectangles, gap included.
#[derive(Clone, Debug)]
pub(super) struct Room {
    free: Vec<Rect>,
    gap: f64,
}

impl Room {
    /// An empty room of `width` by `height` with things in the way.
    pub(super) fn new(width: f64, height: f64, taken: &[Rect], gap: f64) -> Self {
        let mut room =
            Self { free: vec![Rect { x: 0.0, y: 0.0, w: width + gap, h: height + gap }], gap };
        for rect in taken {
            // What is in the way keeps its gap on all sides.
            room.take(Rect { x: rect.x, y: rect.y, w: rect.w + gap, h: rect.h + gap });
        }
        room
    }
    /// The widest and highest boxes it holds: the free rectangles' sizes.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.free.iter().map(|rect| (rect.w - self.gap, rect.h - self.gap))
    }
    /// True if a box of this size has a place.
    pub(super) fn fits(&self, w: f64, h: f64) -> bool {
        self.sizes().any(|(width, height)| w <= width + SLACK && h <= height + SLACK)
    }
    /// Removes a rectangle (gap included) from the free ones.
    fn take(&mut self, taken: Rect) {
        let mut split = Vec::new();
        self.free.retain(|free| {
            if !free.meets(&taken) {
                return true;
            }
            let mut keep = |x: f64, y: f64, right: f64, bottom: f64| {
                if right - x > self.gap + SLACK && bottom - y > self.gap + SLACK {
                    split.push(Rect { x, y, w: right - x, h: bottom - y });
                }
            };
            keep(free.x, free.y, free.right(), taken.y);
            keep(free.x, free.y, taken.x, free.bottom());
            keep(taken.right(), free.y, free.right(), free.bottom());
            keep(free.x, taken.bottom(), free.right(), free.bottom());
            false
        });
        for (k, rect) in split.iter().enumerate() {
            let held = self.free.iter().any(|other| other.holds(rect))
                || split
                    .iter()
                    .enumerate()
                    .any(|(j, other)| j != k && other.holds(rect) && (j < k || !rect.holds(other)));
            if !held {
                self.free.push(*rect);
            }
        }
    }
    /// The best place for a box by a rule: cost and corner.
    fn best(&self, w: f64, h: f64, rule: Rule) -> Option<([f64; 2], Rect)> {
        let (w, h) = (w + self.gap, h + self.gap);
        let fitting = self.free.iter().filter(|free| w <= free.w + SLACK && h <= free.h + SLACK);
        let costed = fitting.map(|free| {
            let cost = match rule {
                Rule::TopFirst => [free.y + h, free.x],
                Rule::LeftFirst => [free.x + w, free.y],
                Rule::TightSide => [(free.w - w).min(free.h - h), free.y + h],
            };
            (cost, Rect { x: free.x, y: free.y, w, h })
        });
        costed.reduce(|a, b| if before(&b.0, &a.0) { b } else { a })
    }
}

/// How a place is chosen.
#[derive(Clone, Copy, Debug)]
enum Rule {
    /// The bottom of the box as high as possible, then left: rows.
    TopFirst,
    /// The right of the box as far left as possible, then high: columns.
    LeftFirst,
    /// The least left over on one side of the free rectangle.
    TightSide,
}

/// A box's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Page, from 0.
    pub(super) page: usize,
    /// Which of the box's ways.
    pub(super) way: usize,
    /// Left, mm.
    pub(super) x: f64,
    /// Top, mm, counted down.
    pub(super) y: f64,
}

/// A packing and what it is worth.
#[derive(Clone, Debug, Default)]
pub(super) struct Packing {
    /// For each box, in the order given, its place.
    pub(super) places: Vec<Place>,
    /// Number of pages.
    pub(super) n_pages: usize,
    /// Used extents of the fullest page, mm.
    pub(super) used: (f64, f64),
    cost: f64,
}

/// Packs boxes, each with the size of each way it can stand, on as few pages as found, `room` on each; `None` if a
/// box has no place even on an empty page.
pub(super) fn pack(boxes: &[[(f64, f64); 2]], room: &Room) -> Option<Packing> {
    let keys: [fn((f64, f64)) -> f64; 4] =
        [|(w, h)| w * h, |(w, h)| w.max(h), |(_, h)| h, |(w, h)| w + h];
    let rules = [Rule::TopFirst, Rule::LeftFirst, Rule::TightSide];
    let n_keys = if boxes.len() > MANY { 1 } else { keys.len() };
    let mut best: Option<Packing> = None;
    for key in &keys[..n_keys] {
        let mut order: Vec<usize> = (0..boxes.len()).collect();
        // A stable sort: equal pieces stay in the bag's order.
        order.sort_by(|a, b| key(boxes[*b][0]).total_cmp(&key(boxes[*a][0])));
        for (rule, upright) in rules.into_iter().flat_map(|rule| [(rule, true), (rule, false)]) {
            let packing = pack_in_order(boxes, room, &order, rule, upright)?;
            let better = best.as_ref().is_none_or(|best| {
                (packing.n_pages, packing.cost) < (best.n_pages, best.cost - 1e-6)
            });
            if better {
                best = Some(packing);
            }
        }
    }
    best
}

fn pack_in_order(
    boxes: &[[(f64, f64); 2]],
    room: &Room,
    order: &[usize],
    rule: Rule,
    upright: bool,
) -> Option<Packing> {
    let nowhere = Place { page: 0, way: 0, x: 0.0, y: 0.0 };
    let mut places = vec![nowhere; boxes.len()];
    let mut pages: Vec<(Room, f64, f64)> = Vec::new();
    let mut n_turned = 0.0;
    for &k in order {
        let mut page = 0;
        let (way, rect) = loop {
            if page == pages.len() {
                if !boxes[k].iter().any(|(w, h)| room.fits(*w, *h)) {
                    return None;
                }
                pages.push((room.clone(), 0.0, 0.0));
            }
            if let Some(found) = best_way(&boxes[k], &pages[page].0, rule, upright) {
                break found;
            }
            page += 1;
        };
        let (free, right, bottom) = &mut pages[page];
        free.take(rect);
        *right = right.max(rect.right() - room.gap);
        *bottom = bottom.max(rect.bottom() - room.gap);
        n_turned += f64::from(u8::from(way == 1));
        places[k] = Place { page, way, x: rect.x, y: rect.y };
    }
    let heights: f64 = pages.iter().map(|(_, _, bottom)| bottom).sum();
    let widths: f64 = pages.iter().map(|(_, right, _)| right).sum();
    let used =
        pages.iter().fold((0.0, 0.0), |(w, h): (f64, f64), page| (w.max(page.1), h.max(page.2)));
    let cost = heights + widths * 0.05 + n_turned * COST_TURNED;
    Some(Packing { places, n_pages: pages.len(), used, cost })
}

/// The best place of a box that may stand in two ways; `upright` takes the second only where the first has none.
fn best_way(
    ways: &[(f64, f64); 2],
    room: &Room,
    rule: Rule,
    upright: bool,
) -> Option<(usize, Rect)> {
    let mut found = ways.iter().enumerate().filter_map(|(way, (w, h))| {
        // A square turned is the same square.
        let same = way == 1 && (ways[0].0 - w).abs() + (ways[0].1 - h).abs() < SLACK;
        let (cost, rect) = room.best(*w, *h, rule).filter(|_| !same)?;
        Some((cost, way, rect))
    });
    if upright {
        return found.next().map(|(_, way, rect)| (way, rect));
    }
    let best = found.reduce(|a, b| if before(&b.0, &a.0) { b } else { a });
    best.map(|(_, way, rect)| (way, rect))
}

/// True if `a` is clearly less than `b`, first figure first.
fn before(a: &[f64; 2], b: &[f64; 2]) -> bool {
    if (a[0] - b[0]).abs() > 1e-6 { a[0] < b[0] } else { a[1] < b[1] - 1e-6 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(w: f64, h: f64) -> [(f64, f64); 2] {
        [(w, h), (h, w)]
    }

    #[test]
    fn boxes_that_fill_the_room_to_the_last_gap_fit() {
        // Four of 48 x 23 with gaps of 4 in a room of 100 x 50.
        let room = Room::new(100.0, 50.0, &[], 4.0);
        let packing = pack(&[both(48.0, 23.0); 4], &room).unwrap();
        assert_eq!(packing.n_pages, 1, "they fit exactly");
        assert_eq!(packing.used, (100.0, 50.0), "and use it all");
        let packing = pack(&[both(48.0, 23.0); 5], &room).unwrap();
        assert_eq!(packing.n_pages, 2, "a fifth needs a page");
        assert!(pack(&[both(101.0, 5.0)], &room).is_none(), "too long for the room");
        assert!(pack(&[both(5.0, 100.0)], &room).is_some(), "it is turned");
    }

    #[test]
    fn what_is_in_the_way_keeps_its_gap() {
        let taken = Rect { x: 0.0, y: 60.0, w: 50.0, h: 40.0 };
        let room = Room::new(100.0, 100.0, &[taken], 4.0);
        assert!(room.fits(100.0, 56.0), "above it, 4 mm away");
        assert!(!room.fits(100.0, 56.1), "not nearer");
        assert!(room.fits(46.0, 100.0), "beside it");
        assert!(!room.fits(46.1, 100.0), "not nearer");
    }

    #[test]
    fn pieces_stand_upright_where_that_needs_no_more_room() {
        let packing =
            pack(&[both(30.0, 60.0), both(30.0, 60.0)], &Room::new(100.0, 100.0, &[], 4.0))
                .unwrap();
        assert!(packing.places.iter().all(|place| place.way == 0), "{:?}", packing.places);
    }
}
