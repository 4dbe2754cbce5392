//! The legend of the kinds of lines on a page, and the list of its pieces.

use super::bounds::Bounds;
use super::gauges::line;
use super::signs::{BEND, BREAK, NET, OPENING, PART, PLACE, PLEAT, SNIP, sign_of};
use super::wording::shortened;
use crate::drawing::{Item, Role, Shape};
use crate::geom::{Point, Segment, Vec2};

/// Em of headings and of entries, mm.
const HEADING: f64 = 2.8;
const ENTRY: f64 = 2.4;
/// From the heading's baseline to the first entry's, and from entry to entry, mm.
const FIRST: f64 = 5.0;
const PITCH: f64 = 4.0;
/// Length of a sample and the air behind it, mm.
const SAMPLE: f64 = 8.0;
const AIR: f64 = 2.0;
/// Air between two columns of the list, mm.
const BETWEEN: f64 = 2.0;

/// Least from entry to entry where there are many, mm.
const LEAST_PITCH: f64 = 2.6;
/// From name to name in a long list, mm.
const CLOSE: f64 = 2.75;

/// What a legend explains, in its order: role, sign and the words for them.
const WORDS: [(Role, &str, &str); 18] = [
    (Role::CutOuter, "", "cut"),
    (Role::CutInner, "", "cut inside"),
    (Role::CutInner, OPENING, "opening"),
    (Role::CutInner, PART, "cut for a part"),
    (Role::Hole, "", "stitch hole"),
    (Role::Hole, PART, "hole for a part"),
    (Role::StitchLine, "", "stitch line"),
    (Role::Fold, "", "fold"),
    (Role::Mark, BEND, "end of a bend"),
    (Role::Mark, NET, "finished edge"),
    (Role::Mark, PLACE, "place of a part"),
    (Role::Notch, "", "notch"),
    (Role::Notch, SNIP, "snip"),
    (Role::Notch, PLEAT, "pleat"),
    (Role::Mark, "", "mark"),
    (Role::Mark, BREAK, "not all drawn"),
    (Role::Grain, "", "grain"),
    (Role::Engrave, "", "engrave"),
];

/// A sample and a word for each kind of line among `items`, in a column from the top of `room`.
pub(super) fn legend(room: Bounds, items: &[&Item]) -> Vec<Item> {
    let mut rows = Vec::new();
    let mut base = room.hi.y - HEADING * 0.8;
    let first = |role: Role, sign: &str| {
        items.iter().find(|item| item.role == role && sign_of(item) == sign).copied()
    };
    let entries: Vec<_> = WORDS
        .into_iter()
        .filter_map(|(role, sign, words)| Some((first(role, sign)?, words)))
        .collect();
    if entries.is_empty() {
        return rows;
    }
    rows.push(line("Lines", Point::new(room.lo.x, base), HEADING, true));
    base -= FIRST;
    let steps = entries.iter().skip(1).fold(0.0, |n, _| n + 1.0);
    // Signs reach a little below the baseline.
    let pitch = ((base - room.lo.y - 0.6) / f64::max(steps, 1.0)).clamp(LEAST_PITCH, PITCH);
    for (item, words) in entries {
        let y = base + ENTRY * 0.3;
        rows.extend(sample(item, Point::new(room.lo.x, y)));
        let at = Point::new(room.lo.x + SAMPLE + AIR, base);
        let words = shortened(words, room.hi.x - at.x, ENTRY, false);
        rows.push(line(&words, at, ENTRY, false));
        base -= pitch;
    }
    rows
}

