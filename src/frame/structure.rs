//! A style with its discrete choices made and its slots filled: the fixed thing that the numbers vary.

use crate::brief::Brief;
use crate::diag::{Diagnostic, Faults, Place, did_you_mean};
use crate::stock::{Entry, Kind, Stock};
use crate::style::bound::{At, Bound, Layer, LayerKind, Leaf, Slot};

/// A corner that turns by less, radians, is no corner for stitches: 20 degrees.
const BREAK: f64 = 20.0 * core::f64::consts::PI / 180.0;

/// One structure a search: nothing in it depends on a length.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The elements.
    pub bound: Bound,
    /// What fills each slot.
    pub entries: Vec<Entry>,
    /// The stiffener of each strap.
    pub cores: Vec<Option<Entry>>,
    /// What is wished of each parameter; mm, degrees, plain.
    pub wish: Vec<f64>,
    /// Which of them are pinned.
    pub pinned: Vec<bool>,
    /// Where a search may start besides the wish: the defaults and the named sizes.
    pub starts: Vec<Vec<f64>>,
    /// The lining glued to each panel, by its place among the layers.
    pub panel_lining: Vec<Option<usize>>,
    /// The name of the style.
    pub style_name: String,
    /// Its title.
    pub style_title: String,
}

impl Structure {
    /// Binds the brief's style to its discrete choices, fills the slots, evaluates the wish.
    ///
    /// # Errors
    /// Faults of the style under these choices; `unknown-stock`, `wrong-stock` for slots that cannot be filled so,
    /// `nothing-hides` for a hidden closure on leather without lining.
    pub fn of(brief: &Brief<'_>, stock: &Stock) -> Result<Self, Faults> {
        let file = brief.style().file();
        let bound = brief.style().bound(brief.discrete()).map_err(Faults)?;
        let mut faults = Vec::new();
        let mut entries = Vec::new();
        for slot in &bound.slots {
            match fill(slot, brief.stock_for(&slot.name), stock) {
                Ok(entry) => entries.push(entry),
                Err(fault) => faults.push(fault),
            }
        }
        let mut cores = Vec::new();
        for strap in &bound.straps {
            let core = strap
                .core
                .as_ref()
                .and_then(|id| stock.get(id))
                .filter(|entry| entry.kind == Kind::Stiffener);
            if let (None, Some(id)) = (core, &strap.core) {
                let message = format!("there is no stiffener `{id}` in stock");
                faults.push(
                    Diagnostic::at("unknown-stock", strap.span, message)
                        .hint("name a stiffener of the stock"),
                );
            }
            cores.push(core.cloned());
        }
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        let mut panel_lining = vec![None; bound.panels.len()];
        let glued = |layer: &Layer| layer.kind == LayerKind::Glued;
        for (index, layer) in bound.layers.iter().enumerate().filter(|(_, layer)| glued(layer)) {
            for panel in &layer.panels {
                panel_lining[*panel] = Some(index);
            }
        }
        unhidden(&bound, &entries, &panel_lining)?;
        let mut structure = Self {
            entries,
            cores,
            wish: Vec::new(),
            pinned: bound.params.iter().map(|param| brief.is_pinned(&param.name)).collect(),
            starts: Vec::new(),
            panel_lining,
            style_name: file.name.clone(),
            style_title: file.title.clone(),
            bound,
        };
        let said = |index: usize| brief.wanted(&structure.bound.params[index].name);
        let wish = structure.wishes(brief.named_size(), &said);
        // Starts keep what is pinned, so that they are starts of the same problem.
        let pinned = |index: usize| if structure.pinned[index] { said(index) } else { None };
        let mut starts = vec![structure.wishes(None, &pinned)];
        for size in &structure.bound.sizes {
            starts.push(structure.wishes(Some(&size.name), &pinned));
        }
        structure.wish = wish;
        structure.starts = starts;
        structure.settle();
        Ok(structure)
    }

    /// Decides by the bag as the defaults have it what must not vary while a search moves lengths: which corners break a
    /// row of stitches, and on which part of a strip a thing lies.
    fn settle(&mut self) {
        let Some(defaults) = self.starts.first().cloned() else { return };
        let numbers = super::frame(self, &defaults, &super::Counts::default());
        for (panel, drawn) in self.bound.panels.iter_mut().zip(&numbers.panels) {
            for (edge, corner) in panel.edges.iter_mut().zip(&drawn.corners) {
                edge.breaks = corner.radius.is_none() && corner.turn.abs() >= BREAK;
            }
        }
        for placed in &mut self.bound.places {
            let At::Over { strip, over: (host, edge, share), .. } = placed.at else { continue };
            let Some(followed) = &numbers.strips[strip].followed else { continue };
            let u = followed.at_edge(&numbers, host, edge, share);
            let length = numbers.strips[strip].length;
            let holds =
                |[a, b]: &[f64; 2]| *a <= u && u <= *b || *a <= u + length && u + length <= *b;
            if let Some(part) = numbers.strips[strip].parts.iter().position(holds) {
                placed.on = self.bound.strips[strip].parts[part].panel;
            }
        }
        let numbers = super::frame(self, &defaults, &super::Counts::default());
        for (row, numbers) in self.bound.rows.iter_mut().zip(&numbers.rows) {
            row.runs = numbers.runs.len();
        }
    }

