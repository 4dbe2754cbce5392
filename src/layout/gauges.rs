//! The gauges that prove a print is true to size: a bank card's outline, a 50 mm and a 2 in square, a ruler.

use super::bounds::Bounds;
use super::wording::{label, wrap};
use crate::drawing::{Align, Item, Role, Shape, Text};
use crate::geom::{Point, Segment, Vec2};

/// A bank card (ISO/IEC 7810, ID-1), mm.
pub(super) const CARD: Vec2 = Vec2::new(85.60, 53.98);
/// The radius of its corners, mm.
const CARD_RADIUS: f64 = 3.18;
/// The metric square, mm.
pub(super) const SQUARE: f64 = 50.0;
/// The inch square: 2 in, mm.
pub(super) const INCHES: f64 = 50.8;
/// Height of the ruler with its figures, mm.
pub(super) const RULER: f64 = 4.0;
/// From the card's edge to the metric square in it, mm: the square is centered in the card's height.
pub(super) const INSET: f64 = (CARD.y - SQUARE) / 2.0;
/// From a square's sides to the words in it, mm.
const PAD: f64 = 3.0;
/// tan(90° / 4): the bulge of a quarter circle.
const QUARTER: f64 = core::f64::consts::SQRT_2 - 1.0;

/// What to do with the card.
const BANK_CARD: &str =
    "Lay a bank card (85.60\u{a0}×\u{a0}53.98\u{a0}mm) on the outer line: it must fit exactly.";

/// A line of text of the furniture.
pub(super) fn line(content: &str, at: Point, size: f64, bold: bool) -> Item {
    label(Text { content: content.into(), at, size, turn_deg: 0.0, align: Align::Start, bold })
}

fn sheet_path(segments: Vec<Segment>, closed: bool, gauge: &str) -> Item {
    let tags = vec![("gauge", gauge.to_string())];
    Item { role: Role::Sheet, shape: Shape::Path { segments, closed }, tags }
}

/// The card's outline with its lower left corner at `corner`, the metric square in it, and the instruction.
pub(super) fn card(corner: Point) -> Vec<Item> {
    let square = Bounds::sized(corner.x + INSET, corner.y + INSET, SQUARE, SQUARE);
    let mut items = vec![rounded(corner), square_path(square, "square")];
    let mut y = square.hi.y - PAD;
    let x = square.lo.x + PAD;
    let paragraphs = [
        ("Print at 100 %", 4.6, true),
        ("Actual size, not “fit to page”.", 2.6, false),
        (BANK_CARD, 2.6, false),
        ("This square must measure 50 mm, the other one 2 in.", 2.6, false),
    ];
    for (words, em, bold) in paragraphs {
        for row in wrap(words, SQUARE - 2.0 * PAD, em, bold) {
            y -= em * 0.8;
            items.push(line(&row, Point::new(x, y), em, bold));
            y -= em * 0.55;
        }
        y -= 1.6;
    }
    items.push(line("50 mm", Point::new(x, square.lo.y + PAD), 3.2, true));
    items
}

/// The inch square with its lower left corner at `corner`.
pub(super) fn inches(corner: Point) -> Vec<Item> {
    let square = Bounds::sized(corner.x, corner.y, INCHES, INCHES);
    let at = corner + Vec2::new(PAD, PAD);
    vec![square_path(square, "inches"), line("2 in", at, 3.2, true)]
}

/// Where words may stand in the card beside its square.
pub(super) fn beside(corner: Point) -> Bounds {
    let from = INSET + SQUARE;
    Bounds::sized(corner.x + from, corner.y, CARD.x - from, CARD.y).grown(-PAD)
}

/// Where words may stand in the inch square: its lower end belongs to the caption.
pub(super) fn inner(corner: Point) -> Bounds {
    let all = Bounds::sized(corner.x, corner.y, INCHES, INCHES).grown(-PAD);
    Bounds { lo: Point::new(all.lo.x, all.lo.y + 5.6), hi: all.hi }
}

/// A ruler in millimeters from `corner` to the right, as many whole centimeters as go into `width`.
pub(super) fn ruler(corner: Point, width: f64) -> Vec<Item> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 5080 mm of paper"
    )]
    let n_ticks = (width.max(0.0) / 10.0 + 1e-9).floor() as u32 * 10;
    // One path that goes up and down every tick on its way, so that the ruler is one item.
    let mut segments = Vec::new();
    let mut items = Vec::new();
    let mut last = None;
    for k in 0..=n_ticks {
        let foot = corner + Vec2::new(f64::from(k), 0.0);
        let height = match (k % 10, k % 5) {
            (0, _) => 3.4,
            (_, 0) => 1.6,
            _ => 1.0,
        };
        let head = foot + Vec2::new(0.0, height);
        segments.extend(last.map(|last| Segment::line(last, foot)));
        segments.extend([Segment::line(foot, head), Segment::line(head, foot)]);
        last = Some(foot);
        if k % 10 == 0 && k < n_ticks {
            let figure = if k == 0 { "mm".to_string() } else { k.to_string() };
            items.push(line(&figure, foot + Vec2::new(0.6, 2.2), 2.2, false));
        }
    }
    if !segments.is_empty() {
        items.insert(0, sheet_path(segments, false, "ruler"));
    }
    items
}

fn square_path(square: Bounds, gauge: &str) -> Item {
    let [a, b, c, d] = square.corners();
    let sides = [(a, b), (b, c), (c, d), (d, a)];
    sheet_path(sides.map(|(a, b)| Segment::line(a, b)).to_vec(), true, gauge)
}

fn rounded(corner: Point) -> Item {
    let (w, h, r) = (CARD.x, CARD.y, CARD_RADIUS);
    let at = |x: f64, y: f64| corner + Vec2::new(x, y);
    let points = [
        at(r, 0.0),
        at(w - r, 0.0),
        at(w, r),
        at(w, h - r),
        at(w - r, h),
        at(r, h),
        at(0.0, h - r),
        at(0.0, r),
    ];
    let segments = (0..8).map(|k| {
        let bulge = if k % 2 == 1 { QUARTER } else { 0.0 };
        Segment::arc(points[k], points[(k + 1) % 8], bulge)
    });
    sheet_path(segments.collect(), true, "card")
}
