//! `cargo xtask pictures`: the figures in dist/figures/ as PNG too, for places that take no SVG. Chromium draws them,
//! with the page's fonts.

use std::path::Path;
use std::time::Duration;

use crate::{Done, build, figures, script};

const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Builds, and draws them.
pub fn run(root: &Path) -> Done {
    build::run(root)?;
    let dist = root.join("dist");
    script::against(root, &dist, LIMIT, |node| {
        node.arg("tests/page/pictures.mjs")
            .arg(dist.join(figures::FOLDER));
    })
}
