//! Names in a style file: paths (`flap.tab[0]`), walks along edges (`front.left..right`), points on them (`front.base@mid`).
//!
//! A name is read by its form only. What stands before the first edge of a walk (an element, an element and its part, an
//! element of a bag within the bag) is found by [`Path::split`] from the elements there are.

use core::fmt;

use crate::diag::{Diagnostic, Place, Span};

/// A longer text is no name.
const LONGEST: usize = 4096;

/// One name of a path and which copy of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The name.
    pub name: String,
    /// Which copy, from 0.
    pub index: Option<usize>,
}

/// Names with dots between: `front`, `gusset.zip`, `flap.tab[0]`, `seam.front`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// At least one.
    pub steps: Vec<Step>,
    /// The bytes of the text it stands in, quotes included.
    pub span: Span,
}

/// A walk along the edges of one element, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// The element and its first edge or named chain; in a panel's own chains and places the edge alone.
    pub path: Path,
    /// Where on the first edge it starts, as a share of its net length; nothing means at its start.
    pub from: Option<f64>,
    /// The last edge, of the same element, and where on it the walk ends; nothing means the first edge alone.
    pub to: Option<(Path, Option<f64>)>,
    /// The bytes of the text it stands in, quotes included.
    pub span: Span,
}

/// A point as written: of an edge (`front.base@mid`), or one that has a name (`front.hinge_r`).
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The edge with its element, or the point with its element; within an element without it.
    pub path: Path,
    /// Share of the net length of the edge; nothing for a point with a name.
    pub share: Option<f64>,
    /// Its bytes, quotes included.
    pub span: Span,
}

impl Path {
    /// The first `count` names, as they are written.
    pub fn head(&self, count: usize) -> String {
        shown(self.steps.get(..count).unwrap_or(&self.steps))
    }
    /// The longest beginning that `known` knows as an element, and what stands behind it.
    pub fn split(&self, known: impl Fn(&str) -> bool) -> Option<(String, &[Step])> {
        (1..=self.steps.len()).rev().find_map(|count| {
            let head = self.head(count);
            known(&head).then(|| (head, self.steps.get(count..).unwrap_or_default()))
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.steps))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.index.map_or(Ok(()), |index| write!(f, "[{index}]"))
    }
}

fn shown(steps: &[Step]) -> String {
    steps.iter().map(Step::to_string).collect::<Vec<_>>().join(".")
}

/// The kernel's name of an edge that sugar made: `box_r.side` is `box_r_side`, `dart[0].a` is `dart_0_a`.
pub fn edge_name(steps: &[Step]) -> String {
    let mut name = String::new();
    for step in steps {
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(&step.name);
        if let Some(index) = step.index {
            name.push('_');
            name.push_str(&index.to_string());
        }
    }
    name
}

/// True for `[a-z][a-z0-9_]*`.
pub fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// True for what may name a style, and so its files: small letters, digits and `-`, at most 64.
pub fn is_style_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.len() <= 64 && text.chars().all(plain) && !text.starts_with('-')
}

/// What is wrong with a name that [`is_style_name`] refuses.
pub fn bad_style_name(text: &str, place: Place) -> Diagnostic {
    Diagnostic::error("bad-name", place, format!("`{text}` cannot name a style"))
        .hint("small letters, digits and `-`, at most 64")
}

/// The names of a path, or nothing if it is none.
pub fn steps(text: &str) -> Option<Vec<Step>> {
    if text.len() > LONGEST {
        return None;
    }
    text.split('.')
        .map(|part| {
            let (name, index) = match part.split_once('[') {
                None => (part, None),
                Some((name, rest)) => {
                    let digits = rest.strip_suffix(']')?;
                    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
                    (name, Some(digits.parse().ok().filter(|_| plain)?))
                }
            };
            is_name(name).then(|| Step { name: name.to_owned(), index })
        })
        .collect()
}

/// Reads `front`, `gusset.zip`, `tab[0]`.
///
/// # Errors
/// `copy-syntax`, `bad-name`.
pub fn path(text: &str, span: Span) -> Result<Path, Diagnostic> {
    steps(text).map(|steps| Path { steps, span }).ok_or_else(|| {
        if text.contains('[') {
            let message = format!("`{text}` names no copy of an element");
            return Diagnostic::at("copy-syntax", span, message).hint("write `tab[0]`");
        }
        Diagnostic::at("bad-name", span, format!("`{text}` is no name"))
            .hint("names are small letters, digits and `_`, a letter first")
    })
}

