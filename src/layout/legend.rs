//! The legend of the kinds of lines on a page, and the list of its pieces.

use super::bounds::Bounds;
use super::gauges::line;
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

/// The roles a legend explains, in its order, with the words for them.
const WORDS: [(Role, &str); 9] = [
    (Role::CutOuter, "cut"),
    (Role::CutInner, "cut inside"),
    (Role::Hole, "hole"),
    (Role::StitchLine, "stitch line"),
    (Role::Fold, "fold"),
    (Role::Notch, "notch"),
    (Role::Mark, "mark"),
    (Role::Grain, "grain"),
    (Role::Engrave, "engrave"),
];

/// One sample in its own role and one word for each role that is `present`, in a column from the top of `room`.
pub(super) fn legend(room: Bounds, present: impl Fn(Role) -> bool) -> Vec<Item> {
    let mut items = Vec::new();
    let mut base = room.hi.y - HEADING * 0.8;
    let entries: Vec<_> = WORDS.into_iter().filter(|(role, _)| present(*role)).collect();
    if entries.is_empty() {
        return items;
    }
    items.push(line("Lines", Point::new(room.lo.x, base), HEADING, true));
    base -= FIRST;
    for (role, words) in entries {
        let y = base + ENTRY * 0.3;
        items.extend(sample(role, Point::new(room.lo.x, y)));
        let at = Point::new(room.lo.x + SAMPLE + AIR, base);
        items.push(line(words, at, ENTRY, false));
        base -= PITCH;
    }
    items
}

/// What a role looks like: a stretch of line, or a few of its signs.
fn sample(role: Role, start: Point) -> Vec<Item> {
    let at = |x: f64, y: f64| start + Vec2::new(x, y);
    let path = |points: &[Point]| {
        let segments = points.windows(2).map(|pair| Segment::line(pair[0], pair[1])).collect();
        Item { role, shape: Shape::Path { segments, closed: false }, tags: Vec::new() }
    };
    let middle = SAMPLE / 2.0;
    match role {
        Role::Hole => [1.0, middle, SAMPLE - 1.0]
            .map(|x| Item {
                role,
                shape: Shape::Circle { center: at(x, 0.0), radius: 0.5 },
                tags: Vec::new(),
            })
            .to_vec(),
        Role::Notch => {
            vec![path(&[at(middle - 1.0, -1.0), at(middle, 1.0), at(middle + 1.0, -1.0)])]
        }
        Role::Mark => vec![
            path(&[at(middle - 1.2, 0.0), at(middle + 1.2, 0.0)]),
            path(&[at(middle, -1.2), at(middle, 1.2)]),
        ],
        Role::Grain => vec![
            path(&[at(0.0, 0.0), at(SAMPLE, 0.0)]),
            path(&[at(1.8, 0.6), at(0.0, 0.0), at(1.8, -0.6)]),
            path(&[at(SAMPLE - 1.8, 0.6), at(SAMPLE, 0.0), at(SAMPLE - 1.8, -0.6)]),
        ],
        _ => vec![path(&[at(0.0, 0.0), at(SAMPLE, 0.0)])],
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
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rows in a 2 in square"
    )]
    let n_rows = ((base - room.lo.y) / PITCH).floor().max(0.0) as usize + 1;
    let n_columns = if names.len() <= n_rows { 1 } else { 2 };
    let n_places = n_rows * n_columns;
    // Two columns of equal length read as one block.
    let n_rows = n_rows.min(names.len().div_ceil(n_columns));
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
            y -= PITCH;
        }
        items.push(line(&shortened(name, column, ENTRY, false), Point::new(x, y), ENTRY, false));
    }
    items
}
