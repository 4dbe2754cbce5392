//! Binding panels: the drawing of each, perhaps with some names meaning something else.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, did_you_mean};
use crate::formula::{Formula, Kind};

use super::super::ast::{Course as AstCourse, Edge as AstEdge, Panel as AstPanel, Word, Written};
use super::super::bound::{Course, Curve, Edge, Leaf, Panel, Shape, Step};
use super::scope::Binder;

impl Binder<'_> {
    /// Draws the panel of that place in the file, once; nothing if it is faulty.
    pub(super) fn panel(&mut self, file_index: usize) -> Option<usize> {
        if let Some(known) = self.panel_at.get(&file_index) {
            return *known;
        }
        let file = self.file;
        let panel = file.panels.get(file_index)?;
        let material = self.slot(&panel.material.text, panel.material.span, true);
        let vars: BTreeMap<String, usize> = panel
            .vars
            .iter()
            .filter_map(|(name, formula)| {
                Some((name.text.clone(), self.var(panel, name, formula)?))
            })
            .collect();
        let drawn = self.with_vars(vars, |binder| binder.drawing(&panel.start, &panel.edges));
        let Some((shape, edges)) = drawn else {
            self.panel_at.insert(file_index, None);
            return None;
        };
        // Evaluation order and file order differ: the index is given here, the name keeps the file's order.
        let index = self.bound.panels.len();
        self.bound.panels.push(Panel {
            name: panel.head.name.clone(),
            material: material.unwrap_or(0),
            through: panel.through,
            stand: None,
            shape,
            edges,
            bends: Vec::new(),
            notches: Vec::new(),
            span: panel.head.span,
        });
        self.bound.steps.push(Step::Outside(index));
        self.panel_at.insert(file_index, Some(index));
        Some(index)
    }

    fn var(&mut self, panel: &AstPanel, name: &Word, formula: &Written) -> Option<usize> {
        let file = self.file;
        let known = file.params.iter().map(|p| &p.head).chain(file.lets.iter().map(|l| &l.head));
        // A name of its own is as good as another's, if the drawing reads it.
        let is_known = known.clone().any(|head| head.name == name.text);
        if !is_known && !reads(panel, &name.text) {
            let near = did_you_mean(&name.text, known.map(|head| head.name.as_str()));
            let way_out = near.map_or_else(
                || "`vars` gives meanings to names that the drawing reads".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("there is no value `{}` to rebind", name.text);
            self.findings.push(Diagnostic::at("unknown-name", name.span, message).hint(way_out));
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

    fn drawing(&mut self, start: &[Written; 2], edges: &[AstEdge]) -> Option<(Shape, Vec<Edge>)> {
        let start = self.lengths(start);
        let (mut drawn, mut courses) = (Vec::<Edge>::new(), Vec::new());
        let mut whole = true;
        for (index, edge) in edges.iter().enumerate() {
            if drawn.iter().any(|earlier| earlier.name == edge.name.text) {
                let message = format!("two edges are called `{}`", edge.name.text);
                let finding = Diagnostic::at("twice", edge.name.span, message);
                self.findings.push(finding.hint("give one of them another name"));
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
            let to = match to {
                Some(Some(to)) if edge.relative => {
                    self.absolute(&to, start.as_ref(), courses.last()).map(Some)
                }
                to => to,
            };
            let curve = self.curve(&edge.course);
            // A radius of nothing is a sharp corner, so that a choice can leave it out.
            let round = edge
                .round
                .as_ref()
                .and_then(|round| self.compile_as(round, Kind::LENGTH))
                .filter(|round| round.constant().is_none_or(|value| value.number() != 0.0));
            match (to, curve) {
                (Some(to), Some(curve)) => {
                    drawn.push(Edge {
                        name: edge.name.text.clone(),
                        joints: Vec::new(),
                        dart: edge.name.text.starts_with("dart_"),
                        breaks: round.is_none(),
                    });
                    courses.push(Course { to, curve, round });
                }
                _ => whole = false,
            }
        }
        let start = start?;
        whole.then_some((Shape::Drawn { start, courses }, drawn))
    }

    /// A point given from the edge's start, as a point of the drawing.
    fn absolute(
        &mut self,
        [x, y]: &[Formula; 2],
        start: Option<&[Formula; 2]>,
        before: Option<&Course>,
    ) -> Option<[Formula; 2]> {
        let from = before.and_then(|course| course.to.as_ref()).or(start)?.clone();
        let mut sum = |a: &Formula, b: &Formula| {
            let (a, b) =
                (self.add_leaf(Leaf::Formula(a.clone())), self.add_leaf(Leaf::Formula(b.clone())));
            let sum = self.computed("a + b", &[("a", a), ("b", b)])?;
            match &self.bound.leaves[sum] {
                Leaf::Formula(formula) => Some(formula.clone()),
                _ => None,
            }
        };
        let (x, y) = (sum(&from[0], x)?, sum(&from[1], y)?);
        Some([x, y])
    }

    fn curve(&mut self, course: &AstCourse) -> Option<Curve> {
        Some(match course {
            AstCourse::Line => Curve::Line,
            AstCourse::Sag(sag) => {
                let sag = self.compile_as(sag, Kind::LENGTH)?;
                // A sag of nothing is a line, so that an override can straighten an edge.
                let straight = sag.constant().is_some_and(|value| value.number() == 0.0);
                if straight { Curve::Line } else { Curve::Sag(sag) }
            }
            AstCourse::Radius(radius) => Curve::Radius(self.compile_as(radius, Kind::LENGTH)?),
            AstCourse::Via(point) => Curve::Via(self.lengths(point)?),
            AstCourse::Cubic([c1, c2]) => {
                let (c1, c2) = (self.lengths(c1), self.lengths(c2));
                Curve::Cubic([c1?, c2?])
            }
            AstCourse::TangentStart => Curve::TangentStart,
            AstCourse::TangentEnd => Curve::TangentEnd,
        })
    }

    /// The panel of a path: a drawn one, or one part of a strip; what it is not is noted.
    pub(super) fn panel_named(&mut self, path: &super::super::name::Path) -> Option<usize> {
        use super::names::Element;
        match self.element(path) {
            Some((Element::Panel(panel), [])) => Some(panel),
            Some((Element::Strip(strip), [])) => {
                self.bound.strips[strip].parts.first().map(|part| part.panel)
            }
            _ => {
                self.unknown_element(path, "panel");
                None
            }
        }
    }
}

/// True if some formula of a panel's drawing names this value.
fn reads(panel: &AstPanel, name: &str) -> bool {
    let mut formulas: Vec<&Written> = panel.start.iter().collect();
    for edge in &panel.edges {
        formulas.extend(edge.to.iter().flatten());
        formulas.extend(&edge.round);
        match &edge.course {
            AstCourse::Sag(one) | AstCourse::Radius(one) => formulas.push(one),
            AstCourse::Via(point) => formulas.extend(point),
            AstCourse::Cubic(points) => formulas.extend(points.iter().flatten()),
            AstCourse::Line | AstCourse::TangentStart | AstCourse::TangentEnd => {}
        }
    }
    let part_of_name = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    formulas.iter().any(|written| written.expr.text().split(part_of_name).any(|word| word == name))
}
