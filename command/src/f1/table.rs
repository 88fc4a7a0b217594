//! The numbers beside the paper's (Tables 2 and 3, row F1), and what comes out of them.

use crate::table::summary;
use sharp_minima::f1::{LINES, Measures, Network, Numbers, Phi, best, distance, from_x, test};
use sharp_minima::format::grouped;
use sharp_minima::settings::{REGIMES, Regime};
use sharp_minima::statistics;

/// How far testing accuracies may be from the paper's, in points.
const NEAR: f64 = 0.3;
/// How many times sharper LB's minima have to be.
const SHARPER: f64 = 30.0;
/// How many times farther SB travels than LB by the paper.
const FARTHER: (f64, f64) = (3.0, 10.0);
/// The paper's testing accuracies of SB and LB, in per cent.
const TEST: [f64; 2] = [98.03, 97.81];

/// Mean ± standard deviation over the trials, SB's and LB's, each beside the paper's.
pub fn table(numbers: &Numbers) -> String {
    let of = |regime| numbers.of(regime, |_| Some(1.0)).len();
    let [small, large] = REGIMES.map(of);
    let row = |cells: [&str; 5]| {
        let [name, small, paper_small, large, paper_large] = cells;
        let line = format!("{name:<18}{small:>18}{paper_small:>16}{large:>20}{paper_large:>18}");
        line.trim_end().to_owned()
    };
    let mut lines = vec![
        format!(
            "n = {small} (SB) and {large} (LB); φ is searched on {} samples, evaluated on {}",
            grouped(numbers.searched),
            grouped(numbers.experiment.train)
        ),
        row(["", "SB", "paper", "LB", "paper"]),
    ];
    lines.extend(LINES.iter().map(|line| {
        let of = |regime| summary(numbers.of(regime, line.value), line.digits);
        let [small, large] = REGIMES.map(of);
        row([line.name, &small, line.paper[0], &large, line.paper[1]])
    }));
    lines.join("\n")
}

fn mean(numbers: &Numbers, regime: Regime, value: impl Fn(&Network) -> Option<f64>) -> Option<f64> {
    Some(statistics::summary(&numbers.of(regime, value))?.mean)
}

/// LB's mean of a measure over SB's.
fn ratio(numbers: &Numbers, value: impl Fn(&Network) -> Option<f64>) -> Option<f64> {
    let [small, large] = REGIMES.map(|regime| mean(numbers, regime, &value));
    Some(large? / small?)
}

fn verdict(holds: bool) -> &'static str {
    if holds {
        "comes out"
    } else {
        "does not come out"
    }
}

/// What comes out and what does not, a line each; as far as there are numbers.
pub fn verdicts(numbers: &Numbers) -> String {
    let mut lines = vec![String::new()];
    lines.extend(accuracies(numbers));
    lines.extend(gap(numbers));
    lines.extend(sharpness(numbers));
    lines.extend(travel(numbers));
    lines.join("\n")
}

fn accuracies(numbers: &Numbers) -> Vec<String> {
    let line = |(regime, paper): (Regime, f64)| {
        let own = mean(numbers, regime, test)?;
        let words = verdict((own - paper).abs() <= NEAR);
        let name = regime.name();
        Some(format!(
            "{name}'s testing accuracy within {NEAR} of {paper} %: {own:.2} %, {words}"
        ))
    };
    REGIMES.into_iter().zip(TEST).filter_map(line).collect()
}

fn gap(numbers: &Numbers) -> Option<String> {
    let [small, large] = REGIMES.map(|regime| numbers.of(regime, test));
    // Trials without one of both minima have no gap.
    if small.len() != large.len() {
        return None;
    }
    let pairs: Vec<(f64, f64)> = large.into_iter().zip(small).collect();
    let gap = statistics::paired(&pairs)?;
    let interval = gap.interval();
    let shown = interval.map_or(String::new(), |(low, high)| {
        format!(" [{low:.2}, {high:.2}] over {} pairs", gap.n)
    });
    let words = verdict(interval.is_some_and(|(low, _)| low > 0.0));
    let paper = TEST[0] - TEST[1];
    Some(format!(
        "SB tests better than LB, in the paper by {paper:.2} points: by {:.2}{shown}, {words}",
        gap.estimate
    ))
}

fn sharpness(numbers: &Numbers) -> Vec<String> {
    type Value = fn(&Measures) -> Option<Phi>;
    let lines: [(&str, f64, Value); 4] = [
        ("φ(1e-3)", 205.14 / 1.23, |m| m.full[0]),
        ("φ(5e-4)", 42.90 / 0.61, |m| m.full[1]),
        ("φ(1e-3), p = 100", 9.22 / 0.11, |m| m.subspace[0]),
        ("φ(5e-4), p = 100", 9.17 / 0.05, |m| m.subspace[1]),
    ];
    let line = |(name, paper, value): (&str, f64, Value)| {
        let ours = ratio(numbers, |network| best(value(&network.measures)))?;
        let as_paper = ratio(numbers, |network| from_x(value(&network.measures)))?;
        let words = verdict(ours >= SHARPER);
        Some(format!(
            "LB's {name} at least {SHARPER} times SB's, in the paper {paper:.0} times: {ours:.2} \
             times, by the paper's search {as_paper:.2} times, {words}"
        ))
    };
    lines.into_iter().filter_map(line).collect()
}

fn travel(numbers: &Numbers) -> Option<String> {
    let farther = 1.0 / ratio(numbers, distance)?;
    let (low, high) = FARTHER;
    let words = verdict((low..=high).contains(&farther));
    Some(format!(
        "SB travels {low} to {high} times as far as LB: {farther:.2} times, {words}"
    ))
}
