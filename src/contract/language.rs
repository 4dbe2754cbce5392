//! The style language as a JSON Schema for editors, read from the tables of its reference, so that both say the same.
//!
//! A table of the reference whose first cell is a name in quotes and `: key` tells the keys of one kind of table: name, type,
//! default, meaning. [`typed`] knows the few words that types are made of.

use serde_json::{Map, Value, json};

/// The reference.
const PAGE: &str = include_str!("../docs/style-file.md");

/// What names look like.
const NAME: &str = "^[a-z][a-z0-9_]*$";

/// The kinds of tables of a style file, and what each may say.
#[derive(Clone, Debug)]
struct Shape {
    name: String,
    keys: Vec<Key>,
}

/// A row of a table of the reference.
#[derive(Clone, Debug)]
struct Key {
    name: String,
    kind: String,
    needed: bool,
    about: String,
}

/// The JSON Schema (draft 2020-12) of style files.
pub fn style_schema() -> String {
    let mut root = Map::new();
    let mut defs = Map::new();
    for shape in shapes(PAGE) {
        if shape.name == "file" {
            root = object(&shape);
        } else {
            defs.insert(shape.name.clone(), Value::Object(object(&shape)));
        }
    }
    let about =
        "Sewing patterns for micro bags: what a bag is made of and what may be wished of it.";
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".to_owned(), json!("microbag style file"));
    root.insert("description".to_owned(), json!(about));
    root.insert("$defs".to_owned(), Value::Object(defs));
    format!("{:#}\n", Value::Object(root))
}

/// The tables of keys of a page.
fn shapes(page: &str) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let [first, kind, default, about] = cells.as_slice() else {
            open = false;
            continue;
        };
        if *kind == "type" {
            let name = first.split('`').nth(1).unwrap_or_default().to_owned();
            shapes.push(Shape { name, keys: Vec::new() });
            open = true;
        } else if let (true, Some(shape)) = (open && !first.starts_with('-'), shapes.last_mut()) {
            let about = match *default {
                "needed" => plain(about),
                _ => format!("{} Default: {}.", sentence(&plain(about)), plain(default)),
            };
            shape.keys.push(Key {
                name: first.trim_matches('`').to_owned(),
                kind: (*kind).to_owned(),
                needed: *default == "needed",
                about,
            });
        }
    }
    shapes
}

/// Without the marks of the page.
fn plain(text: &str) -> String {
    text.replace("**G**", "(a guess)").replace("**", "").replace('`', "")
}

/// With a stop at its end.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?']) { text.to_owned() } else { format!("{text}.") }
}

fn object(shape: &Shape) -> Map<String, Value> {
    let mut object = Map::new();
    let mut properties = Map::new();
    let mut required = Vec::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("additionalProperties".to_owned(), json!(false));
    for key in &shape.keys {
        let mut value = typed(&key.kind).unwrap_or_default();
        if shape.name == "file" && key.name == "format" {
            value = fields(&json!({ "const": 1 }));
        }
        value.insert("description".to_owned(), json!(key.about));
        if key.name == "NAME" {
            object.insert("additionalProperties".to_owned(), Value::Object(value));
            continue;
        }
        if key.needed {
            required.push(json!(key.name));
        }
        properties.insert(key.name.clone(), Value::Object(value));
    }
    object.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        object.insert("required".to_owned(), Value::Array(required));
    }
    object
}

