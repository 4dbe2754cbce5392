//! Carrying a line of holes to the pieces it pierces: every layer by its own motion.

use crate::frame::{Frame, PanelFrame, Structure};
use crate::geom::{Motion, Point, Segment};
use crate::style::bound::Thing;

use super::piece::{Hole, Origin, Piece, Ply, PlyRun, StitchRun};
use super::rows::strap_piece;
use super::walk::Walk;

/// A line of holes before it is carried to its pieces.
#[derive(Clone, Debug)]
pub(super) struct Line {
    walks: Vec<Walk>,
    /// For every run the walk it lies on and the lengths of its holes there.
    runs: Vec<(usize, Vec<f64>)>,
    closed: bool,
    /// Whole length of the stitch line.
    length: f64,
    /// All of it lies on this panel, whatever its walks say.
    on: Option<usize>,
    /// Only what falls inside this outline, seen through this motion.
    within: Option<(Motion, Vec<Segment>)>,
}

impl Line {
    /// Runs one after the other along one walk.
    pub(super) fn along(walk: Walk, runs: Vec<Vec<f64>>, closed: bool, length: f64) -> Self {
        let runs = runs.into_iter().map(|run| (0, run)).collect();
        Self { walks: vec![walk], runs, closed, length, on: None, within: None }
    }
    /// Runs on walks of their own, to be pushed.
    pub(super) fn strokes(closed: bool, length: f64) -> Self {
        Self { walks: Vec::new(), runs: Vec::new(), closed, length, on: None, within: None }
    }
    pub(super) fn push(&mut self, walk: Walk, lengths: Vec<f64>) {
        self.runs.push((self.walks.len(), lengths));
        self.walks.push(walk);
    }
    /// The same line on another panel.
    pub(super) fn on(&self, panel: usize) -> Self {
        Self { on: Some(panel), ..self.clone() }
    }
    /// Only what falls inside a panel, seen through a motion.
    pub(super) fn within(self, motion: &Motion, panel: &PanelFrame<f64>) -> Self {
        let outline = panel.segments.iter().map(|part| part.segment).collect();
        Self { within: Some((*motion, outline)), ..self }
    }
    /// The panels it runs on, each once.
    pub(super) fn panels(&self) -> Vec<usize> {
        if let Some(on) = self.on {
            return vec![on];
        }
        let mut panels: Vec<usize> = Vec::new();
        for panel in self.walks.iter().flat_map(Walk::panels) {
            if !panels.contains(&panel) {
                panels.push(panel);
            }
        }
        panels
    }
}

/// Where a layer of a line lies and how its leather faces.
#[derive(Clone, Debug)]
pub(super) struct Carrier {
    pub(super) piece: usize,
    pub(super) motion: Motion,
    /// +1 slants `/` seen on the grain, −1 `\`.
    pub(super) slant: f64,
    pub(super) along: String,
    pub(super) layer: Option<usize>,
    pub(super) glued_to: Option<usize>,
    pub(super) side: Option<usize>,
    /// Only what lies on this panel, and between these levels of it.
    pub(super) keep: Option<(usize, [f64; 2])>,
}

/// One row being carried.
pub(super) struct Carry<'a> {
    structure: &'a Structure,
    row: usize,
    pieces: &'a mut [Piece],
    plies: Vec<Ply>,
}

impl<'a> Carry<'a> {
    pub(super) fn new(structure: &'a Structure, row: usize, pieces: &'a mut [Piece]) -> Self {
        Self { structure, row, pieces, plies: Vec::new() }
    }
    pub(super) fn finish(self) -> (Vec<Ply>, &'a [Piece]) {
        (self.plies, self.pieces)
    }
    pub(super) fn strap(&self, strap: usize) -> Option<usize> {
        strap_piece(self.pieces, strap)
    }

