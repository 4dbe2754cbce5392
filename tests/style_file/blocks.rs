//! The examples of the reference, as style files: whole ones as they stand, the others merged into a base.

use super::reader::{self, Entry, Value};

/// An example.
pub(crate) struct Block {
    /// The line of the reference where it starts.
    pub(crate) line: usize,
    /// A style as it stands.
    pub(crate) whole: bool,
    /// What stands there.
    pub(crate) text: String,
}

/// The examples of a page.
pub(crate) fn of(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (line, text) in page.lines().enumerate() {
        match (open.as_mut(), text.strip_prefix("```")) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.text.extend([text, "\n"]),
            (None, Some(marks)) => {
                let whole = marks == "toml,style";
                open = Some(Block { line: line + 1, whole, text: String::new() });
                // What is no TOML is not kept.
                if !marks.starts_with("toml") {
                    open = Some(Block { line: 0, whole, text: String::new() });
                }
            }
            (None, None) => {}
        }
    }
    blocks.retain(|block| block.line > 0);
    blocks
}

impl Block {
    /// The style file it makes.
    pub(crate) fn style(&self, base: &str) -> String {
        if self.whole {
            return self.text.clone();
        }
        let read = |text: &str| reader::read(text).unwrap_or_else(|e| panic!("{e:?} in {text}"));
        let mut root = read(base);
        for section in read(&self.text) {
            match root.iter_mut().find(|known| known.key == section.key) {
                Some(known) => merge(known, section),
                None => root.push(section),
            }
        }
        reader::print(&root)
    }
}

/// Elements of a section replace those of their name, others are added.
fn merge(known: &mut Entry, section: Entry) {
    match (&mut known.node.value, section.node.value) {
        (Value::Table(elements), Value::Table(more)) => {
            for element in more {
                match elements.iter_mut().find(|other| other.key == element.key) {
                    Some(other) => *other = element,
                    None => elements.push(element),
                }
            }
        }
        (Value::List(items), Value::List(more)) => items.extend(more),
        (value, more) => *value = more,
    }
}
