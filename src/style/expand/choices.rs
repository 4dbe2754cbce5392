//! What is known before any length is: flags, counts, choices, and what follows from them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Span};
use crate::formula::{self, Dimension, Formula, Kind, Leaf, Reference, Value as Known};
use crate::reader::{Entry, Node, Value};
use crate::units::Unit;

use super::super::StyleFile;
use super::super::ast::ParamKind;
use super::super::bound::Discrete;
use super::tree;

/// Helper values that read each other deeper than this are taken as unknown.
const MAX_DEPTH: usize = 32;

/// The choices of one expansion.
pub(super) struct Choices<'c> {
    discrete: &'c Discrete,
    wishes: &'c StyleFile,
    lets: BTreeMap<String, Node>,
    settled: RefCell<BTreeMap<String, Leaf>>,
}

impl<'c> Choices<'c> {
    pub(super) fn new(discrete: &'c Discrete, wishes: &'c StyleFile, root: &[Entry]) -> Self {
        let lets = tree::section(root, "let");
        let lets = lets.iter().map(|entry| (entry.key.clone(), entry.node.clone())).collect();
        Self { discrete, wishes, lets, settled: RefCell::default() }
    }

    /// Every element is present, for checking the file whole.
    pub(super) fn everything(&self) -> bool {
        self.discrete.everything
    }

    /// The value of a count parameter; at least 1 where everything is present.
    pub(super) fn count_of(&self, name: &str) -> Option<i64> {
        let count = *self.discrete.counts.get(name)?;
        Some(if self.everything() { count.max(1) } else { count })
    }

    fn resolve(&self, reference: &Reference, depth: usize) -> Result<Leaf, Diagnostic> {
        let name = reference.to_string();
        if let Some(leaf) = self.param(&name) {
            return Ok(leaf);
        }
        if let Some(known) = self.settled.borrow().get(&name) {
            return Ok(known.clone());
        }
        if let Some(node) = self.lets.get(&name) {
            let unknown = Leaf::Quantity { id: 0, dimension: Dimension::LENGTH };
            if depth >= MAX_DEPTH {
                return Ok(unknown);
            }
            let leaf = self.compile(node, depth + 1).map_or(unknown.clone(), |formula| {
                match (formula.constant(), formula.kind()) {
                    (Some(Known::Quantity(value, dimension)), _) => {
                        Leaf::Constant { value: *value, dimension: *dimension }
                    }
                    (Some(Known::Flag(flag)), _) => Leaf::Flag(*flag),
                    (Some(Known::Word(word)), _) => Leaf::Word(word.clone()),
                    (None, Kind::Quantity(dimension)) => Leaf::Quantity { id: 0, dimension },
                    (None, _) => unknown,
                }
            });
            self.settled.borrow_mut().insert(name, leaf.clone());
            return Ok(leaf);
        }
        if reference.steps.len() > 1 || name == "inset" {
            return Ok(Leaf::Quantity { id: 0, dimension: Dimension::LENGTH });
        }
        let params = self.wishes.params.iter().map(|param| param.head.name.as_str());
        Err(reference.unknown(params.chain(self.lets.keys().map(String::as_str))))
    }

    fn param(&self, name: &str) -> Option<Leaf> {
        let param = self.wishes.params.iter().find(|param| param.head.name == name)?;
        let dimension = match &param.kind {
            ParamKind::Flag => return self.discrete.flags.get(name).map(|flag| Leaf::Flag(*flag)),
            ParamKind::Count(..) => return self.count_of(name).map(Leaf::Count),
            ParamKind::Choice(options) => {
                let value = self.discrete.choices.get(name)?.clone();
                return Some(Leaf::Choice { value, options: options.clone() });
            }
            ParamKind::Measure(measure) => match measure.unit {
                Unit::Length => Dimension::LENGTH,
                Unit::Angle => Dimension::ANGLE,
                Unit::Number => Dimension::NUMBER,
            },
        };
        Some(Leaf::Quantity { id: 0, dimension })
    }

    fn compile(&self, node: &Node, depth: usize) -> Result<Formula, Vec<Diagnostic>> {
        let expr = match &node.value {
            Value::Text(text) if node.generated => formula::parse_made(text, node.span),
            Value::Text(text) => formula::parse(text, node.span.start + 1),
            Value::Number(number) => formula::parse_made(&number.to_string(), node.span),
            Value::Flag(flag) => formula::parse_made(&flag.to_string(), node.span),
            other => {
                let message = format!("a formula is wanted here, not {}", other.kind());
                Err(Diagnostic::at("wrong-type", node.span, message))
            }
        };
        let mut scope = |reference: &Reference| self.resolve(reference, depth);
        formula::compile(&expr.map_err(|error| vec![error])?, &mut scope)
    }

    /// Whether a condition on the structure holds; where everything is present, whether it is one.
    pub(super) fn holds(&self, when: &Node) -> Result<bool, Vec<Diagnostic>> {
        let formula = self.compile(when, 0)?;
        if formula.kind() != Kind::Flag {
            let message = format!("`when` must be a condition, not {}", formula.kind());
            let finding = Diagnostic::at("unit-mismatch", when.span, message);
            return Err(vec![finding.hint("when = \"lined\"")]);
        }
        let Some(value) = formula.constant() else {
            let message =
                "a structure may depend on flags, counts and choices only, not on lengths";
            let finding = Diagnostic::at("when-on-length", when.span, message);
            return Err(vec![finding.hint("use a flag or a choice")]);
        };
        Ok(self.everything() || value.number() != 0.0)
    }

    /// The word that a formula yields.
    pub(super) fn word(&self, text: &str, span: Span) -> Result<String, Vec<Diagnostic>> {
        let formula = self.compile(&tree::made_text(text, span), 0)?;
        if let Some(Known::Word(word)) = formula.constant() {
            return Ok(word.clone());
        }
        let message = format!("`{text}` is {}, and a word is wanted here", formula.kind());
        let finding = Diagnostic::at("kind-mismatch", span, message);
        Err(vec![finding.hint("name a choice, or write if(flag, \"one\", \"other\")")])
    }

    /// What a parameter or helper value is, if it is known before any length is.
    pub(super) fn settled_value(&self, name: &str) -> Option<Known> {
        let formula = self.compile(&tree::made_text(name, Span::default()), 0).ok()?;
        formula.constant().cloned()
    }

    /// The whole number that a formula yields.
    pub(super) fn count(&self, node: &Node) -> Result<i64, Vec<Diagnostic>> {
        let formula = self.compile(node, 0)?;
        if let Some(Known::Quantity(value, Dimension::NUMBER)) = formula.constant()
            && *value == value.round()
            && value.abs() <= 1e6
        {
            #[expect(clippy::cast_possible_truncation, reason = "whole and at most a million")]
            return Ok(*value as i64);
        }
        let message = "a count is a whole number that no length decides";
        let finding = Diagnostic::at("not-discrete", node.span, message);
        Err(vec![finding.hint("use a number or a parameter of kind `count`")])
    }

    /// True if a formula is nothing whatever the lengths are.
    pub(super) fn is_nothing(&self, node: &Node) -> bool {
        self.compile(node, 0).is_ok_and(|formula| {
            matches!(formula.constant(), Some(Known::Quantity(value, _)) if *value == 0.0)
        })
    }
}
