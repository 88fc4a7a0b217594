//! The edge of stability (Cohen et al. 2021): gradient descent along the whole training set's
//! gradient drives λ₁ up to 2/η and holds it there for hundreds of epochs, at either rate; only when
//! the cross-entropy is all but 0 does λ₁ fall with it.

use crate::minimum::minimum;
use crate::network::small;
use crate::tasks::{finish, samples};
use crate::trained::training;
use sharp_minima::jobs::{EpochJob, Report};
use sharp_minima::network::Activation;
use sharp_minima::optimizer::{OptimizerKind, Schedule};
use sharp_minima::settings::{Experiment, Regime};

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
        let training = training(&experiment, Regime::Large, epochs.clone());
        let (_, kept) = finish(training.clone(), Vec::new(), &data);
        assert_eq!(kept.labels, epochs);
        let curvature = |(&epoch, x): (&u32, &Vec<f32>)| {
            let job = EpochJob {
                of: training.clone(),
                starts: experiment.starts,
                epoch,
            };
            match finish(job, vec![minimum(x.clone())], &data) {
                (Report::Epoch(at), _) => at.eigenvalue * learning_rate / 2.0,
                (other, _) => panic!("not of an epoch: {other:?}"),
            }
        };
        let ratios: Vec<f64> = epochs.iter().zip(&kept.vectors).map(curvature).collect();
        // It swings about the edge; where in its swing an epoch finds it is chance.
        let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        assert!(
            (0.95..1.15).contains(&mean) && ratios.iter().all(|r| (0.75..1.3).contains(r)),
            "λ₁ η/2 at rate {learning_rate}: {ratios:?}"
        );
    }
}
