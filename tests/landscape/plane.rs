//! Points and projections.

use rand_distr::{Distribution, StandardNormal};
use sharp_minima::landscape::{Plane, curved, filter_normalize, orthonormalize, random};
use sharp_minima::network::Activation;
use sharp_minima::network::{Architecture, initial_parameters};
use sharp_minima::random::{Purpose, stream};

fn normals(n: usize, seed: u32) -> Vec<f32> {
    let mut generator = stream(seed, 0, Purpose::Probes);
    (0..n)
        .map(|_| {
            let x: f64 = StandardNormal.sample(&mut generator);
            x as f32
        })
        .collect()
}

fn plane() -> Plane {
    Plane {
        centre: normals(50, 1),
        axes: [normals(50, 2), normals(50, 3)],
    }
}

#[test]
fn the_projection_of_a_point_in_the_plane_is_its_place() {
    let plane = plane();
    let mut x = vec![0.0; 50];
    for place in [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [-2.5, 0.75]] {
        plane.point(place, &mut x);
        let (found, off) = plane.project(&x);
        assert!(
            (found[0] - place[0]).abs() < 1e-6,
            "{found:?} for {place:?}"
        );
        assert!(
            (found[1] - place[1]).abs() < 1e-6,
            "{found:?} for {place:?}"
        );
        assert!(off < 2e-6, "off {off}");
    }
    plane.point([0.0, 0.0], &mut x);
    assert_eq!(x, plane.centre);
}

#[test]
fn a_point_off_the_plane_keeps_its_place_and_its_distance() {
    let plane = plane();
    // A direction orthogonal to both axes, by least squares of a third one.
    let third = normals(50, 4);
    let from_origin = Plane {
        centre: vec![0.0; 50],
        axes: plane.axes.clone(),
    };
    let ([a, b], length) = from_origin.project(&third);
    let mut shadow = vec![0.0; 50];
    from_origin.point([a, b], &mut shadow);
    let mut x = vec![0.0; 50];
    plane.point([0.5, -1.5], &mut x);
    for (x, (third, shadow)) in x.iter_mut().zip(third.iter().zip(&shadow)) {
        *x += 2.0 * (third - shadow);
    }
    let (found, off) = plane.project(&x);
    assert!((found[0] - 0.5).abs() < 1e-5 && (found[1] + 1.5).abs() < 1e-5);
    assert!((off - 2.0 * length).abs() < 1e-5 * length);
}

#[test]
fn a_degenerate_plane_is_a_line() {
    let axis = normals(50, 2);
    let plane = Plane {
        centre: vec![0.0; 50],
        axes: [axis.clone(), vec![0.0; 50]],
    };
    let x: Vec<f32> = axis.iter().map(|d| 3.0 * d).collect();
    let (place, off) = plane.project(&x);
    assert!((place[0] - 3.0).abs() < 1e-6 && place[1] == 0.0 && off < 1e-5);
}

#[test]
fn filters_get_the_networks_own_lengths_and_the_rest_vanishes() {
    for batch_norm in [false, true] {
        let shape = Architecture::new(6, &[5, 4], 3, Activation::Relu, batch_norm);
        let mut generator = stream(9, 0, Purpose::Initialisation);
        let mut x = initial_parameters::<f32>(&shape, &mut generator);
        for (x, more) in x.iter_mut().zip(normals(shape.dimension(), 5)) {
            *x += 0.3 * more;
        }
        // A unit that is switched off has a filter of length 0.
        x[..6].fill(0.0);
        let [mut direction, _] = random(shape.dimension(), 7, 0, 1);
        filter_normalize(&mut direction, &x, &shape);
        for layer in shape.layers() {
            let own = x[layer.weights()].chunks_exact(layer.inputs);
            let rows = direction[layer.weights()].chunks_exact(layer.inputs);
            for (row, own) in rows.zip(own) {
                let length =
                    |row: &mut dyn Iterator<Item = f64>| row.map(|x| x * x).sum::<f64>().sqrt();
                let given = length(&mut own.iter().map(|&x| f64::from(x)));
                let found = length(&mut row.iter().copied());
                assert!(
                    (found - given).abs() < 1e-12 * (1.0 + given),
                    "{found} {given}"
                );
            }
            let rest = [layer.bias(), layer.gamma(), layer.beta()];
            let zero = rest.into_iter().flatten().all(|i| direction[i] == 0.0);
            assert!(zero, "biases, γ and β stay");
        }
    }
}

#[test]
fn directions_follow_from_seed_trial_and_draw_alone() {
    let one = random(40, 7, 2, 1);
    assert_eq!(one, random(40, 7, 2, 1));
    for other in [
        random(40, 8, 2, 1),
        random(40, 7, 3, 1),
        random(40, 7, 2, 2),
    ] {
        assert_ne!(one, other);
    }
    assert_ne!(one[0], one[1]);
}

#[test]
fn two_directions_become_orthonormal() {
    let mut pair = random(30, 1, 0, 1);
    // Nearly parallel, where one pass of Gram and Schmidt would not do.
    pair[1] = pair[0]
        .iter()
        .zip(&pair[1])
        .map(|(a, b)| a + 1e-9 * b)
        .collect();
    orthonormalize(&mut pair);
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    assert!((dot(&pair[0], &pair[0]) - 1.0).abs() < 1e-14);
    assert!((dot(&pair[1], &pair[1]) - 1.0).abs() < 1e-14);
    assert!(dot(&pair[0], &pair[1]).abs() < 1e-14);
}

#[test]
fn the_curved_path_passes_both_minima_and_their_mirror_images() {
    let small = normals(20, 6);
    let large = normals(20, 7);
    let plane = Plane {
        centre: vec![0.0; 20],
        axes: [large.clone(), small.clone()],
    };
    let at = |alpha: f64| {
        let mut x = vec![0.0; 20];
        plane.point(curved(alpha), &mut x);
        x
    };
    let negative = |x: &[f32]| x.iter().map(|x| -x).collect::<Vec<f32>>();
    assert_eq!(at(-1.0), negative(&large));
    assert_eq!(at(0.0), small);
    assert_eq!(at(1.0), large);
    assert_eq!(at(2.0), negative(&small));
    // Between them it is no straight line: at ½ both have the weight √½.
    let half = curved(0.5);
    assert!(half.iter().all(|w| (w - 0.5_f64.sqrt()).abs() < 1e-15));
}
