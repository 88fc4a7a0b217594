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
