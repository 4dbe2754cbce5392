//! The wording of syntax errors: what stands where, which rule it breaks, what to write instead.

use super::expr::Binary;
use super::function::Function;
use super::parse::Parser;
use super::pending::Pending;
use super::token::{Token, TokenKind, UNITS};
use crate::diag::{Diagnostic, Span, did_you_mean};

/// Text that cannot be read.
pub(super) fn syntax_error(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::at("formula-syntax", span, message)
}

/// Part of a formula for a message: between backticks, control characters escaped, long ones cut.
pub(super) fn quote(text: &str) -> String {
    /// Longer quotations push the rule out of sight.
    const LONGEST: usize = 40;
    let mut quoted = String::from("`");
    for (position, character) in text.chars().enumerate() {
        if position == LONGEST {
            quoted.push('…');
            break;
        }
        if character.is_control() {
            quoted.extend(character.escape_default());
        } else {
            quoted.push(character);
        }
    }
    quoted.push('`');
    quoted
}

impl Parser<'_> {
    pub(super) fn no_operand(&self, token: Token<'_>) -> Diagnostic {
        let span = self.span(token);
        let text = self.quoted(span);
        let error = match (token.kind, self.pending.last()) {
            (TokenKind::End, None) => {
                return syntax_error(span, "the formula is empty")
                    .hint("write a number with its unit, or a name");
            }
            (TokenKind::End, Some(open)) if open.is_bracket() => return self.unclosed(open),
            (TokenKind::End, _) => syntax_error(span, "the formula ends where a value is expected"),
            (TokenKind::Sign("+"), _) => {
                return syntax_error(span, "a leading + does nothing").hint("write ``");
            }
            (TokenKind::Sign(")"), Some(Pending::Call { function, name, done: 0 })) => {
                let whole = Span { start: name.start, end: span.end };
                return wrong_arguments(*function, whole, "too few");
            }
            _ => syntax_error(span, format!("{} stands where a value is expected", quote(text))),
        };
        if text == "." {
            return error.hint("write `0.`");
        }
        error.hint("a value is a number, a name, a call or something in parentheses")
    }

    pub(super) fn side_by_side(&self, token: Token<'_>) -> Diagnostic {
        let span = self.span(token);
        let text = quote(self.quoted(span));
        let message = format!("{text} follows a value without an operator between them");
        let error = syntax_error(span, message);
        let lower = self.quoted(span).to_ascii_lowercase();
        match token.kind {
            TokenKind::Name(_) if Binary::written(&lower).is_some() => {
                error.hint(format!("write `{lower}`"))
            }
            TokenKind::Name(name) if UNITS.iter().any(|unit| unit.name == name) => {
                error.hint(format!("write `* 1 {name}`"))
            }
            TokenKind::Sign("(") => error.hint("write `* (`"),
            TokenKind::Sign("[") => error.hint("one index follows a name, as in `tab[0].ring`"),
            TokenKind::Sign(_) => error.hint("names begin with a letter; decimals with a digit"),
            TokenKind::Word(_) => error.hint("words are compared: name == \"word\""),
            _ => error.hint(format!("write `* {}`", self.quoted(span))),
        }
    }

    pub(super) fn no_unit(&self, number: Token<'_>, name: &str) -> Diagnostic {
        let (digits, unit) = (self.quoted(self.span(number)), self.span(self.token));
        let meant = match name {
            "inch" | "inches" => Some("in"),
            "degree" | "degrees" | "grad" => Some("deg"),
            "millimeter" | "millimeters" | "millimetre" | "millimetres" => Some("mm"),
            "centimeter" | "centimeters" | "centimetre" | "centimetres" => Some("cm"),
            _ => {
                let lower = name.to_ascii_lowercase();
                UNITS.iter().find(|unit| unit.name == lower).map(|unit| unit.name)
            }
        };
        let unit_like = number.end == self.token.start && name.len() <= 3 && name != "pi";
        if meant.is_none() && !unit_like {
            let span = Span { start: self.span(number).start, end: unit.end };
            let message =
                format!("a number and {} stand side by side without an operator", quote(name));
            return syntax_error(span, message).hint(format!("write `{digits} * {name}`"));
        }
        let error = Diagnostic::at("unknown-unit", unit, format!("{} is no unit", quote(name)))
            .hint("units are mm, cm, in and deg");
        let meant = meant.or_else(|| did_you_mean(name, UNITS.iter().map(|unit| unit.name)));
        match meant {
            Some(meant) => {
                Diagnostic { hints: Vec::new(), ..error }.hint(format!("write `{meant}`"))
            }
            None => error,
        }
    }

    pub(super) fn power_of_unit(&self, literal: Span) -> Diagnostic {
        let text = self.quoted(literal);
        let span = Span { start: literal.start, end: self.span(self.token).end };
        let message = format!("{} with a power behind its unit reads two ways", quote(text));
        syntax_error(span, message)
            .hint(format!("write `({text})^`"))
            .hint("an area is a length times a length: 12 mm * 1 mm")
    }

    pub(super) fn unclosed(&self, open: &Pending) -> Diagnostic {
        let (span, sign) = match *open {
            Pending::Call { name, .. } => (name, ")"),
            Pending::Index { bracket, .. } => (bracket, "]"),
            Pending::Paren(span) | Pending::Unary(_, span) => (span, ")"),
            Pending::Binary(_) => (self.span(self.token), ")"),
        };
        let text = quote(self.quoted(span));
        syntax_error(span, format!("{text} is not closed")).hint(format!("add `{sign}`"))
    }
}

