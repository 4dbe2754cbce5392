//! Why a command could not do what was asked: for people on the error stream, as JSON for programs, as an exit code.

use microbag::diag::{Diagnostic, Faults, Place, Span};
use microbag::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::quote::{self, Pen};
use crate::source::Source;

/// Faults beyond this many are counted, not shown: the first ones are mended first.
const SHOWN: usize = 30;

/// Why something could not be done.
#[derive(Debug)]
pub(crate) struct Failure {
    /// In one word, for programs.
    kind: String,
    /// 1 where the bag cannot be made, 2 where the asking was wrong.
    exit_code: u8,
    /// What was attempted, where the facts below do not say it themselves.
    headline: Option<String>,
    /// The facts.
    diagnostics: Vec<Diagnostic>,
    /// The text that places in the facts point into.
    source: Option<Box<Source>>,
}

impl Failure {
    /// Wrong usage.
    pub(crate) fn usage(diagnostic: Diagnostic) -> Self {
        Self {
            kind: "usage".to_owned(),
            exit_code: 2,
            headline: None,
            diagnostics: vec![diagnostic],
            source: None,
        }
    }

    /// A file that cannot be read or written.
    pub(crate) fn file(
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        let hint = hint.into();
        let mut diagnostic = Diagnostic::error(code, Place::Nowhere, message);
        if !hint.is_empty() {
            diagnostic = diagnostic.hint(hint);
        }
        Self { kind: "file".to_owned(), ..Self::usage(diagnostic) }
    }

    /// Faults of a text.
    pub(crate) fn text(kind: &'static str, source: Source, faults: Faults) -> Self {
        Self {
            kind: kind.to_owned(),
            exit_code: 2,
            headline: None,
            diagnostics: faults.0,
            source: Some(Box::new(source)),
        }
    }

    /// The library's refusal of a wish for the style in `source`.
    pub(crate) fn refused(error: &Error, source: &Source) -> Self {
        // The kinds' own names are the words for programs, so that a new kind needs no line here.
        let kind = format!("{:?}", error.kind()).to_lowercase();
        let exit_code =
            if matches!(error.kind(), ErrorKind::Unmakeable | ErrorKind::Paper) { 1 } else { 2 };
        let diagnostics = error.diagnostics().to_vec();
        // An error of one fact is that fact; a refusal has facts that stand beside each other.
        let headline = (exit_code == 1 || diagnostics.is_empty()).then(|| {
            let whole = error.to_string();
            whole.lines().next().unwrap_or_default().to_owned()
        });
        Self { kind, exit_code, headline, diagnostics, source: Some(Box::new(source.clone())) }
    }

    /// The same, told to be about `what`.
    pub(crate) fn about(mut self, what: &str) -> Self {
        self.headline = Some(match self.headline {
            Some(headline) => format!("{what}: {headline}"),
            None => what.to_owned(),
        });
        self
    }

    /// 1 or 2.
    pub(crate) fn exit_code(&self) -> u8 {
        self.exit_code
    }

    /// For people, quoting the lines that are meant.
    pub(crate) fn to_text(&self, pen: Pen) -> String {
        let mut text = String::new();
        let mut told = None;
        if let Some(headline) = &self.headline {
            text += &quote::headline(headline, pen);
            told = Some(headline.as_str());
        }
        let quoted = self.source.as_deref().map(quote::Quoted::new);
        for diagnostic in self.diagnostics.iter().take(SHOWN) {
            // A headline that is the only fact is not told twice.
            if told == Some(diagnostic.message.as_str()) && diagnostic.hints.is_empty() {
                continue;
            }
            text += &quote::diagnostic(diagnostic, quoted.as_ref(), pen);
        }
        let more = self.diagnostics.len().saturating_sub(SHOWN);
        if more > 0 {
            text += &["and ", &more.to_string(), " more\n"].concat();
        }
        text
    }

    /// For programs.
    pub(crate) fn to_json(&self) -> String {
        format!("{:#}\n", self.to_value())
    }

    /// As a part of a larger report.
    pub(crate) fn to_value(&self) -> Value {
        let diagnostics: Vec<Value> = self.diagnostics.iter().map(|fact| self.fact(fact)).collect();
        json!({ "made": false, "kind": self.kind, "message": self.headline, "diagnostics": diagnostics })
    }

    fn fact(&self, fact: &Diagnostic) -> Value {
        let place = match &fact.place {
            Place::Nowhere => Value::Null,
            Place::Element(name) => json!({ "element": name }),
            Place::Text(span) => self.span(*span),
        };
        json!({
            "code": fact.code,
            "severity": fact.severity.to_string(),
            "message": fact.message,
            "place": place,
            "hints": fact.hints,
        })
    }

    fn span(&self, span: Span) -> Value {
        let source = self.source.as_ref();
        let at = source.map(|source| source.line_and_column(span.start));
        json!({
            "file": source.map(|source| source.name.as_str()),
            "line": at.map(|at| at.0),
            "column": at.map(|at| at.1),
            "start": span.start,
            "end": span.end,
        })
    }
}
