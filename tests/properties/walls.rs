//! What walls hold, and whether the folded bag closes.

use proptest::prelude::*;

use microbag::brief::Brief;
use microbag::frame::{Frame, Structure};
use microbag::geom::{Contour, Segment};
use microbag::pose::{Pose, Vec3, Wall};
use microbag::stock::Stock;
use microbag::style::Style;
use microbag::style::bound::Chain;

use super::{Bag, anywhere, config, poly, structures};

/// The oval bucket of the language, its wall sewn flat on the very edge of the base, so that nothing is taken off.
pub(crate) fn oval() -> Bag {
    let text = Style::builtin("bucket").unwrap().text().to_owned();
    let flanged = "construction = \"raw\"\nflange = \"out\"\n";
    assert!(text.contains(flanged), "the bucket's base is sewn raw");
    let text =
        text.replace(flanged, "construction = \"raw\"\nflange = \"none\"\ninset = \"0 mm\"\n");
    let style = Style::from_toml(&text).unwrap_or_else(|faults| panic!("{faults}"));
    let mut brief = Brief::new(&style);
    for (name, value) in [("width", "54"), ("depth", "30"), ("height", "50"), ("flare", "6")] {
        brief = brief.want_text(name, value).unwrap();
    }
    let structure: &'static Structure =
        Box::leak(Box::new(Structure::of(&brief, &Stock::builtin()).unwrap()));
    Bag::at(structure, &structure.wish)
}

/// Slices of a wall added up: at every level the sampled outline moved out by as much, Simpson's rule, which is exact for
/// what grows with the square of the height. Nothing where a slice would cross itself.
fn sliced(bag: &Bag, wall: &Wall) -> Option<f64> {
    let outline: Vec<Segment> =
        bag.frame.outside(wall.panel).segments.iter().map(|part| part.segment).collect();
    let [low, high] = &wall.rings;
    let inward = (-low.offset).max(-high.offset);
    let tight = |segment: &Segment| {
        let least = segment.circle().map_or(segment.chord(), |(_, radius)| radius);
        least < inward + 0.05
    };
    if Contour::new(outline.clone()).is_err() || outline.iter().any(tight) {
        return None;
    }
    let ring = poly::ring(outline.iter());
    let area = |share: f64| {
        let out = low.offset + (high.offset - low.offset) * share;
        poly::area(&poly::offset_ring(&ring, -out))
    };
    let height = high.height - low.height;
    let slices = 4.0;
    let mut volume = 0.0;
    let mut from = 0.0;
    while from < slices {
        let [a, m, b] = [from, from + 0.5, from + 1.0].map(|at| area(at / slices));
        volume += height / slices * (a + 4.0 * m + b) / 6.0;
        from += 1.0;
    }
    Some(volume)
}

proptest! {
    #![proptest_config(config())]

    /// The volume behind every wall, in closed form, against its slices; chords lie inside by 1e-7.
    #[test]
    fn walls_hold_what_their_slices_hold((which, shares) in anywhere()) {
        let bag = Bag::drawn(&structures()[which], &shares, Some(0.4));
        for wall in bag.pose.walls.iter().flatten() {
            let Some(sliced) = sliced(&bag, wall) else { continue };
            let told = wall.volume();
            let name = bag.panel_name(wall.panel);
            prop_assert!((told - sliced).abs() < 1e-5 * (1.0 + sliced.abs()), "{name}: {told}, {sliced}");
        }
    }
}

/// Walls are compared at the defaults of every style that has one.
#[test]
fn every_style_with_a_strip_has_a_wall_that_is_compared() {
    for structure in structures() {
        let bag = Bag::at(structure, &structure.wish);
        let walls: Vec<&Wall> = bag.pose.walls.iter().flatten().collect();
        let compared = walls.iter().filter(|wall| sliced(&bag, wall).is_some()).count();
        assert_eq!(compared, walls.len(), "{}", structure.style_name);
    }
}

/// A bucket without thickness is a prismatoid: its volume by Simpson's rule from base, middle and mouth, each an oval of
/// two half circles and a rectangle.
#[test]
fn the_bucket_of_the_language_holds_a_prismatoid() {
    let bag = oval();
    let oval = |grown: f64| {
        let r = 15.0 + grown;
        core::f64::consts::PI * r * r + 24.0 * 2.0 * r
    };
    let by_hand = 50.0 / 6.0 * (oval(0.0) + 4.0 * oval(3.0) + oval(6.0));
    let told = bag.pose.walls[0].unwrap().volume();
    assert!((told - by_hand).abs() < 1e-6 * by_hand, "{told}, by hand {by_hand}");
}

