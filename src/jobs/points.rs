//! Points of a slice.

use super::{Inputs, Need, Report, SliceJob, Task, TaskError, Work};
use crate::data::{Dataset, Samples};
use crate::landscape::{Evaluated, Plane};
use crate::network::{Forward, Normalization, Statistics};
use crate::settings::Experiment;
use crate::training::architecture;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// More places in one job are refused: a worker reports them all at once.
const MOST_PLACES: usize = 20_000;

/// Evaluate the network at centre + a d₁ + b d₂.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointsJob {
    /// The slice.
    pub slice: SliceJob,
    /// The places (a, b).
    pub places: Places,
    /// How.
    pub evaluated: Evaluated,
}

/// Places of a slice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Places {
    /// One by one.
    List(Vec<[f64; 2]>),
    /// All pairs of these, row by row: the first coordinate changes from one place to the next.
    Grid {
        /// First coordinates.
        a: Vec<f64>,
        /// Second coordinates.
        b: Vec<f64>,
    },
}

impl Places {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::List(places) => places.len(),
            Self::Grid { a, b } => a.len().saturating_mul(b.len()),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each of them.
    pub fn list(&self) -> Vec<[f64; 2]> {
        match self {
            Self::List(places) => places.clone(),
            Self::Grid { a, b } => {
                let row = |&b: &f64| a.iter().map(move |&a| [a, b]);
                b.iter().flat_map(row).collect()
            }
        }
    }

    fn check(&self) -> Result<(), TaskError> {
        let given = self.len();
        if given > MOST_PLACES {
            let problem = format!("{given} were given; allowed are up to {MOST_PLACES}");
            return Err(TaskError::field("places", problem));
        }
        let finite = |place: &[f64; 2]| place.iter().all(|x| x.is_finite());
        match self.list().iter().position(|place| !finite(place)) {
            Some(index) => Err(TaskError::field(
                "places",
                format!("place {index} is not finite; allowed are finite numbers"),
            )),
            None => Ok(()),
        }
    }
}

/// Evaluated points of a slice. Lists in the order of the job's places; the testing ones are empty where testing
/// samples were not evaluated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// Mean cross-entropy over the training samples, in nats; infinite where it overflows.
    #[serde(with = "crate::number::list")]
    pub train_loss: Vec<f64>,
    /// Share of training samples classified correctly, in [0, 1].
    #[serde(with = "crate::number::list")]
    pub train_accuracy: Vec<f64>,
    /// Mean cross-entropy over the testing samples, in nats.
    #[serde(with = "crate::number::list")]
    pub test_loss: Vec<f64>,
    /// Share of testing samples classified correctly, in [0, 1].
    #[serde(with = "crate::number::list")]
    pub test_accuracy: Vec<f64>,
}

impl Points {
    /// How many places it is of.
    pub fn len(&self) -> usize {
        self.train_loss.len()
    }

    /// Whether it is of none.
    pub fn is_empty(&self) -> bool {
        self.train_loss.is_empty()
    }

    /// Whether its lists are as long as a job's places.
    pub fn fits(&self, job: &PointsJob) -> bool {
        let n = job.places.len();
        let tested = if job.evaluated.testing { n } else { 0 };
        [&self.train_loss, &self.train_accuracy]
            .iter()
            .all(|list| list.len() == n)
            && [&self.test_loss, &self.test_accuracy]
                .iter()
                .all(|list| list.len() == tested)
    }
}

impl Work for PointsJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.slice.of[0].experiment)
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::slice(&self.slice)]
    }

    /// A value is a third of a gradient; the testing set is smaller.
    fn cost(&self) -> f64 {
        let each = if self.evaluated.testing { 0.5 } else { 0.34 };
        each * self.places.len() as f64
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let data = inputs.data()?;
        let plane = plane(&self.slice, inputs, &data)?;
        self.places.check()?;
        Ok(Box::new(PointsTask::new(self, plane, data)))
    }
}

/// The plane that a slice's vectors span.
pub(super) fn plane(slice: &SliceJob, inputs: Inputs, data: &Dataset) -> Result<Plane, TaskError> {
    let dimension = architecture(&slice.of[0].experiment, data).dimension();
    let [kept] = inputs.lists(dimension)?;
    let count = |vectors: Vec<_>| TaskError::Count {
        given: vectors.len(),
        needed: 3,
    };
    let [centre, first, second] = kept.vectors.try_into().map_err(count)?;
    Ok(Plane {
        centre,
        axes: [first, second],
    })
}

/// Points of a slice under evaluation.
struct PointsTask {
    plane: Plane,
    evaluated: Evaluated,
    data: Rc<Dataset>,
    forward: Forward<f32>,
    /// The centre's, once they are known.
    frozen: Option<Statistics<f32>>,
    x: Vec<f32>,
    places: Vec<[f64; 2]>,
    done: Points,
}

impl PointsTask {
    fn new(job: &PointsJob, plane: Plane, data: Rc<Dataset>) -> Self {
        let shape = architecture(&job.slice.of[0].experiment, &data);
        let used = head(&data.train, job.evaluated.samples).1.len();
        Self {
            forward: Forward::new(&shape, used),
            frozen: None,
            x: plane.centre.clone(),
            done: Points::default(),
            plane,
            places: job.places.list(),
            evaluated: job.evaluated,
            data,
        }
    }
}

impl Task for PointsTask {
    fn advance(&mut self) -> bool {
        let (inputs, labels) = head(&self.data.train, self.evaluated.samples);
        if self.evaluated.frozen && self.frozen.is_none() {
            self.forward.estimate(&self.plane.centre, inputs, labels);
            self.frozen = Some(self.forward.statistics().clone());
        } else if let Some(&place) = self.places.get(self.done.len()) {
            self.plane.point(place, &mut self.x);
            let (forward, x) = (&mut self.forward, &self.x);
            let train = match &self.frozen {
                Some(frozen) => forward.score(x, inputs, labels, Normalization::Frozen(frozen)),
                None => forward.estimate(x, inputs, labels),
            };
            let done = &mut self.done;
            done.train_loss.push(train.loss);
            done.train_accuracy.push(train.accuracy);
            if self.evaluated.testing {
                let (inputs, labels) = head(&self.data.test, self.evaluated.samples);
                let test = match &self.frozen {
                    Some(frozen) => forward.score(x, inputs, labels, Normalization::Frozen(frozen)),
                    None => forward.score_frozen(x, inputs, labels),
                };
                done.test_loss.push(test.loss);
                done.test_accuracy.push(test.accuracy);
            }
        }
        self.done.len() == self.places.len()
    }

    fn progress(&self) -> f64 {
        self.done.len() as f64 / self.places.len().max(1) as f64
    }

    fn report(&self) -> Option<Report> {
        let finished = self.done.len() == self.places.len();
        finished.then(|| Report::Points(self.done.clone()))
    }
}

/// The first `count` samples, or all of them where that is 0 or too many.
fn head(samples: &Samples, count: u32) -> (&[f32], &[u8]) {
    let features = samples.inputs.ncols();
    let all = samples.labels.len();
    let count = match count as usize {
        0 => all,
        some => some.min(all),
    };
    (
        &samples.flat()[..count * features],
        &samples.labels[..count],
    )
}
