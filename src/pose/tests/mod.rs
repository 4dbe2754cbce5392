//! The pose of whole styles.

use core::f64::consts::PI;

use approx::assert_relative_eq;

use crate::brief::Brief;
use crate::frame::{Counts, Structure, frame};
use crate::geom::{Dual, Point, gradient, variable};
use crate::stock::Stock;
use crate::style::Style;

use super::{Pose, PoseFinding, Vec3, pose};

const HEAD: &str = r#"format = 1
[style]
name = "test"
title = "Test"
summary = "Test."
origin = "a test"
carry = ["hand"]
[param]
width = { title = "Width", default = "60 mm", range = ["20 mm", "300 mm"], stiffness = 1 }
height = { title = "Height", default = "50 mm", range = ["20 mm", "300 mm"], stiffness = 1 }
depth = { title = "Depth", default = "24 mm", range = ["4 mm", "140 mm"], stiffness = 1 }
[finished]
width = "width"
height = "height"
depth = "depth"
[material]
shell = { default = "calf-1.0" }
[part]
iron = { kind = "iron", default = "fr-10" }
ring = { kind = "d-ring", default = "d-ring-8" }
"#;

/// Front and back with half of each side, bent; a base between them.
const WRAP: &str = r#"
[panel.front]
material = "shell"
rect = ["width + depth", "height"]
split.base = [ { name = "notch_l", length = "depth/2" }, { name = "root", length = "width" }, { name = "notch_r", length = "depth/2" } ]
bends = [ { at = ["-width/2", 0], turn = 90, angle = 90, soft = true }, { at = ["width/2", 0], turn = 90, angle = 90, soft = true } ]
stand = { side = "front" }
[panel.back]
mirror = "front"
[panel.base]
material = "shell"
rect = ["width", "DEEP"]
[fold.front_base]
join = ["front.root", "base.top"]
angle = 90
soft = true
[fold.back_base]
join = ["back.root", "base.base"]
angle = 90
soft = true
[seam.side]
sides = ["front.right", "back.right"]
angle = 0
construction = "raw"
mirror_too = true
[seam.box]
sides = ["base.right", "front.notch_r + back.notch_r"]
angle = 90
construction = "raw"
mirror_too = true
"#;

/// Four walls sewn in a ring, and a base.
const BOX: &str = r#"
[panel.front]
material = "shell"
rect = ["width", "height"]
stand = { side = "front" }
[panel.back]
material = "shell"
view = "through"
rect = ["width", "height"]
[panel.left]
material = "shell"
rect = ["depth", "height"]
[panel.right]
material = "shell"
rect = ["depth", "height"]
[panel.base]
material = "shell"
rect = ["width", "depth"]
[seam.a]
sides = ["front.right", "right.left"]
angle = 90
construction = "raw"
[seam.b]
sides = ["right.right", "back.right"]
angle = 90
construction = "raw"
[seam.c]
sides = ["back.left", "left.left"]
angle = 90
construction = "raw"
[seam.d]
sides = ["left.right", "front.left"]
angle = 90
construction = "raw"
[seam.base]
sides = ["base.right + base.top + base.left + base.base", "right.base + front.base + left.base + back.base"]
angle = 90
construction = "raw"
"#;

const POUCH: &str = r#"
[panel.front]
material = "shell"
measure = "net"
rect = ["width", "height"]
stand = { side = "front" }
[panel.back]
mirror = "front"
[seam.right]
sides = ["front.right", "back.SIDE"]
construction = "turned"
allowance = "5 mm"
[seam.base]
sides = ["front.base", "back.base"]
construction = "turned"
allowance = "5 mm"
"#;

const CAMERA: &str = r#"
[panel.front]
material = "shell"
rect = ["width", "height"]
round = "10 mm"
chains = { ring = "base@mid..base@mid" }
stand = { side = "front" }
[panel.back]
mirror = "front"
[strip.gusset]
material = "shell"
along = "front.ring"
to = "back.ring"
width = "depth"
closed = true
parts = { count = 2, at = 0 }
[seam.front]
sides = ["front.ring", "gusset.a"]
construction = "raw"
[seam.back]
sides = ["back.ring", "gusset.b"]
construction = "raw"
[seam.under]
sides = ["gusset[0].end", "gusset[1].start"]
construction = "raw"
[seam.over]
sides = ["gusset[1].end", "gusset[0].start"]
construction = "raw"
[place.ring]
part = "ring"
on = "gusset[0]"
at = ["8 mm - gusset[0].length / 2", 0]
"#;

