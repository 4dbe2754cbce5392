//! Published patterns, written as style files and drafted by this engine: the pieces come out as the pages say.
//!
//! Lengths of the pages are inches. What a page prints without a tolerance closes to a millionth of an inch.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod flat;
mod small;
mod strips;
mod tables;
mod thread;

use microbag::brief::Brief;
use microbag::check::{Bag, Margin, margins};
use microbag::draft::{Draft, Piece, draft};
use microbag::frame::{Counts, Structure, frame};
use microbag::geom::{Point, Segment};
use microbag::pose::pose;
use microbag::solve::Solved;
use microbag::stock::Stock;
use microbag::style::Style;

/// Millimetres in an inch.
const INCH: f64 = 25.4;
/// What arithmetic that closes may be off by, inches.
const CLOSES: f64 = 1e-6;

/// What no shelf has: leather of 3 to 4 oz, 1.4 mm.
const STOCK: &str = "[leather.\"wrap-1.4\"]\nt = 1.4\nsource = \"DOMAIN A7: 3 to 4 oz\"\n";

fn stock() -> Stock {
    Stock::builtin().extend_toml(STOCK).unwrap_or_else(|faults| panic!("{faults}"))
}

fn style(text: &str) -> Style {
    Style::from_toml(text).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A published bag with its pieces, drafted exactly as wished.
struct Published {
    structure: Structure,
    draft: Draft,
}

impl Published {
    /// Of a style file; `wish` are values other than its defaults.
    fn of(text: &str, wish: &[(&str, &str)]) -> Self {
        let style = style(text);
        let mut brief = Brief::new(&style);
        for (name, value) in wish {
            brief = brief.want_text(name, value).unwrap();
        }
        let structure = Structure::of(&brief, &stock()).unwrap();
        let frame = frame(&structure, &structure.wish, &Counts::default());
        let pose = pose(&structure, &frame);
        let draft = draft(&structure, &frame, &pose);
        Self { structure, draft }
    }

    fn piece(&self, id: &str) -> &Piece {
        self.draft.pieces.iter().find(|piece| piece.id == id).unwrap()
    }

    /// Width and height of a piece as cut, inches.
    fn size(&self, id: &str) -> [f64; 2] {
        let (lo, hi) = self.piece(id).bounds();
        [(hi.x - lo.x) / INCH, (hi.y - lo.y) / INCH]
    }

    /// Finished length of an edge, inches: of the net line where the cut line is another.
    fn edge(&self, id: &str, edge: &str) -> f64 {
        let piece = self.piece(id);
        let line = if piece.net.is_empty() { &piece.outline } else { &piece.net };
        let own = line.iter().filter(|part| part.edge == edge);
        let lengths: Vec<f64> = own.map(|part| part.segment.length()).collect();
        assert!(!lengths.is_empty(), "{id} has no edge {edge}");
        lengths.iter().sum::<f64>() / INCH
    }

    /// Stitch-line lengths of the sides of a seam as they lie on the pieces, inches; what runs over several pieces is
    /// one side.
    fn sides(&self, seam: &str) -> Vec<f64> {
        let row = self.structure.bound.rows.iter().position(|row| row.name == seam).unwrap();
        let bound = &self.structure.bound.rows[row];
        let side = |side: usize| {
            let plies = &self.draft.rows[row].plies;
            let of = plies.iter().find(|ply| ply.side == Some(side)).unwrap();
            of.length / INCH
        };
        (0..bound.sides.len()).map(side).collect()
    }

    /// All margins on it.
    fn margins(&self) -> Vec<(String, Margin)> {
        let bag = Bag::at(&self.structure, &self.structure.wish, &Counts::default());
        let named = |margin: Margin| (margin.site.name(&self.structure), margin);
        margins(&bag).into_iter().map(named).collect()
    }
}

/// Made by the whole engine, solver and review included.
fn made(text: &str) -> Solved {
    let style = style(text);
    microbag::solve(&style, &Brief::new(&style), &stock()).unwrap_or_else(|error| panic!("{error}"))
}

/// Nothing of it had to be changed: the published bag is one that hands can make.
fn made_as_published(text: &str) {
    let bag = made(text);
    assert!(bag.adjustments().is_empty(), "changed: {:?}", bag.adjustments());
}

fn near(what: &str, found: f64, expected: f64, within: f64) {
    let off = (found - expected).abs();
    assert!(off <= within, "{what}: {found:.7}, the page says {expected}");
}

fn near_size(what: &str, found: [f64; 2], expected: [f64; 2]) {
    near(&format!("{what}, width"), found[0], expected[0], CLOSES);
    near(&format!("{what}, height"), found[1], expected[1], CLOSES);
}

/// The corner of a cut line between two edges, whichever comes first.
fn corner(piece: &Piece, edges: [&str; 2]) -> Point {
    let count = piece.outline.len();
    let meets = |at: &usize| {
        let pair = [*at, (at + 1) % count].map(|at| piece.outline[at].edge.as_str());
        pair == edges || pair == [edges[1], edges[0]]
    };
    let at = (0..count).find(meets).unwrap();
    piece.outline[at].segment.b
}

/// Length of a closed line.
fn round(segments: impl Iterator<Item = Segment>) -> f64 {
    segments.map(|segment| segment.length()).sum()
}
