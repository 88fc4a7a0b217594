//! `cargo xtask precompute`: the results that stand on the page before any click.

use std::fs;
use std::path::Path;
use std::time::Duration;

use sharp_minima::exchange::write_json;
use sharp_minima::figures::claims::{Record, record};
use sharp_minima::figures::f1::f1_record;
use sharp_minima::session::Session;
use sharp_minima::settings::{Preset, presets};

use crate::process::say;
use crate::{Done, build, script, shipped};

const LIMIT: Duration = Duration::from_secs(4 * 60 * 60);

/// Lets the page compute all that its figures want of the named presets, or of all, and writes it to
/// www/results/, two files a preset.
pub fn run(root: &Path, presets: &[&str]) -> Done {
    build::unillustrated(root)?;
    script::against(root, &root.join("dist"), LIMIT, |node| {
        node.args(["tests/page/precompute.mjs", "www/results"])
            .args(presets);
    })?;
    claims(root)
}

/// What the shipped results say to the paper's claims, as www/results/claims.json, which the module of the
/// page has in it.
pub fn claims(root: &Path) -> Done {
    let www = root.join("www");
    let presets = presets();
    let mut records: Vec<Record> = Vec::new();
    for preset in &presets {
        records.push(recorded(&www, preset)?);
    }
    records.extend(f1_record());
    let text = write_json(&records);
    let file = www.join(shipped::FOLDER).join("claims.json");
    fs::write(&file, text + "\n").map_err(|error| format!("{}: {error}", file.display()))?;
    say("www/results/claims.json is written");
    Ok(())
}

fn recorded<'a>(www: &Path, preset: &'a Preset) -> Result<Record<'a>, String> {
    let session: Session<()> = shipped::session(www, preset.name)?;
    Ok(record(preset.label, &session.known()))
}
