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

    /// Puts a line and its holes on a piece; nothing where no hole of it lies there.
    pub(super) fn put(&mut self, carrier: &Carrier, line: &Line) {
        let ply = self.plies.len();
        let (mut holes, mut lines, mut runs) = (Vec::new(), Vec::new(), Vec::new());
        let mut any = false;
        for run in 0..line.runs.len() {
            let laid = self.holes(carrier, line, run);
            any |= laid.any;
            holes.extend(laid.holes);
            let segments = drawn(carrier, line, run, laid.reached);
            lines.extend(segments.into_iter().map(|segments| StitchRun {
                row: self.row,
                ply,
                run,
                segments,
            }));
            runs.push(PlyRun { length: laid.sewn, stitches: laid.steps, spacing: laid.spacing });
        }
        if !any {
            return;
        }
        let piece = &mut self.pieces[carrier.piece];
        piece.holes.extend(holes);
        piece.stitch_runs.extend(lines);
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

    /// The holes of one run on a piece.
    fn holes(&self, carrier: &Carrier, line: &Line, run: usize) -> Laid {
        let mut laid = Laid {
            holes: Vec::new(),
            any: false,
            spacing: [f64::INFINITY, 0.0],
            reached: None,
            steps: 0,
            sewn: 0.0,
        };
        let Some((on, lengths)) = line.runs.get(run) else { return laid };
        let bound = &self.structure.bound.rows[self.row];
        let iron = &self.structure.entries[bound.iron];
        // A machine makes its own holes; glue makes none.
        let pierced = bound.uses.is_some() || !bound.glued && iron.figure("machine") == 0.0;
        let walk = &line.walks[*on];
        let mut before: Option<(Point, f64)> = None;
        for (index, length) in lengths.iter().enumerate() {
            // A run starts behind the joint it starts at: before a dart and after it are two places.
            let found = if index == 0 { walk.after(*length) } else { walk.at(*length) };
            let Some((panel, at, direction)) = found else { continue };
            if !carrier.holds(line, panel, at) {
                before = None;
                continue;
            }
            if let Some((earlier, reached)) = before {
                let chord = (at - earlier).norm();
                // A hole at a joint lies before it, but for a run's first. Over a leap within one piece, whose stretches
                // meet only when sewn, there is no chord to measure.
                let from = if index > 1 { reached - 1e-6 } else { reached };
                if !walk.leaps(from, *length) {
                    laid.spacing = [laid.spacing[0].min(chord), laid.spacing[1].max(chord)];
                }
                laid.steps += 1;
                // Round a closed line, past its start.
                let round = if *length < reached { line.length } else { 0.0 };
                laid.sewn += length - reached + round;
            }
            before = Some((at, *length));
            laid.reached =
                Some(laid.reached.map_or([*length; 2], |[a, b]| [a.min(*length), b.max(*length)]));
            if line.shares(run, index) {
                continue;
            }
            laid.any = true;
            if !pierced {
                continue;
            }
            // The single stitch across a box has no room for a slant of its own: all its slits are parallel.
            let across = line.closed && lengths.len() == 2;
            let direction = if across { -direction.left() } else { direction };
            let direction = carrier.motion.direction(direction);
            let turned = libm::atan2(direction.y, direction.x).to_degrees()
                + carrier.slant * iron.figure("slant");
            laid.holes.push(Hole {
                at: carrier.motion.point(at),
                angle_deg: turned.rem_euclid(180.0),
                row: self.row,
                ply: self.plies.len(),
                run,
                index,
                uses: bound.uses,
            });
        }
        laid
    }
}

/// What of a run lies on a piece.
struct Laid {
    holes: Vec<Hole>,
    /// Something is sewn there, with holes or without.
    any: bool,
    spacing: [f64; 2],
    /// Least and greatest length of a hole.
    reached: Option<[f64; 2]>,
    steps: u32,
    /// From hole to hole.
    sewn: f64,
}

/// The stitch line of a run on a piece, in lines without gaps.
fn drawn(
    carrier: &Carrier,
    line: &Line,
    run: usize,
    reached: Option<[f64; 2]>,
) -> Vec<Vec<Segment>> {
    let Some((on, lengths)) = line.runs.get(run) else { return Vec::new() };
    let (Some(first), Some(last)) = (lengths.first(), lengths.last()) else { return Vec::new() };
    let walk = &line.walks[*on];
    let parts = match reached.filter(|_| line.within.is_some()) {
        Some([from, to]) => walk.part(from, to),
        None if !line.closed || *last > *first + 1e-9 => walk.part(*first, *last),
        // Round a closed line, past its start.
        None => [walk.part(*first, walk.length()), walk.part(0.0, *last)].concat(),
    };
    let level = carrier.keep.map_or(EVERYWHERE, |(_, level)| level);
    let mut segments: Vec<Segment> = Vec::new();
    for (panel, segment) in parts {
        let Some(segment) = clipped(&segment, level) else { continue };
        if carrier.holds(line, panel, segment.point(0.5)) {
            segments.push(carrier.motion.segment(&segment));
        }
    }
    unbroken(segments)
}

impl Carrier {
    /// True if a place of a line lies on this layer.
    fn holds(&self, line: &Line, panel: usize, at: Point) -> bool {
        let level = self.keep.is_none_or(|(on, [lo, hi])| {
            (line.on.is_some() || panel == on) && lo - 1e-9 <= at.y && at.y <= hi + 1e-9
        });
        let nearer = |a: f64, b: f64| if b.abs() < a.abs() { b } else { a };
        let within = line.within.as_ref().is_none_or(|(motion, outline)| {
            let at = motion.point(at);
            outline.iter().map(|s| s.signed_distance(at)).fold(f64::INFINITY, nearer) > 0.0
        });
        level && within
    }
}

impl Line {
    /// True for a hole that is made already: one that two runs share belongs to the first of them, a closed row ends where
    /// it began, a cross ends in the corners of its box.
    fn shares(&self, run: usize, index: usize) -> bool {
        let Some((_, lengths)) = self.runs.get(run) else { return false };
        let last = index + 1 == lengths.len();
        let strokes = self.walks.len() > 1;
        let crossing = strokes && self.closed && run >= 4 && (index == 0 || last);
        let final_run = self.runs.len().saturating_sub(1);
        let closing = if strokes { final_run.min(3) } else { final_run };
        index == 0 && run > 0 && self.closed_or_joined(run)
            || self.closed && run == closing && last
            || crossing
    }
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
                line.push(segment);
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
