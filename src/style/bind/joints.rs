//! Binding what joins: folds, strips, seams and rows, linings.

use crate::diag::Diagnostic;
use crate::formula::Kind;

use super::super::ast::{
    Chain as AstChain, Closed, Construction, LayerKind, LayerSet, Material, PlacedRow, Rows,
    StripWidth, Thing as AstThing, Word,
};
use super::super::bound::{Chain, End, Fold, Lining, OnEdge, Row, RowKind, Step, Strip, Thing};
use super::super::name::Point;
use super::scope::Binder;

impl Binder<'_> {
    pub(super) fn folds(&mut self) {
        let file = self.file;
        for fold in &file.folds {
            if !self.present(&fold.head) {
                continue;
            }
            let [a, b] = &fold.join;
            let (Some(a), Some(b)) = (self.chain(a), self.chain(b)) else { continue };
            let (Chain::Panel { panel: pa, edges: ea }, Chain::Panel { panel: pb, edges: eb }) =
                (a, b)
            else {
                let message = "a fold joins edges of panels";
                self.findings.push(Diagnostic::at("misplaced-name", fold.head.span, message));
                continue;
            };
            let ([ea], [eb]) = (ea.as_slice(), eb.as_slice()) else {
                let message = "a fold joins single edges, not walks";
                self.findings.push(Diagnostic::at("misplaced-name", fold.head.span, message));
                continue;
            };
            for (panel, edge, chain) in [(pa, *ea, &fold.join[0]), (pb, *eb, &fold.join[1])] {
                let edges = &self.bound.panels[panel].edges;
                let before = &edges[(edge + edges.len() - 1) % edges.len()];
                let after = &edges[(edge + 1) % edges.len()];
                let rounded = edges[edge].round.is_some() || before.round.is_some();
                if rounded || before.sag.is_some() || after.sag.is_some() {
                    let message = format!(
                        "the edges beside the fold `{}` are not straight up to it",
                        first(chain)
                    );
                    let finding = Diagnostic::at("curved-fold", chain.span, message);
                    self.findings.push(
                        finding.hint("round or curve only corners and edges away from the fold"),
                    );
                }
                if self.bound.panels[panel].edges[edge].sag.is_some() {
                    let message =
                        format!("`{}` is curved: leather folds along straight lines", first(chain));
                    self.findings.push(
                        Diagnostic::at("curved-fold", chain.span, message)
                            .hint("straighten the edge"),
                    );
                }
            }
            if self.bound.panels[pa].material != self.bound.panels[pb].material {
                let message = "panels of one piece must have one material";
                self.findings.push(Diagnostic::at("two-materials", fold.head.span, message));
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
                    join: [(pa, *ea), (pb, *eb)],
                    angle,
                    radius,
                    span: fold.head.span,
                });
            }
        }
        self.folds_close_no_loop();
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

    pub(super) fn strips(&mut self) {
        for index in 0..self.file.strips.len() {
            self.strip(index);
        }
    }

    /// Binds the strip of that place in the file, once.
    pub(super) fn strip(&mut self, file_index: usize) -> Option<usize> {
        if let Some(known) = self.strip_at.get(&file_index) {
            return *known;
        }
        let bound = self.bind_strip(file_index);
        self.strip_at.insert(file_index, bound);
        bound
    }

    fn bind_strip(&mut self, file_index: usize) -> Option<usize> {
        let file = self.file;
        let strip = file.strips.get(file_index)?;
        if !self.present(&strip.head) {
            return None;
        }
        let material = self.slot(&strip.material.text, strip.material.span, true);
        let mut ends = Vec::new();
        let plain = strip.flare.is_none() && strip.parts.is_none() && strip.pleats.is_none();
        let (Some(to), Closed::Open, true, StripWidth::Even(width)) =
            (&strip.to, &strip.closed, plain, &strip.width)
        else {
            self.not_yet(strip.head.span, "strips with parts, rings, pleats, flares and profiles");
            return None;
        };
        for chain in [&strip.along, to] {
            match self.chain(chain) {
                Some(Chain::Panel { panel, edges }) => ends.push((panel, edges)),
                Some(Chain::Strip { .. }) => {
                    let message = "a strip runs along panels, not along another strip";
                    self.findings.push(Diagnostic::at("misplaced-name", chain.span, message));
                }
                None => {}
            }
        }
        let width = self.compile_as(width, Kind::LENGTH);
        let mut sewn = Vec::new();
        for side in ["a", "b"] {
            let wanted = format!("{}.{side}", strip.head.name);
            let seam = self.sewn.iter().enumerate().find(|(index, seam)| {
                self.seam_insets.contains_key(index)
                    && seam.sides.iter().any(|chain| first(chain) == wanted)
            });
            if let Some((index, _)) = seam {
                sewn.push(index);
            } else {
                let message = format!(
                    "side {side} of `{}` is in no seam: its length is unknown",
                    strip.head.name
                );
                let hint = format!("add a seam with the side \"{}.{side}\"", strip.head.name);
                self.findings
                    .push(Diagnostic::at("strip-unsewn", strip.head.span, message).hint(hint));
            }
        }
        let [row_a, row_b] = <[usize; 2]>::try_from(sewn).ok()?;
        let [along, to] = <[(usize, Vec<usize>); 2]>::try_from(ends).ok()?;
        let index = self.bound.strips.len();
        self.bound.strips.push(Strip {
            name: strip.head.name.clone(),
            material: material?,
            along,
            to,
            width: width?,
            // Seams of the file until the rows are bound; then places among the rows.
            row_a,
            row_b,
            span: strip.head.span,
        });
        self.bound.steps.push(Step::Strip(index));
        Some(index)
    }

    /// Seams and rows in file order, then what sews placed things on, then what closes loops.
    pub(super) fn rows(&mut self) {
        let file = self.file;
        let mut row_of = std::collections::BTreeMap::new();
        for (index, seam) in self.sewn.clone().iter().enumerate() {
            let Some(inset) = self.seam_insets.get(&index).copied() else { continue };
            let Some(iron) = self.slot("iron", seam.head.span, false) else { continue };
            let sides: Vec<Chain> =
                seam.sides.iter().filter_map(|chain| self.chain(chain)).collect();
            if sides.is_empty() || sides.len() != seam.sides.len() {
                continue;
            }
            for (chain, side) in seam.sides.iter().zip(&sides) {
                self.corners_are_plain(chain, side);
            }
            let anchor: Vec<OnEdge> = seam
                .anchor
                .iter()
                .zip(&sides)
                .filter_map(|(p, side)| self.on_edge(p, side))
                .collect();
            if !seam.anchor.is_empty() && seam.anchor.len() != sides.len() {
                let message = format!(
                    "`anchor` names {} points for {} sides",
                    seam.anchor.len(),
                    sides.len()
                );
                self.findings.push(
                    Diagnostic::at("wrong-count", seam.head.span, message).hint("one point a side"),
                );
            }
            let holes_as = seam.holes_as.as_ref().and_then(|word| {
                let at = self.sewn.iter().position(|other| other.head.name == word.text);
                let row = at.and_then(|at| row_of.get(&at).copied());
                if row.is_none() {
                    let message = format!("there is no earlier seam `{}`", word.text);
                    self.findings.push(Diagnostic::at("unknown-name", word.span, message));
                }
                row
            });
            let lead =
                sides.iter().position(|side| matches!(side, Chain::Panel { .. })).unwrap_or(0);
            let ends = seam.ends.as_ref().and_then(|ends| self.leaf_of(ends, Kind::LENGTH));
            let section = if seam.is_row { "row" } else { "seam" };
            let row = Row {
                name: format!("{section}.{}", seam.head.name),
                kind: if seam.is_row { RowKind::Row } else { RowKind::Seam },
                runs: self.runs_of(&sides[lead]),
                sides,
                lead,
                anchor,
                inset,
                ends,
                iron,
                fit: seam.fit,
                symmetric: seam.symmetric,
                holes_as,
                span: seam.head.span,
            };
            row_of.insert(index, self.bound.rows.len());
            self.bound.rows.push(row);
        }
        for strip in &mut self.bound.strips {
            strip.row_a = row_of.get(&strip.row_a).copied().unwrap_or(0);
            strip.row_b = row_of.get(&strip.row_b).copied().unwrap_or(0);
        }
        for finish in &file.finishes {
            if finish.construction != Construction::Raw {
                self.not_yet(finish.head.span, "folded and bound edges");
            }
            for chain in &finish.on {
                self.chain(chain);
            }
        }
        self.placed_rows();
        self.loop_rows();
    }

    fn on_edge(&mut self, point: &Point, side: &Chain) -> Option<OnEdge> {
        let panel = match side {
            Chain::Panel { panel, .. } => *panel,
            Chain::Strip { strip, .. } => self.bound.strips.get(*strip)?.along.0,
        };
        let (Some(name), Some(share)) = (point.path.steps.last(), point.share) else {
            self.not_yet(point.span, "points by name");
            return None;
        };
        let name = name.to_string();
        let edge = self.edge_of(panel, &name, point.span);
        let edge = self.findings.keep(edge)?;
        let walked = match side {
            Chain::Panel { edges, .. } => edges,
            Chain::Strip { strip, .. } => &self.bound.strips.get(*strip)?.along.1,
        };
        if !walked.contains(&edge) {
            let message = format!("`{name}` is not on this side of the seam");
            self.findings.push(Diagnostic::at("misplaced-name", point.span, message));
            return None;
        }
        Some(OnEdge { edge, share })
    }

    /// A sharp corner inside a sewn walk lies between straight edges: between others its stitch lines meet in no simple form.
    fn corners_are_plain(&mut self, chain: &AstChain, side: &Chain) {
        let Chain::Panel { panel, edges } = side else { return };
        let drawn = &self.bound.panels[*panel].edges;
        let inner = edges.len().saturating_sub(1);
        let curved = (0..inner).find(|place| {
            let (before, after) = (&drawn[edges[*place]], &drawn[edges[*place + 1]]);
            before.round.is_none() && (before.sag.is_some() || after.sag.is_some())
        });
        if let Some(place) = curved {
            let (before, after) = (&drawn[edges[place]].name, &drawn[edges[place + 1]].name);
            let message =
                format!("`{before}` and `{after}` meet in a seam, and one of them is curved");
            let finding = Diagnostic::at("corner-on-curve", chain.span, message);
            self.findings.push(
                finding.hint("end the seam at that corner, or draw the curve as a rounded corner"),
            );
        }
    }

    /// A corner that is not rounded breaks a row in two.
    fn runs_of(&self, chain: &Chain) -> usize {
        let (panel, edges) = match chain {
            Chain::Panel { panel, edges } => (*panel, edges),
            Chain::Strip { strip, .. } => {
                let along = &self.bound.strips[*strip].along;
                (along.0, &along.1)
            }
        };
        let inner = edges.len().saturating_sub(1);
        1 + edges[..inner]
            .iter()
            .filter(|edge| self.bound.panels[panel].edges[**edge].round.is_none())
            .count()
    }

    fn placed_rows(&mut self) {
        let file = self.file;
        for index in 0..self.bound.places.len() {
            let placed = self.bound.places[index].clone();
            let Some(rows) = file.places.iter().find_map(|place| match &place.thing {
                AstThing::Element { rows, .. } if place.head.span == placed.span => Some(rows),
                _ => None,
            }) else {
                continue;
            };
            let Some(iron) = self.slot("iron", placed.span, false) else { continue };
            let (kind, sides, inset, runs) = match (rows, placed.thing) {
                (Rows::None, _) => continue,
                (Rows::Box(span), Thing::Strap(_)) => {
                    (RowKind::Box(index), Vec::new(), self.default_inset(*span), 4)
                }
                (Rows::Box(span), Thing::Panel(_)) => {
                    let message = "a panel is sewn on along its edges";
                    let hint = "rows = [ { along = \"pocket.left..right\" } ]";
                    self.findings.push(Diagnostic::at("misplaced-word", *span, message).hint(hint));
                    continue;
                }
                (Rows::BoxX(span), _) => {
                    self.not_yet(*span, "crossed boxes");
                    continue;
                }
                (Rows::Along(rows), thing) => {
                    let [PlacedRow { along: chain, inset }] = rows.as_slice() else {
                        self.not_yet(placed.span, "several rows along a place");
                        continue;
                    };
                    let Some(side) = self.chain(chain) else { continue };
                    let inset = match inset {
                        Some(written) => self.leaf_of(written, Kind::LENGTH),
                        None => self.default_inset(chain.span),
                    };
                    match (&side, thing) {
                        (Chain::Panel { panel, .. }, Thing::Panel(placed)) if *panel == placed => {}
                        _ => {
                            let message = "a row runs along the panel that is placed";
                            self.findings.push(Diagnostic::at(
                                "misplaced-name",
                                chain.span,
                                message,
                            ));
                            continue;
                        }
                    }
                    let runs = self.runs_of(&side);
                    (RowKind::Along(index), vec![side], inset, runs)
                }
            };
            let Some(inset) = inset else { continue };
            self.bound.rows.push(Row {
                name: placed.name.clone(),
                kind,
                sides,
                lead: 0,
                anchor: Vec::new(),
                inset,
                ends: None,
                iron,
                fit: super::super::ast::Fit::Equal,
                symmetric: false,
                holes_as: None,
                runs,
                span: placed.span,
            });
        }
    }

    /// A loop that no place sews down is closed by a box over its leg.
    fn loop_rows(&mut self) {
        for index in 0..self.bound.straps.len() {
            let strap = self.bound.straps[index].clone();
            let sewn = self.bound.rows.iter().any(|row| match row.kind {
                RowKind::Box(place) => self.bound.places[place].thing == Thing::Strap(index),
                _ => false,
            });
            for (end, kind) in strap.ends.iter().enumerate() {
                if sewn || matches!(kind, End::Plain) {
                    continue;
                }
                let Some(iron) = self.slot("iron", strap.span, false) else { continue };
                let Some(inset) = self.default_inset(strap.span) else { continue };
                self.bound.rows.push(Row {
                    name: format!("strap.{}.end[{end}]", strap.name),
                    kind: RowKind::Loop(index, end),
                    sides: Vec::new(),
                    lead: 0,
                    anchor: Vec::new(),
                    inset,
                    ends: None,
                    iron,
                    fit: super::super::ast::Fit::Equal,
                    symmetric: false,
                    holes_as: None,
                    runs: 4,
                    span: strap.span,
                });
            }
        }
    }

    pub(super) fn linings(&mut self) {
        let file = self.file;
        for layer in &file.layers {
            if !self.present(&layer.head) {
                continue;
            }
            let Material::Slot(material) = &layer.material else {
                self.not_yet(layer.head.span, "layers of fixed stock");
                continue;
            };
            if layer.kind != LayerKind::Lining || layer.set != LayerSet::Glued {
                self.not_yet(layer.head.span, "layers that are not glued linings");
                continue;
            }
            let material = self.slot(&material.to_string(), material.span, true);
            let Some(material) = material else { continue };
            let mut lining = Lining {
                name: layer.head.name.clone(),
                material,
                panels: Vec::new(),
                strips: Vec::new(),
            };
            for path in &layer.of {
                let word = Word { text: path.to_string(), span: path.span };
                if let Some(strip) =
                    file.strips.iter().position(|strip| strip.head.name == word.text)
                {
                    lining.strips.extend(self.strip(strip));
                } else {
                    lining.panels.extend(self.panel_named(&word.text, word.span));
                }
            }
            self.bound.linings.push(lining);
        }
    }
}

/// The element and the first edge of a chain.
fn first(chain: &AstChain) -> String {
    chain.walks.first().map(|walk| walk.path.to_string()).unwrap_or_default()
}
