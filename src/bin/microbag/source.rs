//! Reading styles and stock: by name or from a file, with a message for everything a disk can answer.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use microbag::diag::{Diagnostic, Place};
use microbag::reader::MAX_BYTES;
use microbag::stock::Stock;
use microbag::style::Style;

use crate::failure::Failure;

/// A text and what it is called.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Its path, or `petite-flap (built in)`.
    pub(crate) name: String,
    /// What it says.
    pub(crate) text: String,
    /// Where its lines start.
    lines: Vec<usize>,
}

impl Source {
    pub(crate) fn new(name: String, text: String) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { lines: core::iter::once(0).chain(breaks).collect(), name, text }
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub(crate) fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let byte = self.floor(byte);
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        (line, self.text[start..byte].chars().count() + 1)
    }

    /// The start of the character that `byte` is in; the end of the text beyond it.
    pub(crate) fn floor(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        (0..=byte).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }
}

/// The style that was named, and its text.
pub(crate) fn style(word: &OsStr) -> Result<(Style, Source), Failure> {
    let Some(path) = as_path(word) else {
        let name = word.to_string_lossy();
        let style = Style::builtin(&name).map_err(|faults| unknown(&name, faults.0))?;
        let source = Source::new(format!("{name} (built in)"), style.text().to_owned());
        return Ok((style, source));
    };
    let source = read(&path, "style file")?;
    match Style::from_toml(&source.text) {
        Ok(style) => Ok((style, source)),
        Err(faults) => Err(Failure::text("style", source, faults)),
    }
}

/// The built-in stock and what these files add, later files over earlier ones.
pub(crate) fn stock(files: &[PathBuf]) -> Result<Stock, Failure> {
    files.iter().try_fold(Stock::builtin(), |stock, path| {
        let source = read(path, "stock file")?;
        stock.extend_toml(&source.text).map_err(|faults| Failure::text("stock", source, faults))
    })
}

/// A path ends in `.toml` or has a separator; anything else is a name, so that no stray file hides a built-in style.
fn as_path(word: &OsStr) -> Option<PathBuf> {
    let path = Path::new(word);
    let ends_in_toml = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("toml"));
    let has_separator = word.to_string_lossy().contains(std::path::is_separator);
    (ends_in_toml || has_separator).then(|| path.to_owned())
}

fn unknown(name: &str, mut faults: Vec<Diagnostic>) -> Failure {
    let diagnostic = if faults.is_empty() {
        Diagnostic::error("unknown-style", Place::Nowhere, format!("there is no style `{name}`"))
    } else {
        faults.swap_remove(0)
    };
    if Path::new(name).is_file() {
        return Failure::usage(diagnostic.hint(format!("to read the file, write `./{name}`")));
    }
    Failure::usage(diagnostic)
}

fn read(path: &Path, what: &str) -> Result<Source, Failure> {
    let name = path.display().to_string();
    let unreadable = |message: String, hint: &str| Failure::file("unreadable", message, hint);
    let mut bytes = Vec::new();
    // No more than is ever read as TOML: a device or a film given by mistake must not fill the memory.
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path)
        .and_then(|file| file.take(limit).read_to_end(&mut bytes))
        .map_err(|error| unreadable(format!("`{name}` cannot be read: {}", reason(&error)), ""))?;
    if bytes.len() > MAX_BYTES {
        let message =
            format!("`{name}` is longer than {} KiB: this is no {what}", MAX_BYTES / 1024);
        return Err(unreadable(message, ""));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let message = format!(
            "`{name}` is no text in UTF-8 from byte {} on",
            error.utf8_error().valid_up_to()
        );
        unreadable(message, &format!("save the {what} as UTF-8 text"))
    })?;
    Ok(Source::new(name, text))
}

/// What the disk said, in plain words where they help.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => error.to_string(),
    }
}
