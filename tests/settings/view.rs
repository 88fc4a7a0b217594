//! Views: through links and back to the bit, and what becomes of others.

use rand::RngExt;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::session::{link, strategies};
use sharp_minima::settings::controls::ControlKind;
use sharp_minima::settings::field::{Range, Value};
use sharp_minima::settings::fields::FIELDS;
use sharp_minima::settings::view::{Along, Measure, VIEW_FIELDS};
use sharp_minima::settings::{Experiment, View, controls_of, read_link, write_link};
use std::collections::BTreeSet;

fn value(range: &Range, generator: &mut impl RngExt) -> Value {
    match range {
        Range::Choice(choices) => {
            let choices = choices();
            let choice = choices[generator.random_range(0..choices.len())];
            Value::Choice(choice.value.to_owned())
        }
        Range::Number { min, max } => Value::Number(generator.random_range(*min..=*max)),
        Range::Integer { min, max } => Value::Number(generator.random_range(*min..=*max) as f64),
        Range::Flag => Value::Flag(generator.random()),
        Range::Widths { .. } => panic!("no view has widths"),
    }
}

/// Any allowed view; numbers take any bits of their range.
fn random(experiment: &Experiment, generator: &mut impl RngExt) -> View {
    let mut view = View::default();
    for field in &VIEW_FIELDS {
        (field.set)(&mut view, &value(&field.range, generator));
    }
    let names = strategies(experiment).into_iter();
    let some: Vec<String> = names
        .filter(|_| generator.random())
        .map(str::to_owned)
        .collect();
    view.strategies = generator.random::<bool>().then_some(some);
    view.within()
}

#[test]
fn what_is_written_reads_back_to_the_bit() {
    let experiment = Experiment {
        trials: 20,
        ..Experiment::default()
    };
    let mut generator = stream(9, 0, Purpose::Data);
    for _ in 0..500 {
        let view = random(&experiment, &mut generator);
        let text = write_link(&experiment) + &view.write();
        let read = link(&text);
        assert_eq!(read.notices, Vec::<String>::new(), "{text}");
        assert_eq!(read.experiment, experiment, "{text}");
        assert_eq!(read.view, view, "{text}");
        assert_eq!(read.view.write(), view.write());
        assert_eq!(view.clone().within(), view);
    }
}

#[test]
fn only_what_differs_is_written() {
    assert_eq!(View::default().write(), "");
    assert_eq!(link("").view, View::default());
    let view = View {
        zoom: 2.0,
        along: Along::Filter,
        line: Measure::Accuracy,
        strategies: Some(vec!["sb".into(), "lb".into()]),
        ..View::default()
    };
    let text = "&map.zoom=2&line.along=filter&line.value=accuracy&fix.rows=sb.lb";
    assert_eq!(view.write(), text);
    assert_eq!(link(text).view, view);
}

#[test]
fn the_nearest_is_taken_with_a_notice() {
    let read = link("#map.plane=moon&map.zoom=99&map.epoch=x&line.rise=-1");
    let nearest = View {
        zoom: 10.0,
        rise: 0.001,
        ..View::default()
    };
    assert_eq!(read.view, nearest);
    assert_eq!(read.notices.len(), 4);
    let words = "map.plane (Plane): “moon” is not allowed; allowed is points, random, filter, eigenvectors, components; points was taken";
    assert_eq!(read.notices[0], words);
    let read = link("map.zoom=.4");
    assert_eq!(read.view.zoom, 0.0);
    let words = "map.zoom (Zoom): “.4” is not allowed; allowed is a whole number from -3 to 10; 0 was taken";
    assert_eq!(read.notices, [words]);
}

#[test]
fn a_trial_that_is_not_trained_is_not_looked_at() {
    let read = link("trials=3&map.trial=9");
    assert_eq!(read.view.trial, 3);
    let words = "map.trial: 9 is not allowed; allowed is 1 to 3, the trials; 3 was taken";
    assert_eq!(read.notices, [words]);
    assert_eq!(link("trials=9&map.trial=9").notices.len(), 0);
}

#[test]
fn strategies_are_those_of_the_settings() {
    let rows = |names: &[&str]| Some(names.iter().map(|name| name.to_string()).collect());
    let read = link("fix.rows=lb.magic.sb");
    assert_eq!(read.view.strategies, rows(&["lb", "sb"]));
    let words = "fix.rows: “magic”: no strategy for these settings; passed over.";
    assert_eq!(read.notices, [words]);
    let read = link("fix.rows=a.b.c.d.e");
    assert_eq!(read.view.strategies, rows(&[]));
    let words = "fix.rows: “a”, “b”, “c” and others: no strategy for these settings; passed over.";
    assert_eq!(read.notices, [words]);
    assert_eq!(link("fix.rows=").view.strategies, rows(&[]));
    // Whoever reads a link says which there are.
    let read = read_link("fix.rows=magic", |_| vec!["magic"]);
    assert_eq!(read.view.strategies, rows(&["magic"]));
}

#[test]
fn what_is_no_number_is_as_in_the_default() {
    let view = View {
        x: f64::NAN,
        zoom: f64::NAN,
        rise: f64::INFINITY,
        epoch: u32::MAX,
        trial: 0,
        ..View::default()
    };
    let within = view.within();
    let default = View::default();
    assert_eq!((within.x, within.zoom), (default.x, default.zoom));
    assert_eq!((within.rise, within.trial), (100.0, 1));
    assert_eq!(within.epoch, default.epoch);
}

#[test]
fn every_field_has_one_control_and_a_key_of_its_own() {
    let all = controls_of(&VIEW_FIELDS);
    let value = serde_json::to_value(View::default()).expect("plain data");
    let fields = value.as_object().expect("an object");
    let mut named: BTreeSet<&str> = all.iter().map(|control| control.field).collect();
    assert!(named.insert("strategies"), "they are no simple control");
    let fields: BTreeSet<&str> = fields.keys().map(String::as_str).collect();
    assert_eq!(named, fields);
    for control in &all {
        assert!(!control.label.is_empty() && control.help.ends_with('.'));
        assert_eq!(
            control.kind == ControlKind::Choice,
            !control.choices.is_empty()
        );
    }
    let keys = all.iter().map(|control| control.key);
    let settings = FIELDS.iter().map(|field| field.key);
    let reserved = ["v", "preset", "at", "fix.rows"];
    let keys: Vec<&str> = keys.chain(settings).chain(reserved).collect();
    let different: BTreeSet<&str> = keys.iter().copied().collect();
    assert_eq!(different.len(), keys.len());
}
