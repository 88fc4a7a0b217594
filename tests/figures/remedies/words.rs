//! Verdicts and remarks.

use super::results::{Comes, choose, done, experiment, full, put, training, typical};
use crate::known::Known;
use sharp_minima::figures::Outcome;
use sharp_minima::figures::verdict::Outcome::{
    DoesNotHold, Holds, NotComparable, NotReplicated, Replicated, Undecided,
};
use sharp_minima::settings::Regime;

/// Five trials in which the rows come to what is asked.
fn told(comes: impl Fn(&str) -> Comes) -> Known {
    done(experiment(5), comes)
}

fn outcomes(known: &Known) -> Vec<(String, Outcome)> {
    let verdicts = known.panel("remedies").verdicts.into_iter();
    verdicts.map(|v| (v.claim, v.verdict)).collect()
}

fn outcome(known: &Known, claim: &str) -> Outcome {
    let all = outcomes(known);
    let found = all.iter().find(|(of, _)| of.starts_with(claim));
    found.unwrap_or_else(|| panic!("{claim}: {all:?}")).1
}

/// What is said of the claim, with its source.
fn said(known: &Known, claim: &str) -> String {
    let verdicts = known.panel("remedies").verdicts.into_iter();
    let mut found = verdicts.filter(|verdict| verdict.claim.starts_with(claim));
    let verdict = found.next().expect("the claim");
    format!("{} {}", verdict.text, verdict.source)
}

fn remarks(known: &Known) -> String {
    known.panel("remedies").remarks.join("\n")
}

const CLAIMS: [&str; 7] = [
    "Augmentation makes LB",
    "With augmentation",
    "Conservative training improves",
    "Conservative training does not lower",
    "Conservative training gains more than its control",
    "Adversarial training improves",
    "Stability training does not improve",
];

fn all_are(known: &Known, expected: [Outcome; 7]) {
    for (claim, expected) in CLAIMS.into_iter().zip(expected) {
        let told = said(known, claim);
        assert_eq!(outcome(known, claim), expected, "{claim}: {told}");
    }
}

#[test]
fn the_presets_numbers_give_their_verdicts() {
    let known = full(5);
    all_are(
        &known,
        [
            Replicated,
            // Losses of 0.028 and 0.09 are more than 3-fold apart, so it is judged at equal loss.
            Replicated,
            Replicated,
            Replicated,
            DoesNotHold,
            Replicated,
            NotReplicated,
        ],
    );
    let told = said(&known, "With augmentation");
    assert!(
        told.contains("at equal training loss, Data augmentation ÷ LB: × 0.706 [0.68, 0.733]"),
        "{told}"
    );
    assert!(told.contains("; at the end × 1."), "both numbers: {told}");
    let told = remarks(&known);
    for why in [
        "Conservative training: φ at the end is 94 times lower than LB’s, at a training loss of 0.001 where LB has 0.028. The two are no fair comparison",
        "no gain from adversarial training and stability training",
        "learning rate, 0.005 here",
        "Conservative training gains no more than its control",
        "not to its proximal term",
        "Control − LB: +2.",
    ] {
        assert!(told.contains(why), "{why}: {told}");
    }
    assert!(!told.contains("Data augmentation: φ at the end"), "{told}");
}

#[test]
fn the_paper_s_numbers_give_the_paper_s_verdicts() {
    let known = told(|row| match row {
        "conservative" => Comes {
            phi: 2.7,
            loss: 0.03,
            accuracy: 68.9,
            ..typical(row)
        },
        "augmentation" => Comes {
            loss: 0.03,
            ..typical(row)
        },
        "fgsm" | "stability" => Comes {
            accuracy: 60.0,
            ..typical(row)
        },
        _ => typical(row),
    });
    all_are(
        &known,
        [
            Replicated,
            Replicated,
            Replicated,
            Replicated,
            Holds,
            NotReplicated,
            Replicated,
        ],
    );
    let end = said(&known, "With augmentation");
    assert!(
        end.starts_with("Sharpness φ at the end, Data augmentation ÷ LB: × 1."),
        "{end}"
    );
    let told = remarks(&known);
    for absent in [
        "no fair comparison",
        "control, as many inner steps",
        "here there is one",
    ] {
        assert!(!told.contains(absent), "{absent}: {told}");
    }
}

