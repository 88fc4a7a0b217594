//! What the page's thread uses: links, controls, the study under way, and its figures.

use super::border::{checked, failure, from_js, known, report_from_js, to_js};
use super::canvas;
use crate::experiment::panel::Topic;
use crate::experiment::{self, Job, Study};
use crate::figure::Figure;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// Reads a link's hash; what it could not take is told in its notices.
///
/// # Errors
/// If the link cannot be turned into JavaScript's data.
#[wasm_bindgen]
pub fn read_link(hash: &str) -> Result<JsValue, JsValue> {
    to_js(&experiment::read_link(hash))
}

/// The canonical hash, without `#`, of an experiment.
///
/// # Errors
/// If the experiment is not allowed.
#[wasm_bindgen]
pub fn write_link(experiment: JsValue) -> Result<String, JsValue> {
    Ok(experiment::write_link(&checked(experiment)?))
}

/// The controls of the settings bar.
///
/// # Errors
/// If they cannot be turned into JavaScript's data.
#[wasm_bindgen]
pub fn controls() -> Result<JsValue, JsValue> {
    to_js(&experiment::controls())
}

/// The presets, the default first.
///
/// # Errors
/// If they cannot be turned into JavaScript's data.
#[wasm_bindgen]
pub fn presets() -> Result<JsValue, JsValue> {
    to_js(&experiment::presets())
}

/// How many claims are tested at once and what that does, in a sentence; empty without any.
#[wasm_bindgen]
pub fn tested(claims: usize) -> String {
    experiment::verdict::tested(claims)
}

/// The experiment itself, if it is allowed.
///
/// # Errors
/// With a message that names the field, its value and what is allowed.
#[wasm_bindgen]
pub fn check(experiment: JsValue) -> Result<JsValue, JsValue> {
    to_js(&checked(experiment)?)
}

fn topic(name: &str) -> Result<Topic, JsValue> {
    let names = Topic::ALL.map(Topic::name);
    known(Topic::named(name), "figure", name, &names)
}

/// An experiment with everything reported so far.
#[wasm_bindgen(js_name = Study)]
pub struct WebStudy(Study);

#[wasm_bindgen(js_class = Study)]
impl WebStudy {
    /// A study without any report.
    ///
    /// # Errors
    /// If the experiment is not allowed.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: JsValue) -> Result<Self, JsValue> {
        Study::new(from_js(experiment)?).map(Self).map_err(failure)
    }

    /// The jobs that have become possible, each with its urgency; each is given once.
    ///
    /// # Errors
    /// If they cannot be turned into JavaScript's data.
    pub fn jobs(&mut self) -> Result<JsValue, JsValue> {
        let urgent = |job| UrgentJob {
            urgency: experiment::urgency(&job),
            job,
        };
        to_js(
            &self
                .0
                .next_jobs()
                .into_iter()
                .map(urgent)
                .collect::<Vec<_>>(),
        )
    }

    /// Takes a report.
    ///
    /// # Errors
    /// If it is no report, or not one of this experiment.
    pub fn accept(&mut self, report: JsValue) -> Result<(), JsValue> {
        self.0.accept(report_from_js(report)?).map_err(failure)
    }

    /// Whether nothing is left to do.
    pub fn finished(&self) -> bool {
        self.0.finished()
    }

    /// Says that no further report will come: what has come decides.
    pub fn close(&mut self) {
        self.0.close();
    }

    /// The settings.
    ///
    /// # Errors
    /// If they cannot be turned into JavaScript's data.
    pub fn experiment(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.experiment())
    }

    /// Everything reported so far.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    pub fn reports(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.reports())
    }

    /// Words and numbers for one figure.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn panel(&self, figure: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.panel(topic(figure)?))
    }

    /// Draws a figure over the whole canvas; returns where its plots are, in device pixels.
    ///
    /// # Errors
    /// If there is no such figure or the canvas fails.
    pub fn draw(
        &self,
        figure: &str,
        canvas: &HtmlCanvasElement,
        look: JsValue,
    ) -> Result<JsValue, JsValue> {
        canvas::draw(canvas, &self.figure(figure)?, look)
    }
}

impl WebStudy {
    fn figure(&self, name: &str) -> Result<Figure<'_>, JsValue> {
        match topic(name)? {
            Topic::Curves => Ok(Figure::Curves(self.0.trainings())),
            Topic::Sharpness => Ok(Figure::Sharpness(self.0.sharpness())),
            Topic::Path => Ok(Figure::Path(self.0.paths())),
            Topic::Table => Err(failure(
                "figure: the table is not drawn; its numbers are in its panel",
            )),
        }
    }
}

#[derive(Serialize)]
struct UrgentJob {
    urgency: u32,
    job: Job,
}
