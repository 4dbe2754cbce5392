//! Lists in a place make copies; `tab` makes the strap that holds the part.

use crate::diag::Diagnostic;
use crate::reader::{Entry, Findings, Node, Value};

use super::copies::{self, Known};
use super::{text, tree};

/// Where a tab says nothing, it leaves this much of the ring free.
const PLAY: &str = "1 mm";

/// What a tab may say.
pub(super) const TAB: [&str; 5] = ["core", "fold", "leg", "material", "width"];

/// The straps that `tab` in a place stands for; what is placed then is the strap.
pub(super) fn tabs(places: &mut [Entry], straps: &mut Vec<Entry>, findings: &mut Findings) {
    for place in places {
        let name = place.key.clone();
        let Some(table) = tree::table_mut(&mut place.node) else { continue };
        let Some(tab) = tree::take(table, "tab") else { continue };
        let span = tab.node.span;
        let Value::Table(keys) = tab.node.value else {
            let finding = Diagnostic::at("wrong-type", span, "`tab` must be a table");
            findings.push(finding.hint("tab = { material = \"shell\", leg = \"8 mm\" }"));
            continue;
        };
        let Some(part) = tree::take(table, "part") else {
            let finding = Diagnostic::at("missing-key", span, "a tab holds a `part`");
            findings.push(finding.hint("part = \"ring\""));
            continue;
        };
        let ring = part.node.text().unwrap_or_default().to_owned();
        let strap = format!("{name}_tab");
        let mut end = vec![tree::made("loop", part.node.span, Value::Text(ring.clone()))];
        let mut made = Vec::new();
        for key in keys {
            match key.key.as_str() {
                "leg" => end.push(key),
                other if TAB.contains(&other) => made.push(key),
                other => {
                    let message = format!("`tab` has no key `{other}`");
                    let finding = Diagnostic::at("unknown-key", key.key_span, message);
                    findings.push(finding.hint(format!("its keys are {}", TAB.join(", "))));
                }
            }
        }
        if tree::get(&made, "width").is_none() {
            made.push(tree::made("width", span, Value::Text(format!("{ring}.inside - {PLAY}"))));
        }
        let ends = Value::List(vec![Node::made(span, Value::Table(end))]);
        made.push(tree::made("ends", span, ends));
        let on = tree::node(table, "on").map(|on| on.items().to_vec()).unwrap_or_default();
        let hosts = on.len().max(1);
        let spots = tree::node(table, "at").map_or(1, |at| spots(at, &on).len());
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        let count = Value::Number(hosts.max(spots) as f64);
        made.push(tree::made("count", span, count));
        for key in ["when", "each"] {
            made.extend(tree::get(table, key).cloned());
        }
        straps.push(tree::made(strap.as_str(), span, Value::Table(made)));
        table.push(tree::made("what", part.node.span, Value::Text(strap)));
        if tree::get(table, "rows").is_none() {
            table.push(tree::made("rows", span, Value::Text("box".to_owned())));
        }
    }
}

/// One place or a list of them: `[x, y]` is one, points of the host are several.
fn spots(at: &Node, hosts: &[Node]) -> Vec<Node> {
    let Value::List(items) = &at.value else { return vec![at.clone()] };
    let of_host = |item: &Node| {
        let host = hosts.first().and_then(Node::text).map(|host| format!("{host}."));
        item.text().zip(host).is_some_and(|(text, host)| text.starts_with(&host))
    };
    let several = items.iter().any(|item| matches!(item.value, Value::List(_) | Value::Table(_)))
        || items.iter().all(of_host);
    if several { items.clone() } else { vec![at.clone()] }
}

/// What the places know of a strap.
struct Thing {
    count: usize,
    two_ends: bool,
}

fn strap(straps: &[Entry], name: &str) -> Option<Thing> {
    let table = tree::get(straps, name)?.node.table()?;
    let count = match tree::node(table, "count").map(|node| &node.value) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count of straps, saturating"
        )]
        Some(Value::Number(number)) => *number as usize,
        _ => 1,
    };
    let pair = matches!(tree::node(table, "pair").map(|n| &n.value), Some(Value::Flag(true)));
    let ends = tree::node(table, "ends").map_or(0, |ends| ends.items().len());
    Some(Thing { count: if pair { 2 } else { count }, two_ends: ends == 2 })
}

/// Writes out the copies of every place.
pub(super) fn section(
    places: Vec<Entry>,
    straps: &[Entry],
    parts: &[Entry],
    known: &Known<'_>,
    findings: &mut Findings,
) -> Vec<Entry> {
    places.into_iter().flat_map(|place| copies_of(place, straps, parts, known, findings)).collect()
}

