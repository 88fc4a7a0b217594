//! What a worker does: it runs jobs on data sets that it keeps.

use super::border::{failure, from_js, to_js};
use crate::data::{self, Dataset};
use crate::experiment::settings::DataSet;
use crate::experiment::task::Task;
use crate::experiment::{Experiment, Job};
use js_sys::Float32Array;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Everything that decides which samples an experiment sees.
#[derive(PartialEq)]
struct DataKey {
    data: DataSet,
    train: usize,
    label_noise: f64,
    seed: u32,
}

impl DataKey {
    fn of(experiment: &Experiment) -> Self {
        let Experiment {
            data,
            train,
            label_noise,
            seed,
            ..
        } = *experiment;
        // Without label noise the samples do not depend on the seed.
        let seed = if label_noise > 0.0 { seed } else { 0 };
        Self {
            data,
            train,
            label_noise,
            seed,
        }
    }
}

/// Runs jobs; keeps the archives it was offered and the data set it used last.
#[wasm_bindgen]
#[derive(Default)]
pub struct Laboratory {
    mnist: Option<Vec<u8>>,
    optdigits: Option<Vec<u8>>,
    last: Option<(DataKey, Rc<Dataset>)>,
}

#[wasm_bindgen]
impl Laboratory {
    /// An empty laboratory.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the bytes of the data archive `mnist` or `optdigits`.
    ///
    /// # Errors
    /// If `name` is another.
    pub fn offer(&mut self, name: &str, archive: Vec<u8>) -> Result<(), JsValue> {
        match name {
            "mnist" => self.mnist = Some(archive),
            "optdigits" => self.optdigits = Some(archive),
            _ => {
                return Err(failure(format!(
                    "archive: {name} is not allowed; allowed are mnist, optdigits"
                )));
            }
        }
        Ok(())
    }

    /// Starts a job; `vectors` are those that the job's kind needs.
    ///
    /// # Errors
    /// With a message that names what is wrong with the job, its data or its vectors.
    pub fn start(&mut self, job: JsValue, vectors: Vec<Float32Array>) -> Result<WebTask, JsValue> {
        let job: Job = from_js(job)?;
        job.experiment().clone().check().map_err(failure)?;
        let data = self.dataset(job.experiment())?;
        let vectors = vectors.iter().map(Float32Array::to_vec).collect();
        let task = Task::start(job, vectors, data).map_err(failure)?;
        Ok(WebTask { task, told: 0 })
    }
}

impl Laboratory {
    fn dataset(&mut self, experiment: &Experiment) -> Result<Rc<Dataset>, JsValue> {
        let key = DataKey::of(experiment);
        if let Some((last, data)) = &self.last
            && *last == key
        {
            return Ok(Rc::clone(data));
        }
        let archive = match key.data {
            DataSet::Mnist1d => None,
            DataSet::Mnist => self.mnist.as_deref(),
            DataSet::Optdigits => self.optdigits.as_deref(),
        };
        let data = data::load(key.data, key.train, key.label_noise, key.seed, archive);
        let data = Rc::new(data.map_err(failure)?);
        self.last = Some((key, Rc::clone(&data)));
        Ok(data)
    }
}

/// A job under way.
#[wasm_bindgen(js_name = Task)]
pub struct WebTask {
    task: Task,
    told: usize,
}

#[wasm_bindgen(js_class = Task)]
impl WebTask {
    /// Does one unit of work; returns whether the job is finished.
    pub fn advance(&mut self) -> bool {
        self.task.advance()
    }

    /// The share of the work that is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        self.task.progress()
    }

    /// Whether there is something to report that was not reported yet.
    pub fn changed(&self) -> bool {
        self.task.news() > self.told
    }

    /// The job's report: a training's at any time, the others' once they are finished.
    ///
    /// # Errors
    /// If the report cannot be turned into JavaScript's data.
    pub fn report(&mut self) -> Result<JsValue, JsValue> {
        self.told = self.task.news();
        self.task
            .report()
            .map_or(Ok(JsValue::UNDEFINED), |report| to_js(&report))
    }

    /// What a finished training leaves: x and then the snapshots.
    pub fn vectors(&self) -> Vec<Float32Array> {
        self.task
            .vectors()
            .into_iter()
            .map(Float32Array::from)
            .collect()
    }
}
