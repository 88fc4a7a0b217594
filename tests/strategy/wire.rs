//! How strategies travel: flat, without what is neutral, and back again.

use crate::runs::small;
use crate::trained::training;
use sharp_minima::jobs::{Job, TrainJob};
use sharp_minima::settings::Regime;
use sharp_minima::strategy::{Region, Robust, Strategy, remedies};

fn job(strategy: Strategy) -> Job {
    Job::Train(TrainJob {
        strategy,
        trial: 1,
        ..training(&small(), Regime::Large, vec![1, 2])
    })
}

#[test]
fn a_plain_job_does_not_name_its_strategy() {
    let text = serde_json::to_string(&job(Strategy::PLAIN)).expect("plain data");
    assert!(!text.contains("strategy"), "{text}");
    let back: Job = serde_json::from_str(&text).expect("what was written");
    assert_eq!(back, job(Strategy::PLAIN));
}

#[test]
fn every_strategy_comes_back_as_it_was() {
    let mut strategies: Vec<Strategy> = remedies(&small()).iter().map(|r| r.strategy).collect();
    let everything = strategies
        .iter()
        .fold(Strategy::PLAIN, |all, one| Strategy {
            augmentation: all.augmentation.or(one.augmentation),
            conservative: all.conservative.or(one.conservative),
            adversarial: all.adversarial.or(one.adversarial),
            stability: all.stability.or(one.stability),
            ghost: all.ghost.or(one.ghost),
            growing: all.growing.or(one.growing),
            averaging: all.averaging.or(one.averaging),
            robust: Some(Robust {
                region: Region::Box,
                adaptive: Some(0.25),
                group: Some(7),
                steps: 3,
                radius: 0.125,
            }),
            weight_noise: 0.5,
            rate: sharp_minima::strategy::Rate {
                factor: 3.0,
                scaling: sharp_minima::strategy::Scaling::SquareRoot,
                warm_up: 2,
            },
            longer: 1.5,
            warm_start: 4,
        });
    strategies.push(everything);
    for strategy in strategies {
        let text = serde_json::to_string(&job(strategy)).expect("plain data");
        let back: Job = serde_json::from_str(&text).expect("what was written");
        assert_eq!(back, job(strategy), "{text}");
    }
    let flat = serde_json::to_value(everything).expect("plain data");
    let fields = flat.as_object().expect("an object");
    assert_eq!(fields.len(), 30, "{flat}");
    assert!(fields.values().all(|value| !value.is_object()));
}

#[test]
fn parts_that_are_left_out_are_the_defaults() {
    let strategy: Strategy = serde_json::from_str(r#"{"radius":0.2}"#).expect("a strategy");
    let expected = Robust {
        radius: 0.2,
        ..Robust::default()
    };
    assert_eq!(strategy.robust, Some(expected));
    let plain: Strategy = serde_json::from_str("{}").expect("a strategy");
    assert!(plain.is_plain());
    let unknown = serde_json::from_str::<Strategy>(r#"{"region":"cube"}"#);
    let error = unknown.expect_err("no such region").to_string();
    assert!(
        error.contains("region: cube is not allowed; allowed is ball, box"),
        "{error}"
    );
}

/// What a training does not depend on is not in its canonical job, and what it does depend on is.
#[test]
fn canonical_jobs_keep_sbs_batch_where_it_matters() {
    let small_batch = |strategy: Strategy| {
        let job = TrainJob::new(&small(), strategy, Regime::Large, 1, vec![1, 2]);
        job.experiment.small_batch
    };
    for remedy in remedies(&small()) {
        let needed = ["warm-start", "linear-rate", "sqrt-rate", "growing"];
        let expected = if needed.contains(&remedy.name) {
            10
        } else {
            50
        };
        assert_eq!(small_batch(remedy.strategy), expected, "{}", remedy.name);
    }
}
