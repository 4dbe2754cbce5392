//! Binding wishes: parameters, their defaults and the named sizes, made before any geometry is known.

use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::formula::{self, Formula, Kind};
use crate::units::{Quantity, Unit};

use super::super::ast::{Default as AstDefault, Measure, ParamKind, SizeValue, Written};
use super::super::bound::{Leaf, Param, Size};
use super::scope::{Binder, dimension};

impl Binder<'_> {
    pub(super) fn params(&mut self) {
        let file = self.file;
        for param in &file.params {
            if let ParamKind::Measure(measure) = &param.kind {
                let index = self.bound.params.len();
                self.bound.params.push(Param {
                    name: param.head.name.clone(),
                    title: param.title.clone(),
                    unit: measure.unit,
                    range: measure.range,
                    stiffness: measure.stiffness,
                    default: Formula::fixed(formula::Value::Quantity(
                        measure.range.0,
                        dimension(measure.unit),
                    )),
                    span: param.head.span,
                });
                self.leaf(param.head.name.clone(), || Leaf::Param(index));
            }
        }
    }

    /// What is wished where nothing is said.
    pub(super) fn wishes(&mut self) {
        self.defaults();
        self.sizes();
    }

    /// Defaults once all parameters have a name; they are wishes, made before any geometry is known.
    fn defaults(&mut self) {
        let file = self.file;
        let mut reads: Vec<Vec<usize>> = Vec::new();
        let measures = file.params.iter().filter_map(|param| match (&param.kind, &param.default) {
            (ParamKind::Measure(measure), AstDefault::Formula(default)) => {
                Some((param, measure, default))
            }
            _ => None,
        });
        for (index, (_, measure, default)) in measures.enumerate() {
            let formula = self.wish(default, measure.unit);
            reads.push(formula.iter().flat_map(|formula| self.params_of(formula)).collect());
            if let Some(value) = formula.as_ref().and_then(Formula::constant) {
                self.default_in_range(value.number(), measure, default.span);
            }
            if let Some(formula) = formula {
                self.bound.params[index].default = formula;
            }
        }
        for first in 0..reads.len() {
            let mut met = vec![first];
            let mut next = 0;
            while next < met.len() {
                for read in &reads[met[next]] {
                    if *read == first {
                        let param = &self.bound.params[first];
                        let message = format!("the default of `{}` reads itself", param.name);
                        return self.findings.push(
                            Diagnostic::at("cycle", param.span, message).hint("give it a value"),
                        );
                    }
                    if !met.contains(read) {
                        met.push(*read);
                    }
                }
                next += 1;
            }
        }
    }

    /// A default that is a plain value lies in the range it stands beside; one that is a formula is a wish like any other.
    fn default_in_range(&mut self, value: f64, measure: &Measure, span: Span) {
        let (lo, hi) = measure.range;
        if !(lo..=hi).contains(&value) {
            let [value, lo, hi] =
                [value, lo, hi].map(|value| Quantity { value, unit: measure.unit });
            let message = format!("the default {value} is outside the range {lo} to {hi}");
            let finding = Diagnostic::at("default-out-of-range", span, message);
            self.findings.push(finding.hint("widen the range or move the default into it"));
        }
    }

    /// A formula for a wish: of other parameters and figures only.
    fn wish(&mut self, written: &Written, unit: Unit) -> Option<Formula> {
        let formula = self.compile_as(written, Kind::Quantity(dimension(unit)))?;
        let early = |leaf: usize| {
            matches!(
                self.bound.leaves[leaf],
                Leaf::Param(_) | Leaf::Figure { .. } | Leaf::DefaultInset(_) | Leaf::Formula(_)
            )
        };
        if self.read_by(&formula).into_iter().all(early) {
            return Some(formula);
        }
        let message =
            "a wish may read parameters, figures of slots and lets of those, not geometry";
        self.findings.push(
            Diagnostic::at("late-wish", written.span, message).hint("write out what it stands for"),
        );
        None
    }

    /// All that a formula reads, itself or through helper values, each once.
    fn read_by(&self, formula: &Formula) -> Vec<usize> {
        let mut read: Vec<usize> = formula.leaves().to_vec();
        let mut next = 0;
        while let Some(leaf) = read.get(next).copied() {
            if let Leaf::Formula(inner) = &self.bound.leaves[leaf] {
                for leaf in inner.leaves() {
                    if !read.contains(leaf) {
                        read.push(*leaf);
                    }
                }
            }
            next += 1;
        }
        read
    }

    /// The parameters a formula reads, itself or through helper values.
    fn params_of(&self, formula: &Formula) -> Vec<usize> {
        let param = |leaf: usize| match self.bound.leaves[leaf] {
            Leaf::Param(index) => Some(index),
            _ => None,
        };
        self.read_by(formula).into_iter().filter_map(param).collect()
    }

    fn sizes(&mut self) {
        let file = self.file;
        for size in &file.sizes {
            let mut values = Vec::new();
            for (word, value) in &size.values {
                let index = self.bound.params.iter().position(|param| param.name == word.text);
                match (index, value) {
                    (Some(index), SizeValue::Formula(written)) => {
                        let unit = self.bound.params[index].unit;
                        values.extend(self.wish(written, unit).map(|formula| (index, formula)));
                    }
                    (None, _) if self.discrete_leaf(&word.text).is_some() => {}
                    _ => {
                        let names = file.params.iter().map(|param| param.head.name.as_str());
                        let near = did_you_mean(&word.text, names);
                        let message = format!("there is no such parameter `{}`", word.text);
                        let way_out = near.map_or("name a parameter".to_owned(), |near| {
                            format!("did you mean `{near}`?")
                        });
                        self.findings
                            .push(Diagnostic::at("unknown-name", word.span, message).hint(way_out));
                    }
                }
            }
            self.bound.sizes.push(Size { name: size.name.clone(), values });
        }
    }
}
