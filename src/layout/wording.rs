//! A label's words set as rows of text: the arrangements to try, their sizes, and the finished lines.

use super::bounds::{ASCENT, Bounds, DESCENT};
use crate::drawing::{Align, Item, Role, Shape, Text};
use crate::geom::{Point, Vec2};
use crate::text;

/// The smallest em of any text, mm: its capitals are 1.6 mm high, the least that is read at arm's length.
pub(super) const LEAST_EM: f64 = 2.2;
/// Em of the small rows as a share of the name's.
const SMALL: f64 = 0.85;
/// Air between two rows, in ems of the lower one.
const LEADING: f64 = 0.3;
/// Air between two parts of one row, in ems.
const WORD_GAP: f64 = 0.9;

/// A stretch of a row in one weight.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    content: String,
    bold: bool,
    /// Width at an em of 1 mm.
    unit: f64,
}

impl Part {
    fn new(content: &str, bold: bool) -> Self {
        Self { content: content.into(), bold, unit: text::width(content, 1.0, bold) }
    }
}

/// Rows of text in one arrangement; the first row is the name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wording {
    rows: Vec<Vec<Part>>,
}

/// How a block of rows stands on the sheet or on a piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Turn {
    /// Read from left to right.
    Level,
    /// Read upwards.
    Up,
    /// Read downwards.
    Down,
}

impl Wording {
    /// Every line its own row.
    pub(super) fn stacked(lines: &[String]) -> Self {
        let rows = lines.iter().enumerate().map(|(k, line)| vec![Part::new(line, k == 0)]);
        Self { rows: rows.collect() }
    }
    /// The name first, the other lines behind it on the same row.
    pub(super) fn in_one_row(lines: &[String]) -> Self {
        let mut row: Vec<Part> =
            lines.first().map(|name| Part::new(name, true)).into_iter().collect();
        if let Some(rest) = lines.get(1..).filter(|rest| !rest.is_empty()) {
            row.push(Part::new(&rest.join(", "), false));
        }
        Self { rows: vec![row] }
    }
    /// Every line its own row, lines longer than about half the longest broken at spaces; a line no longer than the
    /// widest of the rows that come out stays whole.
    pub(super) fn wrapped(lines: &[String]) -> Self {
        let share = |k: usize| if k == 0 { 1.0 } else { SMALL };
        let unit = |line: &str, k: usize| text::width(line, share(k), k == 0);
        let longest = lines.iter().enumerate().map(|(k, line)| unit(line, k)).fold(0.0, f64::max);
        let broken = |width: f64| {
            let mut rows: Vec<(usize, String)> = Vec::new();
            for (k, line) in lines.iter().enumerate() {
                // The words for the grain stay on one row: they are corrected as a whole for a turned piece.
                let whole = line.starts_with("grain ");
                let width = if whole { f64::INFINITY } else { width };
                rows.extend(wrap(line, width, share(k), k == 0).into_iter().map(|row| (k, row)));
            }
            rows
        };
        let narrow = broken(longest * 0.58);
        let widest = narrow.iter().map(|(k, row)| unit(row, *k)).fold(0.0, f64::max);
        let rows = broken(widest);
        Self { rows: rows.iter().map(|(k, row)| vec![Part::new(row, *k == 0)]).collect() }
    }
    /// The em of a part if the name is set at `em`.
    fn part_em(part: &Part, em: f64) -> f64 {
        if part.bold { em } else { (em * SMALL).max(LEAST_EM) }
    }
    /// The greatest em in a row.
    fn row_em(row: &[Part], em: f64) -> f64 {
        row.iter().map(|part| Self::part_em(part, em)).fold(0.0, f64::max)
    }
    /// The width of a row with the name at `em`.
    fn row_width(row: &[Part], em: f64) -> f64 {
        let gaps = WORD_GAP * em * f64::from(u8::from(row.len() > 1));
        row.iter().map(|part| part.unit * Self::part_em(part, em)).sum::<f64>() + gaps
    }
    /// Width and height with the name at `em`, mm.
    pub(super) fn size(&self, em: f64) -> Vec2 {
        let mut size = Vec2::new(0.0, 0.0);
        for (k, row) in self.rows.iter().enumerate() {
            let row_em = Self::row_em(row, em);
            let leading = if k == 0 { 0.0 } else { LEADING };
            size.x = f64::max(size.x, Self::row_width(row, em));
            size.y += row_em * (ASCENT + DESCENT + leading);
        }
        size
    }
    /// Number of rows.
    pub(super) fn n_rows(&self) -> usize {
        self.rows.len()
    }
    /// The lines of text of the block whose box has its lower left corner at `corner`; the box has the block's size,
    /// or its size turned.
    pub(super) fn items(&self, em: f64, corner: Point, turn: Turn, align: Align) -> Vec<Item> {
        let size = self.size(em);
        let place = |u: f64, v: f64| match turn {
            Turn::Level => corner + Vec2::new(u, v),
            Turn::Up => corner + Vec2::new(size.y - v, u),
            Turn::Down => corner + Vec2::new(v, size.x - u),
        };
        let turn_deg = match turn {
            Turn::Level => 0.0,
            Turn::Up => 90.0,
            Turn::Down => -90.0,
        };
        let mut items = Vec::new();
        let mut top = size.y;
        for (k, row) in self.rows.iter().enumerate() {
            let row_em = Self::row_em(row, em);
            top -= if k == 0 { 0.0 } else { LEADING * row_em };
            let base = top - ASCENT * row_em;
            top -= (ASCENT + DESCENT) * row_em;
            let mut line = |part: &Part, u: f64, align: Align| {
                items.push(label(Text {
                    content: part.content.clone(),
                    at: place(u, base),
                    size: Self::part_em(part, em),
                    turn_deg,
                    align,
                    bold: part.bold,
                }));
            };
            match (row.as_slice(), align) {
                ([part], Align::Start) => line(part, 0.0, Align::Start),
                ([part], Align::Middle) => line(part, size.x / 2.0, Align::Middle),
                ([part], Align::End) => line(part, size.x, Align::End),
                (parts, _) => {
                    let slack = size.x - Self::row_width(row, em);
                    let mut u = match align {
                        Align::Start => 0.0,
                        Align::Middle => slack / 2.0,
                        Align::End => slack,
                    };
                    for part in parts {
                        line(part, u, Align::Start);
                        u += part.unit * Self::part_em(part, em) + WORD_GAP * em;
                    }
                }
            }
        }
        items
    }
    /// The box of the block around `center`.
    pub(super) fn bounds_around(&self, em: f64, center: Point, turned: bool) -> Bounds {
        let size = self.size(em);
        let (w, h) = if turned { (size.y, size.x) } else { (size.x, size.y) };
        Bounds::sized(center.x - w / 2.0, center.y - h / 2.0, w, h)
    }
}

