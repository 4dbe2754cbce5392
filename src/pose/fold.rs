//! Across a fold: the common edge of two panels of one leather.

use crate::frame::Frame;
use crate::geom::Scalar;

use super::stand::Spot;
use super::walk;

/// The spots that lie on each other at a share of the folded edges; their sharp outside corners meet.
pub(super) fn spots<S: Scalar>(
    frame: &Frame<S>,
    join: [(usize, usize); 2],
    same_view: bool,
    w: f64,
) -> Option<[Spot<S>; 2]> {
    let spot = |(panel, edge): (usize, usize), w: f64| {
        let [a, b] = walk::line(frame, panel, edge)?;
        Some(Spot { panel, point: a.lerp(b, S::constant(w)), tangent: (b - a).normalized() })
    };
    // Drawn from the same side, the other outline runs along the common edge the other way.
    let other = if same_view { 1.0 - w } else { w };
    Some([spot(join[0], w)?, spot(join[1], other)?])
}

#[cfg(test)]
mod tests {
    use core::f64::consts::PI;

    use crate::geom::{Point, Vec2};
    use crate::pose::stand::{Hinge, Spot};
    use crate::pose::{Stand, Vec3};
    use approx::assert_relative_eq;

    /// Middle of the edges of a rectangle about (0, h/2): base, right, top, left.
    fn edge(w: f64, h: f64, side: usize) -> Spot<f64> {
        let (point, tangent) = [
            ((0.0, 0.0), (1.0, 0.0)),
            ((w / 2.0, h / 2.0), (0.0, 1.0)),
            ((0.0, h), (-1.0, 0.0)),
            ((-w / 2.0, h / 2.0), (0.0, -1.0)),
        ][side];
        let at = |(x, y)| Point::new(x, y);
        Spot { panel: 0, point: at(point), tangent: at(tangent) }
    }

    fn ring(count: u32, through: impl Fn(u32) -> bool) -> (Stand, Stand) {
        let first: Stand = Stand::flat();
        let mut stand = first;
        for step in 0..count {
            // Drawn through the bag, the panel's left is where its right is seen on the grain.
            let leave = if through(step) { 3 } else { 1 };
            let enter = if through((step + 1) % count) { 1 } else { 3 };
            let turned =
                Hinge::of(&stand, &edge(10.0, 7.0, leave)).turned(2.0 * PI / f64::from(count));
            stand = turned.hang(&edge(10.0, 7.0, enter), through((step + 1) % count));
        }
        (first, stand)
    }

    #[test]
    fn rings_of_walls_close_whichever_side_they_are_drawn_from() {
        for count in [3, 4, 5, 8] {
            for view in [|_| false, |k: u32| k % 2 == 1, |k: u32| k == 2] {
                let (first, last) = ring(count, view);
                for p in [Point::new(5.0, 0.0), Point::new(-5.0, 7.0)] {
                    assert_relative_eq!(
                        (first.point(p) - last.point(p)).norm(),
                        0.0,
                        epsilon = 1e-12
                    );
                }
                assert_relative_eq!(first.out.dot(last.out), 1.0, epsilon = 1e-12);
            }
        }
        // Four folds of 72 degrees are one short.
        let mut stand: Stand = Stand::flat();
        for _ in 0..4 {
            stand = Hinge::of(&stand, &edge(10.0, 7.0, 1))
                .turned(0.4 * PI)
                .hang(&edge(10.0, 7.0, 3), false);
        }
        let gap = stand.point(Point::new(5.0, 3.0)) - Vec3::new(-5.0, 3.0, 0.0);
        assert_relative_eq!(gap.norm(), 0.0, epsilon = 1e-12);
    }

    #[test]
    fn a_back_folded_from_a_base_has_its_left_on_the_bags_left() {
        let front: Stand = Stand::flat();
        let base = Hinge::of(&front, &edge(40.0, 30.0, 0)).turned(PI / 2.0);
        let base = base.hang(&edge(40.0, 12.0, 2), false);
        assert_relative_eq!(base.out.y, -1.0, epsilon = 1e-12);
        assert_relative_eq!(base.right.x, 1.0, epsilon = 1e-12);
        let back = Hinge::of(&base, &edge(40.0, 12.0, 0)).turned(PI / 2.0);
        let back = back.hang(&edge(40.0, 30.0, 0), true);
        assert_relative_eq!(back.out.z, -1.0, epsilon = 1e-12);
        let p = back.point(Vec2::new(-20.0, 30.0));
        assert_relative_eq!((p - Vec3::new(-20.0, 30.0, -12.0)).norm(), 0.0, epsilon = 1e-12);
        // The hand of every drawing is kept.
        assert_relative_eq!(base.right.cross(base.up).dot(base.out), 1.0, epsilon = 1e-12);
        assert_relative_eq!(back.right.cross(back.up).dot(back.out), -1.0, epsilon = 1e-12);
    }
}
