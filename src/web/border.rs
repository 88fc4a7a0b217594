//! Plain data to and from JavaScript.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use std::fmt::Display;
use wasm_bindgen::JsValue;

/// A JavaScript `Error` that says what `error` says.
pub fn failure(error: impl Display) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}

/// Plain JavaScript objects, arrays and numbers, as `JSON.parse` would make them.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(failure)
}

/// A value out of plain JavaScript data; the error names what does not fit.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(failure)
}

/// A report; its kind is read first, which spares the code for trying all of them.
#[cfg(any(feature = "landscape", feature = "page"))]
pub(super) fn report_from_js(value: JsValue) -> Result<crate::experiment::Report, JsValue> {
    use crate::experiment::Report;
    let kind = js_sys::Reflect::get(&value, &"kind".into())?;
    match kind.as_string().as_deref() {
        Some("training") => from_js(value).map(Report::Training),
        Some("sharpness") => from_js(value).map(Report::Sharpness),
        Some("path") => from_js(value).map(Report::Path),
        _ => Err(failure(
            "report: its kind is none of training, sharpness, path",
        )),
    }
}
