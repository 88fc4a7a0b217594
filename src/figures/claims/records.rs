//! The claims as data.

use super::recorded::RECORDED;
use super::{HERE, judged};
use crate::figures::Context;
use crate::figures::records::{Records, Value, ascii, cells, column};
use crate::statistics::Difference;

/// A row a claim and place: the present settings and every preset's.
pub(super) fn records(context: &Context) -> Records {
    let mut records = Records::new(&[&[
        column("claim", "", "the claim"),
        column("source", "", "the paper's sentence and its place"),
        column("figure", "", "the figure that judges it"),
        column("place", "", "Here with the present settings, or a preset"),
        column("verdict", "", "how it fares; empty where it is not judged"),
        column(
            "comparison",
            "",
            "what the number is: a difference, in points of per cent or a count, or a ratio",
        ),
        column(
            "estimate",
            "1",
            "the number that the verdict rests on; rounded but for those of the present settings",
        ),
        column("low", "1", "lower end of its 95 % interval"),
        column("high", "1", "upper end"),
    ]]);
    for (figure, here) in judged(context) {
        let (claim, source) = (here.claim.as_str(), here.source.as_str());
        let mut push = |place: &str, verdict: Option<&str>, number: Vec<Value>| {
            let of = cells![claim, source, figure, place, verdict];
            records.push([of, number].concat());
        };
        let number = match &here.difference {
            Some(difference) => exact(difference, is_ratio(&here.number)),
            None => printed(&here.number),
        };
        push(HERE, Some(here.verdict.word()), number);
        RECORDED.with(|all| {
            for record in all {
                let there = record.of(claim);
                let verdict = there.map(|there| there.verdict.word());
                push(
                    record.name,
                    verdict,
                    printed(there.map_or("", |there| &there.number)),
                );
            }
        });
    }
    records
}

fn is_ratio(number: &str) -> bool {
    number.starts_with('×')
}

fn comparison(ratio: bool) -> &'static str {
    if ratio { "ratio" } else { "difference" }
}

/// A difference with all its digits.
fn exact(difference: &Difference, ratio: bool) -> Vec<Value> {
    let value = |value: f64| if ratio { libm::exp(value) } else { value };
    let ends = difference.interval();
    let [low, high] = [
        ends.map(|ends| value(ends.0)),
        ends.map(|ends| value(ends.1)),
    ];
    cells![comparison(ratio), value(difference.estimate), low, high]
}

/// What a record says in words: "× 3.87 [3.24, 4.62]", "−4.7 [−6.7, −2.8] points". There are no others.
fn printed(number: &str) -> Vec<Value> {
    if number.is_empty() {
        return Vec::new();
    }
    let plain = ascii(number).replace(" x 10^", "e").replace("*10^", "e");
    let parts = plain.split(['x', ' ', '[', ',', ']']);
    let numbers: Vec<f64> = parts.filter_map(|part| part.parse().ok()).collect();
    let at = |place: usize| numbers.get(place).copied();
    cells![comparison(is_ratio(number)), at(0), at(1), at(2)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read() {
        let of = |kind: &str, numbers: [f64; 3]| cells![kind, numbers[0], numbers[1], numbers[2]];
        let ratio = printed("× 0.0183 [0.0083, 3 × 10⁻⁵]");
        assert_eq!(ratio, of("ratio", [0.0183, 0.0083, 3e-5]));
        let points = printed("−4.7 [−6.7, +2.8] points");
        assert_eq!(points, of("difference", [-4.7, -6.7, 2.8]));
        assert_eq!(printed("+1").len(), 4);
    }
}
