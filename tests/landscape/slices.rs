//! The axes of slices and the trajectories on them.

use crate::pair::{EPOCHS, pair, trained};
use sharp_minima::jobs::{Job, Places, PointsJob, ProbeJob, SliceJob, TrainJob, Waypoint};
use sharp_minima::landscape::{Axes, Evaluated, Plane};
use sharp_minima::network::Activation;
use sharp_minima::settings::Regime;
use sharp_minima::training::distance;

fn close(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() < 1e-5 * scale
}

#[test]
fn the_plane_through_the_points_holds_them() {
    let pair = pair(true);
    let (slice, _) = pair.slice(Axes::Points, Regime::Small, 0);
    let apart = distance(pair.small(), pair.large());
    let last = |trail: &[Waypoint]| trail[trail.len() - 1];
    let (small, large) = (last(&slice.small), last(&slice.large));
    assert_eq!((small.a, small.b), (0.0, 0.0));
    assert!(close(large.a, apart, apart) && large.b.abs() < 1e-5 * apart);
    for first in [slice.small[0], slice.large[0]] {
        let from_small = distance(pair.start(), pair.small());
        assert!(close(first.a.hypot(first.b), from_small, from_small));
        assert!(first.b > 0.0, "the second axis points towards x₀");
        assert!(first.off < 1e-4, "x₀ lies on the plane: {}", first.off);
    }
    assert!(small.off < 1e-6 && large.off < 1e-4);
    let [aa, ab, bb] = slice.gram;
    assert!((aa - 1.0).abs() < 1e-6 && ab.abs() < 1e-6 && (bb - 1.0).abs() < 1e-6);
    assert_eq!(slice.small.len(), EPOCHS as usize + 1);
    // On the way they leave the plane.
    assert!(slice.small[2].off > 0.01 * apart);
}

#[test]
fn distances_are_those_in_weight_space() {
    let pair = pair(true);
    for axes in [
        Axes::Points,
        Axes::Filter,
        Axes::Eigenvectors,
        Axes::Components,
    ] {
        let (slice, vectors) = pair.slice(axes, Regime::Large, 1);
        let plane = Plane {
            centre: vectors[0].clone(),
            axes: [vectors[1].clone(), vectors[2].clone()],
        };
        let place = [0.4, -0.3];
        let mut x = vectors[0].clone();
        plane.point(place, &mut x);
        for (regime, minimum) in [(Regime::Small, pair.small()), (Regime::Large, pair.large())] {
            let waypoint = slice.trail(regime).last().expect("a trajectory");
            let told = slice.distance(place, waypoint);
            let true_one = distance(&x, minimum);
            assert!(
                close(told, true_one, true_one.max(1.0)),
                "{axes:?}: {told} {true_one}"
            );
        }
    }
}

#[test]
fn principal_components_hold_more_variance_than_any_other_slice() {
    let pair = pair(true);
    let off = |axes| {
        let (slice, _) = pair.slice(axes, Regime::Small, 1);
        let trails = slice.small.iter().chain(&slice.large);
        trails.map(|waypoint| waypoint.off.powi(2)).sum::<f64>()
    };
    let components = off(Axes::Components);
    assert!(components < off(Axes::Points));
    let (slice, _) = pair.slice(Axes::Components, Regime::Small, 0);
    let share = slice.values[0] + slice.values[1];
    assert!(
        slice.values[0] >= slice.values[1] && share > 0.5 && share < 1.0,
        "{share}"
    );
}

#[test]
fn both_minima_of_a_draw_share_their_random_numbers() {
    let pair = pair(false);
    let (_, small) = pair.slice(Axes::Random, Regime::Small, 3);
    let (_, large) = pair.slice(Axes::Random, Regime::Large, 3);
    assert_eq!(small[1..], large[1..]);
    let (_, other) = pair.slice(Axes::Random, Regime::Small, 4);
    assert_ne!(small[1], other[1]);
    assert_eq!(small[0], pair.small());
    assert_eq!(large[0], pair.large());
}

#[test]
fn the_first_eigenvector_curves_the_loss_by_its_eigenvalue() {
    // Without batch norm nothing is frozen, and without kinks the slice shows the Hessian's own
    // curvature.
    let pair = trained(false, Activation::Tanh);
    let (slice, vectors) = pair.slice(Axes::Eigenvectors, Regime::Large, 0);
    let evaluated = Evaluated {
        samples: 0,
        testing: false,
        frozen: false,
    };
    let step = 0.03;
    for (axis, value) in slice.values.iter().take(2).enumerate() {
        let at = |t: f64| if axis == 0 { [t, 0.0] } else { [0.0, t] };
        let points = pair.points(&vectors, &[at(-step), at(0.0), at(step)], evaluated);
        let f = &points.train_loss;
        let curvature = (f[0] - 2.0 * f[1] + f[2]) / (step * step);
        // ReLU's kinks and the step's length leave some per cent.
        assert!(
            (curvature - value).abs() < 0.1 * value,
            "{curvature} {value}"
        );
    }
}

#[test]
fn the_same_job_gives_the_same_bits() {
    let pair = pair(true);
    for axes in [Axes::Components, Axes::Filter, Axes::Eigenvectors] {
        let one = pair.slice(axes, Regime::Small, 2);
        assert_eq!(one, pair.slice(axes, Regime::Small, 2));
    }
}

#[test]
fn jobs_on_slices_travel_as_plain_data() {
    let pair = pair(false);
    let slice = SliceJob {
        of: TrainJob::pair(&pair.experiment, 3),
        axes: Axes::Filter,
        at: Regime::Large,
        draw: 5,
    };
    let jobs: [Job; 3] = [
        slice.clone().into(),
        Job::Points(PointsJob {
            slice: slice.clone(),
            places: Places::List(vec![[0.25, -1.0]]),
            evaluated: Evaluated {
                samples: 1000,
                testing: true,
                frozen: true,
            },
        }),
        Job::Probe(ProbeJob {
            slice,
            starts: 2,
            place: [0.5, 2.0],
        }),
    ];
    for job in &jobs {
        let text = serde_json::to_string(job).expect("plain data");
        let back: Job = serde_json::from_str(&text).expect("the same form");
        assert_eq!(back, *job);
    }
    let mut without = serde_json::to_value(&jobs[0]).expect("plain data");
    let fields = without["slice"].as_object_mut().expect("an object");
    fields.remove("at").expect("it was there");
    let error = serde_json::from_value::<Job>(without).expect_err("it lacks a field");
    let message = error.to_string();
    assert!(message.contains("missing field `at`"), "{message}");
}

#[test]
fn keeping_iterates_changes_no_network() {
    let pair = pair(true);
    let (_, small) = crate::trained::train(&pair.experiment, Regime::Small, &pair.data);
    assert_eq!(small, pair.small());
}
