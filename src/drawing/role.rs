//! What an item is for. Every format maps these roles by one table of its own.

/// What a hand or a machine does with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Role {
    /// The outline a piece is cut along.
    CutOuter,
    /// A cut inside a piece.
    CutInner,
    /// A stitch hole, slit or rivet hole.
    Hole,
    /// The line the stitches run along.
    StitchLine,
    /// A crease.
    Fold,
    /// A small sign at the edge.
    Notch,
    /// Any other sign on the leather.
    Mark,
    /// The direction of the grain.
    Grain,
    /// What belongs to the sheet and not to the leather: frames, gauges, legend.
    Sheet,
    /// Engraved on the leather.
    Engrave,
    /// Text.
    Label,
}

impl Role {
    /// All roles, in drawing order.
    pub const ALL: [Self; 11] = [
        Self::Sheet,
        Self::Mark,
        Self::Notch,
        Self::Grain,
        Self::Engrave,
        Self::Fold,
        Self::StitchLine,
        Self::Hole,
        Self::CutInner,
        Self::CutOuter,
        Self::Label,
    ];
}
