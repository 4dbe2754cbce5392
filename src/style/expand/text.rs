//! Working on texts: formulas and names with other words in them.

/// A stretch of a text: an identifier, or what is between.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece<'t> {
    /// A name, and whether a dot stands before it.
    Name(&'t str, bool),
    /// Anything else; words in quotes whole.
    Rest(&'t str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut dotted = false;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_lowercase() || first == '_' || first.is_ascii_uppercase() {
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if first == '"' || first == '\'' {
            let inner = rest.get(1..).unwrap_or_default();
            inner.find(first).map_or(rest.len(), |end| end + 2)
        } else if first.is_ascii_digit() {
            // `1e3` is no name.
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, behind) = rest.split_at(length);
        if first.is_ascii_alphabetic() || first == '_' {
            pieces.push(Piece::Name(piece, dotted));
        } else {
            pieces.push(Piece::Rest(piece));
        }
        if !piece.trim().is_empty() {
            dotted = piece == ".";
        }
        rest = behind;
    }
    pieces
}

/// The text with every name replaced for which `change` has another; names behind a dot are parts of others.
pub(super) fn rename(text: &str, mut change: impl FnMut(&str) -> Option<String>) -> String {
    rename_before(text, |name, _| change(name))
}

/// The same, told what stands behind each name.
pub(super) fn rename_before(
    text: &str,
    mut change: impl FnMut(&str, &str) -> Option<String>,
) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for piece in pieces(text) {
        let (Piece::Name(whole, _) | Piece::Rest(whole)) = piece;
        at += whole.len();
        match piece {
            Piece::Name(name, false) => match change(name, text.get(at..).unwrap_or_default()) {
                Some(other) => changed.push_str(&other),
                None => changed.push_str(name),
            },
            Piece::Name(name, true) | Piece::Rest(name) => changed.push_str(name),
        }
    }
    changed
}

/// True if the text reads `name`.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    pieces(text).contains(&Piece::Name(name, false))
}

/// What stands in the brackets that open a text, and what is behind them: `(a, b) + c` is `a, b` and ` + c`.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some((text.get(1..at)?, text.get(at + 1..)?));
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Splits at `separator` outside all brackets.
pub(super) fn split_top(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if c == separator && depth == 0 => {
                parts.push(text.get(from..at).unwrap_or_default());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}

/// The text as an operand: in parentheses unless it is one name or number.
pub(super) fn operand(text: &str) -> String {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let number = text.split_once(' ').is_some_and(|(number, unit)| {
        number.parse::<f64>().is_ok() && unit.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    let whole = text.starts_with('(') && bracketed(text).is_some_and(|(_, rest)| rest.is_empty());
    if text.chars().all(plain) || whole || (number && !text.starts_with('-')) {
        return text.to_owned();
    }
    format!("({text})")
}

/// The negative of a formula.
pub(super) fn negative(text: &str) -> String {
    let text = text.trim();
    if text.split(' ').next().and_then(|number| number.parse::<f64>().ok()) == Some(0.0)
        && !text.contains(['+', '-', '*', '/'])
    {
        return text.to_owned();
    }
    if let Some(inner) = text.strip_prefix('-')
        && let Some((inside, "")) = bracketed(inner)
        && inner.starts_with('(')
    {
        return inside.to_owned();
    }
    format!("-({text})")
}

/// The other side: `_r` and `_l`, `right` and `left`, as a whole name or a word of it.
pub(super) fn other_side(name: &str) -> String {
    let swapped = name.split('_').map(|word| match word {
        "r" => "l",
        "l" => "r",
        "right" => "left",
        "left" => "right",
        other => other,
    });
    swapped.collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_parts_of_names_are_not() {
        let one = |name: &str| (name == "i").then(|| "3".to_owned());
        let table = [
            ("i * 9 mm + slot[i].base.i", "3 * 9 mm + slot[3].base.i"),
            ("if(i == 1, in, 'i')", "if(3 == 1, in, 'i')"),
            ("1e3 + width_i", "1e3 + width_i"),
        ];
        for (text, wanted) in table {
            assert_eq!(rename(text, one), wanted, "{text}");
        }
        assert!(mentions("a + it.width", "it"), "it is read");
        assert!(!mentions("a.it", "it"), "a part of a name");
    }

    #[test]
    fn operands_and_negatives_keep_their_meaning() {
        assert_eq!(operand("a + b"), "(a + b)", "a sum");
        assert_eq!(operand("12 mm"), "12 mm", "a length");
        assert_eq!(operand("(a) + (b)"), "((a) + (b))", "two brackets");
        assert_eq!(negative("width/2"), "-(width/2)", "a half");
        assert_eq!(negative("-(width/2)"), "width/2", "and back");
        assert_eq!(negative("-(a) + (b)"), "-(-(a) + (b))", "a sum");
        assert_eq!(negative("0 mm"), "0 mm", "nothing");
        assert_eq!(other_side("zip_r"), "zip_l", "a word of a name");
        assert_eq!(other_side("ring"), "ring", "no side");
        assert_eq!(bracketed("(a, (b)) c"), Some(("a, (b)", " c")), "nested");
        assert_eq!(split_top("a[i+1] + b", '+'), ["a[i+1] ", " b"], "outside brackets");
    }
}
