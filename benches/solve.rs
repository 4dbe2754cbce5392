//! Frame and solve: what one evaluation of the bag costs, with and without gradients, and a wish from end to end.

use criterion::{Criterion, criterion_group, criterion_main};
use microbag::brief::Brief;
use microbag::check::{Bag, margins};
use microbag::frame::{Counts, Structure, frame};
use microbag::geom::{Dual, Scalar, variable};
use microbag::stock::Stock;
use microbag::style::Style;
use microbag::units::mm;

/// The bag that began the trend, as published: 53 × 43 × 15 mm.
fn wish(style: &Style) -> Brief<'_> {
    let sizes = [("width", 53.0), ("height", 43.0), ("depth", 15.0)];
    sizes.iter().fold(Brief::new(style), |brief, (name, value)| {
        brief.want(name, mm(*value)).unwrap_or_else(|_| Brief::new(style))
    })
}

fn benches(c: &mut Criterion) {
    let stock = Stock::builtin();
    let Ok(style) = Style::builtin("petite-flap") else { return };
    let Ok(structure) = Structure::of(&wish(&style), &stock) else { return };
    let x = structure.wish.clone();
    let duals: Vec<Dual<8>> = x
        .iter()
        .enumerate()
        .map(
            |(index, value)| {
                if index < 8 { variable(*value, index) } else { Dual::constant(*value) }
            },
        )
        .collect();
    let counts = Counts::default();
    c.bench_function("frame, values", |b| b.iter(|| frame(&structure, &x, &counts)));
    c.bench_function("frame, all derivatives", |b| b.iter(|| frame(&structure, &duals, &counts)));
    c.bench_function("frame, pose and margins, values", |b| {
        b.iter(|| margins(&Bag::at(&structure, &x, &counts)));
    });
    c.bench_function("frame, pose and margins, all derivatives", |b| {
        b.iter(|| margins(&Bag::at(&structure, &duals, &counts)));
    });
    c.bench_function("style file to structure", |b| {
        b.iter(|| {
            Style::builtin("petite-flap").map(|style| Structure::of(&wish(&style), &stock).is_ok())
        });
    });
    c.bench_function("solve from a wish", |b| {
        b.iter(|| microbag::solve(&style, &wish(&style), &stock).is_ok());
    });
}

/// Short runs: ratios are what is read, and a shared machine drifts more than a second of samples does.
fn short() -> Criterion {
    let second = core::time::Duration::from_secs(1);
    Criterion::default().sample_size(20).warm_up_time(second / 4).measurement_time(second)
}

criterion_group! { name = group; config = short(); targets = benches }
criterion_main!(group);
