//! Parametric pattern making for micro bags.

pub mod brief;
pub mod check;
pub mod contract;
pub mod diag;
pub mod draft;
pub mod drawing;
mod error;
pub mod export;
pub mod formula;
pub mod frame;
pub mod geom;
pub mod layout;
pub mod opt;
mod pipeline;
pub mod pose;
pub mod reader;
pub mod solve;
pub mod stock;
pub mod style;
pub mod text;
pub mod units;

pub use error::{Error, ErrorKind};
pub use layout::Sheets;
pub use pipeline::solve;
pub use solve::{Adjustment, Makeable, Solved, Unmakeable};
