//! What the page's thread uses for the remedies: what they still need, their words and pictures.

use super::border::{checked, failure, from_js, known, to_js};
use super::canvas;
use crate::comparison::{Column, Comparison, Equal};
use crate::figure;
use crate::figure::comparison::Picture;
use crate::measures::Answer;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// The remedies of one experiment side by side, as far as they are known.
#[wasm_bindgen(js_name = Comparison)]
pub struct WebComparison(Comparison);

#[wasm_bindgen(js_class = Comparison)]
impl WebComparison {
    /// A comparison without any result.
    ///
    /// # Errors
    /// If the experiment is not allowed.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: JsValue) -> Result<Self, JsValue> {
        checked(experiment).map(Comparison::new).map(Self)
    }

    /// All rows that this experiment may have: name, label, formula, source, regime, strategy, default.
    ///
    /// # Errors
    /// If they cannot cross the border.
    pub fn rows(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.rows())
    }

    /// The names of the chosen rows.
    pub fn chosen(&self) -> Vec<String> {
        self.0.chosen().into_iter().map(String::from).collect()
    }

    /// Compares these rows and no others; names that no row has are passed over.
    pub fn choose(&mut self, names: Vec<String>) {
        self.0.choose(&names);
    }

    /// Compares at equal "epochs" or "gradients".
    ///
    /// # Errors
    /// If the name is neither.
    pub fn equal(&mut self, name: &str) -> Result<(), JsValue> {
        let names = Equal::ALL.map(Equal::name);
        let equal = known(Equal::named(name), "equal", name, &names)?;
        self.0.set_equal(equal);
        Ok(())
    }

    /// Sorts the table by a column: the names are those of [`columns`](Self::columns).
    ///
    /// # Errors
    /// If there is no such column.
    pub fn sort(&mut self, column: &str, descending: bool) -> Result<(), JsValue> {
        let names = Column::ALL.map(Column::name);
        let column = known(Column::named(column), "column", column, &names)?;
        self.0.sort(column, descending);
        Ok(())
    }

    /// The names of the table's columns, in the order of its head.
    pub fn columns() -> Vec<String> {
        Column::ALL.map(|column| column.name().to_owned()).to_vec()
    }

    /// What is still to be computed, in order of urgency: row, trial, job or inquiry, the epoch of the
    /// vector that an inquiry takes (`null` is the final one), urgency, work.
    ///
    /// # Errors
    /// If it cannot cross the border.
    pub fn wanted(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.wanted())
    }

    /// Takes over how a training of a row goes or went.
    ///
    /// # Errors
    /// If it is no report of a training, or of another row, trial or number of epochs.
    pub fn accept_training(
        &mut self,
        row: &str,
        trial: u32,
        report: JsValue,
    ) -> Result<(), JsValue> {
        let training = from_js(report)?;
        let accepted = self.0.accept_training(row, trial, training);
        accepted.map_err(failure)
    }

    /// Takes an answer to an inquiry about a row, with the epoch it was wanted with.
    ///
    /// # Errors
    /// If it is none, or of another row, trial or epoch.
    pub fn accept_answer(
        &mut self,
        row: &str,
        trial: u32,
        epoch: Option<u32>,
        answer: JsValue,
    ) -> Result<(), JsValue> {
        match from_js(answer)? {
            Answer::Epoch(at) => {
                let accepted = self.0.accept_answer(row, trial, epoch, at);
                accepted.map_err(failure)
            }
            _ => Err(failure("answer: it is not about an epoch of a training")),
        }
    }

    /// Whether the chart shows any mark.
    pub fn has(&self) -> bool {
        self.0.has()
    }

    /// How much of the work is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        self.0.progress()
    }

    /// What the chosen rows show, for a file: `trainings` and `answers`, each with its row.
    ///
    /// # Errors
    /// If it cannot cross the border.
    pub fn keep(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.keep())
    }

    /// How much work there is and how much of it is done: trainings and trained, inquiries and
    /// answered, and work and done in gradients of the whole training set.
    ///
    /// # Errors
    /// If it cannot cross the border.
    pub fn counts(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.counts())
    }

    /// Words and numbers of "remedies".
    ///
    /// # Errors
    /// If the name is another.
    pub fn panel(&self, name: &str) -> Result<JsValue, JsValue> {
        let panel = (name == "remedies").then(|| self.0.panel());
        to_js(&known(panel, "panel", name, &["remedies"])?)
    }

    /// What can be read along a picture.
    ///
    /// # Errors
    /// If it cannot cross the border.
    pub fn readings(&self, name: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.readings(name))
    }

    /// Each strategy in words.
    ///
    /// # Errors
    /// If they cannot cross the border.
    pub fn cards(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.cards())
    }

    /// Draws "remedies" or "step:" with a row's name over the whole canvas; returns where its plot is,
    /// in device pixels.
    ///
    /// # Errors
    /// If there is no such picture or the canvas fails.
    pub fn draw(
        &self,
        name: &str,
        canvas: &HtmlCanvasElement,
        look: JsValue,
    ) -> Result<JsValue, JsValue> {
        canvas::draw(canvas, &self.picture(name)?, look)
    }

    /// The same picture as an SVG document, in CSS pixels.
    ///
    /// # Errors
    /// If there is no such picture.
    pub fn svg(&self, name: &str, width: u32, height: u32, dark: bool) -> Result<String, JsValue> {
        Ok(figure::svg(&self.picture(name)?, width, height, dark))
    }

    fn picture(&self, name: &str) -> Result<Picture, JsValue> {
        let picture = self.0.picture(name);
        let names = ["remedies and step: with a row’s name"];
        known(picture, "picture", name, &names)
    }
}
