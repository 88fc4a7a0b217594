//! A network, and `network.json`.

use crate::choice::Named;
use crate::exchange::error::ExchangeError;
use crate::exchange::file_format::FileFormat;
use crate::exchange::json;
use crate::exchange::layers::{Layer, Layers};
use crate::exchange::numbers::Numbers;
use crate::exchange::output::{write, write_matrix};
use crate::exchange::safetensors;
use crate::network::{Activation, Architecture, LayerShape, Statistics};
use crate::objective::Real;
use serde::Deserialize;

/// The most parameters a network may have.
pub const LARGEST_NETWORK: usize = 2_000_000;
/// The most layers a network may have: a hundred bytes and more are held for each, however few
/// parameters it has.
pub const MOST_LAYERS: usize = 10_000;
/// The most classes a network may have.
pub const MOST_CLASSES: usize = 256;

/// A network with its parameters and the frozen statistics of its batch norm.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Its shape.
    pub shape: Architecture,
    /// Its parameters, in the flat order.
    pub x: Vec<f64>,
    /// The constants that batch norm uses, one entry a layer.
    pub statistics: Statistics<f64>,
}

/// What stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    layers: Layers,
    activation: Activation,
    #[serde(rename = "loss")]
    _loss: Loss,
}

/// The only loss there is.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Loss {
    CrossEntropy,
}

impl Network {
    /// A network of `shape` with these parameters and statistics, in double precision.
    pub fn new<T: Real>(shape: &Architecture, x: &[T], statistics: &Statistics<T>) -> Self {
        Self {
            shape: shape.clone(),
            x: x.iter().map(|x| x.wide()).collect(),
            statistics: statistics.cast(),
        }
    }

    /// Reads `network.json` or a safetensors file.
    ///
    /// # Errors
    /// Where the file is of neither form, sizes do not fit, a number is not finite, a variance is
    /// negative, or the network is larger than [`LARGEST_NETWORK`], [`MOST_LAYERS`] or
    /// [`MOST_CLASSES`] allow.
    pub fn read(file: &[u8]) -> Result<Self, ExchangeError> {
        match FileFormat::of(file) {
            FileFormat::Json => {
                let file: File = json::read(file)?;
                Ok(Self::assemble(file.layers.checked()?, file.activation))
            }
            FileFormat::Safetensors => Ok(safetensors::read(file)?.0),
            other => Err(other.refusal("a network is read from JSON or safetensors")),
        }
    }

    /// What [`read`](Self::read) takes for granted that the file does not say, in sentences; nothing
    /// where it says all, as JSON does, or cannot be read.
    pub fn assumptions(file: &[u8]) -> Vec<String> {
        match FileFormat::of(file) {
            FileFormat::Safetensors => safetensors::read(file).map_or(Vec::new(), |read| read.1),
            _ => Vec::new(),
        }
    }

    pub(super) fn assemble(layers: Vec<Layer>, activation: Activation) -> Self {
        let features = layers.first().map_or(0, |layer| layer.w.columns);
        let parts: Vec<_> = layers.iter().map(Layer::parts).collect();
        let shape = Architecture::of_layers(features, &parts, activation);
        let mut x = Vec::with_capacity(shape.dimension());
        let mut statistics = Vec::with_capacity(layers.len());
        for layer in layers {
            x.extend(layer.w.values);
            x.extend(present(layer.b));
            statistics.push(layer.bn.map(|mut bn| {
                x.extend(present(bn.gamma.take()));
                x.extend(present(bn.beta.take()));
                bn.statistics()
            }));
        }
        Self {
            shape,
            x,
            statistics: Statistics(statistics),
        }
    }

    /// This network as `network.json`.
    pub fn write(&self) -> String {
        let mut out = String::from("{\"layers\":[");
        for (index, layer) in self.shape.layers().iter().enumerate() {
            if index > 0 {
                out.push_str(",\n");
            }
            self.write_layer(layer, index, &mut out);
        }
        out.push_str("],\n\"activation\":\"");
        out.push_str(self.shape.activation().choice().value);
        out.push_str("\",\"loss\":\"cross_entropy\"}\n");
        out
    }

    fn write_layer(&self, layer: &LayerShape, index: usize, out: &mut String) {
        out.push_str("{\"w\":");
        out.push_str(&write_matrix(&self.x[layer.weights()], layer.inputs));
        out.push_str(",\n\"b\":");
        write_present(&self.x[layer.bias()], out);
        let statistics = self.statistics.0.get(index).and_then(Option::as_ref);
        if let (Some(epsilon), Some(statistics)) = (layer.normalized, statistics) {
            out.push_str(",\n\"bn\":{\"gamma\":");
            write_present(&self.x[layer.gamma()], out);
            out.push_str(",\"beta\":");
            write_present(&self.x[layer.beta()], out);
            out.push_str(",\"mean\":");
            out.push_str(&write(&statistics.mean));
            out.push_str(",\"var\":");
            out.push_str(&write(&statistics.variance));
            out.push_str(",\"eps\":");
            out.push_str(&write(&epsilon));
            out.push('}');
        }
        out.push('}');
    }
}

/// Appends these parameters; `null` where the layer has none.
fn write_present(values: &[f64], out: &mut String) {
    if values.is_empty() {
        out.push_str("null");
    } else {
        out.push_str(&write(values));
    }
}

fn present(values: Option<Numbers>) -> impl Iterator<Item = f64> {
    values.into_iter().flat_map(|values| values.0)
}
