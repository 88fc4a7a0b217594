//! What the page's thread uses for the landscape: views, what they still need, and their pictures.

use super::border::{checked, failure, from_js, kind, known, report_from_js, to_js};
use super::canvas;
use crate::experiment::{Report, controls_of};
use crate::figure::landscape::{Scene, Sketch, Turn};
use crate::figure::{self, Figure};
use crate::landscape::atlas::{Atlas, Order, Plate, Sheet};
use crate::landscape::{Evaluated, Finding, Survey, VIEW_FIELDS, View};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// Reads what a link's hash says of the landscape; what it could not take is told in its notices.
///
/// # Errors
/// If it cannot be turned into JavaScript's data.
#[wasm_bindgen]
pub fn read_view(hash: &str) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Read {
        view: View,
        notices: Vec<String>,
    }
    let (view, notices) = View::read(hash);
    to_js(&Read { view, notices })
}

/// What is appended to a link's hash so that it shows this view.
///
/// # Errors
/// If it is no view.
#[wasm_bindgen]
pub fn write_view(view: JsValue) -> Result<String, JsValue> {
    Ok(from_js::<View>(view)?.within().write())
}

/// The controls of a view.
///
/// # Errors
/// If they cannot be turned into JavaScript's data.
#[wasm_bindgen]
pub fn view_controls() -> Result<JsValue, JsValue> {
    to_js(&controls_of(&VIEW_FIELDS))
}

/// A figure of a run as an SVG document, in CSS pixels, from the reports of its study. It is here
/// and not beside the figures because nobody waits for it.
///
/// # Errors
/// If there is no such figure, or a report is none.
#[wasm_bindgen]
pub fn study_svg(
    name: &str,
    reports: Vec<JsValue>,
    width: u32,
    height: u32,
    dark: bool,
) -> Result<String, JsValue> {
    let (mut trainings, mut sharpness, mut paths) = (Vec::new(), Vec::new(), Vec::new());
    for report in reports {
        match report_from_js(report)? {
            Report::Training(training) => trainings.push(training),
            Report::Sharpness(measured) => sharpness.push(measured),
            Report::Path(path) => paths.push(path),
        }
    }
    let figure = match name {
        "curves" => Some(Figure::Curves(&trainings)),
        "sharpness" => Some(Figure::Sharpness(&sharpness)),
        "path" => Some(Figure::Path(&paths)),
        _ => None,
    };
    let figure = known(figure, "figure", name, &["curves", "sharpness", "path"])?;
    Ok(figure::svg(&figure, width, height, dark))
}

fn plate(name: &str) -> Result<Plate, JsValue> {
    known(Plate::named(name), "figure", name, &["landscape", "lines"])
}

/// The landscape of one experiment as far as it is known.
#[wasm_bindgen(js_name = Atlas)]
pub struct WebAtlas(Atlas);

#[wasm_bindgen(js_class = Atlas)]
impl WebAtlas {
    /// An atlas without any finding.
    ///
    /// # Errors
    /// If the experiment is not allowed.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: JsValue) -> Result<Self, JsValue> {
        checked(experiment).map(Atlas::new).map(Self)
    }

    /// The settings.
    ///
    /// # Errors
    /// If they cannot be turned into JavaScript's data.
    pub fn experiment(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.experiment())
    }

    /// What is looked at.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    pub fn view(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.view())
    }

    /// Looks at something else, or at the nearest to it that is allowed.
    ///
    /// # Errors
    /// If it is no view.
    pub fn look(&mut self, view: JsValue) -> Result<(), JsValue> {
        self.0.look(from_js(view)?);
        Ok(())
    }

    /// What is still to be computed, in order of urgency.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn wanted(&self, name: &str) -> Result<JsValue, JsValue> {
        let plate = plate(name)?;
        let orders = self.0.orders(plate).into_iter();
        let wanted: Vec<Wanted> = orders.map(|order| self.wanted_by(plate, order)).collect();
        to_js(&wanted)
    }

    /// The survey that finds a slice; `small` and `large` are the epochs of the vectors that come
    /// with it.
    ///
    /// # Errors
    /// If `sheet` is no slice.
    pub fn slice_survey(
        &self,
        sheet: JsValue,
        small: Vec<u32>,
        large: Vec<u32>,
    ) -> Result<JsValue, JsValue> {
        to_js(&self.0.slice_survey(from_js(sheet)?, [small, large]))
    }

    /// What has to be computed to know the sharpness at a place of the map; undefined where the map
    /// has no such panel.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    pub fn probe_survey(&self, panel: usize, a: f64, b: f64) -> Result<JsValue, JsValue> {
        let Some(&sheet) = self.0.sheets(Plate::Landscape).get(panel) else {
            return Ok(JsValue::UNDEFINED);
        };
        to_js(&Wanted {
            sheet,
            evaluated: self.0.evaluated(Plate::Landscape),
            urgency: 0,
            survey: Some(self.0.probe_survey(sheet, [a, b])),
        })
    }

    /// Takes a finding.
    ///
    /// # Errors
    /// If it is none, or does not belong to the slice.
    pub fn accept(
        &mut self,
        sheet: JsValue,
        evaluated: JsValue,
        finding: JsValue,
    ) -> Result<(), JsValue> {
        let finding = finding_from_js(finding)?;
        let accepted = self.0.accept(from_js(sheet)?, from_js(evaluated)?, finding);
        accepted.map_err(failure)
    }

    /// All that is known of a figure, for keeping; empty as long as something is missing.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn keep(&self, name: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.keep(plate(name)?))
    }

    /// Takes back what was kept of a figure under the same view.
    ///
    /// # Errors
    /// If it is of another view.
    pub fn restore(&mut self, name: &str, kept: JsValue) -> Result<(), JsValue> {
        let restored = self.0.restore(plate(name)?, from_js(kept)?);
        restored.map_err(failure)
    }

    /// How many slices a figure has: one, or one at each minimum.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn maps(&self, name: &str) -> Result<usize, JsValue> {
        Ok(self.0.sheets(plate(name)?).len())
    }

    /// How much of a figure is known, in [0, 1].
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn progress(&self, name: &str) -> Result<f64, JsValue> {
        Ok(self.0.progress(plate(name)?))
    }

    /// Whether a figure shows anything.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn has(&self, name: &str) -> Result<bool, JsValue> {
        Ok(self.0.has(plate(name)?))
    }

    /// The trajectories' last epoch, where they are known.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn last_epoch(&self, name: &str) -> Result<Option<u32>, JsValue> {
        Ok(self.0.last_epoch(plate(name)?))
    }

    /// Words and numbers for a figure.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn panel(&self, name: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.panel(plate(name)?))
    }

    /// Every point of a figure.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn table(&self, name: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.table(plate(name)?))
    }

    /// What is known at a place of the map; undefined where nothing is.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    pub fn read(&self, panel: usize, a: f64, b: f64) -> Result<JsValue, JsValue> {
        self.0
            .read(panel, [a, b])
            .map_or(Ok(JsValue::UNDEFINED), |reading| to_js(&reading))
    }

    /// What is known along the lines.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    pub fn readings(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.line_readings())
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
        self.with_scene(name, |scene| canvas::draw(canvas, scene, look))?
    }

    /// The same figure as an SVG document, in CSS pixels.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn svg(&self, name: &str, width: u32, height: u32, dark: bool) -> Result<String, JsValue> {
        self.with_scene(name, |scene| figure::svg(scene, width, height, dark))
    }
}

