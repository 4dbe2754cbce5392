//! Uniform insets of a contour: what lies at least so far inside.

use super::{Contour, Point, Segment, crossings};

/// A piece is kept if the outline is as far from it as was asked for, to this, mm.
const EXACT: f64 = 1e-9;
/// Ends closer than this, mm, are joined: tangent arcs are known to cross no better.
const JOINED: f64 = 1e-5;
/// Looking this far to the left, mm, tells whether there is anything inside.
const INSIDE: f64 = 1e-5;
/// Smaller shapes, mm², are the rounding of nothing.
const NOTHING: f64 = 1e-7;

impl Contour {
    /// The outlines of all points that lie at least `d` mm inside: stiffeners. Several where the shape falls apart, none
    /// where it vanishes; in the order in which the outline first comes by.
    ///
    /// Exact: lines stay lines, arcs keep their centers, a corner that turns to the right is gone round in an arc of radius
    /// `d`. For a negative `d` the outline of all points at most −d outside, convex corners rounded, holes filled.
    #[must_use]
    pub fn inset(&self, d: f64) -> Vec<Self> {
        if d == 0.0 || !d.is_finite() {
            return if d == 0.0 { vec![self.clone()] } else { Vec::new() };
        }
        let raw = shifted(self.segments(), d);
        let boxes: Vec<(Point, Point)> = raw.iter().map(Segment::bounds).collect();
        let mut kept = Vec::new();
        for (index, piece) in raw.iter().enumerate() {
            let mut cuts = vec![0.0, 1.0];
            for (other, with) in raw.iter().enumerate() {
                if other != index && overlap(boxes.get(index), boxes.get(other)) {
                    cuts.extend(crossings(piece, with).iter().map(|crossing| crossing.first));
                }
            }
            cuts.sort_by(f64::total_cmp);
            // Two cuts nearer to each other than the joining distance are one.
            let least = 0.5 * JOINED / piece.length();
            let mut from = 0.0;
            for to in cuts.into_iter().skip(1) {
                if to - from <= least {
                    continue;
                }
                let part = piece.part(from, to);
                from = to;
                if self.keeps(&part, d) {
                    kept.push(part);
                }
            }
        }
        loops(kept)
    }

    /// True if nothing of the outline is nearer to a piece of offset than `d`, and there is more inside on its left.
    fn keeps(&self, part: &Segment, d: f64) -> bool {
        let (middle, left) = (part.point(0.5), part.tangent(0.5).left());
        let reach = INSIDE.min(0.1 * part.length());
        (self.distance(middle) - d).abs() <= EXACT && self.distance(middle + left * reach) > d
    }
}

/// Every segment shifted to the left by `d`, and arcs about the corners where that leaves a gap.
fn shifted(segments: &[Segment], d: f64) -> Vec<Segment> {
    let mut raw = Vec::with_capacity(2 * segments.len());
    for (segment, next) in segments.iter().zip(segments.iter().cycle().skip(1)) {
        let curvature = segment.circle().map_or(0.0, |(_, radius)| {
            if segment.bulge > 0.0 { 1.0 / radius } else { -1.0 / radius }
        });
        // Beyond its center nothing of an arc is left.
        if curvature * d < 1.0 - EXACT {
            raw.push(segment.shifted_left(d));
        }
        let (u, v) = (segment.tangent(1.0), next.tangent(0.0));
        let turn = libm::atan2(u.cross(v), u.dot(v));
        if turn * d < 0.0 && turn.abs() > 1e-9 {
            let (a, b) = (segment.b + u.left() * d, segment.b + v.left() * d);
            raw.push(Segment::arc(a, b, libm::tan(0.25 * turn)));
        }
    }
    raw.retain(|segment| segment.chord() > EXACT);
    raw
}

fn overlap(one: Option<&(Point, Point)>, two: Option<&(Point, Point)>) -> bool {
    let (Some((lo, hi)), Some((low, high))) = (one, two) else { return true };
    let far = |a: f64, b: f64| a > b + JOINED;
    !(far(lo.x, high.x) || far(low.x, hi.x) || far(lo.y, high.y) || far(low.y, hi.y))
}

