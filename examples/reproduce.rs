//! Runs presets natively, exactly as the page does, and prints the table of their numbers:
//!
//! ```text
//! cargo run --release --example reproduce -- convincing digits
//! cargo run --release --example reproduce -- convincing --trials 5 --draw 1 --draw 2 --measures
//! ```
//!
//! Words are names of presets, or the settings of a link's hash, as "preset=convincing&lr=0.01". `--draw N`, as often as wished, takes other draws of MNIST-1D in
//! place of the usual one, and several are summed up together; `--trials N` other numbers of trials;
//! `--measures` takes the measures around every minimum as well.

mod shared;

use shared::{Arguments, load, run, summary};
use sharp_minima::data::Dataset;
use sharp_minima::experiment::report::{Report, Training};
use sharp_minima::experiment::{Experiment, Job, Regime, Study};
use sharp_minima::measures::{Answer, AtMinimum, EPSILONS, Inquiry, InquiryTask, Measures};
use std::collections::BTreeMap;
use std::error::Error;
use std::rc::Rc;

type Minima = BTreeMap<(u32, Regime), Vec<f32>>;

/// What one draw of the samples gives.
struct Ran {
    study: Study,
    measured: Vec<AtMinimum>,
}

/// Runs every job of the experiment, one after the other.
fn train(experiment: &Experiment, data: &Rc<Dataset>) -> Result<(Study, Minima), Box<dyn Error>> {
    let mut study = Study::new(experiment.clone())?;
    let mut minima = Minima::new();
    loop {
        let jobs = study.next_jobs();
        if jobs.is_empty() {
            return Ok((study, minima));
        }
        for job in jobs {
            let vectors = match job {
                Job::Train { .. } => Vec::new(),
                Job::Sharpness { regime, trial, .. } => vec![minima[&(trial, regime)].clone()],
                Job::Path { trial, .. } => [Regime::Small, Regime::Large]
                    .map(|regime| minima[&(trial, regime)].clone())
                    .to_vec(),
            };
            let (report, left) = run(job, vectors, data)?;
            if let Report::Training(training) = &report {
                let x = left.into_iter().next().unwrap_or_default();
                minima.insert((training.trial, training.regime), x);
            }
            study.accept(report)?;
        }
    }
}

/// Takes all measures at every minimum.
fn measure(
    experiment: &Experiment,
    minima: Minima,
    data: &Rc<Dataset>,
) -> Result<Vec<AtMinimum>, Box<dyn Error>> {
    let mut measured = Vec::new();
    for ((trial, regime), x) in minima {
        let inquiry = Inquiry::Minimum {
            experiment: experiment.clone(),
            regime,
            trial,
        };
        let mut task = InquiryTask::start(inquiry, vec![x], Rc::clone(data))?;
        while !task.advance() {}
        let Some(Answer::Minimum(at)) = task.answer() else {
            return Err("a finished inquiry at a minimum has an answer".into());
        };
        measured.push(*at);
    }
    Ok(measured)
}

fn ran(experiment: &Experiment, measures: bool) -> Result<Ran, Box<dyn Error>> {
    let data = load(experiment)?;
    let (study, minima) = train(experiment, &data)?;
    let minima = if measures { minima } else { Minima::new() };
    let measured = measure(experiment, minima, &data)?;
    Ok(Ran { study, measured })
}

fn line(name: &str, values: impl IntoIterator<Item = f64>) {
    println!("    {name:<16}{}", summary(values, 4));
}

fn print_trainings(all: &[Ran], regime: Regime) {
    let last = |value: fn(&Training) -> Option<f64>| {
        let trainings = all.iter().flat_map(|ran| ran.study.trainings());
        let own = trainings.filter(move |training| training.regime == regime);
        own.filter_map(value)
    };
    line("epochs", last(|t| Some(f64::from(t.points.last()?.epoch))));
    line(
        "train loss",
        last(|t| Some(t.points.last()?.evaluation.train_loss)),
    );
    line(
        "train %",
        last(|t| Some(100.0 * t.points.last()?.evaluation.train_accuracy)),
    );
    line(
        "test %",
        last(|t| Some(100.0 * t.points.last()?.evaluation.test_accuracy)),
    );
    line("‖x − x₀‖", last(|t| Some(t.points.last()?.distance)));
    for epsilon in EPSILONS {
        let own = || {
            let measured = all.iter().flat_map(|ran| ran.study.sharpness());
            measured.filter(|s| s.regime == regime && s.epsilon == epsilon)
        };
        line(&format!("φ({epsilon})"), own().map(|s| s.value));
        line("  from x", own().map(|s| s.from_x));
    }
}

fn print_measures(all: &[Ran], regime: Regime) {
    let of = |value: fn(&Measures) -> f64| {
        let measured = all.iter().flat_map(|ran| &ran.measured);
        let own = measured.filter(move |at| at.regime == regime);
        own.map(move |at| value(&at.measures))
    };
    if of(|_| 0.0).next().is_none() {
        return;
    }
    line("φ(p = 100)", of(|m| m.subspace[0].value));
    line("  from x", of(|m| m.subspace[0].from_x));
    line("λ₁", of(|m| m.eigenvalue(1).unwrap_or(f64::NAN)));
    line("λ₅", of(|m| m.eigenvalue(5).unwrap_or(f64::NAN)));
    line("λ₁₀", of(|m| m.eigenvalue(10).unwrap_or(f64::NAN)));
    line("above 1", of(|m| f64::from(m.above)));
    line("smallest", of(|m| m.smallest.unwrap_or(f64::NAN)));
    line("trace", of(|m| m.trace.value));
    line("gradients", of(|m| m.gradients));
}

fn print(name: &str, all: &[Ran]) {
    let Some(first) = all.first().map(|ran| ran.study.experiment()) else {
        return;
    };
    println!("{name} (n = {})", all.len() * first.trials as usize);
    for regime in [Regime::Small, Regime::Large] {
        println!("  batch {}", first.batch(regime));
        print_trainings(all, regime);
        print_measures(all, regime);
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read()?;
    for name in &arguments.words {
        let mut all = Vec::new();
        for experiment in arguments.experiments(name)? {
            let draw = ran(&experiment, arguments.measures)?;
            if arguments.draws.len() > 1 {
                print(
                    &format!("{name}, draw {}", experiment.draw),
                    std::slice::from_ref(&draw),
                );
            }
            all.push(draw);
        }
        print(name, &all);
    }
    Ok(())
}
