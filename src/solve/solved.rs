//! What a solve gives: the makeable bag with what was moved, or the rules that clash.

use core::fmt;

use crate::check::{Margin, Review};
use crate::diag::{Diagnostic, Place};
use crate::draft::{Draft, Piece};
use crate::frame::{Frame, Structure};
use crate::pose::Pose;
use crate::units::Quantity;

use super::explain::{Because, finding};
use super::search::Found;

/// A value that is not as it was wished.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjustment {
    /// The parameter.
    pub param: String,
    /// The wish.
    pub wanted: Quantity,
    /// What it became.
    pub got: Quantity,
    /// What it was before it landed on its step.
    pub unsnapped: Quantity,
    /// Why.
    pub because: Because,
}

impl fmt::Display for Adjustment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wanted = crate::units::short(self.wanted.value, 3);
        write!(f, "{} {wanted} -> {}: {}", self.param, self.got, self.because)
    }
}

/// Why no bag was found.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("no makeable bag was found near this wish")]
pub struct Unmakeable {
    conflict: Vec<Diagnostic>,
}

impl Unmakeable {
    pub(super) fn of(conflict: Vec<Diagnostic>) -> Self {
        Self { conflict }
    }
    /// The pieces refuse what the frame let pass.
    pub(super) fn refused(structure: &Structure, review: &Review) -> Self {
        let mut conflict: Vec<Diagnostic> =
            review.broken().map(|margin| finding(structure, margin)).collect();
        conflict.extend(
            review
                .faults
                .iter()
                .map(|fault| Diagnostic::error("piece-fault", Place::Nowhere, fault.to_string())),
        );
        Self { conflict }
    }
    /// The rules, ranges and pins that clash where the search ended.
    pub fn conflict(&self) -> &[Diagnostic] {
        &self.conflict
    }
}

/// A bag on which no hard rule objects, measured on its cut pieces. Only [`solve`](super::solve) makes one.
#[derive(Clone, Debug)]
pub struct Makeable {
    structure: Structure,
    frame: Frame<f64>,
    pose: Pose<f64>,
    draft: Draft,
    review: Review,
    adjustments: Vec<Adjustment>,
}

impl Makeable {
    pub(super) fn new(
        structure: Structure,
        frame: Frame<f64>,
        pose: Pose<f64>,
        draft: Draft,
        review: Review,
        adjustments: Vec<Adjustment>,
    ) -> Self {
        Self { structure, frame, pose, draft, review, adjustments }
    }
    /// The cut pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.draft.pieces
    }
    /// Pieces and rows.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }
    /// The style with its choices made.
    pub fn structure(&self) -> &Structure {
        &self.structure
    }
    /// The numbers.
    pub fn frame(&self) -> &Frame<f64> {
        &self.frame
    }
    /// The folded bag.
    pub fn pose(&self) -> &Pose<f64> {
        &self.pose
    }
    /// What was moved from the wish, in the order of the parameters; empty if the wish itself is made.
    pub fn adjustments(&self) -> &[Adjustment] {
        &self.adjustments
    }
    /// Every margin, measured on the pieces.
    pub fn review(&self) -> &Review {
        &self.review
    }
}

/// The nearest makeable bag.
#[derive(Clone, Debug)]
pub struct Solved {
    makeable: Makeable,
    values: Vec<f64>,
    binding: Vec<Margin>,
    distance: f64,
    distance_unsnapped: f64,
    frames: usize,
    notes: Vec<Diagnostic>,
}

impl Solved {
    pub(super) fn new(makeable: Makeable, found: Found) -> Self {
        let note = Diagnostic {
            code: "no-sewn-proof",
            severity: crate::diag::Severity::Note,
            message: "this version makes no sewn proof: try the seams in scrap before cutting good leather".to_owned(),
            place: Place::Nowhere,
            hints: Vec::new(),
        };
        let mut notes = vec![note];
        if !found.on_steps {
            notes.push(Diagnostic {
                code: "off-step",
                severity: crate::diag::Severity::Warning,
                message:
                    "no makeable bag was found on the steps of 0.1 mm: moved values are not rounded"
                        .to_owned(),
                place: Place::Nowhere,
                hints: Vec::new(),
            });
        }
        for piece in makeable.pieces() {
            // Beside a fold there is no edge of its own.
            let named = piece.troubles.iter().filter(|(edge, _)| !edge.starts_with("fold."));
            for (edge, _) in named {
                let place = Place::Element(edge.clone());
                let message = format!(
                    "the allowance at {edge} of `{}` is longer than its edge has room for: its neighbours were joined",
                    piece.id
                );
                let severity = crate::diag::Severity::Note;
                notes.push(Diagnostic {
                    severity,
                    ..Diagnostic::error("allowance-vanished", place, message)
                });
            }
        }
        Self {
            makeable,
            values: found.x,
            binding: found.active.into_iter().map(|(margin, _, _)| margin).collect(),
            distance: found.distance,
            distance_unsnapped: found.distance_unsnapped,
            frames: found.frames,
            notes,
        }
    }
    /// The bag.
    pub fn makeable(&self) -> &Makeable {
        &self.makeable
    }
    /// What was moved from the wish, in the order of the parameters; empty if the wish itself is made.
    pub fn adjustments(&self) -> &[Adjustment] {
        self.makeable.adjustments()
    }
    /// The margins that keep the bag from being nearer to the wish.
    pub fn binding(&self) -> &[Margin] {
        &self.binding
    }
    /// The value of a parameter that can be moved; mm, degrees or plain.
    pub fn value(&self, param: &str) -> Option<f64> {
        let params = &self.makeable.structure.bound.params;
        params.iter().position(|known| known.name == param).map(|index| self.values[index])
    }
    /// All values, in the order of the parameters.
    pub fn values(&self) -> &[f64] {
        &self.values
    }
    /// Distance from the wish: √Σ stiffness·((x − wish)/scale)².
    pub fn distance(&self) -> f64 {
        self.distance
    }
    /// The distance before values landed on their steps.
    pub fn distance_unsnapped(&self) -> f64 {
        self.distance_unsnapped
    }
    /// How many frames the search evaluated.
    pub fn frames(&self) -> usize {
        self.frames
    }
    /// What is worth knowing about the bag.
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }
}
