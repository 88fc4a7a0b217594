//! What holds of all jobs: their names, their forms as text, their needs and costs, and which reports
//! are theirs.
#![cfg(not(target_arch = "wasm32"))]

mod common {
    pub mod every_job;
    pub mod spirals;
}

use common::every_job::{every_job, slice_job};
use common::spirals::spirals;
use serde_json::Value;
use sharp_minima::data::{DataSet, USUAL_DRAW};
use sharp_minima::jobs::files::digest;
use sharp_minima::jobs::preview::LAST_DRAW;
use sharp_minima::jobs::{
    EpochJob, ExportJob, Job, Key, Measures, MinimumJob, Need, Part, PathJob, Places, Points,
    PointsJob, PreviewJob, ProbeJob, Report, ScaleJob, SharpnessJob, SliceJob, Taken, TrainJob,
    Which, fingerprint,
};
use sharp_minima::landscape::{Axes, Evaluated};
use sharp_minima::optimizer::OptimizerKind;
use sharp_minima::settings::{Experiment, REGIMES, Regime, StopRule};
use sharp_minima::strategy::{Augmentation, Conservative, Robust, Strategy, remedies};
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

#[test]
fn a_report_fits_the_job_of_its_kind_alone() {
    let all = every_job();
    for (i, (job, _)) in all.iter().enumerate() {
        for (j, (_, report)) in all.iter().enumerate() {
            assert_eq!(
                job.fits(report),
                i == j,
                "{} {}",
                job.kind(),
                all[j].0.kind()
            );
        }
    }
}

/// The job of this kind and its report.
fn of_kind(kind: &str) -> (Job, Report) {
    let mut all = every_job().into_iter();
    let found = all.find(|(job, _)| job.kind() == kind);
    found.expect("a job of each kind")
}

fn changed<R>(report: &mut R, change: impl FnOnce(&mut R)) {
    change(report);
}

/// That a job does not take its own report for its own after any of these changes.
macro_rules! refuses {
    ($kind:literal, $report:ident: $($change:expr),+ $(,)?) => {$(
        let (job, mut report) = of_kind($kind);
        match &mut report {
            Report::$report(own) => changed(own, $change),
            other => panic!("another report: {other:?}"),
        }
        assert!(!job.fits(&report), "{}", stringify!($change));
    )+};
}

#[test]
fn reports_of_other_jobs_of_the_kind_are_refused() {
    refuses!("train", Training: |r| r.regime = Regime::Small, |r| r.trial = 0,
        |r| r.points.swap(0, 1), |r| r.points[1].epoch = 0);
    refuses!("sharpness", Sharpness: |r| r.regime = Regime::Small, |r| r.trial = 0,
        |r| r.epsilon = 1e-3);
    refuses!("bowl", Bowl: |r| r.regime = Regime::Small, |r| r.trial = 0,
        |r| r.values.truncate(5), |r| r.eigenvalues.clear());
    refuses!("path", Path: |r| r.trial = 0, |r| r.points.truncate(2),
        |r| r.points[1].alpha = 0.25);
    refuses!("connection", Connection: |r| r.trial = 0, |r| r.straight.truncate(2),
        |r| r.curved.clear(), |r| r.bent.truncate(1));
    refuses!("minimum", Minimum: |r| r.regime = Regime::Small, |r| r.trial = 0,
        |r| r.taken = Taken::of(Part::Noise, &Measures::default()));
    refuses!("files", Files: |r| **r = Taken::of(Part::Full, &Measures::default()));
    refuses!("epoch", Epoch: |r| r.regime = Regime::Small, |r| r.trial = 0, |r| r.epoch = 1);
    refuses!("scale", Scale: |r| r.regime = Regime::Small, |r| r.trial = 0, |r| r.alpha = 0.2);
    refuses!("noisescale", NoiseScale: |r| r.regime = Regime::Small, |r| r.trial = 0,
        |r| r.epoch = 1);
    refuses!("predictors", Predictors: |r| r.regime = Regime::Small, |r| r.trial = 0);
    refuses!("slice", Slice: |r| r.axes = Axes::Random, |r| r.at = Regime::Small,
        |r| r.draw = 1, |r| r.trial = 0, |r| r.small.clear(), |r| r.large.clear());
    refuses!("points", Points: |r| r.train_loss.truncate(1), |r| r.train_accuracy.clear(),
        |r| r.test_loss.clear(), |r| r.test_accuracy.push(0.5));
    refuses!("probe", Probe: |r| r.place[1] = 0.0);
    refuses!("preview", Preview: |r| r.originals.truncate(5), |r| r.augmented[1].clear(),
        |r| r.originals[2] = f32::NAN, |r| r.augmented[0][0] = f32::INFINITY,
        |r| r.each = 2, |r| r.each = usize::MAX, |r| r.classes.clear());
}

