//! The flat form in which a survey travels, as jobs do.

use super::survey::{Axes, Evaluated, Survey};
use crate::experiment::{Experiment, Regime};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Slice,
    Points,
    Probe,
}

/// Of a [`Survey`].
#[derive(Serialize, Deserialize)]
pub(super) struct FlatSurvey {
    kind: Kind,
    experiment: Experiment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trial: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    axes: Option<Axes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Regime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    draw: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    epochs: Option<[Vec<u32>; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    places: Option<Vec<[f64; 2]>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    evaluated: Option<Evaluated>,
}

fn needed<T>(field: Option<T>, name: &str) -> Result<T, String> {
    field.ok_or_else(|| format!("survey: {name} is missing"))
}

impl TryFrom<FlatSurvey> for Survey {
    type Error = String;

    fn try_from(flat: FlatSurvey) -> Result<Self, String> {
        let FlatSurvey {
            kind,
            experiment,
            trial,
            axes,
            at,
            draw,
            epochs,
            places,
            evaluated,
        } = flat;
        Ok(match kind {
            Kind::Slice => Self::Slice {
                experiment,
                trial: needed(trial, "trial")?,
                axes: needed(axes, "axes")?,
                at: needed(at, "at")?,
                draw: needed(draw, "draw")?,
                epochs: needed(epochs, "epochs")?,
            },
            Kind::Points => Self::Points {
                experiment,
                places: needed(places, "places")?,
                evaluated: needed(evaluated, "evaluated")?,
            },
            Kind::Probe => Self::Probe {
                experiment,
                trial: needed(trial, "trial")?,
                place: match needed(places, "places")?.as_slice() {
                    &[place] => place,
                    _ => return Err("survey: places must be a single one".into()),
                },
            },
        })
    }
}

impl From<Survey> for FlatSurvey {
    fn from(survey: Survey) -> Self {
        let of = |kind, experiment| Self {
            kind,
            experiment,
            trial: None,
            axes: None,
            at: None,
            draw: None,
            epochs: None,
            places: None,
            evaluated: None,
        };
        match survey {
            Survey::Slice {
                experiment,
                trial,
                axes,
                at,
                draw,
                epochs,
            } => Self {
                trial: Some(trial),
                axes: Some(axes),
                at: Some(at),
                draw: Some(draw),
                epochs: Some(epochs),
                ..of(Kind::Slice, experiment)
            },
            Survey::Points {
                experiment,
                places,
                evaluated,
            } => Self {
                places: Some(places),
                evaluated: Some(evaluated),
                ..of(Kind::Points, experiment)
            },
            Survey::Probe {
                experiment,
                trial,
                place,
            } => Self {
                trial: Some(trial),
                places: Some(vec![place]),
                ..of(Kind::Probe, experiment)
            },
        }
    }
}
