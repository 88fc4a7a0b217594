//! Headlines of made-up results whose finding is known.

use crate::known::{Known, figure};
use crate::measures::answers;
use crate::reports::{End, complete, end, path, run, training};
use sharp_minima::figures::{FIGURES, Outcome};
use sharp_minima::jobs::Report;
use sharp_minima::plot::svg;
use sharp_minima::settings::{REGIMES, Regime};
use sharp_minima::training::Ending;

fn said(known: &Known, figure: &str) -> String {
    known.panel(figure).headline
}

fn whole(trials: u32) -> Known {
    let mut run = run(trials);
    (0..trials).for_each(|trial| complete(&mut run, trial));
    run
}

/// A run whose networks end as `ends` says.
fn ending(ends: impl Fn(End, Regime) -> End) -> Known {
    let mut run = whole(3);
    for trial in 0..3 {
        for regime in REGIMES {
            let end = ends(end(regime, trial), regime);
            let ended = training(regime, trial, end, Some(Ending::Epochs));
            run.take(Report::Training(ended));
        }
    }
    run
}

#[test]
fn of_nothing_known_nothing_is_said() {
    let known = run(3);
    for figure in FIGURES {
        // The first screen asks, and F1 comes with the page.
        if !["bowls", "f1"].contains(&figure.name()) {
            assert_eq!(said(&known, figure.name()), "", "{}", figure.name());
        }
    }
}

#[test]
fn a_run_says_its_gap_and_how_many_times_as_sharp() {
    let known = whole(3);
    let sharp = said(&known, "sharpness");
    // 4.3 times the geometric mean of 1, 1.05 and 1.1.
    assert!(sharp.contains("rise 4.5 times as far as SB’s"), "{sharp}");
    let path = said(&known, "path");
    // 92 times that mean.
    assert!(path.contains("rises 97 times as much"), "{path}");
    let curves = said(&ending(|end, _| end), "curves");
    assert!(
        curves.contains("on new data LB is 5.4 points worse"),
        "{curves}"
    );
}

#[test]
fn what_cannot_be_compared_is_not_claimed() {
    let apart = ending(|end, regime| End {
        loss: if regime == Regime::Large {
            0.2
        } else {
            end.loss
        },
        ..end
    });
    for figure in ["sharpness", "path"] {
        let said = said(&apart, figure);
        let why = "cannot be told: the training losses are";
        assert!(said.contains(why), "{said}");
    }
    let unfitted = ending(|end, _| End { train: 0.8, ..end });
    let said = said(&unfitted, "curves");
    assert!(
        said.contains("cannot be told: 6 of 6 networks did not fit"),
        "{said}"
    );
}

#[test]
fn what_is_against_a_claim_and_what_is_open_is_said() {
    let mut flat = whole(3);
    (0..3).for_each(|trial| flat.take(path(trial, 0.05, 0.049)));
    let said_of = said(&flat, "path");
    assert!(said_of.contains("no faster than past SB’s"), "{said_of}");
    let mut open = run(3);
    complete(&mut open, 0);
    let verdict = &open.panel("sharpness").verdicts[0];
    assert_eq!(verdict.verdict, Outcome::Undecided);
    let said_of = said(&open, "sharpness");
    assert!(said_of.contains("is not decided yet: × 4.3"), "{said_of}");
}

#[test]
fn the_measures_are_counted_and_drawn() {
    let known = answers::full(answers::experiment("instant", 3), &["measures"]);
    let counted = said(&known, "measures");
    // Every made-up measure has LB sharper, those of which it bears less noise among them.
    assert!(counted.starts_with("By 19 of 19 measures"), "{counted}");
    let context = known.context();
    let picture = figure("measures").picture(&context).expect("a picture");
    let drawn = svg(&*picture, 900, 740, false);
    for words in [
        "Worst case",
        "Largest eigenvalue λ₁",
        "5.2 ×",
        "Noise it bears, SB ÷ LB",
        "2.2 ×",
    ] {
        assert!(drawn.contains(words), "{words}");
    }
    assert!(drawn.contains("Smallest eigenvalue: SB −0.003, LB −0.003"));
    assert!(!drawn.contains("Hollow"));
    let readings = figure("measures").readings(&context);
    assert_eq!(readings.len(), 19);
    assert!(readings.windows(2).all(|two| two[0].at <= two[1].at));
}
