//! What each strategy is, in words.

use crate::figures::Context;
use crate::figures::remedies::{Comparison, Steps};
use crate::format::{count, list, significant};
use crate::optimizer::{OptimizerKind, Schedule};
use crate::settings::{Experiment, Regime};
use crate::strategy::{
    Adversarial, Augmentation, Averaging, Rate, Region, Robust, Scaling, Strategy,
};
use serde::Serialize;

/// A strategy's card.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Card {
    /// The row's name.
    pub name: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// What it does to a plain gradient step; the experiment's optimiser makes its own of the gradient.
    pub formula: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Its settings in words: what differs from plain training with LB's batch, which says its own.
    pub setting: String,
    /// What it costs in gradients.
    pub cost: String,
    /// Whose batch it is trained with.
    pub regime: Regime,
    /// Its first steps on a quadratic; `None` where it changes samples alone.
    pub steps: Option<Steps>,
}

/// A card for every chosen row.
pub fn cards(context: &Context) -> Vec<Card> {
    let comparison = Comparison::of(context);
    let rows = comparison.selected();
    rows.map(|row| comparison.card(row)).collect()
}

impl Comparison {
    fn card(&self, row: usize) -> Card {
        let remedy = &self.rows[row];
        Card {
            name: remedy.name,
            label: remedy.label,
            formula: remedy.formula,
            source: remedy.source,
            setting: self.setting(row),
            cost: self.cost_in_words(row),
            regime: remedy.regime,
            steps: Steps::of(&remedy.strategy, remedy.regime),
        }
    }

    fn setting(&self, row: usize) -> String {
        let remedy = &self.rows[row];
        let mut parts = Vec::new();
        parts.extend(of_inputs(&remedy.strategy));
        parts.extend(of_weights(&remedy.strategy, &self.experiment));
        parts.extend(of_schedule(&remedy.strategy));
        if parts.is_empty() {
            parts.push(format!(
                "batches of {}",
                self.experiment.batch(remedy.regime)
            ));
        }
        let epochs = self.epochs(row) as usize;
        if epochs != self.experiment.epochs {
            parts.push(count(epochs, "epoch"));
        }
        parts.join("; ")
    }

    fn cost_in_words(&self, row: usize) -> String {
        let each = self.strategy(row).gradients_per_step() as usize;
        let ratio = self.cost(row) / (self.experiment.epochs as f64).max(1.0);
        let ratio = significant(ratio, 2);
        let altogether = match (each, ratio.as_str()) {
            (1, "1") => return "as plain training".to_owned(),
            (_, "1") => "as many in all".to_owned(),
            _ => format!("{ratio} × in all"),
        };
        format!("{} a step, {altogether}", count(each, "gradient"))
    }
}

fn of_inputs(strategy: &Strategy) -> Vec<String> {
    let augmentation = strategy.augmentation.as_ref().map(augmented);
    let adversarial = strategy.adversarial.map(|adversarial| {
        let Adversarial {
            alpha,
            epsilon,
            steps,
        } = adversarial;
        format!(
            "α = {alpha}, ε = {epsilon} deviations of the inputs, {}",
            count(steps as usize, "ascent step")
        )
    });
    let stability = strategy.stability.map(|stability| {
        format!(
            "α = {}, noise of σ = {} deviations of the inputs",
            stability.alpha, stability.sigma
        )
    });
    [augmentation, adversarial, stability]
        .into_iter()
        .flatten()
        .collect()
}

