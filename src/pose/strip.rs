//! Across a strip: the panel on its other side, parallel, anchor opposite anchor.

use crate::frame::Frame;
use crate::geom::Scalar;
use crate::style::bound::{Anchor, Bound, Row};

use super::seam;
use super::stand::{Hinge, Spot};
use super::walk::{Walk, quotient, share_of, spot};

/// The spots of the panel a strip follows and of the one it meets: its anchors for the middle, w = ½, and shares of its
/// chains elsewhere.
pub(super) fn spots<S: Scalar>(
    bound: &Bound,
    frame: &Frame<S>,
    index: usize,
    w: f64,
) -> Option<[Spot<S>; 2]> {
    let strip = bound.strips.get(index)?;
    let [along, to] = [&strip.along, strip.to.as_ref()?].map(|chain| Walk::of(frame, chain));
    if w != 0.5 {
        let w = S::constant(w);
        return Some([along.spot(frame, w)?, to.spot(frame, w)?]);
    }
    let row = strip.sides[1].row.and_then(|row| bound.rows.get(row));
    let middle = S::constant(if strip.closed { 0.0 } else { 0.5 });
    let Some(row) = row else {
        return Some([along.spot(frame, middle)?, to.spot(frame, middle)?]);
    };
    let far = row.sides.iter().position(|side| side.strip.is_none())?;
    let own = row.sides.iter().position(|side| side.strip.is_some());
    let near = match own.and_then(|own| row.anchor.get(own)) {
        Some(Anchor::Strip(_, panel, edge, share)) => {
            spot(frame, *panel, *edge, S::constant(*share))
        }
        Some(Anchor::Share(share)) => {
            let against = own.is_some_and(|own| !runs_with(row, own));
            let share = if against { 1.0 - share } else { *share };
            along.spot(frame, S::constant(share))
        }
        Some(Anchor::Edge(panel, edge, share)) => {
            let u = on_part(bound, frame, index, *panel, *edge, S::constant(*share))?;
            along.spot(frame, u)
        }
        Some(Anchor::Point(point) | Anchor::StripPoint(_, point)) => {
            let point = frame.points.get(*point)?;
            let share = share_of(frame, point)?;
            let u = on_part(bound, frame, index, point.panel, point.edge, share)?;
            along.spot(frame, u)
        }
        None => along.spot(frame, middle),
    };
    Some([near?, seam::anchor(frame, row, far)?])
}

/// The share of a strip's length at a share of an edge of one of its parts.
fn on_part<S: Scalar>(
    bound: &Bound,
    frame: &Frame<S>,
    index: usize,
    panel: usize,
    edge: usize,
    share: S,
) -> Option<S> {
    let part = bound.strips.get(index)?.parts.iter().position(|part| part.panel == panel)?;
    let strip = frame.strips.get(index)?;
    let [from, to] = *strip.parts.get(part)?;
    // Edges of a part: b runs with u, end, a runs against it, start.
    let u = match edge {
        0 => from + (to - from) * share,
        1 => to,
        2 => to - (to - from) * share,
        _ => from,
    };
    Some(quotient(u, strip.length))
}

/// True if a side of a row, a side of a strip, is walked as the strip's u runs.
pub(super) fn runs_with(row: &Row, side: usize) -> bool {
    let Some(side) = row.sides.get(side) else { return true };
    let reversed = side.chain.stretches.first().is_some_and(|stretch| stretch.reversed);
    match side.strip {
        Some((_, true)) => !reversed,
        Some((_, false)) => reversed,
        None => true,
    }
}

/// Where the panel beyond a strip hangs: the follower is flared outward, seen from it the followed inward.
pub(super) fn beyond<S: Scalar>(
    frame: &Frame<S>,
    index: usize,
    from: usize,
    hinge: &Hinge<S>,
) -> Option<Hinge<S>> {
    let strip = frame.strips.get(index)?;
    let flare = flare(strip.slope, strip.width);
    Some(hinge.facing(strip.width, if from == 0 { flare } else { -flare }))
}

/// How far a wall of that slope (its sine) leans out over its standing height.
pub(super) fn flare<S: Scalar>(slope: S, height: S) -> S {
    let cos = (S::constant(1.0) - slope.squared()).max(S::constant(1e-9)).sqrt();
    height * slope / cos
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Point;
    use crate::pose::Stand;
    use approx::assert_relative_eq;

    #[test]
    fn the_back_of_a_gusset_faces_the_front_at_its_width() {
        let middle =
            |y: f64| Spot { panel: 0, point: Point::new(0.0, y), tangent: Point::new(1.0, 0.0) };
        let front: Stand = Stand::flat();
        let across = Hinge::of(&front, &middle(0.0)).facing(18.0, 0.0);
        for (through, sign) in [(true, 1.0), (false, -1.0)] {
            let back = across.hang(&middle(3.0), through);
            let p = back.point(Point::new(10.0, 5.0));
            assert_relative_eq!(p.x, 10.0 * sign, epsilon = 1e-12);
            assert_relative_eq!(p.y, 2.0, epsilon = 1e-12);
            assert_relative_eq!(p.z, -18.0, epsilon = 1e-12);
            assert_relative_eq!(back.out.z, -1.0, epsilon = 1e-12);
        }
        let wider = Hinge::of(&front, &middle(0.0)).facing(18.0, 4.0);
        assert_relative_eq!(wider.at.y, -4.0, epsilon = 1e-12);
        assert_relative_eq!(flare(0.6, 8.0), 6.0, epsilon = 1e-12);
    }
}
