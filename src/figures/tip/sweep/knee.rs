//! The knee of testing accuracy over the logarithm of the batch size.

use crate::figures::tip::trend::{Number, Trend};
use crate::statistics::hinge::{Group, Hinge, hinge, with_knee};
use crate::statistics::{Difference, bootstrap, paired};
use std::f64::consts::LN_2;

/// Testing accuracy, level up to a batch size and falling with every doubling beyond it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Knee {
    /// In per cent over log₂ of the batch size, through the fitted trainings.
    pub hinge: Hinge,
    /// The 95 % interval of the knee, in log₂, by drawing trials anew: always the same ones for all sizes,
    /// since a trial's trainings share their start.
    pub interval: Option<(f64, f64)>,
    /// From the knee to the largest size, in points of testing accuracy over the trials.
    pub change: Option<Difference>,
    /// log₂ of the smallest and the largest size of the fit.
    pub ends: [f64; 2],
}

impl Knee {
    /// The best one through what has fitted the training set; `None` with fewer than three sizes.
    pub fn of(trend: &Trend) -> Option<Self> {
        let table = Table::of(trend);
        let everyone: Vec<usize> = (0..trend.trials as usize).collect();
        let groups = table.groups(&everyone);
        let hinge = hinge(&groups)?;
        let ends = [groups.first()?.x, groups.last()?.x];
        let doublings = ends[1] - hinge.knee;
        let change = |trial: usize| {
            let own = with_knee(&table.groups(&[trial]), hinge.knee)?;
            Some((0.0, doublings * own.slope))
        };
        let changes: Vec<(f64, f64)> = everyone.iter().filter_map(|&t| change(t)).collect();
        Some(Self {
            hinge,
            interval: bootstrap::interval(everyone.len(), &mut |trials| {
                falling(&table.groups(trials)).map(|hinge| hinge.knee)
            }),
            change: paired(&changes),
            ends,
        })
    }

    /// Whether accuracy falls beyond it.
    pub fn falls(&self) -> bool {
        self.hinge.slope < 0.0
    }

    /// Whether it is the smallest size of the fit: then nothing is level before it.
    pub fn has_no_level(&self) -> bool {
        self.hinge.knee <= self.ends[0]
    }

    /// The batch size at the knee.
    pub fn size(&self) -> f64 {
        size(self.hinge.knee)
    }

    /// Its interval.
    pub fn sizes(&self) -> Option<(f64, f64)> {
        let (low, high) = self.interval?;
        Some((size(low), size(high)))
    }
}

/// The batch size of a binary logarithm.
pub(super) fn size(log: f64) -> f64 {
    libm::exp(log * LN_2)
}

/// A hinge that falls: a drawing in which nothing falls has no knee.
fn falling(groups: &[Group]) -> Option<Hinge> {
    hinge(groups).filter(|hinge| hinge.slope < 0.0)
}

/// Testing accuracies of fitted trainings, by size and by trial.
struct Table {
    sizes: Vec<(f64, Vec<Option<f64>>)>,
}

impl Table {
    fn of(trend: &Trend) -> Self {
        let fitted = |column: usize, trial: u32| {
            let fitted = trend.is_fitted(column, trial) == Some(true);
            trend
                .at(Number::TestAccuracy, column, trial)
                .filter(|_| fitted)
        };
        let size = |column: usize| {
            let own = (0..trend.trials).map(|trial| fitted(column, trial));
            (libm::log(trend.values[column] as f64) / LN_2, own.collect())
        };
        Self {
            sizes: trend.columns().map(size).collect(),
        }
    }

    /// The sizes at which any of these trials has a value, with their means.
    fn groups(&self, trials: &[usize]) -> Vec<Group> {
        let group = |(x, own): &(f64, Vec<Option<f64>>)| {
            let values = || trials.iter().filter_map(|&trial| own[trial]);
            let n = values().count() as f64;
            let mean = values().sum::<f64>() / n;
            (n > 0.0).then_some(Group { x: *x, n, mean })
        };
        self.sizes.iter().filter_map(group).collect()
    }
}