/// What a kind of line looks like: a stretch of it, or a few of its signs.
fn sample(item: &Item, start: Point) -> Vec<Item> {
    let role = item.role;
    let at = |x: f64, y: f64| start + Vec2::new(x, y);
    let drawn = |shape: Shape| Item { role, shape, tags: Vec::new() };
    let path = |points: &[Point]| {
        let segments = points.windows(2).map(|pair| Segment::line(pair[0], pair[1])).collect();
        drawn(Shape::Path { segments, closed: false })
    };
    let across = |x: f64, half: f64| path(&[at(x, -half), at(x, half)]);
    let (middle, end) = (SAMPLE / 2.0, SAMPLE);
    match (role, sign_of(item)) {
        (Role::Hole, PART) => {
            vec![drawn(Shape::Circle { center: at(middle, 0.0), radius: 0.9 })]
        }
        (Role::Hole, _) => {
            let hole = |x: f64| match item.shape {
                Shape::Circle { .. } => drawn(Shape::Circle { center: at(x, 0.0), radius: 0.5 }),
                _ => path(&[at(x - 0.5, -0.5), at(x + 0.5, 0.5)]),
            };
            [1.0, middle, end - 1.0].map(hole).to_vec()
        }
        (Role::CutInner, OPENING | PART) => {
            let corners = [at(1.0, -0.8), at(end - 1.0, -0.8), at(end - 1.0, 0.8), at(1.0, 0.8)];
            vec![path(&[corners[0], corners[1], corners[2], corners[3], corners[0]])]
        }
        // Short lines from the edge into the piece.
        (Role::Notch, SNIP) => [2.0, middle, end - 2.0].map(|x| across(x, 1.0)).to_vec(),
        (Role::Notch, PLEAT) => [middle - 0.6, middle + 0.6].map(|x| across(x, 1.0)).to_vec(),
        (Role::Notch, _) => vec![across(middle, 1.0)],
        (Role::Mark, PLACE) => vec![drawn(Shape::Circle { center: at(middle, 0.0), radius: 1.2 })],
        (Role::Mark, BREAK) => {
            let swing = [(0.0, 1.2), (0.6, 0.3), (-0.6, -0.3), (0.0, -1.2)];
            [middle - 1.0, middle + 1.0].map(|x| path(&swing.map(|(u, v)| at(x + u, v)))).to_vec()
        }
        (Role::Mark, "") => {
            vec![path(&[at(middle - 1.2, 0.0), at(middle + 1.2, 0.0)]), across(middle, 1.2)]
        }
        (Role::Grain, _) => vec![
            path(&[at(0.0, 0.0), at(end, 0.0)]),
            path(&[at(1.8, 0.6), at(0.0, 0.0), at(1.8, -0.6)]),
            path(&[at(end - 1.8, 0.6), at(end, 0.0), at(end - 1.8, -0.6)]),
        ],
        _ => vec![path(&[at(0.0, 0.0), at(end, 0.0)])],
    }
}

/// The names of the pieces on a page under a heading, in one or two columns from the top of `room`; what has no room
/// is counted in the last row.
pub(super) fn list(room: Bounds, heading: &str, names: &[String]) -> Vec<Item> {
    let mut base = room.hi.y - HEADING * 0.8;
    let mut items = Vec::new();
    if names.is_empty() {
        return items;
    }
    items.push(line(heading, Point::new(room.lo.x, base), HEADING, true));
    base -= FIRST;
    let rows_of = |pitch: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rows in a 2 in square"
        )]
        let n_rows = ((base - room.lo.y) / pitch).floor().max(0.0) as usize + 1;
        n_rows
    };
    // One column of whole names is read more easily than two of shortened ones.
    let n_rows = rows_of(CLOSE);
    let n_columns = if names.len() <= n_rows { 1 } else { 2 };
    let n_places = n_rows * n_columns;
    // Two columns of equal length read as one block.
    let n_rows = n_rows.min(names.len().div_ceil(n_columns));
    let pitch = if n_rows <= rows_of(PITCH) {
        PITCH
    } else {
        let steps = (1..n_rows).fold(0.0, |n, _| n + 1.0);
        ((base - room.lo.y) / f64::max(steps, 1.0)).clamp(CLOSE, PITCH)
    };
    let column = if n_columns == 1 { room.width() } else { (room.width() - BETWEEN) / 2.0 };
    let mut entries = names.to_vec();
    if names.len() > n_places {
        entries.truncate(n_places.saturating_sub(1));
        entries.push(format!("and {} more", names.len() - entries.len()));
    }
    for (k, name) in entries.iter().enumerate() {
        let x = if k < n_rows { room.lo.x } else { room.lo.x + column + BETWEEN };
        let mut y = base;
        for _ in 0..k % n_rows {
            y -= pitch;
        }
        items.push(line(&shortened(name, column, ENTRY, false), Point::new(x, y), ENTRY, false));
    }
    items
}
