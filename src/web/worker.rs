//! What a worker does: it runs jobs on data sets that it keeps.

use super::convert::{failure, known};
use crate::choice::Named;
use crate::data::DataSet;
use crate::exchange::write_json;
use crate::jobs::{Inputs, Job, Kept, Task};
use crate::session::Archives;
use js_sys::{Array, Float32Array, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::*;

/// Runs jobs; keeps the archives it was offered and the data set it used last.
#[wasm_bindgen]
#[derive(Default)]
pub struct Worker {
    archives: Archives,
}

#[wasm_bindgen]
impl Worker {
    /// A worker without any data.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the bytes of the data archive of this file name.
    ///
    /// # Errors
    /// If no data set comes from it.
    pub fn offer(&mut self, name: &str, archive: Vec<u8>) -> Result<(), JsValue> {
        let all = || DataSet::ALL.iter().map(|(data, _)| *data);
        let data = all().find(|data| data.archive() == Some(name));
        let allowed: Vec<&str> = all().filter_map(DataSet::archive).collect();
        self.archives
            .offer(known(data, "archive", name, &allowed)?, archive);
        Ok(())
    }

    /// Starts a job, given as JSON; for each of its needs there is an array of labels in `labels` and one of
    /// vectors in `vectors`. With a checkpoint it goes on from there, if that is its own.
    ///
    /// # Errors
    /// With a message that names what is wrong with the job, its data, its vectors or its files.
    pub fn start(
        &mut self,
        job: &str,
        labels: Vec<Uint32Array>,
        vectors: Vec<Array>,
        files: Vec<Uint8Array>,
        checkpoint: Option<Vec<u8>>,
    ) -> Result<WorkerTask, JsValue> {
        let job = Job::read(job).map_err(failure)?;
        let data = job
            .experiment()
            .map(|experiment| self.archives.dataset(experiment));
        let kept = labels.iter().zip(&vectors).map(|(labels, vectors)| Kept {
            labels: labels.to_vec(),
            vectors: vectors
                .iter()
                .map(|v| Float32Array::new(&v).to_vec())
                .collect(),
        });
        let inputs = Inputs {
            kept: kept.collect(),
            files: files.iter().map(Uint8Array::to_vec).collect(),
            data: data.transpose().map_err(failure)?,
            checkpoint,
        };
        let task = job.start(inputs).map_err(failure)?;
        Ok(WorkerTask { task, told: 0 })
    }
}

/// A job under way.
#[wasm_bindgen]
pub struct WorkerTask {
    task: Box<dyn Task>,
    told: usize,
}

#[wasm_bindgen]
impl WorkerTask {
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

    /// The job's report as JSON: a training's at any time, the others' once they are finished.
    pub fn report(&mut self) -> Option<String> {
        self.told = self.task.news();
        let report = self.task.report();
        report.map(|report| write_json(&report))
    }

    /// All that it would go on from; undefined where that cannot be told just now.
    pub fn checkpoint(&self) -> Option<Vec<u8>> {
        self.task.checkpoint()
    }

    /// The labels of the vectors that a finished job leaves, and these.
    pub fn kept(&self) -> Leftover {
        let Kept { labels, vectors } = self.task.kept();
        Leftover { labels, vectors }
    }
}

/// The vectors that a job leaves.
#[wasm_bindgen]
pub struct Leftover {
    labels: Vec<u32>,
    vectors: Vec<Vec<f32>>,
}

#[wasm_bindgen]
impl Leftover {
    /// Their labels, ascending.
    #[wasm_bindgen(getter)]
    pub fn labels(&self) -> Vec<u32> {
        self.labels.clone()
    }

    /// The vectors.
    #[wasm_bindgen(getter)]
    pub fn vectors(&self) -> Vec<Float32Array> {
        self.vectors
            .iter()
            .map(|vector| Float32Array::from(vector.as_slice()))
            .collect()
    }
}
