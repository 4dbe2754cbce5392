//! What a value is: a quantity with its dimension, a flag or a word.

use core::fmt;

/// The power of length and the power of angle in a quantity: an area is length², a slope angle/length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimension {
    length: i8,
    angle: i8,
}

impl Dimension {
    /// A plain number: counts, shares, ratios.
    pub const NUMBER: Self = Self::new(0, 0);
    /// Millimetres.
    pub const LENGTH: Self = Self::new(1, 0);
    /// Square millimetres.
    pub const AREA: Self = Self::new(2, 0);
    /// Degrees.
    pub const ANGLE: Self = Self::new(0, 1);

    /// Powers beyond this have no use in a pattern and are refused before they can overflow.
    const LIMIT: i8 = 24;

    /// length to the power `length` times angle to the power `angle`.
    pub const fn new(length: i8, angle: i8) -> Self {
        Self { length, angle }
    }
    /// The power of length.
    pub const fn length(self) -> i8 {
        self.length
    }
    /// The power of angle.
    pub const fn angle(self) -> i8 {
        self.angle
    }
    /// The dimension of a product; none when a power leaves −24..24.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::within(self.length.checked_add(other.length)?, self.angle.checked_add(other.angle)?)
    }
    /// The dimension of a quotient; none when a power leaves −24..24.
    pub fn over(self, other: Self) -> Option<Self> {
        Self::within(self.length.checked_sub(other.length)?, self.angle.checked_sub(other.angle)?)
    }
    /// The dimension of a power; none when a power leaves −24..24.
    pub fn power(self, exponent: i8) -> Option<Self> {
        Self::within(self.length.checked_mul(exponent)?, self.angle.checked_mul(exponent)?)
    }
    /// The dimension of a square root; none of odd powers.
    pub fn root(self) -> Option<Self> {
        let even = self.length % 2 == 0 && self.angle % 2 == 0;
        even.then_some(Self::new(self.length / 2, self.angle / 2))
    }
    /// `mm` for a length, `deg` for an angle: the unit a literal of this dimension is written in.
    pub fn unit(self) -> Option<&'static str> {
        match (self.length, self.angle) {
            (1, 0) => Some("mm"),
            (0, 1) => Some("deg"),
            _ => None,
        }
    }

    fn within(length: i8, angle: i8) -> Option<Self> {
        let fits = |power: i8| -Self::LIMIT <= power && power <= Self::LIMIT;
        (fits(length) && fits(angle)).then_some(Self::new(length, angle))
    }

    fn write_units(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut gap = "";
        for (unit, power) in [("mm", self.length), ("deg", self.angle)] {
            match power {
                0 => continue,
                1 => write!(f, "{gap}{unit}")?,
                _ => write!(f, "{gap}{unit}^{power}")?,
            }
            gap = " ";
        }
        Ok(())
    }
}

/// In words, with its article: `a length`, `an angle`, `a quantity in mm^2 deg^-1`.
impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.length, self.angle) {
            (0, 0) => f.write_str("a number"),
            (1, 0) => f.write_str("a length"),
            (2, 0) => f.write_str("an area"),
            (3, 0) => f.write_str("a volume"),
            (0, 1) => f.write_str("an angle"),
            _ => {
                f.write_str("a quantity in ")?;
                self.write_units(f)
            }
        }
    }
}

/// What a formula yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A real number with a dimension.
    Quantity(Dimension),
    /// Yes or no.
    Flag,
    /// One of the words of the style language: `turned`, `darts`.
    Word,
}

impl Kind {
    /// A plain number.
    pub const NUMBER: Self = Self::Quantity(Dimension::NUMBER);
    /// Millimetres.
    pub const LENGTH: Self = Self::Quantity(Dimension::LENGTH);
    /// Degrees.
    pub const ANGLE: Self = Self::Quantity(Dimension::ANGLE);
}

/// In words, with its article: `a length`, `a flag`.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quantity(dimension) => dimension.fmt(f),
            Self::Flag => f.write_str("a flag"),
            Self::Word => f.write_str("a word"),
        }
    }
}

