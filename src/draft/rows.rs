//! Rows of holes: equal chords on the lead, the same stitch-line lengths on every other side, every ply by its motion.

use crate::frame::{Frame, RowFrame, StitchLine, Structure};
use crate::geom::{Motion, Path, Point, Segment};
use crate::style::bound::{Chain, RowKind, Thing};

use super::bands;
use super::piece::{DraftRow, Hole, Origin, Piece, Ply, PlyRun, StitchRun};

/// Thread left over at both ends of a seam, mm: a guess of the trade.
const TAILS: f64 = 150.0;

/// One side before it is carried to its piece: a walk and the lengths of the holes of every run.
struct Line {
    walk: Path,
    runs: Vec<Vec<f64>>,
    closed: bool,
    /// Whole length of the stitch line the walk is part of.
    length: f64,
}

/// Where a side lies and how the leather faces.
struct Carrier {
    piece: usize,
    motion: Motion,
    /// +1 slants `/` seen on the grain, −1 `\`.
    slant: f64,
    along: String,
    glued_to: Option<usize>,
}

pub(super) fn rows(
    structure: &Structure,
    frame: &Frame<f64>,
    pieces: &mut [Piece],
) -> Vec<DraftRow> {
    let count = structure.bound.rows.len();
    (0..count)
        .map(|index| {
            Row { structure, frame, index, pieces: &mut *pieces, plies: Vec::new() }.draft()
        })
        .collect()
}

struct Row<'a> {
    structure: &'a Structure,
    frame: &'a Frame<f64>,
    index: usize,
    pieces: &'a mut [Piece],
    plies: Vec<Ply>,
}

