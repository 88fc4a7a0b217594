//! The core in the browser's page.
#![cfg(target_arch = "wasm32")]

mod common {
    pub mod precomputed;
}

use common::precomputed::precomputed;
use js_sys::{Error, JSON, Reflect};
use rand::Rng;
use serde::{Deserialize, Serialize};
use sharp_minima::experiment::{Experiment, Report};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::web::{WebStudy, check, read_link, study_svg, write_link};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

/// What is drawn.
const FIGURES: [&str; 3] = ["curves", "sharpness", "path"];
/// The canvas in device pixels, of which a CSS pixel has two.
const SIZE: (u32, u32) = (1200, 640);

/// The numbers are those of the native build.
#[wasm_bindgen_test]
fn random_streams_do_not_depend_on_the_machine() {
    let mut numbers = stream(1, 2, Purpose::Initialisation);
    let drawn: [u32; 4] = std::array::from_fn(|_| numbers.next_u32());
    assert_eq!(drawn, [0x60c4_c828, 0xb974_2b29, 0x38ff_ec47, 0xd1f0_841a]);
}

fn to_js(value: &impl Serialize) -> JsValue {
    let json = serde_json::to_string(value).expect("plain data");
    JSON::parse(&json).expect("JSON")
}

fn from_js<T: for<'a> Deserialize<'a>>(value: &JsValue) -> T {
    let json = JSON::stringify(value).expect("plain data");
    serde_json::from_str(&String::from(json)).expect("it fits the type")
}

fn message<T>(outcome: Result<T, JsValue>) -> String {
    let error = outcome
        .err()
        .and_then(|failure| failure.dyn_into::<Error>().ok());
    error.map_or_else(String::new, |error| String::from(error.message()))
}

/// The study that the page shows before any click.
fn study() -> WebStudy {
    let shown = precomputed();
    let mut study = WebStudy::new(to_js(&shown.experiment)).expect("an allowed experiment");
    for report in &shown.reports {
        study.accept(to_js(report)).expect("a report of it");
    }
    assert!(study.finished());
    study
}

fn canvas() -> HtmlCanvasElement {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.expect("a page").create_element("canvas");
    let canvas: HtmlCanvasElement = element
        .expect("an element")
        .dyn_into()
        .expect("which is a canvas");
    canvas.set_width(SIZE.0);
    canvas.set_height(SIZE.1);
    canvas
}

