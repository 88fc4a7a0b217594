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
//! b₀, [γ₀, β₀], W₁, b₁, …
//!
//! ```json
//! {"x": [[…], …], "y": [3, …]}
//! ```
//!
//! `x` has one list of features a sample, `y` one class index, from 0.
//!
//! From PyTorch, where `model` is a `Sequential` of `Linear`, `BatchNorm1d` and `ReLU`, or `Tanh`, and
//! `x` and `y` are tensors:
//!
//! ```python
//! layers = []
//! for m in model:
//!     if isinstance(m, torch.nn.Linear):
//!         layers.append({"w": m.weight.tolist(), "b": m.bias.tolist()})
//!     elif isinstance(m, torch.nn.BatchNorm1d):
//!         layers[-1]["bn"] = {"gamma": m.weight.tolist(), "beta": m.bias.tolist(), "eps": m.eps,
//!                             "mean": m.running_mean.tolist(), "var": m.running_var.tolist()}
//! network = {"layers": layers, "activation": "relu", "loss": "cross_entropy"}
//! json.dump(network, open("network.json", "w"))
//! json.dump({"x": x.tolist(), "y": y.tolist()}, open("data.json", "w"))
//! ```
//!
//! What is read is checked at once, and an error names its place. What is written reads back to the
//! same bits.

mod error;
mod network;
mod reader;
mod samples;
mod subspace;
mod writer;

pub use error::ExchangeError;
pub use network::{LARGEST_NETWORK, MOST_CLASSES, Network};
pub use reader::LARGEST_TEXT;
pub use samples::{MOST_SAMPLES, Samples};
pub use subspace::read_subspace;
