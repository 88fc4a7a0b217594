//! Claims judged by intervals on either side of what they say.

use crate::reports;
use sharp_minima::experiment::Outcome::{self, NotReplicated, Replicated, Undecided};
use sharp_minima::experiment::report::Ending;
use sharp_minima::experiment::statistics::Difference;
use sharp_minima::experiment::verdict::Claim;
use sharp_minima::experiment::{Regime, Report, Study, claims};

fn judge(claim: Claim, low: f64, high: f64) -> Outcome {
    let (estimate, margin) = (0.5 * (low + high), Some(0.5 * (high - low)));
    claim.judge(&Difference {
        estimate,
        margin,
        n: 5,
    })
}

#[test]
fn directions() {
    let below = Claim::Below { negligible: 0.125 };
    assert_eq!(judge(below, -6.0, -4.0), Replicated);
    assert_eq!(judge(below, -0.0625, -0.03125), Replicated);
    assert_eq!(judge(below, -6.0, 0.5), Undecided);
    assert_eq!(judge(below, -0.125, 0.125), NotReplicated);
    assert_eq!(judge(below, 1.0, 2.0), NotReplicated);
    let above = Claim::Above { negligible: 0.0 };
    assert_eq!(judge(above, 1.0, 2.0), Replicated);
    assert_eq!(judge(above, -2.0, -1.0), NotReplicated);
    assert_eq!(judge(above, -1.0, 2.0), Undecided);
    assert_eq!(judge(above, 0.0, 0.0), Undecided);
}

#[test]
fn ranges() {
    let within = Claim::Within {
        low: -1.0,
        high: 1.0,
    };
    assert_eq!(judge(within, 0.0, 0.0), Replicated);
    assert_eq!(judge(within, -1.0, 1.0), Replicated);
    assert_eq!(judge(within, -1.5, 0.5), Undecided);
    assert_eq!(judge(within, -3.0, 3.0), Undecided);
    assert_eq!(judge(within, 1.5, 3.0), NotReplicated);
}

#[test]
fn one_trial_decides_nothing() {
    let one = Difference {
        estimate: -50.0,
        margin: None,
        n: 1,
    };
    assert_eq!(Claim::Below { negligible: 0.0 }.judge(&one), Undecided);
    let mut study = reports::study(5);
    let all = |study: &Study| {
        [
            claims::tests_worse(study),
            claims::trains_the_same(study),
            claims::is_sharper(study, 1e-3),
            claims::goes_further(study),
            claims::rises_faster(study),
        ]
    };
    for verdict in all(&study) {
        assert_eq!(verdict.verdict, Undecided);
        assert_eq!(verdict.text, "No pair of trials has been measured yet.");
    }
    reports::complete(&mut study, 0);
    for verdict in all(&study) {
        assert_eq!(verdict.verdict, Undecided);
        assert!(
            verdict.text.ends_with("One pair gives no interval."),
            "{}",
            verdict.text
        );
    }
    reports::complete(&mut study, 1);
    reports::complete(&mut study, 2);
    let outcomes = all(&study).map(|verdict| verdict.verdict);
    assert_eq!(
        outcomes,
        [
            Replicated,
            Replicated,
            Replicated,
            NotReplicated,
            Replicated
        ]
    );
}

/// A study of three trials whose LB ends differ from SB's by the given numbers.
fn against(accuracies: [f64; 3], distances: [f64; 3]) -> Study {
    let mut study = reports::study(3);
    for trial in 0..3 {
        let mut end = reports::end(Regime::Small, trial);
        (end.test, end.distance) = (0.6, 40.0);
        let accept = |study: &mut Study, regime, end| {
            let training = reports::training(regime, trial, end, Some(Ending::Epochs));
            study
                .accept(Report::Training(training))
                .expect("of this study");
        };
        accept(&mut study, Regime::Small, end);
        end.test = 0.6 + accuracies[trial as usize];
        end.distance = 40.0 / distances[trial as usize];
        accept(&mut study, Regime::Large, end);
    }
    study
}

