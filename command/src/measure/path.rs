//! The linear path to a second network.

use serde::Serialize;
use sharp_minima::exchange::{Network, Samples};
use sharp_minima::network::{Forward, Normalization, Score};

/// Points on the path.
const POINTS: usize = 25;
/// Where α = 0 and α = 1 stand among them.
const ENDS: [usize; 2] = [8, 16];
/// Two losses that differ by a smaller share are the same but for rounding.
const ROUNDING: f64 = 1e-6;

/// Where the path leads, and by which batch-norm statistics.
pub struct Destination {
    /// A network with the first one's parameters, by number and place.
    pub network: Network,
    /// Whether the first network's statistics are kept along the path. Otherwise they are
    /// re-estimated on all samples at every point.
    pub frozen: bool,
}

/// A point on the path.
#[derive(Debug, Serialize)]
pub struct PathPoint {
    /// α.
    pub alpha: f64,
    /// Mean cross-entropy.
    pub loss: f64,
    /// Share of samples classified correctly.
    pub accuracy: f64,
}

/// How a network does with the statistics that stand in its file.
#[derive(Debug, Serialize)]
pub struct Own {
    /// Mean cross-entropy.
    pub loss: f64,
    /// Share of samples classified correctly.
    pub accuracy: f64,
}

/// The loss of `network` on `samples` with its own statistics.
pub fn own(network: &Network, samples: &Samples) -> Own {
    let mut forward = Forward::new(&network.shape, 0);
    let from = Normalization::Frozen(&network.statistics);
    let Score { loss, accuracy } =
        forward.score(&network.x, &samples.inputs, &samples.labels, from);
    Own { loss, accuracy }
}

/// f(α x₂ + (1 − α) x₁) for 25 α in [−1, 2]; γ and β are interpolated as all parameters are.
pub fn path(network: &Network, samples: &Samples, to: &Destination) -> Vec<PathPoint> {
    let mut forward = Forward::new(&network.shape, samples.labels.len());
    let at = |i: usize| {
        let alpha = -1.0 + 3.0 * i as f64 / (POINTS - 1) as f64;
        let ends = network.x.iter().zip(&to.network.x);
        let x: Vec<f64> = ends
            .map(|(first, second)| alpha * second + (1.0 - alpha) * first)
            .collect();
        let (inputs, labels) = (&samples.inputs, &samples.labels);
        let Score { loss, accuracy } = if to.frozen {
            let from = Normalization::Frozen(&network.statistics);
            forward.score(&x, inputs, labels, from)
        } else {
            forward.estimate(&x, inputs, labels)
        };
        PathPoint {
            alpha,
            loss,
            accuracy,
        }
    };
    (0..POINTS).map(at).collect()
}

/// Where an end of the path has not the loss that its network has by itself, in words. `losses` are
/// the two networks' own, `files` their names.
pub fn notes(path: &[PathPoint], losses: [f64; 2], files: [&str; 2], frozen: bool) -> Vec<String> {
    let points = ENDS.iter().filter_map(|end| path.get(*end));
    let ends = points.zip(losses).zip(files);
    let differing = ends.filter(|((point, own), _)| {
        let scale = point.loss.abs().max(own.abs());
        (point.loss - own).abs() > ROUNDING * scale
    });
    let statistics = if frozen {
        format!("those of {}", files[0])
    } else {
        "re-estimated on the data".into()
    };
    differing
        .map(|((point, own), file)| {
            format!(
                "the path's batch-norm statistics are {statistics}: at α = {} its loss is {}, \
                 and {own} with the statistics of {file}",
                point.alpha, point.loss
            )
        })
        .collect()
}
