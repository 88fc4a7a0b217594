//! Networks and data brought from elsewhere, and taken there: `network.json` and `data.json`.
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
//! The reader cannot tell a file that holds another network than was meant: batch norm written here
//! that stands after ReLU there, GELU written as `"relu"`. From PyTorch, these functions refuse what
//! the form cannot say, and print the loss to be compared with the one that is measured:
//!
#![doc = concat!("```python\n", include_str!("../../www/schema/from_pytorch.py"), "```")]
//!
//! What is read is checked at once, and an error names its place. What is written reads back to the
//! same bits.

mod error;
mod fault;
mod json;
mod labels;
mod layers;
mod network;
mod numbers;
mod output;
mod samples;
mod seen;
mod source;
mod subspace;

pub use error::ExchangeError;
pub use network::{LARGEST_NETWORK, MOST_CLASSES, MOST_LAYERS, Network};
pub use output::write as write_json;
pub use samples::{MOST_SAMPLES, Samples};
pub use source::LARGEST_TEXT;
pub use subspace::read_subspace;
