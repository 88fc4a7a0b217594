//! `network.json`.

use super::error::ExchangeError;
use super::reader::{Matrix, Reader, counted, quoted};
use super::writer::{write_matrix, write_number, write_numbers};
use crate::experiment::settings::Activation;
use crate::network::{Architecture, BatchNormParts, LayerParts, LayerShape, Moments, Statistics};
use crate::objective::Real;

/// The most parameters a network may have.
pub const LARGEST_NETWORK: usize = 2_000_000;
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

/// One layer as it was read, of consistent sizes.
struct Layer {
    w: Matrix,
    b: Option<Vec<f64>>,
    normalization: Option<BatchNorm>,
}

impl Layer {
    fn parts(&self) -> LayerParts {
        LayerParts {
            outputs: self.w.rows,
            bias: self.b.is_some(),
            normalized: self.normalization.as_ref().map(|bn| BatchNormParts {
                epsilon: bn.epsilon,
                gamma: bn.gamma.is_some(),
                beta: bn.beta.is_some(),
            }),
        }
    }
}

/// One layer's batch norm.
#[derive(Default)]
struct BatchNorm {
    gamma: Option<Vec<f64>>,
    beta: Option<Vec<f64>>,
    mean: Vec<f64>,
    variance: Vec<f64>,
    epsilon: f64,
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

    /// Reads `network.json`.
    ///
    /// # Errors
    /// Where the text is not JSON of this form, sizes do not fit, a number is not finite, a variance
    /// is negative, or the network is larger than [`LARGEST_NETWORK`] or [`MOST_CLASSES`] allow.
    pub fn read(text: &[u8]) -> Result<Self, ExchangeError> {
        let mut reader = Reader::new(text)?;
        let mut layers: Vec<Layer> = Vec::new();
        let mut activation = Activation::Relu;
        reader.object(&["layers", "activation", "loss"], 3, |reader, key| {
            match key {
                "layers" => layers = read_layers(reader)?,
                "activation" => activation = read_activation(reader)?,
                _ => read_loss(reader)?,
            }
            Ok(())
        })?;
        reader.end()?;
        Ok(Self::assemble(layers, activation))
    }

