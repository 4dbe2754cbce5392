//! Seams and rows as the binder knows them so far: raw ones along plain chains.

use super::super::StyleFile;
use super::super::ast::{Chain, Construction, Fit, Head, SeamEnd, Word, Written};
use super::super::name::Point;
use crate::diag::Span;

/// Chains joined by one row of holes, or one chain with a row.
#[derive(Clone, Debug)]
pub(super) struct Sewn {
    pub(super) head: Head,
    pub(super) sides: Vec<Chain>,
    pub(super) is_row: bool,
    pub(super) fit: Fit,
    pub(super) anchor: Vec<Point>,
    pub(super) symmetric: bool,
    pub(super) holes_as: Option<Word>,
    pub(super) inset: Option<Written>,
    pub(super) ends: Option<Written>,
    /// Where it says what is not bound yet.
    pub(super) refused: Option<Span>,
}

/// Seams, then rows, in file order.
pub(super) fn all(file: &StyleFile) -> Vec<Sewn> {
    let seams = file.seams.iter().map(|seam| {
        let plain = seam.plies.is_empty() && seam.ease.is_none() && !seam.each;
        let (ends, plain) = match seam.ends.as_slice() {
            [] | [SeamEnd::Inset] => (None, plain),
            [SeamEnd::Length(written)] => (Some(written.clone()), plain),
            _ => (None, false),
        };
        let raw = seam.construction == Construction::Raw;
        Sewn {
            head: seam.head.clone(),
            sides: seam.sides.clone(),
            is_row: false,
            fit: seam.fit,
            anchor: seam.anchor.clone(),
            symmetric: seam.symmetric,
            holes_as: seam.holes_as.clone(),
            inset: seam.inset.clone(),
            ends,
            refused: if raw {
                (!plain).then_some(seam.head.span)
            } else {
                Some(seam.construction_span)
            },
        }
    });
    let rows = file.rows.iter().map(|row| Sewn {
        head: row.head.clone(),
        sides: row.along.iter().cloned().collect(),
        is_row: true,
        fit: Fit::Equal,
        anchor: Vec::new(),
        symmetric: false,
        holes_as: None,
        inset: row.inset.clone(),
        ends: row.ends.clone(),
        refused: (row.along.is_none() || row.part.is_some() || row.count.is_some())
            .then_some(row.head.span),
    });
    seams.chain(rows).collect()
}
