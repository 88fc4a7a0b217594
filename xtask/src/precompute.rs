//! `cargo xtask precompute`: the results that stand on the page before any click.

use std::path::Path;
use std::time::Duration;

use crate::{Outcome, build, script};

const LIMIT: Duration = Duration::from_secs(30 * 60);

/// Runs the default preset in the page and writes its experiment and reports to
/// www/precomputed.json, the landscape's first view to www/landscape.json, all measures to
/// www/measures.json, and the comparison of the remedies to www/remedies.json.
pub fn run(root: &Path) -> Outcome {
    build::run(root)?;
    script::against(root, &root.join("dist"), LIMIT, |node| {
        node.args([
            "tests/page/precompute.mjs",
            "www/precomputed.json",
            "www/landscape.json",
            "www/measures.json",
            "www/remedies.json",
        ]);
    })
}
