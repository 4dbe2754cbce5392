//! Straps that no page holds: both ends as they are, the middle left out and told.

use microbag::drawing::{Item, Role, Shape};
use microbag::geom::{Point, Segment};
use microbag::layout::{Art, Page, Paper, Sheet, broken, lay_out};

use crate::examine::{apart, extent, placed_once, texts_are_clear, within};
use crate::picture;
use crate::pieces::{bare, circle, item, rounded, sheet};

const LENGTH: f64 = 1126.3;
const WIDTH: f64 = 7.0;

/// A strap with a fold, a rivet hole and its stitches near each end, creased all along.
fn strap(x: f64, y: f64) -> Art {
    let mut art = bare(
        "strap",
        rounded(x, y, LENGTH, WIDTH, 0.0, 0.0),
        &["strap", "calf 1.0\u{a0}mm", "cut\u{a0}1"],
    );
    art.grain = Some(0.0);
    let at = |u: f64, v: f64| Point::new(x + u, y + v);
    let mut items = Vec::new();
    for u in [12.0, LENGTH - 20.0] {
        items.push(item(Role::Fold, vec![Segment::line(at(u, 0.0), at(u, WIDTH))], false));
    }
    items.push(item(Role::Fold, vec![Segment::line(at(0.0, 3.5), at(LENGTH, 3.5))], false));
    for u in [5.0, 18.0, LENGTH - 31.0, LENGTH - 6.0] {
        items.push(circle(Role::Hole, x + u, y + 2.0, 0.6));
    }
    let outline = art.group.items.remove(0);
    art.group.items = items;
    art.group.items.push(outline);
    art
}

/// The same, stitched along its edges from end to end.
fn stitched() -> Art {
    let mut art = strap(0.0, 0.0);
    let pitch = (LENGTH - 6.0) / 330.0;
    for (side, v) in [1.2, 5.8].into_iter().enumerate() {
        let mut u = 3.0;
        for index in 0..=330 {
            let mut hole = circle(Role::Hole, u, v, 0.3);
            hole.tags = vec![
                ("seam", "edge".to_owned()),
                ("side", side.to_string()),
                ("run", "0".to_owned()),
                ("index", index.to_string()),
            ];
            art.group.items.insert(0, hole);
            u += pitch;
        }
        let line = Segment::line(Point::new(3.0, v), Point::new(LENGTH - 3.0, v));
        art.group.items.insert(0, item(Role::StitchLine, vec![line], false));
    }
    art
}

fn page(art: Art) -> (Vec<Art>, Page) {
    let small = bare("tab", rounded(0.0, 0.0, 25.0, 14.0, 2.0, 2.0), &["tab", "cut 2"]);
    let arts = broken(vec![art, small], &sheet(), &Paper::A4);
    let mut layout = lay_out(&arts, &sheet(), &Paper::A4).unwrap();
    assert_eq!(layout.pages.len(), 1, "two pieces take one page");
    (arts, layout.pages.remove(0))
}

fn of_role(page: &Page, role: Role) -> Vec<Item> {
    let group = page.drawing.groups.iter().find(|group| group.id == "strap").unwrap();
    group.items.iter().filter(|item| item.role == role).cloned().collect()
}

