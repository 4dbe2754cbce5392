//! What no style may ask for: more pieces, or closer holes, than any bag has.

use crate::diag::{Diagnostic, Span};

use super::super::bound::{LayerKind, Leaf, Row};
use super::scope::Binder;

/// A bag has at most so many pieces.
const MAX_PIECES: usize = 200;

/// Holes are at least so far apart, mm: the finest needle plate is far above it.
pub(crate) const LEAST_PITCH: f64 = 0.5;

impl Binder<'_> {
    /// Notes what is beyond a limit.
    pub(super) fn limits(&mut self) {
        let pieces = self.most_pieces();
        if pieces > MAX_PIECES {
            let message =
                format!("the bag has up to {pieces} pieces; at most {MAX_PIECES} are made");
            let span = self.bound.panels.first().map_or(Span::default(), |panel| panel.span);
            self.findings
                .push(Diagnostic::at("too-many", span, message).hint("ask for fewer copies"));
        }
        let close =
            |row: &&Row| row.pitch.and_then(|leaf| self.known_length(leaf)).is_some_and(too_close);
        let close: Vec<Diagnostic> = self
            .bound
            .rows
            .iter()
            .filter(close)
            .map(|row| pitch_too_small(&row.name, row.span))
            .collect();
        self.findings.all.extend(close);
    }

    /// How many pieces there are at most: every fold makes one piece of two panels.
    fn most_pieces(&self) -> usize {
        let bound = &self.bound;
        let shell = bound.panels.len().saturating_sub(bound.folds.len());
        let halves = bound.windows.iter().filter(|window| window.halves).count();
        let cores = bound.straps.iter().filter(|strap| strap.core.is_some()).count();
        let bindings: usize = bound.bindings.iter().map(|binding| binding.on.len()).sum();
        let layers: usize = bound
            .layers
            .iter()
            .map(|layer| {
                let of = |panel: usize| layer.panels.contains(&panel);
                let whole = |fold: &&super::super::bound::Fold| {
                    layer.kind != LayerKind::Flat && fold.join.iter().all(|(panel, _)| of(*panel))
                };
                let folds = bound.folds.iter().filter(whole).count();
                (layer.panels.len() + layer.places.len()).saturating_sub(folds)
            })
            .sum();
        shell + halves + bound.straps.len() + cores + bindings + layers
    }

    /// The value of a leaf that nothing moves.
    fn known_length(&self, leaf: usize) -> Option<f64> {
        match self.bound.leaves.get(leaf)? {
            Leaf::Formula(formula) => formula.constant().map(crate::formula::Value::number),
            _ => None,
        }
    }
}

fn too_close(pitch: f64) -> bool {
    pitch < LEAST_PITCH
}

/// Holes of a row are closer than any tool makes them.
pub(crate) fn pitch_too_small(row: &str, span: Span) -> Diagnostic {
    let message = format!("holes of `{row}` are less than {LEAST_PITCH} mm apart");
    Diagnostic::at("pitch-too-small", span, message).hint("pitch = \"3 mm\"")
}
