//! The flat form in which a strategy travels: what is neutral is left out. So keys stay short, and a new piece
//! changes none that there are.

use crate::choice::Named;
use crate::data::augmentation::Augmentation;
use crate::strategy::{
    Adversarial, Averaging, Conservative, Growing, Rate, Region, Robust, Scaling, Stability,
    Strategy,
};
use serde::{Deserialize, Serialize};

macro_rules! flat {
    ($($name:ident: $kind:ty),* $(,)?) => {
        /// Of a [`Strategy`].
        #[derive(Default, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct FlatStrategy {
            $(
                #[serde(default, skip_serializing_if = "Option::is_none")]
                $name: Option<$kind>,
            )*
        }
    };
}

flat! {
    shift: u32,
    scale: f64,
    shear: f64,
    noise: f64,
    translation: f64,
    rotation: f64,
    reflection: bool,
    jitter: f64,
    lambda: f64,
    inner_steps: u32,
    fresh: bool,
    adversarial_alpha: f64,
    adversarial_epsilon: f64,
    adversarial_steps: u32,
    stability_alpha: f64,
    stability_sigma: f64,
    radius: f64,
    ascent_steps: u32,
    region: String,
    eta: f64,
    group: u32,
    ghost: u32,
    weight_noise: f64,
    scaling: String,
    rate_factor: f64,
    warm_up: u32,
    longer: f64,
    warm_start: u32,
    growth: f64,
    growth_every: u32,
    averaging_from: f64,
    averaging_hold: bool,
}

/// The value if it is not the neutral one.
fn unless<T: PartialEq>(value: T, neutral: T) -> Option<T> {
    (value != neutral).then_some(value)
}

fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn named<T: Named>(field: &str, name: &str) -> Result<T, String> {
    let names: Vec<&str> = T::ALL.iter().map(|(_, choice)| choice.value).collect();
    T::named(name).ok_or_else(|| {
        format!(
            "{field}: {name} is not allowed; allowed is {}",
            names.join(", ")
        )
    })
}

impl From<Strategy> for FlatStrategy {
    fn from(strategy: Strategy) -> Self {
        let Rate {
            scaling,
            factor,
            warm_up,
        } = strategy.rate;
        let mut flat = Self {
            ghost: strategy.ghost.map(count),
            weight_noise: unless(strategy.weight_noise, 0.0),
            scaling: unless(scaling, Scaling::Constant).map(|s| s.choice().value.to_owned()),
            rate_factor: unless(factor, 1.0),
            warm_up: unless(count(warm_up), 0),
            longer: unless(strategy.longer, 1.0),
            warm_start: unless(count(strategy.warm_start), 0),
            growth: strategy.growing.map(|growing| growing.factor),
            growth_every: strategy.growing.map(|growing| count(growing.every)),
            averaging_from: strategy.averaging.map(|averaging| averaging.from),
            averaging_hold: strategy.averaging.map(|averaging| averaging.hold),
            ..Self::default()
        };
        flat.write_augmentation(strategy.augmentation);
        flat.write_losses(&strategy);
        flat
    }
}

impl FlatStrategy {
    fn write_augmentation(&mut self, augmentation: Option<Augmentation>) {
        self.shift = augmentation.map(|a| a.shift);
        self.scale = augmentation.map(|a| a.scale);
        self.shear = augmentation.map(|a| a.shear);
        self.noise = augmentation.map(|a| a.noise);
        self.translation = augmentation.map(|a| a.translation);
        self.rotation = augmentation.map(|a| a.rotation);
        self.reflection = augmentation.map(|a| a.reflection);
        self.jitter = augmentation.and_then(|a| unless(a.jitter, 0.0));
    }

    fn write_losses(&mut self, strategy: &Strategy) {
        self.lambda = strategy.conservative.map(|c| c.lambda);
        self.inner_steps = strategy.conservative.map(|c| c.steps);
        self.fresh = strategy.conservative.and_then(|c| unless(c.fresh, false));
        self.adversarial_alpha = strategy.adversarial.map(|a| a.alpha);
        self.adversarial_epsilon = strategy.adversarial.map(|a| a.epsilon);
        self.adversarial_steps = strategy.adversarial.map(|a| a.steps);
        self.stability_alpha = strategy.stability.map(|s| s.alpha);
        self.stability_sigma = strategy.stability.map(|s| s.sigma);
        self.radius = strategy.robust.map(|r| r.radius);
        self.ascent_steps = strategy.robust.map(|r| r.steps);
        let region = strategy.robust.and_then(|r| unless(r.region, Region::Ball));
        self.region = region.map(|region| region.choice().value.to_owned());
        self.eta = strategy.robust.and_then(|r| r.adaptive);
        self.group = strategy.robust.and_then(|r| r.group).map(count);
    }

