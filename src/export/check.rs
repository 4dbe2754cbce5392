//! What a drawing must be before any format writes it: finite, on a sheet, without gaps.

use crate::drawing::{Drawing, Item, Shape};
use crate::geom::{Point, Segment};

/// Ends that lie this near, mm, are the same point: far above the noise of the arithmetic, far below a blade.
pub(super) const JOIN: f64 = 1e-3;
/// No coordinate of a drawing lies farther out, mm.
const FAR: f64 = 1e5;
/// Largest sheet, mm: 14 400 points, beyond which a page needs a unit of its own that few readers know.
const LARGEST_SHEET: f64 = 5080.0;

/// Why a drawing was not written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// There is nothing to write.
    #[error("there is no page to write")]
    NoPages,
    /// The sheet has no size that a format can hold.
    #[error(
        "a sheet of {width} x {height} mm cannot be written: each side must be over 0 and at most {LARGEST_SHEET} mm"
    )]
    Sheet {
        /// Width asked for, mm.
        width: f64,
        /// Height asked for, mm.
        height: f64,
    },
    /// A number is not finite, or too large to be a place on a sheet.
    #[error("'{group}' has a coordinate that is no place on a sheet")]
    Coordinate {
        /// Id of the group it was found in.
        group: String,
    },
    /// A circle or a text without size.
    #[error("'{group}' has a circle or a text of size {size} mm: it must be over 0")]
    Size {
        /// Id of the group it was found in.
        group: String,
        /// The size, mm.
        size: f64,
    },
    /// A path without segments, or one that does not go on where it stopped.
    #[error("'{group}' has a path that is broken by {gap} mm")]
    Broken {
        /// Id of the group it was found in.
        group: String,
        /// How far the next segment starts from the end of the one before, mm; 0 where there is no segment.
        gap: f64,
    },
    /// A line reaches over the edge of the sheet, where a cutter would refuse it or cut its table.
    #[error("'{group}' reaches over the edge of the sheet")]
    OutsideSheet {
        /// Id of the group it was found in.
        group: String,
    },
    /// The library that writes the format failed.
    #[error("the file cannot be written: {message}")]
    Format {
        /// What it said.
        message: String,
    },
}

/// Ends with the first fault of the drawing, if it has one.
pub(super) fn sound(drawing: &Drawing) -> Result<(), ExportError> {
    let (width, height) = (drawing.width, drawing.height);
    if ![width, height].iter().all(|side| *side > 0.0 && *side <= LARGEST_SHEET) {
        return Err(ExportError::Sheet { width, height });
    }
    for group in &drawing.groups {
        for item in &group.items {
            sound_item(&group.id, item)?;
        }
    }
    Ok(())
}

fn sound_item(group: &str, item: &Item) -> Result<(), ExportError> {
    let place = |p: Point| in_reach(group, &[p.x, p.y]);
    let size = |size: f64| {
        in_reach(group, &[size])?;
        if size > 0.0 { Ok(()) } else { Err(ExportError::Size { group: group.into(), size }) }
    };
    match &item.shape {
        Shape::Path { segments, closed } => sound_path(group, segments, *closed),
        Shape::Circle { center, radius } => place(*center).and_then(|()| size(*radius)),
        Shape::Text(text) => {
            place(text.at)?;
            in_reach(group, &[text.turn_deg])?;
            size(text.size)
        }
    }
}

fn in_reach(group: &str, numbers: &[f64]) -> Result<(), ExportError> {
    // Written so that a NaN fails.
    if numbers.iter().all(|number| number.abs() <= FAR) {
        Ok(())
    } else {
        Err(ExportError::Coordinate { group: group.into() })
    }
}

fn sound_path(group: &str, segments: &[Segment], closed: bool) -> Result<(), ExportError> {
    let broken = |gap| Err(ExportError::Broken { group: group.into(), gap });
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
        return broken(0.0);
    };
    let mut end = if closed { last.b } else { first.a };
    for segment in segments {
        in_reach(group, &[segment.a.x, segment.a.y, segment.b.x, segment.b.y, segment.bulge])?;
        let gap = (segment.a - end).norm();
        if gap > JOIN {
            return broken(gap);
        }
        end = segment.b;
    }
    Ok(())
}

/// Ends with an error if a line or circle leaves the sheet. Text may: it is neither cut nor judged by a blade.
pub(super) fn inside(drawing: &Drawing) -> Result<(), ExportError> {
    let on_sheet = |lo: Point, hi: Point| {
        lo.x >= -JOIN
            && lo.y >= -JOIN
            && hi.x <= drawing.width + JOIN
            && hi.y <= drawing.height + JOIN
    };
    for group in &drawing.groups {
        let out = group.items.iter().any(|item| match &item.shape {
            Shape::Path { segments, .. } => segments.iter().any(|segment| {
                let (lo, hi) = segment.bounds();
                !on_sheet(lo, hi)
            }),
            Shape::Circle { center, radius } => {
                let reach = Point::new(*radius, *radius);
                !on_sheet(*center - reach, *center + reach)
            }
            Shape::Text(_) => false,
        });
        if out {
            return Err(ExportError::OutsideSheet { group: group.id.clone() });
        }
    }
    Ok(())
}
