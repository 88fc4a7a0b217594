//! `cargo xtask bench peers`: our training step beside TensorFlow.js's.

use std::path::Path;

use super::LIMIT;
use crate::bundle::Bundler;
use crate::{Done, bindings, script, setup};

/// TensorFlow.js's module with SIMD, without threads.
const TENSORFLOW: &str = "tfjs-backend-wasm-simd.wasm";

/// In one page beside TensorFlow.js; `folder` is a page that has our module.
pub fn run(root: &Path, folder: &Path) -> Done {
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
