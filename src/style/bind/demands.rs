//! Binding the demands of the style: comparisons of two quantities.

use crate::diag::Diagnostic;
use crate::formula::{Dimension, Kind};

use super::super::bound::Require;
use super::scope::Binder;

impl Binder<'_> {
    pub(super) fn requires(&mut self) {
        let file = self.file;
        for require in &file.requires {
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
                        Some(_) => {
                            let message =
                                format!("{}: `{}` does not hold", require.because, require.text);
                            let finding = Diagnostic::at("require", require.that.span, message);
                            self.findings.push(finding.hint("choose other counts or words"));
                        }
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
                self.bound.requires.push(Require {
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
}