/// Joins pieces to contours; where several go on, the one that keeps to the same inside, which is the leftmost.
fn loops(mut pieces: Vec<Segment>) -> Vec<Contour> {
    let mut found = Vec::new();
    while !pieces.is_empty() {
        let first = pieces.remove(0);
        let mut line = vec![first];
        let mut last = first;
        while (last.b - first.a).norm() > JOINED {
            let along = last.tangent(1.0);
            let turn = |piece: &Segment| {
                let next = piece.tangent(0.0);
                let turn = libm::atan2(along.cross(next), along.dot(next));
                // Straight back is to the left: there two insides touch.
                if turn < 1e-6 - core::f64::consts::PI { -turn } else { turn }
            };
            let next = pieces
                .iter()
                .enumerate()
                .filter(|(_, piece)| (piece.a - last.b).norm() <= JOINED)
                .max_by(|(_, one), (_, two)| turn(one).total_cmp(&turn(two)))
                .map(|(index, _)| index);
            let Some(next) = next else { break };
            last = Segment { a: last.b, ..pieces.remove(next) };
            line.push(last);
        }
        if let Some(end) = line.last_mut() {
            if (end.b - first.a).norm() > JOINED {
                continue;
            }
            end.b = first.a;
        }
        found.extend(Contour::new(line).ok().filter(|contour| contour.area() > NOTHING));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{Motion, fillet};
    use approx::assert_relative_eq;
    use core::f64::consts::PI;
    use proptest::prelude::*;

    fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }
    fn polygon(points: &[(f64, f64)]) -> Contour {
        let next = points.iter().cycle().skip(1);
        let line = |(a, b): (&(f64, f64), &(f64, f64))| Segment::line(p(a.0, a.1), p(b.0, b.1));
        Contour::new(points.iter().zip(next).map(line).collect()).unwrap()
    }
    /// A polygon with every corner rounded.
    fn rounded(points: &[(f64, f64)], radius: f64) -> Contour {
        let sharp = polygon(points);
        let sides = sharp.segments();
        let count = sides.len();
        let arcs: Vec<_> =
            (0..count).map(|k| fillet(&sides[k], &sides[(k + 1) % count], radius)).collect();
        let mut line = Vec::new();
        for (k, side) in sides.iter().enumerate() {
            line.push(side.part(arcs[(k + count - 1) % count].cut_second, arcs[k].cut_first));
            line.push(arcs[k].arc);
        }
        Contour::new(line).unwrap()
    }
    /// Area and length of all insets, the same from whichever segment on and mirrored.
    fn measured(contour: &Contour, d: f64) -> (usize, f64, f64) {
        let measure = |contour: &Contour| {
            let inside = contour.inset(d);
            let area: f64 = inside.iter().map(Contour::area).sum();
            (inside.len(), area, inside.iter().map(Contour::length).sum::<f64>())
        };
        let (count, area, length) = measure(contour);
        let mut told: Vec<Contour> = (1..contour.segments().len())
            .map(|start| {
                let mut segments = contour.segments().to_vec();
                segments.rotate_left(start);
                Contour::new(segments).unwrap()
            })
            .collect();
        told.push(contour.moved(&Motion::MIRROR));
        told.push(contour.moved(&Motion::turn_shift(0.8, p(40.0, -9.0))));
        for other in &told {
            let (theirs, their_area, their_length) = measure(other);
            assert_eq!(count, theirs, "as many parts at {d}");
            assert!((area - their_area).abs() < 1e-6, "{area} is not {their_area} at {d}");
            assert!((length - their_length).abs() < 1e-6, "{length} is not {their_length} at {d}");
        }
        (count, area, length)
    }

    /// Steiner: as long as no radius is used up, L − 2πd and A − Ld + πd².
    #[test]
    fn insets_of_rounded_contours_follow_steiner() {
        let shapes = [
            rounded(&[(0.0, 0.0), (60.0, 0.0), (52.0, 45.0), (8.0, 45.0)], 9.0),
            rounded(
                &[(0.0, 0.0), (50.0, 0.0), (50.0, 20.0), (22.0, 20.0), (22.0, 50.0), (0.0, 50.0)],
                7.0,
            ),
        ];
        for shape in &shapes {
            for d in [-6.0, -0.5, 0.3, 2.0, 6.9] {
                let (count, area, length) = measured(shape, d);
                assert_eq!(count, 1, "one shape at {d}");
                assert_relative_eq!(length, shape.length() - 2.0 * PI * d, epsilon = 1e-8);
                let expected = shape.area() - shape.length() * d + PI * d * d;
                assert_relative_eq!(area, expected, epsilon = 1e-7);
            }
        }
    }

    #[test]
    fn polygons_are_exact_split_and_vanish() {
        let square = polygon(&[(0.0, 0.0), (40.0, 0.0), (40.0, 30.0), (0.0, 30.0)]);
        assert_relative_eq!(measured(&square, 5.0).1, 600.0, epsilon = 1e-9);
        assert_eq!(square.inset(5.0)[0].segments().len(), 4, "four lines");
        assert!(square.inset(15.0).is_empty() && square.inset(99.0).is_empty(), "vanished");
        assert_relative_eq!(measured(&square, -2.0).1, 1480.0 + 4.0 * PI, epsilon = 1e-9);
        // A dumbbell with a neck 6 wide: the insides of two squares of 20.
        let dumbbell = polygon(&[
            (0.0, 0.0),
            (20.0, 0.0),
            (20.0, 7.0),
            (30.0, 7.0),
            (30.0, 0.0),
            (50.0, 0.0),
            (50.0, 20.0),
            (30.0, 20.0),
            (30.0, 13.0),
            (20.0, 13.0),
            (20.0, 20.0),
            (0.0, 20.0),
        ]);
        let (count, area, _) = measured(&dumbbell, 4.0);
        assert_eq!(count, 2, "it falls apart");
        assert_relative_eq!(area, 2.0 * (144.0 + neck(4.0, 3.0)), epsilon = 1e-6);
        assert_eq!(measured(&dumbbell, 2.0).0, 1, "it holds together");
        assert_eq!(measured(&dumbbell, 3.0).0, 2, "the neck is used up exactly");
        // Two insides that touch in a point are two.
        let waist = polygon(&[
            (0.0, 0.0),
            (20.0, 7.0),
            (40.0, 0.0),
            (40.0, 20.0),
            (20.0, 13.0),
            (0.0, 20.0),
        ]);
        assert_eq!(measured(&waist, 3.0).0, 2, "they touch");
        // An L: the inner corner is gone round.
        let ell = polygon(&[
            (0.0, 0.0),
            (40.0, 0.0),
            (40.0, 15.0),
            (15.0, 15.0),
            (15.0, 40.0),
            (0.0, 40.0),
        ]);
        let d = 3.0;
        let sharp = 34.0 * 9.0 + 9.0 * 25.0;
        let lost = d * d - 0.25 * PI * d * d;
        assert_relative_eq!(measured(&ell, d).1, sharp + lost, epsilon = 1e-9);
    }

    /// What lies beyond the side of an inset square towards a neck of half width `half`: between two arcs of radius `d`
    /// about its corners.
    fn neck(d: f64, half: f64) -> f64 {
        // Summed in slices, as wide as the arcs leave them.
        let steps = 200_000_u32;
        let deep = d - libm::sqrt(d * d - half * half);
        let dx = deep / f64::from(steps);
        (0..steps)
            .map(|k| {
                let x = (f64::from(k) + 0.5) * dx;
                2.0 * (half - libm::sqrt(d * d - (d - x) * (d - x))) * dx
            })
            .sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Every point of an inset lies at its distance, and insets one after the other are one inset.
        #[test]
        fn insets_lie_at_their_distance(
            width in 20.0..80.0_f64, height in 20.0..60.0_f64, notch in 3.0..12.0_f64,
            radius in 0.5..3.0_f64, d in 0.3..8.0_f64,
        ) {
            let middle = 0.5 * width;
            let shape = rounded(&[
                (0.0, 0.0), (width, 0.0), (width, height), (middle + 4.0, height),
                (middle, height - notch), (middle - 4.0, height), (0.0, height),
            ], 0.3 * radius);
            let inside = shape.inset(d);
            for part in &inside {
                for segment in part.segments() {
                    for share in [0.0, 0.37, 0.8] {
                        let off = shape.distance(segment.point(share));
                        prop_assert!((off - d).abs() < 1e-6, "{off} for {d}");
                    }
                }
            }
            let area = |all: &[Contour]| all.iter().map(Contour::area).sum::<f64>();
            let twice: Vec<Contour> =
                shape.inset(0.4 * d).iter().flat_map(|part| part.inset(0.6 * d)).collect();
            prop_assert!((area(&inside) - area(&twice)).abs() < 1e-6, "in two steps");
            measured(&shape, d);
        }
    }
}
