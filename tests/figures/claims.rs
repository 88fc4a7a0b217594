//! The paper's claims judged on made-up trials.

use crate::known::Known;
use crate::reports;
use sharp_minima::figures::run::{Pairs, claims};
use sharp_minima::figures::verdict::Outcome::{
    NotComparable, NotReplicated, Replicated, Undecided,
};
use sharp_minima::figures::{Outcome, Verdict};
use sharp_minima::jobs::Report;
use sharp_minima::settings::{Experiment, REGIMES, Regime};
use sharp_minima::training::Ending;

fn pairs(run: &Known) -> Pairs {
    Pairs::of(&run.context())
}

fn all(run: &Known) -> [Verdict; 5] {
    let pairs = pairs(run);
    [
        claims::tests_worse(&pairs),
        claims::trains_the_same(&pairs),
        claims::is_sharper(&pairs, 1e-3),
        claims::goes_further(&pairs),
        claims::rises_faster(&pairs),
    ]
}

fn outcomes(run: &Known) -> [Outcome; 5] {
    all(run).map(|verdict| verdict.verdict)
}

#[test]
fn a_run_decides_when_it_has_ended() {
    let mut run = reports::run(3);
    for verdict in all(&run) {
        assert_eq!(verdict.verdict, Undecided);
        assert_eq!(verdict.text, "No pair of trials has been measured yet.");
        assert!(verdict.source.starts_with("The paper: "));
    }
    reports::complete(&mut run, 0);
    reports::complete(&mut run, 1);
    for verdict in all(&run) {
        assert_eq!(verdict.verdict, Undecided);
        assert!(
            verdict
                .text
                .ends_with("2 of 3 pairs so far; decided when all have come.")
        );
    }
    let decided = [
        Replicated,
        Replicated,
        Replicated,
        NotReplicated,
        Replicated,
    ];
    let mut cancelled = run.clone();
    cancelled.active = false;
    assert_eq!(outcomes(&cancelled), decided);
    assert!(all(&cancelled)[0].text.ends_with("n = 2 of 3 pairs."));
    reports::complete(&mut run, 2);
    assert!(pairs(&run).ended(true));
    assert_eq!(outcomes(&run), decided);
    let mut one = reports::run(1);
    reports::complete(&mut one, 0);
    for verdict in all(&one) {
        assert_eq!(verdict.verdict, NotComparable);
        assert!(verdict.text.ends_with("one pair gives no interval."));
    }
}

#[test]
fn what_was_not_asked_for_is_undecided() {
    // Nothing is under way, so nothing will come by itself.
    let mut run = reports::run(3);
    run.active = false;
    let all_undecided = |verdicts: &[Verdict]| {
        for verdict in verdicts {
            assert_eq!(verdict.verdict, Undecided, "{}", verdict.claim);
            assert_eq!(verdict.text, "No pair of trials has been measured yet.");
        }
    };
    all_undecided(&all(&run));
    for trial in 0..3 {
        for regime in REGIMES {
            run.take(reports::trained(regime, trial));
        }
    }
    let [tests_worse, _, sharper, _, rises_faster] = all(&run);
    assert_eq!(tests_worse.verdict, Replicated);
    all_undecided(&[sharper, rises_faster]);
}

#[test]
fn unfitted_networks_decide_nothing() {
    let mut run = reports::run(3);
    (0..3).for_each(|trial| reports::complete(&mut run, trial));
    // As without hidden layers: 30 % of the training set.
    let mut end = reports::end(Regime::Large, 1);
    end.train = 0.3;
    let poor = reports::training(Regime::Large, 1, end, Some(Ending::Epochs));
    run.take(Report::Training(poor));
    for verdict in all(&run) {
        assert_eq!(verdict.verdict, NotComparable);
        let why = "1 of 6 networks did not fit the training set: LB of trial 2 ended at 30 %";
        assert!(verdict.text.contains(why), "{}", verdict.text);
    }
}

#[test]
fn sharpness_is_only_compared_at_similar_training_loss() {
    let mut run = reports::run(3);
    for trial in 0..3 {
        reports::complete(&mut run, trial);
        let mut end = reports::end(Regime::Large, trial);
        end.loss = 0.1;
        let training = reports::training(Regime::Large, trial, end, Some(Ending::Epochs));
        run.take(Report::Training(training));
    }
    assert_eq!(
        outcomes(&run),
        [
            Replicated,
            Replicated,
            NotComparable,
            NotReplicated,
            NotComparable
        ]
    );
    let told = claims::is_sharper(&pairs(&run), 1e-3).text;
    assert!(
        told.contains("training losses are 6.3-fold apart, SB’s 0.016 and LB’s 0.1"),
        "{told}"
    );
    assert!(
        told.contains("LB ÷ SB: × 4."),
        "the number stands there all the same: {told}"
    );
}

#[test]
fn equal_batches_leave_nothing_to_compare() {
    let mut run = Known::new(Experiment {
        small_batch: 200,
        large_batch: 200,
        trials: 2,
        ..Experiment::default()
    });
    assert_eq!(outcomes(&run), [NotComparable; 5]);
    (0..2).for_each(|trial| reports::complete(&mut run, trial));
    for verdict in all(&run) {
        assert_eq!(verdict.verdict, NotComparable);
        assert!(verdict.text.contains("SB and LB both have batches of 200"));
    }
}

