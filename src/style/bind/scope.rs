//! What names mean in formulas, found as they are asked for; the asking makes the order of evaluation.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Span};
use crate::formula::{self, Dimension, Formula, Kind, Reference, Scope};
use crate::reader::Findings;
use crate::units::Unit;

use super::super::StyleFile;
use super::super::ast::{Param as AstParam, ParamKind, Written};
use super::super::bound::{Bound, Discrete, Leaf, Step};

/// Names that lead to names deeper than this are refused; the binder recurses once a step.
const MAX_DEPTH: usize = 64;

/// The code of what is wrong only because something it reads is.
pub(super) const REPEATS: &str = "unreadable-name";

/// What reads something with a fault of its own: the fault is noted where it stands.
pub(super) fn unreadable(name: &str, span: Span) -> Diagnostic {
    Diagnostic::at(REPEATS, span, format!("`{name}` has a fault of its own"))
}

/// The state of one binding.
pub(super) struct Binder<'f> {
    pub(super) file: &'f StyleFile,
    pub(super) discrete: &'f Discrete,
    pub(super) findings: Findings,
    pub(super) bound: Bound,
    /// The inner bag whose element is being bound, with a dot behind it; empty for the bag itself.
    pub(super) inner: String,
    /// All seams and finishes are bound: net lines may be measured.
    pub(super) netted: bool,
    /// Leaves by the name that leads to them, so that each is evaluated once.
    known: BTreeMap<String, usize>,
    /// What helper values came to that are no quantity: a flag, a word, or nothing where they have a fault. Compiled at
    /// every reading, they would take twice as long with every value that reads another twice.
    settled: BTreeMap<String, Option<formula::Leaf>>,
    /// Names being looked up, outermost first: a name met again closes a cycle.
    path: Vec<String>,
    /// What `vars` of the panel being drawn mean.
    vars: BTreeMap<String, usize>,
    /// Panel by file index: its place among the bound panels, once drawn.
    pub(super) panel_at: BTreeMap<usize, Option<usize>>,
    /// Named chains of panels: panel and name.
    pub(super) chain_at: BTreeMap<(usize, String), super::super::bound::Chain>,
    /// The place in the file of each bound strip.
    pub(super) strip_at: BTreeMap<usize, usize>,
}

impl<'f> Binder<'f> {
    pub(super) fn new(file: &'f StyleFile, discrete: &'f Discrete) -> Self {
        Self {
            file,
            discrete,
            findings: Findings::default(),
            bound: Bound::default(),
            inner: String::new(),
            netted: false,
            known: BTreeMap::new(),
            settled: BTreeMap::new(),
            path: Vec::new(),
            vars: BTreeMap::new(),
            panel_at: BTreeMap::new(),
            chain_at: BTreeMap::new(),
            strip_at: BTreeMap::new(),
        }
    }

    pub(super) fn finish(self) -> Result<Bound, Vec<Diagnostic>> {
        if self.findings.all.is_empty() {
            return Ok(self.bound);
        }
        // The same slip may be met on several ways; it is told once, and what only reads it says nothing new.
        let repeats = |finding: &Diagnostic| finding.code == REPEATS;
        let all_repeat = self.findings.all.iter().all(repeats);
        let mut told = Vec::new();
        for finding in self.findings.all {
            if (all_repeat || !repeats(&finding)) && !told.contains(&finding) {
                told.push(finding);
            }
        }
        Err(told)
    }

    pub(super) fn add_leaf(&mut self, leaf: Leaf) -> usize {
        let id = self.bound.leaves.len();
        self.bound.leaves.push(leaf);
        self.bound.steps.push(Step::Leaf(id));
        id
    }

    /// The leaf kept under `key`, made at the first asking.
    pub(super) fn leaf(&mut self, key: String, make: impl FnOnce() -> Leaf) -> usize {
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = self.add_leaf(make());
        self.known.insert(key, id);
        id
    }