/// A value that is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number of millimetres, degrees or their products.
    Quantity(f64, Dimension),
    /// Yes or no.
    Flag(bool),
    /// A word.
    Word(String),
}

impl Value {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Quantity(_, dimension) => Kind::Quantity(*dimension),
            Self::Flag(_) => Kind::Flag,
            Self::Word(_) => Kind::Word,
        }
    }
    /// The number it evaluates to: a flag 1 or 0, a word NaN.
    pub fn number(&self) -> f64 {
        match self {
            Self::Quantity(value, _) => *value,
            Self::Flag(flag) => f64::from(u8::from(*flag)),
            Self::Word(_) => f64::NAN,
        }
    }
    /// The whole number that it is: none of fractions, quantities with a unit, flags and words.
    pub fn count(&self) -> Option<i64> {
        match self {
            Self::Quantity(value, Dimension::NUMBER) => whole(*value),
            _ => None,
        }
    }
}

/// As it could stand in a formula, areas and the like apart: `12 mm`, `0.5`, `true`, `"turned"`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quantity(value, Dimension::NUMBER) => write!(f, "{value}"),
            Self::Quantity(value, dimension) => {
                write!(f, "{value} ")?;
                dimension.write_units(f)
            }
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Word(word) if word.contains('"') => write!(f, "'{word}'"),
            Self::Word(word) => write!(f, "\"{word}\""),
        }
    }
}

/// `value` as an integer, if it is one that `f64` holds exactly.
pub(super) fn whole(value: f64) -> Option<i64> {
    /// 2⁵³: beyond it neighbouring integers fall together.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation, reason = "whole and within 2^53 is checked")]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_multiply_divide_and_take_roots() {
        let d = Dimension::new;
        let table = [
            (Dimension::LENGTH.times(Dimension::LENGTH), Some(Dimension::AREA)),
            (Dimension::AREA.over(Dimension::LENGTH), Some(Dimension::LENGTH)),
            (Dimension::LENGTH.over(Dimension::LENGTH), Some(Dimension::NUMBER)),
            (Dimension::ANGLE.over(Dimension::LENGTH), Some(d(-1, 1))),
            (Dimension::LENGTH.power(-3), Some(d(-3, 0))),
            (d(2, -1).power(0), Some(Dimension::NUMBER)),
            (Dimension::AREA.root(), Some(Dimension::LENGTH)),
            (d(-4, 2).root(), Some(d(-2, 1))),
            (Dimension::LENGTH.root(), None),
            (d(2, 1).root(), None),
            (d(24, 0).times(Dimension::LENGTH), None),
            (d(0, -24).over(Dimension::ANGLE), None),
            (d(100, 0).power(8), None),
        ];
        for (row, (got, expected)) in table.into_iter().enumerate() {
            assert_eq!(got, expected, "row {row}");
        }
    }

    #[test]
    fn kinds_and_values_are_named() {
        let table = [
            (Kind::LENGTH.to_string(), "a length"),
            (Kind::Quantity(Dimension::AREA).to_string(), "an area"),
            (Kind::Quantity(Dimension::new(2, -1)).to_string(), "a quantity in mm^2 deg^-1"),
            (Kind::Word.to_string(), "a word"),
            (Value::Quantity(12.5, Dimension::LENGTH).to_string(), "12.5 mm"),
            (Value::Quantity(3.0, Dimension::NUMBER).to_string(), "3"),
            (Value::Quantity(2.0, Dimension::AREA).to_string(), "2 mm^2"),
            (Value::Word("turned".into()).to_string(), "\"turned\""),
        ];
        for (got, expected) in table {
            assert_eq!(got, expected, "wording");
        }
        assert_eq!(Value::Quantity(3.0, Dimension::NUMBER).count(), Some(3), "a whole number");
        assert_eq!(Value::Quantity(3.5, Dimension::NUMBER).count(), None, "a fraction");
        assert_eq!(Value::Quantity(3.0, Dimension::LENGTH).count(), None, "a length");
        assert_eq!(whole(f64::INFINITY), None, "infinity has no fraction and is no count");
    }
}
