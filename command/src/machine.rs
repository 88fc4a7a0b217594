//! What a computation has on this machine: threads, and the archives of real digits.

use crate::failure::Failure;
use crate::measure::whole;
use clap::Args;
use sharp_minima::session::{Archives, Files};
use sharp_minima::settings::Experiment;
use std::path::PathBuf;
use std::thread;

/// The archives of this repository.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/data");

/// See the [module](self).
#[derive(Args, Clone, Debug)]
pub struct Machine {
    /// The folder of mnist14.bin and optdigits.bin, in place of the repository's www/data
    #[arg(long, value_name = "DIR", default_value = DATA, hide_default_value = true)]
    data: PathBuf,
    /// How many threads compute, in place of all that there are
    #[arg(long, value_name = "N", value_parser = whole(1, 1024), allow_negative_numbers = true)]
    threads: Option<u32>,
}

impl Machine {
    /// How many threads compute.
    pub fn threads(&self) -> usize {
        let all = || thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(all, |threads| threads as usize)
    }

    /// The archives that an experiment needs.
    ///
    /// # Errors
    /// Where one cannot be read, or is another.
    pub fn files(&self, experiment: &Experiment) -> Result<Files, Failure> {
        let data = experiment.data;
        let archive = data.archive();
        let files = archive.map(|name| Ok((data, self.read(name)?)));
        let files: Files = files.into_iter().collect::<Result<_, Failure>>()?;
        let mut archives = Archives::new(files.clone());
        archives.dataset(experiment).map_err(Failure::Input)?;
        Ok(files)
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, Failure> {
        let path = self.data.join(name);
        std::fs::read(&path).map_err(|error| {
            let path = path.display();
            Failure::Input(format!(
                "{path}: {error}; --data names the folder of {name}"
            ))
        })
    }
}
