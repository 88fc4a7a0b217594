//! What jobs are called, and their forms as text.

use crate::every_job::{every_job, slice_job};
use crate::spirals::spirals;
use serde_json::Value;
use sharp_minima::data::{DataSet, USUAL_DRAW};
use sharp_minima::jobs::preview::LAST_DRAW;
use sharp_minima::jobs::{Job, Key, PreviewJob, Report, SharpnessJob, TrainJob};
use sharp_minima::optimizer::OptimizerKind;
use sharp_minima::settings::{Experiment, REGIMES, Regime, StopRule};
use sharp_minima::strategy::{Augmentation, Conservative, Strategy, remedies};
use std::collections::BTreeSet;

#[test]
fn every_job_is_its_key() {
    let mut kinds = BTreeSet::new();
    for (job, _) in every_job() {
        let key = job.key();
        assert!(kinds.insert(job.kind()));
        let begin = format!("{{\"{}\":", job.kind());
        assert!(key.as_str().starts_with(&begin), "{key}");
        let back: Job = serde_json::from_str(key.as_str()).expect("its own form");
        assert_eq!((&back, back.key()), (&job, key));
    }
    assert_eq!(kinds.len(), 16);
}

/// The key of a plain training after a change of its settings.
fn key(regime: Regime, change: impl Fn(&mut Experiment)) -> Key {
    let mut experiment = spirals();
    change(&mut experiment);
    Job::from(TrainJob::plain(&experiment, regime, 0)).key()
}

#[test]
fn equal_trainings_have_one_key() {
    for regime in REGIMES {
        let own = key(regime, |_| ());
        assert_eq!(key(regime, |e| e.starts = 9), own);
        assert_eq!(key(regime, |e| e.trials = 7), own);
        assert_eq!(key(regime, |e| e.momentum = 0.5), own, "ADAM has none");
        assert_eq!(key(regime, |e| e.stop_loss = 0.5), own);
    }
    let own = REGIMES.map(|regime| key(regime, |_| ()));
    assert_eq!(key(Regime::Small, |e| e.large_batch = 60), own[0]);
    assert_eq!(key(Regime::Large, |e| e.small_batch = 5), own[1]);
}

#[test]
fn what_a_training_depends_on_is_in_its_key() {
    let changes: [fn(&mut Experiment); 13] = [
        |_| (),
        |e| e.draw = 3,
        |e| e.train = 61,
        |e| e.label_noise = 0.1,
        |e| e.hidden = vec![5],
        |e| e.batch_norm = true,
        |e| e.learning_rate = 0.02,
        |e| e.large_batch = 31,
        |e| e.epochs = 4,
        |e| e.seed = 2,
        |e| e.optimizer = OptimizerKind::Sgd,
        |e| (e.optimizer, e.momentum) = (OptimizerKind::Sgd, 0.5),
        |e| (e.stop, e.stop_loss) = (StopRule::Loss, 0.5),
    ];
    let keys = changes.map(|change| key(Regime::Large, change));
    let mut all: BTreeSet<Key> = keys.into();
    assert_eq!(all.len(), changes.len());
    let training = TrainJob::plain(&spirals(), Regime::Large, 0);
    let snapshots = vec![0, 3];
    for other in [
        TrainJob {
            trial: 1,
            ..training.clone()
        },
        TrainJob {
            snapshots,
            ..training
        },
    ] {
        assert!(all.insert(Job::from(other).key()));
    }
    assert!(!all.contains(&key(Regime::Small, |_| ())));
}

/// Of real digits there is one draw.
#[test]
fn the_draw_is_in_the_key_where_samples_are_drawn() {
    let digits = |draw| {
        let experiment = Experiment {
            data: DataSet::Mnist,
            draw,
            ..Experiment::default()
        };
        TrainJob::plain(&experiment, Regime::Large, 0)
    };
    assert_eq!(digits(1), digits(2));
    assert_eq!(digits(1).experiment.draw, USUAL_DRAW);
    let check = digits(1).experiment.check();
    assert_eq!(check.as_ref(), Ok(&digits(1).experiment));
}

#[test]
fn neutral_strategies_are_plain_and_others_keep_what_they_need() {
    let key = |experiment: &Experiment, strategy, regime| {
        Job::from(TrainJob::new(experiment, strategy, regime, 0, Vec::new())).key()
    };
    let one_step = Conservative {
        steps: 1,
        ..Conservative::default()
    };
    for neutral in [
        Strategy {
            augmentation: Some(Augmentation::NONE),
            ..Strategy::PLAIN
        },
        Strategy {
            conservative: Some(one_step),
            ..Strategy::PLAIN
        },
    ] {
        let plain = key(&spirals(), Strategy::PLAIN, Regime::Large);
        assert_eq!(key(&spirals(), neutral, Regime::Large), plain);
    }
    let other = Experiment {
        small_batch: 5,
        ..spirals()
    };
    for row in remedies(&spirals()) {
        let of = |experiment| key(experiment, row.strategy, row.regime);
        let needs = row.regime == Regime::Small
            || ["warm-start", "linear-rate", "sqrt-rate", "growing"].contains(&row.name);
        assert_eq!(of(&spirals()) != of(&other), needs, "{}", row.name);
    }
}

