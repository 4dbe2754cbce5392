//! The report of a made bag.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::Margin;
use crate::draft::DraftRow;
use crate::frame::{Counts, Structure, frame};
use crate::layout::Sheets;
use crate::solve::{Because, Solved};
use crate::style::bound::{RowKind, StrapEnd, Thing};

use super::number::{Num, nums};
use super::piece::{PieceData, name_of, piece};

/// The version of this JSON.
const SCHEMA: &str = "microbag-report-1";

#[derive(Clone, Debug, Serialize)]
struct ValueData {
    value: Num,
    wanted: Num,
    because: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct FinishedData {
    asked: Num,
    drafted: Num,
}

#[derive(Clone, Debug, Serialize)]
struct RunData {
    length: Num,
    stitches: u32,
    holes: u32,
    spacing: Vec<Num>,
}

#[derive(Clone, Debug, Serialize)]
struct SideData {
    piece: String,
    edges: String,
    /// Which side of the row it belongs to: one side may run over several pieces. Nothing for further layers.
    side: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    glued_to: Option<usize>,
    length: Num,
    runs: Vec<RunData>,
}

#[derive(Clone, Debug, Serialize)]
struct SeamData {
    id: String,
    construction: &'static str,
    stack_mm: Num,
    pitch: Num,
    ease_mm: Num,
    lead: usize,
    /// Which copy of a strap it sews: a strap that is cut several times is drawn with the holes of copy 0.
    copy: usize,
    closed: bool,
    sides: Vec<SideData>,
    thread_mm: Num,
}

#[derive(Clone, Debug, Serialize)]
struct PlaceData {
    id: String,
    part: String,
    half: &'static str,
    piece: String,
    x: Num,
    y: Num,
    diameter: Num,
}

#[derive(Clone, Debug, Serialize)]
struct FindingData {
    code: &'static str,
    place: String,
    measured: Num,
    required: Num,
    margin: Num,
    severity: &'static str,
    guess: bool,
}

#[derive(Clone, Debug, Serialize)]
struct ItemData {
    kind: &'static str,
    id: String,
    title: String,
    quantity: Num,
    unit: &'static str,
    source: String,
}

/// Everything about a made bag, as other programs read it.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    schema: &'static str,
    style: String,
    distance: Num,
    distance_unsnapped: Num,
    values: BTreeMap<String, ValueData>,
    finished: BTreeMap<String, FinishedData>,
    pieces: Vec<PieceData>,
    seams: Vec<SeamData>,
    places: Vec<PlaceData>,
    findings: Vec<FindingData>,
    bom: Vec<ItemData>,
    steps: Vec<String>,
    /// No sewn proof is made yet.
    sewn: Option<()>,
}

/// Reports a made bag with the places of its pieces: page 0 is the bed (the SVG), pages from 1 on the paper's.
pub fn report(bag: &Solved, bed: &Sheets, pages: Option<&Sheets>) -> Report {
    let makeable = bag.makeable();
    let structure = makeable.structure();
    let because = |name: &str| {
        bag.adjustments().iter().find(|change| change.param == name).map(|change| {
            match &change.because {
                Because::Rule { code, .. } => (*code).to_owned(),
                Because::Range => "range".to_owned(),
                Because::Others => "others".to_owned(),
            }
        })
    };
    let params = structure.bound.params.iter().zip(&structure.wish).zip(bag.values());
    let values = params
        .map(|((param, wanted), value)| {
            let data = ValueData {
                value: Num(*value),
                wanted: Num(*wanted),
                because: because(&param.name),
            };
            (param.name.clone(), data)
        })
        .collect();
    let asked = frame(structure, &structure.wish, &Counts::default());
    let finished = structure
        .bound
        .finished
        .iter()
        .map(|(name, leaf)| {
            let data = FinishedData {
                asked: Num(asked.values[*leaf]),
                drafted: Num(makeable.frame().values[*leaf]),
            };
            (name.clone(), data)
        })
        .collect();
    let pieces = makeable.pieces();
    Report {
        schema: SCHEMA,
        style: structure.style_name.clone(),
        distance: Num(bag.distance()),
        distance_unsnapped: Num(bag.distance_unsnapped()),
        values,
        finished,
        pieces: pieces
            .iter()
            .enumerate()
            .map(|(index, of)| piece(structure, of, index, bed, pages))
            .collect(),
        seams: makeable
            .draft()
            .rows
            .iter()
            .enumerate()
            .map(|(row, of)| seam(bag, row, of))
            .collect(),
        places: places(bag),
        findings: makeable
            .review()
            .margins
            .iter()
            .map(|margin| finding(structure, margin))
            .collect(),
        bom: bom(bag),
        steps: Vec::new(),
        sewn: None,
    }
}

/// The report as JSON text, one line end at its end; the same bag gives the same bytes.
pub fn to_json(report: &Report) -> String {
    // Strings and finite numbers always have a JSON form.
    let mut json = serde_json::to_string_pretty(report).unwrap_or_default();
    json.push('\n');
    json
}

