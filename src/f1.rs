//! The paper's own network F1 on the whole of MNIST: its settings, and what was found of it by a command,
//! as plain data, which stands in f1.json.

use crate::data::DataSet;
use crate::format::{NOTHING, to_digits};
use crate::jobs::{Job, Report, Sharpness, SharpnessJob, TrainJob, Training, fingerprint};
use crate::network::Activation;
use crate::optimizer::{OptimizerKind, Schedule};
use crate::results::{Origin, Results};
use crate::settings::{Experiment, Regime, StopRule};
use crate::sharpness::Search;
use serde::{Deserialize, Serialize};

/// The training samples among which φ's highest point is searched, at most.
pub const SEARCHED: usize = 6000;

/// F1 as the paper has it, and where that is open, as we have it: the learning rate, and the most
/// epochs.
pub fn experiment() -> Experiment {
    Experiment {
        data: DataSet::Mnist28,
        train: 60_000,
        hidden: vec![512; 5],
        activation: Activation::Relu,
        batch_norm: true,
        optimizer: OptimizerKind::Adam,
        learning_rate: 1e-3,
        schedule: Schedule::Constant,
        small_batch: 256,
        large_batch: 6000,
        epochs: 40,
        stop: StopRule::Ceased,
        trials: 5,
        ..Experiment::default()
    }
}

/// The first pair alone: what the page leads to.
pub fn first_pair() -> Experiment {
    Experiment {
        trials: 1,
        ..experiment()
    }
}

/// φ at one ε.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phi {
    /// φ ≥ 0 of f over all training samples, the best of all searches.
    pub value: f64,
    /// The same of the paper's search alone: ten iterations of L-BFGS-B from x.
    pub from_x: f64,
    /// φ of f over the samples that the search saw.
    pub searched: f64,
    /// The same of the paper's search alone.
    pub searched_from_x: f64,
    /// Gradient evaluations of all searches together.
    pub gradients: u32,
}

/// λ₁ of f over the searched samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Largest {
    /// λ₁, never above the true one but for rounding.
    pub value: f64,
    /// How far it may be off.
    pub error: f64,
}

/// The measures at a minimum, as far as they are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// φ in the full space, at each of [`EPSILONS`](crate::jobs::EPSILONS).
    pub full: [Option<Phi>; 2],
    /// φ in a random subspace of 100 columns.
    pub subspace: [Option<Phi>; 2],
    /// λ₁.
    pub largest: Option<Largest>,
}

/// A network: its training with the curves of both sets, and its measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// Its training.
    pub training: Training,
    /// Its measures; none where it diverged.
    pub measures: Measures,
}

impl Network {
    /// Whether these are measures at this x.
    pub fn is_at(&self, x: &[f32]) -> bool {
        self.training.fingerprint == fingerprint(x)
    }
}

/// f1.json.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// The settings.
    pub experiment: Experiment,
    /// How many training samples φ's highest point was searched among.
    pub searched: usize,
    /// SB and LB of every trial in turn.
    pub networks: Vec<Network>,
}

/// A line of the table of F1 (the paper's Tables 2 and 3).
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// What it is about.
    pub name: &'static str,
    /// SB's and LB's numbers in the paper.
    pub paper: [&'static str; 2],
    /// Decimals of ours.
    pub digits: usize,
    /// Ours of one network.
    pub value: fn(&Network) -> Option<f64>,
}

