//! The spirals and what augmentation makes of points.
#![cfg(not(target_arch = "wasm32"))]

mod common {
    pub mod tasks;
}

use common::tasks;
use sharp_minima::data;
use sharp_minima::data::DataSet;
use sharp_minima::data::augmentation::{Augmentation, Augmenter, PointDraw};
use sharp_minima::data::spirals::{CLASSES, NOISE, on_arm, samples};
use sharp_minima::data::{Dataset, Selection, Shape};
use sharp_minima::jobs::{Report, TrainJob};
use sharp_minima::random::Generator;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::Strategy;

fn rng() -> Generator {
    stream(5, 0, Purpose::Perturbation)
}

fn loaded(draw: u32, train: usize) -> Dataset {
    let selection = Selection {
        data: DataSet::Spirals,
        draw,
        train,
        label_noise: 0.0,
        seed: 0,
    };
    data::load(&selection, None).expect("spirals need no archive")
}

#[test]
fn points_lie_around_their_arms_and_are_balanced() {
    let drawn = samples(9000, &mut rng());
    let mut squares = 0.0;
    for (point, &class) in drawn.inputs.rows().into_iter().zip(&drawn.labels) {
        // The nearest place of the arm on a fine grid.
        let distance = |step: u32| {
            let place = on_arm(class, f64::from(step) / 500.0);
            let (x, y) = (
                f64::from(point[0]) - place[0],
                f64::from(point[1]) - place[1],
            );
            x * x + y * y
        };
        squares += (0..=500).map(distance).fold(f64::INFINITY, f64::min);
    }
    // Across the arm alone a point is off by one deviation; at its ends a little more.
    let deviation = (squares / 9000.0).sqrt();
    assert!(
        (0.95 * NOISE..1.15 * NOISE).contains(&deviation),
        "{deviation}"
    );
    for class in 0..CLASSES as u8 {
        let count = drawn.labels.iter().filter(|&&label| label == class).count();
        assert_eq!(count, 3000);
    }
}

#[test]
fn arms_are_one_another_rotated_by_a_third() {
    for t in [0.0, 0.3, 1.0] {
        let [x, y] = on_arm(0, t);
        for class in 1..CLASSES as u8 {
            let [u, v] = on_arm(class, t);
            assert!((x.hypot(y) - u.hypot(v)).abs() < 1e-14);
            // cos of the angle between them.
            assert!(((x * u + y * v) / (x * x + y * y) + 0.5).abs() < 1e-12);
        }
    }
    let [x, y] = on_arm(0, 1.0);
    assert!((x - 1.0).abs() < 1e-12 && y.abs() < 1e-12);
}

