//! What names mean: the question a formula asks, and the answers it understands.

use core::fmt;

use super::kind::Dimension;
use super::syntax::quote;
use crate::diag::{Diagnostic, Span, did_you_mean};

/// A name as a formula reads it, indices computed: `slot[2].base.length`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The names between the dots; at least one.
    pub steps: Vec<Step>,
    /// All of it in the file.
    pub span: Span,
}

/// One name of a reference, with its index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The name.
    pub name: String,
    /// The name in the file, index not included.
    pub span: Span,
    /// Which copy, from 0.
    pub index: Option<usize>,
}

impl Reference {
    /// The error for a name that nothing has, with the nearest of `known` as the way out.
    pub fn unknown<'a>(&self, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        let name = self.to_string();
        let message = format!("nothing is called {} here", quote(&name));
        let error = Diagnostic::at("unknown-name", self.span, message);
        match did_you_mean(&name, known) {
            Some(near) => error.hint(format!("write `{near}`")),
            None => error.hint("declare it under `param` or `let`, or name an element or a slot"),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.steps.iter().enumerate() {
            let dot = if position == 0 { "" } else { "." };
            write!(f, "{dot}{}", step.name)?;
            if let Some(index) = step.index {
                write!(f, "[{index}]")?;
            }
        }
        Ok(())
    }
}

/// What a reference stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    /// A quantity that is not known yet; `id` is what the formula asks for when it is evaluated.
    Quantity {
        /// The reader's own number for it.
        id: usize,
        /// What it is measured in.
        dimension: Dimension,
    },
    /// A quantity that is fixed.
    Constant {
        /// Millimetres, degrees or their products.
        value: f64,
        /// What it is measured in.
        dimension: Dimension,
    },
    /// A whole number.
    Count(i64),
    /// Yes or no.
    Flag(bool),
    /// A word.
    Word(String),
    /// A word out of a closed list: comparing it with any other word is an error.
    Choice {
        /// The word chosen.
        value: String,
        /// All that could be chosen.
        options: Vec<String>,
    },
    /// Something the file declares that this bag does not have. An error, except where it is never read: in the
    /// branch of an `if` that is not taken, or after an `and`/`or` that is decided.
    Absent(Diagnostic),
}

/// Knows what names mean where a formula stands.
pub trait Scope {
    /// What `reference` stands for.
    ///
    /// # Errors
    ///
    /// The finding to report, such as [`Reference::unknown`].
    fn resolve(&mut self, reference: &Reference) -> Result<Leaf, Diagnostic>;
}

impl<F: FnMut(&Reference) -> Result<Leaf, Diagnostic>> Scope for F {
    fn resolve(&mut self, reference: &Reference) -> Result<Leaf, Diagnostic> {
        self(reference)
    }
}
