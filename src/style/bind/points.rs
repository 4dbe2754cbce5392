//! Binding what has a name on a panel: chains, points, notches; and places on panels.

use crate::diag::Diagnostic;
use crate::formula::Kind;

use super::super::ast::{At as AstAt, Written};
use super::super::bound::{At, Bend, Facing, Point, Stand};
use super::super::name::{self, edge_name};
use super::names::Element;
use super::scope::Binder;

impl Binder<'_> {
    /// Named chains of panels; one may name those before it.
    pub(super) fn named_chains(&mut self) {
        let file = self.file;
        for (index, panel) in file.panels.iter().enumerate() {
            let Some(bound) = self.panel_at.get(&index).copied().flatten() else { continue };
            for named in &panel.chains {
                if let Some(chain) = self.chain_on(&named.chain, Some(bound)) {
                    self.chain_at.insert((bound, named.name.text.clone()), chain);
                }
            }
        }
    }

    /// Named points, notches, soft lines and how panels stand.
    pub(super) fn points(&mut self) {
        let file = self.file;
        for (index, panel) in file.panels.iter().enumerate() {
            let Some(bound) = self.panel_at.get(&index).copied().flatten() else { continue };
            for named in &panel.points {
                let Some(at) = self.at(&named.at, bound) else { continue };
                let name = named.name.text.clone();
                self.bound.points.push(Point { name, panel: bound, at });
            }
            for mark in &panel.marks {
                if let Some(point) = self.point_of(&mark.notch, bound) {
                    self.bound.panels[bound].notches.push(point);
                }
            }
            for bend in &panel.bends {
                let AstAt::Point([x, y]) = &bend.at else {
                    let message = "a bend is given by a point [x, y] on it";
                    self.findings.push(Diagnostic::at("wrong-type", panel.head.span, message));
                    continue;
                };
                let at = (self.leaf_of(x, Kind::LENGTH), self.leaf_of(y, Kind::LENGTH));
                let turn = match &bend.turn {
                    Some(turn) => self.leaf_of(turn, Kind::ANGLE),
                    None => Some(self.fixed(0.0)),
                };
                let angle = self.leaf_of(&bend.angle, Kind::ANGLE);
                if let ((Some(x), Some(y)), Some(turn), Some(angle)) = (at, turn, angle) {
                    self.bound.panels[bound].bends.push(Bend { at: [x, y], turn, angle });
                }
            }
            if let Some(stand) = &panel.stand {
                use super::super::ast::Side;
                let facing = match stand.side {
                    Side::Front => Facing::Front,
                    Side::Back => Facing::Back,
                    Side::Base => Facing::Base,
                    Side::Top | Side::Left | Side::Right => {
                        let message = "the root of a bag stands at its front, back or base";
                        let finding = Diagnostic::at("unknown-word", panel.head.span, message);
                        self.findings.push(finding.hint("stand = { side = \"front\" }"));
                        Facing::Front
                    }
                };
                let angle = stand.angle.as_ref().and_then(|angle| self.leaf_of(angle, Kind::ANGLE));
                self.bound.panels[bound].stand = Some(Stand { facing, angle });
            }
        }
    }

    /// A point of a panel: one that has a name, or a place of an edge that gets one.
    pub(super) fn point_of(&mut self, point: &name::Point, panel: usize) -> Option<usize> {
        if let Some(known) = self.point_named(panel, point) {
            return Some(known);
        }
        let (panel, steps) = match self.element(&point.path) {
            Some((Element::Panel(other), rest)) if !rest.is_empty() => (other, rest.to_vec()),
            _ => (panel, point.path.steps.clone()),
        };
        let Some(share) = point.share else {
            let known: Vec<&str> = self
                .bound
                .points
                .iter()
                .filter(|known| known.panel == panel)
                .map(|known| known.name.as_str())
                .collect();
            let message =
                format!("`{}` has no point `{}`", self.bound.panels[panel].name, edge_name(&steps));
            let hint = if known.is_empty() {
                "write `edge@mid`, or name it in `points`".to_owned()
            } else {
                format!("its points are {}", known.join(", "))
            };
            self.findings.push(Diagnostic::at("unknown-name", point.span, message).hint(hint));
            return None;
        };
        let path = name::Path { steps, span: point.span };
        let walk = name::Walk { path, from: None, to: None, span: point.span };
        let chain = self.walk(&walk, Some(panel))?;
        let share = crate::formula::Value::Quantity(share, crate::formula::Dimension::NUMBER);
        let formula = crate::formula::Formula::fixed(share);
        let t = Some(self.add_leaf(super::super::bound::Leaf::Formula(formula)));
        let at = At::Walk { chain, t, from: None, by: None, inward: None };
        self.bound.points.push(Point { name: String::new(), panel, at });
        Some(self.bound.points.len() - 1)
    }

    /// A place on a panel.
    pub(super) fn at(&mut self, at: &AstAt, panel: usize) -> Option<At> {
        match at {
            AstAt::Point([x, y]) => {
                let (x, y) = (self.leaf_of(x, Kind::LENGTH), self.leaf_of(y, Kind::LENGTH));
                Some(At::Point([x?, y?]))
            }
            AstAt::Named(point) => {
                let point = self.point_of(point, panel)?;
                Some(self.bound.points[point].at.clone())
            }
            AstAt::Edge { chain, t, from, over, by, inward, direction } => {
                let mut optional = |formula: &Option<Written>, kind| match formula {
                    Some(written) => self.leaf_of(written, kind).map(Some),
                    None => Some(None),
                };
                let (t, by, inward) = (
                    optional(t, Kind::NUMBER)?,
                    optional(by, Kind::LENGTH)?,
                    optional(inward, Kind::LENGTH)?,
                );
                if let Some(over) = over {
                    return self.over(over, panel, inward);
                }
                let from = match from {
                    Some(point) => Some(self.point_of(point, panel)?),
                    None => None,
                };
                let chain = self.chain_on(chain, Some(panel))?;
                let _ = direction;
                Some(At::Walk { chain, t, from, by, inward })
            }
        }
    }

    /// On side b of a strip, opposite a place of what it follows.
    fn over(&mut self, over: &name::Point, panel: usize, inward: Option<usize>) -> Option<At> {
        let strip = self
            .bound
            .strips
            .iter()
            .position(|strip| strip.parts.iter().any(|part| part.panel == panel));
        let Some(strip) = strip else {
            let message = "`over` counts along a strip, and this is none";
            self.findings.push(Diagnostic::at("misplaced-key", over.span, message).hint("use `t`"));
            return None;
        };
        let Some((Element::Panel(host), rest)) = self.element(&over.path) else {
            self.unknown_element(&over.path, "panel");
            return None;
        };
        let edge = self.edge_of(host, &edge_name(rest), over.span);
        let edge = self.findings.keep(edge)?;
        Some(At::Over { strip, over: (host, edge, over.share.unwrap_or(0.5)), inward })
    }
}
