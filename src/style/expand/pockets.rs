//! `pocket`: a panel, its finish and its place. `motif`: the same row in several places.

use crate::diag::{Diagnostic, Span};
use crate::reader::{Entry, Findings, Node, Value};

use super::{draw_formula, draw_point, text, tree};

/// A card as ISO 7810 has it (ID-1), where no slot says which.
const CARD: [&str; 2] = ["85.6 mm", "53.98 mm"];

/// What the mouth of a card slot leaves of the card to take it by.
const GRIP: &str = "8 mm";

/// How far the mouth of a patch pocket is turned over.
const TURN: &str = "5 mm";

/// What a pocket may say.
pub(super) const POCKET: [&str; 9] =
    ["kind", "on", "at", "material", "width", "height", "turn", "when", "each"];

/// What a motif may say.
pub(super) const MOTIF: [&str; 8] = ["kind", "on", "path", "at", "count", "use", "when", "each"];

/// Writes out all pockets.
pub(super) fn pockets(root: &mut Vec<Entry>, findings: &mut Findings) {
    let Some(pockets) = tree::take(root, "pocket") else { return };
    let Value::Table(pockets) = pockets.node.value else {
        let finding = Diagnostic::at("wrong-type", pockets.node.span, "`pocket` must be a table");
        return findings.push(finding.hint("[pocket.cards]"));
    };
    for pocket in pockets {
        let Some(keys) = pocket.node.table() else {
            let message = format!("`pocket.{}` must be a table", pocket.key);
            findings.push(Diagnostic::at("wrong-type", pocket.node.span, message));
            continue;
        };
        one(root, &pocket, keys, findings);
    }
}