fn look(dark: bool) -> JsValue {
    JSON::parse(&format!(r#"{{"dark":{dark},"scale":2}}"#)).expect("JSON")
}

/// Red, green, blue, alpha of every pixel.
fn pixels(canvas: &HtmlCanvasElement) -> Vec<u8> {
    let context = canvas.get_context("2d").expect("a context").expect("2-D");
    let context: CanvasRenderingContext2d = context.dyn_into().expect("2-D");
    let (width, height) = (f64::from(SIZE.0), f64::from(SIZE.1));
    let image = context.get_image_data(0.0, 0.0, width, height);
    image.expect("an untainted canvas").data().0
}

fn painted(pixels: &[u8]) -> usize {
    pixels.chunks(4).filter(|pixel| pixel[3] > 0).count()
}

#[derive(Deserialize)]
struct Geometry {
    panels: Vec<Panel>,
}

#[derive(Deserialize)]
struct Panel {
    x: [f64; 2],
    y: [f64; 2],
    x_range: [f64; 2],
    y_range: [f64; 2],
    y_log: bool,
    name: String,
}

fn is_sane(panel: &Panel) {
    let Panel {
        x,
        y,
        x_range,
        y_range,
        y_log,
        name,
    } = panel;
    let within = |[low, high]: [f64; 2], most: u32| {
        assert!(
            low >= 0.0 && high <= f64::from(most),
            "{name}: {low} {high}"
        );
        assert!(high - low > 0.2 * f64::from(most), "{name}: {low} {high}");
    };
    within(*x, SIZE.0);
    within(*y, SIZE.1);
    assert!(x_range[0] < x_range[1] && y_range[0] < y_range[1], "{name}");
    assert!(!y_log || y_range[0] > 0.0, "{name}");
}

#[wasm_bindgen_test]
fn every_figure_is_drawn_within_its_canvas() {
    let study = study();
    let names = FIGURES.map(|figure| {
        let canvas = canvas();
        let geometry = study.draw(figure, &canvas, look(false)).expect("drawn");
        let geometry: Geometry = from_js(&geometry);
        geometry.panels.iter().for_each(is_sane);
        let painted = painted(&pixels(&canvas));
        let all = (SIZE.0 * SIZE.1) as usize;
        assert!(painted > all / 200, "{figure}: {painted} of {all} painted");
        let names = geometry.panels.into_iter().map(|panel| panel.name);
        names.collect::<Vec<_>>()
    });
    assert!(names[0].contains(&"loss".into()) && names[0].contains(&"accuracy".into()));
    assert!(names[1].iter().all(|name| name == "sharpness") && !names[1].is_empty());
    assert!(names[2].contains(&"loss".into()) && names[2].contains(&"accuracy".into()));
}

/// The path is of both at once; the others tell them apart.
#[wasm_bindgen_test]
fn both_regimes_are_seen_in_their_colours() {
    let study = study();
    let colours = [[0x00, 0x72, 0xb2], [0xd5, 0x5e, 0x00]];
    for figure in ["curves", "sharpness"] {
        let canvas = canvas();
        study.draw(figure, &canvas, look(false)).expect("drawn");
        let pixels = pixels(&canvas);
        for colour in colours {
            let opaque = [colour[0], colour[1], colour[2], 255];
            let count = pixels.chunks(4).filter(|pixel| *pixel == opaque).count();
            assert!(count > 100, "{figure}: {count} pixels of {colour:?}");
        }
    }
}

#[wasm_bindgen_test]
fn drawing_again_gives_the_same_pixels() {
    let study = study();
    let canvas = canvas();
    for figure in FIGURES {
        study.draw(figure, &canvas, look(false)).expect("drawn");
        let once = pixels(&canvas);
        // Over another picture, which must leave nothing behind.
        study.draw(figure, &canvas, look(true)).expect("drawn");
        assert!(pixels(&canvas) != once, "{figure}: dark as light");
        study.draw(figure, &canvas, look(false)).expect("drawn");
        assert!(pixels(&canvas) == once, "{figure}: other pixels");
    }
}

#[wasm_bindgen_test]
fn a_study_without_reports_and_a_canvas_without_pixels_can_be_drawn() {
    let empty = WebStudy::new(to_js(&Experiment::default())).expect("an allowed experiment");
    for figure in FIGURES {
        empty.draw(figure, &canvas(), look(false)).expect("drawn");
        let flat = canvas();
        flat.set_height(0);
        let geometry = study().draw(figure, &flat, look(false)).expect("drawn");
        assert!(from_js::<Geometry>(&geometry).panels.is_empty());
    }
}

#[wasm_bindgen_test]
fn unknown_figures_are_errors_in_words() {
    let study = study();
    let allowed = "figure: pie is not allowed; allowed are curves, table, sharpness, path";
    assert_eq!(message(study.draw("pie", &canvas(), look(false))), allowed);
    assert_eq!(message(study.panel("pie")), allowed);
    assert_eq!(
        message(study_svg("pie", Vec::new(), 600, 320, false)),
        "figure: pie is not allowed; allowed are curves, sharpness, path"
    );
    assert_eq!(
        message(study.draw("table", &canvas(), look(false))),
        "figure: the table is not drawn; its numbers are in its panel"
    );
}

#[wasm_bindgen_test]
fn a_study_gives_back_what_it_was_given() {
    let shown = precomputed();
    let study = study();
    let reports: Vec<Report> = from_js(&study.reports().expect("plain data"));
    assert!(reports == shown.reports);
    let experiment: Experiment = from_js(&study.experiment().expect("plain data"));
    assert_eq!(experiment, shown.experiment);
}

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).expect("an object")
}

#[wasm_bindgen_test]
fn links_come_back_through_javascript() {
    let hash = "v=1&preset=plain&lr=0.0123&sb=24";
    let link = read_link(hash).expect("plain data");
    let notices: Vec<String> = from_js(&field(&link, "notices"));
    assert_eq!(notices, [""; 0]);
    assert_eq!(field(&link, "preset").as_string().as_deref(), Some("plain"));
    let experiment = field(&link, "experiment");
    assert_eq!(field(&experiment, "learning_rate").as_f64(), Some(0.0123));
    let checked = check(experiment.clone()).expect("an allowed experiment");
    assert_eq!(
        from_js::<Experiment>(&checked),
        from_js::<Experiment>(&experiment)
    );
    assert_eq!(write_link(checked).expect("an allowed experiment"), hash);
}

#[wasm_bindgen_test]
fn settings_that_are_not_allowed_are_errors_in_words() {
    let wrong = || {
        to_js(&Experiment {
            learning_rate: 7.0,
            ..Experiment::default()
        })
    };
    let words = "learning_rate: 7 is not allowed; allowed is 0.00001 to 1";
    assert_eq!(message(check(wrong())), words);
    assert_eq!(message(write_link(wrong())), words);
    assert_eq!(message(WebStudy::new(wrong()).map(|_| ())), words);
}
