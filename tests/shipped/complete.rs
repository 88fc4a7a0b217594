//! The results that are shipped with the page: complete, and every number as it was recorded.

use crate::known::{self, Known};
use crate::recorded;
use serde_json::Value;
use sharp_minima::figures::FIGURES;
use sharp_minima::jobs::{Job, Report};
use sharp_minima::results::Origin;
use sharp_minima::settings::presets;

/// What is shipped of a preset.
fn shipped(name: &str) -> Known {
    let path = format!("{}/www/results/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let preset = presets().into_iter().find(|preset| preset.name == name);
    let mut known = Known::new(preset.expect("a preset").experiment);
    known.active = false;
    let unread = known.results.read(&text, Origin::Shipped);
    assert_eq!(unread, Ok(Vec::new()), "{name}");
    known
}

/// What is shipped of every preset.
fn all() -> Vec<(&'static str, Known)> {
    let names = presets().into_iter().map(|preset| preset.name);
    names.map(|name| (name, shipped(name))).collect()
}

/// The figures that something is to be shipped for: those that want anything but samples, which are drawn
/// at once wherever they are seen.
fn worth_it(known: &Known) -> Vec<&'static str> {
    let names = FIGURES.iter().map(|figure| figure.name());
    names
        .filter(|name| *name != "augmentation" && !known.wanted(name).is_empty())
        .collect()
}

#[test]
fn every_figure_shows_something() {
    for (name, known) in all() {
        for figure in worth_it(&known) {
            assert!(known.has(figure), "{name}: {figure}");
        }
    }
}

#[test]
fn the_first_preset_is_complete() {
    let known = shipped(presets()[0].name);
    for figure in worth_it(&known) {
        let missing = known.missing(figure);
        let kinds: Vec<&str> = missing.iter().map(Job::kind).collect();
        assert!(kinds.is_empty(), "{figure}: {kinds:?}");
        let expected = known::figure(figure).expected(&known.context());
        assert_eq!(expected, 0.0, "{figure}");
    }
}

#[test]
fn nothing_is_shipped_that_no_figure_wants() {
    for (name, known) in all() {
        let wanted: Vec<Job> = worth_it(&known)
            .into_iter()
            .flat_map(|figure| known.wanted(figure))
            .collect();
        for entry in known.results.entries() {
            // Points of one slice are one entry.
            let is_wanted = match &entry.job {
                Job::Points(points) => wanted.contains(&points.slice.clone().into()),
                job => wanted.contains(job),
            };
            assert!(is_wanted, "{name}: a {} job", entry.job.kind());
        }
    }
}

#[test]
fn a_run_of_each_preset_is_as_it_was() {
    for (name, run) in recorded::runs() {
        assert_eq!(run.results.len(), 35, "{name}");
        all_there(&run, &shipped(&name));
    }
}

/// Every report of `old` is in `new`: trainings and sharpness to the last digit, others to the six digits that
/// are shipped of them.
#[track_caller]
fn all_there(old: &Known, new: &Known) {
    for entry in old.results.entries() {
        let report = new.results.get(&entry.job);
        match (&entry.report, report) {
            (Report::Training(_) | Report::Sharpness(_), _) => {
                assert_eq!(report, Some(&entry.report), "{:?}", entry.job);
            }
            (old, new) => assert_alike(&entry.job, old, new),
        }
    }
}

#[test]
fn the_first_preset_s_run_is_as_it_was_shipped() {
    all_there(&recorded::run(), &shipped(presets()[0].name));
}

#[test]
fn the_comparison_is_as_it_was_shipped() {
    let known = shipped(presets()[0].name);
    let old = recorded::remedies();
    for entry in old.results.entries() {
        let new = known.results.get(&entry.job);
        match (&entry.report, new) {
            // Plain trainings are there with all their points.
            (Report::Training(old), Some(Report::Training(new))) => {
                let mut new = new.clone();
                new.points
                    .retain(|point| old.points.iter().any(|old| old.epoch == point.epoch));
                assert_eq!(&new, old);
            }
            (Report::Sharpness(_), _) => {
                assert_eq!(new, Some(&entry.report), "{:?}", entry.job);
            }
            (old, new) => assert_alike(&entry.job, old, new),
        }
    }
}

/// Two values whose numbers with a fraction are alike in six digits.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let six =
                |number: &serde_json::Number| format!("{:.5e}", number.as_f64().unwrap_or(0.0));
            one == other || six(one) == six(other)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let same = |(name, value)| other.get(name).is_some_and(|other| alike(value, other));
            one.len() == other.len() && one.iter().all(same)
        }
        _ => one == other,
    }
}

#[track_caller]
fn assert_alike(job: &Job, old: &Report, new: Option<&Report>) {
    let value = |report| serde_json::to_value(report).expect("plain data");
    let new = new.unwrap_or_else(|| panic!("not there: {job:?}"));
    assert!(alike(&value(old), &value(new)), "{old:?} {new:?}");
}

#[test]
fn the_measures_are_as_they_were_shipped() {
    let known = shipped(presets()[0].name);
    let old = recorded::measures();
    assert_eq!(old.results.len(), 52);
    for entry in old.results.entries() {
        assert_alike(&entry.job, &entry.report, known.results.get(&entry.job));
    }
}

#[test]
fn the_landscape_is_as_it_was_shipped() {
    let known = shipped(presets()[0].name);
    let mut points = 0;
    for entry in recorded::landscape().results.entries() {
        let (Job::Points(job), Report::Points(old)) = (&entry.job, &entry.report) else {
            assert_alike(&entry.job, &entry.report, known.results.get(&entry.job));
            continue;
        };
        let store = known.results.evaluations(&job.slice, job.evaluated);
        let store = store.expect("points of this slice");
        let six = |number: f64| format!("{number:.5e}");
        for (k, place) in job.places.list().into_iter().enumerate() {
            let new = store.at(place).unwrap_or_else(|| panic!("{place:?}"));
            assert_eq!(six(new.train_loss), six(old.train_loss[k]));
            assert_eq!(six(new.train_accuracy), six(old.train_accuracy[k]));
            if job.evaluated.testing {
                assert_eq!(six(new.test_loss), six(old.test_loss[k]));
                assert_eq!(six(new.test_accuracy), six(old.test_accuracy[k]));
            }
            points += 1;
        }
    }
    // 51 a side, and twice 49 on the lines, which share an end.
    assert!(points >= 51 * 51 + 97, "{points}");
}
