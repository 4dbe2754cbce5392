//! A small reader of page contents: paths in millimetres on paper, through every matrix on the way.
#![allow(dead_code, reason = "each test file uses its part")]

use lopdf::content::Content;
use lopdf::{Document, Object};

/// One painted path, mm on paper.
#[derive(Debug, Clone, Default)]
pub(crate) struct Painted {
    /// Layer it lies in.
    pub(crate) layer: String,
    /// Points on the path (ends only) in order.
    pub(crate) points: Vec<(f64, f64)>,
    /// Cubics: start, two handles, end.
    pub(crate) cubics: Vec<[(f64, f64); 4]>,
    pub(crate) closed: bool,
    /// Line width, mm.
    pub(crate) width: f64,
    pub(crate) color: Vec<f32>,
    pub(crate) dashes: Vec<f64>,
}

type Matrix = [f64; 6];

fn through(m: &Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

fn times(a: &Matrix, b: &Matrix) -> Matrix {
    let o = through(b, (a[4], a[5]));
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        o.0,
        o.1,
    ]
}

pub(crate) fn number(object: &Object) -> f64 {
    // As it is written, not as f32 widened: 595.2756, not 595.27557373.
    match object {
        Object::Integer(n) => n.to_string().parse().unwrap(),
        Object::Real(x) => x.to_string().parse().unwrap(),
        other => panic!("no number: {other:?}"),
    }
}

/// Everything stroked on page `n` (from 1); also checks that states, layers and texts are balanced.
pub(crate) fn painted(document: &Document, n: u32) -> Vec<Painted> {
    let id = document.get_pages()[&n];
    let content = Content::decode(&document.get_page_content(id)).unwrap();
    let mm = 25.4 / 72.0;
    let mut matrix: Matrix = [mm, 0.0, 0.0, mm, 0.0, 0.0];
    let mut stack = Vec::new();
    let (mut layers, mut texts) = (Vec::new(), 0);
    let mut now = Painted::default();
    let mut out = Vec::new();
    for operation in &content.operations {
        let n: Vec<f64> = match operation.operator.as_str() {
            "m" | "l" | "c" | "cm" | "w" | "RG" | "re" => {
                operation.operands.iter().map(number).collect()
            }
            _ => Vec::new(),
        };
        match operation.operator.as_str() {
            "q" => stack.push((matrix, now.clone())),
            "Q" => (matrix, now) = stack.pop().expect("a state to go back to"),
            "cm" => matrix = times(&[n[0], n[1], n[2], n[3], n[4], n[5]], &matrix),
            "BDC" => {
                let named = operation.operands[1]
                    .as_name()
                    .map(|name| String::from_utf8_lossy(name).into_owned());
                layers.push(named.unwrap_or_default());
            }
            "EMC" => drop(layers.pop().expect("a layer to end")),
            "BT" => texts += 1,
            "ET" => texts -= 1,
            "w" => now.width = n[0] * mm,
            "RG" => now.color = operation.operands.iter().map(|c| c.as_float().unwrap()).collect(),
            "d" => {
                now.dashes = operation.operands[0]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|d| number(d) * mm)
                    .collect();
            }
            "m" => {
                now.points = vec![through(&matrix, (n[0], n[1]))];
                now.cubics.clear();
                now.closed = false;
            }
            "l" => now.points.push(through(&matrix, (n[0], n[1]))),
            "c" => {
                let start = *now.points.last().expect("a start");
                let c: Vec<_> = n.chunks(2).map(|p| through(&matrix, (p[0], p[1]))).collect();
                now.cubics.push([start, c[0], c[1], c[2]]);
                now.points.push(c[2]);
            }
            "h" => now.closed = true,
            "S" => out.push(Painted {
                layer: layers.first().cloned().unwrap_or_default(),
                ..now.clone()
            }),
            "re" | "f" | "B" | "W" | "n" => panic!("{} is not used", operation.operator),
            _ => {}
        }
    }
    assert!(stack.is_empty() && layers.is_empty() && texts == 0, "all that is opened is closed");
    out
}

/// A point of a cubic.
pub(crate) fn on(cubic: &[(f64, f64); 4], t: f64) -> (f64, f64) {
    let s = 1.0 - t;
    let w = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
    let sum =
        |f: fn(&(f64, f64)) -> f64| -> f64 { cubic.iter().zip(w).map(|(p, w)| f(p) * w).sum() };
    (sum(|p| p.0), sum(|p| p.1))
}
