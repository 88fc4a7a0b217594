//! What every measurement around a point of an experiment's networks has in common: the function,
//! and where the randomness comes from.

use super::TrainJob;
use crate::data::Dataset;
use crate::network::{EmpiricalRisk, Forward};
use crate::objective::Widened;
use crate::random::{Purpose, stream};
use crate::settings::Experiment;
use crate::sharpness::{Lanczos, Options, SharpnessRun, SpectrumOptions};
use crate::training::architecture;
use sharp_minima_kernels::Generator;
use std::rc::Rc;

/// L-BFGS-B iterations of Metric 2.1, the paper's number.
pub(crate) const ITERATIONS: u32 = 10;

/// Numbers that Lanczos may keep, .8 GB of them: what limits its products on networks of more than
/// a third of a million parameters.
pub(super) const KEPT: usize = 100_000_000;

/// Residual of the smallest eigenvalue, as a share of itself: its own error is of the order of the
/// square, and a tenth of the share would take twice the products.
pub(crate) const SMALLEST: f64 = 0.25;

/// The training loss with frozen statistics.
pub(crate) type Risk = Widened<EmpiricalRisk<f32, Rc<Dataset>>>;

/// The training risk around x, with batch-norm statistics re-estimated at x and frozen.
pub(crate) fn risk_at(experiment: &Experiment, x: &[f32], data: Rc<Dataset>) -> Risk {
    let shape = architecture(experiment, &data);
    let mut forward = Forward::new(&shape, data.train.len());
    forward.estimate(x, data.train.flat(), &data.train.labels);
    let statistics = forward.statistics().clone();
    Widened::new(EmpiricalRisk::new(&shape, data, statistics))
}

/// x in double precision.
pub(crate) fn widened(x: &[f32]) -> Vec<f64> {
    x.iter().copied().map(f64::from).collect()
}

/// What everything random about a measurement follows from, and how often Metric 2.1 starts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// The seed.
    pub seed: u32,
    /// The trial.
    pub trial: u32,
    /// Random starts of Metric 2.1 beside x itself.
    pub starts: u32,
}

impl Plan {
    /// That of a network, with so many starts of Metric 2.1.
    pub fn of(training: &TrainJob, starts: u32) -> Self {
        Self {
            seed: training.experiment.seed,
            trial: training.trial,
            starts,
        }
    }

    /// The stream of `purpose`, from its beginning.
    pub fn stream(self, purpose: Purpose) -> Generator {
        stream(self.seed, self.trial, purpose)
    }

    /// How Metric 2.1 is measured at this ε.
    pub fn options(self, epsilon: f64) -> Options {
        Options {
            epsilon,
            starts: self.starts,
            iterations: ITERATIONS,
        }
    }

    /// Metric 2.1 in the full space at x.
    pub fn sharpness(self, x: Vec<f64>, epsilon: f64) -> SharpnessRun {
        let starts = self.stream(Purpose::SharpnessStarts);
        SharpnessRun::new(x, self.options(epsilon), starts)
    }

    /// Metric 2.1 over the scale-relative box at x.
    pub fn relative(self, x: Vec<f64>, epsilon: f64) -> SharpnessRun {
        let starts = self.stream(Purpose::SharpnessStarts);
        SharpnessRun::relative(x, self.options(epsilon), starts)
    }

    /// The search for the k largest eigenvalues at x.
    pub fn spectrum(self, x: Vec<f64>, k: usize) -> Lanczos {
        let options = SpectrumOptions {
            eigenvalues: k,
            ..SpectrumOptions::default()
        };
        self.search(x, options)
    }

    /// The search for the k largest eigenvalues at x and the smallest.
    pub fn both_ends(self, x: Vec<f64>, k: usize) -> Lanczos {
        let options = SpectrumOptions {
            eigenvalues: k,
            smallest: Some(SMALLEST),
            ..SpectrumOptions::default()
        };
        self.search(x, options)
    }

    fn search(self, x: Vec<f64>, options: SpectrumOptions) -> Lanczos {
        let options = SpectrumOptions {
            iterations: options.iterations.min(KEPT / x.len().max(1)),
            ..options
        };
        Lanczos::new(x, options, self.stream(Purpose::Probes))
    }
}