    /// Compiles a formula; what is wrong with it is noted.
    pub(super) fn compile(&mut self, written: &Written) -> Option<Formula> {
        match formula::compile(&written.expr, self) {
            Ok(formula) => Some(formula),
            Err(errors) => {
                self.findings.all.extend(errors);
                None
            }
        }
    }

    /// Compiles a formula that must be of one kind.
    pub(super) fn compile_as(&mut self, written: &Written, kind: Kind) -> Option<Formula> {
        let formula = self.compile(written)?;
        if formula.kind() == kind {
            return Some(formula);
        }
        let message = format!("this is {}, and {} is wanted here", formula.kind(), kind);
        let mut finding = Diagnostic::at("unit-mismatch", written.span, message);
        if let Some(hint) = super::near::of_kind(written.expr.text(), formula.kind(), kind) {
            finding = finding.hint(hint);
        }
        self.findings.push(finding);
        None
    }

    /// Makes sure that a helper value is compiled, so that a fault in one nobody reads is told too.
    pub(super) fn by_name(&mut self, name: &str) {
        let reference = Reference {
            steps: vec![formula::Step {
                name: name.to_owned(),
                span: Span::default(),
                index: None,
            }],
            span: Span::default(),
        };
        if let Err(finding) = self.resolve(&reference) {
            self.findings.push(finding);
        }
    }

    /// Runs `inner` while `name` is being looked up.
    pub(super) fn within<T>(
        &mut self,
        name: &str,
        span: Span,
        inner: impl FnOnce(&mut Self) -> T,
    ) -> Result<T, Diagnostic> {
        if let Some(first) = self.path.iter().position(|met| met == name) {
            let mut cycle = self.path[first..].join(" -> ");
            cycle.push_str(" -> ");
            cycle.push_str(name);
            let finding =
                Diagnostic::at("cycle", span, format!("`{name}` is made of itself: {cycle}"));
            return Err(finding.hint("give one of them a value that does not read the others"));
        }
        if self.path.len() >= MAX_DEPTH {
            let message = format!("names lead to names more than {MAX_DEPTH} deep");
            return Err(Diagnostic::at("too-deep", span, message));
        }
        self.path.push(name.to_owned());
        let result = inner(self);
        self.path.pop();
        Ok(result)
    }

    /// Runs `inner` with other meanings of some names; helper values are compiled without them.
    pub(super) fn with_vars<T>(
        &mut self,
        vars: BTreeMap<String, usize>,
        inner: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = core::mem::replace(&mut self.vars, vars);
        let result = inner(self);
        self.vars = outer;
        result
    }

    /// From here on elements of the bag are bound that a name belongs to: `flap.front` to the bag `flap`.
    pub(super) fn enter(&mut self, name: &str) {
        let name =
            name.strip_prefix("seam.").or_else(|| name.strip_prefix("place.")).unwrap_or(name);
        self.inner = match name.rsplit_once('.') {
            Some((inner, _))
                if self.file.bags.iter().any(|bag| inner.starts_with(&bag.head.name)) =>
            {
                format!("{inner}.")
            }
            _ => String::new(),
        };
    }

    /// The slot of the iron: that of the inner bag, if it has one of its own.
    pub(super) fn iron(&mut self, span: Span) -> Option<usize> {
        let own = format!("{}iron", self.inner);
        let name = if self.bound.slots.iter().any(|slot| slot.name == own) {
            own
        } else {
            "iron".to_owned()
        };
        self.slot(&name, span, false)
    }

    /// The inset where nothing is said, of the slot `iron`.
    pub(super) fn default_inset(&mut self, span: Span) -> Option<usize> {
        let slot = self.iron(span)?;
        Some(self.leaf(format!("inset of slot {slot}"), || Leaf::DefaultInset(slot)))
    }

    /// The leaf kept under a key, if there is one.
    pub(super) fn known_leaf(&self, key: &str) -> Option<usize> {
        self.known.get(key).copied()
    }

