//! A trained pair of small networks with their trajectories.

use crate::tasks::{finish, samples};
use crate::trained::training;
use sharp_minima::data::Dataset;
use sharp_minima::jobs::{Kept, Places, Points, PointsJob, Report, Slice, SliceJob, TrainJob};
use sharp_minima::landscape::{Axes, Evaluated};
use sharp_minima::network::Activation;
use sharp_minima::settings::{Experiment, REGIMES, Regime};
use std::rc::Rc;

pub const EPOCHS: u32 = 6;

pub struct Pair {
    pub experiment: Experiment,
    pub data: Rc<Dataset>,
    /// SB's training and LB's.
    pub of: [TrainJob; 2],
    /// Their trajectories.
    pub kept: [Kept; 2],
}

/// Trains SB and LB, ReLU networks, on 200 signals.
pub fn pair(batch_norm: bool) -> Pair {
    trained(batch_norm, Activation::Relu)
}

/// The same with another non-linearity.
pub fn trained(batch_norm: bool, activation: Activation) -> Pair {
    let experiment = Experiment {
        activation,
        train: 200,
        hidden: vec![12, 9],
        batch_norm,
        small_batch: 10,
        large_batch: 100,
        epochs: EPOCHS as usize,
        trials: 1,
        ..Experiment::default()
    };
    let data = samples(&experiment);
    let of = REGIMES.map(|regime| training(&experiment, regime, (0..=EPOCHS).collect()));
    let kept = of.clone().map(|job| finish(job, Vec::new(), &data).1);
    for trajectory in &kept {
        assert!(trajectory.labels.iter().copied().eq(0..=EPOCHS));
    }
    Pair {
        experiment,
        data,
        of,
        kept,
    }
}

/// Centre, d₁ and d₂ as a slice leaves them.
pub fn plane(vectors: &[Vec<f32>]) -> Kept {
    Kept {
        labels: (0..vectors.len() as u32).collect(),
        vectors: vectors.to_vec(),
    }
}

impl Pair {
    pub fn start(&self) -> &[f32] {
        &self.kept[0].vectors[0]
    }

    pub fn small(&self) -> &[f32] {
        &self.kept[0].vectors[EPOCHS as usize]
    }

    pub fn large(&self) -> &[f32] {
        &self.kept[1].vectors[EPOCHS as usize]
    }

    pub fn slice_job(&self, axes: Axes, at: Regime, draw: u32) -> SliceJob {
        let of = self.of.clone();
        SliceJob { of, axes, at, draw }
    }

    /// A slice and its vectors centre, d₁, d₂.
    pub fn slice(&self, axes: Axes, at: Regime, draw: u32) -> (Slice, Vec<Vec<f32>>) {
        let job = self.slice_job(axes, at, draw);
        match finish(job, self.kept.to_vec(), &self.data) {
            (Report::Slice(slice), kept) => {
                assert_eq!(kept.labels, [0, 1, 2]);
                (slice, kept.vectors)
            }
            (other, _) => panic!("a slice is found, not {other:?}"),
        }
    }

    pub fn points_job(&self, places: Places, evaluated: Evaluated) -> PointsJob {
        PointsJob {
            slice: self.slice_job(Axes::Points, Regime::Small, 0),
            places,
            evaluated,
        }
    }

    /// Values at places of the slice of these vectors.
    pub fn points(
        &self,
        vectors: &[Vec<f32>],
        places: &[[f64; 2]],
        evaluated: Evaluated,
    ) -> Points {
        let job = self.points_job(Places::List(places.to_vec()), evaluated);
        match finish(job, vec![plane(vectors)], &self.data).0 {
            Report::Points(points) => points,
            other => panic!("points are found, not {other:?}"),
        }
    }
}
