//! Tree to formula: looks names up, checks kinds, folds what is known, collects every error.

use super::clash::Fault;
use super::dead::Dead;
use super::emit::{Operand, emit};
use super::expr::{Expr, Index, Node, NodeId, NodeKind, Path};
use super::kind::{Kind, Value, whole};
use super::program::{Formula, Program};
use super::rules;
use super::scope::{Leaf, Reference, Scope, Step};
use super::syntax::quote;
use crate::diag::{Diagnostic, Span};

/// The formula that `expr` means where `scope` knows the names.
///
/// # Errors
///
/// All findings: what the scope does not know, and `bare-number`, `unit-mismatch`, `kind-mismatch`, `unknown-option`,
/// `wrong-exponent`, `wrong-index`, `not-discrete`, `division-by-zero`, `not-finite`. Values that are never read
/// (in the branch of an `if` that is not taken) may be absent or infinite; their kinds are checked all the same.
pub fn compile(expr: &Expr, scope: &mut dyn Scope) -> Result<Formula, Vec<Diagnostic>> {
    Compiler::new(expr).run(scope)
}

/// The same, and what it yields must be `wanted`.
///
/// # Errors
///
/// As [`compile`]; a formula of another kind is `bare-number`, `unit-mismatch` or `kind-mismatch`.
pub fn compile_as(
    expr: &Expr,
    scope: &mut dyn Scope,
    wanted: Kind,
) -> Result<Formula, Vec<Diagnostic>> {
    let formula = compile(expr, scope)?;
    if formula.kind() == wanted {
        return Ok(formula);
    }
    Err(vec![rules::wrong_result(expr, formula.kind(), wanted)])
}

struct Compiler<'a> {
    expr: &'a Expr,
    program: Program,
    operands: Vec<Operand>,
    dead: Dead,
    errors: Vec<Diagnostic>,
}

impl<'a> Compiler<'a> {
    fn new(expr: &'a Expr) -> Self {
        Self {
            expr,
            program: Program::default(),
            operands: Vec::new(),
            dead: Dead::new(expr),
            errors: Vec::new(),
        }
    }

    fn run(mut self, scope: &mut dyn Scope) -> Result<Formula, Vec<Diagnostic>> {
        for (id, node) in self.expr.nodes.iter().enumerate() {
            let operand = match self.node(id, node, scope) {
                Ok(operand) => operand,
                Err(fault) => {
                    self.report(id, fault);
                    Operand::unknown(id, self.program.ops.len())
                }
            };
            if let Some(Value::Flag(flag)) = operand.known {
                self.dead.decide(self.expr, id, flag);
            }
            self.operands.push(operand);
        }
        match self.operands.pop() {
            Some(Operand { kind: Some(kind), known, .. }) if self.errors.is_empty() => {
                Ok(match known {
                    Some(word @ Value::Word(_)) => Formula::fixed(word),
                    _ => Formula::of_program(kind, self.program),
                })
            }
            _ => Err(self.errors),
        }
    }

    fn node(&mut self, id: NodeId, node: &Node, scope: &mut dyn Scope) -> Result<Operand, Fault> {
        let value = match &node.kind {
            NodeKind::Number { value, dimension, .. } => Value::Quantity(*value, *dimension),
            NodeKind::Word(word) => Value::Word(word.clone()),
            NodeKind::Flag(flag) => Value::Flag(*flag),
            NodeKind::Path(path) => {
                let Some(path) = self.expr.paths.get(*path) else {
                    return Ok(Operand::unknown(id, self.program.ops.len()));
                };
                return self.reference(id, path, scope);
            }
            NodeKind::Unary(..) => return self.apply(id, node, 1),
            NodeKind::Binary(..) => return self.apply(id, node, 2),
            NodeKind::Call(_, arguments) => return self.apply(id, node, arguments.len()),
        };
        Ok(Operand::known(id, value, node.span, &mut self.program))
    }

