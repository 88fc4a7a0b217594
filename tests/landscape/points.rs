//! Values at the points of a slice.

use crate::pair::{Pair, pair, survey_to_end};
use sharp_minima::experiment::report::Report;
use sharp_minima::experiment::task::TaskError;
use sharp_minima::experiment::{Job, Regime};
use sharp_minima::landscape::{Axes, Evaluated, Finding, Plane, Survey, SurveyTask};
use sharp_minima::network::Forward;
use sharp_minima::training::{architecture, evaluate};
use std::rc::Rc;

const ALL: Evaluated = Evaluated {
    samples: 0,
    testing: true,
    frozen: false,
};

/// The place of a point on a slice.
fn place(vectors: &[Vec<f32>], x: &[f32]) -> [f64; 2] {
    let plane = Plane {
        centre: vectors[0].clone(),
        axes: [vectors[1].clone(), vectors[2].clone()],
    };
    plane.project(x).0
}

#[test]
fn named_points_have_the_networks_own_values() {
    for batch_norm in [false, true] {
        let pair = pair(batch_norm);
        let shape = architecture(&pair.experiment, &pair.data);
        let mut forward = Forward::new(&shape, pair.data.train.len());
        let (_, vectors) = pair.slice(Axes::Points, Regime::Small, 0);
        for x in [pair.small(), pair.large(), pair.start()] {
            let own = evaluate(&mut forward, x, &pair.data);
            let points = pair.points(&vectors, &[place(&vectors, x)], ALL);
            // Two roundings to f32 lie between a point and its place.
            let close = |a: f64, b: f64| (a - b).abs() < 2e-5 * b.max(0.1);
            assert!(
                close(points.train_loss[0], own.train_loss),
                "{points:?} {own:?}"
            );
            assert!(
                close(points.test_loss[0], own.test_loss),
                "{points:?} {own:?}"
            );
            assert!((points.train_accuracy[0] - own.train_accuracy).abs() < 0.006);
        }
    }
}

#[test]
fn every_slice_has_its_centres_loss_at_its_origin_to_the_bit() {
    let pair = pair(true);
    let shape = architecture(&pair.experiment, &pair.data);
    let mut forward = Forward::new(&shape, pair.data.train.len());
    for axes in [
        Axes::Points,
        Axes::Components,
        Axes::Filter,
        Axes::Random,
        Axes::Eigenvectors,
    ] {
        for at in [Regime::Small, Regime::Large] {
            let (_, vectors) = pair.slice(axes, at, 1);
            let own = evaluate(&mut forward, &vectors[0], &pair.data);
            let points = pair.points(&vectors, &[[0.0, 0.0]], ALL);
            assert_eq!(points.train_loss[0], own.train_loss, "{axes:?}");
            assert_eq!(points.test_accuracy[0], own.test_accuracy, "{axes:?}");
        }
    }
}

#[test]
fn frozen_statistics_matter_with_batch_norm_and_only_away_from_the_centre() {
    let frozen = Evaluated {
        frozen: true,
        ..ALL
    };
    let places = [[0.0, 0.0], [3.0, -2.0]];
    for batch_norm in [false, true] {
        let pair = pair(batch_norm);
        let (_, vectors) = pair.slice(Axes::Random, Regime::Small, 1);
        let anew = pair.points(&vectors, &places, ALL);
        let kept = pair.points(&vectors, &places, frozen);
        let difference = |i: usize| (anew.train_loss[i] - kept.train_loss[i]).abs();
        assert!(difference(0) < 1e-6 * anew.train_loss[0]);
        if batch_norm {
            assert!(difference(1) > 0.01, "{anew:?} {kept:?}");
        } else {
            assert_eq!(anew, kept);
        }
    }
}