fn seam(bag: &Solved, index: usize, row: &DraftRow) -> SeamData {
    let structure = bag.makeable().structure();
    let bound = &structure.bound.rows[index];
    let closed = bag.makeable().frame().rows[index].closed;
    let iron = &structure.entries[bound.iron];
    // Glue needs no holes, and a machine makes its own.
    let pierced = bound.uses.is_some() || !bound.glued && iron.figure("machine") == 0.0;
    let sides = row
        .plies
        .iter()
        .map(|ply| SideData {
            piece: bag.makeable().pieces()[ply.piece].id.clone(),
            edges: ply.along.clone(),
            side: ply.side,
            glued_to: ply.glued_to,
            length: Num(ply.length),
            runs: ply
                .runs
                .iter()
                .map(|run| RunData {
                    length: Num(run.length),
                    stitches: run.stitches,
                    holes: if pierced { run.stitches + 1 } else { 0 },
                    spacing: nums(run.spacing),
                })
                .collect(),
        })
        .collect();
    SeamData {
        id: bound.name.clone(),
        construction: match bound.kind {
            RowKind::Seam => name_of(bound.construction),
            RowKind::Row | RowKind::Path(..) => "row",
            RowKind::Along(_) => "sewn-on",
            RowKind::Box(..) | RowKind::Loop(..) => "box",
            RowKind::Window(_) => "window",
        },
        stack_mm: Num(row.stack),
        pitch: Num(bag.makeable().frame().rows[index].pitch),
        ease_mm: Num(0.0),
        lead: row.lead,
        copy: row.copy,
        closed,
        sides,
        thread_mm: Num(row.thread),
    }
}

fn places(bag: &Solved) -> Vec<PlaceData> {
    let structure = bag.makeable().structure();
    let mut places = Vec::new();
    for piece in bag.makeable().pieces() {
        for set in &piece.parts {
            let bound = &structure.bound.halves[set.part];
            places.push(PlaceData {
                id: bound.name.clone(),
                part: structure.entries[bound.part].id.clone(),
                half: if set.half == 0 { "a" } else { "b" },
                piece: piece.id.clone(),
                x: Num(set.at.x),
                y: Num(set.at.y),
                diameter: Num(2.0 * set.radius),
            });
        }
    }
    places
}

fn finding(structure: &Structure, margin: &Margin) -> FindingData {
    FindingData {
        code: margin.rule,
        place: margin.site.name(structure),
        measured: Num(margin.measured),
        required: Num(margin.required),
        margin: Num(margin.room()),
        severity: if margin.holds_again() { "note" } else { "error" },
        guess: margin.guess,
    }
}

/// What is used: leather by net area, thread by length, parts by count.
fn bom(bag: &Solved) -> Vec<ItemData> {
    let makeable = bag.makeable();
    let structure = makeable.structure();
    let mut areas: BTreeMap<&str, f64> = BTreeMap::new();
    for piece in makeable.pieces() {
        *areas.entry(&piece.material).or_default() += piece.area() * f64::from(piece.cut);
    }
    let cores = structure.cores.iter().flatten();
    let entries: Vec<_> = structure.entries.iter().chain(cores).collect();
    let mut bom: Vec<ItemData> = areas
        .into_iter()
        .filter_map(|(id, area)| {
            let entry = entries.iter().find(|entry| entry.id == id)?;
            Some(ItemData {
                kind: "material",
                id: id.to_owned(),
                title: entry.title.clone(),
                quantity: Num(area),
                unit: "mm2",
                source: entry.source.clone(),
            })
        })
        .collect();
    for (slot, entry) in
        structure.bound.slots.iter().zip(&structure.entries).filter(|(slot, _)| !slot.is_material)
    {
        let (quantity, unit) = match entry.kind {
            crate::stock::Kind::Thread => {
                (makeable.draft().rows.iter().map(|row| row.thread).sum(), "mm")
            }
            crate::stock::Kind::Iron | crate::stock::Kind::Item => continue,
            crate::stock::Kind::DRing | crate::stock::Kind::ORing | crate::stock::Kind::KeyRing => {
                (rings(bag, &slot.name).max(1.0), "piece")
            }
            _ => (set(bag, &slot.name).max(1.0), "piece"),
        };
        bom.push(ItemData {
            kind: "part",
            id: entry.id.clone(),
            title: entry.title.clone(),
            quantity: Num(quantity),
            unit,
            source: entry.source.clone(),
        });
    }
    bom
}

/// What is set in a row, one in each hole, and what hangs in loops of straps, one in each.
fn set(bag: &Solved, slot: &str) -> f64 {
    let makeable = bag.makeable();
    let bound = &makeable.structure().bound;
    let named = |index: usize| bound.slots[index].name == slot;
    let in_rows = bound
        .rows
        .iter()
        .zip(&makeable.frame().rows)
        .filter(|(row, _)| row.uses.is_some_and(named));
    let in_rows = in_rows.filter_map(|(row, _)| row.count).map(f64::from);
    let in_loops = bound.straps.iter().map(|strap| {
        let held = strap.ends.iter().filter(|end| match end {
            StrapEnd::Loop { ring, .. } => named(*ring),
            StrapEnd::Sleeve { .. } | StrapEnd::Plain(_) | StrapEnd::Point => false,
        });
        held.map(|_| f64::from(strap.count)).sum::<f64>()
    });
    in_rows.chain(in_loops).sum()
}

/// Rings are held by loops of straps that are sewn down or caught in a seam: one a copy. Loops of other straps share
/// theirs.
fn rings(bag: &Solved, slot: &str) -> f64 {
    let bound = &bag.makeable().structure().bound;
    let held = |strap: usize| {
        bound.rows.iter().any(|row| match row.kind {
            RowKind::Box(place, _) => bound.places[place].thing == Thing::Strap(strap),
            _ => false,
        })
    };
    let caught = |strap: usize| {
        let mut places = bound.places.iter();
        places.any(|place| place.thing == Thing::Strap(strap) && place.into.is_some())
    };
    let straps = bound.straps.iter().enumerate().filter(|(index, strap)| {
        let loops = strap.ends.iter().any(|end| match end {
            StrapEnd::Loop { ring, .. } => bound.slots[*ring].name == slot,
            StrapEnd::Sleeve { .. } | StrapEnd::Plain(_) | StrapEnd::Point => false,
        });
        loops && (held(*index) || caught(*index))
    });
    straps.map(|(_, strap)| f64::from(strap.count)).sum()
}
