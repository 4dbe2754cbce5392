//! A compiled formula: flat steps, no tree, no allocation to evaluate.

use super::kind::{Kind, Value};
use super::op::{Machine, Op};
use crate::diag::Span;
use crate::geom::Scalar;

/// A formula that is checked and ready to be evaluated.
///
/// Guarantees that evaluation never panics and never allocates below a nesting that people do not write. What cannot
/// be computed (a root of a negative length) comes out as NaN or infinite, through every step and every comparison;
/// [`Formula::trouble`] finds where it arose.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    kind: Kind,
    constant: Option<Value>,
    leaves: Vec<usize>,
    pub(super) program: Program,
    /// How many numbers wait at once.
    room: usize,
}

/// Steps in postfix order, each with the text it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) spans: Vec<Span>,
}

impl Formula {
    /// The formula that always yields `value`.
    pub fn fixed(value: Value) -> Self {
        let mut program = Program::default();
        if value.kind() != Kind::Word {
            program.push(Op::Constant(value.number()), Span::default());
        }
        let formula = Self::of_program(value.kind(), program);
        Self { constant: Some(value), ..formula }
    }

    /// What it yields.
    pub fn kind(&self) -> Kind {
        self.kind
    }
    /// The leaves it reads, rising; what was folded away is not among them.
    pub fn leaves(&self) -> &[usize] {
        &self.leaves
    }
    /// Its value, if it reads no leaf. Words are always constant.
    pub fn constant(&self) -> Option<&Value> {
        self.constant.as_ref()
    }

    /// Its value over `leaf`, which is asked for the value of each leaf by its id: millimetres and degrees.
    ///
    /// A flag yields 1 or 0, NaN if it hangs on something that cannot be computed. A word yields NaN.
    pub fn eval<S: Scalar>(&self, leaf: &impl Fn(usize) -> S) -> S {
        // Few formulas need more than four; small arrays stay cheap when a number carries its gradient.
        match self.room {
            0 => S::constant(f64::NAN),
            1..=4 => self.run(leaf, &mut [S::zero(); 4]),
            5..=16 => self.run(leaf, &mut [S::zero(); 16]),
            room => self.run(leaf, &mut vec![S::zero(); room]),
        }
    }

    /// Where the value stops being finite, if it does: the text of the first step that spoils the result.
    pub fn trouble(&self, leaf: &impl Fn(usize) -> f64) -> Option<Span> {
        let mut below = vec![0.0; self.room];
        let mut machine = Machine::new(&mut below);
        let mut faults: Vec<(f64, Option<Span>)> = Vec::new();
        for (op, span) in self.program.ops.iter().zip(&self.program.spans) {
            machine.step(*op, leaf);
            let mut operands = faults.split_off(faults.len().saturating_sub(op.arity()));
            if *op == Op::Select {
                // The branch not taken is innocent.
                let condition = operands.first().map_or(0.0, |operand| operand.0);
                let innocent = if condition == 0.0 { 1 } else { 2 };
                if innocent < operands.len() {
                    operands.remove(innocent);
                }
            }
            let value = machine.top();
            let earlier = operands.iter().find_map(|operand| operand.1);
            faults.push((value, (!value.is_finite()).then(|| earlier.unwrap_or(*span))));
        }
        faults.pop().and_then(|fault| fault.1)
    }

    pub(super) fn of_program(kind: Kind, program: Program) -> Self {
        let mut leaves: Vec<usize> = program
            .ops
            .iter()
            .filter_map(|op| if let Op::Leaf(id) = op { Some(*id) } else { None })
            .collect();
        leaves.sort_unstable();
        leaves.dedup();
        let constant = match (program.ops.as_slice(), kind) {
            ([Op::Constant(value)], Kind::Quantity(dimension)) => {
                Some(Value::Quantity(*value, dimension))
            }
            ([Op::Constant(value)], Kind::Flag) => Some(Value::Flag(*value != 0.0)),
            _ => None,
        };
        let room = program.room();
        Self { kind, constant, leaves, program, room }
    }

    fn run<S: Scalar>(&self, leaf: &impl Fn(usize) -> S, below: &mut [S]) -> S {
        let mut machine = Machine::new(below);
        for op in &self.program.ops {
            machine.step(*op, leaf);
        }
        machine.top()
    }
}

impl Program {
    pub(super) fn push(&mut self, op: Op, span: Span) {
        self.ops.push(op);
        self.spans.push(span);
    }
    pub(super) fn insert(&mut self, position: usize, op: Op, span: Span) {
        self.ops.insert(position.min(self.ops.len()), op);
        self.spans.insert(position.min(self.spans.len()), span);
    }
    /// Takes out the steps from `start` to before `end`.
    pub(super) fn remove(&mut self, start: usize, end: usize) {
        let end = end.min(self.ops.len());
        if start < end {
            self.ops.drain(start..end);
            self.spans.drain(start..end);
        }
    }

    /// The value of the steps from `start` on, which read no leaf.
    pub(super) fn tail_value(&self, start: usize) -> f64 {
        let ops = self.ops.get(start..).unwrap_or_default();
        let mut below = vec![0.0; ops.len()];
        let mut machine = Machine::new(&mut below);
        for op in ops {
            machine.step(*op, &|_| f64::NAN);
        }
        machine.top()
    }

    /// The programs of the two operands of the last step.
    pub(super) fn operands(&self) -> (Self, Self) {
        let end = self.ops.len().saturating_sub(1);
        let right = self.start_of(end);
        let left = self.start_of(right);
        let part = |start: usize, end: usize| Self {
            ops: self.ops.get(start..end).unwrap_or_default().to_vec(),
            spans: self.spans.get(start..end).unwrap_or_default().to_vec(),
        };
        (part(left, right), part(right, end))
    }

    /// Where the operand that ends before `end` begins.
    fn start_of(&self, end: usize) -> usize {
        let mut missing = 1;
        let mut start = end;
        while missing > 0 && start > 0 {
            start -= 1;
            let arity = self.ops.get(start).map_or(0, |op| op.arity());
            missing = missing - 1 + arity;
        }
        start
    }

    fn room(&self) -> usize {
        let (mut count, mut most) = (0_usize, 0);
        for op in &self.ops {
            count = (count + 1).saturating_sub(op.arity());
            most = most.max(count);
        }
        most
    }
}
