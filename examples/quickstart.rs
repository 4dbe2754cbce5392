//! From a wish to a pattern: what was changed and why, and an SVG and a PDF true to size.
//!
//! `cargo run --example quickstart [FOLDER]` writes to the folder, or to the system's folder for passing files.

use std::error::Error;
use std::path::PathBuf;

use microbag::brief::Brief;
use microbag::export::{pdf, svg};
use microbag::layout::Paper;
use microbag::stock::Stock;
use microbag::style::Style;
use microbag::units::mm;

#[allow(clippy::print_stdout, reason = "an example shows what it does")]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);

    // The published size of the bag that began the trend, and a width that must not be moved.
    let style = Style::builtin("petite-flap")?;
    let stock = Stock::builtin();
    let brief = Brief::new(&style)
        .want("width", mm(53.0))?
        .want("height", mm(43.0))?
        .want("depth", mm(15.0))?;
    let bag = microbag::solve(&style, &brief, &stock)?;
    for change in bag.adjustments() {
        println!("{change}");
    }
    // A bag that is makeable as wished is not touched, and every change is told.
    assert_eq!(bag.adjustments().is_empty(), bag.distance() == 0.0, "a change was not told");

    let sheets = bag.makeable().lay_out(&Paper::A4)?;
    let pages: Vec<_> = sheets.pages().iter().map(|page| page.drawing.clone()).collect();
    assert!(pages.iter().all(|page| (page.width, page.height) == (210.0, 297.0)), "A4 is A4");
    let pdf =
        pdf::write(&pages, &pdf::Options { title: "Petite".into(), ..pdf::Options::default() })?;
    let svg = svg::write(&bag.makeable().bed()?.drawing(), &svg::Options::default())?;

    for (name, bytes) in [("quickstart.pdf", pdf), ("quickstart.svg", svg.into_bytes())] {
        let path = folder.join(name);
        std::fs::write(&path, bytes)?;
        println!("{}", path.display());
    }
    Ok(())
}
