//! What is said of the sweep and of warm starts.

use super::made_up::{Comes, done, experiment, kneed, shift, warming};
use crate::known::Known;
use sharp_minima::figures::Outcome::{NotComparable, NotReplicated, Replicated, Undecided};
use sharp_minima::figures::{Outcome, Panel};
use sharp_minima::jobs::{Job, Report, TrainJob};
use sharp_minima::plot::trend::TrendChart;
use sharp_minima::training::Ending;

fn outcomes(panel: &Panel) -> Vec<Outcome> {
    panel
        .verdicts
        .iter()
        .map(|verdict| verdict.verdict)
        .collect()
}

fn sweep(trials: u32, comes: impl Fn(&TrainJob) -> Comes) -> Known {
    done(Known::new(experiment("convincing", trials)), "sweep", comes)
}

fn all(panel: &Panel) -> String {
    serde_json::to_string(panel).expect("plain data")
}

#[test]
fn the_knee_is_told_and_drawn() {
    let known = sweep(5, kneed);
    let panel = known.panel("sweep");
    assert_eq!(outcomes(&panel), [Replicated, Replicated]);
    // From 100 to 800: three doublings of three points.
    let text = &panel.verdicts[0].text;
    let said = "from the knee at about B = 100 to 800, 3.0 doublings: −9 [−9, −9] points;";
    assert!(text.contains(said), "{text}");
    assert!(
        text.ends_with("95 % interval in brackets, n = 5 trials."),
        "{text}"
    );
    let sharper = &panel.verdicts[1].text;
    assert!(sharper.contains("B = 800 ÷ SB: × 5 [5, 5]"), "{sharper}");
    assert!(all(&panel).contains("at batch sizes 2,000 (80 %) and 4,000 (80 %)"));
    let chart: TrendChart = known.picture("sweep");
    let knee = chart.panels[0].knee.as_ref().expect("a knee");
    assert_eq!(knee.label, "knee at about 100, 95 %: 100–100");
    let hollow = chart.panels[0].lines[0].points.iter().filter(|p| p.hollow);
    let hollow: Vec<f64> = hollow.map(|point| point.spread.x).collect();
    assert_eq!(hollow, [2000.0, 4000.0]);
}

#[test]
fn the_interval_covers_the_knee_and_is_always_the_same() {
    // Each trial has its own noise at every size.
    let noisy = |job: &TrainJob| {
        let size = job.experiment.batch(job.regime);
        let noise = ((size * 7 + job.trial as usize * 13) % 11) as f64 / 11.0 - 0.5;
        let comes = kneed(job);
        Comes {
            test: comes.test + 1.5 * noise,
            ..comes
        }
    };
    let known = sweep(5, noisy);
    let chart: TrendChart = known.picture("sweep");
    let knee = chart.panels[0].knee.clone().expect("a knee");
    let (low, high) = knee.interval.expect("five trials");
    assert!(low < 100.0 && 100.0 < high && high < 2.5 * low, "{knee:?}");
    assert!(low < knee.at && knee.at < high);
    assert_eq!(sweep(5, noisy).picture::<TrendChart>("sweep"), chart);
}

#[test]
fn what_has_not_fitted_is_left_out() {
    // Far off where it has not fitted: nothing of the knee may move.
    let odd = |job: &TrainJob| {
        let comes = kneed(job);
        let off = comes.train < 99.0;
        Comes {
            test: if off {
                5.0 + shift(job.trial)
            } else {
                comes.test
            },
            phi: if off { 1e-9 } else { comes.phi },
            ..comes
        }
    };
    let (usual, odd) = (sweep(5, kneed), sweep(5, odd));
    let knee = |known: &Known| known.picture::<TrendChart>("sweep").panels[0].knee.clone();
    assert_eq!(knee(&usual), knee(&odd));
    let [usual, odd] = [usual, odd].map(|known| known.panel("sweep"));
    assert_eq!(usual.verdicts, odd.verdicts);
    assert_ne!(usual.table, odd.table);
    // One trial that has not fitted leaves its size to the others in the knee, and is told.
    let one = |job: &TrainJob| {
        let comes = kneed(job);
        let own = job.trial == 2 && job.experiment.batch(job.regime) == 800;
        Comes {
            train: if own { 98.0 } else { comes.train },
            ..comes
        }
    };
    let panel = sweep(5, one).panel("sweep");
    assert!(panel.verdicts[1].text.contains("B = 400 ÷ SB"));
    assert_eq!(
        panel.table.rows[6].cells.last().map(String::as_str),
        Some("4 of 5")
    );
    // Where hardly anything fits there is nothing to judge.
    let none = |job: &TrainJob| Comes {
        train: 50.0,
        ..kneed(job)
    };
    let panel = sweep(3, none).panel("sweep");
    assert_eq!(outcomes(&panel), [NotComparable; 2]);
    let why = "fewer than three batch sizes fitted the training set";
    assert!(panel.verdicts[0].text.contains(why), "{panel:?}");
}

#[test]
fn a_fall_all_the_way_shows_no_level_part() {
    let falling = |job: &TrainJob| {
        let size = job.experiment.batch(job.regime) as f64;
        Comes {
            test: 80.0 - 2.0 * size.log2() + shift(job.trial),
            ..kneed(job)
        }
    };
    let panel = sweep(5, falling).panel("sweep");
    let text = &panel.verdicts[0].text;
    assert!(
        text.contains("from the knee at about B = 8 to 800"),
        "{text}"
    );
    assert!(text.contains("No level part is seen before"), "{text}");
    let kneed = sweep(5, kneed).panel("sweep");
    assert!(!all(&kneed).contains("No level part"));
}

