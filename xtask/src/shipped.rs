//! The files of results that come with the page.

use sharp_minima::results::Origin;
use sharp_minima::session::{Session, link};
use std::fs;
use std::path::Path;

/// Where they are, below www/.
pub const FOLDER: &str = "results";

/// A preset's two: what the first figures show, and what those of later chapters want besides.
pub fn files(preset: &str) -> [String; 2] {
    ["", "-later"].map(|which| format!("{preset}{which}.json"))
}

/// A preset with all that is shipped of it, from the page's folder `www`.
pub fn session<V: Clone>(www: &Path, preset: &str) -> Result<Session<V>, String> {
    of(www, preset, &files(preset))
}

/// A preset with what its first figures show.
pub fn beginning<V: Clone>(www: &Path, preset: &str) -> Result<Session<V>, String> {
    of(www, preset, &files(preset)[..1])
}

fn of<V: Clone>(www: &Path, preset: &str, files: &[String]) -> Result<Session<V>, String> {
    let mut session = Session::new(link(&format!("preset={preset}")), 1);
    for name in files {
        let file = www.join(FOLDER).join(name);
        let failed = |error: String| format!("{}: {error}", file.display());
        let text = fs::read_to_string(&file).map_err(|error| failed(error.to_string()))?;
        let read = session.read(&text, Origin::Shipped);
        read.map_err(|error| failed(error.to_string()))?;
    }
    Ok(session)
}
