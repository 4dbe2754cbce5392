//! One case a rule and place: what is varied, where it holds and fails, and its limit with the arithmetic beside it.
//!
//! Nano means width 52, height 42, depth 18, taper 0.12, corner 12, flap drop 0.6, handle 60, unlined; shell 1.0 and gusset
//! 0.8 mm, bends 0.5 t, K 0.5; French iron 10: pitch 2.707, inset 2.4, slit 1.9 at 45 degrees. The charm is 76 wide, 104
//! high, its corner 9.12, its lift 7.28, its cover 0.6.
//!
//! Two rules have no failing case in the built-in styles: `strap-ring` (both styles make their straps narrower than the
//! ring) and `closure-misses` (the second half is always where the first lands). Three more cannot fail by a parameter:
//! `fold-length`, `seam-length` (mirrors) and `fold-step` (at most 0.26 mm over the ranges). All five are shown on an
//! edited text.

use libm::{atan2, cos, hypot, sin, sqrt, tan};

const PITCH: f64 = 2.707;
const INSET: f64 = 2.4;
const SLIT: f64 = 1.9;
const LEG: f64 = 2.0 * INSET + 2.0 * PITCH;
const LEAN: f64 = 52.0 * 0.12 / 2.0;

/// What is varied.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Vary {
    /// A parameter, all others as wished.
    Param(&'static str),
    /// A figure of what fills a slot, in a copy of a stock entry.
    Figure {
        slot: &'static str,
        of: &'static str,
        name: &'static str,
        also: &'static [(&'static str, f64)],
    },
}

/// A rule at a place.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) code: &'static str,
    /// As the margin names it; empty for the least of all places.
    pub(crate) place: &'static str,
    pub(crate) style: &'static str,
    pub(crate) edits: &'static [(&'static str, &'static str)],
    pub(crate) vary: Vary,
    pub(crate) holds: f64,
    pub(crate) fails: f64,
    pub(crate) limit: fn() -> f64,
}

const PETITE: Case = Case {
    code: "",
    place: "",
    style: "petite-flap",
    edits: &[],
    vary: Vary::Param("width"),
    holds: 0.0,
    fails: 0.0,
    limit: || f64::NAN,
};
const CHARM: Case = Case { style: "card-charm", ..PETITE };

