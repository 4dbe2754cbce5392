//! Names in a style file: walks along edges (`front.left..right`), points on them (`front.base@mid`), copies (`tab[0]`).

use crate::diag::{Diagnostic, Span};

/// A walk along the edges of one element, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The panel or strip.
    pub element: String,
    /// First edge.
    pub from: String,
    /// Last edge; the same as the first for a single edge.
    pub to: String,
    /// Its bytes, quotes included.
    pub span: Span,
}

/// A point of an edge, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct PointName {
    /// The edge.
    pub edge: Chain,
    /// Share of its net length.
    pub share: f64,
}

/// A copy of an element, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Indexed {
    /// The element.
    pub name: String,
    /// Which copy.
    pub index: usize,
    /// Its bytes, quotes included.
    pub span: Span,
}

/// True for `[a-z][a-z0-9_]*`.
pub fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Reads `element.edge` or `element.edge..edge`.
///
/// # Errors
/// `chain-syntax`.
pub fn chain(text: &str, span: Span) -> Result<Chain, Diagnostic> {
    let wrong = || {
        Diagnostic::at("chain-syntax", span, format!("`{text}` names no chain of edges"))
            .hint("write `panel.edge` or `panel.first..last`")
    };
    let (element, walk) = text.split_once('.').ok_or_else(wrong)?;
    let (from, to) = walk.split_once("..").unwrap_or((walk, walk));
    if [element, from, to].into_iter().all(is_name) {
        Ok(Chain { element: element.to_owned(), from: from.to_owned(), to: to.to_owned(), span })
    } else {
        Err(wrong())
    }
}

/// Reads `element.edge@mid` (or `start`, `end`, a share from 0 to 1).
///
/// # Errors
/// `point-syntax`, `chain-syntax`.
pub fn point(text: &str, span: Span) -> Result<PointName, Diagnostic> {
    let wrong = || {
        Diagnostic::at("point-syntax", span, format!("`{text}` names no point of an edge"))
            .hint("write `panel.edge@mid`, `@start`, `@end` or `@0.25`")
    };
    let (edge, place) = text.split_once('@').ok_or_else(wrong)?;
    let share = match place {
        "start" => 0.0,
        "mid" => 0.5,
        "end" => 1.0,
        number => {
            number.parse().ok().filter(|share| (0.0..=1.0).contains(share)).ok_or_else(wrong)?
        }
    };
    let edge = chain(edge, span)?;
    if edge.from == edge.to { Ok(PointName { edge, share }) } else { Err(wrong()) }
}

/// Reads `name` or `name[2]`.
///
/// # Errors
/// `copy-syntax`.
pub fn indexed(text: &str, span: Span) -> Result<Indexed, Diagnostic> {
    let wrong = || {
        Diagnostic::at("copy-syntax", span, format!("`{text}` names no copy of an element"))
            .hint("write `tab[0]`")
    };
    let (name, index) = match text.split_once('[') {
        None => (text, 0),
        Some((name, rest)) => {
            (name, rest.strip_suffix(']').and_then(|n| n.parse().ok()).ok_or_else(wrong)?)
        }
    };
    if is_name(name) { Ok(Indexed { name: name.to_owned(), index, span }) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_points_and_copies_are_read() {
        let walk = chain("front.left..right", Span::default()).unwrap();
        assert_eq!(
            (walk.element.as_str(), walk.from.as_str(), walk.to.as_str()),
            ("front", "left", "right"),
            "a walk"
        );
        assert_eq!(point("front.base@mid", Span::default()).unwrap().share, 0.5, "a middle");
        assert_eq!(point("front.base@0.25", Span::default()).unwrap().share, 0.25, "a share");
        assert_eq!(indexed("tab[1]", Span::default()).unwrap().index, 1, "a copy");
        for wrong in ["front", "front.", "front.a...b", "Front.a", "front.a..", ""] {
            assert!(chain(wrong, Span::default()).is_err(), "`{wrong}` was taken for a chain");
        }
        for wrong in ["front.base", "front.base@2", "front.a..b@mid", "front.base@nan"] {
            assert!(point(wrong, Span::default()).is_err(), "`{wrong}` was taken for a point");
        }
        for wrong in ["tab[", "tab[x]", "tab[-1]", "[0]"] {
            assert!(indexed(wrong, Span::default()).is_err(), "`{wrong}` was taken for a copy");
        }
    }
}