const BUCKET: &str = r#"
[panel.base]
material = "shell"
rect = ["width", "width"]
round = "width / 2 - 0.01 mm"
chains = { ring = "top@mid..top@mid" }
stand = { side = "base" }
[strip.body]
material = "shell"
along = "base.ring"
closed = true
width = "height"
flare = "4 mm"
parts = { count = 2, at = 0 }
[seam.base]
sides = ["base.ring", "body.a"]
construction = "raw"
[seam.one]
sides = ["body[0].end", "body[1].start"]
construction = "lap"
lap = "5 mm"
[seam.two]
sides = ["body[1].end", "body[0].start"]
construction = "lap"
lap = "5 mm"
"#;

fn bag(text: &str) -> Structure {
    let style = Style::from_toml(&format!("{HEAD}{text}"));
    let style = style.unwrap_or_else(|faults| panic!("{:#?}", faults.0));
    let structure = Structure::of(&Brief::new(&style), &Stock::builtin());
    structure.unwrap_or_else(|faults| panic!("{:#?}", faults.0))
}

fn posed(structure: &Structure) -> Pose<f64> {
    pose(structure, &frame(structure, &structure.wish, &Counts::default()))
}

fn near(what: &str, found: Option<[f64; 3]>, expected: [f64; 3], within: f64) {
    let found = found.unwrap_or_else(|| panic!("no {what}"));
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < within, "{what}: {found}, expected {expected}");
    }
}

#[test]
fn a_wrap_with_boxed_corners_closes() {
    let pose = posed(&bag(&WRAP.replace("DEEP", "depth")));
    assert_eq!(pose.loops.len(), 6, "two sides, two halves of each box");
    for ring in &pose.loops {
        assert!(ring.gap < 1e-9, "{ring:?}");
    }
    assert!(pose.twists.iter().all(|twist| twist.along > 0.99), "{:?}", pose.twists);
    assert_eq!(pose.findings(), [], "findings");
    near("size", pose.size, [60.0, 50.0, 24.0], 1e-9);
    near("inside", pose.inside, [58.0, 49.0, 22.0], 1e-9);
    let right = pose.point(0, Point::new(42.0, 20.0)).unwrap();
    assert_relative_eq!((right - Vec3::new(30.0, 20.0, 0.0)).norm(), 0.0, epsilon = 1e-9);
}

#[test]
fn a_base_that_is_too_deep_is_found_and_its_gap_has_a_slope() {
    let structure = bag(&WRAP.replace("DEEP", "1.25 * depth"));
    let pose = posed(&structure);
    let open: Vec<_> = pose.findings();
    let PoseFinding::Open { paths, gap, .. } = &open[0] else { panic!("{open:?}") };
    assert_relative_eq!(*gap, 6.0, epsilon = 1e-9);
    assert_eq!(paths, &[vec![0], vec![0, 2, 1]], "the ways over front, base, back");
    let x: Vec<Dual<3>> = structure.wish.iter().enumerate().map(|(k, v)| variable(*v, k)).collect();
    let exact = super::pose(&structure, &frame(&structure, &x, &Counts::default()));
    assert_eq!(exact.loops.len(), pose.loops.len(), "the same rings for all numbers");
    for k in 0..3 {
        let at = |h: f64| {
            let mut x = structure.wish.clone();
            x[k] += h;
            super::pose(&structure, &frame(&structure, &x, &Counts::default()))
        };
        let (more, less) = (at(1e-6), at(-1e-6));
        let slope = |more: f64, less: f64| (more - less) / 2e-6;
        for ((exact, more), less) in exact.loops.iter().zip(&more.loops).zip(&less.loops) {
            let by = slope(more.gap - more.allowed, less.gap - less.allowed);
            let exact = gradient(&(exact.gap - exact.allowed))[k];
            assert!((exact - by).abs() < 1e-5, "gap by {k}: {exact}, {by}");
        }
        let sizes = (exact.size.unwrap(), more.size.unwrap(), less.size.unwrap());
        for axis in 0..3 {
            let by = slope(sizes.1[axis], sizes.2[axis]);
            let exact = gradient(&sizes.0[axis])[k];
            assert!((exact - by).abs() < 1e-5, "size {axis} by {k}: {exact}, {by}");
        }
    }
}

#[test]
fn four_walls_sewn_in_a_ring_and_a_base_are_a_box() {
    let pose = posed(&bag(BOX));
    assert_eq!(pose.loops.len(), 4, "one wall, three edges of the base");
    assert!(pose.loops.iter().all(|ring| ring.gap < 1e-9), "{:?}", pose.loops);
    assert_eq!(pose.findings(), [], "findings");
    near("size", pose.size, [60.0, 50.0, 24.0], 1e-9);
    let outs =
        [[0.0, 0.0, 1.0], [0.0, 0.0, -1.0], [-1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, -1.0, 0.0]];
    for (stand, [x, y, z]) in pose.stands.iter().zip(outs) {
        assert_relative_eq!(stand.unwrap().out.dot(Vec3::new(x, y, z)), 1.0, epsilon = 1e-12);
    }
}

