//! What jobs need, and what they cost.

use crate::every_job::{every_job, slice_job};
use crate::spirals::spirals;
use sharp_minima::jobs::files::digest;
use sharp_minima::jobs::{
    EpochJob, ExportJob, Job, MinimumJob, Need, PathJob, Places, PointsJob, ProbeJob, ScaleJob,
    SharpnessJob, SliceJob, TrainJob, Which, fingerprint,
};
use sharp_minima::landscape::{Axes, Evaluated};
use sharp_minima::settings::Regime;
use sharp_minima::strategy::{Robust, Strategy};

/// The jobs that a job needs, by their kind, and which of their vectors.
fn needed(job: &Job) -> Vec<(&'static str, Which)> {
    let needs = job.needs();
    needs
        .iter()
        .map(|need| (need.job.kind(), need.which))
        .collect()
}

#[test]
fn needs_are_trainings_and_slices() {
    for (job, _) in every_job() {
        let expected = match job.kind() {
            "bowl" | "sharpness" | "minimum" | "scale" | "predictors" | "export" => {
                vec![("train", Which::Last)]
            }
            "epoch" | "noisescale" => vec![("train", Which::At(2))],
            "path" | "connection" => vec![("train", Which::Last); 2],
            "slice" => vec![("train", Which::All); 2],
            "points" | "probe" => vec![("slice", Which::All)],
            _ => Vec::new(),
        };
        assert_eq!(needed(&job), expected, "{}", job.kind());
        assert!(job.needs().iter().all(|need| need.job.leaves_vectors()));
        let leaves = ["train", "slice"].contains(&job.kind());
        assert_eq!(job.leaves_vectors(), leaves);
        let own = job.experiment().is_none();
        assert_eq!(own, job.kind() == "files", "it brings its own data");
        assert_eq!(job.files().len(), if own { 2 } else { 0 });
    }
    let pair = TrainJob::pair(&spirals(), 1).map(Job::from);
    let of = |needs: Vec<Need>| needs.into_iter().map(|need| need.job).collect::<Vec<_>>();
    assert_eq!(of(Job::from(slice_job()).needs()), pair, "SB first");
    let data = ExportJob::Data(TrainJob::plain(&spirals(), Regime::Small, 0));
    assert_eq!(Job::from(data).needs(), []);
}

#[test]
fn what_is_needed_is_found_by_its_label() {
    let labels = [0, 5, 9];
    assert_eq!(Which::All.among(&labels), Some(vec![0, 1, 2]));
    assert_eq!(Which::Last.among(&labels), Some(vec![2]));
    assert_eq!(Which::At(5).among(&labels), Some(vec![1]));
    assert_eq!(Which::At(4).among(&labels), None);
    assert_eq!(Which::Last.among(&[]), None);
    assert_eq!(Which::All.among(&[]), Some(Vec::new()));
}

/// About how many gradients of the whole training set a job takes: a φ 25 and four more a start, λ₁ and
/// its like 60, an evaluation half a gradient, a value a third.
#[test]
fn costs_are_gradients() {
    let of = || TrainJob::plain(&spirals(), Regime::Large, 0);
    let cost = |job: Job| job.cost();
    assert_eq!(cost(of().into()), 3.0 * 1.5, "three epochs");
    let twice = Strategy {
        robust: Some(Robust::default()),
        longer: 2.0,
        ..Strategy::PLAIN
    };
    let job = TrainJob::new(&spirals(), twice, Regime::Large, 0, Vec::new());
    assert_eq!(cost(job.into()), 6.0 * 2.5);
    for starts in [0, 1, 3] {
        let phi = 25.0 + 4.0 * f64::from(starts);
        let (of, epsilon, epoch, alpha) = (of(), 1e-3, 2, 2.0);
        let sharpness = SharpnessJob {
            of: of.clone(),
            starts,
            epsilon,
        };
        assert_eq!(cost(sharpness.into()), phi);
        let at_epoch = EpochJob {
            of: of.clone(),
            starts,
            epoch,
        };
        assert_eq!(cost(at_epoch.into()), phi + 60.0);
        let scale = ScaleJob {
            of: of.clone(),
            starts,
            alpha,
        };
        assert_eq!(cost(scale.into()), 2.0 * phi + 60.0);
        let probe = ProbeJob {
            slice: slice_job(),
            starts,
            place: [0.0; 2],
        };
        assert_eq!(cost(probe.into()), phi + 60.0);
        // The Hessian by a hundred products and ten probes, two noises of twenty pairs at x and at three and a half
        // σ, φ at two ε, and the point, φ and two balls.
        let hessian = 2.0 * (100.0 + 10.0);
        let noise = 20.0 * (2.0 + 3.5) / 3.0;
        let expected = [hessian, 2.0 * noise, 2.0 * phi, 1.0 + phi + 2.0 * 10.0];
        for (job, expected) in MinimumJob::parts(&of, starts).into_iter().zip(expected) {
            let off = cost(job.clone().into()) - expected;
            assert!(off.abs() < 1e-9, "{job:?}: {off}");
        }
    }
    let path = PathJob {
        of: TrainJob::pair(&spirals(), 0),
        alphas: vec![0.0; 25],
    };
    assert_eq!(cost(path.into()), 25.0);
    for (testing, each) in [(false, 0.34), (true, 0.5)] {
        let evaluated = Evaluated {
            samples: 0,
            testing,
            frozen: false,
        };
        let places = Places::List(vec![[0.0; 2]; 100]);
        let points = PointsJob {
            slice: slice_job(),
            places,
            evaluated,
        };
        assert_eq!(cost(points.into()), 100.0 * each);
    }
    let slice = |axes| {
        let slice = SliceJob {
            axes,
            ..slice_job()
        };
        cost(slice.into())
    };
    assert!(slice(Axes::Eigenvectors) > slice(Axes::Components));
    assert!(slice(Axes::Components) > slice(Axes::Points));
}

/// The published values of FNV-1a.
#[test]
fn files_and_vectors_are_named_by_their_hash() {
    assert_eq!(digest(b""), "0-cbf29ce484222325");
    assert_eq!(digest(b"a"), "1-af63dc4c8601ec8c");
    assert_eq!(digest(b"foobar"), "6-85944171f73967e8");
    assert_eq!(fingerprint(&[]), "cbf29ce484222325");
    assert_ne!(fingerprint(&[0.0]), fingerprint(&[-0.0]), "bits count");
}
