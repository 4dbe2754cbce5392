//! Why pieces could not be laid out.

/// Why pieces could not be laid out: a piece or the paper is of the wrong size.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LayoutError {
    /// A piece is larger than the room a page has for pieces, turned or not.
    #[error(
        "piece `{piece}` ({width:.1} x {height:.1} mm) does not fit on {paper}, not even turned: the page has {room_width:.1} x {room_height:.1} mm for pieces; {way_out}",
        way_out = way_out(*smallest)
    )]
    DoesNotFit {
        /// Its id.
        piece: String,
        /// Its width as drafted, mm.
        width: f64,
        /// Its height as drafted, mm.
        height: f64,
        /// The paper asked for.
        paper: String,
        /// Width of the largest free rectangle of a page, mm.
        room_width: f64,
        /// Height of the largest free rectangle of a page, mm.
        room_height: f64,
        /// The smallest paper with a name that holds it.
        smallest: Option<&'static str>,
    },
    /// The paper has no room for the gauges and a strip of pieces.
    #[error(
        "paper {paper} ({width:.1} x {height:.1} mm) is too small for the title block, the gauges and a strip of pieces: at least {needed_width:.1} x {needed_height:.1} mm are needed"
    )]
    PaperTooSmall {
        /// The paper asked for.
        paper: String,
        /// Its width, mm.
        width: f64,
        /// Its height, mm.
        height: f64,
        /// Least width, mm, margins included.
        needed_width: f64,
        /// Least height, mm, margins included.
        needed_height: f64,
    },
    /// A piece has no outline, or something on it has a coordinate that is not a finite number.
    #[error("piece `{piece}` has no outline that can be laid out")]
    NoOutline {
        /// Its id.
        piece: String,
    },
}

fn way_out(smallest: Option<&str>) -> String {
    smallest.map_or_else(
        || "no paper with a name holds it: give a size, as `900x1500mm`".into(),
        |name| format!("{name} is the smallest paper that holds it"),
    )
}
