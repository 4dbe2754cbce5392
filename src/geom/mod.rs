//! Plane geometry of leather patterns: points, lines, arcs, paths, exact lengths, distances; over numbers and their derivatives.

mod arcs;
mod chords;
mod contour;
mod corner;
mod cross;
mod cubic;
mod distance;
mod inset;
mod motion;
mod outset;
mod path;
mod scalar;
mod segment;
mod vec2;

pub use contour::{Contour, ContourFault, area};
pub use corner::{Fillet, Meeting, MeetingKind, fillet, meet, offset_corner};
pub use cross::{Crossing, crossings};
pub use cubic::{CUBIC_ARCS, arcs_of_cubic};
pub use motion::Motion;
pub use outset::{CutLine, CutSegment, EdgeKind, NetEdge, OutsetFault, OutsetTrouble, cut_line};
pub use path::Path;
pub use scalar::{Dual, Scalar, gradient, variable};
pub use segment::Segment;
pub use vec2::{Point, Vec2};
