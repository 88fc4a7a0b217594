//! All that the command measures, as it is printed.

use super::layers::{LayerMeasures, layers};
use super::path::{Destination, Own, PathPoint, own, path};
use serde::Serialize;
use sharp_minima::exchange::{Network, Samples};
use sharp_minima::network::{EmpiricalRisk, Score};
use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{
    Lanczos, Options, SharpnessRun, Spectrum, SpectrumOptions, Subspace, Trace, norm,
};

/// ε, the paper's two.
const EPSILONS: [f64; 2] = [1e-3, 5e-4];
/// Hutchinson's probes.
pub const PROBES: usize = 100;

/// The paper's search falls short below this share of φ.
const SHORT: f64 = 0.9;

/// A network and the samples it is measured on.
pub struct Bound {
    /// The network.
    pub network: Network,
    /// Samples that fit it.
    pub samples: Samples,
}

/// What can be set.
pub struct Settings {
    /// Random points from which ascents start beside x.
    pub starts: u32,
    /// L-BFGS-B iterations of the search from x.
    pub iterations: u32,
    /// The seed.
    pub seed: u32,
}

/// A number for each ε.
#[derive(Debug, Serialize)]
pub struct ByEpsilon<T> {
    /// At ε = 1e-3.
    #[serde(rename = "0.001")]
    pub coarse: T,
    /// At ε = 5e-4.
    #[serde(rename = "0.0005")]
    pub fine: T,
}

impl<T> ByEpsilon<T> {
    fn of(mut measure: impl FnMut(f64) -> T) -> Self {
        let [coarse, fine] = EPSILONS.map(&mut measure);
        Self { coarse, fine }
    }
}

/// φ, Metric 2.1.
#[derive(Debug, Serialize)]
pub struct Phi {
    /// The best of all searches.
    pub value: f64,
    /// As in the paper: by L-BFGS-B from x on the loss as it is.
    pub from_x: f64,
    /// By signed ascent alone.
    #[serde(skip)]
    pub ascent: f64,
    /// L-BFGS-B iterations of the search from x.
    pub iterations: u32,
    /// The share of coordinates at a bound.
    pub at_bound: f64,
}

/// φ in both spaces.
#[derive(Debug, Serialize)]
pub struct Phis {
    /// In the full space.
    pub full: ByEpsilon<Phi>,
    /// In the subspace.
    pub subspace: ByEpsilon<Phi>,
}

/// tr H.
#[derive(Debug, Serialize)]
pub struct TraceEstimate {
    /// The estimate.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// All measures of one network.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// n.
    pub parameters: usize,
    /// Samples measured on.
    pub samples: usize,
    /// f(x).
    pub loss: f64,
    /// Share of samples classified correctly.
    pub accuracy: f64,
    /// ‖∇f(x)‖₂.
    pub gradient_norm: f64,
    /// Metric 2.1.
    pub phi: Phis,
    /// The same in the full space by signed gradient ascent.
    pub ascent: ByEpsilon<f64>,
    /// The ten largest, or all n, in descending order; `None` where one cannot be told.
    pub eigenvalues: Vec<Option<f64>>,
    /// The smallest; `None` where it cannot be told.
    pub smallest_eigenvalue: Option<f64>,
    /// tr H.
    pub trace: TraceEstimate,
    /// Every layer's own block of the Hessian.
    pub layers: Vec<LayerMeasures>,
    /// The other network with its own statistics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<Own>,
    /// The path to the other network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Vec<PathPoint>>,
    /// Whether the eigenvalues were found to the tolerance.
    #[serde(skip)]
    pub converged: bool,
}

impl Summary {
    /// What the numbers alone do not say.
    pub fn notes(&self) -> Vec<String> {
        if !self.loss.is_finite() {
            return vec!["the loss is not a finite number, and nothing else is".into()];
        }
        let mut notes = Vec::new();
        if !self.converged {
            notes.push("the eigenvalues are not all found to the last digits".into());
        }
        notes.extend(self.untold());
        let found = [&self.phi.full.coarse, &self.phi.full.fine];
        for (phi, epsilon) in found.into_iter().zip(EPSILONS) {
            if phi.from_x < SHORT * phi.value {
                notes.push(format!(
                    "at ε = {epsilon}, L-BFGS-B from x, as in the paper, finds {:.0} % of φ",
                    100.0 * phi.from_x / phi.value
                ));
            }
        }
        notes
    }
}

