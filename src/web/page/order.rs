//! What a worker is to do.

use crate::jobs::Key;
use crate::results::Order;
use js_sys::{Array, Uint32Array};
use wasm_bindgen::prelude::*;

/// A job for a worker.
#[wasm_bindgen]
pub struct WorkerOrder(pub(super) Order<JsValue>);

#[wasm_bindgen]
impl WorkerOrder {
    /// The order's number.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> u32 {
        self.0.id
    }

    /// The job as JSON.
    #[wasm_bindgen(getter)]
    pub fn job(&self) -> String {
        let key: Key = self.0.job.key();
        key.as_str().to_owned()
    }

    /// The file name of the data archive that the job needs; undefined where its data is generated.
    #[wasm_bindgen(getter)]
    pub fn archive(&self) -> Option<String> {
        let data = self.0.job.experiment()?.data;
        data.archive().map(str::to_owned)
    }

    /// For each of the job's needs the labels of its vectors.
    #[wasm_bindgen(getter)]
    pub fn labels(&self) -> Vec<Uint32Array> {
        let lists = self.0.kept.iter();
        lists
            .map(|(labels, _)| Uint32Array::from(labels.as_slice()))
            .collect()
    }

    /// For each of the job's needs its vectors.
    #[wasm_bindgen(getter, unchecked_return_type = "Float32Array[][]")]
    pub fn vectors(&self) -> Vec<Array> {
        self.0
            .kept
            .iter()
            .map(|(_, vectors)| vectors.iter().collect())
            .collect()
    }

    /// The job's files.
    #[wasm_bindgen(getter, unchecked_return_type = "Uint8Array[]")]
    pub fn files(&self) -> Vec<JsValue> {
        self.0.files.clone()
    }
}
