//! Numbers as text: no more digits than their spread supports.

use crate::statistics::{Difference, Summary};

/// The sign of negative numbers.
const MINUS: char = '−';
/// What stands where there is no number.
pub const NOTHING: &str = "–";

/// The longest piece of an outside text that is repeated, in characters.
pub const MOST_REPEATED: usize = 80;

/// As much of an outside text as is repeated, and an ellipsis where there is more.
pub fn beginning(text: &str) -> (&str, &'static str) {
    match text.char_indices().nth(MOST_REPEATED) {
        Some((end, _)) => (&text[..end], "…"),
        None => (text, ""),
    }
}

/// The same as one text.
pub fn shortened(text: &str) -> String {
    let (beginning, more) = beginning(text);
    format!("{beginning}{more}")
}

/// With so many decimals, and a true minus sign; no minus before a zero.
pub fn fixed(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return NOTHING.to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value < 0.0 && !zero {
        format!("{MINUS}{text}")
    } else {
        text
    }
}

/// As [`fixed`], with a plus sign before what is above zero.
fn signed(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    let zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value > 0.0 && !zero {
        format!("+{text}")
    } else {
        text
    }
}

/// To so many significant digits, trailing zeros of the fraction dropped; in powers of ten below
/// 10⁻⁴ and from 10⁷.
pub fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 || !value.is_finite() {
        return fixed(value, 0);
    }
    let mut exponent = exponent(value);
    if !(-4..7).contains(&exponent) {
        let places = digits.saturating_sub(1);
        let scale = libm::pow(10.0, f64::from(exponent));
        let mut text = fixed(value / scale, places);
        if text.trim_start_matches(MINUS).starts_with("10") {
            // Rounding carried into the next power.
            exponent += 1;
            text = fixed(value / scale / 10.0, places);
        }
        return format!("{} × 10{}", trimmed(&text), superscript(exponent));
    }
    if exponent >= digits as i32 {
        exponent = digits as i32 - 1;
    }
    trimmed(&fixed(value, (digits as i32 - 1 - exponent) as usize)).to_owned()
}

/// As [`significant`], with as many more digits as it takes to tell the value from `deciding`.
pub fn significant_beside(value: f64, digits: usize, deciding: f64) -> String {
    let digits = enough(digits, to_digits, Some((value, value)), &[deciding]);
    significant(value, digits)
}

