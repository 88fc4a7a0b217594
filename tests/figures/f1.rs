//! The paper's own network as it stands on the page: the numbers are those of the file.

use crate::known::Known;
use serde_json::Value;
use sharp_minima::f1::{Numbers, experiment};
use sharp_minima::session::link as link_of;
use sharp_minima::settings::Experiment;

const FILE: &str = include_str!("../../www/results/f1.json");

/// The mean of a number of one regime's networks.
fn mean(regime: &str, pointer: &str) -> f64 {
    let file: Value = serde_json::from_str(FILE).expect("JSON");
    let networks = file["networks"].as_array().expect("networks").iter();
    let own = networks.filter(|network| network["training"]["regime"] == regime);
    let values: Vec<f64> = own
        .map(|network| {
            network
                .pointer(pointer)
                .and_then(Value::as_f64)
                .expect(pointer)
        })
        .collect();
    values.iter().sum::<f64>() / values.len() as f64
}

#[test]
fn the_table_stands_beside_the_papers() {
    let table = Known::new(Experiment::default()).panel("f1").table;
    let row = |head: &str| {
        &table
            .rows
            .iter()
            .find(|row| row.head == head)
            .expect(head)
            .cells
    };
    assert_eq!(row("test %")[1], "98.03 ± .07");
    assert_eq!(row("φ(10⁻³)")[3], "205.14 ± 69.52");
    for (regime, column) in [("small", 0), ("large", 2)] {
        let told = row("φ(10⁻³)")[column]
            .split(" ± ")
            .next()
            .expect("a mean")
            .replace(',', "");
        let own = mean(regime, "/measures/full/0/value");
        assert!(
            (told.parse::<f64>().expect("a number") - own).abs() <= 6e-4,
            "{told} {own}"
        );
    }
}

#[test]
fn its_settings_are_the_papers() {
    let numbers: Numbers = serde_json::from_str(FILE).expect("numbers");
    let own = Experiment {
        trials: numbers.experiment.trials,
        ..experiment()
    };
    assert_eq!(numbers.experiment, own);
    assert_eq!(numbers.networks.len(), 2 * own.trials as usize);
    assert_eq!(numbers, numbers.rounded());
}

/// The page offers them as a link.
#[test]
fn the_pages_link_asks_for_its_settings() {
    let page = include_str!("../../index.html");
    let (_, link) = page.split_once("id=\"train-f1\" href=\"#").expect("a link");
    let (link, _) = link.split_once('"').expect("its end");
    let asked = link_of(&link.replace("&amp;", "&"));
    assert_eq!(asked.notices, [""; 0]);
    let one = Experiment {
        trials: 1,
        ..experiment()
    };
    assert_eq!(asked.experiment, one);
}

#[test]
fn its_claims_are_judged_by_the_pairs_that_there_are() {
    let panel = Known::new(Experiment::default()).panel("f1");
    assert!(panel.verdicts.len() >= 5, "{}", panel.verdicts.len());
    assert!(panel.verdicts.iter().all(|verdict| verdict.paper));
}
