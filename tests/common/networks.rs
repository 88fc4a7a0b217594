//! Small networks in double precision at generic points, with the data they are measured on.

use rand_distr::{Distribution, StandardNormal};
use sharp_minima::network::Activation;
use sharp_minima::network::{Architecture, EmpiricalRisk, Forward, Statistics, initial_parameters};
use sharp_minima::random::Generator;
use sharp_minima::random::{Purpose, stream};

pub const SAMPLES: usize = 60;
pub const FEATURES: usize = 5;
pub const CLASSES: usize = 4;

pub struct Case {
    pub name: String,
    pub shape: Architecture,
    pub x: Vec<f64>,
    pub inputs: Vec<f64>,
    pub labels: Vec<u8>,
    pub statistics: Statistics<f64>,
}

pub fn normals(count: usize, generator: &mut Generator) -> Vec<f64> {
    (0..count)
        .map(|_| StandardNormal.sample(generator))
        .collect()
}

/// Biases, γ and β are away from their initial values.
pub fn case(hidden: &[usize], activation: Activation, batch_norm: bool) -> Case {
    let mut generator = stream(3, 0, Purpose::Initialisation);
    let shape = Architecture::new(FEATURES, hidden, CLASSES, activation, batch_norm);
    let mut x = initial_parameters::<f64>(&shape, &mut generator);
    for (x, shift) in x.iter_mut().zip(normals(shape.dimension(), &mut generator)) {
        *x += 0.2 * shift;
    }
    let inputs = normals(SAMPLES * FEATURES, &mut generator);
    let labels: Vec<u8> = (0..SAMPLES).map(|i| (i * i % CLASSES) as u8).collect();
    let mut forward = Forward::new(&shape, SAMPLES);
    forward.estimate(&x, &inputs, &labels);
    Case {
        name: format!("{activation:?}, batch norm {batch_norm}"),
        statistics: forward.statistics().clone(),
        shape,
        x,
        inputs,
        labels,
    }
}

/// ReLU and tanh, with and without batch norm, two hidden layers, about two hundred parameters.
pub fn cases() -> Vec<Case> {
    let kinds = [
        (Activation::Relu, false),
        (Activation::Relu, true),
        (Activation::Tanh, false),
        (Activation::Tanh, true),
    ];
    kinds
        .into_iter()
        .map(|(activation, batch_norm)| case(&[9, 8], activation, batch_norm))
        .collect()
}

impl Case {
    /// The mean loss with frozen statistics.
    pub fn risk(&self) -> EmpiricalRisk<f64, (Vec<f64>, Vec<u8>)> {
        let samples = (self.inputs.clone(), self.labels.clone());
        EmpiricalRisk::new(&self.shape, samples, self.statistics.clone())
    }
}
