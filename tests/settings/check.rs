//! What is allowed, and that presets and controls are.

use sharp_minima::choice::Named;
use sharp_minima::data::{DataSet, limits};
use sharp_minima::network::Activation;
use sharp_minima::optimizer::{OptimizerKind, Schedule};
use sharp_minima::settings::controls::ControlKind;
use sharp_minima::settings::{Experiment, StopRule};
use sharp_minima::settings::{controls, presets};

fn error(change: impl Fn(&mut Experiment)) -> String {
    let mut experiment = Experiment::default();
    change(&mut experiment);
    experiment
        .check()
        .expect_err("should not be allowed")
        .to_string()
}

fn passes(change: impl Fn(&mut Experiment)) {
    let mut experiment = Experiment::default();
    change(&mut experiment);
    assert_eq!(experiment.clone().check(), Ok(experiment));
}

#[test]
fn errors_name_field_value_and_range() {
    assert_eq!(
        error(|e| e.learning_rate = 7.0),
        "learning_rate: 7 is not allowed; allowed is 0.00001 to 1"
    );
    assert!(error(|e| e.learning_rate = f64::NAN).starts_with("learning_rate: NaN is not"));
    assert!(error(|e| e.momentum = 1.0).starts_with("momentum: 1 "));
    assert!(error(|e| e.momentum = -0.1).starts_with("momentum: -0.1 "));
    assert!(error(|e| e.label_noise = 0.91).starts_with("label_noise: 0.91 "));
    assert!(error(|e| e.hidden = vec![10; 7]).starts_with("hidden: 10-10-10-10-10-10-10 "));
    assert!(error(|e| e.hidden = vec![0]).starts_with("hidden: 0 "));
    assert!(error(|e| e.hidden = vec![513]).starts_with("hidden: 513 "));
    assert!(error(|e| e.epochs = 0).ends_with("a whole number from 1 to 1000"));
    assert!(error(|e| e.trials = 21).starts_with("trials: 21 "));
    assert!(error(|e| e.trials = 0).starts_with("trials: 0 "));
    assert!(error(|e| e.starts = 11).starts_with("starts: 11 "));
    assert!(error(|e| e.stop_loss = f64::INFINITY).starts_with("stop_loss: inf "));
    assert!(error(|e| e.train = usize::MAX).starts_with("train: "));
}

#[test]
fn settings_are_checked_together() {
    assert!(error(|e| e.train = 9).starts_with("train: 9 "));
    assert!(
        error(|e| {
            e.data = DataSet::Optdigits;
            e.train = 1298;
        })
        .contains("10 to 1297, the samples that optdigits has")
    );
    assert!(
        error(|e| {
            e.data = DataSet::Mnist28;
            e.train = 60_001;
        })
        .contains("10 to 60000, the samples that mnist28 has")
    );
    passes(|e| {
        e.data = DataSet::Mnist28;
        e.train = 60_000;
        e.small_batch = 256;
        e.large_batch = 60_000;
    });
    assert!(error(|e| e.train = 4001).contains("10 to 4000, the samples that mnist1d has"));
    assert!(error(|e| e.large_batch = 2001).starts_with("large_batch: 2001 "));
    assert!(error(|e| e.small_batch = 201).starts_with("large_batch: 200 "));
    assert!(error(|e| e.small_batch = 2001).starts_with("small_batch: 2001 "));
    assert!(error(|e| e.small_batch = 1).contains("batch norm needs at least two samples"));
    passes(|e| e.small_batch = 200);
    passes(|e| {
        e.small_batch = 1;
        e.batch_norm = false;
    });
    passes(|e| e.large_batch = 2000);
    passes(|e| e.hidden = vec![]);
    passes(|e| e.hidden = vec![1, 512, 1, 512, 1, 512]);
    passes(|e| e.seed = u32::MAX);
    passes(|e| e.seed = 0);
}

#[test]
fn a_negative_zero_becomes_zero() {
    let experiment = Experiment {
        label_noise: -0.0,
        ..Experiment::default()
    };
    let checked = experiment.check().expect("allowed");
    assert_eq!(checked.label_noise.to_bits(), 0.0_f64.to_bits());
}

#[test]
fn presets_are_allowed_and_the_default_comes_first() {
    let names: Vec<&str> = presets().iter().map(|preset| preset.name).collect();
    assert_eq!(names, ["instant", "convincing", "digits", "plain"]);
    for preset in presets() {
        assert_eq!(preset.experiment.clone().check(), Ok(preset.experiment));
    }
    assert_eq!(presets()[0].experiment, Experiment::default());
}

/// The widest range of all data sets is the setting's own.
#[test]
fn the_samples_of_every_data_set_can_be_asked_for() {
    let most = DataSet::ALL
        .iter()
        .map(|(data, _)| *limits(*data).train.end());
    let most = most.max().expect("data sets") as f64;
    for control in controls() {
        if ["train", "small_batch", "large_batch"].contains(&control.field) {
            assert_eq!(control.max, Some(most), "{}", control.field);
        }
    }
}

fn same_names<T: Named + serde::Serialize>() {
    for (value, choice) in T::ALL {
        let text = serde_json::to_string(value).expect("plain data");
        assert_eq!(text, format!("\"{}\"", choice.value));
    }
}

#[test]
fn names_in_links_are_the_serialised_names() {
    same_names::<DataSet>();
    same_names::<Activation>();
    same_names::<OptimizerKind>();
    same_names::<Schedule>();
    same_names::<StopRule>();
}

#[test]
fn every_setting_has_one_control() {
    let value = serde_json::to_value(Experiment::default()).expect("plain data");
    let mut fields: Vec<&str> = value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    let all = controls();
    let mut named: Vec<&str> = all.iter().map(|control| control.field).collect();
    named.sort_unstable();
    fields.sort_unstable();
    assert_eq!(named, fields);
    for control in &all {
        assert!(control.help.ends_with('.') && !control.retrains.is_empty());
        assert!(["data", "network", "training", "trials"].contains(&control.group));
        assert_eq!(
            control.kind == ControlKind::Choice,
            !control.choices.is_empty()
        );
        assert_eq!(
            matches!(control.kind, ControlKind::Choice | ControlKind::Flag),
            control.min.is_none()
        );
    }
    let keys: std::collections::BTreeSet<&str> = all.iter().map(|c| c.key).collect();
    assert_eq!(keys.len(), all.len());
    assert!(
        !["v", "preset", "at"]
            .iter()
            .any(|reserved| keys.contains(reserved))
    );
}
