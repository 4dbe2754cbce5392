//! Stub: to be replaced.
use super::StyleFile;
use super::bound::{Bound, Discrete};
use crate::diag::Diagnostic;
/// Stub.
pub fn bind(_file: &StyleFile, _discrete: &Discrete) -> Result<Bound, Vec<Diagnostic>> {
    Ok(Bound::default())
}
