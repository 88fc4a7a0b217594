//! `measure`: from arguments and files to the text that is printed.

mod arguments;
mod layers;
mod path;
mod summary;

pub use arguments::Arguments;
pub(crate) use arguments::whole;

use crate::bar::Bar;
use crate::failure::Failure;
use crate::output;
use path::Destination;
use sharp_minima::exchange::{ExchangeError, Network, Samples, read_subspace};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::Subspace;
use summary::{Bound, Settings, summarize};

/// p, the paper's.
const COLUMNS: usize = 100;

/// What the command prints.
pub struct Printed {
    /// The JSON object.
    pub text: String,
    /// What the reader of the numbers should know, in words.
    pub notes: Vec<String>,
}

/// Measures and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let bar = Bar::turning();
    let printed = measure(arguments, &|what| bar.say(what)).map_err(Failure::Input)?;
    drop(bar);
    for note in printed.notes {
        output::say(&format!("note: {note}"));
    }
    output::answer(&printed.text)
}

/// Measures what the arguments ask for; `tell` is told what is being measured.
///
/// # Errors
/// In words: the file and the place in it.
pub fn measure(arguments: &Arguments, tell: &dyn Fn(&'static str)) -> Result<Printed, String> {
    let network = read(&arguments.network, Network::read)?;
    let samples = read(&arguments.data, Samples::read)?;
    let in_data = |error| format!("{}: {error}", arguments.data);
    samples.fit(&network).map_err(in_data)?;
    let other = arguments.other.as_ref();
    let other = other.map(|file| read_other(file, &network)).transpose()?;
    let destination = other.map(|network| Destination {
        network,
        frozen: arguments.frozen,
    });
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
    let summary = summarize(bound, destination.as_ref(), &subspace, &settings, tell);
    let mut notes = summary.notes();
    if let (Some(path), Some(other), Some(file)) = (&summary.path, &summary.other, &arguments.other)
    {
        let (losses, files) = ([summary.loss, other.loss], [&*arguments.network, file]);
        notes.extend(path::notes(path, losses, files, arguments.frozen));
    }
    let text = serde_json::to_string_pretty(&summary).map_err(|error| error.to_string())?;
    Ok(Printed { text, notes })
}

/// A network of the same shape: only then there is one function to walk along.
fn read_other(file: &str, network: &Network) -> Result<Network, String> {
    let other = read(file, Network::read)?;
    if other.shape != network.shape {
        return Err(format!(
            "{file}: the layers, their biases, their batch norm (eps too) or the activation differ \
             from the first network's"
        ));
    }
    Ok(other)
}

fn read<T>(file: &str, parse: impl Fn(&[u8]) -> Result<T, ExchangeError>) -> Result<T, String> {
    let text = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    parse(&text).map_err(|error| format!("{file}: {error}"))
}
