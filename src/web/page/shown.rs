//! What a visitor sees: the bar, the figures with their pictures, words and numbers.

use super::{Page, figure};
use crate::figures::records::File;
use crate::figures::{self, claims, files_panel, files_records, landscape, remedies, tip};
use crate::plot::{self, Picture, Sheet};
use crate::settings::describe;
use crate::web::canvas;
use crate::web::convert::{failure, to_js};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

#[wasm_bindgen]
impl Page {
    /// The state of the bar.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "BarState")]
    pub fn bar(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session.bar())
    }

    /// The preset that the settings are nearest to.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "Nearest")]
    pub fn nearest(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session.nearest())
    }

    /// What the button is called that computes what a run leaves out; empty where there is nothing.
    pub fn rest_label(&self) -> String {
        self.session.rest_label()
    }

    /// The frame of a figure.
    ///
    /// # Errors
    /// If there is no such figure.
    #[wasm_bindgen(unchecked_return_type = "FigureState")]
    pub fn figure(&self, name: &str) -> Result<JsValue, JsValue> {
        to_js(&self.session.figure(figure(name)?))
    }

    /// Words and numbers for a figure.
    ///
    /// # Errors
    /// If there is no such figure.
    #[wasm_bindgen(unchecked_return_type = "Panel")]
    pub fn panel(&self, name: &str) -> Result<JsValue, JsValue> {
        let figure = figure(name)?;
        to_js(&figure.panel(&self.session.context(figure)))
    }

    /// The numbers of a figure as data, as CSV or else as JSON; `address` is a link to what is shown.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn records(&self, name: &str, csv: bool, address: &str) -> Result<String, JsValue> {
        let figure = figure(name)?;
        let file = File::of(figure, &self.session.context(figure), address);
        match csv {
            true => Ok(file.csv()),
            false => file.json().map_err(failure),
        }
    }

    /// What a file of a figure is called, without its extension.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn file_name(&self, name: &str) -> Result<String, JsValue> {
        let figure = figure(name)?;
        Ok(File::of(figure, &self.session.context(figure), "").name())
    }

    /// What can be read along a figure's abscissa.
    ///
    /// # Errors
    /// If there is no such figure.
    #[wasm_bindgen(unchecked_return_type = "Reading[]")]
    pub fn readings(&self, name: &str) -> Result<JsValue, JsValue> {
        let figure = figure(name)?;
        to_js(&figure.readings(&self.session.context(figure)))
    }

    /// What is known at a place of the map; undefined where nothing is.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "PlaceReading | undefined")]
    pub fn place(&self, panel: usize, a: f64, b: f64) -> Result<JsValue, JsValue> {
        let context = self.session.context(&landscape::LANDSCAPE);
        landscape::read(&context, panel, [a, b])
            .map_or(Ok(JsValue::UNDEFINED), |reading| to_js(&reading))
    }

    /// Whether a place of the map is being measured.
    pub fn measuring(&self) -> bool {
        self.session.is_measuring()
    }

    /// Windows of the map around each minimum; none where no plane holds both.
    ///
    /// # Errors
    /// If they cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "Home[]")]
    pub fn homes(&self) -> Result<JsValue, JsValue> {
        to_js(&landscape::homes(
            &self.session.context(&landscape::LANDSCAPE),
        ))
    }

    /// Draws a figure over the whole canvas; returns where its plots are,
    /// in device pixels.
    ///
    /// # Errors
    /// If there is no such picture or the canvas fails.
    #[wasm_bindgen(unchecked_return_type = "Geometry")]
    pub fn draw(
        &self,
        name: &str,
        canvas: &HtmlCanvasElement,
        #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
    ) -> Result<JsValue, JsValue> {
        match self.picture(name)? {
            Some(picture) => canvas::draw(canvas, &*picture, look),
            None => to_js(&plot::Geometry::default()),
        }
    }

    /// The same picture as an SVG document, drawn for so many CSS pixels and without its empty margins. With
    /// an `address` that leads to it, it has a title above and the settings and the address below.
    ///
    /// # Errors
    /// If there is no such picture.
    pub fn svg(
        &self,
        name: &str,
        width: u32,
        height: u32,
        dark: bool,
        address: &str,
    ) -> Result<String, JsValue> {
        let sheet = self.sheet(name, (width, height), address)?;
        Ok(plot::sheet_svg(&sheet, dark))
    }

    /// The same on a canvas, which is made as large as it is.
    ///
    /// # Errors
    /// If there is no such picture or the canvas fails.
    pub fn sheet_on(
        &self,
        name: &str,
        canvas: &HtmlCanvasElement,
        width: u32,
        height: u32,
        #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
        address: &str,
    ) -> Result<(), JsValue> {
        let sheet = self.sheet(name, (width, height), address)?;
        canvas::draw_sheet(canvas, &sheet, look)
    }

    /// All strategies that can be compared: name, label, whether they are chosen, and whether as a control
    /// that runs beside another.
    ///
    /// # Errors
    /// If they cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "StrategyChoice[]")]
    pub fn strategies(&self) -> Result<JsValue, JsValue> {
        to_js(&remedies::choices(
            &self.session.context(&remedies::REMEDIES),
        ))
    }

    /// The batch sizes of the sweep that LB may have, ascending: SB's and those above, LB's among them.
    pub fn batches(&self) -> Vec<u32> {
        let experiment = self.session.experiment();
        let sizes = tip::sizes(experiment).into_iter();
        let large = sizes.filter(|&size| size >= experiment.small_batch);
        large.filter_map(|size| u32::try_from(size).ok()).collect()
    }

    /// The paper's claims, and how each fares with the present settings and with every preset's.
    ///
    /// # Errors
    /// If they cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "PaperClaim[]")]
    pub fn claims(&self) -> Result<JsValue, JsValue> {
        to_js(&claims::claims(&self.session.context(&claims::CLAIMS)))
    }

    /// Each strategy in words.
    ///
    /// # Errors
    /// If they cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "Card[]")]
    pub fn cards(&self) -> Result<JsValue, JsValue> {
        to_js(&remedies::cards(&self.session.context(&remedies::REMEDIES)))
    }

    /// Networks from files that were measured, the latest first: title, panel, and the numbers as CSV.
    ///
    /// # Errors
    /// If they cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "{ title: string, panel: Panel, csv: string }[]")]
    pub fn files(&self) -> Result<JsValue, JsValue> {
        #[derive(Serialize)]
        struct Measured<'a> {
            title: &'a str,
            panel: figures::Panel,
            csv: String,
        }
        let all = self.session.measured_files().into_iter();
        let all = all.map(|files| Measured {
            title: files.names,
            panel: files_panel(&files.measures, files.assumptions),
            csv: files_records(&files.measures).csv(),
        });
        to_js(&all.collect::<Vec<_>>())
    }
}

impl Page {
    fn picture(&self, name: &str) -> Result<Option<Box<dyn Picture>>, JsValue> {
        let figure = figure(name)?;
        Ok(figure.picture(&self.session.context(figure)))
    }

    fn sheet(&self, name: &str, size: (u32, u32), address: &str) -> Result<Sheet, JsValue> {
        let picture = self.picture(name)?;
        let picture = picture.ok_or_else(|| failure(format!("{name} has no picture")))?;
        let sheet = Sheet {
            picture,
            size,
            title: String::new(),
            lines: Vec::new(),
        };
        if address.is_empty() {
            return Ok(sheet);
        }
        let figure = figure(name)?;
        let context = self.session.context(figure);
        let settings = describe::summary(File::of(figure, &context, address).experiment());
        Ok(Sheet {
            title: figure.title().to_owned(),
            lines: vec![
                format!("{settings} · shown: {}", figure.shows(&context)),
                address.to_owned(),
            ],
            ..sheet
        })
    }
}
