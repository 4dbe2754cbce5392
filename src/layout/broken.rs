//! Long narrow pieces on pages: both ends true to size, the middle left out between two break lines.
//!
//! A strap of a meter would ask for a sheet of a meter, to show two ends and a rectangle. Nothing is scaled: the end
//! that holds the origin stays where it is, the other one is moved toward it, and the whole length is told.

use std::collections::BTreeMap;

use super::block::Piece;
use super::bounds::Bounds;
use super::furniture::Furniture;
use super::pages::LEAST_GAP;
use super::signs::{BREAK, sign};
use super::{Art, Paper, Sheet};
use crate::drawing::{Group, Item, Role, Shape, Text};
use crate::geom::{Point, Segment};

/// Wider pieces are never broken, mm.
const NARROW: f64 = 40.0;
/// Lengths of the ends that are drawn at least, mm, the best first.
const ENDS: [f64; 5] = [75.0, 60.0, 45.0, 30.0, 20.0];
/// Air between the two break lines, mm.
const GAP: f64 = 6.0;
/// Air between whatever is drawn and a break line, mm.
const CLEAR: f64 = 3.0;
/// A break line swings so far along the piece and reaches so far beyond its edges, mm.
const SWING: f64 = 1.2;
const BEYOND: f64 = 1.5;
/// Stitches of a run at least this long may be left out and told, mm; a shorter one is drawn whole.
const LONG_RUN: f64 = 60.0;
/// Holes whose distances differ by less are evenly spaced; lines that leave the axis by less run along it, mm.
const EVEN: f64 = 0.01;

/// The pieces as they are drawn on pages of `paper`: what is narrow and too long for the room is broken, all else as
/// it is. What cannot be broken either stays whole, for the layout to refuse.
pub fn broken(arts: Vec<Art>, sheet: &Sheet, paper: &Paper) -> Vec<Art> {
    let Ok(furniture) = Furniture::plan(sheet, paper, false) else { return arts };
    let room = furniture.room(LEAST_GAP);
    let widest = paper.width() - 2.0 * paper.margin();
    let whole = |art: &Art| {
        let bounds = Bounds::of_segments(&art.outline);
        let (w, h) = (bounds.width(), bounds.height());
        room.fits(w, h) || room.fits(h, w)
    };
    let holds = |art: &Art| {
        Piece::of(art).is_ok_and(|mut piece| piece.fit(widest, |size| room.fits(size.x, size.y)))
    };
    let drawn = |art: Art| {
        if whole(&art) {
            return art;
        }
        ENDS.into_iter().filter_map(|end| break_up(&art, end)).find(holds).unwrap_or(art)
    };
    arts.into_iter().map(drawn).collect()
}

/// The piece with ends of at least `end` and the longest plain stretch of its middle left out, if it is narrow and
/// has such a stretch.
fn break_up(art: &Art, end: f64) -> Option<Art> {
    let strip = Strip::of(art)?;
    let runs = even_runs(art, &strip);
    let stretch = strip.plain(art, &runs, end)?;
    let cut = Break::new(&strip, stretch)?;
    let mut items: Vec<Item> = Vec::new();
    let mut left_out: BTreeMap<Key, usize> = BTreeMap::new();
    for item in &art.group.items {
        let run = key(item).filter(|key| runs.contains_key(key));
        match run {
            Some(run) if cut.meets(strip.span(item)) => *left_out.entry(run).or_default() += 1,
            _ => items.extend(cut.item(item)),
        }
    }
    let lines = cut.break_lines();
    // Under the outline, which comes last of all.
    let at = items.iter().position(|item| item.role == Role::CutOuter).unwrap_or(items.len());
    items.splice(at..at, lines);
    let mut label = art.label.clone();
    let size = [strip.long[1] - strip.long[0], strip.wide[1] - strip.wide[0]];
    label.push(format!("whole {:.1} × {:.1}\u{a0}mm, middle not drawn", size[0], size[1]));
    for (run, n) in told(&left_out) {
        let pitch = runs.get(run).copied().unwrap_or_default();
        let holes = if n == 1 { "hole" } else { "holes" };
        label.push(format!("{n}\u{a0}{holes} not drawn, {pitch:.2}\u{a0}mm apart"));
    }
    let outline = art.outline.iter().map(|segment| segment.moved(|p| cut.drawn_to(p))).collect();
    let group = Group { items, ..art.group.clone() };
    Some(Art { group, outline, label, grain: art.grain })
}

