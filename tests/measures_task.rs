//! All measures of a network as a worker takes them, held against each one taken by itself, and
//! against those of the same network from files.

mod common {
    pub mod laboratory;
}

use common::laboratory::{finish, samples, train};
use sharp_minima::data::Dataset;
use sharp_minima::experiment::report::Report;
use sharp_minima::experiment::settings::Activation;
use sharp_minima::experiment::task::TaskError;
use sharp_minima::experiment::{Experiment, Job, Regime};
use sharp_minima::measures::{
    Answer, AtEpoch, AtScale, EPSILONS, FilesTask, Inquiry, InquiryTask, Measures, NOISE,
    RELATIVE_NOISE, THRESHOLD, data_json, network_json,
};
use sharp_minima::network::{BatchRisk, EmpiricalRisk, Forward};
use sharp_minima::objective::{Objective, Widened};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{
    ASAM_RADIUS, BallOptions, BallRun, BallScale, BatchSharpness, DensityOptions, DensityRun,
    Lanczos, NoiseRise, NoiseScale, NoiseTolerance, Options, SharpnessRun, SpectrumOptions,
    Subspace, ToleranceOptions, Trace, signed_ascent,
};
use sharp_minima::training::architecture;
use std::rc::Rc;

type Risk = Widened<EmpiricalRisk<f32, Rc<Dataset>>>;

const TRIAL: u32 = 3;

