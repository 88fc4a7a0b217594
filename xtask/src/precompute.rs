//! `cargo xtask precompute`: the results that stand on the page before any click.

use std::path::Path;
use std::time::Duration;

use crate::{Done, build, script};

const LIMIT: Duration = Duration::from_secs(4 * 60 * 60);

/// Lets the page compute all that its figures want of the named presets, or of all, and writes it to
/// www/results/, a file a preset.
pub fn run(root: &Path, presets: &[&str]) -> Done {
    build::unillustrated(root)?;
    script::against(root, &root.join("dist"), LIMIT, |node| {
        node.args(["tests/page/precompute.mjs", "www/results"])
            .args(presets);
    })
}
