//! `cargo xtask precompute`: the results that stand on the page before any click.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use sharp_minima::exchange::write_json;
use sharp_minima::figures::claims::{Record, record};
use sharp_minima::figures::f1::f1_record;
use sharp_minima::figures::{FIGURES, Figure};
use sharp_minima::results::Origin;
use sharp_minima::session::{Session, link};
use sharp_minima::settings::{Preset, presets};

use crate::process::say;
use crate::{Done, build, script, shipped};

const LIMIT: Duration = Duration::from_secs(4 * 60 * 60);

/// Lets the page compute all that its figures want of the named presets, or of all, and writes it to
/// www/results/, two files a preset. With the word "missing" in front, what is shipped stays, and only what it lacks
/// is computed.
pub fn run(root: &Path, words: &[&str]) -> Done {
    let (missing, names) = match words {
        ["missing", names @ ..] => (true, names),
        names => (false, names),
    };
    let all = presets().into_iter().map(|preset| preset.name);
    let chosen: Vec<&str> = all
        .filter(|name| names.is_empty() || names.contains(name))
        .collect();
    build::unillustrated(root)?;
    let folder = root.join("target/precomputed");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let views: BTreeMap<&str, Vec<[String; 2]>> =
        chosen.iter().map(|name| (*name, views(name))).collect();
    script::against(root, &root.join("dist"), LIMIT, |node| {
        node.arg("tests/page/precompute.mjs").arg(&folder);
        node.arg(write_json(&views))
            .args(missing.then_some("missing"));
    })?;
    for name in chosen {
        write(
            &root.join("www"),
            &folder.join(format!("{name}.json")),
            name,
        )?;
    }
    claims(root)
}

/// The figures whose results are shipped for more than the first view, each with the hash of one.
fn views(preset: &str) -> Vec<[String; 2]> {
    let session: Session<()> = Session::new(link(&format!("preset={preset}")), 1);
    let of = |figure: &'static dyn Figure| {
        let views = figure.shipped_views(session.experiment(), session.view());
        views.into_iter().map(move |view| (figure, view))
    };
    let views = FIGURES.into_iter().flat_map(of);
    views
        .map(|(figure, view)| {
            [
                figure.name().to_owned(),
                format!("#{}{}", session.hash(), view.write()),
            ]
        })
        .collect()
}

/// Writes what is shipped of all that was computed of a preset.
fn write(www: &Path, computed: &Path, preset: &str) -> Done {
    let failed = |file: &Path, error: String| format!("{}: {error}", file.display());
    let text = fs::read_to_string(computed).map_err(|error| failed(computed, error.to_string()))?;
    let mut session: Session<()> = Session::new(link(&format!("preset={preset}")), 1);
    let unread = session.read(&text, Origin::Computed);
    let unread = unread.map_err(|error| failed(computed, error.to_string()))?;
    if let Some(first) = unread.first() {
        return Err(failed(
            computed,
            format!("entry {}: {}", first.entry, first.why),
        ));
    }
    for (later, name) in shipped::files(preset).into_iter().enumerate() {
        let file = www.join(shipped::FOLDER).join(name);
        let text = session.write_shipped(later == 1);
        fs::write(&file, text).map_err(|error| failed(&file, error.to_string()))?;
    }
    Ok(())
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
