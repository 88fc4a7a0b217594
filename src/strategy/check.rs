//! The border: which strategies make sense for an experiment.

use super::schedule::{self, Plan};
use super::{Strategy, batch_norm, weight_noise};
use crate::experiment::{Experiment, Regime};
use std::fmt;

/// A strategy's setting that is not allowed. Displayed as
/// `radius: 11 is not allowed; allowed is 0 to 10`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategyError {
    /// The setting's name, as in the serialised strategy.
    pub field: &'static str,
    /// The value it had.
    pub value: String,
    /// What is allowed, in words.
    pub allowed: String,
}

impl StrategyError {
    pub(crate) fn new(
        field: &'static str,
        value: impl fmt::Display,
        allowed: impl Into<String>,
    ) -> Self {
        Self {
            field,
            value: value.to_string(),
            allowed: allowed.into(),
        }
    }

    /// What is wrong with the field's value, without its name.
    pub fn problem(&self) -> String {
        format!("{} is not allowed; allowed is {}", self.value, self.allowed)
    }
}

impl fmt::Display for StrategyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.problem())
    }
}

impl std::error::Error for StrategyError {}

/// What a number may be.
pub(crate) struct Bounds {
    min: f64,
    max: f64,
    whole: bool,
}

impl Bounds {
    pub fn number(min: f64, max: f64) -> Self {
        let whole = false;
        Self { min, max, whole }
    }

    pub fn whole(min: usize, max: usize) -> Self {
        Self {
            min: min as f64,
            max: max as f64,
            whole: true,
        }
    }

    pub fn check(&self, field: &'static str, value: f64) -> Result<(), StrategyError> {
        let Self { min, max, whole } = *self;
        if (min..=max).contains(&value) {
            return Ok(());
        }
        let kind = if whole { "a whole number from " } else { "" };
        Err(StrategyError::new(
            field,
            value,
            format!("{kind}{min} to {max}"),
        ))
    }
}

impl Strategy {
    /// The same strategy if it makes sense for both regimes of a checked experiment.
    ///
    /// # Errors
    /// Names the first setting that is not allowed, alone or beside the others, and what would be.
    pub fn check(self, experiment: &Experiment) -> Result<Self, StrategyError> {
        if let Some(augmentation) = &self.augmentation {
            augmentation.check(experiment.data)?;
        }
        if let Some(conservative) = &self.conservative {
            conservative.check(experiment)?;
        }
        if let Some(adversarial) = &self.adversarial {
            adversarial.check()?;
        }
        if let Some(stability) = &self.stability {
            stability.check()?;
            if self.adversarial.is_some() {
                let why = "none beside adversarial training: both are losses on changed inputs";
                return Err(StrategyError::new("stability_alpha", stability.alpha, why));
            }
        }
        if let Some(robust) = &self.robust {
            robust.check()?;
        }
        weight_noise::check(self.weight_noise)?;
        schedule::check(&self, experiment)?;
        self.check_parts(experiment)?;
        let plan = Plan::new(&self, experiment, Regime::Large);
        self.rate.check(plan.epochs)?;
        if let Some(averaging) = &self.averaging {
            averaging.check()?;
        }
        Ok(self)
    }

    /// Whether batch norm can work on the parts that batches are cut into.
    fn check_parts(&self, experiment: &Experiment) -> Result<(), StrategyError> {
        let regimes = [Regime::Small, Regime::Large];
        let plans = regimes.map(|regime| Plan::new(self, experiment, regime));
        let mut parts: Vec<usize> = plans.iter().flat_map(Plan::batches).collect();
        if let Some(group) = self.robust.and_then(|robust| robust.group) {
            let split = |batch: usize| [group.min(batch), batch % group];
            parts = parts.into_iter().flat_map(split).collect();
            parts.retain(|&part| part > 0);
            if experiment.batch_norm && parts.contains(&1) {
                let why = "a size that leaves no group of one sample, which batch norm has no spread to divide by for";
                return Err(StrategyError::new("group", group, why));
            }
        }
        match self.ghost {
            Some(ghost) => batch_norm::check(ghost, experiment, &parts),
            None => Ok(()),
        }
    }
}
