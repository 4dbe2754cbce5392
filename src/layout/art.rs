//! From cut pieces to neutral pictures: every hole, line and sign with its role.

use crate::draft::{DraftRow, Hole, Mark, Origin, Piece};
use crate::drawing::{Group, Item, Role, Shape};
use crate::frame::Structure;
use crate::geom::{Point, Segment};
use crate::style::bound::Allowance;

use super::Art;
use super::signs::{BEND, NET, OPENING, PART, PLACE, PLEAT, SNIP, sign, signed};

/// Half the span of the small cross at a part's middle, mm.
const CROSS: f64 = 1.0;

/// The picture of a piece in its own coordinates, with what is written on it.
///
/// Of a strap that is cut several times one is drawn: what sews the other copies lies on the same places.
pub fn art(structure: &Structure, rows: &[DraftRow], piece: &Piece) -> Art {
    let drawn = |row: usize| {
        !matches!(piece.origin, Origin::Strap(_)) || rows.get(row).is_none_or(|row| row.copy == 0)
    };
    let outline: Vec<Segment> = piece.outline.iter().map(|part| part.segment).collect();
    let mut items = Vec::new();
    for fold in &piece.folds {
        items.push(line(Role::Fold, fold.line));
        // A plain crease has no width: its limits are the crease.
        let limits = fold.limits.iter().filter(|limit| **limit != fold.line);
        items.extend(limits.map(|limit| sign(Role::Mark, BEND, path(*limit))));
    }
    for mark in &piece.marks {
        match mark {
            Mark::Tick(tick) | Mark::Notch(tick) => items.push(line(Role::Notch, *tick)),
            Mark::Snip(snip) => items.push(sign(Role::Notch, SNIP, path(*snip))),
            Mark::Pleat(pleat) => items.push(sign(Role::Notch, PLEAT, path(*pleat))),
            Mark::Footprint(_, segments) => {
                items.push(sign(Role::Mark, PLACE, ring(segments.clone())));
            }
            Mark::Disc(center, radius) => {
                let shape = Shape::Circle { center: *center, radius: *radius };
                items.push(sign(Role::Mark, PLACE, shape));
            }
            Mark::Cross(at) => {
                for arm in [Point::new(CROSS, 0.0), Point::new(0.0, CROSS)] {
                    let arm = path(Segment::line(*at - arm, *at + arm));
                    items.push(sign(Role::Mark, PLACE, arm));
                }
            }
        }
    }
    // Where the finished edge lies, inside what is turned over or sewn in.
    items.extend(turned_over(structure, piece).map(|segment| sign(Role::Mark, NET, path(segment))));
    for run in piece.stitch_runs.iter().filter(|run| drawn(run.row)) {
        let shape = Shape::Path { segments: run.segments.clone(), closed: false };
        let tags = vec![
            ("seam", structure.bound.rows[run.row].name.clone()),
            ("run", run.run.to_string()),
            ("side", run.ply.to_string()),
        ];
        items.push(Item { role: Role::StitchLine, shape, tags });
    }
    items.extend(
        piece.holes.iter().filter(|hole| drawn(hole.row)).map(|hole| pierced(structure, hole)),
    );
    for part in &piece.parts {
        let name = &structure.bound.halves[part.part].name;
        for slit in &part.slits {
            let mut item = sign(Role::CutInner, PART, ring(slit.clone()));
            item.tags.push(("part", name.clone()));
            items.push(item);
        }
    }
    let openings = piece.openings.iter().map(|opening| ring(opening.clone()));
    items.extend(openings.map(|opening| sign(Role::CutInner, OPENING, opening)));
    items.push(Item { role: Role::CutOuter, shape: ring(outline.clone()), tags: Vec::new() });
    // Numbers stay with their units where a label is wrapped.
    let material = piece.material_title.replace(" mm", "\u{a0}mm");
    let title = match piece.origin {
        // One reinforcement is drawn for all alike: whose it is would name the first of them only.
        Origin::Patch(_) if piece.cut > 1 => piece.title.split('[').next().unwrap_or_default(),
        _ => &piece.title,
    };
    let label = vec![readable(title), material, quantity(piece)];
    let group = Group {
        id: piece.id.clone(),
        title: piece.title.clone(),
        quantity: piece.cut,
        material: piece.material_title.clone(),
        items,
    };
    Art { group, outline, label, grain: Some(piece.grain_deg) }
}

