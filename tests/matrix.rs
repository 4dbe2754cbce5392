//! Every style with everything on the shelf that fits its slots: made, moved or refused with a code.
//!
//! One slot at a time holds another entry than its default, all else as the style has it. Each run tries every third
//! pair; `MICROBAG_FULL=1` tries all. `cargo test --test matrix -- --nocapture` prints the table.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may")]

use std::collections::BTreeMap;

use microbag::brief::Brief;
use microbag::stock::{Kind, Stock};
use microbag::style::Style;

/// Least share of fitting pairs that are made.
const MADE: f64 = 0.6;

/// Made as wished, moved, or refused with these codes.
fn outcome(style: &Style, slot: &str, id: &str, stock: &Stock) -> (&'static str, String) {
    let brief = Brief::new(style).use_stock(slot, id).unwrap();
    match microbag::solve(style, &brief, stock) {
        Ok(bag) if bag.adjustments().is_empty() => ("made", String::new()),
        Ok(_) => ("moved", String::new()),
        Err(error) => {
            let mut codes: Vec<&str> = error.diagnostics().iter().map(|fact| fact.code).collect();
            codes.sort_unstable();
            codes.dedup();
            assert!(!codes.is_empty(), "{slot} = {id} is refused without a reason: {error}");
            ("refused", codes.join(" "))
        }
    }
}

#[test]
fn the_matrix_of_styles_and_stock() {
    let stock = Stock::builtin();
    let step = if std::env::var_os("MICROBAG_FULL").is_some() { 1 } else { 3 };
    let mut pairs = 0;
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for name in Style::builtin_names() {
        let style = Style::builtin(name).unwrap();
        for slot in style.file().slots.iter().filter(|slot| slot.kind != Kind::Item) {
            for entry in stock.entries().filter(|entry| entry.kind == slot.kind) {
                pairs += 1;
                if pairs % step != 0 {
                    continue;
                }
                let (what, codes) = outcome(&style, &slot.head.name, &entry.id, &stock);
                *counts.entry(what).or_default() += 1;
                println!("{name:14} {:14} {:18} {what} {codes}", slot.head.name, entry.id);
            }
        }
    }
    let of = |what| f64::from(counts.get(what).copied().unwrap_or(0));
    let (fit, all) = (of("made") + of("moved"), of("made") + of("moved") + of("refused"));
    println!("{counts:?}, {:.0} % made; every {step} of {pairs} pairs", 100.0 * fit / all);
    assert!(pairs > 1000, "only {pairs} pairs");
    assert!(fit >= MADE * all, "{counts:?}");
}
