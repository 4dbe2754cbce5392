//! The SVG table of roles: which layer an item lies in and with what color it is drawn.

use crate::drawing::{Item, Role, Shape};

/// One operation of a machine, one layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    Mark,
    Fold,
    Stitch,
    Engrave,
    Holes,
    Cut,
    Text,
}

impl Layer {
    /// In the order of the work: what needs the leather whole comes first, the outline last; words are for eyes only.
    pub(super) const ALL: [Self; 7] =
        [Self::Mark, Self::Fold, Self::Stitch, Self::Engrave, Self::Holes, Self::Cut, Self::Text];

    /// Its id and label. No id has a hyphen, so that `layer-group` is unique.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Fold => "fold",
            Self::Stitch => "stitch",
            Self::Engrave => "engrave",
            Self::Holes => "holes",
            Self::Cut => "cut",
            Self::Text => "text",
        }
    }

    /// Where an item goes. A word is never cut or punched, whatever its role; it may be engraved.
    pub(super) fn of(item: &Item) -> Self {
        if matches!(item.shape, Shape::Text(_)) && item.role != Role::Engrave {
            return Self::Text;
        }
        match item.role {
            Role::CutOuter | Role::CutInner => Self::Cut,
            Role::Hole => Self::Holes,
            Role::StitchLine => Self::Stitch,
            Role::Fold => Self::Fold,
            Role::Notch | Role::Mark | Role::Grain | Role::Sheet => Self::Mark,
            Role::Engrave => Self::Engrave,
            Role::Label => Self::Text,
        }
    }

    /// Passes over a group's items: what is cut inside a piece comes before its outline lets it go.
    pub(super) fn passes(self) -> &'static [fn(Role) -> bool] {
        match self {
            Self::Cut => &[|role| role != Role::CutOuter, |role| role == Role::CutOuter],
            _ => &[|_| true],
        }
    }
}

/// The color of an item; cutters tell operations apart by it.
pub(super) fn color(item: &Item) -> &'static str {
    if Layer::of(item) == Layer::Text {
        return "#000000";
    }
    match item.role {
        Role::CutOuter | Role::Label => "#000000",
        Role::CutInner => "#0000FF",
        Role::Hole => "#FF0000",
        Role::StitchLine => "#00E000",
        Role::Fold => "#FF00FF",
        Role::Notch | Role::Mark | Role::Grain | Role::Sheet => "#808080",
        Role::Engrave => "#FF8000",
    }
}

/// The name of a role that shares its color with others.
pub(super) fn role_name(role: Role) -> Option<&'static str> {
    match role {
        Role::Notch => Some("notch"),
        Role::Mark => Some("mark"),
        Role::Grain => Some("grain"),
        Role::Sheet => Some("sheet"),
        _ => None,
    }
}
