//! Pieces to lay out: those of a plain micro bag, and random ones.

use microbag::drawing::{Align, Group, Item, Role, Shape, Text};
use microbag::geom::{Point, Segment, Vec2};
use microbag::layout::{Art, Sheet};

/// tan(90° / 4).
const QUARTER: f64 = std::f64::consts::SQRT_2 - 1.0;

pub(crate) fn item(role: Role, segments: Vec<Segment>, closed: bool) -> Item {
    Item { role, shape: Shape::Path { segments, closed }, tags: Vec::new() }
}

pub(crate) fn circle(role: Role, x: f64, y: f64, radius: f64) -> Item {
    Item { role, shape: Shape::Circle { center: Point::new(x, y), radius }, tags: Vec::new() }
}

/// A box from `(x, y)` with rounded corners (lower two, upper two), counter-clockwise.
pub(crate) fn rounded(x: f64, y: f64, w: f64, h: f64, lower: f64, upper: f64) -> Vec<Segment> {
    let at = |dx: f64, dy: f64| Point::new(x + dx, y + dy);
    let corners = [
        (at(w - lower, 0.0), at(w, lower)),
        (at(w, h - upper), at(w - upper, h)),
        (at(upper, h), at(0.0, h - upper)),
        (at(0.0, lower), at(lower, 0.0)),
    ];
    let mut segments = Vec::new();
    for k in 0..4 {
        let (from, to) = corners[k];
        if from != to {
            segments.push(Segment::arc(from, to, QUARTER));
        }
        let next = corners[(k + 1) % 4].0;
        if to != next {
            segments.push(Segment::line(to, next));
        }
    }
    segments
}

/// A piece with this outline and label, nothing on it.
pub(crate) fn bare(id: &str, outline: Vec<Segment>, label: &[&str]) -> Art {
    let group = Group {
        id: id.into(),
        title: label.first().copied().unwrap_or(id).into(),
        quantity: 1,
        material: "calf".into(),
        items: vec![item(Role::CutOuter, outline.clone(), true)],
    };
    Art { group, outline, label: label.iter().map(ToString::to_string).collect(), grain: None }
}

/// Holes of `radius` along segments, about `pitch` apart.
pub(crate) fn pricked(art: &mut Art, line: Vec<Segment>, pitch: f64, radius: f64) {
    for segment in &line {
        let n = (1_u32..999).find(|n| f64::from(*n) * pitch >= segment.length()).unwrap_or(1);
        for k in 0..=n {
            let p = segment.point(f64::from(k) / f64::from(n));
            art.group.items.push(circle(Role::Hole, p.x, p.y, radius));
        }
    }
    art.group.items.push(item(Role::StitchLine, line, false));
}

/// A panel with its lower corners rounded, stitched on three sides.
pub(crate) fn panel(id: &str, label: &[&str], w: f64, h: f64) -> Art {
    let mut art = bare(id, rounded(0.0, 0.0, w, h, 10.0, 0.0), label);
    let seam = rounded(3.0, 3.0, w - 6.0, h - 3.0, 7.0, 0.0);
    let kept: Vec<Segment> =
        seam.into_iter().filter(|s| s.a.y < h - 0.1 || s.b.y < h - 0.1).collect();
    // It starts at the upper left, runs down, round and up.
    let start = kept.iter().position(|s| s.a.y > h - 0.1).unwrap_or(0);
    let mut line = kept.clone();
    line.rotate_left(start);
    pricked(&mut art, line, 3.38, 0.5);
    art.grain = Some(90.0);
    art
}

/// A strip with rounded ends and a rivet hole near each.
pub(crate) fn strip(id: &str, label: &[&str], w: f64, h: f64, stitched: bool) -> Art {
    let r = (h / 2.0 - 0.01).min(4.0);
    let mut art = bare(id, rounded(0.0, 0.0, w, h, r, r), label);
    art.grain = Some(0.0);
    if stitched {
        for y in [3.0, h - 3.0] {
            let line = vec![Segment::line(Point::new(6.0, y), Point::new(w - 6.0, y))];
            pricked(&mut art, line, 3.38, 0.5);
        }
    } else {
        for x in [h * 0.6, w - h * 0.6] {
            art.group.items.push(circle(Role::Hole, x, h / 2.0, (h * 0.18).min(1.5)));
        }
    }
    art
}

/// The pieces of a typical micro bag.
pub(crate) fn micro_bag() -> Vec<Art> {
    let calf = ["calf 1.0 mm, cut 1"];
    let goat = ["goat 0.6 mm, cut 1"];
    let with = |name: &'static str, rest: [&'static str; 1]| [name, rest[0]];
    let mut flap = panel("flap", &with("back and flap", calf), 53.0, 85.0);
    let fold = Segment::line(Point::new(0.0, 46.0), Point::new(53.0, 46.0));
    flap.group.items.push(item(Role::Fold, vec![fold], false));
    flap.group.items.push(circle(Role::Mark, 26.5, 12.0, 5.0));
    let mut gusset = strip("gusset", &with("gusset", calf), 115.0, 20.0, true);
    gusset.group.quantity = 3;
    vec![
        panel("front", &with("front", calf), 53.0, 43.0),
        panel("pocket", &with("pocket", calf), 53.0, 43.0),
        flap,
        gusset,
        strip("tab.left", &with("left tab", calf), 25.0, 7.0, false),
        strip("tab.right", &with("right tab", calf), 25.0, 7.0, false),
        strip("strap", &with("strap", calf), 90.0, 7.0, false),
        strip("loop", &with("loop", calf), 40.0, 5.0, false),
        panel("lining.front", &with("lining front", goat), 53.0, 43.0),
        panel("lining.pocket", &with("lining pocket", goat), 53.0, 43.0),
        panel("lining.back", &with("lining back", goat), 53.0, 85.0),
    ]
}

