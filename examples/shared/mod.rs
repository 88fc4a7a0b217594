//! What the examples share: their arguments, their samples, jobs run to their end, and figures over
//! trials.

use sharp_minima::data::{self, Dataset};
use sharp_minima::experiment::settings::DataSet;
use sharp_minima::experiment::task::Task;
use sharp_minima::experiment::{Experiment, Job, Report, presets, read_link};
use std::error::Error;
use std::rc::Rc;

/// What every example's command line says: `--draw N`, which may stand several times, `--trials N`,
/// `--measures`, and words.
pub struct Arguments {
    /// Draws of generated samples; empty where none is given.
    pub draws: Vec<u32>,
    /// Number of trials, if it is given.
    pub trials: Option<u32>,
    /// Whether all measures are asked for.
    pub measures: bool,
    /// Everything else, in its order.
    pub words: Vec<String>,
}

impl Arguments {
    /// Reads the command line.
    ///
    /// # Errors
    /// Where an option is unknown or its number is missing or not a whole number.
    pub fn read() -> Result<Self, Box<dyn Error>> {
        let mut read = Self {
            draws: Vec::new(),
            trials: None,
            measures: false,
            words: Vec::new(),
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut number = || -> Result<u32, Box<dyn Error>> {
                let text = words.next().ok_or(format!("{word}: a number is missing"))?;
                let number = text.parse();
                Ok(number.map_err(|_| format!("{word}: {text} is not a whole number"))?)
            };
            match word.as_str() {
                "--draw" => read.draws.push(number()?),
                "--trials" => read.trials = Some(number()?),
                "--measures" => read.measures = true,
                option if option.starts_with('-') => {
                    let allowed = "--draw, --trials, --measures";
                    return Err(format!("{option} is not allowed; allowed are {allowed}").into());
                }
                _ => read.words.push(word),
            }
        }
        Ok(read)
    }

    /// The settings of a preset, or of a link's hash as “preset=convincing&lr=0.01”, with the trials
    /// that were asked for, once for every draw.
    ///
    /// # Errors
    /// Where there is no such preset, or a setting is not allowed.
    pub fn experiments(&self, word: &str) -> Result<Vec<Experiment>, Box<dyn Error>> {
        let mut experiment = if word.contains('=') {
            linked(word)?
        } else {
            preset(word)?
        };
        experiment.trials = self.trials.unwrap_or(experiment.trials);
        let experiment = experiment.check()?;
        if self.draws.is_empty() {
            return Ok(vec![experiment]);
        }
        let of = |draw: &u32| Experiment {
            draw: *draw,
            ..experiment.clone()
        };
        Ok(self.draws.iter().map(of).collect())
    }
}

fn preset(name: &str) -> Result<Experiment, Box<dyn Error>> {
    let known = presets().into_iter().find(|preset| preset.name == name);
    let preset = known.ok_or_else(|| {
        let names: Vec<_> = presets().iter().map(|preset| preset.name).collect();
        let names = names.join(", ");
        format!("preset: {name} is not allowed; allowed are {names}")
    })?;
    Ok(preset.experiment)
}

fn linked(hash: &str) -> Result<Experiment, Box<dyn Error>> {
    let link = read_link(hash);
    if link.notices.is_empty() {
        Ok(link.experiment)
    } else {
        Err(link.notices.join("; ").into())
    }
}

/// The samples of an experiment, archives from the page's folder.
///
/// # Errors
/// If an archive cannot be read.
pub fn load(experiment: &Experiment) -> Result<Rc<Dataset>, Box<dyn Error>> {
    let archive = match experiment.data {
        DataSet::Mnist1d | DataSet::Spirals => None,
        DataSet::Mnist => Some(std::fs::read("www/data/mnist14.bin")?),
        DataSet::Optdigits => Some(std::fs::read("www/data/optdigits.bin")?),
    };
    Ok(Rc::new(data::load(&experiment.into(), archive.as_deref())?))
}

/// A job's report and the vectors it leaves.
pub type Finished = (Report, Vec<Vec<f32>>);

/// Runs a job to its end.
///
/// # Errors
/// If the vectors do not fit the job.
pub fn run(
    job: Job,
    vectors: Vec<Vec<f32>>,
    data: &Rc<Dataset>,
) -> Result<Finished, Box<dyn Error>> {
    let mut task = Task::start(job, vectors, Rc::clone(data))?;
    while !task.advance() {}
    let report = task.report().ok_or("a finished task has a report")?;
    let left = task.vectors().into_iter().map(<[f32]>::to_vec).collect();
    Ok((report, left))
}

/// Mean ± standard deviation.
pub fn summary(values: impl IntoIterator<Item = f64>, digits: usize) -> String {
    let values: Vec<f64> = values.into_iter().collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    let deviation = (squares / (values.len() as f64 - 1.0)).sqrt();
    format!("{mean:.digits$} ± {deviation:.digits$}")
}
