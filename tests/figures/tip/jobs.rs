//! What the sweep and the warm starts are made of.

use super::made_up::{done, experiment, kneed, warming};
use crate::known::Known;
use sharp_minima::figures::tip::{epochs_before, sizes, trainings};
use sharp_minima::jobs::{Job, LEVELS, TrainJob};
use sharp_minima::optimizer::Schedule;
use sharp_minima::settings::{EqualSweep, Experiment, Regime, StopRule, presets};
use std::collections::BTreeSet;

fn trained(known: &Known, figure: &str) -> Vec<TrainJob> {
    let wanted = known.wanted(figure).into_iter();
    let trainings = wanted.filter_map(|job| match job {
        Job::Train(job) => Some(job),
        _ => None,
    });
    trainings.collect()
}

#[test]
fn sizes_follow_from_the_training_samples() {
    let of = |train, small_batch, large_batch| {
        let experiment = Experiment {
            train,
            small_batch,
            large_batch,
            ..Experiment::default()
        };
        sizes(&experiment)
    };
    let convincing = [8, 32, 64, 128, 256, 400, 800, 2000, 4000];
    assert_eq!(of(4000, 32, 400), convincing);
    assert_eq!(
        of(2000, 32, 200),
        [8, 16, 32, 64, 128, 200, 400, 1000, 2000]
    );
    assert_eq!(of(1000, 8, 100), [8, 16, 32, 64, 100, 200, 500, 1000]);
    assert_eq!(
        of(60_000, 256, 6000),
        [8, 64, 256, 1024, 4096, 6000, 12_000, 30_000, 60_000]
    );
    // A power of two stands 1.4 times below a tenth, or not at all.
    assert_eq!(of(1800, 8, 180), [8, 16, 32, 64, 128, 180, 360, 900, 1800]);
    assert_eq!(of(1700, 8, 170), [8, 16, 32, 64, 170, 340, 850, 1700]);
    // LB moves through them, and what is not among them is added.
    for large in convincing.into_iter().filter(|&size| size >= 32) {
        assert_eq!(of(4000, 32, large), convincing);
    }
    let added = [8, 32, 50, 64, 128, 256, 300, 400, 800, 2000, 4000];
    assert_eq!(of(4000, 50, 300), added);
    // Batch norm needs two samples.
    assert_eq!(of(10, 2, 5), [2, 5, 10]);
    assert_eq!(of(81, 2, 8), [2, 8, 16, 40, 81]);
}

#[test]
fn the_sweeps_own_sizes_are_the_runs_trainings() {
    for preset in presets() {
        let experiment = Experiment {
            trials: 3,
            ..preset.experiment
        };
        let known = Known::new(experiment.clone());
        let all = trained(&known, "sweep");
        assert_eq!(all.len(), 3 * sizes(&experiment).len());
        let listed: BTreeSet<_> = trainings(&experiment).into_iter().map(key).collect();
        let wanted: BTreeSet<_> = all.iter().cloned().map(key).collect();
        assert_eq!(listed, wanted);
        for trial in 0..3 {
            for job in TrainJob::pair(&experiment, trial) {
                assert!(wanted.contains(&key(job)));
            }
        }
        // Wherever LB is moved, its run is in the sweep already.
        let larger = sizes(&experiment).into_iter();
        for large_batch in larger.filter(|&size| size > experiment.small_batch) {
            let moved = Experiment {
                large_batch,
                ..experiment.clone()
            };
            let job = TrainJob::plain(&moved, Regime::Large, 1);
            assert!(wanted.contains(&key(job)), "{large_batch}");
        }
    }
}

fn key(job: TrainJob) -> String {
    Job::Train(job).key().to_string()
}

#[test]
fn at_equal_loss_all_stop_at_the_level() {
    let mut known = Known::new(experiment("convincing", 2));
    known.view.sweep = EqualSweep::Loss;
    let all = trained(&known, "sweep");
    assert_eq!(all.len(), 18);
    let mut epochs = Vec::new();
    for job in &all {
        let e = &job.experiment;
        assert_eq!((e.stop, e.stop_loss), (StopRule::Loss, LEVELS[1]));
        assert_eq!(e.schedule, Schedule::Constant);
        assert!(job.snapshots.is_empty());
        if job.trial == 0 {
            epochs.push((e.batch(job.regime), e.epochs));
        }
    }
    epochs.sort_unstable();
    let of = |size: usize| epochs.iter().find(|(own, _)| *own == size).map(|e| e.1);
    assert_eq!(
        [8, 32, 400, 4000].map(of),
        [Some(100), Some(100), Some(100), Some(500)]
    );
    assert!(epochs.windows(2).all(|two| two[0].1 <= two[1].1));
    // Not one of them is a training of the run.
    let own = trainings(&known.experiment);
    assert!(all.iter().all(|job| !own.contains(job)));
}

#[test]
fn what_is_measured_is_the_last_epoch() {
    for (figure, comes) in [
        ("sweep", kneed as fn(&TrainJob) -> _),
        ("warmstart", warming),
    ] {
        let known = done(Known::new(experiment("instant", 2)), figure, comes);
        let wanted = known.wanted(figure);
        let trainings = wanted.iter().filter(|job| matches!(job, Job::Train(_)));
        assert_eq!(2 * trainings.count(), wanted.len());
        for job in &wanted {
            if let Job::Epoch(job) = job {
                let training = known.results.training(&job.of).expect("trained");
                assert_eq!(Some(job.epoch), training.last_epoch());
            }
        }
    }
}

#[test]
fn no_epochs_of_sb_are_lb_itself() {
    let convincing = epochs_before(&experiment("convincing", 1));
    assert_eq!(convincing, [0, 2, 5, 10, 20, 30, 40, 50]);
    // The remedies' ten takes the place of eight.
    let instant = epochs_before(&experiment("instant", 1));
    assert_eq!(instant, [0, 2, 4, 10, 16, 24, 32, 40]);
    for (epochs, expected) in [
        (1, vec![0, 1]),
        (3, vec![0, 1, 2, 3]),
        (10, vec![0, 1, 2, 4, 6, 8, 10]),
        (1000, vec![0, 10, 100, 200, 400, 600, 800, 1000]),
    ] {
        let experiment = Experiment {
            epochs,
            ..Experiment::default()
        };
        assert_eq!(epochs_before(&experiment), expected);
    }
    for preset in presets() {
        let mut known = Known::new(Experiment {
            trials: 2,
            ..preset.experiment
        });
        let all = trained(&known, "warmstart");
        let before = epochs_before(&known.experiment);
        assert_eq!(all.len(), 2 * (before.len() + 1));
        for trial in 0..2 {
            let pair = TrainJob::pair(&known.experiment, trial);
            assert!(pair.iter().all(|job| all.contains(job)));
        }
        known.view.strategies = Some(vec!["warm-start".into()]);
        let remedy: Vec<_> = known.rows().into_iter().map(|(_, job)| job).collect();
        assert_eq!(remedy.len(), 2);
        assert!(remedy.iter().all(|job| all.contains(job)), "{remedy:?}");
    }
}
