//! Networks and data brought from elsewhere, and taken there.
//!
//! A network is read from JSON or safetensors, data from JSON, `.npz` or IDX; what a file is, its first
//! bytes tell ([`FileFormat`]). Written is JSON, which says all of a network:
//!
//! ```json
//! {"layers": [{"w": [[…], …], "b": […],
//!              "bn": {"gamma": […], "beta": […], "mean": […], "var": […], "eps": 1e-5}},
//!             {"w": [[…], …], "b": […]}],
//!  "activation": "relu", "loss": "cross_entropy"}
//! ```
//!
//! `w` is outputs × inputs, one list an output; `bn`, optional and on hidden layers only, stands
//! between a layer's affine map and its activation (`"relu"` or `"tanh"`). Its γ and β are
//! parameters, its statistics frozen constants, so that the flat parameter vector is W₀ row-major,
//! b₀, [γ₀, β₀], W₁, b₁, … Where `b`, `gamma` or `beta` is `null` or left out, the layer has no such
//! parameters, and they are counted nowhere: PyTorch's `Linear(bias=False)` and
//! `BatchNorm1d(affine=False)`.
//!
//! ```json
//! {"x": [[…], …], "y": [3, …]}
//! ```
//!
//! `x` has one list of features a sample, `y` one class index, from 0, alone or in a list of its own
//! (`[3]`), or a one-hot list. Text is UTF-8.
//!
//! JSON's reader cannot tell a file that holds another network than was meant: batch norm written here
//! that stands after ReLU there, GELU written as `"relu"`. From PyTorch, these functions refuse what
//! the form cannot say, and print the loss to be compared with the one that is measured:
//!
#![doc = concat!("```python\n", include_str!("../../www/schema/from_pytorch.py"), "```")]
//!
//! # safetensors, .npz, IDX
//!
//! ```python
//! safetensors.torch.save_file(model.state_dict(), "network.safetensors",
//!                             metadata={"activation": "relu", "eps": "1e-5"})
//! np.savez_compressed("data.npz", x_train=x, y_train=y)
//! ```
//!
//! A safetensors file holds tensors and no network: a `weight` of two axes is a Linear, one with
//! `running_mean` and `running_var` beside it a BatchNorm1d. The modules' order is that of the numbers in
//! their names, or else the only one of sizes that fit. The activation and ε stand in the metadata; where
//! they do not, they are ReLU and 1e-5, and [`Network::assumptions`] says so. Numbers are F64, F32, F16 or
//! BF16, and widened exactly.
//!
//! Of an `.npz` file the arrays `x_train` and `y_train` are read, or `train_inputs` and `train_labels`, or
//! `x` and `y`: floats of 2, 4 or 8 bytes or integers of 1 to 8, in either order of bytes and axes. Each
//! sample is laid out in a row with its last axis varying fastest. Labels are as in JSON. IDX files are
//! given as one, images and labels in either order. Numbers are taken as they stand in all formats: bytes
//! are 0 to 255, and a network that was trained on bytes divided by 255 needs data that are divided too.
//!
//! What is read is checked at once, and an error names its place. What is written reads back to the
//! same bits.

mod array;
mod dtype;
mod error;
mod fault;
mod file_format;
mod idx;
mod json;
mod labels;
mod layers;
mod network;
mod npy;
mod npz;
mod numbers;
mod output;
mod safetensors;
mod samples;
mod seen;
mod source;
mod subspace;

pub use error::ExchangeError;
pub use file_format::FileFormat;
pub use network::{LARGEST_NETWORK, MOST_CLASSES, MOST_LAYERS, Network};
pub use output::write as write_json;
pub use samples::{MOST_SAMPLES, Samples};
pub use source::LARGEST_TEXT;
pub use subspace::read_subspace;
