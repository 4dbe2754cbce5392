//! Measuring margins again on the cut pieces, by ways of their own.

mod rows;
mod shapes;

use crate::draft::{Draft, Origin, OutlineSegment, Piece};
use crate::frame::{Structure, footprint_of};
use crate::geom::{Point, Segment};
use crate::style::bound::{Construction, Fit};

use super::bag::nearest;
use super::{Bag, Margin, Site};

/// The pieces of a bag, to be measured.
pub(super) struct Pieces<'a> {
    pub(super) structure: &'a Structure,
    pub(super) bag: &'a Bag<'a, f64>,
    pub(super) draft: &'a Draft,
}

impl Pieces<'_> {
    /// What the pieces show of a margin; nothing where they do not show it.
    pub(super) fn measure(&self, margin: &Margin) -> Option<f64> {
        match (margin.rule, margin.site) {
            ("pitch-drift", Site::Run(row, run)) => {
                let numbers = &self.bag.frame.rows[row];
                // One stitch of a short side's own length is off by nothing.
                let free = numbers.runs.get(run)?.free;
                let spacing = self.spacing(row, run)?;
                Some(if free { 0.0 } else { (spacing - numbers.pitch).abs() })
            }
            ("hole-hole" | "eyelet-apart", Site::Run(row, run)) => self.spacing(row, run),
            ("rows-apart", Site::Ends(a, b)) => {
                let [(on, p), (other, q)] = [self.end_hole(a)?, self.end_hole(b)?];
                core::ptr::eq(on, other).then(|| (p - q).norm())
            }
            ("hole-edge", Site::Side(row, side)) => self.row_to_edge(row, side),
            ("hole-edge", Site::End(row, side, end)) => self.end_to_edge(row, side, end),
            ("hole-fold", Site::End(row, side, end)) => {
                let (panel, crossing) = self.bag.end_at(row, side, end)?;
                let (piece, hole) = self.end_hole([row, side, end])?;
                self.to_fold(piece, panel, crossing?, hole)
            }
            ("seam-length", Site::Side(row, side)) => {
                let bound = &self.structure.bound.rows[row];
                // Butted strips are measured on their middle surface, which no piece shows.
                let plain = bound.fit == Fit::Equal && bound.construction != Construction::Butt;
                let lead = self.stitch_line(row, bound.lead).filter(|_| plain)?;
                Some((self.stitch_line(row, side)? - lead).abs())
            }
            (
                "tight-corner" | "flange-strain" | "web-pucker",
                Site::RowCorner(_, _, panel, edge),
            ) => self.corner_radius(panel, edge),
            ("sector", Site::StripCorner(strip, panel, edge)) => {
                let flare = self.bag.value(self.structure.bound.strips[strip].flare);
                Some(self.corner_radius(panel, edge)? + flare.min(0.0))
            }
            ("web-width", Site::Strip(strip)) => self.web(strip),
            ("strip-part", Site::StripPart(strip, part)) => self.part_length(strip, part),
            ("bend-radius", Site::Fold(fold)) => {
                let mark = self.fold_mark(fold)?;
                let leather =
                    self.structure.panel_leather(self.structure.bound.folds[fold].join[0].0);
                let zone = (mark.limits[0].a - mark.limits[1].a).norm().min(mark.allowance);
                let neutral = leather.figure("k") * leather.figure("t");
                (mark.angle_deg != 0.0).then(|| zone / mark.angle_deg.to_radians().abs() - neutral)
            }
            ("fold-step", Site::FoldEnd(fold, end)) => {
                let mark = self.fold_mark(fold)?;
                let along = (mark.line.b - mark.line.a).normalized();
                let [near, far] = mark.limits;
                let apart = if end == 0 { far.a - near.a } else { far.b - near.b };
                Some(apart.dot(along).abs())
            }
            ("fold-room", Site::Folds(a, b)) => {
                let (a, b) = (self.fold_mark(a)?, self.fold_mark(b)?);
                let pairs = a.limits.iter().flat_map(|l| b.limits.iter().map(move |m| (l, m)));
                let along = (a.line.b - a.line.a).normalized();
                pairs.map(|(l, m)| along.cross(m.point(0.5) - l.a).abs()).reduce(f64::min)
            }
            _ => self.measure_thing(margin),
        }
    }

    /// What the pieces show of a margin about something set or sewn on, or about a strap.
    fn measure_thing(&self, margin: &Margin) -> Option<f64> {
        match (margin.rule, margin.site) {
            ("part-edge" | "flap-reach", Site::HalfEdge(part, half, edge)) => {
                let host = self.host_of_half(part, half);
                let (piece, set) = self.set_part(part, half)?;
                let edge = net_edge(piece, host, edge);
                Some(nearest_of(&edge, set.at)? - self.half_radius(part))
            }
            ("part-fold", Site::HalfEdge(part, half, edge)) => {
                let host = self.host_of_half(part, half);
                let (piece, set) = self.set_part(part, half)?;
                Some(self.to_fold(piece, host, edge, set.at)? - self.half_radius(part))
            }
            ("part-stitch", Site::HalfRow(part, half, row, side)) => {
                let (piece, set) = self.set_part(part, half)?;
                let on = (piece, self.host_of_half(part, half));
                Some(self.to_stitches(on, row, side, set.at)? - self.half_radius(part))
            }
            ("part-grip", Site::Half(part, half)) => {
                self.set_part(part, half).map(|(piece, _)| piece.thickness)
            }
            ("part-edge", Site::PlaceEdge(place, corner, edge)) => {
                let host = self.structure.bound.places[place].on;
                let (piece, at, radius) = self.footprint_corner(place, corner)?;
                Some(nearest_of(&net_edge(piece, host, edge), at)? - radius)
            }
            ("part-fold", Site::PlaceEdge(place, corner, edge)) => {
                let host = self.structure.bound.places[place].on;
                let (piece, at, radius) = self.footprint_corner(place, corner)?;
                Some(self.to_fold(piece, host, edge, at)? - radius)
            }
            ("part-stitch", Site::PlaceRow(place, corner, row, side)) => {
                let (piece, at, radius) = self.footprint_corner(place, corner)?;
                let host = self.structure.bound.places[place].on;
                Some(self.to_stitches((piece, host), row, side, at)? - radius)
            }
            ("strap-ring", Site::StrapEnd(strap, _)) => {
                let (lo, hi) = self.piece_of(&Origin::Strap(strap))?.1.bounds();
                // Folded lengthwise it is cut wider than it is worn.
                (self.structure.bound.straps[strap].layers <= 1).then_some(hi.y - lo.y)
            }
            ("strap-length", Site::Strap(strap)) => {
                let (_, piece) = self.piece_of(&Origin::Strap(strap))?;
                let inner: Vec<f64> = piece
                    .folds
                    .iter()
                    .flat_map(|fold| fold.limits.iter().map(|limit| limit.a.x))
                    .collect();
                // Two wraps, each with two limits, and no crease along it.
                let plain = self.structure.bound.straps[strap].layers <= 1;
                (inner.len() == 4 && plain).then(|| inner[2] - inner[1])
            }
            _ => None,
        }
    }

    pub(super) fn piece_of(&self, origin: &Origin) -> Option<(usize, &Piece)> {
        self.draft
            .pieces
            .iter()
            .enumerate()
            .find(|(_, piece)| piece.layer.is_none() && piece.origin == *origin)
    }

    /// The shell piece a panel is part of.
    pub(super) fn shell_of(&self, panel: usize) -> Option<(usize, &Piece)> {
        let has = |piece: &Piece| piece.layer.is_none() && piece.motion_of(panel).is_some();
        self.draft.pieces.iter().enumerate().find(|(_, piece)| has(piece))
    }

    /// Radius of what a half of a part covers.
    pub(super) fn half_radius(&self, part: usize) -> f64 {
        0.5 * footprint_of(&self.structure.entries[self.structure.bound.halves[part].part])
    }

    pub(super) fn host_of_half(&self, part: usize, half: usize) -> usize {
        let bound = &self.structure.bound.halves[part];
        if half == 0 { bound.a.0 } else { bound.b.0 }
    }

    pub(super) fn set_part(
        &self,
        part: usize,
        half: usize,
    ) -> Option<(&Piece, &crate::draft::SetPart)> {
        self.draft.pieces.iter().find_map(|piece| {
            piece
                .parts
                .iter()
                .find(|set| (set.part, set.half) == (part, half))
                .map(|set| (piece, set))
        })
    }
}