/// Where panels are folded at most square, the corners of their outside lines come to lie on each other.
fn folds_meet(structure: &Structure, frame: &Frame<f64>, pose: &Pose<f64>) {
    for (fold, numbers) in structure.bound.folds.iter().zip(&frame.folds) {
        if numbers.angle.abs() > 0.5 * core::f64::consts::PI + 1e-9 {
            continue;
        }
        let ends = fold.join.map(|(panel, edge)| {
            let outside = frame.outside(panel);
            let corners = [outside.corner_before(edge).point, outside.corners[edge].point];
            corners.map(|corner| pose.point(panel, corner).unwrap())
        });
        let apart = |a: Vec3<f64>, b: Vec3<f64>| (a - b).norm();
        let [[a, b], [c, d]] = ends;
        // Seen from one side both edges run the same way, seen from both the other way round.
        let off = (apart(a, c) + apart(b, d)).min(apart(a, d) + apart(b, c));
        assert!(off < 0.05, "{}: {} stands {off} open", structure.style_name, fold.name);
    }
}

/// Panels with a straight strip between them are as far apart as it is wide outside.
fn strips_stand_between(structure: &Structure, frame: &Frame<f64>, pose: &Pose<f64>) {
    for (strip, numbers) in structure.bound.strips.iter().zip(&frame.strips) {
        let far = strip.to.as_ref().and_then(Chain::panel);
        let (Some(near), Some(far), None) = (strip.along.panel(), far, strip.pleats) else {
            continue;
        };
        let (Some(near), Some(far)) = (pose.stands[near], pose.stands[far]) else { continue };
        let apart = (near.origin - far.origin).dot(near.out);
        let off = (apart - numbers.width).abs();
        assert!(off < 1e-6, "{}: {} stands {off} off", structure.style_name, strip.name);
    }
}

proptest! {
    #![proptest_config(config())]

    /// Folding bends nothing but folds: what is apart on a panel without bends is as far apart in the bag.
    #[test]
    fn panels_stand_without_stretching((which, shares) in anywhere()) {
        let bag = Bag::drawn(&structures()[which], &shares, Some(0.3));
        for (index, panel) in bag.structure.bound.panels.iter().enumerate() {
            let corners = &bag.frame.panels[index].corners;
            if !panel.bends.is_empty() || bag.pose.stands[index].is_none() {
                continue;
            }
            for pair in corners.windows(2) {
                let [p, q] = [pair[0].point, pair[1].point];
                let stood = [p, q].map(|p| bag.pose.point(index, p).unwrap());
                let (flat, found) = (poly::apart(p, q), (stood[0] - stood[1]).norm());
                let name = bag.panel_name(index);
                prop_assert!((flat - found).abs() < 1e-9 * (1.0 + flat), "{name}: {flat}, {found}");
            }
        }
    }
}

/// Every style as it is made, and every size of it: joints that close a ring meet, and nothing else is wrong either.
#[test]
fn bags_whose_rules_hold_close() {
    let stock = Stock::builtin();
    let mut rings = 0;
    for name in Style::builtin_names() {
        let style = Style::builtin(name).unwrap();
        let sizes = style.file().sizes.iter().map(|size| Some(size.name.clone()));
        for size in core::iter::once(None).chain(sizes) {
            let mut brief = Brief::new(&style);
            if let Some(size) = &size {
                brief = brief.size(size).unwrap();
            }
            // What a size cannot be made of is told elsewhere.
            let Ok(bag) = microbag::solve(&style, &brief, &stock) else { continue };
            let pose = bag.makeable().pose();
            folds_meet(bag.makeable().structure(), bag.makeable().frame(), pose);
            strips_stand_between(bag.makeable().structure(), bag.makeable().frame(), pose);
            assert_eq!(pose.findings(), [], "{name} {size:?}");
            for ring in &pose.loops {
                assert!(ring.gap <= ring.allowed, "{name} {size:?}: {ring:?}");
                rings += 1;
            }
        }
    }
    assert!(rings >= 10, "only {rings} joints close a ring");
}
