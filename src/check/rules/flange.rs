//! A gusset's flange goes round the corners of its panel.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::style::bound::Flange;
use crate::units::Unit;

/// Every corner that a flange goes round: site, strip, which side of the strip, the corner's radius, distance of the
/// stitches from the edge.
fn each<S: Scalar>(bag: &Bag<'_, S>, mut visit: impl FnMut(Site, usize, usize, S, S)) {
    let bound = &bag.structure.bound;
    for (row, of) in bound.rows.iter().enumerate() {
        for (side, on) in of.sides.iter().enumerate() {
            let Some((strip, far)) = on.strip else { continue };
            let edge = usize::from(far);
            if !bag.has_flange(strip, edge) {
                continue;
            }
            let of = &bound.strips[strip];
            let followed = if far { of.to.as_ref() } else { Some(&of.along) };
            let Some(followed) = followed else { continue };
            let inset = bag.frame.strips[strip].inset[edge];
            // Turned in, a flange is mitred at a sharp corner.
            let mitred = of.sides[edge].flange == Flange::In;
            for (panel, before) in bag.corners_of(followed) {
                let corner = &bag.frame.panels[panel].corners[before];
                let radius = corner.radius;
                // Where an edge goes on into the next there is no corner.
                if radius.is_none() && (mitred || !corner.breaks) {
                    continue;
                }
                let radius = radius.unwrap_or_else(S::zero);
                visit(Site::RowCorner(row, side, panel, before), strip, edge, radius, inset);
            }
            for (panel, arc, radius) in bag.arcs_of(followed) {
                visit(Site::RowArc(row, side, panel, arc), strip, edge, radius, inset);
            }
        }
    }
}

/// The flange's edge stretches round a corner no more than the leather takes.
#[derive(Debug)]
pub(super) struct FlangeStrain;

impl Rule for FlangeStrain {
    const ABOUT: About = About {
        code: "flange-strain",
        title: "the flange's edge is not overstretched round a corner",
        reason: "The flange is flat and as long as the stitch line; round a corner of radius r its edge, one inset s \
                 outside, must grow by s / (r - s). The leather takes so much and tears beyond: r must be at least \
                 s (1 + 1 / stretch). Turned in, it is the web that lies outside.",
        source: "geometry; stretch of the leather in stock (guess: 0.25 for calf)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        each(bag, |site, strip, _, radius, inset| {
            let leather = bag.structure.strip_leather(strip);
            out.push(Margin {
                rule: Self::ABOUT.code,
                site,
                measured: radius,
                required: inset.scale(1.0 + 1.0 / leather.figure("stretch")),
                at_most: false,
                unit: Unit::Length,
                guess: leather.is_guess("stretch"),
            });
        });
    }
}

/// The web beside the flange is not crushed round a corner.
#[derive(Debug)]
pub(super) struct WebPucker;

impl Rule for WebPucker {
    const ABOUT: About = About {
        code: "web-pucker",
        title: "the web does not pucker round a corner",
        reason: "The web turns the corner further in than the stitch line, at m = s + guard + bend; it is pressed \
                 together by (m - s) / (r - s), and wrinkles beyond what the leather takes. Turned in, it is the flange \
                 that lies inside.",
        source: "geometry; pucker of the leather in stock (guess: 0.20)",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        each(bag, |site, strip, edge, radius, inset| {
            let leather = bag.structure.strip_leather(strip);
            let reach = bag.frame.strips[strip].reach[edge];
            out.push(Margin {
                rule: Self::ABOUT.code,
                site,
                measured: radius,
                required: inset + (reach - inset).scale(1.0 / leather.figure("pucker")),
                at_most: false,
                unit: Unit::Length,
                guess: leather.is_guess("pucker"),
            });
        });
    }
}

/// Least flat web between two flanges, mm.
const LEAST_WEB: f64 = 2.0;

/// Between its bends a gusset is still a wall.
#[derive(Debug)]
pub(super) struct WebWidth;

impl Rule for WebWidth {
    const ABOUT: About = About {
        code: "web-width",
        title: "the gusset has a wall between its two bends",
        reason: "Two bends that meet leave no wall: the bag is as deep as its flanges and cannot be set up.",
        source: "guess: 2 mm flat between the bends",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (index, strip) in bag.frame.strips.iter().enumerate() {
            if !bag.has_flange(index, 0) && !bag.has_flange(index, 1) {
                continue;
            }
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: Site::Strip(index),
                measured: strip.web,
                required: S::constant(LEAST_WEB),
                at_most: false,
                unit: Unit::Length,
                guess: true,
            });
        }
    }
}
