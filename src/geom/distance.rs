//! Exact distances of points and segments.

use super::{Point, Segment};

impl Segment {
    /// Where the segment is nearest to `p`: share of the length (0..1) and distance, mm. Of two ends equally near the
    /// first counts.
    pub fn nearest(&self, p: Point) -> (f64, f64) {
        let (share, off) = self.foot(p);
        if share > 0.0 && share < 1.0 {
            return (share, off.abs());
        }
        let (a, b) = ((p - self.a).norm(), (p - self.b).norm());
        if b < a { (1.0, b) } else { (0.0, a) }
    }
}
