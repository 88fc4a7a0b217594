//! Results as a file: one entry a line, so that a difference shows which have changed and a reader can
//! go on after a line that it cannot read.
//!
//! ```json
//! {"format":"sharp-minima results","version":2,"entries":[
//! {"job":{"train":{…}},"report":{"training":{…}}},
//! …
//! ]}
//! ```

use super::{Entry, Evaluations, ForeignReport, Origin, Results};
use crate::allowed::NotAllowed;
use crate::format::shortened;
use crate::jobs::{Job, Places, Points, PointsJob, Report, line, read_line};
use crate::set::Set;
use litemap::LiteMap;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::fmt;

/// What a file of results calls itself.
pub const FORMAT: &str = "sharp-minima results";
/// The version of the format that is written, and the only one that is read.
const VERSION: u32 = 2;

/// Why a file was refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError(String);

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FileError {}

/// An entry that was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Which, from 1.
    pub entry: usize,
    /// Why.
    pub why: String,
}

/// What a file says of itself.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    entries: Vec<&'a RawValue>,
}

impl Results {
    /// Reads a file's entries, which come from `origin`; returns what could not be read of them. An entry
    /// that is here already stays.
    ///
    /// # Errors
    /// If the text is no file of results, or one of another version.
    pub fn read(&mut self, text: &str, origin: Origin) -> Result<Vec<Unread>, FileError> {
        let mut unread = Vec::new();
        for (index, entry) in entries(text)?.into_iter().enumerate() {
            if let Err(why) = self.read_entry(entry, origin) {
                let entry = index + 1;
                unread.push(Unread { entry, why });
            }
        }
        Ok(unread)
    }

    /// Reads one entry, as [`line()`](crate::jobs::line()) writes it.
    ///
    /// # Errors
    /// In words, if it is none, or its job is not as this version names it.
    pub fn read_entry(&mut self, text: &str, origin: Origin) -> Result<(), String> {
        let (job, report) = parsed(text)?;
        if self.knows(&job) {
            return Ok(());
        }
        self.put(job, report, origin)
            .map_err(|error| error.to_string())
    }

    /// All final entries of which `which` says so, as a file; points of one slice are one entry.
    pub fn write(&self, which: impl Fn(&Job) -> bool) -> String {
        let mut lines: LiteMap<_, String> = LiteMap::new();
        let mut slices = Set::default();
        let final_ones = self.entries().filter(|entry| entry.report.is_final());
        for Entry { job, report, .. } in final_ones.filter(|entry| which(&entry.job)) {
            let Job::Points(tile) = job else {
                lines.insert(job.key(), line(job, report));
                continue;
            };
            let slice = Job::from(tile.slice.clone()).key();
            if slices.insert((slice, tile.evaluated))
                && let Some(known) = self.evaluations(&tile.slice, tile.evaluated)
            {
                let (job, points) = together(tile, known);
                lines.insert(job.key(), line(&job, &Report::Points(points)));
            }
        }
        let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
        format!(
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"entries\":[\n{}\n]}}\n",
            lines.join(",\n")
        )
    }
}

/// What an entry says, as [`line()`](crate::jobs::line()) writes it.
///
/// # Errors
/// In words, if it is none, or its job is not as this version names it.
pub fn parsed(text: &str) -> Result<(Job, Report), String> {
    let (job, report) = read_line(text)?;
    check(&job).map_err(|error| format!("job: {error}"))?;
    if !report.is_final() {
        return Err("report: the training has not ended".into());
    }
    // A grid may claim more places than memory has room for: there must be a value for each.
    if !job.fits(&report) {
        return Err(ForeignReport { kind: job.kind() }.to_string());
    }
    Ok((job, report))
}

/// The text of each of a file's entries.
fn entries(text: &str) -> Result<Vec<&str>, FileError> {
    let none = |error: &serde_json::Error| {
        let why = shortened(&error.to_string());
        FileError(format!("this is no file of results: {why}"))
    };
    let (head, lines) = match serde_json::from_str(text) {
        Ok(head) => (head, None),
        // It is no JSON as a whole, but most of its lines may be.
        Err(error) => by_line(text).ok_or_else(|| none(&error))?,
    };
    known(&head)?;
    if let Some(lines) = lines {
        return Ok(lines);
    }
    let body: Body = serde_json::from_str(text).map_err(|error| none(&error))?;
    Ok(body.entries.into_iter().map(RawValue::get).collect())
}

/// What a file's first line says, and the other lines, each an entry.
fn by_line(text: &str) -> Option<(Head, Option<Vec<&str>>)> {
    let (first, rest) = text.split_once('\n')?;
    let head = serde_json::from_str(&format!("{first}]}}")).ok()?;
    let lines = rest.lines().map(|line| line.trim().trim_end_matches(','));
    let entries = lines.filter(|line| !line.is_empty() && *line != "]}");
    Some((head, Some(entries.collect())))
}

/// Whether a file is one of this version's.
fn known(head: &Head) -> Result<(), FileError> {
    if head.format != FORMAT {
        let found = shortened(&head.format);
        return Err(FileError(format!(
            "format: “{found}” is not allowed; allowed is “{FORMAT}”"
        )));
    }
    if head.version != VERSION {
        let found = head.version;
        return Err(FileError(format!(
            "version: {found} is not allowed; allowed is {VERSION}: the file was written by another version of this program"
        )));
    }
    Ok(())
}

/// Whether the settings of a job, and of the jobs that it needs, are allowed.
fn check(job: &Job) -> Result<(), NotAllowed> {
    if let Some(experiment) = job.experiment() {
        experiment.clone().check()?;
    }
    if let Job::Train(training) = job {
        training.strategy.check(&training.experiment)?;
    }
    job.needs().iter().try_for_each(|need| check(&need.job))
}

/// All that is known of a slice as one job: a grid where the places are one.
fn together(job: &PointsJob, known: &Evaluations) -> (Job, Points) {
    let list: Vec<[f64; 2]> = known.all().map(|(place, _)| place).collect();
    let places = grid(&list).unwrap_or(Places::List(list));
    let mut points = Points::default();
    for place in places.list() {
        let Some(at) = known.at(place) else { continue };
        points.train_loss.push(at.train_loss);
        points.train_accuracy.push(at.train_accuracy);
        if job.evaluated.testing {
            points.test_loss.push(at.test_loss);
            points.test_accuracy.push(at.test_accuracy);
        }
    }
    let job = PointsJob {
        places,
        ..job.clone()
    };
    (Job::Points(job), points)
}

/// The coordinates of places that are all pairs of them.
fn grid(places: &[[f64; 2]]) -> Option<Places> {
    let [a, b] = [0, 1].map(|axis| {
        let mut values: Vec<f64> = places.iter().map(|place| place[axis]).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        values
    });
    (places.len() > 1 && a.len() * b.len() == places.len()).then_some(Places::Grid { a, b })
}
