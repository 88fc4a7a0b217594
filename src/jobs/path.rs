//! The linear path between two minima.

use super::{Inputs, Need, Report, Task, TaskError, TrainJob, Work};
use crate::data::Dataset;
use crate::landscape::interpolate;
use crate::network::Forward;
use crate::settings::Experiment;
use crate::training::{Evaluation, architecture, evaluate};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// The 25 values of α of the paper's Figure 3: −1 to 2 by steps of 1/8, exact in binary.
pub fn alphas() -> Vec<f64> {
    (0..25).map(|step| f64::from(step) / 8.0 - 1.0).collect()
}

/// Walk the linear path f(α x_L + (1 − α) x_S).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathJob {
    /// The trainings that end in x_S and in x_L.
    pub of: [TrainJob; 2],
    /// The values of α.
    pub alphas: Vec<f64>,
}

/// One point of the linear path.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathPoint {
    /// α: 0 is SB, 1 is LB.
    pub alpha: f64,
    /// Loss and accuracy at α x_L + (1 − α) x_S.
    pub evaluation: Evaluation,
}

/// The linear path of one trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Path {
    /// Which trial.
    pub trial: u32,
    /// By ascending α.
    pub points: Vec<PathPoint>,
}

impl Work for PathJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of[0].experiment)
    }

    fn needs(&self) -> Vec<Need> {
        self.of.iter().map(Need::minimum).collect()
    }

    /// An evaluation of both sets at each α.
    fn cost(&self) -> f64 {
        self.alphas.len() as f64
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let experiment = &self.of[0].experiment;
        let data = inputs.data()?;
        let shape = architecture(experiment, &data);
        let ends: [Vec<f32>; 2] = inputs.vectors(shape.dimension())?;
        Ok(Box::new(PathTask {
            trial: self.of[0].trial,
            alphas: self.alphas.clone(),
            x: ends[0].clone(),
            ends,
            forward: Forward::new(&shape, data.train.len()),
            data,
            points: Vec::new(),
        }))
    }
}

struct PathTask {
    trial: u32,
    alphas: Vec<f64>,
    ends: [Vec<f32>; 2],
    x: Vec<f32>,
    forward: Forward<f32>,
    data: Rc<Dataset>,
    points: Vec<PathPoint>,
}

impl Task for PathTask {
    fn advance(&mut self) -> bool {
        if let Some(&alpha) = self.alphas.get(self.points.len()) {
            interpolate(&self.ends, alpha, &mut self.x);
            let evaluation = evaluate(&mut self.forward, &self.x, &self.data);
            self.points.push(PathPoint { alpha, evaluation });
        }
        self.points.len() == self.alphas.len()
    }

    fn progress(&self) -> f64 {
        self.points.len() as f64 / self.alphas.len().max(1) as f64
    }

    fn report(&self) -> Option<Report> {
        let finished = self.points.len() == self.alphas.len();
        finished.then(|| {
            Report::Path(Path {
                trial: self.trial,
                points: self.points.clone(),
            })
        })
    }
}
