//! Ways between two minima: the curve, its gradient, and the job that trains and walks it.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/spirals.rs"]
mod spirals;
#[path = "common/tasks.rs"]
mod tasks;

use rand::RngExt;
use sharp_minima::data::{BatchOrder, Dataset};
use sharp_minima::jobs::connection::barrier;
use sharp_minima::jobs::{
    Connection, ConnectionJob, Job, Kept, PathJob, Report, TrainJob, fingerprint,
};
use sharp_minima::landscape::{Bezier, curved};
use sharp_minima::network::{Activation, Architecture, Forward, initial_parameters};
use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::{GradientSource, Strategy, Whole};
use sharp_minima::training::{Batch, Bend, Evaluation, Stepper, architecture, distance, evaluate};
use spirals::spirals;
use std::rc::Rc;
use tasks::{finish, samples, start};

#[test]
fn a_curve_has_its_ends_to_the_bit() {
    let ends = [
        vec![0.1_f32, -0.0, 1e-40, 3e38],
        vec![-7.3, 0.3, -0.0, 1e30],
    ];
    let mut curve = Bezier::straight(ends.clone());
    curve.control = vec![5.0, -1e20, 3e38, 2.0];
    let bits = |x: &[f32]| x.iter().map(|x| x.to_bits()).collect::<Vec<u32>>();
    let mut x = vec![0.0; 4];
    for (t, end) in [0.0, 1.0].into_iter().zip(&ends) {
        curve.at(t, &mut x);
        assert_eq!(bits(&x), bits(end));
    }
}

/// (1 − t)² (0, 0) + 2t(1 − t) (½, 0) + t² (1, 1) = (t, t²), an arc of a parabola.
#[test]
fn a_curve_is_as_long_as_the_parabola() {
    let ends = [vec![0.0, 0.0], vec![1.0, 1.0]];
    let mut curve = Bezier::<f64>::straight(ends);
    assert!((curve.length() - 2.0_f64.sqrt()).abs() < 1e-14);
    let mut x = [0.0; 2];
    curve.at(0.25, &mut x);
    assert_eq!(x, [0.25, 0.25]);
    curve.control = vec![0.5, 0.0];
    curve.at(0.25, &mut x);
    assert_eq!(x, [0.25, 0.0625]);
    let length = 0.5 * 5.0_f64.sqrt() + 0.25 * 2.0_f64.asinh();
    assert!((curve.length() - length).abs() < 1e-8, "{}", curve.length());
}

/// A small network with batch norm and a batch of it.
fn network() -> (Architecture, Batch<f64>) {
    let shape = Architecture::new(2, &[3, 4], 3, Activation::Tanh, true);
    let mut batch = Batch::<f64>::new(&shape, &Strategy::PLAIN, 7);
    let mut rng = stream(3, 0, Purpose::Data);
    let (inputs, labels) = batch.fill(7);
    inputs.fill_with(|| rng.random_range(-1.0..1.0));
    labels.fill_with(|| rng.random_range(0..3));
    (shape, batch)
}

/// Central differences of the mean over some t of the batch's loss at θ(t), by the control point alone.
#[test]
fn the_gradient_by_the_control_point_is_that_of_the_mean_loss() {
    const TIMES: [f64; 4] = [0.05, 0.3, 0.5, 0.85];
    let (shape, mut batch) = network();
    let end =
        |trial| initial_parameters::<f64>(&shape, &mut stream(1, trial, Purpose::Initialisation));
    let mut bend = Bend::new([end(0), end(1)]);
    // Off the line.
    bend.step(0.4, &mut batch, 0.1);
    let curve = bend.curve().clone();
    let n = curve.control.len();
    let mut gradient = vec![0.0; n];
    for t in TIMES {
        assert!(bend.slope(t, &mut batch).is_some());
        for (sum, g) in gradient.iter_mut().zip(bend.gradient()) {
            *sum += g / TIMES.len() as f64;
        }
    }
    let (mut x, mut unused) = (vec![0.0; n], vec![0.0; n]);
    let mut mean = |curve: &Bezier<f64>| {
        let losses = TIMES.map(|t| {
            curve.at(t, &mut x);
            batch.evaluate(0, &x, &mut unused).expect("a loss")
        });
        losses.iter().sum::<f64>() / TIMES.len() as f64
    };
    let step = 1e-5;
    let mut largest: f64 = 0.0;
    for (k, gradient) in gradient.into_iter().enumerate() {
        let mut at = |by: f64| {
            let mut moved = curve.clone();
            moved.control[k] += by;
            mean(&moved)
        };
        let slope = (at(step) - at(-step)) / (2.0 * step);
        assert!((slope - gradient).abs() < 1e-8, "{k}: {slope}, {gradient}");
        largest = largest.max(slope.abs());
    }
    assert!(largest > 1e-2, "{largest}");
}