/// Its sizes in words.
pub(in crate::figures) fn augmented(augmentation: &Augmentation) -> String {
    let Augmentation {
        shift,
        scale,
        shear,
        noise,
        translation,
        rotation,
        reflection,
        jitter,
    } = *augmentation;
    let sizes = [
        (f64::from(shift), format!("shifts by up to {shift} points")),
        (scale, format!("factors 1 ± {scale}")),
        (
            translation,
            format!("translations by up to {translation} of the size"),
        ),
        (rotation, format!("rotations by up to {rotation}°")),
        (shear, format!("shears of up to {shear}")),
        (noise, format!("smooth noise of {noise} deviations")),
        (f64::from(u8::from(reflection)), "reflections".to_owned()),
        (jitter, format!("jitter of {jitter} deviations")),
    ];
    let sizes = sizes.into_iter().filter(|(size, _)| *size > 0.0);
    let texts: Vec<String> = sizes.map(|(_, text)| text).collect();
    list(&texts)
}

fn of_weights(strategy: &Strategy, experiment: &Experiment) -> Vec<String> {
    let conservative = strategy.conservative.map(|conservative| {
        let moments = match (conservative.fresh, experiment.optimizer) {
            (false, _) => "kept",
            (true, OptimizerKind::Sgd) => "fresh on every batch",
            (true, OptimizerKind::Adam) => fresh_adam(experiment.schedule),
        };
        format!(
            "λ = {}, {} a batch, moments {moments}",
            conservative.lambda,
            count(conservative.steps as usize, "inner step")
        )
    });
    let noise = strategy.weight_noise;
    let noise = (noise > 0.0).then(|| format!("σ = {noise} on every weight"));
    let ghost = strategy
        .ghost
        .map(|ghost| format!("statistics of {ghost} samples at a time"));
    [conservative, strategy.robust.map(robust), noise, ghost]
        .into_iter()
        .flatten()
        .collect()
}

/// What the inner rate does where every batch begins with ADAM's first step.
const fn fresh_adam(schedule: Schedule) -> &'static str {
    match schedule {
        Schedule::Constant => {
            "fresh on every batch, so that each begins with a step of η sign g; at a constant rate training never settles, with or without λ, and the last steps’ noise makes φ large"
        }
        Schedule::Lin3 => {
            "fresh on every batch, so that each begins with a step of η sign g; the rate falls to 0, so training settles and ends flat, with or without λ"
        }
    }
}

fn robust(robust: Robust) -> String {
    let region = match robust.region {
        Region::Ball => "ball",
        Region::Box => "box",
    };
    let mut text = format!(
        "ρ = {}, {} in the {region}",
        robust.radius,
        count(robust.steps as usize, "ascent step")
    );
    if let Some(eta) = robust.adaptive {
        text.push_str(&format!(", scaled by |x| + {eta}"));
    }
    if let Some(group) = robust.group {
        text.push_str(&format!(", for {group} samples at a time"));
    }
    text.push_str(", on the batch’s own loss");
    text
}

fn of_schedule(strategy: &Strategy) -> Vec<String> {
    let warm = strategy.warm_start;
    let warm = (warm > 0).then(|| format!("{} of SB before", count(warm, "epoch")));
    let growing = strategy.growing.map(|growing| {
        format!(
            "the batch grows by {} every {}",
            growing.factor,
            count(growing.every, "epoch")
        )
    });
    let averaging = strategy.averaging.map(|averaging: Averaging| {
        let hold = if averaging.hold {
            ", the rate held from there"
        } else {
            ""
        };
        let share = significant(100.0 * averaging.from, 3);
        format!("the mean of the iterates after {share} % of the epochs{hold}")
    });
    [rated(strategy.rate), warm, growing, averaging]
        .into_iter()
        .flatten()
        .collect()
}

fn rated(rate: Rate) -> Option<String> {
    let scaling = match rate.scaling {
        Scaling::Constant => None,
        Scaling::Linear => Some("the rate grows as the batch".to_owned()),
        Scaling::SquareRoot => Some("the rate grows as the batch’s root".to_owned()),
    };
    let factor = (rate.factor != 1.0).then(|| format!("{} times the rate", rate.factor));
    let warm_up =
        (rate.warm_up > 0).then(|| format!("{} of warm-up", count(rate.warm_up, "epoch")));
    let parts: Vec<String> = [scaling, factor, warm_up].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