    /// The values of leaves that rest on parameters and figures alone; others are no numbers.
    fn early(&self, wish: &[Option<f64>]) -> Vec<f64> {
        let mut values = vec![f64::NAN; self.bound.leaves.len()];
        for (id, leaf) in self.bound.leaves.iter().enumerate() {
            values[id] = match leaf {
                Leaf::Param(param) => wish[*param].unwrap_or(f64::NAN),
                Leaf::Figure { slot, figure } => self.entries[*slot].at(*figure),
                Leaf::DefaultInset(slot) => self.default_inset(*slot),
                Leaf::Formula(formula) => formula.eval(&|leaf| values[leaf]),
                _ => f64::NAN,
            };
        }
        values
    }

    /// The wish: what is said, else what the size says, else the defaults at the wished values.
    fn wishes(&self, size: Option<&str>, said: &dyn Fn(usize) -> Option<f64>) -> Vec<f64> {
        let size = size.and_then(|name| self.bound.sizes.iter().find(|size| size.name == name));
        let mut wish: Vec<Option<f64>> = vec![None; self.bound.params.len()];
        // Defaults read each other without a cycle, so as many rounds as there are parameters settle them all.
        for _ in 0..=wish.len() {
            for index in 0..wish.len() {
                if wish[index].is_some() {
                    continue;
                }
                let from_size =
                    size.and_then(|size| size.values.iter().find(|(param, _)| *param == index));
                let formula =
                    from_size.map_or(&self.bound.params[index].default, |(_, formula)| formula);
                wish[index] = said(index).or_else(|| {
                    // Helper values are made before what reads them: one pass over the leaves settles them all.
                    let early = self.early(&wish);
                    let value = formula.eval(&|leaf| early[leaf]);
                    value.is_finite().then_some(value)
                });
            }
        }
        wish.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect()
    }

    /// The distance of stitches from the edge where nothing is said: max(2 mm, 0.9 pitch), to 0.1 mm. A guess of the
    /// trade (3 to 4 mm dividers at 3 to 4 mm pitch), overridden by `inset` in a seam.
    pub fn default_inset(&self, iron: usize) -> f64 {
        let pitch = self.entries[iron].figure("pitch");
        ((0.9 * pitch).max(2.0) * 10.0).round() / 10.0
    }

    /// What fills the material slot of a panel.
    pub fn panel_leather(&self, panel: usize) -> &Entry {
        &self.entries[self.bound.panels[panel].material]
    }

    /// What fills the material slot of a strip.
    pub fn strip_leather(&self, strip: usize) -> &Entry {
        &self.entries[self.bound.strips[strip].material]
    }

    /// Thickness of a panel with what is glued to it, mm.
    pub fn panel_stack(&self, panel: usize) -> f64 {
        self.panel_leather(panel).figure("t")
            + self.panel_lining[panel].map_or(0.0, |lining| self.lining_thickness(lining))
    }

    /// Thickness of a lining, mm.
    pub fn lining_thickness(&self, lining: usize) -> f64 {
        self.entries[self.bound.layers[lining].material].figure("t")
    }

    /// How many parameters the numbers vary with.
    pub fn n_params(&self) -> usize {
        self.bound.params.len()
    }
}

/// A closure without prongs and without a hole is held by leather on both of its faces, so both panels need a glued lining.
fn unhidden(bound: &Bound, entries: &[Entry], lining: &[Option<usize>]) -> Result<(), Faults> {
    let mut faults = Vec::new();
    for halves in &bound.halves {
        let (slot, entry) = (&bound.slots[halves.part], &entries[halves.part]);
        let held = entry.figure("prongs") > 0.0 || entry.figure("hole") > 0.0;
        let bare = [halves.a.0, halves.b.0].into_iter().find(|panel| lining[*panel].is_none());
        let (false, Some(bare)) = (held, bare) else { continue };
        let panel = &bound.panels[bare].name;
        let message = format!(
            "`{}` lies hidden between two layers, and no lining is glued to `{panel}`",
            entry.id
        );
        faults.push(Diagnostic::at("nothing-hides", halves.span, message).hint(format!(
            "line `{panel}` with a glued layer, or fill `{}` with a {} that is set through the leather",
            slot.name,
            entry.kind.name()
        )));
    }
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}

fn fill(slot: &Slot, wanted: Option<&str>, stock: &Stock) -> Result<Entry, Diagnostic> {
    let id = wanted.unwrap_or(&slot.default);
    // What the brief asks for has no place in the file.
    let place = if wanted.is_some() { Place::Nowhere } else { Place::Text(slot.span) };
    let of_kind =
        || stock.entries().filter(|entry| entry.kind == slot.kind).map(|entry| entry.id.as_str());
    match stock.get(id) {
        Some(entry) if entry.kind == slot.kind => Ok(entry.clone()),
        Some(entry) => {
            let message = format!(
                "`{}` takes stock of kind {}, and `{id}` is of kind {}",
                slot.name,
                slot.kind.name(),
                entry.kind.name()
            );
            Err(Diagnostic::error("wrong-stock", place, message)
                .hint(format!("in stock are {}", of_kind().collect::<Vec<_>>().join(", "))))
        }
        None => {
            let message = format!("there is no `{id}` in stock for `{}`", slot.name);
            let hint = did_you_mean(id, of_kind()).map_or_else(
                || format!("in stock are {}", of_kind().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            Err(Diagnostic::error("unknown-stock", place, message).hint(hint))
        }
    }
}
