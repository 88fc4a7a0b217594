//! What the page knows of figures without a session.

use super::convert::to_js;
use crate::figures::{self, infos};
use crate::settings::{VIEW_FIELDS, controls, controls_of, presets};
use wasm_bindgen::prelude::*;

/// All figures, in the order of the page.
///
/// # Errors
/// If they cannot be turned into JavaScript's data.
#[wasm_bindgen(unchecked_return_type = "FigureInfo[]")]
pub fn figures() -> Result<JsValue, JsValue> {
    to_js(&infos())
}

/// The controls of the settings.
///
/// # Errors
/// If they cannot be turned into JavaScript's data.
#[wasm_bindgen(unchecked_return_type = "Control[]")]
pub fn setting_controls() -> Result<JsValue, JsValue> {
    to_js(&controls())
}

/// The controls of the view.
///
/// # Errors
/// If they cannot be turned into JavaScript's data.
#[wasm_bindgen(unchecked_return_type = "Control[]")]
pub fn view_controls() -> Result<JsValue, JsValue> {
    to_js(&controls_of(&VIEW_FIELDS))
}

/// The presets, the default first.
///
/// # Errors
/// If they cannot be turned into JavaScript's data.
#[wasm_bindgen(js_name = presets, unchecked_return_type = "Preset[]")]
pub fn all_presets() -> Result<JsValue, JsValue> {
    to_js(&presets())
}

/// The version of this program.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// How many claims are tested at once and what that does, in a sentence; empty without any.
#[wasm_bindgen]
pub fn tested(claims: usize) -> String {
    figures::verdict::tested(claims)
}
