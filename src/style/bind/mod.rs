//! Binding: names to indices, formulas to programs, and the one order in which everything can be evaluated.

mod construction;
mod demands;
mod finishes;
mod folds;
mod goods;
mod layers;
mod limits;
mod measure;
mod names;
mod near;
mod orient;
mod panels;
mod placed;
mod points;
mod scope;
mod seams;
mod strips;
mod wishes;

use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::formula::Kind;

use super::StyleFile;
use super::ast::{Material, Written};
use super::bound::{Bound, Discrete, Leaf, Slot, Step};
pub(crate) use limits::{LEAST_PITCH, pitch_too_small};
use scope::Binder;

/// Binds a style file in the kernel language to discrete choices.
///
/// # Errors
/// Every name that means nothing, every formula with a wrong unit, every cycle; each with its place.
pub fn bind(file: &StyleFile, discrete: &Discrete) -> Result<Bound, Vec<Diagnostic>> {
    let mut binder = Binder::new(file, discrete);
    binder.names_are_unique();
    binder.params();
    binder.slots();
    binder.wishes();
    // What is drawn, then what is done to edges, then what follows from both.
    for index in 0..file.panels.len() {
        binder.panel(index);
    }
    binder.named_chains();
    binder.points();
    binder.folds();
    binder.declare_strips();
    binder.seams();
    binder.finishes();
    binder.windows();
    binder.nets();
    binder.strips();
    for named in &file.lets {
        binder.by_name(&named.head.name);
    }
    binder.finished();
    binder.straps();
    binder.rows();
    binder.places();
    binder.placed_rows();
    binder.loop_rows();
    binder.layers();
    binder.requires();
    binder.limits();
    binder.finish()
}

impl Binder<'_> {
    fn slots(&mut self) {
        let file = self.file;
        for slot in &file.slots {
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

    /// True if the file declares it, and this bag does not have it: `material.lining`.
    fn is_absent(&self, name: &str) -> bool {
        self.file.absent.iter().any(|word| word.text == name)
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
            let finding = if self.is_absent(&format!("{sort}.{name}")) {
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

    /// The slot a piece is cut from: one of the file, or one of its own for an entry of the stock.
    fn material(&mut self, material: &Material, kind: crate::stock::Kind) -> Option<usize> {
        match material {
            Material::Slot(path) => self.slot(&path.to_string(), path.span, true),
            Material::Stock(word) => {
                let known = |slot: &Slot| slot.name.is_empty() && slot.default == word.text;
                if let Some(slot) = self.bound.slots.iter().position(known) {
                    return Some(slot);
                }
                self.bound.slots.push(Slot {
                    // No name: the brief cannot fill it otherwise.
                    name: String::new(),
                    title: word.text.clone(),
                    kind,
                    default: word.text.clone(),
                    is_material: true,
                    span: word.span,
                });
                Some(self.bound.slots.len() - 1)
            }
        }
    }

    fn finished(&mut self) {
        let file = self.file;
        for named in &file.finished {
            if let Some(leaf) = self.leaf_of(&named.formula, Kind::LENGTH) {
                self.bound.finished.push((named.head.name.clone(), leaf));
            }
        }
    }

    /// A leaf with the value of a formula of the given kind.
    fn leaf_of(&mut self, written: &Written, kind: Kind) -> Option<usize> {
        let formula = self.compile_as(written, kind)?;
        Some(self.add_leaf(Leaf::Formula(formula)))
    }

    /// A leaf with the length of an optional formula; nothing where there is none, or it has a fault.
    fn length_of(&mut self, written: Option<&Written>) -> Option<usize> {
        written.and_then(|written| self.leaf_of(written, Kind::LENGTH))
    }

    /// A leaf with a fixed length, mm.
    fn fixed(&mut self, millimetres: f64) -> usize {
        let value = crate::formula::Value::Quantity(millimetres, crate::formula::Dimension::LENGTH);
        let formula = crate::formula::Formula::fixed(value);
        self.leaf(format!("{millimetres} mm"), || Leaf::Formula(formula))
    }

    /// A leaf computed from others by a formula of ours.
    fn computed(&mut self, text: &str, names: &[(&str, usize)]) -> Option<usize> {
        use crate::formula::{Dimension, Reference, compile, parse};
        let expr = parse(text, 0).ok()?;
        let mut scope = |reference: &Reference| {
            let name = reference.to_string();
            let id =
                names.iter().find(|(known, _)| *known == name).map_or(usize::MAX, |(_, id)| *id);
            Ok(crate::formula::Leaf::Quantity { id, dimension: Dimension::LENGTH })
        };
        let formula = compile(&expr, &mut scope).ok()?;
        Some(self.add_leaf(Leaf::Formula(formula)))
    }

    /// A figure of a slot, if its kind has it.
    fn figure(&mut self, slot: usize, name: &str) -> Option<usize> {
        let figure = self.bound.slots.get(slot)?.kind.figure(name)?;
        let key = format!("{}.{name} of slot {slot}", self.bound.slots[slot].name);
        Some(self.leaf(key, || Leaf::Figure { slot, figure }))
    }

    /// Every panel whose seams take something gets a net line of its own; then named points can be found on them.
    fn nets(&mut self) {
        for panel in 0..self.bound.panels.len() {
            let takes = self.bound.panels[panel]
                .edges
                .iter()
                .flat_map(|edge| &edge.joints)
                .any(|joint| self.bound.joints[*joint].take.is_some());
            if takes && matches!(self.bound.panels[panel].shape, super::bound::Shape::Drawn { .. })
            {
                self.bound.steps.push(Step::Net(panel));
            }
        }
        for point in 0..self.bound.points.len() {
            self.bound.steps.push(Step::Point(point));
        }
        self.netted = true;
    }
}