#[test]
fn both_of_the_papers_sentences_on_adversarial_training_are_told() {
    let claim = "Adversarial training improves";
    let of = |accuracy: f64| {
        let known = told(|row| match row {
            "fgsm" => Comes {
                accuracy,
                ..typical(row)
            },
            _ => typical(row),
        });
        (outcome(&known, claim), said(&known, claim))
    };
    for (accuracy, expected, agrees) in [
        (
            69.0,
            Replicated,
            "agree with the main text and not with the appendix",
        ),
        (
            63.0,
            NotReplicated,
            "agree with the appendix and not with the main text",
        ),
    ] {
        let (outcome, told) = of(accuracy);
        assert_eq!(outcome, expected);
        assert!(told.contains(agrees), "{told}");
        assert!(
            told.contains("“these approaches help reduce the generalization gap”"),
            "{told}"
        );
        assert!(told.contains("its appendix E that it does not"), "{told}");
    }
    // 63.0 and a margin of one point: the interval holds the margin.
    let (outcome, told) = of(64.0);
    assert_eq!(outcome, Undecided);
    assert!(!told.contains("agree with"), "{told}");
}

#[test]
fn opposite_numbers_refute() {
    let reversed = |row: &str| match row {
        "augmentation" => Comes {
            accuracy: 55.0,
            phi: 0.4,
            loss: 0.03,
            ..typical(row)
        },
        "conservative" => Comes {
            accuracy: 58.0,
            level: 0.5,
            ..typical(row)
        },
        _ => typical(row),
    };
    let known = told(reversed);
    for claim in &CLAIMS[..4] {
        assert_eq!(outcome(&known, claim), NotReplicated, "{claim}");
    }
    assert_eq!(outcome(&known, CLAIMS[4]), DoesNotHold);
    let told = remarks(&known);
    assert!(
        told.contains("Data augmentation: φ at the end is 7 times lower than LB’s"),
        "{told}"
    );
    assert!(
        told.contains("unlike the paper’s, whose minima stay sharp"),
        "{told}"
    );
    assert!(
        told.contains("Conservative training gains no more than its control"),
        "{told}"
    );
    assert!(
        !told.contains("to its proximal term"),
        "nothing is gained: {told}"
    );
}

#[test]
fn the_control_is_told_whenever_the_numbers_say_so() {
    let with = |beyond: [f64; 5]| {
        let mut known = told(|row| Comes {
            accuracy: 65.0,
            ..typical(row)
        });
        for (trial, beyond) in (0..).zip(beyond) {
            for (row, accuracy) in [("control", 65.0), ("conservative", 65.0 + beyond)] {
                let comes = Comes {
                    accuracy,
                    ..typical(row)
                };
                let mut one = training(row, Regime::Large, trial, 40, comes);
                for point in &mut one.points {
                    point.evaluation.test_accuracy = accuracy / 100.0;
                }
                put(&mut known, row, one);
            }
        }
        (outcome(&known, CLAIMS[4]), remarks(&known))
    };
    let as_good = "Conservative training gains no more than its control";
    let cannot_tell = "cannot tell whether conservative training gains more";
    for (beyond, expected, present) in [
        ([2.0, 2.1, 2.2, 2.3, 2.4], Holds, ""),
        ([2.0; 5], Holds, ""),
        ([0.3, 0.4, 0.5, 0.4, 0.3], DoesNotHold, as_good),
        ([0.0; 5], DoesNotHold, as_good),
        ([-3.0, -3.1, -3.2, -3.0, -3.1], DoesNotHold, as_good),
        ([-1.0, 0.0, 3.0, 1.0, 2.0], Undecided, cannot_tell),
    ] {
        let (outcome, told) = with(beyond);
        assert_eq!(outcome, expected, "{beyond:?}");
        for text in [as_good, cannot_tell] {
            assert_eq!(told.contains(text), text == present, "{beyond:?}: {told}");
        }
    }
}

