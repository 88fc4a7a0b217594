//! The data that jobs run on.

use crate::data::{self, DataSet, Dataset, Selection};
use crate::settings::Experiment;
use std::rc::Rc;

/// The bytes of archives, each with the data set that it is of.
pub type Files = Vec<(DataSet, Vec<u8>)>;

/// The archives that are at hand, and the data set that was used last.
#[derive(Clone, Default)]
pub struct Archives {
    files: Files,
    last: Option<(Selection, Rc<Dataset>)>,
}

impl Archives {
    /// These.
    pub fn new(files: Files) -> Self {
        Self { files, last: None }
    }

    /// Takes another.
    pub fn offer(&mut self, data: DataSet, bytes: Vec<u8>) {
        self.files.retain(|(of, _)| *of != data);
        self.files.push((data, bytes));
    }

    /// The data of an experiment, which is checked.
    ///
    /// # Errors
    /// In words, if the experiment is not allowed or its archive is missing or broken.
    pub fn dataset(&mut self, experiment: &Experiment) -> Result<Rc<Dataset>, String> {
        experiment
            .clone()
            .check()
            .map_err(|error| error.to_string())?;
        let selection = Selection::from(experiment);
        if let Some((last, data)) = &self.last
            && *last == selection
        {
            return Ok(Rc::clone(data));
        }
        let mut files = self.files.iter();
        let archive = files.find(|(data, _)| *data == selection.data);
        let archive = archive.map(|(_, bytes)| bytes.as_slice());
        let data = data::load(&selection, archive).map_err(|error| error.to_string())?;
        let data = Rc::new(data);
        self.last = Some((selection, Rc::clone(&data)));
        Ok(data)
    }
}
