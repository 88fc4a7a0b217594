//! Which strategies make sense for an experiment.

use crate::settings::{Experiment, Regime};
use crate::strategy::schedule;
use crate::strategy::schedule::Plan;
use crate::strategy::{Strategy, batch_norm, weight_noise};

use crate::allowed::NotAllowed;

impl Strategy {
    /// The same strategy if it makes sense for both regimes of a checked experiment.
    ///
    /// # Errors
    /// Names the first setting that is not allowed, alone or beside the others, and what would be.
    pub fn check(self, experiment: &Experiment) -> Result<Self, NotAllowed> {
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
                return Err(NotAllowed::new("stability_alpha", stability.alpha, why));
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
    fn check_parts(&self, experiment: &Experiment) -> Result<(), NotAllowed> {
        let regimes = [Regime::Small, Regime::Large];
        let plans = regimes.map(|regime| Plan::new(self, experiment, regime));
        let mut parts: Vec<usize> = plans.iter().flat_map(Plan::batches).collect();
        if let Some(group) = self.robust.and_then(|robust| robust.group) {
            let split = |batch: usize| [group.min(batch), batch % group];
            parts = parts.into_iter().flat_map(split).collect();
            parts.retain(|&part| part > 0);
            if experiment.batch_norm && parts.contains(&1) {
                let why = "a size that leaves no group of one sample, which batch norm has no spread to divide by for";
                return Err(NotAllowed::new("group", group, why));
            }
        }
        match self.ghost {
            Some(ghost) => batch_norm::check(ghost, experiment, &parts),
            None => Ok(()),
        }
    }
}
