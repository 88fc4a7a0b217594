//! What each measure of flatness costs at the convincing preset: in gradient evaluations, in time,
//! and in time as a ratio to one gradient, which alone is the same on a busy machine.

#[path = "common/median.rs"]
mod median;

use median::median;
use sharp_minima::benchmark::Measuring;
use std::process::ExitCode;
use std::time::Instant;

/// Times every measure is taken; the medians are shown.
const REPEATS: usize = 3;
/// Gradients that are timed before and after each measure.
const GRADIENTS: u32 = 5;

fn main() -> ExitCode {
    // `cargo test --benches` starts benchmarks too, without this word.
    if !std::env::args().any(|word| word == "--bench") {
        return ExitCode::SUCCESS;
    }
    match Measuring::new() {
        Ok(measuring) => {
            table(measuring);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn table(mut measuring: Measuring) {
    println!("| measure | gradients | time | time of one gradient |");
    println!("| --- | ---: | ---: | ---: |");
    let mut all = [0.0; 3];
    for (index, name) in Measuring::names().iter().enumerate() {
        let numbers = measure(&mut measuring, index);
        print_row(name, numbers);
        if !name.ends_with("alone") {
            all.iter_mut().zip(numbers).for_each(|(sum, n)| *sum += n);
        }
    }
    print_row("all measures", all);
}

fn print_row(name: &str, [gradients, seconds, ratio]: [f64; 3]) {
    println!("| {name} | {gradients:.0} | {seconds:.3} s | {ratio:.0} |");
}

/// Gradient evaluations, seconds, and seconds over those of one gradient.
fn measure(measuring: &mut Measuring, index: usize) -> [f64; 3] {
    let mut runs = Vec::with_capacity(REPEATS);
    for _ in 0..REPEATS {
        let before = gradient(measuring);
        let start = Instant::now();
        let gradients = measuring.run(index);
        let seconds = start.elapsed().as_secs_f64();
        let gradient = 0.5 * (before + gradient(measuring));
        runs.push([gradients, seconds, seconds / gradient]);
    }
    [0, 1, 2].map(|column| median(runs.iter().map(|run| run[column]).collect()))
}

/// Seconds of one gradient.
fn gradient(measuring: &mut Measuring) -> f64 {
    let start = Instant::now();
    for _ in 0..GRADIENTS {
        measuring.gradient();
    }
    start.elapsed().as_secs_f64() / f64::from(GRADIENTS)
}