    /// Pieces on which a panel lies: its shell piece or halves, then the lining glued to it.
    pub(super) fn carriers(
        &self,
        panel: usize,
        slant: f64,
        name: &str,
        before: Motion,
    ) -> Vec<Carrier> {
        let shell = self.plies.len();
        let mut carriers = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            let Some(motion) = piece.motion_of(panel) else { continue };
            let glued = piece.layer.is_some_and(|layer| {
                self.structure.bound.layers[layer].kind == crate::style::bound::LayerKind::Glued
            });
            if piece.layer.is_some() && !glued {
                continue;
            }
            let middle = level(piece);
            carriers.push(Carrier {
                piece: index,
                motion: motion.after(&before),
                // The lining's grain faces the other way.
                slant: if glued { -slant } else { slant },
                along: name.to_owned(),
                layer: piece.layer,
                glued_to: glued.then_some(shell),
                side: None,
                keep: Some((panel, middle)),
            });
        }
        // The shell's own piece stands before its linings.
        carriers.sort_by_key(|carrier| carrier.glued_to.is_some());
        carriers
    }

    /// Puts a line and its holes on a piece.
    pub(super) fn put(&mut self, carrier: &Carrier, line: &Line) {
        let (row, ply) = (self.row, self.plies.len());
        let bound = &self.structure.bound.rows[row];
        let iron = &self.structure.entries[bound.iron];
        let slant = iron.figure("slant");
        // A machine makes its own holes; glue makes none.
        let pierced = bound.uses.is_some() || !bound.glued && iron.figure("machine") == 0.0;
        let mut runs = Vec::new();
        let last_run = line.runs.len().saturating_sub(1);
        let piece = &mut self.pieces[carrier.piece];
        let lies_here = |panel: usize, at: Point| {
            let level = carrier.keep.is_none_or(|(on, [lo, hi])| {
                (line.on.is_some() || panel == on) && lo - 1e-9 <= at.y && at.y <= hi + 1e-9
            });
            let within = line.within.as_ref().is_none_or(|(motion, outline)| {
                let at = motion.point(at);
                outline
                    .iter()
                    .map(|s| s.signed_distance(at))
                    .fold(f64::INFINITY, |a, b| if b.abs() < a.abs() { b } else { a })
                    > 0.0
            });
            level && within
        };
        let mut any = false;
        for (run, (on, lengths)) in line.runs.iter().enumerate() {
            let walk = &line.walks[*on];
            let mut spacing = [f64::INFINITY, 0.0_f64];
            let mut before: Option<(Point, f64)> = None;
            let mut reached: Option<[f64; 2]> = None;
            let mut steps = 0;
            for (index, length) in lengths.iter().enumerate() {
                // A run starts behind the joint it starts at: before a dart and after it are two places.
                let found = if index == 0 { walk.after(*length) } else { walk.at(*length) };
                let Some((panel, at, direction)) = found else { continue };
                if !lies_here(panel, at) {
                    before = None;
                    continue;
                }
                if let Some((earlier, _)) = before {
                    let chord = (at - earlier).norm();
                    spacing = [spacing[0].min(chord), spacing[1].max(chord)];
                    steps += 1;
                }
                before = Some((at, *length));
                reached =
                    Some(reached.map_or([*length; 2], |[a, b]| [a.min(*length), b.max(*length)]));
                // A hole that two runs share belongs to the first of them; a closed row ends where it began.
                let shared = index == 0 && run > 0 && line.closed_or_joined(run);
                let closing = line.closed && run == last_run.min(3) && index + 1 == lengths.len();
                let crossing = run >= 4 && (index == 0 || index + 1 == lengths.len());
                if shared || closing || crossing {
                    continue;
                }
                if !pierced {
                    any = true;
                    continue;
                }
                // The single stitch across a box has no room for a slant of its own: all its slits are parallel.
                let across = line.closed && lengths.len() == 2;
                let direction = if across { -direction.left() } else { direction };
                let direction = carrier.motion.direction(direction);
                let turned =
                    libm::atan2(direction.y, direction.x).to_degrees() + carrier.slant * slant;
                any = true;
                piece.holes.push(Hole {
                    at: carrier.motion.point(at),
                    angle_deg: turned.rem_euclid(180.0),
                    row,
                    ply,
                    run,
                    index,
                    uses: bound.uses,
                });
            }
            if let (Some(first), Some(last)) = (lengths.first(), lengths.last()) {
                let seen = reached.filter(|_| line.within.is_some());
                let parts = if let Some([from, to]) = seen {
                    walk.part(from, to)
                } else if !line.closed || *last > *first + 1e-9 {
                    walk.part(*first, *last)
                } else {
                    // Round a closed line, past its start.
                    let mut parts = walk.part(*first, walk.length());
                    parts.extend(walk.part(0.0, *last));
                    parts
                };
                let mut segments: Vec<Segment> = Vec::new();
                for (panel, segment) in parts {
                    let level = carrier.keep.map_or(EVERYWHERE, |(_, level)| level);
                    let Some(segment) = clipped(&segment, level) else { continue };
                    if lies_here(panel, segment.point(0.5)) {
                        segments.push(carrier.motion.segment(&segment));
                    }
                }
                for segments in unbroken(segments) {
                    piece.stitch_runs.push(StitchRun { row, ply, run, segments });
                }
            }
            let length = reached.map_or(0.0, |[a, b]| b - a);
            runs.push(PlyRun { length, stitches: steps, spacing });
        }
        if !any {
            return;
        }
        self.plies.push(Ply {
            piece: carrier.piece,
            along: carrier.along.clone(),
            glued_to: carrier.glued_to,
            panel: carrier.keep.map(|(panel, _)| panel),
            side: carrier.side,
            length: line.length,
            runs,
        });
    }
}

