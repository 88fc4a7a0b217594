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
use std::path::Path;
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
    let mut notes = Vec::new();
    let network = read(&arguments.network, |file| network(file, &mut notes))?;
    let samples = read_data(&arguments.data)?;
    let in_data = |error| format!("{}: {error}", arguments.data);
    samples.fit(&network).map_err(in_data)?;
    let other = arguments.other.as_ref();
    let other = other.map(|file| read_other(file, &network, &mut notes));
    let other = other.transpose()?;
    let destination = other.map(|network| Destination {
        network,
        frozen: arguments.frozen,
    });
    let n = network.x.len();
    let subspace = match &arguments.subspace {
        Some(file) => read(file, |(_, text)| read_subspace(text, n))?,
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
    notes.extend(summary.notes());
    if let (Some(path), Some(other), Some(file)) = (&summary.path, &summary.other, &arguments.other)
    {
        let (losses, files) = ([summary.loss, other.loss], [&*arguments.network, file]);
        notes.extend(path::notes(path, losses, files, arguments.frozen));
    }
    let text = serde_json::to_string_pretty(&summary).map_err(|error| error.to_string())?;
    Ok(Printed { text, notes })
}

/// Reads a network; how its file was read is noted.
fn network(
    (name, bytes): (&str, &[u8]),
    notes: &mut Vec<String>,
) -> Result<Network, ExchangeError> {
    let network = Network::read(bytes)?;
    let assumptions = Network::assumptions(bytes).into_iter();
    notes.extend(assumptions.map(|sentence| format!("{name}: {sentence}")));
    Ok(network)
}

/// A network of the same shape: only then there is one function to walk along.
fn read_other(file: &str, first: &Network, notes: &mut Vec<String>) -> Result<Network, String> {
    let other = read(file, |file| network(file, notes))?;
    if other.shape != first.shape {
        return Err(format!(
            "{file}: the layers, their biases, their batch norm (eps too) or the activation differ \
             from the first network's"
        ));
    }
    Ok(other)
}

/// Reads a file of data, or two with a comma between their names: IDX files, one behind the other.
fn read_data(names: &str) -> Result<Samples, String> {
    let mut files = vec![names];
    if !Path::new(names).exists() {
        files = names.split(',').collect();
    }
    let bytes = files
        .into_iter()
        .map(bytes_of)
        .collect::<Result<Vec<_>, _>>()?;
    Samples::read(&bytes.concat()).map_err(|error| format!("{names}: {error}"))
}

fn read<T>(
    name: &str,
    parse: impl FnOnce((&str, &[u8])) -> Result<T, ExchangeError>,
) -> Result<T, String> {
    let bytes = bytes_of(name)?;
    parse((name, &bytes)).map_err(|error| format!("{name}: {error}"))
}

fn bytes_of(file: &str) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|error| format!("{file}: {error}"))
}
