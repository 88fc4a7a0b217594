//! The finding in two sentences, and the two bowls.

use crate::known::Known;
use crate::panel::full;
use crate::reports::run;
use sharp_minima::settings::Experiment;

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
