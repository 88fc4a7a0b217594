//! Intervals on either side of what a claim says, and what cannot be judged.

use sharp_minima::figures::comparable;
use sharp_minima::figures::verdict::Outcome;
use sharp_minima::figures::verdict::Outcome::{
    DoesNotHold, Holds, NotComparable, NotReplicated, Replicated, Undecided,
};
use sharp_minima::figures::verdict::{
    Claim, Evidence, Source, Statement, Verdict, chance_of_any, tested,
};
use sharp_minima::statistics::{Difference, paired};

fn judge(claim: Claim, low: f64, high: f64) -> Option<bool> {
    let (estimate, margin) = (0.5 * (low + high), Some(0.5 * (high - low)));
    claim.judge(&Difference {
        estimate,
        margin,
        n: 5,
    })
}

const SUPPORTED: Option<bool> = Some(true);
const REFUTED: Option<bool> = Some(false);

#[test]
fn a_margin_binds_on_both_sides() {
    let below = Claim::Below { negligible: 0.125 };
    assert_eq!(judge(below, -6.0, -4.0), SUPPORTED);
    assert_eq!(judge(below, -0.25, -0.1875), SUPPORTED);
    assert_eq!(judge(below, -0.25, -0.125), None, "its end is the margin");
    assert_eq!(judge(below, -0.0625, -0.03125), REFUTED, "below the margin");
    assert_eq!(judge(below, -6.0, 0.5), None);
    assert_eq!(judge(below, -0.125, 0.125), REFUTED);
    assert_eq!(judge(below, -0.125, 6.0), REFUTED);
    assert_eq!(judge(below, 1.0, 2.0), REFUTED);
    let above = Claim::Above { negligible: 0.125 };
    assert_eq!(judge(above, 1.0, 2.0), SUPPORTED);
    assert_eq!(judge(above, 0.015, 0.065), REFUTED, "a gain that is none");
    assert_eq!(judge(above, 0.0625, 0.125), REFUTED);
    assert_eq!(judge(above, 0.125, 0.25), None);
    assert_eq!(judge(above, 0.0625, 0.25), None);
    assert_eq!(judge(above, -2.0, -1.0), REFUTED);
    assert_eq!(judge(above, -1.0, 2.0), None);
}

#[test]
fn ranges() {
    let within = Claim::Within {
        low: -1.0,
        high: 1.0,
    };
    assert_eq!(judge(within, -1.0, 1.0), SUPPORTED);
    assert_eq!(judge(within, -1.5, 0.5), None);
    assert_eq!(judge(within, -3.0, 3.0), None);
    assert_eq!(judge(within, 1.5, 3.0), REFUTED);
    assert_eq!(judge(within, -3.0, -1.5), REFUTED);
}

#[test]
fn without_variance_the_interval_is_the_difference_itself() {
    let same = |d: f64| paired(&[(1.0, 1.0 + d), (2.0, 2.0 + d), (4.0, 4.0 + d)]).expect("pairs");
    assert_eq!(same(0.5).interval(), Some((0.5, 0.5)));
    for negligible in [0.0, 0.125] {
        let above = Claim::Above { negligible };
        assert_eq!(above.judge(&same(0.5)), SUPPORTED);
        assert_eq!(above.judge(&same(0.0)), REFUTED, "no difference is none");
        assert_eq!(above.judge(&same(negligible)), REFUTED);
        assert_eq!(above.judge(&same(-0.5)), REFUTED);
        let below = Claim::Below { negligible };
        assert_eq!(below.judge(&same(-0.5)), SUPPORTED);
        assert_eq!(below.judge(&same(0.0)), REFUTED);
    }
    let within = Claim::Within {
        low: -0.5,
        high: 0.5,
    };
    assert_eq!(within.judge(&same(0.5)), SUPPORTED);
    assert_eq!(within.judge(&same(0.75)), REFUTED);
}

const PAPER: Source = Source::Paper {
    says: "“so it is”",
    place: "section 9",
};

fn evidence(differences: &[f64]) -> Evidence {
    let pairs: Vec<(f64, f64)> = differences.iter().map(|d| (0.0, *d)).collect();
    Evidence {
        difference: paired(&pairs),
        planned: 3,
        ended: true,
        nothing: None,
        obstacle: None,
    }
}

/// The verdict on "it is above by more than 1".
fn verdict(source: Source, evidence: &Evidence) -> Verdict {
    let statement = Statement {
        claim: "It is above.".into(),
        source,
        judge: Claim::Above { negligible: 1.0 },
    };
    statement.verdict(evidence, |difference, deciding| {
        assert_eq!(deciding, [0.0, 1.0]);
        format!("It is {}", difference.estimate)
    })
}

