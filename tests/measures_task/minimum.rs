//! All measures at a minimum against each one by itself.

use crate::laboratory::{finish, train};
use crate::trained::{Risk, TRIAL, Trained};
use sharp_minima::experiment::report::Report;
use sharp_minima::experiment::{Job, Regime};
use sharp_minima::measures::{EPSILONS, NOISE, RELATIVE_NOISE, THRESHOLD};
use sharp_minima::objective::Objective;
use sharp_minima::random::Purpose;
use sharp_minima::sharpness::{
    ASAM_RADIUS, BallOptions, BallRun, BallScale, DensityOptions, DensityRun, Lanczos, NoiseRise,
    NoiseScale, NoiseTolerance, SharpnessRun, SpectrumOptions, Subspace, ToleranceOptions, Trace,
    rescaled, signed_ascent,
};
use sharp_minima::training::architecture;

const THIRD: f64 = 1.0 / 3.0;

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
    let options = SpectrumOptions {
        smallest: Some(0.25),
        ..SpectrumOptions::default()
    };
    let search = Lanczos::new(x.clone(), options, probes());
    let search = run(|m: &mut Lanczos| m.advance(&mut f), search);
    let spectrum = search.outcome().expect("finished");
    assert!(spectrum.converged);
    let values: Vec<f64> = spectrum.eigenvalues.iter().map(|e| e.value).collect();
    let residuals: Vec<f64> = spectrum.eigenvalues.iter().map(|e| e.residual).collect();
    assert_eq!(
        (measures.eigenvalues, measures.residuals),
        (values, residuals)
    );
    let smallest = spectrum.smallest.expect("finite");
    assert_eq!(
        (measures.smallest, measures.smallest_residual),
        (smallest.value, smallest.residual)
    );
    let trace = run(
        |m: &mut Trace| m.advance(&mut f),
        Trace::new(x.clone(), 30, probes()),
    );
    let trace = trace.outcome().expect("finished");
    assert_eq!(measures.trace.value, trace.value);
    assert_eq!(measures.trace.error, trace.standard_error);
    let options = DensityOptions {
        probes: 2,
        ..DensityOptions::default()
    };
    let density = run(
        |m: &mut DensityRun| m.advance(&mut f),
        DensityRun::new(x, options, probes()),
    );
    let mut density = density.outcome().expect("finished");
    density.probes.push(spectrum.nodes.clone());
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

/// What each measure says of its own work, a Hessian product being two gradients and a value ⅓.
#[test]
fn the_cost_is_the_sum_of_the_measures() {
    let trained = Trained::new(true);
    let (mut f, x) = (trained.risk(), trained.wide());
    let starts = || trained.draws(Purpose::SharpnessStarts);
    // The gradient and the accuracy at x; two ascents; two balls, whose last point is a value.
    let mut cost = (1.0 + THIRD) + 2.0 * 21.0 + 2.0 * (10.0 + THIRD);
    let mut runs = Vec::new();
    for epsilon in EPSILONS {
        let options = trained.options(epsilon);
        let subspace = Subspace::random(x.len(), 100, &mut trained.draws(Purpose::Subspace));
        let in_subspace = SharpnessRun::in_subspace(x.clone(), subspace, options, starts());
        runs.extend([SharpnessRun::new(x.clone(), options, starts()), in_subspace]);
    }
    runs.push(SharpnessRun::relative(
        x.clone(),
        trained.options(1e-3),
        starts(),
    ));
    for measure in runs {
        let found = run(|m: &mut SharpnessRun| m.advance(&mut f), measure).outcome();
        cost += f64::from(found.expect("finished").gradients);
    }
    let probes = || trained.draws(Purpose::Probes);
    let options = SpectrumOptions {
        smallest: Some(0.25),
        ..SpectrumOptions::default()
    };
    let search = Lanczos::new(x.clone(), options, probes());
    let search = run(|m: &mut Lanczos| m.advance(&mut f), search);
    let products = search.outcome().expect("finished").products;
    // Hutchinson's probes, and two of 25 steps for the density beside the search itself.
    cost += 2.0 * (products + 30 + 50) as f64;
    for scale in [NoiseScale::Absolute, NoiseScale::Relative] {
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
        let evaluations = alone.outcome().expect("finished").evaluations;
        // And f(x) with twenty pairs for the rise.
        cost += THIRD * (evaluations + 41) as f64;
    }
    let told = trained.measures(TRIAL).gradients;
    assert!((told - cost).abs() < 1e-6, "{told} {cost}");
}

/// A rescaled network has more eigenvalues above the threshold than are searched for.
#[test]
fn beyond_those_that_are_searched_the_density_counts() {
    let mut trained = Trained::new(false);
    let shape = architecture(&trained.experiment, &trained.data);
    trained.x = rescaled(&shape, &trained.x, 0, 0.03).expect("a plain ReLU network");
    let measures = trained.measures(TRIAL);
    let lowest = measures.eigenvalues.last();
    assert!(lowest.is_some_and(|value| *value > THRESHOLD));
    let above = measures.density.iter().filter(|node| node[0] > THRESHOLD);
    let share: f64 = above.map(|node| node[1]).sum();
    let estimate = (share * f64::from(measures.parameters)).round();
    assert!(estimate > 10.0, "{estimate}");
    assert_eq!(f64::from(measures.above), estimate);
}