#[test]
fn fewer_samples_are_the_first_ones() {
    let pair = pair(false);
    let (_, vectors) = pair.slice(Axes::Random, Regime::Small, 1);
    let some = Evaluated {
        samples: 50,
        testing: false,
        frozen: false,
    };
    let points = pair.points(&vectors, &[[0.0, 0.0]], some);
    assert!(points.test_loss.is_empty());
    let shape = architecture(&pair.experiment, &pair.data);
    let mut forward = Forward::new(&shape, 50);
    let features = pair.data.train.inputs.ncols();
    let (inputs, labels) = (pair.data.train.flat(), &pair.data.train.labels);
    let own = forward.estimate(&vectors[0], &inputs[..50 * features], &labels[..50]);
    assert_eq!(points.train_loss[0], own.loss);
    let many = Evaluated {
        samples: 1_000_000,
        ..some
    };
    let all = pair.points(&vectors, &[[0.0, 0.0]], many);
    let own = pair.points(&vectors, &[[0.0, 0.0]], Evaluated { samples: 0, ..some });
    assert_eq!(all, own);
}

#[test]
fn a_probe_at_a_minimum_is_its_sharpness() {
    let pair = pair(true);
    let (slice, vectors) = pair.slice(Axes::Eigenvectors, Regime::Large, 0);
    let probe = Survey::Probe {
        experiment: pair.experiment.clone(),
        trial: 0,
        place: [0.0, 0.0],
    };
    let Finding::Probe(probe) = survey_to_end(probe, vectors, &pair.data).0 else {
        panic!("a probe is found");
    };
    let job = Job::Sharpness {
        experiment: pair.experiment.clone(),
        regime: Regime::Large,
        trial: 0,
        epsilon: 1e-3,
    };
    let x = vec![pair.large().to_vec()];
    let (Report::Sharpness(own), _) = crate::laboratory::finish(job, x, &pair.data) else {
        panic!("sharpness is reported");
    };
    assert_eq!(probe.phi, own.value);
    assert_eq!(probe.loss, own.loss);
    let first = slice.values[0];
    assert!((probe.eigenvalue - first).abs() < 1e-3 * first, "{probe:?}");
}

fn refused(pair: &Pair, survey: Survey, vectors: Vec<Vec<f32>>) -> String {
    match SurveyTask::start(survey, vectors, Rc::clone(&pair.data)) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("it should have been refused"),
    }
}

#[test]
fn what_is_wrong_with_a_survey_is_named() {
    let pair = pair(false);
    let n = pair.small().len();
    let points = |places: Vec<[f64; 2]>| Survey::Points {
        experiment: pair.experiment.clone(),
        places,
        evaluated: ALL,
    };
    let plane = || vec![vec![0.0_f32; n]; 3];
    let slice = |epochs: [Vec<u32>; 2]| Survey::Slice {
        experiment: pair.experiment.clone(),
        trial: 0,
        axes: Axes::Points,
        at: Regime::Small,
        draw: 0,
        epochs,
    };
    let cases = [
        (
            points(vec![]),
            vec![vec![0.0; n]; 2],
            "vectors: 2 were given; the job needs 3",
        ),
        (
            points(vec![]),
            vec![vec![0.0; 7]; 3],
            "vector 0: length 7; the network has",
        ),
        (
            points(vec![[0.0, f64::NAN]]),
            plane(),
            "places: place 0 is not finite",
        ),
        (
            points(vec![[0.0; 2]; 20_001]),
            plane(),
            "places: 20001 were given; allowed are up to 20000",
        ),
        (
            slice([vec![0, 3], vec![0]]),
            plane()[..2].to_vec(),
            "vectors: 2 were given; the job needs 3",
        ),
        (
            slice([vec![1], vec![0]]),
            plane()[..2].to_vec(),
            "epochs: allowed are ascending ones that begin with 0",
        ),
        (
            slice([vec![], vec![0]]),
            plane()[..1].to_vec(),
            "epochs: allowed are ascending ones that begin with 0",
        ),
        (
            slice([vec![0, 2, 2], vec![0]]),
            plane(),
            "epochs: allowed are",
        ),
    ];
    for (survey, vectors, message) in cases {
        let said = refused(&pair, survey, vectors);
        assert!(said.contains(message), "{said}, expected {message}");
    }
    let infinite = TaskError::NotFinite { index: 1, entry: 4 };
    let mut vectors = plane();
    vectors[1][4] = f32::INFINITY;
    assert_eq!(
        refused(&pair, points(vec![]), vectors),
        infinite.to_string()
    );
}