#[test]
fn rows_that_have_not_fitted_are_not_compared_at_the_end() {
    let unfitted = |row: &str| match row {
        "augmentation" => Comes {
            train: 80.0,
            loss: 0.6,
            ..typical(row)
        },
        _ => typical(row),
    };
    // It never comes to the loss at which φ is compared.
    let known = told(unfitted);
    assert_eq!(outcome(&known, "With augmentation"), NotComparable);
    let why = said(&known, "With augmentation");
    assert!(
        why.contains("5 of 10 networks did not fit the training set: Data augmentation of trial 1 ended at 80 %"),
        "{why}"
    );
    // A gain of a remedy that hinders fitting is a gain.
    assert_eq!(outcome(&known, "Augmentation makes LB"), Replicated);
    // Over an LB that has not fitted there is none.
    let known = told(|row| Comes {
        train: if row == "lb" { 30.0 } else { 100.0 },
        ..typical(row)
    });
    assert_eq!(outcome(&known, "Augmentation makes LB"), NotComparable);
    assert_eq!(
        outcome(&known, CLAIMS[4]),
        DoesNotHold,
        "LB has no part in it"
    );
    // Where both came to the same loss on the way, sharpness is judged there.
    assert_eq!(outcome(&known, "With augmentation"), Replicated);
}

#[test]
fn one_trial_or_equal_batches_compare_nothing() {
    all_are(&full(1), [NotComparable; 7]);
    let mut same = experiment(2);
    same.small_batch = same.large_batch;
    all_are(&Known::new(same.clone()), [NotComparable; 7]);
    all_are(&done(same, typical), [NotComparable; 7]);
    let panel = Known::new(experiment(5)).panel("remedies");
    assert!(panel.verdicts.iter().all(|v| v.verdict == Undecided));
    let first = &panel.table.rows[0];
    assert!(first.cells.iter().all(|cell| cell == "–"), "{first:?}");
}

#[test]
fn nothing_is_decided_before_all_trials_have_come() {
    let mut known = full(3);
    let mut other = training(
        "augmentation",
        Regime::Large,
        2,
        40,
        typical("augmentation"),
    );
    other.ending = None;
    other.points.pop();
    put(&mut known, "augmentation", other);
    assert_eq!(outcome(&known, "Augmentation makes LB"), Undecided);
    assert_eq!(outcome(&known, "With augmentation"), Undecided);
    let told = said(&known, "Augmentation makes LB");
    assert!(
        told.contains("2 of 3 pairs so far; decided when all have come."),
        "{told}"
    );
    assert_eq!(
        outcome(&known, "Adversarial training"),
        Replicated,
        "has all of its own"
    );
}

#[test]
fn verdicts_only_on_chosen_rows() {
    let mut known = full(2);
    // Conservative training never goes without its control.
    choose(&mut known, &["sb", "lb", "conservative"]);
    assert_eq!(outcomes(&known).len(), 3);
    choose(&mut known, &["conservative", "control"]);
    assert_eq!(outcomes(&known).len(), 1);
    choose(&mut known, &["sb"]);
    assert!(outcomes(&known).is_empty());
}

#[test]
fn the_intervals_are_of_pairs() {
    // All rows share the trials' large shifts; only differences of pairs are that narrow.
    let verdicts = full(5).panel("remedies").verdicts;
    let text = &verdicts[0].text;
    assert!(text.contains("Data augmentation − LB: +11."), "{text}");
    assert!(text.contains("n = 5 pairs"), "{text}");
    let text = &verdicts[3].text;
    assert!(
        text.contains("at equal training loss, Conservative training ÷ LB: × 0.9"),
        "{text}"
    );
    assert!(text.contains("; at the end × 0.01"), "{text}");
}