/// A line of text as an item.
pub(super) fn label(line: Text) -> Item {
    Item { role: Role::Label, shape: Shape::Text(line), tags: Vec::new() }
}

/// `content` broken at spaces into rows no wider than `width`; a word that is wider alone keeps its row.
pub(super) fn wrap(content: &str, width: f64, em: f64, bold: bool) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    // A no-break space keeps a number with its unit.
    for word in content.split(' ').filter(|word| !word.is_empty()) {
        if let Some(row) = rows.last_mut() {
            let longer = format!("{row} {word}");
            if text::width(&longer, em, bold) <= width {
                *row = longer;
                continue;
            }
        }
        rows.push(word.to_string());
    }
    rows
}

/// `content` on one row, its end replaced by an ellipsis if it is wider than `width`.
pub(super) fn shortened(content: &str, width: f64, em: f64, bold: bool) -> String {
    if text::width(content, em, bold) <= width {
        return content.to_string();
    }
    let mut kept: Vec<char> = content.chars().collect();
    // The first cut by proportion spares measuring a very long line character by character.
    let share = width / text::width(content, em, bold);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a count of characters, at least 0"
    )]
    kept.truncate((kept.len() as f64 * share * 2.0).ceil() as usize);
    while kept.pop().is_some() {
        let short: String = kept.iter().collect::<String>().trim_end().to_string() + "…";
        if text::width(&short, em, bold) <= width {
            return short;
        }
    }
    String::new()
}

/// One line without breaks and control characters, which no format sets.
pub(super) fn one_line(content: &str) -> String {
    let plain: String = content.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