    pub(super) fn quantity(&self, id: usize) -> formula::Leaf {
        let dimension = match self.bound.leaves.get(id) {
            Some(Leaf::Param(index)) => dimension(self.bound.params[*index].unit),
            Some(Leaf::Figure { slot, figure }) => {
                dimension(self.bound.slots[*slot].kind.figures()[*figure].unit)
            }
            Some(Leaf::Formula(formula)) => match formula.kind() {
                Kind::Quantity(dimension) => dimension,
                _ => Dimension::NUMBER,
            },
            Some(Leaf::Area(_)) => Dimension::AREA,
            _ => Dimension::LENGTH,
        };
        formula::Leaf::Quantity { id, dimension }
    }

    fn bare(&mut self, name: &str, reference: &Reference) -> Result<formula::Leaf, Diagnostic> {
        if let Some(id) = self.vars.get(name).or_else(|| self.known.get(name)) {
            return Ok(self.quantity(*id));
        }
        if let Some(leaf) = self.discrete_leaf(name) {
            return Ok(leaf);
        }
        if name == "inset" {
            let id = self.default_inset(reference.span);
            return id.map_or_else(|| Err(reference.unknown([])), |id| Ok(self.quantity(id)));
        }
        let file = self.file;
        if let Some(settled) = self.settled.get(name) {
            return settled.clone().ok_or_else(|| unreadable(name, reference.span));
        }
        if let Some(named) = file.lets.iter().find(|named| named.head.name == name) {
            let formula = self.within(name, reference.span, |binder| {
                binder.with_vars(BTreeMap::new(), |binder| binder.compile(&named.formula))
            })?;
            if let Some(formula) = &formula
                && matches!(formula.kind(), Kind::Quantity(_))
            {
                let id = self.add_leaf(Leaf::Formula(formula.clone()));
                self.known.insert(name.to_owned(), id);
                return Ok(self.quantity(id));
            }
            let settled = formula.as_ref().and_then(|formula| match formula.constant() {
                Some(formula::Value::Flag(flag)) => Some(formula::Leaf::Flag(*flag)),
                Some(formula::Value::Word(word)) => Some(formula::Leaf::Word(word.clone())),
                _ => None,
            });
            self.settled.insert(name.to_owned(), settled.clone());
            return settled.ok_or_else(|| match formula {
                Some(_) => Diagnostic::at(
                    "unit-mismatch",
                    named.formula.span,
                    format!("`{name}` is no quantity"),
                ),
                None => unreadable(name, reference.span),
            });
        }
        Err(reference.unknown(self.names()))
    }

    pub(super) fn discrete_leaf(&self, name: &str) -> Option<formula::Leaf> {
        let param: &AstParam = self.file.params.iter().find(|param| param.head.name == name)?;
        match &param.kind {
            ParamKind::Flag => self.discrete.flags.get(name).map(|flag| formula::Leaf::Flag(*flag)),
            ParamKind::Count(..) => {
                self.discrete.counts.get(name).map(|count| formula::Leaf::Count(*count))
            }
            ParamKind::Choice(options) => self.discrete.choices.get(name).map(|word| {
                formula::Leaf::Choice { value: word.clone(), options: options.clone() }
            }),
            ParamKind::Measure(_) => None,
        }
    }

