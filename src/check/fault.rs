//! What may be wrong with cut pieces, whatever the rules say.

/// A fault of the pieces.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A coordinate is no number.
    #[error("`{piece}` has no finite outline")]
    NotFinite {
        /// The piece.
        piece: String,
    },
    /// An outline runs the wrong way round or encloses nothing.
    #[error("`{piece}` is inside out")]
    InsideOut {
        /// The piece.
        piece: String,
    },
    /// An outline has a gap or crosses itself.
    #[error("the outline of `{piece}` crosses itself at {edge}")]
    Crossed {
        /// The piece.
        piece: String,
        /// The edge where it does.
        edge: String,
    },
    /// An allowance has no room: its cut line crosses another, or there is none.
    #[error("the allowance at {edge} of `{piece}` runs into another")]
    Allowance {
        /// The piece.
        piece: String,
        /// The edge where it does.
        edge: String,
    },
    /// A stiffener has no room inside its panel.
    #[error("`{layer}` leaves nothing of `{panel}`")]
    NoRoom {
        /// The layer.
        layer: String,
        /// The panel.
        panel: String,
    },
    /// An opening is none: it is not closed, crosses itself or another, or leaves its piece.
    #[error("an opening of `{piece}` is not cut out of its inside")]
    Opening {
        /// The piece.
        piece: String,
    },
    /// A hole lies outside its piece.
    #[error("a hole of `{row}` lies outside `{piece}`")]
    HoleOutside {
        /// The row.
        row: String,
        /// The piece.
        piece: String,
    },
    /// A hole lies too near where its piece is cut, wherever that is.
    #[error(
        "a hole of `{row}` lies {distance:.2} mm from the edge of `{piece}`, at least {least:.2} mm is needed"
    )]
    NearEdge {
        /// The row.
        row: String,
        /// The piece.
        piece: String,
        /// What there is, mm.
        distance: f64,
        /// What must be, mm.
        least: f64,
    },
    /// Holes of two rows lie in each other.
    #[error(
        "holes of `{row}` and `{other}` lie {distance:.2} mm apart on `{piece}`, at least {least:.2} mm is needed"
    )]
    RowsCollide {
        /// A row.
        row: String,
        /// The other.
        other: String,
        /// The piece.
        piece: String,
        /// What there is, mm.
        distance: f64,
        /// What must be, mm.
        least: f64,
    },
    /// Something sewn on hangs over the edge.
    #[error("what `{place}` sews on hangs over the edge of `{piece}`")]
    Overhangs {
        /// The place.
        place: String,
        /// The piece.
        piece: String,
    },
    /// A layer of a row has not as many holes as the others.
    #[error("`{row}` has holes without mates on `{piece}`")]
    NoMate {
        /// The row.
        row: String,
        /// The piece.
        piece: String,
    },
    /// Single holes are not at the distance the iron can be varied to.
    #[error(
        "holes of `{row}` on `{piece}` are {least:.3} to {greatest:.3} mm apart, the iron sets {pitch:.3} mm"
    )]
    Spacing {
        /// The row.
        row: String,
        /// The piece.
        piece: String,
        /// Least distance.
        least: f64,
        /// Greatest distance.
        greatest: f64,
        /// The iron's pitch.
        pitch: f64,
    },
}
