//! A small network at its minimum, and what is asked of it.

use crate::minimum::minimum;
use crate::tasks::{self, finish, samples};
use crate::trained::train;
use sharp_minima::data::Dataset;
use sharp_minima::jobs::{
    AtEpoch, AtScale, BowlJob, EpochJob, ExportJob, Job, Kept, Measures, MinimumJob, NoiseScaleJob,
    Part, PredictorsJob, Report, ScaleJob, SharpnessJob, Taken, Task, TaskError, TrainJob,
};
use sharp_minima::network::{EmpiricalRisk, Forward};
use sharp_minima::objective::Widened;
use sharp_minima::random::Generator;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::results::{Origin, Results};
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::sharpness::Options;
use sharp_minima::strategy::Strategy;
use sharp_minima::training::architecture;
use std::rc::Rc;

/// The loss in double precision.
type Double = EmpiricalRisk<f64, (Vec<f64>, Vec<u8>)>;

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

    /// A network's training, as it is named in results.
    pub fn training(&self, regime: Regime, trial: u32) -> TrainJob {
        TrainJob::new(&self.experiment, Strategy::PLAIN, regime, trial, Vec::new())
    }

    pub fn minimum(&self, trial: u32, part: Part) -> Job {
        Job::Minimum(MinimumJob {
            of: self.training(Regime::Large, trial),
            starts: self.experiment.starts,
            part,
        })
    }

    pub fn epoch(&self, regime: Regime, epoch: u32) -> Job {
        Job::Epoch(EpochJob {
            of: self.training(regime, TRIAL),
            starts: self.experiment.starts,
            epoch,
        })
    }

    pub fn bowl(&self) -> Job {
        let of = self.training(Regime::Large, TRIAL);
        Job::Bowl(BowlJob { of })
    }

    pub fn noise_scale(&self, regime: Regime, epoch: u32) -> Job {
        let of = self.training(regime, TRIAL);
        Job::NoiseScale(NoiseScaleJob { of, epoch })
    }

    pub fn predictors(&self) -> Job {
        let of = self.training(Regime::Large, TRIAL);
        Job::Predictors(PredictorsJob { of })
    }

    pub fn scale(&self, alpha: f64) -> Job {
        Job::Scale(ScaleJob {
            of: self.training(Regime::Large, TRIAL),
            starts: self.experiment.starts,
            alpha,
        })
    }

    /// x as a job is given it.
    pub fn kept(&self) -> Vec<Kept> {
        vec![minimum(self.x.clone())]
    }

    pub fn start(&self, job: Job) -> Result<Box<dyn Task>, TaskError> {
        tasks::start(job, self.kept(), &self.data)
    }

    pub fn report(&self, job: Job) -> Report {
        let mut task = self.start(job.clone()).expect("fitting");
        let mut before = 0.0;
        while !task.advance() {
            assert!(task.report().is_none() && task.news() == 0);
            let now = task.progress();
            assert!((before..=1.0).contains(&now), "{before} {now}");
            before = now;
        }
        assert!(task.advance() && task.progress() == 1.0);
        assert_eq!(task.news(), 1);
        assert_eq!(task.kept(), Kept::default(), "it leaves no vectors");
        let report = task.report().expect("finished");
        assert!(job.fits(&report), "{report:?}");
        report
    }

    /// A part of the measures, as its job takes it.
    pub fn taken(&self, trial: u32, part: Part) -> Taken {
        match self.report(self.minimum(trial, part)) {
            Report::Minimum(at) => {
                assert_eq!((at.regime, at.trial), (Regime::Large, trial));
                at.taken
            }
            other => panic!("not of a minimum: {other:?}"),
        }
    }

    /// All measures, put together from what their jobs report.
    pub fn measures(&self, trial: u32) -> Measures {
        let (of, starts) = (self.training(Regime::Large, trial), self.experiment.starts);
        let mut results = Results::default();
        let parts = MinimumJob::parts(&of, starts).map(Job::from);
        let phi = SharpnessJob::at_each(&of, starts).map(Job::from);
        for job in parts.into_iter().chain(phi) {
            assert_eq!(results.minimum(&of, starts), None, "{job:?} is missing");
            let report = self.report(job.clone());
            let put = results.put(job, report, Origin::Computed);
            put.expect("its own");
        }
        results.minimum(&of, starts).expect("all parts are known")
    }

    pub fn scaled(&self, alpha: f64) -> AtScale {
        match self.report(self.scale(alpha)) {
            Report::Scale(at) => at,
            other => panic!("not of a rescaling: {other:?}"),
        }
    }

    pub fn at_epoch(&self, regime: Regime, epoch: u32) -> AtEpoch {
        match self.report(self.epoch(regime, epoch)) {
            Report::Epoch(at) => at,
            other => panic!("not of an epoch: {other:?}"),
        }
    }

    /// The network and its data as files.
    pub fn files(&self) -> [String; 2] {
        let of = self.training(Regime::Large, TRIAL);
        let network = finish(ExportJob::Network(of.clone()), self.kept(), &self.data);
        let data = finish(ExportJob::Data(of), Vec::new(), &self.data);
        [network, data].map(|written| match written {
            (Report::Text(text), _) => text,
            (other, _) => panic!("not a text: {other:?}"),
        })
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

    /// The loss in double precision, and x.
    pub fn double(&self) -> (Double, Vec<f64>) {
        let shape = architecture(&self.experiment, &self.data);
        let train = &self.data.train;
        let inputs: Vec<f64> = train.flat().iter().copied().map(f64::from).collect();
        let x = self.wide();
        let mut forward = Forward::new(&shape, train.len());
        forward.estimate(&x, &inputs, &train.labels);
        let statistics = forward.statistics().clone();
        let samples = (inputs, train.labels.clone());
        (EmpiricalRisk::new(&shape, samples, statistics), x)
    }

    pub fn draws(&self, purpose: Purpose) -> Generator {
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
