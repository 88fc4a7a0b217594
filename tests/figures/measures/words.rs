//! Tables, verdicts and remarks from chosen numbers.

use super::answers::{experiment, full, measures, reports, trainings, with_trainings};
use crate::known::Known;
use sharp_minima::figures::{Outcome, Panel};
use sharp_minima::jobs::{AtEpoch, LEVELS, Mean, Measures, Report, Training};
use sharp_minima::settings::{Experiment, REGIMES, Regime};

/// An experiment whose trainings have ended before they came to any loss at which φ is compared.
fn early(experiment: Experiment) -> Known {
    let mut trainings = trainings(&experiment);
    let early = |training: &mut Training| {
        let lowest = LEVELS[0];
        let points = &mut training.points;
        points.retain(|point| point.evaluation.train_loss > lowest);
    };
    trainings.iter_mut().for_each(early);
    with_trainings(experiment, &trainings)
}

fn measure(known: &mut Known, regime: Regime, trial: u32, all: &Measures) {
    for report in reports(regime, trial, all) {
        known.take(report);
    }
}

/// What is known of these minima; SB's and LB's, trial by trial.
fn with(pairs: Vec<[Measures; 2]>) -> Known {
    let mut known = early(experiment("instant", pairs.len() as u32));
    for (trial, pair) in (0..).zip(pairs) {
        for (regime, measures) in REGIMES.into_iter().zip(pair) {
            measure(&mut known, regime, trial, &measures);
        }
    }
    known
}

fn pair(trial: u32) -> [Measures; 2] {
    [Regime::Small, Regime::Large].map(|regime| measures(regime, trial))
}

fn cells<'a>(panel: &'a Panel, head: &str) -> &'a [String] {
    let row = panel.table.rows.iter().find(|row| row.head == head);
    &row.unwrap_or_else(|| panic!("no row {head}")).cells
}

#[test]
fn the_table_has_means_spreads_and_ratios() {
    let mut pairs: Vec<[Measures; 2]> = (0..3).map(|_| pair(0)).collect();
    for (pair, [small, large]) in pairs.iter_mut().zip([[0.4, 2.0], [0.5, 2.5], [0.3, 1.5]]) {
        pair[0].full[0].value = small;
        pair[1].full[0].value = large;
        pair[0].trace = Mean {
            value: 50.0 * small,
            error: small,
        };
    }
    let panel = with(pairs).panel("measures");
    assert!(panel.table.rows.iter().all(|row| row.cells.len() == 4));
    assert_eq!(panel.table.head.len(), 5);
    let phi = cells(&panel, "φ, full space, ε = 0.001");
    assert_eq!(
        phi[0],
        "0.40 ± 0.10 (n = 3); 62 % of the weights at the box’s edge"
    );
    assert!(phi[1].starts_with("2.0 ± 0.5 (n = 3)"), "{}", phi[1]);
    assert_eq!(phi[2], "× 5 [5, 5]");
    assert!(phi[3].starts_with("The paper’s measure: "));
    let trace = cells(&panel, "Trace of the Hessian");
    assert_eq!(trace[0], "20 ± 5 (n = 3); standard error of each 0.5");
    let above = cells(&panel, "Eigenvalues above 1");
    assert_eq!(above[0], "0 ± 0 (n = 3)");
    assert_eq!(
        above[1],
        "12 ± 0 (n = 3); by the density where all that were searched exceed it"
    );
    assert_eq!(above[2], "+12 [+12, +12]");
    let smallest = cells(&panel, "Smallest eigenvalue");
    assert_eq!(smallest[2], "0 [0, 0]");
    let first = cells(&panel, "Largest eigenvalue λ₁ of the Hessian");
    assert!(
        first[0].ends_with("; each within 8.2 × 10⁻⁵"),
        "{}",
        first[0]
    );
    // What was not measured has no number.
    let level = cells(&panel, "φ where the loss first reached 0.1, ε = 0.001");
    assert_eq!(level[..3], ["–", "–", "–"]);
}