    /// `ring.inside`, `front.base.length`, `gusset.length`, `finished.width`.
    fn dotted(&mut self, reference: &Reference) -> Result<formula::Leaf, Diagnostic> {
        // Values of an inner bag have its name before theirs.
        let whole = reference.to_string();
        let file = self.file;
        let value = file.params.iter().map(|p| &p.head).chain(file.lets.iter().map(|l| &l.head));
        if value.clone().any(|head| head.name == whole) {
            return self.bare(&whole, reference);
        }
        if let Some(inner) = whole.strip_suffix(".inset")
            && file.bags.iter().any(|bag| inner.starts_with(&bag.head.name))
        {
            let outer = core::mem::replace(&mut self.inner, format!("{inner}."));
            let id = self.default_inset(reference.span);
            self.inner = outer;
            return id.map_or_else(|| Err(reference.unknown([])), |id| Ok(self.quantity(id)));
        }
        let (slot_path, figure_only) = whole.rsplit_once('.').unwrap_or((whole.as_str(), ""));
        if let [slot_name, figure_name] = [slot_path, figure_only].as_slice() {
            let slot = self.bound.slots.iter().position(|slot| {
                slot.name == *slot_name && slot.kind.figure(figure_name).is_some()
            });
            if let Some((slot, figure)) =
                slot.and_then(|slot| Some((slot, self.bound.slots[slot].kind.figure(figure_name)?)))
            {
                let id = self.leaf(reference.to_string(), || Leaf::Figure { slot, figure });
                return Ok(self.quantity(id));
            }
            let absent = ["material", "part"]
                .iter()
                .any(|sort| self.is_absent(&format!("{sort}.{slot_name}")));
            if absent {
                let message = format!("`{slot_name}` is not part of this bag: its `when` is false");
                return Ok(formula::Leaf::Absent(Diagnostic::at(
                    "absent-name",
                    reference.span,
                    message,
                )));
            }
            if *slot_name == "finished" {
                let file = self.file;
                if let Some(named) =
                    file.finished.iter().find(|named| named.head.name == *figure_name)
                {
                    let key = reference.to_string();
                    if let Some(id) = self.known.get(&key) {
                        return Ok(self.quantity(*id));
                    }
                    if self.settled.contains_key(&key) {
                        return Err(unreadable(&key, reference.span));
                    }
                    let formula = self.within(&key, reference.span, |binder| {
                        binder.compile_as(&named.formula, Kind::LENGTH)
                    })?;
                    let Some(formula) = formula else {
                        self.settled.insert(key.clone(), None);
                        return Err(unreadable(&key, reference.span));
                    };
                    let id = self.leaf(key, || Leaf::Formula(formula));
                    return Ok(self.quantity(id));
                }
            }
        }
        self.measure(reference)
    }

    fn names(&self) -> Vec<&str> {
        let params = self.file.params.iter().map(|param| param.head.name.as_str());
        let lets = self.file.lets.iter().map(|named| named.head.name.as_str());
        params.chain(lets).chain(["inset"]).chain(self.vars.keys().map(String::as_str)).collect()
    }

    pub(super) fn names_are_unique(&mut self) {
        let file = self.file;
        let values = file.params.iter().map(|p| &p.head).chain(file.lets.iter().map(|l| &l.head));
        let elements = (file.panels.iter().map(|p| &p.head))
            .chain(file.strips.iter().map(|s| &s.head))
            .chain(file.straps.iter().map(|s| &s.head));
        let values: Vec<_> = values.collect();
        let elements: Vec<_> = elements.collect();
        for heads in [values, elements] {
            for (index, head) in heads.iter().enumerate() {
                if heads[..index].iter().any(|earlier| earlier.name == head.name) {
                    let message = format!("`{}` is declared twice", head.name);
                    let finding = Diagnostic::error("twice", Place::Text(head.span), message);
                    self.findings.push(finding.hint("give one of them another name"));
                }
            }
        }
        for head in file.params.iter().map(|p| &p.head).chain(file.lets.iter().map(|l| &l.head)) {
            if formula::is_reserved(&head.name) || head.name == "inset" {
                let message = format!("`{}` is a word of the formula language", head.name);
                self.findings.push(
                    Diagnostic::at("reserved-name", head.span, message).hint("choose another name"),
                );
            }
        }
    }
}

impl Scope for Binder<'_> {
    fn resolve(&mut self, reference: &Reference) -> Result<formula::Leaf, Diagnostic> {
        match reference.steps.as_slice() {
            [step] if step.index.is_none() => self.bare(&step.name.clone(), reference),
            _ => self.dotted(reference),
        }
    }
}

pub(super) fn dimension(unit: Unit) -> Dimension {
    match unit {
        Unit::Length => Dimension::LENGTH,
        Unit::Angle => Dimension::ANGLE,
        Unit::Number => Dimension::NUMBER,
    }
}
