//! What a computation has on this machine: threads, and the archives of real digits.

use crate::failure::Failure;
use crate::measure::whole;
use clap::Args;
use sharp_minima::data::DataSet;
use sharp_minima::session::{Archives, Files};
use sharp_minima::settings::Experiment;
use std::path::{Path, PathBuf};
use std::thread;

/// The archives of this repository, and what is too large for it, as `cargo xtask data whole` makes it.
const DATA: [&str; 2] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/../www/data"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/../target/data"),
];

/// See the [module](self).
#[derive(Args, Clone, Debug)]
pub struct Machine {
    /// The folder of mnist14.bin, optdigits.bin and mnist28.bin, in place of the repository's www/data
    /// and target/data; `cargo xtask data whole` makes mnist28.bin
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
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
        let own = || {
            let places = DATA.map(|folder| Path::new(folder).join(name));
            let there = places.iter().find(|path| path.is_file());
            there.unwrap_or(&places[0]).clone()
        };
        let path = self.data.as_ref().map_or_else(own, |data| data.join(name));
        std::fs::read(&path).map_err(|error| {
            let path = path.display();
            let whole = DataSet::Mnist28.archive() == Some(name);
            let made = if whole {
                ", which cargo xtask data whole makes"
            } else {
                ""
            };
            Failure::Input(format!(
                "{path}: {error}; --data names the folder of {name}{made}"
            ))
        })
    }
}
