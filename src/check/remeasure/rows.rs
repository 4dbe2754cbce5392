//! What rows of holes show: distances of holes, of stitch lines, of both from edges.

use crate::draft::{Origin, OutlineSegment, Piece};
use crate::geom::{Point, Segment};
use crate::style::bound::{Allowance, RowKind, Stretch, Thing};

use super::{Pieces, distance, edge_of, nearest_of, neighbours_fold, net_edge, net_of};

impl Pieces<'_> {
    /// The plies of a side, one for each piece it runs over: linings are not counted.
    pub(super) fn plies(&self, row: usize, side: usize) -> Vec<usize> {
        let plies = self.draft.rows.get(row).map_or(&[][..], |row| &row.plies);
        let own = plies.iter().enumerate();
        own.filter(|(_, ply)| ply.side == Some(side) && ply.glued_to.is_none())
            .map(|(index, _)| index)
            .collect()
    }

    pub(super) fn piece_of_ply(&self, row: usize, ply: usize) -> Option<&Piece> {
        self.draft.pieces.get(self.draft.rows.get(row)?.plies.get(ply)?.piece)
    }

    /// Mean stitch of a run: the drawn stitch line of the lead by the holes on it. Where the lead runs over several
    /// pieces, or a machine makes the holes, no piece shows it.
    pub(super) fn spacing(&self, row: usize, run: usize) -> Option<f64> {
        let drafted = self.draft.rows.get(row)?;
        let bound = &self.structure.bound.rows[row];
        let side = drafted.plies.get(drafted.lead)?.side;
        if side.is_some_and(|side| self.plies(row, side).len() > 1) {
            return None;
        }
        let piece = self.piece_of_ply(row, drafted.lead)?;
        let line =
            piece.stitch_runs.iter().find(|s| (s.row, s.ply, s.run) == (row, drafted.lead, run))?;
        let length: f64 = line.segments.iter().map(Segment::length).sum();
        let holes =
            piece.holes.iter().filter(|h| (h.row, h.ply, h.run) == (row, drafted.lead, run));
        let last = holes.map(|hole| hole.index).max()?;
        // A closed row shares its last hole with its first; a cross shares its ends with the box.
        let runs = self.bag.frame.rows[row].runs.len();
        let shared = match bound.kind {
            RowKind::Box(..) | RowKind::Loop(..) | RowKind::Window(_) => {
                self.bag.frame.rows[row].closed && run >= 3
            }
            _ => bound.closed && run + 1 == runs,
        };
        #[expect(clippy::cast_precision_loss, reason = "at most 20,000 holes")]
        let stitches = (last + usize::from(shared)) as f64;
        Some(length / stitches)
    }

    /// The holes of a side with their pieces, in the order of their runs.
    pub(super) fn holes(&self, row: usize, side: usize) -> Vec<(&Piece, Point)> {
        let mut holes: Vec<(&Piece, &crate::draft::Hole)> = Vec::new();
        for ply in self.plies(row, side) {
            let Some(piece) = self.piece_of_ply(row, ply) else { continue };
            let own = piece.holes.iter().filter(|hole| (hole.row, hole.ply) == (row, ply));
            holes.extend(own.map(|hole| (piece, hole)));
        }
        holes.sort_by_key(|(_, hole)| (hole.run, hole.index));
        holes.iter().map(|(piece, hole)| (*piece, hole.at)).collect()
    }

    /// The first or last hole of a side: row, side, end.
    pub(super) fn end_hole(&self, [row, side, end]: [usize; 3]) -> Option<(&Piece, Point)> {
        let holes = self.holes(row, side);
        let hole = if end == 0 { holes.first() } else { holes.last() };
        hole.copied()
    }

    pub(super) fn row_to_edge(&self, row: usize, side: usize) -> Option<f64> {
        let bound = &self.structure.bound.rows[row];
        let Some(of) = bound.sides.get(side) else {
            // Boxes: every hole of both layers of the strap to every edge of it.
            let plies = &self.draft.rows.get(row)?.plies;
            let strap = match bound.kind {
                RowKind::Loop(strap, _) => strap,
                RowKind::Box(place, _) => match self.structure.bound.places[place].thing {
                    Thing::Strap(strap) => strap,
                    Thing::Panel(_) | Thing::Part(_) => return None,
                },
                _ => return None,
            };
            // Folded lengthwise, its long edges are folds.
            if self.structure.bound.straps[strap].layers > 1 {
                return None;
            }
            let (index, piece) = self.piece_of(&Origin::Strap(strap))?;
            let of_strap = |ply: usize| plies.get(ply).is_some_and(|ply| ply.piece == index);
            let holes = piece.holes.iter().filter(|hole| hole.row == row && of_strap(hole.ply));
            return holes.map(|hole| distance(piece.outline.iter(), hole.at)).reduce(f64::min);
        };
        let owns = |part: &OutlineSegment| {
            part.owner.is_some_and(|(panel, edge)| of.chain.runs_on(panel, edge))
        };
        let distances = self.holes(row, side).into_iter().map(|(piece, hole)| {
            // A part keeps off the finished edge, stitches off the cut one.
            let line = if bound.uses.is_some() { net_of(piece) } else { &piece.outline };
            distance(line.iter().filter(|part| owns(part)), hole)
        });
        distances.reduce(f64::min).filter(|least| least.is_finite())
    }

    pub(super) fn end_to_edge(&self, row: usize, side: usize, end: usize) -> Option<f64> {
        let (panel, crossing) = self.bag.end_at(row, side, end)?;
        let (piece, hole) = self.end_hole([row, side, end])?;
        let crossing = crossing?;
        // Where an allowance and the outline's own corner meet, the cut line is cut off: the net line and what is added
        // to it is the figure then.
        let bent = self.structure.bound.panels[panel].edges[crossing]
            .joints
            .iter()
            .any(|joint| self.structure.bound.joints[*joint].allowance != Allowance::Bare);
        let net = nearest_of(&net_edge(piece, panel, crossing), hole)?;
        if bent {
            return Some(net + self.bag.cut_add(panel, crossing));
        }
        nearest_of(&edge_of(&piece.outline, panel, crossing), hole)
    }

    /// Distance of a point to a side's stitch line on a piece, positive on the inner side.
    pub(super) fn to_stitches(
        &self,
        (piece, host): (&Piece, usize),
        row: usize,
        side: usize,
        p: Point,
    ) -> Option<f64> {
        let chain = &self.structure.bound.rows[row].sides.get(side)?.chain;
        let mut plies = self.plies(row, side).into_iter();
        let ply = plies.find(|ply| self.draft.rows[row].plies[*ply].panel == Some(host))?;
        let runs = piece.stitch_runs.iter().filter(|run| (run.row, run.ply) == (row, ply));
        let segments: Vec<Segment> = runs.flat_map(|run| run.segments.iter().copied()).collect();
        let stretch = chain.stretches.iter().find(|stretch| stretch.panel == host)?;
        let mirrored = piece.motion_of(stretch.panel)?.mirrors();
        let distance = nearest_of(&segments, p)?;
        // As drawn the inside lies to the left of the walk; mirrored or walked the other way it lies to the right.
        Some(if mirrored == stretch.reversed { distance } else { -distance })
    }

    /// Length of a side's stitch line from the outlines alone: L − d·Θ, less the mitres of sharp corners. Only of chains
    /// that go from corner to corner.
    pub(super) fn stitch_line(&self, row: usize, side: usize) -> Option<f64> {
        let of = self.structure.bound.rows[row].sides.get(side)?;
        let inset = self.bag.frame.rows[row].sides.get(side)?.line.inset;
        if of.chain.from.is_some() || of.chain.to.is_some() || of.chain.stretches.is_empty() {
            return None;
        }
        let mut length = 0.0;
        for stretch in &of.chain.stretches {
            length += self.stretch_line(stretch, inset)?;
        }
        Some(length)
    }

    pub(super) fn stretch_line(&self, stretch: &Stretch, inset: f64) -> Option<f64> {
        // Of a panel that a zipper parts, no piece shows a whole end.
        if self
            .structure
            .bound
            .windows
            .iter()
            .any(|window| window.halves && window.panel == stretch.panel)
        {
            return None;
        }
        let (_, piece) = self.shell_of(stretch.panel)?;
        let fold = |edge: &usize| neighbours_fold(self.bag, stretch.panel, *edge);
        let part = stretch.head != 0.0 || stretch.tail != 1.0;
        if part || stretch.edges.iter().any(fold) {
            return None;
        }
        let mirrored = piece.motion_of(stretch.panel)?.mirrors();
        let mut walk: Vec<Segment> = Vec::new();
        for edge in &stretch.edges {
            let mut own = net_edge(piece, stretch.panel, *edge);
            if own.is_empty() {
                return None;
            }
            if mirrored {
                own = own.iter().rev().map(Segment::reversed).collect();
            }
            walk.extend(own);
        }
        let sign = if mirrored { -1.0 } else { 1.0 };
        let mut length = 0.0;
        for (index, segment) in walk.iter().enumerate() {
            length += segment.length() - inset * sign * segment.turning();
            if let Some(next) = walk.get(index + 1) {
                let (out, into) = (segment.tangent(1.0), next.tangent(0.0));
                let turn = libm::atan2(out.cross(into), out.dot(into)) * sign;
                length -= 2.0 * inset * libm::tan(0.5 * turn);
            }
        }
        Some(length)
    }
}