#[test]
fn a_set_is_standardised_follows_from_its_draw_and_grows_at_its_end() {
    let set = loaded(1, 2000);
    assert_eq!((set.train.len(), set.test.len()), (2000, 1000));
    assert_eq!((set.classes, set.shape), (3, Shape::Point));
    let values = || set.train.flat().iter().map(|&x| f64::from(x));
    let mean = values().sum::<f64>() / 4000.0;
    let square = values().map(|x| x * x).sum::<f64>() / 4000.0;
    assert!(
        mean.abs() < 1e-6 && (square - 1.0).abs() < 1e-5,
        "{mean} {square}"
    );
    assert_eq!(set, loaded(1, 2000));
    assert_ne!(set, loaded(2, 2000));
    assert_eq!(set.train.labels[..100], loaded(1, 100).train.labels);
    for train in [9, 2001] {
        let selection = Selection {
            data: DataSet::Spirals,
            draw: 1,
            train,
            label_noise: 0.0,
            seed: 0,
        };
        let error = data::load(&selection, None).expect_err("too few or too many");
        let expected = format!("train: {train} is not allowed; spirals has 10 to 2000");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn wrong_labels_are_of_the_three_classes() {
    let selection = Selection {
        data: DataSet::Spirals,
        draw: 1,
        train: 900,
        label_noise: 0.5,
        seed: 3,
    };
    let noisy = data::load(&selection, None).expect("spirals").train.labels;
    let clean = loaded(1, 900).train.labels;
    let wrong = noisy.iter().zip(&clean).filter(|(a, b)| a != b).count();
    assert_eq!(wrong, 450);
    assert!(noisy.iter().all(|&label| usize::from(label) < CLASSES));
}

#[test]
fn size_zero_is_the_identity() {
    let data = loaded(1, 300);
    let mut inputs = data.train.flat().to_vec();
    Augmenter::new(Augmentation::NONE, &data).apply(&mut inputs, &mut rng());
    assert_eq!(inputs, data.train.flat());
    let mut point = [0.3, -1.7];
    PointDraw::NONE.apply(&mut point);
    assert_eq!(point, [0.3, -1.7]);
}

#[test]
fn a_rotation_keeps_lengths_and_angles_between_points() {
    for degrees in [-45.0_f64, -7.0, 10.0, 90.0] {
        let draw = PointDraw {
            angle: degrees.to_radians(),
            ..PointDraw::NONE
        };
        let (from, other) = ([1.5_f32, -0.25], [0.5_f32, 2.0]);
        let (mut point, mut second) = (from, other);
        draw.apply(&mut point);
        draw.apply(&mut second);
        let dot = |a: [f32; 2], b: [f32; 2]| a[0] * b[0] + a[1] * b[1];
        assert!((dot(point, point) - dot(from, from)).abs() < 1e-6);
        assert!((dot(point, second) - dot(from, other)).abs() < 1e-6);
        let turned = point[1].atan2(point[0]) - from[1].atan2(from[0]);
        assert!((f64::from(turned).to_degrees() - degrees).abs() < 1e-4);
    }
}

#[test]
fn rotations_alone_stay_within_their_size_and_fill_it() {
    let data = loaded(1, 2000);
    let settings = Augmentation {
        rotation: 10.0,
        ..Augmentation::NONE
    };
    let mut inputs = data.train.flat().to_vec();
    Augmenter::new(settings, &data).apply(&mut inputs, &mut rng());
    let (from, to) = (data.train.flat().chunks(2), inputs.chunks(2));
    let angles = from.zip(to).map(|(a, b)| {
        let (cross, dot) = (a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]);
        f64::from(cross.atan2(dot)).to_degrees()
    });
    let angles: Vec<f64> = angles.collect();
    assert!(angles.iter().all(|angle| angle.abs() <= 10.001));
    // Uniform: mean 0 and deviation 10/√3.
    let mean = angles.iter().sum::<f64>() / 2000.0;
    let square = angles.iter().map(|angle| angle * angle).sum::<f64>() / 2000.0;
    assert!(
        mean.abs() < 0.5 && (square.sqrt() - 5.7735).abs() < 0.2,
        "{mean} {square}"
    );
}

#[test]
fn jitter_has_its_variance_on_both_coordinates_independently() {
    let data = loaded(1, 2000);
    let settings = Augmentation {
        jitter: 0.3,
        ..Augmentation::NONE
    };
    let mut inputs = data.train.flat().to_vec();
    Augmenter::new(settings, &data).apply(&mut inputs, &mut rng());
    let offsets = inputs
        .iter()
        .zip(data.train.flat())
        .map(|(a, b)| f64::from(a - b));
    let offsets: Vec<f64> = offsets.collect();
    let mean_of = |of: &dyn Fn(&[f64]) -> f64| offsets.chunks(2).map(of).sum::<f64>() / 2000.0;
    for k in 0..2 {
        assert!(mean_of(&|pair| pair[k]).abs() < 0.03);
        assert!((mean_of(&|pair| pair[k] * pair[k]) - 0.09).abs() < 0.009);
    }
    assert!(mean_of(&|pair| pair[0] * pair[1]).abs() < 0.007);
    // Gaussian: the fourth moment is 3 σ⁴; a uniform one of that variance has 1.8 σ⁴.
    let fourth = mean_of(&|pair| pair[0].powi(4) + pair[1].powi(4)) / 2.0;
    assert!((fourth / 0.0081 - 3.0).abs() < 0.4, "{fourth}");
}

#[test]
fn settings_of_others_are_refused_by_name() {
    let points = Experiment {
        data: DataSet::Spirals,
        train: 300,
        small_batch: 10,
        large_batch: 30,
        ..Experiment::default()
    };
    let points = points.check().expect("an experiment on spirals");
    let with = |augmentation| Strategy {
        augmentation: Some(augmentation),
        ..Strategy::PLAIN
    };
    assert!(
        with(Augmentation::of(DataSet::Spirals))
            .check(&points)
            .is_ok()
    );
    let error = |augmentation| {
        let strategy: Strategy = with(augmentation);
        strategy
            .check(&points)
            .expect_err("not for points")
            .to_string()
    };
    let signals = error(Augmentation::of(DataSet::Mnist1d));
    assert_eq!(
        signals,
        "shift: 2 is not allowed; allowed is 0: it is for signals, and these are points"
    );
    let sheared = Augmentation {
        shear: 0.5,
        ..Augmentation::NONE
    };
    let expected = "shear: 0.5 is not allowed; allowed is 0: it is for signals and images, and these are points";
    assert_eq!(error(sheared), expected);
    for jitter in [-0.1, 2.1, f64::NAN] {
        let text = error(Augmentation {
            jitter,
            ..Augmentation::NONE
        });
        assert!(text.starts_with("jitter: "), "{text}");
    }
    let strategy = with(Augmentation::of(DataSet::Spirals)).canonical(&points, Regime::Large);
    let text = serde_json::to_string(&strategy).expect("plain data");
    assert!(text.contains("\"jitter\":0.1"), "{text}");
    assert_eq!(
        serde_json::from_str::<Strategy>(&text).expect("it"),
        strategy
    );
}

/// What the control's help says: both batch sizes classify the spirals almost alike.
#[test]
fn hardly_any_gap_opens() {
    let experiment = Experiment {
        data: DataSet::Spirals,
        train: 1000,
        hidden: vec![32, 32],
        epochs: 40,
        small_batch: 20,
        large_batch: 100,
        trials: 1,
        ..Experiment::default()
    };
    let experiment = experiment.check().expect("an experiment on spirals");
    let data = tasks::samples(&experiment);
    let accuracies = [Regime::Small, Regime::Large].map(|regime| {
        let job = TrainJob::new(&experiment, Strategy::PLAIN, regime, 0, Vec::new());
        let (Report::Training(training), _) = tasks::finish(job, Vec::new(), &data) else {
            panic!("a training's report");
        };
        let last = training.points.last().expect("epochs");
        last.evaluation.test_accuracy
    });
    assert!(
        accuracies.iter().all(|accuracy| *accuracy > 0.95),
        "{accuracies:?}"
    );
    assert!(
        (accuracies[0] - accuracies[1]).abs() < 0.03,
        "{accuracies:?}"
    );
}
