//! `cargo xtask bench peers`: our training step beside TensorFlow.js's and PyTorch's.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::LIMIT;
use crate::bundle::Bundler;
use crate::process::{self, command, output, say, which};
use crate::{Done, bindings, script, setup, target};

/// TensorFlow.js's module with SIMD, without threads.
const TENSORFLOW: &str = "tfjs-backend-wasm-simd.wasm";

/// The program that runs PyTorch, for the benchmark.
const PYTHON: &str = "SHARP_MINIMA_PYTHON";

/// In one page beside TensorFlow.js, then natively beside PyTorch.
pub fn run(root: &Path, folder: &Path) -> Done {
    page(root, folder)?;
    native(root)
}

/// `folder` is a page that has our module.
fn page(root: &Path, folder: &Path) -> Done {
    setup::node_modules(root)?;
    let package = root.join("node_modules/@tensorflow/tfjs-backend-wasm/dist");
    bindings::copy(&package.join(TENSORFLOW), &folder.join(TENSORFLOW))?;
    let bundler = Bundler {
        root,
        from: &root.join("tests/page"),
        to: folder,
    };
    bundler.modules(&["tensorflow.mjs"])?;
    script::against(root, folder, LIMIT, |node| {
        node.arg("tests/page/peers-benchmark.mjs");
    })
}

fn native(root: &Path) -> Done {
    let Some(python) = python(root) else {
        let own = target(root).join("python");
        let own = own.strip_prefix(root).unwrap_or(&own).display();
        say("PyTorch is left out: no Python here has it. To compare with it as well:");
        say(&format!(
            "  python3 -m venv {own} && {own}/bin/pip install torch"
        ));
        say(&format!("or name a Python that has it in {PYTHON}"));
        return Ok(());
    };
    let line = "cargo bench --features benchmark --bench peers";
    process::run(command(root, line).env(PYTHON, python))
}

/// A Python that has PyTorch.
fn python(root: &Path) -> Option<PathBuf> {
    let named = std::env::var_os(PYTHON).map(PathBuf::from);
    let own =
        ["bin/python", "Scripts/python.exe"].map(|file| target(root).join("python").join(file));
    let usual = ["python3", "python"].into_iter();
    let usual = usual.filter_map(|name| which(root, name));
    let mut all = named.into_iter().chain(own).chain(usual);
    all.find(|python| {
        let mut probe = Command::new(python);
        output(probe.args(["-c", "import torch"])).is_some()
    })
}
