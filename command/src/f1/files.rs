//! What is kept while a run goes on: a checkpoint and a report of every network, and all numbers.
//!
//! Files are written beside their place and moved there, so that a run that is ended leaves whole ones.

use crate::failure::Failure;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sharp_minima::f1::{Network, Numbers};
use sharp_minima::jobs::{Report, TrainJob, Training, line, read_checkpoint, write_checkpoint};
use sharp_minima::settings::Regime;
use sharp_minima::training::Checkpoint;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder of a run.
pub struct Folder(PathBuf);

impl Folder {
    /// This one, which is made if it is missing.
    ///
    /// # Errors
    /// Where that cannot be.
    pub fn new(path: &Path) -> Result<Self, Failure> {
        let made = fs::create_dir_all(path);
        made.map_err(|error| Failure::Input(format!("--folder: {}: {error}", path.display())))?;
        Ok(Self(path.to_owned()))
    }

    fn file(&self, job: &TrainJob, ending: &str) -> PathBuf {
        let regime = regime(job.regime);
        self.0.join(format!("{regime}-{}.{ending}", job.trial))
    }

    /// Keeps a training.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep(&self, job: &TrainJob, checkpoint: &Checkpoint) -> Result<(), String> {
        let bytes = write_checkpoint(job, checkpoint);
        write(&self.file(job, "checkpoint"), &bytes)
    }

    /// The training that was kept; `None` without one.
    ///
    /// # Errors
    /// Where it is another's, or broken.
    pub fn kept(&self, job: &TrainJob) -> Result<Option<Checkpoint>, String> {
        let path = self.file(job, "checkpoint");
        let wrong = |why| {
            let path = path.display();
            format!("{path}: {why}; --folder names another place")
        };
        let bytes = read(&path)?;
        let read = bytes.map(|bytes| read_checkpoint(job, &bytes).map_err(wrong));
        read.transpose()
    }

    /// Keeps what is known of a network.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write_network(&self, job: &TrainJob, network: &Network) -> Result<(), String> {
        write(&self.file(job, "json"), &json(network)?)
    }

    /// What is known of a network; `None` if nothing is.
    ///
    /// # Errors
    /// Where the file is broken.
    pub fn network(&self, job: &TrainJob) -> Result<Option<Network>, String> {
        let path = self.file(job, "json");
        let bytes = read(&path)?;
        bytes.map(|bytes| parse(&path, &bytes)).transpose()
    }

    /// Writes all numbers.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write_numbers(&self, numbers: &Numbers) -> Result<(), Failure> {
        let bytes = json(numbers).map_err(Failure::Other)?;
        write(&self.0.join("f1.json"), &bytes).map_err(Failure::Other)
    }
}

/// Where the page's files are.
const WWW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../www");

/// Writes what the page shows of F1.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_page(numbers: &Numbers) -> Result<(), String> {
    let mut bytes = json(numbers)?;
    bytes.push(b'\n');
    write(&Path::new(WWW).join("results/f1.json"), &bytes)
}

/// Writes a network that the page can fetch: its training as an entry of results, and behind that line x, n numbers
/// in single precision, little-endian.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_network(job: TrainJob, training: Training, x: &[f32]) -> Result<(), String> {
    let name = format!("f1-{}.bin", regime(job.regime));
    let mut bytes = line(&job.into(), &Report::Training(training)).into_bytes();
    bytes.push(b'\n');
    bytes.extend(x.iter().flat_map(|number| number.to_le_bytes()));
    write(&Path::new(WWW).join("networks").join(name), &bytes)
}

const fn regime(regime: Regime) -> &'static str {
    match regime {
        Regime::Small => "sb",
        Regime::Large => "lb",
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, String> {
    serde_json::to_vec(value).map_err(|error| error.to_string())
}

fn parse<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T, String> {
    serde_json::from_slice(bytes).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, String> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let beside = path.with_extension("new");
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| format!("{}: {error}", path.display()))
}
