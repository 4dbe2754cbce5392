//! Which kinds go together: the kind of a node from those of its operands.

use super::clash::{
    Fault, alike, both, factor, not_reckoned, quantity, same_quantity, shown, unitless,
};
use super::emit::Operand;
use super::expr::{Binary, Expr, Node, NodeKind, Unary};
use super::function::Function;
use super::kind::{Dimension, Kind, Value, whole};
use super::syntax::quote;
use crate::diag::{Diagnostic, did_you_mean};

/// What `node` yields over `operands`.
pub(super) fn kind_of(expr: &Expr, node: &Node, operands: &[Operand]) -> Result<Kind, Fault> {
    match (&node.kind, operands) {
        (NodeKind::Unary(Unary::Not, _), [operand]) => condition(expr, operand),
        (NodeKind::Unary(Unary::Negate, _), [operand]) => {
            Ok(Kind::Quantity(quantity(expr, operand, Dimension::NUMBER)?))
        }
        (NodeKind::Binary(operator, ..), [left, right]) => {
            binary(expr, node, *operator, left, right)
        }
        (NodeKind::Call(Function::If, _), [flag, then, otherwise]) => {
            choice(expr, flag, then, otherwise)
        }
        (NodeKind::Call(function, _), [first, ..]) => call(expr, node, *function, first, operands),
        _ => Err(Fault::Known),
    }
}

/// A formula that yields something else than its place wants.
pub(super) fn wrong_result(expr: &Expr, kind: Kind, wanted: Kind) -> Diagnostic {
    let root = Operand::unknown(expr.nodes.len().saturating_sub(1), 0);
    let (text, span) = shown(expr, &root);
    let message = format!("{text} is {kind}, but {wanted} is wanted here");
    match (kind, wanted) {
        (Kind::Quantity(Dimension::NUMBER), Kind::Quantity(dimension)) => {
            unitless(expr, root.node, dimension, message)
        }
        (Kind::Quantity(dimension), Kind::NUMBER) => {
            let error = Diagnostic::at("unit-mismatch", span, message);
            match dimension.unit() {
                Some(unit) => error.hint(format!("write `{} / 1 {unit}`", factor(expr, root.node))),
                None => error.hint("divide by a quantity of the same kind"),
            }
        }
        (Kind::Quantity(_), Kind::Quantity(_)) => Diagnostic::at("unit-mismatch", span, message)
            .hint("multiply or divide until the units fit"),
        (Kind::Flag, Kind::Quantity(dimension)) => not_reckoned(expr, &root, kind, dimension),
        (_, Kind::Flag) => {
            Diagnostic::at("kind-mismatch", span, message).hint("compare it with something: a >= b")
        }
        _ => Diagnostic::at("kind-mismatch", span, message)
            .hint(format!("give {wanted}, or choose one with if(…)")),
    }
}

fn binary(
    expr: &Expr,
    node: &Node,
    operator: Binary,
    left: &Operand,
    right: &Operand,
) -> Result<Kind, Fault> {
    let product = |dimension: Option<Dimension>| {
        dimension.map(Kind::Quantity).ok_or_else(|| {
            let message = format!("{} has too many units", quote(expr.text_at(node.span)));
            Fault::Kind(
                Diagnostic::at("unit-mismatch", node.span, message)
                    .hint("keep powers of length and angle within 24"),
            )
        })
    };
    match operator {
        Binary::And | Binary::Or => {
            // Both sides are looked at; a decided left side makes up for a right side that is absent.
            let first = condition(expr, left);
            let decided =
                matches!(left.known, Some(Value::Flag(flag)) if flag == (operator == Binary::Or));
            let second = if right.kind.is_none() && decided {
                Ok(Kind::Flag)
            } else {
                condition(expr, right)
            };
            both(first, second).map(|_| Kind::Flag)
        }
        Binary::Equal | Binary::NotEqual => {
            alike(expr, [left, right], "only like things compare", false)?;
            known_option(expr, left, right)?;
            known_option(expr, right, left)?;
            Ok(Kind::Flag)
        }
        Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
            if let (Some(kind @ (Kind::Word | Kind::Flag)), true) =
                (left.kind, left.kind == right.kind)
            {
                let (text, span) = shown(expr, left);
                let message = format!("{text} is {kind}, which is equal or not but never greater");
                return Err(Fault::Kind(
                    Diagnostic::at("kind-mismatch", span, message).hint("compare with == or !="),
                ));
            }
            same_quantity(expr, [left, right], "only like things compare", false)?;
            Ok(Kind::Flag)
        }
        Binary::Add | Binary::Subtract => {
            same_quantity(expr, [left, right], "only like things add", false).map(Kind::Quantity)
        }
        Binary::Remainder => {
            same_quantity(expr, [left, right], "only like things leave a remainder", true)
                .map(Kind::Quantity)
        }
        Binary::Multiply | Binary::Divide => {
            let (first, second) = both(
                quantity(expr, left, Dimension::NUMBER),
                quantity(expr, right, Dimension::NUMBER),
            )?;
            let times = operator == Binary::Multiply;
            product(if times { first.times(second) } else { first.over(second) })
        }
        Binary::Power => {
            let (base, exponent) =
                both(quantity(expr, left, Dimension::NUMBER), exponent(expr, right))?;
            product(base.power(exponent))
        }
    }
}

