//! Binding the rows that sew placed things on, and those that close the loops of straps.

use crate::diag::{Diagnostic, Span};
use crate::formula::Kind;

use super::super::ast::{Rows, Thing as AstThing};
use super::super::bound::{Construction, End, Fit, Row, RowKind, Side, StrapEnd, Thing};
use super::scope::Binder;

impl Binder<'_> {
    pub(super) fn placed_rows(&mut self) {
        let file = self.file;
        for index in 0..self.bound.places.len() {
            let placed = self.bound.places[index].clone();
            self.enter(&placed.name);
            let Some(rows) = file.places.iter().find_map(|place| match &place.thing {
                AstThing::Element { rows, .. }
                    if place.head.span == placed.span
                        && (placed.name == format!("place.{}", place.head.name)
                            || placed.name.starts_with(&format!("place.{}[", place.head.name))) =>
                {
                    Some(rows)
                }
                _ => None,
            }) else {
                continue;
            };
            match (rows, placed.thing) {
                (Rows::None, _) => {}
                (Rows::Box(span) | Rows::BoxX(span), Thing::Strap(_)) => {
                    let cross = matches!(rows, Rows::BoxX(_));
                    self.boxed(placed.name.clone(), RowKind::Box(index, cross), *span);
                }
                (Rows::Box(span) | Rows::BoxX(span), _) => {
                    let message = "a panel is sewn on along its edges";
                    let hint = "rows = [ { along = \"pocket.left..right\" } ]";
                    self.findings.push(Diagnostic::at("misplaced-word", *span, message).hint(hint));
                }
                (Rows::Along(rows), _) => {
                    for (number, row) in rows.iter().enumerate() {
                        let Some(chain) = self.chain(&row.along) else { continue };
                        let inset = match &row.inset {
                            Some(written) => self.leaf_of(written, Kind::LENGTH),
                            None => self.default_inset(row.along.span),
                        };
                        let iron = self.iron(placed.span);
                        let (Some(inset), Some(iron)) = (inset, iron) else { continue };
                        let name = if rows.len() == 1 {
                            placed.name.clone()
                        } else {
                            format!("{} row {number}", placed.name)
                        };
                        let side =
                            Side { chain, inset: Some(inset), strip: None, same_facing: false };
                        let mut row = blank(name, RowKind::Along(index), inset, iron, placed.span);
                        row.closed = side.chain.closed;
                        row.sides = vec![side];
                        self.bound.rows.push(row);
                    }
                }
            }
        }
    }

    /// A loop that no place sews down is closed by a box over its leg.
    pub(super) fn loop_rows(&mut self) {
        for index in 0..self.bound.straps.len() {
            let strap = self.bound.straps[index].clone();
            self.enter(&strap.name);
            for (end, kind) in strap.ends.iter().enumerate() {
                let sewn = self.bound.rows.iter().any(|row| match row.kind {
                    RowKind::Box(place, _) => {
                        let placed = &self.bound.places[place];
                        placed.thing == Thing::Strap(index) && placed.end.is_none_or(|at| at == end)
                    }
                    _ => false,
                });
                if sewn || !matches!(kind, StrapEnd::Loop { .. } | StrapEnd::Sleeve { .. }) {
                    continue;
                }
                let name = format!("strap.{}.end[{end}]", strap.name);
                self.boxed(name, RowKind::Loop(index, end), strap.span);
            }
        }
    }

    fn boxed(&mut self, name: String, kind: RowKind, span: Span) {
        let (Some(inset), Some(iron)) = (self.default_inset(span), self.iron(span)) else {
            return;
        };
        let mut row = blank(name, kind, inset, iron, span);
        row.closed = true;
        row.runs = 4;
        self.bound.rows.push(row);
    }
}

fn blank(name: String, kind: RowKind, inset: usize, iron: usize, span: Span) -> Row {
    Row {
        name,
        kind,
        construction: Construction::Raw,
        sides: Vec::new(),
        plies: Vec::new(),
        lead: 0,
        anchor: Vec::new(),
        inset,
        ends: [End::Inset(inset); 2],
        iron,
        uses: None,
        count: None,
        fit: Fit::Equal,
        symmetric: false,
        holes_as: None,
        holes_of: None,
        breaks: Vec::new(),
        pitch: None,
        closed: false,
        runs: 1,
        angle: None,
        glued: false,
        after: Vec::new(),
        avoid: Vec::new(),
        span,
    }
}