    /// An operator or a call over the last `count` operands.
    fn apply(&mut self, id: NodeId, node: &Node, count: usize) -> Result<Operand, Fault> {
        let operands = self.operands.split_off(self.operands.len().saturating_sub(count));
        let start = operands.first().map_or(self.program.ops.len(), |first| first.start);
        let operand = rules::kind_of(self.expr, node, &operands)
            .and_then(|kind| emit(self.expr, id, node, kind, operands, &mut self.program));
        if operand.is_err() {
            // The steps of what has no value must not stand between those of its neighbours.
            self.program.remove(start, self.program.ops.len());
        }
        operand
    }

    /// A name: its indices are the last operands.
    fn reference(
        &mut self,
        id: NodeId,
        path: &Path,
        scope: &mut dyn Scope,
    ) -> Result<Operand, Fault> {
        let computed = |step: &&super::PathStep| matches!(step.index, Some(Index::Computed(_)));
        let count = path.steps.iter().filter(computed).count();
        let operands = self.operands.split_off(self.operands.len().saturating_sub(count));
        if let Some(first) = operands.first() {
            self.program.remove(first.start, self.program.ops.len());
        }
        let mut indices = operands.into_iter();
        let mut steps = Vec::with_capacity(path.steps.len());
        for step in &path.steps {
            let index = match step.index {
                None => None,
                Some(Index::At(index)) => Some(index),
                Some(Index::Computed(span)) => match indices.next() {
                    Some(Operand { kind: Some(kind), known, .. }) => {
                        Some(self.index(kind, known.as_ref(), span)?)
                    }
                    _ => return Ok(Operand::unknown(id, self.program.ops.len())),
                },
            };
            steps.push(Step { name: step.name.clone(), span: step.span, index });
        }
        let leaf = scope.resolve(&Reference { steps, span: path.span }).map_err(Fault::Kind)?;
        let known = match leaf {
            Leaf::Quantity { id: leaf, dimension } => {
                return Ok(Operand::leaf(id, leaf, dimension, path.span, &mut self.program));
            }
            Leaf::Constant { value, dimension } if value.is_finite() => {
                Value::Quantity(value, dimension)
            }
            Leaf::Constant { value, .. } => {
                let message = format!(
                    "{} is {value}, which is no number to reckon with",
                    quote(&path.to_string())
                );
                return Err(Fault::Value(
                    Diagnostic::at("not-finite", path.span, message)
                        .hint("correct the value where it is set"),
                ));
            }
            #[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
            Leaf::Count(count) => Value::Quantity(count as f64, super::Dimension::NUMBER),
            Leaf::Flag(flag) => Value::Flag(flag),
            Leaf::Word(word) => Value::Word(word),
            Leaf::Choice { value, options } => {
                let value = Value::Word(value);
                let operand = Operand::known(id, value, path.span, &mut self.program);
                return Ok(Operand { options, ..operand });
            }
            Leaf::Absent(why) => return Err(Fault::Value(why)),
        };
        Ok(Operand::known(id, known, path.span, &mut self.program))
    }

    fn index(&self, kind: Kind, known: Option<&Value>, span: Span) -> Result<usize, Fault> {
        let error =
            |message: String, hint: &str| Diagnostic::at("wrong-index", span, message).hint(hint);
        let text = quote(self.expr.text_at(span));
        if kind != Kind::NUMBER {
            let message = format!("{text} is {kind}, but an index is a whole number");
            return Err(Fault::Kind(error(message, "use a number, a count, `i` or `k`")));
        }
        let Some(Value::Quantity(value, _)) = known else {
            let message = format!("the index {text} depends on lengths, which are not known yet");
            return Err(Fault::Kind(error(message, "use a number, a count, `i` or `k`")));
        };
        whole(*value).and_then(|value| usize::try_from(value).ok()).ok_or_else(|| {
            let message = format!("the index {text} is {value}");
            Fault::Value(error(message, "copies are numbered 0, 1, 2 …"))
        })
    }

    fn report(&mut self, id: NodeId, fault: Fault) {
        match fault {
            Fault::Many(faults) => {
                for fault in faults {
                    self.report(id, fault);
                }
            }
            Fault::Kind(error) => self.errors.push(error),
            Fault::Value(error) if !self.dead.is_dead(id) => self.errors.push(error),
            Fault::Known | Fault::Value(_) => {}
        }
    }
}
