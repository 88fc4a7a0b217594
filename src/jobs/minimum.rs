//! Measures at a minimum.

use super::measures::{MeasuresRun, Part};
use super::memory::Sizes;
use super::plan::{Plan, risk_at, widened};
use super::{AtMinimum, Inputs, Need, Report, Task, TaskError, TrainJob, Work};
use crate::settings::{Experiment, Regime};
use crate::training::architecture;
use serde::{Deserialize, Serialize};

/// Take a part of the measures at the minimum that a training ends in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinimumJob {
    /// The training.
    pub of: TrainJob,
    /// Random starting points of φ's searches beside x itself.
    pub starts: u32,
    /// What is taken.
    pub part: Part,
}

impl MinimumJob {
    /// All parts of one minimum, the longest first.
    pub fn parts(of: &TrainJob, starts: u32) -> [Self; 4] {
        Part::AT_MINIMUM.map(|part| Self {
            of: of.clone(),
            starts,
            part,
        })
    }
}

impl Work for MinimumJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of.experiment)
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::minimum(&self.of)]
    }

    fn cost(&self) -> f64 {
        self.part.cost(self.starts)
    }

    fn memory(&self) -> usize {
        self.part.memory(&Sizes::of(&self.of.experiment))
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let (of, data) = (&self.of, inputs.data()?);
        let [x] = inputs.vectors(architecture(&of.experiment, &data).dimension())?;
        let samples = data.train.len();
        let risk = Box::new(risk_at(&of.experiment, &x, data));
        let (plan, list) = (Plan::of(of, self.starts), self.part.measures());
        Ok(Box::new(MinimumTask {
            regime: of.regime,
            trial: of.trial,
            part: self.part,
            run: MeasuresRun::new(risk, samples, widened(&x), plan, list),
        }))
    }
}

struct MinimumTask {
    regime: Regime,
    trial: u32,
    part: Part,
    run: MeasuresRun,
}

impl Task for MinimumTask {
    fn advance(&mut self) -> bool {
        self.run.advance()
    }

    fn progress(&self) -> f64 {
        self.run.progress()
    }

    fn report(&self) -> Option<Report> {
        Some(Report::Minimum(Box::new(AtMinimum {
            regime: self.regime,
            trial: self.trial,
            taken: self.run.taken(self.part)?,
        })))
    }
}
