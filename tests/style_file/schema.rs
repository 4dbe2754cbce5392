//! A validator for what our schema uses of JSON Schema: as much as an editor needs to hold a file against it.

use std::collections::BTreeSet;

use microbag::reader::{self, Entry, Node, Value as Toml};
use serde_json::{Map, Value, json};

/// A schema and all keys it knows, `table.key` each.
pub(crate) struct Schema {
    root: Value,
    pub(crate) keys: BTreeSet<String>,
}

/// The schema of style files.
pub(crate) fn of_styles() -> Schema {
    let root: Value = serde_json::from_str(&microbag::contract::style_schema()).unwrap();
    assert_eq!(root["$schema"], "https://json-schema.org/draft/2020-12/schema", "the dialect");
    let mut keys = BTreeSet::new();
    let mut add = |name: &str, table: &Value| {
        let own = table["properties"].as_object().unwrap();
        keys.extend(own.keys().map(|key| format!("{name}.{key}")));
        assert!(own.values().all(|key| key["description"].is_string()), "{name} is not described");
    };
    add("file", &root);
    for (name, table) in root["$defs"].as_object().unwrap() {
        add(name, table);
    }
    Schema { root, keys }
}

/// A style file as JSON.
pub(crate) fn tree(text: &str) -> Value {
    table(&reader::read(text).unwrap_or_else(|errors| panic!("{errors:?}")))
}

fn table(entries: &[Entry]) -> Value {
    Value::Object(entries.iter().map(|entry| (entry.key.clone(), value(&entry.node))).collect())
}

fn value(node: &Node) -> Value {
    match &node.value {
        Toml::Text(text) => json!(text),
        Toml::Number(number) if number.fract() == 0.0 => {
            #[expect(clippy::cast_possible_truncation, reason = "a test has small numbers")]
            let whole = *number as i64;
            json!(whole)
        }
        Toml::Number(number) => json!(number),
        Toml::Flag(flag) => json!(flag),
        Toml::List(items) => Value::Array(items.iter().map(value).collect()),
        Toml::Table(entries) => table(entries),
    }
}

impl Schema {
    /// What is wrong with a file; `met` learns the keys it has.
    pub(crate) fn faults(&self, file: &Value, met: &mut BTreeSet<String>) -> Vec<String> {
        self.check(&self.root, "file", file, "", met)
    }

    fn check(
        &self,
        schema: &Value,
        table: &str,
        value: &Value,
        path: &str,
        met: &mut BTreeSet<String>,
    ) -> Vec<String> {
        let mut faults = Vec::new();
        let wrong = |what: &str| format!("{path}: {what}: {value}");
        for (word, of) in schema.as_object().unwrap() {
            match word.as_str() {
                "$ref" => {
                    let name = of.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                    let name = name.replace("%20", " ");
                    let target = &self.root["$defs"][&name];
                    assert!(target.is_object(), "`{name}` is referred to and not there");
                    faults.extend(self.check(target, &name, value, path, met));
                }
                "anyOf" => {
                    let ways = of.as_array().unwrap().iter().map(|way| {
                        let mut met = BTreeSet::new();
                        (self.check(way, table, value, path, &mut met), met)
                    });
                    let ways: Vec<_> = ways.collect();
                    if let Some((_, keys)) = ways.iter().find(|(faults, _)| faults.is_empty()) {
                        met.extend(keys.iter().cloned());
                    } else {
                        faults.push(wrong("no alternative fits"));
                        faults.extend(ways.into_iter().flat_map(|(faults, _)| faults));
                    }
                }
                "type" => {
                    let types = match of {
                        Value::Array(types) => types.clone(),
                        one => vec![one.clone()],
                    };
                    let is = |kind: &Value| match kind.as_str().unwrap() {
                        "string" => value.is_string(),
                        "number" => value.is_number(),
                        "integer" => value.is_i64() || value.is_u64(),
                        "boolean" => value.is_boolean(),
                        "array" => value.is_array(),
                        "object" => value.is_object(),
                        other => panic!("`{other}` is no type"),
                    };
                    if !types.iter().any(is) {
                        faults.push(wrong(&format!("is no {of}")));
                    }
                }
                "enum" if !of.as_array().unwrap().contains(value) => {
                    faults.push(wrong("is no word"));
                }
                "const" if of != value => faults.push(wrong("is another value")),
                "pattern" => {
                    let is = match of.as_str().unwrap() {
                        "^=" => value.as_str().is_some_and(|text| text.starts_with('=')),
                        "^[a-z][a-z0-9_]*$" => {
                            value.as_str().is_some_and(microbag::style::name::is_name)
                        }
                        other => panic!("`{other}` is not known here"),
                    };
                    if !is {
                        faults.push(wrong("does not match"));
                    }
                }
                "minItems" | "maxItems" => {
                    let (count, limit) =
                        (value.as_array().map_or(0, Vec::len) as u64, of.as_u64().unwrap());
                    if (word == "minItems") == (count < limit) && count != limit {
                        faults.push(wrong("has another number of items"));
                    }
                }
                "items" => {
                    for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                        faults.extend(self.check(of, table, item, &format!("{path}[{at}]"), met));
                    }
                }
                "propertyNames" => {
                    for name in value.as_object().into_iter().flat_map(Map::keys) {
                        faults.extend(self.check(of, table, &json!(name), path, met));
                    }
                }
                "required" => {
                    for name in of.as_array().unwrap() {
                        let has = value.get(name.as_str().unwrap()).is_some();
                        faults.extend((!has).then(|| wrong(&format!("needs {name}"))));
                    }
                }
                "properties"
                | "additionalProperties"
                | "enum"
                | "const"
                | "description"
                | "title"
                | "$schema"
                | "$defs" => {}
                other => panic!("`{other}` is not known here"),
            }
        }
        faults.extend(self.keys(schema, table, value, path, met));
        faults
    }

    /// What is wrong with the keys of a table.
    fn keys(
        &self,
        schema: &Value,
        table: &str,
        value: &Value,
        path: &str,
        met: &mut BTreeSet<String>,
    ) -> Vec<String> {
        let mut faults = Vec::new();
        let Some(entries) = value.as_object() else { return faults };
        let known = schema.get("properties").and_then(Value::as_object);
        let more = schema.get("additionalProperties");
        for (key, inner) in entries {
            let path = format!("{path}.{key}");
            match (known.and_then(|known| known.get(key)), more) {
                (Some(of), _) => {
                    met.insert(format!("{table}.{key}"));
                    faults.extend(self.check(of, table, inner, &path, met));
                }
                (None, Some(Value::Bool(false))) => faults.push(format!("{path}: unknown key")),
                (None, Some(of)) => faults.extend(self.check(of, table, inner, &path, met)),
                (None, None) => {}
            }
        }
        faults
    }
}
