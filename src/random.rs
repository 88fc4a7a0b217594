//! Reproducible randomness: one seed, one independent ChaCha8 stream for every purpose and trial.

pub use sharp_minima_kernels::Generator;

/// What random numbers are drawn for. Each purpose has its own stream, so that adding a draw to
/// one never shifts another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Generating a synthetic data set.
    Data = 0,
    /// Wrong labels put in on purpose.
    LabelNoise = 1,
    /// The initial weights x₀.
    Initialisation = 2,
    /// The order of the samples in every epoch.
    BatchOrder = 3,
    /// Starting points of the box maximisation in Metric 2.1.
    SharpnessStarts = 4,
    /// The columns of A in Metric 2.1's subspaces.
    Subspace = 5,
    /// Directions of slices through the landscape.
    Directions = 6,
    /// Probe vectors of stochastic trace and density estimates.
    Probes = 7,
    /// Augmentations, input noise and weight noise while training.
    Perturbation = 8,
    /// Resamples of a bootstrap.
    Resampling = 9,
    /// Places on a curve between two minima and the batches there, while the curve is trained.
    Connection = 10,
}

/// The generator for `purpose` in trial number `trial`, a pure function of its arguments.
pub fn stream(seed: u32, trial: u32, purpose: Purpose) -> Generator {
    Generator::stream(u64::from(seed), u64::from(trial) << 8 | purpose as u64)
}
