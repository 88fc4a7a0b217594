//! The finding in two sentences, and the two bowls.

use crate::known::Known;
use crate::panel::full;
use crate::reports::{complete, end, run, training};
use sharp_minima::jobs::Report;
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::training::Ending;

fn headline(known: &Known) -> String {
    known.panel("bowls").headline
}

#[test]
fn before_anything_is_known_it_asks() {
    let said = headline(&run(3));
    assert!(said.ends_with("worse on new data?"), "{said}");
}

#[test]
fn equal_batches_are_told() {
    let experiment = Experiment {
        small_batch: 200,
        ..Experiment::default()
    };
    let said = headline(&Known::new(experiment));
    assert!(said.contains("same batch"), "{said}");
}

#[test]
fn the_gap_is_that_of_the_trials() {
    // By hand, as in the summary: 60.36 and 54.95 % over five trials.
    let said = headline(&full(5));
    assert!(
        said.contains("The large batch is 5.4 points worse on new data"),
        "{said}"
    );
    let one = headline(&full(1));
    assert!(
        one.contains("5.4 points worse on new data in this one trial"),
        "{one}"
    );
}

#[test]
fn the_caption_says_how_many_trials_its_numbers_are_of() {
    let caption = |known: &Known| known.panel("bowls").caption;
    let ends = |known: &Known, said: &str| {
        let caption = caption(known);
        assert!(caption.ends_with(said), "{caption}");
    };
    ends(&full(5), " Numbers are means over 5 trials.");
    ends(&full(1), " Numbers are of this one trial.");
    let mut under_way = run(5);
    assert!(!caption(&under_way).contains("Numbers"), "there are none");
    complete(&mut under_way, 0);
    ends(&under_way, " Numbers are of 1 of 5 trials.");
    complete(&mut under_way, 1);
    ends(&under_way, " Numbers are of 2 of 5 trials.");
    let end = end(Regime::Small, 2);
    let small = training(Regime::Small, 2, end, Some(Ending::Epochs));
    under_way.take(Report::Training(small));
    ends(
        &under_way,
        " Numbers are of 3 of SB’s and 2 of LB’s 5 trials.",
    );
}
