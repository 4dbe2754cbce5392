//! Binding panels: the drawing of each, its own or another's with some names meaning something else.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Span, did_you_mean};
use crate::formula::{Formula, Kind};

use super::super::ast::{Chain as AstChain, Course, Drawn, Edge as AstEdge, Word, Written};
use super::super::bound::{Chain, Edge, Leaf, Panel, Step};
use super::scope::{Binder, unreadable};

impl Binder<'_> {
    /// Draws the panel of that place in the file, once; nothing if it is absent or faulty.
    pub(super) fn panel(&mut self, file_index: usize) -> Option<usize> {
        if let Some(known) = self.panel_at.get(&file_index) {
            return *known;
        }
        let file = self.file;
        let panel = file.panels.get(file_index)?;
        if !self.present(&panel.head) {
            self.panel_at.insert(file_index, None);
            return None;
        }
        let material = self.slot(&panel.material.text, panel.material.span, true);
        let vars: BTreeMap<String, usize> = panel
            .vars
            .iter()
            .filter_map(|(name, formula)| Some((name.text.clone(), self.var(name, formula)?)))
            .collect();
        let known = panel.chains.is_empty() && panel.points.is_empty() && panel.bends.is_empty();
        if !known || panel.drawn == Drawn::Net {
            self.not_yet(panel.head.span, "named chains, points, bends and net drawings");
        }
        let drawn = self.with_vars(vars, |binder| binder.drawing(&panel.start, &panel.edges));
        let Some((start, edges)) = drawn else {
            self.panel_at.insert(file_index, None);
            return None;
        };
        // Evaluation order and file order differ: the index is given here, the name keeps the file's order.
        let index = self.bound.panels.len();
        self.bound.panels.push(Panel {
            name: panel.head.name.clone(),
            material: material.unwrap_or(0),
            through: panel.through,
            stands: panel.stand.is_some(),
            start,
            edges,
            span: panel.head.span,
        });
        self.bound.steps.push(Step::Panel(index));
        self.panel_at.insert(file_index, Some(index));
        Some(index)
    }

    fn var(&mut self, name: &Word, formula: &Written) -> Option<usize> {
        let file = self.file;
        let known = file.params.iter().map(|p| &p.head).chain(file.lets.iter().map(|l| &l.head));
        if !known.clone().any(|head| head.name == name.text) {
            let near =
                did_you_mean(&name.text, known.map(|head| head.name.as_str())).map(str::to_owned);
            let finding = Diagnostic::at(
                "unknown-name",
                name.span,
                format!("there is no value `{}` to rebind", name.text),
            );
            self.findings.push(finding.hint(
                near.map_or("`vars` gives other meanings to params and lets".to_owned(), |n| {
                    format!("did you mean `{n}`?")
                }),
            ));
            return None;
        }
        let formula = self.compile(formula)?;
        Some(self.add_leaf(Leaf::Formula(formula)))
    }

    fn lengths(&mut self, pair: &[Written; 2]) -> Option<[Formula; 2]> {
        let [x, y] = pair;
        let (x, y) = (self.compile_as(x, Kind::LENGTH), self.compile_as(y, Kind::LENGTH));
        Some([x?, y?])
    }

    fn drawing(
        &mut self,
        start: &[Written; 2],
        edges: &[AstEdge],
    ) -> Option<([Formula; 2], Vec<Edge>)> {
        let start = self.lengths(start);
        let mut drawn: Vec<Edge> = Vec::new();
        let mut whole = true;
        for (index, edge) in edges.iter().enumerate() {
            if drawn.iter().any(|earlier| earlier.name == edge.name.text) {
                let message = format!("two edges are called `{}`", edge.name.text);
                self.findings.push(Diagnostic::at("twice", edge.name.span, message));
            }
            let last = index + 1 == edges.len();
            if edge.to.is_none() != last {
                let message = if last {
                    "the last edge must end at the start"
                } else {
                    "only the last edge ends at the start"
                };
                self.findings.push(
                    Diagnostic::at("open-outline", edge.name.span, message).hint("to = \"start\""),
                );
            }
            let to = match &edge.to {
                Some(pair) => self.lengths(pair).map(Some),
                None => Some(None),
            };
            let sag = match &edge.course {
                Course::Line => None,
                // A sag of nothing is a line, so that an override can straighten an edge.
                Course::Sag(formula) => self
                    .compile_as(formula, Kind::LENGTH)
                    .filter(|sag| sag.constant().is_none_or(|value| value.number() != 0.0)),
                _ => {
                    self.not_yet(edge.name.span, "edges by radius, point, cubic or tangent");
                    None
                }
            };
            if edge.relative {
                self.not_yet(edge.name.span, "relative edges");
            }
            let round = edge.round.as_ref().and_then(|round| self.compile_as(round, Kind::LENGTH));
            match to {
                Some(to) => drawn.push(Edge { name: edge.name.text.clone(), to, sag, round }),
                None => whole = false,
            }
        }
        // The arc of a rounded corner is drawn between straight edges only; between others it has no simple form yet.
        for (index, edge) in drawn.iter().enumerate() {
            let next = &drawn[(index + 1) % drawn.len()];
            if edge.round.is_some() && (edge.sag.is_some() || next.sag.is_some()) {
                let message = format!(
                    "the corner after `{}` is rounded, but an edge beside it is curved",
                    edge.name
                );
                let span = edges.get(index).map_or(Span::default(), |edge| edge.name.span);
                self.findings.push(
                    Diagnostic::at("round-on-curve", span, message)
                        .hint("round corners of straight edges"),
                );
            }
        }
        Some((start?, if whole { drawn } else { return None }))
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
            let names = panel.edges.iter().map(|edge| edge.name.as_str());
            let finding = Diagnostic::at(
                "unknown-name",
                span,
                format!("`{}` has no edge `{name}`", panel.name),
            );
            match did_you_mean(name, names.clone()) {
                Some(near) => finding.hint(format!("did you mean `{near}`?")),
                None => {
                    finding.hint(format!("its edges are {}", names.collect::<Vec<_>>().join(", ")))
                }
            }
        })
    }

    /// The edges of a walk: both ends and everything between, in the order of declaration, cyclically.
    pub(super) fn walk(
        &self,
        panel: usize,
        from: &str,
        to: &str,
        span: Span,
    ) -> Result<Vec<usize>, Diagnostic> {
        let (first, last) = (self.edge_of(panel, from, span)?, self.edge_of(panel, to, span)?);
        let count = self.bound.panels[panel].edges.len();
        let steps = (last + count - first) % count;
        Ok((0..=steps).map(|step| (first + step) % count).collect())
    }

    /// The panel of a name; what it is not is noted.
    pub(super) fn panel_named(&mut self, name: &str, span: Span) -> Option<usize> {
        let file = self.file;
        let Some(file_index) = file.panels.iter().position(|panel| panel.head.name == name) else {
            let near = did_you_mean(name, file.panels.iter().map(|panel| panel.head.name.as_str()));
            let finding =
                Diagnostic::at("unknown-name", span, format!("there is no panel `{name}`"));
            let way_out = near.map_or_else(
                || format!("declare [panel.{name}]"),
                |near| format!("did you mean `{near}`?"),
            );
            self.findings.push(finding.hint(way_out));
            return None;
        };
        let panel = self.panel(file_index);
        if panel.is_none() {
            let finding = if self.present(&file.panels[file_index].head) {
                unreadable(&format!("panel.{name}"), span)
            } else {
                let message = format!("`panel.{name}` is not part of this bag");
                Diagnostic::at("absent-name", span, message)
                    .hint("give what uses it the same `when`")
            };
            self.findings.push(finding);
        }
        panel
    }

    /// The element and the edges of a chain that is one plain walk.
    pub(super) fn plain(&mut self, chain: &AstChain) -> Option<(String, String, String)> {
        let [walk] = chain.walks.as_slice() else {
            self.not_yet(chain.span, "chains of several walks");
            return None;
        };
        let trimmed = chain.from.is_some() || chain.to.is_some() || walk.from.is_some();
        let [element, first] = walk.path.steps.as_slice() else {
            self.not_yet(chain.span, "chains of parts");
            return None;
        };
        let last = walk.to.as_ref().map_or_else(|| first.to_string(), |(last, _)| last.to_string());
        if trimmed {
            self.not_yet(chain.span, "trimmed chains");
            return None;
        }
        Some((element.to_string(), first.to_string(), last))
    }

    /// Notes what this version reads and does not bind.
    pub(super) fn not_yet(&mut self, span: Span, what: &str) {
        let finding = Diagnostic::at("not-yet", span, format!("{what} are not drawn yet"));
        self.findings.push(finding.hint("write it another way"));
    }

    /// The chain of a name, on a panel or a strip.
    pub(super) fn chain(&mut self, chain: &AstChain) -> Option<Chain> {
        let (element, from, to) = self.plain(chain)?;
        let file = self.file;
        if let Some(strip_index) = file.strips.iter().position(|strip| strip.head.name == element) {
            let far = match (from.as_str(), to.as_str()) {
                ("a", "a") => false,
                ("b", "b") => true,
                _ => {
                    let message = format!("`{element}` is a strip: its long sides are `a` and `b`");
                    self.findings.push(Diagnostic::at("unknown-name", chain.span, message));
                    return None;
                }
            };
            let strip = self.strip(strip_index)?;
            return Some(Chain::Strip { strip, far });
        }
        let panel = self.panel_named(&element, chain.span)?;
        let edges = self.walk(panel, &from, &to, chain.span);
        let edges = self.findings.keep(edges)?;
        Some(Chain::Panel { panel, edges })
    }
}
