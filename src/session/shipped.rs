//! Shipped results: rounded and thinned to what is worth its bytes, and held against what is computed
//! here.

use crate::exchange::write_json;
use crate::jobs::{AtScale, Job, Key, LEVELS, Points, Report, TrainJob, Training};
use crate::results::{Entry, Origin, Results};
use crate::set::Set;
use crate::settings::Experiment;

/// Digits of what is drawn or printed with three: more than a picture shows.
const DIGITS: usize = 6;

/// A file with what is known of these jobs of an experiment's figures.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn shipped(results: &Results, experiment: &Experiment, jobs: Vec<Job>) -> String {
    let mut chosen = Results::default();
    for job in jobs {
        // A preview is drawn at once wherever it is seen.
        if matches!(job, Job::Preview(_)) {
            continue;
        }
        if let Some(report) = known(results, &job) {
            let report = short(experiment, &job, &report);
            let _ = chosen.put(job, report, Origin::Shipped);
        }
    }
    chosen.write(|_| true)
}

/// The final report of a job; of points, which may have come with others, those of its places.
fn known(results: &Results, job: &Job) -> Option<Report> {
    let Job::Points(of) = job else {
        return results.get(job).filter(|report| report.is_final()).cloned();
    };
    let store = results.evaluations(&of.slice, of.evaluated)?;
    let mut points = Points::default();
    for place in of.places.list() {
        let at = store.at(place)?;
        points.train_loss.push(at.train_loss);
        points.train_accuracy.push(at.train_accuracy);
        if of.evaluated.testing {
            points.test_loss.push(at.test_loss);
            points.test_accuracy.push(at.test_accuracy);
        }
    }
    Some(Report::Points(points))
}

/// A report as it is shipped with an experiment's figures.
fn short(experiment: &Experiment, job: &Job, report: &Report) -> Report {
    match (job, report) {
        (Job::Train(of), Report::Training(training)) if !has_curves(experiment, of) => {
            Report::Training(thinned(training, &of.snapshots))
        }
        // Which other jobs are wanted depends on trainings and slices, to the bit.
        (_, Report::Training(_) | Report::Slice(_) | Report::Sharpness(_)) => report.clone(),
        (_, Report::Scale(at)) => match rounded(report) {
            // α says of which job it is.
            Report::Scale(short) => Report::Scale(AtScale {
                alpha: at.alpha,
                ..short
            }),
            other => other,
        },
        _ => rounded(report),
    }
}

/// Whether a training's curves are drawn: those of plain training at the experiment's own rate, whatever
/// the batch.
fn has_curves(experiment: &Experiment, of: &TrainJob) -> bool {
    let own = &of.experiment;
    of.strategy.is_plain()
        && (own.learning_rate, own.stop) == (experiment.learning_rate, experiment.stop)
}

/// Of a training's points only those that the comparison says something of: where it first came to each
/// loss that φ is compared at, and the last.
fn thinned(training: &Training, kept: &[u32]) -> Training {
    let last = training.last_epoch();
    let first = |level| training.first_kept(level, kept);
    let mut told: Vec<Option<u32>> = LEVELS.map(first).to_vec();
    told.push(last);
    let mut training = training.clone();
    training
        .points
        .retain(|point| told.contains(&Some(point.epoch)));
    training
}

/// A report whose numbers have at most [`DIGITS`] significant digits.
fn rounded(report: &Report) -> Report {
    let text = write_json(report);
    serde_json::from_str(&rounded_text(&text)).unwrap_or_else(|_| report.clone())
}

/// JSON with every number that has a fraction or an exponent rounded.
fn rounded_text(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    let mut number = String::new();
    let mut quoted = false;
    for c in text.chars() {
        if !quoted
            && matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')
            && !(c == 'e' && number.is_empty())
        {
            number.push(c);
            continue;
        }
        finish(&mut number, &mut short);
        quoted ^= c == '"';
        short.push(c);
    }
    finish(&mut number, &mut short);
    short
}

/// Writes a number that has ended.
fn finish(number: &mut String, into: &mut String) {
    if number.contains(['.', 'e', 'E'])
        && let Ok(value) = number.parse::<f64>()
    {
        let rounded: f64 = format!("{value:.0$e}", DIGITS - 1).parse().unwrap_or(value);
        into.push_str(&write_json(&rounded));
    } else {
        into.push_str(number);
    }
    number.clear();
}

/// Whether every number that was shipped was found again, to its last digit, but for those `checked` before; `None`
/// where none of what was shipped was computed.
pub(super) fn agree(
    experiment: &Experiment,
    former: &Results,
    own: &Results,
    checked: &Set<Key>,
) -> Option<bool> {
    former
        .keyed()
        .filter(|(key, _)| !checked.contains(*key))
        .filter_map(|(key, entry)| found_again(experiment, key, entry, own))
        .reduce(|all, one| all && one)
}

/// The same of one entry; `None` where it was not shipped, or not computed.
pub(super) fn found_again(
    experiment: &Experiment,
    key: &Key,
    Entry {
        job,
        report,
        origin,
    }: &Entry,
    own: &Results,
) -> Option<bool> {
    if *origin != Origin::Shipped || own.origin(key) == Some(Origin::Shipped) {
        return None;
    }
    let found = known(own, job)?;
    Some(is_same(&found, report) || is_same(&short(experiment, job, &found), report))
}

/// Whether two reports are written alike; what is no number is like itself then.
fn is_same(one: &Report, other: &Report) -> bool {
    one == other || write_json(one) == write_json(other)
}

#[cfg(test)]
mod tests {
    use super::rounded_text;

    #[test]
    fn only_numbers_with_a_fraction_are_rounded() {
        let text =
            r#"{"a":[0.123456789,-1.5,12345678,1e-12,2.00000049],"1.23456789":"2.3456789e"}"#;
        let short = r#"{"a":[0.123457,-1.5,12345678,1e-12,2.0],"1.23456789":"2.3456789e"}"#;
        assert_eq!(rounded_text(text), short);
    }
}