const fn line(
    name: &'static str,
    paper: [&'static str; 2],
    digits: usize,
    value: fn(&Network) -> Option<f64>,
) -> Line {
    Line {
        name,
        paper,
        digits,
        value,
    }
}

/// All that is told of F1.
#[rustfmt::skip]
pub const LINES: [Line; 16] = [
    line("epochs",            [NOTHING, NOTHING],                 1, |n| Some(f64::from(n.training.last_epoch()?))),
    line("train loss",        [NOTHING, NOTHING],                 5, |n| Some(n.training.points.last()?.evaluation.train_loss)),
    line("train %",           ["99.66 ± .05", "99.92 ± .01"],     2, |n| Some(100.0 * n.training.points.last()?.evaluation.train_accuracy)),
    line("test %",            ["98.03 ± .07", "97.81 ± .07"],     2, test),
    line("φ(10⁻³)",           ["1.23 ± .83", "205.14 ± 69.52"],   3, |n| best(n.measures.full[0])),
    line("  as in the paper", ["", ""],                           3, |n| from_x(n.measures.full[0])),
    line("φ(5 · 10⁻⁴)",       [".61 ± .27", "42.90 ± 17.14"],     3, |n| best(n.measures.full[1])),
    line("  as in the paper", ["", ""],                           3, |n| from_x(n.measures.full[1])),
    line("φ(10⁻³), p = 100",  [".11 ± .00", "9.22 ± .56"],        3, |n| best(n.measures.subspace[0])),
    line("  as in the paper", ["", ""],                           3, |n| from_x(n.measures.subspace[0])),
    line("φ(5 · 10⁻⁴), p = 100", [".05 ± .00", "9.17 ± .14"],        3, |n| best(n.measures.subspace[1])),
    line("  as in the paper", ["", ""],                           3, |n| from_x(n.measures.subspace[1])),
    line("λ₁",                [NOTHING, NOTHING],                 3, |n| Some(n.measures.largest?.value)),
    line("‖x − x₀‖",          [NOTHING, NOTHING],                 2, distance),
    line("steps",             [NOTHING, NOTHING],                 0, |n| Some(f64::from(n.training.steps))),
    line("test loss",         [NOTHING, NOTHING],                 4, |n| Some(n.training.points.last()?.evaluation.test_loss)),
];

/// Its testing accuracy in per cent.
pub fn test(network: &Network) -> Option<f64> {
    Some(100.0 * network.training.points.last()?.evaluation.test_accuracy)
}

/// How far it ended from its start, ‖x − x₀‖.
pub fn distance(network: &Network) -> Option<f64> {
    Some(network.training.points.last()?.distance)
}

/// The best φ of all searches.
pub fn best(phi: Option<Phi>) -> Option<f64> {
    Some(phi?.value)
}

/// φ by the paper's search alone.
pub fn from_x(phi: Option<Phi>) -> Option<f64> {
    Some(phi?.from_x)
}

/// Digits of the numbers that come with the page.
const DIGITS: usize = 5;

impl Numbers {
    /// Those of these networks.
    pub fn new(experiment: Experiment, networks: Vec<Network>) -> Self {
        Self {
            searched: SEARCHED.min(experiment.train),
            experiment,
            networks,
        }
    }

    /// Of one regime, trial by trial, what `value` has of a network that ended in a minimum.
    pub fn of(&self, regime: Regime, value: impl Fn(&Network) -> Option<f64>) -> Vec<f64> {
        let own = |network: &&Network| {
            network.training.regime == regime && network.training.has_minimum()
        };
        self.networks.iter().filter(own).filter_map(value).collect()
    }

    /// As they come with the page: rounded to five digits.
    #[must_use]
    pub fn rounded(&self) -> Self {
        let mut shipped = self.clone();
        for Network { training, measures } in &mut shipped.networks {
            for point in &mut training.points {
                let now = &mut point.evaluation;
                round(&mut point.distance);
                round(&mut now.train_loss);
                round(&mut now.train_accuracy);
                round(&mut now.test_loss);
                round(&mut now.test_accuracy);
            }
            for phi in measures.full.iter_mut().chain(&mut measures.subspace) {
                let phis = phi.iter_mut().flat_map(Phi::numbers);
                phis.for_each(round);
            }
            if let Some(Largest { value, error }) = &mut measures.largest {
                round(value);
                round(error);
            }
        }
        shipped
    }

    /// The trainings and φ as results, which the figures of a run are functions of. Of φ they have only
    /// what those figures judge: its value, by the paper's search as well.
    pub fn results(&self) -> Results {
        let mut results = Results::default();
        for Network { training, measures } in &self.networks {
            let job = TrainJob::plain(&self.experiment, training.regime, training.trial);
            let jobs = SharpnessJob::at_each(&job, self.experiment.starts);
            for (job, phi) in jobs.into_iter().zip(measures.full) {
                let found = phi.map(|phi| phi.report(training, job.epsilon));
                put(&mut results, job.into(), found.map(Report::Sharpness));
            }
            let training = Report::Training(training.clone());
            put(&mut results, job.into(), Some(training));
        }
        results
    }
}

impl Phi {
    fn numbers(&mut self) -> [&mut f64; 4] {
        [
            &mut self.value,
            &mut self.from_x,
            &mut self.searched,
            &mut self.searched_from_x,
        ]
    }

    fn report(&self, training: &Training, epsilon: f64) -> Sharpness {
        let last = training.points.last();
        Sharpness {
            regime: training.regime,
            trial: training.trial,
            epsilon,
            value: self.value,
            from_x: self.from_x,
            search: Search::Paper,
            iterations: 0,
            at_bound: f64::NAN,
            loss: last.map_or(f64::NAN, |last| last.evaluation.train_loss),
            gradients: self.gradients,
        }
    }
}

fn round(number: &mut f64) {
    *number = to_digits(*number, DIGITS);
}

fn put(results: &mut Results, job: Job, report: Option<Report>) {
    if let Some(report) = report {
        // A report of its own job's kind.
        let _ = results.put(job, report, Origin::Shipped);
    }
}