#[test]
fn sharpness_is_compared_at_the_largest_batch_of_a_similar_loss() {
    let with_losses = |losses: [f64; 2]| {
        sweep(5, |job: &TrainJob| {
            let loss = match job.experiment.batch(job.regime) {
                800 => losses[1],
                size if size > 32 => losses[0],
                _ => 0.03,
            };
            Comes { loss, ..kneed(job) }
        })
        .panel("sweep")
    };
    let usual = with_losses([0.03, 0.12]);
    assert_eq!(outcomes(&usual)[1], Replicated);
    assert!(usual.verdicts[1].text.contains("B = 400 ÷ SB"));
    let none = with_losses([0.12, 0.12]);
    assert_eq!(outcomes(&none)[1], NotComparable);
    assert!(none.verdicts[1].text.contains("B = 800 ÷ SB"));
    assert!(none.verdicts[1].text.contains("4-fold apart"));
}

#[test]
fn level_accuracy_is_no_knee() {
    let level = |job: &TrainJob| {
        let comes = kneed(job);
        Comes {
            test: 70.0 + shift(job.trial) + 0.01 * (job.experiment.batch(job.regime) as f64).log2(),
            phi: 0.5,
            ..comes
        }
    };
    let known = sweep(5, level);
    let panel = known.panel("sweep");
    assert_eq!(outcomes(&panel), [NotReplicated, NotReplicated]);
    assert!(all(&panel).contains("these sizes have no knee"));
    assert_eq!(known.picture::<TrendChart>("sweep").panels[0].knee, None);
}

#[test]
fn nothing_is_decided_before_all_sizes_have_come() {
    let mut known = sweep(3, kneed);
    let last = known
        .wanted("sweep")
        .into_iter()
        .rfind(|job| matches!(job, Job::Train(_)));
    let Some(Job::Train(job)) = last else {
        panic!("a training");
    };
    let mut training = super::made_up::training(&job, kneed(&job));
    training.ending = None;
    known.put(job.clone(), Report::Training(training.clone()));
    let panel = known.panel("sweep");
    assert_eq!(outcomes(&panel), [Undecided; 2]);
    assert!(
        panel.verdicts[0]
            .text
            .ends_with("3 of 3 trials so far; decided when all have come.")
    );
    // A training that diverges has no minimum; the others decide.
    training.ending = Some(Ending::Diverged {
        epoch: 3,
        loss: None,
    });
    known.put(job, Report::Training(training));
    assert_eq!(outcomes(&known.panel("sweep")), [Replicated; 2]);
}

#[test]
fn warm_starts_are_judged_against_lb_from_the_start() {
    let warm = |comes: fn(&TrainJob) -> Comes| {
        done(Known::new(experiment("convincing", 5)), "warmstart", comes)
    };
    let known = warm(warming);
    let panel = known.panel("warmstart");
    // Two epochs gain 3.2 points here, which the paper does not see.
    assert_eq!(outcomes(&panel), [NotReplicated, Replicated, Replicated]);
    let text = &panel.verdicts[2].text;
    assert!(
        text.contains("after 50 epochs ÷ from the start: × 0.0196"),
        "{text}"
    );
    let rows: Vec<&str> = panel
        .table
        .rows
        .iter()
        .map(|row| row.head.as_str())
        .collect();
    let expected = ["0 (LB)", "2", "5", "10", "20", "30", "40", "50", "SB alone"];
    assert_eq!(rows, expected);
    // φ that falls with the loss is no fair comparison.
    let panel = warm(|job| Comes {
        loss: 0.03 / (1.0 + job.strategy.warm_start as f64),
        ..warming(job)
    })
    .panel("warmstart");
    assert_eq!(outcomes(&panel)[2], NotComparable);
    assert!(all(&panel).contains("φ follows the loss"));
    // SB's own values and its iterates stand beside.
    let chart: TrendChart = known.picture("warmstart");
    let names: Vec<&str> = chart.panels[0]
        .lines
        .iter()
        .map(|l| l.name.as_str())
        .collect();
    assert_eq!(names, ["LB after SB", "SB", "SB after as many epochs"]);
    let level = &chart.panels[0].lines[1].points;
    assert_eq!(level[0].spread.mean, level[1].spread.mean);
    assert_eq!((level[0].spread.x, level[1].spread.x), (0.0, 50.0));
    assert_eq!(chart.panels[0].lines[2].points.len(), 7);
}

#[test]
fn what_is_read_is_what_is_drawn() {
    let known = sweep(5, kneed);
    let readings = known.readings("sweep");
    let chart: TrendChart = known.picture("sweep");
    let at: Vec<f64> = readings.iter().filter_map(|reading| reading.at).collect();
    let drawn: Vec<f64> = chart.panels[0].lines[0]
        .points
        .iter()
        .map(|p| p.spread.x)
        .collect();
    assert_eq!(at, drawn);
    assert!(readings[7].lines[0].text.ends_with("; 5 of 5 did not fit"));
    assert!(
        readings[0].lines[0]
            .text
            .starts_with("testing accuracy 70.0 ± 0.7 %, φ 0.28"),
        "{readings:?}"
    );
}
