//! Answering an [`Inquiry`] unit by unit.

mod epoch;
mod files;
pub(crate) mod measure;
mod point;
pub(crate) mod run;
mod scale;
mod subject;

pub use files::{FilesTask, MOST_PARAMETERS};

use super::Inquiry;
use super::report::{Answer, AtMinimum};
use crate::data::Dataset;
use crate::experiment::Regime;
use crate::experiment::plan::{Plan, risk_at, widened};
use crate::experiment::task::{TaskError, check};
use crate::training::architecture;
use epoch::EpochTask;
use measure::ALL;
use run::MeasuresRun;
use scale::ScaleTask;
use std::rc::Rc;

/// An inquiry under way.
pub enum InquiryTask {
    /// Taking all measures at a minimum.
    Minimum(Box<MinimumTask>),
    /// Measuring one point of a training.
    Epoch(Box<EpochTask>),
    /// Measuring a rescaled network.
    Scale(Box<ScaleTask>),
}

/// See [`Inquiry::Minimum`].
pub struct MinimumTask {
    regime: Regime,
    trial: u32,
    run: MeasuresRun,
}

impl InquiryTask {
    /// Starts `inquiry` on its data; `vectors` is x alone.
    ///
    /// # Errors
    /// If there is not one vector, finite and of the network's length, or the network cannot be
    /// rescaled; the field then says why.
    pub fn start(
        inquiry: Inquiry,
        vectors: Vec<Vec<f32>>,
        data: Rc<Dataset>,
    ) -> Result<Self, TaskError> {
        let [x] = check(
            vectors,
            architecture(inquiry.experiment(), &data).dimension(),
        )?;
        Ok(match inquiry {
            Inquiry::Minimum {
                experiment,
                regime,
                trial,
            } => {
                let samples = data.train.len();
                let risk = Box::new(risk_at(&experiment, &x, data));
                let plan = Plan::of(&experiment, trial);
                let run = MeasuresRun::new(risk, samples, widened(&x), plan, &ALL);
                Self::Minimum(Box::new(MinimumTask { regime, trial, run }))
            }
            Inquiry::Epoch {
                experiment,
                regime,
                trial,
                epoch,
            } => {
                let which = (regime, trial, epoch);
                Self::Epoch(Box::new(EpochTask::new(&experiment, which, &x, data)))
            }
            Inquiry::Scale {
                experiment,
                regime,
                trial,
                alpha,
            } => {
                let which = (regime, trial, alpha);
                Self::Scale(Box::new(ScaleTask::new(&experiment, which, x, data)?))
            }
        })
    }

    /// Does one unit of work, one gradient, Hessian product or value or a few values; returns
    /// whether the inquiry is finished.
    pub fn advance(&mut self) -> bool {
        match self {
            Self::Minimum(task) => task.run.advance(),
            Self::Epoch(task) => task.advance(),
            Self::Scale(task) => task.advance(),
        }
    }

    /// The share of the work that is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        match self {
            Self::Minimum(task) => task.run.progress(),
            Self::Epoch(task) => task.progress(),
            Self::Scale(task) => task.progress(),
        }
    }

    /// What was found, once the inquiry is finished.
    pub fn answer(&self) -> Option<Answer> {
        match self {
            Self::Minimum(task) => task.answer().map(Box::new).map(Answer::Minimum),
            Self::Epoch(task) => task.answer().map(Answer::Epoch),
            Self::Scale(task) => task.answer().map(Answer::Scale),
        }
    }
}

impl MinimumTask {
    fn answer(&self) -> Option<AtMinimum> {
        Some(AtMinimum {
            regime: self.regime,
            trial: self.trial,
            measures: self.run.measures()?.clone(),
        })
    }
}
