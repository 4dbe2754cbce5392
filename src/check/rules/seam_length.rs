//! What is sewn together is equally long.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::frame::{SideFrame, StitchLine};
use crate::geom::Scalar;
use crate::style::bound::{Construction, Fit, Row, Side};
use crate::units::Unit;

/// Two stitch lines may differ by this and still be eased in by hand, mm.
const EASE: f64 = 0.05;

/// The stitch lines of a seam's sides are equal.
#[derive(Debug)]
pub(super) struct SeamLength;

/// How far the length of a butted strip is from the surface it stands on, measured in the middle of the strip; nothing
/// for what is no straight strip.
fn butted<S: Scalar>(bag: &Bag<'_, S>, row: usize, side: usize) -> Option<S> {
    let of = &bag.structure.bound.rows[row].sides[side];
    let (strip, far) = of.strip?;
    let (bound, numbers) = (&bag.structure.bound.strips[strip], &bag.frame.strips[strip]);
    if bound.flare.is_some() {
        return None;
    }
    let followed = if far { bound.to.as_ref()? } else { &bound.along };
    let leather = bag.structure.strip_leather(strip);
    let (t, k) = (leather.figure("t"), leather.figure("k"));
    let middle = if bound.sides[usize::from(far)].covers { -k * t } else { (1.0 - k) * t };
    let line = StitchLine::of(&bag.frame, followed, S::constant(middle));
    Some(numbers.length - line.length)
}

impl SeamLength {
    fn push<S: Scalar>(out: &mut Vec<Margin<S>>, site: Site, apart: S) {
        out.push(Margin {
            rule: Self::ABOUT.code,
            site,
            measured: apart.abs(),
            required: S::constant(EASE),
            at_most: true,
            unit: Unit::Length,
            guess: true,
        });
    }

    /// An edge stands on a surface: the strip against what it follows, or single edges against each other.
    fn butt<S: Scalar>(bag: &Bag<'_, S>, row: usize, bound: &Row, out: &mut Vec<Margin<S>>) {
        let sides = &bag.frame.rows[row].sides;
        let single = bound.sides.iter().all(|side| side.chain.edges().count() == 1);
        let strips = bound.sides.iter().any(|side| side.strip.is_some());
        for side in 0..sides.len() {
            if let Some(apart) = butted(bag, row, side) {
                Self::push(out, Site::Side(row, side), apart);
            } else if single && !strips && side != bound.lead {
                let Some(lead) = sides.get(bound.lead) else { continue };
                Self::push(out, Site::Side(row, side), sides[side].length - lead.length);
            }
        }
    }

    /// Side 0 is eased in by a share.
    fn ease<S: Scalar>(row: usize, lengths: &[S], (lo, hi): (f64, f64), out: &mut Vec<Margin<S>>) {
        let Some(first) = lengths.first() else { return };
        for (side, other) in lengths.iter().enumerate().skip(1) {
            let fuller = (*other / *first).plus(-1.0);
            for (limit, at_most) in [(lo, false), (hi, true)] {
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Side(row, side),
                    measured: fuller,
                    required: S::constant(limit),
                    at_most,
                    unit: Unit::Number,
                    guess: false,
                });
            }
        }
    }
}

impl Rule for SeamLength {
    const ABOUT: About = About {
        code: "seam-length",
        title: "both sides of a seam are equally long on the stitch line",
        reason: "Holes meet one by one, so that a longer side puckers or runs past the other's end. Stitch lines are \
                 compared, never cut edges: around a corner they differ by inset times turning. A side that is eased in \
                 is longer by the share the style says; a butted strip is measured in the middle of its thickness.",
        source: "creativitycats.blogspot.com/2014/02/drawstring-pouch.html (a circle that did not fit); 0.05 mm a guess",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (row, (bound, numbers)) in
            bag.structure.bound.rows.iter().zip(&bag.frame.rows).enumerate()
        {
            // Leather fills a channel with its net line: its stitches lie deeper.
            let channel = bound.construction == Construction::Channel;
            let length = |side: &SideFrame<S>| {
                if channel && !side.line.parts.is_empty() { side.line.net() } else { side.length }
            };
            let lengths: Vec<S> = numbers.sides.iter().map(length).collect();
            match bound.fit {
                Fit::Shorter => {}
                Fit::Equal if bound.construction == Construction::Butt => {
                    Self::butt(bag, row, bound, out);
                }
                Fit::Equal => {
                    let Some(lead) = lengths.get(bound.lead).copied() else { continue };
                    let others = lengths.iter().enumerate();
                    for (side, other) in others.filter(|(side, _)| *side != bound.lead) {
                        Self::push(out, Site::Side(row, side), *other - lead);
                    }
                }
                Fit::Ease(lo, hi) => Self::ease(row, &lengths, (lo, hi), out),
            }
        }
    }
}

