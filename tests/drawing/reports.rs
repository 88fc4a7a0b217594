//! Made-up reports that look like real ones.

use sharp_minima::jobs::{Path, PathPoint, Sharpness, Training};
use sharp_minima::settings::Regime;
use sharp_minima::sharpness::Search;
use sharp_minima::training::{Ending, EpochPoint, Evaluation};

/// A number in [−1, 1] that looks random.
fn noise(seed: u32) -> f64 {
    let mixed = (seed.wrapping_mul(2_654_435_761) ^ 0x5bd1_e995).wrapping_mul(0x9e37_79b1);
    f64::from(mixed >> 8) / f64::from(1 << 23) - 1.0
}

/// A training such as the instant preset's.
fn training(regime: Regime, trial: u32, epochs: u32) -> Training {
    let (train_end, test_end, speed) = match regime {
        Regime::Small => (0.016, 0.603, 0.28),
        Regime::Large => (0.024, 0.549, 0.16),
    };
    let points = (0..=epochs)
        .map(|epoch| {
            let t = f64::from(epoch);
            let jitter = noise(epoch + 1000 * trial + regime as u32 * 77) * (-t / 25.0).exp();
            let fall = (-speed * t).exp();
            let train_loss = (train_end + 2.4 * fall) * (1.0 + 0.12 * jitter);
            let test_rise = match regime {
                Regime::Small => 1.45 + 0.9 * (1.0 - (-t / 14.0).exp()),
                Regime::Large => 1.45 + 1.0 * (1.0 - (-t / 20.0).exp()),
            };
            EpochPoint {
                epoch,
                evaluation: Evaluation {
                    train_loss,
                    train_accuracy: 1.0 - 0.9 * (1.0 - (1.0 - fall).powi(2)).min(1.0),
                    test_loss: (test_rise + 1.0 * fall) * (1.0 + 0.03 * jitter),
                    test_accuracy: test_end - (test_end - 0.1) * fall
                        + 0.018 * jitter
                        + 0.006 * noise(trial * 13 + regime as u32),
                },
                distance: t.sqrt(),
            }
        })
        .collect();
    Training {
        regime,
        trial,
        points,
        ending: Some(Ending::Epochs),
        steps: epochs * 10,
        gradients: 0,
        samples: 0,
        fingerprint: String::new(),
    }
}

pub fn trainings(trials: u32, epochs: u32) -> Vec<Training> {
    (0..trials)
        .flat_map(|t| [Regime::Small, Regime::Large].map(|regime| training(regime, t, epochs)))
        .collect()
}

/// The convincing preset's path.
pub fn paths(trials: u32) -> Vec<Path> {
    let knots = [
        (-1.0, 0.31, 90.0, 2.9, 62.0),
        (-0.5, 0.07, 98.2, 2.0, 68.0),
        (0.0, 0.025, 100.0, 1.7, 70.7),
        (0.5, 0.13, 97.0, 1.9, 66.5),
        (0.75, 0.20, 94.5, 2.3, 63.5),
        (1.0, 0.027, 100.0, 2.1, 62.8),
        (1.25, 1.5, 72.0, 4.1, 47.0),
        (1.5, 4.6, 45.0, 7.5, 33.0),
        (2.0, 8.5, 22.0, 10.5, 20.0),
    ];
    let between = |alpha: f64| {
        let k = knots.windows(2).position(|w| alpha <= w[1].0).unwrap_or(7);
        let (a, b) = (knots[k], knots[k + 1]);
        let t = (alpha - a.0) / (b.0 - a.0);
        let log = |x: f64, y: f64| (x.ln() + t * (y.ln() - x.ln())).exp();
        let linear = |x: f64, y: f64| x + t * (y - x);
        (
            log(a.1, b.1),
            linear(a.2, b.2),
            log(a.3, b.3),
            linear(a.4, b.4),
        )
    };
    (0..trials)
        .map(|trial| Path {
            trial,
            points: (0..25)
                .map(|k| {
                    let alpha = -1.0 + f64::from(k) / 8.0;
                    let (train_loss, train, test_loss, test) = between(alpha);
                    let jitter = noise(k + 100 * trial);
                    PathPoint {
                        alpha,
                        evaluation: Evaluation {
                            train_loss: train_loss * (1.0 + 0.15 * jitter),
                            train_accuracy: (train + jitter).min(100.0) / 100.0,
                            test_loss: test_loss * (1.0 + 0.06 * jitter),
                            test_accuracy: (test + jitter) / 100.0,
                        },
                    }
                })
                .collect(),
        })
        .collect()
}

pub fn sharpnesses(trials: u32) -> Vec<Sharpness> {
    let kinds = [
        (Regime::Small, 1e-3, 0.41, 0.05),
        (Regime::Small, 5e-4, 0.16, 0.02),
        (Regime::Large, 1e-3, 2.70, 0.24),
        (Regime::Large, 5e-4, 0.61, 0.06),
    ];
    (0..trials)
        .flat_map(|trial| {
            kinds.map(|(regime, epsilon, mean, std)| {
                let value = mean + 1.7 * std * noise(trial + 31 * (mean * 100.0) as u32);
                Sharpness {
                    regime,
                    trial,
                    epsilon,
                    value,
                    from_x: value,
                    search: Search::Ascent,
                    iterations: 10,
                    at_bound: 0.9,
                    loss: 0.02,
                    gradients: 60,
                }
            })
        })
        .collect()
}
