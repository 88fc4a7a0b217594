//! The measures at a minimum: the highest points are searched among some of the samples, and judged by
//! all of them.

use sharp_minima::data::Dataset;
use sharp_minima::f1::{Largest, Measures, Phi, SEARCHED};
use sharp_minima::jobs::EPSILONS;
use sharp_minima::network::{Architecture, EmpiricalRisk, Forward};
use sharp_minima::objective::{Objective, Widened};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{Lanczos, Options, SharpnessRun, SpectrumOptions, Subspace, phi};
use std::rc::Rc;

/// The columns of the random subspace, the paper's p.
const COLUMNS: usize = 100;
/// The most Hessian products for λ₁, each of which keeps a vector of n numbers.
const PRODUCTS: usize = 100;
/// Those that may be spent on asking whether a larger eigenvalue was missed.
const CHECK: usize = 10;

type Risk = Widened<EmpiricalRisk<f32, Rc<Dataset>>>;

/// A measure that is to be taken; the numbers are indices into [`EPSILONS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// φ in the full space.
    Full(usize),
    /// φ in a random subspace.
    Subspace(usize),
    /// λ₁.
    Largest,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Full(0),
        Self::Full(1),
        Self::Subspace(0),
        Self::Subspace(1),
        Self::Largest,
    ];

    /// What it is called.
    pub fn name(self) -> String {
        match self {
            Self::Full(i) => format!("φ({})", EPSILONS[i]),
            Self::Subspace(i) => format!("φ({}, p = {COLUMNS})", EPSILONS[i]),
            Self::Largest => "λ₁".to_owned(),
        }
    }

    /// Its number; `None` as long as it is not taken.
    pub fn value(self, measures: &Measures) -> Option<f64> {
        match self {
            Self::Full(i) => measures.full[i].map(|phi| phi.value),
            Self::Subspace(i) => measures.subspace[i].map(|phi| phi.value),
            Self::Largest => measures.largest.map(|found| found.value),
        }
    }
}

/// A network's minimum with its training loss, batch-norm statistics frozen at it.
pub struct Minimum {
    x: Vec<f64>,
    seed: u32,
    trial: u32,
    starts: u32,
    /// f over the searched samples, and over all.
    some: Risk,
    all: Risk,
    /// f(x) over all.
    loss: f64,
}

impl Minimum {
    /// The minimum at x of a network in trial number `trial`, φ's search starting from so many random
    /// points beside x. Statistics are those of all training samples.
    pub fn new(
        shape: &Architecture,
        x: &[f32],
        data: &Rc<Dataset>,
        [seed, trial, starts]: [u32; 3],
    ) -> Self {
        Self::among(shape, x, data, SEARCHED, [seed, trial, starts])
    }

    fn among(
        shape: &Architecture,
        x: &[f32],
        data: &Rc<Dataset>,
        searched: usize,
        [seed, trial, starts]: [u32; 3],
    ) -> Self {
        let mut forward = Forward::new(shape, data.train.len());
        forward.estimate(x, data.train.flat(), &data.train.labels);
        let risk = |data| {
            let statistics = forward.statistics().clone();
            Widened::new(EmpiricalRisk::new(shape, data, statistics))
        };
        // The first ones are balanced.
        let some = risk(Rc::new(Dataset {
            train: data.train.first(searched),
            test: data.test.first(0),
            ..**data
        }));
        let mut all = risk(Rc::clone(data));
        let x: Vec<f64> = x.iter().copied().map(f64::from).collect();
        Self {
            loss: all.value(&x),
            x,
            seed,
            trial,
            starts,
            some,
            all,
        }
    }

    /// Takes a measure and enters it; tells how much of it is done, in [0, 1].
    pub fn take(&mut self, measure: Measure, into: &mut Measures, tell: impl FnMut(f64)) {
        match measure {
            Measure::Full(i) => into.full[i] = Some(self.phi(None, EPSILONS[i], tell)),
            Measure::Subspace(i) => {
                let n = self.x.len();
                let mut columns = stream(self.seed, self.trial, Purpose::Subspace);
                let subspace = Subspace::random(n, COLUMNS.min(n), &mut columns);
                into.subspace[i] = Some(self.phi(Some(subspace), EPSILONS[i], tell));
            }
            Measure::Largest => into.largest = self.largest(tell),
        }
    }