/// Runs with as many holes left out are told once: both edges of a strap alike.
fn told(left_out: &BTreeMap<Key, usize>) -> Vec<(&Key, usize)> {
    let mut told: Vec<(&Key, usize)> = Vec::new();
    for (key, n) in left_out {
        if !told.iter().any(|(_, other)| other == n) {
            told.push((key, *n));
        }
    }
    told
}

/// What a hole belongs to: seam, side and run.
type Key = [String; 3];

fn key(item: &Item) -> Option<Key> {
    let tag = |name: &str| item.tags.iter().find(|tag| tag.0 == name).map(|tag| tag.1.clone());
    (item.role == Role::Hole).then_some(())?;
    Some([tag("seam")?, tag("side")?, tag("run")?])
}

/// A narrow piece: along which axis it runs, and how far it reaches.
#[derive(Clone, Copy, Debug)]
struct Strip {
    /// True if it is longest in x.
    level: bool,
    long: [f64; 2],
    wide: [f64; 2],
}

impl Strip {
    fn of(art: &Art) -> Option<Self> {
        let bounds = Bounds::of_segments(&art.outline);
        let level = bounds.width() >= bounds.height();
        let (x, y) = ([bounds.lo.x, bounds.hi.x], [bounds.lo.y, bounds.hi.y]);
        let (long, wide) = if level { (x, y) } else { (y, x) };
        let narrow = wide[1] - wide[0] < NARROW;
        (bounds.is_finite() && narrow).then_some(Self { level, long, wide })
    }
    /// Along and across.
    fn split(&self, p: Point) -> [f64; 2] {
        if self.level { [p.x, p.y] } else { [p.y, p.x] }
    }
    fn join(&self, along: f64, across: f64) -> Point {
        if self.level { Point::new(along, across) } else { Point::new(across, along) }
    }
    /// True for a straight line along the piece.
    fn follows(&self, segment: &Segment) -> bool {
        let ([_, a], [_, b]) = (self.split(segment.a), self.split(segment.b));
        segment.is_line() && (a - b).abs() < EVEN
    }
    /// From where to where an item reaches.
    fn span(&self, item: &Item) -> [f64; 2] {
        self.of_bounds(Bounds::of_item(item))
    }
    fn of_bounds(&self, bounds: Bounds) -> [f64; 2] {
        [self.split(bounds.lo)[0], self.split(bounds.hi)[0]]
    }

    /// What every segment that does not run along the piece takes of its length.
    fn across<'s>(&'s self, segments: &'s [Segment]) -> impl Iterator<Item = [f64; 2]> + 's {
        let spans = segments.iter().filter(|segment| !self.follows(segment)).map(|segment| {
            let (lo, hi) = segment.bounds();
            self.of_bounds(Bounds { lo, hi })
        });
        spans.map(kept_clear)
    }

    /// The longest stretch between two ends of at least `end` on which nothing is but lines along the piece and
    /// holes of even runs.
    fn plain(&self, art: &Art, runs: &BTreeMap<Key, f64>, end: f64) -> Option<[f64; 2]> {
        let [from, to] = self.long;
        let mut taken = vec![[from, from + end], [to - end, to]];
        taken.extend(self.across(&art.outline));
        for item in &art.group.items {
            if key(item).is_some_and(|key| runs.contains_key(&key)) {
                continue;
            }
            match &item.shape {
                // A slit is one cut: it is never broken, whatever its direction.
                Shape::Path { segments, .. } if item.role != Role::Hole => {
                    taken.extend(self.across(segments));
                }
                _ => taken.push(kept_clear(self.span(item))),
            }
        }
        taken.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let mut reach = from;
        let mut best: Option<[f64; 2]> = None;
        for [start, stop] in taken {
            let longer = best.is_none_or(|[a, b]| start - reach > b - a);
            if start > reach && longer {
                best = Some([reach, start]);
            }
            reach = reach.max(stop);
        }
        best
    }
}

