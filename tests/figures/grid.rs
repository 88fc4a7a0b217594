//! Batch size × learning rate: what is wanted, which rate is best, what is said.

use crate::known::Known;
use sharp_minima::figures::grid::trainings;
use sharp_minima::figures::{Outcome, Table};
use sharp_minima::jobs::{
    AtEpoch, EpochJob, GradientNoise, Job, Mean, NoiseScaleJob, Report, TrainJob, Training,
};
use sharp_minima::plot::cells::{CellMaps, State};
use sharp_minima::settings::{Experiment, REGIMES, presets};
use sharp_minima::training::{Ending, EpochPoint, Evaluation};

const EPOCHS: u32 = 40;

/// What a network comes to: testing and training accuracy in per cent; `None` if it diverges.
type Comes = Option<(f64, f64)>;

fn training(job: &TrainJob, comes: Comes) -> Training {
    let (test, train) = comes.unwrap_or((10.0, 10.0));
    let point = |epoch: u32| EpochPoint {
        epoch,
        evaluation: Evaluation {
            train_loss: 0.02,
            train_accuracy: train / 100.0,
            test_loss: 2.0,
            test_accuracy: test / 100.0,
        },
        distance: f64::from(epoch),
    };
    Training {
        regime: job.regime,
        trial: job.trial,
        points: (0..=EPOCHS).map(point).collect(),
        ending: Some(match comes {
            Some(_) => Ending::Epochs,
            None => Ending::Diverged {
                epoch: 3,
                loss: None,
            },
        }),
        steps: 1,
        gradients: 1,
        samples: 1,
        fingerprint: String::new(),
    }
}

fn measured(job: &EpochJob) -> AtEpoch {
    AtEpoch {
        regime: job.of.regime,
        trial: job.of.trial,
        epoch: job.epoch,
        loss: 0.02,
        phi: job.of.experiment.learning_rate * 80.0,
        eigenvalue: 3.0,
        batch: Mean::default(),
    }
}

fn scattered(job: &NoiseScaleJob) -> GradientNoise {
    GradientNoise {
        regime: job.of.regime,
        trial: job.of.trial,
        epoch: job.epoch,
        scale: 10.0 * f64::from(job.epoch),
        trace: 1.0,
        squared: 0.1,
    }
}

fn batch_of(job: &TrainJob) -> usize {
    job.experiment.large_batch
}

/// All trainings of so many trials have ended and everything is measured; `comes` is by batch, by the place
/// of the rate and by trial.
fn full(trials: u32, comes: impl Fn(usize, usize, u32) -> Comes) -> Known {
    let mut known = Known::new(Experiment {
        trials,
        ..Experiment::default()
    });
    let rate = |known: &Known, job: &TrainJob| {
        let factor = job.experiment.learning_rate / known.experiment.learning_rate;
        (factor.log2().round() as i32 + 2) as usize
    };
    loop {
        let missing = known.missing("grid");
        if missing.is_empty() {
            return known;
        }
        for job in missing {
            let report = match &job {
                Job::Train(of) => {
                    let comes = comes(batch_of(of), rate(&known, of), of.trial);
                    Report::Training(training(of, comes))
                }
                Job::Epoch(at) => Report::Epoch(measured(at)),
                Job::NoiseScale(at) => Report::NoiseScale(scattered(at)),
                other => panic!("none of the grid's: {other:?}"),
            };
            known.put(job, report);
        }
    }
}

/// SB is best at the second rate, LB at the fifth, each by 5 points; trials differ alike.
fn typical(batch: usize, rate: usize, trial: u32) -> Comes {
    let (best, height) = match batch {
        32 => (1, 60.0),
        200 => (4, 58.0),
        _ => (2, 50.0),
    };
    let drop = 5.0 * (rate as f64 - best as f64).abs();
    let shift = [0.0, 0.4, -0.3][trial as usize];
    // LB alone wobbles a little besides.
    let own = if batch == 200 { shift / 4.0 } else { 0.0 };
    Some((height - drop + shift + own, 100.0))
}