#[test]
fn the_gap_and_the_distance_fall_either_way() {
    let study = against([-0.05, -0.06, -0.055], [4.0, 4.5, 5.0]);
    assert_eq!(claims::tests_worse(&study).verdict, Replicated);
    assert_eq!(claims::goes_further(&study).verdict, Replicated);
    assert_eq!(
        claims::tests_worse(&study).text,
        "Testing accuracy, LB − SB: −5.5 [−6.7, −4.3] points; less than 0.1 would count as none (our margin). 95 % interval in brackets, n = 3 pairs."
    );
    let study = against([0.05, 0.06, 0.055], [1.9, 2.0, 2.1]);
    assert_eq!(claims::tests_worse(&study).verdict, NotReplicated);
    assert_eq!(claims::goes_further(&study).verdict, NotReplicated);
    let study = against([0.05, -0.06, 0.01], [2.0, 4.0, 5.0]);
    assert_eq!(claims::tests_worse(&study).verdict, Undecided);
    assert_eq!(claims::goes_further(&study).verdict, Undecided);
    let study = against([0.0, 0.0, 0.0], [13.0, 14.0, 15.0]);
    assert_eq!(claims::tests_worse(&study).verdict, NotReplicated);
    assert_eq!(claims::goes_further(&study).verdict, NotReplicated);
}

#[test]
fn trials_are_compared_pair_by_pair() {
    // The trials differ by far more than SB and LB do within each; and SB of trial 3 has no
    // partner.
    let mut study = reports::study(4);
    for trial in 0..4 {
        let value: f64 = [1.0, 10.0, 100.0, 1e6][trial as usize];
        for (regime, factor) in [
            (Regime::Small, 1.0),
            (Regime::Large, 1.5 + 0.01 * value.ln()),
        ] {
            if trial == 3 && regime == Regime::Large {
                continue;
            }
            study
                .accept(reports::trained(regime, trial))
                .expect("of this study");
            let report = reports::sharpness(regime, trial, 1e-3, value * factor);
            study.accept(report).expect("of this study");
        }
    }
    let verdict = claims::is_sharper(&study, 1e-3);
    assert_eq!(verdict.verdict, Replicated);
    assert!(
        verdict.text.contains("× 1.52") && verdict.text.contains("n = 3"),
        "{}",
        verdict.text
    );
}

#[test]
fn a_sharpness_of_zero_has_no_ratio() {
    let mut study = reports::study(3);
    for trial in 0..3 {
        reports::complete(&mut study, trial);
    }
    study
        .accept(reports::sharpness(Regime::Small, 1, 1e-3, 0.0))
        .expect("of this study");
    let verdict = claims::is_sharper(&study, 1e-3);
    assert!(
        verdict.text.contains("without 1 in which a φ is 0"),
        "{}",
        verdict.text
    );
    assert!(verdict.text.contains("n = 2 pairs"), "{}", verdict.text);
}

#[test]
fn falling_losses_on_the_path_count_as_flat() {
    let mut study = reports::study(3);
    for trial in 0..3 {
        study
            .accept(reports::path(trial, -1.0, 0.1))
            .expect("of this study");
    }
    let verdict = claims::rises_faster(&study);
    assert_eq!(verdict.verdict, Replicated);
    assert!(
        verdict.text.contains("× 100 [100, 100]"),
        "{}",
        verdict.text
    );
    for trial in 0..3 {
        study
            .accept(reports::path(trial, 0.1, 0.01))
            .expect("of this study");
    }
    assert_eq!(claims::rises_faster(&study).verdict, NotReplicated);
    for trial in 0..3 {
        study
            .accept(reports::path(trial, 0.1, f64::INFINITY))
            .expect("of this study");
    }
    assert_eq!(claims::rises_faster(&study).verdict, Undecided);
}