impl Pending {
    fn is_bracket(&self) -> bool {
        matches!(self, Self::Paren(_) | Self::Call { .. } | Self::Index { .. })
    }
}

pub(super) fn mismatch(sign: &str, span: Span, open: Option<&Pending>) -> Diagnostic {
    let error = |message: &str| syntax_error(span, message);
    match (sign, open) {
        (",", None | Some(Pending::Paren(_) | Pending::Index { .. })) => {
            error("a comma stands only between the arguments of a function")
                .hint("decimals are written with a point: 1.5")
        }
        (_, Some(Pending::Index { .. })) => error("an index ends with ]").hint("write `]`"),
        (_, Some(_)) => error("a bracket that was opened with ( ends with )").hint("write `)`"),
        _ => error("this bracket closes nothing").hint("write ``"),
    }
}

pub(super) fn unknown_function(name: &str, span: Span) -> Diagnostic {
    let error =
        Diagnostic::at("unknown-function", span, format!("there is no function {}", quote(name)));
    let lower = name.to_ascii_lowercase();
    match name {
        "pow" | "power" => error.hint("powers are written a^2"),
        "atan" | "asin" | "acos" | "arctan" => error.hint("use atan2(y, x) with two sides"),
        "mod" => error.hint("remainders are written a % b"),
        _ => {
            if let Some(near) = did_you_mean(&lower, Function::names()) {
                error.hint(format!("write `{near}`"))
            } else {
                let names = Function::names().collect::<Vec<_>>();
                error.hint(format!("the functions are {}", names.join(", ")))
            }
        }
    }
}

pub(super) fn reserved(name: &str, span: Span) -> Diagnostic {
    if let Some(function) = Function::named(name) {
        return syntax_error(span, format!("`{name}` is a function and needs its arguments"))
            .hint(format!("use {}", function.usage()));
    }
    if UNITS.iter().any(|unit| unit.name == name) {
        return syntax_error(span, format!("the unit `{name}` needs a number before it"))
            .hint(format!("write `1 {name}`"));
    }
    syntax_error(span, format!("`{name}` stands where a value is expected"))
        .hint("a value is a number, a name, a call or something in parentheses")
}

pub(super) fn wrong_arguments(function: Function, span: Span, how: &str) -> Diagnostic {
    let message = format!("`{}` has {how} arguments", function.name());
    Diagnostic::at("wrong-arguments", span, message).hint(format!("use {}", function.usage()))
}