impl Line {
    /// True if a run starts in the hole where the run before ends.
    fn closed_or_joined(&self, run: usize) -> bool {
        let end = |run: usize, last: bool| {
            let (walk, lengths) = self.runs.get(run)?;
            let walk = &self.walks[*walk];
            let found =
                if last { walk.at(*lengths.last()?) } else { walk.after(*lengths.first()?) };
            found.map(|(panel, at, _)| (panel, at))
        };
        match (end(run - 1, true), end(run, false)) {
            (Some((on, a)), Some((other, b))) => on == other && (a - b).norm() < 1e-6,
            _ => false,
        }
    }
}

/// Between which levels of its panel a piece lies: everywhere, but for the halves beside a zipper.
pub(super) fn level(piece: &Piece) -> [f64; 2] {
    let Origin::Half(_, upper) = piece.origin else { return EVERYWHERE };
    let Some((_, motion)) = piece.motions.first() else { return EVERYWHERE };
    let back = motion.inverse();
    let levels = piece.outline.iter().map(|part| back.point(part.segment.a).y);
    let (lo, hi) =
        levels.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), y| (lo.min(y), hi.max(y)));
    if upper { [lo, f64::INFINITY] } else { [f64::NEG_INFINITY, hi] }
}

/// All levels of a panel.
const EVERYWHERE: [f64; 2] = [f64::NEG_INFINITY, f64::INFINITY];

/// What of a straight segment lies between two levels; an arc lies there whole or is left to its middle.
fn clipped(segment: &Segment, [lo, hi]: [f64; 2]) -> Option<Segment> {
    let rise = segment.b.y - segment.a.y;
    if !segment.is_line() || rise.abs() < 1e-9 {
        return Some(*segment);
    }
    let (at_lo, at_hi) = ((lo - segment.a.y) / rise, (hi - segment.a.y) / rise);
    let (from, to) = (at_lo.min(at_hi).max(0.0), at_lo.max(at_hi).min(1.0));
    (to > from).then(|| segment.part(from, to))
}

/// Segments as lines without gaps: what starts on a closed line in the middle of a piece is put in order again.
fn unbroken(mut segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let joined = |a: &Segment, b: &Segment| (a.b - b.a).norm() < 1e-6;
    if let (Some(first), Some(last)) = (segments.first(), segments.last())
        && joined(last, first)
        && let Some(gap) = segments.windows(2).position(|pair| !joined(&pair[0], &pair[1]))
    {
        segments.rotate_left(gap + 1);
    }
    let mut lines: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        match lines.last_mut() {
            Some(line) if line.last().is_some_and(|last| joined(last, &segment)) => {
                line.push(segment)
            }
            _ => lines.push(vec![segment]),
        }
    }
    lines
}

/// From coordinates of a placed thing to its host as drawn.
pub(super) fn lay(structure: &Structure, frame: &Frame<f64>, place: usize) -> Motion {
    let placed = &structure.bound.places[place];
    let at = &frame.places[place];
    let lay = Motion::turn_shift(at.turn, at.at);
    let Thing::Panel(panel) = placed.thing else { return lay };
    let views = &structure.bound.panels;
    // Drawn from the other side, or lying on the other side.
    let other = views[panel].through != views[placed.on].through;
    if other == placed.inside { lay } else { lay.after(&Motion::MIRROR) }
}