/// A title without the signs of the style language: `body[0]` is body A, `gusset.tab_l` gusset tab l.
fn readable(title: &str) -> String {
    let mut words = String::with_capacity(title.len());
    for (k, part) in title.split('[').enumerate() {
        let Some((number, rest)) = part.split_once(']').filter(|_| k > 0) else {
            words.push_str(part);
            continue;
        };
        // From 0 there, letters here: a number from 1 would be taken for another piece.
        let letter = number.parse::<u8>().ok().filter(|n| *n < 26).map(|n| char::from(b'A' + n));
        match letter {
            Some(letter) => words.extend(['\u{a0}', letter]),
            None => words.extend(['\u{a0}'].into_iter().chain(number.chars())),
        }
        words.push_str(rest);
    }
    words.replace(['.', '_'], " ")
}

/// How many are cut, and of a pair how many mirrored.
fn quantity(piece: &Piece) -> String {
    if piece.pair {
        let mirrored = piece.cut / 2;
        format!("cut\u{a0}{}\u{a0}+\u{a0}{mirrored}\u{a0}mirrored", piece.cut - mirrored)
    } else {
        format!("cut\u{a0}{}", piece.cut)
    }
}

/// The net line where something lies beyond it, but for stretches on which stitches are drawn already.
fn turned_over<'p>(
    structure: &'p Structure,
    piece: &'p Piece,
) -> impl Iterator<Item = Segment> + 'p {
    let beyond = |joint: Option<usize>| {
        joint.and_then(|joint| structure.bound.joints.get(joint)).is_some_and(|joint| {
            let stitched = joint.row.is_some() && joint.allowance == Allowance::Seam;
            joint.add.is_some() && !stitched
        })
    };
    piece.net.iter().filter(move |part| beyond(part.joint)).map(|part| part.segment)
}

fn line(role: Role, segment: Segment) -> Item {
    Item { role, shape: path(segment), tags: Vec::new() }
}

fn path(segment: Segment) -> Shape {
    Shape::Path { segments: vec![segment], closed: false }
}

fn ring(segments: Vec<Segment>) -> Shape {
    Shape::Path { segments, closed: true }
}

/// A slit is one cut of its length in its direction; a round hole a circle.
fn pierced(structure: &Structure, hole: &Hole) -> Item {
    let row = &structure.bound.rows[hole.row];
    let iron = &structure.entries[row.iron];
    let (slit, width) = (iron.figure("slit"), iron.figure("slit_width"));
    let shape = if let Some(part) = hole.uses {
        Shape::Circle { center: hole.at, radius: 0.5 * structure.entries[part].figure("hole") }
    } else if slit <= width {
        Shape::Circle { center: hole.at, radius: 0.5 * width }
    } else {
        let half = Point::unit(hole.angle_deg.to_radians()) * (0.5 * slit);
        Shape::Path { segments: vec![Segment::line(hole.at - half, hole.at + half)], closed: false }
    };
    let tags = vec![
        ("seam", row.name.clone()),
        ("side", hole.ply.to_string()),
        ("run", hole.run.to_string()),
        ("index", hole.index.to_string()),
    ];
    let item = Item { role: Role::Hole, shape, tags };
    if hole.uses.is_some() { signed(item, PART) } else { item }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_read_as_words() {
        let cases = [
            ("front", "front"),
            ("body[0]", "body\u{a0}A"),
            ("gusset.tab_l", "gusset tab l"),
            ("patch.handle[1][0]", "patch handle\u{a0}B\u{a0}A"),
            ("slot[30] lower half", "slot\u{a0}30 lower half"),
            ("odd[", "odd"),
        ];
        for (title, wanted) in cases {
            assert_eq!(readable(title), wanted, "{title}");
        }
    }
}