/// (x² + y² − 1)²: all minima are on a circle, with a hill between them.
struct Ring;

impl Objective<f64> for Ring {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        (x[0] * x[0] + x[1] * x[1] - 1.0).powi(2)
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let off = x[0] * x[0] + x[1] * x[1] - 1.0;
        for (g, x) in gradient.iter_mut().zip(x) {
            *g = 4.0 * off * x;
        }
        off * off
    }

    fn hessian_product(&mut self, _: &[f64], _: &[f64], _: &mut [f64]) {
        unreachable!("descent needs none")
    }
}

#[test]
fn a_curve_bends_around_a_hill() {
    let angle = 2.6_f64;
    let mut bend = Bend::new([vec![1.0, 0.0], vec![angle.cos(), angle.sin()]]);
    let highest = |curve: &Bezier<f64>| {
        let mut x = [0.0; 2];
        let losses = (0..=100).map(|k| {
            curve.at(f64::from(k) / 100.0, &mut x);
            Ring.value(&x)
        });
        losses.fold(0.0, f64::max)
    };
    assert!(highest(bend.curve()) > 0.85);
    let mut rng = stream(0, 0, Purpose::Connection);
    for step in 0..1000 {
        let rate = 0.02 * (1.0 - f64::from(step) / 1000.0);
        let mut ring = Ring;
        assert!(
            bend.step(rng.random(), &mut Whole(&mut ring), rate)
                .is_some()
        );
    }
    assert!(highest(bend.curve()) < 0.1, "{}", highest(bend.curve()));
    // What is no number moves nothing.
    let before = bend.curve().clone();
    let nothing =
        Bend::new([vec![f64::NAN, 0.0], vec![1.0, 0.0]]).step(0.5, &mut Whole(&mut Ring), 0.1);
    assert_eq!(nothing, None);
    assert_eq!(*bend.curve(), before);
}

/// The minima of two trainings of SB.
fn minima(experiment: &Experiment, data: &Rc<Dataset>) -> ([TrainJob; 2], Vec<Kept>) {
    let of = [0, 1].map(|trial| TrainJob::plain(experiment, Regime::Small, trial));
    let kept = of.clone().map(|job| {
        let (_, mut kept) = finish(job, Vec::new(), data);
        kept.labels.drain(..kept.labels.len() - 1);
        kept.vectors.drain(..kept.vectors.len() - 1);
        kept
    });
    (of, kept.to_vec())
}

fn connect(job: &ConnectionJob, kept: &[Kept], data: &Rc<Dataset>) -> Connection {
    match finish(job.clone(), kept.to_vec(), data).0 {
        Report::Connection(connection) => connection,
        other => panic!("no ways: {other:?}"),
    }
}

fn mean(way: &[Evaluation]) -> f64 {
    way.iter().map(|place| place.train_loss).sum::<f64>() / way.len() as f64
}

fn normalized() -> Experiment {
    let experiment = Experiment {
        batch_norm: true,
        hidden: vec![6, 5],
        epochs: 20,
        ..spirals()
    };
    experiment.check().expect("allowed")
}

