//! `new`: a style file to start from.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use microbag::style::starter;
use serde_json::json;

use crate::args::New;
use crate::failure::Failure;
use crate::write::{Output, write};

/// Writes the file, and tells what to do with it.
pub(crate) fn run(args: &New, json: bool) -> Result<String, Failure> {
    let text = starter(&args.name).map_err(Failure::usage)?;
    let path = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.toml", args.name)));
    let Some(name) = path.file_name().and_then(OsStr::to_str) else {
        let message = format!("`{}` names no file", path.display());
        return Err(Failure::file("unwritable", message, "name a file with `-o my-bag.toml`"));
    };
    // Whatever lies there is somebody's work, also what microbag wrote to start from.
    if !args.force && fs::symlink_metadata(&path).is_ok() {
        let message = format!("`{}` is there already", path.display());
        let hint = "choose another file with `-o FILE`, or replace it with `--force`";
        return Err(Failure::file("in-the-way", message, hint));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let output = Output { name: name.to_owned(), bytes: text.into_bytes() };
    write(folder.unwrap_or(Path::new(".")), &[output], args.force)?;
    let shown = path.display().to_string();
    if json {
        return Ok(format!("{:#}\n", json!({ "style": args.name, "file": shown })));
    }
    Ok(format!("{shown} is written.\n`microbag make {shown}` makes its patterns.\n"))
}