fn kept_clear([from, to]: [f64; 2]) -> [f64; 2] {
    [from - CLEAR, to + CLEAR]
}

/// The runs whose holes stand evenly in one line along the piece, with their pitch.
fn even_runs(art: &Art, strip: &Strip) -> BTreeMap<Key, f64> {
    let mut runs: BTreeMap<Key, Vec<[f64; 2]>> = BTreeMap::new();
    for item in &art.group.items {
        if let Some(key) = key(item) {
            let middle = Bounds::of_item(item).center();
            runs.entry(key).or_default().push(strip.split(middle));
        }
    }
    let even = |holes: &mut Vec<[f64; 2]>| {
        holes.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let (first, last) = (holes.first()?, holes.last()?);
        let n = u32::try_from(holes.len()).ok()?.checked_sub(1).filter(|n| *n > 0)?;
        let pitch = (last[0] - first[0]) / f64::from(n);
        let regular = holes.windows(2).all(|pair| {
            let step = pair[1][0] - pair[0][0];
            (step - pitch).abs() < EVEN && (pair[1][1] - pair[0][1]).abs() < EVEN
        });
        (regular && last[0] - first[0] >= LONG_RUN).then_some(pitch)
    };
    runs.into_iter().filter_map(|(key, mut holes)| Some((key, even(&mut holes)?))).collect()
}

/// What is left out, and where the ends go.
#[derive(Clone, Copy, Debug)]
struct Break {
    strip: Strip,
    /// The stretch left out, the gap that is drawn included, in the piece's coordinates.
    out: [f64; 2],
    /// Shifts of the lower and the upper end along the piece; one of them is nothing.
    shifts: [f64; 2],
}

