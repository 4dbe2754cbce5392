//! Quantities with their units: reading `53`, `5.3 cm`, `2.1 in`, `60 %`; printing them short for people.

use core::fmt;

/// What a number measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Millimetres.
    Length,
    /// Degrees.
    Angle,
    /// A ratio or another plain number.
    Number,
}

/// A number with what it measures: mm, degrees, or plain. Not checked: whoever takes it says what it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// In mm, degrees, or plain.
    pub value: f64,
    /// Which of them.
    pub unit: Unit,
}

/// A length in millimetres.
pub const fn mm(value: f64) -> Quantity {
    Quantity { value, unit: Unit::Length }
}

/// An angle in degrees.
pub const fn degrees(value: f64) -> Quantity {
    Quantity { value, unit: Unit::Angle }
}

/// A plain number.
pub const fn ratio(value: f64) -> Quantity {
    Quantity { value, unit: Unit::Number }
}

/// What a text is not.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("`{text}` is not a finite {wanted}, such as {example}")]
pub struct NotAQuantity {
    text: String,
    wanted: &'static str,
    example: &'static str,
}

impl Quantity {
    /// Reads a text such as `53`, `53 mm`, `5.3cm`, `2 in`, `12 deg`, `0.6`, `60 %`; a bare number is in `unit`.
    ///
    /// # Errors
    /// If it is no finite number with a unit that measures `unit`.
    pub fn parse(text: &str, unit: Unit) -> Result<Self, NotAQuantity> {
        let (wanted, example) = match unit {
            Unit::Length => ("length", "`53 mm`, `5.3 cm` or `2.1 in`"),
            Unit::Angle => ("angle", "`45 deg`"),
            Unit::Number => ("number", "`0.6`"),
        };
        let wrong = || NotAQuantity { text: text.to_owned(), wanted, example };
        let trimmed = text.trim();
        let split = trimmed
            .find(|c: char| c.is_alphabetic() && !matches!(c, 'e' | 'E') || c == '%')
            .unwrap_or(trimmed.len());
        let (number, suffix) = trimmed.split_at(split);
        let factor = match (unit, suffix.trim()) {
            (_, "") | (Unit::Length, "mm") | (Unit::Angle, "deg") => 1.0,
            (Unit::Length, "cm") => 10.0,
            (Unit::Length, "in") => 25.4,
            (Unit::Number, "%") => 0.01,
            _ => return Err(wrong()),
        };
        let value = number.trim().parse::<f64>().map_err(|_| wrong())? * factor;
        if !value.is_finite() {
            return Err(wrong());
        }
        Ok(Self { value, unit })
    }
}

/// `value` with at most `places` decimals and no trailing zeros; never `-0`.
pub fn short(value: f64, places: usize) -> String {
    let fixed = format!("{value:.places$}");
    let trimmed = if fixed.contains('.') {
        fixed.trim_end_matches('0').trim_end_matches('.')
    } else {
        &fixed
    };
    if trimmed == "-0" { "0".to_owned() } else { trimmed.to_owned() }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::Length => write!(f, "{} mm", short(self.value, 2)),
            Unit::Angle => write!(f, "{}°", short(self.value, 2)),
            Unit::Number => write!(f, "{}", short(self.value, 4)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_their_units() {
        for (text, expected) in
            [("53", 53.0), ("53 mm", 53.0), ("5.3cm", 53.0), ("2 in", 50.8), (" 1e1 mm ", 10.0)]
        {
            let read = Quantity::parse(text, Unit::Length).map(|q| q.value);
            assert_eq!(read, Ok(expected), "{text}");
        }
        for text in ["nan", "inf", "-inf", "53 kg", "", "mm", "12 deg", "1e999", "5,3"] {
            assert!(Quantity::parse(text, Unit::Length).is_err(), "{text} was taken for a length");
        }
        assert_eq!(Quantity::parse("60 %", Unit::Number).map(|q| q.value), Ok(0.6), "a share");
    }

    #[test]
    fn numbers_are_printed_short() {
        assert_eq!(short(12.0, 2), "12", "no trailing zeros");
        assert_eq!(short(100.0, 0), "100", "zeros before the point stay");
        assert_eq!(short(-0.001, 2), "0", "no minus zero");
        assert_eq!(mm(55.4).to_string(), "55.4 mm", "a length");
    }
}
