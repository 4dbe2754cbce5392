//! The functions and reserved words of formulas, in one table.

use super::token::UNITS;

/// A function of the formula language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    If,
    Min,
    Max,
    Clamp,
    Round,
    Ceil,
    Floor,
    Abs,
    Sqrt,
    Sin,
    Cos,
    Tan,
    Atan2,
    Hypot,
}

/// What one function is called and takes.
struct Row {
    function: Function,
    name: &'static str,
    fewest: usize,
    most: usize,
    usage: &'static str,
}

const fn row(
    function: Function,
    name: &'static str,
    fewest: usize,
    most: usize,
    usage: &'static str,
) -> Row {
    Row { function, name, fewest, most, usage }
}

/// In the order of the enum.
const TABLE: [Row; 14] = [
    row(Function::If, "if", 3, 3, "if(condition, then, else)"),
    row(Function::Min, "min", 2, usize::MAX, "min(a, b, …)"),
    row(Function::Max, "max", 2, usize::MAX, "max(a, b, …)"),
    row(Function::Clamp, "clamp", 3, 3, "clamp(x, lowest, highest)"),
    row(Function::Round, "round", 1, 1, "round(x)"),
    row(Function::Ceil, "ceil", 1, 1, "ceil(x)"),
    row(Function::Floor, "floor", 1, 1, "floor(x)"),
    row(Function::Abs, "abs", 1, 1, "abs(x)"),
    row(Function::Sqrt, "sqrt", 1, 1, "sqrt(x)"),
    row(Function::Sin, "sin", 1, 1, "sin(angle)"),
    row(Function::Cos, "cos", 1, 1, "cos(angle)"),
    row(Function::Tan, "tan", 1, 1, "tan(angle)"),
    row(Function::Atan2, "atan2", 2, 2, "atan2(y, x)"),
    row(Function::Hypot, "hypot", 2, 2, "hypot(a, b)"),
];

/// Loops are planned; their names are kept free for them.
pub(super) const LATER: [&str; 2] = ["sum", "sum_before"];

/// Words that are no names wherever they stand first in a reference.
const KEYWORDS: [&str; 6] = ["and", "or", "not", "true", "false", "pi"];

impl Function {
    /// The function called `name`.
    pub(super) fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.function)
    }
    /// All names, for suggestions.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|row| row.name)
    }
    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }
    /// How it is called, for messages.
    pub(super) fn usage(self) -> &'static str {
        self.row().map_or("", |row| row.usage)
    }
    /// The fewest and the most arguments.
    pub(super) fn arity(self) -> (usize, usize) {
        self.row().map_or((0, 0), |row| (row.fewest, row.most))
    }
    fn row(self) -> Option<&'static Row> {
        TABLE.get(self as usize)
    }
}

/// Whether `name` means something in the formula language, so that no parameter or element may be called so.
pub fn is_reserved(name: &str) -> bool {
    KEYWORDS.contains(&name)
        || LATER.contains(&name)
        || Function::named(name).is_some()
        || UNITS.iter().any(|unit| unit.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (position, row) in TABLE.iter().enumerate() {
            assert_eq!(row.function as usize, position, "{}", row.name);
            assert_eq!(row.function.name(), row.name, "the row finds itself");
            assert!(row.usage.starts_with(row.name), "{} is used as {}", row.name, row.usage);
        }
    }

    #[test]
    fn words_of_the_language_are_reserved() {
        for word in ["if", "mm", "in", "and", "pi", "sum", "atan2"] {
            assert!(is_reserved(word), "{word} is a word of the language");
        }
        for word in ["width", "inside", "mouth", "i", "k"] {
            assert!(!is_reserved(word), "{word} is free");
        }
    }
}
