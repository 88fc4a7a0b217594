//! What is kept while a run goes on: a checkpoint and a report of every network, and all numbers.
//!
//! A checkpoint is a line of JSON, [`Head`], and behind it so many arrays of n numbers in single
//! precision, little-endian: x, and what the optimiser remembers. Files are written beside their place
//! and moved there, so that a run that is ended leaves whole ones.

use crate::failure::Failure;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sharp_minima::f1::{Network, Numbers};
use sharp_minima::jobs::{TrainJob, fingerprint};
use sharp_minima::optimizer::Schedule;
use sharp_minima::settings::Regime;
use sharp_minima::training::{Checkpoint, EpochPoint};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder of a run.
pub struct Folder(PathBuf);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    /// The training.
    job: TrainJob,
    points: Vec<EpochPoint>,
    /// n.
    dimension: usize,
    /// How many arrays follow.
    arrays: usize,
    /// That of x.
    fingerprint: String,
}

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
        let regime = match job.regime {
            Regime::Small => "sb",
            Regime::Large => "lb",
        };
        self.0.join(format!("{regime}-{}.{ending}", job.trial))
    }

    /// Keeps a training.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write_checkpoint(&self, job: &TrainJob, checkpoint: &Checkpoint) -> Result<(), String> {
        let Checkpoint { x, memory, points } = checkpoint;
        let head = Head {
            job: job.clone(),
            points: points.clone(),
            dimension: x.len(),
            arrays: 1 + memory.len(),
            fingerprint: fingerprint(x),
        };
        let mut bytes = json(&head)?;
        bytes.push(b'\n');
        let numbers = std::iter::once(x).chain(memory).flatten();
        bytes.extend(numbers.flat_map(|number| number.to_le_bytes()));
        write(&self.file(job, "checkpoint"), &bytes)
    }

    /// The training that was kept; `None` without one.
    ///
    /// # Errors
    /// Where it is another's, or broken.
    pub fn checkpoint(&self, job: &TrainJob) -> Result<Option<Checkpoint>, String> {
        let path = self.file(job, "checkpoint");
        let Some(bytes) = read(&path)? else {
            return Ok(None);
        };
        let wrong = |why: &str| format!("{}: {why}", path.display());
        let end = bytes.iter().position(|&byte| byte == b'\n');
        let (head, body) = bytes.split_at(end.ok_or_else(|| wrong("not a checkpoint"))?);
        let head: Head = parse(&path, head)?;
        if lasting(&head.job) != lasting(job) {
            let why = "a checkpoint of other settings; --folder names another place";
            return Err(wrong(why));
        }
        let numbers = body[1..].chunks_exact(4);
        let numbers: Vec<f32> = numbers
            .filter_map(|bytes| Some(f32::from_le_bytes(bytes.try_into().ok()?)))
            .collect();
        let mut arrays = numbers.chunks(head.dimension.max(1)).map(<[_]>::to_vec);
        let x = arrays.next().unwrap_or_default();
        let whole = 4 * head.dimension * head.arrays == body.len() - 1;
        if !whole || fingerprint(&x) != head.fingerprint {
            return Err(wrong("a broken checkpoint"));
        }
        Ok(Some(Checkpoint {
            x,
            memory: arrays.collect(),
            points: head.points,
        }))
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

/// What the page shows of F1.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/results/f1.json");

/// Writes what the page shows.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_page(numbers: &Numbers) -> Result<(), Failure> {
    let mut bytes = json(numbers).map_err(Failure::Other)?;
    bytes.push(b'\n');
    write(Path::new(PAGE), &bytes).map_err(Failure::Other)
}

/// A training's settings without those that say when it ends: one with a constant rate may go on
/// whatever they are.
fn lasting(job: &TrainJob) -> TrainJob {
    let mut job = job.clone();
    if job.experiment.schedule == Schedule::Constant {
        job.experiment.epochs = 0;
    }
    job
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
