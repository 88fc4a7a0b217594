//! The precomputed results, made by the wasm in Chromium, against the same jobs run natively.
//! Native matrix kernels sum in another order, and training amplifies the last bits, so the two
//! agree as two trials of one experiment do; the wasm-pack tests compare to the bit.

mod common {
    pub mod laboratory;
    pub mod precomputed;
}

use common::laboratory::{finish, samples, train};
use common::precomputed::Precomputed;
use sharp_minima::experiment::report::Report;
use sharp_minima::experiment::{Experiment, Job, Regime, Study};

fn assert_within(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!(
        (actual - expected).abs() <= tolerance,
        "{what}: {actual} against {expected}"
    );
}

#[test]
fn they_are_the_default_presets_and_complete() {
    let Precomputed {
        experiment,
        reports,
    } = Precomputed::read();
    assert_eq!(experiment, Experiment::default());
    let mut study = Study::new(experiment).expect("the default preset is allowed");
    for report in reports {
        study.accept(report).expect("a report of this experiment");
    }
    assert!(study.finished());
}

#[test]
fn a_native_run_agrees_as_another_trial_would() {
    let precomputed = Precomputed::read();
    let experiment = precomputed.experiment.clone();
    let data = samples(&experiment);
    for regime in [Regime::Small, Regime::Large] {
        let (training, x) = train(&experiment, regime, &data);
        let shown = precomputed.training(regime);
        // Before the first step nothing has been amplified.
        let (start, first) = (training.points[0].evaluation, shown.points[0].evaluation);
        assert_within(start.train_loss, first.train_loss, 1e-5, "loss at x₀");
        let (end, last) = (training.points.last(), shown.points.last());
        let (Some(end), Some(last)) = (end, last) else {
            panic!("no points")
        };
        let points = 100.0 * (end.evaluation.test_accuracy - last.evaluation.test_accuracy);
        assert_within(points, 0.0, 3.0, "testing accuracy, points");
        let ratio = end.evaluation.train_loss / last.evaluation.train_loss;
        assert_within(ratio.ln(), 0.0, 1.5_f64.ln(), "training loss, log ratio");
        assert_within(end.distance / last.distance, 1.0, 0.03, "distance, ratio");

        let experiment = experiment.clone();
        let job = Job::Sharpness {
            experiment,
            regime,
            trial: 0,
            epsilon: 1e-3,
        };
        let (Report::Sharpness(measured), _) = finish(job, vec![x], &data) else {
            panic!("not a sharpness")
        };
        let ratio = measured.value / precomputed.sharpness(regime).value;
        assert_within(ratio.ln(), 0.0, 1.3_f64.ln(), "φ, log ratio");
    }
}