impl Break {
    /// `None` if leaving the stretch out spares nothing.
    fn new(strip: &Strip, out: [f64; 2]) -> Option<Self> {
        let spared = out[1] - out[0] - GAP;
        let [from, to] = strip.long;
        // The origin lies in one of the ends, or nearest to it.
        let shifts = if from.abs() <= to.abs() { [0.0, -spared] } else { [spared, 0.0] };
        (spared > GAP).then_some(Self { strip: *strip, out, shifts })
    }
    /// True if something lies in the stretch, or so near that a break line would cross it.
    fn meets(&self, [from, to]: [f64; 2]) -> bool {
        from < self.out[1] + SWING && self.out[0] - SWING < to
    }
    fn shifted(&self, p: Point, end: usize) -> Point {
        let [along, across] = self.strip.split(p);
        self.strip.join(along + self.shifts[end], across)
    }
    /// Where a point of the outline goes if the middle is pulled together to the gap.
    fn drawn_to(&self, p: Point) -> Point {
        let [along, across] = self.strip.split(p);
        let [from, to] = self.out;
        if along <= from {
            return self.shifted(p, 0);
        }
        if along >= to {
            return self.shifted(p, 1);
        }
        let within = from + self.shifts[0] + GAP * (along - from) / (to - from);
        self.strip.join(within, across)
    }
    /// What is drawn of an item: one or several, open where they meet a break.
    fn item(&self, item: &Item) -> Vec<Item> {
        let with = |shape: Shape| Item { role: item.role, shape, tags: item.tags.clone() };
        let end = usize::from(self.strip.span(item)[0] >= self.out[1]);
        let shape = match &item.shape {
            Shape::Path { segments, closed } => {
                let (paths, whole) = self.paths(segments);
                let closed = *closed;
                if whole {
                    let segments = paths.into_iter().flatten().collect();
                    return vec![with(Shape::Path { segments, closed })];
                }
                let joined = if closed { joined(paths) } else { paths };
                let open = |segments| with(Shape::Path { segments, closed: false });
                return joined.into_iter().map(open).collect();
            }
            Shape::Circle { center, radius } => {
                Shape::Circle { center: self.shifted(*center, end), radius: *radius }
            }
            Shape::Text(text) => {
                let at = self.shifted(text.at, end);
                Shape::Text(Text { at, ..text.clone() })
            }
        };
        vec![with(shape)]
    }
    /// The stretches of a chain that lie in the ends, and whether that is all of it.
    fn paths(&self, segments: &[Segment]) -> (Vec<Vec<Segment>>, bool) {
        let mut paths: Vec<Vec<Segment>> = Vec::new();
        let mut whole = true;
        let mut connected = false;
        for segment in segments {
            let parts = self.parts(segment);
            let mut last_whole = false;
            for (part, starts, ends) in parts.iter().flatten() {
                match paths.last_mut().filter(|_| connected && *starts) {
                    Some(path) => path.push(*part),
                    None => paths.push(vec![*part]),
                }
                connected = *ends;
                last_whole = *starts && *ends;
            }
            if parts.iter().all(Option::is_none) {
                connected = false;
            }
            whole &= last_whole;
        }
        (paths, whole)
    }
    /// What lies of a segment in the two ends, in its own direction, and whether its start and its end are there.
    fn parts(&self, segment: &Segment) -> [Option<(Segment, bool, bool)>; 2] {
        let moved = |s: &Segment, end: usize| s.moved(|p| self.shifted(p, end));
        let [from, to] = self.out;
        let (a, b) = (self.strip.split(segment.a)[0], self.strip.split(segment.b)[0]);
        let (lo, hi) = (a.min(b), a.max(b));
        if hi <= from || lo >= to || !self.strip.follows(segment) {
            return [Some((moved(segment, usize::from(lo >= to)), true, true)), None];
        }
        let at = |along: f64| self.strip.join(along, self.strip.split(segment.a)[1]);
        let forward = a < b;
        let lower = (lo < from).then(|| {
            let part = if forward {
                Segment::line(segment.a, at(from))
            } else {
                Segment::line(at(from), segment.b)
            };
            (moved(&part, 0), forward, !forward)
        });
        let upper = (hi > to).then(|| {
            let part = if forward {
                Segment::line(at(to), segment.b)
            } else {
                Segment::line(segment.a, at(to))
            };
            (moved(&part, 1), !forward, forward)
        });
        if forward { [lower, upper] } else { [upper, lower] }
    }
    /// Two zigzags across the piece, where the ends stop.
    fn break_lines(&self) -> [Item; 2] {
        let [from, to] = self.strip.wide;
        let start = self.out[0] + self.shifts[0];
        [start, start + GAP].map(|at| {
            let width = to - from;
            let points = [
                (0.0, from - BEYOND),
                (0.0, from + 0.2 * width),
                (SWING, from + 0.4 * width),
                (-SWING, from + 0.6 * width),
                (0.0, from + 0.8 * width),
                (0.0, to + BEYOND),
            ]
            .map(|(along, across)| self.strip.join(at + along, across));
            let segments = points.windows(2).map(|pair| Segment::line(pair[0], pair[1])).collect();
            sign(Role::Mark, BREAK, Shape::Path { segments, closed: false })
        })
    }
}

/// The stretches of a closed chain: the last runs on into the first if neither was cut there.
fn joined(mut paths: Vec<Vec<Segment>>) -> Vec<Vec<Segment>> {
    let meets = match (paths.first().and_then(|p| p.first()), paths.last().and_then(|p| p.last())) {
        (Some(first), Some(last)) => (last.b - first.a).norm() < 1e-6,
        _ => false,
    };
    if paths.len() > 1
        && meets
        && let Some(mut last) = paths.pop()
        && let Some(first) = paths.first_mut()
    {
        last.append(first);
        *first = last;
    }
    paths
}
