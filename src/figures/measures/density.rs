//! A spectral density on a logarithmic axis: how many eigenvalues a decade is expected to hold.
//!
//! The nodes of the stochastic Lanczos quadrature stand for shares of the n eigenvalues
//! ([`sharpness::density`](crate::sharpness)). On an even axis a smearing that shows the bulk hides
//! the outliers; here each positive node is smeared by a Gaussian in log₁₀ λ, so that every decade is
//! seen as finely as every other, and the area under the curve over a range of decades is the number
//! of eigenvalues there.

/// The Gaussian's deviation, in decades.
pub const DEVIATION: f64 = 0.15;
/// Eigenvalues of smaller size count as zero; the axis begins here.
pub const LEAST: f64 = 1e-3;
/// Points of the curve in a decade.
const A_DECADE: f64 = 20.0;
/// How many deviations the curve goes on beyond the largest node, and at how many a node is gone.
const REACH: f64 = 4.0;
/// The most decades of a curve.
const MOST_DECADES: f64 = 15.0;

/// How the n eigenvalues divide, each share in [0, 1].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shares {
    /// At or below −[`LEAST`].
    pub negative: f64,
    /// Nearer to zero.
    pub near_zero: f64,
    /// At or above [`LEAST`].
    pub positive: f64,
}

/// The shares of nodes (value, weight).
pub fn shares(nodes: &[[f64; 2]]) -> Shares {
    let mut shares = Shares::default();
    for &[value, weight] in nodes {
        if value >= LEAST {
            shares.positive += weight;
        } else if value <= -LEAST {
            shares.negative += weight;
        } else {
            shares.near_zero += weight;
        }
    }
    shares
}

/// The places λ of a curve, evenly spread in the logarithm from [`LEAST`] until past `largest`.
pub fn grid(largest: f64) -> Vec<f64> {
    let start = libm::log10(LEAST);
    let end = libm::log10(largest.max(LEAST)) + REACH * DEVIATION;
    let decades = (end - start).min(MOST_DECADES);
    let last = libm::ceil(decades * A_DECADE) as i32;
    let place = |k: i32| libm::pow(10.0, start + f64::from(k) / A_DECADE);
    (0..=last).map(place).collect()
}

/// The expected number of the n = `dimension` eigenvalues a decade, at every place λ > 0 of `grid`.
/// Nodes are (value, weight); those that are not above zero and finite have no place on the axis.
pub fn per_decade(nodes: &[[f64; 2]], dimension: f64, grid: &[f64]) -> Vec<f64> {
    let height = dimension / (DEVIATION * libm::sqrt(2.0 * std::f64::consts::PI));
    let shown = nodes
        .iter()
        .filter(|[value, _]| *value > 0.0 && value.is_finite());
    let nodes: Vec<(f64, f64)> = shown.map(|&[v, weight]| (libm::log10(v), weight)).collect();
    let at = |&place: &f64| {
        let place = libm::log10(place);
        let terms = nodes.iter().map(|(node, weight)| {
            let distance = (place - node) / DEVIATION;
            weight * height * libm::exp(-0.5 * distance * distance)
        });
        terms.sum()
    };
    grid.iter().map(at).collect()
}
