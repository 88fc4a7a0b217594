//! What a worker does: it runs jobs on data sets that it keeps.

use super::border::{failure, from_js, kind, known, to_js};
use crate::comparison::preview::{Preview, PreviewJob, preview};
use crate::data::{self, Dataset, Selection};
use crate::experiment::settings::DataSet;
use crate::experiment::task::Task;
use crate::experiment::{Experiment, Job};
use crate::landscape::{Survey, SurveyTask};
use crate::measures::{self, FilesTask, Inquiry, InquiryTask};
use js_sys::Float32Array;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Runs jobs; keeps the archives it was offered and the data set it used last.
#[wasm_bindgen]
#[derive(Default)]
pub struct Laboratory {
    mnist: Option<Vec<u8>>,
    optdigits: Option<Vec<u8>>,
    last: Option<(Selection, Rc<Dataset>)>,
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
        let place = match name {
            "mnist" => Some(&mut self.mnist),
            "optdigits" => Some(&mut self.optdigits),
            _ => None,
        };
        *known(place, "archive", name, &["mnist", "optdigits"])? = Some(archive);
        Ok(())
    }

    /// Starts a job, a survey, an inquiry or a preview; `vectors` are those that its kind needs.
    ///
    /// # Errors
    /// With a message that names what is wrong with the job, its data or its vectors.
    pub fn start(&mut self, job: JsValue, vectors: Vec<Float32Array>) -> Result<WebTask, JsValue> {
        let vectors = vectors.iter().map(Float32Array::to_vec).collect();
        let running = match family(&job)? {
            Family::Survey => {
                let survey: Survey = from_js(job)?;
                let data = self.dataset(survey.experiment())?;
                SurveyTask::start(survey, vectors, data).map(Running::Survey)
            }
            Family::Inquiry => {
                let inquiry: Inquiry = from_js(job)?;
                let data = self.dataset(inquiry.experiment())?;
                InquiryTask::start(inquiry, vectors, data).map(Running::Inquiry)
            }
            Family::Preview => {
                let job: PreviewJob = from_js(job)?;
                let data = self.dataset(&job.experiment)?;
                let preview = preview(&job, &data).map_err(failure)?;
                return Ok(WebTask::new(Running::Preview(preview)));
            }
            Family::Job => {
                let job: Job = from_js(job)?;
                let data = self.dataset(job.experiment())?;
                Task::start(job, vectors, data).map(Running::Job)
            }
        };
        running.map(WebTask::new).map_err(failure)
    }

    /// Starts measuring a network from files: the bytes of a `network.json` and a `data.json`.
    ///
    /// # Errors
    /// With a message that names the file, the place in it and what is wrong there.
    pub fn start_files(
        &self,
        network: Vec<u8>,
        data: Vec<u8>,
        seed: u32,
    ) -> Result<WebTask, JsValue> {
        let task = FilesTask::start(&network, &data, seed).map_err(failure)?;
        Ok(WebTask::new(Running::Files(Box::new(task))))
    }

    /// The network of `experiment` at `x` as `network.json`.
    ///
    /// # Errors
    /// With a message that names what is wrong with the experiment, its data or x.
    pub fn network_json(
        &mut self,
        experiment: JsValue,
        x: &Float32Array,
    ) -> Result<String, JsValue> {
        let experiment: Experiment = from_js(experiment)?;
        let data = self.dataset(&experiment)?;
        measures::network_json(&experiment, x.to_vec(), &data).map_err(failure)
    }

    /// The training samples of `experiment` as `data.json`.
    ///
    /// # Errors
    /// With a message that names what is wrong with the experiment or its data.
    pub fn data_json(&mut self, experiment: JsValue) -> Result<String, JsValue> {
        let experiment: Experiment = from_js(experiment)?;
        let data = self.dataset(&experiment)?;
        Ok(measures::data_json(&data))
    }
}

/// What a kind belongs to.
enum Family {
    Job,
    Survey,
    Inquiry,
    Preview,
}