fn rates(experiment: &Experiment) -> Vec<f64> {
    let of = trainings(experiment);
    let first = batch_of(&of[0]);
    let first = of.iter().take_while(|job| batch_of(job) == first);
    first.map(|job| job.experiment.learning_rate).collect()
}

fn batches(experiment: &Experiment) -> Vec<usize> {
    let mut batches: Vec<usize> = trainings(experiment).iter().map(batch_of).collect();
    batches.truncate(batches.len() / experiment.trials.min(3) as usize);
    batches.dedup();
    batches
}

#[test]
fn sb_and_lb_at_the_settings_rate_are_the_runs_trainings() {
    for preset in presets() {
        let experiment = preset.experiment;
        let own = trainings(&experiment);
        for trial in 0..3 {
            for job in TrainJob::pair(&experiment, trial) {
                assert_eq!(own.iter().filter(|other| **other == job).count(), 1);
            }
        }
        let mut keys: Vec<String> = own
            .iter()
            .map(|job| Job::from(job.clone()).key().to_string())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), own.len(), "{}", preset.name);
        assert_eq!(own.len(), 3 * 5 * rates(&experiment).len());
    }
}

#[test]
fn batches_and_rates_follow_from_the_settings() {
    let with = |small_batch, large_batch, learning_rate| Experiment {
        small_batch,
        large_batch,
        learning_rate,
        ..Experiment::default()
    };
    let instant = with(32, 200, 5e-3);
    // 32 · 6.25^(1/3) = 59 and 32 · 6.25^(2/3) = 109.
    assert_eq!(batches(&instant), [32, 64, 128, 200, 500]);
    assert_eq!(rates(&instant), [1.25e-3, 2.5e-3, 5e-3, 1e-2, 2e-2, 4e-2]);
    // No batch exceeds the 2,000 samples, no rate 1.
    assert_eq!(batches(&with(16, 1500, 0.3)), [16, 64, 256, 1500, 2000]);
    assert_eq!(rates(&with(16, 200, 0.3)), [0.075, 0.15, 0.3, 0.6, 1.0]);
    assert_eq!(rates(&with(16, 200, 1e-5))[..2], [1e-5, 2e-5]);
    // Nothing stands twice.
    assert_eq!(batches(&with(32, 32, 5e-3)), [32, 80]);
    assert_eq!(batches(&with(100, 110, 5e-3)), [100, 110, 275]);
    assert_eq!(batches(&with(2000, 2000, 5e-3)), [2000]);
}

#[test]
fn what_is_measured_follows_the_trainings() {
    let known = full(5, typical);
    let wanted = known.wanted("grid");
    let kinds = |kind: &str| wanted.iter().filter(|job| job.kind() == kind).count();
    assert_eq!((kinds("train"), kinds("epoch")), (90, 90));
    // Eight epochs of SB and of LB in three trials.
    assert_eq!(kinds("noisescale"), 48);
    let kept = known.experiment.kept_epochs();
    for job in &wanted {
        match job {
            Job::Epoch(at) => assert_eq!(at.epoch, EPOCHS),
            Job::NoiseScale(at) => {
                assert!(kept.contains(&at.epoch) && at.epoch > 0);
                let plain = TrainJob::plain(&known.experiment, at.of.regime, at.of.trial);
                assert_eq!(at.of, plain);
            }
            _ => {}
        }
    }
    assert_eq!(
        kinds("train") + kinds("epoch") + kinds("noisescale"),
        wanted.len()
    );
}

/// The places of the rings, by batch.
fn rings(known: &Known) -> Vec<Vec<usize>> {
    let picture: CellMaps = known.picture("grid");
    let columns = picture.maps[0].cells.chunks(picture.rows.len());
    let of = |column: &[sharp_minima::plot::cells::Cell]| {
        let ringed = column.iter().enumerate().filter(|(_, cell)| cell.ring);
        ringed.map(|(row, _)| row).collect()
    };
    assert!(picture.maps[1].cells.iter().all(|cell| !cell.ring));
    columns.map(of).collect()
}

