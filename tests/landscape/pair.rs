//! A trained pair of small networks with their trajectories.

use crate::laboratory::{finish, samples};
use sharp_minima::data::Dataset;
use sharp_minima::experiment::settings::Activation;
use sharp_minima::experiment::{Experiment, Job, Regime};
use sharp_minima::landscape::{Axes, Finding, Points, Slice, Survey, SurveyTask};
use std::rc::Rc;

pub const EPOCHS: u32 = 6;

pub struct Pair {
    pub experiment: Experiment,
    pub data: Rc<Dataset>,
    pub epochs: [Vec<u32>; 2],
    /// SB's trajectory, then LB's.
    pub vectors: Vec<Vec<f32>>,
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
    let mut vectors = Vec::new();
    for regime in [Regime::Small, Regime::Large] {
        let job = Job::Train {
            experiment: experiment.clone(),
            strategy: Box::default(),
            regime,
            trial: 0,
            snapshots: (0..=EPOCHS).collect(),
        };
        let (_, all) = finish(job, Vec::new(), &data);
        assert_eq!(all[0], all[all.len() - 1], "the last snapshot is the end");
        vectors.extend_from_slice(&all[1..]);
    }
    let epochs: Vec<u32> = (0..=EPOCHS).collect();
    Pair {
        experiment,
        data,
        epochs: [epochs.clone(), epochs],
        vectors,
    }
}

impl Pair {
    pub fn start(&self) -> &[f32] {
        &self.vectors[0]
    }

    pub fn small(&self) -> &[f32] {
        &self.vectors[EPOCHS as usize]
    }

    pub fn large(&self) -> &[f32] {
        &self.vectors[2 * EPOCHS as usize + 1]
    }

    /// A slice and its vectors centre, d₁, d₂.
    pub fn slice(&self, axes: Axes, at: Regime, draw: u32) -> (Slice, Vec<Vec<f32>>) {
        let survey = Survey::Slice {
            experiment: self.experiment.clone(),
            trial: 0,
            axes,
            at,
            draw,
            epochs: self.epochs.clone(),
        };
        let (finding, vectors) = survey_to_end(survey, self.vectors.clone(), &self.data);
        match finding {
            Finding::Slice(slice) => (slice, vectors),
            other => panic!("a slice is found, not {other:?}"),
        }
    }

    /// Values at places of a slice.
    pub fn points(
        &self,
        vectors: &[Vec<f32>],
        places: &[[f64; 2]],
        evaluated: sharp_minima::landscape::Evaluated,
    ) -> Points {
        let survey = Survey::Points {
            experiment: self.experiment.clone(),
            places: places.to_vec(),
            evaluated,
        };
        match survey_to_end(survey, vectors.to_vec(), &self.data).0 {
            Finding::Points(points) => points,
            other => panic!("points are found, not {other:?}"),
        }
    }
}

/// Runs a survey; gives its finding and its vectors.
pub fn survey_to_end(
    survey: Survey,
    vectors: Vec<Vec<f32>>,
    data: &Rc<Dataset>,
) -> (Finding, Vec<Vec<f32>>) {
    let mut task = SurveyTask::start(survey, vectors, Rc::clone(data)).expect("a fitting survey");
    while !task.advance() {}
    assert_eq!(task.progress(), 1.0);
    let finding = task
        .finding()
        .expect("a finished survey has found something");
    let vectors = task.vectors().into_iter().map(<[f32]>::to_vec).collect();
    (finding, vectors)
}
