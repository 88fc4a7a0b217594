//! `dist/figures/`: the figures of each preset's shipped results as pictures, for places where nothing runs.

#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use sharp_minima::figures::{FIGURES, Figure};
use sharp_minima::plot::{Sheet, sheet_svg};
use sharp_minima::session::{Handle, Session, compute};
use sharp_minima::settings::describe::summary;
use sharp_minima::settings::{Preset, presets};

use crate::bindings::create;
use crate::build::failed;
use crate::{Done, shipped};

/// Where they are in the site.
pub const FOLDER: &str = "figures";
/// Width and height that most of them are drawn for, in CSS pixels: as the page has them beside notes.
const SIZE: (u32, u32) = (808, 396);
/// Those of the others.
const SIZES: [(&str, (u32, u32)); 11] = [
    ("bowls", (808, 414)),
    ("sketch", (808, 168)),
    ("landscape", (808, 683)),
    ("trials", (1203, 544)),
    ("measures", (808, 736)),
    ("spectrum", (808, 336)),
    ("along", (808, 336)),
    ("augmentation", (808, 361)),
    ("rescaling", (808, 336)),
    ("grid", (808, 352)),
    ("remedies", (808, 352)),
];

/// The figure whose samples are not shipped: they are drawn at once.
const PREVIEW: &str = "augmentation";

/// Draws all of them on both grounds into the site.
pub fn write(root: &Path, dist: &Path) -> Done {
    let www = root.join("www");
    for preset in presets() {
        let folder = dist.join(FOLDER).join(preset.name);
        create(&folder)?;
        let session = session(&www, &preset)?;
        for figure in FIGURES {
            for (ground, dark) in [("light", false), ("dark", true)] {
                if let Some(sheet) = sheet(&session, figure) {
                    let file = folder.join(format!("{}-{ground}.svg", figure.name()));
                    fs::write(&file, sheet_svg(&sheet, dark)).map_err(failed(&file))?;
                }
            }
        }
    }
    Ok(())
}

/// A preset with what is shipped of it.
fn session(www: &Path, preset: &Preset) -> Result<Session<Handle>, String> {
    let mut session = shipped::session(www, preset.name)?;
    let data = preset.experiment.data;
    let mut archives = Vec::new();
    if let Some(name) = data.archive() {
        let file = www.join("data").join(name);
        archives.push((data, fs::read(&file).map_err(failed(&file))?));
    }
    session.ask(PREVIEW);
    compute(&mut session, archives, 1, |_| {});
    Ok(session)
}

/// A figure with its title and its settings; `None` where nothing of it can be drawn.
fn sheet(session: &Session<Handle>, figure: &dyn Figure) -> Option<Sheet> {
    let context = session.context(figure);
    let picture = figure.picture(&context).filter(|_| figure.has(&context))?;
    let own = SIZES.iter().find(|(name, _)| *name == figure.name());
    Some(Sheet {
        picture,
        size: own.map_or(SIZE, |&(_, size)| size),
        title: figure.title().to_owned(),
        lines: vec![format!(
            "{} · shown: {}",
            summary(session.experiment()),
            figure.shows(&context)
        )],
    })
}
