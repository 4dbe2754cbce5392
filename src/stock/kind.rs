//! The kinds of stock: one table that reads files, checks ranges and gives formulas their names.

use super::figure::{self, Figure};

/// What an entry of the stock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// Leather and fabric that pieces are cut from.
    Leather,
    /// Ribbon that is sewn on as it comes from the roll.
    Tape,
    /// Stiffening board.
    Stiffener,
    /// What makes the holes: a pricking iron, or the needle of a sewing machine.
    Iron,
    /// Sewing thread.
    Thread,
    /// A closure in two halves, held by prongs.
    Closure,
    /// A press stud: a closure in two halves, each set through a round hole.
    Snap,
    /// A ring a strap is folded round.
    DRing,
    /// A round ring a strap is folded round.
    ORing,
    /// A split ring.
    KeyRing,
    /// A hook that turns on the ring a strap is folded round.
    Swivel,
    /// A bar buckle that sets the length of a strap.
    Slider,
    /// A buckle with a pin.
    Buckle,
    /// A zipper.
    Zipper,
    /// A purse frame of two hinged halves.
    Frame,
    /// A chain to carry the bag by.
    Chain,
    /// A cord, for piping.
    Cord,
    /// What holds a drawstring shut.
    CordLock,
    /// A metal rim round a hole.
    Eyelet,
    /// A rivet with a cap at both ends.
    Rivet,
    /// A Chicago screw: a rivet that can be opened again.
    Screw,
    /// A Sam Browne stud: a ball that a slit of the other part is buttoned over.
    Stud,
    /// A foot under the base.
    Foot,
    /// A thing to carry.
    Item,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 24] = [
        Self::Leather,
        Self::Tape,
        Self::Stiffener,
        Self::Iron,
        Self::Thread,
        Self::Closure,
        Self::Snap,
        Self::DRing,
        Self::ORing,
        Self::KeyRing,
        Self::Swivel,
        Self::Slider,
        Self::Buckle,
        Self::Zipper,
        Self::Frame,
        Self::Chain,
        Self::Cord,
        Self::CordLock,
        Self::Eyelet,
        Self::Rivet,
        Self::Screw,
        Self::Stud,
        Self::Foot,
        Self::Item,
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Leather => "leather",
            Self::Tape => "tape",
            Self::Stiffener => "stiffener",
            Self::Iron => "iron",
            Self::Thread => "thread",
            Self::Closure => "closure",
            Self::Snap => "snap",
            Self::DRing => "d-ring",
            Self::ORing => "o-ring",
            Self::KeyRing => "key-ring",
            Self::Swivel => "swivel",
            Self::Slider => "slider",
            Self::Buckle => "buckle",
            Self::Zipper => "zipper",
            Self::Frame => "frame",
            Self::Chain => "chain",
            Self::Cord => "cord",
            Self::CordLock => "cord-lock",
            Self::Eyelet => "eyelet",
            Self::Rivet => "rivet",
            Self::Screw => "screw",
            Self::Stud => "stud",
            Self::Foot => "foot",
            Self::Item => "item",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its figures.
    pub fn figures(self) -> &'static [Figure] {
        match self {
            Self::Leather => figure::LEATHER,
            Self::Tape => figure::TAPE,
            Self::Stiffener => figure::STIFFENER,
            Self::Iron => figure::IRON,
            Self::Thread => figure::THREAD,
            Self::Closure => figure::CLOSURE,
            Self::Snap => figure::SNAP,
            Self::DRing
            | Self::ORing
            | Self::KeyRing
            | Self::Swivel
            | Self::Slider
            | Self::Buckle => figure::RING,
            Self::Zipper => figure::ZIPPER,
            Self::Frame => figure::FRAME,
            Self::Chain => figure::CHAIN,
            Self::Cord => figure::CORD,
            Self::CordLock => figure::CORD_LOCK,
            Self::Eyelet => figure::EYELET,
            Self::Rivet | Self::Screw => figure::RIVET,
            Self::Stud => figure::STUD,
            Self::Foot => figure::FOOT,
            Self::Item => figure::ITEM,
        }
    }

    /// The place of a figure among the kind's figures.
    pub fn figure(self, name: &str) -> Option<usize> {
        self.figures().iter().position(|figure| figure.name == name)
    }
}
