//! The review: every margin that has geometry is measured again on the cut pieces, and the pieces themselves are examined.

use crate::draft::{Draft, Mark, Origin, OutlineSegment, Piece};
use crate::frame::{Structure, footprint_of};
use crate::geom::{Point, Segment};
use crate::style::bound::{Allowance, Construction, Fit, RowKind, Stretch, Thing};

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

    fn piece_of(&self, origin: &Origin) -> Option<(usize, &Piece)> {
        self.draft
            .pieces
            .iter()
            .enumerate()
            .find(|(_, piece)| piece.layer.is_none() && piece.origin == *origin)
    }

    /// The shell piece a panel is part of.
    fn shell_of(&self, panel: usize) -> Option<(usize, &Piece)> {
        let has = |piece: &Piece| piece.layer.is_none() && piece.motion_of(panel).is_some();
        self.draft.pieces.iter().enumerate().find(|(_, piece)| has(piece))
    }

    /// Radius of what a half of a part covers.
    fn half_radius(&self, part: usize) -> f64 {
        0.5 * footprint_of(&self.structure.entries[self.structure.bound.halves[part].part])
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

    /// The plies of a side, one for each piece it runs over: linings are not counted.
    fn plies(&self, row: usize, side: usize) -> Vec<usize> {
        let plies = self.draft.rows.get(row).map_or(&[][..], |row| &row.plies);
        let own = plies.iter().enumerate();
        own.filter(|(_, ply)| ply.side == Some(side) && ply.glued_to.is_none())
            .map(|(index, _)| index)
            .collect()
    }

    fn piece_of_ply(&self, row: usize, ply: usize) -> Option<&Piece> {
        self.draft.pieces.get(self.draft.rows.get(row)?.plies.get(ply)?.piece)
    }

    /// Mean stitch of a run: the drawn stitch line of the lead by the holes on it. Where the lead runs over several
    /// pieces, or a machine makes the holes, no piece shows it.
    fn spacing(&self, row: usize, run: usize) -> Option<f64> {
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
    fn holes(&self, row: usize, side: usize) -> Vec<(&Piece, Point)> {
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
    fn end_hole(&self, [row, side, end]: [usize; 3]) -> Option<(&Piece, Point)> {
        let holes = self.holes(row, side);
        let hole = if end == 0 { holes.first() } else { holes.last() };
        hole.copied()
    }

    fn row_to_edge(&self, row: usize, side: usize) -> Option<f64> {
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

    fn end_to_edge(&self, row: usize, side: usize, end: usize) -> Option<f64> {
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
        let shells = self.draft.pieces.iter().filter(|piece| piece.layer.is_none());
        shells.flat_map(|piece| &piece.folds).find(|mark| mark.fold == Some(fold))
    }

    /// Distance of a point to a side's stitch line on a piece, positive on the inner side.
    fn to_stitches(
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
            Thing::Part(_) => {
                let (center, radius) = outline.first()?.circle()?;
                Some((piece, center, radius))
            }
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

    /// Length of a side's stitch line from the outlines alone: L − d·Θ, less the mitres of sharp corners. Only of chains
    /// that go from corner to corner.
    fn stitch_line(&self, row: usize, side: usize) -> Option<f64> {
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

    fn stretch_line(&self, stretch: &Stretch, inset: f64) -> Option<f64> {
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

    /// Radius of the rounding after an edge of a panel, on its net line.
    fn corner_radius(&self, panel: usize, edge: usize) -> Option<f64> {
        let (_, piece) = self.shell_of(panel)?;
        let arcs = net_edge(piece, panel, edge);
        let arc = if piece.motion_of(panel)?.mirrors() { arcs.first() } else { arcs.last() };
        arc.and_then(Segment::circle).map(|(_, radius)| radius)
    }

    /// Length of a part of a strip that does not widen, by its side b.
    fn part_length(&self, strip: usize, part: usize) -> Option<f64> {
        let of = &self.structure.bound.strips[strip];
        let part = of.parts.get(part).filter(|_| of.flare.is_none())?;
        let (_, piece) = self.shell_of(part.panel)?;
        let edge = net_edge(piece, part.panel, 0);
        let length: f64 = edge.iter().map(Segment::length).sum();
        (!edge.is_empty()).then_some(length)
    }

    /// Flat width between the two bends of a straight strip.
    fn web(&self, strip: usize) -> Option<f64> {
        let part = self.structure.bound.strips[strip].parts.first()?;
        let (_, piece) = self.shell_of(part.panel)?;
        let bends: Vec<_> = piece
            .folds
            .iter()
            .filter(|mark| mark.fold.is_none() && mark.allowance > 0.0 && mark.line.is_line())
            .collect();
        let [a, b] = bends.as_slice() else { return None };
        let along = (a.line.b - a.line.a).normalized();
        let apart = |l: &Segment, m: &Segment| along.cross(m.point(0.5) - l.a);
        let pairs = a.limits.iter().flat_map(|l| b.limits.iter().map(move |m| apart(l, m)));
        // Where the bends overlap, the limits that face each other have changed places.
        let whole = apart(&a.line, &b.line);
        let sign = if whole < 0.0 { -1.0 } else { 1.0 };
        pairs.map(|apart| apart * sign).reduce(f64::min)
    }
}

/// True if an edge is cut back by a fold beside it.
fn neighbours_fold(bag: &Bag<'_, f64>, panel: usize, edge: usize) -> bool {
    let count = bag.structure.bound.panels[panel].edges.len();
    [(edge + count - 1) % count, (edge + 1) % count]
        .iter()
        .any(|other| bag.fold_at(panel, *other).is_some())
}

/// The line of a piece that its seams and finishes leave.
fn net_of(piece: &Piece) -> &[OutlineSegment] {
    if piece.net.is_empty() { &piece.outline } else { &piece.net }
}

/// The segments of an edge on a line of a piece, in outline order.
fn edge_of(line: &[OutlineSegment], panel: usize, edge: usize) -> Vec<Segment> {
    let owned: Vec<usize> =
        (0..line.len()).filter(|k| line[*k].owner == Some((panel, edge))).collect();
    // An edge may run over the end of the list: its parts then start after the gap.
    let gap = owned.windows(2).position(|pair| pair[1] != pair[0] + 1).map_or(0, |at| at + 1);
    owned[gap..].iter().chain(&owned[..gap]).map(|k| line[*k].segment).collect()
}

/// The segments of an edge on the net line of a piece.
fn net_edge(piece: &Piece, panel: usize, edge: usize) -> Vec<Segment> {
    edge_of(net_of(piece), panel, edge)
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
