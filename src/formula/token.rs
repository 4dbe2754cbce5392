//! Text to tokens; every token knows its bytes.

use super::kind::Dimension;
use super::syntax::{quote, syntax_error};
use crate::diag::{Diagnostic, Span};

/// A unit that may follow a number.
pub(super) struct Unit {
    pub(super) name: &'static str,
    pub(super) factor: f64,
    pub(super) dimension: Dimension,
}

/// The units; values are millimetres and degrees.
pub(super) const UNITS: [Unit; 4] = [
    Unit { name: "mm", factor: 1.0, dimension: Dimension::LENGTH },
    Unit { name: "cm", factor: 10.0, dimension: Dimension::LENGTH },
    Unit { name: "in", factor: 25.4, dimension: Dimension::LENGTH },
    Unit { name: "deg", factor: 1.0, dimension: Dimension::ANGLE },
];

/// A token without its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TokenKind<'a> {
    Number(f64),
    Name(&'a str),
    /// What stands between the quotes.
    Word(&'a str),
    /// An operator or a bracket; `||` and `&&` come as the names `or` and `and`.
    Sign(&'static str),
    End,
}

/// A token and its bytes in the formula's text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Two-byte signs before their one-byte beginnings.
const SIGNS: [&str; 20] = [
    "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "%", "^", "(", ")", "[", "]", ",", ".",
    "||", "&&",
];

/// Characters people type or paste, and what the language writes instead.
const LOOKALIKES: [(&str, &str); 23] = [
    ("×", "*"),
    ("·", "*"),
    ("⋅", "*"),
    ("∗", "*"),
    ("÷", "/"),
    ("∕", "/"),
    ("−", "-"),
    ("–", "-"),
    ("—", "-"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("π", "pi"),
    ("°", " deg"),
    ("²", "^2"),
    ("³", "^3"),
    ("“", "\""),
    ("”", "\""),
    ("=", "=="),
    ("&", "and"),
    ("|", "or"),
    ("!", "not "),
    ("\u{a0}", " "),
];

/// Reads tokens off a text, one at a time.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    offset: usize,
}

impl<'a> Lexer<'a> {
    /// Over `text`, which stands `offset` bytes into its file.
    pub(super) fn new(text: &'a str, offset: usize) -> Self {
        Self { text, at: 0, offset }
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Result<Token<'a>, Diagnostic> {
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += self.rest().bytes().take_while(blank).count();
        let (rest, start) = (self.rest(), self.at);
        let (kind, length) = match rest.bytes().next() {
            None => (TokenKind::End, 0),
            Some(b'0'..=b'9') => self.number(rest)?,
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'_') => {
                let length = rest.bytes().take_while(|byte| in_name(*byte)).count();
                self.refuse_foreign_letter(start, length)?;
                (TokenKind::Name(rest.get(..length).unwrap_or_default()), length)
            }
            Some(quote @ (b'"' | b'\'')) => self.word(rest, char::from(quote))?,
            Some(_) => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(&"||") => (TokenKind::Name("or"), 2),
                Some(&"&&") => (TokenKind::Name("and"), 2),
                Some(sign) => (TokenKind::Sign(sign), sign.len()),
                None => return Err(self.stranger(rest)),
            },
        };
        self.at = start + length;
        Ok(Token { kind, start, end: self.at })
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { start: start.saturating_add(self.offset), end: end.saturating_add(self.offset) }
    }

    /// Digits, at most one point between digits, an exponent.
    fn number(&self, rest: &'a str) -> Result<(TokenKind<'a>, usize), Diagnostic> {
        let bytes = rest.as_bytes();
        let digits_from =
            |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
        let mut length = digits_from(0);
        if bytes.get(length) == Some(&b'.') {
            let decimals = digits_from(length + 1);
            if decimals == 0 {
                let whole = rest.get(..length).unwrap_or_default();
                let span = self.span(self.at, self.at + length + 1);
                return Err(syntax_error(span, "a decimal point needs digits on both sides")
                    .hint(format!("write `{whole}`")));
            }
            length += 1 + decimals;
        }
        if matches!(bytes.get(length), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
            let digits = digits_from(length + 1 + sign);
            if digits > 0 {
                length += 1 + sign + digits;
            }
        }
        let text = rest.get(..length).unwrap_or_default();
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok((TokenKind::Number(value), length)),
            _ => {
                let message = format!("the number {} is too large", quote(text));
                let span = self.span(self.at, self.at + length);
                Err(Diagnostic::at("not-finite", span, message)
                    .hint("use a number below 1e308; a bag is a few hundred millimetres"))
            }
        }
    }

    fn word(&self, rest: &'a str, mark: char) -> Result<(TokenKind<'a>, usize), Diagnostic> {
        let inner = rest.get(1..).unwrap_or_default();
        if let Some(length) = inner.find(mark) {
            Ok((TokenKind::Word(inner.get(..length).unwrap_or_default()), length + 2))
        } else {
            let span = self.span(self.at, self.text.len());
            Err(syntax_error(span, format!("the word {} is not closed", quote(rest)))
                .hint(format!("add a closing {mark}")))
        }
    }

    /// A name that runs on in letters of another script.
    fn refuse_foreign_letter(&self, start: usize, length: usize) -> Result<(), Diagnostic> {
        let after = self.text.get(start + length..).unwrap_or_default();
        if !after.starts_with(char::is_alphabetic) {
            return Ok(());
        }
        let more: usize = after
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .map(char::len_utf8)
            .sum();
        Err(self.foreign_name(start, start + length + more))
    }

    fn foreign_name(&self, start: usize, end: usize) -> Diagnostic {
        let name = quote(self.text.get(start..end).unwrap_or_default());
        syntax_error(self.span(start, end), format!("{name} cannot be a name"))
            .hint("names are made of the letters a to z, digits and _")
    }

    /// A character that begins no token.
    fn stranger(&self, rest: &str) -> Diagnostic {
        let first = rest.chars().next().unwrap_or_default();
        if let Some((from, to)) = LOOKALIKES.iter().find(|(from, _)| rest.starts_with(from)) {
            let span = self.span(self.at, self.at + from.len());
            let message = format!("{} is not a sign of the formula language", quote(from));
            return syntax_error(span, message).hint(format!("write `{to}`"));
        }
        if first.is_alphabetic() {
            let length: usize =
                rest.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
            return self.foreign_name(self.at, self.at + length);
        }
        let span = self.span(self.at, self.at + first.len_utf8());
        let text = quote(rest.get(..first.len_utf8()).unwrap_or_default());
        syntax_error(span, format!("{text} is not a sign of the formula language"))
            .hint("formulas are written with names, numbers, + - * / % ^, comparisons and ( )")
    }
}

fn in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind<'_>> {
        let mut lexer = Lexer::new(text, 0);
        let mut kinds = Vec::new();
        while let Ok(token) = lexer.next() {
            if token.kind == TokenKind::End {
                break;
            }
            kinds.push(token.kind);
        }
        kinds
    }

    #[test]
    fn signs_are_read_longest_first() {
        use TokenKind::{Name, Number, Sign, Word};
        let table: [(&str, Vec<TokenKind<'_>>); 7] = [
            ("a<=b", vec![Name("a"), Sign("<="), Name("b")]),
            ("a< =", vec![Name("a"), Sign("<")]),
            ("1.5mm", vec![Number(1.5), Name("mm")]),
            ("1e-3 e", vec![Number(1e-3), Name("e")]),
            ("2em", vec![Number(2.0), Name("em")]),
            ("a||b", vec![Name("a"), Name("or"), Name("b")]),
            ("'a \"b' \"c\"", vec![Word("a \"b"), Word("c")]),
        ];
        for (text, expected) in table {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }
}
