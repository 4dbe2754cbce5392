//! Two things that do not go together: which one is at fault, and what would put it right.

use super::emit::Operand;
use super::expr::{Binary, Expr, Node, NodeId, NodeKind, Unary};
use super::kind::{Dimension, Kind};
use super::syntax::quote;
use crate::diag::{Diagnostic, Span};

/// Why a node has no value.
#[derive(Debug)]
pub(super) enum Fault {
    /// An operand is faulty; that has been said.
    Known,
    /// Wrong as written.
    Kind(Diagnostic),
    /// Wrong for this bag; no fault where the value is never read.
    Value(Diagnostic),
    /// Several operands are each wrong; none of these is itself `Many`.
    Many(Vec<Fault>),
}

/// Both results, or all faults.
pub(super) fn both<A, B>(
    first: Result<A, Fault>,
    second: Result<B, Fault>,
) -> Result<(A, B), Fault> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(first), Err(second)) => {
            let mut faults = if let Fault::Many(faults) = first { faults } else { vec![first] };
            match second {
                Fault::Many(more) => faults.extend(more),
                fault => faults.push(fault),
            }
            Err(Fault::Many(faults))
        }
        (Err(fault), _) | (_, Err(fault)) => Err(fault),
    }
}

/// The dimension of an operand that is reckoned with, beside something of dimension `beside`.
pub(super) fn quantity(
    expr: &Expr,
    operand: &Operand,
    beside: Dimension,
) -> Result<Dimension, Fault> {
    match operand.kind {
        None => Err(Fault::Known),
        Some(Kind::Quantity(dimension)) => Ok(dimension),
        Some(kind) => Err(Fault::Kind(not_reckoned(expr, operand, kind, beside))),
    }
}

/// The one dimension of two quantities.
pub(super) fn same_quantity(
    expr: &Expr,
    [left, right]: [&Operand; 2],
    rule: &str,
    binds: bool,
) -> Result<Dimension, Fault> {
    let of = |operand: &Operand| match operand.kind {
        Some(Kind::Quantity(dimension)) => dimension,
        _ => Dimension::NUMBER,
    };
    both(quantity(expr, left, of(right)), quantity(expr, right, of(left)))?;
    match alike(expr, [left, right], rule, binds)? {
        Kind::Quantity(dimension) => Ok(dimension),
        Kind::Flag | Kind::Word => Err(Fault::Known),
    }
}

/// The one kind of two operands. A number beside a quantity with a unit is the odd one, otherwise the right one is.
/// `binds` if the operator is no weaker than multiplication, so that a product in its place needs parentheses.
pub(super) fn alike(
    expr: &Expr,
    [left, right]: [&Operand; 2],
    rule: &str,
    binds: bool,
) -> Result<Kind, Fault> {
    let (first, second) = (left.kind.ok_or(Fault::Known)?, right.kind.ok_or(Fault::Known)?);
    if first == second {
        return Ok(first);
    }
    let say = |odd: &Operand, other: &Operand, odd_kind: Kind, other_kind: Kind| {
        let (odd, other) = (shown(expr, odd).0, shown(expr, other).0);
        format!("{odd} is {odd_kind}, but {other} is {other_kind}: {rule}")
    };
    Err(Fault::Kind(match (first, second) {
        (Kind::NUMBER, Kind::Quantity(dimension)) => {
            let message = say(left, right, first, second);
            parenthesized(unitless(expr, left.node, dimension, message), binds)
        }
        (Kind::Quantity(dimension), Kind::NUMBER) => {
            let message = say(right, left, second, first);
            parenthesized(unitless(expr, right.node, dimension, message), binds)
        }
        _ => {
            let both = matches!((first, second), (Kind::Quantity(_), Kind::Quantity(_)));
            let code = if both { "unit-mismatch" } else { "kind-mismatch" };
            let message = say(right, left, second, first);
            let error = Diagnostic::at(code, shown(expr, right).1, message);
            let text = expr.text_at(shown(expr, right).1);
            match (first, second) {
                (Kind::LENGTH, Kind::Quantity(Dimension::AREA)) => {
                    error.hint(format!("write `sqrt({text})`"))
                }
                (Kind::Quantity(_), Kind::Quantity(_)) => {
                    error.hint("multiply or divide until the units fit")
                }
                _ => error.hint(format!("use {first} in its place")),
            }
        }
    }))
}

