//! What the parser has begun and not finished: its own stack in place of the machine's.

use super::expr::{Binary, Index, Node, NodeId, NodeKind, Path, PathStep, Unary};
use super::function::Function;
use crate::diag::Span;

/// Something that waits for what follows.
#[derive(Debug)]
pub(super) enum Pending {
    Unary(Unary, Span),
    Binary(Binary),
    Paren(Span),
    /// A call with the number of arguments that are finished.
    Call {
        function: Function,
        name: Span,
        done: usize,
    },
    /// A path whose last step's index is being read; `first` is its first index node.
    Index {
        steps: Vec<PathStep>,
        bracket: Span,
        first: NodeId,
        computed: usize,
    },
}

/// The tree while it grows, with the operands that wait for an operator.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) nodes: Vec<Node>,
    pub(super) paths: Vec<Path>,
    operands: Vec<NodeId>,
}

impl Builder {
    /// Adds an operand without operands.
    pub(super) fn leaf(&mut self, kind: NodeKind, span: Span) {
        self.push(kind, span, self.nodes.len());
    }

    /// Finishes a path; its `computed` indices are the last operands.
    pub(super) fn path(
        &mut self,
        steps: Vec<PathStep>,
        span: Span,
        first: NodeId,
        computed: usize,
    ) {
        let keep = self.operands.len().saturating_sub(computed);
        self.operands.truncate(keep);
        self.push(NodeKind::Path(self.paths.len()), span, first);
        self.paths.push(Path { steps, span });
    }

    /// Puts the last operand under `operator`.
    pub(super) fn unary(&mut self, operator: Unary, sign: Span) {
        if let Some(operand) = self.operands.pop() {
            let span = Span { start: sign.start, end: self.outer(operand).end };
            self.push(NodeKind::Unary(operator, operand), span, self.first(operand));
        }
    }

    /// Puts the last two operands under `operator`.
    pub(super) fn binary(&mut self, operator: Binary) {
        if let (Some(right), Some(left)) = (self.operands.pop(), self.operands.pop()) {
            let span = Span { start: self.outer(left).start, end: self.outer(right).end };
            self.push(NodeKind::Binary(operator, left, right), span, self.first(left));
        }
    }

    /// Puts the last `count` operands under `function`.
    pub(super) fn call(&mut self, function: Function, count: usize, span: Span) {
        let arguments = self.operands.split_off(self.operands.len().saturating_sub(count));
        let first = arguments.first().map_or(self.nodes.len(), |id| self.first(*id));
        self.push(NodeKind::Call(function, arguments), span, first);
    }

    /// Draws parentheses round the last operand.
    pub(super) fn parenthesize(&mut self, span: Span) {
        if let Some(node) = self.operands.last().and_then(|id| self.nodes.get_mut(*id)) {
            node.outer = span;
        }
    }

    /// The last operand.
    pub(super) fn last(&self) -> Option<&Node> {
        self.operands.last().and_then(|id| self.nodes.get(*id))
    }

    /// The number of the last operand if it is a plain whole number; it is taken off.
    pub(super) fn take_index(&mut self) -> Option<usize> {
        let node = self.last()?;
        let NodeKind::Number { value, bare: true, .. } = node.kind else { return None };
        let index = super::kind::whole(value).and_then(|whole| usize::try_from(whole).ok())?;
        self.operands.pop();
        self.nodes.pop();
        Some(index)
    }

    /// Notes what the brackets behind the last step hold.
    pub(super) fn finish_index(&mut self, steps: &mut [PathStep], computed: &mut usize) {
        let inside = self.last().map_or_else(Span::default, |node| node.outer);
        let index = self.take_index().map_or_else(
            || {
                *computed += 1;
                Index::Computed(inside)
            },
            Index::At,
        );
        if let Some(step) = steps.last_mut() {
            step.index = Some(index);
        }
    }

    fn push(&mut self, kind: NodeKind, span: Span, first: NodeId) {
        self.operands.push(self.nodes.len());
        self.nodes.push(Node { kind, span, outer: span, first });
    }
    fn outer(&self, id: NodeId) -> Span {
        self.nodes.get(id).map_or_else(Span::default, |node| node.outer)
    }
    fn first(&self, id: NodeId) -> NodeId {
        self.nodes.get(id).map_or(id, |node| node.first)
    }
}
