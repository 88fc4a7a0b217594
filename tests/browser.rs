//! The page's side of the border, in the browser's page.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, JSON, Reflect};
use sharp_minima::web::{WebStudy, check, read_link, write_link};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

const FIGURES: [&str; 3] = ["curves", "sharpness", "path"];

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).expect("an object")
}

fn message(error: JsValue) -> String {
    error.unchecked_into::<js_sys::Error>().message().into()
}

/// A study that has accepted everything precomputed.
fn study() -> WebStudy {
    let content = JSON::parse(include_str!("../www/precomputed.json")).expect("JSON");
    let mut study = WebStudy::new(get(&content, "experiment")).expect("allowed settings");
    for report in get(&content, "reports").unchecked_into::<Array>().iter() {
        study.accept(report).expect("a report of this experiment");
    }
    study
}

fn canvas(width: u32, height: u32) -> HtmlCanvasElement {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .expect("a page");
    let canvas = document.create_element("canvas").expect("a canvas");
    let canvas: HtmlCanvasElement = canvas.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    canvas
}

fn pixels(canvas: &HtmlCanvasElement) -> Vec<u8> {
    let context = canvas.get_context("2d").expect("2d").expect("2d");
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context
        .get_image_data(0.0, 0.0, width, height)
        .expect("pixels")
        .data()
        .0
}

fn look() -> JsValue {
    JSON::parse(r#"{"dark": false, "scale": 2}"#).expect("JSON")
}

#[wasm_bindgen_test]
fn every_figure_is_drawn_and_says_where_its_plots_are() {
    let study = study();
    assert!(study.finished());
    for figure in FIGURES {
        let canvas = canvas(1200, 700);
        let geometry = study.draw(figure, &canvas, look()).expect("a figure");
        let painted = pixels(&canvas)
            .chunks(4)
            .filter(|pixel| pixel[3] > 0)
            .count();
        assert!(painted > 2000, "{figure}: {painted} pixels");
        let panels: Array = get(&geometry, "panels").unchecked_into();
        assert!(panels.length() > 0, "{figure}");
        for panel in panels.iter() {
            let side = |key: &str, end: u32| {
                get(&panel, key)
                    .unchecked_into::<Array>()
                    .get(end)
                    .as_f64()
                    .expect("a number")
            };
            assert!(0.0 <= side("x", 0) && side("x", 0) < side("x", 1) && side("x", 1) <= 1200.0);
            assert!(0.0 <= side("y", 0) && side("y", 0) < side("y", 1) && side("y", 1) <= 700.0);
        }
        assert!(
            study
                .svg(figure, 600, 350, true)
                .expect("a figure")
                .starts_with("<svg")
        );
    }
}

#[wasm_bindgen_test]
fn drawing_again_gives_the_same_pixels() {
    let study = study();
    let canvas = canvas(800, 500);
    let drawn = || {
        study.draw("curves", &canvas, look()).expect("a figure");
        pixels(&canvas)
    };
    assert_eq!(drawn(), drawn());
}

#[wasm_bindgen_test]
fn what_is_not_allowed_is_an_error_in_words() {
    let study = study();
    let error = study.panel("nonsense").expect_err("no such figure");
    let expected = "figure: nonsense is not allowed; allowed are curves, table, sharpness, path";
    assert_eq!(message(error), expected);
    let experiment = study.experiment().expect("plain data");
    Reflect::set(&experiment, &"learning_rate".into(), &7.0.into()).expect("an object");
    let error = message(check(experiment).expect_err("too large"));
    assert!(
        error.starts_with("learning_rate: 7 is not allowed; allowed is"),
        "{error}"
    );
    assert!(check(JsValue::NULL).is_err());
}

#[wasm_bindgen_test]
fn links_cross_the_border_unchanged() {
    let link = "v=1&preset=convincing&lr=0.0125&trials=3";
    let read = read_link(link).expect("never fails");
    assert_eq!(get(&read, "notices").unchecked_into::<Array>().length(), 0);
    assert_eq!(write_link(get(&read, "experiment")).expect("allowed"), link);
}
