//! Numbers as they are written: six decimals, no minus zero.

use serde::{Serialize, Serializer};

/// A number in mm, degrees, mm² or plain; written with at most six decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Num(pub(super) f64);

impl Serialize for Num {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rounded = (self.0 * 1e6).round() / 1e6;
        // What is not finite has no JSON number; a makeable bag has none such.
        if rounded.is_finite() {
            serializer.serialize_f64(rounded + 0.0)
        } else {
            serializer.serialize_none()
        }
    }
}

/// Several numbers.
pub(super) fn nums<const N: usize>(values: [f64; N]) -> Vec<Num> {
    values.into_iter().map(Num).collect()
}
