//! `f1`: the paper's own network on the whole of MNIST, trained and measured at full size.
//!
//! ```text
//! settings → networks, one a thread → checkpoints, reports → f1.json, the table beside the paper's
//! ```

mod files;
mod measure;
mod network;
mod table;
mod work;

use crate::asked;
use crate::bar::Bar;
use crate::failure::Failure;
use crate::help;
use crate::machine::Machine;
use crate::measure::whole;
use crate::output::answer;
use clap::Args;
use files::Folder;
use sharp_minima::f1::{Network, Numbers, experiment, first_pair};
use sharp_minima::jobs::TrainJob;
use sharp_minima::settings::Experiment;
use std::path::PathBuf;

const AFTER: &str = "\
F1 of the paper: 784-512-512-512-512-512-10, batch norm and ReLU, on all 60,000 + 10,000 images,
batches of 256 (SB) and of 6,000 (LB), ADAM, until the training loss ceases to improve: until the
best of ten epochs is within 1 % of the best before. The paper leaves the learning rate open; ours
is 0.001, constant, for both.

Every φ is a lower bound: the highest point of the box is searched on the first 6,000 training
images, 600 of each digit, and f is then evaluated there on all 60,000. Batch-norm statistics are
those of all 60,000 at x. λ₁ is that of the loss over the 6,000.

An epoch takes about 11 s on a core, and a thread up to 3 GB. Every epoch and every measure is kept in --folder. A run that was ended goes
on from there, with the same numbers as one that was not.

Examples:
  sharp-minima f1 --trials 1
  sharp-minima f1 --epochs 60 --threads 2
  sharp-minima f1 --settings 'preset=instant&epochs=5' --folder target/small";

/// Where the numbers are kept.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/f1");

/// Trains and measures the paper's network F1 on the whole of MNIST, beside the paper's numbers
#[derive(Args, Clone, Debug)]
#[command(after_help = help::after(AFTER))]
pub struct Arguments {
    /// How many pairs of networks are trained, each from its own start
    #[arg(long, value_name = "N")]
    trials: Option<u32>,
    /// How many epochs are trained at most; more than before go on with what there is
    #[arg(long, value_name = "N", value_parser = whole(1, 1000), allow_negative_numbers = true)]
    epochs: Option<u32>,
    /// ADAM's learning rate
    #[arg(long, value_name = "RATE")]
    rate: Option<f64>,
    /// Other settings in place of F1's, which are compared with nothing
    #[arg(long, value_name = "SETTINGS")]
    settings: Option<String>,
    /// Where checkpoints and numbers are kept, in place of the repository's target/f1
    #[arg(long, value_name = "DIR", default_value = FOLDER, hide_default_value = true)]
    folder: PathBuf,
    /// Writes www/results/f1.json as well, what the page shows of F1, and the first pair's networks, which it
    /// can fetch, to www/networks
    #[arg(long, conflicts_with_all = ["settings", "rate", "epochs"])]
    page: bool,
    #[command(flatten)]
    machine: Machine,
}

impl Arguments {
    fn experiment(&self) -> Result<Experiment, Failure> {
        let base = match &self.settings {
            Some(word) => asked::link(word)?.experiment,
            None => experiment(),
        };
        let changed = Experiment {
            trials: self.trials.unwrap_or(base.trials),
            epochs: self.epochs.map_or(base.epochs, |epochs| epochs as usize),
            learning_rate: self.rate.unwrap_or(base.learning_rate),
            ..base
        };
        changed
            .check()
            .map_err(|error| Failure::Input(error.to_string()))
    }
}

/// Computes what is not known yet, and prints the table.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let experiment = arguments.experiment()?;
    let files = arguments.machine.files(&experiment)?;
    let folder = Folder::new(&arguments.folder)?;
    let bar = Bar::new();
    let threads = arguments.machine.threads();
    let networks = work::all(&experiment, &files, &folder, threads, &bar)?;
    drop(bar);
    let numbers = Numbers::new(experiment, networks);
    folder.write_numbers(&numbers)?;
    if arguments.page {
        page(&numbers, &folder).map_err(Failure::Other)?;
    }
    answer(&table::table(&numbers))?;
    if arguments.settings.is_none() {
        answer(&table::verdicts(&numbers))?;
    }
    Ok(())
}

/// Writes what the page has of F1: the numbers, and the networks of the first pair.
fn page(numbers: &Numbers, folder: &Folder) -> Result<(), String> {
    files::write_page(&numbers.rounded())?;
    let pair = numbers.networks.iter().filter(|n| n.training.trial == 0);
    for Network { training, .. } in pair {
        let kept = folder.kept(&network::job(&numbers.experiment, training.regime, 0))?;
        let kept = kept.ok_or("the first pair's checkpoints are missing")?;
        let job = TrainJob::plain(&first_pair(), training.regime, 0);
        files::write_network(job, training.clone(), &kept.x)?;
    }
    Ok(())
}
