//! What is wrong with numbers that cannot be worked on.

use std::fmt;

/// The input is not a problem: a length does not match, or a number is not usable.
///
/// An infeasible problem is *not* malformed; that is an answer (see [`nearest`](super::nearest) and [`sqp`](super::sqp)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// A slice has another length than the others demand.
    Length {
        /// The slice.
        what: &'static str,
        /// The length it should have.
        expected: usize,
        /// The length it has.
        found: usize,
    },
    /// An entry is NaN, or infinite where it may not be.
    NotFinite {
        /// The slice the entry is in.
        what: &'static str,
        /// The entry.
        index: usize,
    },
    /// An entry that must be positive is not.
    NotPositive {
        /// The slice the entry is in.
        what: &'static str,
        /// The entry.
        index: usize,
    },
    /// A lower bound exceeds its upper bound where the problem does not count that as infeasible.
    Crossed {
        /// The variable.
        index: usize,
    },
    /// No start was given, or the margins are not numbers at any of them.
    NoUsableStart,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { what, expected, found } => {
                write!(f, "{what} has {found} entries, needs {expected}")
            }
            Self::NotFinite { what, index } => {
                write!(f, "entry {index} of {what} is not a finite number")
            }
            Self::NotPositive { what, index } => {
                write!(f, "entry {index} of {what} must be greater than zero")
            }
            Self::Crossed { index } => {
                write!(f, "the lower bound of variable {index} exceeds its upper bound")
            }
            Self::NoUsableStart => {
                write!(f, "the margins are not numbers at any of the given starts")
            }
        }
    }
}

impl std::error::Error for Malformed {}

/// Refuses a slice of another length.
pub(super) fn check_length(
    what: &'static str,
    found: usize,
    expected: usize,
) -> Result<(), Malformed> {
    if found == expected { Ok(()) } else { Err(Malformed::Length { what, expected, found }) }
}

/// Refuses NaN and infinities.
pub(super) fn check_finite(what: &'static str, values: &[f64]) -> Result<(), Malformed> {
    match values.iter().position(|v| !v.is_finite()) {
        Some(index) => Err(Malformed::NotFinite { what, index }),
        None => Ok(()),
    }
}

/// Refuses everything but finite numbers above zero.
pub(super) fn check_positive(what: &'static str, values: &[f64]) -> Result<(), Malformed> {
    check_finite(what, values)?;
    match values.iter().position(|v| *v <= 0.0) {
        Some(index) => Err(Malformed::NotPositive { what, index }),
        None => Ok(()),
    }
}

/// Refuses bounds that are NaN or lie at the wrong infinity; crossed bounds are allowed (they are infeasible, not malformed).
pub(super) fn check_bounds(lower: &[f64], upper: &[f64], n: usize) -> Result<(), Malformed> {
    check_length("lower bounds", lower.len(), n)?;
    check_length("upper bounds", upper.len(), n)?;
    let bad_lower = lower.iter().position(|v| v.is_nan() || *v == f64::INFINITY);
    if let Some(index) = bad_lower {
        return Err(Malformed::NotFinite { what: "lower bounds", index });
    }
    match upper.iter().position(|v| v.is_nan() || *v == f64::NEG_INFINITY) {
        Some(index) => Err(Malformed::NotFinite { what: "upper bounds", index }),
        None => Ok(()),
    }
}
