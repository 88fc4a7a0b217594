//! The numbers that were shipped and run before results were entries, as entries.

use crate::known::{Known, figure};
use serde_json::{Map, Value, json};
use sharp_minima::jobs::{
    AtEpoch, EpochJob, Job, Places, Points, PointsJob, Report, Slice, SliceJob, TrainJob, Training,
};
use sharp_minima::landscape::Evaluated;
use sharp_minima::settings::Experiment;

/// A recorded file.
fn file(name: &str) -> Value {
    let path = format!("{}/tests/recorded/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a recorded file");
    serde_json::from_str(&text).expect("JSON")
}

fn experiment(value: &Value) -> Experiment {
    serde_json::from_value(value["experiment"].clone()).expect("settings")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

/// The fields of an object without one of them.
fn without(value: &Value, name: &str) -> Map<String, Value> {
    let mut fields = value.as_object().expect("an object").clone();
    fields.remove(name);
    fields
}

/// A point whose losses and accuracies stood beside its other fields.
fn point(value: &Value) -> Value {
    let mut fields = value.as_object().expect("an object").clone();
    let names = ["train_loss", "train_accuracy", "test_loss", "test_accuracy"];
    let evaluation: Map<String, Value> = names
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), fields.remove(name)?)))
        .collect();
    fields.insert("evaluation".into(), evaluation.into());
    fields.into()
}

fn points(value: &Value) -> Value {
    list(&value["points"]).map(point).collect::<Vec<_>>().into()
}

fn ending(value: &Value) -> Value {
    match value["reason"].as_str() {
        Some("diverged") => json!({ "diverged": without(value, "reason") }),
        _ => value["reason"].clone(),
    }
}

fn training(value: &Value) -> Training {
    let mut fields = without(value, "kind");
    fields.insert("points".into(), points(value));
    fields.insert("ending".into(), ending(&value["ending"]));
    serde_json::from_value(fields.into()).expect("a training")
}

/// A report that said its kind.
fn report(value: &Value) -> Report {
    let fields = without(value, "kind");
    let kind = value["kind"].as_str().expect("a kind");
    match kind {
        "training" => return Report::Training(training(value)),
        "path" => {
            let path = json!({ "trial": value["trial"], "points": points(value) });
            return serde_json::from_value(json!({ "path": path })).expect("a path");
        }
        _ => {}
    }
    serde_json::from_value(json!({ kind: fields })).expect("a report")
}

fn of_reports(value: &Value, name: &str) -> Known {
    let mut known = Known::new(experiment(value));
    known.active = false;
    for one in list(&value[name]) {
        known.take(report(one));
    }
    known
}

/// The run of each preset, by the preset's name.
pub fn runs() -> Vec<(String, Known)> {
    let file = file("runs");
    let all = file.as_object().expect("an object").iter();
    all.map(|(name, run)| (name.clone(), of_reports(run, "reports")))
        .collect()
}

/// The run that was shipped.
pub fn run() -> Known {
    of_reports(&file("precomputed"), "reports")
}

/// The measures that were shipped, with six digits.
pub fn measures() -> Known {
    of_reports(&file("measures"), "answers")
}

/// The comparison that was shipped; of each training only the points that it says something of.
pub fn remedies() -> Known {
    let file = file("remedies");
    let mut known = Known::new(experiment(&file));
    known.active = false;
    let rows = known.rows();
    let job = |row: &Value, trial: u32| -> TrainJob {
        let mut own = rows
            .iter()
            .filter(|(name, job)| row == *name && job.trial == trial);
        own.next().expect("one of its rows").1.clone()
    };
    for one in list(&file["trainings"]) {
        let training = training(&one["training"]);
        let job = job(&one["row"], training.trial);
        known.put(job, Report::Training(training));
    }
    for one in list(&file["answers"]) {
        let at: AtEpoch = serde_json::from_value(without(&one["answer"], "kind").into())
            .expect("what was measured after an epoch");
        let job = EpochJob {
            of: job(&one["row"], at.trial),
            starts: known.experiment.starts,
            epoch: at.epoch,
        };
        known.put(job, Report::Epoch(at));
    }
    known
}

/// The landscape that was shipped, its points with six digits. They were written in the order in which the
/// first view asks for them.
pub fn landscape() -> Known {
    let file = file("landscape");
    let mut known = Known::new(experiment(&file));
    for name in ["landscape", "lines"] {
        for one in list(&file["kept"][name]) {
            let slice: Slice = serde_json::from_value(one["slice"].clone()).expect("a slice");
            known.take(Report::Slice(slice));
            let all: Points =
                serde_json::from_value(without(&one["points"], "places").into()).expect("points");
            let mut done = 0;
            for wanted in figure(name).wanted(&known.context()) {
                let Job::Points(job) = wanted.job else {
                    continue;
                };
                let end = done + job.places.len();
                let some = |values: &[f64]| values.get(done..end).unwrap_or_default().to_vec();
                let points = Points {
                    train_loss: some(&all.train_loss),
                    train_accuracy: some(&all.train_accuracy),
                    test_loss: some(&all.test_loss),
                    test_accuracy: some(&all.test_accuracy),
                };
                known.points(job.slice, job.places.list(), job.evaluated, points);
                done = end;
            }
            assert_eq!(done, all.len(), "every point has its place");
        }
    }
    known
}

impl Known {
    /// Puts points of a slice.
    #[track_caller]
    pub fn points(
        &mut self,
        slice: SliceJob,
        places: Vec<[f64; 2]>,
        evaluated: Evaluated,
        points: Points,
    ) {
        let job = PointsJob {
            slice,
            places: Places::List(places),
            evaluated,
        };
        self.put(job, Report::Points(points));
    }
}
