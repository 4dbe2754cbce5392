//! Every JSON that goes out, with its schema: what other programs rely on. Millimetres and degrees, y up, seen from the
//! grain side, six decimals.

mod catalogue;
mod language;
mod number;
mod piece;
mod report;
mod shelf;

pub use catalogue::{list, show};
pub use language::style_schema;
pub use report::{Report, report, to_json};
pub use shelf::stock;
