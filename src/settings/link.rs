//! An experiment as the hash of a link, such as `v=1&preset=instant&lr=0.01`: a version, a preset,
//! and the settings that differ from it.

use super::view::View;
use crate::format::beginning;
use crate::settings::Experiment;
use crate::settings::check::allowed;
use crate::settings::field::{Field, Range, Value};
use crate::settings::fields::FIELDS;
use crate::settings::{Preset, presets};
use litemap::LiteMap;
use serde::Serialize;
use std::fmt;

/// The version this program writes.
const VERSION: &str = "1";
/// The key of the section of the page to show; not a setting, so passed over.
const SECTION: &str = "at";
/// A hostile link may be wrong in more ways than anyone wants to read.
const MOST_NOTICES: usize = 20;

/// What a link asks for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// The settings, checked.
    pub experiment: Experiment,
    /// The name of the preset they start from.
    pub preset: &'static str,
    /// What is looked at, within the settings.
    pub view: View,
    /// In words, what could not be taken as it was given.
    pub notices: Vec<String>,
}

/// Reads a hash, with or without its `#`. Never fails: numbers that are not allowed become the
/// nearest allowed ones, what cannot be understood stays as the preset has it, and each of these
/// is told in a notice. `strategies` gives the names that may be compared under some settings.
pub fn read_link(hash: &str, strategies: impl Fn(&Experiment) -> Vec<&'static str>) -> Link {
    let mut notices = Vec::new();
    let mut given = pairs(hash, &mut notices);
    if let Some(version) = given.remove("v")
        && version != VERSION
    {
        notices.push(format!(
            "v: {} is not a version known here; known is {VERSION}; the link was read as far as understood",
            quoted(&version)
        ));
    }
    given.remove(SECTION);
    let preset = chosen(given.remove("preset"), &mut notices);
    let mut experiment = preset.experiment;
    for field in &FIELDS {
        let allowed = allowed(field, &experiment);
        apply(
            field,
            &allowed,
            given.remove(field.key),
            &mut experiment,
            &mut notices,
        );
    }
    let mut view = View::take(&mut given, &strategies(&experiment), &mut notices);
    if view.trial > experiment.trials {
        notices.push(format!(
            "map.trial: {} is not allowed; allowed is 1 to {}, the trials; {} was taken",
            view.trial, experiment.trials, experiment.trials
        ));
        view.trial = experiment.trials;
    }
    for key in given.keys() {
        notices.push(format!(
            "{} is not a setting known here; it was passed over",
            quoted(key)
        ));
    }
    if notices.len() > MOST_NOTICES {
        let more = notices.len() - MOST_NOTICES;
        notices.truncate(MOST_NOTICES);
        notices.push(format!("… and {more} more"));
    }
    Link {
        experiment,
        preset: preset.name,
        view,
        notices,
    }
}

/// The canonical hash of a checked experiment, without `#`: of the presets the one with the
/// fewest differences, the first of equals, then the differences in the order of [`FIELDS`].
/// Numbers are written so that they read back to the bit.
pub fn write_link(experiment: &Experiment) -> String {
    let preset = nearest_preset(experiment);
    let differences = differing(experiment, &preset);
    let differences =
        differences.map(|field| format!("&{}={}", field.key, (field.get)(experiment)));
    format!(
        "v={VERSION}&preset={}{}",
        preset.name,
        differences.collect::<String>()
    )
}

/// Of the presets the one with the fewest differences, the first of equals.
pub fn nearest_preset(experiment: &Experiment) -> Preset {
    let mut presets = presets();
    let differences = |at: &usize| differing(experiment, &presets[*at]).count();
    let nearest = (0..presets.len()).min_by_key(differences);
    presets.swap_remove(nearest.unwrap_or(0))
}

/// The settings that differ from a preset's.
fn differing(experiment: &Experiment, preset: &Preset) -> impl Iterator<Item = &'static Field> {
    let differs =
        |field: &&'static Field| (field.get)(experiment) != (field.get)(&preset.experiment);
    FIELDS.iter().filter(differs)
}

/// The keys and values of a hash; of a key given twice the first value.
pub(crate) fn pairs(hash: &str, notices: &mut Vec<String>) -> LiteMap<String, String> {
    let parts = hash.trim_start_matches('#').split('&');
    let mut all: Vec<(String, String)> = parts
        .filter(|part| !part.is_empty())
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(key, value)| (decoded(key), decoded(value)))
        .collect();
    // A hostile link may have very many keys: they are sorted once. Equal ones stay in their order.
    all.sort_by(|one, other| one.0.cmp(&other.0));
    for same in all.chunk_by(|one, other| one.0 == other.0) {
        if let [(key, _), _, ..] = same {
            notices.push(format!(
                "{} is given {} times; the first value was taken",
                quoted(key),
                same.len()
            ));
        }
    }
    all.dedup_by(|later, first| later.0 == first.0);
    all.into_iter().collect()
}

fn chosen(name: Option<String>, notices: &mut Vec<String>) -> Preset {
    let mut presets = presets();
    let position = name
        .as_ref()
        .map(|name| presets.iter().position(|p| p.name == name));
    if let (Some(name), Some(None)) = (name, position) {
        let names: Vec<&str> = presets.iter().map(|preset| preset.name).collect();
        notices.push(format!(
            "preset: {} is not allowed; allowed is {}; {} was taken",
            quoted(&name),
            names.join(", "),
            names[0]
        ));
    }
    presets.swap_remove(position.flatten().unwrap_or(0))
}

/// What a setting may be, and what that is in words.
pub(crate) trait Allowed: fmt::Display {
    /// The allowed values.
    fn range(&self) -> &Range;
}

impl Allowed for Range {
    fn range(&self) -> &Range {
        self
    }
}

/// Sets `field` to what was given or leaves it, then moves it into what is allowed, which may be
/// less than its range.
pub(crate) fn apply<S>(
    field: &Field<S>,
    allowed: &dyn Allowed,
    given: Option<String>,
    experiment: &mut S,
    notices: &mut Vec<String>,
) {
    let before = (field.get)(experiment);
    let wanted = match &given {
        Some(text) => field.range.parse(text),
        None => Some(before.clone()),
    };
    let nearest = wanted
        .as_ref()
        .and_then(|wanted| allowed.range().nearest(wanted));
    // The preset's own value may be out of the narrowed range as well.
    let taken = nearest
        .clone()
        .or_else(|| allowed.range().nearest(&before))
        .unwrap_or(before);
    (field.set)(experiment, &taken);
    if nearest.is_none() || nearest != wanted {
        let text =
            given.unwrap_or_else(|| wanted.as_ref().map_or_else(String::new, Value::to_string));
        notices.push(format!(
            "{} ({}): {} is not allowed; allowed is {allowed}; {taken} was taken",
            field.key,
            field.label,
            quoted(&text)
        ));
    }
}

/// Undoes percent-encoding. A lone `%` stays; bytes that are not UTF-8 become U+FFFD. A `+`
/// stays, since `1e+2` is a number.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = match (first, tail) {
            (b'%', [high, low, ..]) => hexadecimal(*high).zip(hexadecimal(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|digit| digit as u8)
}

/// The text in quotation marks, cut where it is long, control characters made visible.
pub(super) fn quoted(text: &str) -> String {
    let (beginning, more) = beginning(text);
    let shown = beginning.replace(char::is_control, "\u{FFFD}");
    format!("“{shown}{more}”")
}