    fn phi(&mut self, subspace: Option<Subspace>, epsilon: f64, mut tell: impl FnMut(f64)) -> Phi {
        let options = Options {
            epsilon,
            starts: self.starts,
            ..Options::default()
        };
        let starts = stream(self.seed, self.trial, Purpose::SharpnessStarts);
        let mut run = match subspace {
            None => SharpnessRun::new(self.x.clone(), options, starts),
            Some(subspace) => SharpnessRun::in_subspace(self.x.clone(), subspace, options, starts),
        };
        let outcome = loop {
            run.advance(&mut self.some);
            if let Some(outcome) = run.outcome() {
                break outcome;
            }
            tell(run.progress());
        };
        let mut of_all = |point: Vec<f64>| phi(self.all.value(&point), self.loss).max(0.0);
        let from_x = of_all(run.highest_from_x());
        Phi {
            // On all samples another search's point may be the higher one.
            value: of_all(run.highest()).max(from_x),
            from_x,
            searched: outcome.value,
            searched_from_x: outcome.from_x,
            gradients: outcome.gradients,
        }
    }

    fn largest(&mut self, mut tell: impl FnMut(f64)) -> Option<Largest> {
        let options = SpectrumOptions {
            eigenvalues: 1,
            iterations: PRODUCTS,
            check: CHECK,
            ..SpectrumOptions::default()
        };
        let probes = stream(self.seed, self.trial, Purpose::Probes);
        let mut search = Lanczos::new(self.x.clone(), options, probes);
        while !search.advance(&mut self.some) {
            tell(search.progress());
        }
        let found = *search.outcome()?.eigenvalues.first()?;
        Some(Largest {
            value: found.value,
            error: found.error,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::f1::network::job;
    use sharp_minima::data::load;
    use sharp_minima::settings::{Experiment, Regime};
    use sharp_minima::strategy::Strategy;
    use sharp_minima::training::{Trainer, architecture};

    fn experiment() -> Experiment {
        Experiment {
            train: 400,
            hidden: vec![16, 12],
            small_batch: 20,
            large_batch: 40,
            epochs: 15,
            ..Experiment::default()
        }
    }

    /// A trained network: its shape, its minimum, and its data.
    fn trained() -> (Architecture, Vec<f32>, Rc<Dataset>) {
        let experiment = experiment();
        let data = Rc::new(load(&(&experiment).into(), None).expect("generated data"));
        let job = job(&experiment, Regime::Small, 0);
        let (plain, own) = (Strategy::PLAIN, Rc::clone(&data));
        let mut trainer =
            Trainer::new(&job.experiment, &plain, job.regime, [0; 2], own, Vec::new());
        while !trainer.advance() {}
        (architecture(&experiment, &data), trainer.x().to_vec(), data)
    }

    /// All measures where φ is searched among so many samples, from so many starts.
    fn measures(searched: usize, starts: u32) -> Measures {
        let (shape, x, data) = trained();
        let mut found = Measures::default();
        let mut minimum = Minimum::among(&shape, &x, &data, searched, [1, 0, starts]);
        for measure in Measure::ALL {
            minimum.take(measure, &mut found, |_| ());
            assert!(measure.value(&found).is_some(), "{measure:?}");
        }
        found
    }

    fn phis(measures: &Measures) -> Vec<Phi> {
        let all = measures.full.into_iter().chain(measures.subspace);
        all.flatten().collect()
    }

    #[test]
    fn a_search_among_some_samples_finds_no_more_than_the_highest_point_of_all() {
        // Far more starts than the command has.
        let whole = phis(&measures(400, 30));
        for searched in [40, 100, 200] {
            let reduced = phis(&measures(searched, 2));
            for (reduced, whole) in reduced.iter().zip(&whole) {
                assert!(0.0 <= reduced.from_x && reduced.from_x <= reduced.value);
                assert!(reduced.value <= whole.value, "{reduced:?} {whole:?}");
                // What is found there says something of the whole.
                assert!(reduced.value > 0.3 * whole.value, "{reduced:?} {whole:?}");
                // Among the samples that it was made for, the point is higher.
                assert!(reduced.searched > reduced.value, "{reduced:?}");
            }
        }
    }

    /// Then both are one number.
    #[test]
    fn a_search_among_all_samples_is_metric_2_1() {
        for phi in phis(&measures(400, 2)) {
            assert!(
                (phi.value - phi.searched).abs() <= 1e-9 * phi.value,
                "{phi:?}"
            );
            let from_x = (phi.from_x - phi.searched_from_x).abs();
            assert!(from_x <= 1e-9 * phi.from_x, "{phi:?}");
        }
        let (shape, x, data) = trained();
        let mut minimum = Minimum::new(&shape, &x, &data, [1, 0, 2]);
        let generator = stream(1, 0, Purpose::SharpnessStarts);
        let x = minimum.x.clone();
        let options = Options::default();
        let expected =
            sharp_minima::sharpness::sharpness(&mut minimum.some, &x, options, generator);
        let mut found = Measures::default();
        minimum.take(Measure::Full(0), &mut found, |_| ());
        assert_eq!(found.full[0].map(|phi| phi.searched), Some(expected.value));
    }
}
