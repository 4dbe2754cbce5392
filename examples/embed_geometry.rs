//! The geometry for a program that draws or cuts by itself: outlines, holes and folds, without files.
//!
//! Works without default features: `cargo run --example embed_geometry --no-default-features`.

use std::collections::BTreeMap;
use std::error::Error;

use microbag::brief::Brief;
use microbag::drawing::{Group, Role, Shape};
use microbag::geom::Segment;
use microbag::stock::Stock;
use microbag::style::Style;
use microbag::units::mm;

#[allow(clippy::print_stdout, reason = "an example shows what it does")]
fn main() -> Result<(), Box<dyn Error>> {
    let style = Style::builtin("petite-flap")?;
    let stock = Stock::builtin();
    let brief = Brief::new(&style).size("nano")?.pin("width", mm(60.0))?;
    let bag = microbag::solve(&style, &brief, &stock)?;

    // One sheet with all pieces; what is not a piece is cut 0 times.
    let bed = bag.makeable().bed()?.drawing();
    let pieces: Vec<&Group> = bed.groups.iter().filter(|group| group.quantity > 0).collect();
    assert!(!pieces.is_empty(), "a bag has pieces");
    for piece in pieces {
        let outline = outline(piece);
        let length: f64 = outline.iter().map(Segment::length).sum();
        let area = area(outline);
        assert!(area > 0.0, "{}: outlines run counter-clockwise", piece.id);
        let mut roles = BTreeMap::new();
        for item in &piece.items {
            *roles.entry(format!("{:?}", item.role)).or_insert(0_u32) += 1;
        }
        println!(
            "{} x {}, {}: {length:.1} mm round, {area:.0} mm²; {roles:?}",
            piece.quantity, piece.id, piece.material
        );
    }
    Ok(())
}

/// What the knife follows.
fn outline(piece: &Group) -> &[Segment] {
    let cut = piece.items.iter().find(|item| item.role == Role::CutOuter);
    match cut.map(|item| &item.shape) {
        Some(Shape::Path { segments, closed: true }) => segments,
        _ => &[],
    }
}

/// Signed area, from points on the outline near enough for a figure in whole mm².
fn area(outline: &[Segment]) -> f64 {
    let points: Vec<_> = outline
        .iter()
        .flat_map(|segment| (0..16).map(|k| segment.point(f64::from(k) / 16.0)))
        .collect();
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(p, q)| 0.5 * (p.x * q.y - q.x * p.y)).sum()
}
