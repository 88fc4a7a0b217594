//! Modules, as their tensors' names and shapes tell them.

use crate::exchange::array::{in_words, size};
use crate::exchange::dtype::{Class, Dtype};
use crate::exchange::error::ExchangeError;
use crate::exchange::fault::shortened;
use crate::exchange::safetensors::header::{Tensor, of};
use crate::exchange::safetensors::order::{Piece, pieces};

/// What stands behind a module's name, in PyTorch's words.
const LEAVES: [&str; 5] = [
    "weight",
    "bias",
    "running_mean",
    "running_var",
    "num_batches_tracked",
];

/// The tensors of one module, in the order of [`LEAVES`].
type Leaves<'f> = [Option<&'f Tensor<'f>>; LEAVES.len()];

/// An affine layer.
#[derive(Clone, Copy)]
pub(super) struct Linear<'f> {
    pub prefix: &'f str,
    pub weight: &'f Tensor<'f>,
    pub bias: Option<&'f Tensor<'f>>,
    pub outputs: usize,
    pub inputs: usize,
}

/// A batch norm.
#[derive(Clone, Copy)]
pub(super) struct Norm<'f> {
    pub prefix: &'f str,
    pub gamma: Option<&'f Tensor<'f>>,
    pub beta: Option<&'f Tensor<'f>>,
    pub mean: &'f Tensor<'f>,
    pub variance: &'f Tensor<'f>,
}

impl<'f> Linear<'f> {
    pub fn pieces(&self) -> Vec<Piece<'f>> {
        pieces(self.prefix)
    }
}

/// What errors call a tensor of a module, or without a leaf the module.
pub(super) fn place(prefix: &str, leaf: &str) -> String {
    let dot = if prefix.is_empty() || leaf.is_empty() {
        ""
    } else {
        "."
    };
    shortened(format!("{prefix}{dot}{leaf}").as_bytes())
}

/// The modules, in no order.
///
/// # Errors
/// Where a tensor belongs to neither kind of module, or one of a module's is missing.
pub(super) fn modules<'f>(
    tensors: &'f [Tensor<'f>],
) -> Result<(Vec<Linear<'f>>, Vec<Norm<'f>>), ExchangeError> {
    let mut named = Vec::with_capacity(tensors.len());
    for tensor in tensors {
        let (prefix, leaf) = tensor.name.rsplit_once('.').unwrap_or(("", &tensor.name));
        let Some(leaf) = LEAVES.iter().position(|known| *known == leaf) else {
            let known = LEAVES.join(", ");
            let problem = format!("unknown; of Linear and BatchNorm1d the tensors are {known}");
            return Err(of(&tensor.name, problem));
        };
        named.push((prefix, leaf, tensor));
    }
    named.sort_by_key(|(prefix, ..)| *prefix);
    let (mut layers, mut norms) = (Vec::new(), Vec::new());
    for module in named.chunk_by(|one, other| one.0 == other.0) {
        let mut leaves = Leaves::default();
        for (_, leaf, tensor) in module {
            if leaves[*leaf].replace(tensor).is_some() {
                return Err(of(&tensor.name, "the tensor is there twice"));
            }
        }
        let prefix = module[0].0;
        if leaves[2..].iter().all(Option::is_none) {
            layers.push(linear(prefix, leaves)?);
        } else {
            norms.push(norm(prefix, leaves)?);
        }
    }
    Ok((layers, norms))
}

fn linear<'f>(prefix: &'f str, leaves: Leaves<'f>) -> Result<Linear<'f>, ExchangeError> {
    let [weight, bias, ..] = leaves;
    let weight = present(prefix, "weight", weight)?;
    let [outputs, inputs] = *weight.shape else {
        let shape = in_words(&weight.shape);
        let problem = format!(
            "shape {shape}; allowed are outputs × inputs, as of Linear, and one number an output \
             beside running_mean, as of BatchNorm1d"
        );
        return Err(of(&weight.name, problem));
    };
    if outputs == 0 || inputs == 0 {
        let shape = in_words(&weight.shape);
        return Err(of(
            &weight.name,
            format!("shape {shape}; at least 1 × 1 is expected"),
        ));
    }
    Ok(Linear {
        prefix,
        weight,
        bias,
        outputs,
        inputs,
    })
}

fn norm<'f>(prefix: &'f str, leaves: Leaves<'f>) -> Result<Norm<'f>, ExchangeError> {
    let [gamma, beta, mean, variance, _] = leaves;
    Ok(Norm {
        prefix,
        gamma,
        beta,
        mean: present(prefix, LEAVES[2], mean)?,
        variance: present(prefix, LEAVES[3], variance)?,
    })
}

fn present<'f>(
    prefix: &str,
    leaf: &str,
    tensor: Option<&'f Tensor<'f>>,
) -> Result<&'f Tensor<'f>, ExchangeError> {
    tensor.ok_or_else(|| ExchangeError::new(place(prefix, leaf), "the tensor is missing"))
}

impl Tensor<'_> {
    /// Its numbers, one an output of a layer.
    pub fn each_output(&self, outputs: usize) -> Result<Vec<f64>, ExchangeError> {
        if *self.shape != [outputs] {
            let shape = in_words(&self.shape);
            let problem = format!("shape {shape}; the layer has {outputs} outputs");
            return Err(of(&self.name, problem));
        }
        self.numbers()
    }

    /// Its numbers, the last axis varying fastest.
    ///
    /// # Errors
    /// Where it has another type than the floating-point ones, other bytes than its shape says, or a
    /// number that is not finite.
    pub fn numbers(&self) -> Result<Vec<f64>, ExchangeError> {
        let Some(dtype) = dtype_of(&self.dtype) else {
            let found = shortened(self.dtype.as_bytes());
            let problem = format!("dtype {found}; allowed are F64, F32, F16 and BF16");
            return Err(of(&self.name, problem));
        };
        let expected = size(&self.shape).and_then(|numbers| numbers.checked_mul(dtype.size));
        if expected != Some(self.bytes.len()) {
            let (found, shape) = (self.bytes.len(), in_words(&self.shape));
            let problem = format!(
                "{found} bytes; {shape} numbers of {} bytes are expected",
                dtype.size
            );
            return Err(of(&self.name, problem));
        }
        let values = self
            .bytes
            .chunks_exact(dtype.size)
            .map(|bytes| dtype.value(bytes));
        let values: Vec<f64> = values.collect();
        match values.iter().position(|value| !value.is_finite()) {
            None => Ok(values),
            Some(index) => {
                let place = format!("{}{}", place(&self.name, ""), self.index_in_words(index));
                let problem = format!("{:?} is not a finite number", values[index]);
                Err(ExchangeError::new(place, problem))
            }
        }
    }

    /// "[3]", or "[2][0]" of a matrix.
    fn index_in_words(&self, index: usize) -> String {
        match *self.shape {
            [_, columns] => format!("[{}][{}]", index / columns, index % columns),
            _ => format!("[{index}]"),
        }
    }
}

fn dtype_of(name: &str) -> Option<Dtype> {
    let (class, size) = match name {
        "F64" => (Class::Float, 8),
        "F32" => (Class::Float, 4),
        "F16" => (Class::Float, 2),
        "BF16" => (Class::Brain, 2),
        _ => return None,
    };
    Some(Dtype {
        class,
        size,
        big_endian: false,
    })
}