fn words(page: &Page) -> String {
    let group = page.drawing.groups.iter().find(|group| group.id == "strap").unwrap();
    let texts = group.items.iter().filter_map(|item| match &item.shape {
        Shape::Text(text) => Some(text.content.replace('\u{a0}', " ")),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}

#[test]
fn both_ends_of_a_long_strap_are_as_they_are_cut() {
    for (x, y) in [(0.0, 0.0), (40.0, -3.0), (-LENGTH, 0.0)] {
        let whole = strap(x, y);
        let (arts, page) = page(whole.clone());
        picture::show("broken", &page.drawing);
        placed_once(std::slice::from_ref(&page), &arts);
        within(&page.drawing, 10.0);
        apart(&page.drawing);
        texts_are_clear(&page.drawing);
        let placed = page.placed[0];
        assert_eq!(placed.rot_deg, 0.0, "it lies level");
        // The end with the origin stands where the page says the piece stands.
        let centers = |items: &[Item]| -> Vec<Point> {
            let centers = items.iter().filter_map(|item| match item.shape {
                Shape::Circle { center, .. } => Some(center),
                _ => None,
            });
            centers.collect()
        };
        let drawn = centers(&of_role(&page, Role::Hole));
        let cut = centers(&whole.group.items);
        assert_eq!(drawn.len(), cut.len(), "every hole is drawn");
        let shift = Point::new(placed.x, placed.y);
        let (first, last) = if x < -1.0 { (2, 0) } else { (0, 2) };
        for k in first..first + 2 {
            let off = (drawn[k] - cut[k] - shift).norm();
            assert!(off < 1e-9, "hole {k} of the origin's end is {off} mm off");
        }
        // The other end is moved along the strap only, all of it alike.
        let moved = drawn[last] - cut[last] - shift;
        assert!(moved.y.abs() < 1e-9 && moved.x.abs() > 900.0, "moved by {moved:?}");
        assert!((drawn[last + 1] - cut[last + 1] - shift - moved).norm() < 1e-9, "torn apart");
        let (lo, hi) = extent(&of_role(&page, Role::CutOuter));
        let ends = [lo.x - placed.x - x, hi.x - placed.x - moved.x - x - LENGTH];
        let free = if x < -1.0 { [ends[0] - moved.x, ends[1] + moved.x] } else { ends };
        assert!(free.iter().all(|off| off.abs() < 1e-9), "the ends' edges are off by {free:?}");
    }
}

#[test]
fn nobody_can_cut_the_break_and_the_whole_length_is_told() {
    let (_, page) = page(strap(0.0, 0.0));
    let outlines = of_role(&page, Role::CutOuter);
    assert_eq!(outlines.len(), 2, "one outline an end");
    for outline in &outlines {
        let Shape::Path { segments, closed } = &outline.shape else { panic!("no path") };
        assert!(!closed, "an end is open at the break");
        assert_eq!(segments.len(), 3, "a side, the end, the other side");
        assert!(segments.windows(2).all(|pair| pair[0].b == pair[1].a), "they meet");
    }
    assert_eq!(of_role(&page, Role::Fold).len(), 4, "two folds and the crease in both ends");
    let breaks = of_role(&page, Role::Mark);
    let zigzags = breaks.iter().filter(|mark| mark.tags.iter().any(|tag| tag.1 == "break")).count();
    assert_eq!(zigzags, 2, "two break lines");
    let words = words(&page);
    for told in ["whole 1126.3 × 7.0 mm", "middle not drawn"] {
        assert!(words.contains(told), "`{told}` is not told: {words}");
    }
    assert!(!words.contains("holes"), "no hole is left out: {words}");
    let again = self::page(strap(0.0, 0.0)).1;
    assert_eq!(page, again, "the same strap gives the same page");
}

#[test]
fn stitches_left_out_are_counted() {
    let (_, page) = page(stitched());
    picture::show("broken-stitched", &page.drawing);
    let drawn = of_role(&page, Role::Hole).len() - 4;
    let told = words(&page);
    let left_out = 2 * 331 - drawn;
    assert!(left_out > 400 && left_out.is_multiple_of(2), "{left_out} are left out");
    let wanted = format!("{} holes not drawn, 3.39 mm apart", left_out / 2);
    assert!(told.contains(&wanted), "`{wanted}` is not told: {told}");
    assert_eq!(of_role(&page, Role::StitchLine).len(), 4, "two lines in each end");
}

#[test]
fn only_what_is_long_narrow_and_plain_is_broken() {
    let none = |art: Art| {
        let arts = broken(vec![art.clone()], &Sheet::default(), &Paper::A4);
        assert_eq!(arts, [art], "it stays as it is");
    };
    none(bare("short", rounded(0.0, 0.0, 180.0, 7.0, 0.0, 0.0), &["short"]));
    none(bare("wide", rounded(0.0, 0.0, 500.0, 41.0, 0.0, 0.0), &["wide"]));
    let mut crowded = bare("crowded", rounded(0.0, 0.0, 500.0, 20.0, 0.0, 0.0), &["crowded"]);
    for k in 1..50 {
        crowded.group.items.push(circle(Role::Hole, f64::from(k) * 10.0, 9.0, 1.0));
    }
    none(crowded);
}