#[test]
fn ways_begin_and_end_at_the_minima_and_the_trained_one_is_not_higher() {
    let experiment = normalized();
    let data = samples(&experiment);
    let (of, kept) = minima(&experiment, &data);
    let job = ConnectionJob {
        of: of.clone(),
        epochs: 60,
        places: 5,
    };
    let found = connect(&job, &kept, &data);
    let shape = architecture(&experiment, &data);
    let mut forward = Forward::new(&shape, data.train.len());
    let mut at = |x: &[f32]| evaluate(&mut forward, x, &data);
    let ends = [&kept[0].vectors[0], &kept[1].vectors[0]];
    for way in found.ways() {
        assert_eq!([way[0], way[4]], ends.map(|end| at(end)));
    }
    let quarter = curved(0.25);
    let pairs = ends[0].iter().zip(ends[1]);
    let place =
        pairs.map(|(&a, &b)| (quarter[0] * f64::from(b) + quarter[1] * f64::from(a)) as f32);
    assert_eq!(found.curved[1], at(&place.collect::<Vec<f32>>()));
    let alphas = vec![0.25, 0.5, 0.75];
    let (Report::Path(path), _) = finish(PathJob { of, alphas }, kept.clone(), &data) else {
        panic!("a path")
    };
    for (found, point) in found.straight[1..4].iter().zip(&path.points) {
        assert_eq!(*found, point.evaluation);
    }
    assert!(found.improved);
    assert!(mean(&found.bent) < mean(&found.straight));
    assert!(
        barrier(&found.bent) < 0.5 * barrier(&found.straight),
        "{found:?}"
    );
    assert_eq!((found.steps, found.trial), (60, 0));
    assert_eq!(found.distance, distance(ends[0], ends[1]));
    assert!(found.length > found.distance);
    // To the bit once more, and another seed draws other batches.
    assert_eq!(connect(&job, &kept, &data), found);
    let mut other = job;
    other.of[0].experiment.seed += 1;
    assert_ne!(connect(&other, &kept, &data).bent, found.bent);
}

/// From all weights 0 to themselves: with as many samples of each class the loss of guessing is the least that the
/// output biases reach, and only they have a slope, of rounding. ADAM's first step is as long whatever the slope.
#[test]
fn where_training_finds_nothing_lower_the_line_is_kept() {
    let experiment = spirals();
    let data = samples(&experiment);
    let (of, kept) = minima(&experiment, &data);
    let nothing = Kept {
        labels: vec![3],
        vectors: vec![vec![0.0; kept[0].vectors[0].len()]],
    };
    let job = ConnectionJob {
        of,
        epochs: 5,
        places: 3,
    };
    let found = connect(&job, &[nothing.clone(), nothing], &data);
    assert!(!found.improved, "{found:?}");
    assert_eq!(found.bent, found.straight);
    assert_eq!((found.length, barrier(&found.bent)), (0.0, 0.0));
}

#[test]
fn what_a_connection_takes_is_stated() {
    let experiment = normalized();
    let data = samples(&experiment);
    let (of, kept) = minima(&experiment, &data);
    assert_eq!(ConnectionJob::new(of.clone()).cost(), 59.5);
    let job = ConnectionJob {
        of,
        epochs: 4,
        places: 3,
    };
    let mut task = start(job.clone(), kept.clone(), &data).expect("fitting vectors");
    let (mut units, mut before) = (1, 0.0);
    while !task.advance() {
        assert!((before..1.0).contains(&task.progress()) && task.report().is_none());
        before = task.progress();
        units += 1;
    }
    // A step an epoch on all 60 samples, and three ways of three places.
    assert_eq!((units, task.progress()), (4 + 9, 1.0));
    let none = ConnectionJob { places: 1, ..job };
    let error = start(none, kept, &data).err().expect("no way");
    assert_eq!(error.to_string(), "places: allowed are 2 to 1000");
}

trait Cost {
    fn cost(&self) -> f64;
}

impl Cost for ConnectionJob {
    fn cost(&self) -> f64 {
        Job::from(self.clone()).cost()
    }
}

/// The first epoch, step by step with the batches of another trial.
#[test]
fn a_training_in_another_order_differs_in_its_batches_alone() {
    let experiment = spirals();
    let data = samples(&experiment);
    let job = TrainJob::new(&experiment, Strategy::PLAIN, Regime::Small, 0, vec![0, 1]);
    let (_, own) = finish(job.clone(), Vec::new(), &data);
    let (_, other) = finish(job.clone().in_order_of(1), Vec::new(), &data);
    assert_eq!(own.vectors[0], other.vectors[0], "the start is the same");
    assert_ne!(own.vectors[1], other.vectors[1]);
    let Experiment {
        small_batch,
        learning_rate,
        schedule,
        epochs,
        seed,
        ..
    } = experiment;
    let mut stepper = Stepper::new(&job.experiment, &Strategy::PLAIN, 0, &data, small_batch);
    let mut order = BatchOrder::new(60, seed, 1);
    order.epoch();
    let mut x = own.vectors[0].clone();
    for (step, indices) in order.batches(small_batch).enumerate() {
        stepper.begin(&x, &data, indices);
        assert!(stepper.evaluate(&x).is_some());
        let rate = learning_rate * schedule.factor(step, epochs * 6);
        assert!(stepper.apply(&mut x, rate));
    }
    assert_eq!(fingerprint(&x), fingerprint(&other.vectors[1]));
}