fn family(job: &JsValue) -> Result<Family, JsValue> {
    Ok(match kind(job)?.as_deref() {
        Some("slice" | "points" | "probe") => Family::Survey,
        Some("minimum" | "epoch" | "scale") => Family::Inquiry,
        Some("preview") => Family::Preview,
        _ => Family::Job,
    })
}

impl Laboratory {
    /// The data of an experiment, which is checked.
    fn dataset(&mut self, experiment: &Experiment) -> Result<Rc<Dataset>, JsValue> {
        experiment.clone().check().map_err(failure)?;
        let selection = Selection::from(experiment);
        if let Some((last, data)) = &self.last
            && *last == selection
        {
            return Ok(Rc::clone(data));
        }
        let archive = match selection.data {
            DataSet::Mnist1d | DataSet::Spirals => None,
            DataSet::Mnist => self.mnist.as_deref(),
            DataSet::Optdigits => self.optdigits.as_deref(),
        };
        let data = data::load(&selection, archive);
        let data = Rc::new(data.map_err(failure)?);
        self.last = Some((selection, Rc::clone(&data)));
        Ok(data)
    }
}

enum Running {
    Job(Task),
    Survey(SurveyTask),
    Inquiry(InquiryTask),
    Files(Box<FilesTask>),
    /// It was made at once.
    Preview(Preview),
}

/// A job, a survey, an inquiry or a preview under way.
#[wasm_bindgen(js_name = Task)]
pub struct WebTask {
    running: Running,
    told: usize,
}

#[wasm_bindgen(js_class = Task)]
impl WebTask {
    /// Does one unit of work; returns whether the job is finished.
    pub fn advance(&mut self) -> bool {
        match &mut self.running {
            Running::Job(task) => task.advance(),
            Running::Survey(task) => task.advance(),
            Running::Inquiry(task) => task.advance(),
            Running::Files(task) => task.advance(),
            Running::Preview(_) => true,
        }
    }

    /// The share of the work that is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        match &self.running {
            Running::Job(task) => task.progress(),
            Running::Survey(task) => task.progress(),
            Running::Inquiry(task) => task.progress(),
            Running::Files(task) => task.progress(),
            Running::Preview(_) => 1.0,
        }
    }

    /// Whether there is something to report that was not reported yet.
    pub fn changed(&self) -> bool {
        self.news() > self.told
    }

    /// The job's report: a training's at any time, the others' once they are finished.
    ///
    /// # Errors
    /// If the report cannot be turned into JavaScript's data.
    pub fn report(&mut self) -> Result<JsValue, JsValue> {
        self.told = self.news();
        match &self.running {
            Running::Job(task) => task.report().map(|report| to_js(&report)),
            Running::Survey(task) => task.finding().map(|finding| to_js(&finding)),
            Running::Inquiry(task) => task.answer().map(|answer| to_js(&answer)),
            Running::Files(task) => task.answer().map(|answer| to_js(&answer)),
            Running::Preview(preview) => Some(to_js(preview)),
        }
        .unwrap_or(Ok(JsValue::UNDEFINED))
    }

    /// What a finished training leaves, x and then the snapshots; or a slice: centre, d₁, d₂.
    pub fn vectors(&self) -> Vec<Float32Array> {
        let vectors = match &self.running {
            Running::Job(task) => task.vectors(),
            Running::Survey(task) => task.vectors(),
            Running::Inquiry(_) | Running::Files(_) | Running::Preview(_) => Vec::new(),
        };
        vectors.into_iter().map(Float32Array::from).collect()
    }
}

impl WebTask {
    fn new(running: Running) -> Self {
        Self { running, told: 0 }
    }

    fn news(&self) -> usize {
        match &self.running {
            Running::Job(task) => task.news(),
            Running::Survey(task) => usize::from(task.finding().is_some()),
            Running::Inquiry(task) => usize::from(task.answer().is_some()),
            Running::Files(task) => usize::from(task.answer().is_some()),
            Running::Preview(_) => 1,
        }
    }
}
