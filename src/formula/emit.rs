//! Writes the steps of one node, folding what is known.

use super::clash::{Fault, shown};
use super::comparison::Relation;
use super::expr::{Binary, Expr, Node, NodeId, NodeKind, Unary};
use super::function::Function;
use super::kind::{Dimension, Kind, Value};
use super::op::Op;
use super::program::Program;
use crate::diag::{Diagnostic, Span};

/// A finished node: its steps are the program from `start` to where the next operand starts.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    pub(super) node: NodeId,
    /// None if it is faulty or absent.
    pub(super) kind: Option<Kind>,
    pub(super) known: Option<Value>,
    /// What a word could have been; empty if anything.
    pub(super) options: Vec<String>,
    pub(super) start: usize,
}

impl Operand {
    /// What is faulty or absent; what it stands in is silent about it.
    pub(super) fn unknown(node: NodeId, start: usize) -> Self {
        Self { node, kind: None, known: None, options: Vec::new(), start }
    }
    /// A known value; words have no steps.
    pub(super) fn known(node: NodeId, value: Value, span: Span, program: &mut Program) -> Self {
        let start = program.ops.len();
        if value.kind() != Kind::Word {
            program.push(Op::Constant(value.number()), span);
        }
        let kind = Some(value.kind());
        Self { node, kind, known: Some(value), options: Vec::new(), start }
    }
    /// A quantity to ask for.
    pub(super) fn leaf(
        node: NodeId,
        leaf: usize,
        dimension: Dimension,
        span: Span,
        program: &mut Program,
    ) -> Self {
        let start = program.ops.len();
        program.push(Op::Leaf(leaf), span);
        let kind = Some(Kind::Quantity(dimension));
        Self { node, kind, known: None, options: Vec::new(), start }
    }

    fn number(&self) -> Option<f64> {
        self.known.as_ref().map(Value::number)
    }
    fn flag(&self) -> Option<bool> {
        if let Some(Value::Flag(flag)) = self.known { Some(flag) } else { None }
    }
}

/// Puts the steps of `node` behind those of its `operands`, which are checked to yield `kind`.
pub(super) fn emit(
    expr: &Expr,
    id: NodeId,
    node: &Node,
    kind: Kind,
    operands: Vec<Operand>,
    program: &mut Program,
) -> Result<Operand, Fault> {
    let start = operands.first().map_or(program.ops.len(), |first| first.start);
    if let Some(word) = word_comparison(&node.kind, &operands) {
        program.remove(start, program.ops.len());
        return Ok(Operand::known(id, Value::Flag(word), node.span, program));
    }
    if let Some(survivor) = decided(node, &operands) {
        return Ok(keep(id, kind, survivor, operands, start, program));
    }
    let all_known = operands.iter().all(|operand| operand.known.is_some());
    divisor(expr, node, &operands)?;
    match (&node.kind, operands.as_slice()) {
        (NodeKind::Unary(operator, _), _) => unary(*operator, node.span, program),
        (NodeKind::Binary(operator, ..), [left, right]) => {
            binary(*operator, node.span, left, right, program);
        }
        (NodeKind::Call(function, _), _) => call(*function, node.span, &operands, program),
        _ => {}
    }
    let known = if all_known {
        let number = program.tail_value(start);
        if !number.is_finite() {
            return Err(not_finite(expr, node, number));
        }
        program.remove(start, program.ops.len());
        program.push(Op::Constant(number), node.span);
        Some(match kind {
            Kind::Quantity(dimension) => Value::Quantity(number, dimension),
            Kind::Flag | Kind::Word => Value::Flag(number != 0.0),
        })
    } else {
        None
    };
    Ok(Operand { node: id, kind: Some(kind), known, options: Vec::new(), start })
}

/// Two words are known, so whether they are the same is.
fn word_comparison(kind: &NodeKind, operands: &[Operand]) -> Option<bool> {
    let NodeKind::Binary(operator, ..) = kind else { return None };
    let [
        Operand { known: Some(Value::Word(left)), .. },
        Operand { known: Some(Value::Word(right)), .. },
    ] = operands
    else {
        return None;
    };
    match operator {
        Binary::Equal => Some(left == right),
        Binary::NotEqual => Some(left != right),
        _ => None,
    }
}

/// Which operand alone gives the value, when a known flag decides.
fn decided(node: &Node, operands: &[Operand]) -> Option<usize> {
    let flag = |position: usize| operands.get(position).and_then(Operand::flag);
    match &node.kind {
        NodeKind::Call(Function::If, _) => flag(0).map(|first| if first { 1 } else { 2 }),
        NodeKind::Binary(operator @ (Binary::And | Binary::Or), ..) => {
            let decisive = *operator == Binary::Or;
            match (flag(0), flag(1)) {
                (Some(left), _) => Some(usize::from(left != decisive)),
                (None, Some(right)) => Some(usize::from(right == decisive)),
                (None, None) => None,
            }
        }
        _ => None,
    }
}

