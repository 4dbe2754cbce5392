//! Parametric pattern making for micro bags.

pub mod diag;
pub mod drawing;
pub mod geom;
pub mod reader;
pub mod stock;
pub mod units;