/// A run of three trials whose LB ends differ from SB's by the given numbers.
fn against(accuracies: [f64; 3], distances: [f64; 3]) -> Known {
    let mut run = reports::run(3);
    for trial in 0..3 {
        let mut end = reports::end(Regime::Small, trial);
        (end.test, end.distance) = (0.6, 40.0);
        let accept = |run: &mut Known, regime, end| {
            let training = reports::training(regime, trial, end, Some(Ending::Epochs));
            run.take(Report::Training(training));
        };
        accept(&mut run, Regime::Small, end);
        end.test = 0.6 + accuracies[trial as usize];
        end.distance = 40.0 / distances[trial as usize];
        accept(&mut run, Regime::Large, end);
    }
    run.active = false;
    run
}

#[test]
fn the_gap_and_the_distance_fall_either_way() {
    let run = against([-0.05, -0.06, -0.055], [4.0, 4.5, 5.0]);
    assert_eq!(claims::tests_worse(&pairs(&run)).verdict, Replicated);
    assert_eq!(claims::goes_further(&pairs(&run)).verdict, Replicated);
    assert_eq!(
        claims::tests_worse(&pairs(&run)).text,
        "Testing accuracy, LB − SB: −5.5 [−6.7, −4.3] points; up to 1 counts as none, about what 1,000 testing samples can tell (our margin). 95 % interval in brackets, n = 3 pairs."
    );
    let run = against([0.05, 0.06, 0.055], [1.9, 2.0, 2.1]);
    assert_eq!(claims::tests_worse(&pairs(&run)).verdict, NotReplicated);
    assert_eq!(claims::goes_further(&pairs(&run)).verdict, NotReplicated);
    let run = against([0.05, -0.06, 0.01], [2.0, 4.0, 5.0]);
    assert_eq!(claims::tests_worse(&pairs(&run)).verdict, Undecided);
    assert_eq!(claims::goes_further(&pairs(&run)).verdict, Undecided);
    // A gap that 1,000 testing samples cannot tell is none.
    let run = against([-0.005, -0.006, -0.0055], [4.0, 4.5, 5.0]);
    assert_eq!(claims::tests_worse(&pairs(&run)).verdict, NotReplicated);
    let run = against([0.0, 0.0, 0.0], [13.0, 14.0, 15.0]);
    assert_eq!(claims::tests_worse(&pairs(&run)).verdict, NotReplicated);
    assert_eq!(claims::goes_further(&pairs(&run)).verdict, NotReplicated);
}

#[test]
fn trials_are_compared_pair_by_pair() {
    // The trials differ by far more than SB and LB do within each; and SB of trial 3 has no
    // partner.
    let mut run = reports::run(4);
    for trial in 0..4 {
        let value: f64 = [1.0, 10.0, 100.0, 1e6][trial as usize];
        for (regime, factor) in [
            (Regime::Small, 1.0),
            (Regime::Large, 1.5 + 0.01 * value.ln()),
        ] {
            if trial == 3 && regime == Regime::Large {
                continue;
            }
            run.take(reports::trained(regime, trial));
            let report = reports::sharpness(regime, trial, 1e-3, value * factor);
            run.take(report);
        }
    }
    run.active = false;
    let verdict = claims::is_sharper(&pairs(&run), 1e-3);
    assert_eq!(verdict.verdict, Replicated);
    assert!(
        verdict.text.contains("× 1.52") && verdict.text.contains("n = 3"),
        "{}",
        verdict.text
    );
}

#[test]
fn a_sharpness_of_zero_has_no_ratio() {
    let mut run = reports::run(3);
    for trial in 0..3 {
        reports::complete(&mut run, trial);
    }
    run.take(reports::sharpness(Regime::Small, 1, 1e-3, 0.0));
    let verdict = claims::is_sharper(&pairs(&run), 1e-3);
    assert!(
        verdict.text.contains("without 1 in which a φ is 0"),
        "{}",
        verdict.text
    );
    assert!(
        verdict.text.contains("n = 2 of 3 pairs"),
        "{}",
        verdict.text
    );
}

#[test]
fn falling_losses_on_the_path_count_as_flat() {
    let mut run = reports::run(3);
    run.active = false;
    for trial in 0..3 {
        run.take(reports::path(trial, -1.0, 0.1));
    }
    let verdict = claims::rises_faster(&pairs(&run));
    assert_eq!(verdict.verdict, Replicated);
    assert!(
        verdict.text.contains("× 100 [100, 100]"),
        "{}",
        verdict.text
    );
    for trial in 0..3 {
        run.take(reports::path(trial, 0.1, 0.01));
    }
    assert_eq!(claims::rises_faster(&pairs(&run)).verdict, NotReplicated);
    for trial in 0..3 {
        run.take(reports::path(trial, 0.1, f64::INFINITY));
    }
    assert_eq!(claims::rises_faster(&pairs(&run)).verdict, NotComparable);
}

#[test]
fn a_ratio_within_what_the_search_can_tell_is_none() {
    let with = |ratios: [f64; 3]| {
        let mut run = reports::run(3);
        for (trial, ratio) in (0..).zip(ratios) {
            for (regime, value) in [(Regime::Small, 1.0), (Regime::Large, ratio)] {
                run.take(reports::trained(regime, trial));
                let report = reports::sharpness(regime, trial, 1e-3, value);
                run.take(report);
            }
        }
        run.active = false;
        claims::is_sharper(&pairs(&run), 1e-3)
    };
    assert_eq!(with([1.3, 1.31, 1.32]).verdict, Replicated);
    assert_eq!(with([1.05, 1.06, 1.07]).verdict, NotReplicated);
    assert_eq!(with([0.5, 0.51, 0.52]).verdict, NotReplicated);
    assert_eq!(with([0.9, 1.3, 1.5]).verdict, Undecided);
    assert_eq!(with([1.3, 1.3, 1.3]).verdict, Replicated, "zero variance");
    assert_eq!(
        with([1.0, 1.0, 1.0]).verdict,
        NotReplicated,
        "zero variance"
    );
}