#[test]
fn a_ring_marks_each_batchs_best_rate_among_the_fitted() {
    assert_eq!(rings(&full(3, typical)), [[1], [2], [2], [4], [2]]);
    let mut known = full(3, |batch, rate, trial| match (batch, rate) {
        // The best of 64 did not fit in one trial; that of 128 diverged in one.
        (64, 2) if trial == 1 => Some((90.0, 98.9)),
        (128, 2) if trial == 2 => None,
        (500, _) => Some((50.0, 80.0)),
        (64 | 128, 3) => Some((49.0, 99.0)),
        _ => typical(batch, rate, trial),
    });
    let expected: [&[usize]; 5] = [&[1], &[3], &[3], &[4], &[]];
    assert_eq!(rings(&known), expected);
    let picture: CellMaps = known.picture("grid");
    let state = |batch: usize, rate: usize| picture.maps[1].cells[6 * batch + rate].state;
    assert_eq!([state(1, 2), state(2, 2), state(4, 0)], [State::Apart; 3]);
    assert_eq!([state(0, 0), state(1, 3)], [State::Compared; 2]);
    let unfitted = known.panel("grid").remarks.into_iter();
    let unfitted: Vec<String> = unfitted.filter(|r| r.contains("not fitted")).collect();
    assert!(
        unfitted[0].starts_with("8 of 30 cells are not fitted"),
        "{unfitted:?}"
    );
    // Without one of its networks no rate of SB is known to be best over that trial.
    known.experiment.trials = 1;
    known.results.take(|_, entry| match &entry.job {
        Job::Train(job) => batch_of(job) == 32 && job.experiment.learning_rate > 0.03,
        _ => false,
    });
    assert_eq!(rings(&known)[0], Vec::<usize>::new());
}

#[test]
fn the_lines_start_at_sb_and_the_settings_rate() {
    let known = full(1, typical);
    let picture: CellMaps = known.picture("grid");
    let exponents: Vec<f64> = picture.rules.iter().map(|rule| rule.exponent).collect();
    assert_eq!(exponents, [1.0, 0.5]);
    assert!(picture.rules.iter().all(|rule| rule.from == (32.0, 5e-3)));
    let of = |regime| {
        picture
            .columns
            .iter()
            .find(|column| column.regime == Some(regime))
    };
    let places = REGIMES.map(|regime| of(regime).expect("a column").at);
    assert_eq!(places, [32.0, 200.0]);
}

#[test]
fn the_verdict_compares_the_best_rates_pair_by_pair() {
    // SB: 60 + (0, .4, −.3). LB: 58 + (0, .5, −.375). LB − SB: −2, −1.9, −2.075: mean −1.992, standard
    // deviation .0878, margin 4.303 · .0878/√3 = .218. At the settings' rate SB has 55, LB 48: −6.99.
    let known = full(3, typical);
    let verdicts = known.panel("grid").verdicts;
    let [verdict] = verdicts.as_slice() else {
        panic!("one verdict");
    };
    assert_eq!(verdict.verdict, Outcome::DoesNotHold);
    assert!(verdict.source.contains("ours"));
    for part in [
        "LB at its best rate 0.02 − SB at its best rate 0.0025: −1.99 [−2.21, −1.77] points",
        "at η = 0.005 for both it is −6.99",
        "n = 3 pairs",
        "chosen by these testing samples",
    ] {
        assert!(verdict.text.contains(part), "{part}: {}", verdict.text);
    }
    let closer = full(3, |batch, rate, trial| {
        let (test, train) = typical(batch, rate, trial)?;
        Some((test + if batch == 200 { 1.5 } else { 0.0 }, train))
    });
    let outcome = |known: &Known| known.panel("grid").verdicts[0].verdict;
    assert_eq!(outcome(&closer), Outcome::Holds);
    // LB fits at no rate.
    let unfitted = full(3, |batch, rate, trial| match batch {
        200 => Some((58.0, 97.0)),
        _ => typical(batch, rate, trial),
    });
    assert_eq!(outcome(&unfitted), Outcome::NotComparable);
    let mut early = known;
    early.results.take(|_, entry| match &entry.job {
        Job::Train(job) => batch_of(job) == 200 && job.trial == 2,
        _ => false,
    });
    assert_eq!(outcome(&early), Outcome::Undecided);
}

