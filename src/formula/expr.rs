//! The tree of a formula: what was written, where, and which names it mentions.

use core::fmt;
use core::ops::Range;

use super::function::Function;
use super::kind::Dimension;
use crate::diag::Span;

/// A formula as written, syntax checked, names not yet looked up.
///
/// Two are equal if text and place are.
#[derive(Clone, Debug)]
pub struct Expr {
    pub(super) text: String,
    pub(super) offset: usize,
    /// Where it was made from, if it does not stand in the file: then all its places are this one.
    pub(super) made_from: Option<Span>,
    /// In postorder: operands before what they belong to, the root last.
    pub(super) nodes: Vec<Node>,
    pub(super) paths: Vec<Path>,
}

/// A position in [`Expr::nodes`].
pub(super) type NodeId = usize;

/// One node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    /// Without the parentheses around it.
    pub(super) span: Span,
    /// With them.
    pub(super) outer: Span,
    /// The first node of its subtree, which is `first..=own id`.
    pub(super) first: NodeId,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeKind {
    /// `bare` is a literal that a unit could be put behind.
    Number {
        value: f64,
        dimension: Dimension,
        bare: bool,
    },
    Word(String),
    Flag(bool),
    /// A position in [`Expr::paths`].
    Path(usize),
    Unary(Unary, NodeId),
    Binary(Binary, NodeId, NodeId),
    Call(Function, Vec<NodeId>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unary {
    Negate,
    Not,
}

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    Or,
    And,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
}

/// A reference as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The names between the dots; at least one.
    pub steps: Vec<PathStep>,
    /// All of it in the file.
    pub span: Span,
}

/// One name of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// The name.
    pub name: String,
    /// The name in the file, index not included: what a rename replaces.
    pub span: Span,
    /// What stands between the brackets behind it.
    pub index: Option<Index>,
}

/// Which copy a path means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Index {
    /// A number as written.
    At(usize),
    /// A formula, at this place in the file; its value is known when the formula is compiled.
    Computed(Span),
}

impl Expr {
    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }
    /// All of it in the file.
    pub fn span(&self) -> Span {
        if let Some(span) = self.made_from {
            return span;
        }
        let end = self.offset.saturating_add(self.text.len());
        Span { start: self.offset, end }
    }
    /// The references in it, in the order of their ends; those inside an index before the path they belong to.
    pub fn references(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter()
    }

    /// The text at `span`.
    pub(super) fn text_at(&self, span: Span) -> &str {
        if self.made_from.is_some() {
            return &self.text;
        }
        let range = span.start.saturating_sub(self.offset)..span.end.saturating_sub(self.offset);
        self.text.get(range).unwrap_or_default()
    }
    /// The nodes of the tree below and at `id`.
    pub(super) fn subtree(&self, id: NodeId) -> Range<NodeId> {
        self.nodes.get(id).map_or(0..0, |node| node.first..id + 1)
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.offset == other.offset
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The reference with `…` for an index that is a formula: `slot[…].base`.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.steps.iter().enumerate() {
            let dot = if position == 0 { "" } else { "." };
            write!(f, "{dot}{}", step.name)?;
            match step.index {
                Some(Index::At(index)) => write!(f, "[{index}]")?,
                Some(Index::Computed(_)) => f.write_str("[…]")?,
                None => {}
            }
        }
        Ok(())
    }
}

impl Binary {
    /// The operator written so.
    pub(super) fn written(sign: &str) -> Option<Self> {
        Some(match sign {
            "or" => Self::Or,
            "and" => Self::And,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            "==" => Self::Equal,
            "!=" => Self::NotEqual,
            "+" => Self::Add,
            "-" => Self::Subtract,
            "*" => Self::Multiply,
            "/" => Self::Divide,
            "%" => Self::Remainder,
            "^" => Self::Power,
            _ => return None,
        })
    }
    /// How strongly it binds.
    pub(super) fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual
            | Self::Equal
            | Self::NotEqual => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Remainder => 6,
            Self::Power => 8,
        }
    }
    /// Whether it yields a flag from two values.
    pub(super) fn is_comparison(self) -> bool {
        self.strength() == 4
    }
}

impl Unary {
    /// How strongly it binds: `not` under the comparisons, `-` under the power.
    pub(super) fn strength(self) -> u8 {
        match self {
            Self::Not => 3,
            Self::Negate => 7,
        }
    }
}