#[test]
fn every_row_says_how_it_reads_in_one_sentence() {
    let panel = with(vec![pair(0)]).panel("measures");
    assert_eq!(panel.table.rows.len(), 23);
    for row in &panel.table.rows {
        let reads = &row.cells[3];
        assert!(reads.ends_with('.') && reads.len() > 30, "{reads}");
        let sentence = reads.replace("et al. ", "");
        assert!(!sentence.contains(". "), "{reads}");
    }
}

#[test]
fn a_measure_that_failed_counts_for_none() {
    let mut odd = pair(0);
    odd[1].eigenvalues.clear();
    odd[1].residuals.clear();
    odd[1].sam = f64::NAN;
    odd[0].asam = f64::INFINITY;
    let panel = with(vec![odd]).panel("measures");
    let first = cells(&panel, "Largest eigenvalue λ₁ of the Hessian");
    assert_eq!((first[1].as_str(), first[2].as_str()), ("–", "–"));
    assert_eq!(cells(&panel, "Rise in SAM’s ball, ρ = .05, nats")[1], "–");
    assert_eq!(cells(&panel, "Rise in ASAM’s ball, ρ = .5, nats")[0], "–");
}

#[test]
fn an_eigenvalue_that_cannot_be_told_is_a_dash_with_a_remark() {
    let told = |panel: &Panel| {
        panel
            .remarks
            .iter()
            .filter(|r| r.contains("not told"))
            .count()
    };
    let mut odd = pair(0);
    assert_eq!(told(&with(vec![odd.clone()]).panel("measures")), 0);
    odd[1].eigenvalues[9] = None;
    odd[1].smallest = None;
    let known = with(vec![odd]);
    let panel = known.panel("measures");
    assert_eq!(told(&panel), 1);
    let tenth = cells(&panel, "Tenth, λ₁₀");
    assert_eq!((tenth[1].as_str(), tenth[2].as_str()), ("–", "–"));
    assert_eq!(cells(&panel, "Smallest eigenvalue")[1], "–");
    let spectrum = known.panel("spectrum");
    assert_eq!(told(&spectrum), 1);
    let row = &spectrum.table.rows[1].cells;
    assert_eq!([&row[9], &row[11]], ["–", "–"]);
    assert_ne!(row[8], "–");
}

#[test]
fn verdicts_follow_the_interval() {
    let with_relative = |values: &[[f64; 2]]| {
        let pairs = values.iter().map(|[small, large]| {
            let mut pair = pair(0);
            (pair[0].relative, pair[1].relative) = (*small, *large);
            pair
        });
        let panel = with(pairs.collect()).panel("measures");
        panel.verdicts.last().expect("verdicts").clone()
    };
    let sharper = with_relative(&[[0.1, 0.4], [0.1, 0.5], [0.1, 0.45]]);
    assert_eq!(sharper.verdict, Outcome::Holds, "the claim is ours");
    assert!(
        sharper
            .text
            .starts_with("φ on the box ε|x_i|, ε = 0.001, LB ÷ SB: × 4.48 ["),
        "{}",
        sharper.text
    );
    let flatter = with_relative(&[[0.4, 0.1], [0.5, 0.1], [0.45, 0.1]]);
    assert_eq!(flatter.verdict, Outcome::DoesNotHold);
    let hardly = with_relative(&[[0.4, 0.415], [0.4, 0.42], [0.4, 0.418]]);
    assert_eq!(hardly.verdict, Outcome::DoesNotHold, "within the margin");
    let same = with_relative(&[[0.1, 0.4]; 3]);
    assert_eq!(same.verdict, Outcome::Holds, "zero variance");
    let mixed = with_relative(&[[0.4, 0.1], [0.1, 0.5], [0.3, 0.31]]);
    assert_eq!(mixed.verdict, Outcome::Undecided);
    let one = with_relative(&[[0.1, 0.4]]);
    assert_eq!(one.verdict, Outcome::NotComparable);
    assert!(one.text.ends_with("one pair gives no interval."));
    let none = Known::new(experiment("instant", 2)).panel("spectrum");
    assert!(
        none.verdicts
            .iter()
            .all(|v| v.verdict == Outcome::Undecided)
    );
}

