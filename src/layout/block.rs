//! A piece with its label as one block for packing, in each way it can stand on a sheet.

use super::bounds::{ASCENT, Bounds, is_finite, is_finite_segment};
use super::grain::{ACROSS, UP, turned_words};
use super::motion::Motion;
use super::signs::{LEADER, sign};
use super::spot::{Site, Spot};
use super::strokes::{Stroke, flatten, strokes};
use super::wording::{LEAST_EM, Turn, Wording, one_line, shortened, wrap};
use super::{Art, LayoutError};
use crate::drawing::{Align, Group, Item, Role, Shape, Text};
use crate::geom::{Point, Segment, Vec2};

/// Em of the name of a label that is led out, mm.
const OUTSIDE_EM: f64 = 2.8;
/// Widest row of a label that is led out, mm, unless the piece is wider.
const WIDEST: f64 = 70.0;
/// Air between the piece and a label under it, mm.
const DROP: f64 = 1.4;
/// Reach of the leader to a label beside the piece, mm.
const REACH: f64 = 3.0;
/// Air between the leader and the words, mm.
const AIR: f64 = 0.9;

/// One way a piece can stand: turned or not, its label inside or led out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// From the piece's coordinates to the block's, whose lower left corner is the origin.
    pub(super) motion: Motion,
    /// Width and height with everything that belongs to the piece, mm.
    pub(super) size: Vec2,
    /// The leader and the label outside, in the block's coordinates.
    outside: Vec<Item>,
}

/// A piece ready for packing.
pub(super) struct Piece<'a> {
    art: &'a Art,
    /// The box around everything drawn on it, in its own coordinates.
    extent: Bounds,
    site: Site<'a>,
    spot: Spot,
    /// The ways it can stand that are offered to the packing: as drafted, and turned by a quarter.
    pub(super) blocks: [Block; 2],
}

impl<'a> Piece<'a> {
    /// Reads a piece and decides whether its label stands inside.
    ///
    /// # Errors
    ///
    /// When it has no outline.
    pub(super) fn of(art: &'a Art) -> Result<Self, LayoutError> {
        let extent = extent(art)?;
        let mut lines: Vec<String> =
            art.label.iter().map(|line| one_line(line)).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            // A piece without any name could not be told from its neighbour.
            lines.push(one_line(&art.group.id));
        }
        let site = Site::of(art, lines);
        let spot = site.spot(false);
        let blocks = blocks(art, extent, &spot, &spot.lines, OUTSIDE_EM, &|_| true);
        Ok(Self { art, extent, site, spot, blocks })
    }

    /// Falls back to smaller and shorter labels until `fits` takes one of the two ways; false if it takes none.
    pub(super) fn fit(&mut self, widest: f64, fits: impl Fn(Vec2) -> bool) -> bool {
        let any = |blocks: &[Block; 2]| blocks.iter().any(|block| fits(block.size));
        if any(&self.blocks) {
            return true;
        }
        let name = self.spot.lines.first().cloned().unwrap_or_default();
        let short = shortened(&name, widest.min(12.0), LEAST_EM, true);
        let whole = &self.spot.lines;
        let tries = [
            (whole.clone(), OUTSIDE_EM),
            (whole.clone(), LEAST_EM),
            (vec![name], LEAST_EM),
            (vec![short], LEAST_EM),
        ];
        for (lines, em) in tries {
            let tried = blocks(self.art, self.extent, &self.spot, &lines, em, &fits);
            if any(&tried) {
                self.blocks = tried;
                return true;
            }
        }
        false
    }

    /// The extent of everything drawn on the piece, in its own coordinates.
    pub(super) fn size(&self) -> Vec2 {
        Vec2::new(self.extent.width(), self.extent.height())
    }

    /// The group as it stands on the sheet, and the motion from the piece's coordinates, if the block number `way`
    /// has its lower left corner at `corner`.
    pub(super) fn stand(&self, way: usize, corner: Point) -> (Group, Motion) {
        let block = &self.blocks[way];
        let motion = block.motion.shifted(corner.x, corner.y);
        let mut group = Group { items: Vec::new(), ..self.art.group.clone() };
        group.items.extend(self.art.group.items.iter().map(|item| motion.item(item)));
        // On a turned piece the label is set anew, level on the sheet if there is room.
        let turned = Some(&self.spot)
            .filter(|spot| motion.quarter && spot.inside.is_some())
            .map(|_| self.site.spot(true))
            .filter(|spot| spot.inside.is_some());
        let spot = turned.as_ref().unwrap_or(&self.spot);
        if let Some(arrow) = &spot.arrow {
            group.items.extend(arrow.items().iter().map(|item| motion.item(item)));
        }
        if let Some(inside) = &spot.inside {
            let turn = match (inside.turned, motion.quarter) {
                (false, _) => Turn::Level,
                (true, false) => Turn::Up,
                // Down on the piece is level on the sheet.
                (true, true) => Turn::Down,
            };
            let rows = inside.wording.items(inside.em, inside.bounds.lo, turn, Align::Middle);
            group.items.extend(rows.iter().map(|item| motion.item(item)));
        }
        let shift = Motion::turn(false).shifted(corner.x, corner.y);
        group.items.extend(block.outside.iter().map(|item| shift.item(item)));
        if let Some(degrees) = self.art.grain {
            correct_grain_words(&mut group.items, degrees + motion.degrees());
        }
        (group, motion)
    }
}

