//! Which parts of a formula are never read, because a flag before them is known.

use super::expr::{Binary, Expr, NodeId, NodeKind};
use super::function::Function;

/// Which nodes are decided by which, and which are therefore dead.
#[derive(Debug)]
pub(super) struct Dead {
    /// For a node that can decide about its siblings, its parent.
    decides: Vec<Option<NodeId>>,
    dead: Vec<bool>,
}

impl Dead {
    pub(super) fn new(expr: &Expr) -> Self {
        let mut decides = vec![None; expr.nodes.len()];
        for (parent, node) in expr.nodes.iter().enumerate() {
            let first = match &node.kind {
                NodeKind::Binary(Binary::And | Binary::Or, left, _) => Some(*left),
                NodeKind::Call(Function::If, arguments) => arguments.first().copied(),
                _ => None,
            };
            if let Some(slot) = first.and_then(|first| decides.get_mut(first)) {
                *slot = Some(parent);
            }
        }
        Self { decides, dead: vec![false; expr.nodes.len()] }
    }

    /// Whether the value of `id` is never read.
    pub(super) fn is_dead(&self, id: NodeId) -> bool {
        self.dead.get(id).copied().unwrap_or(false)
    }

    /// Notes that the flag at `id` is known; its siblings stand behind it in postorder and are still to come.
    pub(super) fn decide(&mut self, expr: &Expr, id: NodeId, flag: bool) {
        let Some(parent) = self.decides.get(id).copied().flatten() else { return };
        let loser = match expr.nodes.get(parent).map(|node| &node.kind) {
            Some(NodeKind::Binary(Binary::And, _, right)) if !flag => Some(*right),
            Some(NodeKind::Binary(Binary::Or, _, right)) if flag => Some(*right),
            Some(NodeKind::Call(_, arguments)) => arguments.get(if flag { 2 } else { 1 }).copied(),
            _ => None,
        };
        for node in loser.map_or(0..0, |loser| expr.subtree(loser)) {
            if let Some(dead) = self.dead.get_mut(node) {
                *dead = true;
            }
        }
    }
}