/// How the claims on the minima fare: by the relative box, by λ₁ and by the number of eigenvalues.
fn at_the_minima(known: &Known) -> Vec<(Outcome, String)> {
    let measures = known.panel("measures").verdicts;
    let spectrum = known.panel("spectrum").verdicts;
    let all = measures.into_iter().skip(2).chain(spectrum);
    all.map(|v| (v.verdict, v.text)).collect()
}

#[test]
fn the_minima_are_compared_where_they_can_be() {
    let outcomes = |known: &Known| {
        let all = at_the_minima(known).into_iter();
        all.map(|(outcome, _)| outcome).collect::<Vec<_>>()
    };
    let pairs = || (0..3).map(pair).collect::<Vec<_>>();
    let decided = [
        Outcome::Replicated,
        Outcome::Holds,
        Outcome::Holds,
        Outcome::Replicated,
    ];
    assert_eq!(outcomes(&with(pairs())), decided);

    let mut unfitted = pairs();
    unfitted[1][1].accuracy = 0.3;
    for (outcome, told) in at_the_minima(&with(unfitted)) {
        assert_eq!(outcome, Outcome::NotComparable);
        assert!(told.contains("LB of trial 2 ended at 30 %"), "{told}");
    }
    let mut unequal = pairs();
    unequal.iter_mut().for_each(|pair| pair[0].loss = 0.001);
    for (outcome, told) in at_the_minima(&with(unequal)) {
        assert_eq!(outcome, Outcome::NotComparable);
        assert!(
            told.contains("28-fold apart, SB’s 0.001 and LB’s 0.028"),
            "{told}"
        );
    }
    let mut coming = early(experiment("instant", 3));
    for regime in REGIMES {
        for trial in 0..2 {
            measure(&mut coming, regime, trial, &measures(regime, trial));
        }
    }
    for (outcome, told) in at_the_minima(&coming) {
        assert_eq!(outcome, Outcome::Undecided);
        assert!(told.contains("2 of 3 pairs so far"), "{told}");
    }
    let mut same = experiment("instant", 2);
    same.small_batch = same.large_batch;
    let all = at_the_minima(&Known::new(same));
    assert!(
        all.iter()
            .all(|(outcome, _)| *outcome == Outcome::NotComparable)
    );
}

#[test]
fn sharpness_is_compared_where_the_same_loss_is_first_reached() {
    let experiment = experiment("instant", 2);
    let trainings = trainings(&experiment);
    let mut known = with_trainings(experiment, &trainings);
    for training in &trainings {
        let mut points = training.points.iter();
        let reached = points.find(|point| point.evaluation.train_loss <= 0.1);
        let reached = reached.expect("it ends at .02");
        let at = |epoch: u32, phi: f64| {
            Report::Epoch(AtEpoch {
                regime: training.regime,
                trial: training.trial,
                epoch,
                loss: 0.09,
                phi,
                eigenvalue: 1.0,
                batch: Mean::default(),
            })
        };
        let phi = match training.regime {
            Regime::Small => 0.5,
            Regime::Large => 2.0,
        };
        let phi = phi * (1.0 + 0.01 * f64::from(training.trial));
        known.take(at(reached.epoch, phi));
        // Before and after is not where.
        known.take(at(reached.epoch - 1, 77.0));
        known.take(at(reached.epoch + 1, 88.0));
    }
    let panel = known.panel("measures");
    let level = cells(&panel, "φ where the loss first reached 0.1, ε = 0.001");
    assert_eq!(level[0], "0.5025 ± 0.0035 (n = 2); at loss 0.09");
    assert!(level[2].starts_with("× 4 ["), "{}", level[2]);
    let verdict = &panel.verdicts[0];
    assert_eq!(
        verdict.claim,
        "At equal training loss, 0.1, LB is sharper than SB."
    );
    assert_eq!(verdict.verdict, Outcome::Replicated);
    assert!(verdict.source.contains("Figure 6"), "{}", verdict.source);
    assert!(
        verdict
            .text
            .contains("(there SB 0.09, LB 0.09), LB ÷ SB: × 4"),
        "{}",
        verdict.text
    );
    // At the other loss nothing has been measured.
    assert_eq!(panel.verdicts[1].verdict, Outcome::Undecided);
}