#[test]
fn points_without_testing_samples_have_none() {
    let job = |testing| {
        let evaluated = Evaluated {
            samples: 0,
            testing,
            frozen: false,
        };
        let places = Places::List(vec![[0.0, 1.0]]);
        PointsJob {
            slice: slice_job(),
            places,
            evaluated,
        }
    };
    let points = Points {
        train_loss: vec![1.0],
        train_accuracy: vec![0.5],
        ..Points::default()
    };
    assert_eq!((points.len(), points.is_empty()), (1, false));
    assert!(points.fits(&job(false)) && !points.fits(&job(true)));
}

#[test]
fn a_training_is_final_once_it_has_ended() {
    for (_, report) in every_job() {
        assert!(report.is_final());
        if let Report::Training(mut training) = report {
            training.ending = None;
            assert!(!training.has_minimum());
            assert!(!Report::Training(training).is_final());
        }
    }
}

/// The jobs that a job needs, by their kind, and which of their vectors.
fn needed(job: &Job) -> Vec<(&'static str, Which)> {
    let needs = job.needs();
    needs
        .iter()
        .map(|need| (need.job.kind(), need.which))
        .collect()
}

#[test]
fn needs_are_trainings_and_slices() {
    for (job, _) in every_job() {
        let expected = match job.kind() {
            "bowl" | "sharpness" | "minimum" | "scale" | "predictors" | "export" => {
                vec![("train", Which::Last)]
            }
            "epoch" | "noisescale" => vec![("train", Which::At(2))],
            "path" | "connection" => vec![("train", Which::Last); 2],
            "slice" => vec![("train", Which::All); 2],
            "points" | "probe" => vec![("slice", Which::All)],
            _ => Vec::new(),
        };
        assert_eq!(needed(&job), expected, "{}", job.kind());
        assert!(job.needs().iter().all(|need| need.job.leaves_vectors()));
        let leaves = ["train", "slice"].contains(&job.kind());
        assert_eq!(job.leaves_vectors(), leaves);
        let own = job.experiment().is_none();
        assert_eq!(own, job.kind() == "files", "it brings its own data");
        assert_eq!(job.files().len(), if own { 2 } else { 0 });
    }
    let pair = TrainJob::pair(&spirals(), 1).map(Job::from);
    let of = |needs: Vec<Need>| needs.into_iter().map(|need| need.job).collect::<Vec<_>>();
    assert_eq!(of(Job::from(slice_job()).needs()), pair, "SB first");
    let data = ExportJob::Data(TrainJob::plain(&spirals(), Regime::Small, 0));
    assert_eq!(Job::from(data).needs(), []);
}

#[test]
fn what_is_needed_is_found_by_its_label() {
    let labels = [0, 5, 9];
    assert_eq!(Which::All.among(&labels), Some(vec![0, 1, 2]));
    assert_eq!(Which::Last.among(&labels), Some(vec![2]));
    assert_eq!(Which::At(5).among(&labels), Some(vec![1]));
    assert_eq!(Which::At(4).among(&labels), None);
    assert_eq!(Which::Last.among(&[]), None);
    assert_eq!(Which::All.among(&[]), Some(Vec::new()));
}

