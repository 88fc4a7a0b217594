//! `cargo xtask lint`: format, clippy, and the JavaScript's types and style.

use std::path::Path;

use crate::process::{self, command};
use crate::{Done, setup};

const NATIVE: &str = "cargo clippy --workspace --all-targets --features benchmark -- -D warnings";
/// The remaining tests do not run in the browser.
const WASM: &str = "cargo clippy --target wasm32-unknown-unknown --lib --test browser --test worker \
    --features benchmark -- -D warnings";
const DOCS: &str = "cargo doc --workspace --exclude xtask --no-deps";
const TYPES: &str = "node node_modules/typescript/bin/tsc --noEmit";
const STYLE: &str = "node node_modules/@biomejs/biome/bin/biome check --error-on-warnings";

/// Checks all.
pub fn run(root: &Path) -> Done {
    set_up(root)?;
    process::run(&mut command(root, "cargo fmt --all --check"))?;
    process::run(&mut command(root, STYLE))?;
    // The scripts import the wasm module's JavaScript, whose types are generated. Making them takes one core for long.
    let module = process::beside(root, &["build", "module"])?;
    process::run(&mut command(root, NATIVE))?;
    process::run(&mut command(root, WASM))?;
    process::run(command(root, DOCS).env("RUSTDOCFLAGS", "-D warnings"))?;
    module.wait()?;
    process::run(&mut command(root, TYPES))
}

/// Formats all, and mends what can safely be mended.
pub fn fix(root: &Path) -> Done {
    set_up(root)?;
    process::run(&mut command(root, "cargo fmt --all"))?;
    process::run(command(root, STYLE).arg("--write"))
}

fn set_up(root: &Path) -> Done {
    setup::rust_components(root)?;
    setup::wasm_target(root)?;
    setup::node_modules(root)
}
