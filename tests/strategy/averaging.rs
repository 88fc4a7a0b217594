//! Weight averaging is the arithmetic mean of the iterates.

use crate::runs::{after, end, run, small};
use crate::tasks::samples;
use sharp_minima::jobs::fingerprint;
use sharp_minima::network::Forward;
use sharp_minima::optimizer::Schedule;
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::{Averaging, Strategy};
use sharp_minima::training::{architecture, distance, evaluate};

fn averaging(from: f64, hold: bool) -> Strategy {
    Strategy {
        averaging: Some(Averaging { from, hold }),
        ..Strategy::PLAIN
    }
}

fn ten() -> Experiment {
    Experiment {
        epochs: 10,
        ..small()
    }
}

/// The schedule is left alone, so that the iterates are plain training's.
#[test]
fn it_is_the_mean_of_the_last_iterates() {
    let experiment = ten();
    let epochs = [0, 6, 7, 8, 9, 10];
    let (plain, iterates) = run(&experiment, Strategy::PLAIN, Regime::Large, &epochs);
    let (averaged, means) = run(&experiment, averaging(0.65, false), Regime::Large, &epochs);
    assert_eq!(averaged.points[..7], plain.points[..7]);
    assert_eq!(
        (&iterates.labels[..], &means.labels[..]),
        (&epochs[..], &epochs[..])
    );
    for (last, mean) in means.vectors.iter().enumerate().skip(2) {
        let iterates = &iterates.vectors[2..=last];
        for (i, &mean) in mean.iter().enumerate() {
            let sum: f64 = iterates.iter().map(|x| f64::from(x[i])).sum();
            assert_eq!(mean, (sum / iterates.len() as f64) as f32);
        }
    }
    let left = fingerprint(end(&means));
    assert_eq!(averaged.fingerprint, left, "the mean is what is left");
    assert_ne!(end(&means), end(&iterates));
    assert_eq!(
        (averaged.gradients, averaged.samples),
        (plain.gradients, plain.samples)
    );
}

#[test]
fn the_mean_is_what_is_evaluated_with_statistics_of_its_own() {
    let experiment = ten();
    let data = samples(&experiment);
    let (training, kept) = run(&experiment, averaging(0.5, true), Regime::Large, &[0]);
    let shape = architecture(&experiment, &data);
    let mut forward = Forward::new(&shape, data.train.len());
    let last = training.points[10];
    assert_eq!(last.evaluation, evaluate(&mut forward, end(&kept), &data));
    assert_eq!(last.distance, distance(end(&kept), after(&kept, 0)));
}

/// Under a constant rate there is nothing to hold; under a falling one held iterates are others.
#[test]
fn the_rate_is_held_from_where_averaging_begins() {
    let constant = Experiment {
        schedule: Schedule::Constant,
        ..ten()
    };
    let bits = |experiment: &Experiment, hold| {
        run(experiment, averaging(0.7, hold), Regime::Large, &[])
            .0
            .fingerprint
    };
    assert_eq!(bits(&constant, true), bits(&constant, false));
    assert_ne!(bits(&ten(), true), bits(&ten(), false));
    // Lin3 begins to fall where averaging begins, so that held it is a constant rate.
    assert_eq!(bits(&ten(), true), bits(&constant, true));
}

#[test]
fn the_first_epoch_that_counts() {
    let first = |from, epochs| Averaging { from, hold: true }.first(epochs);
    assert_eq!(first(0.75, 40), 30);
    assert_eq!(first(0.0, 40), 1);
    assert_eq!(first(1.0, 40), 40);
    assert_eq!(first(0.71, 10), 8);
}
