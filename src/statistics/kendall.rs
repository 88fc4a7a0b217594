//! Kendall's rank correlation, with an interval from a bootstrap over groups of points.

use super::bootstrap;
use crate::random::Generator;
use rand::RngExt;

/// Kendall's τ-b (Kendall 1945) of two lists: the share of the pairs that both order alike minus the
/// share that they order otherwise, each pair that one of them ties left out of its own count. In
/// [−1, 1]; `None` where a list orders no pair. The values must be numbers.
pub fn tau_b(x: &[f64], y: &[f64]) -> Option<f64> {
    let points: Vec<usize> = (0..x.len().min(y.len())).collect();
    Pairs::between(x, y, &points, &points).tau()
}

/// What all pairs of points of two groups say.
#[derive(Clone, Copy, Debug, Default)]
struct Pairs {
    /// Pairs that both lists order alike minus those that they order otherwise.
    alike: f64,
    /// Pairs that x orders,
    by_x: f64,
    /// and that y orders.
    by_y: f64,
}

impl Pairs {
    fn between(x: &[f64], y: &[f64], first: &[usize], second: &[usize]) -> Self {
        let mut pairs = Self::default();
        for &i in first {
            for &j in second {
                let (dx, dy) = (sign(x[i], x[j]), sign(y[i], y[j]));
                pairs.alike += dx * dy;
                pairs.by_x += dx * dx;
                pairs.by_y += dy * dy;
            }
        }
        pairs
    }

    fn add(&mut self, times: f64, other: &Self) {
        self.alike += times * other.alike;
        self.by_x += times * other.by_x;
        self.by_y += times * other.by_y;
    }

    fn tau(&self) -> Option<f64> {
        let both = libm::sqrt(self.by_x * self.by_y);
        (both > 0.0).then(|| self.alike / both)
    }
}

/// 1, 0 or −1.
fn sign(a: f64, b: f64) -> f64 {
    f64::from(i8::from(a > b) - i8::from(a < b))
}

/// How often each of some clusters was drawn, for every resample.
#[derive(Clone, Debug)]
pub struct Resamples(Vec<Vec<u32>>);

impl Resamples {
    /// So many resamples of as many clusters as there are, drawn with replacement. Every draw takes
    /// one number below `clusters` from the generator.
    pub fn new(clusters: usize, resamples: usize, generator: &mut Generator) -> Self {
        let mut resample = |_| {
            let mut times = vec![0; clusters];
            for _ in 0..clusters {
                times[generator.random_range(0..clusters as u32) as usize] += 1;
            }
            times
        };
        Self((0..resamples).map(&mut resample).collect())
    }
}

/// Both ends of the 95 % interval of τ-b by the percentiles of a bootstrap over clusters (Davison &
/// Hinkley 1997, section 3.8): point i belongs to cluster `of[i]`, and clusters are drawn as a whole.
/// A resample in which a list orders no pair counts as none; `None` where all do.
///
/// What a resample's pairs say is a sum over pairs of clusters, so its cost does not depend on how many
/// points they have.
pub fn interval(x: &[f64], y: &[f64], of: &[usize], resamples: &Resamples) -> Option<(f64, f64)> {
    let clusters = resamples.0.first()?.len();
    let mut members = vec![Vec::new(); clusters];
    for (point, &cluster) in of.iter().enumerate() {
        members[cluster].push(point);
    }
    // Of two clusters once: the pairs of the one with the other are those of the other with the one.
    let mut pairs = Vec::with_capacity(clusters * (clusters + 1) / 2);
    for (k, first) in members.iter().enumerate() {
        for second in &members[..k] {
            let mut both = Pairs::default();
            both.add(2.0, &Pairs::between(x, y, first, second));
            pairs.push(both);
        }
        pairs.push(Pairs::between(x, y, first, first));
    }
    let taus = resamples.0.iter().filter_map(|times| {
        let mut all = Pairs::default();
        for (k, &first) in times.iter().enumerate().filter(|(_, times)| **times > 0) {
            let own = &pairs[k * (k + 1) / 2..];
            for (&second, pairs) in times[..=k].iter().zip(own) {
                all.add(f64::from(first * second), pairs);
            }
        }
        all.tau()
    });
    bootstrap::ends(taus.collect())
}