impl Row<'_> {
    fn draft(mut self) -> DraftRow {
        let bound = &self.structure.bound.rows[self.index];
        let numbers = &self.frame.rows[self.index];
        match bound.kind {
            RowKind::Seam | RowKind::Row => self.chains(),
            RowKind::Along(place) => self.along(place),
            RowKind::Box(place) => self.boxed(place),
            RowKind::Loop(strap, end) => self.looped(strap, end),
        }
        // A strap's two layers are plies of one piece.
        let stack: f64 = self.plies.iter().map(|ply| self.pieces[ply.piece].thickness).sum();
        let pitch = numbers.pitch;
        let sewn: f64 = numbers.runs.iter().map(crate::frame::RunFrame::sewn).sum();
        let thread = 2.0 * (1.0 + stack / pitch) * sewn + TAILS;
        let lead = if matches!(bound.kind, RowKind::Seam) { bound.lead } else { 0 };
        let copy = self.copy();
        DraftRow { plies: self.plies, lead, copy, stack, thread }
    }

    /// Which copy of its strap a box sews down.
    fn copy(&self) -> usize {
        let bound = &self.structure.bound;
        let RowKind::Box(place) = bound.rows[self.index].kind else { return 0 };
        let thing = bound.places[place].thing;
        bound.places[..place].iter().filter(|earlier| earlier.thing == thing).count()
    }

    /// Seams and rows: every side on its own chain.
    fn chains(&mut self) {
        let bound = &self.structure.bound.rows[self.index];
        let numbers = &self.frame.rows[self.index];
        let Some(lead_walk) = self.stitch_walk(bound.lead) else { return };
        let lead_start = numbers.sides[bound.lead].start;
        let lead = holes(&lead_walk, numbers, lead_start);
        for (side, chain) in bound.sides.iter().enumerate() {
            let shift = numbers.sides[side].start - lead_start;
            let lengths: Vec<Vec<f64>> =
                lead.iter().map(|run| run.iter().map(|length| length + shift).collect()).collect();
            let slant = if side == 0 { 1.0 } else { -1.0 };
            let name = self.chain_name(chain);
            match chain {
                Chain::Panel { panel, .. } => {
                    let Some(walk) = self.stitch_walk(side) else { continue };
                    let line = Line {
                        walk,
                        runs: lengths,
                        closed: false,
                        length: numbers.sides[side].length,
                    };
                    self.on_panel(*panel, &line, slant, &name, Motion::IDENTITY);
                }
                Chain::Strip { strip, far } => self.on_strip(*strip, *far, &lengths, slant, &name),
            }
        }
    }

    /// The whole stitch line of a side on its panel, as drawn.
    fn stitch_walk(&self, side: usize) -> Option<Path> {
        let bound = &self.structure.bound.rows[self.index];
        let numbers = &self.frame.rows[self.index];
        match bound.sides.get(side)? {
            Chain::Panel { panel, edges } => {
                let panel = &self.frame.panels[*panel];
                let line = StitchLine::of(panel, edges, numbers.inset);
                let segments = line.between(panel, edges, numbers.inset, 0.0, line.length);
                (!segments.is_empty()).then(|| Path::open(segments))
            }
            Chain::Strip { strip, .. } => {
                let length = self.frame.strips[*strip].length;
                Some(Path::open(vec![Segment::line(Point::new(0.0, 0.0), Point::new(length, 0.0))]))
            }
        }
    }

    fn chain_name(&self, chain: &Chain) -> String {
        let bound = &self.structure.bound;
        match chain {
            Chain::Panel { panel, edges } => {
                let panel = &bound.panels[*panel];
                let name =
                    |edge: Option<&usize>| edge.map_or("", |edge| panel.edges[*edge].name.as_str());
                let (first, last) = (name(edges.first()), name(edges.last()));
                if first == last {
                    format!("{}.{first}", panel.name)
                } else {
                    format!("{}.{first}..{last}", panel.name)
                }
            }
            Chain::Strip { strip, far } => {
                format!("{}.{}", bound.strips[*strip].name, if *far { "b" } else { "a" })
            }
        }
    }

    /// Pieces on which a panel lies: its shell piece, and the lining glued to it.
    fn carriers(&self, panel: usize, slant: f64, name: &str, before: Motion) -> Vec<Carrier> {
        let shell = self.plies.len();
        let mut carriers = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            let Some(motion) = piece.motion_of(panel) else { continue };
            let lined = piece.lining.is_some();
            carriers.push(Carrier {
                piece: index,
                motion: motion.after(&before),
                // The lining's grain faces the other way.
                slant: if lined { -slant } else { slant },
                along: name.to_owned(),
                glued_to: lined.then_some(shell),
            });
        }
        // The shell's own piece stands before its linings.
        carriers.sort_by_key(|carrier| carrier.glued_to.is_some());
        carriers
    }

    fn on_panel(&mut self, panel: usize, line: &Line, slant: f64, name: &str, before: Motion) {
        for carrier in self.carriers(panel, slant, name, before) {
            self.carry(&carrier, line);
        }
    }

    fn on_strip(&mut self, strip: usize, far: bool, lengths: &[Vec<f64>], slant: f64, name: &str) {
        let numbers = &self.frame.strips[strip];
        let inset = self.frame.rows[self.index].inset;
        let shell = self.plies.len();
        let mut carriers = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            if piece.origin != Origin::Strip(strip) {
                continue;
            }
            let flat = bands::across(self.structure, numbers, strip, piece.lining).flat;
            let v = if far { inset } else { flat - inset };
            carriers.push((index, piece.lining.is_some(), v));
        }
        for (index, lined, v) in carriers {
            let line = Line {
                walk: Path::open(vec![Segment::line(
                    Point::new(0.0, v),
                    Point::new(numbers.length, v),
                )]),
                runs: lengths.to_vec(),
                closed: false,
                length: numbers.length,
            };
            let carrier = Carrier {
                piece: index,
                motion: bands::motion(self.structure, strip, numbers.length, lined),
                slant: if lined { -slant } else { slant },
                along: name.to_owned(),
                glued_to: lined.then_some(shell),
            };
            self.carry(&carrier, &line);
        }
    }

    /// A panel sewn on along its own chain: it leads, the host takes the same holes through both.
    fn along(&mut self, place: usize) {
        let placed = &self.structure.bound.places[place];
        let at = &self.frame.places[place];
        let Thing::Panel(panel) = placed.thing else { return };
        let Some(walk) = self.stitch_walk(0) else { return };
        let numbers = &self.frame.rows[self.index];
        let runs = holes(&walk, numbers, numbers.sides[0].start);
        let line = Line { walk, runs, closed: false, length: numbers.sides[0].length };
        let name = self.chain_name(&self.structure.bound.rows[self.index].sides[0]);
        self.on_panel(panel, &line, 1.0, &name, Motion::IDENTITY);
        let views = &self.structure.bound.panels;
        let mut lay = Motion::turn_shift(at.turn, at.at);
        if views[panel].through != views[placed.on].through {
            lay = lay.after(&Motion::MIRROR);
        }
        let host = views[placed.on].name.clone();
        // Both faces look the same way: the same slant.
        self.on_panel(placed.on, &line, 1.0, &host, lay);
    }

    /// A strap sewn down round its footprint: through what is seen, the leg under it, and the host.
    fn boxed(&mut self, place: usize) {
        let placed = &self.structure.bound.places[place];
        let Thing::Strap(strap) = placed.thing else { return };
        let numbers = &self.frame.straps[strap];
        let end = usize::from(numbers.ends[0].is_none());
        let line = self.box_line(numbers.width);
        self.on_strap(strap, end, &line);
        let at = &self.frame.places[place];
        let lay = Motion::turn_shift(at.turn, at.at);
        let host = self.structure.bound.panels[placed.on].name.clone();
        self.on_panel(placed.on, &line, 1.0, &host, lay);
    }

    /// A loop closed over its own leg.
    fn looped(&mut self, strap: usize, end: usize) {
        let line = self.box_line(self.frame.straps[strap].width);
        self.on_strap(strap, end, &line);
    }

    /// The box in coordinates of the loop: u from the tangent line along the strap, v from its middle.
    fn box_line(&self, width: f64) -> Line {
        let numbers = &self.frame.rows[self.index];
        let (length, across) = (numbers.runs[0].length, numbers.runs[1].length);
        let (u, v) = (numbers.inset, 0.5 * width - numbers.inset);
        let corners = [
            Point::new(u, -v),
            Point::new(u + length, -v),
            Point::new(u + length, -v + across),
            Point::new(u, -v + across),
        ];
        let sides =
            (0..4).map(|side| Segment::line(corners[side], corners[(side + 1) % 4])).collect();
        let walk = Path::open(sides);
        let runs = holes(&walk, numbers, 0.0);
        Line { length: walk.length(), walk, runs, closed: true }
    }

    /// Both layers of a looped end.
    fn on_strap(&mut self, strap: usize, end: usize, line: &Line) {
        let numbers = &self.frame.straps[strap];
        let half = 0.5 * numbers.width;
        let from = numbers.visible_from();
        let Some(piece) = self.pieces.iter().position(|piece| piece.origin == Origin::Strap(strap))
        else {
            return;
        };
        let wrap = numbers.ends[end].map_or(0.0, |end| end.wrap);
        let name = self.structure.bound.straps[strap].name.clone();
        // Looking at the start the strap runs on to the right, at the end to the left.
        let (seen, leg) = if end == 0 {
            (Motion::turn_shift(0.0, Point::new(from, half)), Point::new(from - wrap, half))
        } else {
            let to = from + numbers.visible;
            (
                Motion::turn_shift(0.0, Point::new(to, half)).after(&Motion::MIRROR),
                Point::new(to + wrap, half),
            )
        };
        // Folded back, the leg runs the other way along the strap.
        let back = if end == 0 { Motion::MIRROR } else { Motion::IDENTITY };
        let under = Motion::turn_shift(0.0, leg).after(&back);
        for (motion, slant, layer) in [(seen, 1.0, "seen"), (under, -1.0, "leg")] {
            let along = format!("{name} {layer}");
            self.carry(&Carrier { piece, motion, slant, along, glued_to: None }, line);
        }
    }

    /// Puts a line and its holes on a piece.
    fn carry(&mut self, carrier: &Carrier, line: &Line) {
        let (row, ply) = (self.index, self.plies.len());
        let iron = &self.structure.entries[self.structure.bound.rows[row].iron];
        let slant = iron.figure("slant");
        let mut runs = Vec::new();
        let last_run = line.runs.len().saturating_sub(1);
        let piece = &mut self.pieces[carrier.piece];
        for (run, lengths) in line.runs.iter().enumerate() {
            let (Some(first), Some(last)) = (lengths.first(), lengths.last()) else { continue };
            let mut spacing = [f64::INFINITY, 0.0_f64];
            let mut before: Option<Point> = None;
            for (index, length) in lengths.iter().enumerate() {
                let (at, direction) = line.walk.at(*length);
                if let Some(before) = before {
                    let chord = (at - before).norm();
                    spacing = [spacing[0].min(chord), spacing[1].max(chord)];
                }
                before = Some(at);
                // A hole that two runs share belongs to the first of them; a closed row ends where it began.
                let shared = index == 0 && run > 0;
                let closing = line.closed && run == last_run && index + 1 == lengths.len();
                if shared || closing {
                    continue;
                }
                // The single stitch across a box has no room for a slant of its own: all its slits are parallel.
                let across = line.closed && lengths.len() == 2;
                let direction = if across { -direction.left() } else { direction };
                let direction = carrier.motion.direction(direction);
                let turned =
                    libm::atan2(direction.y, direction.x).to_degrees() + carrier.slant * slant;
                piece.holes.push(Hole {
                    at: carrier.motion.point(at),
                    angle_deg: turned.rem_euclid(180.0),
                    row,
                    ply,
                    run,
                    index,
                });
            }
            let segments =
                line.walk.part(*first, *last).iter().map(|s| carrier.motion.segment(s)).collect();
            piece.stitch_runs.push(StitchRun { row, ply, run, segments });
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a run has at most 20,000 stitches"
            )]
            let stitches = lengths.len().saturating_sub(1) as u32;
            runs.push(PlyRun { length: last - first, stitches, spacing });
        }
        self.plies.push(Ply {
            piece: carrier.piece,
            along: carrier.along.clone(),
            glued_to: carrier.glued_to,
            length: line.length,
            runs,
        });
    }
}

/// Lengths of the holes of every run on the lead's walk.
fn holes(walk: &Path, numbers: &RowFrame<f64>, start: f64) -> Vec<Vec<f64>> {
    let mut from = start;
    numbers
        .runs
        .iter()
        .map(|run| {
            let (first, last) = (from + run.first, from + run.length - run.last);
            from += run.length;
            walk.equal_chords(first, last, run.stitches)
        })
        .collect()
}