#[test]
fn remarks_tell_the_rules_and_the_edges() {
    let text = full(3, typical).panel("grid").remarks.join(" ");
    // 200/32 = 6.25 and 2.5; .02/.0025 = 8.
    assert!(text.contains("the batch grows 6.25-fold"), "{text}");
    assert!(text.contains(
        "by a factor of 8; in proportion to the batch it would be 6.25, by the square root 2.5"
    ));
    assert!(!text.contains("may be better"));
    let edges = full(5, |batch, rate, _| {
        Some((
            match batch {
                32 => 60.0 - rate as f64,
                _ => 50.0 + rate as f64,
            },
            100.0,
        ))
    });
    let text = edges.panel("grid").remarks.join(" ");
    assert!(text.contains("SB’s best rate is the lowest that was tried; a lower one may be better. LB’s best rate is the highest"));
    assert!(text.contains("Of 5 trials the first 3"));
    // The scale is ten times the epoch: 10, 20 and 30 are below 32; 10 to 140 are below 200.
    for part in [
        "SB’s goes from 10 to 400 and is below its batch of 32 at 3 of 8 epochs",
        "LB’s goes from 10 to 400 and is below its batch of 200 at 6 of 8 epochs",
        // φ is 80 η, at .00125 and at .04.
        "SB ends with φ = 0.1 at a training loss of 0.02, LB with φ = 3.2 at 0.02",
        "The sharper of the two, LB, tests no better.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn the_table_has_a_row_for_each_cell_that_is_known() {
    let known = full(3, |batch, rate, trial| match (batch, rate, trial) {
        (500, 5, _) | (500, 4, 0) => None,
        _ => typical(batch, rate, trial),
    });
    let table: Table = known.panel("grid").table;
    assert_eq!(table.rows.len(), 30);
    let row = |head: &str| {
        let row = table.rows.iter().find(|row| row.head == head);
        row.expect("a row").cells.join("; ")
    };
    assert_eq!(
        row("batch 32, η = 0.0025"),
        "60.03 ± 0.35; 0.2 ± 0; 3 ± 0; 0.02 ± 0; 100 ± 0; 3"
    );
    assert_eq!(row("batch 500, η = 0.04"), "–; –; –; –; –; 0 (3 diverged)");
    assert!(row("batch 500, η = 0.02").ends_with("; 2 (1 diverged)"));
    let words = known.panel("grid").alternative;
    assert!(
        words.contains("Diverged: batch 500, η = 0.02 and batch 500, η = 0.04."),
        "{words}"
    );
    assert!(words.contains("The noise scale along LB: 10 after epoch 1,"));
    let readings = known.readings("grid");
    assert_eq!(readings.len(), 5);
    assert_eq!(
        (readings[4].at, &readings[4].head[..]),
        (Some(500.0), "batches of 500")
    );
    assert_eq!(readings[4].lines[5].text, "η = 0.04: diverged");
    assert_eq!(
        readings[0].lines[1].text,
        "η = 0.0025: 60.03 ± 0.35 %, φ 0.2 ± 0, n = 3"
    );
}

#[test]
fn what_a_run_trains_anyhow_is_no_grid() {
    let mut known = Known::new(Experiment {
        trials: 1,
        ..Experiment::default()
    });
    for job in TrainJob::pair(&known.experiment, 0) {
        let report = Report::Training(training(&job, Some((60.0, 100.0))));
        known.put(job, report);
    }
    assert!(!known.has("grid"));
    assert_eq!(known.panel("grid").table.rows.len(), 2);
    let job = trainings(&known.experiment).remove(0);
    let report = Report::Training(training(&job, Some((60.0, 100.0))));
    known.put(job, report);
    assert!(known.has("grid"));
}
