//! Files on the disk: all of them or none, never a half, and never over what somebody else made.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::source::reason;

/// One file to be.
#[derive(Debug)]
pub(crate) struct Output {
    /// Its name in the folder.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) bytes: Vec<u8>,
}

/// Writes the files into the folder, which is made if it is not there, and gives their paths.
///
/// Each is written beside its place under a passing name; only when all are whole are they renamed. Where that fails,
/// what was written is taken away again.
pub(crate) fn write(
    folder: &Path,
    outputs: &[Output],
    force: bool,
) -> Result<Vec<PathBuf>, Failure> {
    let places: Vec<PathBuf> = outputs.iter().map(|output| folder.join(&output.name)).collect();
    for place in &places {
        guard(place, force)?;
    }
    let made = make_folder(folder)?;
    let mut passing = Vec::new();
    let result = stage(folder, outputs, &mut passing).and_then(|()| {
        passing.iter().zip(&places).try_for_each(|(from, to)| {
            fs::rename(from, to).map_err(|error| unwritable(to, &error, ""))
        })
    });
    if result.is_err() {
        for path in &passing {
            // Those already renamed are no longer there.
            let _ = fs::remove_file(path);
        }
        for folder in made.iter().rev() {
            // Stays if something is in it.
            let _ = fs::remove_dir(folder);
        }
    }
    result.map(|()| places)
}

fn stage(folder: &Path, outputs: &[Output], passing: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for output in outputs {
        // The process's number keeps two runs into one folder apart.
        let path = folder.join(format!(".{}.{}.part", output.name, std::process::id()));
        passing.push(path.clone());
        let place = folder.join(&output.name);
        // What lies there can only be left from a run that was killed; a link is taken away, never followed.
        let _ = fs::remove_file(&path);
        File::create_new(&path).and_then(|mut file| file.write_all(&output.bytes)).map_err(
            |error| {
                unwritable(
                    &place,
                    &error,
                    "nothing was written; choose another folder with `-o DIR`",
                )
            },
        )?;
    }
    Ok(())
}

/// The folders that had to be made, outermost first.
fn make_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let missing =
        folder.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists());
    let mut missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    missing.reverse();
    fs::create_dir_all(folder).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
                "a file stands in its place".to_owned()
            }
            _ => reason(&error),
        };
        let message = format!("the folder `{}` cannot be made: {why}", folder.display());
        Failure::file("unwritable", message, "choose another folder with `-o DIR`")
    })?;
    Ok(missing)
}

/// Refuses to replace what microbag did not write.
fn guard(place: &Path, force: bool) -> Result<(), Failure> {
    // Any other trouble with it shows when it is written.
    let Ok(metadata) = fs::metadata(place) else { return Ok(()) };
    let name = place.display();
    if !metadata.is_file() {
        let message = format!("`{name}` is in the way: it is no file");
        return Err(Failure::file("in-the-way", message, "choose another folder with `-o DIR`"));
    }
    if force || is_ours(place) {
        return Ok(());
    }
    let message = format!("`{name}` is there already and was not written by microbag");
    Err(Failure::file(
        "in-the-way",
        message,
        "choose another folder with `-o DIR`, or replace it with `--force`",
    ))
}

/// Our files say who made them. A drawing that was saved from an editor says so as well, and is somebody's work.
fn is_ours(place: &Path) -> bool {
    /// Far beyond our own files.
    const REACH: u64 = 1024 * 1024;
    const OURS: [&[u8]; 3] = [b"microbag", b"data-piece=", b"\"sewn\""];
    const EDITED: &[u8] = b"sodipodi:";
    let mut bytes = Vec::new();
    let read = File::open(place).and_then(|file| file.take(REACH).read_to_end(&mut bytes));
    let says = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    read.is_ok() && (bytes.is_empty() || OURS.into_iter().any(says)) && !says(EDITED)
}

fn unwritable(place: &Path, error: &io::Error, hint: &str) -> Failure {
    let message = format!("`{}` cannot be written: {}", place.display(), reason(error));
    Failure::file("unwritable", message, hint)
}