#[test]
fn every_outcome_by_whose_claim_it_is() {
    let cases: [(&[f64], Outcome, Outcome); 3] = [
        (&[2.0, 2.1, 2.2], Replicated, Holds),
        (&[0.1, 0.2, 0.3], NotReplicated, DoesNotHold),
        (&[0.0, 1.0, 2.0], Undecided, Undecided),
    ];
    for (differences, paper, ours) in cases {
        let evidence = evidence(differences);
        assert_eq!(verdict(PAPER, &evidence).verdict, paper);
        assert_eq!(verdict(Source::Ours, &evidence).verdict, ours);
    }
    let said = verdict(PAPER, &evidence(&[2.0, 2.0]));
    assert_eq!(said.source, "The paper: “so it is” (section 9).");
    assert_eq!(
        said.text,
        "It is 2. 95 % interval in brackets, n = 2 of 3 pairs."
    );
    let ours = verdict(Source::Ours, &evidence(&[2.0, 2.0, 2.0]));
    assert_eq!(ours.source, "This claim is ours, not the paper’s.");
    assert!(ours.text.ends_with("n = 3 pairs."), "{}", ours.text);
}

#[test]
fn what_cannot_be_compared_is_said_with_its_reason() {
    let clear = evidence(&[2.0, 2.1, 2.2]);
    let one = verdict(PAPER, &evidence(&[2.0]));
    assert_eq!(one.verdict, NotComparable);
    assert_eq!(
        one.text,
        "It is 2. Not comparable: one pair gives no interval."
    );
    let none = verdict(PAPER, &evidence(&[]));
    assert_eq!(none.verdict, NotComparable);
    assert_eq!(
        none.text,
        "Not comparable: no pair of trials has both values."
    );
    let hindered = Evidence {
        obstacle: Some("one has not fitted".into()),
        ..clear.clone()
    };
    let told = verdict(Source::Ours, &hindered);
    assert_eq!(told.verdict, NotComparable);
    assert!(
        told.text
            .contains("Not comparable: one has not fitted. 95 % interval"),
        "{}",
        told.text
    );
    let same = Evidence {
        nothing: Some("they are the same".into()),
        ended: false,
        ..clear
    };
    assert_eq!(verdict(PAPER, &same).verdict, NotComparable, "at once");
}

#[test]
fn nothing_is_decided_while_trials_come_in() {
    for differences in [&[] as &[f64], &[2.0], &[2.0, 2.1]] {
        let coming = Evidence {
            ended: false,
            obstacle: Some("one has not fitted yet".into()),
            ..evidence(differences)
        };
        let told = verdict(PAPER, &coming);
        assert_eq!(told.verdict, Undecided);
        let n = differences.len();
        let expected = match n {
            0 => "No pair of trials has been measured yet.".to_owned(),
            n => format!(
                "It is {}. {n} of 3 pairs so far; decided when all have come.",
                if n == 1 { 2.0 } else { 2.05 }
            ),
        };
        assert_eq!(told.text, expected);
    }
}

#[test]
fn many_claims_make_a_false_one_likely() {
    assert_eq!(chance_of_any(0), 0.0);
    assert!((chance_of_any(1) - 0.025).abs() < 1e-12);
    assert!((chance_of_any(17) - 0.35).abs() < 0.001, "as simulated");
    assert!(tested(0).is_empty());
    assert!(tested(1).starts_with("1 claim is tested"));
    let told = tested(17);
    assert!(
        told.contains("17 claims are tested") && told.contains("would be 35 %"),
        "{told}"
    );
}

#[test]
fn networks_are_comparable_by_fit_and_by_loss() {
    let networks = |accuracy: f64| [("SB".to_owned(), 100.0), ("LB".to_owned(), accuracy)];
    assert_eq!(comparable::unfitted(&networks(99.0)), None);
    assert_eq!(comparable::unfitted(&[]), None);
    let told = comparable::unfitted(&networks(98.9999)).expect("below the limit");
    assert!(
        told.starts_with("1 of 2 networks did not fit the training set: LB ended at 98.9999 %"),
        "{told}"
    );
    let names = ["SB’s", "LB’s"];
    assert_eq!(
        comparable::apart(&[(0.01, 0.029), (0.03, 0.012)], names),
        None
    );
    let told = comparable::apart(&[(0.001, 0.036), (0.001, 0.036)], names).expect("far apart");
    assert!(
        told.contains("36-fold apart, SB’s 0.001 and LB’s 0.036"),
        "{told}"
    );
    let told = comparable::apart(&[(0.01, 0.0301)], names).expect("apart");
    assert!(told.contains("3.01-fold apart"), "{told}");
    // Either way round, and it does not cancel.
    assert!(comparable::apart(&[(0.01, 0.05), (0.05, 0.01)], names).is_some());
    assert_eq!(comparable::fold(&[]), 1.0);
    assert_eq!(comparable::fold(&[(0.0, 0.0)]), 1.0);
    assert_eq!(comparable::fold(&[(0.0, 0.1), (0.1, 0.1)]), f64::INFINITY);
    assert_eq!(comparable::negligible_accuracy(1000), 1.0);
    assert_eq!(comparable::negligible_accuracy(4000), 0.5);
}
