//! Formulas of the style file: text to tree to checked program, evaluated over numbers or exact gradients.
//!
//! # Steps
//!
//! 1. [`parse`] turns text into an [`Expr`]. Every token knows its bytes in the file; no step recurses, so no text
//!    can exhaust the stack.
//! 2. [`compile`] asks a [`Scope`] what each [`Reference`] is, checks kinds and dimensions, folds everything that is
//!    known, and yields a [`Formula`]. It reports all errors of a formula, not the first.
//! 3. [`Formula::eval`] computes with any [`Scalar`](crate::geom::Scalar); [`Formula::conjuncts`] and
//!    [`Formula::as_comparison`] turn a requirement into signed margins.
//!
//! # The language
//!
//! * Numbers `12`, `0.5`, `1e-3`; with a unit `12 mm`, `1.2 cm`, `0.5 in`, `45 deg`. Values are millimetres and degrees.
//! * Names `width`, `ring.inside`, `tab[0].ring`, `slot[i + 1].base.length`.
//! * By rising strength: `or`, `and`, `not`, comparisons (they do not chain), `+ -`, `* / %`, unary `-`, `^`.
//!   `||` and `&&` are other spellings of `or` and `and`. `-a^2` is `-(a^2)`.
//! * `if(c, a, b)`, `min`, `max`, `clamp(x, lowest, highest)`, `round`, `ceil`, `floor`, `abs`, `sqrt`, `sin`, `cos`,
//!   `tan`, `atan2(y, x)`, `hypot`; `pi`, `true`, `false`; words in double or single quotes.
//! * A bare number is a number, never a length: `height + 12` is an error. Lengths multiply to areas; only like
//!   things add and compare.
//!
//! # Hints
//!
//! A hint of the form ``write `…` `` is mechanical: put the quoted text in the place of the underlined bytes.
//!
//! # Example
//!
//! ```
//! use microbag::formula::{Dimension, Leaf, Reference, compile, parse};
//!
//! let mut scope = |reference: &Reference| match reference.to_string().as_str() {
//!     "width" => Ok(Leaf::Quantity { id: 0, dimension: Dimension::LENGTH }),
//!     "lined" => Ok(Leaf::Flag(true)),
//!     _ => Err(reference.unknown(["width", "lined"])),
//! };
//! let expr = parse("width / 2 - if(lined, 1.5 mm, 0 mm)", 0).map_err(|error| error.to_string())?;
//! let formula = compile(&expr, &mut scope).map_err(|errors| format!("{errors:?}"))?;
//! assert_eq!(formula.eval(&|_| 52.0), 24.5);
//!
//! let wrong = parse("width + 12", 0).map_err(|error| error.to_string())?;
//! let errors = compile(&wrong, &mut scope).unwrap_err();
//! assert_eq!(errors[0].code, "bare-number");
//! assert_eq!(errors[0].hints, ["write `12 mm`"]);
//! # Ok::<(), String>(())
//! ```

mod clash;
mod comparison;
mod compile;
mod dead;
mod emit;
mod expr;
mod function;
mod kind;
mod op;
mod parse;
mod pending;
mod program;
mod rules;
mod scope;
mod syntax;
mod token;

#[cfg(test)]
mod tests;

pub use comparison::{Comparison, Relation};
pub use compile::{compile, compile_as};
pub use expr::{Expr, Index, Path, PathStep};
pub use function::is_reserved;
pub use kind::{Dimension, Kind, Value};
pub use parse::{MAX_BYTES, MAX_DEPTH, parse, parse_made};
pub use program::Formula;
pub use scope::{Leaf, Reference, Scope, Step};
