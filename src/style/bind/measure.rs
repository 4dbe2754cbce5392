//! Measures of elements in formulas: `front.base.length`, `body.b.length`, `gusset.zip.length`, `front.area`, `tab.length`.

use crate::diag::Diagnostic;
use crate::formula::{self, Reference};

use super::super::bound::{Chain, Leaf, Line, Shape};
use super::super::name::{Path, Step, Walk, edge_name};
use super::names::Element;
use super::scope::{Binder, unreadable};

impl Binder<'_> {
    /// A measure of an element's geometry.
    pub(super) fn measure(&mut self, reference: &Reference) -> Result<formula::Leaf, Diagnostic> {
        let key = reference.to_string();
        if let Some(id) = self.known_leaf(&key) {
            return Ok(self.quantity(id));
        }
        if key == "carry.length" {
            let id = self.fixed(self.carried());
            return Ok(self.quantity(id));
        }
        let steps: Vec<Step> = reference
            .steps
            .iter()
            .map(|step| Step { name: step.name.clone(), index: step.index })
            .collect();
        let path = Path { steps, span: reference.span };
        self.drawn_first(&path, reference)?;
        let Some((element, rest)) = self.element(&path) else {
            return Err(self.unknown_reference(reference, &path));
        };
        let rest = rest.to_vec();
        let unknown = |known: &str| {
            Diagnostic::at(
                "unknown-name",
                reference.span,
                format!("`{reference}` names no measure"),
            )
            .hint(known.to_owned())
        };
        let Some((measure, names)) = rest.split_last() else {
            return Err(unknown("write `element.edge.length`, `element.length` or `panel.area`"));
        };
        let leaf = match (element, names, measure.name.as_str()) {
            (Element::Panel(panel), [], "area") => {
                self.is_measured(panel, reference)?;
                self.seams_are_known(reference)?;
                Leaf::Area(panel)
            }
            (Element::Panel(panel), [], "length")
                if matches!(self.bound.panels[panel].shape, Shape::Part(..)) =>
            {
                self.is_measured(panel, reference)?;
                let side = |edge| super::super::bound::Stretch {
                    panel,
                    edges: vec![edge],
                    head: 0.0,
                    tail: 1.0,
                    reversed: true,
                };
                let chain = Chain { stretches: vec![side(2)], ..Chain::default() };
                Leaf::Length { chain, line: Line::Net }
            }
            (Element::Strip(strip), [], "length") => {
                let panel = self.bound.strips[strip].parts.first().map(|part| part.panel);
                if let Some(panel) = panel {
                    self.is_measured(panel, reference)?;
                }
                Leaf::StripLength(strip)
            }
            (Element::Strip(strip), [], "lap") => return self.strip_lap(strip, reference),
            (
                Element::Panel(_) | Element::Strip(_),
                [_, ..],
                "length" | "net" | "straight" | "stitch",
            ) => self.edge_measure(&path, &measure.name, reference)?,
            (Element::Slot(slot), _, "length") => {
                return self
                    .figure(slot, "length")
                    .map(|id| self.quantity(id))
                    .ok_or_else(|| unknown("this part has no chain"));
            }
            _ => {
                return Err(unknown(
                    "write `element.edge.length`, `element.edge.straight` or `panel.area`",
                ));
            }
        };
        let id = self.leaf(key, || leaf);
        Ok(self.quantity(id))
    }

    /// The length of a chain on one of its lines.
    fn edge_measure(
        &mut self,
        path: &Path,
        measure: &str,
        reference: &Reference,
    ) -> Result<Leaf, Diagnostic> {
        let count = path.steps.len().saturating_sub(1);
        let walked = Path { steps: path.steps[..count].to_vec(), span: reference.span };
        let walk = Walk { path: walked, from: None, to: None, span: reference.span };
        let faulty = || unreadable(&reference.to_string(), reference.span);
        let chain = self.walk(&walk, None).ok_or_else(faulty)?;
        let part = chain
            .stretches
            .iter()
            .find(|s| matches!(self.bound.panels[s.panel].shape, Shape::Part(..)));
        if let Some(part) = part {
            self.is_measured(part.panel, reference)?;
        }
        let line = match measure {
            "length" if part.is_none() => Line::Outside,
            "straight" => Line::Straight,
            "stitch" => self.default_inset(reference.span).map_or(Line::Net, Line::Stitch),
            _ => Line::Net,
        };
        if matches!(line, Line::Net | Line::Stitch(_)) {
            self.seams_are_known(reference)?;
        }
        Ok(Leaf::Length { chain, line })
    }

    /// A net line is known once every seam has said what it takes.
    fn seams_are_known(&self, reference: &Reference) -> Result<(), Diagnostic> {
        if self.netted {
            return Ok(());
        }
        let message = format!("`{reference}` is measured after the seams, and this is read before");
        Err(Diagnostic::at("late-name", reference.span, message)
            .hint("read the outside `length` instead"))
    }

    /// How long the strap is of the first way the style says it is carried, mm: guesses, for an adult.
    fn carried(&self) -> f64 {
        match self.file.carry.first().map(String::as_str) {
            Some("crossbody") => 1100.0,
            Some("shoulder") => 560.0,
            Some("necklace") => 600.0,
            Some("wrist") => 160.0,
            Some("belt" | "charm") => 80.0,
            _ => 220.0,
        }
    }

    /// Draws the panel a path begins with, if it is not drawn yet: formulas may read in any order.
    fn drawn_first(&mut self, path: &Path, reference: &Reference) -> Result<(), Diagnostic> {
        let file = self.file;
        let at = path.split(|name| file.panels.iter().any(|panel| panel.head.name == name));
        let Some((name, _)) = at else { return Ok(()) };
        let index = file.panels.iter().position(|panel| panel.head.name == name);
        if let Some(index) = index.filter(|index| !self.panel_at.contains_key(index)) {
            let drawn = self.within(&name, reference.span, |binder| binder.panel(index))?;
            if drawn.is_none() {
                return Err(unreadable(&name, reference.span));
            }
        }
        Ok(())
    }

    /// A strip's part can be measured once its seams are known.
    fn is_measured(&self, panel: usize, reference: &Reference) -> Result<(), Diagnostic> {
        use super::super::bound::Step;
        let measured = match self.bound.panels[panel].shape {
            Shape::Drawn { .. } => true,
            Shape::Part(strip, _) => self.bound.steps.contains(&Step::Strip(strip)),
        };
        if measured {
            return Ok(());
        }
        let message = format!("`{reference}` is measured after the seams, and this is read before");
        Err(Diagnostic::at("late-name", reference.span, message)
            .hint("read the length of what the strip follows"))
    }

    /// The `lap` of a strip.
    fn strip_lap(
        &mut self,
        strip: usize,
        reference: &Reference,
    ) -> Result<formula::Leaf, Diagnostic> {
        let file = self.file;
        let at = self.strip_at.get(&strip).copied();
        let lap = at.and_then(|at| file.strips.get(at)).and_then(|strip| strip.lap.as_ref());
        let leaf = lap.and_then(|lap| self.leaf_of(lap, formula::Kind::LENGTH));
        leaf.map(|id| self.quantity(id)).ok_or_else(|| {
            let message = format!("`{reference}`: the strip says no `lap`");
            Diagnostic::at("unknown-name", reference.span, message).hint("lap = \"8 mm\"")
        })
    }

    fn unknown_reference(&self, reference: &Reference, path: &Path) -> Diagnostic {
        let first = path.steps.first().map(ToString::to_string).unwrap_or_default();
        let sections = ["panel", "strip", "strap", "material", "part", "param", "let"];
        if sections.iter().any(|section| self.is_absent(&format!("{section}.{first}"))) {
            let message = format!("`{first}` is not part of this bag: its `when` is false");
            return Diagnostic::at("absent-name", reference.span, message)
                .hint("give what uses it the same `when`");
        }
        if let Some(panel) = self.file.strips.iter().find(|strip| strip.head.name == first) {
            let message =
                format!("`{}` has a fault of its own, or is not known yet", panel.head.name);
            return Diagnostic::at(super::scope::REPEATS, reference.span, message);
        }
        let slots: Vec<String> = self
            .bound
            .slots
            .iter()
            .flat_map(|slot| {
                slot.kind.figures().iter().map(|figure| format!("{}.{}", slot.name, figure.name))
            })
            .collect();
        let _ = edge_name(&path.steps);
        reference.unknown(slots.iter().map(String::as_str))
    }
}