#[test]
fn a_pouch_lies_face_to_face_and_a_side_sewn_to_the_wrong_one_is_twisted() {
    let pose = posed(&bag(&POUCH.replace("SIDE", "right")));
    assert_eq!(pose.findings(), [], "findings");
    near("size", pose.size, [60.0, 50.0, 10.0], 1e-9);
    assert_eq!(pose.reached[1].map(|reach| reach.body), Some(1), "it is free to move");
    let pose = posed(&bag(&POUCH.replace("SIDE", "left")));
    assert_eq!(pose.findings(), [PoseFinding::Twisted { index: 1 }], "{:?}", pose.twists);
}

#[test]
fn things_on_a_gusset_stand_on_its_wall() {
    let pose = posed(&bag(CAMERA));
    assert_eq!(pose.findings(), [], "findings");
    near("size", pose.size, [60.0, 50.0, 24.0], 1e-9);
    // The first half runs from the middle of the base up the bag's right.
    let ring = pose.places[0].unwrap();
    assert!((ring.origin.x - 8.0).abs() < 1.0 && ring.origin.y.abs() < 1e-9, "{ring:?}");
    assert!(ring.origin.z.abs() < 4.0, "{ring:?}");
    assert_relative_eq!(ring.out.y, -1.0, epsilon = 1e-9);
}

#[test]
fn a_round_bucket_is_a_frustum() {
    let structure = bag(BUCKET);
    let pose = posed(&structure);
    let wall = pose.walls[0].unwrap();
    let radii = wall.rings.map(|ring| 30.0 + ring.offset);
    let frustum =
        50.0 * PI / 3.0 * (radii[0] * radii[0] + radii[0] * radii[1] + radii[1] * radii[1]);
    assert_relative_eq!(wall.volume(), frustum, max_relative = 1e-3);
    assert_relative_eq!(wall.rings[1].length, 2.0 * PI * radii[1], max_relative = 1e-3);
    // The free side is as long as the strip's parts are there, less what they lap.
    let f = frame(&structure, &structure.wish, &Counts::default());
    let sewn: f64 =
        structure.bound.strips[0].parts.iter().map(|part| f.panels[part.panel].net(0)).sum();
    assert!((sewn - wall.rings[1].length).abs() < 0.1, "{sewn}, {}", wall.rings[1].length);
    let size = pose.size.unwrap();
    assert_relative_eq!(size[1], 50.0, epsilon = 1e-9);
    assert_relative_eq!(size[0], 2.0 * radii[1], epsilon = 0.05);
    assert!(pose.inside.unwrap()[1] < 50.0, "{:?}", pose.inside);
}

/// The worked example of the language.
#[test]
fn the_petite_flap_has_its_room_and_its_magnet() {
    let style = Style::builtin("petite-flap").unwrap();
    let brief = Brief::new(&style).size("nano").unwrap().want_text("lined", "false").unwrap();
    let brief = brief.want_text("corner", "12").unwrap();
    let structure = Structure::of(&brief, &Stock::builtin()).unwrap();
    let pose = posed(&structure);
    near("inside", pose.inside, [42.8, 36.4, 16.0], 6e-4);
    assert_relative_eq!(pose.halves[0][1].y, 24.8, epsilon = 1e-9);
    assert_relative_eq!(pose.halves[0][1].x, 0.0, epsilon = 1e-9);
    assert_eq!(pose.findings(), [], "findings");
    let size = pose.size.unwrap();
    assert_relative_eq!(size[1], 42.0, epsilon = 1e-9);
    assert_relative_eq!(size[2], 18.0, epsilon = 1e-9);
    assert_eq!(pose.path(3), [0, 1, 2, 3], "front, gusset, back, top, flap");
}

/// Numbers that are no bag do not stop the pose.
#[test]
fn the_pose_is_total() {
    for text in [WRAP.replace("DEEP", "depth"), BOX.into(), CAMERA.into(), BUCKET.into()] {
        let structure = bag(&text);
        for x in [[0.0; 3], [-5.0, 3.0, 0.0], [f64::NAN; 3], [1e300, 1e-300, -1e300]] {
            let found = pose(&structure, &frame(&structure, &x, &Counts::default()));
            assert_eq!(
                found.loops.len(),
                posed(&structure).loops.len(),
                "one list for all numbers"
            );
            let _ = found.findings().len();
        }
    }
}
