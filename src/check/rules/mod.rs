//! The rules, one a file.

mod allowance;
mod apart;
mod bends;
mod closes;
mod corners;
mod eyelets;
mod flange;
mod flap;
mod folds;
mod grip;
mod hole_edge;
mod hole_hole;
mod parts;
mod pitch;
mod require;
mod room;
mod seam_length;
mod sector;
mod strap;
mod strip_part;
mod turn;
mod window_length;
mod window_strip;

use crate::geom::Scalar;

pub(super) use hole_edge::least_to_edge;
pub(super) use hole_hole::least_spacing;

use super::{About, Bag, Margin, Rule};

macro_rules! rules {
    ($($rule:path),* $(,)?) => {
        /// Every rule's margins on a bag.
        pub(super) fn all<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
            $(<$rule as Rule>::margins(bag, out);)*
        }
        /// What every rule is about.
        pub const ABOUT: &[About] = &[$(<$rule as Rule>::ABOUT),*];
    };
}

rules![
    pitch::PitchDrift,
    pitch::ChordDrift,
    hole_hole::HoleHole,
    hole_hole::RowsApart,
    hole_edge::HoleEdge,
    hole_edge::HoleFold,
    eyelets::EyeletApart,
    allowance::AllowanceLeast,
    turn::TurnFits,
    seam_length::SeamLength,
    seam_length::CornerMismatch,
    corners::CornerRoom,
    corners::TightCorner,
    flange::FlangeStrain,
    flange::WebPucker,
    flange::WebWidth,
    strip_part::StripPart,
    sector::Sector,
    window_strip::WindowStrip,
    window_length::WindowLength,
    bends::BendRadius,
    folds::FoldLength,
    folds::FoldStep,
    folds::FoldRoom,
    parts::PartEdge,
    parts::PartStitch,
    parts::PartFold,
    grip::PartGrip,
    apart::PlacesApart,
    strap::StrapRing,
    strap::StrapLength,
    strap::StrapReach,
    flap::FlapReach,
    flap::FlapGround,
    flap::ClosureMisses,
    closes::PoseOpen,
    closes::SeamTwisted,
    room::RoomInside,
    require::Require,
];

/// The rule of a code.
pub fn about(code: &str) -> Option<&'static About> {
    ABOUT.iter().find(|about| about.code == code)
}