/// Reads the walks of a chain: `element.edge`, `element.edge..edge`, several joined by `+`. A `local` one stands inside
/// its element and does not name it.
///
/// # Errors
/// `chain-syntax`.
pub fn walks(text: &str, span: Span, local: bool) -> Result<Vec<Walk>, Diagnostic> {
    text.split('+').map(|part| walk(part.trim(), span, local)).collect()
}

fn walk(text: &str, span: Span, local: bool) -> Result<Walk, Diagnostic> {
    let wrong = || {
        let hint =
            if local { "`edge` or `first..last`" } else { "`panel.edge` or `panel.first..last`" };
        Diagnostic::at("chain-syntax", span, format!("`{text}` names no chain of edges"))
            .hint(format!("write {hint}"))
    };
    let end = |text: &str| -> Option<(Path, Option<f64>)> {
        let (edge, at) = match text.split_once('@') {
            Some((edge, at)) => (edge, Some(share(at)?)),
            None => (text, None),
        };
        Some((Path { steps: steps(edge)?, span }, at))
    };
    let (first, last) = match text.split_once("..") {
        Some((first, last)) => (first, Some(last)),
        None => (text, None),
    };
    let (path, from) = end(first).ok_or_else(wrong)?;
    let to = last.map(|last| end(last).ok_or_else(wrong)).transpose()?;
    if (path.steps.len() < 2 && !local) || (to.is_none() && from.is_some()) {
        return Err(wrong());
    }
    Ok(Walk { path, from, to, span })
}

/// `start`, `mid`, `end` or a number from 0 to 1.
fn share(text: &str) -> Option<f64> {
    match text {
        "start" => Some(0.0),
        "mid" => Some(0.5),
        "end" => Some(1.0),
        number => number.parse().ok().filter(|share| (0.0..=1.0).contains(share)),
    }
}

/// Reads `element.edge@mid` (or `start`, `end`, a share from 0 to 1) or the name of a point.
///
/// # Errors
/// `point-syntax`.
pub fn point(text: &str, span: Span) -> Result<Point, Diagnostic> {
    let wrong = || {
        Diagnostic::at("point-syntax", span, format!("`{text}` names no point of an edge"))
            .hint("write `panel.edge@mid`, `@start`, `@end` or `@0.25`")
    };
    let (path, share) = match text.split_once('@') {
        Some((edge, at)) => (edge, Some(share(at).ok_or_else(wrong)?)),
        None => (text, None),
    };
    Ok(Point { path: Path { steps: steps(path).ok_or_else(wrong)?, span }, share, span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_points_and_copies_are_read() {
        let walk = |text: &str| walks(text, Span::default(), false).unwrap();
        let plain = &walk("front.left..right")[0];
        assert_eq!(plain.path.to_string(), "front.left", "where it starts");
        assert_eq!(plain.to.as_ref().unwrap().0.to_string(), "right", "where it ends");
        let both = walk("base.right + flap.body[1].a");
        assert_eq!(both[1].path.to_string(), "flap.body[1].a", "a copy in a bag");
        let known = |name: &str| ["flap", "flap.body[1]"].contains(&name);
        let (element, rest) = both[1].path.split(known).unwrap();
        assert_eq!((element.as_str(), rest[0].name.as_str()), ("flap.body[1]", "a"), "the longest");
        let ring = walks("base@mid..base@mid", Span::default(), true).unwrap();
        assert_eq!(
            (ring[0].from, ring[0].to.as_ref().unwrap().1),
            (Some(0.5), Some(0.5)),
            "a ring"
        );
        assert_eq!(point("front.base@mid", Span::default()).unwrap().share, Some(0.5), "a middle");
        assert_eq!(point("front.base@0.25", Span::default()).unwrap().share, Some(0.25), "a share");
        assert_eq!(point("frame.lug_l", Span::default()).unwrap().share, None, "a name");
        assert_eq!(path("tab[1]", Span::default()).unwrap().steps[0].index, Some(1), "a copy");
        assert_eq!(edge_name(&steps("dart[0].a").unwrap()), "dart_0_a", "a dart's leg");
        for wrong in ["front", "front.", "front.a...b", "Front.a", "front.a..", "", "front.a@mid"] {
            assert!(walks(wrong, Span::default(), false).is_err(), "`{wrong}` was a chain");
        }
        for wrong in ["front.base@", "front.base@2", "front.a..b@mid", "front.base@nan"] {
            assert!(point(wrong, Span::default()).is_err(), "`{wrong}` was taken for a point");
        }
        for wrong in ["tab[", "tab[x]", "tab[-1]", "[0]", "tab[+1]", "tab[]"] {
            assert!(path(wrong, Span::default()).is_err(), "`{wrong}` was taken for a copy");
        }
    }
}
