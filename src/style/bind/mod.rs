//! Binding: names to indices, formulas to programs, and the one order in which everything can be evaluated.

mod goods;
mod joints;
mod panels;
mod scope;
mod sewn;
mod wishes;

use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::formula::{Dimension, Kind};

use super::StyleFile;
use super::ast::{Head, Written};
use super::bound::{Bound, Discrete, Leaf, Slot};
use scope::Binder;

/// Binds a style file to discrete choices.
///
/// # Errors
/// Every name that means nothing, every formula with a wrong unit, every cycle; each with its place.
pub fn bind(file: &StyleFile, discrete: &Discrete) -> Result<Bound, Vec<Diagnostic>> {
    let mut binder = Binder::new(file, discrete);
    binder.names_are_unique();
    binder.params();
    binder.slots();
    binder.wishes();
    binder.insets();
    for index in 0..file.panels.len() {
        binder.panel(index);
    }
    for named in &file.lets {
        binder.by_name(&named.head.name);
    }
    binder.strips();
    binder.finished();
    binder.folds();
    binder.straps();
    binder.places();
    binder.rows();
    binder.linings();
    binder.requires();
    binder.finish()
}

impl Binder<'_> {
    /// True if the element is part of this bag.
    fn present(&mut self, head: &Head) -> bool {
        self.holds(head.when.as_ref())
    }

    fn holds(&mut self, when: Option<&Written>) -> bool {
        let Some(when) = when else { return true };
        let Some(formula) = self.compile(when) else { return true };
        if formula.kind() != Kind::Flag {
            let message = format!("`when` must be a condition, not {}", formula.kind());
            self.findings
                .push(Diagnostic::at("unit-mismatch", when.span, message).hint("when = \"lined\""));
            return true;
        }
        let Some(value) = formula.constant() else {
            let message =
                "a structure may depend on flags, counts and choices only, not on lengths";
            self.findings.push(
                Diagnostic::at("when-on-length", when.span, message).hint("use a flag or a choice"),
            );
            return true;
        };
        self.discrete.everything || value.number() != 0.0
    }

    fn slots(&mut self) {
        let file = self.file;
        for slot in &file.slots {
            if self.present(&slot.head) {
                self.bound.slots.push(Slot {
                    name: slot.head.name.clone(),
                    title: slot.title.clone(),
                    kind: slot.kind,
                    default: slot.default.text.clone(),
                    is_material: slot.is_material,
                    span: slot.head.span,
                });
            }
        }
    }

    /// The slot of a name, of the wanted sort.
    fn slot(&mut self, name: &str, span: Span, is_material: bool) -> Option<usize> {
        let found = self
            .bound
            .slots
            .iter()
            .position(|slot| slot.name == name && slot.is_material == is_material);
        if found.is_none() {
            let sort = if is_material { "material" } else { "part" };
            let known = self.bound.slots.iter().filter(|slot| slot.is_material == is_material);
            let near = did_you_mean(name, known.map(|slot| slot.name.as_str())).map(str::to_owned);
            let key = format!("{sort}.{name}");
            let absent = self.file.absent.iter().any(|word| word.text == key);
            let finding = if absent {
                Diagnostic::at(
                    "absent-name",
                    span,
                    format!("`{sort}.{name}` is not part of this bag: its `when` is false"),
                )
                .hint("give what uses it the same `when`")
            } else {
                let finding =
                    Diagnostic::at("unknown-name", span, format!("there is no `{sort}.{name}`"));
                let way_out = near.map_or_else(
                    || format!("declare [{sort}] {name}"),
                    |n| format!("did you mean `{n}`?"),
                );
                finding.hint(way_out)
            };
            self.findings.push(finding);
        }
        found
    }

    fn finished(&mut self) {
        let file = self.file;
        for named in &file.finished {
            if let Some(leaf) = self.leaf_of(&named.formula, Kind::LENGTH) {
                self.bound.finished.push((named.head.name.clone(), leaf));
            }
        }
    }

    fn requires(&mut self) {
        let file = self.file;
        for require in &file.requires {
            if !self.holds(require.when.as_ref()) {
                continue;
            }
            let Some(formula) = self.compile(&require.that) else { continue };
            for part in formula.conjuncts() {
                let side = part.as_comparison();
                let ordered = side.as_ref().and_then(|c| {
                    use crate::formula::Relation::{Greater, GreaterOrEqual, Less, LessOrEqual};
                    match c.relation {
                        Greater | GreaterOrEqual => Some((c.left.clone(), c.right.clone())),
                        Less | LessOrEqual => Some((c.right.clone(), c.left.clone())),
                        _ => None,
                    }
                });
                let Some((lhs, rhs)) = ordered else {
                    // A condition on words is decided here and now.
                    match part.constant() {
                        Some(value) if value.number() != 0.0 || self.discrete.everything => {}
                        _ => {
                            let message = "`that` must compare two quantities with <, <=, > or >=";
                            let finding =
                                Diagnostic::at("not-a-demand", require.that.span, message);
                            self.findings.push(finding.hint("that = \"width >= 40 mm\""));
                        }
                    }
                    continue;
                };
                let unit = match lhs.kind() {
                    Kind::Quantity(Dimension::LENGTH) => crate::units::Unit::Length,
                    Kind::Quantity(Dimension::ANGLE) => crate::units::Unit::Angle,
                    _ => crate::units::Unit::Number,
                };
                self.bound.requires.push(super::bound::Require {
                    lhs,
                    rhs,
                    unit,
                    text: require.text.clone(),
                    because: require.because.clone(),
                    span: require.span,
                });
            }
        }
    }

    /// A leaf with the value of a formula of the given kind.
    fn leaf_of(&mut self, written: &Written, kind: Kind) -> Option<usize> {
        let formula = self.compile_as(written, kind)?;
        Some(self.add_leaf(Leaf::Formula(formula)))
    }

    /// Insets of all seams, before the strips that are measured along them.
    fn insets(&mut self) {
        self.sewn = sewn::all(self.file);
        let refused: Vec<_> = self.sewn.iter().filter_map(|sewn| sewn.refused).collect();
        for span in refused {
            self.not_yet(span, "seams and rows of this kind");
        }
        for (index, seam) in self.sewn.clone().iter().enumerate() {
            if !self.present(&seam.head) {
                continue;
            }
            let inset = match &seam.inset {
                Some(written) => self.leaf_of(written, Kind::LENGTH),
                None => self.default_inset(seam.head.span),
            };
            self.seam_insets.extend(inset.map(|leaf| (index, leaf)));
        }
    }
}
