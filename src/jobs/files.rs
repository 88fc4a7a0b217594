//! Measures of a network that was brought from elsewhere.

use super::measures::{MeasuresRun, Part};
use super::plan::Plan;
use super::{Inputs, Need, Report, Task, TaskError, Work, train};
use crate::exchange::{ExchangeError, FileFormat, Network, Samples};
use crate::network::EmpiricalRisk;
use crate::settings::Experiment;
use crate::sharpness::Options;
use serde::{Deserialize, Serialize};

/// A larger network is refused: the hundred columns of its subspace alone would take all memory
/// that a page has.
pub const MOST_PARAMETERS: usize = 1_000_000;

/// Take a part of the measures of a network from files, in double precision and with the statistics of batch norm
/// that are stored with it. Everything random is that of trial 0 of `seed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilesJob {
    /// The [digest] of a network's file; see [`exchange`](crate::exchange).
    pub network: String,
    /// That of a file of data.
    pub data: String,
    /// The seed.
    pub seed: u32,
    /// What is taken.
    pub part: Part,
}

impl FilesJob {
    /// All parts of the network and the data with these digests, the longest first.
    pub fn parts(network: &str, data: &str, seed: u32) -> [Self; 5] {
        Part::OF_FILES.map(|part| Self {
            network: network.to_owned(),
            data: data.to_owned(),
            seed,
            part,
        })
    }

    /// Whether both are parts of the same measures.
    pub fn belongs_with(&self, other: &Self) -> bool {
        (&self.network, &self.data, self.seed) == (&other.network, &other.data, other.seed)
    }
}

/// What a file is named by: its length and its hash.
pub fn digest(file: &[u8]) -> String {
    format!("{}-{}", file.len(), train::hash(file.iter().copied()))
}

impl Work for FilesJob {
    fn experiment(&self) -> Option<&Experiment> {
        None
    }

    fn needs(&self) -> Vec<Need> {
        Vec::new()
    }

    fn cost(&self) -> f64 {
        self.part.cost(Options::STARTS_FROM_ELSEWHERE)
    }

    fn files(&self) -> Vec<&str> {
        vec![&self.network, &self.data]
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let count = |files: Vec<_>| {
            let problem = format!(
                "{} were given; a network and its data are needed",
                files.len()
            );
            TaskError::field("files", problem)
        };
        let [network, data]: [Vec<u8>; 2] = inputs.files.try_into().map_err(count)?;
        let part = self.part;
        let run = measuring(&network, &data, self.seed, part)
            .map_err(|error| TaskError::field(error.place, error.problem))?;
        Ok(Box::new(FilesTask { part, run }))
    }
}

/// Reads both files and begins to measure.
///
/// The error's place begins with the file's name: `network` or `data`, and what its format is.
fn measuring(
    network: &[u8],
    data: &[u8],
    seed: u32,
    part: Part,
) -> Result<MeasuresRun, ExchangeError> {
    let named = |what, file| format!("{what}.{}", FileFormat::of(file).extension());
    let names = [named("network", network), named("data", data)];
    let in_data = |error| located(&names[1], error);
    let network = Network::read(network).map_err(|error| located(&names[0], error))?;
    let samples = Samples::read(data).map_err(in_data)?;
    samples.fit(&network).map_err(in_data)?;
    let n = network.x.len();
    if n > MOST_PARAMETERS {
        let problem = format!("{n} parameters; at most {MOST_PARAMETERS} are measured");
        return Err(ExchangeError {
            place: names[0].clone(),
            problem,
        });
    }
    let count = samples.labels.len();
    let risk = EmpiricalRisk::new(&network.shape, samples, network.statistics);
    let plan = Plan {
        seed,
        trial: 0,
        starts: Options::STARTS_FROM_ELSEWHERE,
    };
    Ok(MeasuresRun::new(
        Box::new(risk),
        count,
        network.x,
        plan,
        part.measures(),
    ))
}

/// The error with its file's name before the place in it.
fn located(file: &str, error: ExchangeError) -> ExchangeError {
    let place = match error.place.as_str() {
        "" => file.into(),
        place => format!("{file}: {place}"),
    };
    ExchangeError { place, ..error }
}

struct FilesTask {
    part: Part,
    run: MeasuresRun,
}

impl Task for FilesTask {
    fn advance(&mut self) -> bool {
        self.run.advance()
    }

    fn progress(&self) -> f64 {
        self.run.progress()
    }

    fn report(&self) -> Option<Report> {
        Some(Report::Files(Box::new(self.run.taken(self.part)?)))
    }
}
