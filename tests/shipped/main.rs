//! The results that come with the page.
#![cfg(not(target_arch = "wasm32"))]

#[expect(dead_code, reason = "here results come from files alone")]
#[path = "../common/known.rs"]
mod known;

mod claims;
mod complete;
mod headlines;
mod numbers;
mod records;

use known::Known;
use sharp_minima::results::Origin;
use sharp_minima::settings::presets;

/// What is shipped of a preset.
fn shipped(name: &str) -> Known {
    let preset = presets().into_iter().find(|preset| preset.name == name);
    let mut known = Known::new(preset.expect("a preset").experiment);
    known.active = false;
    for file in [name.to_owned(), format!("{name}-later")] {
        let path = format!("{}/www/results/{file}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let unread = known.results.read(&text, Origin::Shipped);
        assert_eq!(unread, Ok(Vec::new()), "{file}");
    }
    known
}

/// What is shipped of the first preset.
fn first() -> Known {
    shipped(presets()[0].name)
}

/// What is shipped of every preset.
fn all() -> Vec<(&'static str, Known)> {
    let names = presets().into_iter().map(|preset| preset.name);
    names.map(|name| (name, shipped(name))).collect()
}
