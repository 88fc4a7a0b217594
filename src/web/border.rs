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

/// What a name stands for, or an error that says which names are allowed.
pub fn known<T>(found: Option<T>, what: &str, name: &str, allowed: &[&str]) -> Result<T, JsValue> {
    found.ok_or_else(|| {
        let allowed = allowed.join(", ");
        failure(format!(
            "{what}: {name} is not allowed; allowed are {allowed}"
        ))
    })
}

/// An experiment that is allowed; else the error names the field, its value and what is allowed.
#[cfg(any(
    feature = "landscape",
    feature = "measures",
    feature = "page",
    feature = "remedies"
))]
pub fn checked(experiment: JsValue) -> Result<crate::experiment::Experiment, JsValue> {
    from_js::<crate::experiment::Experiment>(experiment)?
        .check()
        .map_err(failure)
}

/// The kind of a job or of what it gave; it is read first, which spares the code for trying all.
#[cfg(any(feature = "laboratory", feature = "landscape", feature = "page"))]
pub fn kind(value: &JsValue) -> Result<Option<String>, JsValue> {
    Ok(js_sys::Reflect::get(value, &"kind".into())?.as_string())
}

/// A report of any kind.
#[cfg(any(feature = "landscape", feature = "page"))]
pub fn report_from_js(value: JsValue) -> Result<crate::experiment::Report, JsValue> {
    use crate::experiment::Report;
    match kind(&value)?.as_deref() {
        Some("training") => from_js(value).map(Report::Training),
        Some("sharpness") => from_js(value).map(Report::Sharpness),
        Some("path") => from_js(value).map(Report::Path),
        _ => Err(failure(
            "report: its kind is none of training, sharpness, path",
        )),
    }
}
