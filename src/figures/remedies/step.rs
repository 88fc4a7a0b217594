//! The first steps of a strategy on a quadratic, by its own code and to one scale.
//!
//! The function is f(x, y) = (x² / 2 + 1.6 y²) / 2, from (−2.5, 0.95). In this small world the data are nine
//! samples, SB's batch is one of them and LB's all nine, and a batch of B has gradients with noise σ/√B.

use crate::objective::Objective;
use crate::optimizer::Sgd;
use crate::random::{Purpose, stream};
use crate::settings::Regime;
use crate::strategy::{Descent, Growing, Strategy, Whole};
use rand_distr::{Distribution, StandardNormal};
use serde::Serialize;
use sharp_minima_kernels::Generator;

/// f's second derivatives along x and y.
const CURVATURES: [f32; 2] = [0.5, 1.6];
const START: [f32; 2] = [-2.5, 0.95];
/// The plain learning rate: ten times as much overshoots, and still converges.
const RATE: f64 = 0.1;
/// All samples, which are LB's batch; SB's is one.
const SAMPLES: usize = 9;
/// Epochs that are drawn, and those of a warm start.
const EPOCHS: usize = 6;
const WARM: usize = 2;
/// The standard deviation of one sample's gradient.
const NOISE: f32 = 0.8;
/// A unit of x and y, and the minimum, in the picture's own units.
const UNIT: f32 = 39.4;
const MINIMUM: [f32; 2] = [147.4, 70.8];
/// Half the widths of the contours that are drawn, in the picture's own units.
const CONTOURS: [f32; 5] = [25.0, 53.0, 83.0, 111.0, 141.0];
/// A way to where a gradient is taken that is shorter is not drawn.
const SHORT: f32 = 0.01;

/// A strategy's steps as paths of SVG, in a picture of 220 by 120.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Steps {
    /// The quadratic's contours.
    pub contours: String,
    /// From the start to the end.
    pub way: String,
    /// Where each step ends: strokes of no length.
    pub ends: String,
    /// From each step's beginning to where its gradient is taken, if that is elsewhere.
    pub tried: String,
    /// The mean of the iterates, if that is what counts: a stroke of no length.
    pub mean: String,
    /// LB's plain steps, for comparison.
    pub plain: String,
    /// The picture in words.
    pub alternative: String,
}

impl Steps {
    /// Those of a strategy; `None` where it changes samples alone and takes plain steps.
    pub fn of(strategy: &Strategy, regime: Regime) -> Option<Self> {
        let plain = Walk::of(&Strategy::PLAIN, Regime::Large);
        let walk = Walk::of(strategy, regime);
        let same = walk == plain && !(strategy.is_plain() && regime == Regime::Large);
        (!same).then(|| Self {
            alternative: walk.in_words(&plain),
            contours: CONTOURS.map(contour).concat(),
            way: path(&walk.places),
            ends: walk.places.iter().map(dot).collect(),
            tried: walk.tried.iter().map(|ends| path(ends)).collect(),
            mean: walk.mean.iter().map(dot).collect(),
            plain: path(&plain.places),
        })
    }
}

/// Where the steps lead.
#[derive(Clone, Debug, Default, PartialEq)]
struct Walk {
    places: Vec<[f32; 2]>,
    tried: Vec<[[f32; 2]; 2]>,
    mean: Option<[f32; 2]>,
}

impl Walk {
    fn of(strategy: &Strategy, regime: Regime) -> Self {
        let mut walk = Self {
            places: vec![START],
            ..Self::default()
        };
        let mut generator = stream(0, 0, Purpose::Perturbation);
        for _ in 0..strategy.warm_start.min(WARM) * SAMPLES {
            walk.step(&Strategy::PLAIN, 1, RATE, &mut generator);
        }
        let epochs = (EPOCHS as f64 * strategy.longer) as usize;
        let target = strategy.rate.target(batch_of(regime), 1);
        let mut ends = Vec::new();
        for epoch in 0..epochs {
            let batch = match strategy.growing {
                // A stage of growth is an epoch here.
                Some(growing) => Growing {
                    every: 1,
                    ..growing
                }
                .batch(epoch, epochs, SAMPLES, 1),
                None => batch_of(regime),
            };
            let steps = SAMPLES.div_ceil(batch);
            for step in 0..steps {
                let factor = strategy.rate.at(target, epoch * steps + step, steps);
                walk.step(strategy, batch, RATE * factor, &mut generator);
            }
            ends.extend(walk.places.last().copied());
        }
        walk.mean = strategy.averaging.map(|averaging| {
            let last = &ends[averaging.first(ends.len()).saturating_sub(1)..];
            let mean = |k: usize| last.iter().map(|end| end[k]).sum::<f32>() / last.len() as f32;
            [mean(0), mean(1)]
        });
        walk
    }

