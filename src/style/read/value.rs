//! Reading single values: formulas, words, names, chains, places.

use crate::diag::Diagnostic;
use crate::formula;
use crate::reader::{Fields, Findings, Node, Value, wrong_type};

use super::super::ast::{
    At, Chain, Construction, Direction, Drawn, Host, Material, Trim, Word, Written,
};
use super::super::name::{self, Path, Point};

/// A formula in a string; a bare TOML number is a length where `number_unit` says so.
pub(super) fn written(
    node: &Node,
    what: &str,
    number_unit: &str,
    findings: &mut Findings,
) -> Option<Written> {
    let expr = match &node.value {
        Value::Text(text) if node.generated => formula::parse_made(text, node.span),
        // The quote is one byte; escapes, which no formula needs, would shift what follows them.
        Value::Text(text) => formula::parse(text, node.span.start + 1),
        Value::Number(number) if number.is_finite() => {
            let text = format!("{number} {number_unit}");
            if node.generated {
                formula::parse_made(text.trim_end(), node.span)
            } else {
                formula::parse(&text, node.span.start)
            }
        }
        Value::Flag(flag) if node.generated => formula::parse_made(&flag.to_string(), node.span),
        Value::Flag(flag) => formula::parse(if *flag { "true" } else { "false" }, node.span.start),
        other => Err(wrong_type(node.span, what, "a formula", other)),
    };
    let expr = findings.keep(expr)?;
    Some(Written { expr, span: node.span })
}

/// A length: a bare number is millimetres.
pub(super) fn length(node: &Node, what: &str, findings: &mut Findings) -> Option<Written> {
    written(node, what, "mm", findings)
}

/// A formula in which a bare number is a number.
pub(super) fn formula(node: &Node, what: &str, findings: &mut Findings) -> Option<Written> {
    written(node, what, "", findings)
}

/// An angle: a bare number is degrees.
pub(super) fn angle(node: &Node, what: &str, findings: &mut Findings) -> Option<Written> {
    written(node, what, "deg", findings)
}

