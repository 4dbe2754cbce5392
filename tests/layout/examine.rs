//! What must hold of every page, measured on the drawing alone.

use microbag::drawing::{Align, Drawing, Group, Item, Role, Shape, Text};
use microbag::geom::{Point, Segment, Vec2};
use microbag::layout::{Art, Page};

/// Least distance of a label or an arrow from anything else of its piece, mm.
const CLEAR: f64 = 0.8;
/// Least distance of two pieces, mm.
const GAP: f64 = 4.0;
const EPS: f64 = 1e-6;

/// A convex or open chain of points: what an item covers.
pub(crate) struct Chain {
    points: Vec<Point>,
    /// Radius around the points that is covered too.
    radius: f64,
    /// True if the inside of the chain (a box) is covered.
    filled: bool,
}

/// What an item covers; arcs by chords of at most 1/64 of the segment.
pub(crate) fn chain(item: &Item) -> Chain {
    let chain = |points, radius, filled| Chain { points, radius, filled };
    match &item.shape {
        Shape::Circle { center, radius } => chain(vec![*center, *center], *radius, false),
        Shape::Text(text) => chain(corners(text), 0.0, true),
        Shape::Path { segments, .. } => {
            let mut points = vec![segments[0].a];
            for s in segments {
                let n = if s.is_line() { 1 } else { 64 };
                points.extend((1..=n).map(|k| s.point(f64::from(k) / f64::from(n))));
            }
            chain(points, 0.0, false)
        }
    }
}

/// The closed box of a line of text: from the deepest letters to the highest.
fn corners(text: &Text) -> Vec<Point> {
    let width = microbag::text::width(&text.content, text.size, text.bold);
    let start = match text.align {
        Align::Start => 0.0,
        Align::Middle => -width / 2.0,
        Align::End => -width,
    };
    let turn = text.turn_deg.to_radians();
    let at = |x: f64, y: f64| text.at + Vec2::new(x, y * text.size).turned(turn);
    let (x0, x1) = (start, start + width);
    vec![at(x0, -0.24), at(x1, -0.24), at(x1, 0.8), at(x0, 0.8), at(x0, -0.24)]
}

pub(crate) fn distance(a: &Chain, b: &Chain) -> f64 {
    let mut least = f64::INFINITY;
    for p in a.points.windows(2) {
        for q in b.points.windows(2) {
            least = least.min(between(p, q));
        }
    }
    let inside = |outer: &Chain, p: Point| {
        outer.filled && outer.points.windows(2).all(|w| (w[1] - w[0]).cross(p - w[0]) >= 0.0)
    };
    if inside(a, b.points[0]) || inside(b, a.points[0]) {
        return 0.0;
    }
    (least - a.radius - b.radius).max(0.0)
}

fn between(p: &[Point], q: &[Point]) -> f64 {
    let side = |s: &[Point], x: Point| (s[1] - s[0]).cross(x - s[0]);
    let crossing = side(p, q[0]) * side(p, q[1]) < 0.0 && side(q, p[0]) * side(q, p[1]) < 0.0;
    if crossing {
        return 0.0;
    }
    let to = |s: &[Point], x: Point| {
        let along = s[1] - s[0];
        let square = along.dot(along);
        let share =
            if square > 0.0 { ((x - s[0]).dot(along) / square).clamp(0.0, 1.0) } else { 0.0 };
        (x - s[0].lerp(s[1], share)).norm()
    };
    to(p, q[0]).min(to(p, q[1])).min(to(q, p[0])).min(to(q, p[1]))
}

/// Lower left and upper right corner of items.
pub(crate) fn extent(items: &[Item]) -> (Point, Point) {
    let mut lo = Point::new(f64::INFINITY, f64::INFINITY);
    let mut hi = Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
    for item in items {
        let chain = chain(item);
        for p in chain.points {
            lo = Point::new(lo.x.min(p.x - chain.radius), lo.y.min(p.y - chain.radius));
            hi = Point::new(hi.x.max(p.x + chain.radius), hi.y.max(p.y + chain.radius));
        }
    }
    (lo, hi)
}

