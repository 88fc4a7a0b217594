//! All measures at a minimum.

use super::measures::{ALL, MeasuresRun, total_cost};
use super::memory::Sizes;
use super::plan::{Plan, risk_at, widened};
use super::{AtMinimum, Inputs, Need, Report, Task, TaskError, TrainJob, Work};
use crate::settings::{Experiment, Regime};
use crate::training::architecture;
use serde::{Deserialize, Serialize};

/// Take all measures at the minimum that a training ends in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinimumJob {
    /// The training.
    pub of: TrainJob,
    /// Random starting points of φ's searches beside x itself.
    pub starts: u32,
}

impl Work for MinimumJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of.experiment)
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::minimum(&self.of)]
    }

    fn cost(&self) -> f64 {
        total_cost(self.starts)
    }

    fn memory(&self) -> usize {
        Sizes::of(&self.of.experiment).measures()
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let (of, data) = (&self.of, inputs.data()?);
        let [x] = inputs.vectors(architecture(&of.experiment, &data).dimension())?;
        let samples = data.train.len();
        let risk = Box::new(risk_at(&of.experiment, &x, data));
        let plan = Plan::of(of, self.starts);
        Ok(Box::new(MinimumTask {
            regime: of.regime,
            trial: of.trial,
            run: MeasuresRun::new(risk, samples, widened(&x), plan, &ALL),
        }))
    }
}

struct MinimumTask {
    regime: Regime,
    trial: u32,
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
            measures: self.run.measures()?.clone(),
        })))
    }
}
