//! The controls the page builds, made from [`FIELDS`].

use crate::choice::Choice;
use crate::settings::field::{Field, Range};
use crate::settings::fields::FIELDS;
use serde::Serialize;

/// What kind of control a setting needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum ControlKind {
    /// One of a few names.
    Choice,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// Widths of layers, joined by hyphens.
    Widths,
    /// On or off.
    Flag,
}

/// One control of the page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Control {
    /// The setting's name in [`Experiment`](crate::settings::Experiment).
    pub field: &'static str,
    /// Its key in links.
    pub key: &'static str,
    /// Its label.
    pub label: &'static str,
    /// One plain sentence on what it is.
    pub help: &'static str,
    /// Such as "data" or "training".
    pub group: &'static str,
    /// The kind of control.
    pub kind: ControlKind,
    /// The names to choose from; empty for other kinds.
    pub choices: Vec<Choice>,
    /// Least value; of a single width for [`ControlKind::Widths`].
    pub min: Option<f64>,
    /// Greatest value; of a single width for [`ControlKind::Widths`].
    pub max: Option<f64>,
    /// A sensible step; `None` for any.
    pub step: Option<f64>,
    /// One clause on what changing it means.
    pub retrains: &'static str,
}

/// All controls of an experiment, in the order of the page.
pub fn controls() -> Vec<Control> {
    controls_of(&FIELDS)
}

/// The controls of these fields.
pub fn controls_of<S>(fields: &[Field<S>]) -> Vec<Control> {
    let control = |field: &Field<S>| {
        let (kind, choices, limits) = match field.range {
            Range::Choice(choices) => (ControlKind::Choice, choices(), None),
            Range::Number { min, max } => (ControlKind::Number, Vec::new(), Some((min, max))),
            Range::Integer { min, max } => (
                ControlKind::Integer,
                Vec::new(),
                Some((min as f64, max as f64)),
            ),
            Range::Widths { max, .. } => (ControlKind::Widths, Vec::new(), Some((1.0, max as f64))),
            Range::Flag => (ControlKind::Flag, Vec::new(), None),
        };
        Control {
            field: field.name,
            key: field.key,
            label: field.label,
            help: field.help,
            group: field.group,
            kind,
            choices,
            min: limits.map(|(min, _)| min),
            max: limits.map(|(_, max)| max),
            step: field.step,
            retrains: field.retrains,
        }
    };
    fields.iter().map(control).collect()
}
