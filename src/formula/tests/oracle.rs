//! Random trees, printed to text, read back and compared with a plain evaluation of the tree.

use proptest::prelude::*;

use super::super::{Kind, Value};
use super::{LEAVES, compiled, value_of};

/// A formula whose value is computed here, without the layer under test.
#[derive(Clone, Debug)]
enum Tree {
    /// Value as written, unit.
    Literal(f64, &'static str),
    Leaf(usize),
    Negate(Box<Tree>),
    Binary(&'static str, Box<Tree>, Box<Tree>),
    Power(Box<Tree>, i32),
    Call(&'static str, Vec<Tree>),
}

use Tree::{Binary, Call, Leaf, Literal, Negate, Power};

fn flag(value: bool) -> f64 {
    if value { 1.0 } else { 0.0 }
}

impl Tree {
    fn value(&self) -> f64 {
        match self {
            Literal(value, unit) => match *unit {
                "cm" => value * 10.0,
                "in" => value * 25.4,
                _ => *value,
            },
            Leaf(id) => value_of(*id),
            Negate(inner) => -inner.value(),
            Power(base, exponent) => {
                let raised = (0..exponent.abs()).fold(1.0, |product, _| product * base.value());
                if *exponent < 0 { 1.0 / raised } else { raised }
            }
            Binary(sign, left, right) => {
                let (a, b) = (left.value(), right.value());
                match *sign {
                    "+" => a + b,
                    "-" => a - b,
                    "*" => a * b,
                    "/" => a / b,
                    "<" => flag(a < b),
                    "<=" => flag(a <= b),
                    ">" => flag(a > b),
                    ">=" => flag(a >= b),
                    "==" => flag(a == b),
                    "!=" => flag(a != b),
                    "and" => flag(a == 1.0 && b == 1.0),
                    _ => flag(a == 1.0 || b == 1.0),
                }
            }
            Call(name, arguments) => {
                let values: Vec<f64> = arguments.iter().map(Tree::value).collect();
                match (*name, values.as_slice()) {
                    ("if", [c, a, b]) => {
                        if *c == 1.0 {
                            *a
                        } else {
                            *b
                        }
                    }
                    ("not", [a]) => 1.0 - a,
                    ("min", all) => all.iter().copied().fold(f64::INFINITY, f64::min),
                    ("max", all) => all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                    ("clamp", [x, low, high]) => x.max(*low).min(*high),
                    ("abs", [x]) => x.abs(),
                    ("sqrt", [x]) => x.sqrt(),
                    ("round", [x]) => x.round(),
                    ("ceil", [x]) => x.ceil(),
                    ("floor", [x]) => x.floor(),
                    ("sin", [x]) => libm::sin(x.to_radians()),
                    ("cos", [x]) => libm::cos(x.to_radians()),
                    ("atan2", [y, x]) => libm::atan2(*y, *x).to_degrees(),
                    ("hypot", [a, b]) => (a * a + b * b).sqrt(),
                    _ => f64::NAN,
                }
            }
        }
    }

    /// How strongly what is printed binds.
    fn strength(&self) -> u8 {
        match self {
            Call("not", _) => 3,
            Literal(..) | Leaf(_) | Call(..) => 9,
            Power(..) => 8,
            Negate(_) => 7,
            Binary("*" | "/", ..) => 6,
            Binary("+" | "-", ..) => 5,
            Binary("and", ..) => 2,
            Binary("or", ..) => 1,
            Binary(..) => 4,
        }
    }

    /// With no parentheses but those that are needed.
    fn print(&self, out: &mut String, at_least: u8) {
        let wrap = self.strength() < at_least;
        if wrap {
            out.push('(');
        }
        match self {
            Literal(value, unit) => {
                let gap = if *value > 5.0 && !unit.is_empty() { " " } else { "" };
                out.extend([value.to_string().as_str(), gap, unit]);
            }
            Leaf(id) => out.push_str(LEAVES[*id].0),
            Negate(inner) => {
                out.push('-');
                inner.print(out, 7);
            }
            Power(base, exponent) => {
                let literal = matches!(**base, Literal(_, unit) if !unit.is_empty());
                base.print(out, if literal { 10 } else { 9 });
                out.extend([" ^ ", exponent.to_string().as_str()]);
            }
            Binary(sign, left, right) => {
                let strength = self.strength();
                let comparison = strength == 4;
                left.print(out, strength + u8::from(comparison));
                out.extend([" ", sign, " "]);
                right.print(out, strength + 1);
            }
            Call("not", arguments) => {
                out.push_str("not ");
                arguments[0].print(out, 3);
            }
            Call(name, arguments) => {
                out.push_str(name);
                out.push('(');
                for (position, argument) in arguments.iter().enumerate() {
                    out.push_str(if position == 0 { "" } else { ", " });
                    argument.print(out, 0);
                }
                out.push(')');
            }
        }
        if wrap {
            out.push(')');
        }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        self.print(&mut out, 0);
        out
    }
}

fn pair(sign: &'static str, a: Tree, b: Tree) -> Tree {
    Binary(sign, Box::new(a), Box::new(b))
}

fn call(name: &'static str, arguments: &[&Tree]) -> Tree {
    Call(name, arguments.iter().map(|tree| (*tree).clone()).collect())
}

/// One digit after the point: short texts, exact printing.
fn digits() -> impl Strategy<Value = f64> {
    (0..200_u32).prop_map(|tenths| f64::from(tenths) / 10.0)
}

/// A length, a number and a flag that grow together, so that every operator finds operands of its kinds.
#[derive(Clone, Debug)]
struct Trio {
    length: Tree,
    number: Tree,
    flag: Tree,
}

/// With `smooth`, nothing that jumps, and angles; without, exact arithmetic only.
fn trios(smooth: bool) -> impl Strategy<Value = Trio> {
    let seed = (digits(), digits(), 0..3_usize, 0..3_usize, digits()).prop_map(
        |(mm, number, leaf, unit, other)| Trio {
            length: if mm > 10.0 { Leaf(leaf) } else { Literal(mm, ["mm", "cm", "in"][unit]) },
            number: if number > 12.0 { Leaf(3) } else { Literal(number, "") },
            flag: pair(["<", ">=", "=="][unit], Leaf(leaf), Literal(other, "mm")),
        },
    );
    seed.prop_recursive(7, 96, 3, move |inner| {
        (inner.clone(), inner.clone(), inner, 0..12_usize, 0..12_usize, 0..10_usize).prop_map(
            move |(a, b, c, l, n, f)| Trio {
                length: grow_length(&a, &b, &c, l, smooth),
                number: grow_number(&a, &b, n, smooth),
                flag: grow_flag(&a, &b, &c, f),
            },
        )
    })
}

fn grow_length(a: &Trio, b: &Trio, c: &Trio, which: usize, smooth: bool) -> Tree {
    let (x, y, z) = (&a.length, &b.length, &c.length);
    match which {
        0 | 1 => pair("+", x.clone(), y.clone()),
        2 | 3 => pair("-", x.clone(), y.clone()),
        4 => pair("*", x.clone(), b.number.clone()),
        5 => pair("*", a.number.clone(), y.clone()),
        6 => Negate(Box::new(x.clone())),
        7 if smooth => call("hypot", &[x, y]),
        7 => pair("/", x.clone(), b.number.clone()),
        8 => call("min", &[x, y, z]),
        9 => call("max", &[x, y]),
        10 if !smooth => call("if", &[&c.flag, x, y]),
        10 => call("abs", &[x]),
        _ => call("clamp", &[x, y, z]),
    }
}

fn grow_number(a: &Trio, b: &Trio, which: usize, smooth: bool) -> Tree {
    let (x, y) = (&a.number, &b.number);
    match which {
        0 => pair("+", x.clone(), y.clone()),
        1 => pair("-", x.clone(), y.clone()),
        2 => pair("*", x.clone(), y.clone()),
        3 if smooth => call("sin", &[&pair("*", x.clone(), Leaf(4))]),
        4 if smooth => call("cos", &[&pair("*", x.clone(), Literal(7.0, "deg"))]),
        5 if smooth => call("abs", &[x]),
        6 if smooth => call("min", &[x, y]),
        3 => pair("/", a.length.clone(), b.length.clone()),
        4 => pair("/", x.clone(), y.clone()),
        5 => call("round", &[x]),
        6 => call("floor", &[x]),
        7 => Power(Box::new(x.clone()), 2),
        8 if !smooth => Power(Box::new(x.clone()), -3),
        9 if !smooth => call("sqrt", &[x]),
        10 if !smooth => call("ceil", &[x]),
        _ => Negate(Box::new(x.clone())),
    }
}

fn grow_flag(a: &Trio, b: &Trio, c: &Trio, which: usize) -> Tree {
    let compare = ["<", "<=", ">", ">="];
    match which {
        0..=3 => pair(compare[which], a.length.clone(), b.length.clone()),
        4 => pair("!=", a.number.clone(), b.number.clone()),
        5 => pair("and", a.flag.clone(), b.flag.clone()),
        6 => pair("or", a.flag.clone(), b.flag.clone()),
        7 => call("not", &[&a.flag]),
        8 => pair("==", a.flag.clone(), b.flag.clone()),
        _ => call("if", &[&a.flag, &b.flag, &c.flag]),
    }
}

/// Trees with NaN or infinity in them are for other tests: here the reference is plain.
fn finite_everywhere(tree: &Tree) -> bool {
    let below = match tree {
        Literal(..) | Leaf(_) => true,
        Negate(inner) | Power(inner, _) => finite_everywhere(inner),
        Binary(_, left, right) => finite_everywhere(left) && finite_everywhere(right),
        Call(_, arguments) => arguments.iter().all(finite_everywhere),
    };
    below && tree.value().is_finite()
}

/// Values that two orders of rounding may carry apart by more than a tolerance.
fn largest(tree: &Tree) -> f64 {
    let below = match tree {
        Literal(..) | Leaf(_) => 0.0,
        Negate(inner) | Power(inner, _) => largest(inner),
        Binary(_, left, right) => largest(left).max(largest(right)),
        Call(_, arguments) => arguments.iter().map(largest).fold(0.0, f64::max),
    };
    below.max(tree.value().abs())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printed_trees_come_back_with_their_value(trio in trios(false)) {
        for (tree, kind) in [
            (&trio.length, Kind::LENGTH),
            (&trio.number, Kind::NUMBER),
            (&trio.flag, Kind::Flag),
        ] {
            let text = tree.text();
            if text.len() > super::super::MAX_BYTES || !finite_everywhere(tree) {
                continue;
            }
            let formula = compiled(&text);
            prop_assert_eq!(formula.kind(), kind, "{}", text);
            prop_assert_eq!(formula.eval(&value_of), tree.value(), "{}", text);
            if let Some(constant) = formula.constant() {
                prop_assert_eq!(constant.number(), tree.value(), "{}", text);
            }
            prop_assert_eq!(formula.constant().is_some(), formula.leaves().is_empty() , "{}", text);
        }
    }

    #[test]
    fn printed_trees_with_angles_come_back_with_their_value(trio in trios(true)) {
        for tree in [&trio.length, &trio.number] {
            let (text, size) = (tree.text(), largest(tree));
            if text.len() > super::super::MAX_BYTES || !finite_everywhere(tree) || size > 1e4 {
                continue;
            }
            let got = compiled(&text).eval(&value_of);
            let error = (got - tree.value()).abs();
            prop_assert!(error <= 1e-8 * size.max(1.0), "{} is {}, not {}", text, got, tree.value());
        }
    }
}

#[test]
fn the_printer_prints_what_it_should() {
    let tree = pair("*", pair("+", Leaf(0), Literal(2.0, "mm")), Negate(Box::new(Leaf(3))));
    assert_eq!(tree.text(), "(width + 2mm) * -taper", "no parentheses but needed ones");
    assert_eq!(Power(Box::new(Literal(9.0, "mm")), 2).text(), "(9 mm) ^ 2", "unit under a power");
    assert_eq!(compiled("2 mm").constant().map(Value::number), Some(2.0), "reads back");
}