/// True if an edge is cut back by a fold beside it.
pub(super) fn neighbours_fold(bag: &Bag<'_, f64>, panel: usize, edge: usize) -> bool {
    let count = bag.structure.bound.panels[panel].edges.len();
    [(edge + count - 1) % count, (edge + 1) % count]
        .iter()
        .any(|other| bag.fold_at(panel, *other).is_some())
}

/// The line of a piece that its seams and finishes leave.
pub(super) fn net_of(piece: &Piece) -> &[OutlineSegment] {
    if piece.net.is_empty() { &piece.outline } else { &piece.net }
}

/// The segments of an edge on a line of a piece, in outline order.
pub(super) fn edge_of(line: &[OutlineSegment], panel: usize, edge: usize) -> Vec<Segment> {
    let owned: Vec<usize> =
        (0..line.len()).filter(|k| line[*k].owner == Some((panel, edge))).collect();
    // An edge may run over the end of the list: its parts then start after the gap.
    let gap = owned.windows(2).position(|pair| pair[1] != pair[0] + 1).map_or(0, |at| at + 1);
    owned[gap..].iter().chain(&owned[..gap]).map(|k| line[*k].segment).collect()
}

/// The segments of an edge on the net line of a piece.
pub(super) fn net_edge(piece: &Piece, panel: usize, edge: usize) -> Vec<Segment> {
    edge_of(net_of(piece), panel, edge)
}

pub(super) fn nearest_of(segments: &[Segment], p: Point) -> Option<f64> {
    (!segments.is_empty()).then(|| nearest(segments.iter().copied(), p))
}

pub(super) fn distance<'a>(outline: impl Iterator<Item = &'a OutlineSegment>, p: Point) -> f64 {
    outline.map(|part| part.segment.signed_distance(p).abs()).fold(f64::INFINITY, f64::min)
}
