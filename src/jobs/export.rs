//! Networks that were trained here, as files to be taken elsewhere.

use super::{Inputs, Need, Report, Task, TaskError, TrainJob, Work};
use crate::data::Dataset;
use crate::exchange::{Network, Samples};
use crate::network::Forward;
use crate::settings::Experiment;
use crate::training::architecture;
use serde::{Deserialize, Serialize};

/// Write a file in the form that [`exchange`](crate::exchange) documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportJob {
    /// The network that a training ends in, with batch norm's statistics re-estimated on the training set,
    /// as `network.json`.
    Network(TrainJob),
    /// The training samples that it sees, as `data.json`.
    Data(TrainJob),
}

impl ExportJob {
    const fn of(&self) -> &TrainJob {
        match self {
            Self::Network(of) | Self::Data(of) => of,
        }
    }
}

impl Work for ExportJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of().experiment)
    }

    fn needs(&self) -> Vec<Need> {
        match self {
            Self::Network(of) => vec![Need::minimum(of)],
            Self::Data(_) => Vec::new(),
        }
    }

    fn cost(&self) -> f64 {
        1.0
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let data = inputs.data()?;
        let text = match self {
            Self::Network(of) => network(&of.experiment, inputs, &data)?,
            Self::Data(_) => samples(&data),
        };
        Ok(Box::new(Written(Report::Text(text))))
    }
}

fn network(experiment: &Experiment, inputs: Inputs, data: &Dataset) -> Result<String, TaskError> {
    let shape = architecture(experiment, data);
    let [x] = inputs.vectors(shape.dimension())?;
    let mut forward = Forward::new(&shape, data.train.len());
    forward.estimate(&x, data.train.flat(), &data.train.labels);
    Ok(Network::new(&shape, &x, forward.statistics()).write())
}

fn samples(data: &Dataset) -> String {
    let samples = Samples {
        features: data.train.inputs.ncols(),
        inputs: data.train.flat().iter().copied().map(f64::from).collect(),
        labels: data.train.labels.clone(),
        classes: None,
    };
    samples.write()
}

/// What was done at once.
pub(super) struct Written(pub Report);

impl Task for Written {
    fn advance(&mut self) -> bool {
        true
    }

    fn progress(&self) -> f64 {
        1.0
    }

    fn report(&self) -> Option<Report> {
        Some(self.0.clone())
    }
}
