//! The spectral density on a logarithmic axis, against spectra that are known.

use sharp_minima::figures::measures::density::{DEVIATION, LEAST, grid, per_decade, shares};

/// The area under the curve between two places, by trapezia in decades.
fn area(grid: &[f64], curve: &[f64], from: f64, to: f64) -> f64 {
    let pieces = grid.windows(2).zip(curve.windows(2));
    let pieces = pieces.filter(|(x, _)| x[0] >= from && x[1] <= to);
    pieces
        .map(|(x, y)| 0.5 * (y[0] + y[1]) * (x[1] / x[0]).log10())
        .sum()
}

#[test]
fn one_node_is_a_gaussian_in_decades() {
    let grid = grid(10.0);
    let curve = per_decade(&[[1.0, 0.25]], 400.0, &grid);
    let (top, height) = grid
        .iter()
        .zip(&curve)
        .max_by(|a, b| a.1.total_cmp(b.1))
        .expect("a grid");
    assert!((top - 1.0).abs() < 1e-9, "{top}");
    // 100 eigenvalues over σ √2π.
    let expected = 100.0 / (DEVIATION * (2.0 * std::f64::consts::PI).sqrt());
    assert!((height / expected - 1.0).abs() < 1e-9);
    assert!((area(&grid, &curve, 0.0, f64::INFINITY) - 100.0).abs() < 1e-2);
}

#[test]
fn the_area_over_decades_is_the_number_of_eigenvalues_there() {
    // 300 near zero, 60 about 0.05, 12 about 2, one at 40, a few below zero.
    let mut spectrum = vec![1e-6; 300];
    spectrum.extend((0..60).map(|k| 0.04 + 4e-4 * f64::from(k)));
    spectrum.extend((0..12).map(|k| 1.8 + 0.03 * f64::from(k)));
    spectrum.extend([40.0, -0.5, -0.2]);
    let n = spectrum.len();
    let one = 1.0 / n as f64;
    let nodes: Vec<[f64; 2]> = spectrum.iter().map(|&value| [value, one]).collect();
    let grid = grid(40.0);
    let curve = per_decade(&nodes, n as f64, &grid);
    for (from, to, count) in [(0.005, 0.4, 60.0), (0.4, 9.0, 12.0), (9.0, 1e3, 1.0)] {
        let found = area(&grid, &curve, from, to);
        // What is off is the smearing's.
        assert!(
            (found - count).abs() < 0.02 * count + 0.02,
            "{from} to {to}: {found}"
        );
        let peak = grid
            .iter()
            .zip(&curve)
            .filter(|(x, _)| (from..to).contains(*x));
        let (peak, _) = peak.max_by(|a, b| a.1.total_cmp(b.1)).expect("places");
        let middle = match count as u32 {
            60 => 0.052,
            12 => 1.96,
            _ => 40.0,
        };
        assert!(
            (peak / middle).log10().abs() < 0.06,
            "{peak} is not {middle}"
        );
    }
    let shares = shares(&nodes);
    assert!((shares.negative - 2.0 / n as f64).abs() < 1e-6);
    assert!((shares.near_zero - 300.0 / n as f64).abs() < 1e-6);
    assert!((shares.positive - 73.0 / n as f64).abs() < 1e-6);
}

#[test]
fn odd_nodes_break_nothing() {
    let nodes = [
        [f64::NAN, 0.1],
        [f64::INFINITY, 0.1],
        [-3.0, 0.1],
        [0.0, 0.1],
    ];
    let curve = per_decade(&nodes, 100.0, &grid(1.0));
    assert!(curve.iter().all(|&height| height == 0.0));
    assert_eq!(grid(-1.0).first(), Some(&LEAST));
    for largest in [f64::INFINITY, f64::NAN, 1e300] {
        let grid = grid(largest);
        assert!(grid.len() > 5 && grid.len() < 400 && grid.iter().all(|x| x.is_finite()));
    }
}