/// The words of a usual sheet.
pub(crate) fn sheet() -> Sheet {
    Sheet {
        title: "Petite Flap".into(),
        subtitle: vec![
            "finished 55.4 × 43.0 × 18.0 mm (asked 53.0 × 43.0 × 18.0 mm)".into(),
            "shell calf 1.0 mm, lining goat 0.6 mm, thread 0.45 mm".into(),
            "pricking iron 3.38 mm".into(),
        ],
        notes: vec!["no sewn proof: make a trial in scrap first".into()],
    }
}

/// Numbers a random piece is made from.
#[derive(Clone, Debug)]
pub(crate) struct Recipe {
    pub(crate) shape: u8,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) origin: (f64, f64),
    pub(crate) grain: Option<f64>,
    pub(crate) n_words: u8,
    pub(crate) stitched: bool,
    pub(crate) signs: u8,
}

/// A piece made from random numbers.
pub(crate) fn cook(index: usize, recipe: &Recipe) -> Art {
    let Recipe { width: w, height: h, origin: (x, y), .. } = *recipe;
    let least = w.min(h);
    let outline = match recipe.shape % 4 {
        0 => rounded(x, y, w, h, 0.0, 0.0),
        1 => rounded(x, y, w, h, least * 0.3, least * 0.1),
        2 => rounded(x, y, w, h, least * 0.499, least * 0.499),
        _ => [(0.1, 0.0), (0.9, 0.0), (1.0, 0.6), (0.6, 1.0), (0.5, 0.45), (0.3, 0.9), (0.0, 0.7)]
            .map(|(u, v)| Point::new(x + u * w, y + v * h))
            .iter()
            .zip([1, 2, 3, 4, 5, 6, 0])
            .map(|(a, next)| {
                let (u, v) = [
                    (0.1, 0.0),
                    (0.9, 0.0),
                    (1.0, 0.6),
                    (0.6, 1.0),
                    (0.5, 0.45),
                    (0.3, 0.9),
                    (0.0, 0.7),
                ][next];
                Segment::arc(*a, Point::new(x + u * w, y + v * h), 0.1)
            })
            .collect(),
    };
    let words =
        ["piece", "calf 1.0 mm, cut 1", "skive to 0.6 mm along both long edges", "grain side up"];
    let name = format!("piece {index}");
    let mut label = vec![name.as_str()];
    label.extend(&words[1..=usize::from(recipe.n_words % 4)]);
    label.truncate(usize::from(recipe.n_words % 5));
    let mut art = bare(&format!("p{index}"), outline.clone(), &label);
    art.grain = recipe.grain;
    if recipe.stitched && least > 9.0 {
        let line = rounded(x + 3.0, y + 3.0, w - 6.0, h - 6.0, 0.5, 0.5);
        pricked(&mut art, line, 3.0, 0.5);
    }
    if recipe.signs == 0 && !recipe.stitched && least > 20.0 && recipe.shape % 4 < 3 {
        // A monogram the draft put there itself, in the way of the label.
        let aligns = [Align::Start, Align::Middle, Align::End];
        let monogram = Text {
            content: "MB".into(),
            at: Point::new(x + w * 0.5, y + h * 0.5),
            size: 4.0,
            turn_deg: [0.0, 90.0, 30.0][usize::from(recipe.n_words % 3)],
            align: aligns[usize::from(recipe.shape / 4 % 3)],
            bold: true,
        };
        art.group.items.push(Item {
            role: Role::Engrave,
            shape: Shape::Text(monogram),
            tags: Vec::new(),
        });
    }
    for k in 0..recipe.signs {
        let angle = f64::from(k) * 2.4;
        let at = Point::new(x + w / 2.0, y + h / 2.0)
            + Vec2::new(libm::cos(angle) * w, libm::sin(angle) * h) * 0.22;
        let radius = least * 0.06;
        let sign = match k % 4 {
            0 => circle(Role::CutInner, at.x, at.y, radius),
            1 => circle(Role::Mark, at.x, at.y, radius),
            2 => item(
                Role::Fold,
                vec![Segment::line(Point::new(x, y + h / 3.0), Point::new(x + w, y + h / 3.0))],
                false,
            ),
            _ => item(Role::CutInner, rounded(at.x, at.y, radius, radius * 2.0, 0.0, 0.0), true),
        };
        art.group.items.push(sign);
    }
    art
}
