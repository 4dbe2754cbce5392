//! Draft, review and sheets: from solved numbers to bytes.

use criterion::{Criterion, criterion_group, criterion_main};
use microbag::brief::Brief;
use microbag::check::{Bag, Review};
use microbag::draft::draft;
use microbag::export::svg;
use microbag::frame::Counts;
use microbag::layout::Paper;
use microbag::stock::Stock;
use microbag::style::Style;

fn benches(c: &mut Criterion) {
    let stock = Stock::builtin();
    let Ok(style) = Style::builtin("petite-flap") else { return };
    let Ok(bag) = microbag::solve(&style, &Brief::new(&style), &stock) else { return };
    let makeable = bag.makeable();
    let (structure, values) = (makeable.structure(), bag.values());
    let seen = Bag::at(structure, values, &Counts::default());
    c.bench_function("draft", |b| b.iter(|| draft(structure, &seen.frame, &seen.pose)));
    c.bench_function("draft and review", |b| {
        b.iter(|| {
            let draft = draft(structure, &seen.frame, &seen.pose);
            Review::of(&seen, &draft)
        });
    });
    let Ok(bed) = makeable.bed() else { return };
    let drawing = bed.drawing();
    c.bench_function("bed layout", |b| b.iter(|| makeable.bed().is_ok()));
    c.bench_function("drawing to SVG", |b| {
        b.iter(|| svg::write(&drawing, &svg::Options::default()).is_ok());
    });
    c.bench_function("page layout, A4", |b| b.iter(|| makeable.lay_out(&Paper::A4).is_ok()));
    #[cfg(feature = "pdf")]
    {
        use microbag::export::pdf;
        let Ok(sheets) = makeable.lay_out(&Paper::A3) else { return };
        let pages: Vec<_> = sheets.pages().iter().map(|page| page.drawing.clone()).collect();
        c.bench_function("pages to PDF", |b| {
            b.iter(|| pdf::write(&pages, &pdf::Options::default()).is_ok());
        });
    }
}

/// Short runs: ratios are what is read, and a shared machine drifts more than a second of samples does.
fn short() -> Criterion {
    let second = core::time::Duration::from_secs(1);
    Criterion::default().sample_size(20).warm_up_time(second / 4).measurement_time(second)
}

criterion_group! { name = group; config = short(); targets = benches }
criterion_main!(group);
