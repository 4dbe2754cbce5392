//! `sum(list, expr)` and `sum_before(list, expr)`: terms written out.

use crate::diag::{Diagnostic, Span};
use crate::formula;

use super::copies::Known;
use super::text;

/// The text with its sums written out; `i` is the copy it belongs to.
pub(super) fn write_out(
    written: &str,
    span: Span,
    i: Option<usize>,
    known: &Known<'_>,
) -> Result<String, Vec<Diagnostic>> {
    if !text::mentions(written, "sum") && !text::mentions(written, "sum_before") {
        return Ok(written.to_owned());
    }
    let mut whole = String::new();
    let mut rest = written;
    while let Some((at, name)) = next(rest) {
        whole.push_str(rest.get(..at).unwrap_or_default());
        let behind = rest.get(at + name.len()..).unwrap_or_default().trim_start();
        let wrong = |message: String| {
            let finding = Diagnostic::at("wrong-arguments", span, message);
            vec![finding.hint(format!("use {name}(list, expression)"))]
        };
        let Some((inside, after)) = text::bracketed(behind).filter(|_| behind.starts_with('('))
        else {
            return Err(wrong(format!("`{name}` has no arguments")));
        };
        let arguments = text::split_top(inside, ',');
        let [list, ..] = arguments.as_slice() else { return Err(wrong(format!("`{name}`"))) };
        let Some((_, expression)) = inside.split_once(',') else {
            return Err(wrong(format!("`{name}` has too few arguments")));
        };
        let elements = elements(list.trim(), span, known)?;
        let count = match (name, i) {
            ("sum", _) => elements.len(),
            (_, Some(i)) => i.min(elements.len()),
            (_, None) => {
                let message = "`sum_before` stands in an element with `each`";
                return Err(vec![
                    Diagnostic::at("misplaced-word", span, message)
                        .hint("write `sum`, or repeat the element"),
                ]);
            }
        };
        let mut terms = Vec::new();
        let mut length = 0;
        for (at, element) in elements.iter().take(count).enumerate() {
            let term = text::rename(expression.trim(), |name| match name {
                "it" => Some(element.clone()),
                "i" => Some(at.to_string()),
                _ => None,
            });
            let term = text::operand(&write_out(&term, span, Some(at), known)?);
            length += term.len() + 3;
            if length > formula::MAX_BYTES {
                let message = format!("written out, `{name}` is longer than a formula may be");
                return Err(vec![
                    Diagnostic::at("formula-too-long", span, message)
                        .hint("name the term under `let`"),
                ]);
            }
            terms.push(term);
        }
        let sum = match terms.as_slice() {
            [] => "0 mm".to_owned(),
            [one] => one.clone(),
            _ => format!("({})", terms.join(" + ")),
        };
        whole.push_str(&sum);
        rest = after;
    }
    whole.push_str(rest);
    Ok(whole)
}

/// Where the next sum stands and which it is.
fn next(rest: &str) -> Option<(usize, &'static str)> {
    let bounded = |at: usize, name: &str| {
        let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let before = rest.get(..at).is_some_and(|before| before.ends_with(part));
        let behind = rest.get(at + name.len()..).is_some_and(|behind| behind.starts_with(part));
        !before && !behind
    };
    rest.match_indices("sum").find_map(|(at, _)| {
        let name = if rest.get(at..)?.starts_with("sum_before") { "sum_before" } else { "sum" };
        bounded(at, name).then_some((at, name))
    })
}

fn elements(list: &str, span: Span, known: &Known<'_>) -> Result<Vec<String>, Vec<Diagnostic>> {
    if let Some(names) = known.lists.get(list) {
        return Ok(names.clone());
    }
    if let Some(count) = known.choices.count_of(list) {
        return Ok((0..count.clamp(0, 200)).map(|i| i.to_string()).collect());
    }
    let finding = Diagnostic::at("unknown-name", span, format!("there is no list `{list}`"));
    let names: Vec<&str> = known.lists.keys().map(String::as_str).collect();
    Err(vec![finding.hint(format!("the lists are {} and the counts", names.join(", ")))])
}
