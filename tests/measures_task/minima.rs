//! All measures at a minimum against each one by itself.

use crate::network::{Risk, TRIAL, Trained};
use crate::tasks::finish;
use crate::trained::train;
use sharp_minima::jobs::measures::{NOISE, Phi, RELATIVE_NOISE, THRESHOLD};
use sharp_minima::jobs::{EPSILONS, Part, Report, SharpnessJob};
use sharp_minima::objective::Objective;
use sharp_minima::random::Generator;
use sharp_minima::random::Purpose;
use sharp_minima::settings::Regime;
use sharp_minima::sharpness::{
    ASAM_RADIUS, BallOptions, BallRun, BallScale, Estimate, Lanczos, NoiseRise, NoiseScale,
    NoiseTolerance, SharpnessOutcome, SharpnessRun, Spectrum, SpectrumOptions, Subspace, Tolerance,
    ToleranceOptions, Trace, rescaled,
};
use sharp_minima::training::architecture;

const THIRD: f64 = 1.0 / 3.0;

fn run<T>(mut advance: impl FnMut(&mut T) -> bool, mut measure: T) -> T {
    while !advance(&mut measure) {}
    measure
}

/// A minimum of which each measure is taken by itself.
struct Alone {
    trained: Trained,
    f: Risk,
    x: Vec<f64>,
}

impl Alone {
    fn new() -> Self {
        let trained = Trained::new(true);
        let (f, x) = (trained.risk(), trained.wide());
        Self { trained, f, x }
    }

    fn starts(&self) -> Generator {
        self.trained.draws(Purpose::SharpnessStarts)
    }

    fn probes(&self) -> Generator {
        self.trained.draws(Purpose::Probes)
    }

    fn full(&self, epsilon: f64) -> SharpnessRun {
        let options = self.trained.options(epsilon);
        SharpnessRun::new(self.x.clone(), options, self.starts())
    }

    fn in_subspace(&self, epsilon: f64) -> SharpnessRun {
        let draws = &mut self.trained.draws(Purpose::Subspace);
        let subspace = Subspace::random(self.x.len(), 100, draws);
        let options = self.trained.options(epsilon);
        SharpnessRun::in_subspace(self.x.clone(), subspace, options, self.starts())
    }

    fn relative(&self) -> SharpnessRun {
        let options = self.trained.options(1e-3);
        SharpnessRun::relative(self.x.clone(), options, self.starts())
    }

    fn metric(&mut self, measure: SharpnessRun) -> SharpnessOutcome {
        let found = run(|m: &mut SharpnessRun| m.advance(&mut self.f), measure);
        found.outcome().expect("finished")
    }

    /// Gradients that Metric 2.1 takes elsewhere than at x: the ascents begin there, and the paper's search does.
    fn cost_beside_x(&mut self, measure: SharpnessRun) -> f64 {
        let found = self.metric(measure);
        let at_x = if found.from_x.is_nan() { 1 } else { 2 };
        f64::from(found.gradients - at_x)
    }

    /// The spectrum, and the trace by ten probes outside the search's first space.
    fn spectrum(&mut self) -> (Spectrum, Estimate) {
        let options = SpectrumOptions {
            smallest: Some(0.25),
            ..SpectrumOptions::default()
        };
        let search = Lanczos::new(self.x.clone(), options, self.probes());
        let mut search = run(|m: &mut Lanczos| m.advance(&mut self.f), search);
        let trace = run(|m: &mut Trace| m.advance(&mut self.f), search.trace(10));
        let trace = trace.outcome().expect("finished");
        (search.outcome().expect("finished").clone(), trace)
    }

    /// From the σ whose rise is measured.
    fn tolerance(&mut self, scale: NoiseScale, guess: f64) -> Tolerance {
        let options = ToleranceOptions {
            scale,
            guess,
            ..ToleranceOptions::default()
        };
        let measure = NoiseTolerance::new(self.x.clone(), options, self.probes());
        let mut accuracy = |x: &[f64]| {
            let x: Vec<f32> = x.iter().map(|&x| x as f32).collect();
            self.f.inner_mut().score(&x).accuracy
        };
        let found = run(|m: &mut NoiseTolerance| m.advance(&mut accuracy), measure);
        found.outcome().expect("finished")
    }
}

const ADAPTIVE: BallOptions = BallOptions {
    radius: ASAM_RADIUS,
    scale: BallScale::Adaptive { eta: 0.01 },
    starts: 2,
};

#[track_caller]
fn assert_same(told: Phi, alone: SharpnessOutcome) {
    assert_eq!(
        (told.value, told.from_x, told.iterations, told.at_bound),
        (alone.value, alone.from_x, alone.iterations, alone.at_bound)
    );
}

