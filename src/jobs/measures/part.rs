//! The parts of all measures of one network. Each is a job, so that several workers share them: what shares work
//! stands in one part, and no part needs another.

use super::measure::{COLUMNS, Measure, Region};
use super::{Mean, Measures, Phi};
use crate::jobs::memory::Sizes;
use crate::sharpness::NoiseScale;
use serde::{Deserialize, Serialize};

impl Part {
    /// Those of one of the experiment's minima, the longest first. Metric 2.1 in the full space there has jobs of
    /// its own, [`SharpnessJob`](crate::jobs::SharpnessJob).
    pub const AT_MINIMUM: [Self; 4] = [Self::Spectrum, Self::Noise, Self::Subspace, Self::Balls];

    /// Those of a network from files, the longest first.
    pub const OF_FILES: [Self; 5] = [
        Self::Spectrum,
        Self::Noise,
        Self::Subspace,
        Self::Full,
        Self::Balls,
    ];

    /// What it consists of, in the order in which it is taken.
    pub(crate) const fn measures(self) -> &'static [Measure] {
        match self {
            Self::Spectrum => &[Measure::Hessian],
            Self::Noise => &[
                Measure::Noise(NoiseScale::Absolute),
                Measure::Noise(NoiseScale::Relative),
            ],
            Self::Subspace => &[
                Measure::Metric(Region::Subspace(0)),
                Measure::Metric(Region::Subspace(1)),
            ],
            Self::Balls => &[
                Measure::Point,
                Measure::Metric(Region::Relative),
                Measure::Sam,
                Measure::Asam,
            ],
            Self::Full => &[
                Measure::Metric(Region::Full(0)),
                Measure::Metric(Region::Full(1)),
            ],
        }
    }

    /// About how many gradients it takes.
    pub(crate) fn cost(self, starts: u32) -> f64 {
        let measures = self.measures().iter();
        measures.map(|measure| measure.cost(starts)).sum()
    }

    /// About how many bytes it takes.
    pub(in crate::jobs) fn memory(self, sizes: &Sizes) -> usize {
        match self {
            Self::Spectrum => sizes.spectrum(),
            // The coordinates of x in the subspace are found on a copy of its columns.
            Self::Subspace => sizes.searches(2 * COLUMNS),
            _ => sizes.searches(0),
        }
    }
}

/// Which of the [`Measures`] each part takes: what is told of it in results, and the way there and back.
macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident { $($(#[$with:meta])? $field:ident: $type:ty),* $(,)? })*) => {
        /// A part of the measures of a network.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Part {
            $($(#[$doc])* $part,)*
        }

        /// What a part found; see [`Measures`] for each number.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase", deny_unknown_fields)]
        #[allow(missing_docs)]
        pub enum Found {
            $($(#[$doc])* $part { $($(#[$with])? $field: $type,)* },)*
        }

        impl Found {
            /// Which part found it.
            pub const fn part(&self) -> Part {
                match self {
                    $(Self::$part { .. } => Part::$part,)*
                }
            }

            fn of(part: Part, all: &Measures) -> Self {
                match part {
                    $(Part::$part => Self::$part { $($field: all.$field.clone(),)* },)*
                }
            }

            fn enter(&self, into: &mut Measures) {
                match self {
                    $(Self::$part { $($field,)* } => {
                        $(into.$field.clone_from($field);)*
                    })*
                }
            }
        }
    };
}

parts! {
    /// Both ends of the Hessian's spectrum, its density and its trace: the spaces of one search tell all of them.
    Spectrum {
        eigenvalues: Vec<Option<f64>>,
        #[serde(with = "crate::number::list")] residuals: Vec<f64>,
        smallest: Option<f64>,
        #[serde(with = "crate::number")] smallest_residual: f64,
        above: u32,
        trace: Mean,
        density: Vec<[f64; 2]>,
    }
    /// What noise costs, absolute and relative.
    Noise {
        noise: Mean,
        relative_noise: Mean,
        #[serde(with = "crate::number")] tolerance: f64,
        #[serde(with = "crate::number")] relative_tolerance: f64,
    }
    /// Metric 2.1 in a random subspace, at each ε.
    Subspace { subspace: [Phi; 2] }
    /// Metric 2.1 in the full space, at each ε.
    Full { full: [Phi; 2] }
    /// What is known at x, Metric 2.1 on the scale-relative box, and SAM's ball and ASAM's.
    Balls {
        #[serde(with = "crate::number")] loss: f64,
        #[serde(with = "crate::number")] accuracy: f64,
        #[serde(with = "crate::number")] gradient_norm: f64,
        #[serde(with = "crate::number")] relative: f64,
        #[serde(with = "crate::number")] sam: f64,
        #[serde(with = "crate::number")] asam: f64,
    }
}

/// What the job of a part reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// The number of parameters n.
    pub parameters: u32,
    /// The number of samples.
    pub samples: u32,
    /// Gradient evaluations that it took, as [`Measures::gradients`] counts them.
    #[serde(with = "crate::number")]
    pub gradients: f64,
    /// What was found.
    pub found: Found,
}

impl Taken {
    /// The part of all measures that such a job reports; `gradients` are then those of all of them.
    pub fn of(part: Part, all: &Measures) -> Self {
        Self {
            parameters: all.parameters,
            samples: all.samples,
            gradients: all.gradients,
            found: Found::of(part, all),
        }
    }
}

impl Measures {
    /// Puts the parts together, in their order; `None` if one is missing.
    pub(crate) fn of<'a>(parts: impl IntoIterator<Item = Option<&'a Taken>>) -> Option<Self> {
        let mut all = Self::default();
        for taken in parts {
            let taken = taken?;
            (all.parameters, all.samples) = (taken.parameters, taken.samples);
            all.gradients += taken.gradients;
            taken.found.enter(&mut all);
        }
        Some(all)
    }
}
