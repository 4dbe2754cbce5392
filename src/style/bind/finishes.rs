//! Binding what happens to edges that are in no seam: finishes, and the zippers that are let in.

use crate::diag::Diagnostic;
use crate::formula::Kind;

use super::super::ast::{
    Construction as AstConstruction, Finish, Row as AstRow, RowStart, WindowSplit,
};
use super::super::bound::{
    Allowance, Binding, Chain, Construction, End, Fit, Joint, Leaf, Row, RowKind, Shape, Side,
    Window,
};
use super::construction::{TURN, construction};
use super::scope::Binder;

/// Stitches of a zipper's tape from the window's edge where nothing is said, mm: a guess of the trade.
const TAPE_INSET: f64 = 2.0;
/// What is left beyond a window's ends where nothing is said, mm: a guess.
const MARGIN: f64 = 6.0;

impl Binder<'_> {
    pub(super) fn finishes(&mut self) {
        let file = self.file;
        for finish in &file.finishes {
            self.enter(&finish.head.name);
            let chains: Vec<Chain> =
                finish.on.iter().filter_map(|chain| self.chain(chain)).collect();
            let of_seam = finish
                .on
                .iter()
                .flat_map(|chain| &chain.walks)
                .any(|walk| walk.path.steps.first().is_some_and(|step| step.name == "seam"));
            if of_seam {
                // The allowances of one seam, or several, are bound together: the edge itself is the seam's.
                self.binding(finish, chains);
                continue;
            }
            for chain in chains {
                self.finish_edge(finish, chain);
            }
        }
    }

    fn finish_edge(&mut self, finish: &Finish, chain: Chain) {
        let name = format!("finish.{}", finish.head.name);
        let made = construction(finish.construction);
        let material =
            chain.stretches.first().map(|stretch| self.bound.panels[stretch.panel].material);
        let (mut take, mut add) = (None, None);
        match (made, material) {
            (Construction::Folded, Some(material)) => {
                let turn = match &finish.turn {
                    Some(turn) => self.leaf_of(turn, Kind::LENGTH),
                    None => Some(self.fixed(TURN)),
                };
                add = turn.map(|turn| self.add_leaf(Leaf::TurnOver { material, turn }));
            }
            (Construction::Bound, _) => {
                let tape = finish.material.as_ref();
                let slot = tape.and_then(|tape| self.material(tape, crate::stock::Kind::Tape));
                if slot.is_none() {
                    let message = "a bound edge needs the `material` that binds it";
                    let finding = Diagnostic::at("missing-key", finish.head.span, message);
                    self.findings.push(finding.hint("material = { use = \"ribbon-12\" }"));
                }
                take = slot.and_then(|slot| self.figure(slot, "t"));
                self.binding(finish, vec![chain.clone()]);
            }
            (Construction::Raw, _) => {}
            _ => {
                let message = "an edge is finished raw, folded or bound";
                self.findings.push(Diagnostic::at("unknown-word", finish.head.span, message));
            }
        }
        if matches!(made, Construction::Raw) {
            return;
        }
        self.finished_twice(finish, &chain);
        let joint = Joint {
            construction: made,
            chain: chain.clone(),
            take,
            add,
            allowance: Self::lies_beyond(made, add),
            row: None,
            name: name.clone(),
            span: finish.head.span,
        };
        let joint = self.join(joint);
        if finish.stitched {
            let (Some(inset), Some(iron)) =
                (self.default_inset(finish.head.span), self.iron(finish.head.span))
            else {
                return;
            };
            self.bound.joints[joint].row = Some(self.bound.rows.len());
            let row = self.plain_row(name, chain, inset, iron, finish.head.span);
            self.bound.rows.push(row);
        }
    }

    fn unbound(&mut self, finish: &Finish) {
        let message = "a bound edge needs the `material` that binds it";
        let finding = Diagnostic::at("missing-key", finish.head.span, message);
        self.findings.push(finding.hint("material = { use = \"ribbon-12\" }"));
    }

    /// One edge is turned over or bound once.
    fn finished_twice(&mut self, finish: &Finish, chain: &Chain) {
        let whole = |chain: &Chain| {
            let edge =
                |stretch: &super::super::bound::Stretch| stretch.head == 0.0 && stretch.tail == 1.0;
            chain.from.is_none() && chain.to.is_none() && chain.stretches.iter().all(edge)
        };
        let other = chain.edges().filter(|_| whole(chain)).find_map(|(panel, edge)| {
            let joints = self.bound.panels[panel].edges[edge].joints.iter();
            let mut joints = joints.map(|joint| &self.bound.joints[*joint]);
            joints
                .find(|joint| joint.name.starts_with("finish.") && whole(&joint.chain))
                .map(|joint| joint.name.clone())
        });
        if let Some(other) = other {
            let message =
                format!("an edge of `finish.{}` is finished by `{other}` too", finish.head.name);
            let finding = Diagnostic::at("twice", finish.head.span, message);
            self.findings.push(finding.hint("finish an edge once"));
        }
    }

    fn binding(&mut self, finish: &Finish, on: Vec<Chain>) {
        if finish.material.is_none() && finish.construction == AstConstruction::Bound {
            self.unbound(finish);
        }
        let tape = finish.material.as_ref();
        let Some(material) = tape.and_then(|tape| self.material(tape, crate::stock::Kind::Tape))
        else {
            return;
        };
        self.bound.bindings.push(Binding { name: finish.head.name.clone(), material, on });
    }

    /// A row along one chain that joins nothing.
    fn plain_row(
        &self,
        name: String,
        chain: Chain,
        inset: usize,
        iron: usize,
        span: crate::diag::Span,
    ) -> Row {
        let closed = chain.closed;
        let strip = self.strip_of(&chain);
        Row {
            name,
            kind: RowKind::Row,
            construction: Construction::Raw,
            sides: vec![Side { chain, inset: Some(inset), strip, same_facing: false }],
            plies: Vec::new(),
            lead: 0,
            anchor: Vec::new(),
            inset,
            ends: [End::Inset(inset); 2],
            iron,
            uses: None,
            count: None,
            fit: Fit::Equal,
            symmetric: false,
            holes_as: None,
            holes_of: None,
            breaks: Vec::new(),
            pitch: None,
            closed,
            runs: 1,
            angle: None,
            glued: false,
            after: Vec::new(),
            avoid: Vec::new(),
            span,
        }
    }

    /// Rows of holes or parts of the file.
    pub(super) fn rows(&mut self) {
        let file = self.file;
        for row in &file.rows {
            self.enter(&row.head.name);
            let inset = match &row.inset {
                Some(inset) => self.leaf_of(inset, Kind::LENGTH),
                None => self.default_inset(row.head.span),
            };
            let iron = self.iron(row.head.span);
            let (Some(inset), Some(iron)) = (inset, iron) else { continue };
            let name = format!("row.{}", row.head.name);
            let Some(mut bound) = self.row_line(row, name, inset, iron) else { continue };
            bound.count = row.count;
            bound.uses = row.part.as_ref().and_then(|word| self.slot(&word.text, word.span, false));
            if let Some(RowStart::At(start)) = &row.start
                && let Some(start) = self.leaf_of(start, Kind::LENGTH)
            {
                bound.ends = [End::Length(start); 2];
            }
            if let Some(ends) = self.length_of(row.ends.as_ref()) {
                bound.ends = [End::Length(ends); 2];
            }
            bound.pitch = self.length_of(row.pitch.as_ref());
            bound.avoid = self.avoided(row);
            self.length_of(row.face_in.as_ref());
            let own: Vec<usize> =
                bound.sides.iter().filter_map(|side| side.chain.panel()).collect();
            for path in &row.through {
                if let Some(panel) = self.panel_named(path) {
                    let host = matches!(bound.kind, RowKind::Path(on, _) if on == panel)
                        || own.contains(&panel);
                    if !host {
                        bound.plies.push(panel);
                    }
                }
            }
            self.bound.rows.push(bound);
        }
    }

    /// The seams that a row keeps off: each by its name, copies by the name they share.
    fn avoided(&mut self, row: &AstRow) -> Vec<usize> {
        let mut avoided = Vec::new();
        for path in &row.avoid {
            let full = path.to_string();
            let copies = format!("{full}[");
            let before = avoided.len();
            let rows = self.bound.rows.iter().enumerate();
            let own = rows.filter(|(_, of)| of.name == full || of.name.starts_with(&copies));
            avoided.extend(own.map(|(index, _)| index));
            if avoided.len() == before && !self.is_absent(&full) {
                self.unknown_in("seam", &full, path.span, "seam.");
            }
        }
        avoided
    }

    fn row_line(&mut self, row: &AstRow, name: String, inset: usize, iron: usize) -> Option<Row> {
        if let Some(along) = &row.along {
            let chain = self.chain(along)?;
            return Some(self.plain_row(name, chain, inset, iron, row.head.span));
        }
        let Some(host) = &row.on else {
            let message =
                format!("`{name}` needs `along` a chain, or a `path` and what it is `on`");
            self.findings.push(Diagnostic::at("missing-key", row.head.span, message));
            return None;
        };
        let panel = self.panel_named(&host.path)?;
        let mut corners = Vec::new();
        for [x, y] in &row.path {
            let (x, y) = (self.leaf_of(x, Kind::LENGTH), self.leaf_of(y, Kind::LENGTH));
            corners.push([x?, y?]);
        }
        if corners.len() < 2 {
            let message = format!("the path of `{name}` needs two points or more");
            self.findings.push(Diagnostic::at("wrong-count", row.head.span, message));
            return None;
        }
        let mut bound = self.plain_row(name, Chain::default(), inset, iron, row.head.span);
        bound.sides = Vec::new();
        bound.kind = RowKind::Path(panel, corners);
        Some(bound)
    }

    /// Zippers let into panels and parts of strips.
    pub(super) fn windows(&mut self) {
        let file = self.file;
        for window in &file.windows {
            self.enter(&window.head.name);
            let panel = self.panel_named(&window.host);
            let part = self.slot(&window.part.text, window.part.span, false);
            let (Some(panel), Some(part)) = (panel, part) else { continue };
            if self.bound.slots[part].kind.figure("chain").is_none() {
                let message = format!("`{}` is no zipper", window.part.text);
                let finding = Diagnostic::at("misplaced-name", window.part.span, message);
                self.findings.push(finding.hint("name a slot of kind `zipper`"));
                continue;
            }
            if let Some(other) = self.bound.windows.iter().find(|other| other.panel == panel) {
                let message = format!("`{}` has the window `{}` already", window.host, other.name);
                let finding = Diagnostic::at("twice", window.host.span, message);
                self.findings.push(finding.hint("cut one window into a panel or a part"));
                continue;
            }
            let halves = window.split == WindowSplit::Halves;
            if halves && !matches!(self.bound.panels[panel].shape, Shape::Part(..)) {
                let message = "only a part of a strip is cut in two halves";
                let finding = Diagnostic::at("misplaced-word", window.head.span, message);
                self.findings.push(finding.hint("split = \"slot\""));
                continue;
            }
            let inset = match &window.inset {
                Some(inset) => self.leaf_of(inset, Kind::LENGTH),
                None => Some(self.fixed(TAPE_INSET)),
            };
            let margin = match &window.margin {
                Some(margin) => self.leaf_of(margin, Kind::LENGTH),
                None => Some(self.fixed(MARGIN)),
            };
            let folded = window.edge == AstConstruction::Folded;
            let material = self.bound.panels[panel].material;
            let add = folded.then(|| {
                let turn = self.fixed(TURN);
                self.add_leaf(Leaf::TurnOver { material, turn })
            });
            let joint = self.join(Joint {
                construction: construction(window.edge),
                chain: Chain::default(),
                take: None,
                add,
                allowance: if folded { Allowance::TurnOver } else { Allowance::Bare },
                row: None,
                name: format!("window.{}", window.head.name),
                span: window.head.span,
            });
            let (Some(inset), Some(iron)) = (inset, self.iron(window.head.span)) else {
                continue;
            };
            let index = self.bound.windows.len();
            self.bound.windows.push(Window {
                name: window.head.name.clone(),
                panel,
                part,
                halves,
                margin,
                inset,
                add,
                joint,
                span: window.head.span,
            });
            let name = format!("window.{}", window.head.name);
            let mut row = self.plain_row(name, Chain::default(), inset, iron, window.head.span);
            row.sides = Vec::new();
            row.kind = RowKind::Window(index);
            self.bound.rows.push(row);
        }
    }
}