fn is_furniture(group: &Group) -> bool {
    group.id.starts_with("sheet.")
}

/// Every piece of `arts` on `pages` exactly once.
pub(crate) fn placed_once(pages: &[Page], arts: &[Art]) {
    let mut placed: Vec<usize> =
        pages.iter().flat_map(|page| page.placed.iter().map(|p| p.art)).collect();
    placed.sort_unstable();
    assert_eq!(placed, (0..arts.len()).collect::<Vec<_>>(), "each piece stands once");
    for page in pages {
        let drawn: Vec<&str> = page
            .drawing
            .groups
            .iter()
            .filter(|g| !is_furniture(g))
            .map(|g| g.id.as_str())
            .collect();
        let said: Vec<&str> = page.placed.iter().map(|p| arts[p.art].group.id.as_str()).collect();
        assert_eq!(drawn, said, "the groups of a page are the pieces placed on it");
    }
}

/// Everything of `drawing` at least `margin` from its sides.
pub(crate) fn within(drawing: &Drawing, margin: f64) {
    for group in &drawing.groups {
        let (lo, hi) = extent(&group.items);
        let (w, h) = (drawing.width - margin + EPS, drawing.height - margin + EPS);
        assert!(
            lo.x >= margin - EPS && lo.y >= margin - EPS && hi.x <= w && hi.y <= h,
            "`{}` at {lo:?} to {hi:?} leaves the printable area of {} x {}",
            group.id,
            drawing.width,
            drawing.height
        );
    }
}

/// The boxes of pieces, labels included, keep their gap; from gauges too.
pub(crate) fn apart(drawing: &Drawing) {
    let boxes: Vec<_> = drawing.groups.iter().map(|group| (group, extent(&group.items))).collect();
    for (k, (a, (alo, ahi))) in boxes.iter().enumerate() {
        for (b, (blo, bhi)) in &boxes[k + 1..] {
            if is_furniture(a) && is_furniture(b) {
                continue;
            }
            let free = (blo.x - ahi.x).max(alo.x - bhi.x).max(blo.y - ahi.y).max(alo.y - bhi.y);
            // On narrow paper the gauges stand on each other and their common box holds pieces.
            let gauges = a.id == "sheet.gauges";
            let free = if gauges {
                let parts = a.items.iter().map(chain);
                let b_parts: Vec<Chain> = b.items.iter().map(chain).collect();
                parts
                    .flat_map(|a| b_parts.iter().map(move |b| distance(&a, b)).collect::<Vec<_>>())
                    .fold(f64::INFINITY, f64::min)
            } else {
                free
            };
            assert!(free >= GAP - EPS, "`{}` and `{}` are only {free} mm apart", a.id, b.id);
        }
    }
}

/// No text touches anything; labels and arrows keep clear of what is on their piece.
pub(crate) fn texts_are_clear(drawing: &Drawing) {
    let all: Vec<(&Group, &Item, Chain, (Point, Point))> = drawing
        .groups
        .iter()
        .flat_map(|group| {
            group.items.iter().map(move |i| (group, i, chain(i), extent(std::slice::from_ref(i))))
        })
        .collect();
    for (k, (group, item, own, (lo, hi))) in all.iter().enumerate() {
        let is_text = matches!(item.shape, Shape::Text(_));
        if let Shape::Text(text) = &item.shape {
            assert!(text.size >= 2.2, "`{}` is set at {} mm", text.content, text.size);
            assert!(!text.content.is_empty(), "an empty line in `{}`", group.id);
        }
        if !is_text && (item.role != Role::Grain || is_furniture(group)) {
            continue;
        }
        for (j, (other_group, other, chain, (olo, ohi))) in all.iter().enumerate() {
            let far = olo.x - hi.x > 1.0
                || lo.x - ohi.x > 1.0
                || olo.y - hi.y > 1.0
                || lo.y - ohi.y > 1.0;
            if j == k || far {
                continue;
            }
            let both_grain = item.role == Role::Grain && other.role == Role::Grain;
            let both_text = is_text && matches!(other.shape, Shape::Text(_));
            if both_grain {
                continue;
            }
            let found = distance(own, chain);
            let needed = if is_furniture(group) || both_text { EPS } else { CLEAR - EPS };
            assert!(
                found >= needed,
                "in `{}`: {:?} is {found} mm from {:?} of `{}`, needs {needed}",
                group.id,
                item.shape,
                other.shape,
                other_group.id
            );
        }
    }
}

