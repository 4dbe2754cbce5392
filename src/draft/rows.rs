//! Rows of holes: equal chords on the lead, the same stitch-line lengths on every other side, every ply by its motion.

use crate::frame::{Frame, RowFrame, Structure};
use crate::geom::{Motion, Point};
use crate::style::bound::{Chain, RowKind, Thing};

use super::carry::{Carrier, Carry, Line};
use super::piece::{DraftRow, Origin, Piece};
use super::walk::Walk;
use super::{carry, creases};

/// Thread left over at both ends of a seam, mm: a guess of the trade.
const TAILS: f64 = 150.0;

pub(super) fn rows(
    structure: &Structure,
    frame: &Frame<f64>,
    pieces: &mut [Piece],
) -> Vec<DraftRow> {
    let count = structure.bound.rows.len();
    (0..count)
        .map(|index| {
            let carry = Carry::new(structure, index, &mut *pieces);
            Row { structure, frame, index, carry }.draft()
        })
        .collect()
}

struct Row<'a> {
    structure: &'a Structure,
    frame: &'a Frame<f64>,
    index: usize,
    carry: Carry<'a>,
}

impl Row<'_> {
    fn draft(mut self) -> DraftRow {
        let bound = &self.structure.bound.rows[self.index];
        let numbers = &self.frame.rows[self.index];
        match bound.kind {
            RowKind::Seam | RowKind::Row => self.chains(),
            RowKind::Along(place) => self.along(place),
            RowKind::Box(place, _) => self.boxed(place),
            RowKind::Loop(strap, end) => self.looped(strap, end),
            RowKind::Path(panel, _) => self.path(panel),
            RowKind::Window(window) => {
                let panel = self.structure.bound.windows[window].panel;
                let line = self.strokes(panel);
                let name = self.structure.bound.panels[panel].name.clone();
                self.on_panels(&line, 0, 1.0, &name, None, Motion::IDENTITY);
            }
        }
        let copy = self.copy();
        let (plies, pieces) = self.carry.finish();
        // A strap's two layers are plies of one piece.
        let mut stack = 0.0;
        let mut counted: Vec<(usize, Option<usize>, &str)> = Vec::new();
        for ply in &plies {
            // A side that runs over several pieces is one layer.
            let layer =
                (pieces[ply.piece].layer.unwrap_or(usize::MAX), ply.side, ply.along.as_str());
            let key = (layer.0, layer.1, layer.2);
            if !counted.contains(&key) {
                counted.push(key);
                stack += pieces[ply.piece].thickness;
            }
        }
        // What is only caught in a seam (a pipe, a strap) makes it thicker: both its layers.
        if matches!(bound.kind, RowKind::Seam) {
            stack +=
                bound.plies.iter().map(|ply| 2.0 * self.structure.panel_stack(*ply)).sum::<f64>();
        }
        let sewn: f64 = numbers.runs.iter().map(crate::frame::RunFrame::sewn).sum();
        let thread = if bound.uses.is_some() || bound.glued {
            0.0
        } else {
            2.0 * (1.0 + stack / numbers.pitch) * sewn + TAILS
        };
        let lead = if matches!(bound.kind, RowKind::Seam) {
            plies
                .iter()
                .position(|ply| ply.side == Some(bound.lead) && ply.glued_to.is_none())
                .unwrap_or(0)
        } else {
            0
        };
        DraftRow { plies, lead, copy, stack, thread }
    }

    /// Which copy of its strap a box sews down.
    fn copy(&self) -> usize {
        let bound = &self.structure.bound;
        let RowKind::Box(place, _) = bound.rows[self.index].kind else { return 0 };
        bound.places[place].copy
    }

    /// Seams and rows: every side on its own chain.
    fn chains(&mut self) {
        let bound = &self.structure.bound.rows[self.index];
        let numbers = &self.frame.rows[self.index];
        let Some(lead_walk) = self.walk(bound.lead) else { return };
        let lead_start = numbers.sides[bound.lead].start;
        let lead = holes(&lead_walk, numbers, lead_start);
        for (side, of) in bound.sides.iter().enumerate() {
            let Some(walk) = self.walk(side) else { continue };
            let own = &numbers.sides[side];
            let carried = |length: f64| {
                let at = own.start + (length - lead_start) * own.ratio;
                if bound.closed && at > own.length + 1e-9 { at - own.length } else { at }
            };
            let runs: Vec<Vec<f64>> = lead
                .iter()
                .map(|run| run.iter().map(|length| carried(*length)).collect())
                .collect();
            let slant = if side == 0 || of.same_facing { 1.0 } else { -1.0 };
            let name = self.chain_name(&of.chain);
            let line = Line::along(walk, runs, bound.closed, own.length);
            self.on_panels(&line, side, slant, &name, of.strip, Motion::IDENTITY);
        }
    }

    /// The whole stitch line of a side.
    fn walk(&self, side: usize) -> Option<Walk> {
        let numbers = self.frame.rows[self.index].sides.get(side)?;
        let legs = numbers.line.between(self.frame, 0.0, numbers.length);
        (!legs.is_empty()).then(|| Walk::new(legs))
    }

    fn chain_name(&self, chain: &Chain) -> String {
        let panels = &self.structure.bound.panels;
        let stretch = |stretch: &crate::style::bound::Stretch| {
            let panel = &panels[stretch.panel];
            let name = |edge: Option<&usize>| {
                edge.and_then(|edge| panel.edges.get(*edge)).map_or("", |edge| edge.name.as_str())
            };
            let (first, last) = (name(stretch.edges.first()), name(stretch.edges.last()));
            if stretch.edges.len() == 1 {
                format!("{}.{first}", panel.name)
            } else {
                format!("{}.{first}..{last}", panel.name)
            }
        };
        chain.stretches.iter().map(stretch).collect::<Vec<_>>().join(" + ")
    }

    /// Puts a line on every piece that holds the panels it runs on: shells first, then the linings glued to them.
    fn on_panels(
        &mut self,
        line: &Line,
        side: usize,
        slant: f64,
        name: &str,
        strip: Option<(usize, bool)>,
        before: Motion,
    ) {
        for panel in line.panels() {
            for mut carrier in self.carry.carriers(panel, slant, name, before) {
                carrier.side = Some(side);
                if let (Some(lining), Some((strip, false))) = (carrier.layer, strip) {
                    // Side a of a lining lies as much further out as its bends are longer.
                    let wider =
                        creases::bends(self.structure, self.frame, strip, Some(lining)).wider;
                    let lift = Motion::turn_shift(0.0, Point::new(0.0, wider));
                    carrier.motion = carrier.motion.after(&lift);
                }
                self.carry.put(&carrier, line);
            }
        }
    }

    /// Every run of a box, path or window as its own straight line on one panel.
    fn strokes(&self, panel: usize) -> Line {
        let numbers = &self.frame.rows[self.index];
        let mut line = Line::strokes(numbers.closed, numbers.sewn);
        for ([from, to], run) in numbers.strokes.iter().zip(&numbers.runs) {
            let walk = Walk::straight(panel, *from, *to);
            let lengths = walk.holes(run.first, walk.length() - run.last, run.stitches, false);
            line.push(walk, lengths);
        }
        line
    }

    /// A panel sewn on along its own chain: it leads, the host takes the same holes through both.
    fn along(&mut self, place: usize) {
        let placed = &self.structure.bound.places[place];
        let Thing::Panel(panel) = placed.thing else { return };
        let Some(walk) = self.walk(0) else { return };
        let numbers = &self.frame.rows[self.index];
        let runs = holes(&walk, numbers, numbers.sides[0].start);
        let line = Line::along(walk, runs, false, numbers.sides[0].length);
        let name = self.chain_name(&self.structure.bound.rows[self.index].sides[0].chain);
        self.on_panels(&line, 0, 1.0, &name, None, Motion::IDENTITY);
        let lay = carry::lay(self.structure, self.frame, place);
        let host = self.structure.bound.panels[placed.on].name.clone();
        // On the grain side both faces look the same way, inside they face each other.
        let slant = if placed.inside { -1.0 } else { 1.0 };
        let _ = panel;
        let line = line.on(placed.on);
        self.on_panels(&line, 1, slant, &host, None, lay);
    }

    /// A row from point to point, through its host and whatever lies there.
    fn path(&mut self, panel: usize) {
        let line = self.strokes(panel);
        let name = self.structure.bound.panels[panel].name.clone();
        self.on_panels(&line, 0, 1.0, &name, None, Motion::IDENTITY);
        let plies = self.structure.bound.rows[self.index].plies.clone();
        for ply in plies {
            let placed = &self.structure.bound.places;
            let Some(place) = placed.iter().position(|placed| placed.thing == Thing::Panel(ply))
            else {
                continue;
            };
            let lay = carry::lay(self.structure, self.frame, place);
            let slant = if placed[place].inside { -1.0 } else { 1.0 };
            let back = lay.inverse();
            let name = self.structure.bound.panels[ply].name.clone();
            let inside = self.frame.panels[ply].clone();
            let line = line.on(ply).within(&back, &inside);
            self.on_panels(&line, 0, slant, &name, None, back);
        }
    }

    /// A strap sewn down on its host: both its layers, and the host.
    fn boxed(&mut self, place: usize) {
        let placed = &self.structure.bound.places[place];
        let line = self.strokes(placed.on);
        if let Thing::Strap(strap) = placed.thing {
            let ends = &self.frame.straps[strap].ends;
            let first = usize::from(ends[0].is_none());
            self.on_strap(strap, placed.end.unwrap_or(first), &line);
        }
        let lay = carry::lay(self.structure, self.frame, place);
        let host = self.structure.bound.panels[placed.on].name.clone();
        self.on_panels(&line, 1, 1.0, &host, None, lay);
    }

    /// A loop closed over its own leg.
    fn looped(&mut self, strap: usize, end: usize) {
        let line = self.strokes(usize::MAX);
        self.on_strap(strap, end, &line);
    }

    /// All layers of a strap's end.
    fn on_strap(&mut self, strap: usize, end: usize, line: &Line) {
        let numbers = &self.frame.straps[strap];
        let Some(piece) = self.carry.strap(strap) else { return };
        let half = 0.5 * numbers.cut_width;
        let from = numbers.visible_from();
        let name = self.structure.bound.straps[strap].name.clone();
        let at = numbers.ends.get(end).copied().flatten();
        // Looking at the start the strap runs on to the right, at the end to the left.
        let seen = if end == 0 {
            Motion::turn_shift(0.0, Point::new(from, half))
        } else {
            let to = from + numbers.visible;
            Motion::turn_shift(0.0, Point::new(to, half)).after(&Motion::MIRROR)
        };
        let mut layers = vec![(seen, 1.0, "seen")];
        if let Some(wrap) = at.and_then(|end| end.wrap) {
            // Folded back, the leg runs the other way along the strap.
            let (leg, back) = if end == 0 {
                (Point::new(from - wrap, half), Motion::MIRROR)
            } else {
                (Point::new(from + numbers.visible + wrap, half), Motion::IDENTITY)
            };
            layers.push((Motion::turn_shift(0.0, leg).after(&back), -1.0, "leg"));
        }
        for (motion, slant, layer) in layers {
            let along = format!("{name} {layer}");
            let carrier = Carrier {
                piece,
                motion,
                slant,
                along,
                layer: None,
                glued_to: None,
                side: None,
                keep: None,
            };
            self.carry.put(&carrier, line);
        }
    }
}

/// Lengths of the holes of every run on the lead's walk.
fn holes(walk: &Walk, numbers: &RowFrame<f64>, start: f64) -> Vec<Vec<f64>> {
    let mut from = start;
    numbers
        .runs
        .iter()
        .map(|run| {
            let (first, last) = (from + run.first, from + run.length - run.last);
            from += run.length;
            if run.free && numbers.closed {
                // Parts round a closed row: the last step comes back to the first.
                let step = run.length / f64::from(run.stitches);
                return (0..=run.stitches).map(|k| first + f64::from(k) * step).collect();
            }
            walk.holes(first, last, run.stitches, numbers.closed)
        })
        .collect()
}

/// The pieces a strap is cut from.
pub(super) fn strap_piece(pieces: &[Piece], strap: usize) -> Option<usize> {
    pieces.iter().position(|piece| piece.origin == Origin::Strap(strap))
}
