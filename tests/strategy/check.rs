//! Strategies that make no sense are refused with a reason.

use crate::runs::small;
use crate::tasks::{samples, start};
use crate::trained::training;
use sharp_minima::data::DataSet;
use sharp_minima::jobs::TrainJob;
use sharp_minima::optimizer::OptimizerKind;
use sharp_minima::settings::{Experiment, Regime, presets};
use sharp_minima::strategy::{
    Adversarial, Augmentation, Averaging, Conservative, Growing, Rate, Region, Robust, Stability,
    Strategy, remedies,
};

const PLAIN: Strategy = Strategy::PLAIN;

fn error(experiment: &Experiment, strategy: Strategy) -> String {
    match strategy.check(experiment) {
        Ok(strategy) => panic!("allowed: {strategy:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn ghosts_need_batch_norm_and_more_than_one_sample() {
    let ghost = |ghost| Strategy {
        ghost: Some(ghost),
        ..PLAIN
    };
    let bare = Experiment {
        batch_norm: false,
        ..small()
    };
    assert_eq!(
        error(&bare, ghost(10)),
        "ghost: 10 is not allowed; allowed is none in a network without batch norm"
    );
    assert_eq!(
        error(&small(), ghost(1)),
        "ghost: 1 is not allowed; allowed is a whole number from 2 to 50"
    );
    assert!(error(&small(), ghost(51)).starts_with("ghost: 51 is not allowed"));
    assert!(error(&small(), ghost(7)).contains("of 50"), "7 · 7 + 1");
    assert!(
        error(&small(), ghost(3)).contains("of 10"),
        "SB's own batch"
    );
    assert!(ghost(4).check(&small()).is_ok(), "a last ghost of two");
}

#[test]
fn groups_of_one_sample_need_a_network_without_batch_norm() {
    let group = |group| Strategy {
        robust: Some(Robust {
            group: Some(group),
            ..Robust::default()
        }),
        ..PLAIN
    };
    let bare = Experiment {
        batch_norm: false,
        ..small()
    };
    assert!(error(&small(), group(1)).starts_with("group: 1 is not allowed"));
    assert!(error(&small(), group(49)).starts_with("group: 49 is not allowed"));
    assert!(error(&bare, group(0)).starts_with("group: 0 is not allowed"));
    assert!(group(1).check(&bare).is_ok());
    assert!(group(20).check(&small()).is_ok());
}

#[test]
fn there_must_be_a_memory_to_lose() {
    let conservative = Some(Conservative {
        fresh: true,
        ..Conservative::default()
    });
    let strategy = Strategy {
        conservative,
        ..PLAIN
    };
    let sgd = |momentum| Experiment {
        optimizer: OptimizerKind::Sgd,
        momentum,
        ..small()
    };
    assert_eq!(
        error(&sgd(0.0), strategy),
        "fresh: true is not allowed; allowed is false: SGD without momentum remembers nothing that could start afresh"
    );
    assert!(strategy.check(&sgd(0.9)).is_ok());
    assert!(strategy.check(&small()).is_ok());
}

#[test]
fn augmentations_are_those_of_the_data() {
    let with = |augmentation| Strategy {
        augmentation: Some(augmentation),
        ..PLAIN
    };
    let images = Experiment {
        data: DataSet::Mnist,
        ..small()
    };
    let (signals, pictures) = (
        Augmentation::of(DataSet::Mnist1d),
        Augmentation::of(DataSet::Mnist),
    );
    assert!(with(signals).check(&small()).is_ok());
    assert!(with(pictures).check(&images).is_ok());
    assert_eq!(
        error(&small(), with(pictures)),
        "translation: 0.2 is not allowed; allowed is 0: it is for images, and these are signals"
    );
    assert!(error(&images, with(signals)).starts_with("shift: 2 is not allowed; allowed is 0"));
    let mirrored = Augmentation {
        reflection: true,
        ..Augmentation::NONE
    };
    assert!(error(&small(), with(mirrored)).starts_with("reflection: 1 is not allowed"));
}

#[test]
fn what_excludes_each_other() {
    let both = Strategy {
        adversarial: Some(Adversarial::default()),
        stability: Some(Stability::default()),
        ..PLAIN
    };
    assert!(error(&small(), both).contains("none beside adversarial training"));
    let relative = Robust {
        region: Region::Box,
        ..Robust::adaptive()
    };
    let strategy = Strategy {
        robust: Some(relative),
        ..PLAIN
    };
    assert!(
        error(&small(), strategy)
            .starts_with("eta: 0.01 is not allowed; allowed is none in the box")
    );
    let rate = Rate {
        warm_up: 3,
        ..Rate::default()
    };
    let strategy = Strategy { rate, ..PLAIN };
    assert_eq!(
        error(&small(), strategy),
        "warm_up: 3 is not allowed; allowed is 0 without a scaled rate to warm up to"
    );
}

/// Each number beyond its range, and no number at all.
#[test]
fn numbers_out_of_range_are_named() {
    type Set = fn(&mut Strategy, f64);
    let cases: [(&str, f64, Set); 17] = [
        ("lambda", -1.0, |s, v| conservative(s).lambda = v),
        ("inner_steps", 21.0, |s, v| conservative(s).steps = v as u32),
        ("adversarial_alpha", 1.5, |s, v| adversarial(s).alpha = v),
        ("adversarial_epsilon", 11.0, |s, v| {
            adversarial(s).epsilon = v
        }),
        ("adversarial_steps", 0.0, |s, v| {
            adversarial(s).steps = v as u32
        }),
        ("stability_alpha", f64::NAN, |s, v| stability(s).alpha = v),
        ("stability_sigma", -0.1, |s, v| stability(s).sigma = v),
        ("radius", f64::INFINITY, |s, v| robust(s).radius = v),
        ("ascent_steps", 0.0, |s, v| robust(s).steps = v as u32),
        ("eta", -1.0, |s, v| robust(s).adaptive = Some(v)),
        ("weight_noise", 2.0, |s, v| s.weight_noise = v),
        ("rate_factor", 0.0, |s, v| s.rate.factor = v),
        ("longer", 21.0, |s, v| s.longer = v),
        ("warm_start", 6.0, |s, v| s.warm_start = v as usize),
        ("growth", 0.5, |s, v| growing(s).factor = v),
        ("growth_every", 0.0, |s, v| growing(s).every = v as usize),
        ("averaging_from", 1.1, |s, v| {
            s.averaging = Some(Averaging {
                from: v,
                hold: true,
            });
        }),
    ];
    for (field, value, set) in cases {
        let mut strategy = PLAIN;
        set(&mut strategy, value);
        let error = strategy.check(&small()).expect_err(field);
        assert_eq!(error.field, field);
        assert_eq!(error.value, value.to_string());
        assert!(error.allowed.contains(" to "), "{error}");
    }
}

fn conservative(strategy: &mut Strategy) -> &mut Conservative {
    strategy.conservative.get_or_insert_default()
}
fn adversarial(strategy: &mut Strategy) -> &mut Adversarial {
    strategy.adversarial.get_or_insert_default()
}
fn stability(strategy: &mut Strategy) -> &mut Stability {
    strategy.stability.get_or_insert_default()
}
fn robust(strategy: &mut Strategy) -> &mut Robust {
    strategy.robust.get_or_insert_default()
}
fn growing(strategy: &mut Strategy) -> &mut Growing {
    strategy.growing.get_or_insert_default()
}

#[test]
fn a_task_refuses_what_the_check_does() {
    let strategy = Strategy {
        ghost: Some(1),
        ..PLAIN
    };
    let job = TrainJob {
        strategy,
        ..training(&small(), Regime::Large, Vec::new())
    };
    let error = start(job, Vec::new(), &samples(&small())).err();
    assert_eq!(
        error.map(|error| error.to_string()).as_deref(),
        Some("ghost: 1 is not allowed; allowed is a whole number from 2 to 50")
    );
}

/// Ten rows by default where there is batch norm, and one less where there is none.
#[test]
fn every_preset_has_its_comparison() {
    for preset in presets() {
        let rows = remedies(&preset.experiment);
        let default = rows.iter().filter(|remedy| remedy.default).count();
        let expected = if preset.experiment.batch_norm { 10 } else { 9 };
        assert_eq!(default, expected, "{}", preset.name);
        assert!(rows[0].strategy.is_plain() && rows[1].strategy.is_plain());
        let mut names: Vec<_> = rows.iter().map(|remedy| remedy.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), rows.len());
        // Conservative training always has its control: as many inner steps, λ = 0.
        for remedy in &rows {
            let proximal = remedy.strategy.conservative.filter(|c| c.lambda != 0.0);
            let beside = rows.iter().find(|row| Some(row.name) == remedy.beside);
            let control = beside.and_then(|row| row.strategy.conservative);
            let steps = proximal.map(|c| (c.steps, 0.0));
            assert_eq!(
                control.map(|c| (c.steps, c.lambda)),
                steps,
                "{}",
                remedy.name
            );
        }
    }
}