fn small(batch_norm: bool) -> Experiment {
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
struct Trained {
    experiment: Experiment,
    data: Rc<Dataset>,
    x: Vec<f32>,
}

impl Trained {
    fn new(batch_norm: bool) -> Self {
        let experiment = small(batch_norm);
        let data = samples(&experiment);
        let (_, x) = train(&experiment, Regime::Large, &data);
        Self {
            experiment,
            data,
            x,
        }
    }

    fn minimum(&self, trial: u32) -> Inquiry {
        Inquiry::Minimum {
            experiment: self.experiment.clone(),
            regime: Regime::Large,
            trial,
        }
    }

    fn scale(&self, alpha: f64) -> Inquiry {
        Inquiry::Scale {
            experiment: self.experiment.clone(),
            regime: Regime::Large,
            trial: TRIAL,
            alpha,
        }
    }

    fn start(&self, inquiry: Inquiry) -> Result<InquiryTask, TaskError> {
        InquiryTask::start(inquiry, vec![self.x.clone()], Rc::clone(&self.data))
    }

    fn answer(&self, inquiry: Inquiry) -> Answer {
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

    fn measures(&self, trial: u32) -> Measures {
        match self.answer(self.minimum(trial)) {
            Answer::Minimum(at) => {
                assert_eq!((at.regime, at.trial), (Regime::Large, trial));
                at.measures
            }
            other => panic!("not of a minimum: {other:?}"),
        }
    }

    fn scaled(&self, alpha: f64) -> AtScale {
        match self.answer(self.scale(alpha)) {
            Answer::Scale(at) => at,
            other => panic!("not of a rescaling: {other:?}"),
        }
    }

    fn files(&self) -> [String; 2] {
        let network = network_json(&self.experiment, self.x.clone(), &self.data);
        [network.expect("fitting"), data_json(&self.data)]
    }

    fn wide(&self) -> Vec<f64> {
        self.x.iter().copied().map(f64::from).collect()
    }

    fn risk(&self) -> Risk {
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

    fn draws(&self, purpose: Purpose) -> rand_chacha::ChaCha8Rng {
        stream(self.experiment.seed, TRIAL, purpose)
    }

    fn options(&self, epsilon: f64) -> Options {
        Options {
            epsilon,
            starts: self.experiment.starts,
            iterations: 10,
        }
    }
}

fn run<T>(mut advance: impl FnMut(&mut T) -> bool, mut measure: T) -> T {
    while !advance(&mut measure) {}
    measure
}

fn boxed(found: sharp_minima::measures::Box) -> (f64, f64, u32, f64) {
    (found.value, found.from_x, found.iterations, found.at_bound)
}

fn metric(f: &mut Risk, measure: SharpnessRun) -> (f64, f64, u32, f64) {
    let found = run(|m: &mut SharpnessRun| m.advance(f), measure).outcome();
    let found = found.expect("finished");
    (found.value, found.from_x, found.iterations, found.at_bound)
}

#[test]
fn metric_2_1_is_what_it_is_by_itself() {
    let trained = Trained::new(true);
    let measures = trained.measures(TRIAL);
    let (mut f, x) = (trained.risk(), trained.wide());
    let starts = || trained.draws(Purpose::SharpnessStarts);
    for (i, epsilon) in EPSILONS.into_iter().enumerate() {
        let options = trained.options(epsilon);
        let full = metric(&mut f, SharpnessRun::new(x.clone(), options, starts()));
        assert_eq!(boxed(measures.full[i]), full);
        let subspace = Subspace::random(x.len(), 100, &mut trained.draws(Purpose::Subspace));
        let in_subspace = SharpnessRun::in_subspace(x.clone(), subspace, options, starts());
        assert_eq!(boxed(measures.subspace[i]), metric(&mut f, in_subspace));
        let ascent = signed_ascent(&mut f, &x, epsilon, starts());
        assert_eq!(measures.ascent[i], ascent);
    }
    let options = trained.options(1e-3);
    let relative = SharpnessRun::relative(x, options, starts());
    assert_eq!(measures.relative, metric(&mut f, relative).0);
    let all = [
        measures.full[0].value,
        measures.full[1].value,
        measures.subspace[0].value,
        measures.subspace[1].value,
        measures.relative,
    ];
    assert!(all.iter().all(|phi| *phi > 0.0), "{all:?}");
    assert!(measures.full[0].value > measures.full[1].value);
}

#[test]
fn curvature_is_what_it_is_by_itself() {
    let trained = Trained::new(true);
    let measures = trained.measures(TRIAL);
    let (mut f, x) = (trained.risk(), trained.wide());
    let probes = || trained.draws(Purpose::Probes);
    let search = Lanczos::new(x.clone(), SpectrumOptions::default(), probes());
    let search = run(|m: &mut Lanczos| m.advance(&mut f), search);
    let spectrum = search.outcome().expect("finished");
    assert!(spectrum.converged);
    let values: Vec<f64> = spectrum.eigenvalues.iter().map(|e| e.value).collect();
    let residuals: Vec<f64> = spectrum.eigenvalues.iter().map(|e| e.residual).collect();
    assert_eq!(
        (measures.eigenvalues, measures.residuals),
        (values, residuals)
    );
    assert_eq!(Some(measures.smallest), spectrum.smallest.map(|e| e.value));
    let trace = run(
        |m: &mut Trace| m.advance(&mut f),
        Trace::new(x.clone(), 30, probes()),
    );
    let trace = trace.outcome().expect("finished");
    assert_eq!(measures.trace.value, trace.value);
    assert_eq!(measures.trace.error, trace.standard_error);
    let density = run(
        |m: &mut DensityRun| m.advance(&mut f),
        DensityRun::new(x, DensityOptions::default(), probes()),
    );
    let density = density.outcome().expect("finished");
    let nodes: usize = density.probes.iter().map(Vec::len).sum();
    assert_eq!(measures.density.len(), nodes);
    let weight: f64 = measures.density.iter().map(|node| node[1]).sum();
    assert!((weight - 1.0).abs() < 1e-9);
    assert!(
        measures
            .density
            .windows(2)
            .all(|two| two[0][0] >= two[1][0])
    );
    // The same trace, as Σ n w λ.
    let trace: f64 = measures.density.iter().map(|[value, w]| value * w).sum();
    let trace = trace * f64::from(measures.parameters);
    assert!((trace - density.trace().value).abs() < 1e-9 * trace.abs());
    let found = spectrum.above(THRESHOLD);
    if found < 10 {
        assert_eq!(measures.above as usize, found);
    } else {
        let estimate = density.above(THRESHOLD).value.round();
        assert_eq!(f64::from(measures.above), estimate.max(10.0));
    }
}

#[test]
fn noise_and_balls_are_what_they_are_by_themselves() {
    let trained = Trained::new(true);
    let measures = trained.measures(TRIAL);
    let (mut f, x) = (trained.risk(), trained.wide());
    let probes = || trained.draws(Purpose::Probes);
    let scales = [
        (
            NoiseScale::Absolute,
            NOISE,
            measures.noise,
            measures.tolerance,
        ),
        (
            NoiseScale::Relative,
            RELATIVE_NOISE,
            measures.relative_noise,
            measures.relative_tolerance,
        ),
    ];
    for (scale, sigma, rise, tolerance) in scales {
        let alone = NoiseRise::new(x.clone(), scale, sigma, 20, probes());
        let alone = run(|m: &mut NoiseRise| m.advance(&mut f), alone);
        let alone = alone.outcome().expect("finished");
        assert_eq!(
            (rise.value, rise.error),
            (alone.value, alone.standard_error)
        );
        assert!(rise.value > 0.0 && rise.error > 0.0);
        let options = ToleranceOptions {
            scale,
            ..ToleranceOptions::default()
        };
        let mut accuracy = |x: &[f64]| {
            let x: Vec<f32> = x.iter().map(|&x| x as f32).collect();
            f.inner_mut().score(&x).accuracy
        };
        let alone = NoiseTolerance::new(x.clone(), options, probes());
        let alone = run(|m: &mut NoiseTolerance| m.advance(&mut accuracy), alone);
        assert_eq!(tolerance, alone.outcome().expect("finished").sigma);
        assert!(tolerance > 0.0 && tolerance.is_finite());
    }
    let adaptive = BallOptions {
        radius: ASAM_RADIUS,
        scale: BallScale::Adaptive { eta: 0.01 },
        steps: 10,
    };
    let balls = [
        (BallOptions::default(), measures.sam),
        (adaptive, measures.asam),
    ];
    for (options, rise) in balls {
        let starts = trained.draws(Purpose::SharpnessStarts);
        let alone = BallRun::new(x.clone(), options, starts);
        let alone = run(|m: &mut BallRun| m.advance(&mut f), alone);
        assert_eq!(rise, alone.outcome().expect("finished").rise);
    }
}

#[test]
fn what_is_known_at_x_is_the_training_s() {
    let trained = Trained::new(true);
    let measures = trained.measures(0);
    let (training, x) = train(&trained.experiment, Regime::Large, &trained.data);
    let last = training.points.last().expect("a final point").evaluation;
    assert!((measures.loss - last.train_loss).abs() < 1e-6);
    assert_eq!(measures.accuracy, last.train_accuracy);
    assert_eq!(measures.parameters as usize, x.len());
    assert_eq!(measures.samples, 300);
    let mut gradient = vec![0.0; x.len()];
    trained.risk().gradient(&trained.wide(), &mut gradient);
    let norm = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
    assert_eq!(measures.gradient_norm, norm);
    // Point 1⅓; three runs of φ in five boxes, of at most ten iterations; two ascents; at least
    // 20 + 60 products, 30 of them of Hutchinson's.
    assert!(
        (300.0..2000.0).contains(&measures.gradients),
        "{}",
        measures.gradients
    );
}

#[test]
fn phi_is_the_sharpness_job_s_to_the_bit() {
    let trained = Trained::new(true);
    let measures = trained.measures(TRIAL);
    for (epsilon, measured) in EPSILONS.into_iter().zip(measures.full) {
        let job = Job::Sharpness {
            experiment: trained.experiment.clone(),
            regime: Regime::Large,
            trial: TRIAL,
            epsilon,
        };
        let (report, _) = finish(job, vec![trained.x.clone()], &trained.data);
        let Report::Sharpness(job) = report else {
            panic!("not a sharpness: {report:?}")
        };
        assert_eq!(measured.value.to_bits(), job.value.to_bits());
        assert_eq!(measured.from_x.to_bits(), job.from_x.to_bits());
        assert_eq!(measured.at_bound.to_bits(), job.at_bound.to_bits());
        assert_eq!(measured.iterations, job.iterations);
        assert_eq!(measures.loss.to_bits(), job.loss.to_bits());
    }
}

#[track_caller]
fn assert_close(name: &str, one: f64, other: f64, scale: f64) {
    assert!((one - other).abs() <= 1e-3 * scale, "{name}: {one} {other}");
}

/// Single against double precision, and the way through text between them.
#[test]
fn a_network_from_files_measures_as_it_does_here() {
    for batch_norm in [true, false] {
        let trained = Trained::new(batch_norm);
        let here = trained.measures(0);
        let [network, data] = trained.files();
        let seed = trained.experiment.seed;
        let start = || FilesTask::start(network.as_bytes(), data.as_bytes(), seed);
        let mut task = start().expect("our own files");
        while !task.advance() {
            assert!(task.answer().is_none() && task.progress() < 1.0);
        }
        let Some(Answer::Files(there)) = task.answer() else {
            panic!("not of files")
        };
        assert_eq!(here.parameters, there.parameters);
        assert_eq!(here.samples, there.samples);
        assert_eq!(here.accuracy, there.accuracy);
        let top = there.eigenvalues[0];
        let pairs = [
            ("loss", here.loss, there.loss),
            ("gradient", here.gradient_norm, there.gradient_norm),
            ("φ(1e-3)", here.full[0].value, there.full[0].value),
            ("φ(5e-4)", here.full[1].value, there.full[1].value),
            ("subspace", here.subspace[0].value, there.subspace[0].value),
            ("subspace", here.subspace[1].value, there.subspace[1].value),
            ("ascent", here.ascent[0], there.ascent[0]),
            ("ascent", here.ascent[1], there.ascent[1]),
            ("relative", here.relative, there.relative),
            ("trace", here.trace.value, there.trace.value),
            ("noise", here.noise.value, there.noise.value),
            (
                "noise",
                here.relative_noise.value,
                there.relative_noise.value,
            ),
            ("tolerance", here.tolerance, there.tolerance),
            (
                "tolerance",
                here.relative_tolerance,
                there.relative_tolerance,
            ),
            ("sam", here.sam, there.sam),
            ("asam", here.asam, there.asam),
        ];
        for (name, one, other) in pairs {
            assert_close(name, one, other, other.abs());
        }
        assert_eq!(here.eigenvalues.len(), there.eigenvalues.len());
        for (one, other) in here.eigenvalues.iter().zip(&there.eigenvalues) {
            assert_close("eigenvalue", *one, *other, top);
        }
        assert_close("smallest", here.smallest, there.smallest, top);
    }
}

/// The same answer, to the bit, twice and with another inquiry between any two units.
#[test]
fn an_inquiry_depends_on_nothing_else() {
    let trained = Trained::new(false);
    let epoch = |regime| Inquiry::Epoch {
        experiment: trained.experiment.clone(),
        regime,
        trial: TRIAL,
        epoch: 10,
    };
    let inquiries = [
        trained.minimum(TRIAL),
        epoch(Regime::Small),
        epoch(Regime::Large),
        trained.scale(2.5),
    ];
    let alone: Vec<Answer> = inquiries
        .iter()
        .map(|i| trained.answer(i.clone()))
        .collect();
    let started = inquiries.iter().map(|i| trained.start(i.clone()));
    let mut tasks: Vec<InquiryTask> = started.map(|task| task.expect("fitting")).collect();
    while !tasks
        .iter_mut()
        .fold(true, |all, task| task.advance() && all)
    {}
    for (task, alone) in tasks.iter().zip(&alone) {
        let together = serde_json::to_string(&task.answer()).expect("plain data");
        assert_eq!(together, serde_json::to_string(alone).expect("plain data"));
    }
    assert_ne!(alone[1], alone[2]);
    assert_ne!(trained.answer(trained.minimum(TRIAL + 1)), alone[0]);
}

#[test]
fn rescaling_moves_only_what_is_not_scale_invariant() {
    let trained = Trained::new(false);
    let plain = trained.scaled(1.0);
    let measures = trained.measures(TRIAL);
    assert_eq!(plain.change, 0.0);
    assert_eq!(plain.phi, measures.full[0].value);
    assert_eq!(plain.relative, measures.relative);
    let top = measures.eigenvalues[0];
    assert!((plain.eigenvalue - top).abs() < 1e-3 * top);
    let mut before = plain;
    for alpha in [0.3, 0.1, 0.03] {
        let scaled = trained.scaled(alpha);
        assert_eq!((scaled.alpha, scaled.trial), (alpha, TRIAL));
        assert!(scaled.change < 1e-4, "{}", scaled.change);
        assert!(scaled.phi > 1.5 * before.phi, "{scaled:?}");
        assert!(scaled.eigenvalue > 1.5 * before.eigenvalue, "{scaled:?}");
        assert_close("relative", scaled.relative, plain.relative, plain.relative);
        assert_close("asam", scaled.asam, plain.asam, plain.asam);
        before = scaled;
    }
    // The other way too: the layer after it is the one that is shrunk.
    let scaled = trained.scaled(30.0);
    assert!(scaled.change < 1e-4 && scaled.eigenvalue > 1.5 * plain.eigenvalue);
    assert_close("relative", scaled.relative, plain.relative, plain.relative);
    assert_close("asam", scaled.asam, plain.asam, plain.asam);
}

/// Of the batch sharpness what does not depend on the draws: with the whole set as the batch, all
/// batches are the same.
#[test]
fn an_epoch_tells_phi_the_top_eigenvalue_and_the_batches() {
    let mut trained = Trained::new(true);
    trained.experiment.large_batch = 300;
    let inquiry = Inquiry::Epoch {
        experiment: trained.experiment.clone(),
        regime: Regime::Large,
        trial: TRIAL,
        epoch: 7,
    };
    let Answer::Epoch(found) = trained.answer(inquiry) else {
        panic!("not of an epoch")
    };
    let measures = trained.measures(TRIAL);
    let AtEpoch { regime, epoch, .. } = found;
    assert_eq!((regime, epoch), (Regime::Large, 7));
    assert_eq!(found.phi, measures.full[0].value);
    assert_eq!(found.loss, measures.loss);
    let top = measures.eigenvalues[0];
    assert!((found.eigenvalue - top).abs() < 1e-3 * top);
    let shape = architecture(&trained.experiment, &trained.data);
    let mut whole = BatchRisk::new(&shape, 300);
    whole.inputs.copy_from_slice(trained.data.train.flat());
    whole.labels.copy_from_slice(&trained.data.train.labels);
    let mut alone = BatchSharpness::new(trained.wide(), 1);
    alone.advance(&mut Widened::new(whole));
    let alone = alone.outcome().expect("finished").value;
    assert_close("batch", found.batch.value, alone, alone.abs());
    assert!(found.batch.error < 1e-3 * alone.abs());
    // Of small batches the sharpness is larger and varies.
    let inquiry = Inquiry::Epoch {
        experiment: trained.experiment.clone(),
        regime: Regime::Small,
        trial: TRIAL,
        epoch: 7,
    };
    let Answer::Epoch(small) = trained.answer(inquiry) else {
        panic!("not of an epoch")
    };
    assert_eq!(small.phi, found.phi);
    assert!(small.batch.value > found.batch.value && small.batch.error > 0.0);
}

#[test]
fn an_inquiry_travels_flat() {
    let trained = Trained {
        experiment: small(true),
        data: samples(&small(true)),
        x: Vec::new(),
    };
    let epoch = Inquiry::Epoch {
        experiment: small(false),
        regime: Regime::Small,
        trial: 1,
        epoch: 4,
    };
    for (inquiry, kind) in [
        (trained.minimum(2), "minimum"),
        (epoch, "epoch"),
        (trained.scale(0.25), "scale"),
    ] {
        let json = serde_json::to_value(&inquiry).expect("plain data");
        assert_eq!(json["kind"], kind);
        assert!(json["experiment"]["train"] == 300 && json["trial"].is_u64());
        let back: Inquiry = serde_json::from_value(json.clone()).expect("its own form");
        assert_eq!(back, inquiry);
        for key in ["epoch", "alpha"] {
            let mut lacking = json.clone();
            let had = lacking
                .as_object_mut()
                .and_then(|o| o.remove(key))
                .is_some();
            let read = serde_json::from_value::<Inquiry>(lacking);
            assert_eq!(read.is_err(), had);
            let problem = read.err().map(|error| error.to_string());
            assert!(problem.is_none_or(|p| p == format!("inquiry: {key} is missing")));
        }
    }
}

#[test]
fn what_cannot_be_measured_is_refused_in_words() {
    let trained = Trained::new(false);
    let start = |inquiry, vectors| {
        let task = InquiryTask::start(inquiry, vectors, Rc::clone(&trained.data));
        task.err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    let (x, n) = (trained.x.clone(), trained.x.len());
    let said = start(trained.minimum(0), Vec::new());
    assert_eq!(said, "vectors: 0 were given; the job needs 1");
    let said = start(trained.minimum(0), vec![vec![0.0; n - 1]]);
    assert!(said.starts_with("vector 0: length "), "{said}");
    let mut holed = x.clone();
    holed[4] = f32::NAN;
    let said = start(trained.scale(2.0), vec![holed]);
    assert_eq!(said, "vector 0: entry 4 is not a finite number");
    for alpha in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e60, 1e-60] {
        let said = start(trained.scale(alpha), vec![x.clone()]);
        assert!(said.starts_with("alpha: "), "{alpha}: {said}");
    }
    let tanh = Experiment {
        activation: Activation::Tanh,
        ..small(false)
    };
    let none = Experiment {
        hidden: Vec::new(),
        ..small(false)
    };
    for (experiment, field, word) in [
        (small(true), "batch_norm", "batch norm undoes"),
        (tanh, "activation", "ReLU"),
        (none, "hidden", "no hidden layer"),
    ] {
        let x = vec![0.1; experiment.parameters()];
        let inquiry = Inquiry::Scale {
            experiment,
            regime: Regime::Small,
            trial: 0,
            alpha: 2.0,
        };
        let said = start(inquiry, vec![x]);
        assert!(said.starts_with(field) && said.contains(word), "{said}");
    }
}

#[test]
fn wrong_files_are_named_with_the_place_in_them() {
    let trained = Trained::new(true);
    let [network, data] = trained.files();
    let error = |network: &str, data: &str| {
        let task = FilesTask::start(network.as_bytes(), data.as_bytes(), 1);
        task.err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    assert_eq!(error(&network, &data), "");
    let said = error("[]", &data);
    assert!(said.starts_with("network.json: "), "{said}");
    let said = error(&network, "{\"x\": [[1]], \"y\": [0]}");
    assert!(said.starts_with("data.json: x[0]: "), "{said}");
    let narrow = network.replacen("\"activation\":\"relu\"", "\"activation\":\"gelu\"", 1);
    let said = error(&narrow, &data);
    assert!(said.starts_with("network.json: activation: "), "{said}");
    let other = network_json(&trained.experiment, vec![0.0; 3], &trained.data);
    assert!(matches!(other, Err(TaskError::Length { given: 3, .. })));
}
