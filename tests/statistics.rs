//! Statistics against tables, closed forms and numerical integration.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::statistics::student::{distribution, quantile};
use sharp_minima::statistics::{paired, summary, welch};
use std::f64::consts::PI;

fn close(left: f64, right: f64, tolerance: f64) {
    assert!(
        (left - right).abs() <= tolerance,
        "{left} is not {right} within {tolerance}"
    );
}

#[test]
fn quantiles_agree_with_the_printed_table() {
    let table = [
        (1.0, 12.7062),
        (2.0, 4.3027),
        (4.0, 2.7764),
        (9.0, 2.2622),
        (30.0, 2.0423),
    ];
    for (degrees, value) in table {
        close(quantile(0.975, degrees), value, 5e-5);
    }
    close(quantile(0.995, 5.0), 4.0321, 5e-5);
}

#[test]
fn quantiles_agree_with_closed_forms() {
    for p in [0.5, 0.51, 0.6, 0.9, 0.975, 0.999, 0.025] {
        let q = 4.0 * p * (1.0 - p);
        let cauchy = (PI * (p - 0.5)).tan();
        close(quantile(p, 1.0), cauchy, 1e-11 * cauchy.abs().max(1.0));
        close(quantile(p, 2.0), (2.0 * p - 1.0) * (2.0 / q).sqrt(), 1e-11);
        let four = (q.sqrt().acos() / 3.0).cos() / q.sqrt();
        close(
            quantile(p, 4.0),
            (p - 0.5_f64).signum() * 2.0 * (four - 1.0).max(0.0).sqrt(),
            1e-6,
        );
    }
    assert!(quantile(0.975, 0.0).is_nan() && quantile(1.5, 3.0).is_nan());
    assert!(quantile(f64::NAN, 3.0).is_nan() && quantile(1.0, 3.0).is_infinite());
}

#[test]
fn many_degrees_of_freedom_approach_the_normal() {
    // Abramowitz & Stegun 26.7.5, to the second order in 1/ν.
    let (z, v) = (1.959_963_984_540_054_f64, 2000.0);
    let first = (z.powi(3) + z) / (4.0 * v);
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / (96.0 * v * v);
    close(quantile(0.975, v), z + first + second, 2e-9);
}

/// ∫₀ᵗ of the density by Simpson's rule.
fn integral(t: f64, degrees: f64) -> f64 {
    let front = (libm::lgamma((degrees + 1.0) / 2.0) - libm::lgamma(degrees / 2.0)).exp()
        / (degrees * PI).sqrt();
    let density = |x: f64| front * (1.0 + x * x / degrees).powf(-(degrees + 1.0) / 2.0);
    let n = 20_000;
    let h = t / f64::from(n);
    let inner: f64 = (1..n)
        .map(|i| density(h * f64::from(i)) * if i % 2 == 0 { 2.0 } else { 4.0 })
        .sum();
    h / 3.0 * (density(0.0) + inner + density(t))
}

#[test]
fn the_distribution_is_the_integral_of_the_density() {
    for degrees in [1.0, 2.7, 4.0755, 13.3, 200.0] {
        for t in [0.01, 0.7, 2.0, 9.0] {
            close(distribution(t, degrees), 0.5 + integral(t, degrees), 1e-11);
            close(distribution(-t, degrees), 0.5 - integral(t, degrees), 1e-11);
        }
    }
}

#[test]
fn summaries() {
    assert_eq!(summary(&[]), None);
    let one = summary(&[3.0]).expect("a value");
    assert_eq!((one.n, one.mean, one.deviation), (1, 3.0, None));
    let eight = summary(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]).expect("values");
    assert_eq!(eight.mean, 5.0);
    close(
        eight.deviation.expect("a spread"),
        (32.0_f64 / 7.0).sqrt(),
        1e-15,
    );
}

#[test]
fn the_paired_interval_is_the_textbooks() {
    // Differences 1, 2, 3: mean 2, deviation 1, t(2) = 4.302653.
    let difference = paired(&[(1.0, 2.0), (5.0, 7.0), (0.0, 3.0)]).expect("pairs");
    assert_eq!((difference.estimate, difference.n), (2.0, 3));
    close(
        difference.margin.expect("a margin"),
        4.302_652_73 / 3.0_f64.sqrt(),
        1e-8,
    );
    assert_eq!(paired(&[]), None);
    assert_eq!(paired(&[(1.0, 2.0)]).expect("a pair").interval(), None);
}

#[test]
fn welchs_interval_holds_95_per_cent() {
    // Variances 1 and 20/3: standard error √2, 4/(1/18 + 25/27) = 4.0754717 degrees of freedom.
    let difference = welch(&[1.0, 2.0, 3.0], &[4.0, 6.0, 8.0, 10.0]).expect("samples");
    assert_eq!((difference.estimate, difference.n), (5.0, 3));
    let t = difference.margin.expect("a margin") / 2.0_f64.sqrt();
    close(
        2.0 * integral(t, 4.0 / (1.0 / 18.0 + 25.0 / 27.0)),
        0.95,
        1e-10,
    );
    assert_eq!(welch(&[1.0], &[2.0, 3.0]).expect("samples").margin, None);
    assert_eq!(welch(&[], &[2.0]), None);
    assert_eq!(
        welch(&[1.0, 1.0], &[2.0, 2.0]).expect("samples").margin,
        Some(0.0)
    );
}