/// Where the grain was said against the sheet: says it for the sheet as it is.
fn correct_grain_words(items: &mut [Item], degrees: f64) {
    for item in items {
        if let Shape::Text(Text { content, .. }) = &mut item.shape {
            for words in [ACROSS, UP] {
                if content.ends_with(words) {
                    content.truncate(content.len() - words.len());
                    content.push_str(turned_words(degrees));
                    break;
                }
            }
        }
    }
}

/// The box around everything of a piece; an error if it has no outline or one that is not finite.
fn extent(art: &Art) -> Result<Bounds, LayoutError> {
    let outline = Bounds::of_segments(&art.outline);
    let all = art.group.items.iter().map(Bounds::of_item).fold(outline, Bounds::union);
    let flat = !(outline.width() > 0.0 && outline.height() > 0.0);
    let drawn = art.group.items.iter().all(is_finite);
    if drawn && all.is_finite() && !flat && art.outline.iter().all(is_finite_segment) {
        return Ok(all);
    }
    Err(LayoutError::NoOutline { piece: art.group.id.clone() })
}

/// The piece as drafted and turned by a quarter, each with the label where it takes the least room of the ways that
/// fit.
fn blocks(
    art: &Art,
    level: Bounds,
    spot: &Spot,
    lines: &[String],
    em: f64,
    fits: &dyn Fn(Vec2) -> bool,
) -> [Block; 2] {
    let frame = |quarter: bool| {
        let turn = Motion::turn(quarter);
        let bounds = turn.bounds(level);
        let motion = turn.shifted(-bounds.lo.x, -bounds.lo.y);
        let size = Vec2::new(bounds.width(), bounds.height());
        if spot.inside.is_some() {
            return vec![Block { motion, size, outside: Vec::new() }];
        }
        let ring: Vec<Point> = flatten(&art.outline).into_iter().map(|p| motion.point(p)).collect();
        led_out(motion, size, &ring, lines, em)
    };
    let upright = smallest(frame(false), fits);
    let mut turned = frame(true);
    if spot.inside.is_none() {
        turned.push(quarter_turned(&upright));
    }
    [upright, smallest(turned, fits)]
}

/// The block that takes the least room, gaps included, those that fit before those that do not; of equals the first.
fn smallest(blocks: Vec<Block>, fits: &dyn Fn(Vec2) -> bool) -> Block {
    let room = |block: &Block| (block.size.x + 4.0) * (block.size.y + 4.0);
    let better = |a: Block, b: Block| match (fits(a.size), fits(b.size)) {
        (true, false) => a,
        (false, true) => b,
        _ => {
            if room(&b) < room(&a) - 1e-9 {
                b
            } else {
                a
            }
        }
    };
    let none =
        || Block { motion: Motion::turn(false), size: Vec2::new(0.0, 0.0), outside: Vec::new() };
    blocks.into_iter().reduce(better).unwrap_or_else(none)
}

