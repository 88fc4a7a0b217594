//! Records as files: CSV and JSON with the settings that they come from.
//!
//! The CSV is written here. A library for it would bring a reader, buffers and dialects, of which nothing is
//! needed: a cell is quoted, or it is not.

use super::{Records, Value, ascii};
use crate::checksum::crc32;
use crate::figures::{Context, Figure};
use crate::settings::field::{self, Field};
use crate::settings::fields::FIELDS;
use crate::settings::{Experiment, VIEW_FIELDS, View, presets, write_link};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::fmt;

/// What a file of records calls itself.
pub const FORMAT: &str = "sharp-minima records";
/// The version of the format.
const VERSION: u32 = 1;

/// The records of a figure with all that they are a function of.
pub struct File<'a> {
    figure: &'static dyn Figure,
    view: &'a View,
    experiment: Experiment,
    records: Records,
    /// Whether it shows one trial alone.
    trial: bool,
    /// A link to what is shown; may be empty.
    link: &'a str,
}

impl<'a> File<'a> {
    /// Of what a figure shows.
    pub fn of(figure: &'static dyn Figure, context: &Context<'a>, link: &'a str) -> Self {
        let mut records = figure.records(context);
        let own = records.experiment.take();
        Self {
            figure,
            view: context.view,
            experiment: own.unwrap_or_else(|| context.experiment.clone()),
            records,
            trial: figure.trial(context).is_some(),
            link,
        }
    }

    /// Its name without an extension: the figure, the preset or else a checksum of the settings, and the seed.
    pub fn name(&self) -> String {
        let seed = self.experiment.seed;
        let same = presets().into_iter().find(|preset| {
            let settings = Experiment {
                seed,
                ..preset.experiment.clone()
            };
            settings == self.experiment
        });
        let settings = same.map_or_else(
            || format!("{:08x}", crc32(write_link(&self.experiment).as_bytes())),
            |preset| preset.name.to_owned(),
        );
        format!("sharp-minima-{}-{settings}-seed{seed}", self.figure.name())
    }

    /// The settings that the records come from.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// The settings as comment lines, then the [CSV](Records::csv) of the records.
    pub fn csv(&self) -> String {
        let mut text = String::new();
        comment(&mut text, "format", &FORMAT);
        comment(&mut text, "version", &VERSION);
        comment(&mut text, "core", &env!("CARGO_PKG_VERSION"));
        comment(&mut text, "figure", &self.figure.name());
        comment(&mut text, "title", &ascii(self.figure.title()));
        comment(&mut text, "link", &self.link);
        for field in &FIELDS {
            comment(&mut text, field.name, &(field.get)(&self.experiment));
        }
        for field in self.seen() {
            let key = format!("view.{}", field.name);
            comment(&mut text, &key, &(field.get)(self.view));
        }
        text + &self.records.csv()
    }

    /// JSON: the settings, the columns with names, units and meanings, and the rows as lists of cells.
    ///
    /// # Errors
    /// None that plain data give.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self).map(|text| text + "\n")
    }

    /// The fields of the view that matter to the figure: those that it offers, and all that are not as usual.
    fn seen(&self) -> impl Iterator<Item = &'static Field<View>> {
        let offered = self.figure.offered();
        let usual = View::default();
        VIEW_FIELDS.iter().filter(move |field| {
            let named = offered.main.contains(&field.name) || offered.more.contains(&field.name);
            let trial = self.trial && field.name == "trial";
            named || trial || (field.get)(self.view) != (field.get)(&usual)
        })
    }
}

impl Records {
    /// Comma-separated values (RFC 4180) after comment lines that say what the columns are.
    pub fn csv(&self) -> String {
        let mut text = String::new();
        for column in &self.columns {
            let key = format!("column {}", column.name);
            let unit = match column.unit {
                "" => String::new(),
                unit => format!("[{unit}] "),
            };
            comment(&mut text, &key, &format!("{unit}{}", column.meaning));
        }
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        line(&mut text, &names.join(","));
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(cell).collect();
            line(&mut text, &cells.join(","));
        }
        text
    }
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push_str("\r\n");
}

/// A line "# key: value".
fn comment(text: &mut String, key: &str, value: &dyn fmt::Display) {
    line(text, &format!("# {key}: {value}"));
}

/// A cell of CSV, quoted where it has to be.
fn cell(value: &Value) -> String {
    let text = value.to_string();
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// The settings of a view that matter.
struct Seen<'a>(&'a File<'a>);

impl Serialize for Seen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in self.0.seen() {
            match (field.get)(self.0.view) {
                field::Value::Number(number) => map.serialize_entry(field.name, &number)?,
                other => map.serialize_entry(field.name, &other.to_string())?,
            }
        }
        map.end()
    }
}

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", FORMAT)?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("core", env!("CARGO_PKG_VERSION"))?;
        map.serialize_entry("figure", self.figure.name())?;
        map.serialize_entry("title", &ascii(self.figure.title()))?;
        map.serialize_entry("link", self.link)?;
        map.serialize_entry("settings", &self.experiment)?;
        map.serialize_entry("view", &Seen(self))?;
        map.serialize_entry("columns", &self.records.columns)?;
        map.serialize_entry("rows", &self.records.rows)?;
        map.end()
    }
}
