//! The types that JavaScript is checked against are those of Rust. `cargo xtask types` writes them anew.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::types::declarations;
use std::path::Path;

#[test]
fn the_typescript_types_are_those_of_rust() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/core/types.d.ts");
    let types = declarations();
    let written = std::fs::read_to_string(&file).expect("the types");
    assert_eq!(written, types, "run `cargo xtask types`");
}
