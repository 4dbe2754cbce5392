//! The bag closes: panels that are reached on two ways stand in one place, seams do not run against each other.

use crate::check::{About, Bag, Margin, Rule, Site};
use crate::geom::Scalar;
use crate::pose::{Joint, Twist};
use crate::units::Unit;

fn site(by: Joint) -> Site {
    match by {
        Joint::Fold(fold) => Site::Fold(fold),
        Joint::Strip(strip) => Site::Strip(strip),
        Joint::Seam { row, side, .. } => Site::Side(row, side),
    }
}

/// A ring of panels closes.
#[derive(Debug)]
pub(super) struct PoseOpen;

impl Rule for PoseOpen {
    const ABOUT: About = About {
        code: "pose-open",
        title: "what is folded and sewn all the way round closes",
        reason: "A panel that is reached over two ways must stand in one place: a base a few millimetres too deep leaves \
                 a gap that no stitching closes. Measured in the rigidly folded bag, at the ends of the joint that closes \
                 the ring.",
        source: "guess: 2 mm and a twentieth of the joint's length give way in leather",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for ring in &bag.pose.loops {
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: site(ring.by),
                measured: ring.gap,
                required: ring.allowed,
                at_most: true,
                unit: Unit::Length,
                guess: true,
            });
        }
    }
}

/// The sides of a seam run the same way.
#[derive(Debug)]
pub(super) struct SeamTwisted;

impl Rule for SeamTwisted {
    const ABOUT: About = About {
        code: "seam-twisted",
        title: "both sides of a seam run the same way in the standing bag",
        reason: "Where a panel is drawn from behind, its left may be sewn to the other's right: the holes agree in number \
                 and the bag comes out turned over. The cosine between both sides as they are walked tells.",
        source: "geometry of the folded bag",
    };

    fn margins<S: Scalar>(bag: &Bag<'_, S>, out: &mut Vec<Margin<S>>) {
        for twist in &bag.pose.twists {
            out.push(Margin {
                rule: Self::ABOUT.code,
                site: site(twist.by),
                measured: twist.along,
                required: S::constant(Twist::<S>::LEAST),
                at_most: false,
                unit: Unit::Number,
                guess: false,
            });
        }
    }
}
