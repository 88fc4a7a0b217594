//! `cargo xtask lint`: format, clippy, and the JavaScript's types and style.

use std::path::Path;

use crate::process::{self, command};
use crate::{Outcome, build, setup};

const NATIVE: &str = "cargo clippy --workspace --all-targets --features benchmark -- -D warnings";
/// The benchmarks and the remaining tests do not run in the browser.
const WASM: &str = "cargo clippy --target wasm32-unknown-unknown --lib --test browser --test worker \
    -- -D warnings";
const TYPES: &str = "node node_modules/typescript/bin/tsc --noEmit";
const STYLE: &str = "node node_modules/@biomejs/biome/bin/biome check --error-on-warnings";

/// Checks all.
pub fn run(root: &Path) -> Outcome {
    set_up(root)?;
    process::run(&mut command(root, "cargo fmt --all --check"))?;
    process::run(&mut command(root, STYLE))?;
    process::run(&mut command(root, NATIVE))?;
    process::run(&mut command(root, WASM))?;
    // Each is built alone: what only another needs must not be left over in one.
    let modules = build::MODULES.iter().chain(&["benchmark"]);
    modules.into_iter().try_for_each(|name| alone(root, name))?;
    // The modules import the wasm module's JavaScript, whose types are generated.
    build::types(root)?;
    process::run(&mut command(root, TYPES))
}

/// clippy over the module that one feature makes.
fn alone(root: &Path, feature: &str) -> Outcome {
    let mut clippy = command(
        root,
        "cargo clippy --target wasm32-unknown-unknown --lib --no-default-features --features",
    );
    process::run(clippy.args([feature, "--", "-D", "warnings"]))
}

/// Formats all, and mends what can safely be mended.
pub fn fix(root: &Path) -> Outcome {
    set_up(root)?;
    process::run(&mut command(root, "cargo fmt --all"))?;
    process::run(command(root, STYLE).arg("--write"))
}

fn set_up(root: &Path) -> Outcome {
    setup::rust_components(root)?;
    setup::wasm_target(root)?;
    setup::node_modules(root)
}
