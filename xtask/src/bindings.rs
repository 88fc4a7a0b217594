//! The wasm module and its JavaScript side: cargo, wasm-bindgen, wasm-opt.

use std::path::{Path, PathBuf};
use std::{env, fs};

use wasm_bindgen_cli_support::Bindgen;

use crate::process::{command, run};
use crate::{Done, order, setup, target};

/// The library's file name, as cargo has it.
const LIBRARY: &str = "sharp_minima";

/// Cargo's profile of the module.
pub const PROFILE: &str = "page";

/// What rustc emits by default for wasm32, and SIMD, which .cargo/config.toml switches on.
const FEATURES: &str = "--enable-simd --enable-bulk-memory --enable-bulk-memory-opt \
    --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int \
    --enable-multivalue --enable-reference-types --enable-call-indirect-overlong";
/// Nothing that may change a result: the numbers are the same with and without wasm-opt. What is
/// skipped makes the module smaller or a little faster, but less regular: gzipped it would be up to
/// a tenth larger.
const OPTIMISATION: &str = "-O3 --converge --skip-pass=inlining-optimizing --skip-pass=reorder-functions \
    --skip-pass=memory-packing --skip-pass=local-cse";
const ORDER: &str = "--reorder-functions-by-name --strip-debug";

/// A wasm module that the library makes.
pub struct Module {
    /// What its files are called.
    name: &'static str,
    /// The cargo features it is made with.
    features: &'static str,
}

/// What the page and its workers run.
pub const PAGE: Module = Module {
    name: LIBRARY,
    features: "",
};
/// The same with the benchmarks' cases.
pub const BENCHMARK: Module = Module {
    name: "benchmark",
    features: "benchmark",
};

/// Writes a module with its JavaScript and its types into `folder`: `name.js`, `name.d.ts`,
/// `name_bg.wasm`.
pub fn make(root: &Path, Module { name, features }: &Module, folder: &Path) -> Done {
    setup::wasm_target(root)?;
    let mut cargo = command(root, "cargo build --lib --target wasm32-unknown-unknown");
    cargo.args(["--profile", PROFILE, "--features", features]);
    run(cargo.args(without_paths()))?;

    let built = target(root).join("wasm32-unknown-unknown").join(PROFILE);
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

/// Panics name the source files of crates; where those lie on this machine is nobody's business, and the module
/// is the same everywhere.
fn without_paths() -> Option<String> {
    let home = home()?.join("registry/src");
    let crates = fs::read_dir(home).ok()?.flatten().map(|entry| entry.path());
    let flags = crates.map(|path| format!("\"--remap-path-prefix={}/=\"", path.display()));
    let flags: Vec<String> = flags.collect();
    Some(format!(
        "--config=target.wasm32-unknown-unknown.rustflags=[{}]",
        flags.join(", ")
    ))
}

/// Where cargo keeps the sources of crates.
fn home() -> Option<PathBuf> {
    let own = env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    env::var_os("CARGO_HOME").map(PathBuf::from).or(own)
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
fn optimise(root: &Path, name: &str, folder: &Path) -> Done {
    let input = folder.join(format!("{name}_bg.wasm"));
    let output = folder.join("optimised.wasm");
    let done = folder.join("optimised.from");
    let mut key = [OPTIMISATION, ORDER, FEATURES].concat().into_bytes();
    key.extend(fs::read(root.join("package-lock.json")).unwrap_or_default());
    key.extend(read(&input)?);
    if output.is_file() && fs::read(&done).is_ok_and(|before| before == key) {
        return Ok(());
    }
    setup::node_modules(root)?;
    wasm_opt(root, OPTIMISATION, &input, &output)?;
    let named = folder.join("named.wasm");
    write(&named, order::name_by_likeness(read(&output)?)?)?;
    wasm_opt(root, ORDER, &named, &output)?;
    write(&done, key)
}

fn wasm_opt(root: &Path, passes: &str, input: &Path, output: &Path) -> Done {
    let line = format!("node node_modules/binaryen/bin/wasm-opt {passes} {FEATURES}");
    run(command(root, &line).arg(input).arg("-o").arg(output))
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn write(file: &Path, bytes: Vec<u8>) -> Done {
    fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))
}

/// Creates a folder and those above it.
pub fn create(folder: &Path) -> Done {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Copies a file.
pub fn copy(from: &Path, to: &Path) -> Done {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}

/// Copies a folder with all that is in it.
pub fn copy_all(from: &Path, to: &Path) -> Done {
    create(to)?;
    let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
    for entry in entries.flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy_all(&from, &to)?;
        } else {
            copy(&from, &to)?;
        }
    }
    Ok(())
}
