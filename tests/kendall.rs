//! Kendall's τ-b against SciPy and by hand, and its interval against a bootstrap written out.
#![cfg(not(target_arch = "wasm32"))]

use rand::RngExt;
use serde_json::Value;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::statistics::kendall::{Resamples, interval, tau_b};
use sharp_minima::statistics::sample_quantile;

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().expect("a list").iter();
    list.map(|number| number.as_f64().expect("a number"))
        .collect()
}

#[test]
fn it_is_what_scipy_finds() {
    let oracle: Value =
        serde_json::from_str(include_str!("oracle/kendall.json")).expect("a file of the oracle");
    let cases = oracle["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 5);
    for case in cases {
        let [x, y] = ["x", "y"].map(|key| numbers(&case[key]));
        let expected = case["tau"].as_f64().expect("a number");
        let found = tau_b(&x, &y).expect("both lists order pairs");
        let name = &case["name"];
        assert!(
            (found - expected).abs() < 1e-14,
            "{name}: {found} {expected}"
        );
        assert_eq!(tau_b(&y, &x), Some(found), "{name}");
    }
}

#[test]
fn permutations_by_hand() {
    let x = [1.0, 2.0, 3.0, 4.0];
    // Of six pairs (1, 2), (1, 3), (1, 4) and (2, 3) are alike, (2, 4) and (3, 4) are not.
    let found = tau_b(&x, &[10.0, 30.0, 40.0, 20.0]).expect("ordered");
    assert!((found - 2.0 / 6.0).abs() < 1e-15);
    // One tie in y: 5 alike of √(6 · 5).
    let found = tau_b(&x, &[1.0, 1.0, 2.0, 3.0]).expect("ordered");
    assert!((found - 5.0 / 30.0_f64.sqrt()).abs() < 1e-15);
    assert_eq!(tau_b(&x, &x), Some(1.0));
    assert_eq!(tau_b(&x, &[3.0; 4]), None);
    assert_eq!(tau_b(&[1.0], &[1.0]), None);
    assert_eq!(tau_b(&[], &[]), None);
}

#[test]
fn quantiles_lie_between_the_values_beside_them() {
    let values = [4.0, 1.0, 3.0, 2.0];
    for (share, expected) in [(0.0, 1.0), (0.1, 1.3), (0.5, 2.5), (1.0, 4.0)] {
        let found = sample_quantile(&values, share).expect("values");
        assert!((found - expected).abs() < 1e-15, "{share}: {found}");
    }
    assert_eq!(sample_quantile(&[7.0], 0.3), Some(7.0));
    assert_eq!(sample_quantile(&[], 0.5), None);
}

/// Every resample as a list of points, in which a cluster that was drawn twice stands twice.
#[test]
fn the_interval_is_that_of_resamples_written_out() {
    let draws = || stream(3, 0, Purpose::Resampling);
    let clusters = [0, 0, 1, 2, 2, 2, 3, 4, 4, 5, 6, 6];
    let mut noise = stream(4, 0, Purpose::Data);
    let x: Vec<f64> = clusters.iter().map(|_| noise.random::<f64>()).collect();
    let y: Vec<f64> = x
        .iter()
        .map(|x| (5.0 * x).round() + noise.random::<f64>())
        .collect();
    let resamples = Resamples::new(7, 400, &mut draws());
    let (low, high) = interval(&x, &y, &clusters, &resamples).expect("resamples");
    let mut generator = draws();
    let mut taus = Vec::new();
    for _ in 0..400 {
        let (mut drawn_x, mut drawn_y) = (Vec::new(), Vec::new());
        for _ in 0..7 {
            let cluster = generator.random_range(0..7_u32) as usize;
            for (point, _) in clusters
                .iter()
                .enumerate()
                .filter(|(_, own)| **own == cluster)
            {
                drawn_x.push(x[point]);
                drawn_y.push(y[point]);
            }
        }
        taus.extend(tau_b(&drawn_x, &drawn_y));
    }
    taus.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (taus.len() - 1) as f64;
        let below = place.floor() as usize;
        taus[below] + (place - below as f64) * (taus[below + 1] - taus[below])
    };
    assert!((low - at(0.025)).abs() < 1e-12, "{low} {}", at(0.025));
    assert!((high - at(0.975)).abs() < 1e-12, "{high} {}", at(0.975));
    assert!(low < tau_b(&x, &y).expect("ordered") && low < high);
    let none = Resamples::new(7, 0, &mut draws());
    assert_eq!(interval(&x, &y, &clusters, &none), None);
}