/// Every piece's items stand where `placed` says, and the label and arrow are its own.
pub(crate) fn motions_hold(page: &Page, arts: &[Art]) {
    for placed in &page.placed {
        let art = &arts[placed.art];
        assert!(placed.rot_deg == 0.0 || placed.rot_deg == 90.0, "turned by {}", placed.rot_deg);
        let motion = |p: Point| {
            let turned = if placed.rot_deg == 90.0 { Point::new(-p.y, p.x) } else { p };
            Point::new(turned.x + placed.x, turned.y + placed.y)
        };
        let group = page.drawing.groups.iter().find(|g| g.id == art.group.id).unwrap();
        let moved: Vec<Segment> = art.outline.iter().map(|s| s.moved(motion)).collect();
        let drawn = group.items.iter().find(|item| item.role == Role::CutOuter).unwrap();
        assert_eq!(
            drawn.shape,
            Shape::Path { segments: moved, closed: true },
            "`{}` is not where it is said to be",
            art.group.id
        );
        for (k, item) in art.group.items.iter().enumerate() {
            if let (Shape::Circle { center, radius }, Shape::Circle { center: at, radius: r }) =
                (&item.shape, &group.items[k].shape)
            {
                assert_eq!((motion(*center), *radius), (*at, *r), "hole {k} of `{}`", art.group.id);
            }
            assert_eq!(item.role, group.items[k].role, "item {k} of `{}`", art.group.id);
        }
        grain_is_told(art, group, placed.rot_deg);
        let texts: Vec<&Text> = group
            .items
            .iter()
            .skip(art.group.items.len())
            .filter_map(|item| match &item.shape {
                Shape::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        assert!(!texts.is_empty(), "`{}` has no name on the page", art.group.id);
        for text in texts {
            let turn = text.turn_deg.rem_euclid(360.0);
            assert!(turn == 0.0 || turn == 90.0, "`{}` reads at {turn} degrees", text.content);
        }
    }
}

fn grain_is_told(art: &Art, group: &Group, rot: f64) {
    let shafts: Vec<&Segment> = group
        .items
        .iter()
        .filter(|item| item.role == Role::Grain)
        .filter_map(|item| match &item.shape {
            Shape::Path { segments, .. } if segments.len() == 1 => segments.first(),
            _ => None,
        })
        .collect();
    let words = group
        .items
        .iter()
        .any(|item| matches!(&item.shape, Shape::Text(t) if t.content.contains("grain ")));
    let Some(grain) = art.grain else {
        assert!(shafts.is_empty(), "`{}` has no grain and an arrow", art.group.id);
        return;
    };
    match shafts.as_slice() {
        [] => assert!(words, "`{}` tells its grain neither by arrow nor by words", art.group.id),
        [shaft] => {
            let along = Vec2::unit((grain + rot).to_radians());
            let off = along.cross((shaft.b - shaft.a).normalized());
            assert!(off.abs() < 1e-9, "the arrow of `{}` is off by {off}", art.group.id);
            let length = shaft.length();
            assert!(
                (8.0 - EPS..=25.0 + EPS).contains(&length),
                "`{}`: arrow of {length} mm",
                art.group.id
            );
        }
        _ => panic!("`{}` has {} arrows", art.group.id, shafts.len()),
    }
}

/// Everything that must hold of pages on paper.
pub(crate) fn examine(pages: &[Page], arts: &[Art], margin: f64) {
    placed_once(pages, arts);
    for page in pages {
        within(&page.drawing, margin);
        apart(&page.drawing);
        texts_are_clear(&page.drawing);
        motions_hold(page, arts);
    }
}
