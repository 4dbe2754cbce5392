//! The shape of a line of text: closed contours of lines and Bézier curves.

use crate::geom::Point;

/// What a glyph's outline is drawn with; coordinates are in millimetres, y up, the baseline starting at the origin.
pub trait Pen {
    /// Starts a contour.
    fn move_to(&mut self, to: Point);
    /// A straight line.
    fn line_to(&mut self, to: Point);
    /// A quadratic Bézier curve with one control point.
    fn quad_to(&mut self, control: Point, to: Point);
    /// A cubic Bézier curve with two control points.
    fn cubic_to(&mut self, first: Point, second: Point, to: Point);
    /// Ends the contour with a straight line to its start.
    fn close(&mut self);
}

/// One part of a contour, from where the one before ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// A straight line to a point.
    Line(Point),
    /// A quadratic Bézier curve: control point, end.
    Quad(Point, Point),
    /// A cubic Bézier curve: two control points, end.
    Cubic(Point, Point, Point),
}

/// A closed contour; insides follow the nonzero rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Contour {
    /// Where it starts and ends.
    pub start: Point,
    /// Its parts, in order; the last may end before the start, a line then closes it.
    pub curves: Vec<Curve>,
}

/// A pen that collects contours.
#[derive(Debug, Default)]
pub(super) struct Collector {
    pub(super) contours: Vec<Contour>,
}

impl Collector {
    fn push(&mut self, curve: Curve) {
        if let Some(contour) = self.contours.last_mut() {
            contour.curves.push(curve);
        }
    }
}

impl Pen for Collector {
    fn move_to(&mut self, to: Point) {
        self.contours.push(Contour { start: to, curves: Vec::new() });
    }
    fn line_to(&mut self, to: Point) {
        self.push(Curve::Line(to));
    }
    fn quad_to(&mut self, control: Point, to: Point) {
        self.push(Curve::Quad(control, to));
    }
    fn cubic_to(&mut self, first: Point, second: Point, to: Point) {
        self.push(Curve::Cubic(first, second, to));
    }
    fn close(&mut self) {}
}

/// Hands a glyph in font units on to a pen in millimetres, set at `x` along the baseline.
pub(super) struct Setter<'a, P> {
    pub(super) pen: &'a mut P,
    pub(super) x: f64,
    pub(super) scale: f64,
}

impl<P> Setter<'_, P> {
    fn at(&self, x: f32, y: f32) -> Point {
        Point::new(self.x + f64::from(x) * self.scale, f64::from(y) * self.scale)
    }
}

impl<P: Pen> ttf_parser::OutlineBuilder for Setter<'_, P> {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.pen.move_to(to);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.pen.line_to(to);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.at(x1, y1), self.at(x, y));
        self.pen.quad_to(control, to);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second, to) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.pen.cubic_to(first, second, to);
    }
    fn close(&mut self) {
        self.pen.close();
    }
}
