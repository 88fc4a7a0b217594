//! The Hessian's spectral density by stochastic Lanczos quadrature (Ubaru, Chen & Saad 2017;
//! Ghorbani, Krishnan & Xiao 2019; PyHessian).
//!
//! From a random unit vector v, m Lanczos steps give the Gauss quadrature of v's spectral measure
//! Σ (uᵢᵀv)² δ(λ − λᵢ): the eigenvalues of T as nodes and the squared first components of its
//! eigenvectors as weights. The mean over v is the density (1/n) Σ δ(λ − λᵢ).

use crate::objective::Objective;
use crate::sharpness::estimate::Estimate;
use crate::sharpness::krylov::{Growth, Krylov};
use crate::sharpness::quadrature::{Node, quadrature};
use crate::sharpness::vectors::{scale, signs};
use sharp_minima_kernels::Generator;

/// How the density is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DensityOptions {
    /// Random starting vectors, at least one.
    pub probes: usize,
    /// m, Lanczos steps from each, at least one: the quadrature is exact for polynomials up to
    /// degree 2m − 1.
    pub steps: usize,
}

impl Default for DensityOptions {
    /// Three probes of 25 steps.
    fn default() -> Self {
        Self {
            probes: 3,
            steps: 25,
        }
    }
}

/// An estimated spectral density.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// n, the number of eigenvalues.
    pub dimension: usize,
    /// The nodes of every probe in descending order, their weights summing to 1. Empty where a
    /// Hessian product was not finite.
    pub probes: Vec<Vec<Node>>,
}

impl Density {
    /// The density, smeared by a Gaussian of this deviation (> 0), at the places of `grid`.
    pub fn smeared(&self, grid: &[f64], deviation: f64) -> Vec<f64> {
        let height = 1.0 / (deviation * (2.0 * std::f64::consts::PI).sqrt());
        let at = |place: &f64| {
            self.mean(|node| {
                let distance = (place - node.value) / deviation;
                node.weight * height * libm::exp(-0.5 * distance * distance)
            })
        };
        grid.iter().map(at).collect()
    }

    /// The share of the eigenvalues in every bin between two neighbouring `edges`, which ascend;
    /// the lower edge belongs to the bin.
    pub fn histogram(&self, edges: &[f64]) -> Vec<f64> {
        let bins = edges.windows(2);
        bins.map(|bin| self.mean(|node| node.within(bin[0], bin[1])))
            .collect()
    }

    /// How many of the n eigenvalues exceed `threshold`, with the standard error over the probes.
    pub fn above(&self, threshold: f64) -> Estimate {
        let count = |nodes: &Vec<Node>| {
            let above = nodes.iter().filter(|node| node.value > threshold);
            self.dimension as f64 * above.map(|node| node.weight).sum::<f64>()
        };
        Estimate::of(&self.probes.iter().map(count).collect::<Vec<_>>())
    }

    /// tr H by the same probes: what [`Trace`](crate::sharpness::Trace) estimates.
    pub fn trace(&self) -> Estimate {
        let trace = |nodes: &Vec<Node>| {
            let terms = nodes.iter().map(|node| node.weight * node.value);
            self.dimension as f64 * terms.sum::<f64>()
        };
        Estimate::of(&self.probes.iter().map(trace).collect::<Vec<_>>())
    }

    /// The mean over the probes of the sum of `term` over their nodes.
    fn mean(&self, term: impl Fn(&Node) -> f64) -> f64 {
        self.probes.iter().flatten().map(term).sum::<f64>() / self.probes.len() as f64
    }
}

/// An estimate of the density that is advanced one Hessian product at a time.
pub struct DensityRun {
    x: Vec<f64>,
    options: DensityOptions,
    generator: Generator,
    krylov: Krylov,
    probes: Vec<Vec<Node>>,
    finished: bool,
}

impl DensityRun {
    /// The density at `x`. `generator` is the stream of
    /// [`Purpose::Probes`](crate::random::Purpose::Probes); every probe takes n draws.
    pub fn new(x: Vec<f64>, options: DensityOptions, generator: Generator) -> Self {
        let mut run = Self {
            finished: x.is_empty(),
            x,
            options: DensityOptions {
                probes: options.probes.max(1),
                steps: options.steps.max(1),
            },
            generator,
            krylov: Krylov::default(),
            probes: Vec::new(),
        };
        run.begin();
        run
    }

    fn begin(&mut self) {
        let n = self.x.len();
        let mut start = signs(n, &mut self.generator);
        scale(&mut start, 1.0 / (n as f64).sqrt());
        self.krylov = Krylov::new(start);
    }

    /// Does one Hessian product of `f`, which must be the same function every time; true when all
    /// is done.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        if self.finished {
            return true;
        }
        let growth = self.krylov.extend(f, &self.x, &[]);
        if growth == Growth::NonFinite {
            self.fail();
        } else if growth == Growth::Invariant || self.krylov.len() == self.options.steps {
            self.close();
        }
        self.finished
    }

    /// Takes in a finished probe and begins the next.
    fn close(&mut self) {
        let Some(nodes) = quadrature(&self.krylov) else {
            self.fail();
            return;
        };
        self.probes.push(nodes);
        if self.probes.len() == self.options.probes {
            self.finished = true;
        } else {
            self.begin();
        }
    }

    fn fail(&mut self) {
        self.probes.clear();
        self.finished = true;
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        if self.finished {
            return 1.0;
        }
        let probe = self.krylov.len() as f64 / self.options.steps as f64;
        (self.probes.len() as f64 + probe) / self.options.probes as f64
    }

    /// The density; `None` before the end.
    pub fn outcome(&self) -> Option<Density> {
        self.finished.then(|| Density {
            dimension: self.x.len(),
            probes: self.probes.clone(),
        })
    }
}
