//! The `opt` layer against foreign solvers, published problems, closed forms, dense grids and brute force.
#![allow(clippy::unwrap_used, reason = "a test may")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "counts here are small, and whole before they are cast"
)]
#![allow(
    clippy::too_many_lines,
    clippy::needless_range_loop,
    reason = "tables of problems, and several vectors at once"
)]

mod choices;
mod grid;
mod kinks;
mod published;
mod quadratic;
mod support;
mod typical;
