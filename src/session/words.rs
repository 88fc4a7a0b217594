//! What is said of runs and results.

use super::run::{Phase, Run};
use crate::format::{count, list, time};
use crate::jobs::{Job, TrainJob};
use crate::results::Origin;
use crate::set::Set;

/// Seconds and bytes that are told before a run that takes more.
const LONG: f64 = 60.0;
const LARGE: f64 = 1e9;

/// A job in words: "sharpness of LB at ε = 0.001, trial 2".
pub(super) fn job(job: &Job) -> String {
    let trial = |of: &TrainJob| format!("trial {}", of.trial + 1);
    let whose = |of: &TrainJob| of.regime.name();
    match job {
        Job::Train(of) if of.order.is_some() => {
            format!("training of {} in another order, {}", whose(of), trial(of))
        }
        Job::Train(of) if of.strategy.is_plain() => {
            format!("training of {}, {}", whose(of), trial(of))
        }
        Job::Train(of) => format!("training of a strategy on {}, {}", whose(of), trial(of)),
        Job::Sharpness(s) => format!(
            "sharpness of {} at ε = {}, {}",
            whose(&s.of),
            s.epsilon,
            trial(&s.of)
        ),
        Job::Bowl(at) => format!("bowl of {}, {}", whose(&at.of), trial(&at.of)),
        Job::Path(path) => format!("path between the minima, {}", trial(&path.of[0])),
        Job::Connection(ways) => format!("ways between minima, {}", trial(&ways.of[0])),
        Job::Minimum(at) => format!("measures of {}, {}", whose(&at.of), trial(&at.of)),
        Job::Epoch(at) => format!(
            "sharpness of {} after epoch {}, {}",
            whose(&at.of),
            at.epoch,
            trial(&at.of)
        ),
        Job::Scale(at) => format!("{} rescaled, {}", whose(&at.of), trial(&at.of)),
        Job::NoiseScale(at) => format!(
            "gradient noise of {} after epoch {}, {}",
            whose(&at.of),
            at.epoch,
            trial(&at.of)
        ),
        Job::Predictors(at) => format!("predictors of {}, {}", whose(&at.of), trial(&at.of)),
        Job::Slice(slice) => format!("axes of a slice, {}", trial(&slice.of[0])),
        Job::Points(points) => format!("points of a slice, {}", trial(&points.slice.of[0])),
        Job::Probe(probe) => format!("sharpness at a place, {}", trial(&probe.slice.of[0])),
        Job::Preview(_) => "augmented samples".to_owned(),
        Job::Files(_) => "a network from files".to_owned(),
        Job::Export(_) => "a file".to_owned(),
    }
}

/// What is said before the first run, by where what is known comes from and whether that is all.
pub(super) fn opening(known: &Set<Origin>, complete: bool, trials: u32) -> String {
    let trials = count(trials as usize, "trial");
    if known.is_empty() {
        "Nothing has been run yet: press Run.".to_owned()
    } else if !complete {
        "A part is known. Run computes the rest.".to_owned()
    } else if known.contains(&Origin::Shipped) {
        "Shipped results. Press Run to train it yourself.".to_owned()
    } else {
        format!("Results of {trials} from before. Press Run to train it again.")
    }
}

/// What a run takes, where it is more than a minute or a gigabyte; empty otherwise.
pub(super) fn cost(seconds: f64, bytes: f64) -> String {
    let long = (seconds > LONG).then(|| format!("about {}", time(seconds)));
    let large = (bytes > LARGE).then(|| format!("up to {:.1} GB of memory", bytes / 1e9));
    let all: Vec<String> = long.into_iter().chain(large).collect();
    match all.is_empty() {
        true => String::new(),
        false => format!(" A run takes {}.", list(&all)),
    }
}

/// That a job of no figure could not be computed.
pub(super) fn lost(what: &Job, why: &str) -> String {
    let what = job(what);
    let mut letters = what.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{} could not be computed: {why}.", letters.as_str())
}

/// Where results come from, and the tone that goes with it.
pub(super) fn sources(origins: &Set<Origin>) -> (String, &'static str) {
    let has = |origin: Origin| origins.contains(&origin);
    let here = has(Origin::Computed) || has(Origin::Kept);
    let all = [
        (has(Origin::Shipped), "shipped"),
        (has(Origin::Opened), "from a file"),
        (here, "computed here"),
    ];
    let named: Vec<String> = all
        .into_iter()
        .filter(|(has, _)| *has)
        .map(|(_, name)| name.to_owned())
        .collect();
    match named.as_slice() {
        [] => ("computed here".to_owned(), "own"),
        [one] => (
            one.clone(),
            if here || has(Origin::Opened) {
                "own"
            } else {
                "shipped"
            },
        ),
        [first, rest @ ..] => (format!("{first}, the rest {}", list(rest)), "own"),
    }
}

/// How a run goes or went; `left`: the seconds that are left, if they are known.
pub(super) fn run(run: &Run, share: f64, left: Option<f64>) -> String {
    let percent = |share: f64| format!("{:.0} %", (100.0 * share).floor());
    match run.phase {
        Phase::Idle => String::new(),
        Phase::Running => {
            let lost = match run.losses.len() {
                0 => String::new(),
                n => format!(", {} lost", count(n, "job")),
            };
            let left = left.map_or_else(String::new, |left| format!(", about {} left", time(left)));
            format!("{} done{left}{lost}.", percent(share))
        }
        Phase::Paused => format!("Paused at {}.", percent(share)),
        Phase::Cancelled => format!(
            "Cancelled at {}. What was measured stays.",
            percent(run.share)
        ),
        Phase::Finished => {
            let agrees = match run.agrees {
                Some(true) => " Every shipped number was found again, to the last digit.",
                Some(false) => " Not every number is the shipped one.",
                None => "",
            };
            let own = if run.own {
                ": these figures are your own run"
            } else {
                ""
            };
            format!("Done in {}{own}.{agrees}", time(run.took / 1000.0))
        }
        Phase::Failed => format!(
            "The run failed: {}. What was measured stays; Run starts anew.",
            losses(&run.losses)
        ),
    }
}

/// The first loss, and how many others there are.
pub(super) fn losses(losses: &[(String, String)]) -> String {
    let Some((what, why)) = losses.first() else {
        return "a job was lost".to_owned();
    };
    let others = match losses.len() - 1 {
        0 => String::new(),
        n => format!(" (and {})", count(n, "other job")),
    };
    format!("{what}: {why}{others}")
}
