//! The one error of the crate: what kind of thing went wrong, and all that is known about it.

use core::fmt;

use crate::diag::{Diagnostic, Faults, Place};
use crate::layout::LayoutError;
use crate::solve::Unmakeable;

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A style or stock file, or a wish that is none: nothing can be done before it is mended.
    Input,
    /// The wish is understood, and no makeable bag was found near it.
    Unmakeable,
    /// A piece does not fit the paper.
    Paper,
}

/// Why there is no bag, or no sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<Repr>);

#[derive(Clone, Debug, PartialEq)]
struct Repr {
    kind: ErrorKind,
    diagnostics: Vec<Diagnostic>,
}

impl Error {
    fn new(kind: ErrorKind, diagnostics: Vec<Diagnostic>) -> Self {
        Self(Box::new(Repr { kind, diagnostics }))
    }
    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }
    /// Everything that was found, each with its place and the ways out.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0.diagnostics
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0.kind {
            ErrorKind::Input => "the input has faults",
            ErrorKind::Unmakeable => "no makeable bag was found near this wish",
            ErrorKind::Paper => "the pattern does not fit the paper",
        })?;
        for diagnostic in &self.0.diagnostics {
            write!(f, "\n{diagnostic}")?;
        }
        Ok(())
    }
}

impl core::error::Error for Error {}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::new(ErrorKind::Input, faults.0)
    }
}

impl From<Diagnostic> for Error {
    fn from(fault: Diagnostic) -> Self {
        Self::new(ErrorKind::Input, vec![fault])
    }
}

impl From<Unmakeable> for Error {
    fn from(unmakeable: Unmakeable) -> Self {
        Self::new(ErrorKind::Unmakeable, unmakeable.conflict().to_vec())
    }
}

impl From<LayoutError> for Error {
    fn from(error: LayoutError) -> Self {
        let place = match &error {
            LayoutError::DoesNotFit { piece, .. } => Place::Element(piece.clone()),
            _ => Place::Nowhere,
        };
        let mut finding = Diagnostic::error("does-not-fit", place, error.to_string());
        if let LayoutError::DoesNotFit { smallest: Some(paper), .. } = &error {
            finding = finding.hint(format!("--paper {paper}"));
        }
        Self::new(ErrorKind::Paper, vec![finding])
    }
}