fn copies_of(
    place: Entry,
    straps: &[Entry],
    parts: &[Entry],
    known: &Known<'_>,
    findings: &mut Findings,
) -> Vec<Entry> {
    let Some(table) = place.node.table() else { return vec![place] };
    let what = tree::text(table, "what").map(str::to_owned);
    let base = what.as_deref().map(|what| what.split(['.', '[']).next().unwrap_or_default());
    let thing = base.and_then(|name| strap(straps, name));
    let hosts = tree::node(table, "on").map(|on| on.items().to_vec()).unwrap_or_default();
    let Some(at) = tree::node(table, "at") else { return vec![place] };
    let spots = spots(at, &hosts);
    let turns = tree::node(table, "turn").map(|turn| turn.items().to_vec()).unwrap_or_default();
    // A strap with two ends, or a chain, lies in two places at once.
    let one_end = what.as_deref().is_some_and(|what| what.contains('.'));
    let kind = tree::text(table, "part")
        .and_then(|part| tree::get(parts, part))
        .and_then(|part| part.node.table())
        .and_then(|part| tree::text(part, "kind"));
    let long = match &thing {
        Some(thing) => thing.two_ends && !one_end && (hosts.len() > 1 || thing.count == 1),
        None => kind == Some("chain"),
    };
    let both = long && spots.len() == 2;
    let copies = if both { hosts.len().max(1) } else { hosts.len().max(spots.len()).max(1) };
    let indexed = what.as_deref().is_some_and(|what| what.contains('[') && !what.contains("[k]"));
    let wrong =
        |what: String, hint: &str| Diagnostic::at("wrong-count", place.key_span, what).hint(hint);
    if let (Some(thing), Some(name), false) = (&thing, base, indexed)
        && thing.count != copies
    {
        let message = format!("`{name}` has {} copies and {copies} places", thing.count);
        findings.push(wrong(message, "one place a copy"));
    }
    let fits = |count: usize| count <= 1 || count == copies;
    if !fits(hosts.len()) || (!both && !fits(spots.len())) {
        let message = format!("{} hosts for {} places", hosts.len(), spots.len());
        findings.push(wrong(message, "one place a host"));
    }
    if turns.len() > 1 && turns.len() != spots.len() && turns.len() != copies {
        let message = format!("{} turns for {} places", turns.len(), spots.len());
        findings.push(wrong(message, "one turn a copy"));
    }
    if copies == 1 {
        return vec![settled(place, 0, known, findings)];
    }
    let of = |nodes: &[Node], k: usize| nodes.get(k).or_else(|| nodes.first()).cloned();
    (0..copies)
        .map(|k| {
            let mut copy = place.clone();
            copy.key = format!("{}[{k}]", place.key);
            copy.node.generated = true;
            if let Some(table) = tree::table_mut(&mut copy.node) {
                let mut set = |key: &str, node: Option<Node>| {
                    let known = table.iter_mut().find(|entry| entry.key == key);
                    if let (Some(known), Some(node)) = (known, node) {
                        known.node = node;
                    }
                };
                set("on", of(&hosts, k));
                if !both {
                    set("at", of(&spots, k));
                    set("turn", of(&turns, k));
                }
                if let (Some(what), Some(thing), Some(name)) = (&what, &thing, base)
                    && thing.count > 1
                    && !what.contains('[')
                {
                    let rest = what.get(name.len()..).unwrap_or_default();
                    let span = tree::node(table, "what").map_or(place.key_span, |node| node.span);
                    let made = tree::made_text(format!("{name}[{k}]{rest}"), span);
                    if let Some(entry) = table.iter_mut().find(|entry| entry.key == "what") {
                        entry.node = made;
                    }
                }
            }
            settled(copy, k, known, findings)
        })
        .collect()
}

/// Puts the number of the copy in the place of `k`.
fn settled(mut place: Entry, k: usize, known: &Known<'_>, findings: &mut Findings) -> Entry {
    tree::visit(&mut place.node, &mut |node, _| {
        let Some(written) = node.text().filter(|written| text::mentions(written, "k")) else {
            return;
        };
        let changed = text::rename(written, |name| (name == "k").then(|| k.to_string()));
        match copies::indices(&changed, node, known) {
            Ok(changed) => *node = tree::made_text(changed, node.span),
            Err(faults) => findings.all.extend(faults),
        }
    });
    place
}

/// What the ends of equal straps hang on, one a copy where they say `k`.
pub(super) fn strap_ends(straps: &mut [Entry], known: &Known<'_>, findings: &mut Findings) {
    let counts: Vec<usize> = straps
        .iter()
        .map(|entry| strap(straps, &entry.key).map_or(1, |thing| thing.count))
        .collect();
    for (entry, count) in straps.iter_mut().zip(counts) {
        tree::visit(&mut entry.node, &mut |node, key| {
            let Some(written) = node.text().filter(|written| text::mentions(written, "k")) else {
                return;
            };
            let mut copy = |k: usize| {
                let changed = text::rename(written, |name| (name == "k").then(|| k.to_string()));
                let changed = copies::indices(&changed, node, known);
                changed.map_err(|faults| findings.all.extend(faults)).ok()
            };
            if key == "of" {
                let copies = (0..count.min(20)).filter_map(&mut copy);
                let items = copies.map(|text| tree::made_text(text, node.span)).collect();
                *node = Node::made(node.span, Value::List(items));
            } else {
                let message = "`k` stands in `of` and in places: copies of a strap are alike";
                findings.push(
                    Diagnostic::at("misplaced-word", node.span, message)
                        .hint("use `each` for straps that differ"),
                );
            }
        });
    }
}