fn one(root: &mut Vec<Entry>, pocket: &Entry, keys: &[Entry], findings: &mut Findings) {
    let (name, span) = (pocket.key.as_str(), pocket.key_span);
    for key in keys.iter().filter(|key| !POCKET.contains(&key.key.as_str())) {
        let message = format!("`pocket.{name}` has no key `{}`", key.key);
        let finding = Diagnostic::at("unknown-key", key.key_span, message);
        findings.push(finding.hint(format!("its keys are {}", POCKET.join(", "))));
    }
    for key in ["kind", "on", "at"] {
        if tree::get(keys, key).is_none() {
            let message = format!("`pocket.{name}` needs the key `{key}`");
            let finding = Diagnostic::at("missing-key", span, message);
            findings.push(finding.hint(format!("add `{key} = …`")));
        }
    }
    let is_slot = match (tree::node(keys, "kind"), tree::text(keys, "kind")) {
        (_, Some("card-slot")) => true,
        (_, Some("patch")) => false,
        (Some(kind), _) => {
            let finding = Diagnostic::at("unknown-word", kind.span, "there is no such pocket");
            return findings.push(finding.hint("this version knows card-slot, patch"));
        }
        (None, _) => return,
    };
    let written = |key: &str| tree::node(keys, key).map(draw_formula);
    let [card_w, card_h] = card(root);
    let sizes = if is_slot {
        let width = format!("{card_w} + 2 * (inset + 1 mm)");
        // So many stitches and a third: a row through several slots steps over their mouths as over their lower edges.
        let height =
            format!("floor(({card_h} - {GRIP}) / iron.pitch - 1/3) * iron.pitch + iron.pitch / 3");
        Some((written("width").unwrap_or(width), written("height").unwrap_or(height)))
    } else {
        written("width").zip(written("height"))
    };
    let Some((width, height)) = sizes else {
        let message = format!("`pocket.{name}` needs a width and a height");
        let finding = Diagnostic::at("missing-key", span, message);
        return findings.push(finding.hint("add `width = …` and `height = …`"));
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let node = |value: Value| Node::made(span, value);
    let entry = |key: &str, value: Value| tree::made(key, span, value);
    let half = |sign: &str| node(Value::Text(format!("{sign}{}/2", text::operand(&width))));
    let zero = || node(Value::Number(0.0));
    let high = || node(Value::Text(height.clone()));
    let edge = |name: &str, to: Value| {
        node(Value::Table(vec![entry("name", text(name)), entry("to", to)]))
    };
    let edges = vec![
        edge("base", Value::List(vec![half(""), zero()])),
        edge("right", Value::List(vec![half(""), high()])),
        edge("mouth", Value::List(vec![half("-"), high()])),
        edge("left", text("start")),
    ];
    let material = tree::node(keys, "material").cloned().or_else(|| host_material(root, keys));
    let mut panel = vec![
        entry("measure", text("net")),
        entry("start", Value::List(vec![half("-"), zero()])),
        entry("edges", Value::List(edges)),
    ];
    panel.extend(material.map(|node| Entry { key: "material".to_owned(), key_span: span, node }));
    let repeated = tree::get(keys, "each").is_some();
    let own = if repeated { format!("{name}[i]") } else { name.to_owned() };
    let mut finish = vec![
        entry("on", Value::Text(format!("{own}.mouth"))),
        entry("construction", text(if is_slot { "raw" } else { "folded" })),
    ];
    if !is_slot {
        finish.push(entry("turn", text(TURN)));
    }
    let stepped = is_slot && repeated;
    let sides = if stepped { side_rows(name, span, keys, [&width, &height]) } else { Vec::new() };
    let along = if sides.is_empty() {
        Value::Text(format!("{own}.left..right"))
    } else {
        // Clear of the rows along its sides.
        Value::Table(vec![
            entry("chain", Value::Text(format!("{own}.base"))),
            entry("from", text("iron.pitch")),
            entry("to", text("-iron.pitch")),
        ])
    };
    for (key, row) in sides {
        add(root, "row", tree::made(&key, span, Value::Table(row)), findings);
    }
    let row = vec![entry("along", along), entry("inset", text("inset"))];
    let mut place = vec![
        entry("what", Value::Text(own.clone())),
        entry("rows", Value::List(vec![node(Value::Table(row))])),
    ];
    place.extend(["on", "at", "turn"].iter().filter_map(|key| tree::get(keys, key).cloned()));
    for (section, mut element) in [("panel", panel), ("finish", finish), ("place", place)] {
        element.extend(["when", "each"].iter().filter_map(|key| tree::get(keys, key).cloned()));
        add(root, section, tree::made(name, span, Value::Table(element)), findings);
    }
}

/// The rows along the sides of stepped card slots: their edges lie on one line, so that one row at each side goes through
/// all of them, from two thirds of a stitch above the lowest edge. Slots whole stitches apart then have every edge between
/// two holes, the one inside the farther. None for slots that are turned or hang on an edge: each of those is sewn down by itself.
fn side_rows(
    name: &str,
    span: Span,
    keys: &[Entry],
    [width, height]: [&str; 2],
) -> Vec<(String, Vec<Entry>)> {
    let at = tree::node(keys, "at").and_then(draw_point);
    let host = tree::text(keys, "on").and_then(|on| on.split('.').next());
    let count = tree::node(keys, "each").filter(|each| !matches!(each.value, Value::List(_)));
    let plain = tree::get(keys, "turn").is_none();
    let (Some([x, y]), Some(host), Some(count), true) = (at, host, count.map(draw_formula), plain)
    else {
        return Vec::new();
    };
    let count = text::operand(&count);
    let of_slot = |at: &Node, i: &str| {
        let whole = text::rename(&draw_formula(at), |word| (word == "i").then(|| i.to_owned()));
        text::operand(&whole)
    };
    let (lowest, highest) = (of_slot(&y, "0"), of_slot(&y, &format!("({count} - 1)")));
    let middle = of_slot(&x, "0");
    let from = format!("{lowest} + iron.pitch * 2/3");
    let to = format!("{highest} + {height} - iron.pitch * 2/3");
    let there = tree::node(keys, "when").map(draw_formula);
    let when = match there {
        Some(there) => format!("({there}) && {count} > 0"),
        None => format!("{count} > 0"),
    };
    let node = |value: Value| Node::made(span, value);
    let words = |text: String| node(Value::Text(text));
    let side = |sign: &str| format!("{middle} {sign} ({}/2 - inset)", text::operand(width));
    [("left", "-"), ("right", "+")]
        .into_iter()
        .map(|(key, sign)| {
            let point = |y: &String| node(Value::List(vec![words(side(sign)), words(y.clone())]));
            let through = vec![words(host.to_owned()), words(format!("{name}[*]"))];
            let row = vec![
                tree::made("on", span, Value::Text(host.to_owned())),
                tree::made("path", span, Value::List(vec![point(&from), point(&to)])),
                tree::made("through", span, Value::List(through)),
                tree::made("when", span, Value::Text(when.clone())),
            ];
            (format!("{name}_{key}"), row)
        })
        .collect()
}

/// Adds an element to a section, which is made if there is none.
pub(super) fn add(root: &mut Vec<Entry>, section: &str, element: Entry, findings: &mut Findings) {
    if tree::get(root, section).is_none() {
        root.push(tree::made(section, element.key_span, Value::Table(Vec::new())));
    }
    let Some(entry) = root.iter_mut().find(|entry| entry.key == section) else { return };
    let Some(elements) = tree::table_mut(&mut entry.node) else { return };
    if tree::get(elements, &element.key).is_some() {
        let message = format!("`{section}.{}` is there already", element.key);
        let finding = Diagnostic::at("twice", element.key_span, message);
        return findings.push(finding.hint("give it another name"));
    }
    elements.push(element);
}

/// Width and height of the card that slots are for.
fn card(root: &[Entry]) -> [String; 2] {
    let kind = |entry: &Entry| {
        entry.node.table().and_then(|table| tree::text(table, "kind")).map(str::to_owned)
    };
    for slot in tree::section(root, "part") {
        let figures = match kind(slot).as_deref() {
            Some("item") => ["w", "h"],
            Some("card") => ["width", "length"],
            _ => continue,
        };
        return figures.map(|figure| format!("{}.{figure}", slot.key));
    }
    CARD.map(str::to_owned)
}

fn host_material(root: &[Entry], keys: &[Entry]) -> Option<Node> {
    let host = tree::text(keys, "on")?.split('.').next()?;
    let panels = tree::section(root, "panel");
    let of = |name: &str| tree::get(panels, name).and_then(|panel| panel.node.table());
    let panel = of(host)?;
    let own = tree::node(panel, "material");
    let source = || of(tree::text(panel, "mirror")?).and_then(|p| tree::node(p, "material"));
    own.or_else(source).cloned()
}

/// Writes out all motifs: a row's path, moved to every place.
pub(super) fn motifs(root: &mut Vec<Entry>, findings: &mut Findings) {
    let Some(motifs) = tree::take(root, "motif") else { return };
    for motif in motifs.node.table().unwrap_or_default() {
        let keys = motif.node.table().unwrap_or_default();
        if let Err(finding) = motif_rows(root, motif, keys, findings) {
            findings.push(finding);
        }
    }
}

fn motif_rows(
    root: &mut Vec<Entry>,
    motif: &Entry,
    keys: &[Entry],
    findings: &mut Findings,
) -> Result<(), Diagnostic> {
    let (name, span) = (motif.key.as_str(), motif.key_span);
    let need = |key: &str| {
        tree::node(keys, key).ok_or_else(|| {
            let message = format!("`motif.{name}` needs the key `{key}`");
            Diagnostic::at("missing-key", span, message).hint(format!("add `{key} = …`"))
        })
    };
    if let Some(key) = keys.iter().find(|key| !MOTIF.contains(&key.key.as_str())) {
        let message = format!("`motif.{name}` has no key `{}`", key.key);
        let finding = Diagnostic::at("unknown-key", key.key_span, message);
        return Err(finding.hint(format!("its keys are {}", MOTIF.join(", "))));
    }
    let kind = need("kind")?;
    if kind.text() != Some("row") {
        let finding = Diagnostic::at("unknown-word", kind.span, "there is no such motif");
        return Err(finding.hint("this version knows row"));
    }
    let (on, path, at) = (need("on")?, need("path")?, need("at")?);
    let spots: Vec<&Node> = match &at.value {
        Value::List(items) if items.iter().all(|i| matches!(i.value, Value::List(_))) => {
            items.iter().collect()
        }
        _ => vec![at],
    };
    for (index, spot) in spots.iter().enumerate() {
        let [x, y] = place(spot)?;
        let mut points = Vec::new();
        for point in path.items() {
            let [px, py] = place(point)?;
            points
                .push(Node::made(point.span, Value::List(vec![add_up(&px, &x), add_up(&py, &y)])));
        }
        let mut row = vec![
            Entry { key: "on".to_owned(), key_span: span, node: on.clone() },
            tree::made("path", path.span, Value::List(points)),
        ];
        let own = ["count", "use", "when", "each"];
        row.extend(own.iter().filter_map(|key| tree::get(keys, key).cloned()));
        let name = if spots.len() == 1 { name.to_owned() } else { format!("{name}_{index}") };
        add(root, "row", tree::made(name, span, Value::Table(row)), findings);
    }
    Ok(())
}

fn place(node: &Node) -> Result<[Node; 2], Diagnostic> {
    draw_point(node).ok_or_else(|| at_point(node.span))
}

fn at_point(span: Span) -> Diagnostic {
    Diagnostic::at("wrong-type", span, "a place of a motif is [x, y]").hint("at = [[0, 0]]")
}

fn add_up(a: &Node, b: &Node) -> Node {
    let sum = format!("{} + {}", text::operand(&draw_formula(a)), text::operand(&draw_formula(b)));
    tree::made_text(sum, a.span)
}
