//! Pictures to bytes, one file or folder a format. Exporters know roles and shapes, no bags, no disk and no clock: the
//! same drawing gives the same bytes.

mod check;
mod decimal;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod svg;
mod xml;

pub use check::ExportError;
