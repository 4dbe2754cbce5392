//! The review: every margin that has geometry is measured again on the cut pieces, and the pieces themselves are examined.

use crate::draft::{Draft, Mark, Origin, OutlineSegment, Piece};
use crate::frame::Structure;
use crate::geom::{Point, Segment};
use crate::style::bound::{Chain, RowKind, Thing};

use super::bag::nearest;
use super::{Bag, EPSILON, Margin, Site, examine, margins};

/// What was found on a draft.
#[derive(Clone, Debug)]
pub struct Review {
    /// Every margin of the rules, measured on the pieces where they show it.
    pub margins: Vec<Margin>,
    /// How many of them were measured on the pieces; the others are formulas, pose or stock figures alone.
    pub measured: usize,
    /// Faults of the pieces themselves: outlines that cross, holes without mates.
    pub faults: Vec<examine::Fault>,
}

impl Review {
    /// Reviews a draft of a bag.
    pub fn of(bag: &Bag<'_, f64>, draft: &Draft) -> Self {
        let mut list = margins(bag);
        let pieces = Pieces { structure: bag.structure, bag, draft };
        let mut measured = 0;
        for margin in &mut list {
            if let Some(value) = pieces.measure(margin) {
                margin.measured = value;
                measured += 1;
            }
        }
        Self { margins: list, measured, faults: examine::examine(bag.structure, draft) }
    }

    /// True if no hard rule objects.
    pub fn is_makeable(&self) -> bool {
        self.faults.is_empty() && self.margins.iter().all(Margin::holds_again)
    }

    /// The margins that do not hold.
    pub fn broken(&self) -> impl Iterator<Item = &Margin> {
        self.margins.iter().filter(|margin| !margin.holds_again())
    }
}

struct Pieces<'a> {
    structure: &'a Structure,
    bag: &'a Bag<'a, f64>,
    draft: &'a Draft,
}

