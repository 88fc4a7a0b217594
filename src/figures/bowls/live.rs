//! What stands in the bowls' place while a run trains the two networks.

use crate::figures::landscape::descent;
use crate::figures::panel::Panel;
use crate::figures::{Context, Figure as _};
use crate::format::{fixed, significant};
use crate::jobs::{TrainJob, Training};
use crate::plot::landscape::{Descent, Scene};
use crate::settings::REGIMES;

/// Both trainings of one trial, on their way.
pub struct Live<'a> {
    context: Context<'a>,
    trainings: [&'a Training; 2],
}

impl<'a> Live<'a> {
    /// The trainings of the trial that is looked at; `None` where figures stand still, as long as one of the two has
    /// not begun, and as soon as there are bowls.
    pub fn of(context: &Context<'a>) -> Option<Self> {
        context.live?;
        if super::BOWLS.has(context) {
            return None;
        }
        let trial = context.view.trial_of(context.experiment);
        let [small, large] = TrainJob::pair(context.experiment, trial);
        let training = |job| context.results.training(job);
        Some(Self {
            context: *context,
            trainings: [training(&small)?, training(&large)?],
        })
    }

    /// The epochs that SB and LB have reached.
    fn reached(&self) -> [u32; 2] {
        self.trainings.map(|t| t.last_epoch().unwrap_or(0))
    }

    /// Accuracy by epoch, beside the plane where the run computes it anew.
    pub fn picture(&self) -> Descent {
        let former = self.context.live;
        Descent {
            scene: former
                .and_then(|former| descent(&self.context, former, self.reached()))
                .map(Scene::Map),
            trainings: self.trainings.map(Clone::clone).to_vec(),
            epochs: self.context.experiment.epochs as u32,
            at: None,
        }
    }

    /// What is said of it; `usual` is said of the bowls.
    pub fn panel(&self, usual: Panel) -> Panel {
        let each = REGIMES.into_iter().zip(self.trainings);
        let each = each.map(|(regime, training)| {
            let last = training.points.last();
            let accuracy = last.map_or(f64::NAN, |point| point.evaluation.test_accuracy);
            format!(
                "{} is at epoch {} and gets {} % of new data right",
                regime.name(),
                last.map_or(0, |point| point.epoch),
                fixed(100.0 * accuracy, 1)
            )
        });
        let headline = each.collect::<Vec<_>>().join("; ") + ".";
        let batches = REGIMES.map(|regime| self.context.experiment.batch(regime));
        let caption = format!(
            "Both networks train now, from one start. In an epoch LB makes {} times fewer steps than SB.",
            significant(batches[1] as f64 / batches[0] as f64, 2)
        );
        Panel {
            alternative: format!("{headline} {caption}"),
            headline,
            caption,
            ..usual
        }
    }
}
