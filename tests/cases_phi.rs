//! φ of networks whose best known maximum was found by long searches of another program, at training
//! losses from 1e9 down to 1e-10.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::exchange::{Network, Samples};
use sharp_minima::network::EmpiricalRisk;
use sharp_minima::objective::Objective;
use sharp_minima::optimizer::box_maximum::{Bounds, BoxMaximizer, Status};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{
    Displaced, Options, SharpnessOutcome, half_widths, sharpness, standard_normal,
};
use std::path::Path;

mod common {
    pub mod regression;
    pub mod signed_ascent;
}
use common::regression::Regression;
use common::signed_ascent::signed_ascent;

/// The networks, with the data they are measured on.
const CASES: [(&str, &str); 8] = [
    ("all_zero", "all_zero"),
    ("dinh_1000", "dinh_1000"),
    ("multiplicity_cluster", "multiplicity_cluster"),
    ("saturated_m20", "saturated_m20"),
    ("trained_loss_0.01", "trained"),
    ("trained_loss_1e-05", "trained"),
    ("trained_loss_1e-10", "trained"),
    ("unscaled_timestamp", "unscaled_timestamp"),
];

type Risk = EmpiricalRisk<f64, Samples>;

fn read(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    std::fs::read(folder.join(name)).expect("the file is there")
}

fn case(network: &str, data: &str) -> (Risk, Vec<f64>) {
    let network = Network::read(&read(&format!("{network}.network.json"))).expect("a network");
    let samples = Samples::read(&read(&format!("{data}.data.json"))).expect("samples");
    let f = EmpiricalRisk::new(&network.shape, samples, network.statistics);
    (f, network.x)
}

fn measure(f: &mut Risk, x: &[f64], epsilon: f64, seed: u32) -> SharpnessOutcome {
    let options = Options {
        epsilon,
        ..Options::default()
    };
    sharpness(f, x, options, stream(seed, 0, Purpose::SharpnessStarts))
}

/// Gradients of ten iterations from x.
fn papers_gradients(f: &mut Risk, x: &[f64], epsilon: f64) -> u32 {
    let bounds = Bounds::symmetric(&half_widths(x, epsilon));
    let mut run = BoxMaximizer::new(bounds, vec![0.0; x.len()], 10);
    let mut point = Vec::new();
    while run.step(&mut Displaced::new(f, x, &mut point)) == Status::Running {}
    run.gradients()
}

#[test]
fn at_least_97_per_cent_of_the_best_known_maximum_is_found_whatever_the_seed() {
    for (network, data) in CASES {
        let (mut f, x) = case(network, data);
        let expected: serde_json::Value =
            serde_json::from_slice(&read(&format!("{network}.expected.json"))).expect("JSON");
        for (key, epsilon) in [("0.001", 1e-3), ("0.0005", 5e-4)] {
            let best = expected["phi"][key]["best"].as_f64().expect("a number");
            for seed in 0..8 {
                let found = measure(&mut f, &x, epsilon, seed);
                assert!(
                    found.value >= 0.97 * best,
                    "{network} at ε = {epsilon}, seed {seed}: {} of {best}",
                    found.value
                );
                // Three runs of the paper's search and 22 gradients of ascent are what the searches
                // took before.
                let limit = 3 * papers_gradients(&mut f, &x, epsilon).max(11) + 22;
                assert!(found.gradients <= limit, "{network}: {}", found.gradients);
            }
        }
    }
}

/// Why the paper's search alone does not do.
#[test]
fn from_x_the_papers_search_falls_short_at_small_losses() {
    for network in ["trained_loss_1e-05", "trained_loss_1e-10"] {
        let (mut f, x) = case(network, "trained");
        let found = measure(&mut f, &x, 1e-3, 0);
        assert!(found.from_x < 0.6 * found.value, "{found:?}");
    }
}

/// A network of which no maximum is known beforehand, between and beyond the losses of the cases: its
/// output weights grown until the loss is small.
#[test]
fn no_other_search_of_hundreds_of_gradients_comes_much_higher_at_any_loss() {
    let (mut f, x) = case("trained_loss_0.01", "trained");
    for factor in [1.0, 1.5, 2.0, 3.0, 4.0] {
        let grown: Vec<f64> = x.iter().map(|x| factor * x).collect();
        let found = measure(&mut f, &grown, 1e-3, 0);
        let mut best = 0.0_f64;
        for seed in 0..20 {
            let mut generator = stream(seed, 1, Purpose::SharpnessStarts);
            let start = standard_normal(x.len(), &mut generator);
            let widths = half_widths(&grown, 1e-3);
            let inside = start.iter().zip(&widths);
            let inside = inside.map(|(z, b)| (0.5 * z * b).clamp(-b, *b)).collect();
            best = best.max(signed_ascent(&mut f, &grown, 1e-3, inside));
        }
        assert!(
            found.value >= 0.97 * best,
            "loss {}: {} of {best}",
            found.loss,
            found.value
        );
    }
}

/// At the minimum of a convex function the gradient tells nothing, and many corners of the box are
/// maxima of their own: ½ zᵀHz is compared over all corners, for forty random H. No search of tens of
/// gradients finds the best every time; on average it comes close.
#[test]
fn at_a_minimum_with_many_maxima_around_more_starts_find_more() {
    let n = 12;
    let mut shares = [0.0, 0.0];
    let functions = 40;
    for seed in 0..functions {
        let mut generator = stream(seed, 2, Purpose::SharpnessStarts);
        let rows = (0..12).map(|_| (standard_normal(n, &mut generator), 0.0));
        let mut f = Regression {
            samples: rows.collect(),
        };
        let x = vec![0.0; n];
        let corner = |bits: u32| -> Vec<f64> {
            let sign = |i: usize| if bits >> i & 1 == 1 { 1e-3 } else { -1e-3 };
            (0..n).map(sign).collect()
        };
        let corners = (0..1 << n).map(|bits| f.value(&corner(bits)));
        let best = 100.0 * corners.fold(0.0, f64::max);
        let starts = [Options::default().starts, Options::STARTS_FROM_ELSEWHERE];
        for (share, starts) in shares.iter_mut().zip(starts) {
            let options = Options {
                starts,
                ..Options::default()
            };
            let random = stream(seed, 0, Purpose::SharpnessStarts);
            let found = sharpness(&mut f, &x, options, random).value;
            assert!(found <= best * (1.0 + 1e-9));
            *share += found / best / f64::from(functions);
        }
    }
    assert!(shares[1] > 0.97 && shares[1] > shares[0], "{shares:?}");
}
