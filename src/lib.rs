//! Parametric pattern making for micro bags.

pub mod diag;
pub mod drawing;
pub mod geom;
