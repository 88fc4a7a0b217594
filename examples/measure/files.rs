//! From arguments and files to the text that is printed.

use crate::arguments::Arguments;
use crate::summary::{Bound, Settings, summarize};
use sharp_minima::network::exchange::{ExchangeError, Network, Samples, read_subspace};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::Subspace;

/// p, the paper's.
const COLUMNS: usize = 100;

/// Measures what the words after the command's name ask for; the JSON object that is printed.
///
/// # Errors
/// In words: an argument, or the file and the place in it.
pub fn measure(words: &[String]) -> Result<String, String> {
    let arguments = Arguments::parse(words)?;
    let network = read(&arguments.network, Network::read)?;
    let samples = read(&arguments.data, Samples::read)?;
    let in_data = |error| format!("{}: {error}", arguments.data);
    samples.fit(&network).map_err(in_data)?;
    let other = match &arguments.other {
        Some(file) => Some(read_other(file, &network)?),
        None => None,
    };
    let n = network.x.len();
    let subspace = match &arguments.subspace {
        Some(file) => read(file, |text| read_subspace(text, n))?,
        None => {
            let mut generator = stream(arguments.seed, 0, Purpose::Subspace);
            Subspace::random(n, COLUMNS.min(n), &mut generator)
        }
    };
    let settings = Settings {
        starts: arguments.starts,
        iterations: arguments.iterations,
        seed: arguments.seed,
    };
    let bound = Bound { network, samples };
    let summary = summarize(bound, other.as_deref(), &subspace, &settings);
    serde_json::to_string_pretty(&summary).map_err(|error| error.to_string())
}

/// The parameters of a network of the same shape.
fn read_other(file: &str, network: &Network) -> Result<Vec<f64>, String> {
    let other = read(file, Network::read)?;
    let sizes = |network: &Network| {
        let layers = network.shape.layers().iter();
        let layers = layers.map(|l| (l.inputs, l.outputs, l.normalized.is_some()));
        (layers.collect::<Vec<_>>(), network.shape.activation())
    };
    if sizes(&other) != sizes(network) {
        return Err(format!(
            "{file}: the layers, their batch norm or the activation differ from the first network's"
        ));
    }
    Ok(other.x)
}

fn read<T>(file: &str, parse: impl Fn(&[u8]) -> Result<T, ExchangeError>) -> Result<T, String> {
    let text = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    parse(&text).map_err(|error| format!("{file}: {error}"))
}
