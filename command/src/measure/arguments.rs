//! The arguments of `measure`.

use crate::help;
use clap::Args;
use sharp_minima::sharpness::Options;

/// What is printed, and an example.
const AFTER: &str = "\
Prints one JSON object: parameters, samples, loss, accuracy, gradient_norm, phi
(full and in the subspace, at ε = 0.001 and 0.0005; value is the best of all
searches, from_x what the paper's finds), ascent (by signed ascent alone, full),
eigenvalues (the ten largest), smallest_eigenvalue, trace, layers (trace and
largest eigenvalue of every layer's own block of the Hessian), and with --other
path and other (loss and accuracy of NETWORK2 with the statistics in its file).
What is not a number is null, and so is an eigenvalue whose error may be more
than a thousandth of itself.

Examples:
  sharp-minima measure network.json data.json
  sharp-minima measure network.safetensors data.npz
  sharp-minima measure network.safetensors train-images-idx3-ubyte,train-labels-idx1-ubyte
  sharp-minima measure network.json data.json --other network2.json --starts 20";

/// The most starts and iterations that may be asked for.
const MOST: u32 = 100_000;

/// Measures the flatness of a network from files, in double precision
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = help::after(AFTER))]
pub struct Arguments {
    /// The network: JSON in the form of network.json, or PyTorch's state_dict as safetensors
    pub network: String,
    /// The data: JSON in the form of data.json; an .npz file of x_train and y_train; or two IDX files,
    /// IMAGES,LABELS. Numbers are taken as they stand: scale bytes before, if the network was trained so
    pub data: String,
    /// A second network of the same shape: the linear path from the first (α = 0) to its parameters
    /// (α = 1); batch-norm statistics are re-estimated on all of DATA at every point
    #[arg(long, value_name = "NETWORK2")]
    pub other: Option<String>,
    /// Keeps the first network's statistics along the path instead
    #[arg(long, requires = "other")]
    pub frozen: bool,
    /// {"A": [[…], …]}, n × p, in place of 100 columns of independent standard normal entries
    #[arg(long, value_name = "A.json")]
    pub subspace: Option<String>,
    /// Random points from which ascents start beside x
    #[arg(long, value_name = "K", default_value_t = Options::STARTS_FROM_ELSEWHERE)]
    #[arg(value_parser = whole(0, MOST), allow_negative_numbers = true)]
    pub starts: u32,
    /// L-BFGS-B iterations from x; the paper's are 10
    #[arg(long, value_name = "N", default_value_t = 10)]
    #[arg(value_parser = whole(1, MOST), allow_negative_numbers = true)]
    pub iterations: u32,
    /// The seed of starting points, columns and probes
    #[arg(long, value_name = "S", default_value_t = 0)]
    #[arg(value_parser = whole(0, u32::MAX), allow_negative_numbers = true)]
    pub seed: u32,
}

/// Reads a whole number from `least` to `most`.
pub fn whole(least: u32, most: u32) -> impl Fn(&str) -> Result<u32, String> + Clone {
    move |text| {
        let number = text.parse().ok();
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or(format!("allowed is a whole number from {least} to {most}"))
    }
}
