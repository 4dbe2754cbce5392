//! Drawings the export tests write: a sheet with a piece, and small ones with one thing each.
#![allow(dead_code, reason = "each test file uses its part")]

use microbag::drawing::{Align, Drawing, Group, Item, Role, Shape, Text};
use microbag::geom::{Point, Segment};

pub(crate) fn p(x: f64, y: f64) -> Point {
    Point::new(x, y)
}

pub(crate) fn item(role: Role, shape: Shape) -> Item {
    Item { role, shape, tags: Vec::new() }
}

pub(crate) fn line(role: Role, points: &[(f64, f64)]) -> Item {
    let segments =
        points.windows(2).map(|w| Segment::line(p(w[0].0, w[0].1), p(w[1].0, w[1].1))).collect();
    item(role, Shape::Path { segments, closed: false })
}

pub(crate) fn ring(role: Role, segments: Vec<Segment>) -> Item {
    item(role, Shape::Path { segments, closed: true })
}

pub(crate) fn square(role: Role, x: f64, y: f64, side: f64) -> Item {
    let c = [p(x, y), p(x + side, y), p(x + side, y + side), p(x, y + side)];
    ring(role, (0..4).map(|k| Segment::line(c[k], c[(k + 1) % 4])).collect())
}

pub(crate) fn words(content: &str, at: Point, size: f64) -> Text {
    Text { content: content.into(), at, size, turn_deg: 0.0, align: Align::Start, bold: false }
}

pub(crate) fn label(text: Text) -> Item {
    item(Role::Label, Shape::Text(text))
}

pub(crate) fn sheet(width: f64, height: f64, items: Vec<Item>) -> Drawing {
    let group = Group {
        id: "front".into(),
        title: "Front".into(),
        quantity: 1,
        material: "goat".into(),
        items,
    };
    Drawing {
        width,
        height,
        title: "Test".into(),
        description: "One thing".into(),
        groups: vec![group],
    }
}

/// An outline with rounded lower corners, at (x, y), `w` by `h`, radius `r`.
pub(crate) fn outline(x: f64, y: f64, w: f64, h: f64, r: f64) -> Vec<Segment> {
    let quarter = libm::tan(core::f64::consts::PI / 8.0);
    vec![
        Segment::line(p(x + r, y), p(x + w - r, y)),
        Segment::arc(p(x + w - r, y), p(x + w, y + r), quarter),
        Segment::line(p(x + w, y + r), p(x + w, y + h)),
        // A shallow dip in the upper edge, a right turn.
        Segment::arc(p(x + w, y + h), p(x, y + h), -0.12),
        Segment::line(p(x, y + h), p(x, y + r)),
        Segment::arc(p(x, y + r), p(x + r, y), quarter),
    ]
}

/// A piece with everything on it, about 66 items.
pub(crate) fn piece(id: &str, x: f64, y: f64, w: f64, h: f64) -> Group {
    let mut items = vec![ring(Role::CutOuter, outline(x, y, w, h, 8.0))];
    let stitch = outline(x + 3.0, y + 3.0, w - 6.0, h - 10.0, 5.0);
    for (index, at) in
        stitch.iter().flat_map(|s| (0..9).map(|k| s.point(f64::from(k) / 9.0))).enumerate()
    {
        let mut hole = item(Role::Hole, Shape::Circle { center: at, radius: 0.4 });
        hole.tags = vec![
            ("seam", "front-gusset".into()),
            ("run", "0".into()),
            ("index", index.to_string()),
        ];
        items.push(hole);
    }
    items.push(ring(Role::StitchLine, stitch));
    items.push(line(Role::Fold, &[(x, y + h * 0.6), (x + w, y + h * 0.6)]));
    items.push(line(Role::Grain, &[(x + w / 2.0, y + 12.0), (x + w / 2.0, y + h * 0.5)]));
    items.push(line(Role::Notch, &[(x, y + h * 0.4), (x + 2.0, y + h * 0.4)]));
    let slot = vec![
        Segment::line(p(x + 12.0, y + 12.0), p(x + 18.0, y + 12.0)),
        Segment::arc(p(x + 18.0, y + 12.0), p(x + 18.0, y + 15.0), 1.0),
        Segment::line(p(x + 18.0, y + 15.0), p(x + 12.0, y + 15.0)),
        Segment::arc(p(x + 12.0, y + 15.0), p(x + 12.0, y + 12.0), 1.0),
    ];
    items.push(ring(Role::CutInner, slot));
    items.push(ring(Role::Engrave, outline(x + w - 16.0, y + 12.0, 8.0, 6.0, 2.0)));
    let middle = |bold, size, dy, content: &str| {
        let mut text = words(content, p(x + w / 2.0, y + h * 0.72 - dy), size);
        text.align = Align::Middle;
        text.bold = bold;
        label(text)
    };
    items.push(middle(true, 4.0, 0.0, &format!("{id} × 2")));
    items.push(middle(false, 2.8, 5.0, "goat 1.2 mm, cut 2"));
    Group {
        id: id.into(),
        title: format!("Piece {id}"),
        quantity: 2,
        material: "goat".into(),
        items,
    }
}

/// An A4 sheet with a gauge, two pieces and turned text.
pub(crate) fn sample() -> Drawing {
    let mut sheet_items = vec![square(Role::Sheet, 20.0, 20.0, 50.0)];
    sheet_items.push(label(words("50 mm, print at 100 %", p(24.0, 43.0), 3.5)));
    let mut turned = words("up the edge: AVTo & <ÄÖß> ½ 日", p(16.0, 100.0), 5.0);
    turned.turn_deg = 90.0;
    sheet_items.push(label(turned));
    let mut slanted = words("Slanted, bold", p(150.0, 60.0), 6.0);
    (slanted.turn_deg, slanted.bold, slanted.align) = (30.0, true, Align::End);
    sheet_items.push(label(slanted));
    let block =
        Group { id: "sheet".into(), title: "Sheet".into(), items: sheet_items, ..Group::default() };
    Drawing {
        width: 210.0,
        height: 297.0,
        title: "Petite & <flap>".into(),
        description: "Two pieces and a gauge".into(),
        groups: vec![
            block,
            piece("front", 30.0, 90.0, 70.0, 60.0),
            piece("back", 115.0, 90.0, 70.0, 80.0),
        ],
    }
}

/// Twelve pieces, about 800 items.
pub(crate) fn large() -> Drawing {
    let groups = (0..12)
        .map(|k| {
            piece(
                &format!("piece-{k}"),
                10.0 + 70.0 * f64::from(k % 3),
                10.0 + 70.0 * f64::from(k / 3),
                60.0,
                55.0,
            )
        })
        .collect();
    Drawing {
        width: 230.0,
        height: 300.0,
        title: "Large".into(),
        description: String::new(),
        groups,
    }
}
