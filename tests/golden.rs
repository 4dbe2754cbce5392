//! Every shipped style at its default and every named size: what is cut, as text that a person can read, and the bytes of
//! its files as hashes. After a wanted change: `UPDATE_GOLDEN=1 cargo test --test golden`, then read the difference.

#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fmt::Write as _;
use std::path::PathBuf;

use microbag::brief::Brief;
use microbag::contract;
use microbag::export::{pdf, svg};
use microbag::layout::Paper;
use microbag::stock::Stock;
use microbag::style::Style;

/// FNV-1a, 64 bits: enough to see that bytes changed.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn told(style: &Style, size: Option<&str>) -> String {
    let brief = Brief::new(style);
    let brief = match size {
        Some(size) => brief.size(size).unwrap(),
        None => brief,
    };
    let bag = microbag::solve(style, &brief, &Stock::builtin()).unwrap();
    let mut out = String::new();
    for (param, value) in bag.makeable().structure().bound.params.iter().zip(bag.values()) {
        writeln!(out, "{} = {value:.4}", param.name).unwrap();
    }
    for change in bag.adjustments() {
        writeln!(out, "changed: {change}").unwrap();
    }
    for piece in bag.makeable().pieces() {
        let (lo, hi) = piece.bounds();
        let around: f64 = piece.outline.iter().map(|part| part.segment.length()).sum();
        writeln!(
            out,
            "piece {}: {} x{}, {:.3} x {:.3}, around {around:.3}, area {:.2}, {} holes, {} folds, {} parts",
            piece.id,
            piece.material,
            piece.cut,
            hi.x - lo.x,
            hi.y - lo.y,
            piece.area(),
            piece.holes.len(),
            piece.folds.len(),
            piece.parts.len(),
        )
        .unwrap();
    }
    for (row, bound) in
        bag.makeable().draft().rows.iter().zip(&bag.makeable().structure().bound.rows)
    {
        let lead = &row.plies[row.lead];
        let runs: Vec<String> = lead
            .runs
            .iter()
            .map(|run| format!("{} over {:.3}", run.stitches, run.length))
            .collect();
        writeln!(out, "row {}: {} layers, {}", bound.name, row.plies.len(), runs.join(", "))
            .unwrap();
    }
    let bed = bag.makeable().bed().unwrap();
    // A2 takes every shipped size.
    let pages = bag.makeable().lay_out(&Paper::A2).unwrap();
    let drawings: Vec<_> = pages.pages().iter().map(|page| page.drawing.clone()).collect();
    let svg = svg::write(&bed.drawing(), &svg::Options::default()).unwrap();
    let pdf = pdf::write(&drawings, &pdf::Options::default()).unwrap();
    let json = contract::to_json(&contract::report(&bag, &bed, Some(&pages)));
    for (name, bytes) in [("svg", svg.as_bytes()), ("pdf", &pdf), ("json", json.as_bytes())] {
        writeln!(out, "{name} {:016x}", hash(bytes)).unwrap();
    }
    out
}

#[test]
fn every_shipped_style_is_as_it_was() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differing = Vec::new();
    for name in Style::builtin_names() {
        let style = Style::builtin(name).unwrap();
        let sizes = style.file().sizes.iter().map(|size| Some(size.name.as_str()));
        for size in core::iter::once(None).chain(sizes) {
            let path = folder.join(format!("{name}-{}.txt", size.unwrap_or("default")));
            let now = told(&style, size);
            assert_eq!(now, told(&style, size), "{name} {size:?} is not the same twice");
            if update {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&path, &now).unwrap();
            } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&now) {
                differing.push(format!("{}:\n{now}", path.display()));
            }
        }
    }
    assert!(differing.is_empty(), "differing from what is kept:\n{}", differing.join("\n"));
}