/// The order of the batches is named only where it is another trial's.
#[test]
fn a_training_in_its_own_order_is_the_plain_one() {
    let plain = TrainJob::plain(&spirals(), Regime::Small, 1);
    assert_eq!(plain.clone().in_order_of(1), plain);
    assert_eq!(plain.clone().in_order_of(2).in_order_of(1), plain);
    let key = |job: &TrainJob| Job::from(job.clone()).key();
    assert!(!key(&plain).as_str().contains("order"));
    let other = plain.clone().in_order_of(2);
    let named = key(&plain).to_string();
    let named = named.replace("\"trial\":1,", "\"trial\":1,\"order\":2,");
    assert_eq!(key(&other).as_str(), named);
}

/// A training as it is named is an allowed one, and naming it again changes nothing.
#[test]
fn named_trainings_are_allowed_and_stay() {
    for row in remedies(&spirals()) {
        let job = TrainJob::new(&spirals(), row.strategy, row.regime, 1, vec![0, 3]);
        let checked = job.experiment.clone().check();
        assert_eq!(checked.as_ref(), Ok(&job.experiment));
        assert_eq!(job.strategy.check(&job.experiment), Ok(job.strategy));
        let again = TrainJob::new(&job.experiment, job.strategy, row.regime, 1, vec![0, 3]);
        assert_eq!(again, job, "{}", row.name);
    }
}

#[test]
fn jobs_that_measure_are_named_by_their_training_and_what_is_measured() {
    let of = |starts, epsilon| {
        let experiment = Experiment {
            starts: 7,
            ..spirals()
        };
        Job::from(SharpnessJob {
            of: TrainJob::plain(&experiment, Regime::Small, 0),
            starts,
            epsilon,
        })
        .key()
    };
    assert_eq!(of(1, 1e-3), of(1, 1e-3));
    assert_ne!(of(1, 1e-3), of(2, 1e-3));
    assert_ne!(of(1, 1e-3), of(1, 5e-4));
    let preview = |draw| Job::from(PreviewJob::of(&spirals(), draw)).key();
    assert_eq!(preview(3), preview(3 + LAST_DRAW + 1));
    assert_ne!(preview(3), preview(4));
}

/// The text of every report, read and written again; NaN is no number that could be compared.
#[test]
fn numbers_that_are_not_finite_survive() {
    for (_, report) in every_job() {
        let text = serde_json::to_string(&report).expect("plain data");
        let back: Report = serde_json::from_str(&text).expect("its own form");
        assert_eq!(format!("{back:?}"), format!("{report:?}"));
        assert_eq!(serde_json::to_string(&back).expect("plain data"), text);
    }
    let text = r#"{"probe":{"place":[0,1],"loss":"infinite","phi":1,"eigenvalue":-1}}"#;
    let error = serde_json::from_str::<Report>(text).expect_err("no number");
    let expected = r#"expected a number, "inf", "-inf" or "nan""#;
    assert!(error.to_string().contains(expected), "{error}");
    let text = text.replace("\"infinite\"", "2");
    let Report::Probe(probe) = serde_json::from_str(&text).expect("whole numbers") else {
        panic!("a probe");
    };
    assert_eq!([probe.loss, probe.phi, probe.eigenvalue], [2.0, 1.0, -1.0]);
}

/// All forms of a value with one field more in one of its objects.
fn with_one_more(value: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    if let Value::Object(fields) = value {
        let mut more = fields.clone();
        more.insert("surprise".into(), Value::Null);
        all.push(more.into());
        for (name, field) in fields {
            for changed in with_one_more(field) {
                let mut fields = fields.clone();
                fields.insert(name.clone(), changed);
                all.push(fields.into());
            }
        }
    }
    if let Value::Array(items) = value {
        for (index, item) in items.iter().enumerate() {
            for changed in with_one_more(item) {
                let mut items = items.clone();
                items[index] = changed;
                all.push(items.into());
            }
        }
    }
    all
}

#[test]
fn unknown_fields_are_errors() {
    for (job, report) in every_job() {
        let value = serde_json::to_value(&job).expect("plain data");
        for changed in with_one_more(&value) {
            let read = serde_json::from_value::<Job>(changed.clone());
            assert!(read.is_err(), "{changed}");
        }
        let value = serde_json::to_value(&report).expect("plain data");
        for changed in with_one_more(&value) {
            let read = serde_json::from_value::<Report>(changed.clone());
            assert!(read.is_err(), "{changed}");
        }
    }
}

#[test]
fn unknown_kinds_are_errors() {
    let job = serde_json::from_str::<Job>(r#"{"dream":{}}"#).expect_err("no such job");
    let expected = "unknown variant `dream`, expected one of `train`, `bowl`, `sharpness`";
    assert!(job.to_string().starts_with(expected), "{job}");
    let report = serde_json::from_str::<Report>(r#"{"dream":1}"#).expect_err("no such report");
    let expected = "unknown variant `dream`, expected one of `training`";
    assert!(report.to_string().starts_with(expected), "{report}");
    let text = Job::from(slice_job()).key().to_string();
    for (from, to) in [
        ("\"filter\"", "\"cube\""),
        ("\"large\"", "\"huge\""),
        ("\"adam\"", "\"lion\""),
    ] {
        let error = serde_json::from_str::<Job>(&text.replace(from, to)).expect_err(to);
        assert!(error.to_string().contains("unknown variant"), "{error}");
    }
}
