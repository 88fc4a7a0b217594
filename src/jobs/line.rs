//! A job and its report as a line of JSON.

use super::{Job, Report};
use crate::exchange::write_json;
use crate::format::shortened;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    job: Job,
    report: Report,
}

/// One line.
pub fn line(job: &Job, report: &Report) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        job: &'a Job,
        report: &'a Report,
    }
    write_json(&Line { job, report })
}

/// What a line says.
///
/// # Errors
/// In words, if it is none.
pub fn read_line(text: &str) -> Result<(Job, Report), String> {
    let read = serde_json::from_str(text);
    let Line { job, report } = read.map_err(|error| shortened(&error.to_string()))?;
    Ok((job, report))
}
