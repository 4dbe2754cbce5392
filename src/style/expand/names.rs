//! Where names stand in an element, of what sort they are, and what their mirror images are called.

use std::collections::BTreeSet;

use crate::reader::{Node, Value};

use super::text;

/// What sort of name a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Walks joined by `+`.
    Chain,
    /// The same, within an element.
    Local,
    /// An element; in a list, all its copies.
    Path,
    /// A point.
    Point,
    /// A seam; in a list, all its copies.
    Seam,
    /// A finish.
    Finish,
    /// A part slot, or else what something hangs on.
    Ring,
}

/// The sort of what stands under `key` of `parent` in an element of a section.
pub(super) fn sort(section: &str, parent: &str, key: &str) -> Option<Sort> {
    Some(match (section, parent, key) {
        (_, _, "chain")
        | ("fold", "", "join")
        | ("strip", "", "along" | "to")
        | ("seam", "", "sides")
        | ("finish", "", "on")
        | ("row", "", "along")
        | ("place", "rows", "along")
        | ("layer", "turn_gap", "in") => Sort::Chain,
        ("panel", "chains", _) | (_, "at", "edge") | ("panel", _, "edge") => Sort::Local,
        ("seam", "", "plies" | "over")
        | ("row", "", "on" | "through" | "avoid")
        | ("place", "", "what" | "on" | "into")
        | ("place", "a" | "b", "on")
        | ("window", "", "in")
        | ("strap", "", "threads")
        | ("strap", "ends", "of")
        | ("layer", "", "of") => Sort::Path,
        ("strip", "parts", "from" | "to")
        | ("seam", "", "anchor" | "break")
        | (_, "at", "from" | "over")
        | ("bag", "", "hang") => Sort::Point,
        ("seam", "", "before" | "after" | "holes_as") | ("layer", "", "copy" | "join") => {
            Sort::Seam
        }
        ("layer", "up_to", "finish") => Sort::Finish,
        ("strap", "ends", "loop") => Sort::Ring,
        _ => return None,
    })
}

/// Calls `change` for every text that is a name, with its sort.
pub(super) fn visit(section: &str, node: &mut Node, change: &mut impl FnMut(&mut Node, Sort)) {
    under(section, "", "", node, change);
}

fn under(
    section: &str,
    parent: &str,
    key: &str,
    node: &mut Node,
    change: &mut impl FnMut(&mut Node, Sort),
) {
    match &mut node.value {
        Value::List(items) => {
            for item in items {
                under(section, parent, key, item, change);
            }
        }
        Value::Table(entries) => {
            for entry in entries {
                under(section, key, &entry.key, &mut entry.node, change);
            }
        }
        Value::Text(_) => {
            if let Some(sort) = sort(section, parent, key) {
                change(node, sort);
            }
        }
        _ => {}
    }
}

/// The mirror image of a name. Elements in `twins` have a mirrored copy.
pub(super) fn mirrored(written: &str, sort: Sort, twins: &BTreeSet<String>) -> String {
    let walks = text::split_top(written, '+').into_iter().map(|walk| {
        let walk = walk.trim();
        let (walk, asked) = walk.strip_suffix('?').map_or((walk, ""), |walk| (walk, "?"));
        let mirrored = match walk.split_once("..") {
            // The image of the last edge comes first.
            Some((first, last)) => {
                let (edge, _) = first.split_once('@').unwrap_or((first, ""));
                let element = edge.rfind('.').filter(|_| sort != Sort::Local);
                let (element, first) = element.map_or(("", first), |dot| first.split_at(dot + 1));
                let element = path(element, twins);
                format!(
                    "{element}{}..{}",
                    place(last, &BTreeSet::new()),
                    place(first, &BTreeSet::new())
                )
            }
            None => place(walk, if sort == Sort::Local { &EMPTY } else { twins }),
        };
        mirrored + asked
    });
    walks.collect::<Vec<_>>().join(" + ")
}

static EMPTY: BTreeSet<String> = BTreeSet::new();

/// The image of an edge or a point on it.
fn place(written: &str, twins: &BTreeSet<String>) -> String {
    let Some((edge, at)) = written.split_once('@') else { return path(written, twins) };
    let at = match at {
        "start" => "end".to_owned(),
        "end" => "start".to_owned(),
        other => match other.parse::<f64>() {
            Ok(share) => format!("{}", 1.0 - share),
            Err(_) => other.to_owned(),
        },
    };
    format!("{}@{at}", path(edge, twins))
}

/// The image of names with dots between.
fn path(written: &str, twins: &BTreeSet<String>) -> String {
    let parts = written.split('.').enumerate().map(|(at, part)| {
        let (name, index) = match part.split_once('[') {
            Some((name, index)) => (name, Some(index)),
            None => (part, None),
        };
        let other = text::other_side(name);
        match index {
            Some("0]") => format!("{other}[1]"),
            Some("1]") => format!("{other}[0]"),
            Some(index) => format!("{other}[{index}"),
            None if at < 2 && twins.contains(name) => format!("{name}[1]"),
            None => other,
        }
    });
    parts.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirrored_twice_is_the_same() {
        let twins = BTreeSet::from(["bellows".to_owned()]);
        let table = [
            ("front.right", "front.left"),
            ("front.left..right", "front.left..right"),
            ("front.box_r.side + back.box_r.side", "front.box_l.side + back.box_l.side"),
            ("bellows[0].b@start", "bellows[1].b@end"),
            ("front.side_r@0.25", "front.side_l@0.75"),
            ("pipe[0]?", "pipe[1]?"),
            ("base.right@mid..top@start", "base.top@end..left@mid"),
        ];
        for (name, image) in table {
            assert_eq!(mirrored(name, Sort::Chain, &twins), image, "{name}");
            assert_eq!(mirrored(image, Sort::Chain, &twins), name, "{name} and back");
        }
        assert_eq!(mirrored("bellows.a", Sort::Chain, &twins), "bellows[1].a", "a twin");
    }
}
