//! A requirement as two formulas and the sign between them, so that it has a margin.

use core::fmt;

use super::op::Op;
use super::program::{Formula, Program};
use crate::diag::Span;
use crate::geom::Scalar;

/// How two values are to stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
}

impl Relation {
    /// Whether it holds; of NaN only [`Relation::NotEqual`] does.
    pub fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
            Self::Equal => left == right,
            Self::NotEqual => left != right,
        }
    }
    /// What holds when this does not.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
        })
    }
}

/// Two quantities of one dimension and how they are to stand to each other; never [`Relation::NotEqual`].
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The left side.
    pub left: Formula,
    /// The sign as it holds, `not` worked in.
    pub relation: Relation,
    /// The right side.
    pub right: Formula,
    /// All of it in the file.
    pub span: Span,
}

impl Comparison {
    /// By how much it is fulfilled, in the unit of its sides: negative when it fails, zero at the limit.
    ///
    /// Of an equation it is minus the distance of the two sides.
    pub fn margin<S: Scalar>(&self, leaf: &impl Fn(usize) -> S) -> S {
        let (left, right) = (self.left.eval(leaf), self.right.eval(leaf));
        match self.relation {
            Relation::Greater | Relation::GreaterOrEqual => left - right,
            Relation::Less | Relation::LessOrEqual => right - left,
            Relation::Equal | Relation::NotEqual => -(left - right).abs(),
        }
    }
}

impl Formula {
    /// The requirements that are joined by `and` at the top, in their order; the formula itself if none are.
    ///
    /// What is known to be true is left out: `true` has no conjuncts.
    pub fn conjuncts(&self) -> Vec<Self> {
        let mut open = vec![self.program.clone()];
        let mut parts = Vec::new();
        while let Some(program) = open.pop() {
            match program.ops.last() {
                Some(Op::And) => {
                    let (left, right) = program.operands();
                    open.push(right);
                    open.push(left);
                }
                Some(Op::Constant(1.0)) if self.kind() == super::Kind::Flag => {}
                _ => parts.push(Self::of_program(self.kind(), program)),
            }
        }
        parts
    }

    /// The sides and the sign, if the formula is one comparison of quantities by `<`, `<=`, `>`, `>=` or `==`.
    pub fn as_comparison(&self) -> Option<Comparison> {
        let Some(Op::Compare(relation, Some(dimension))) = self.program.ops.last() else {
            return None;
        };
        if *relation == Relation::NotEqual {
            return None;
        }
        let span = self.program.spans.last().copied()?;
        let (left, right) = self.program.operands();
        let side = |program: Program| Self::of_program(super::Kind::Quantity(*dimension), program);
        Some(Comparison { left: side(left), relation: *relation, right: side(right), span })
    }
}