fn choice(expr: &Expr, flag: &Operand, then: &Operand, otherwise: &Operand) -> Result<Kind, Fault> {
    condition(expr, flag)?;
    let taken = match flag.known {
        Some(Value::Flag(true)) => Some(then),
        Some(Value::Flag(false)) => Some(otherwise),
        _ => None,
    };
    match (taken, then.kind, otherwise.kind) {
        (Some(taken), None, _) | (Some(taken), _, None) => taken.kind.ok_or(Fault::Known),
        _ => {
            let kind =
                alike(expr, [then, otherwise], "both branches of `if` yield one kind", false)?;
            if taken.is_none() && kind == Kind::Word {
                let (text, span) = shown(expr, flag);
                let message =
                    format!("{text} depends on lengths, but a word must be known before them");
                return Err(Fault::Kind(
                    Diagnostic::at("not-discrete", span, message)
                        .hint("let a count, a flag or a choice decide"),
                ));
            }
            Ok(kind)
        }
    }
}

fn call(
    expr: &Expr,
    node: &Node,
    function: Function,
    first: &Operand,
    operands: &[Operand],
) -> Result<Kind, Fault> {
    let name = function.name();
    match function {
        Function::If => Err(Fault::Known),
        Function::Min | Function::Max | Function::Clamp | Function::Hypot | Function::Atan2 => {
            let rule = format!("`{name}` takes like things");
            let mut result = quantity(expr, first, Dimension::NUMBER);
            if result.is_ok() {
                for operand in operands.iter().skip(1) {
                    let next = same_quantity(expr, [first, operand], &rule, false);
                    result = both(result, next).map(|(_, dimension)| dimension);
                }
            }
            let dimension = result?;
            Ok(Kind::Quantity(match function {
                Function::Atan2 => Dimension::ANGLE,
                _ => dimension,
            }))
        }
        Function::Abs => quantity(expr, first, Dimension::NUMBER).map(Kind::Quantity),
        Function::Round | Function::Ceil | Function::Floor => {
            let dimension = quantity(expr, first, Dimension::NUMBER)?;
            if dimension == Dimension::NUMBER {
                return Ok(Kind::NUMBER);
            }
            let (text, _) = shown(expr, first);
            let message = format!("{text} is {dimension}: `{name}` has to know to whole what");
            let error = Diagnostic::at("unit-mismatch", node.outer, message);
            let argument = factor(expr, first.node);
            Err(Fault::Kind(match dimension.unit() {
                Some(unit) => {
                    error.hint(format!("write `({name}({argument} / 1 {unit}) * 1 {unit})`"))
                }
                None => error.hint("divide by the quantity it is to be rounded to"),
            }))
        }
        Function::Sqrt => {
            let dimension = quantity(expr, first, Dimension::NUMBER)?;
            dimension.root().map(Kind::Quantity).ok_or_else(|| {
                let (text, span) = shown(expr, first);
                let message = format!("{text} is {dimension}, whose square root has no unit");
                Fault::Kind(
                    Diagnostic::at("unit-mismatch", span, message)
                        .hint("roots are of numbers and areas: sqrt(a * b)"),
                )
            })
        }
        Function::Sin | Function::Cos | Function::Tan => {
            let dimension = quantity(expr, first, Dimension::ANGLE)?;
            if dimension == Dimension::ANGLE {
                return Ok(Kind::NUMBER);
            }
            let (text, span) = shown(expr, first);
            let message = format!("{text} is {dimension}, but `{name}` takes an angle");
            Err(Fault::Kind(if dimension == Dimension::NUMBER {
                unitless(expr, first.node, Dimension::ANGLE, message)
            } else {
                Diagnostic::at("unit-mismatch", span, message)
                    .hint("two lengths make an angle by atan2(y, x)")
            }))
        }
    }
}