/// A whole block turned by a quarter, its label reading upwards.
fn quarter_turned(block: &Block) -> Block {
    let turn = Motion::turn(true).shifted(block.size.y, 0.0);
    let corner = turn.point(Point::new(block.motion.x, block.motion.y));
    Block {
        motion: Motion { quarter: true, x: corner.x, y: corner.y },
        size: Vec2::new(block.size.y, block.size.x),
        outside: block.outside.iter().map(|item| turn.item(item)).collect(),
    }
}

/// The ways to lead a label out of a piece whose box is `(0, 0)` to `size` after `motion`: under it in rows, under it
/// in one row, beside it in rows.
fn led_out(motion: Motion, size: Vec2, ring: &[Point], lines: &[String], em: f64) -> Vec<Block> {
    let widest = size.x.max(WIDEST);
    let mut rows = Vec::new();
    for (k, line) in lines.iter().enumerate() {
        let row_em = if k == 0 { em } else { LEAST_EM.max(em * 0.85) };
        for row in wrap(line, WIDEST, row_em, k == 0) {
            rows.push(shortened(&row, WIDEST, row_em, k == 0));
        }
    }
    let stacked = Wording::stacked(&rows);
    let one_row = Wording::in_one_row(&rows);
    let mut ways = vec![under(motion, size, ring, &stacked, em)];
    if one_row.size(em).x <= widest {
        ways.push(under(motion, size, ring, &one_row, em));
    }
    ways.push(beside(motion, size, ring, &stacked, em));
    ways
}

/// The label under the piece, hanging on its leader like a flag.
fn under(motion: Motion, size: Vec2, ring: &[Point], wording: &Wording, em: f64) -> Block {
    let label = wording.size(em);
    let drop = label.y + DROP;
    // The leader starts near the left end, but not where the edge has risen far from the label.
    let places = [1.5, 3.0, size.x * 0.25, size.x * 0.5, size.x * 0.75];
    let cost = |x: f64| first_crossing(ring, x) * 3.0 + x * 0.2;
    let x = places
        .into_iter()
        .filter(|x| *x < size.x)
        .min_by(|a, b| cost(*a).total_cmp(&cost(*b)))
        .unwrap_or(size.x * 0.5);
    let edge = first_crossing(ring, x).min(size.y);
    let foot = label.y - ASCENT * em;
    let mut outside = vec![leader(Point::new(x, edge + drop), Point::new(x, foot))];
    outside.extend(wording.items(em, Point::new(x + AIR, 0.0), Turn::Level, Align::Start));
    let width = size.x.max(x + AIR + label.x);
    Block { motion: motion.shifted(0.0, drop), size: Vec2::new(width, size.y + drop), outside }
}

/// The label to the right of the piece, at half its height.
fn beside(motion: Motion, size: Vec2, ring: &[Point], wording: &Wording, em: f64) -> Block {
    let label = wording.size(em);
    let height = size.y.max(label.y);
    let lift = (height - size.y) / 2.0;
    let mirrored: Vec<Point> = ring.iter().map(|p| Point::new(p.y, size.x - p.x)).collect();
    let edge = size.x - first_crossing(&mirrored, size.y / 2.0).min(size.x);
    let y = height / 2.0;
    let mut outside = vec![leader(Point::new(edge, y), Point::new(size.x + REACH, y))];
    let corner = Point::new(size.x + REACH + AIR, (height - label.y) / 2.0);
    outside.extend(wording.items(em, corner, Turn::Level, Align::Start));
    let width = corner.x + label.x;
    Block { motion: motion.shifted(0.0, lift), size: Vec2::new(width, height), outside }
}

/// A thin line from the edge of a piece to its label.
fn leader(from: Point, to: Point) -> Item {
    let shape = Shape::Path { segments: vec![Segment::line(from, to)], closed: false };
    sign(Role::Mark, LEADER, shape)
}

/// The least y at which the vertical at `x` meets the ring; infinite if it misses.
fn first_crossing(ring: &[Point], x: f64) -> f64 {
    let meets = |stroke: Stroke| {
        let (a, b) = (stroke.a, stroke.b);
        let (lo, hi) = (a.x.min(b.x), a.x.max(b.x));
        (lo <= x && x <= hi && lo < hi).then(|| a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x))
    };
    strokes(ring).filter_map(meets).fold(f64::INFINITY, f64::min)
}
