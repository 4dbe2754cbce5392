//! Shapes to try: random ones in a fixed order, and points along them.

use microbag::geom::{Contour, Point, Segment};

/// Numbers from 0 to 1 in a fixed order that looks like none.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }
    pub(crate) fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 33).unwrap_or(0)) / f64::from(1_u32 << 31)
    }
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }
    /// A whole number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let share = self.next();
        (0..end)
            .take_while(|k| {
                f64::from(u32::try_from(*k).unwrap_or(0))
                    <= share * f64::from(u32::try_from(end).unwrap_or(0))
            })
            .count()
            - 1
    }
    /// A contour of lines and arcs round the origin, some 20 to 80 mm wide.
    pub(crate) fn contour(&mut self) -> Contour {
        loop {
            let count = 3 + u32::try_from(self.below(8)).unwrap_or(0);
            let corners: Vec<Point> = (0..count)
                .map(|k| {
                    let angle = (f64::from(k) + 0.8 * self.next()) * core::f64::consts::TAU
                        / f64::from(count);
                    Point::unit(angle) * self.between(10.0, 40.0)
                })
                .collect();
            let line = corners
                .iter()
                .zip(corners.iter().cycle().skip(1))
                .map(|(a, b)| {
                    let bulge = if self.next() < 0.4 { 0.0 } else { self.between(-0.6, 0.9) };
                    Segment::arc(*a, *b, bulge)
                })
                .collect();
            if let Ok(contour) = Contour::new(line) {
                return contour;
            }
        }
    }
}

/// Corners of a polygon along closed segments, leaving arcs by less than a thousandth of a millimetre.
pub(crate) fn polygon(segments: &[Segment]) -> Vec<[f64; 2]> {
    let mut corners = Vec::new();
    for segment in segments {
        let steps = if segment.is_line() { 1 } else { 200 };
        for k in 0..steps {
            let at = segment.point(f64::from(k) / f64::from(steps));
            corners.push([at.x, at.y]);
        }
    }
    corners
}