/// Puts the product that a hint offers into parentheses.
fn parenthesized(mut error: Diagnostic, wanted: bool) -> Diagnostic {
    for hint in &mut error.hints {
        if let Some(text) = hint.strip_prefix("write `").and_then(|rest| rest.strip_suffix('`'))
            && wanted
            && text.contains('*')
        {
            *hint = format!("write `({text})`");
        }
    }
    error
}

pub(super) fn not_reckoned(
    expr: &Expr,
    operand: &Operand,
    kind: Kind,
    beside: Dimension,
) -> Diagnostic {
    let (text, span) = shown(expr, operand);
    let message = format!("{text} is {kind} and cannot be reckoned with");
    let error = Diagnostic::at("kind-mismatch", span, message);
    let unit = match beside.unit() {
        Some(unit) => format!(" {unit}"),
        None => String::new(),
    };
    if kind == Kind::Flag {
        let flag = expr.text_at(span);
        error.hint(format!("write `if({flag}, 1{unit}, 0{unit})`"))
    } else {
        error.hint("choose a value by it: if(name == \"word\", …, …)")
    }
}

/// A number where `dimension` is meant: a bare literal lacks its unit, anything else is multiplied by one.
pub(super) fn unitless(
    expr: &Expr,
    id: NodeId,
    dimension: Dimension,
    message: String,
) -> Diagnostic {
    let node = expr.nodes.get(id);
    let span = node.map_or_else(|| expr.span(), |node| node.outer);
    if is_bare(expr, id) {
        let span = node.map_or(span, |node| node.span);
        let error = Diagnostic::at("bare-number", span, message);
        return match dimension.unit() {
            Some(unit) => error.hint(format!("write `{} {unit}`", expr.text_at(span))),
            None => error.hint("an area is a length times a length: 12 mm * 1 mm"),
        };
    }
    let error = Diagnostic::at("unit-mismatch", span, message);
    match dimension.unit() {
        Some(unit) => error.hint(format!("write `{} * 1 {unit}`", factor(expr, id))),
        None => error.hint("multiply or divide until the units fit"),
    }
}

/// A literal without a unit, or its negative.
fn is_bare(expr: &Expr, id: NodeId) -> bool {
    let bare = |id: NodeId| {
        matches!(expr.nodes.get(id), Some(Node { kind: NodeKind::Number { bare: true, .. }, .. }))
    };
    match expr.nodes.get(id).map(|node| &node.kind) {
        // Of -(12) the unit would have to go inside.
        Some(NodeKind::Unary(Unary::Negate, inner)) => {
            let unwrapped = |node: &Node| node.outer == node.span;
            bare(*inner) && expr.nodes.get(*inner).is_some_and(unwrapped)
        }
        _ => bare(id),
    }
}

/// The text of a node so that it can be multiplied.
pub(super) fn factor(expr: &Expr, id: NodeId) -> String {
    let Some(node) = expr.nodes.get(id) else { return String::new() };
    let text = expr.text_at(node.outer);
    let sum = matches!(node.kind, NodeKind::Binary(Binary::Add | Binary::Subtract, ..));
    if sum && node.outer == node.span { format!("({text})") } else { text.to_owned() }
}

/// The text of an operand for a message, and its place, parentheses included.
pub(super) fn shown(expr: &Expr, operand: &Operand) -> (String, Span) {
    let span = expr.nodes.get(operand.node).map_or_else(|| expr.span(), |node| node.outer);
    (quote(expr.text_at(span)), span)
}
