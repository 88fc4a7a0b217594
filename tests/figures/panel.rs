//! Panels from any part of the data.

use crate::known::Known;
use crate::reports::{complete, diverged, end, run, sharpness, trained, training};
use sharp_minima::figures::run::Pairs;
use sharp_minima::figures::{FIGURES, Panel};
use sharp_minima::jobs::Report;
use sharp_minima::settings::{Experiment, Regime, presets};
use sharp_minima::training::Ending;

/// The figures of a run, in the order of the page.
const RUN: [&str; 4] = ["curves", "sharpness", "table", "path"];

fn panels(run: &Known) -> [Panel; 4] {
    RUN.map(|figure| run.panel(figure))
}

/// What holds of every panel, whatever the data.
fn well_formed(run: &Known) {
    for panel in panels(run) {
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
    let mut run = run(3);
    well_formed(&run);
    let mut growing = training(Regime::Small, 0, end(Regime::Small, 0), None);
    growing.points.truncate(0);
    run.take(Report::Training(growing.clone()));
    well_formed(&run);
    run.take(trained(Regime::Small, 0));
    well_formed(&run);
    run.take(sharpness(Regime::Small, 0, 1e-3, 0.4));
    well_formed(&run);
    run.take(diverged(Regime::Large, 0));
    well_formed(&run);
    complete(&mut run, 1);
    well_formed(&run);
    complete(&mut run, 2);
    well_formed(&run);
    growing.ending = Some(Ending::Epochs);
    run.take(Report::Training(growing));
    well_formed(&run);
    for preset in presets() {
        well_formed(&Known::new(preset.experiment));
    }
}

#[test]
fn the_figures_of_a_run_are_those_that_its_jobs_fill() {
    let mut run = run(1);
    assert!(RUN.iter().all(|figure| !run.has(figure)));
    complete(&mut run, 0);
    for figure in FIGURES {
        let own = RUN.contains(&figure.name());
        let has = figure.has(&run.context());
        // The sketch shows no data, F1's come with the page, and the claims are those of a run's figures too.
        let others = ["sketch", "f1", "claims"].contains(&figure.name());
        assert_eq!(has, own || others, "{}", figure.name());
        let missing = run.missing(figure.name()).is_empty();
        assert!(missing || !own, "{}", figure.name());
    }
}

pub fn full(trials: u32) -> Known {
    let mut run = run(trials);
    (0..trials).for_each(|trial| complete(&mut run, trial));
    run
}

fn cells(panel: &Panel, head: &str) -> Vec<String> {
    let row = panel.table.rows.iter().find(|row| row.head == head);
    row.map(|row| row.cells.clone())
        .unwrap_or_else(|| panic!("no row {head}"))
}

#[test]
fn the_summary_has_spreads_and_intervals() {
    let panel = full(5).panel("table");
    // By hand: SB 60.3 + (0, .6, −.5, .9, −.7); LB 54.9 + .8 times these.
    assert_eq!(
        cells(&panel, "Testing accuracy, %"),
        ["60.4 ± 0.7", "54.9 ± 0.6", "−5.41 [−5.58, −5.24] points",]
    );
    assert_eq!(cells(&panel, "Training accuracy, %")[0], "100 ± 0");
    assert_eq!(
        cells(&panel, "Sharpness φ at ε = 0.001")[..2],
        ["0.4 ± 0", "1.89 ± 0.14"]
    );
    assert!(panel.alternative.contains("5 pairs finished"));
    let one = full(1).panel("table");
    assert_eq!(
        cells(&one, "Testing accuracy, %"),
        ["60.3", "54.9", "−5.4 points"]
    );
    let none = run(1).panel("table");
    assert_eq!(cells(&none, "Testing accuracy, %"), ["–", "–", "–"]);
}

#[test]
fn the_curves_table_says_how_many_trials() {
    let mut run = full(2);
    let mut growing = training(Regime::Small, 1, end(Regime::Small, 1), None);
    growing.points.pop();
    run.take(Report::Training(growing));
    let panel = run.panel("curves");
    assert_eq!(panel.table.rows.len(), 3);
    assert_eq!(cells(&panel, "0")[0], "2.3 (2)");
    assert_eq!(cells(&panel, "2")[3], "60.30 (1)");
    assert_eq!(cells(&panel, "2")[7], "55.14 (2)");
    assert!(panel.alternative.contains("SB after training, 1 network:"));
    assert_eq!(run.panel("path").table.rows.len(), 25);
    // Nothing is shown of a minimum that is not reached.
    assert_eq!(run.panel("sharpness").table.rows.len(), 6);
    assert_eq!(full(2).panel("sharpness").table.rows.len(), 8);
}

#[test]
fn many_epochs_are_thinned_with_the_last_kept() {
    let experiment = Experiment {
        epochs: 1000,
        ..Experiment::default()
    };
    let mut run = Known::new(experiment);
    let mut long = training(Regime::Small, 0, end(Regime::Small, 0), None);
    let point = long.points[1];
    long.points = (0..=995)
        .map(|epoch| {
            let mut point = point;
            point.epoch = epoch;
            point
        })
        .collect();
    run.take(Report::Training(long));
    let table = run.panel("curves").table;
    assert_eq!(table.rows.len(), 101);
    assert_eq!(table.rows[100].head, "995");
    assert!(table.caption.contains("every 10 epochs"));
}

fn remarked(run: &Known, figure: &str, words: &str) -> bool {
    run.panel(figure)
        .remarks
        .iter()
        .any(|remark| remark.contains(words))
}

fn with(change: impl Fn(&mut Experiment)) -> Known {
    let mut experiment = Experiment::default();
    change(&mut experiment);
    Known::new(experiment)
}

#[test]
fn the_captions_count_the_steps() {
    let caption = |run: &Known| run.panel("curves").caption;
    // 2,000 samples in batches of 32 and of 200, the last short one dropped.
    let default = with(|_| ());
    let said = "An epoch is 62 steps for SB and 10 steps for LB, so SB makes 6.2 times as many in equal epochs.";
    assert!(caption(&default).contains(said), "{}", caption(&default));
    assert!(!remarked(&default, "curves", "times as many steps"));
    let full_batch = with(|e| e.large_batch = e.train);
    assert!(caption(&full_batch).contains("1 step for LB, so SB makes 62 times"));
    let same = with(|e| e.small_batch = e.large_batch);
    assert!(caption(&same).contains("An epoch is 10 steps for both."));
    let done = full(2);
    assert!(remarked(
        &done,
        "curves",
        "SB made 6.2 times as many steps as LB."
    ));
}

#[test]
fn a_search_from_x_that_falls_short_is_told() {
    let mut run = full(1);
    let Report::Sharpness(mut low) = sharpness(Regime::Small, 0, 1e-3, 0.02) else {
        unreachable!("a report on sharpness")
    };
    low.from_x = 0.005;
    run.take(Report::Sharpness(low));
    assert!(remarked(
        &run,
        "sharpness",
        "find less than 90 % of φ in 1 of 4 measurements, least of SB in trial 1 at ε = 0.001: 0.005 of 0.02."
    ));
}

#[test]
fn remarks_on_settings() {
    let default = with(|_| ());
    assert!(remarked(&default, "curves", "ADAM at 0.005, lowered to 0"));
    assert!(remarked(&default, "curves", "estimated anew"));
    assert!(remarked(&default, "path", "at every α"));
    assert!(remarked(&default, "sharpness", "frozen"));
    assert!(!remarked(&default, "curves", "the paper takes 10 %"));
    let plain = with(|e| {
        e.batch_norm = false;
        e.large_batch = 100;
        e.label_noise = 0.3;
    });
    assert!(!remarked(&plain, "curves", "batch-norm"));
    assert!(remarked(
        &plain,
        "curves",
        "5 % of the training set here; the paper takes 10 %"
    ));
    assert!(remarked(
        &plain,
        "curves",
        "30 % of the training labels are wrong"
    ));
    assert!(remarked(
        &with(|e| e.small_batch = 200),
        "curves",
        "nothing to tell apart"
    ));
}

#[test]
fn remarks_on_results() {
    let run = full(3);
    assert!(!remarked(&run, "sharpness", "training losses differ"));
    assert!(!remarked(&run, "sharpness", "has not fitted"));
    assert!(remarked(
        &run,
        "sharpness",
        "signed ascents from x and 2 random points"
    ));
    assert!(!remarked(&run, "sharpness", "Ten L-BFGS-B iterations"));
    assert!(remarked(&run, "table", "SB moves 1.8 times as far"));
    assert!(!remarked(&run, "curves", "diverged"));

    let mut unequal = full(1);
    let mut bad = end(Regime::Large, 0);
    (bad.train, bad.loss) = (0.86, 0.4);
    let report = training(Regime::Large, 0, bad, Some(Ending::Epochs));
    unequal.take(Report::Training(report));
    assert!(remarked(&unequal, "sharpness", "0.016 for SB, 0.4 for LB"));
    assert!(remarked(
        &unequal,
        "curves",
        "has not fitted the data: training accuracy ended with LB at 86 %"
    ));

    let mut lost = full(2);
    lost.take(diverged(Regime::Large, 1));
    for figure in RUN {
        assert!(remarked(
            &lost,
            figure,
            "LB of trial 2 in epoch 3 (its loss was no longer a number)"
        ));
    }
    let pairs = Pairs::of(&lost.context());
    assert_eq!((pairs.paths().len(), pairs.sharpness().len()), (1, 6));
    assert_eq!(cells(&lost.panel("table"), "Epochs")[1], "2 (n = 1)");
}
