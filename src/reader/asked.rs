//! What readers asked for, written down while tests run: the reference and the schema are held against it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What was asked for on this thread.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// Every table as it was called in messages, and the keys that it may have.
    pub(crate) keys: BTreeMap<String, BTreeSet<&'static str>>,
    /// Every key with a fixed set of words, and the words.
    pub(crate) words: BTreeMap<String, BTreeSet<String>>,
}

thread_local! {
    static ASKED: RefCell<Asked> = RefCell::default();
}

/// A table was read.
pub(crate) fn keys(path: &str, keys: impl Iterator<Item = &'static str>) {
    ASKED.with_borrow_mut(|asked| asked.keys.entry(path.to_owned()).or_default().extend(keys));
}

/// A word of a fixed set was read.
pub(crate) fn words<'w>(key: &str, words: impl Iterator<Item = &'w str>) {
    ASKED.with_borrow_mut(|asked| {
        asked.words.entry(key.to_owned()).or_default().extend(words.map(str::to_owned));
    });
}

/// Forgets what was asked for, and tells it.
pub(crate) fn taken() -> Asked {
    ASKED.take()
}