fn condition(expr: &Expr, operand: &Operand) -> Result<Kind, Fault> {
    let kind = operand.kind.ok_or(Fault::Known)?;
    if kind == Kind::Flag {
        return Ok(kind);
    }
    let (text, span) = shown(expr, operand);
    let message = format!("{text} is {kind}, but a condition is yes or no");
    let error = Diagnostic::at("kind-mismatch", span, message);
    Err(Fault::Kind(match kind {
        Kind::Quantity(dimension) if let Some(zero) = zero(dimension) => {
            error.hint(format!("write `({} != {zero})`", expr.text_at(span)))
        }
        Kind::Word => error.hint("compare it: name == \"word\""),
        _ => error.hint("compare it with something of its kind"),
    }))
}

fn zero(dimension: Dimension) -> Option<String> {
    if dimension == Dimension::NUMBER {
        return Some("0".into());
    }
    dimension.unit().map(|unit| format!("0 {unit}"))
}

fn exponent(expr: &Expr, operand: &Operand) -> Result<i8, Fault> {
    let (text, span) = shown(expr, operand);
    let error =
        |message: String, hint: &str| Diagnostic::at("wrong-exponent", span, message).hint(hint);
    let kind = operand.kind.ok_or(Fault::Known)?;
    if kind != Kind::NUMBER {
        let message = format!("the exponent {text} is {kind}, not a number");
        return Err(Fault::Kind(error(message, "exponents are whole numbers from -8 to 8")));
    }
    let Some(Value::Quantity(value, _)) = operand.known else {
        let message = format!("the exponent {text} is not known before the sizes are");
        return Err(Fault::Kind(error(message, "exponents are whole numbers from -8 to 8")));
    };
    if value.abs() == 0.5 {
        let message = format!("the exponent {text} is not a whole number");
        return Err(Fault::Value(error(message, "square roots are written sqrt(x)")));
    }
    match whole(value).and_then(|value| i8::try_from(value).ok()) {
        Some(exponent) if -8 <= exponent && exponent <= 8 => Ok(exponent),
        _ => {
            let message = format!("the exponent {text} is {value}");
            Err(Fault::Value(error(message, "exponents are whole numbers from -8 to 8")))
        }
    }
}

/// A word that is compared with a choice has to be one that can be chosen.
fn known_option(expr: &Expr, choice: &Operand, word: &Operand) -> Result<(), Fault> {
    let Some(Value::Word(value)) = &word.known else { return Ok(()) };
    let literal = matches!(expr.nodes.get(word.node), Some(Node { kind: NodeKind::Word(_), .. }));
    if !literal || choice.options.is_empty() || choice.options.contains(value) {
        return Ok(());
    }
    let ((text, span), (name, _)) = (shown(expr, word), shown(expr, choice));
    let error = Diagnostic::at("unknown-option", span, format!("{name} is never {text}"));
    Err(Fault::Kind(match did_you_mean(value, choice.options.iter().map(String::as_str)) {
        Some(near) => error.hint(format!("write `\"{near}\"`")),
        None => error.hint(format!("it can be {}", choice.options.join(", "))),
    }))
}
