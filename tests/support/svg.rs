//! A small reader of the SVG we write: elements, attributes, and paths measured again from their text.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;

/// One element, in document order.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// Index of the element around it.
    pub(crate) parent: Option<usize>,
    pub(crate) text: String,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
    pub(crate) fn number(&self, name: &str) -> f64 {
        self.get(name).parse().unwrap()
    }
}

/// Reads what we write; anything else panics.
pub(crate) fn read(text: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest =
        text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").expect("a declaration");
    while let Some(start) = rest.find('<') {
        if let Some(last) = open.last() {
            elements[*last].text.push_str(&unescape(&rest[..start]));
        }
        let end = start + rest[start..].find('>').expect("an end of the tag");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let closed = open.pop().expect("an open element");
            assert_eq!(elements[closed].name, name, "elements nest");
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut list) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = BTreeMap::new();
        while let Some((key, after)) = list.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("a closing quote");
            let twice = attributes.insert(key.trim().to_owned(), unescape(value));
            assert!(twice.is_none(), "{key} stands twice in <{tag}>");
            list = after;
        }
        assert!(list.trim().is_empty(), "left over in <{tag}>: {list:?}");
        elements.push(Element {
            name: name.into(),
            attributes,
            parent: open.last().copied(),
            text: String::new(),
        });
        if !empty {
            open.push(elements.len() - 1);
        }
    }
    assert!(open.is_empty(), "every element ends");
    elements
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((plain, after)) = rest.split_once('&') {
        let (name, after) = after.split_once(';').expect("an entity ends");
        out.push_str(plain);
        out.push_str(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            "#9" => "\t",
            "#10" => "\n",
            "#13" => "\r",
            _ => panic!("unknown entity {name}"),
        });
        rest = after;
    }
    assert!(!plain_markup(rest), "unescaped in {rest:?}");
    out + rest
}

fn plain_markup(text: &str) -> bool {
    text.contains(['<', '&'])
}

/// What a path measures; coordinates are turned back to y up.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    pub(crate) length: f64,
    /// Of all subpaths together, counter-clockwise positive, y up.
    pub(crate) area: f64,
    pub(crate) n_moves: usize,
    pub(crate) closed: bool,
    /// Middles of arcs, y up.
    pub(crate) middles: Vec<(f64, f64)>,
    pub(crate) least: (f64, f64),
    pub(crate) most: (f64, f64),
}

/// Measures a `d` by the rules of SVG, on a sheet of this height.
pub(crate) fn measure(d: &str, sheet_height: f64) -> Measured {
    let mut out =
        Measured { least: (f64::MAX, f64::MAX), most: (f64::MIN, f64::MIN), ..Measured::default() };
    let (mut at, mut start) = ((0.0, 0.0), (0.0, 0.0));
    let up = |p: (f64, f64)| (p.0, sheet_height - p.1);
    for (command, n) in commands(d) {
        let rel = if command.is_ascii_lowercase() { at } else { (0.0, 0.0) };
        let to = |k: usize| (rel.0 + n[k], rel.1 + n[k + 1]);
        let line = |out: &mut Measured, a: (f64, f64), b: (f64, f64)| {
            let (a, b) = (up(a), up(b));
            out.length += dist(a, b);
            out.area += (a.0 * b.1 - b.0 * a.1) / 2.0;
        };
        let before = at;
        match command {
            'M' => {
                at = to(0);
                start = at;
                out.n_moves += 1;
            }
            'L' | 'l' => {
                at = to(0);
                assert!(dist(at, before) > 0.0, "a line of length zero in {d}");
                line(&mut out, before, at);
            }
            'q' => {
                let (c, end) = (to(0), to(2));
                let mut last = before;
                for i in 1..=16 {
                    let t = f64::from(i) / 16.0;
                    let s = 1.0 - t;
                    let f = |a: f64, b: f64, c: f64| s * s * a + 2.0 * s * t * b + t * t * c;
                    let next = (f(before.0, c.0, end.0), f(before.1, c.1, end.1));
                    line(&mut out, last, next);
                    last = next;
                }
                at = end;
            }
            'A' => {
                let end = to(5);
                assert!(dist(end, before) > 0.0, "an arc of length zero in {d}");
                let (center, radius, sweep) = center(before, end, n[0], n[3] == 1.0, n[4] == 1.0);
                out.length += radius * sweep.abs();
                line(&mut Measured::default(), before, end);
                let (a, b) = (up(before), up(end));
                // Downward y turns the sense of the sweep round.
                out.area += (a.0 * b.1 - b.0 * a.1) / 2.0
                    - radius * radius * (sweep - libm::sin(sweep)) / 2.0;
                let from = libm::atan2(before.1 - center.1, before.0 - center.0) + sweep / 2.0;
                out.middles.push(up((
                    center.0 + radius * libm::cos(from),
                    center.1 + radius * libm::sin(from),
                )));
                at = end;
            }
            'Z' => {
                line(&mut out, before, start);
                at = start;
                out.closed = true;
            }
            _ => panic!("a command we do not write: {command}"),
        }
        let p = up(at);
        out.least = (out.least.0.min(p.0), out.least.1.min(p.1));
        out.most = (out.most.0.max(p.0), out.most.1.max(p.1));
    }
    out
}

fn dist(a: (f64, f64), b: (f64, f64)) -> f64 {
    libm::hypot(a.0 - b.0, a.1 - b.1)
}

/// Commands with their numbers.
fn commands(d: &str) -> Vec<(char, Vec<f64>)> {
    let mut out: Vec<(char, String)> = Vec::new();
    for c in d.chars() {
        if c.is_ascii_alphabetic() {
            out.push((c, String::new()));
        } else {
            out.last_mut().expect("a path starts with a command").1.push(c);
        }
    }
    let numbers = |text: String| text.split_whitespace().map(|n| n.parse().unwrap()).collect();
    out.into_iter().map(|(c, text)| (c, numbers(text))).collect()
}

/// Center, radius and signed sweep of an arc (SVG 2, appendix B.2.4 for circles).
fn center(
    a: (f64, f64),
    b: (f64, f64),
    radius: f64,
    large: bool,
    sweep: bool,
) -> ((f64, f64), f64, f64) {
    let (hx, hy) = ((a.0 - b.0) / 2.0, (a.1 - b.1) / 2.0);
    let half = hx * hx + hy * hy;
    let radius = radius.max(half.sqrt());
    let sign = if large == sweep { -1.0 } else { 1.0 };
    let factor = sign * ((radius * radius - half).max(0.0) / half).sqrt();
    let center = (factor * hy + f64::midpoint(a.0, b.0), -factor * hx + f64::midpoint(a.1, b.1));
    let angle = |p: (f64, f64)| libm::atan2(p.1 - center.1, p.0 - center.0);
    let mut delta = angle(b) - angle(a);
    if sweep && delta < 0.0 {
        delta += core::f64::consts::TAU;
    }
    if !sweep && delta > 0.0 {
        delta -= core::f64::consts::TAU;
    }
    (center, radius, delta)
}
