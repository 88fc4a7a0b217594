//! How well each measure orders the networks by their testing error.

use super::networks::{Network, Networks};
use super::registry::{MEASURES, Measure};
use super::sources::SOURCES;
use crate::figures::Context;
use crate::order::sorted;
use crate::random::{Purpose, stream};
use crate::statistics::bootstrap::RESAMPLES;
use crate::statistics::kendall::{Resamples, interval, tau_b};

/// A bootstrap over fewer settings says little of others.
pub(super) const FEWEST_SETTINGS: usize = 5;
/// Fewer networks give no τ: of three there are but four.
pub(super) const FEWEST_NETWORKS: usize = 4;

/// A measure with Kendall's τ-b of it, or of the negated measure, with the testing error.
pub(super) struct Rank {
    /// The measure.
    pub measure: &'static Measure,
    /// Over all networks; `None` where it orders no pair of them.
    pub tau: Option<f64>,
    /// Its 95 % interval; `None` where there are too few settings.
    pub interval: Option<(f64, f64)>,
    /// Over those of each source, with its place among the sources.
    pub within: Vec<(usize, f64)>,
    /// Over how many networks.
    pub n: usize,
}

impl Rank {
    /// The mean over the sources: granulated, after Jiang et al. (2020), whose groups vary one setting alone.
    pub fn granulated(&self) -> Option<f64> {
        let sum: f64 = self.within.iter().map(|(_, tau)| tau).sum();
        (!self.within.is_empty()).then(|| sum / self.within.len() as f64)
    }
}

/// The networks that are measured, and resamples of their settings: the trials of one setting are
/// near copies, and other settings are what is asked about.
struct Sample<'a> {
    networks: Vec<&'a Network<'a>>,
    /// The setting of each, counted from 0 among those that are there.
    settings: Vec<usize>,
    resamples: Resamples,
}

/// All measures in the order of the registry, over the networks that are measured.
pub(super) fn ranks(context: &Context, networks: &Networks) -> Vec<Rank> {
    let networks: Vec<&Network> = networks.measured().collect();
    let mut there: Vec<usize> = Vec::new();
    let place = |network: &&Network| {
        let known = there.iter().position(|own| *own == network.setting);
        known.unwrap_or_else(|| {
            there.push(network.setting);
            there.len() - 1
        })
    };
    let settings = networks.iter().map(place).collect();
    let enough = there.len() >= FEWEST_SETTINGS;
    let count = if enough { RESAMPLES } else { 0 };
    let mut draws = stream(context.experiment.seed, 0, Purpose::Resampling);
    let sample = Sample {
        networks,
        settings,
        // The same for all measures, so that they can be compared.
        resamples: Resamples::new(there.len(), count, &mut draws),
    };
    MEASURES
        .iter()
        .map(|measure| sample.rank(measure))
        .collect()
}

/// The most predictive first; measures without τ last.
pub(super) fn best_first(ranks: Vec<Rank>) -> Vec<Rank> {
    sorted(ranks, |rank| rank.tau.map_or(f64::INFINITY, |tau| -tau))
}

impl Sample<'_> {
    fn rank(&self, measure: &'static Measure) -> Rank {
        let (x, y, of) = self.columns(measure, |_| true);
        let within = |source| {
            let (x, y, _) = self.columns(measure, |network| network.sources.contains(&source));
            Some((source, tau(&x, &y)?))
        };
        Rank {
            measure,
            n: x.len(),
            tau: tau(&x, &y),
            interval: interval(&x, &y, &of, &self.resamples),
            within: (0..SOURCES.len()).filter_map(within).collect(),
        }
    }

    /// The measure, negated where small values are said to go with large errors, the testing error and
    /// the setting of those networks that have all.
    fn columns(
        &self,
        measure: &Measure,
        which: impl Fn(&Network) -> bool,
    ) -> (Vec<f64>, Vec<f64>, Vec<usize>) {
        let sign = if measure.negated { -1.0 } else { 1.0 };
        let (mut x, mut y, mut of) = (Vec::new(), Vec::new(), Vec::new());
        for (network, &setting) in self.networks.iter().zip(&self.settings) {
            let both = measure.value(network).zip(network.error());
            if let Some((value, error)) = both.filter(|_| which(network)) {
                x.push(sign * value);
                y.push(error);
                of.push(setting);
            }
        }
        (x, y, of)
    }
}

fn tau(x: &[f64], y: &[f64]) -> Option<f64> {
    (x.len() >= FEWEST_NETWORKS).then(|| tau_b(x, y)).flatten()
}