/// Drops the steps of all operands but one.
fn keep(
    id: NodeId,
    kind: Kind,
    survivor: usize,
    mut operands: Vec<Operand>,
    start: usize,
    program: &mut Program,
) -> Operand {
    let end_of = |position: usize| {
        operands.get(position + 1).map_or(program.ops.len(), |operand| operand.start)
    };
    let (from, to) = (operands.get(survivor).map_or(start, |one| one.start), end_of(survivor));
    program.remove(to, program.ops.len());
    program.remove(start, from);
    if survivor >= operands.len() {
        return Operand::unknown(id, start);
    }
    let kept = operands.swap_remove(survivor);
    Operand { node: id, kind: Some(kind), start, ..kept }
}

fn unary(operator: Unary, span: Span, program: &mut Program) {
    match (operator, program.ops.last()) {
        (Unary::Not, Some(Op::Compare(relation, dimension))) => {
            let turned = Op::Compare(relation.inverse(), *dimension);
            program.ops.pop();
            program.spans.pop();
            program.push(turned, span);
        }
        (Unary::Not, _) => program.push(Op::Not, span),
        (Unary::Negate, _) => program.push(Op::Negate, span),
    }
}

fn binary(operator: Binary, span: Span, left: &Operand, right: &Operand, program: &mut Program) {
    let fused = match (operator, left.number(), right.number()) {
        (Binary::Add, _, Some(number)) => Some((Op::Plus(number), right.start)),
        (Binary::Add, Some(number), _) => Some((Op::Plus(number), left.start)),
        (Binary::Subtract, _, Some(number)) => Some((Op::Plus(-number), right.start)),
        (Binary::Multiply, _, Some(number)) => Some((Op::Scale(number), right.start)),
        (Binary::Multiply, Some(number), _) => Some((Op::Scale(number), left.start)),
        (Binary::Divide, _, Some(number)) => Some((Op::Over(number), right.start)),
        (Binary::Power, _, Some(number)) => Some((Op::Power(exponent(number)), right.start)),
        _ => None,
    };
    if let Some((op, constant)) = fused {
        program.remove(constant, constant + 1);
        program.push(op, span);
        return;
    }
    let dimension = match left.kind {
        Some(Kind::Quantity(dimension)) => Some(dimension),
        _ => None,
    };
    let compare = |relation: Relation| Op::Compare(relation, dimension);
    let op = match operator {
        Binary::Or => Op::Or,
        Binary::And => Op::And,
        Binary::Less => compare(Relation::Less),
        Binary::LessOrEqual => compare(Relation::LessOrEqual),
        Binary::Greater => compare(Relation::Greater),
        Binary::GreaterOrEqual => compare(Relation::GreaterOrEqual),
        Binary::Equal => compare(Relation::Equal),
        Binary::NotEqual => compare(Relation::NotEqual),
        Binary::Add => Op::Add,
        Binary::Subtract => Op::Subtract,
        Binary::Multiply => Op::Multiply,
        Binary::Divide => Op::Divide,
        Binary::Remainder => Op::Remainder,
        // Exponents are known, so this is fused above.
        Binary::Power => return,
    };
    program.push(op, span);
}

#[allow(clippy::cast_possible_truncation, reason = "the rules admit whole exponents from -8 to 8")]
fn exponent(number: f64) -> i8 {
    number as i8
}

fn call(function: Function, span: Span, operands: &[Operand], program: &mut Program) {
    let last = match function {
        Function::If => Op::Select,
        Function::Min | Function::Max => {
            let op = if function == Function::Min { Op::Min } else { Op::Max };
            // Pairs from the left: two are joined before the third begins. From the back, so that starts stay true.
            for operand in operands.iter().skip(2).rev() {
                program.insert(operand.start, op, span);
            }
            op
        }
        Function::Clamp => {
            if let Some(highest) = operands.get(2) {
                program.insert(highest.start, Op::Max, span);
            }
            Op::Min
        }
        Function::Round => Op::Round,
        Function::Ceil => Op::Ceil,
        Function::Floor => Op::Floor,
        Function::Abs => Op::Abs,
        Function::Sqrt => Op::Sqrt,
        Function::Sin => Op::Sin,
        Function::Cos => Op::Cos,
        Function::Tan => Op::Tan,
        Function::Atan2 => Op::Atan2,
        Function::Hypot => Op::Hypot,
    };
    program.push(last, span);
}

/// Division by a known zero can never be computed, whatever is divided.
fn divisor(expr: &Expr, node: &Node, operands: &[Operand]) -> Result<(), Fault> {
    match (&node.kind, operands) {
        (NodeKind::Binary(Binary::Divide | Binary::Remainder, ..), [_, right])
            if right.number() == Some(0.0) =>
        {
            let (text, span) = shown(expr, right);
            let message = format!("the divisor {text} is zero");
            Err(Fault::Value(
                Diagnostic::at("division-by-zero", span, message)
                    .hint("keep the case apart: if(x != 0, … / x, …)"),
            ))
        }
        _ => Ok(()),
    }
}

fn not_finite(expr: &Expr, node: &Node, number: f64) -> Fault {
    let text = super::syntax::quote(expr.text_at(node.span));
    let (what, way_out) = if number.is_nan() {
        ("cannot be computed", "keep roots above zero and atan2 off 0, 0")
    } else {
        ("is infinite", "keep values below 1e308 and tan off 90 deg")
    };
    let error = Diagnostic::at("not-finite", node.span, format!("{text} {what}"));
    Fault::Value(error.hint(way_out))
}