impl Summary {
    /// Which eigenvalues cannot be told.
    fn untold(&self) -> Option<String> {
        let missing = self.eigenvalues.iter().filter(|value| value.is_none());
        let count = missing.count();
        let largest = format!("{count} of the {} largest", self.eigenvalues.len());
        let none = self.smallest_eigenvalue.is_none();
        let which = match (count, none) {
            (0, false) => return None,
            (0, true) => "the smallest".into(),
            (_, false) => largest,
            (_, true) => format!("{largest} and the smallest"),
        };
        let beside = match self.eigenvalues.first() {
            Some(Some(largest)) => format!(" beside λ₁ = {largest:.3e}"),
            _ => String::new(),
        };
        Some(format!(
            "of the eigenvalues {which} cannot be told{beside} and are null: they may be off by more than {} of themselves",
            SpectrumOptions::THOROUGHLY_TOLD
        ))
    }
}

type Risk = EmpiricalRisk<f64, Samples>;

/// Measures a network, and the path to another; `tell` is told what is being measured.
pub fn summarize(
    bound: Bound,
    destination: Option<&Destination>,
    subspace: &Subspace,
    settings: &Settings,
    tell: &dyn Fn(&'static str),
) -> Summary {
    let Bound { network, samples } = bound;
    tell("loss and gradient");
    let other = destination.map(|to| own(&to.network, &samples));
    let path = destination.map(|to| path(&network, &samples, to));
    let (count, x) = (samples.labels.len(), network.x);
    let mut f = EmpiricalRisk::new(&network.shape, samples, network.statistics);
    let Score { loss, accuracy } = f.score(&x);
    let mut gradient = vec![0.0; x.len()];
    f.gradient(&x, &mut gradient);
    tell("eigenvalues");
    let spectrum = spectrum(&mut f, &x, settings.seed);
    tell("φ in the full space");
    let full = ByEpsilon::of(|epsilon| phi(&mut f, &x, None, epsilon, settings));
    let ascent = ByEpsilon {
        coarse: full.coarse.ascent,
        fine: full.fine.ascent,
    };
    tell("φ in the subspace");
    let subspace = ByEpsilon::of(|epsilon| phi(&mut f, &x, Some(subspace), epsilon, settings));
    tell("traces, and the layers' own eigenvalues");
    Summary {
        parameters: x.len(),
        samples: count,
        loss,
        accuracy,
        gradient_norm: norm(&gradient),
        phi: Phis { full, subspace },
        ascent,
        eigenvalues: spectrum
            .eigenvalues
            .iter()
            .map(|found| found.told(SpectrumOptions::THOROUGHLY_TOLD))
            .collect(),
        smallest_eigenvalue: spectrum
            .smallest
            .and_then(|found| found.told(SpectrumOptions::THOROUGHLY_TOLD)),
        trace: trace(&mut f, &x, PROBES, settings.seed),
        layers: layers(&mut f, &x, &network.shape, settings.seed),
        other,
        path,
        converged: spectrum.converged,
    }
}

fn phi(
    f: &mut Risk,
    x: &[f64],
    subspace: Option<&Subspace>,
    epsilon: f64,
    settings: &Settings,
) -> Phi {
    let options = Options {
        epsilon,
        starts: settings.starts,
        iterations: settings.iterations,
    };
    let (x, starts) = (
        x.to_vec(),
        stream(settings.seed, 0, Purpose::SharpnessStarts),
    );
    let mut run = match subspace {
        None => SharpnessRun::new(x, options, starts),
        Some(subspace) => SharpnessRun::in_subspace(x, subspace.clone(), options, starts),
    };
    loop {
        run.advance(f);
        if let Some(outcome) = run.outcome() {
            return Phi {
                value: outcome.value,
                from_x: outcome.from_x,
                ascent: outcome.ascent,
                iterations: outcome.iterations,
                at_bound: outcome.at_bound,
            };
        }
    }
}

fn spectrum(f: &mut Risk, x: &[f64], seed: u32) -> Spectrum {
    let options = SpectrumOptions::thorough(x.len());
    let mut search = Lanczos::new(x.to_vec(), options, stream(seed, 0, Purpose::Probes));
    loop {
        search.advance(f);
        if let Some(spectrum) = search.outcome() {
            return spectrum.clone();
        }
    }
}

/// tr H at `x` by so many probes.
pub fn trace(f: &mut dyn Objective, x: &[f64], probes: usize, seed: u32) -> TraceEstimate {
    let mut run = Trace::new(x.to_vec(), probes, stream(seed, 0, Purpose::Probes));
    loop {
        run.advance(f);
        if let Some(found) = run.outcome() {
            return TraceEstimate {
                estimate: found.value,
                standard_error: found.standard_error,
            };
        }
    }
}
