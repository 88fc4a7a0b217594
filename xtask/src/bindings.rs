//! The wasm module and its JavaScript side: cargo, wasm-bindgen, wasm-opt.

use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::process::{command, run};
use crate::{Outcome, setup, target};

/// The library's file name, as cargo has it.
const LIBRARY: &str = "sharp_minima";

/// What rustc emits by default for wasm32, and SIMD, which .cargo/config.toml switches on. Nothing
/// that may change a result: the numbers are the same with and without wasm-opt.
const OPTIMISATION: &str = "-O3 \
    --enable-simd --enable-bulk-memory --enable-bulk-memory-opt --enable-sign-ext \
    --enable-mutable-globals --enable-nontrapping-float-to-int --enable-multivalue \
    --enable-reference-types --enable-call-indirect-overlong";

/// Writes the module that the cargo feature `name` makes, alone, with its JavaScript and its types
/// into `folder`: `name.js`, `name.d.ts`, `name_bg.wasm`.
pub fn make(root: &Path, name: &str, folder: &Path) -> Outcome {
    setup::wasm_target(root)?;
    let mut cargo = command(
        root,
        "cargo build --release --lib --target wasm32-unknown-unknown --no-default-features",
    );
    run(cargo.args(["--features", name]))?;

    let built = target(root).join("wasm32-unknown-unknown/release");
    let bound = built.join("bound").join(name);
    bind(&built.join(format!("{LIBRARY}.wasm")), name, &bound)
        .map_err(|error| format!("wasm-bindgen: {error:#}"))?;
    optimise(root, name, &bound)?;

    create(folder)?;
    for file in [
        format!("{name}.js"),
        format!("{name}.d.ts"),
        format!("{name}_bg.wasm.d.ts"),
    ] {
        copy(&bound.join(&file), &folder.join(&file))?;
    }
    copy(
        &bound.join("optimised.wasm"),
        &folder.join(format!("{name}_bg.wasm")),
    )
}

fn bind(module: &Path, name: &str, folder: &Path) -> Result<(), impl std::fmt::Display + use<>> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name(name)
        .typescript(true)
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.web(true)?.generate(folder)
}

/// wasm-opt takes a while: it is left out when the same was asked of the same module before.
fn optimise(root: &Path, name: &str, folder: &Path) -> Outcome {
    let input = folder.join(format!("{name}_bg.wasm"));
    let output = folder.join("optimised.wasm");
    let done = folder.join("optimised.from");
    let mut key = OPTIMISATION.as_bytes().to_vec();
    key.extend(fs::read(root.join("package-lock.json")).unwrap_or_default());
    key.extend(fs::read(&input).map_err(|error| format!("{}: {error}", input.display()))?);
    if output.is_file() && fs::read(&done).is_ok_and(|before| before == key) {
        return Ok(());
    }
    setup::node_modules(root)?;
    let line = format!("node node_modules/binaryen/bin/wasm-opt {OPTIMISATION}");
    run(command(root, &line).arg(&input).arg("-o").arg(&output))?;
    fs::write(&done, key).map_err(|error| format!("{}: {error}", done.display()))
}

/// Creates a folder and those above it.
pub fn create(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Copies a file.
pub fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}
