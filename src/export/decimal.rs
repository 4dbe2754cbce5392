//! Coordinates as text: fixed decimals, no exponent, no `-0`, the same on every platform.

/// Most decimals that are written: a tenth of a nanometre.
const MOST: usize = 7;
const POWERS: [u32; MOST + 1] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// A grid of decimal places. Coordinates are compared on the grid, where equal means written alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimals {
    places: usize,
    /// Grid steps in one, as a factor and as a divisor.
    steps: f64,
    whole: u64,
}

impl Decimals {
    /// Numbers with at most `decimals` places, and never more than seven.
    pub(super) fn new(decimals: u8) -> Self {
        let decimals = usize::from(decimals).min(MOST);
        let power = POWERS.get(decimals).copied().unwrap_or(1);
        Self { places: decimals, steps: f64::from(power), whole: u64::from(power) }
    }
    /// The number of grid steps nearest to `value`, which [`super::check::sound`] found finite.
    #[expect(clippy::cast_possible_truncation, reason = "checked numbers are below 1e5, times 1e7")]
    pub(super) fn snap(self, value: f64) -> i64 {
        // Half away from zero, as `round`, without a call into the platform for each number.
        (value * self.steps + 0.5_f64.copysign(value)) as i64
    }
    /// Appends a number of grid steps as a decimal number without trailing zeros.
    pub(super) fn push(self, out: &mut String, snapped: i64) {
        if snapped < 0 {
            out.push('-');
        }
        let all = snapped.unsigned_abs();
        let (mut whole, mut rest) = (all / self.whole, all % self.whole);
        let mut digits = [0_u8; 24];
        let mut start = digits.len();
        let mut put = |byte: u8| {
            start -= 1;
            if let Some(slot) = digits.get_mut(start) {
                *slot = byte;
            }
        };
        // From the last digit to the first.
        if rest > 0 {
            let mut places = self.places;
            while rest % 10 == 0 {
                rest /= 10;
                places -= 1;
            }
            for _ in 0..places {
                put(digit(rest));
                rest /= 10;
            }
            put(b'.');
        }
        loop {
            put(digit(whole));
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
        let text = digits.get(start..).and_then(|text| core::str::from_utf8(text).ok());
        out.push_str(text.unwrap_or("0"));
    }
    /// Appends `value` as a decimal number.
    pub(super) fn write(self, out: &mut String, value: f64) {
        self.push(out, self.snap(value));
    }
}

/// The last digit of a number.
fn digit(number: u64) -> u8 {
    b'0' + (number % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: f64, decimals: u8) -> String {
        let mut out = String::new();
        Decimals::new(decimals).write(&mut out, value);
        out
    }

    #[test]
    fn numbers_are_short_and_never_a_negative_zero() {
        for (value, decimals, text) in [
            (0.0, 4, "0"),
            (-0.0, 4, "0"),
            (-0.000_04, 4, "0"),
            (-0.000_06, 4, "-0.0001"),
            (12.5, 4, "12.5"),
            (100.0, 4, "100"),
            (100.0, 0, "100"),
            (0.05, 4, "0.05"),
            (1_190.551_18, 4, "1190.5512"),
            (-3.241_592_6, 7, "-3.2415926"),
            (99_999.999_99, 4, "100000"),
        ] {
            assert_eq!(written(value, decimals), text, "{value} with {decimals}");
        }
    }

    #[test]
    fn what_is_written_reads_back_within_half_a_step() {
        for i in 0..5000 {
            let value = f64::from(i) * 1.234_567 - 3000.0;
            let back: f64 = written(value, 4).parse().unwrap();
            assert!((back - value).abs() <= 0.5e-4 + 1e-9, "{value} became {back}");
        }
    }
}
