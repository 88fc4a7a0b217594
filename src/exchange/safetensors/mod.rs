//! A network as PyTorch's `state_dict`, in a safetensors file.
//!
//! ```text
//! names and shapes → modules → order → layers
//! ```
//!
//! A `weight` of two axes is an affine layer's, one beside a `running_mean` batch norm's. What the file
//! does not tell is read as PyTorch's default, and is told to whoever reads the numbers.

mod header;
mod module;
mod order;

use crate::choice::Named;
use crate::exchange::array::size;
use crate::exchange::error::ExchangeError;
use crate::exchange::fault::shortened;
use crate::exchange::layers::{BatchNorm, Layer};
use crate::exchange::network::{LARGEST_NETWORK, MOST_CLASSES, MOST_LAYERS, Network};
use crate::exchange::numbers::{Matrix, Number, Numbers};
use crate::network::Activation;
use header::{Metadata, Tensor, of};
use module::{Linear, Norm, modules, place};
use order::{belongs, in_order, pieces};

/// PyTorch's ε of batch norm.
const EPSILON: f64 = 1e-5;

/// What a file says of a network, before its numbers are read.
struct Plan<'f> {
    layers: Vec<(Linear<'f>, Option<Norm<'f>>)>,
    activation: Activation,
    epsilon: f64,
    notes: Vec<String>,
}

/// Reads a network, and what should be known of how it was read.
///
/// # Errors
/// Where the file is not of this format, a tensor is none of Linear's or BatchNorm1d's, the order of the
/// modules cannot be told, sizes do not fit, a number is not finite, a variance is negative, or the
/// network is too large.
pub(super) fn read(file: &[u8]) -> Result<(Network, Vec<String>), ExchangeError> {
    let (metadata, tensors) = header::read(file)?;
    let plan = Plan::new(&metadata, &tensors)?;
    let layers = plan
        .layers
        .iter()
        .map(|(layer, norm)| plan.layer(layer, norm.as_ref()));
    let layers = layers.collect::<Result<Vec<Layer>, _>>()?;
    let network = Network::assemble(layers, plan.activation);
    if network.x.len() > LARGEST_NETWORK {
        return Err(too_large());
    }
    Ok((network, plan.notes))
}

fn too_large() -> ExchangeError {
    ExchangeError::new("", format!("more than {LARGEST_NETWORK} parameters"))
}

impl<'f> Plan<'f> {
    fn new(metadata: &Metadata, tensors: &'f [Tensor<'f>]) -> Result<Self, ExchangeError> {
        let numbers = tensors.iter().map(|tensor| size(&tensor.shape));
        let numbers = numbers.fold(0, |sum: usize, size| {
            sum.saturating_add(size.unwrap_or(usize::MAX))
        });
        // Beside the parameters there are at most as many constants of batch norm, and counters.
        if numbers > 3 * LARGEST_NETWORK {
            return Err(too_large());
        }
        let (layers, norms) = modules(tensors)?;
        let layers = in_order(layers)?;
        check_chain(&layers)?;
        let layers = with_norms(layers, norms)?;
        let mut plan = Self {
            layers,
            activation: metadata.activation.unwrap_or(Activation::Relu),
            epsilon: metadata.eps.as_deref().map_or(Ok(EPSILON), epsilon)?,
            notes: Vec::new(),
        };
        plan.notes = plan.notes(metadata);
        Ok(plan)
    }

    /// Reads a layer's numbers.
    fn layer(&self, layer: &Linear, norm: Option<&Norm>) -> Result<Layer, ExchangeError> {
        let outputs = layer.outputs;
        let optional = |tensor: Option<&Tensor>| -> Result<Option<Numbers>, ExchangeError> {
            let tensor = tensor
                .map(|tensor| tensor.each_output(outputs))
                .transpose()?;
            Ok(tensor.map(Numbers))
        };
        let bn = norm.map(|norm| -> Result<BatchNorm, ExchangeError> {
            let bn = BatchNorm {
                mean: Numbers(norm.mean.each_output(outputs)?),
                var: Numbers(norm.variance.each_output(outputs)?),
                eps: Number(self.epsilon),
                gamma: optional(norm.gamma)?,
                beta: optional(norm.beta)?,
            };
            bn.check("__metadata__.eps", &place(norm.prefix, "running_var"))?;
            Ok(bn)
        });
        Ok(Layer {
            w: Matrix::of(layer.weight.numbers()?, layer.inputs),
            b: optional(layer.bias)?,
            bn: bn.transpose()?,
        })
    }

    /// In which order the modules were found, and what was not in the file.
    fn notes(&self, metadata: &Metadata) -> Vec<String> {
        let label = self.activation.choice().label;
        let mut order: Vec<String> = Vec::new();
        for (layer, norm) in &self.layers {
            if !order.is_empty() {
                order.push(label.into());
            }
            // A network of one layer may have no name.
            order.push(match layer.prefix {
                "" => "Linear".into(),
                prefix => prefix.into(),
            });
            order.extend(norm.map(|norm| norm.prefix.into()));
        }
        let order = shortened(order.join(", ").as_bytes());
        let mut notes = vec![format!(
            "Its modules were taken to run in this order: {order}."
        )];
        if metadata.activation.is_none() && self.layers.len() > 1 {
            notes.push(format!(
                "The activation is not in the file: {label} was taken. The metadata \"activation\" may say \"relu\" or \"tanh\"."
            ));
        }
        if metadata.eps.is_none() && self.layers.iter().any(|(_, norm)| norm.is_some()) {
            notes.push(format!(
                "Batch normalisation’s eps is not in the file: PyTorch’s {EPSILON:?} was taken. The metadata \"eps\" may say another."
            ));
        }
        notes
    }
}