#[test]
fn metric_2_1_is_what_it_is_by_itself() {
    let mut alone = Alone::new();
    let measures = alone.trained.measures(TRIAL);
    for (i, epsilon) in EPSILONS.into_iter().enumerate() {
        let full = alone.full(epsilon);
        assert_same(measures.full[i], alone.metric(full));
        let in_subspace = alone.in_subspace(epsilon);
        assert_same(measures.subspace[i], alone.metric(in_subspace));
    }
    let relative = alone.relative();
    assert_eq!(measures.relative, alone.metric(relative).value);
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
    let mut alone = Alone::new();
    let measures = alone.trained.measures(TRIAL);
    let (spectrum, trace) = alone.spectrum();
    assert!(spectrum.converged);
    let found = || spectrum.eigenvalues.iter();
    let values: Vec<Option<f64>> = found().map(|e| Some(e.value)).collect();
    let residuals: Vec<f64> = found().map(|e| e.error).collect();
    let smallest = spectrum.smallest.expect("finite");
    assert_eq!(
        (measures.smallest, measures.smallest_residual),
        (Some(smallest.value), smallest.error)
    );
    assert_eq!(
        (measures.eigenvalues, measures.residuals),
        (values, residuals)
    );
    assert_eq!(measures.trace.value, trace.value);
    assert_eq!(measures.trace.error, trace.standard_error);
    let nodes = spectrum.nodes.iter();
    let nodes: Vec<[f64; 2]> = nodes.map(|node| [node.value, node.weight]).collect();
    assert_eq!(measures.density, nodes);
    let weight: f64 = measures.density.iter().map(|node| node[1]).sum();
    assert!((weight - 1.0).abs() < 1e-9);
    assert!(
        measures
            .density
            .windows(2)
            .all(|two| two[0][0] >= two[1][0])
    );
    let found = spectrum.above(THRESHOLD);
    if found < 10 {
        assert_eq!(measures.above as usize, found);
    } else {
        let above = nodes.iter().filter(|node| node[0] > THRESHOLD);
        let share: f64 = above.map(|node| node[1]).sum();
        let estimate = (share * f64::from(measures.parameters)).round();
        assert_eq!(f64::from(measures.above), estimate.max(10.0));
    }
}

#[test]
fn noise_and_balls_are_what_they_are_by_themselves() {
    let mut alone = Alone::new();
    let measures = alone.trained.measures(TRIAL);
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
        let found = NoiseRise::new(alone.x.clone(), scale, sigma, 20, alone.probes());
        let found = run(|m: &mut NoiseRise| m.advance(&mut alone.f), found);
        let found = found.outcome().expect("finished");
        assert_eq!(
            (rise.value, rise.error),
            (found.value, found.standard_error)
        );
        assert!(rise.value > 0.0 && rise.error > 0.0);
        assert_eq!(tolerance, alone.tolerance(scale, sigma).sigma);
        assert!(tolerance > 0.0 && tolerance.is_finite());
    }
    let balls = [
        (BallOptions::default(), measures.sam),
        (ADAPTIVE, measures.asam),
    ];
    for (options, rise) in balls {
        let found = BallRun::new(alone.x.clone(), options, alone.starts());
        let found = run(|m: &mut BallRun| m.advance(&mut alone.f), found);
        assert_eq!(rise, found.outcome().expect("finished").rise);
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
}

#[test]
fn phi_is_the_sharpness_job_s_to_the_bit() {
    let trained = Trained::new(true);
    let measures = trained.measures(TRIAL);
    for (epsilon, measured) in EPSILONS.into_iter().zip(measures.full) {
        let job = SharpnessJob {
            of: trained.training(Regime::Large, TRIAL),
            starts: trained.experiment.starts,
            epsilon,
        };
        let (report, _) = finish(job, trained.kept(), &trained.data);
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

/// What each measure says of its own work, a Hessian product being two gradients and a value ⅓; but of each part
/// the gradient at x, where every search begins, is evaluated once.
#[test]
fn the_cost_of_a_part_is_the_sum_of_its_measures() {
    let mut alone = Alone::new();
    let mut subspace = 1.0;
    for epsilon in EPSILONS {
        subspace += alone.cost_beside_x(alone.in_subspace(epsilon));
    }
    // The gradient and the accuracy at x; SAM's ball and ASAM's.
    let mut balls = 1.0 + THIRD + alone.cost_beside_x(alone.relative());
    for options in [BallOptions::default(), ADAPTIVE] {
        let found = BallRun::new(alone.x.clone(), options, alone.starts());
        let found = run(|m: &mut BallRun| m.advance(&mut alone.f), found);
        balls += f64::from(found.outcome().expect("finished").gradients - 1);
    }
    let spectrum = 2.0 * (alone.spectrum().0.products + 10) as f64;
    // The value at x and twenty pairs; the search has its accuracies at x and at the first σ from them.
    let mut noise = THIRD;
    for (scale, sigma) in [
        (NoiseScale::Absolute, NOISE),
        (NoiseScale::Relative, RELATIVE_NOISE),
    ] {
        let searched = alone.tolerance(scale, sigma).evaluations - 1 - 20;
        noise += THIRD * (40 + searched) as f64;
    }
    let mut all = 0.0;
    for (part, cost) in [
        (Part::Spectrum, spectrum),
        (Part::Noise, noise),
        (Part::Subspace, subspace),
        (Part::Balls, balls),
    ] {
        let told = alone.trained.taken(TRIAL, part).gradients;
        assert!((told - cost).abs() < 1e-6, "{part:?}: {told} {cost}");
        all += cost;
    }
    // In the full space φ has jobs of its own, which count all that they do.
    for epsilon in EPSILONS {
        all += f64::from(alone.metric(alone.full(epsilon)).gradients);
    }
    let told = alone.trained.measures(TRIAL).gradients;
    assert!((told - all).abs() < 1e-6, "{told} {all}");
}

/// A rescaled network has more eigenvalues above the threshold than are searched for.
#[test]
fn beyond_those_that_are_searched_the_density_counts() {
    let mut trained = Trained::new(false);
    let shape = architecture(&trained.experiment, &trained.data);
    trained.x = rescaled(&shape, &trained.x, 0, 0.03).expect("a plain ReLU network");
    let measures = trained.measures(TRIAL);
    assert!(measures.eigenvalue(10) > Some(THRESHOLD));
    let above = measures.density.iter().filter(|node| node[0] > THRESHOLD);
    let share: f64 = above.map(|node| node[1]).sum();
    let estimate = (share * f64::from(measures.parameters)).round();
    assert!(estimate > 10.0, "{estimate}");
    assert_eq!(f64::from(measures.above), estimate);
}
