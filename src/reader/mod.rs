//! Text files read with their places: a TOML document as a tree whose every key and value knows its bytes.
//!
//! Both the stock and the style language stand on it, so that every error can underline what it means.

#[cfg(test)]
pub(crate) mod asked;
mod fields;
mod print;

pub(crate) use fields::wrong_type;
pub use fields::{Fields, Findings};
pub use print::print;

use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, Span};

/// A longer file is refused before it is parsed.
pub const MAX_BYTES: usize = 256 * 1024;

/// A value of the file and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its bytes, quotes included.
    pub span: Span,
    /// What it is.
    pub value: Value,
    /// Made from what stands there: its text is not the file's.
    pub generated: bool,
}

/// A TOML value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// An integer or a float.
    Number(f64),
    /// true or false.
    Flag(bool),
    /// An array.
    List(Vec<Node>),
    /// A table, in file order.
    Table(Vec<Entry>),
}

/// A key of a table and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands (first).
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// A value of the file.
    pub fn new(span: Span, value: Value) -> Self {
        Self { span, value, generated: false }
    }
    /// A value made from what stands at `span`.
    pub fn made(span: Span, value: Value) -> Self {
        Self { span, value, generated: true }
    }
    /// The string it is, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
    /// The entries of the table it is, if it is one.
    pub fn table(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Table(entries) => Some(entries),
            _ => None,
        }
    }
    /// The items of the list it is; of anything else, itself.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => core::slice::from_ref(self),
        }
    }
}

impl Value {
    /// What it is, in the words of an error message.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Number(_) => "a number",
            Self::Flag(_) => "true or false",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// Reads a TOML document.
///
/// # Errors
/// Everything the TOML grammar objects to, each at its place; `file-too-long` beyond [`MAX_BYTES`].
pub fn read(text: &str) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    if text.len() > MAX_BYTES {
        let message = format!("the file has {} bytes; at most {MAX_BYTES} are read", text.len());
        return Err(vec![Diagnostic::at("file-too-long", 0..0, message)]);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(entries(table.get_ref()));
    }
    Err(errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            Diagnostic::at("toml-syntax", span, error.message().replace('\n', "; "))
        })
        .collect())
}

fn entries(table: &DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: key.span().into(),
            node: Node::new(value.span().into(), convert(value.get_ref())),
        })
        .collect();
    // The parser's map is alphabetical; the file's order is the order of the keys' places.
    entries.sort_by_key(|entry| entry.key_span);
    entries
}

fn convert(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Number(
            i64::from_str_radix(number.as_str(), number.radix()).map_or(f64::INFINITY, |n| {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "lengths and counts are far below 2^53"
                )]
                let n = n as f64;
                n
            }),
        ),
        DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(array) => Value::List(
            array
                .iter()
                .map(|item| Node::new(item.span().into(), convert(item.get_ref())))
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(entries(table)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_file_order_with_their_places() {
        let text = "zeta = 1\n[b.two]\nx = 'y'\n[a]\n[b.one]\n";
        let read = read(text).unwrap();
        let keys: Vec<&str> = read.iter().map(|e| e.key.as_str()).collect();
        assert_eq!(keys, ["zeta", "b", "a"], "file order");
        let Value::Table(b) = &read[1].node.value else { panic!("b is a table") };
        assert_eq!(b[0].key, "two", "file order inside");
        assert_eq!(&text[b[0].key_span.start..b[0].key_span.end], "two", "the key's bytes");
    }

    #[test]
    fn every_syntax_error_is_told() {
        let errors = read("a = \nb = [1,\nc = 'x").unwrap_err();
        assert!(errors.len() >= 2, "only {} errors: {errors:?}", errors.len());
        assert!(read(&format!("a = '{}'", "x".repeat(MAX_BYTES))).is_err(), "a long file was read");
        assert!(read(&"[".repeat(100_000)).is_err(), "deep nesting was read");
    }
}
