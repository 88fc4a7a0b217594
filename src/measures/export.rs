//! Networks that were trained here, as files to be taken elsewhere.

use crate::data::Dataset;
use crate::experiment::Experiment;
use crate::experiment::task::{TaskError, check};
use crate::network::Forward;
use crate::network::exchange::{Network, Samples};
use crate::training::architecture;

/// The network of `experiment` at `x` as `network.json`, with batch norm's statistics re-estimated
/// on the training set.
///
/// # Errors
/// If x is not finite or of the network's length.
pub fn network_json(
    experiment: &Experiment,
    x: Vec<f32>,
    data: &Dataset,
) -> Result<String, TaskError> {
    let shape = architecture(experiment, data);
    let [x] = check(vec![x], shape.dimension())?;
    let mut forward = Forward::new(&shape, data.train.len());
    forward.estimate(&x, data.train.flat(), &data.train.labels);
    Ok(Network::new(&shape, &x, forward.statistics()).write())
}

/// The training samples as `data.json`.
pub fn data_json(data: &Dataset) -> String {
    let samples = Samples {
        features: data.train.inputs.ncols(),
        inputs: data.train.flat().iter().copied().map(f64::from).collect(),
        labels: data.train.labels.clone(),
        classes: None,
    };
    samples.write()
}