    fn augmentation(&self) -> Option<Augmentation> {
        let numbers = [
            self.scale,
            self.shear,
            self.noise,
            self.translation,
            self.rotation,
            self.jitter,
        ];
        let given = numbers.iter().any(Option::is_some)
            || self.shift.is_some()
            || self.reflection.is_some();
        let [scale, shear, noise, translation, rotation, jitter] =
            numbers.map(Option::unwrap_or_default);
        given.then_some(Augmentation {
            shift: self.shift.unwrap_or_default(),
            scale,
            shear,
            noise,
            translation,
            rotation,
            reflection: self.reflection.unwrap_or_default(),
            jitter,
        })
    }

    fn conservative(&self) -> Option<Conservative> {
        let given = self.lambda.is_some() || self.inner_steps.is_some() || self.fresh.is_some();
        let default = Conservative::default();
        given.then(|| Conservative {
            lambda: self.lambda.unwrap_or(default.lambda),
            steps: self.inner_steps.unwrap_or(default.steps),
            fresh: self.fresh.unwrap_or(default.fresh),
        })
    }

    fn adversarial(&self) -> Option<Adversarial> {
        let given = self
            .adversarial_alpha
            .or(self.adversarial_epsilon)
            .is_some()
            || self.adversarial_steps.is_some();
        let default = Adversarial::default();
        given.then(|| Adversarial {
            alpha: self.adversarial_alpha.unwrap_or(default.alpha),
            epsilon: self.adversarial_epsilon.unwrap_or(default.epsilon),
            steps: self.adversarial_steps.unwrap_or(default.steps),
        })
    }

    fn stability(&self) -> Option<Stability> {
        let default = Stability::default();
        let given = self.stability_alpha.or(self.stability_sigma).is_some();
        given.then(|| Stability {
            alpha: self.stability_alpha.unwrap_or(default.alpha),
            sigma: self.stability_sigma.unwrap_or(default.sigma),
        })
    }

    fn robust(&self) -> Result<Option<Robust>, String> {
        let given = self.radius.or(self.eta).is_some()
            || self.ascent_steps.or(self.group).is_some()
            || self.region.is_some();
        if !given {
            return Ok(None);
        }
        let default = Robust::default();
        let region = self.region.as_deref().map(|name| named("region", name));
        Ok(Some(Robust {
            radius: self.radius.unwrap_or(default.radius),
            steps: self.ascent_steps.unwrap_or(default.steps),
            region: region.transpose()?.unwrap_or(default.region),
            adaptive: self.eta,
            group: self.group.map(|group| group as usize),
        }))
    }

    fn rate(&self) -> Result<Rate, String> {
        let default = Rate::default();
        let scaling = self.scaling.as_deref().map(|name| named("scaling", name));
        Ok(Rate {
            scaling: scaling.transpose()?.unwrap_or(default.scaling),
            factor: self.rate_factor.unwrap_or(default.factor),
            warm_up: self.warm_up.unwrap_or(0) as usize,
        })
    }

    fn growing(&self) -> Option<Growing> {
        let default = Growing::default();
        let given = self.growth.is_some() || self.growth_every.is_some();
        given.then(|| Growing {
            factor: self.growth.unwrap_or(default.factor),
            every: self
                .growth_every
                .map_or(default.every, |every| every as usize),
        })
    }

    fn averaging(&self) -> Option<Averaging> {
        let default = Averaging::default();
        let given = self.averaging_from.is_some() || self.averaging_hold.is_some();
        given.then(|| Averaging {
            from: self.averaging_from.unwrap_or(default.from),
            hold: self.averaging_hold.unwrap_or(default.hold),
        })
    }
}

impl TryFrom<FlatStrategy> for Strategy {
    type Error = String;

    fn try_from(flat: FlatStrategy) -> Result<Self, String> {
        Ok(Self {
            augmentation: flat.augmentation(),
            conservative: flat.conservative(),
            adversarial: flat.adversarial(),
            stability: flat.stability(),
            robust: flat.robust()?,
            ghost: flat.ghost.map(|ghost| ghost as usize),
            weight_noise: flat.weight_noise.unwrap_or(0.0),
            rate: flat.rate()?,
            longer: flat.longer.unwrap_or(1.0),
            warm_start: flat.warm_start.unwrap_or(0) as usize,
            growing: flat.growing(),
            averaging: flat.averaging(),
        })
    }
}