/// A length under a key, if it is there.
pub(super) fn length_at(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Option<Written> {
    fields.take(key).and_then(|node| length(node, key, findings))
}

/// An angle under a key, if it is there.
pub(super) fn angle_at(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Option<Written> {
    fields.take(key).and_then(|node| angle(node, key, findings))
}

/// Two lengths.
pub(super) fn pair(node: &Node, what: &str, findings: &mut Findings) -> Option<[Written; 2]> {
    two(node, what, "[x, y]", findings, length)
}

/// Two values of one sort.
pub(super) fn two<T>(
    node: &Node,
    what: &str,
    form: &str,
    findings: &mut Findings,
    read: impl Fn(&Node, &str, &mut Findings) -> Option<T>,
) -> Option<[T; 2]> {
    let Value::List(items) = &node.value else {
        findings.push(wrong_type(node.span, what, form, &node.value));
        return None;
    };
    let [first, second] = items.as_slice() else {
        let message = format!("`{what}` must be {form}");
        findings.push(Diagnostic::at("wrong-type", node.span, message));
        return None;
    };
    Some([read(first, what, findings)?, read(second, what, findings)?])
}

/// A word.
pub(super) fn word(node: &Node, what: &str, findings: &mut Findings) -> Option<Word> {
    if let Value::Text(text) = &node.value {
        return Some(Word { text: text.clone(), span: node.span });
    }
    findings.push(wrong_type(node.span, what, "a word", &node.value));
    None
}

/// A word under a key, if it is there.
pub(super) fn word_at(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Option<Word> {
    fields.take(key).and_then(|node| word(node, key, findings))
}

/// A word under a key; noted where it is missing.
pub(super) fn need_word(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Option<Word> {
    fields.need(key, findings).and_then(|node| word(node, key, findings))
}

/// A list of words under a key.
pub(super) fn words(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Vec<Word> {
    let nodes = fields.list(key).unwrap_or_default();
    nodes.iter().filter_map(|node| word(node, key, findings)).collect()
}

/// The name of an element, a copy or a part of one.
pub(super) fn path(node: &Node, what: &str, findings: &mut Findings) -> Option<Path> {
    let word = word(node, what, findings)?;
    findings.keep(name::path(&word.text, word.span))
}

/// The name of an element under a key, if it is there.
pub(super) fn path_at(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Option<Path> {
    fields.take(key).and_then(|node| path(node, key, findings))
}

/// A list of names of elements under a key.
pub(super) fn paths(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Vec<Path> {
    let nodes = fields.list(key).unwrap_or_default();
    nodes.iter().filter_map(|node| path(node, key, findings)).collect()
}

/// A point.
pub(super) fn point(node: &Node, what: &str, findings: &mut Findings) -> Option<Point> {
    let word = word(node, what, findings)?;
    findings.keep(name::point(&word.text, word.span))
}

/// A point under a key, if it is there.
pub(super) fn point_at(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Option<Point> {
    fields.take(key).and_then(|node| point(node, key, findings))
}

/// A list of points under a key.
pub(super) fn points(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Vec<Point> {
    let nodes = fields.list(key).unwrap_or_default();
    nodes.iter().filter_map(|node| point(node, key, findings)).collect()
}

/// What something lies on: an element, or its inside.
pub(super) fn host(node: &Node, what: &str, findings: &mut Findings) -> Option<Host> {
    let mut path = path(node, what, findings)?;
    let inside = path.steps.len() > 1
        && path.steps.last().is_some_and(|step| step.name == "inside" && step.index.is_none());
    if inside {
        path.steps.pop();
    }
    Some(Host { path, inside })
}

/// A material slot, or `{ use = "…" }`.
pub(super) fn material(node: &Node, findings: &mut Findings) -> Option<Material> {
    if !matches!(node.value, Value::Table(_)) {
        return path(node, "material", findings).map(Material::Slot);
    }
    let mut fields = findings.keep(Fields::of("material", node))?;
    let stock = need_word(&mut fields, "use", findings);
    fields.finish(findings);
    stock.map(Material::Stock)
}

/// A chain of edges: its name, or `{ chain = …, from = …, to = … }`. A `local` one does not name its element.
pub(super) fn chain(
    node: &Node,
    what: &str,
    local: bool,
    findings: &mut Findings,
) -> Option<Chain> {
    if !matches!(node.value, Value::Table(_)) {
        let word = word(node, what, findings)?;
        let walks = findings.keep(name::walks(&word.text, word.span, local))?;
        return Some(Chain { walks, from: None, to: None, span: word.span });
    }
    let mut fields = findings.keep(Fields::of(what, node))?;
    let whole = fields.need("chain", findings).and_then(|node| word(node, "chain", findings));
    let from = fields.take("from").and_then(|node| trim(node, "from", findings));
    let to = fields.take("to").and_then(|node| trim(node, "to", findings));
    fields.finish(findings);
    let whole = whole?;
    let walks = findings.keep(name::walks(&whole.text, whole.span, local))?;
    Some(Chain { walks, from, to, span: node.span })
}

fn trim(node: &Node, what: &str, findings: &mut Findings) -> Option<Trim> {
    // `front.base@mid` is a point and no formula; it is kept as its name.
    let point = node.text().and_then(|text| name::point(text, node.span).ok());
    let written = if let Some(text) = node.text().filter(|text| text.contains('@')) {
        let edge = text.split('@').next().unwrap_or_default();
        let expr = findings.keep(formula::parse_made(edge, node.span))?;
        if point.is_none() {
            findings.keep(name::point(text, node.span))?;
        }
        Written { expr, span: node.span }
    } else {
        length(node, what, findings)?
    };
    Some(Trim { written, point })
}

/// A chain under a key; noted where it is missing.
pub(super) fn need_chain(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
) -> Option<Chain> {
    fields.need(key, findings).and_then(|node| chain(node, key, false, findings))
}

/// Chains in a list, which must be one.
pub(super) fn chains(node: &Node, what: &str, findings: &mut Findings) -> Vec<Chain> {
    if let Value::List(items) = &node.value {
        return items.iter().filter_map(|item| chain(item, what, false, findings)).collect();
    }
    findings.push(wrong_type(node.span, what, "a list of edges", &node.value));
    Vec::new()
}

/// A place: `[x, y]`, the name of a point, or `{ edge = …, t = …, by = …, in = … }`.
pub(super) fn at(node: &Node, what: &str, findings: &mut Findings) -> Option<At> {
    match node.value {
        Value::List(_) => return pair(node, what, findings).map(At::Point),
        Value::Text(_) => return point(node, what, findings).map(At::Named),
        _ => {}
    }
    let mut fields = findings.keep(Fields::of(what, node))?;
    let edge = fields.need("edge", findings).and_then(|node| chain(node, "edge", true, findings));
    let t = fields.take("t").and_then(|node| formula(node, "t", findings));
    let from = point_at(&mut fields, "from", findings);
    let over = point_at(&mut fields, "over", findings);
    let by = length_at(&mut fields, "by", findings);
    let inward = length_at(&mut fields, "in", findings);
    let along = word_at(&mut fields, "along", findings);
    fields.finish(findings);
    if usize::from(t.is_some()) + usize::from(from.is_some()) + usize::from(over.is_some()) > 1 {
        let message = format!("`{what}` says the place along the edge twice");
        let finding = Diagnostic::at("two-places", node.span, message);
        findings.push(finding.hint("keep one of `t`, `from` and `over`; `by` moves it along"));
    }
    let direction = along
        .and_then(|word| one_of(&word, "along", &[("axis", Direction::Axis)], findings))
        .unwrap_or(Direction::Square);
    Some(At::Edge { chain: edge?, t, from, over, by, inward, direction })
}

/// One place or a list of them. `[x, y]` is one; a list of names of points of the host is several.
pub(super) fn places(node: &Node, host: Option<&Host>, findings: &mut Findings) -> Vec<At> {
    let Value::List(items) = &node.value else {
        return at(node, "at", findings).into_iter().collect();
    };
    let named = host.map(|host| format!("{}.", host.path)).is_some_and(|host| {
        items.iter().all(|item| item.text().is_some_and(|text| text.starts_with(&host)))
    });
    if named || items.iter().any(|item| matches!(item.value, Value::List(_) | Value::Table(_))) {
        return items.iter().filter_map(|item| at(item, "at", findings)).collect();
    }
    at(node, "at", findings).into_iter().collect()
}

/// A whole number in a range.
pub(super) fn count_at(
    fields: &mut Fields<'_>,
    key: &'static str,
    range: (u32, u32),
    findings: &mut Findings,
) -> Option<u32> {
    let number = fields.number(key, findings)?;
    let (lo, hi) = range;
    if number == number.round() && number >= f64::from(lo) && number <= f64::from(hi) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole and in the range"
        )]
        return Some(number as u32);
    }
    let message = format!("{number} is no `{key}` from {lo} to {hi}");
    findings.push(Diagnostic::at("wrong-count", fields.span, message));
    None
}

/// The entry of `known` that the word under a key names.
pub(super) fn one_of_at<T: Copy>(
    fields: &mut Fields<'_>,
    key: &'static str,
    known: &[(&str, T)],
    findings: &mut Findings,
) -> Option<T> {
    word_at(fields, key, findings).and_then(|word| one_of(&word, key, known, findings))
}

/// A word of a fixed set; what it is not is noted with the set.
pub(super) fn one_of<T: Copy>(
    word: &Word,
    what: &str,
    known: &[(&str, T)],
    findings: &mut Findings,
) -> Option<T> {
    #[cfg(test)]
    crate::reader::asked::words(what, known.iter().map(|(name, _)| *name));
    let found = known.iter().find(|(name, _)| *name == word.text).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let message = format!("`{what}` cannot be `{}`", word.text);
        let hint = match crate::diag::did_you_mean(&word.text, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("this version knows {}", names.join(", ")),
        };
        findings.push(Diagnostic::at("unknown-word", word.span, message).hint(hint));
    }
    found
}

/// `measure = "outside" | "net"`.
pub(super) fn drawn(fields: &mut Fields<'_>, findings: &mut Findings) -> Drawn {
    let known = [("outside", Drawn::Outside), ("net", Drawn::Net)];
    one_of_at(fields, "measure", &known, findings).unwrap_or(Drawn::Outside)
}

/// Every construction.
pub(super) const CONSTRUCTIONS: [(&str, Construction); 11] = [
    ("raw", Construction::Raw),
    ("turned", Construction::Turned),
    ("folded", Construction::Folded),
    ("bound", Construction::Bound),
    ("piped", Construction::Piped),
    ("butt", Construction::Butt),
    ("lap", Construction::Lap),
    ("channel", Construction::Channel),
    ("dart", Construction::Dart),
    ("box", Construction::Box),
    ("glued", Construction::Glued),
];
