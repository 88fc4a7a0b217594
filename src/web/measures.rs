//! What the page's thread uses for the measures: what they still need, their words and pictures.

use super::border::{checked, failure, from_js, known, to_js};
use super::canvas;
use crate::experiment::Regime;
use crate::experiment::report::Training;
use crate::figure;
use crate::measures::dossier::{self, Dossier, Plate, Wanted, alphas};
use crate::measures::{Answer, Inquiry};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

fn plate(name: &str) -> Result<Plate, JsValue> {
    let names = Plate::ALL.map(Plate::name);
    known(Plate::named(name), "figure", name, &names)
}

/// Words and numbers for the measures of a network from files.
///
/// # Errors
/// If the answer is another.
#[wasm_bindgen]
pub fn files_panel(answer: JsValue) -> Result<JsValue, JsValue> {
    match from_js(answer)? {
        Answer::Files(measures) => to_js(&dossier::files_panel(&measures)),
        _ => Err(failure("answer: it is not about a network from files")),
    }
}

/// The measures of one experiment as far as they are known.
#[wasm_bindgen(js_name = Dossier)]
pub struct WebDossier(Dossier);

#[wasm_bindgen(js_class = Dossier)]
impl WebDossier {
    /// A dossier without any answer.
    ///
    /// # Errors
    /// If the experiment is not allowed.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: JsValue) -> Result<Self, JsValue> {
        checked(experiment).map(Dossier::new).map(Self)
    }

    /// The values that α may take, ascending.
    pub fn alphas() -> Vec<f64> {
        alphas()
    }

    /// Takes over how the trainings went, in place of what was known of them.
    ///
    /// # Errors
    /// If they are no reports of trainings.
    pub fn trainings(&mut self, reports: JsValue) -> Result<(), JsValue> {
        self.0.trainings(&from_js::<Vec<Training>>(reports)?);
        Ok(())
    }

    /// Looks at another trial, from 0, and at the α that is nearest.
    pub fn look(&mut self, trial: u32, alpha: f64) {
        self.0.look(trial, alpha);
    }

    /// Which trial is looked at.
    #[wasm_bindgen(getter)]
    pub fn trial(&self) -> u32 {
        self.0.trial()
    }

    /// Which α is looked at.
    #[wasm_bindgen(getter)]
    pub fn alpha(&self) -> f64 {
        self.0.alpha()
    }

    /// What is still to be computed for a figure, in order of urgency.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn wanted(&self, name: &str) -> Result<JsValue, JsValue> {
        let wanted = self.0.wanted(plate(name)?);
        to_js(&wanted.iter().map(Order::from).collect::<Vec<_>>())
    }

    /// Takes an answer.
    ///
    /// # Errors
    /// If it is none, or not one to what this experiment asks.
    pub fn accept(&mut self, answer: JsValue) -> Result<(), JsValue> {
        self.0.accept(from_js(answer)?).map_err(failure)
    }

    /// Whether a figure shows anything but words.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn has(&self, name: &str) -> Result<bool, JsValue> {
        Ok(self.0.has(plate(name)?))
    }

    /// How much of a figure is known, in [0, 1].
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn progress(&self, name: &str) -> Result<f64, JsValue> {
        Ok(self.0.progress(plate(name)?))
    }

    /// Words and numbers for a figure.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn panel(&self, name: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.panel(plate(name)?))
    }

    /// What can be read along a figure.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn readings(&self, name: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.readings(plate(name)?))
    }

    /// Draws a figure over the whole canvas; returns where its plots are, in device pixels.
    ///
    /// # Errors
    /// If there is no such figure or the canvas fails.
    pub fn draw(
        &self,
        name: &str,
        canvas: &HtmlCanvasElement,
        look: JsValue,
    ) -> Result<JsValue, JsValue> {
        canvas::draw(canvas, &self.0.chart(plate(name)?), look)
    }

    /// The same figure as an SVG document, in CSS pixels.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn svg(&self, name: &str, width: u32, height: u32, dark: bool) -> Result<String, JsValue> {
        let chart = self.0.chart(plate(name)?);
        Ok(figure::svg(&chart, width, height, dark))
    }
}

/// What is wanted, as it crosses the border.
#[derive(Serialize)]
struct Order<'a> {
    regime: Regime,
    trial: u32,
    epoch: Option<u32>,
    inquiry: &'a Inquiry,
    urgency: u32,
}

impl<'a> From<&'a Wanted> for Order<'a> {
    fn from(wanted: &'a Wanted) -> Self {
        Self {
            regime: wanted.regime,
            trial: wanted.trial,
            epoch: wanted.epoch,
            inquiry: &wanted.inquiry,
            urgency: wanted.urgency,
        }
    }
}
