//! The core in the browser's page.
#![cfg(target_arch = "wasm32")]

use js_sys::{Error, JSON};
use rand::Rng;
use serde::Deserialize;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::settings::Experiment;
use sharp_minima::web::Page;
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

const RESULTS: &str = include_str!("../www/results/instant.json");

/// The page before any click.
fn page() -> Page {
    let mut page = Page::new("", 2);
    let unread = page.read(RESULTS, "shipped").expect("a file of results");
    assert_eq!(unread, [""; 0]);
    page
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
    let page = page();
    let names = FIGURES.map(|figure| {
        let canvas = canvas();
        let geometry = page.draw(figure, &canvas, look(false)).expect("drawn");
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
    let page = page();
    let colours = [[0x00, 0x72, 0xb2], [0xd5, 0x5e, 0x00]];
    for figure in ["curves", "sharpness"] {
        let canvas = canvas();
        page.draw(figure, &canvas, look(false)).expect("drawn");
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
    let page = page();
    let canvas = canvas();
    for figure in FIGURES {
        page.draw(figure, &canvas, look(false)).expect("drawn");
        let once = pixels(&canvas);
        // Over another picture, which must leave nothing behind.
        page.draw(figure, &canvas, look(true)).expect("drawn");
        assert!(pixels(&canvas) != once, "{figure}: dark as light");
        page.draw(figure, &canvas, look(false)).expect("drawn");
        assert!(pixels(&canvas) == once, "{figure}: other pixels");
    }
}

#[wasm_bindgen_test]
fn a_page_without_results_and_a_canvas_without_pixels_can_be_drawn() {
    let empty = Page::new("", 2);
    for figure in FIGURES {
        empty.draw(figure, &canvas(), look(false)).expect("drawn");
        let flat = canvas();
        flat.set_height(0);
        let geometry = page().draw(figure, &flat, look(false)).expect("drawn");
        assert!(from_js::<Geometry>(&geometry).panels.is_empty());
    }
}

#[wasm_bindgen_test]
fn every_figure_of_the_list_is_drawn_and_said() {
    #[derive(Deserialize)]
    struct Info {
        name: String,
        drawn: bool,
    }
    let mut page = page();
    let found = include_str!("../www/results/f1.json");
    page.read_f1(found).expect("F1’s numbers");
    let infos: Vec<Info> = from_js(&sharp_minima::web::figures().expect("plain data"));
    for Info { name, drawn } in infos {
        page.panel(&name).expect("words");
        page.figure(&name).expect("a frame");
        page.draw(&name, &canvas(), look(true))
            .expect("a picture or none");
        assert_eq!(
            page.svg(&name, 600, 320, false, "").is_ok() || name == "augmentation",
            drawn,
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
fn what_there_is_not_is_an_error_in_words() {
    let mut page = page();
    let words = message(page.draw("pie", &canvas(), look(false)));
    assert!(
        words.starts_with("figure: pie is not allowed; allowed are bowls, curves"),
        "{words}"
    );
    assert_eq!(message(page.panel("pie")), words);
    assert!(message(page.ask("pie")).starts_with("figure: pie is not allowed"));
    assert_eq!(
        message(page.read(RESULTS, "baked")),
        "origin: baked is not allowed; allowed are shipped, opened, kept"
    );
}

#[wasm_bindgen_test]
fn the_results_come_out_as_they_went_in() {
    assert_eq!(page().write(), RESULTS);
}

#[wasm_bindgen_test]
fn links_come_back_through_javascript() {
    let hash = "v=1&preset=plain&lr=0.0123&sb=24&map.plane=random&map.zoom=1";
    let mut page = Page::new(hash, 2);
    assert_eq!(page.notices(), [""; 0]);
    assert_eq!(page.hash(), hash);
    let experiment: Experiment = from_js(&page.experiment().expect("plain data"));
    assert_eq!(experiment.learning_rate, 0.0123);
    let same = page.experiment().expect("plain data");
    page.set_experiment(same).expect("an allowed experiment");
    assert_eq!(page.hash(), hash);
}

/// Its operations are more than a usize of 32 bits holds.
#[wasm_bindgen_test]
fn the_time_that_a_large_network_takes_is_told() {
    let f1 = "data=mnist28&train=60000&hidden=512-512-512-512-512&sb=256&lb=6000&stop=ceased";
    let mut page = Page::new(f1, 2);
    assert_eq!(page.notices(), [""; 0]);
    let rest = page.rest_label();
    assert!(rest.ends_with(" days)"), "{rest}");
}

#[wasm_bindgen_test]
fn settings_that_are_not_allowed_are_errors_in_words() {
    let mut page = Page::new("", 2);
    let wrong = page.experiment().expect("plain data");
    js_sys::Reflect::set(&wrong, &"learning_rate".into(), &7.0.into()).expect("an object");
    let words = "learning_rate: 7 is not allowed; allowed is 0.00001 to 1";
    assert_eq!(message(page.set_experiment(wrong)), words);
}
