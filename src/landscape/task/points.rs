//! See [`Survey::Points`](crate::landscape::Survey::Points).

use crate::data::{Dataset, Samples};
use crate::experiment::Experiment;
use crate::landscape::{Evaluated, Plane, Points};
use crate::network::{Forward, Normalization, Statistics};
use crate::training::architecture;
use std::rc::Rc;

/// Points of a slice under evaluation.
pub struct PointsTask {
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
    pub(super) fn new(
        experiment: &Experiment,
        plane: Plane,
        places: Vec<[f64; 2]>,
        evaluated: Evaluated,
        data: Rc<Dataset>,
    ) -> Self {
        let shape = architecture(experiment, &data);
        let used = head(&data.train, evaluated.samples).1.len();
        Self {
            forward: Forward::new(&shape, used),
            frozen: None,
            x: plane.centre.clone(),
            done: Points::default(),
            plane,
            places,
            evaluated,
            data,
        }
    }

    pub(super) fn advance(&mut self) -> bool {
        let (inputs, labels) = head(&self.data.train, self.evaluated.samples);
        if self.evaluated.frozen && self.frozen.is_none() {
            self.forward.estimate(&self.plane.centre, inputs, labels);
            self.frozen = Some(self.forward.statistics().clone());
        } else if let Some(&place) = self.places.get(self.done.places.len()) {
            self.plane.point(place, &mut self.x);
            let (forward, x) = (&mut self.forward, &self.x);
            let train = match &self.frozen {
                Some(frozen) => forward.score(x, inputs, labels, Normalization::Frozen(frozen)),
                None => forward.estimate(x, inputs, labels),
            };
            let done = &mut self.done;
            done.places.push(place);
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
        self.done.places.len() == self.places.len()
    }

    pub(super) fn progress(&self) -> f64 {
        self.done.places.len() as f64 / self.places.len().max(1) as f64
    }

    pub(super) fn finding(&self) -> Option<Points> {
        let finished = self.done.places.len() == self.places.len();
        finished.then(|| self.done.clone())
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
