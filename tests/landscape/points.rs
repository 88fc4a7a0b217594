//! Values at the points of a slice.

use crate::minimum::minimum;
use crate::pair::{Pair, pair, plane};
use crate::tasks::{finish, start};
use sharp_minima::jobs::{
    EPSILONS, Job, Kept, Places, PointsJob, ProbeJob, Report, SharpnessJob, SliceJob, TaskError,
};
use sharp_minima::landscape::{Axes, Evaluated, Plane};
use sharp_minima::network::Forward;
use sharp_minima::settings::Regime;
use sharp_minima::training::{architecture, evaluate};

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
    let starts = pair.experiment.starts;
    let probe = ProbeJob {
        slice: pair.slice_job(Axes::Eigenvectors, Regime::Large, 0),
        starts,
        place: [0.0, 0.0],
    };
    let Report::Probe(probe) = finish(probe, vec![plane(&vectors)], &pair.data).0 else {
        panic!("a probe is found");
    };
    let job = SharpnessJob {
        of: pair.of[1].clone(),
        starts,
        epsilon: EPSILONS[0],
    };
    let x = vec![minimum(pair.large().to_vec())];
    let (Report::Sharpness(own), _) = finish(job, x, &pair.data) else {
        panic!("sharpness is reported");
    };
    assert_eq!(probe.phi, own.value);
    assert_eq!(probe.loss, own.loss);
    let first = slice.values[0];
    assert!((probe.eigenvalue - first).abs() < 1e-3 * first, "{probe:?}");
}

/// Row by row, as the same places one by one.
#[test]
fn a_grid_is_its_places() {
    let pair = pair(false);
    let (_, vectors) = pair.slice(Axes::Points, Regime::Small, 0);
    let grid = Places::Grid {
        a: vec![-0.5, 0.0, 0.25],
        b: vec![1.0, -1.0],
    };
    let list = [
        [-0.5, 1.0],
        [0.0, 1.0],
        [0.25, 1.0],
        [-0.5, -1.0],
        [0.0, -1.0],
        [0.25, -1.0],
    ];
    assert_eq!((grid.list(), grid.len()), (list.to_vec(), 6));
    let job = pair.points_job(grid, ALL);
    let (report, _) = finish(job, vec![plane(&vectors)], &pair.data);
    let own = pair.points(&vectors, &list, ALL);
    assert_eq!(report, Report::Points(own));
}

fn refused(pair: &Pair, job: impl Into<Job>, kept: Vec<Kept>) -> String {
    match start(job, kept, &pair.data) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("it should have been refused"),
    }
}

#[test]
fn what_is_wrong_with_places_is_named() {
    let pair = pair(false);
    let zeros = |n: usize, count: usize| vec![plane(&vec![vec![0.0_f32; n]; count])];
    let n = pair.small().len();
    let points = |places: Vec<[f64; 2]>| pair.points_job(Places::List(places), ALL);
    let grid = Places::Grid {
        a: vec![0.0; 200],
        b: vec![0.0; 101],
    };
    let cases: [(PointsJob, Vec<Kept>, &str); 5] = [
        (
            points(vec![]),
            zeros(n, 2),
            "vectors: 2 were given; the job needs 3",
        ),
        (
            points(vec![]),
            zeros(7, 3),
            "vector 0: length 7; the network has",
        ),
        (
            points(vec![[0.0, f64::NAN]]),
            zeros(n, 3),
            "places: place 0 is not finite",
        ),
        (
            points(vec![[0.0; 2]; 20_001]),
            zeros(n, 3),
            "places: 20001 were given; allowed are up to 20000",
        ),
        (
            pair.points_job(grid, ALL),
            zeros(n, 3),
            "places: 20200 were given; allowed are up to 20000",
        ),
    ];
    for (job, kept, message) in cases {
        let said = refused(&pair, job, kept);
        assert!(said.contains(message), "{said}, expected {message}");
    }
    let infinite = TaskError::NotFinite { index: 1, entry: 4 };
    let mut kept = zeros(n, 3);
    kept[0].vectors[1][4] = f32::INFINITY;
    let said = refused(&pair, points(vec![]), kept);
    assert_eq!(said, infinite.to_string());
    let probe = ProbeJob {
        slice: pair.slice_job(Axes::Points, Regime::Small, 0),
        starts: 0,
        place: [f64::INFINITY, 0.0],
    };
    let said = refused(&pair, probe, zeros(n, 3));
    assert!(said.contains("place 0 is not finite"), "{said}");
}

#[test]
fn what_is_wrong_with_a_slice_is_named() {
    let pair = pair(false);
    let n = pair.small().len();
    let slice: SliceJob = pair.slice_job(Axes::Points, Regime::Small, 0);
    let trajectory = |labels: &[u32]| Kept {
        labels: labels.to_vec(),
        vectors: vec![vec![0.0_f32; n]; labels.len()],
    };
    let begin = "epochs: allowed are ascending ones that begin with 0";
    let ascending = "labels: allowed is one for each vector, ascending";
    let too_few = Kept {
        labels: vec![0, 3],
        ..trajectory(&[0])
    };
    let cases = [
        (vec![too_few, trajectory(&[0])], ascending),
        (vec![trajectory(&[1]), trajectory(&[0])], begin),
        (vec![trajectory(&[]), trajectory(&[0])], begin),
        (vec![trajectory(&[0, 2, 2]), trajectory(&[0])], ascending),
        (
            vec![trajectory(&[0, 2])],
            "vectors: 1 were given; the job needs 2",
        ),
    ];
    for (kept, message) in cases {
        let said = refused(&pair, slice.clone(), kept);
        assert!(said.contains(message), "{said}, expected {message}");
    }
}
