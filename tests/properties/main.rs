//! Properties of every built-in style over the whole ranges of its parameters, measured by sums over fine polylines that
//! share nothing with the closed forms of the engine.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod allowances;
mod lines;
mod outlines;
mod pieces;
mod poly;
mod walls;

use std::sync::OnceLock;

use proptest::prelude::*;

use microbag::brief::Brief;
use microbag::draft::{Draft, draft};
use microbag::frame::{Counts, Frame, Structure, frame};
use microbag::pose::{Pose, pose};
use microbag::stock::Stock;
use microbag::style::{Style, ast::ParamKind};

/// Random bags for each property.
const CASES: u32 = 64;

/// The same cases on every machine, none written to disk.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(19),
        ..ProptestConfig::default()
    }
}

/// A bag at numbers.
struct Bag {
    structure: &'static Structure,
    frame: Frame<f64>,
    pose: Pose<f64>,
}

impl Bag {
    fn at(structure: &'static Structure, x: &[f64]) -> Self {
        let frame = frame(structure, x, &Counts::default());
        let pose = pose(structure, &frame);
        Self { structure, frame, pose }
    }
    /// Parameters at shares of their ranges, or moved from the defaults by up to `near` of their ranges.
    fn drawn(structure: &'static Structure, shares: &[f64], near: Option<f64>) -> Self {
        let params = structure.bound.params.iter();
        let x: Vec<f64> = params
            .zip(shares.iter().cycle())
            .enumerate()
            .map(|(index, (param, share))| {
                let (lo, hi) = param.range;
                match near {
                    None => lo + share * (hi - lo),
                    Some(near) => {
                        let moved = structure.wish[index] + (2.0 * share - 1.0) * near * (hi - lo);
                        moved.clamp(lo, hi)
                    }
                }
            })
            .collect();
        Self::at(structure, &x)
    }
    fn draft(&self) -> Draft {
        draft(self.structure, &self.frame, &self.pose)
    }
    fn panel_name(&self, panel: usize) -> String {
        format!("{}: {}", self.structure.style_name, self.structure.bound.panels[panel].name)
    }
}

/// Every style with its defaults, then with each of its discrete values changed alone.
fn structures() -> &'static [Structure] {
    static ALL: OnceLock<Vec<Structure>> = OnceLock::new();
    ALL.get_or_init(|| {
        let stock = Stock::builtin();
        let mut all = Vec::new();
        for name in Style::builtin_names() {
            let style = Style::builtin(name).unwrap();
            all.push(Structure::of(&Brief::new(&style), &stock).unwrap());
            for param in &style.file().params {
                let values: Vec<String> = match &param.kind {
                    ParamKind::Measure(_) => Vec::new(),
                    ParamKind::Count(lo, hi) => vec![lo.to_string(), hi.to_string()],
                    ParamKind::Flag => vec!["true".to_owned(), "false".to_owned()],
                    ParamKind::Choice(words) => words.clone(),
                };
                for value in values {
                    let brief = Brief::new(&style).want_text(&param.head.name, &value).unwrap();
                    all.push(Structure::of(&brief, &stock).unwrap());
                }
            }
        }
        all
    })
}

/// Any bag of any style anywhere in its ranges.
fn anywhere() -> impl Strategy<Value = (usize, Vec<f64>)> {
    (0..structures().len(), prop::collection::vec(0.0..=1.0, 16))
}
