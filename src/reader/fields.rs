//! A table taken apart key by key: what is asked for is typed, what nobody asked for is reported with the nearest key.

use crate::diag::{Diagnostic, Span, did_you_mean};

use super::{Entry, Node, Value};

/// What went wrong so far; reading goes on, so that all of it is told.
#[derive(Debug, Default)]
pub struct Findings {
    /// In the order they were found.
    pub all: Vec<Diagnostic>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Diagnostic) {
        self.all.push(finding);
    }
    /// The value, or nothing after noting why.
    pub fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|finding| self.push(finding)).ok()
    }
}

/// A table being read.
#[derive(Debug)]
pub struct Fields<'n> {
    /// What it is called in messages: `panel.front`.
    pub path: String,
    /// Where it stands.
    pub span: Span,
    entries: &'n [Entry],
    asked: Vec<&'static str>,
    also: &'static [&'static str],
}

impl<'n> Fields<'n> {
    /// The entries of a table called `path`.
    pub fn new(path: impl Into<String>, span: Span, entries: &'n [Entry]) -> Self {
        Self { path: path.into(), span, entries, asked: Vec::new(), also: &[] }
    }
    /// The table in `node`.
    ///
    /// # Errors
    /// `wrong-type` if it is none.
    pub fn of(path: impl Into<String>, node: &'n Node) -> Result<Self, Diagnostic> {
        let path = path.into();
        match &node.value {
            Value::Table(entries) => Ok(Self::new(path, node.span, entries)),
            other => Err(wrong_type(node.span, &path, "a table", other)),
        }
    }
    /// Keys that are right here though nobody reads them any more: one that is nearly one of them is told so.
    pub fn also(&mut self, keys: &'static [&'static str]) {
        self.also = keys;
    }
    /// True if the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }
    /// The value of `key`, if it is there.
    pub fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.asked.push(key);
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }
    /// The value of `key`; its absence is noted as `missing-key`.
    pub fn need(&mut self, key: &'static str, findings: &mut Findings) -> Option<&'n Node> {
        let node = self.take(key);
        if node.is_none() {
            let message = format!("{} needs the key `{key}`", self.shown());
            findings.push(
                Diagnostic::at("missing-key", self.span, message).hint(format!("add `{key} = …`")),
            );
        }
        node
    }
    /// A string.
    pub fn text(&mut self, key: &'static str, findings: &mut Findings) -> Option<(String, Span)> {
        let node = self.take(key)?;
        match &node.value {
            Value::Text(text) => Some((text.clone(), node.span)),
            other => {
                findings.push(wrong_type(node.span, &self.key_path(key), "a string", other));
                None
            }
        }
    }
    /// A flag.
    pub fn flag(&mut self, key: &'static str, findings: &mut Findings) -> Option<bool> {
        let node = self.take(key)?;
        match node.value {
            Value::Flag(flag) => Some(flag),
            ref other => {
                findings.push(wrong_type(node.span, &self.key_path(key), "true or false", other));
                None
            }
        }
    }
    /// A finite number.
    pub fn number(&mut self, key: &'static str, findings: &mut Findings) -> Option<f64> {
        let node = self.take(key)?;
        match node.value {
            Value::Number(number) if number.is_finite() => Some(number),
            ref other => {
                findings.push(wrong_type(node.span, &self.key_path(key), "a finite number", other));
                None
            }
        }
    }
    /// A list, or one value standing for a list of one.
    pub fn list(&mut self, key: &'static str) -> Option<&'n [Node]> {
        self.take(key).map(|node| match &node.value {
            Value::List(items) => items.as_slice(),
            _ => core::slice::from_ref(node),
        })
    }
    /// The keys nobody asked for so far, for tables whose keys are names.
    pub fn rest(&self) -> impl Iterator<Item = &'n Entry> + use<'_, 'n> {
        self.entries.iter().filter(|entry| !self.asked.contains(&entry.key.as_str()))
    }
    /// Notes every key nobody asked for.
    pub fn finish(self, findings: &mut Findings) {
        #[cfg(test)]
        super::asked::keys(&self.path, self.asked.iter().chain(self.also).copied());
        for entry in self.rest() {
            let message = format!("{} has no key `{}`", self.shown(), entry.key);
            let mut finding = Diagnostic::at("unknown-key", entry.key_span, message);
            let known = self.asked.iter().chain(self.also).copied();
            if let Some(near) = did_you_mean(&entry.key, known.clone()) {
                finding = finding.hint(format!("did you mean `{near}`?"));
            } else {
                let mut known: Vec<&str> = known.collect();
                known.sort_unstable();
                known.dedup();
                finding = finding.hint(format!("its keys are {}", known.join(", ")));
            }
            findings.push(finding);
        }
    }
    /// Its name in a message; the document itself has none.
    fn shown(&self) -> String {
        if self.path.is_empty() { "the file".to_owned() } else { format!("`{}`", self.path) }
    }
    fn key_path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}

/// `what` should be `wanted` and is something else.
pub(crate) fn wrong_type(span: Span, what: &str, wanted: &str, found: &Value) -> Diagnostic {
    Diagnostic::at("wrong-type", span, format!("`{what}` must be {wanted}, not {}", found.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_told_with_the_nearest() {
        let entries = super::super::read("widht = 3\ndepth = 'x'").unwrap();
        let mut findings = Findings::default();
        let mut fields = Fields::new("panel.front", Span::default(), &entries);
        assert_eq!(fields.number("width", &mut findings), None, "misspelt");
        assert_eq!(fields.number("depth", &mut findings), None, "a string is no number");
        fields.finish(&mut findings);
        assert_eq!(findings.all[0].code, "wrong-type", "the string");
        assert_eq!(findings.all[1].hints, ["did you mean `width`?"], "the way out");
    }
}
