//! Nearest points, branching and conflicts: optimisation over plain numbers.
//!
//! The layer knows vectors, margins and counts, never a bag. From the inside out:
//!
//! 1. [`nearest`] — the point of a polyhedron nearest to a target, with multipliers, or a certificate that there is none.
//! 2. [`sqp`] — the point nearest to a wish among all points whose nonlinear margins hold, found by a sequence of such problems.
//! 3. [`branch`] — the nearest point when some quantities are whole numbers, best first and bounded.
//! 4. [`conflict`] — a smallest set of demands that cannot hold together.
//!
//! Everything here is deterministic to the last bit: only `+ - * /`, square roots and comparisons, effort counted in
//! pivots and evaluations. Numbers that are not numbers come back as [`Malformed`], never as a panic or a silent answer.

mod active_set;
pub mod branch;
pub mod conflict;
mod factor;
mod malformed;
pub mod nearest;
pub mod sqp;

pub use malformed::Malformed;
