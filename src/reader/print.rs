//! A tree as a TOML document: sections as tables, everything else in one line, keys in the order of the tree.

use super::{Entry, Node, Value};

/// The document that reads as this tree.
pub fn print(root: &[Entry]) -> String {
    let mut text = String::new();
    let is_section =
        |entry: &&Entry| matches!(entry.node.value, Value::Table(_)) || is_array(entry);
    for entry in root.iter().filter(|entry| !is_section(entry)) {
        line(&mut text, entry);
    }
    for entry in root.iter().filter(is_section) {
        match &entry.node.value {
            Value::List(items) => {
                for item in items {
                    head(&mut text, &format!("[[{}]]", key(&entry.key)));
                    lines(&mut text, item.table().unwrap_or_default());
                }
            }
            Value::Table(entries) => section(&mut text, &entry.key, entries),
            _ => {}
        }
    }
    text
}

/// A list of tables at the top stands as such.
fn is_array(entry: &Entry) -> bool {
    let table = |item: &Node| matches!(item.value, Value::Table(_));
    matches!(&entry.node.value, Value::List(items) if !items.is_empty() && items.iter().all(table))
}

fn section(text: &mut String, name: &str, entries: &[Entry]) {
    let named = |entry: &Entry| matches!(entry.node.value, Value::Table(_));
    if entries.is_empty() || !entries.iter().all(named) {
        head(text, &format!("[{}]", key(name)));
        lines(text, entries);
        return;
    }
    for entry in entries {
        head(text, &format!("[{}.{}]", key(name), key(&entry.key)));
        lines(text, entry.node.table().unwrap_or_default());
    }
}

fn head(text: &mut String, head: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(head);
    text.push('\n');
}

fn lines(text: &mut String, entries: &[Entry]) {
    for entry in entries {
        line(text, entry);
    }
}

fn line(text: &mut String, entry: &Entry) {
    text.push_str(&key(&entry.key));
    text.push_str(" = ");
    value(text, &entry.node);
    text.push('\n');
}

fn key(name: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !name.is_empty() && name.bytes().all(bare) { name.to_owned() } else { quoted(name) }
}

fn quoted(written: &str) -> String {
    let mut text = String::from("\"");
    for c in written.chars() {
        match c {
            '"' | '\\' => {
                text.push('\\');
                text.push(c);
            }
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() => {
                let escaped = format!("\\u{:04X}", u32::from(c));
                text.push_str(&escaped);
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

fn value(text: &mut String, node: &Node) {
    match &node.value {
        Value::Text(written) => text.push_str(&quoted(written)),
        Value::Number(number) if number.is_nan() => text.push_str("nan"),
        Value::Number(number) if number.is_infinite() => {
            text.push_str(if *number > 0.0 { "inf" } else { "-inf" });
        }
        Value::Number(number) => {
            let digits = number.to_string();
            // Beyond the integers of TOML only a float is read.
            let float = digits.len() > 17 && !digits.contains('.');
            text.push_str(&digits);
            text.push_str(if float { ".0" } else { "" });
        }
        Value::Flag(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::List(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { ", " });
                value(text, item);
            }
            text.push(']');
        }
        Value::Table(entries) => {
            text.push('{');
            for (at, entry) in entries.iter().enumerate() {
                text.push_str(if at == 0 { " " } else { ", " });
                text.push_str(&key(&entry.key));
                text.push_str(" = ");
                value(text, &entry.node);
            }
            text.push_str(if entries.is_empty() { "}" } else { " }" });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree without its places.
    fn bare(entries: &[Entry]) -> String {
        let all = entries.iter().map(|entry| format!("{}={};", entry.key, node(&entry.node)));
        all.collect::<Vec<_>>().concat()
    }
    fn node(node_: &Node) -> String {
        match &node_.value {
            Value::Table(entries) => format!("{{{}}}", bare(entries)),
            Value::List(items) => items.iter().map(|item| node(item) + ",").collect(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn what_is_printed_reads_as_it_was() {
        let text = "format = 1\nnames = [\"a\"]\n[style]\nname = \"it's \\\"so\\\"\\n\"\n[let]\na = \"1 mm\"\n\
            [panel.front]\nrect = [\"w\", 0.25]\nstand = { side = \"front\" }\n[panel.\"b[0]\"]\non = []\n[empty]\n\
            [[require]]\nthat = \"a\"\n[[require]]\nthat = \"b\"\nbig = 1e40\n";
        let read = super::super::read(text).unwrap();
        let printed = print(&read);
        let again = super::super::read(&printed).unwrap_or_else(|e| panic!("{e:?}\n{printed}"));
        assert_eq!(bare(&again), bare(&read), "{printed}");
        assert_eq!(print(&again), printed, "printed twice");
    }
}
