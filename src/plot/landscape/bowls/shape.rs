//! A bowl between its measured places: around it by a trigonometric polynomial, from the minimum outwards by
//! a cubic through neighbouring rings.

use crate::jobs::Bowl;
use crate::jobs::bowl::{RINGS, SPOKES};
use std::f64::consts::TAU;

/// Directions in which a bowl is drawn.
pub const FINE: usize = 72;
/// Places looked at along a spoke to find where a level is reached.
const STEPS: usize = 96;
/// What is no number counts as a rise of so many nats.
const WALL: f64 = 10.0;

/// How far the loss has risen above the minimum, anywhere in the bowl.
pub struct Shape {
    /// The radius that stands for 1, in weight space.
    pub radius: f64,
    /// The rise at the minimum and on every ring, for each of the [`FINE`] directions.
    rises: Vec<[f64; FINE]>,
}

impl Shape {
    /// Of a bowl's places.
    pub fn new(bowl: &Bowl) -> Self {
        let rise = |value: f64| {
            let rise = value - bowl.loss;
            if rise.is_finite() {
                rise.min(WALL)
            } else {
                WALL
            }
        };
        let mut rises = vec![[0.0; FINE]];
        for ring in bowl.values.chunks_exact(SPOKES) {
            let ring: Vec<f64> = ring.iter().map(|&value| rise(value)).collect();
            rises.push(around(&ring));
        }
        Self {
            radius: bowl.radius,
            rises,
        }
    }

    /// The rise at a share of the radius in a direction.
    pub fn rise(&self, share: f64, direction: usize) -> f64 {
        let at = share.clamp(0.0, 1.0) * RINGS as f64;
        let ring = (at as usize).min(RINGS - 1);
        let t = at - ring as f64;
        let known = |ring: usize| {
            self.rises
                .get(ring)
                .map_or(0.0, |ring| ring[direction % FINE])
        };
        let before = match ring {
            // Beyond the minimum the bowl goes on in the opposite direction.
            0 => self
                .rises
                .get(1)
                .map_or(0.0, |ring| ring[(direction + FINE / 2) % FINE]),
            _ => known(ring - 1),
        };
        let (from, to) = (known(ring), known(ring + 1));
        let behind = match ring + 2 {
            next if next <= RINGS => known(next),
            _ => 3.0 * (to - from) + before,
        };
        let slopes = [(to - before) / 2.0, (behind - from) / 2.0];
        let (t2, t3) = (t * t, t * t * t);
        from * (2.0 * t3 - 3.0 * t2 + 1.0)
            + slopes[0] * (t3 - 2.0 * t2 + t)
            + to * (3.0 * t2 - 2.0 * t3)
            + slopes[1] * (t3 - t2)
    }

    /// The lowest rise on its edge: up to there it is closed.
    pub fn edge(&self) -> f64 {
        let edge = (0..FINE).map(|direction| self.rise(1.0, direction));
        edge.fold(f64::INFINITY, f64::min)
    }

    /// The share of the radius at which a level is first reached; 1 where it is not.
    pub fn reaches(&self, level: f64, direction: usize) -> f64 {
        let share = |step: usize| step as f64 / STEPS as f64;
        let mut below = 0.0;
        for step in 1..=STEPS {
            let rise = self.rise(share(step), direction);
            if rise >= level {
                let part = ((level - below) / (rise - below)).clamp(0.0, 1.0);
                return share(step - 1) + part / STEPS as f64;
            }
            below = rise;
        }
        1.0
    }
}

/// A bowl cut at a level.
pub struct Cut {
    /// The bowl.
    pub shape: Shape,
    /// The rise, in nats, where it is cut.
    pub level: f64,
    /// The shares of the radius where its rim is, in each of the [`FINE`] directions.
    rim: [f64; FINE],
}

impl Cut {
    pub(super) fn new(shape: Shape, level: f64) -> Self {
        Self {
            rim: std::array::from_fn(|direction| shape.reaches(level, direction)),
            shape,
            level,
        }
    }

    /// The share of the radius where the rim is in a direction.
    pub fn rim(&self, direction: usize) -> f64 {
        self.rim[direction % FINE]
    }