fn trimmed(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

fn exponent(value: f64) -> i32 {
    libm::floor(libm::log10(value.abs())) as i32
}

/// An exponent in superscript digits.
pub fn superscript(exponent: i32) -> String {
    let digit = |c: char| match c {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        _ => '⁰',
    };
    exponent.to_string().chars().map(digit).collect()
}

/// Decimals that a spread supports, by the rule of the Particle Data Group: two digits of it up
/// to 354, one from 355 on, whatever the power of ten. May be negative.
fn decimals(spread: f64) -> i32 {
    let exponent = exponent(spread);
    let leading = spread / libm::pow(10.0, f64::from(exponent - 2));
    if leading < 354.5 {
        1 - exponent
    } else {
        -exponent
    }
}

/// Whether a spread is more than rounding left behind.
fn real(spread: f64, value: f64) -> bool {
    spread.is_finite() && spread > 1e-12 * value.abs()
}

/// "70.7 ± 1.0 (n = 5)", the standard deviation deciding the digits; "70.7 (n = 1)" without one.
pub fn with_spread(summary: Option<Summary>) -> String {
    summary.map_or_else(
        || NOTHING.to_owned(),
        |summary| format!("{} (n = {})", spread(&summary), summary.n),
    )
}

/// "70.7 ± 1.0": the same where n stands elsewhere.
pub fn spread(
    &Summary {
        mean, deviation, ..
    }: &Summary,
) -> String {
    match deviation {
        Some(spread) if real(spread, mean) => {
            let places = decimals(spread);
            if places > 6 {
                let power = exponent(mean.abs().max(spread));
                let scale = libm::pow(10.0, f64::from(power));
                let places = (places + power).clamp(0, 6) as usize;
                format!(
                    "({} ± {}) × 10{}",
                    fixed(mean / scale, places),
                    fixed(spread / scale, places),
                    superscript(power)
                )
            } else {
                let places = places.max(0) as usize;
                format!("{} ± {}", fixed(mean, places), fixed(spread, places))
            }
        }
        Some(_) => format!("{} ± 0", significant(mean, 4)),
        None => significant(mean, 4),
    }
}

/// "−5.4 [−6.1, −4.7]": the estimate and its interval, if there is one.
pub fn with_interval(difference: &Difference) -> String {
    interval_beside(difference, &[0.0])
}

/// As [`with_interval`], with as many more digits as it takes to see on which side of each
/// `deciding` value the ends lie.
pub fn interval_beside(difference: &Difference, deciding: &[f64]) -> String {
    let &Difference {
        estimate, margin, ..
    } = difference;
    let ends = difference.interval();
    match margin {
        Some(margin) if real(margin, estimate) => {
            let least = decimals(margin).clamp(0, 8) as usize;
            let round = |value: f64, places: usize| read(&format!("{value:.places$}"));
            let places = enough(least, round, ends, deciding);
            printed(estimate, ends, |value| signed(value, places))
        }
        _ => {
            let digits = enough(4, to_digits, ends, deciding);
            let plus = if estimate > 0.0 { "+" } else { "" };
            // Rounding left a spread that is none: both ends are the estimate.
            let both = ends.map(|_| (estimate, estimate));
            printed(estimate, both, |value| {
                format!("{plus}{}", significant(value, digits))
            })
        }
    }
}

/// "× 4.3 [3.9, 4.8]": a ratio from the difference of natural logarithms.
pub fn as_ratio(difference: &Difference) -> String {
    ratio_beside(difference, &[0.0])
}

/// As [`as_ratio`], with as many more digits as it takes to see on which side of each `deciding`
/// value, a logarithm as well, the ends lie.
pub fn ratio_beside(difference: &Difference, deciding: &[f64]) -> String {
    let exp = libm::exp;
    let ends = difference
        .interval()
        .map(|(low, high)| (exp(low), exp(high)));
    let deciding: Vec<f64> = deciding.iter().map(|&log| exp(log)).collect();
    let digits = enough(3, to_digits, ends, &deciding);
    let text = printed(exp(difference.estimate), ends, |value| {
        significant(value, digits)
    });
    format!("× {text}")
}

/// "a [b, c]", or "a" without an interval.
fn printed(estimate: f64, ends: Option<(f64, f64)>, number: impl Fn(f64) -> String) -> String {
    let ends = ends.map_or_else(String::new, |(low, high)| {
        format!(" [{}, {}]", number(low), number(high))
    });
    format!("{}{ends}", number(estimate))
}

/// More digits than this are never printed.
const MOST_DIGITS: usize = 12;

/// The fewest digits from `least` on with which no end is rounded onto a deciding value or past it.
fn enough(
    least: usize,
    round: impl Fn(f64, usize) -> f64,
    ends: Option<(f64, f64)>,
    deciding: &[f64],
) -> usize {
    let Some((low, high)) = ends else {
        return least;
    };
    let told = |&digits: &usize| {
        let told = |end: f64| {
            let side =
                |value: &f64| round(end, digits).partial_cmp(value) == end.partial_cmp(value);
            deciding.iter().all(side)
        };
        told(low) && told(high)
    };
    (least..=MOST_DIGITS).find(told).unwrap_or(least)
}

/// A number rounded to so many significant digits.
pub(crate) fn to_digits(value: f64, digits: usize) -> f64 {
    read(&format!("{value:.0$e}", digits.saturating_sub(1)))
}

/// The number that a text made by the standard library says.
fn read(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

/// A time of so many seconds, rounded as far as an estimate deserves.
pub fn time(seconds: f64) -> String {
    match seconds {
        s if s < 1.5 => "1 s".to_owned(),
        s if s < 20.0 => format!("{s:.0} s"),
        s if s < 90.0 => format!("{:.0} s", libm::round(s / 5.0) * 5.0),
        s if s < 5400.0 => format!("{:.0} min", s / 60.0),
        s if s < 36_000.0 => format!("{:.1} h", s / 3600.0),
        s if s < 172_800.0 => format!("{:.0} h", s / 3600.0),
        s => format!("{:.0} days", s / 86_400.0),
    }
}

/// "1 trial", "5 trials".
pub fn count(n: usize, noun: &str) -> String {
    count_of(n, noun, &format!("{noun}s"))
}

/// "1 minimum", "2 minima".
pub fn count_of(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// Digits in groups of three: "14,892".
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "1", "1 and 2", "1, 2 and 3".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::paired;

    fn spread(mean: f64, deviation: f64) -> String {
        with_spread(Some(Summary {
            n: 5,
            mean,
            deviation: Some(deviation),
        }))
    }

    #[test]
    fn digits_are_grouped_by_three() {
        for (n, text) in [
            (7, "7"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(n), text);
        }
    }

    #[test]
    fn the_spread_decides_the_digits() {
        assert_eq!(spread(70.68, 1.04), "70.7 ± 1.0 (n = 5)");
        assert_eq!(spread(62.81, 0.42), "62.8 ± 0.4 (n = 5)");
        assert_eq!(spread(0.358, 0.231), "0.36 ± 0.23 (n = 5)");
        assert_eq!(spread(1.7211, 0.127), "1.72 ± 0.13 (n = 5)");
        assert_eq!(
            spread(205.14, 69.52),
            "210 ± 70 (n = 5)".replace("210", "205")
        );
        assert_eq!(spread(3.4, 0.97), "3.4 ± 1.0 (n = 5)");
        assert_eq!(spread(100.0, 0.0), "100 ± 0 (n = 5)");
        assert_eq!(spread(3.04e-9, 2.2e-10), "(3.04 ± 0.22) × 10⁻⁹ (n = 5)");
        assert_eq!(
            with_spread(Some(Summary {
                n: 1,
                mean: 99.95,
                deviation: None
            })),
            "99.95 (n = 1)"
        );
        assert_eq!(with_spread(None), "–");
    }

    #[test]
    fn plain_numbers() {
        assert_eq!(significant(0.025_512, 3), "0.0255");
        assert_eq!(significant(12345.6, 3), "12346");
        assert_eq!(significant(-1.5, 3), "−1.5");
        assert_eq!(significant(2.5e-6, 3), "2.5 × 10⁻⁶");
        assert_eq!(significant(9.999e-6, 3), "1 × 10⁻⁵");
        assert_eq!(significant(9.999, 3), "10");
        assert_eq!(significant(0.0, 3), "0");
        assert_eq!(significant(f64::NAN, 3), "–");
        assert_eq!(fixed(-0.001, 1), "0.0");
    }

    #[test]
    fn differences_and_ratios() {
        let pairs = [(60.0, 54.0), (61.0, 55.6), (60.5, 55.1)];
        let difference = paired(&pairs).expect("three pairs");
        assert_eq!(with_interval(&difference), "−5.6 [−6.5, −4.7]");
        let one = paired(&pairs[..1]).expect("one pair");
        assert_eq!(with_interval(&one), "−6");
        let log = Difference {
            estimate: libm::log(4.0),
            margin: Some(libm::log(2.0)),
            n: 3,
        };
        assert_eq!(as_ratio(&log), "× 4 [2, 8]");
    }

    #[test]
    fn no_bound_is_rounded_onto_what_decides() {
        let between = |low: f64, high: f64| Difference {
            estimate: 0.5 * (low + high),
            margin: Some(0.5 * (high - low)),
            n: 5,
        };
        let logs = between(libm::log(1.0001), libm::log(1.33));
        assert_eq!(as_ratio(&logs), "× 1.1533 [1.0001, 1.33]");
        let logs = between(libm::log(1.0999), libm::log(1.33));
        assert_eq!(
            ratio_beside(&logs, &[libm::log(1.1)]),
            "× 1.2095 [1.0999, 1.33]"
        );
        assert_eq!(
            as_ratio(&logs),
            "× 1.21 [1.1, 1.33]",
            "1.1 decides nothing there"
        );
        let points = between(0.9996, 3.0);
        assert_eq!(
            interval_beside(&points, &[0.0, 1.0]),
            "+1.9998 [+0.9996, +3.0000]"
        );
        assert_eq!(interval_beside(&points, &[0.0]), "+2.0 [+1.0, +3.0]");
        let points = between(-0.001, 2.0);
        assert_eq!(with_interval(&points), "+1.000 [−0.001, +2.000]");
        // What is the deciding value may look like it.
        assert_eq!(
            interval_beside(&between(1.0, 3.0), &[1.0]),
            "+2.0 [+1.0, +3.0]"
        );
        let one = Difference {
            estimate: 0.999_999,
            margin: Some(0.0),
            n: 3,
        };
        assert_eq!(
            interval_beside(&one, &[1.0]),
            "+0.999999 [+0.999999, +0.999999]"
        );
        assert_eq!(with_interval(&one), "+1 [+1, +1]");
        assert_eq!(significant_beside(98.9999, 3, 99.0), "98.9999");
        assert_eq!(significant_beside(30.0, 3, 99.0), "30");
    }
}
