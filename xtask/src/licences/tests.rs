use super::*;

#[test]
fn every_crate_of_the_module_is_there_with_its_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let told = step("cargo", &CRATES, &root).expect("cargo");
    let parts = crates(&told).expect("all have texts");
    let named = |name: &str| parts.iter().any(|part| part.name.starts_with(name));
    assert!(named("ndarray ") && named("wasm-bindgen ") && named("sharp-minima "));
    // What makes the module is not in it.
    for other in ["serde_derive ", "criterion ", "ts-rs ", "xtask "] {
        assert!(!named(other), "{other}");
    }
    let whole = together(&parts).expect("all can be read");
    assert!(whole.contains("litemap ") && whole.contains("UNICODE LICENSE V3"));
    // A text that several share stands there once.
    let mit = include_str!("../../../LICENSE-MIT").trim();
    assert_eq!(whole.matches(mit).count(), 1);
}
