//! Panels from any part of the data.

use crate::reports::{complete, diverged, end, sharpness, study, trained, training};
use sharp_minima::experiment::report::{Ending, Report};
use sharp_minima::experiment::{Experiment, Panel, Regime, Study, Topic, presets};

fn panels(study: &Study) -> [Panel; 4] {
    Topic::ALL.map(|topic| study.panel(topic))
}

/// What holds of every panel, whatever the data.
fn well_formed(study: &Study) {
    for panel in panels(study) {
        assert!(panel.caption.ends_with(['.', '?']) && panel.alternative.ends_with('.'));
        assert!(!panel.verdicts.is_empty());
        for row in &panel.table.rows {
            assert_eq!(row.cells.len() + 1, panel.table.head.len());
        }
        let text = serde_json::to_string(&panel).expect("plain data");
        assert!(!text.contains("NaN") && !text.contains("inf "), "{text}");
        assert!(panel.remarks.iter().all(|remark| remark.ends_with('.')));
    }
}

#[test]
fn every_stage_has_panels() {
    let mut study = study(3);
    well_formed(&study);
    let mut growing = training(Regime::Small, 0, end(Regime::Small, 0), None);
    growing.points.truncate(0);
    study
        .accept(Report::Training(growing.clone()))
        .expect("of this study");
    well_formed(&study);
    study
        .accept(trained(Regime::Small, 0))
        .expect("of this study");
    well_formed(&study);
    study
        .accept(sharpness(Regime::Small, 0, 1e-3, 0.4))
        .expect("of this study");
    well_formed(&study);
    study
        .accept(diverged(Regime::Large, 0))
        .expect("of this study");
    well_formed(&study);
    complete(&mut study, 1);
    well_formed(&study);
    complete(&mut study, 2);
    well_formed(&study);
    growing.ending = Some(Ending::Epochs);
    study
        .accept(Report::Training(growing))
        .expect("of this study");
    well_formed(&study);
    for preset in presets() {
        well_formed(&Study::new(preset.experiment).expect("allowed settings"));
    }
}

#[test]
fn topics_have_names() {
    for topic in Topic::ALL {
        assert_eq!(Topic::named(topic.name()), Some(topic));
        assert_eq!(
            serde_json::to_string(&topic).expect("plain data"),
            format!("\"{}\"", topic.name())
        );
    }
    assert_eq!(Topic::named("plane"), None);
}

fn full(trials: u32) -> Study {
    let mut study = study(trials);
    (0..trials).for_each(|trial| complete(&mut study, trial));
    study
}

fn cells(panel: &Panel, head: &str) -> Vec<String> {
    let row = panel.table.rows.iter().find(|row| row.head == head);
    row.map(|row| row.cells.clone())
        .unwrap_or_else(|| panic!("no row {head}"))
}

#[test]
fn the_summary_has_spreads_and_intervals() {
    let panel = full(5).panel(Topic::Table);
    // By hand: SB 60.3 + (0, .6, −.5, .9, −.7); LB 54.9 + .8 times these.
    assert_eq!(
        cells(&panel, "Testing accuracy, %"),
        [
            "60.4 ± 0.7 (n = 5)",
            "54.9 ± 0.6 (n = 5)",
            "−5.41 [−5.58, −5.24] points",
        ]
    );
    assert_eq!(cells(&panel, "Training accuracy, %")[0], "100 ± 0 (n = 5)");
    assert_eq!(
        cells(&panel, "Sharpness φ at ε = 0.001")[..2],
        ["0.4 ± 0 (n = 5)", "1.89 ± 0.14 (n = 5)",]
    );
    assert!(panel.alternative.contains("5 pairs finished"));
    let one = full(1).panel(Topic::Table);
    assert_eq!(
        cells(&one, "Testing accuracy, %"),
        ["60.3 (n = 1)", "54.9 (n = 1)", "−5.4 points"]
    );
    let none = study(1).panel(Topic::Table);
    assert_eq!(cells(&none, "Testing accuracy, %"), ["–", "–", "–"]);
}

#[test]
fn the_curves_table_says_how_many_trials() {
    let mut study = full(2);
    let mut growing = training(Regime::Small, 1, end(Regime::Small, 1), None);
    growing.points.pop();
    study
        .accept(Report::Training(growing))
        .expect("of this study");
    let panel = study.panel(Topic::Curves);
    assert_eq!(panel.table.rows.len(), 3);
    assert_eq!(cells(&panel, "0")[0], "2.3 (2)");
    assert_eq!(cells(&panel, "2")[3], "60.30 (1)");
    assert_eq!(cells(&panel, "2")[7], "55.14 (2)");
    assert!(panel.alternative.contains("SB after training, 1 network:"));
    assert_eq!(study.panel(Topic::Path).table.rows.len(), 25);
    assert_eq!(study.panel(Topic::Sharpness).table.rows.len(), 8);
}

