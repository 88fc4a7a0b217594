//! Files of results, as the page opens and saves them.

use crate::failure::Failure;
use crate::output::{answer, say};
use sharp_minima::format::{count, count_of};
use sharp_minima::results::{Entry, Origin, Unread};
use sharp_minima::session::{Handle, Session};
use std::path::Path;

/// So many entries that could not be read are named.
const MOST_NAMED: usize = 10;

/// Whoever computes for an hour wants to know before that nothing could be written.
///
/// # Errors
/// Where there is no folder for the file.
pub fn check_folder(file: &Path) -> Result<(), Failure> {
    let folder = match file.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => file,
    };
    if folder.is_dir() && !file.is_dir() {
        return Ok(());
    }
    let file = file.display();
    let words = format!("--output: {file} is no file in a folder that there is");
    Err(Failure::Input(words))
}

/// Takes a file's results over, and says what could not be read of them.
///
/// # Errors
/// Where it cannot be read, or is no file of results.
pub fn read(session: &mut Session<Handle>, file: &Path) -> Result<(), Failure> {
    let name = file.display();
    let wrong = |error: String| Failure::Input(format!("{name}: {error}"));
    let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
    let unread = session.read(&text, Origin::Opened);
    let unread = unread.map_err(|error| wrong(error.to_string()))?;
    for Unread { entry, why } in unread.iter().take(MOST_NAMED) {
        say(&format!("note: {name}: entry {entry} was not read: {why}"));
    }
    if unread.len() > MOST_NAMED {
        let others = count_of(unread.len() - MOST_NAMED, "other entry", "other entries");
        say(&format!("note: {name}: {others} not read"));
    }
    Ok(())
}

/// Writes all that is known to a file, or to standard output.
///
/// # Errors
/// Where that fails.
pub fn write(session: &Session<Handle>, file: Option<&Path>) -> Result<(), Failure> {
    let text = session.write();
    let Some(file) = file else {
        return answer(text.trim_end());
    };
    let failed = |error| Failure::Other(format!("{}: {error}", file.display()));
    std::fs::write(file, text).map_err(failed)?;
    let now = |entry: &&Entry| entry.origin == Origin::Computed;
    let computed = session.results().entries().filter(now).count();
    let jobs = count(computed, "job");
    say(&format!("{}: written; {jobs} computed now", file.display()));
    Ok(())
}
