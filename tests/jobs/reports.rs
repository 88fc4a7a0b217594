//! Which reports are those of a job.

use crate::every_job::{every_job, slice_job};
use sharp_minima::jobs::{Job, Measures, Part, Places, Points, PointsJob, Report, Taken};
use sharp_minima::landscape::{Axes, Evaluated};
use sharp_minima::settings::Regime;

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
