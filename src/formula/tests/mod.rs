//! Tests of the whole layer through its public functions.

mod calculus;
mod folding;
mod hostile;
mod meaning;
mod messages;
mod oracle;

use super::{Dimension, Expr, Formula, Leaf, Reference, compile, parse};
use crate::diag::{Diagnostic, Place, Span};

/// The names that the tests use, and what they are. Leaf ids are the positions of the quantities below.
const LEAVES: [(&str, Dimension, f64); 8] = [
    ("width", Dimension::LENGTH, 52.0),
    ("height", Dimension::LENGTH, 42.0),
    ("depth", Dimension::LENGTH, 18.0),
    ("taper", Dimension::NUMBER, 0.12),
    ("lean", Dimension::ANGLE, 30.0),
    ("front.area", Dimension::AREA, 2184.0),
    ("slot[1].right.length", Dimension::LENGTH, 31.0),
    ("ring.inside", Dimension::LENGTH, 8.0),
];

/// What the test names mean.
fn names(reference: &Reference) -> Result<Leaf, Diagnostic> {
    let name = reference.to_string();
    if let Some(id) = LEAVES.iter().position(|leaf| leaf.0 == name) {
        return Ok(Leaf::Quantity { id, dimension: LEAVES[id].1 });
    }
    Ok(match name.as_str() {
        "slots" => Leaf::Count(2),
        "none" => Leaf::Count(0),
        "i" => Leaf::Count(1),
        "lined" => Leaf::Flag(true),
        "piped" => Leaf::Flag(false),
        "pitch" => Leaf::Constant { value: 2.7, dimension: Dimension::LENGTH },
        "build" => Leaf::Word("turned".into()),
        "full" => Leaf::Choice {
            value: "darts".into(),
            options: vec!["darts".into(), "boxed".into(), "flat".into()],
        },
        "ghost" => {
            let message = "this bag has no `ghost`";
            let absent = Diagnostic::at("absent-element", reference.span, message);
            Leaf::Absent(absent.hint("declare it"))
        }
        _ => return Err(reference.unknown(LEAVES.map(|leaf| leaf.0))),
    })
}

fn value_of(id: usize) -> f64 {
    LEAVES[id].2
}

fn parsed(text: &str) -> Expr {
    parse(text, 0).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn compiled(text: &str) -> Formula {
    compile(&parsed(text), &mut names).unwrap_or_else(|errors| panic!("{text}: {}", errors[0]))
}

/// All findings about a text that has some.
fn findings(text: &str) -> Vec<Diagnostic> {
    match parse(text, 0) {
        Err(error) => vec![error],
        Ok(expr) => compile(&expr, &mut names).err().unwrap_or_default(),
    }
}

fn span_of(finding: &Diagnostic) -> Span {
    match finding.place {
        Place::Text(span) => span,
        _ => panic!("{finding} has no place"),
    }
}
