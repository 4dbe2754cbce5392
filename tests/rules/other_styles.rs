//! Cases of rules about what the petite bag and the charm do not have: walls round a base, zippers let in, eyelets,
//! turned edges, linings, press studs, a bag folded and sewn all the way round.
//!
//! `pose-open` and `seam-twisted` cannot fail by a parameter: the boxy tote, alone with a ring of panels, closes exactly
//! whatever its size, and no style bends by a parameter. Both are shown on an edited text, as are a window's margin and a turned edge that follow one.
//!
//! All are at their default sizes: the camera 96 wide, 62 high and 34 deep, its corner 0.16 of the width. The machine's
//! stitches: pitch 2.5, hole 0.8, web 0.5. Goat 0.8: bends 0.5 t, K 0.5. A zip-3: teeth 4.8. An eyelet-3: rim 6.

use core::f64::consts::PI;

use libm::tan;

use super::cases::{Case, Vary};

/// Inset of the machine's rows, 0.9 x 2.5 to a tenth; of those that hold a zipper's tape.
const INSET: f64 = 2.3;
const TAPE: f64 = 2.0;

/// What a stitch needs beside it: 1 mm of leather and half its hole.
const BESIDE: f64 = 1.0 + 0.5 * 0.8;

/// Opening of a zip-3: its teeth, and 0.75 on both sides.
const OPENING: f64 = 4.8 + 2.0 * 0.75;

const CAMERA: Case = Case {
    code: "",
    place: "",
    style: "camera",
    edits: &[],
    vary: Vary::Param("tab_l"),
    holds: 0.0,
    fails: 0.0,
    limit: || f64::NAN,
};
const BACKPACK: Case = Case { style: "mini-backpack", vary: Vary::Param("strap_len"), ..CAMERA };
const BOXY: Case = Case { style: "boxy-tote", vary: Vary::Param("drop"), ..CAMERA };
const BUCKET: Case = Case { style: "bucket", vary: Vary::Param("flare"), ..CAMERA };
const ENVELOPE: Case = Case { style: "envelope", ..CAMERA };
const RETICULE: Case = Case { style: "reticule", vary: Vary::Param("width"), ..CAMERA };