#[test]
fn many_epochs_are_thinned_with_the_last_kept() {
    let experiment = Experiment {
        epochs: 1000,
        ..Experiment::default()
    };
    let mut study = Study::new(experiment).expect("allowed settings");
    let mut long = training(Regime::Small, 0, end(Regime::Small, 0), None);
    let point = long.points[1];
    long.points = (0..=995)
        .map(|epoch| {
            let mut point = point;
            point.epoch = epoch;
            point
        })
        .collect();
    study.accept(Report::Training(long)).expect("of this study");
    let table = study.panel(Topic::Curves).table;
    assert_eq!(table.rows.len(), 101);
    assert_eq!(table.rows[100].head, "995");
    assert!(table.caption.contains("every 10 epochs"));
}

fn remarked(study: &Study, topic: Topic, words: &str) -> bool {
    study
        .panel(topic)
        .remarks
        .iter()
        .any(|remark| remark.contains(words))
}

fn with(change: impl Fn(&mut Experiment)) -> Study {
    let mut experiment = Experiment::default();
    change(&mut experiment);
    Study::new(experiment).expect("allowed settings")
}

#[test]
fn the_captions_count_the_steps() {
    let caption = |study: &Study| study.panel(Topic::Curves).caption;
    // 2,000 samples in batches of 32 and of 200, the last short one dropped.
    let default = with(|_| ());
    let said = "An epoch is 62 steps for SB and 10 steps for LB, so SB makes 6.2 times as many in equal epochs.";
    assert!(caption(&default).contains(said), "{}", caption(&default));
    assert!(!remarked(&default, Topic::Curves, "times as many steps"));
    let full_batch = with(|e| e.large_batch = e.train);
    assert!(caption(&full_batch).contains("1 step for LB, so SB makes 62 times"));
    let same = with(|e| e.small_batch = e.large_batch);
    assert!(caption(&same).contains("An epoch is 10 steps for both."));
    let done = full(2);
    assert!(remarked(
        &done,
        Topic::Curves,
        "SB made 6.2 times as many steps as LB."
    ));
}

#[test]
fn a_search_from_x_that_falls_short_is_told() {
    let mut study = full(1);
    let Report::Sharpness(mut low) = sharpness(Regime::Small, 0, 1e-3, 0.02) else {
        unreachable!("a report on sharpness")
    };
    low.from_x = 0.005;
    study.accept(Report::Sharpness(low)).expect("of this study");
    assert!(remarked(
        &study,
        Topic::Sharpness,
        "find less than 90 % of φ in 1 of 4 measurements, least of SB in trial 1 at ε = 0.001: 0.005 of 0.02."
    ));
}

#[test]
fn remarks_on_settings() {
    let default = with(|_| ());
    assert!(remarked(
        &default,
        Topic::Curves,
        "ADAM at 0.005, lowered to 0"
    ));
    assert!(remarked(&default, Topic::Curves, "estimated anew"));
    assert!(remarked(&default, Topic::Path, "at every α"));
    assert!(remarked(&default, Topic::Sharpness, "frozen"));
    assert!(!remarked(&default, Topic::Curves, "the paper takes 10 %"));
    let plain = with(|e| {
        e.batch_norm = false;
        e.large_batch = 100;
        e.label_noise = 0.3;
    });
    assert!(!remarked(&plain, Topic::Curves, "batch-norm"));
    assert!(remarked(
        &plain,
        Topic::Curves,
        "5 % of the training set here; the paper takes 10 %"
    ));
    assert!(remarked(
        &plain,
        Topic::Curves,
        "30 % of the training labels are wrong"
    ));
    assert!(remarked(
        &with(|e| e.small_batch = 200),
        Topic::Curves,
        "nothing to tell apart"
    ));
}

#[test]
fn remarks_on_results() {
    let study = full(3);
    assert!(!remarked(
        &study,
        Topic::Sharpness,
        "training losses differ"
    ));
    assert!(!remarked(&study, Topic::Sharpness, "has not fitted"));
    assert!(remarked(
        &study,
        Topic::Sharpness,
        "signed ascents from x and 2 random points"
    ));
    assert!(!remarked(
        &study,
        Topic::Sharpness,
        "Ten L-BFGS-B iterations"
    ));
    assert!(remarked(&study, Topic::Table, "SB moves 1.8 times as far"));
    assert!(!remarked(&study, Topic::Curves, "diverged"));

    let mut unequal = full(1);
    let mut bad = end(Regime::Large, 0);
    (bad.train, bad.loss) = (0.86, 0.4);
    let report = training(Regime::Large, 0, bad, Some(Ending::Epochs));
    unequal
        .accept(Report::Training(report))
        .expect("of this study");
    assert!(remarked(
        &unequal,
        Topic::Sharpness,
        "0.016 for SB, 0.4 for LB"
    ));
    assert!(remarked(
        &unequal,
        Topic::Curves,
        "has not fitted the data: training accuracy ended with LB at 86 %"
    ));

    let mut lost = full(2);
    lost.accept(diverged(Regime::Large, 1))
        .expect("of this study");
    for topic in Topic::ALL {
        assert!(remarked(
            &lost,
            topic,
            "LB of trial 2 in epoch 3 (its loss was no longer a number)"
        ));
    }
    assert_eq!((lost.paths().len(), lost.sharpness().len()), (1, 6));
    assert_eq!(cells(&lost.panel(Topic::Table), "Epochs")[1], "2 (n = 1)");
}
