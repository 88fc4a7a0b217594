//! What the page's thread uses for the preview of data augmentation.

use super::border::{checked, failure, from_js, to_js};
use super::canvas;
use crate::comparison::preview::{Preview, PreviewJob, panel};
use crate::figure;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// What a worker is asked for a preview of an experiment's augmentation; `draw` says which.
///
/// # Errors
/// If the experiment is not allowed.
#[wasm_bindgen]
pub fn preview_job(experiment: JsValue, draw: u32) -> Result<JsValue, JsValue> {
    to_js(&PreviewJob::of(checked(experiment)?, draw))
}

/// A preview with what it was asked for.
#[wasm_bindgen(js_name = Preview)]
pub struct WebPreview {
    job: PreviewJob,
    preview: Preview,
}

#[wasm_bindgen(js_class = Preview)]
impl WebPreview {
    /// Of a job and its answer.
    ///
    /// # Errors
    /// If they are none.
    #[wasm_bindgen(constructor)]
    pub fn new(job: JsValue, answer: JsValue) -> Result<Self, JsValue> {
        let preview: Preview = from_js(answer)?;
        if !preview.is_whole() {
            return Err(failure("preview: it is not as long as it says"));
        }
        Ok(Self {
            job: from_js(job)?,
            preview,
        })
    }

    /// Words and numbers, whatever the figure's name.
    ///
    /// # Errors
    /// If they cannot cross the border.
    pub fn panel(&self, _name: &str) -> Result<JsValue, JsValue> {
        to_js(&panel(&self.job, &self.preview))
    }

    /// Draws it over the whole canvas; there is nothing to read along axes.
    ///
    /// # Errors
    /// If the canvas fails.
    pub fn draw(
        &self,
        _name: &str,
        canvas: &HtmlCanvasElement,
        look: JsValue,
    ) -> Result<JsValue, JsValue> {
        canvas::draw(canvas, &self.preview, look)
    }

    /// The same picture as an SVG document, in CSS pixels.
    pub fn svg(&self, _name: &str, width: u32, height: u32, dark: bool) -> String {
        figure::svg(&self.preview, width, height, dark)
    }
}