fn epsilon(words: &str) -> Result<f64, ExchangeError> {
    let epsilon = words.parse().ok();
    let epsilon = epsilon.filter(|epsilon: &f64| epsilon.is_finite() && *epsilon >= 0.0);
    epsilon.ok_or_else(|| {
        let words = shortened(words.as_bytes());
        let problem = format!("{words:?} is no finite number from 0, as \"1e-5\" is");
        ExchangeError::new("__metadata__.eps", problem)
    })
}

/// Makes sure that there are layers of sizes that fit.
fn check_chain(layers: &[Linear]) -> Result<(), ExchangeError> {
    let Some(last) = layers.last() else {
        let problem = "there is no layer: none of the tensors is a weight of outputs × inputs";
        return Err(ExchangeError::new("", problem));
    };
    if layers.len() > MOST_LAYERS {
        return Err(ExchangeError::new(
            "",
            format!("more than {MOST_LAYERS} layers"),
        ));
    }
    for two in layers.windows(2) {
        let [before, layer] = [&two[0], &two[1]];
        if before.outputs != layer.inputs {
            let (name, outputs) = (place(before.prefix, "weight"), before.outputs);
            let problem = format!(
                "{} inputs; {name}, before it, has {outputs} outputs",
                layer.inputs
            );
            return Err(of(&layer.weight.name, problem));
        }
    }
    if last.outputs > MOST_CLASSES {
        let problem = format!("{} outputs; at most {MOST_CLASSES} classes", last.outputs);
        return Err(of(&last.weight.name, problem));
    }
    Ok(())
}

/// Each layer with the batch norm that belongs to it.
fn with_norms<'f>(
    layers: Vec<Linear<'f>>,
    norms: Vec<Norm<'f>>,
) -> Result<Vec<(Linear<'f>, Option<Norm<'f>>)>, ExchangeError> {
    let mut layers: Vec<_> = layers.into_iter().map(|layer| (layer, None)).collect();
    let last = layers.len() - 1;
    let names: Vec<_> = layers.iter().map(|(layer, _)| layer.pieces()).collect();
    for norm in norms {
        let name = pieces(norm.prefix);
        let refused = |problem: &str| Err(ExchangeError::new(place(norm.prefix, ""), problem));
        let mut own = (0..=last).filter(|index| belongs(&name, &names[*index]));
        let (Some(index), None) = (own.next(), own.next()) else {
            return refused(
                "nothing tells which Linear this batch norm stands directly behind; number the \
                 modules in their order, as nn.Sequential does",
            );
        };
        if index == last {
            return refused("batch norm is for hidden layers; this is the output layer's");
        }
        if layers[index].1.replace(norm).is_some() {
            return refused("the layer has another batch norm");
        }
    }
    Ok(layers)
}
