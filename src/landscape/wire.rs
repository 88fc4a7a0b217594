//! The flat form in which a survey is read, as jobs are.

use super::survey::{Axes, Evaluated, Survey};
use crate::experiment::wire::needed;
use crate::experiment::{Experiment, Regime};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Slice,
    Points,
    Probe,
}

/// Of a [`Survey`].
#[derive(Deserialize)]
pub(super) struct FlatSurvey {
    kind: Kind,
    experiment: Experiment,
    trial: Option<u32>,
    axes: Option<Axes>,
    at: Option<Regime>,
    draw: Option<u32>,
    epochs: Option<[Vec<u32>; 2]>,
    places: Option<Vec<[f64; 2]>>,
    place: Option<[f64; 2]>,
    evaluated: Option<Evaluated>,
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
            place,
            evaluated,
        } = flat;
        Ok(match kind {
            Kind::Slice => Self::Slice {
                experiment,
                trial: needed(trial, "survey: trial")?,
                axes: needed(axes, "survey: axes")?,
                at: needed(at, "survey: at")?,
                draw: needed(draw, "survey: draw")?,
                epochs: needed(epochs, "survey: epochs")?,
            },
            Kind::Points => Self::Points {
                experiment,
                places: needed(places, "survey: places")?,
                evaluated: needed(evaluated, "survey: evaluated")?,
            },
            Kind::Probe => Self::Probe {
                experiment,
                trial: needed(trial, "survey: trial")?,
                place: needed(place, "survey: place")?,
            },
        })
    }
}