#[test]
fn equal_loss_must_be_equal() {
    let told = |losses: [f64; 2], answered: u32| {
        let experiment = experiment("instant", 3);
        let trainings = trainings(&experiment);
        let mut known = with_trainings(experiment, &trainings);
        for training in trainings.iter().filter(|t| t.trial < answered) {
            let mut points = training.points.iter();
            let reached = points.find(|point| point.evaluation.train_loss <= 0.1);
            let phi = 1.0 + 3.0 * f64::from(training.regime as u32);
            let at = AtEpoch {
                regime: training.regime,
                trial: training.trial,
                epoch: reached.expect("it ends at .02").epoch,
                loss: losses[training.regime as usize],
                phi: phi * (1.0 + 0.01 * f64::from(training.trial)),
                eigenvalue: 1.0,
                batch: Mean::default(),
            };
            known.take(Report::Epoch(at));
        }
        known.panel("measures").verdicts[0].verdict
    };
    assert_eq!(told([0.09, 0.09], 3), Outcome::Replicated);
    assert_eq!(told([0.09, 0.02], 3), Outcome::NotComparable);
    assert_eq!(told([0.09, 0.09], 2), Outcome::Undecided);
}

fn remarks(pairs: Vec<[Measures; 2]>) -> String {
    with(pairs).panel("measures").remarks.join("\n")
}

#[test]
fn the_papers_search_is_told_of_where_it_falls_short_by_more_than_a_tenth() {
    let mut close = pair(0);
    close[0].full[0].value = 1.0;
    close[0].full[0].from_x = 0.91;
    assert!(!remarks(vec![close.clone()]).contains("Ten L-BFGS-B iterations"));
    close[0].full[0].from_x = 0.25;
    close[0].full[1].from_x = 0.5 * close[0].full[1].value;
    let told = remarks(vec![close]);
    assert!(
        told.contains("Ten L-BFGS-B iterations from x, as in the paper, find less than 90 % of φ in 2 of 4 measurements, least of SB in trial 1 at ε = 0.001: 0.25 of 1."),
        "{told}"
    );
}

#[test]
fn honest_remarks_come_when_they_apply() {
    let plain = remarks(vec![pair(0), pair(1)]);
    for absent in [
        "losses at the minima differ",
        "has not fitted",
        "Ten L-BFGS-B iterations from x",
        "One trial",
    ] {
        assert!(!plain.contains(absent), "{absent}");
    }
    for present in [
        "the highest point of signed ascents from x and 2 random points, of the paper’s ten L-BFGS-B iterations from x,",
        "That is a correlation, and here it explains nothing: both networks used ADAM at 0.005. What differs is the rate over the batch, η/B: SB’s is 6.25 times LB’s.",
        // .16/.41 and .61/2.7.
        "Half the box leaves 0.39 of φ for SB and 0.23 for LB. It would leave .5 on a slope and .25 in a parabola;",
        "statistics are frozen",
        "the whole training set",
    ] {
        assert!(plain.contains(present), "{present}");
    }
    let mut odd = pair(0);
    odd[0].loss = 0.003;
    odd[1].accuracy = 0.86;
    let told = remarks(vec![odd]);
    for present in [
        "The training losses at the minima differ: 0.003 for SB, 0.028 for LB.",
        "training accuracy ended with LB at 86.0 %",
        "One trial has no spread",
    ] {
        assert!(told.contains(present), "{present}: {told}");
    }
}

