//! Rescaled networks, points of a training, and what holds of all jobs that measure.

use crate::minimum::minimum;
use crate::network::{TRIAL, Trained, assert_close, small};
use crate::tasks::{self, samples};
use crate::trained::training;
use sharp_minima::jobs::bowl::{RINGS, SPOKES};
use sharp_minima::jobs::measures::Phi;
use sharp_minima::jobs::{AtEpoch, Job, Kept, Measures, Part, Report, ScaleJob, Taken, Task};
use sharp_minima::network::Activation;
use sharp_minima::network::BatchRisk;
use sharp_minima::objective::{Objective, Widened};
use sharp_minima::random::Purpose;
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::sharpness::{BatchSharpness, GradientScatter, Lanczos, SpectrumOptions};
use sharp_minima::training::architecture;

/// The same report, to the bit, twice and with another job between any two units.
#[test]
fn a_job_depends_on_nothing_else() {
    let trained = Trained::new(false);
    let jobs = [
        trained.minimum(TRIAL, Part::Noise),
        trained.minimum(TRIAL, Part::Balls),
        trained.epoch(Regime::Small, 10),
        trained.epoch(Regime::Large, 10),
        trained.scale(2.5),
        trained.noise_scale(Regime::Large, 10),
        trained.predictors(),
    ];
    let alone: Vec<Report> = jobs.iter().map(|i| trained.report(i.clone())).collect();
    let started = jobs.iter().map(|i| trained.start(i.clone()));
    let mut tasks: Vec<Box<dyn Task>> = started.map(|task| task.expect("fitting")).collect();
    let unfinished = |task: &mut Box<dyn Task>| usize::from(!task.advance());
    while tasks.iter_mut().map(unfinished).sum::<usize>() > 0 {}
    for (task, alone) in tasks.iter().zip(&alone) {
        let together = serde_json::to_string(&task.report()).expect("plain data");
        assert_eq!(together, serde_json::to_string(alone).expect("plain data"));
    }
    assert_ne!(alone[2], alone[3]);
    let other = trained.minimum(TRIAL + 1, Part::Noise);
    assert_ne!(trained.report(other), alone[0]);
}

#[test]
fn rescaling_moves_only_what_is_not_scale_invariant() {
    let trained = Trained::new(false);
    let plain = trained.scaled(1.0);
    let measures = trained.measures(TRIAL);
    assert_eq!(plain.change, 0.0);
    assert_eq!(plain.phi, measures.full[0].value);
    assert_eq!(plain.relative, measures.relative);
    let top = measures.eigenvalue(1).expect("told");
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
    let found = trained.at_epoch(Regime::Large, 7);
    let measures = trained.measures(TRIAL);
    let AtEpoch { regime, epoch, .. } = found;
    assert_eq!((regime, epoch), (Regime::Large, 7));
    assert_eq!(found.phi, measures.full[0].value);
    assert_eq!(found.loss, measures.loss);
    let top = measures.eigenvalue(1).expect("told");
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
    let small = trained.at_epoch(Regime::Small, 7);
    assert_eq!(small.phi, found.phi);
    assert!(small.batch.value > found.batch.value && small.batch.error > 0.0);
}

/// In double precision, with the same statistics.
#[test]
fn the_gradient_noise_is_that_of_the_risk() {
    for batch_norm in [false, true] {
        let trained = Trained::new(batch_norm);
        let job = trained.noise_scale(Regime::Large, 7);
        let Report::NoiseScale(found) = trained.report(job) else {
            panic!("not of gradient noise");
        };
        let (mut risk, x) = trained.double();
        let mut gradient = vec![0.0; x.len()];
        let mean_square = risk.squared_gradients(&x, &mut gradient);
        let wide = GradientScatter::of(300, mean_square, &gradient);
        assert_close("trace", found.trace, wide.trace, wide.trace);
        assert_close("squared", found.squared, wide.squared, wide.squared);
        assert_close("scale", found.scale, wide.scale(), wide.scale());
    }
}

/// Along both axes its values are those of the loss in double precision on the eigenvectors found there.
#[test]
fn the_bowl_is_that_of_the_risk() {
    for batch_norm in [false, true] {
        let trained = Trained::new(batch_norm);
        let Report::Bowl(found) = trained.report(trained.bowl()) else {
            panic!("not of a bowl");
        };
        let (mut risk, x) = trained.double();
        let loss = risk.value(&x);
        assert_close("loss", found.loss, loss, loss);
        let measures = trained.measures(TRIAL);
        let options = SpectrumOptions {
            eigenvalues: 2,
            ..SpectrumOptions::default()
        };
        let mut search = Lanczos::new(x.clone(), options, trained.draws(Purpose::Probes));
        while !search.advance(&mut risk) {}
        for (k, own) in found.eigenvalues.iter().enumerate() {
            let told = measures.eigenvalue(k + 1).expect("told");
            assert!((own - told).abs() < 1e-3 * told, "{own} {told}");
            let vector = search.eigenvector(k).expect("found");
            for ring in 0..RINGS {
                let distance = found.radius * (ring + 1) as f64 / RINGS as f64;
                let mut value = |sign: f64| {
                    let place = x.iter().zip(vector).map(|(x, v)| x + sign * distance * v);
                    risk.value(&place.collect::<Vec<f64>>())
                };
                // An eigenvector's sign is open.
                let mut wide = [value(1.0), value(-1.0)];
                let spokes = [k * SPOKES / 4, k * SPOKES / 4 + SPOKES / 2];
                let mut told = spokes.map(|spoke| found.values[ring * SPOKES + spoke]);
                wide.sort_by(f64::total_cmp);
                told.sort_by(f64::total_cmp);
                for (told, wide) in told.into_iter().zip(wide) {
                    assert!(
                        (told - wide).abs() < 2e-2 * wide,
                        "{k} {ring}: {told} {wide}"
                    );
                }
            }
        }
        let outermost = &found.values[SPOKES * (RINGS - 1)..];
        assert!(outermost.iter().all(|value| *value > found.loss));
    }
}