    /// A step on a batch's own function.
    fn step(&mut self, strategy: &Strategy, batch: usize, rate: f64, rng: &mut Generator) {
        let Some(&from) = self.places.last() else {
            return;
        };
        let mut descent = Descent::new(strategy, START.len());
        let inner = strategy.conservative.is_some();
        let noise = NOISE / (batch as f32).sqrt();
        let mut quadratic = Quadratic {
            tilt: [0; 2].map(|_| {
                let normal: f32 = StandardNormal.sample(rng);
                noise * normal
            }),
            asked: Vec::new(),
        };
        let mut x = from.to_vec();
        let mut optimizer = Sgd::new(x.len(), 0.0);
        descent.step(
            &mut x,
            &mut Whole(&mut quadratic),
            &mut optimizer,
            rate,
            rng,
        );
        let away = |to: &[f32; 2]| (to[0] - from[0]).hypot(to[1] - from[1]) > SHORT;
        let asked = quadratic.asked.iter().copied().filter(away);
        if inner {
            // Inner steps ask along the way.
            self.places.extend(asked);
        } else {
            self.tried.extend(asked.map(|to| [from, to]));
        }
        self.places.push([x[0], x[1]]);
    }

    fn in_words(&self, plain: &Self) -> String {
        let first = |walk: &Self| {
            let [from, to] = [walk.places[0], walk.places[1]];
            (to[0] - from[0]).hypot(to[1] - from[1])
        };
        let times = crate::format::significant(f64::from(first(self) / first(plain)), 2);
        format!(
            "{} steps down the contours; the first is {times} times as long as LB’s.",
            self.places.len() - 1
        )
    }
}

fn batch_of(regime: Regime) -> usize {
    match regime {
        Regime::Small => 1,
        Regime::Large => SAMPLES,
    }
}

/// A batch's function: the quadratic, tilted by the batch's noise.
struct Quadratic {
    tilt: [f32; 2],
    /// Where gradients were asked for.
    asked: Vec<[f32; 2]>,
}

impl Objective<f32> for Quadratic {
    fn dimension(&self) -> usize {
        START.len()
    }

    fn value(&mut self, x: &[f32]) -> f64 {
        let terms = x.iter().zip(CURVATURES).zip(self.tilt);
        let terms = terms.map(|((&x, curvature), tilt)| 0.5 * curvature * x * x + tilt * x);
        f64::from(terms.sum::<f32>())
    }

    fn gradient(&mut self, x: &[f32], gradient: &mut [f32]) -> f64 {
        self.asked.push([x[0], x[1]]);
        let terms = x.iter().zip(CURVATURES).zip(self.tilt);
        for (to, ((&x, curvature), tilt)) in gradient.iter_mut().zip(terms) {
            *to = curvature * x + tilt;
        }
        self.value(x)
    }

    fn hessian_product(&mut self, _x: &[f32], v: &[f32], product: &mut [f32]) {
        for ((to, &v), curvature) in product.iter_mut().zip(v).zip(CURVATURES) {
            *to = curvature * v;
        }
    }
}

/// A place in the picture, whose y runs down.
fn place([x, y]: &[f32; 2]) -> String {
    format!("{:.1} {:.1}", MINIMUM[0] + UNIT * x, MINIMUM[1] - UNIT * y)
}

fn path(places: &[[f32; 2]]) -> String {
    let places: Vec<String> = places.iter().map(place).collect();
    format!("M{}", places.join("L"))
}

/// An ellipse around the minimum: where f is the same, the curvatures say how much wider than high it is.
fn contour(wide: f32) -> String {
    let high = wide * (CURVATURES[0] / CURVATURES[1]).sqrt();
    let [x, y] = MINIMUM;
    let half = |way: f32| format!("a{wide} {high:.1} 0 0 0 {} 0", 2.0 * way * wide);
    format!("M{:.1} {y}{}{}", x - wide, half(1.0), half(-1.0))
}

fn dot(at: &[f32; 2]) -> String {
    format!("M{}h0", place(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Experiment;
    use crate::strategy::{Rate, remedies};

    fn steps(name: &str) -> Option<Steps> {
        let rows = remedies(&Experiment::default());
        let row = rows
            .into_iter()
            .find(|row| row.name == name)
            .expect("a row");
        Steps::of(&row.strategy, row.regime)
    }

    /// Without noise a step is η times the gradient.
    #[test]
    fn a_rate_is_drawn_as_long_as_it_is() {
        let first = |factor: f64| {
            let strategy = Strategy {
                rate: Rate {
                    factor,
                    ..Rate::default()
                },
                ..Strategy::PLAIN
            };
            let places = Walk::of(&strategy, Regime::Large).places;
            [places[1][0] - places[0][0], places[1][1] - places[0][1]]
        };
        let plain = first(1.0);
        for factor in [2.0, 4.0, 10.0] {
            for (long, short) in first(factor).into_iter().zip(plain) {
                assert!((long / short - factor as f32).abs() < 1e-3, "{factor}");
            }
        }
    }

    #[test]
    fn who_changes_samples_alone_has_no_picture() {
        for name in ["augmentation", "fgsm", "stability", "ghost"] {
            assert_eq!(steps(name), None, "{name}");
        }
        for name in ["sb", "lb", "sam", "conservative", "warm-start", "rate-2"] {
            assert!(steps(name).is_some(), "{name}");
        }
        let tried = |name: &str| !steps(name).expect("a picture").tried.is_empty();
        assert!(tried("sam") && !tried("lb") && !tried("conservative"));
        assert!(!steps("swa").expect("a picture").mean.is_empty());
    }

    #[test]
    fn a_smaller_batch_makes_more_steps() {
        let places = |regime| Walk::of(&Strategy::PLAIN, regime).places.len() - 1;
        assert_eq!(places(Regime::Large), EPOCHS);
        assert_eq!(places(Regime::Small), EPOCHS * SAMPLES);
    }
}
