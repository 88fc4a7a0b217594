//! What `--help` says.

use sharp_minima::settings::presets;

/// What stands at its end.
pub fn after(text: &str) -> String {
    format!(
        "{text}\n\nExit status: 0 if all went well, 2 if an argument or a file is wrong, 1 otherwise."
    )
}

/// What settings are.
pub fn settings() -> String {
    let presets: Vec<&str> = presets().iter().map(|preset| preset.name).collect();
    format!(
        "A preset ({}), a link of the page, or what stands behind its #",
        presets.join(", ")
    )
}