/// In double precision; the trace by all measures' own job, whose probes are others.
#[test]
fn the_predictors_are_those_of_the_risk() {
    for batch_norm in [false, true] {
        let trained = Trained::new(batch_norm);
        let Report::Predictors(found) = trained.report(trained.predictors()) else {
            panic!("not of predictors");
        };
        let (mut risk, x) = trained.double();
        let curvature = risk.output_curvature(&x);
        let close = |name, one: f64, other: f64| assert_close(name, one, other, other.abs());
        close("Fisher", found.fisher_rao, curvature.fisher_rao);
        let flatness = curvature.relative_flatness;
        close("flatness", found.relative_flatness, flatness);
        let mut margins = risk.normalized_margins(&x);
        margins.sort_by(f64::total_cmp);
        // Of 300 the 10th percentile lies between the 30th and the 31st.
        let margin = margins[29] + 0.9 * (margins[30] - margins[29]);
        close("margin", found.margin, margin);
        close(
            "norm",
            found.norm,
            x.iter().map(|x| x * x).sum::<f64>().sqrt(),
        );
        let Report::NoiseScale(noise) = trained.report(trained.noise_scale(Regime::Large, 3))
        else {
            panic!("not of gradient noise");
        };
        assert_eq!(found.noise_scale, noise.scale);
        let trace = trained.measures(TRIAL).trace;
        let apart = (found.trace.value - trace.value).abs();
        assert!(apart < 4.0 * (found.trace.error + trace.error), "{found:?}");
    }
}

#[test]
fn a_measuring_job_travels_as_plain_data() {
    let trained = Trained {
        experiment: small(true),
        data: samples(&small(true)),
        x: Vec::new(),
    };
    for (job, kind) in [
        (trained.minimum(2, Part::Subspace), "minimum"),
        (trained.epoch(Regime::Small, 4), "epoch"),
        (trained.scale(0.25), "scale"),
        (trained.noise_scale(Regime::Small, 4), "noisescale"),
        (trained.predictors(), "predictors"),
    ] {
        assert_eq!(job.kind(), kind);
        let json = serde_json::to_value(&job).expect("plain data");
        let of = &json[kind]["of"];
        assert!(of["experiment"]["train"] == 300 && of["trial"].is_u64());
        let back: Job = serde_json::from_value(json.clone()).expect("its own form");
        assert_eq!(back, job);
        for key in ["starts", "part", "epoch", "alpha"] {
            let mut lacking = json.clone();
            let fields = lacking[kind].as_object_mut().expect("an object");
            let had = fields.remove(key).is_some();
            let read = serde_json::from_value::<Job>(lacking);
            assert_eq!(read.is_err(), had);
            let problem = read.err().map(|error| error.to_string());
            assert!(problem.is_none_or(|p| p == format!("missing field `{key}`")));
        }
    }
}

/// Numbers that are none, too.
#[test]
fn a_part_travels_as_plain_data() {
    let phi = Phi {
        value: f64::INFINITY,
        from_x: f64::NAN,
        iterations: 10,
        at_bound: f64::NAN,
    };
    let all = Measures {
        parameters: 7,
        loss: f64::INFINITY,
        full: [phi; 2],
        subspace: [phi; 2],
        eigenvalues: vec![Some(0.1 + 0.2), None],
        residuals: vec![f64::INFINITY, 1e-300],
        smallest_residual: f64::NAN,
        tolerance: f64::INFINITY,
        asam: f64::NAN,
        gradients: 1.0 / 3.0,
        ..Measures::default()
    };
    for part in Part::OF_FILES {
        let taken = Taken::of(part, &all);
        assert_eq!(taken.found.part(), part);
        let text = serde_json::to_string(&taken).expect("plain data");
        let back: Taken = serde_json::from_str(&text).expect("its own form");
        assert_eq!(serde_json::to_string(&back).expect("plain data"), text);
        assert_eq!(back.found.part(), part);
    }
}

#[test]
fn what_cannot_be_measured_is_refused_in_words() {
    let trained = Trained::new(false);
    let start = |job, vectors: Vec<Vec<f32>>| {
        let kept: Vec<Kept> = vectors.into_iter().map(minimum).collect();
        let task = tasks::start(job, kept, &trained.data);
        task.err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    let (x, n) = (trained.x.clone(), trained.x.len());
    let said = start(trained.minimum(0, Part::Balls), Vec::new());
    assert_eq!(said, "vectors: 0 were given; the job needs 1");
    let said = start(trained.minimum(0, Part::Balls), vec![vec![0.0; n - 1]]);
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
        (tanh, "activation", "ReLU"),
        (none, "hidden", "no hidden layer"),
    ] {
        let x = vec![0.1; experiment.parameters()];
        let job = Job::Scale(ScaleJob {
            of: training(&experiment, Regime::Small, Vec::new()),
            starts: experiment.starts,
            alpha: 2.0,
        });
        let said = start(job, vec![x]);
        assert!(said.starts_with(field) && said.contains(word), "{said}");
    }
}
