//! The layers: a file names only layers that stand before its own.

use crate::{Source, keep};

/// The layers, lowest first.
///
/// Where this differs from the plan, and why, stands in `src/docs/architecture.md`.
const LAYERS: [&str; 21] = [
    "units", "diag", "geom", "text", "drawing", "export", "opt", "reader", "stock", "formula",
    "style", "brief", "frame", "pose", "draft", "check", "solve", "layout", "contract", "error",
    "pipeline",
];

fn layers(source: &Source) -> Vec<String> {
    let Some(inside) = source.path.strip_prefix("src/") else { return vec![] };
    let module: Vec<&str> =
        inside.trim_end_matches(".rs").trim_end_matches("/mod").split('/').collect();
    // The library's root names all of them; the binary is another crate, kept to the public API by the compiler.
    if module == ["lib"] || module[0] == "bin" || module.contains(&"tests") {
        return vec![];
    }
    let Some(own) = rank(module[0]) else {
        return vec![format!("{}: `{}` is no layer", source.path, module[0])];
    };
    named(&source.code.live, module.len())
        .into_iter()
        // What is no layer is re-exported from one; those names are for users.
        .filter(|name| rank(name).is_none_or(|other| other > own))
        .map(|name| format!("{}: `{}` names `{name}`", source.path, module[0]))
        .collect()
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|known| *known == layer)
}

/// The modules of the library's root that code in a module `depth` below it names.
fn named(code: &str, depth: usize) -> Vec<String> {
    let code: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut names = Vec::new();
    for (start, _) in code.match_indices("crate::") {
        names.extend(heads(&code[start + "crate::".len()..]));
    }
    let climb = "super::".repeat(depth);
    for (start, _) in code.match_indices(&climb) {
        // A longer climb would leave the crate: its tail is found as a climb of its own.
        if !code[..start].ends_with("super::") {
            names.extend(heads(&code[start + climb.len()..]));
        }
    }
    names
}

/// The first words of what follows `crate::`: one, or those of a group in braces.
fn heads(rest: &str) -> Vec<String> {
    let word =
        |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let Some(group) = rest.trim_start().strip_prefix('{') else { return vec![word(rest)] };
    let mut depth = 0_usize;
    let mut items = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            _ if depth == 0 => items.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    items.iter().filter(|item| !item.trim().is_empty()).map(|item| word(item)).collect()
}

#[test]
fn a_layer_names_only_those_before_it() {
    keep(&["src"], layers);
}

#[test]
fn a_breach_is_seen_however_it_is_written() {
    for (path, text, expected) in [
        ("src/geom/a.rs", "use crate::style::Style;", 1),
        ("src/geom/a.rs", "use crate::{diag::{A, B}, style, check::C};", 2),
        ("src/geom/a.rs", "use crate::\n    style::Style;", 1),
        ("src/geom/mod.rs", "fn f() { crate::solve::solve() }", 1),
        ("src/geom/a.rs", "use super::super::style::Style;", 1),
        ("src/geom/mod.rs", "use super::style::Style;", 1),
        ("src/geom.rs", "use super::style::Style;", 1),
        ("src/geom/a.rs", "use super::style::Style;", 0),
        ("src/geom/a.rs", "use crate::units::Mm; use crate::geom::Point;", 0),
        (
            "src/geom/a.rs",
            "/// [`crate::style`]\n//! crate::style\nconst A: &str = \"crate::style\";",
            0,
        ),
        ("src/geom/a.rs", "#[cfg(test)]\nmod tests { use crate::style::Style; }", 0),
        ("src/geom/a.rs", "use crate::Error;", 1),
        ("src/leather/a.rs", "", 1),
        ("src/lib.rs", "pub use crate::style::Style;", 0),
        ("src/bin/microbag/main.rs", "use crate::args::Args;", 0),
    ] {
        let found = layers(&Source::new(path, text));
        assert_eq!(found.len(), expected, "{path}: {text}: {found:?}");
    }
}