#[test]
fn the_spectrum_tells_the_share_near_and_below_zero() {
    let mut pair = pair(0);
    pair[0].density = vec![[3.0, 0.001], [0.1, 0.149], [1e-5, 0.8], [-0.02, 0.05]];
    let panel = with(vec![pair]).panel("spectrum");
    assert_eq!(
        panel.remarks[0],
        "SB: 80 % of the eigenvalues are within 0.001 of zero and 5 % are below; 15 % are on the axis."
    );
    assert!(
        panel
            .alternative
            .contains("SB: largest eigenvalue 0.82 (n = 1), above 1: 0 (n = 1).")
    );
    assert_eq!(panel.table.rows.len(), 2);
    assert_eq!(panel.table.rows[1].head, "LB, trial 1");
    assert_eq!(panel.table.rows[1].cells[0], "4.23");
    assert!(
        panel
            .table
            .rows
            .iter()
            .all(|row| row.cells.len() + 1 == panel.table.head.len())
    );
}

#[test]
fn along_training_is_told_with_its_peaks_and_its_edge() {
    let known = full(experiment("plain", 2), &["along"]);
    let told = known.panel("along");
    let remarks = told.remarks.join("\n");
    assert!(
        remarks.contains("φ rises and falls again in both trainings"),
        "{remarks}"
    );
    assert!(
        remarks.contains("The higher of the two is LB’s. Up to the peak φ rises while the loss falls; only after it does φ fall with the loss."),
        "{remarks}"
    );
    assert!(
        remarks.contains("No line at 2/η: it is where plain gradient descent")
            && remarks.contains("an edge of its own, at 38/η, for the Hessian preconditioned")
            && remarks.contains("at the first rate that is 7600."),
        "{remarks}"
    );
    let mut sgd = experiment("digits", 1);
    let remarks = |experiment| {
        let known = full(experiment, &["along"]);
        known.panel("along").remarks.join("\n")
    };
    assert!(remarks(sgd.clone()).contains("batch sharpness to hover there"));
    sgd.large_batch = sgd.train;
    let full_batch = remarks(sgd.clone());
    assert!(full_batch.contains("the edge of stability (Cohen et al. 2021)"));
    assert!(full_batch.contains("an observation, not a law"));
    let told = remarks(sgd.clone());
    let ratio = told.split("LB’s λ₁ comes to ").nth(1).expect("a ratio");
    let ratio: f64 = ratio
        .split(' ')
        .next()
        .expect("a word")
        .parse()
        .expect("a number");
    let known = full(sgd.clone(), &["along"]);
    let largest = known
        .panel("along")
        .table
        .rows
        .iter()
        .filter(|row| row.head.starts_with("LB"))
        .map(|row| row.cells[2].parse::<f64>().expect("λ₁"))
        .fold(0.0, f64::max);
    assert!(
        (ratio / (largest * sgd.learning_rate / 2.0) - 1.0).abs() < 0.05,
        "{told}"
    );
    sgd.momentum = 0.9;
    assert!(!remarks(sgd.clone()).contains("comes to"));
    let heavy = remarks(sgd);
    assert!(heavy.contains("without momentum"));
    // (2 + 2 · .9)/.1
    assert!(
        heavy.contains("it is at 3.8/η (Cohen et al. 2021); at the first rate that is 38."),
        "{heavy}"
    );
}

#[test]
fn rescaling_is_told_at_the_chosen_scale() {
    let mut known = full(experiment("plain", 1), &["rescaling"]);
    known.view.alpha = 10.0;
    let panel = known.panel("rescaling");
    assert!(
        panel.alternative.contains("At α = 10, SB: φ at ε = 0.001 "),
        "{}",
        panel.alternative
    );
    assert!(
        panel.alternative.contains("λ₁ 40 (× 50)"),
        "{}",
        panel.alternative
    );
    assert!(
        panel
            .alternative
            .contains("rise in ASAM’s ball 0.02 (× 1), outputs changed by 3 × 10⁻⁷")
    );
    assert_eq!(panel.table.rows.len(), 26);
    let remarks = panel.remarks.join("\n");
    assert!(remarks.contains("no output changes by more than 3 × 10⁻⁷ of the largest: rounding."));
    assert!(
        remarks.contains("against the value at α = 1, φ changes up to 27.8-fold, λ₁ changes up to 50-fold, φ on the box ε|x_i| changes by at most 0.23 % and the rise in ASAM’s ball changes by at most 0 %."),
        "{remarks}"
    );
}
