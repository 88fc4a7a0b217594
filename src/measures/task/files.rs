//! Measuring a network that was brought from elsewhere.

use super::measure::ALL;
use super::run::MeasuresRun;
use crate::experiment::plan::Plan;
use crate::measures::report::Answer;
use crate::network::EmpiricalRisk;
use crate::network::exchange::{ExchangeError, Network, Samples};
use crate::sharpness::Options;

/// A larger network is refused: the hundred columns of its subspace alone would take all memory
/// that a page has.
pub const MOST_PARAMETERS: usize = 1_000_000;

/// All measures of a network from files, in double precision and with the statistics of batch norm
/// that are stored with it.
pub struct FilesTask {
    run: MeasuresRun,
}

impl FilesTask {
    /// Starts measuring the network in `network`, of the form `network.json`, on the samples in
    /// `data`, of the form `data.json`; see [`exchange`](crate::network::exchange). Everything
    /// random is that of trial 0 of `seed`.
    ///
    /// # Errors
    /// Where a file is not of its form, the two do not fit, or the network has more than
    /// [`MOST_PARAMETERS`]; the place begins with the file's name.
    pub fn start(network: &[u8], data: &[u8], seed: u32) -> Result<Self, ExchangeError> {
        let in_network = |error| located("network.json", error);
        let in_data = |error| located("data.json", error);
        let network = Network::read(network).map_err(in_network)?;
        let samples = Samples::read(data).map_err(in_data)?;
        samples.fit(&network).map_err(in_data)?;
        let n = network.x.len();
        if n > MOST_PARAMETERS {
            let problem = format!("{n} parameters; at most {MOST_PARAMETERS} are measured");
            return Err(ExchangeError {
                place: "network.json".into(),
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
        let run = MeasuresRun::new(Box::new(risk), count, network.x, plan, &ALL);
        Ok(Self { run })
    }

    /// Does one unit of work; returns whether all is measured.
    pub fn advance(&mut self) -> bool {
        self.run.advance()
    }

    /// The share of the work that is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        self.run.progress()
    }

    /// The measures, once all are taken.
    pub fn answer(&self) -> Option<Answer> {
        let measures = self.run.measures()?.clone();
        Some(Answer::Files(Box::new(measures)))
    }
}

/// The error with its file's name before the place in it.
fn located(file: &str, error: ExchangeError) -> ExchangeError {
    let place = match error.place.as_str() {
        "" => file.into(),
        place => format!("{file}: {place}"),
    };
    ExchangeError { place, ..error }
}