/// A parameter for the folds of a base.
const TILT: &str = "[param]
tilt = { title = \"Tilt\", kind = \"angle\", default = 90, range = [\"0 deg\", \"120 deg\"] }
";

/// How far a turned seam of goat 0.8 stands out: (ri + t) tan(67.5) less 135 degrees of ri + K t.
fn stand_out() -> f64 {
    1.5 * 0.8 * tan(67.5_f64.to_radians()) - 0.75 * PI * (0.5 + 0.5) * 0.8
}

/// Length of the camera's zip part: on the seam line arcs have r less what the seam stands out, straight parts stay. An
/// edge reaches to the middle of its arcs: the top is whole, of both sides a quarter is the zip's.
fn zip_part() -> f64 {
    let corner = 0.16 * 96.0;
    let half_arc = 0.25 * PI * (corner - stand_out());
    let top = 96.0 - 2.0 * corner + 2.0 * half_arc;
    let side = 62.0 - 2.0 * corner + 2.0 * half_arc;
    top + 2.0 * 0.25 * side
}

pub(crate) const OTHERS: &[Case] = &[
    Case {
        code: "sector",
        holds: 6.0,
        fails: -19.5,
        // An end is half as wide as the base is deep, 20; leaning in leaves 2.
        limit: || 2.0 - 40.0 / 2.0,
        ..BUCKET
    },
    Case {
        code: "strip-part",
        place: "gusset.tab_l",
        holds: 17.0,
        fails: 1.0,
        // The tab's length is the parameter itself, measured on the seam line.
        limit: || 4.0,
        ..CAMERA
    },
    Case {
        code: "hole-edge",
        place: "start of seam.flap.front on flap.gusset",
        style: "trio",
        vary: Vary::Figure { slot: "flap.lining", of: "goat-0.5", name: "edge", also: &[] },
        holds: 1.0,
        fails: 3.0,
        // The lining is glued into the seam and pierced by the same holes: an inset of 0.9 x 2.7, slits of 1.9.
        limit: || 2.4 - 0.5 * 1.9,
        ..CAMERA
    },
    Case {
        code: "part-grip",
        place: "place.snap.b",
        vary: Vary::Figure { slot: "snap", of: "snap-line-20", name: "grip_least", also: &[] },
        holds: 1.0,
        fails: 1.5,
        // The shell is veg-1.2.
        limit: || 1.2,
        ..ENVELOPE
    },
    Case {
        code: "part-grip",
        place: "place.snap.a",
        vary: Vary::Figure { slot: "snap", of: "snap-line-20", name: "grip", also: &[] },
        holds: 2.5,
        fails: 1.1,
        // The flap is of the shell too, and bare.
        limit: || 1.2,
        ..ENVELOPE
    },
    Case {
        code: "eyelet-apart",
        place: "row.eyelets",
        holds: 60.0,
        fails: 10.0,
        // Eight round the mouth, pi W: their rims 6 and 1 between.
        limit: || 8.0 * (6.0 + 1.0) / PI,
        ..RETICULE
    },
    Case {
        code: "eyelet-apart",
        place: "row.eyelets on body",
        holds: 60.0,
        fails: 10.0,
        // The joint lies half a step beside an eyelet, 0.995 of it straight across: half a rim, half of hole and web.
        limit: || 8.0 * (0.5 * 6.0 + 0.5 * (0.8 + 0.5)) / (0.5 * 0.995 * PI),
        ..RETICULE
    },
    Case {
        code: "window-length",
        edits: &[("margin = \"6 mm\"", "margin = \"tab_l\"")],
        holds: 17.0,
        fails: 55.0,
        // The part less a margin at both ends is 10.
        limit: || 0.5 * (zip_part() - 10.0),
        ..CAMERA
    },
    Case {
        code: "window-length",
        vary: Vary::Figure { slot: "zip", of: "zip-3", name: "longest", also: &[] },
        holds: 600.0,
        fails: 50.0,
        limit: || zip_part() - 2.0 * 6.0,
        ..CAMERA
    },
    Case {
        code: "window-strip",
        vary: Vary::Param("depth"),
        holds: 34.0,
        fails: 8.0,
        // Both seams stand out; on both sides of the opening the stitches' inset and what they need.
        limit: || 2.0 * stand_out() + OPENING + 2.0 * (TAPE + BESIDE),
        ..CAMERA
    },
    Case {
        code: "window-strip",
        edits: &[("margin = \"6 mm\"", "margin = \"tab_l\"")],
        holds: 17.0,
        fails: 1.0,
        // The same beyond the ends of the slot.
        limit: || TAPE + BESIDE,
        ..CAMERA
    },
    Case {
        code: "window-strip",
        vary: Vary::Param("depth"),
        holds: 34.0,
        fails: 25.0,
        // A half carries two insets and what is turned over: 8, and its bend pi K t - 2 t.
        limit: || {
            let turned = 8.0 + PI * 0.5 * 0.8 - 2.0 * 0.8;
            2.0 * stand_out() + OPENING + 2.0 * (2.0 * TAPE + turned)
        },
        ..BACKPACK
    },
    Case {
        code: "allowance-least",
        place: "seam.joints[0]",
        vary: Vary::Figure { slot: "shell", of: "goat-0.8", name: "edge", also: &[] },
        holds: 1.0,
        fails: 4.5,
        // The allowance 4 less half a hole.
        limit: || 4.0 - 0.5 * 0.8,
        ..CAMERA
    },
    Case {
        code: "allowance-least",
        place: "finish.pocket",
        edits: &[(
            "on = \"pocket.mouth\"\nconstruction = \"folded\"",
            "on = \"pocket.mouth\"\nconstruction = \"folded\"\nstitched = true\nturn = \"strap_len / 20\"",
        )],
        holds: 160.0,
        fails: 40.0,
        // What is turned over, strap_len / 20, reaches past the stitches by what they need.
        limit: || 20.0 * (INSET + BESIDE),
        ..BACKPACK
    },
    Case {
        code: "turn-fits",
        place: "front.top",
        vary: Vary::Param("height"),
        holds: 80.0,
        fails: 15.0,
        // Half of the height is the turn, 10.
        limit: || 2.0 * 10.0,
        ..BOXY
    },
    Case {
        code: "turn-fits",
        place: "pocket.mouth",
        edits: &[(
            "on = \"pocket.mouth\"\nconstruction = \"folded\"",
            "on = \"pocket.mouth\"\nconstruction = \"folded\"\nturn = \"strap_len / 20\"",
        )],
        holds: 160.0,
        fails: 600.0,
        // strap_len / 20 is half of the pocket's height, 0.4 of 100.
        limit: || 20.0 * 0.5 * 0.4 * 100.0,
        ..BACKPACK
    },
    Case {
        code: "pose-open",
        place: "seam.side[0] on back",
        edits: &[("rect = [\"width\", \"depth\"]", "rect = [\"width\", \"depth + drop - 48 mm\"]")],
        holds: 48.0,
        fails: 60.0,
        // Deeper by drop - 48 than both half sides, the base holds the back so far off: at most 2 and a twentieth of the
        // side's 80.
        limit: || 48.0 + 2.0 + 0.05 * 80.0,
        ..BOXY
    },
    Case {
        code: "seam-twisted",
        place: "seam.side[0] on back",
        edits: &[
            ("[param]\n", TILT),
            (
                "join = [\"front.root\", \"base.top\"]\nangle = 90",
                "join = [\"front.root\", \"base.top\"]\nangle = \"tilt\"",
            ),
            (
                "join = [\"back.root\", \"base.base\"]\nangle = 90",
                "join = [\"back.root\", \"base.base\"]\nangle = \"tilt\"",
            ),
        ],
        vary: Vary::Param("tilt"),
        holds: 90.0,
        fails: 10.0,
        // From front to back it turns by both folds: by 180 and the back's side runs up as the front's, by 0 and it runs
        // down. -0.5 is the cosine of 120 degrees between.
        limit: || 0.5 * (180.0 - 120.0),
        ..BOXY
    },
];
