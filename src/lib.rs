//! Parametric pattern making for micro bags.

pub mod brief;
pub mod check;
pub mod diag;
pub mod draft;
pub mod drawing;
pub mod export;
pub mod formula;
pub mod frame;
pub mod geom;
pub mod layout;
pub mod opt;
pub mod pose;
pub mod reader;
pub mod stock;
pub mod solve;
pub mod style;
pub mod text;
pub mod units;
