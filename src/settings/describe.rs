//! Settings in words.

use super::Experiment;
use super::field::{Field, Range, Value};
use super::fields::FIELDS;
use crate::format::{count, grouped};

/// A setting's value as the page's controls show it.
fn value(field: &Field, experiment: &Experiment) -> String {
    match ((field.get)(experiment), field.range) {
        (Value::Choice(name), Range::Choice(choices)) => {
            let label = choices().into_iter().find(|choice| choice.value == name);
            label.map_or(name, |choice| choice.label.to_owned())
        }
        (Value::Flag(flag), _) => (if flag { "yes" } else { "no" }).to_owned(),
        (value, _) => value.to_string(),
    }
}

fn named(name: &str, experiment: &Experiment) -> String {
    let field = FIELDS.iter().find(|field| field.name == name);
    field.map_or_else(String::new, |field| value(field, experiment))
}

/// The settings in which two experiments differ, with the first one's values: "learning rate 0.005, epochs
/// 40". Empty where they are equal.
pub fn difference(shown: &Experiment, other: &Experiment) -> String {
    let differ = |field: &&Field| (field.get)(shown) != (field.get)(other);
    let words = |field: &Field| format!("{} {}", lower(field.label), value(field, shown));
    let all: Vec<String> = FIELDS.iter().filter(differ).map(words).collect();
    all.join(", ")
}

/// With a small first letter.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// All that matters of an experiment in one line.
pub fn summary(experiment: &Experiment) -> String {
    let e = experiment;
    let norm = if e.batch_norm { ", batch norm" } else { "" };
    [
        format!("{}, {} samples", named("data", e), grouped(e.train)),
        format!(
            "layers {} {}{norm}",
            named("hidden", e),
            named("activation", e)
        ),
        format!("{} {}", named("optimizer", e), e.learning_rate),
        format!("SB {}, LB {}", e.small_batch, e.large_batch),
        count(e.epochs, "epoch"),
        count(e.trials as usize, "trial"),
        format!("seed {}", e.seed),
    ]
    .join(" · ")
}
