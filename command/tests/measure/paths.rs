//! The path to a second network, point by point and at its ends.

use crate::common::naive::naive_score;
use crate::common::networks::cases;
use crate::{assert_near, case_file, data_of, file, measure, measure_with_notes, network_of};
use serde_json::Value;
use sharp_minima::exchange::{Network, Samples};
use sharp_minima::network::Forward;

fn json_of(file: &str) -> Value {
    let text = std::fs::read_to_string(file).expect("there");
    serde_json::from_str(&text).expect("valid JSON")
}

fn with_statistics(network: &Network, x: Vec<f64>, samples: &Samples, own: bool) -> Network {
    let mut forward = Forward::new(&network.shape, samples.labels.len());
    forward.estimate(&x, &samples.inputs, &samples.labels);
    let estimated = forward.statistics().clone();
    let statistics = if own {
        network.statistics.clone()
    } else {
        estimated
    };
    Network::new(&network.shape, &x, &statistics)
}

/// Everything between is written out over the JSON of the network at α, with the statistics of the
/// data there, or with the first network's where they are frozen.
#[test]
fn the_path_is_that_of_the_networks_between() {
    for (index, case) in cases().iter().enumerate() {
        let first = network_of(case);
        let mut second = first.clone();
        for (i, x) in second.x.iter_mut().enumerate() {
            *x += 0.1 * (i as f64).sin();
        }
        let samples = Samples::read(data_of(case).as_bytes()).expect("right");
        let network = file(&format!("path-network-{index}.json"), &first.write());
        let data = file(&format!("path-data-{index}.json"), &data_of(case));
        let other = file(&format!("path-other-{index}.json"), &second.write());
        for (option, frozen) in [("", false), ("--frozen", true)] {
            let line = format!("{network} {data} --starts 0 --other {other} {option}");
            let printed = measure(&line);
            let path = printed["path"].as_array().expect("a list");
            assert_eq!(path.len(), 25);
            for (i, point) in path.iter().enumerate() {
                let alpha = -1.0 + i as f64 / 8.0;
                assert_eq!(point["alpha"], alpha);
                let ends = first.x.iter().zip(&second.x);
                let x = ends.map(|(x, other)| (1.0 - alpha) * x + alpha * other);
                let between = with_statistics(&first, x.collect(), &samples, frozen);
                let between = serde_json::from_str(&between.write()).expect("valid");
                let (loss, accuracy) = naive_score(&between, &json_of(&data));
                assert_near(&point["loss"], loss, 1e-12);
                assert_near(&point["accuracy"], accuracy, 0.0);
            }
        }
    }
}

/// Both files' statistics are those of the data: there is one loss at each end.
#[test]
fn the_path_ends_at_both_networks_own_losses() {
    let [first, second] = ["bn_path_1.network", "bn_path_2.network"].map(case_file);
    let data = case_file("bn_path.data");
    let (forth, notes) = measure_with_notes(&format!("{first} {data} --starts 0 --other {second}"));
    assert_eq!(notes, Vec::<String>::new());
    let back = measure(&format!("{second} {data} --starts 0 --other {first}"));
    let number = |value: &Value| value.as_f64().expect("a number");
    for (one, two, file) in [(&forth, &back, &second), (&back, &forth, &first)] {
        let (loss, accuracy) = naive_score(&json_of(file), &json_of(&data));
        assert_near(&two["loss"], loss, 1e-12);
        assert_near(&one["other"]["loss"], loss, 1e-12);
        assert_near(&one["other"]["accuracy"], accuracy, 0.0);
        assert_near(&one["path"][16]["loss"], loss, 1e-12);
        assert_near(&one["path"][8]["loss"], number(&one["loss"]), 1e-12);
    }
}

#[test]
fn an_end_without_its_network_s_own_loss_is_noted() {
    let case = &cases()[1];
    let first = network_of(case);
    let mut second = first.clone();
    if let Some(statistics) = &mut second.statistics.0[0] {
        statistics.mean[0] += 0.5;
    }
    let network = file("noted-network.json", &first.write());
    let other = file("noted-other.json", &second.write());
    let data = file("noted-data.json", &data_of(case));
    let note = |line: &str| measure_with_notes(&format!("{network} {data} --other {line}")).1;
    assert_eq!(note(&network), Vec::<String>::new());
    assert_eq!(note(&format!("{network} --frozen")), Vec::<String>::new());
    for (option, statistics) in [
        ("", "re-estimated on the data".to_string()),
        (" --frozen", format!("those of {network}")),
    ] {
        let notes = note(&format!("{other}{option}"));
        let start =
            format!("the path's batch-norm statistics are {statistics}: at α = 1 its loss is ");
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].starts_with(&start), "{}", notes[0]);
        assert!(notes[0].ends_with(&format!("with the statistics of {other}")));
    }
}