const fn iron(name: &'static str) -> Vary {
    Vary::Figure { slot: "iron", of: "fr-10", name, also: &[] }
}
const fn shell(name: &'static str, also: &'static [(&'static str, f64)]) -> Vary {
    Vary::Figure { slot: "shell", of: "calf-1.0", name, also }
}

/// Turning of a base corner: the side leans by 3.12 in 42.
fn turning() -> f64 {
    core::f64::consts::PI - atan2(42.0, LEAN)
}

/// The stitch line of the nano front: two sides without tangent length, the base without two, two arcs of radius r - s.
fn stitch_line() -> f64 {
    let tangent = 12.0 * tan(0.5 * turning());
    let side = 40.5 * hypot(42.0, LEAN) / 42.0 - tangent;
    2.0 * side + (52.0 - 2.0 * tangent) + 2.0 * turning() * (12.0 - INSET)
}

pub(crate) const CASES: &[Case] = &[
    Case {
        code: "pitch-drift",
        place: "row.rim",
        vary: Vary::Param("width"),
        holds: 37.5,
        fails: 37.95,
        // The rim is the width less 2 (2 s + p); 8 stitches of p + 0.15 fill it.
        limit: || 8.0 * (PITCH + 0.15) + 2.0 * (2.0 * INSET + PITCH),
        ..CHARM
    },
    Case {
        code: "chord-drift",
        place: "row.rim",
        vary: Vary::Param("width"),
        holds: 37.5,
        fails: 37.95,
        // On a straight row no chord cuts a corner: the same as the mean.
        limit: || 8.0 * (PITCH + 0.15) + 2.0 * (2.0 * INSET + PITCH),
        ..CHARM
    },
    Case {
        code: "chord-drift",
        place: "seam.front",
        vary: iron("tolerance"),
        holds: 0.1,
        fails: 0.0,
        // L' / 40 - p, and round the corners 1.1 c^3 / (24 R^2) more.
        limit: || {
            let round = 12.0 - INSET;
            (stitch_line() - 2.0 * INSET) / 40.0 - PITCH
                + 1.1 * PITCH * PITCH * PITCH / (24.0 * round * round)
        },
        ..PETITE
    },
    Case {
        code: "hole-hole",
        place: "seam.front",
        vary: iron("web"),
        holds: 0.5,
        fails: 3.0,
        // The mean stitch less what a slit covers of the line.
        limit: || (stitch_line() - 2.0 * INSET) / 40.0 - SLIT * cos(45_f64.to_radians()),
        ..PETITE
    },
    Case {
        code: "rows-apart",
        vary: iron("slit"),
        holds: 1.9,
        fails: 7.0,
        // The seam ends s below the corner, the rim 2 s + p beside it, both s inside: p + s apart, less the web.
        limit: || PITCH + INSET - 0.5,
        ..CHARM
    },
    Case {
        code: "hole-edge",
        place: "seam.front on front",
        vary: shell("edge", &[]),
        holds: 1.0,
        fails: 3.0,
        // The inset less half of what a slit covers across.
        limit: || INSET - 0.5 * SLIT * sin(45_f64.to_radians()),
        ..PETITE
    },
    Case {
        code: "hole-edge",
        place: "place.tab[0] on place.tab[0]",
        vary: Vary::Figure { slot: "gusset", of: "calf-0.8", name: "edge", also: &[] },
        holds: 1.0,
        fails: 3.0,
        // A box turns its corners: half a slit in any direction.
        limit: || INSET - 0.5 * SLIT,
        ..PETITE
    },
    Case {
        code: "hole-edge",
        place: "start of seam.front on gusset",
        vary: Vary::Figure { slot: "gusset", of: "calf-0.8", name: "edge", also: &[] },
        holds: 1.0,
        fails: 3.0,
        limit: || INSET - 0.5 * SLIT,
        ..PETITE
    },
    Case {
        code: "hole-fold",
        place: "start of seam.back on back",
        vary: iron("slit"),
        holds: 1.9,
        fails: 6.0,
        // From the fold's edge: the foot of the end s sin a down, then the 1.5 unsewn sec a and s along; less setback 1.5.
        limit: || {
            let lean = atan2(LEAN, 42.0);
            let down = INSET * sin(lean) + (1.5 / cos(lean) + INSET) * cos(lean);
            2.0 * (down - 1.5 - 1.0)
        },
        ..PETITE
    },
    Case {
        code: "seam-length",
        edits: &[(
            "mirror = \"front\"\n",
            "mirror = \"front\"\nvars = { height = \"height + lift - 5 mm\" }\n",
        )],
        vary: Vary::Param("lift"),
        holds: 5.0,
        fails: 6.0,
        // Both sides grow by what the back is higher: 2 d = 0.05.
        limit: || 5.0 + 0.05 / 2.0,
        ..CHARM
    },
    Case {
        code: "corner-room",
        place: "front.base",
        vary: Vary::Param("corner"),
        holds: 12.0,
        fails: 26.0,
        // Two tangent lengths and a thousandth are the base.
        limit: || (52.0 - 1e-3) / 2.0 / tan(0.5 * turning()),
        ..PETITE
    },
    Case {
        code: "corner-room",
        place: "back.right",
        vary: Vary::Param("height"),
        holds: 42.0,
        fails: 8.0,
        // The side less one tangent length and what the fold takes; both depend on the lean: solved by halving.
        limit: || {
            let left = |h: f64| {
                let turn = core::f64::consts::PI - atan2(h, LEAN);
                let side = hypot(h, LEAN);
                side - 12.0 * tan(0.5 * turn) - 1.5 * side / h - 1e-3
            };
            let (mut lo, mut hi) = (8.0, 42.0);
            for _ in 0..80 {
                let middle = 0.5 * (lo + hi);
                if left(middle) < 0.0 { lo = middle } else { hi = middle }
            }
            hi
        },
        ..PETITE
    },
    Case {
        code: "tight-corner",
        vary: Vary::Param("corner"),
        holds: 9.0,
        fails: 4.0,
        // s + c sqrt(1.1 c / (12 x 0.15)): wider than one stitch, so that half the tolerance is kept.
        limit: || INSET + sqrt(1.1 * PITCH * PITCH * PITCH / (12.0 * 0.15)),
        ..CHARM
    },
    Case {
        code: "tight-corner",
        vary: Vary::Param("corner"),
        edits: &[(
            "construction = \"raw\"\nsymmetric",
            "inset = \"4 mm\"\nconstruction = \"raw\"\nsymmetric",
        )],
        holds: 9.0,
        fails: 4.0,
        limit: || 4.0 + sqrt(1.1 * PITCH * PITCH * PITCH / (12.0 * 0.15)),
        ..CHARM
    },
    Case {
        code: "flange-strain",
        vary: Vary::Param("corner"),
        holds: 14.0,
        fails: 8.0,
        // s (1 + 1 / 0.25)
        limit: || INSET * 5.0,
        ..PETITE
    },
    Case {
        code: "web-pucker",
        vary: Vary::Param("corner"),
        holds: 14.0,
        fails: 8.0,
        // s + (m - s) / 0.20, m - s = guard 1 + rho 0.8
        limit: || INSET + 1.8 / 0.20,
        ..PETITE
    },
    Case {
        code: "web-width",
        vary: Vary::Param("depth"),
        holds: 18.0,
        fails: 3.0,
        // D - 2 x 1.0 - 0.8 - 2 x 0.8 = 2
        limit: || 2.0 + 2.0 + 0.8 + 1.6,
        ..PETITE
    },
    Case {
        code: "bend-radius",
        vary: shell("bend", &[("bend_least", 0.7)]),
        holds: 1.0,
        fails: 0.3,
        limit: || 0.7,
        ..PETITE
    },
    Case {
        code: "fold-length",
        place: "fold.back_top",
        edits: &[("to = [\"mouth/2\", 0]", "to = [\"mouth/2 + handle/1000\", 0]")],
        vary: Vary::Param("handle"),
        holds: 20.0,
        fails: 90.0,
        // handle / 1000 = 0.05
        limit: || 50.0,
        ..PETITE
    },
    Case {
        code: "fold-step",
        place: "start of fold.back_top",
        edits: &[(
            "angle = 90\n[fold.top_flap]",
            "angle = 90\nradius = \"handle / 10\"\n[fold.top_flap]",
        )],
        vary: Vary::Param("handle"),
        holds: 60.0,
        fails: 150.0,
        // Setback (handle / 10 + 1) tan 45, times the lean 3.12 / 42, is 1.
        limit: || 10.0 * (42.0 / LEAN - 1.0),
        ..PETITE
    },
    Case {
        code: "fold-room",
        edits: &[(
            "angle = 90\n[fold.top_flap]",
            "angle = 90\nradius = \"handle / 10\"\n[fold.top_flap]",
        )],
        vary: Vary::Param("handle"),
        holds: 60.0,
        fails: 170.0,
        // The top 19.3 less the other setback 1.5, this one and 1 flat.
        limit: || 10.0 * (19.3 - 1.5 - 1.0 - 1.0),
        ..PETITE
    },
    Case {
        code: "part-edge",
        place: "place.tab[0] at top.left",
        edits: &[("t = 0.5, in = \"3 mm\"", "t = 0.5, in = \"handle / 20\"")],
        vary: Vary::Param("handle"),
        holds: 60.0,
        fails: 5.0,
        // handle / 20 = 1
        limit: || 20.0,
        ..PETITE
    },
    Case {
        code: "part-edge",
        place: "place.closure.a at flap.tip",
        vary: Vary::Figure { slot: "closure", of: "magnet-10", name: "edge", also: &[] },
        holds: 2.0,
        fails: 5.0,
        // The style sets it d / 2 + 3 inside.
        limit: || 3.0,
        ..PETITE
    },
    Case {
        code: "part-stitch",
        vary: Vary::Param("width"),
        holds: 76.0,
        fails: 68.0,
        // The slot: card 53.98, two insets, two plays of 1.76; on each side s, 1 mm and half a slit.
        limit: || (53.98 + 2.0 * INSET + 2.0 * 1.76) + 2.0 * (INSET + 1.0 + 0.5 * SLIT),
        ..CHARM
    },
    Case {
        code: "part-stitch",
        place: "place.closure.b at seam.front",
        vary: Vary::Param("flap_drop"),
        holds: 0.6,
        fails: 1.1,
        // The magnet's middle lies 8 above the tip, its foot 5 lower; the stitches of the base 2.4 up, and 1.95 between.
        limit: || 1.0 - (INSET + 1.0 + 0.5 * SLIT + 5.0 - 8.0) / 42.0,
        ..PETITE
    },
    Case {
        code: "part-fold",
        place: "place.tab[0] at top.back",
        vary: Vary::Param("depth"),
        holds: 18.0,
        fails: 6.0,
        // (D + 1.3) / 2 - 3.5 - 1.5 = 1
        limit: || 2.0 * (1.0 + 1.5 + 3.5) - 1.3,
        ..PETITE
    },
    Case {
        code: "places-apart",
        vary: Vary::Param("width"),
        holds: 52.0,
        fails: 27.0,
        // 0.88 W - 2 (3 + leg) = 1
        limit: || (1.0 + 2.0 * (3.0 + LEG)) / 0.88,
        ..PETITE
    },
    Case {
        code: "strap-ring",
        place: "strap.tab at its start",
        edits: &[("width = \"ring.inside - 1 mm\"", "width = \"ring.inside - handle / 100\"")],
        vary: Vary::Param("handle"),
        holds: 90.0,
        fails: 20.0,
        // handle / 100 = 0.5
        limit: || 50.0,
        ..PETITE
    },
    Case {
        code: "strap-length",
        vary: Vary::Param("handle"),
        holds: 60.0,
        fails: 10.0,
        // Two legs and 2 mm.
        limit: || 2.0 * LEG + 2.0,
        ..PETITE
    },
    Case {
        code: "flap-reach",
        vary: Vary::Param("flap_drop"),
        holds: 0.6,
        fails: 0.3,
        // The rim's middle, 0.04 of the rim below the front's height, less footprint 5 and edge 2; the magnet 8 above the tip.
        limit: || {
            let rim = 52.0 - 2.0 * LEAN * 40.5 / 42.0;
            1.0 - (40.5 - 0.04 * rim - 5.0 - 2.0 - 8.0) / 42.0
        },
        ..PETITE
    },
    Case {
        code: "flap-ground",
        vary: Vary::Param("flap_drop"),
        holds: 0.9,
        fails: 1.2,
        limit: || 1.0,
        ..PETITE
    },
    Case {
        code: "closure-misses",
        edits: &[("meets = \"a\"", "at = [0, \"handle\"]")],
        vary: Vary::Param("handle"),
        holds: 25.0,
        fails: 30.0,
        // Where a lands, 42 - 25.2 + 8, and 1 mm.
        limit: || 42.0 - 25.2 + 8.0 + 1.0,
        ..PETITE
    },
    Case {
        code: "room-inside",
        place: "inside width",
        vary: Vary::Param("width"),
        holds: 52.0,
        fails: 12.0,
        // W - 2 (m + t / 2), m = 2.4 + 1 + 0.8
        limit: || 6.0 + 2.0 * (4.2 + 0.4),
        ..PETITE
    },
    Case {
        code: "room-inside",
        place: "inside height",
        vary: Vary::Param("height"),
        holds: 42.0,
        fails: 10.0,
        // H - (m + t / 2) - the shell over the top
        limit: || 6.0 + 4.6 + 1.0,
        ..PETITE
    },
    Case {
        code: "room-inside",
        place: "inside depth",
        vary: Vary::Param("depth"),
        holds: 18.0,
        fails: 5.0,
        limit: || 6.0 + 2.0,
        ..PETITE
    },
    Case {
        code: "require",
        place: "`flap_drop * height >= closure.d + 12 mm`",
        vary: Vary::Param("flap_drop"),
        holds: 0.6,
        fails: 0.4,
        limit: || 22.0 / 42.0,
        ..PETITE
    },
    Case {
        code: "require",
        place: "`height >= lift + card.w + inset`",
        vary: Vary::Param("lift"),
        holds: 8.0,
        fails: 30.0,
        limit: || 104.0 - 85.6 - INSET,
        ..CHARM
    },
    Case {
        code: "strap-reach",
        vary: Vary::Param("handle"),
        holds: 60.0,
        fails: 30.0,
        // Both tabs hang 3 mm inside the top's sides, which are as far apart as the mouth is wide.
        limit: || 52.0 * 0.88 - 2.0 * 3.0,
        ..PETITE
    },
    Case {
        code: "corner-mismatch",
        edits: &[(
            "mirror = \"front\"",
            "mirror = \"front\"\nvars = { corner = \"corner + lift - 7.28 mm\" }",
        )],
        vary: Vary::Param("lift"),
        holds: 7.28,
        fails: 9.0,
        // Seen from the middle the base's straight part ends at W / 2 - r: a corner 0.5 mm wider ends it 0.5 mm sooner.
        limit: || 7.28 + 0.5,
        ..CHARM
    },
];