/// About how many gradients of the whole training set a job takes: a φ 25 and four more a start, λ₁ and
/// its like 60, an evaluation half a gradient, a value a third.
#[test]
fn costs_are_gradients() {
    let of = || TrainJob::plain(&spirals(), Regime::Large, 0);
    let cost = |job: Job| job.cost();
    assert_eq!(cost(of().into()), 3.0 * 1.5, "three epochs");
    let twice = Strategy {
        robust: Some(Robust::default()),
        longer: 2.0,
        ..Strategy::PLAIN
    };
    let job = TrainJob::new(&spirals(), twice, Regime::Large, 0, Vec::new());
    assert_eq!(cost(job.into()), 6.0 * 2.5);
    for starts in [0, 1, 3] {
        let phi = 25.0 + 4.0 * f64::from(starts);
        let (of, epsilon, epoch, alpha) = (of(), 1e-3, 2, 2.0);
        let sharpness = SharpnessJob {
            of: of.clone(),
            starts,
            epsilon,
        };
        assert_eq!(cost(sharpness.into()), phi);
        let at_epoch = EpochJob {
            of: of.clone(),
            starts,
            epoch,
        };
        assert_eq!(cost(at_epoch.into()), phi + 60.0);
        let scale = ScaleJob {
            of: of.clone(),
            starts,
            alpha,
        };
        assert_eq!(cost(scale.into()), 2.0 * phi + 60.0);
        let probe = ProbeJob {
            slice: slice_job(),
            starts,
            place: [0.0; 2],
        };
        assert_eq!(cost(probe.into()), phi + 60.0);
        // The Hessian by a hundred products and ten probes, two noises of twenty pairs at x and at three and a half
        // σ, φ at two ε, and the point, φ and two balls.
        let hessian = 2.0 * (100.0 + 10.0);
        let noise = 20.0 * (2.0 + 3.5) / 3.0;
        let expected = [hessian, 2.0 * noise, 2.0 * phi, 1.0 + phi + 2.0 * 10.0];
        for (job, expected) in MinimumJob::parts(&of, starts).into_iter().zip(expected) {
            let off = cost(job.clone().into()) - expected;
            assert!(off.abs() < 1e-9, "{job:?}: {off}");
        }
    }
    let path = PathJob {
        of: TrainJob::pair(&spirals(), 0),
        alphas: vec![0.0; 25],
    };
    assert_eq!(cost(path.into()), 25.0);
    for (testing, each) in [(false, 0.34), (true, 0.5)] {
        let evaluated = Evaluated {
            samples: 0,
            testing,
            frozen: false,
        };
        let places = Places::List(vec![[0.0; 2]; 100]);
        let points = PointsJob {
            slice: slice_job(),
            places,
            evaluated,
        };
        assert_eq!(cost(points.into()), 100.0 * each);
    }
    let slice = |axes| {
        let slice = SliceJob {
            axes,
            ..slice_job()
        };
        cost(slice.into())
    };
    assert!(slice(Axes::Eigenvectors) > slice(Axes::Components));
    assert!(slice(Axes::Components) > slice(Axes::Points));
}

/// The published values of FNV-1a.
#[test]
fn files_and_vectors_are_named_by_their_hash() {
    assert_eq!(digest(b""), "0-cbf29ce484222325");
    assert_eq!(digest(b"a"), "1-af63dc4c8601ec8c");
    assert_eq!(digest(b"foobar"), "6-85944171f73967e8");
    assert_eq!(fingerprint(&[]), "cbf29ce484222325");
    assert_ne!(fingerprint(&[0.0]), fingerprint(&[-0.0]), "bits count");
}
