//! What data augmentation makes of samples, to look at.

use super::export::Written;
use super::{Inputs, Need, Report, Task, TaskError, TrainJob, Work};
use crate::allowed::NotAllowed;
use crate::data::augmentation::Augmenter;
use crate::data::{Dataset, Shape};
use crate::random::{Purpose, stream};
use crate::settings::{Experiment, Regime};
use crate::strategy::{Strategy, remedies};
use serde::{Deserialize, Serialize};

/// How many samples are shown at most, each of another class.
pub const MOST_SAMPLES: usize = 6;
/// How many points of a class are shown in its place: one alone says nothing.
pub const POINTS: usize = 40;
/// How often each of them is augmented.
pub const ROWS: usize = 3;
/// The largest [`PreviewJob::draw`].
pub const LAST_DRAW: u32 = 999;

/// Asks what a strategy's augmentation makes of an experiment's first training samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviewJob {
    /// Whose samples, and from whose seed the changes are drawn.
    pub experiment: Experiment,
    /// How they are changed.
    pub strategy: Strategy,
    /// Which [`ROWS`] of the batches that could be drawn one after the other, 0 to [`LAST_DRAW`].
    pub draw: u32,
}

impl PreviewJob {
    /// About the augmentation that a checked experiment's comparison trains with. A draw beyond the last
    /// begins again.
    pub fn of(experiment: &Experiment, draw: u32) -> Self {
        let rows = remedies(experiment).into_iter();
        let mut augmenting = rows.map(|row| row.strategy).filter(augments);
        let strategy = augmenting.next().unwrap_or_default();
        Self {
            experiment: TrainJob::new(experiment, strategy, Regime::Large, 0, Vec::new())
                .experiment,
            strategy,
            draw: draw % (LAST_DRAW + 1),
        }
    }
}

fn augments(strategy: &Strategy) -> bool {
    strategy.augmentation.is_some()
}

/// Samples as they are and as they were augmented.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preview {
    /// What one of them is.
    pub shape: Shape,
    /// How many samples of each class there are.
    pub each: usize,
    /// The labels, ascending.
    pub classes: Vec<u8>,
    /// As training without augmentation sees them: `each` of the first class, and so on; (samples ×
    /// features), row-major.
    pub originals: Vec<f32>,
    /// [`ROWS`] times the same samples, each time changed anew.
    pub augmented: Vec<Vec<f32>>,
}

/// Augments the first training sample, or the first [`POINTS`], of each of the first classes, as
/// trial 1 would if these were its batches: by the same code, with the same sizes, from the same
/// stream. `data` is the experiment's.
///
/// # Errors
/// If the strategy is not allowed in this experiment, or the draw is beyond [`LAST_DRAW`].
pub fn preview(job: &PreviewJob, data: &Dataset) -> Result<Preview, NotAllowed> {
    let PreviewJob {
        experiment,
        strategy,
        draw,
        ..
    } = job;
    let strategy = strategy.check(experiment)?;
    if *draw > LAST_DRAW {
        let allowed = format!("0 to {LAST_DRAW}");
        return Err(NotAllowed::new("draw", draw, allowed));
    }
    let most = match data.shape {
        Shape::Signal(_) | Shape::Image { .. } => 1,
        Shape::Point => POINTS,
    };
    let (each, classes, originals) = first_samples(data, most);
    let mut augmented = vec![originals.clone(); ROWS];
    if let Some(settings) = strategy.augmentation {
        let mut augmenter = Augmenter::new(settings, data);
        let mut rng = stream(experiment.seed, 0, Purpose::Perturbation);
        for _ in 0..=*draw {
            for batch in &mut augmented {
                batch.copy_from_slice(&originals);
                augmenter.apply(batch, &mut rng);
            }
        }
    }
    Ok(Preview {
        shape: data.shape,
        each,
        classes,
        originals,
        augmented,
    })
}

/// How many of each class, at most `most` and equally many of all; which classes; and their first
/// training samples. Classes without any are passed over.
fn first_samples(data: &Dataset, most: usize) -> (usize, Vec<u8>, Vec<f32>) {
    let of = |class: u8| {
        let samples = data.train.labels.iter().zip(data.train.inputs.rows());
        samples.filter(move |(label, _)| **label == class)
    };
    let shown = 0..data.classes.min(MOST_SAMPLES) as u8;
    let classes: Vec<u8> = shown.filter(|&class| of(class).next().is_some()).collect();
    let counts = classes.iter().map(|&class| of(class).take(most).count());
    let each = counts.min().unwrap_or(0);
    let rows = classes.iter().flat_map(|&class| of(class).take(each));
    let inputs = rows.flat_map(|(_, row)| row.to_vec()).collect();
    (each, classes, inputs)
}

impl Work for PreviewJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.experiment)
    }

    fn needs(&self) -> Vec<Need> {
        Vec::new()
    }

    fn cost(&self) -> f64 {
        1.0
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let preview = preview(self, &*inputs.data()?)?;
        Ok(Box::new(Written(Report::Preview(preview))))
    }
}

impl Preview {
    /// Whether all its parts are as long as they say, and finite.
    pub fn is_whole(&self) -> bool {
        let numbers = self.augmented.iter().chain([&self.originals]);
        let features = self.shape.features().checked_mul(self.each);
        let Some(length) = features.and_then(|one| one.checked_mul(self.classes.len())) else {
            return false;
        };
        let whole = |batch: &Vec<f32>| batch.len() == length && batch.iter().all(|x| x.is_finite());
        length > 0 && numbers.clone().all(whole)
    }

    /// A class's samples in a batch, by its place in [`classes`](Self::classes).
    pub fn sample<'a>(&self, batch: &'a [f32], sample: usize) -> &'a [f32] {
        let features = self.shape.features() * self.each;
        batch
            .get(sample * features..(sample + 1) * features)
            .unwrap_or_default()
    }
}
