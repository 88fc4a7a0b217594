//! Ways between minima: what is wanted, said and read.

use crate::known::{Known, figure};
use crate::reports::{end, run, training};
use sharp_minima::figures::Outcome;
use sharp_minima::jobs::{Connection, ConnectionJob, Job, Report, TrainJob};
use sharp_minima::plot::WaysChart;
use sharp_minima::settings::{Between, Experiment, Regime};
use sharp_minima::training::{Ending, Evaluation};

fn evaluation(train_loss: f64) -> Evaluation {
    Evaluation {
        train_loss,
        train_accuracy: 1.0 - 0.1 * train_loss,
        test_loss: 1.5,
        test_accuracy: 0.6,
    }
}

/// Ways whose highest training losses are these.
fn ways(trial: u32, highest: [f64; 3], improved: bool) -> Report {
    let way = |highest| {
        let mut way = vec![evaluation(0.02); 21];
        way[20] = evaluation(0.03);
        way[7] = evaluation(highest);
        way
    };
    let [straight, curved, bent] = highest.map(way);
    Report::Connection(Connection {
        trial,
        straight,
        curved,
        bent,
        improved,
        steps: 600,
        distance: 20.0,
        length: if improved { 25.0 } else { 20.0 },
    })
}

/// The job that the figure wants of a trial, from 0.
fn job(known: &Known, trial: u32) -> ConnectionJob {
    let mut known = known.clone();
    known.view.trial = trial + 1;
    match known.wanted("connection").as_slice() {
        [Job::Connection(job)] => job.clone(),
        other => panic!("not one connection: {other:?}"),
    }
}

fn put(known: &mut Known, trial: u32, highest: [f64; 3]) {
    let job = job(known, trial);
    known.put(job, ways(trial, highest, true));
}

#[test]
fn it_wants_the_ways_of_the_trial_that_is_looked_at() {
    let mut known = run(2);
    let plain = |regime, trial| TrainJob::plain(&known.experiment, regime, trial);
    let small = plain(Regime::Small, 1);
    let seconds = [
        (Between::Pair, plain(Regime::Large, 1)),
        (Between::Starts, plain(Regime::Small, 2)),
        (
            Between::Orders,
            TrainJob {
                snapshots: Vec::new(),
                ..small.clone()
            }
            .in_order_of(2),
        ),
    ];
    for (between, second) in seconds {
        known.view.between = between;
        let job = job(&known, 1);
        assert_eq!(job.of, [small.clone(), second]);
        assert_eq!(job, ConnectionJob::new(job.of.clone()));
    }
    // A trial that there is not is the last.
    assert_eq!(job(&known, 7), job(&known, 1));
}

#[test]
fn without_a_minimum_nothing_is_wanted() {
    let mut known = run(1);
    let diverged = Ending::Diverged {
        epoch: 3,
        loss: None,
    };
    let regime = Regime::Large;
    let lost = training(regime, 0, end(regime, 0), Some(diverged));
    known.take(Report::Training(lost));
    assert!(known.wanted("connection").is_empty());
    let said = "A training diverged. There is no minimum to connect.";
    assert_eq!(known.panel("connection").remarks[0], said);
    known.view.between = Between::Starts;
    assert_eq!(known.wanted("connection").len(), 1);
}

#[test]
fn the_verdict_is_on_the_barriers_of_the_known_trials() {
    let mut known = run(3);
    let verdict = |known: &Known| known.panel("connection").verdicts[0].clone();
    put(&mut known, 0, [0.23, 0.20, 0.05]);
    assert_eq!(verdict(&known).verdict, Outcome::Undecided);
    put(&mut known, 1, [0.25, 0.20, 0.03]);
    assert_eq!(verdict(&known).verdict, Outcome::Undecided);
    put(&mut known, 2, [0.24, 0.20, 0.04]);
    // −.18, −.22 and −.20: the standard error is .02/√3, and t is 4.303.
    let decided = verdict(&known);
    assert_eq!(decided.verdict, Outcome::Holds);
    let said = "Barrier, trained curve − straight line: −0.20 [−0.25, −0.15] nats; up to 0.01 counts as none (our margin). 95 % interval in brackets, n = 3 pairs.";
    assert_eq!(decided.text, said);
    let mut alone = run(3);
    put(&mut alone, 1, [0.25, 0.20, 0.03]);
    alone.active = false;
    assert_eq!(verdict(&alone).verdict, Outcome::Undecided, "one of three");
    let mut single = run(1);
    put(&mut single, 0, [0.25, 0.20, 0.03]);
    assert_eq!(verdict(&single).verdict, Outcome::NotComparable);
    assert!(verdict(&single).text.contains("one pair gives no interval"));
    let mut low = run(3);
    for trial in 0..3 {
        put(&mut low, trial, [0.03, 0.03, 0.02]);
    }
    assert_eq!(verdict(&low).verdict, Outcome::DoesNotHold);
}