impl WebAtlas {
    fn with_scene<T>(&self, name: &str, draw: impl FnOnce(&Scene) -> T) -> Result<T, JsValue> {
        let view = self.0.view();
        Ok(match plate(name)? {
            Plate::Lines => draw(&Scene::Lines(&self.0.lines())),
            Plate::Landscape => {
                let map = self.0.map();
                match view.shape {
                    crate::landscape::Shape::Map => draw(&Scene::Map(&map)),
                    crate::landscape::Shape::Surface => {
                        let turn = Turn {
                            azimuth: view.azimuth,
                            elevation: view.elevation,
                        };
                        draw(&Scene::Surface(&map, turn))
                    }
                }
            }
        })
    }

    fn wanted_by(&self, plate: Plate, order: Order) -> Wanted {
        let survey = order
            .points
            .map(|(places, evaluated)| self.0.points_survey(places, evaluated));
        Wanted {
            sheet: order.sheet,
            evaluated: self.0.evaluated(plate),
            urgency: order.urgency,
            survey,
        }
    }
}

#[derive(Serialize)]
struct Wanted {
    sheet: Sheet,
    evaluated: Evaluated,
    urgency: u32,
    survey: Option<Survey>,
}

/// A finding of any kind.
fn finding_from_js(value: JsValue) -> Result<Finding, JsValue> {
    match kind(&value)?.as_deref() {
        Some("slice") => from_js(value).map(Finding::Slice),
        Some("points") => from_js(value).map(Finding::Points),
        Some("probe") => from_js(value).map(Finding::Probe),
        _ => Err(failure("finding: its kind is none of slice, points, probe")),
    }
}

/// The paper's first figure, to be shifted by hand.
#[wasm_bindgen(js_name = Sketch)]
#[derive(Default)]
pub struct WebSketch(Sketch);

#[wasm_bindgen(js_class = Sketch)]
impl WebSketch {
    /// The sketch as the page first shows it.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// By how much the testing function is shifted.
    #[wasm_bindgen(getter)]
    pub fn shift(&self) -> f64 {
        self.0.shift
    }

    /// Shifts it, within the sketch's limits.
    #[wasm_bindgen(setter)]
    pub fn set_shift(&mut self, shift: f64) {
        self.0 = Sketch::new(shift);
    }

    /// Words and numbers.
    ///
    /// # Errors
    /// If they cannot be turned into JavaScript's data.
    pub fn panel(&self, _name: &str) -> Result<JsValue, JsValue> {
        to_js(&crate::landscape::sketch::panel(self.0.shift))
    }

    /// Draws it over the whole canvas.
    ///
    /// # Errors
    /// If the canvas fails.
    pub fn draw(
        &self,
        _name: &str,
        canvas: &HtmlCanvasElement,
        look: JsValue,
    ) -> Result<JsValue, JsValue> {
        canvas::draw(canvas, &Scene::Sketch(&self.0), look)
    }

    /// As an SVG document, in CSS pixels.
    pub fn svg(&self, _name: &str, width: u32, height: u32, dark: bool) -> String {
        figure::svg(&Scene::Sketch(&self.0), width, height, dark)
    }
}
