//! Parametric pattern making for micro bags: a wish goes in, the nearest bag that hands can make comes out, true to size.
//!
//! # The way of a wish
//!
//! 1. A style file is read and bound: [`style::Style`]; the wish is a [`brief::Brief`]; the shelf a [`stock::Stock`].
//! 2. With its discrete choices made it is a [`frame::Structure`]; numbers make it a [`frame::Frame`], folded a
//!    [`pose::Pose`].
//! 3. Rules are signed [`check::Margin`]s on it; [`solve()`] projects the wish onto where all of them hold.
//! 4. [`draft::Draft`] are the cut pieces; [`check::Review`] measures every margin on them again. What passes is
//!    [`Makeable`].
//! 5. [`Makeable::lay_out`] puts the pieces on paper; [`export`] writes what any [`drawing::Drawing`] shows;
//!    [`contract`] the numbers.
//!
//! Lengths are millimetres, angles degrees where a name says so and radians elsewhere, y is up, pieces are seen on their
//! grain side. Nothing here reads files, a clock or the environment; the same input gives the same bytes.

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

/// The front page of the project; its program is tested here.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

/// How it is built inside.
#[doc = include_str!("docs/architecture.md")]
pub mod _architecture {}

/// The style language: everything that may stand in a style file, and what it means.
#[doc = include_str!("docs/style-file.md")]
pub mod _style_file {}
