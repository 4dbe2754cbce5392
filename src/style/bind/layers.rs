//! Binding layers: linings, stiffeners, reinforcements.

use crate::formula::Kind;
use crate::stock::Kind as StockKind;

use super::super::ast::{Layer as AstLayer, LayerKind as AstKind, LayerSet};
use super::super::bound::{Layer, LayerKind};
use super::names::Element;
use super::scope::Binder;

impl Binder<'_> {
    pub(super) fn layers(&mut self) {
        let file = self.file;
        for layer in &file.layers {
            self.layer(layer);
        }
    }

    fn layer(&mut self, layer: &AstLayer) {
        let kind = match (layer.kind, layer.set) {
            (AstKind::Lining, LayerSet::Glued) => LayerKind::Glued,
            (AstKind::Lining, LayerSet::DropIn) => LayerKind::DropIn,
            (AstKind::Reinforcement, _) => LayerKind::Reinforcement,
            (AstKind::Lining | AstKind::Stiffener, _) => LayerKind::Flat,
        };
        let stock =
            if layer.kind == AstKind::Lining { StockKind::Leather } else { StockKind::Stiffener };
        let Some(material) = self.material(&layer.material, stock) else { return };
        let mut bound = Layer {
            name: layer.head.name.clone(),
            kind,
            material,
            panels: Vec::new(),
            places: Vec::new(),
            less: self.length_of(layer.less.as_ref()),
            grow: self.length_of(layer.grow.as_ref()),
            up_to: None,
            turn_gap: None,
            span: layer.head.span,
        };
        for path in &layer.of {
            let name = path.to_string();
            if let Some(place) = name.strip_prefix("place.") {
                let full = format!("place.{place}");
                let copies = format!("{full}[");
                let of: Vec<usize> = (0..self.bound.places.len())
                    .filter(|index| {
                        let own = &self.bound.places[*index].name;
                        *own == full || own.starts_with(&copies)
                    })
                    .collect();
                if of.is_empty() {
                    self.unknown_in("place", &name, path.span, "place.");
                }
                bound.places.extend(of);
                continue;
            }
            match self.element(path) {
                Some((Element::Panel(panel), [])) => bound.panels.push(panel),
                Some((Element::Strip(strip), [])) => {
                    bound
                        .panels
                        .extend(self.bound.strips[strip].parts.iter().map(|part| part.panel));
                }
                _ => self.unknown_element(path, "panel or strip"),
            }
        }
        if let Some(up_to) = &layer.up_to {
            let name = format!("finish.{}", up_to.finish.text);
            let known = self.bound.joints.iter().any(|joint| joint.name == name);
            if !known {
                self.unknown_in("finish", &up_to.finish.text, up_to.finish.span, "");
            }
            let lap = match &up_to.lap {
                Some(lap) => self.leaf_of(lap, Kind::LENGTH),
                None => Some(self.fixed(super::construction::ALLOWANCE)),
            };
            bound.up_to = lap.map(|lap| (name, lap));
        }
        if let Some(gap) = &layer.turn_gap
            && let (Some(chain), Some(length)) =
                (self.chain(&gap.chain), self.leaf_of(&gap.length, Kind::LENGTH))
        {
            bound.turn_gap = chain.edges().next().map(|(panel, edge)| (panel, edge, length));
        }
        for word in layer.copy.iter().chain(&layer.join) {
            let full = format!("seam.{}", word.text);
            let copies = format!("{full}[");
            let known = |name: &str| name == full || name.starts_with(&copies);
            if !self.bound.rows.iter().any(|row| known(&row.name)) && !self.is_absent(&full) {
                self.unknown_in("seam", &word.text, word.span, "");
            }
        }
        self.bound.layers.push(bound);
    }
}
