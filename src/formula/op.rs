//! The steps of a compiled formula, and the machine that takes them.

use super::comparison::Relation;
use super::kind::Dimension;
use crate::geom::Scalar;

/// One step on a stack of numbers: takes its operands off and puts its result on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    Constant(f64),
    Leaf(usize),
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Plus(f64),
    Scale(f64),
    Over(f64),
    Negate,
    Power(i8),
    Not,
    And,
    Or,
    /// The dimension of both sides; none if flags are compared.
    Compare(Relation, Option<Dimension>),
    /// Condition, then, else.
    Select,
    Min,
    Max,
    Round,
    Ceil,
    Floor,
    Abs,
    Sqrt,
    Sin,
    Cos,
    Tan,
    Atan2,
    Hypot,
}

impl Op {
    /// How many operands it takes.
    pub(super) fn arity(self) -> usize {
        match self {
            Self::Constant(_) | Self::Leaf(_) => 0,
            Self::Select => 3,
            Self::Add
            | Self::Subtract
            | Self::Multiply
            | Self::Divide
            | Self::Remainder
            | Self::And
            | Self::Or
            | Self::Compare(..)
            | Self::Min
            | Self::Max
            | Self::Atan2
            | Self::Hypot => 2,
            _ => 1,
        }
    }
}

/// The numbers that wait, the uppermost apart so that it can stay in a register.
pub(super) struct Machine<'a, S> {
    top: S,
    below: &'a mut [S],
    count: usize,
}

impl<'a, S: Scalar> Machine<'a, S> {
    /// With room for as many numbers as `below` has.
    pub(super) fn new(below: &'a mut [S]) -> Self {
        Self { top: S::zero(), below, count: 0 }
    }
    /// The uppermost number.
    pub(super) fn top(&self) -> S {
        self.top
    }

    #[inline]
    fn push(&mut self, value: S) {
        if let Some(slot) = self.below.get_mut(self.count) {
            *slot = self.top;
        }
        self.count += 1;
        self.top = value;
    }
    #[inline]
    fn pop(&mut self) -> S {
        self.count = self.count.saturating_sub(1);
        self.below.get(self.count).copied().unwrap_or(self.top)
    }

    /// Takes one step.
    #[inline]
    pub(super) fn step(&mut self, op: Op, leaf: &impl Fn(usize) -> S) {
        let x = self.top;
        let result = match op {
            Op::Constant(value) => return self.push(S::constant(value)),
            Op::Leaf(id) => return self.push(leaf(id)),
            Op::Add => self.pop() + x,
            Op::Subtract => self.pop() - x,
            Op::Multiply => self.pop() * x,
            Op::Divide => self.pop() / x,
            Op::Remainder => remainder(self.pop(), x),
            Op::Plus(offset) => x.plus(offset),
            Op::Scale(factor) => x.scale(factor),
            Op::Over(divisor) => x.chain(x.value() / divisor, 1.0 / divisor),
            Op::Negate => -x,
            Op::Power(exponent) => power(x, exponent),
            Op::Not => flag(x.value().is_nan(), x.value() == 0.0),
            Op::And => both(self.pop(), x),
            Op::Or => either(self.pop(), x),
            Op::Compare(relation, _) => {
                let (left, right) = (self.pop().value(), x.value());
                flag(left.is_nan() || right.is_nan(), relation.holds(left, right))
            }
            Op::Select => {
                let then = self.pop();
                let condition = self.pop().value();
                if condition.is_nan() {
                    S::constant(f64::NAN)
                } else if condition == 0.0 {
                    x
                } else {
                    then
                }
            }
            Op::Min => {
                let first = self.pop();
                if x.value().is_nan() { x } else { first.min(x) }
            }
            Op::Max => {
                let first = self.pop();
                if x.value().is_nan() { x } else { first.max(x) }
            }
            Op::Round => S::constant(x.value().round()),
            Op::Ceil => S::constant(x.value().ceil()),
            Op::Floor => S::constant(x.value().floor()),
            Op::Abs => x.abs(),
            Op::Sqrt => x.sqrt(),
            Op::Sin => {
                let (sine, cosine) = sin_cos(x.value());
                x.chain(sine, cosine * RADIANS)
            }
            Op::Cos => {
                let (sine, cosine) = sin_cos(x.value());
                x.chain(cosine, -sine * RADIANS)
            }
            Op::Tan => {
                let (sine, cosine) = sin_cos(x.value());
                x.chain(sine / cosine, RADIANS / (cosine * cosine))
            }
            Op::Atan2 => self.pop().atan2(x).scale(1.0 / RADIANS),
            Op::Hypot => hypot(self.pop(), x),
        };
        self.top = result;
    }
}

/// One degree.
const RADIANS: f64 = core::f64::consts::PI / 180.0;

fn flag<S: Scalar>(unknown: bool, value: bool) -> S {
    S::constant(if unknown { f64::NAN } else { f64::from(u8::from(value)) })
}

/// False if one is false, even if the other cannot be computed: `x > 0 and y / x > 2`.
fn both<S: Scalar>(a: S, b: S) -> S {
    let (a, b) = (a.value(), b.value());
    let value = a != 0.0 && b != 0.0;
    flag(value && (a.is_nan() || b.is_nan()), value)
}

/// True if one is true, even if the other cannot be computed.
fn either<S: Scalar>(a: S, b: S) -> S {
    let holds = |x: f64| x != 0.0 && !x.is_nan();
    let (a, b) = (a.value(), b.value());
    let value = holds(a) || holds(b);
    flag(!value && (a.is_nan() || b.is_nan()), value)
}

/// What is left of `x` after whole `y`s, with the sign of `y`.
fn remainder<S: Scalar>(x: S, y: S) -> S {
    x - y.scale((x.value() / y.value()).floor())
}

/// Sine and cosine of an angle in degrees, exact at the quarters of a turn.
fn sin_cos(degrees: f64) -> (f64, f64) {
    let quarters = (degrees / 90.0).round();
    let rest = (degrees - 90.0 * quarters) * RADIANS;
    let (sine, cosine) = (libm::sin(rest), libm::cos(rest));
    let quarter = quarters.rem_euclid(4.0);
    if quarter == 0.0 {
        (sine, cosine)
    } else if quarter == 1.0 {
        (cosine, -sine)
    } else if quarter == 2.0 {
        (-sine, -cosine)
    } else {
        (-cosine, sine)
    }
}

/// `x` to a small whole power, multiplied out from the left.
fn power<S: Scalar>(x: S, exponent: i8) -> S {
    let value = x.value();
    let raised = |times: u8| (0..times).fold(1.0, |product, _| product * value);
    let times = exponent.unsigned_abs();
    match exponent {
        0 => S::constant(1.0),
        1.. => x.chain(raised(times), f64::from(exponent) * raised(times - 1)),
        _ => {
            let inverse = 1.0 / raised(times);
            x.chain(inverse, f64::from(exponent) * inverse / value)
        }
    }
}

/// √(a² + b²); at nought the slope is taken as nought, as that of `abs` is one-sided.
fn hypot<S: Scalar>(a: S, b: S) -> S {
    let (x, y) = (a.value(), b.value());
    let length = libm::hypot(x, y);
    if length == 0.0 {
        return S::zero();
    }
    let slope = a.scale(x / length) + b.scale(y / length);
    slope - S::constant(slope.value()) + S::constant(length)
}
