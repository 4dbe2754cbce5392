//! The PDF table of roles: how a line looks on paper, and the layer a reader can switch off.

use crate::drawing::{Item, Role, Shape};

/// How the lines of one role are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    /// Width, mm.
    pub(super) width: f64,
    /// Red, green, blue, 0..1.
    pub(super) color: [f32; 3],
    /// Lengths of dashes and gaps in turn, mm; empty for a line without gaps.
    pub(super) dashes: &'static [f64],
}

const BLACK: [f32; 3] = [0.0, 0.0, 0.0];
const GREY: [f32; 3] = [0.45, 0.45, 0.45];
const LIGHT: [f32; 3] = [0.6, 0.6, 0.6];
const ORANGE: [f32; 3] = [0.9, 0.45, 0.0];

/// On paper, colors must be told apart in grey as well, so that width and dashes differ too.
pub(super) fn line(role: Role) -> Line {
    let solid = |width, color| Line { width, color, dashes: &[] };
    match role {
        Role::CutOuter => solid(0.25, BLACK),
        Role::CutInner => solid(0.25, [0.0, 0.0, 1.0]),
        Role::Hole => solid(0.15, [1.0, 0.0, 0.0]),
        Role::StitchLine => Line { width: 0.12, color: [0.0, 0.6, 0.0], dashes: &[1.0, 0.8] },
        Role::Fold => Line { width: 0.18, color: [0.9, 0.0, 0.9], dashes: &[3.0, 0.8, 0.4, 0.8] },
        Role::Notch | Role::Mark => solid(0.15, GREY),
        Role::Grain => solid(0.2, LIGHT),
        Role::Sheet => solid(0.12, GREY),
        Role::Engrave => solid(0.15, ORANGE),
        Role::Label => solid(0.15, BLACK),
    }
}

/// Color of the text of a role.
pub(super) fn ink(role: Role) -> [f32; 3] {
    if role == Role::Engrave { ORANGE } else { BLACK }
}

/// What a reader switches on and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    Sheet,
    Marks,
    Grain,
    Engrave,
    Fold,
    Stitch,
    Holes,
    Cut,
    Labels,
}

impl Layer {
    /// In the order they are painted.
    pub(super) const ALL: [Self; 9] = [
        Self::Sheet,
        Self::Marks,
        Self::Grain,
        Self::Engrave,
        Self::Fold,
        Self::Stitch,
        Self::Holes,
        Self::Cut,
        Self::Labels,
    ];

    /// Its name for people, also the stable name of its resource.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Sheet => "Sheet",
            Self::Marks => "Marks",
            Self::Grain => "Grain",
            Self::Engrave => "Engrave",
            Self::Fold => "Fold",
            Self::Stitch => "Stitch",
            Self::Holes => "Holes",
            Self::Cut => "Cut",
            Self::Labels => "Labels",
        }
    }

    /// Where an item goes; words apart from engraved ones are labels.
    pub(super) fn of(item: &Item) -> Self {
        if matches!(item.shape, Shape::Text(_)) && item.role != Role::Engrave {
            return Self::Labels;
        }
        match item.role {
            Role::Sheet => Self::Sheet,
            Role::Mark | Role::Notch => Self::Marks,
            Role::Grain => Self::Grain,
            Role::Engrave => Self::Engrave,
            Role::Fold => Self::Fold,
            Role::StitchLine => Self::Stitch,
            Role::Hole => Self::Holes,
            Role::CutInner | Role::CutOuter => Self::Cut,
            Role::Label => Self::Labels,
        }
    }
}
