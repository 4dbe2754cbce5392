//! Binding folds: straight edges of two panels of one leather, in no loop.

use crate::diag::Diagnostic;
use crate::formula::Kind;

use super::super::ast::Chain as AstChain;
use super::super::bound::{Course, Curve, Fold, Shape};
use super::scope::Binder;

impl Binder<'_> {
    pub(super) fn folds(&mut self) {
        let file = self.file;
        for fold in &file.folds {
            let [a, b] = &fold.join;
            let (Some(a), Some(b)) = (self.single_edge(a), self.single_edge(b)) else { continue };
            for ((panel, edge), chain) in [a, b].into_iter().zip(&fold.join) {
                self.straight_beside(panel, edge, chain);
            }
            if self.bound.panels[a.0].material != self.bound.panels[b.0].material {
                let message = "panels of one piece must have one material";
                let finding = Diagnostic::at("two-materials", fold.head.span, message);
                let slot = self.bound.panels[a.0].material;
                let name = self.bound.slots[slot].name.clone();
                self.findings.push(finding.hint(format!("cut both from `{name}`")));
            }
            let angle = self.compile_as(&fold.angle, Kind::ANGLE);
            if let Some(open) = &fold.open {
                self.compile_as(open, Kind::ANGLE);
            }
            let radius = match &fold.radius {
                Some(radius) => self.compile_as(radius, Kind::LENGTH).map(Some),
                None => Some(None),
            };
            if let (Some(angle), Some(radius)) = (angle, radius) {
                self.bound.folds.push(Fold {
                    name: format!("fold.{}", fold.head.name),
                    join: [a, b],
                    angle,
                    radius,
                    soft: fold.soft,
                    through: fold.through,
                    span: fold.head.span,
                });
            }
        }
        self.folds_close_no_loop();
    }

    /// The panel and the edge of a chain that is one edge of a drawn panel.
    fn single_edge(&mut self, chain: &AstChain) -> Option<(usize, usize)> {
        let bound = self.chain(chain)?;
        let mut edges = bound.edges();
        match (edges.next(), edges.next()) {
            (Some(edge), None) if bound.from.is_none() && bound.to.is_none() => Some(edge),
            _ => {
                let message = "a fold joins single edges, not walks";
                let finding = Diagnostic::at("misplaced-name", chain.span, message);
                self.findings.push(finding.hint("name one edge, as in `back.mouth`"));
                None
            }
        }
    }

    /// A fold's edge, and the edges beside it up to it, are straight.
    fn straight_beside(&mut self, panel: usize, edge: usize, chain: &AstChain) {
        let Shape::Drawn { courses, .. } = &self.bound.panels[panel].shape else {
            let message = "a fold joins edges of panels";
            self.findings.push(Diagnostic::at("misplaced-name", chain.span, message));
            return;
        };
        let count = courses.len();
        let curved = |course: &Course| !matches!(course.curve, Curve::Line);
        let (before, own, after) =
            (&courses[(edge + count - 1) % count], &courses[edge], &courses[(edge + 1) % count]);
        let name = &self.bound.panels[panel].edges[edge].name;
        let name = format!("{}.{name}", self.bound.panels[panel].name);
        let rounded = own.round.is_some() || before.round.is_some();
        let beside = rounded || curved(before) || curved(after);
        let own = curved(own);
        if beside {
            let message = format!("the edges beside the fold `{name}` are not straight up to it");
            let finding = Diagnostic::at("curved-fold", chain.span, message);
            let hint = "round or curve only corners and edges away from the fold";
            self.findings.push(finding.hint(hint));
        }
        if own {
            let message = format!("`{name}` is curved: leather folds along straight lines");
            let finding = Diagnostic::at("curved-fold", chain.span, message);
            self.findings.push(finding.hint("straighten the edge"));
        }
    }

    /// A piece cannot be folded into itself: every fold must bring a panel that the piece does not have yet.
    fn folds_close_no_loop(&mut self) {
        let mut piece: Vec<usize> = (0..self.bound.panels.len()).collect();
        for fold in self.bound.folds.clone() {
            let (a, b) = (piece[fold.join[0].0], piece[fold.join[1].0]);
            if a == b {
                let message =
                    format!("`{}` closes a loop of folds: no flat leather folds so", fold.name);
                let finding = Diagnostic::at("fold-loop", fold.span, message);
                self.findings.push(finding.hint("make one of the folds a seam"));
            }
            for panel in &mut piece {
                if *panel == b {
                    *panel = a;
                }
            }
        }
    }
}
