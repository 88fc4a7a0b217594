//! What [`Experiment`]s are allowed.

use crate::allowed::NotAllowed;
use crate::data::limits;
use crate::settings::Experiment;
use crate::settings::field::{Field, Range};
use crate::settings::fields::FIELDS;
use crate::settings::link;
use std::fmt;

/// A range, narrowed by the other settings, and why it was.
pub(super) struct Allowed {
    range: Range,
    why: String,
}

impl link::Allowed for Allowed {
    fn range(&self) -> &Range {
        &self.range
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.range, self.why)
    }
}

/// What `field` may be, given the settings that stand before it in [`FIELDS`].
pub(super) fn allowed(field: &Field, experiment: &Experiment) -> Allowed {
    let Range::Integer { min, max } = field.range else {
        return Allowed {
            range: field.range,
            why: String::new(),
        };
    };
    let train = experiment.train as i64;
    let small = experiment.small_batch as i64;
    let normed = if experiment.batch_norm { 2 } else { 1 };
    let reason = if experiment.batch_norm {
        "; batch norm needs at least two samples to have a spread to divide by"
    } else {
        ""
    };
    let (min, max, why) = match field.name {
        "train" => {
            let limits = limits(experiment.data).train;
            let why = format!(
                ", the samples that {} has",
                Field::text_of("data", experiment)
            );
            (*limits.start() as i64, *limits.end() as i64, why)
        }
        "small_batch" => (normed, train, format!(", the training samples{reason}")),
        "large_batch" => (
            small.max(normed),
            train,
            format!(", from SB's batch to the training samples{reason}"),
        ),
        _ => (min, max, String::new()),
    };
    // Settings that are wrong themselves may leave nothing; their own error is told first.
    Allowed {
        range: Range::Integer {
            min: min.min(max),
            max,
        },
        why,
    }
}

impl Field {
    /// The text of the setting called `name`.
    fn text_of(name: &str, experiment: &Experiment) -> String {
        let field = FIELDS.iter().find(|field| field.name == name);
        field.map_or_else(String::new, |field| (field.get)(experiment).to_string())
    }
}

impl Experiment {
    /// The same settings if all of them are allowed, alone and together.
    ///
    /// # Errors
    /// Names the first setting that is not allowed and what would be.
    pub fn check(mut self) -> Result<Self, NotAllowed> {
        for field in &FIELDS {
            let value = (field.get)(&self);
            let allowed = allowed(field, &self);
            match allowed.range.nearest(&value) {
                // Written back because −0 becomes 0.
                Some(nearest) if nearest == value => (field.set)(&mut self, &nearest),
                _ => {
                    return Err(NotAllowed {
                        field: field.name,
                        value: value.to_string(),
                        allowed: allowed.to_string(),
                    });
                }
            }
        }
        Ok(self)
    }
}