impl Pieces<'_> {
    /// What the pieces show of a margin; nothing where they do not show it.
    fn measure(&self, margin: &Margin) -> Option<f64> {
        match (margin.rule, margin.site) {
            ("pitch-drift", Site::Run(row, run)) => {
                let pitch = self.bag.frame.rows[row].pitch;
                Some((self.spacing(row, run)? - pitch).abs())
            }
            ("hole-hole", Site::Run(row, run)) => self.spacing(row, run),
            ("rows-apart", Site::Ends(a, end_a, b, end_b)) => {
                self.ends_apart((a, end_a), (b, end_b))
            }
            ("hole-edge", Site::Side(row, side)) => self.row_to_edge(row, side),
            ("hole-edge", Site::End(row, side, end)) => self.end_to_edge(row, side, end),
            ("hole-fold", Site::End(row, side, end)) => self.end_to_fold(row, side, end),
            ("seam-length", Site::Side(row, side)) => {
                let lead = self.structure.bound.rows[row].lead;
                Some((self.stitch_line(row, side)? - self.stitch_line(row, lead)?).abs())
            }
            ("tight-corner" | "flange-strain" | "web-pucker", Site::RowCorner(row, side, edge)) => {
                self.corner_radius(row, side, edge)
            }
            ("web-width", Site::Strip(strip)) => self.web(strip),
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
            ("part-edge" | "flap-reach", Site::HalfEdge(part, half, edge)) => {
                let host = self.host_of_half(part, half);
                let (piece, set) = self.set_part(part, half)?;
                let edge = edge_of(piece, host, edge);
                Some(nearest_of(&edge, set.at)? - set.radius)
            }
            ("part-fold", Site::HalfEdge(part, half, edge)) => {
                let host = self.host_of_half(part, half);
                let (piece, set) = self.set_part(part, half)?;
                Some(self.to_fold(piece, host, edge, set.at)? - set.radius)
            }
            ("part-stitch", Site::HalfRow(part, half, row, side)) => {
                let (piece, set) = self.set_part(part, half)?;
                Some(self.to_stitches(piece, row, side, set.at)? - set.radius)
            }
            ("part-edge", Site::PlaceEdge(place, corner, edge)) => {
                let host = self.structure.bound.places[place].on;
                let (piece, at, radius) = self.footprint_corner(place, corner)?;
                Some(nearest_of(&edge_of(piece, host, edge), at)? - radius)
            }
            ("part-fold", Site::PlaceEdge(place, corner, edge)) => {
                let host = self.structure.bound.places[place].on;
                let (piece, at, radius) = self.footprint_corner(place, corner)?;
                Some(self.to_fold(piece, host, edge, at)? - radius)
            }
            ("part-stitch", Site::PlaceRow(place, corner, row, side)) => {
                let (piece, at, radius) = self.footprint_corner(place, corner)?;
                Some(self.to_stitches(piece, row, side, at)? - radius)
            }
            ("strap-ring", Site::StrapEnd(strap, _)) => {
                let (lo, hi) = self.piece_of(&Origin::Strap(strap))?.1.bounds();
                Some(hi.y - lo.y)
            }
            ("strap-length", Site::Strap(strap)) => {
                let (_, piece) = self.piece_of(&Origin::Strap(strap))?;
                let inner: Vec<f64> = piece
                    .folds
                    .iter()
                    .flat_map(|fold| fold.limits.iter().map(|limit| limit.a.x))
                    .collect();
                (inner.len() == 4).then(|| inner[2] - inner[1])
            }
            _ => None,
        }
    }

    fn piece_of(&self, origin: &Origin) -> Option<(usize, &Piece)> {
        self.draft
            .pieces
            .iter()
            .enumerate()
            .find(|(_, piece)| piece.lining.is_none() && piece.origin == *origin)
    }

    /// The shell piece a panel is part of.
    fn shell_of(&self, panel: usize) -> Option<(usize, &Piece)> {
        let has = |piece: &Piece| piece.lining.is_none() && piece.motion_of(panel).is_some();
        self.draft.pieces.iter().enumerate().find(|(_, piece)| has(piece))
    }

    fn host_of_half(&self, part: usize, half: usize) -> usize {
        let bound = &self.structure.bound.halves[part];
        if half == 0 { bound.a.0 } else { bound.b.0 }
    }

    fn set_part(&self, part: usize, half: usize) -> Option<(&Piece, &crate::draft::SetPart)> {
        self.draft.pieces.iter().find_map(|piece| {
            piece
                .parts
                .iter()
                .find(|set| (set.part, set.half) == (part, half))
                .map(|set| (piece, set))
        })
    }

    /// The ply of a side: linings are not counted.
    fn ply(&self, row: usize, side: usize) -> Option<usize> {
        let plies = &self.draft.rows.get(row)?.plies;
        plies
            .iter()
            .enumerate()
            .filter(|(_, ply)| ply.glued_to.is_none())
            .nth(side)
            .map(|(index, _)| index)
    }

    /// Mean stitch of a run: the drawn stitch line of the lead by the holes on it.
    fn spacing(&self, row: usize, run: usize) -> Option<f64> {
        let drafted = self.draft.rows.get(row)?;
        let piece = &self.draft.pieces[drafted.plies.get(drafted.lead)?.piece];
        let line =
            piece.stitch_runs.iter().find(|s| (s.row, s.ply, s.run) == (row, drafted.lead, run))?;
        let length: f64 = line.segments.iter().map(Segment::length).sum();
        let holes =
            piece.holes.iter().filter(|h| (h.row, h.ply, h.run) == (row, drafted.lead, run));
        let last = holes.map(|hole| hole.index).max()?;
        // A closed row shares its last hole with its first.
        let closed = self.structure.bound.rows[row].sides.is_empty() && run == 3;
        #[expect(clippy::cast_precision_loss, reason = "at most 20,000 holes")]
        let stitches = (last + usize::from(closed)) as f64;
        Some(length / stitches)
    }

    fn holes(&self, row: usize, side: usize) -> Option<(&Piece, Vec<Point>)> {
        let ply = self.ply(row, side)?;
        let piece = &self.draft.pieces[self.draft.rows[row].plies[ply].piece];
        let mut holes: Vec<_> =
            piece.holes.iter().filter(|hole| (hole.row, hole.ply) == (row, ply)).collect();
        holes.sort_by_key(|hole| (hole.run, hole.index));
        Some((piece, holes.iter().map(|hole| hole.at).collect()))
    }

    fn end_hole(&self, row: usize, side: usize, end: usize) -> Option<(&Piece, Point)> {
        let (piece, holes) = self.holes(row, side)?;
        let hole = if end == 0 { holes.first() } else { holes.last() };
        hole.map(|hole| (piece, *hole))
    }

    fn ends_apart(&self, a: (usize, usize), b: (usize, usize)) -> Option<f64> {
        let bound = &self.structure.bound.rows;
        // The panel both rows run on.
        let panels = |row: usize| {
            bound[row].sides.iter().enumerate().filter_map(|(side, chain)| match chain {
                Chain::Panel { panel, .. } => Some((side, *panel)),
                Chain::Strip { .. } => None,
            })
        };
        let (side_a, side_b) = panels(a.0).find_map(|(side, panel)| {
            panels(b.0).find(|(_, on)| *on == panel).map(|(other, _)| (side, other))
        })?;
        let (p, q) = (self.end_hole(a.0, side_a, a.1)?.1, self.end_hole(b.0, side_b, b.1)?.1);
        Some((p - q).norm())
    }

    fn row_to_edge(&self, row: usize, side: usize) -> Option<f64> {
        let bound = &self.structure.bound.rows[row];
        let Some(chain) = bound.sides.get(side) else {
            // Boxes: every hole of both layers of the strap to every edge of it.
            let plies = &self.draft.rows[row].plies;
            let strap = match bound.kind {
                RowKind::Loop(strap, _) => strap,
                RowKind::Box(place) => match self.structure.bound.places[place].thing {
                    Thing::Strap(strap) => strap,
                    Thing::Panel(_) => return None,
                },
                _ => return None,
            };
            let (index, piece) = self.piece_of(&Origin::Strap(strap))?;
            let of_strap = |ply: usize| plies[ply].piece == index;
            let holes = piece.holes.iter().filter(|hole| hole.row == row && of_strap(hole.ply));
            return holes.map(|hole| distance(piece.outline.iter(), hole.at)).reduce(f64::min);
        };
        let (piece, holes) = self.holes(row, side)?;
        let own: Vec<&OutlineSegment> = match chain {
            Chain::Panel { panel, edges } => {
                let owns = |owner: &Option<(usize, usize)>| {
                    owner.is_some_and(|(on, e)| on == *panel && edges.contains(&e))
                };
                piece.outline.iter().filter(|part| owns(&part.owner)).collect()
            }
            Chain::Strip { far, .. } => {
                let name = if *far { ".b" } else { ".a" };
                piece.outline.iter().filter(|part| part.edge.ends_with(name)).collect()
            }
        };
        holes.iter().map(|hole| distance(own.iter().copied(), *hole)).reduce(f64::min)
    }

    fn end_to_edge(&self, row: usize, side: usize, end: usize) -> Option<f64> {
        let (piece, hole) = self.end_hole(row, side, end)?;
        match &self.structure.bound.rows[row].sides[side] {
            Chain::Panel { panel, edges } => {
                let count = self.structure.bound.panels[*panel].edges.len();
                let crossing = if end == 0 {
                    (edges.first()? + count - 1) % count
                } else {
                    (edges.last()? + 1) % count
                };
                nearest_of(&edge_of(piece, *panel, crossing), hole)
            }
            Chain::Strip { strip, .. } => {
                // Followed on a panel seen through the bag, the strip runs the other way.
                let followed = self.structure.bound.strips[*strip].along.0;
                let turned = self.structure.bound.panels[followed].through;
                let name = if (end == 0) == turned { ".end" } else { ".start" };
                let edge: Vec<Segment> = piece
                    .outline
                    .iter()
                    .filter(|part| part.edge.ends_with(name))
                    .map(|part| part.segment)
                    .collect();
                nearest_of(&edge, hole)
            }
        }
    }

    fn end_to_fold(&self, row: usize, side: usize, end: usize) -> Option<f64> {
        let (piece, hole) = self.end_hole(row, side, end)?;
        let Chain::Panel { panel, edges } = &self.structure.bound.rows[row].sides[side] else {
            return None;
        };
        let count = self.structure.bound.panels[*panel].edges.len();
        let crossing = if end == 0 {
            (edges.first()? + count - 1) % count
        } else {
            (edges.last()? + 1) % count
        };
        self.to_fold(piece, *panel, crossing, hole)
    }

    /// Distance of a point of a panel to the bend zone at one of its edges: negative inside the zone.
    fn to_fold(&self, piece: &Piece, panel: usize, edge: usize, p: Point) -> Option<f64> {
        let fold = self.bag.fold_at(panel, edge)?;
        let mark = piece.folds.iter().find(|mark| mark.fold == Some(fold))?;
        let along = (mark.line.b - mark.line.a).normalized();
        let to = |line: &Segment| along.cross(p - line.a);
        // Both limits see the point on one side; the nearer one is the panel's own.
        let (a, b) = (to(&mark.limits[0]), to(&mark.limits[1]));
        if a * b < 0.0 { Some(-a.abs().min(b.abs())) } else { Some(a.abs().min(b.abs())) }
    }

    fn fold_mark(&self, fold: usize) -> Option<&crate::draft::FoldMark> {
        let shells = self.draft.pieces.iter().filter(|piece| piece.lining.is_none());
        shells.flat_map(|piece| &piece.folds).find(|mark| mark.fold == Some(fold))
    }

    /// Distance of a point to a side's stitch line on a piece, positive on the inner side.
    fn to_stitches(&self, piece: &Piece, row: usize, side: usize, p: Point) -> Option<f64> {
        let ply = self.ply(row, side)?;
        let runs = piece.stitch_runs.iter().filter(|run| (run.row, run.ply) == (row, ply));
        let segments: Vec<Segment> = runs.flat_map(|run| run.segments.iter().copied()).collect();
        let mirrored = match &self.structure.bound.rows[row].sides[side] {
            Chain::Panel { panel, .. } => piece.motion_of(*panel)?.mirrors(),
            Chain::Strip { .. } => false,
        };
        let distance = nearest_of(&segments, p)?;
        // As drawn the inside lies to the left of the walk; mirrored it lies to the right.
        Some(if mirrored { -distance } else { distance })
    }

    /// A corner of a footprint on its host: piece, middle of the rounding, radius.
    fn footprint_corner(&self, place: usize, corner: usize) -> Option<(&Piece, Point, f64)> {
        let placed = &self.structure.bound.places[place];
        let (_, piece) = self.shell_of(placed.on)?;
        let outline = piece.marks.iter().find_map(|mark| match mark {
            Mark::Footprint(of, outline) if *of == place => Some(outline),
            _ => None,
        })?;
        match placed.thing {
            Thing::Strap(_) => outline.get(corner).map(|segment| (piece, segment.a, 0.0)),
            Thing::Panel(panel) => {
                let first = *self.bag.frame.panels[panel].first.get(corner + 1)?;
                let last = outline.get(first.checked_sub(1)?)?;
                match last.circle() {
                    Some((center, radius))
                        if self.bag.frame.panels[panel].corners[corner].radius.is_some() =>
                    {
                        Some((piece, center, radius))
                    }
                    _ => Some((piece, last.b, 0.0)),
                }
            }
        }
    }

    /// Length of a side's stitch line from the outline alone: L − d·Θ, less the mitres of sharp corners.
    fn stitch_line(&self, row: usize, side: usize) -> Option<f64> {
        let inset = self.bag.frame.rows[row].inset;
        match &self.structure.bound.rows[row].sides[side] {
            Chain::Panel { panel, edges } => {
                let (_, piece) = self.shell_of(*panel)?;
                if edges.iter().any(|edge| neighbours_fold(self.bag, *panel, *edge)) {
                    return None;
                }
                let mirrored = piece.motion_of(*panel)?.mirrors();
                let mut walk: Vec<Segment> = Vec::new();
                for edge in edges {
                    let mut own = edge_of(piece, *panel, *edge);
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
            Chain::Strip { strip, .. } => {
                let (lo, hi) = self.piece_of(&Origin::Strip(*strip))?.1.bounds();
                Some(hi.x - lo.x)
            }
        }
    }

    /// Radius of the rounding after an edge of the panel a side runs on or follows.
    fn corner_radius(&self, row: usize, side: usize, edge: usize) -> Option<f64> {
        let panel = match &self.structure.bound.rows[row].sides[side] {
            Chain::Panel { panel, .. } => *panel,
            Chain::Strip { strip, far: false } => self.structure.bound.strips[*strip].along.0,
            Chain::Strip { strip, far: true } => self.structure.bound.strips[*strip].to.0,
        };
        let (_, piece) = self.shell_of(panel)?;
        let arcs = edge_of(piece, panel, edge);
        let arc = if piece.motion_of(panel)?.mirrors() { arcs.first() } else { arcs.last() };
        arc.and_then(Segment::circle).map(|(_, radius)| radius)
    }

    fn web(&self, strip: usize) -> Option<f64> {
        let (_, piece) = self.piece_of(&Origin::Strip(strip))?;
        let [a, b] = piece.folds.as_slice() else { return None };
        Some(a.limits[0].a.y - b.limits[1].a.y)
    }
}

/// True if an edge is cut back by a fold beside it.
fn neighbours_fold(bag: &Bag<'_, f64>, panel: usize, edge: usize) -> bool {
    let count = bag.structure.bound.panels[panel].edges.len();
    [(edge + count - 1) % count, (edge + 1) % count]
        .iter()
        .any(|other| bag.fold_at(panel, *other).is_some())
}

/// The segments of an edge on a piece, in outline order.
fn edge_of(piece: &Piece, panel: usize, edge: usize) -> Vec<Segment> {
    let owned: Vec<usize> = (0..piece.outline.len())
        .filter(|k| piece.outline[*k].owner == Some((panel, edge)))
        .collect();
    // An edge may run over the end of the list: its parts then start after the gap.
    let gap = owned.windows(2).position(|pair| pair[1] != pair[0] + 1).map_or(0, |at| at + 1);
    owned[gap..].iter().chain(&owned[..gap]).map(|k| piece.outline[*k].segment).collect()
}

fn nearest_of(segments: &[Segment], p: Point) -> Option<f64> {
    (!segments.is_empty()).then(|| nearest(segments.iter().copied(), p))
}

fn distance<'a>(outline: impl Iterator<Item = &'a OutlineSegment>, p: Point) -> f64 {
    outline.map(|part| part.segment.signed_distance(p).abs()).fold(f64::INFINITY, f64::min)
}

/// Two figures of one margin agree: lengths within 0.01 mm, ratios within 1e-4.
pub fn agree(frame: &Margin, review: &Margin) -> bool {
    let tolerance = if frame.unit == crate::units::Unit::Number { 1e-4 } else { 0.01 };
    (frame.measured - review.measured).abs() <= tolerance + EPSILON
}
