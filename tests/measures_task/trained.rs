//! A small network at its minimum, and what is asked of it.

use crate::laboratory::{samples, train};
use rand_chacha::ChaCha8Rng;
use sharp_minima::data::Dataset;
use sharp_minima::experiment::task::TaskError;
use sharp_minima::experiment::{Experiment, Regime};
use sharp_minima::measures::{
    Answer, AtEpoch, AtScale, Inquiry, InquiryTask, Measures, data_json, network_json,
};
use sharp_minima::network::{EmpiricalRisk, Forward};
use sharp_minima::objective::Widened;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::Options;
use sharp_minima::training::architecture;
use std::rc::Rc;

pub type Risk = Widened<EmpiricalRisk<f32, Rc<Dataset>>>;

pub const TRIAL: u32 = 3;

pub fn small(batch_norm: bool) -> Experiment {
    Experiment {
        train: 300,
        hidden: vec![12, 9],
        batch_norm,
        small_batch: 10,
        large_batch: 100,
        epochs: 40,
        ..Experiment::default()
    }
}

/// A minimum of LB.
pub struct Trained {
    pub experiment: Experiment,
    pub data: Rc<Dataset>,
    pub x: Vec<f32>,
}

impl Trained {
    pub fn new(batch_norm: bool) -> Self {
        let experiment = small(batch_norm);
        let data = samples(&experiment);
        let (_, x) = train(&experiment, Regime::Large, &data);
        Self {
            experiment,
            data,
            x,
        }
    }

    pub fn minimum(&self, trial: u32) -> Inquiry {
        Inquiry::Minimum {
            experiment: self.experiment.clone(),
            regime: Regime::Large,
            trial,
        }
    }

    pub fn scale(&self, alpha: f64) -> Inquiry {
        Inquiry::Scale {
            experiment: self.experiment.clone(),
            regime: Regime::Large,
            trial: TRIAL,
            alpha,
        }
    }

    pub fn start(&self, inquiry: Inquiry) -> Result<InquiryTask, TaskError> {
        InquiryTask::start(inquiry, vec![self.x.clone()], Rc::clone(&self.data))
    }

    pub fn answer(&self, inquiry: Inquiry) -> Answer {
        let mut task = self.start(inquiry).expect("fitting");
        let mut before = 0.0;
        while !task.advance() {
            assert!(task.answer().is_none());
            let now = task.progress();
            assert!((before..=1.0).contains(&now), "{before} {now}");
            before = now;
        }
        assert!(task.advance() && task.progress() == 1.0);
        task.answer().expect("finished")
    }

    pub fn measures(&self, trial: u32) -> Measures {
        match self.answer(self.minimum(trial)) {
            Answer::Minimum(at) => {
                assert_eq!((at.regime, at.trial), (Regime::Large, trial));
                at.measures
            }
            other => panic!("not of a minimum: {other:?}"),
        }
    }

    pub fn scaled(&self, alpha: f64) -> AtScale {
        match self.answer(self.scale(alpha)) {
            Answer::Scale(at) => at,
            other => panic!("not of a rescaling: {other:?}"),
        }
    }

    pub fn at_epoch(&self, regime: Regime, epoch: u32) -> AtEpoch {
        let inquiry = Inquiry::Epoch {
            experiment: self.experiment.clone(),
            regime,
            trial: TRIAL,
            epoch,
        };
        match self.answer(inquiry) {
            Answer::Epoch(at) => at,
            other => panic!("not of an epoch: {other:?}"),
        }
    }

    pub fn files(&self) -> [String; 2] {
        let network = network_json(&self.experiment, self.x.clone(), &self.data);
        [network.expect("fitting"), data_json(&self.data)]
    }

    pub fn wide(&self) -> Vec<f64> {
        self.x.iter().copied().map(f64::from).collect()
    }

    pub fn risk(&self) -> Risk {
        let shape = architecture(&self.experiment, &self.data);
        let train = &self.data.train;
        let mut forward = Forward::new(&shape, train.len());
        forward.estimate(&self.x, train.flat(), &train.labels);
        let statistics = forward.statistics().clone();
        Widened::new(EmpiricalRisk::new(
            &shape,
            Rc::clone(&self.data),
            statistics,
        ))
    }

    pub fn draws(&self, purpose: Purpose) -> ChaCha8Rng {
        stream(self.experiment.seed, TRIAL, purpose)
    }

    pub fn options(&self, epsilon: f64) -> Options {
        Options {
            epsilon,
            starts: self.experiment.starts,
            iterations: 10,
        }
    }
}

#[track_caller]
pub fn assert_close(name: &str, one: f64, other: f64, scale: f64) {
    assert!((one - other).abs() <= 1e-3 * scale, "{name}: {one} {other}");
}
