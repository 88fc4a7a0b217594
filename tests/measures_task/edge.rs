//! The edge of stability (Cohen et al. 2021): gradient descent along the whole training set's
//! gradient drives λ₁ up to 2/η and holds it there for hundreds of epochs, at either rate; only when
//! the cross-entropy is all but 0 does λ₁ fall with it.

use crate::laboratory::{finish, samples};
use crate::trained::small;
use sharp_minima::experiment::report::Report;
use sharp_minima::experiment::settings::{Activation, OptimizerKind, Schedule};
use sharp_minima::experiment::{Experiment, Job, Regime};
use sharp_minima::measures::{Answer, Inquiry, InquiryTask};
use std::rc::Rc;

#[test]
fn full_batch_descent_hovers_at_two_over_the_rate() {
    for learning_rate in [0.4, 0.6] {
        let experiment = Experiment {
            train: 1000,
            activation: Activation::Tanh,
            hidden: vec![40, 40],
            optimizer: OptimizerKind::Sgd,
            schedule: Schedule::Constant,
            learning_rate,
            large_batch: 1000,
            epochs: 350,
            ..small(false)
        };
        let data = samples(&experiment);
        let epochs: Vec<u32> = (150..=350).step_by(50).collect();
        let job = Job::Train {
            experiment: experiment.clone(),
            strategy: Box::default(),
            regime: Regime::Large,
            trial: 0,
            snapshots: epochs.clone(),
        };
        let (Report::Training(_), vectors) = finish(job, Vec::new(), &data) else {
            panic!("not a training")
        };
        let curvature = |(epoch, x): (&u32, &Vec<f32>)| {
            let inquiry = Inquiry::Epoch {
                experiment: experiment.clone(),
                regime: Regime::Large,
                trial: 0,
                epoch: *epoch,
            };
            let task = InquiryTask::start(inquiry, vec![x.clone()], Rc::clone(&data));
            let mut task = task.expect("fitting");
            while !task.advance() {}
            match task.answer() {
                Some(Answer::Epoch(at)) => at.eigenvalue * learning_rate / 2.0,
                other => panic!("not of an epoch: {other:?}"),
            }
        };
        let ratios: Vec<f64> = epochs.iter().zip(&vectors[1..]).map(curvature).collect();
        assert!(
            ratios.iter().all(|ratio| (0.9..1.25).contains(ratio)),
            "λ₁ η/2 at rate {learning_rate}: {ratios:?}"
        );
    }
}