fn fields(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

/// What a type of the reference allows; nothing for a word that is none.
fn typed(kind: &str) -> Option<Map<String, Value>> {
    let alternatives: Vec<&str> = kind.split(" or ").collect();
    if let [_, _, ..] = alternatives.as_slice() {
        let all = alternatives.iter().map(|one| typed(one).map(Value::Object));
        let all = all.collect::<Option<Vec<_>>>()?;
        return Some(fields(&json!({ "anyOf": all })));
    }
    if let Some(items) = kind.strip_prefix("list of ") {
        return Some(fields(&json!({ "type": "array", "items": typed(items)? })));
    }
    if let Some(values) = kind.strip_prefix("names to ") {
        let names = json!({ "pattern": NAME });
        let table = json!({
            "type": "object",
            "propertyNames": names,
            "additionalProperties": typed(values)?,
        });
        return Some(fields(&table));
    }
    if let Some(words) = kind.strip_prefix("one of ") {
        let words: Vec<&str> = words.split(',').map(|word| word.trim().trim_matches('`')).collect();
        // A word may be a formula that yields it.
        let made = json!({ "type": "string", "pattern": "^=" });
        return Some(fields(&json!({ "anyOf": [{ "enum": words }, made] })));
    }
    if let Some(table) = kind.strip_prefix('`').and_then(|kind| kind.strip_suffix('`')) {
        return Some(fields(&reference(table)));
    }
    let text = json!({ "type": "string" });
    let length = json!({ "type": ["string", "number"] });
    let xy = json!({ "type": "array", "items": length, "minItems": 2, "maxItems": 2 });
    Some(fields(&match kind {
        "text" | "name" | "word" | "point" => text,
        "names" | "words" | "points" => {
            json!({ "anyOf": [text, { "type": "array", "items": text }] })
        }
        "length" | "angle" | "number" => length,
        "formula" | "value" => json!({ "type": ["string", "number", "boolean"] }),
        "count" => json!({ "type": ["integer", "string"] }),
        "flag" => json!({ "type": "boolean" }),
        "condition" => json!({ "type": ["string", "boolean"] }),
        "xy" => xy,
        "chain" => json!({ "anyOf": [text, reference("chain")] }),
        "at" => json!({ "anyOf": [text, xy, reference("at")] }),
        _ => return None,
    }))
}

fn reference(table: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{}", table.replace(' ', "%20")) })
}

#[cfg(test)]
use crate::reader;

#[cfg(test)]
#[path = "../../tests/style_file/blocks.rs"]
mod blocks;

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::reader::asked;
    use crate::style::Style;

    /// What fragments of the reference stand on.
    const BASE: &str = include_str!("../../tests/style_file/base.toml");

    #[test]
    fn every_type_of_the_reference_is_understood_and_every_table_is_there() {
        let shapes = shapes(PAGE);
        let names: Vec<&str> = shapes.iter().map(|shape| shape.name.as_str()).collect();
        for shape in &shapes {
            assert!(!shape.keys.is_empty(), "`{}` has no keys", shape.name);
            assert_eq!(names.iter().filter(|name| **name == shape.name).count(), 1, "one table");
            for key in &shape.keys {
                assert!(typed(&key.kind).is_some(), "{}.{}: {}", shape.name, key.name, key.kind);
                for table in key.kind.split('`').skip(1).step_by(2) {
                    let word = key.kind.contains("one of");
                    assert!(word || names.contains(&table), "there is no table `{table}`");
                }
            }
        }
        assert!(typed("length or words of wisdom").is_none(), "anything is a type");
    }

    /// What the reader asks for while it reads all that there is to read.
    fn read_all() -> asked::Asked {
        let _ = asked::taken();
        for block in blocks::of(PAGE) {
            let style = Style::from_toml(&block.style(BASE));
            assert!(style.is_ok(), "line {}: {:?}", block.line, style.err());
        }
        for name in Style::builtin_names() {
            assert!(Style::builtin(name).is_ok(), "{name} is read");
        }
        asked::taken()
    }

    #[test]
    fn the_reference_has_the_keys_that_the_reader_asks_for() {
        let read = read_all();
        let shapes = shapes(PAGE);
        let told: BTreeMap<&str, BTreeSet<&str>> = shapes
            .iter()
            .map(|shape| {
                (shape.name.as_str(), shape.keys.iter().map(|key| key.name.as_str()).collect())
            })
            .collect();
        let inner = BTreeMap::from([
            ("", "file"),
            ("marks", "mark"),
            ("bends", "bend"),
            ("ends", "end"),
            ("rows", "placed row"),
            ("a", "half"),
            ("b", "half"),
            ("material", "stock"),
        ]);
        let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (path, keys) in &read.keys {
            let shape = match path.split_once('.') {
                Some((section, _)) => section,
                None => inner.get(path.as_str()).copied().unwrap_or(path),
            };
            if path == "parts" {
                let both = told["strip part"].union(&told["equal parts"]).copied();
                assert_eq!(*keys, both.collect(), "parts of strips");
            } else if told.contains_key(shape) && !["at", "chain"].contains(&shape) {
                known.entry(shape).or_default().extend(keys);
            } else {
                let place = *keys == told["at"] || *keys == told["chain"];
                assert!(place, "`{path}` is read with {keys:?}");
            }
        }
        for (shape, keys) in crate::style::sugar() {
            known.entry(shape).or_default().extend(keys);
        }
        // Slots are read before copies are made.
        let copied = crate::style::ELEMENTS.into_iter();
        for section in copied.filter(|section| !["material", "part"].contains(section)) {
            known.entry(section).or_default().insert("each");
        }
        // Every element is asked for it; a parameter that says it is refused.
        known.entry("param").or_default().remove("when");
        // Their keys are names and one word, and those of parts and places were held against the reader above.
        let apart = ["size", "at", "chain", "strip part", "equal parts"];
        for (shape, keys) in told.iter().filter(|(shape, _)| !apart.contains(shape)) {
            assert_eq!(known.get(shape), Some(keys), "keys of `{shape}`: read, told");
        }
        assert!(known.keys().all(|shape| told.contains_key(shape)), "tables without a table");
    }

    #[test]
    fn the_reference_has_the_words_that_the_reader_knows() {
        let read = read_all();
        let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for key in shapes(PAGE).iter().flat_map(|shape| &shape.keys) {
            for words in key.kind.split(" or ").filter_map(|kind| kind.strip_prefix("one of ")) {
                let words = words.split(", ").map(|word| word.trim_matches('`').to_owned());
                told.entry(key.name.clone()).or_default().extend(words);
            }
        }
        for (key, words) in &read.words {
            let all = told.get(key).unwrap_or_else(|| panic!("no words of `{key}` are told"));
            if key == "kind" {
                assert!(words.is_subset(all), "kind: {words:?}");
            } else {
                assert_eq!(words, all, "words of `{key}`: read, told");
            }
        }
        // What is read without the table of words, each in its own way.
        let apart = ["to", "symmetry", "rows", "ends", "start", "kind"];
        for key in told.keys().filter(|key| !apart.contains(&key.as_str())) {
            assert!(read.words.contains_key(key), "nobody reads words of `{key}`");
        }
    }
}
