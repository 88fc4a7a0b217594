//! A step of each strategy beside the plain step, in turns, so that a slow moment of the machine hits
//! all: times as multiples of the plain step's, beside the strategy's gradient evaluations.
//!
//! ```text
//! cargo bench --bench strategies --features benchmark
//! ```

#[path = "common/median.rs"]
mod median;

use median::median;
use sharp_minima::benchmark::Stepping;
use std::time::Instant;

/// Measurements of each case; the median is shown.
const REPEATS: usize = 41;
/// Steps in one measurement.
const STEPS: u32 = 20;
/// More than this many times its gradient count is too much.
const LIMIT: f64 = 1.2;

fn seconds(case: &mut Stepping) -> f64 {
    let start = Instant::now();
    case.run(STEPS);
    start.elapsed().as_secs_f64() / f64::from(STEPS)
}

fn main() {
    // `cargo test --benches` starts benchmarks too, without this word.
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    let mut cases: Vec<(String, Stepping)> = Stepping::names()
        .into_iter()
        .filter_map(|name| Stepping::new(&name).map(|case| (name, case)))
        .collect();
    let mut ratios = vec![Vec::new(); cases.len()];
    let mut plain = Vec::new();
    for _ in 0..REPEATS {
        let times: Vec<f64> = cases.iter_mut().map(|(_, case)| seconds(case)).collect();
        plain.push(times[0]);
        for (ratios, time) in ratios.iter_mut().zip(&times) {
            ratios.push(time / times[0]);
        }
    }
    println!("a plain step: {:.3} ms", 1e3 * median(plain));
    println!(
        "{:<24} {:>7} {:>10} {:>8}",
        "", "× plain", "gradients", "quotient"
    );
    for ((name, case), ratios) in cases.iter().zip(ratios) {
        let (ratio, gradients) = (median(ratios), f64::from(case.gradients()));
        let quotient = ratio / gradients;
        let mark = if quotient > LIMIT { "  too slow" } else { "" };
        println!("{name:<24} {ratio:>7.2} {gradients:>10} {quotient:>8.2}{mark}");
    }
}
