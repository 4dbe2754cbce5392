//! What names of elements mean: panels, strips and their parts, edges, walks, chains, points on them.

use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::formula::Kind;

use super::super::ast::{Chain as AstChain, Trim as AstTrim};
use super::super::bound::{Anchor, Chain, Stretch, Trim};
use super::super::name::{Path, Point, Step, Walk, edge_name};
use super::scope::Binder;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// A drawn panel, or one part of a strip.
    Panel(usize),
    /// A strip as a whole.
    Strip(usize),
    /// A part slot.
    Slot(usize),
}

/// Edges that sugar made for seams of their own: walks pass over them.
fn passed_over(name: &str) -> bool {
    name.starts_with("dart_") || name.starts_with("box_")
}

impl Binder<'_> {
    /// The element a path begins with, and what stands behind it.
    pub(super) fn element<'p>(&self, path: &'p Path) -> Option<(Element, &'p [Step])> {
        let (name, rest) = path.split(|name| self.element_named(name).is_some())?;
        Some((self.element_named(&name)?, rest))
    }

    pub(super) fn element_named(&self, name: &str) -> Option<Element> {
        let strip = self.bound.strips.iter().position(|strip| strip.name == name);
        if let Some(strip) = strip {
            return Some(Element::Strip(strip));
        }
        if let Some(panel) = self.bound.panels.iter().position(|panel| panel.name == name) {
            return Some(Element::Panel(panel));
        }
        let slot = self.bound.slots.iter().position(|slot| slot.name == name && !slot.is_material);
        slot.map(Element::Slot)
    }

    /// Notes that a path names nothing, with the nearest name as the way out.
    pub(super) fn unknown_element(&mut self, path: &Path, what: &str) {
        let name = path.steps.first().map(ToString::to_string).unwrap_or_default();
        let absent = ["panel", "strip", "strap", "seam", "place", "row"]
            .iter()
            .any(|section| self.is_absent(&format!("{section}.{name}")));
        if absent {
            let message = format!("`{name}` is not part of this bag: its `when` is false");
            let finding = Diagnostic::at("absent-name", path.span, message);
            self.findings.push(finding.hint("give what uses it the same `when`"));
            return;
        }
        if let Some((Element::Strip(strip), [part, ..])) = self.element(path) {
            let parts: Vec<String> =
                self.bound.strips[strip].parts.iter().map(|part| part.name.clone()).collect();
            let parts: Vec<&str> =
                parts.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            let message = format!("`{name}` has no part `{}`", part.name);
            let finding = Diagnostic::at("unknown-name", path.span, message);
            let finding = super::near::near(finding, &part.name, &format!("{name}."), &parts);
            return self.findings.push(finding);
        }
        let faulty = self
            .file
            .panels
            .iter()
            .map(|panel| &panel.head)
            .chain(self.file.strips.iter().map(|s| &s.head));
        if faulty.clone().any(|head| head.name == name) {
            self.findings.push(super::scope::unreadable(&name, path.span));
            return;
        }
        let known = (self.file.panels.iter().map(|panel| panel.head.name.as_str()))
            .chain(self.file.strips.iter().map(|strip| strip.head.name.as_str()));
        let near = did_you_mean(&name, known).map(str::to_owned);
        let finding =
            Diagnostic::at("unknown-name", path.span, format!("there is no {what} `{name}`"));
        let way_out = near.map_or_else(
            || format!("declare [panel.{name}]"),
            |near| format!("did you mean `{near}`?"),
        );
        self.findings.push(finding.hint(way_out));
    }

    /// The edge of a name.
    pub(super) fn edge_of(
        &self,
        panel: usize,
        name: &str,
        span: Span,
    ) -> Result<usize, Diagnostic> {
        let panel = &self.bound.panels[panel];
        panel.edges.iter().position(|edge| edge.name == name).ok_or_else(|| {
            let index = self.bound.panels.iter().position(|known| known.name == panel.name);
            let chains = self.chain_at.keys().filter(|(of, _)| Some(*of) == index);
            let names = panel.edges.iter().map(|edge| edge.name.as_str());
            let names = names.chain(chains.map(|(_, name)| name.as_str()));
            let message = format!("`{}` has no edge `{name}`", panel.name);
            let finding = Diagnostic::at("unknown-name", span, message);
            match did_you_mean(name, names.clone()) {
                Some(near) => finding.hint(format!("did you mean `{near}`?")),
                None => {
                    finding.hint(format!("its edges are {}", names.collect::<Vec<_>>().join(", ")))
                }
            }
        })
    }

    /// The first and last edge that a name of a panel stands for: an edge, or a chain of it; and the chain itself.
    fn edges_named(
        &self,
        panel: usize,
        name: &str,
        span: Span,
    ) -> Result<(usize, usize, Option<Chain>), Diagnostic> {
        if let Some(chain) = self.chain_at.get(&(panel, name.to_owned())) {
            let edges: Vec<usize> = chain.edges().map(|(_, edge)| edge).collect();
            if let (Some(first), Some(last)) = (edges.first(), edges.last()) {
                return Ok((*first, *last, Some(chain.clone())));
            }
        }
        let edge = self.edge_of(panel, name, span)?;
        Ok((edge, edge, None))
    }

    /// A walk on a panel whose edges are named by `rest` and perhaps a last edge.
    fn walk_on(&self, panel: usize, rest: &[Step], walk: &Walk) -> Result<Chain, Diagnostic> {
        let name = edge_name(rest);
        let (first, own_last, named) = self.edges_named(panel, &name, walk.span)?;
        let (last, tail) = match &walk.to {
            None => (own_last, None),
            Some((to, share)) => {
                let (_, last, _) = self.edges_named(panel, &edge_name(&to.steps), walk.span)?;
                (last, *share)
            }
        };
        if let (Some(chain), None, None) = (named, walk.from, &walk.to) {
            return Ok(chain);
        }
        let head = walk.from.unwrap_or(0.0);
        let tail = tail.unwrap_or(1.0);
        let count = self.bound.panels[panel].edges.len();
        let mut steps = (last + count - first) % count;
        // From a place of an edge once round to a place of it that does not lie behind.
        let round = walk.to.is_some() && first == last && tail <= head;
        if round {
            steps = count;
        }
        let edges: Vec<usize> = (0..=steps)
            .map(|step| (first + step) % count)
            .filter(|edge| {
                let own = &self.bound.panels[panel].edges[*edge];
                *edge == first || *edge == last || !passed_over(&own.name)
            })
            .collect();
        let closed = round && (tail - head).abs() < 1e-12;
        let stretch = Stretch { panel, edges, head, tail, reversed: false };
        Ok(Chain { stretches: vec![stretch], closed, ..Chain::default() })
    }

    /// One walk of a chain; `host` is the panel whose own walks do not name it.
    pub(super) fn walk(&mut self, walk: &Walk, host: Option<usize>) -> Option<Chain> {
        if let Some(host) = host {
            // On the host alone `tip` is enough; `flap.tip` names it in full.
            let own = self.walk_on(host, &walk.path.steps, walk);
            let named = matches!(self.element(&walk.path), Some((_, rest)) if !rest.is_empty());
            if own.is_ok() || !named {
                return self.findings.keep(own);
            }
        }
        let first = walk.path.steps.first().map(|step| step.name.as_str());
        if let (Some("seam"), [_, seam @ .., side]) = (first, walk.path.steps.as_slice())
            && side.name == "allowance"
        {
            let name = Path { steps: seam.to_vec(), span: walk.span }.to_string();
            return self.allowance_of(&name, walk.span);
        }
        match self.element(&walk.path) {
            None => {
                self.unknown_element(&walk.path, "panel or strip");
                None
            }
            Some((Element::Panel(_) | Element::Strip(_), [])) => {
                let message = format!("`{}` names an element, not its edge", walk.path);
                let finding = Diagnostic::at("chain-syntax", walk.span, message);
                self.findings.push(finding.hint("write `panel.edge` or `panel.first..last`"));
                None
            }
            Some((Element::Panel(panel), rest)) => {
                let bound = self.walk_on(panel, rest, walk);
                let mut bound = self.findings.keep(bound)?;
                if let super::super::bound::Shape::Part(..) = self.bound.panels[panel].shape {
                    // Along a strip side a runs as u does.
                    for stretch in bound.stretches.iter_mut().filter(|stretch| stretch.edges == [2])
                    {
                        stretch.reversed = true;
                    }
                }
                Some(bound)
            }
            Some((Element::Strip(strip), rest)) => self.strip_side(strip, rest, walk.span),
            Some((Element::Slot(slot), _)) => Some(Chain { metal: Some(slot), ..Chain::default() }),
        }
    }

    /// A long side of a whole strip, or the ends of one in one piece.
    fn strip_side(&mut self, strip: usize, rest: &[Step], span: Span) -> Option<Chain> {
        let bound = &self.bound.strips[strip];
        let (edge, reversed) = match edge_name(rest).as_str() {
            "a" => (2, true),
            "b" => (0, false),
            "start" => (3, false),
            "end" => (1, false),
            other => {
                let parts: Vec<&str> = bound.parts.iter().map(|part| part.name.as_str()).collect();
                let message = format!("`{}` is a strip and has no side `{other}`", bound.name);
                let known = if parts.iter().any(|part| !part.is_empty()) {
                    format!("its sides are a, b; its parts {}", parts.join(", "))
                } else {
                    "its sides are a, b, start, end".to_owned()
                };
                self.findings.push(Diagnostic::at("unknown-name", span, message).hint(known));
                return None;
            }
        };
        let whole =
            |panel: usize| Stretch { panel, edges: vec![edge], head: 0.0, tail: 1.0, reversed };
        let stretches = match edge {
            3 => bound.parts.first().map(|part| whole(part.panel)).into_iter().collect(),
            1 => bound.parts.last().map(|part| whole(part.panel)).into_iter().collect(),
            _ => bound.parts.iter().map(|part| whole(part.panel)).collect(),
        };
        let closed = bound.closed && edge % 2 == 0;
        Some(Chain { stretches, closed, ..Chain::default() })
    }

    /// The chain a seam runs on: its allowance is bound along it.
    fn allowance_of(&mut self, seam: &str, span: Span) -> Option<Chain> {
        let name = format!("seam.{seam}");
        let found = self.bound.rows.iter().find(|row| row.name == name);
        let chain = found.and_then(|row| row.sides.first()).map(|side| side.chain.clone());
        if chain.is_none() {
            let message = format!("there is no seam `{seam}`");
            self.findings
                .push(Diagnostic::at("unknown-name", span, message).hint("declare it before"));
        }
        chain
    }

    /// The chain of a name, on elements of the file.
    pub(super) fn chain(&mut self, chain: &AstChain) -> Option<Chain> {
        self.chain_on(chain, None)
    }

    /// The chain of a name; edges without an element are those of `host`.
    pub(super) fn chain_on(&mut self, chain: &AstChain, host: Option<usize>) -> Option<Chain> {
        let mut bound = Chain::default();
        let mut whole = true;
        for walk in &chain.walks {
            let Some(part) = self.walk(walk, host) else {
                whole = false;
                continue;
            };
            bound.closed = part.closed && chain.walks.len() == 1;
            bound.metal = bound.metal.or(part.metal);
            for stretch in part.stretches {
                // Walks that go on where the last one ended, on one panel, are one stretch.
                match bound.stretches.last_mut() {
                    Some(last)
                        if last.panel == stretch.panel
                            && !last.reversed
                            && !stretch.reversed
                            && last.tail == 1.0
                            && stretch.head == 0.0 =>
                    {
                        last.edges.extend(stretch.edges);
                        last.tail = stretch.tail;
                    }
                    _ => bound.stretches.push(stretch),
                }
            }
        }
        if !whole {
            return None;
        }
        let panel = bound.panel();
        bound.from = match &chain.from {
            Some(trim) => Some(self.trim(trim, panel)?),
            None => None,
        };
        bound.to = match &chain.to {
            Some(trim) => Some(self.trim(trim, panel)?),
            None => None,
        };
        if bound.from.is_some() || bound.to.is_some() {
            bound.closed = false;
        }
        Some(bound)
    }

    fn trim(&mut self, trim: &AstTrim, panel: Option<usize>) -> Option<Trim> {
        if let (Some(point), Some(panel)) = (&trim.point, panel)
            && let Some(point) = self.point_named(panel, point)
        {
            return Some(Trim::Point(point));
        }
        self.leaf_of(&trim.written, Kind::LENGTH).map(Trim::Length)
    }

    /// A named point of a panel, with or without the panel's name.
    pub(super) fn point_named(&self, panel: usize, point: &Point) -> Option<usize> {
        if point.share.is_some() {
            return None;
        }
        let own = edge_name(&point.path.steps);
        let found = |panel: usize, name: &str| {
            self.bound.points.iter().position(|known| known.panel == panel && known.name == name)
        };
        found(panel, &own).or_else(|| match self.element(&point.path) {
            Some((Element::Panel(panel), rest)) => found(panel, &edge_name(rest)),
            _ => None,
        })
    }

    /// A point of an edge or one that has a name, as where sides of a row come together.
    pub(super) fn anchor(
        &mut self,
        point: &Point,
        side: &Chain,
        strip: Option<(usize, bool)>,
    ) -> Option<Anchor> {
        let Some((element, rest)) = self.element(&point.path) else {
            self.unknown_element(&point.path, "panel or strip");
            return None;
        };
        match element {
            Element::Slot(_) => Some(Anchor::Share(point.share.unwrap_or(0.5))),
            Element::Panel(panel) => {
                if let Some(point) = self.point_named(panel, point) {
                    return Some(Anchor::Point(point));
                }
                let found = self.edges_named(panel, &edge_name(rest), point.span);
                let (first, last, _) = self.findings.keep(found)?;
                let share = point.share.unwrap_or(0.5);
                // Of a split edge the middle one stands for its middle.
                let edge = if share >= 1.0 { last } else { first };
                if strip.is_some_and(|_| !side.runs_on(panel, edge)) || side.runs_on(panel, edge) {
                    return match strip {
                        Some((strip, _)) if !side.runs_on(panel, edge) => {
                            Some(Anchor::Strip(strip, panel, edge, share))
                        }
                        Some(_) => Some(on_own_edge(edge, share)),
                        None => Some(Anchor::Edge(panel, edge, share)),
                    };
                }
                let name = edge_name(rest);
                let message = format!("`{name}` is not on this side of the seam");
                let finding = Diagnostic::at("misplaced-name", point.span, message);
                self.findings.push(finding.hint("name a point of an edge that this side sews"));
                None
            }
            Element::Strip(strip) => {
                let name = edge_name(rest);
                match name.as_str() {
                    "a" | "b" => Some(Anchor::Share(point.share.unwrap_or(0.5))),
                    _ => {
                        // A stretch of side a is called as what it follows.
                        let along = self.bound.strips[strip].along.clone();
                        let panel = along.panel()?;
                        let named = |known: &super::super::bound::Point| {
                            known.panel == panel && known.name == name
                        };
                        if let Some(point) = self.bound.points.iter().position(named) {
                            return Some(Anchor::StripPoint(strip, point));
                        }
                        let found = self.edges_named(panel, &name, point.span);
                        let (edge, _, _) = self.findings.keep(found)?;
                        if !along.runs_on(panel, edge) {
                            let message = format!("`{name}` is not on this side of the seam");
                            self.findings.push(Diagnostic::at(
                                "misplaced-name",
                                point.span,
                                message,
                            ));
                            return None;
                        }
                        Some(Anchor::Strip(strip, panel, edge, point.share.unwrap_or(0.5)))
                    }
                }
            }
        }
    }
}

/// On a strip's own edge: side a is walked against its order.
fn on_own_edge(edge: usize, share: f64) -> Anchor {
    Anchor::Share(if edge == 2 { 1.0 - share } else { share })
}
