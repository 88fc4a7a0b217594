//! The same network here and from files.

use crate::minimum::minimum;
use crate::network::{Trained, assert_close};
use crate::tasks;
use sharp_minima::jobs::files::digest;
use sharp_minima::jobs::{ExportJob, FilesJob, Inputs, Job, Measures, Task, TaskError};
use sharp_minima::results::{Origin, Results};
use sharp_minima::settings::Regime;

/// The parts of the measures of a network from files.
fn parts(network: &[u8], data: &[u8], seed: u32) -> [FilesJob; 5] {
    FilesJob::parts(&digest(network), &digest(data), seed)
}

fn start(job: &FilesJob, network: &[u8], data: &[u8]) -> Result<Box<dyn Task>, TaskError> {
    Job::from(job.clone()).start(Inputs {
        files: vec![network.to_vec(), data.to_vec()],
        ..Inputs::default()
    })
}

/// Measures a network from files, part by part.
fn measure(network: &[u8], data: &[u8], seed: u32) -> Measures {
    let parts = parts(network, data, seed);
    let mut results = Results::default();
    for job in &parts {
        assert_eq!(results.files(&parts), None, "{job:?} is missing");
        let mut task = start(job, network, data).expect("right files");
        while !task.advance() {
            assert!(task.report().is_none() && task.progress() < 1.0);
        }
        let report = task.report().expect("a finished job has a report");
        let put = results.put(job.clone().into(), report, Origin::Computed);
        put.expect("its own");
    }
    results.files(&parts).expect("all parts are known")
}

/// Single against double precision, and the way through text between them.
#[test]
fn a_network_from_files_measures_as_it_does_here() {
    for batch_norm in [true, false] {
        let trained = Trained::new(batch_norm);
        let here = trained.measures(0);
        let [network, data] = trained.files();
        let seed = trained.experiment.seed;
        let there = measure(network.as_bytes(), data.as_bytes(), seed);
        assert_eq!(here.parameters, there.parameters);
        assert_eq!(here.samples, there.samples);
        assert_eq!(here.accuracy, there.accuracy);
        let top = there.eigenvalue(1).expect("told");
        let pairs = [
            ("loss", here.loss, there.loss),
            ("gradient", here.gradient_norm, there.gradient_norm),
            ("φ(1e-3)", here.full[0].from_x, there.full[0].from_x),
            ("φ(5e-4)", here.full[1].from_x, there.full[1].from_x),
            (
                "subspace",
                here.subspace[0].from_x,
                there.subspace[0].from_x,
            ),
            (
                "subspace",
                here.subspace[1].from_x,
                there.subspace[1].from_x,
            ),
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
        // From more random starts no less is found.
        let searched = [
            (here.full[0].value, there.full[0].value),
            (here.full[1].value, there.full[1].value),
            (here.subspace[0].value, there.subspace[0].value),
            (here.subspace[1].value, there.subspace[1].value),
            (here.relative, there.relative),
        ];
        for (one, other) in searched {
            assert!(other >= one * (1.0 - 1e-3), "{one} {other}");
        }
        assert_eq!(here.eigenvalues.len(), there.eigenvalues.len());
        // Converged eigenvalues differ by no more than what both bounds allow.
        let mut told = 0;
        for k in 0..here.eigenvalues.len() {
            let both = [&here, &there].map(|measures| measures.eigenvalue(k + 1));
            let [Some(one), Some(other)] = both else {
                continue;
            };
            told += 1;
            let bound = here.residuals[k] + there.residuals[k];
            assert!(
                (one - other).abs() <= bound,
                "λ{k}: {one} {other} ± {bound}"
            );
        }
        assert!(told >= 9, "{told}");
        let [one, other] = [&here, &there].map(|measures| measures.smallest.expect("told"));
        assert_close("smallest", one, other, top);
    }
}

#[test]
fn wrong_files_are_named_with_the_place_in_them() {
    let trained = Trained::new(true);
    let [network, data] = trained.files();
    let error = |network: &str, data: &str| {
        let (network, data) = (network.as_bytes(), data.as_bytes());
        let [first, ..] = parts(network, data, 1);
        let task = start(&first, network, data);
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
    let job = ExportJob::Network(trained.training(Regime::Large, 0));
    let short = vec![minimum(vec![0.0; 3])];
    let other = tasks::start(job, short, &trained.data).err();
    assert!(matches!(other, Some(TaskError::Length { given: 3, .. })));
    let [first, ..] = FilesJob::parts("", "", 1);
    let said = Job::from(first)
        .start(Inputs::default())
        .err()
        .map(|e| e.to_string());
    let expected = "files: 0 were given; a network and its data are needed";
    assert_eq!(said.as_deref(), Some(expected));
}

/// The form of a file does not hang on what the network has: biases may be missing.
#[test]
fn a_network_without_biases_is_measured() {
    let network = include_bytes!("../cases/bias_null.network.json");
    let data = br#"{"x": [[1, 2, 0, 1, -1, 0.5], [0.1, -2, 1, 0, 1, 3]], "y": [[2], [0]]}"#;
    let measures = measure(network, data, 1);
    assert_eq!(measures.parameters, 6 * 8 + 8 * 3);
    assert!(measures.full[0].value > 0.0 && measures.trace.value.is_finite());
    let data = include_bytes!("../cases/utf16.data.json");
    let error = start(&parts(network, data, 1)[0], network, data).err();
    let said = error.map(|error| error.to_string());
    let expected = "data.json: this is UTF-16 text; save it as UTF-8";
    assert_eq!(said.as_deref(), Some(expected));
}