/// Corners of two flat panels that are sewn together may lie apart by this on the stitch line, mm: a guess of the plan.
const APART: f64 = 0.5;

/// Two flat panels sewn edge to edge turn at the same places.
#[derive(Debug)]
pub(super) struct CornerMismatch;

/// Along a side: where it bends anew, from the start of what is sewn.
fn joints<S: Scalar>(bag: &Bag<'_, S>, row: usize, side: usize) -> Vec<S> {
    let numbers = &bag.frame.rows[row].sides[side];
    let line = &numbers.line;
    let mut at = -line.offset() - numbers.start;
    let mut joints = Vec::with_capacity(line.parts.len());
    for pair in line.parts.windows(2) {
        at = at + pair[0].length();
        let [before, after] = [&pair[0], &pair[1]].map(|part| line.net_segment(&bag.frame, part));
        let turn = before.tangent(S::constant(1.0)).cross(after.tangent(S::zero()));
        // An edge cut into named lengths, or an arc in parts, goes on as it was.
        let on = before.is_line() && after.is_line() && turn.value().abs() < 1e-9;
        if !on {
            joints.push(at / numbers.ratio);
        }
    }
    joints
}

/// True if a side is one whole walk over the edges of one panel that is no strip.
fn is_flat(side: &Side) -> bool {
    let whole = |stretch: &crate::style::bound::Stretch| stretch.head == 0.0 && stretch.tail == 1.0;
    let chain = &side.chain;
    side.strip.is_none()
        && matches!(chain.stretches.as_slice(), [stretch] if whole(stretch))
        && chain.from.is_none()
        && chain.to.is_none()
}

impl Rule for CornerMismatch {
    const ABOUT: About = About {
        code: "corner-mismatch",
        title: "two panels sewn edge on edge turn at the same places",
        reason: "Stitch lines of equal length are not enough: where one panel turns its corner and the other runs on, \
                 flat leather cannot follow.",
        source: "guess: 0.5 mm on the stitch line",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for (row, (bound, numbers)) in
            bag.structure.bound.rows.iter().zip(&bag.frame.rows).enumerate()
        {
            // What lies on another leather, stands on it or is eased in need not turn with it.
            let edge_on_edge =
                !matches!(bound.construction, Construction::Lap | Construction::Butt);
            let eased = matches!(bound.fit, Fit::Ease(..));
            let Some(lead_side) = bound.sides.get(bound.lead).filter(|side| is_flat(side)) else {
                continue;
            };
            if !edge_on_edge || eased || bound.sides.len() < 2 {
                continue;
            }
            let lead = joints(bag, row, bound.lead);
            for (side, of) in bound.sides.iter().enumerate() {
                let alike = of.inset.is_some() == lead_side.inset.is_some();
                if side == bound.lead || !is_flat(of) || !alike {
                    continue;
                }
                let other = joints(bag, row, side);
                // Another number of corners is another shape altogether.
                let apart = if other.len() == lead.len() {
                    other.iter().zip(&lead).map(|(a, b)| (*a - *b).abs()).reduce(Scalar::max)
                } else {
                    Some(numbers.sewn)
                };
                out.push(Margin {
                    rule: Self::ABOUT.code,
                    site: Site::Side(row, side),
                    measured: apart.unwrap_or_else(S::zero),
                    required: S::constant(APART),
                    at_most: true,
                    unit: Unit::Length,
                    guess: true,
                });
            }
        }
    }
}