    fn assemble(layers: Vec<Layer>, activation: Activation) -> Self {
        let features = layers.first().map_or(0, |layer| layer.w.columns);
        let parts: Vec<_> = layers.iter().map(Layer::parts).collect();
        let shape = Architecture::of_layers(features, &parts, activation);
        let mut x = Vec::with_capacity(shape.dimension());
        let mut statistics = Vec::with_capacity(layers.len());
        for layer in layers {
            x.extend(layer.w.values);
            x.extend(layer.b.into_iter().flatten());
            statistics.push(layer.normalization.map(|bn| {
                x.extend(bn.gamma.into_iter().flatten());
                x.extend(bn.beta.into_iter().flatten());
                Moments {
                    mean: bn.mean,
                    variance: bn.variance,
                }
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
        let activation = match self.shape.activation() {
            Activation::Relu => "relu",
            Activation::Tanh => "tanh",
        };
        out.push_str("],\n\"activation\":\"");
        out.push_str(activation);
        out.push_str("\",\"loss\":\"cross_entropy\"}\n");
        out
    }

    fn write_layer(&self, layer: &LayerShape, index: usize, out: &mut String) {
        out.push_str("{\"w\":");
        write_matrix(&self.x[layer.weights()], layer.inputs, out);
        out.push_str(",\n\"b\":");
        write_present(&self.x[layer.bias()], out);
        let moments = self.statistics.0.get(index).and_then(Option::as_ref);
        if let (Some(epsilon), Some(moments)) = (layer.normalized, moments) {
            out.push_str(",\n\"bn\":{\"gamma\":");
            write_present(&self.x[layer.gamma()], out);
            out.push_str(",\"beta\":");
            write_present(&self.x[layer.beta()], out);
            out.push_str(",\"mean\":");
            write_numbers(&moments.mean, out);
            out.push_str(",\"var\":");
            write_numbers(&moments.variance, out);
            out.push_str(",\"eps\":");
            write_number(epsilon, out);
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
        write_numbers(values, out);
    }
}

fn read_activation(reader: &mut Reader) -> Result<Activation, ExchangeError> {
    match reader.string()?.as_str() {
        "relu" => Ok(Activation::Relu),
        "tanh" => Ok(Activation::Tanh),
        other => Err(reader.error(format!(
            "{} is unknown; known are \"relu\" and \"tanh\"",
            quoted(other)
        ))),
    }
}

fn read_loss(reader: &mut Reader) -> Result<(), ExchangeError> {
    match reader.string()?.as_str() {
        "cross_entropy" => Ok(()),
        other => {
            let problem = format!("{} is unknown; known is \"cross_entropy\"", quoted(other));
            Err(reader.error(problem))
        }
    }
}

fn read_layers(reader: &mut Reader) -> Result<Vec<Layer>, ExchangeError> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut parameters = 0;
    reader.list(|reader, index| {
        let layer = read_layer(reader, layers.last(), index)?;
        parameters +=
            layer.w.values.len() + optional(&layer).map(|(_, own)| own.len()).sum::<usize>();
        if parameters > LARGEST_NETWORK {
            let problem = format!("more than {LARGEST_NETWORK} parameters up to here");
            return Err(reader.error(problem));
        }
        layers.push(layer);
        Ok(())
    })?;
    let Some(last) = layers.last() else {
        return Err(reader.error("the list is empty"));
    };
    let place = format!("layers[{}]", layers.len() - 1);
    if last.normalization.is_some() {
        let problem = "batch norm is for hidden layers; this is the output layer";
        return Err(ExchangeError::new(place + ".bn", problem));
    }
    if last.w.rows > MOST_CLASSES {
        let problem = format!("{} outputs; at most {MOST_CLASSES} classes", last.w.rows);
        return Err(ExchangeError::new(place, problem));
    }
    Ok(layers)
}

fn read_layer(
    reader: &mut Reader,
    previous: Option<&Layer>,
    index: usize,
) -> Result<Layer, ExchangeError> {
    let (mut w, mut b, mut normalization) = (None, None, None);
    let like = previous.map(|layer| {
        let outputs = layer.w.rows;
        (
            outputs,
            format!("layers[{}] has {outputs} outputs", index - 1),
        )
    });
    let like = like
        .as_ref()
        .map(|(outputs, words)| (*outputs, words.as_str()));
    reader.object(&["w", "b", "bn"], 1, |reader, key| {
        match key {
            "w" => w = Some(reader.matrix(like)?),
            "b" => b = reader.numbers_or_null()?,
            _ if reader.null() => {}
            _ => normalization = Some(read_batch_norm(reader)?),
        }
        Ok(())
    })?;
    let Some(w) = w else {
        return Err(reader.error("\"w\" is missing"));
    };
    let layer = Layer {
        w,
        b,
        normalization,
    };
    for (key, values) in optional(&layer) {
        check_length(reader, key, values, layer.w.rows)?;
    }
    if let Some(bn) = &layer.normalization {
        check_length(reader, ".bn.mean", &bn.mean, layer.w.rows)?;
        check_length(reader, ".bn.var", &bn.variance, layer.w.rows)?;
    }
    Ok(layer)
}

/// The parameters that a layer has beside its weights, with their keys.
fn optional(layer: &Layer) -> impl Iterator<Item = (&'static str, &Vec<f64>)> {
    let bn = layer.normalization.as_ref();
    [
        (".b", layer.b.as_ref()),
        (".bn.gamma", bn.and_then(|bn| bn.gamma.as_ref())),
        (".bn.beta", bn.and_then(|bn| bn.beta.as_ref())),
    ]
    .into_iter()
    .filter_map(|(key, values)| Some((key, values?)))
}

fn check_length(
    reader: &Reader,
    key: &str,
    values: &[f64],
    outputs: usize,
) -> Result<(), ExchangeError> {
    if values.len() == outputs {
        return Ok(());
    }
    let problem = format!("{}; the layer has {outputs} outputs", counted(values.len()));
    Err(ExchangeError::new(reader.place() + key, problem))
}

fn read_batch_norm(reader: &mut Reader) -> Result<BatchNorm, ExchangeError> {
    let mut bn = BatchNorm::default();
    reader.object(
        &["mean", "var", "eps", "gamma", "beta"],
        3,
        |reader, key| {
            match key {
                "mean" => bn.mean = reader.numbers()?,
                "var" => bn.variance = reader.numbers()?,
                "eps" => bn.epsilon = reader.number()?,
                "gamma" => bn.gamma = reader.numbers_or_null()?,
                _ => bn.beta = reader.numbers_or_null()?,
            }
            Ok(())
        },
    )?;
    if bn.epsilon < 0.0 {
        let problem = format!("{:?} is negative", bn.epsilon);
        return Err(ExchangeError::new(reader.place() + ".eps", problem));
    }
    for (i, variance) in bn.variance.iter().enumerate() {
        let problem = if *variance < 0.0 {
            format!("{variance:?} is negative")
        } else if variance + bn.epsilon == 0.0 {
            "the variance and eps are both 0: there is nothing to divide by".into()
        } else {
            continue;
        };
        return Err(ExchangeError::new(
            format!("{}.var[{i}]", reader.place()),
            problem,
        ));
    }
    Ok(bn)
}
