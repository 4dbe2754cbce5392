//! What a draft is made of: cut pieces seen on their grain side, with their holes, lines, folds and marks; mm, degrees, y up.

use crate::geom::{Motion, OutsetTrouble, Point, Segment};

/// What a piece was drafted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Panels joined by folds, the first one first; or one part of a strip. Of a layer, what it lies under.
    Panels(Vec<usize>),
    /// One long half of a panel that a zipper parts: the window, and whether it is the upper half as drawn.
    Half(usize, bool),
    /// A strap.
    Strap(usize),
    /// The stiffener of a strap.
    Core(usize),
    /// A reinforcement under a placed thing: the place.
    Patch(usize),
    /// A strip of tape: the binding.
    Binding(usize),
}

/// A part of an outline and the edge it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlineSegment {
    /// Where it lies.
    pub segment: Segment,
    /// `panel.edge`; `fold.NAME` beside a bend zone.
    pub edge: String,
    /// The panel and the edge, if it is one.
    pub owner: Option<(usize, usize)>,
    /// What is done there, by its place among the joints of the bound style.
    pub joint: Option<usize>,
}

/// A hole or slit for a stitch.
#[derive(Clone, Debug, PartialEq)]
pub struct Hole {
    /// Its middle.
    pub at: Point,
    /// Direction of the slit, degrees in 0..180.
    pub angle_deg: f64,
    /// Which row, by its place in the bound style.
    pub row: usize,
    /// Which ply of the row.
    pub ply: usize,
    /// Which run.
    pub run: usize,
    /// Its number in the run; a hole shared by two runs is the last of the first of them.
    pub index: usize,
    /// The slot of the part that is set in it, if it is no stitch's.
    pub uses: Option<usize>,
}

/// A stitch line between the end holes of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct StitchRun {
    /// Which row.
    pub row: usize,
    /// Which ply.
    pub ply: usize,
    /// Which run.
    pub run: usize,
    /// From the first hole to the last.
    pub segments: Vec<Segment>,
}

/// A bend zone: its middle is creased, its limits are where the leather is flat again.
#[derive(Clone, Debug, PartialEq)]
pub struct FoldMark {
    /// Which fold of the bound style; nothing for the creases of strips and straps.
    pub fold: Option<usize>,
    /// The middle of the zone.
    pub line: Segment,
    /// Its two limits.
    pub limits: [Segment; 2],
    /// Turning in the finished bag, toward the flesh; degrees.
    pub angle_deg: f64,
    /// Width of the zone, mm.
    pub allowance: f64,
}

/// A sign on the leather.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A tick at the edge: a middle or a corner of what is sewn to it.
    Tick(Segment),
    /// The footprint of something sewn on: which place of the bound style, and its outline.
    Footprint(usize, Vec<Segment>),
    /// A round footprint.
    Disc(Point, f64),
    /// A small cross at the middle of a part.
    Cross(Point),
    /// A short cut into an allowance, so that it opens or closes round a bend.
    Snip(Segment),
    /// A small pleat of a turned-over edge, toward its fold.
    Pleat(Segment),
    /// A notch at a named point.
    Notch(Segment),
}

/// A half of a part set on a piece.
#[derive(Clone, Debug, PartialEq)]
pub struct SetPart {
    /// Which part, by its place in the bound style.
    pub part: usize,
    /// Half a or b.
    pub half: usize,
    /// Its middle.
    pub at: Point,
    /// Radius of its footprint.
    pub radius: f64,
    /// Slits for its prongs: outlines to cut.
    pub slits: Vec<Vec<Segment>>,
}