    /// How wide it is at the rim, along v₁ and along v₂, in weight space.
    pub fn widths(&self) -> [f64; 2] {
        [0, FINE / 4].map(|direction| {
            self.shape.radius * (self.rim(direction) + self.rim(direction + FINE / 2))
        })
    }

    /// The farthest that it reaches, in weight space.
    pub fn reach(&self) -> f64 {
        self.shape.radius * self.rim.into_iter().fold(0.0, f64::max)
    }
}

/// A ring in [`FINE`] directions: the trigonometric polynomial through its values.
fn around(values: &[f64]) -> [f64; FINE] {
    let n = values.len();
    let wave = |k: usize, part: fn(f64) -> f64| -> f64 {
        let values = values.iter().enumerate();
        let sum: f64 = values
            .map(|(i, value)| value * part(TAU * (k * i) as f64 / n as f64))
            .sum();
        sum / n as f64
    };
    let waves: Vec<[f64; 2]> = (0..=n / 2)
        .map(|k| {
            let twice = if k == 0 || 2 * k == n { 1.0 } else { 2.0 };
            [twice * wave(k, libm::cos), twice * wave(k, libm::sin)]
        })
        .collect();
    std::array::from_fn(|direction| {
        let angle = TAU * direction as f64 / FINE as f64;
        let waves = waves.iter().enumerate();
        waves
            .map(|(k, [cos, sin])| {
                let angle = angle * k as f64;
                cos * libm::cos(angle) + sin * libm::sin(angle)
            })
            .sum()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Regime;

    /// ½ (λ₁ a² + λ₂ b²) + c (a² + b²)².
    fn bowl(quartic: f64) -> (Bowl, impl Fn(f64, f64) -> f64) {
        let rise = move |share: f64, angle: f64| {
            let (a, b) = (share * libm::cos(angle), share * libm::sin(angle));
            let square = a * a + b * b;
            1.5 * a * a + 0.5 * b * b + quartic * square * square
        };
        let values = (0..SPOKES * RINGS).map(|k| {
            let share = (k / SPOKES + 1) as f64 / RINGS as f64;
            0.1 + rise(share, TAU * (k % SPOKES) as f64 / SPOKES as f64)
        });
        let bowl = Bowl {
            regime: Regime::Small,
            trial: 0,
            eigenvalues: vec![3.0, 1.0],
            radius: 1.0,
            loss: 0.1,
            values: values.collect(),
        };
        (bowl, rise)
    }

    #[test]
    fn between_the_places_a_quadratic_is_met() {
        let (bowl, rise) = bowl(0.0);
        let shape = Shape::new(&bowl);
        for direction in 0..FINE {
            let angle = TAU * direction as f64 / FINE as f64;
            for step in 0..=40 {
                let share = f64::from(step) / 40.0;
                let off = shape.rise(share, direction) - rise(share, angle);
                assert!(off.abs() < 1e-12, "{share} {direction}: {off}");
            }
            let level = 0.3;
            let own = (level / rise(1.0, angle)).sqrt();
            assert!((shape.reaches(level, direction) - own).abs() < 1e-4);
        }
        assert!((shape.edge() - 0.5).abs() < 1e-12);
        assert_eq!(shape.reaches(2.0, 3), 1.0);
    }

    #[test]
    fn what_is_steeper_is_nearly_met() {
        let (bowl, rise) = bowl(2.0);
        let shape = Shape::new(&bowl);
        for step in 0..=40 {
            let share = f64::from(step) / 40.0;
            let off = shape.rise(share, 0) - rise(share, 0.0);
            assert!(off.abs() < 2e-2, "{share}: {off}");
        }
    }

    #[test]
    fn what_is_no_number_is_a_wall() {
        let (mut bowl, _) = bowl(0.0);
        for value in &mut bowl.values[SPOKES * (RINGS - 1)..] {
            *value = f64::INFINITY;
        }
        let shape = Shape::new(&bowl);
        assert!((shape.edge() - WALL).abs() < 1e-9);
        assert!(shape.reaches(1.0, 0) < 1.0);
    }
}