#[test]
fn equal_batches_make_one_network_of_the_pair() {
    let experiment = Experiment {
        small_batch: 200,
        ..Experiment::default()
    };
    let mut known = Known::new(experiment);
    put(&mut known, 0, [0.03, 0.03, 0.03]);
    let verdict = known.panel("connection").verdicts[0].clone();
    assert_eq!(verdict.verdict, Outcome::NotComparable);
    assert!(verdict.text.contains("SB and LB both have batches of 200"));
}

#[test]
fn numbers_and_readings_are_those_of_the_ways() {
    let mut known = run(2);
    assert!(!known.has("connection"));
    put(&mut known, 0, [0.23, 0.20, 0.03]);
    assert!(known.has("connection"));
    let panel = known.panel("connection");
    let cells = |row: usize| panel.table.rows[row].cells.clone();
    assert_eq!(panel.table.rows.len(), 3);
    assert_eq!(cells(0), ["0.2", "0.0305", "97.7", "60.0", "20"]);
    assert_eq!(cells(1)[0], "0.17");
    assert_eq!(cells(2), ["0", "0.021", "99.7", "60.0", "25"]);
    let said =
        "Barriers in nats: 0.2 (straight line), 0.17 (the paper’s curve), 0 (trained curve).";
    assert!(panel.alternative.ends_with(said), "{}", panel.alternative);
    let longer = "The trained curve is 1.25 times as long as the line.";
    assert!(panel.remarks.iter().any(|remark| remark == longer));
    let records = figure("connection").records(&known.context());
    assert_eq!(records.rows.len(), 3 * 21);
    let cells = [1_u32.into(), "straight".into(), 0.35.into(), 0.23.into()];
    assert_eq!(records.rows[7][..4], cells);
    let readings = known.readings("connection");
    assert_eq!(readings.len(), 21);
    assert_eq!(readings[7].at, Some(0.35));
    let line = "straight line: loss 0.23 / 1.5, accuracy 97.7 / 60.0 %";
    assert_eq!(readings[7].lines[0].text, line);
    // Another trial, another pair: not known.
    known.view.trial = 2;
    assert!(!known.has("connection"));
    known.view.trial = 1;
    known.view.between = Between::Orders;
    assert!(!known.has("connection"));
    let said = "Barriers on the straight line";
    let told = |known: &Known| {
        let remarks = known.panel("connection").remarks.into_iter();
        remarks.filter(|r| r.starts_with(said)).collect::<Vec<_>>()
    };
    assert!(told(&known).is_empty());
    let chart: WaysChart = known.picture("connection");
    assert_eq!(chart.connection, None);
    assert_eq!(chart.ends[1], (Regime::Small, "SB in another order"));
    put(&mut known, 0, [0.33, 0.20, 0.03]);
    let both = "Barriers on the straight line in trial 1, in nats: 0.2 between SB and LB, 0.3 between SB and SB with another order of batches.";
    assert_eq!(told(&known), [both]);
}

#[test]
fn a_line_in_the_curves_place_is_told() {
    let mut known = run(1);
    let job = job(&known, 0);
    known.put(job, ways(0, [0.05, 0.2, 0.05], false));
    let told = known.panel("connection").remarks;
    assert!(
        told.iter()
            .any(|remark| remark.contains("the line is shown in its place"))
    );
}