/// A cut piece.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Unique: the name of its first panel, strip or strap; `lining.NAME`, `NAME.core`.
    pub id: String,
    /// For people.
    pub title: String,
    /// Stock id of what it is cut from.
    pub material: String,
    /// Title of what it is cut from.
    pub material_title: String,
    /// Its thickness, mm.
    pub thickness: f64,
    /// How many are cut.
    pub cut: u32,
    /// What it was drafted from.
    pub origin: Origin,
    /// The names of its panels.
    pub panels: Vec<String>,
    /// The layer it belongs to; nothing for the shell.
    pub layer: Option<usize>,
    /// The cut line: closed, counter-clockwise.
    pub outline: Vec<OutlineSegment>,
    /// The net line where it is not the cut line: what a seam or a turned-over edge leaves.
    pub net: Vec<OutlineSegment>,
    /// Openings cut in it, each closed, counter-clockwise.
    pub openings: Vec<Vec<Segment>>,
    /// Where its cut line did not come out as asked: the edge, and what is wrong.
    pub troubles: Vec<(String, OutsetTrouble)>,
    /// Half of the copies are cut mirrored: one left, one right.
    pub pair: bool,
    /// Stitch lines.
    pub stitch_runs: Vec<StitchRun>,
    /// Holes.
    pub holes: Vec<Hole>,
    /// Bends.
    pub folds: Vec<FoldMark>,
    /// Signs.
    pub marks: Vec<Mark>,
    /// Parts set on it.
    pub parts: Vec<SetPart>,
    /// Direction of the grain, degrees.
    pub grain_deg: f64,
    /// From each of its panels as drawn to the piece: panel and motion.
    pub motions: Vec<(usize, Motion)>,
}

impl Piece {
    /// Area, mm².
    pub fn area(&self) -> f64 {
        self.outline
            .iter()
            .map(|part| {
                let s = &part.segment;
                let cap = s.circle().map_or(0.0, |(_, radius)| {
                    let angle = s.turning();
                    0.5 * radius * radius * (angle - libm::sin(angle))
                });
                0.5 * s.a.cross(s.b) + cap
            })
            .sum()
    }
    /// Width and height of the box around it, and its lower left corner.
    pub fn bounds(&self) -> (Point, Point) {
        let mut lo = Point::new(f64::INFINITY, f64::INFINITY);
        let mut hi = Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
        for part in &self.outline {
            let (a, b) = part.segment.bounds();
            lo = Point::new(lo.x.min(a.x), lo.y.min(a.y));
            hi = Point::new(hi.x.max(b.x), hi.y.max(b.y));
        }
        (lo, hi)
    }
    /// The motion of one of its panels.
    pub fn motion_of(&self, panel: usize) -> Option<&Motion> {
        self.motions.iter().find(|(on, _)| *on == panel).map(|(_, motion)| motion)
    }
}

/// A run of one ply.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlyRun {
    /// Stitch-line length from the first hole to the last, mm.
    pub length: f64,
    /// Stitches.
    pub stitches: u32,
    /// Least and greatest straight distance of neighbouring holes, mm.
    pub spacing: [f64; 2],
}

/// One layer that a row pierces.
#[derive(Clone, Debug, PartialEq)]
pub struct Ply {
    /// Which piece, by its place in the draft.
    pub piece: usize,
    /// What it runs along, as the style names it.
    pub along: String,
    /// For a glued lining, the ply it is glued to; its holes are those of that ply.
    pub glued_to: Option<usize>,
    /// The panel it runs on; nothing for straps.
    pub panel: Option<usize>,
    /// Which side of the row it belongs to; nothing for layers that only take its holes.
    pub side: Option<usize>,
    /// Whole length of its stitch line, mm.
    pub length: f64,
    /// Its runs.
    pub runs: Vec<PlyRun>,
}

/// A row of stitches as drafted.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftRow {
    /// Everything it pierces; the sides first.
    pub plies: Vec<Ply>,
    /// The ply whose chords are equal.
    pub lead: usize,
    /// Which copy of a strap it sews; 0 for everything else.
    pub copy: usize,
    /// Thickness of all it pierces, mm.
    pub stack: f64,
    /// Thread for two needles, tails included, mm.
    pub thread: f64,
}
