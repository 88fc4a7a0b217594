//! Plain data to and from JavaScript.

use crate::settings::Experiment;
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
pub fn checked(experiment: JsValue) -> Result<Experiment, JsValue> {
    from_js::<Experiment>(experiment)?.check().map_err(failure)
}
