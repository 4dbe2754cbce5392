//! `mirror = "front"`: a panel drawn as another, seen through the bag, some of its edges otherwise.

use crate::diag::{Diagnostic, did_you_mean};
use crate::reader::{Entry, Findings, Value};

use super::tree;

/// What a mirror does not take over.
const OWN: [&str; 5] = ["stand", "when", "each", "mirror", "edge"];

/// What says how an edge runs.
const COURSE: [&str; 5] = ["sag", "radius", "via", "cubic", "tangent"];

/// What may be said of an edge under `edge`.
pub(super) const OVERRIDE: [&str; 6] = ["round", "sag", "radius", "via", "cubic", "tangent"];

/// Writes out every panel that mirrors another.
pub(super) fn panels(panels: &mut [Entry], findings: &mut Findings) {
    let sources: Vec<Entry> = panels.to_vec();
    for panel in panels {
        let Some(entries) = tree::table_mut(&mut panel.node) else { continue };
        let Some(mirror) = tree::take(entries, "mirror") else { continue };
        let span = mirror.node.span;
        let Some(of) = mirror.node.text() else {
            let found = mirror.node.value.kind();
            let message = format!("`mirror` must be the name of a panel, not {found}");
            findings.push(Diagnostic::at("wrong-type", span, message));
            continue;
        };
        let Some(source) = tree::get(&sources, of) else {
            let near = did_you_mean(of, sources.iter().map(|other| other.key.as_str()));
            let finding = Diagnostic::at("unknown-name", span, format!("there is no panel `{of}`"));
            let way_out =
                near.map_or("declare it".to_owned(), |near| format!("did you mean `{near}`?"));
            findings.push(finding.hint(way_out));
            continue;
        };
        let drawing = source.node.table().unwrap_or_default();
        if tree::get(drawing, "mirror").is_some() {
            let next = tree::text(drawing, "mirror").unwrap_or_default();
            let drawn = tree::get(&sources, next).and_then(|next| next.node.table());
            let hint = match drawn {
                Some(drawn) if tree::get(drawn, "mirror").is_none() => format!("write `{next}`"),
                _ => "draw one of them: give it `rect` or `edges`, and no `mirror`".to_owned(),
            };
            let message = format!("`{of}` is itself a mirror");
            findings.push(Diagnostic::at("mirror-of-mirror", span, message).hint(hint));
            continue;
        }
        for entry in drawing.iter().filter(|entry| !OWN.contains(&entry.key.as_str())) {
            match entries.iter_mut().find(|own| own.key == entry.key) {
                // What has names is taken over name by name.
                Some(own) if ["vars", "chains", "points"].contains(&entry.key.as_str()) => {
                    let others = entry.node.table().unwrap_or_default();
                    let Some(names) = tree::table_mut(&mut own.node) else { continue };
                    for other in others {
                        if tree::get(names, &other.key).is_none() {
                            names.push(other.clone());
                        }
                    }
                }
                Some(_) => {}
                None => entries.push(entry.clone()),
            }
        }
        if tree::get(entries, "view").is_none() {
            entries.push(tree::made("view", span, Value::Text("through".to_owned())));
        }
    }
}

/// Draws the edges named under `edge` otherwise.
pub(super) fn overrides(panel: &mut Vec<Entry>, mirrored: bool, findings: &mut Findings) {
    let Some(edge) = tree::take(panel, "edge") else { return };
    let Value::Table(overrides) = edge.node.value else {
        let message = format!("`edge` must be a table of edges, not {}", edge.node.value.kind());
        return findings.push(Diagnostic::at("wrong-type", edge.node.span, message));
    };
    if !mirrored {
        if let Some(first) = overrides.first() {
            let message = format!("`edge.{}` is for a panel with `mirror`", first.key);
            findings.push(
                Diagnostic::at("misplaced-key", first.key_span, message)
                    .hint("change the edge in `edges`"),
            );
        }
        return;
    }
    let Some(edges) = panel.iter_mut().find(|entry| entry.key == "edges") else { return };
    let Some(edges) = tree::list_mut(&mut edges.node) else { return };
    for change in overrides {
        let named = edges.iter().position(|edge| {
            edge.table().is_some_and(|edge| tree::text(edge, "name") == Some(&change.key))
        });
        let Some(edge) = named.and_then(|at| edges.get_mut(at)).and_then(tree::table_mut) else {
            let known: Vec<&str> = edges
                .iter()
                .filter_map(|edge| edge.table().and_then(|edge| tree::text(edge, "name")))
                .collect();
            let way_out = did_you_mean(&change.key, known.iter().copied()).map_or_else(
                || format!("the edges are {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("there is no edge `{}`", change.key);
            let finding = Diagnostic::at("unknown-name", change.key_span, message);
            findings.push(finding.hint(way_out));
            continue;
        };
        let Value::Table(said) = change.node.value else {
            let message = format!("`edge.{}` must be a table", change.key);
            findings.push(Diagnostic::at("wrong-type", change.node.span, message));
            continue;
        };
        edge.retain(|entry| !COURSE.contains(&entry.key.as_str()));
        for entry in said {
            if OVERRIDE.contains(&entry.key.as_str()) {
                tree::put(edge, entry);
            } else {
                let message = format!("`edge.{}` has no key `{}`", change.key, entry.key);
                let finding = Diagnostic::at("unknown-key", entry.key_span, message);
                findings.push(finding.hint(format!("its keys are {}", OVERRIDE.join(", "))));
            }
        }
    }
}
