//! What has been computed: put in, found, taken out, written into a file and read again.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/every_job.rs"]
mod every_job;
mod file;
#[path = "../common/spirals.rs"]
mod spirals;

use crate::every_job::{every_job, slice_job};
use crate::spirals::spirals;
use sharp_minima::jobs::measures::Phi;
use sharp_minima::jobs::{
    AtMinimum, EPSILONS, ExportJob, Job, Measures, MinimumJob, PathJob, Places, Points, PointsJob,
    Probe, ProbeJob, Report, Sharpness, SharpnessJob, SliceJob, Taken, TrainJob, Training, line,
};
use sharp_minima::landscape::Evaluated;
use sharp_minima::results::{FORMAT, Origin, Results};
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::sharpness::Search;

const TRAINING: Evaluated = Evaluated {
    samples: 0,
    testing: false,
    frozen: false,
};

/// The job of this kind and its report.
fn of_kind(kind: &str) -> (Job, Report) {
    let mut all = every_job().into_iter();
    let found = all.find(|(job, _)| job.kind() == kind);
    found.expect("a job of each kind")
}

fn everything() -> Results {
    let mut results = Results::default();
    for (job, report) in every_job() {
        results.put(job, report, Origin::Computed).expect("its own");
    }
    results
}

/// All jobs and reports as text, by key.
fn told(results: &Results) -> Vec<String> {
    let entries = results.entries();
    entries
        .map(|entry| line(&entry.job, &entry.report))
        .collect()
}

/// That both know the same.
#[track_caller]
fn assert_same(one: &Results, other: &Results) {
    let (one, other) = (told(one), told(other));
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other);
    }
}

/// A job for these places, whose training loss is 10 a + b.
fn tile(places: &[[f64; 2]], how: Evaluated) -> (Job, Report) {
    let value = |[a, b]: &[f64; 2]| 10.0 * a + b;
    let loss: Vec<f64> = places.iter().map(value).collect();
    let share = vec![0.5; places.len()];
    let tested = |list: &[f64]| if how.testing { list.to_vec() } else { vec![] };
    let points = Points {
        test_loss: tested(&loss),
        test_accuracy: tested(&share),
        train_loss: loss,
        train_accuracy: share,
    };
    let job = PointsJob {
        slice: slice_job(),
        places: Places::List(places.to_vec()),
        evaluated: how,
    };
    (job.into(), Report::Points(points))
}

fn put(results: &mut Results, (job, report): (Job, Report)) {
    results.put(job, report, Origin::Computed).expect("its own");
}

#[test]
fn what_was_put_in_is_found_by_its_job() {
    let mut results = Results::default();
    assert!(results.is_empty());
    for (job, report) in every_job() {
        assert!(!results.knows(&job));
        assert_eq!(
            (results.get(&job), results.origin(&job.key())),
            (None, None)
        );
        results
            .put(job.clone(), report.clone(), Origin::Opened)
            .expect("its own");
        assert!(results.knows(&job));
        assert_eq!(
            format!("{:?}", results.get(&job)),
            format!("{:?}", Some(&report))
        );
        assert_eq!(results.origin(&job.key()), Some(Origin::Opened));
    }
    assert_eq!((results.len(), results.entries().count()), (16, 16));
}

/// All measures of a network are those of its parts, however they come in.
#[test]
fn measures_are_put_together_from_their_parts() {
    let mut results = everything();
    let lb = TrainJob::plain(&spirals(), Regime::Large, 1);
    // Of everything there is one part, and φ at one ε.
    assert_eq!(results.minimum(&lb, 1), None);
    let all = Measures {
        parameters: 27,
        samples: 60,
        loss: 0.5,
        tolerance: 0.25,
        above: 2,
        gradients: 10.0,
        ..Measures::default()
    };
    let (regime, trial) = (Regime::Large, 1);
    for job in MinimumJob::parts(&lb, 1) {
        let taken = Taken::of(job.part, &all);
        let report = Report::Minimum(Box::new(AtMinimum {
            regime,
            trial,
            taken,
        }));
        let put = results.put(job.into(), report, Origin::Computed);
        put.expect("its own");
    }
    assert_eq!(results.minimum(&lb, 1), None);
    for job in SharpnessJob::at_each(&lb, 1) {
        let report = Report::Sharpness(Sharpness {
            regime,
            trial,
            epsilon: job.epsilon,
            value: 100.0 * job.epsilon,
            from_x: 50.0 * job.epsilon,
            search: Search::Ascent,
            iterations: 3,
            at_bound: 0.5,
            loss: 0.5,
            gradients: 33,
        });
        let put = results.put(job.into(), report, Origin::Computed);
        put.expect("its own");
    }
    let phi = |epsilon: f64| Phi {
        value: 100.0 * epsilon,
        from_x: 50.0 * epsilon,
        iterations: 3,
        at_bound: 0.5,
    };
    let expected = Measures {
        full: EPSILONS.map(phi),
        gradients: 4.0 * 10.0 + 2.0 * 33.0,
        ..all
    };
    assert_eq!(results.minimum(&lb, 1), Some(expected));
    assert_eq!(results.minimum(&lb, 2), None, "of other searches");
}

/// By their own types, too.
#[test]
fn reports_are_found_by_the_work_that_they_are_of() {
    let results = everything();
    let lb = TrainJob::plain(&spirals(), Regime::Large, 1);
    let path = PathJob {
        of: TrainJob::pair(&spirals(), 1),
        alphas: vec![-1.0, 0.125, 2.0],
    };
    assert_eq!(results.path(&path).map(|path| path.points.len()), Some(3));
    let sharpness = SharpnessJob {
        of: lb.clone(),
        starts: 1,
        epsilon: 5e-4,
    };
    let gradients = results.sharpness(&sharpness).map(|found| found.gradients);
    assert_eq!(gradients, Some(33));
    let other = SharpnessJob {
        starts: 2,
        ..sharpness
    };
    assert_eq!(results.sharpness(&other), None);
    let draw = results.slice(&slice_job()).map(|slice| slice.draw);
    assert_eq!(draw, Some(2));
    assert_eq!(results.training(&lb), None, "a strategy's was put in");
}

#[test]
fn a_report_of_another_job_is_refused_and_changes_nothing() {
    let mut results = everything();
    let before = told(&results);
    let (job, _) = of_kind("sharpness");
    let (_, report) = of_kind("epoch");
    let error = results
        .put(job, report, Origin::Computed)
        .expect_err("another's");
    let expected = "report: it is none of the sharpness job it came with";
    assert_eq!(error.to_string(), expected);
    assert!(told(&results) == before);
}

/// A training on its way is shown but not known.
#[test]
fn a_training_is_known_once_it_has_ended() {
    let (job, report) = of_kind("train");
    let Report::Training(ended) = report else {
        panic!("a training");
    };
    let (ending, trial) = (None, ended.trial);
    let under_way = Training {
        ending,
        ..ended.clone()
    };
    let mut results = Results::default();
    put(
        &mut results,
        (job.clone(), Report::Training(under_way.clone())),
    );
    assert!(results.get(&job).is_some() && !results.knows(&job));
    assert!(!results.write(|_| true).contains("training"), "not final");
    put(&mut results, (job.clone(), Report::Training(ended)));
    assert!(results.knows(&job));
    assert_eq!((results.len(), trial), (1, 1));
    let text = line(&job, &Report::Training(under_way));
    let error = Results::default().read_entry(&text, Origin::Kept);
    assert_eq!(error, Err("report: the training has not ended".into()));
}

#[test]
fn what_is_taken_out_is_no_longer_there() {
    let mut results = everything();
    put(&mut results, tile(&[[0.0, 0.0], [1.0, 0.0]], TRAINING));
    let all = told(&results);
    let taken = results.take(|_, entry| ["points", "probe", "train"].contains(&entry.job.kind()));
    assert_eq!((taken.len(), results.len()), (4, 13));
    assert_eq!(
        results.evaluations(&slice_job(), TRAINING).map(|e| e.len()),
        None
    );
    assert!(results.probes(&slice_job()).is_empty());
    let known = taken.evaluations(&slice_job(), TRAINING);
    assert_eq!(known.map(|known| known.len()), Some(2));
    assert_eq!(taken.probes(&slice_job()).len(), 1);
    let mut both = [told(&taken), told(&results)].concat();
    both.sort();
    let mut before = all;
    before.sort();
    assert!(both == before);
    let origins = taken.entries().map(|entry| entry.origin);
    assert!(origins.into_iter().all(|origin| origin == Origin::Computed));
}

#[test]
fn a_place_is_known_whichever_tile_brought_it() {
    let mut results = Results::default();
    put(&mut results, tile(&[[0.0, 0.0], [1.0, 0.0]], TRAINING));
    put(&mut results, tile(&[[1.0, 0.0], [1.0, 2.0]], TRAINING));
    let asked = |places: &[[f64; 2]], evaluated| {
        Job::from(PointsJob {
            slice: slice_job(),
            places: Places::List(places.to_vec()),
            evaluated,
        })
    };
    let across = asked(&[[1.0, 2.0], [-0.0, 0.0]], TRAINING);
    assert!(results.knows(&across) && results.get(&across).is_none());
    assert!(!results.knows(&asked(&[[1.0, 2.0], [0.5, 0.0]], TRAINING)));
    let frozen = Evaluated {
        frozen: true,
        ..TRAINING
    };
    assert!(
        !results.knows(&asked(&[[1.0, 2.0]], frozen)),
        "in another way"
    );
    let column = Places::Grid {
        a: vec![1.0],
        b: vec![0.0, 2.0],
    };
    let column = Job::from(PointsJob {
        slice: slice_job(),
        places: column,
        evaluated: TRAINING,
    });
    assert!(results.knows(&column));
    let known = results.evaluations(&slice_job(), TRAINING).expect("three");
    assert_eq!(known.len(), 3);
    assert_eq!(known.at([1.0, 2.0]).map(|at| at.train_loss), Some(12.0));
    let other = SliceJob {
        draw: 9,
        ..slice_job()
    };
    assert!(results.evaluations(&other, TRAINING).is_none());
}

fn probe(place: [f64; 2], starts: u32, phi: f64) -> (Job, Report) {
    let job = ProbeJob {
        slice: slice_job(),
        starts,
        place,
    };
    let (loss, eigenvalue) = (f64::NAN, f64::NAN);
    let report = Report::Probe(Probe {
        place,
        loss,
        phi,
        eigenvalue,
    });
    (job.into(), report)
}

/// Also after others were taken out, and one place once.
#[test]
fn measured_places_stay_in_the_order_in_which_they_came() {
    let mut results = Results::default();
    for (x, phi) in [(3.0, 1.0), (-1.0, 2.0), (2.0, 3.0), (-2.0, 4.0)] {
        put(&mut results, probe([x, 0.0], 0, phi));
    }
    let order = |results: &Results| -> Vec<f64> {
        let probes = results.probes(&slice_job());
        probes.iter().map(|probe| probe.phi).collect()
    };
    assert_eq!(order(&results), [1.0, 2.0, 3.0, 4.0]);
    let gone = probe([2.0, 0.0], 0, 0.0).0;
    let taken = results.take(|_, entry| entry.job == gone);
    assert_eq!(
        (order(&results), order(&taken)),
        (vec![1.0, 2.0, 4.0], vec![3.0])
    );
    put(&mut results, probe([3.0, 0.0], 5, 9.0));
    assert_eq!(order(&results), [2.0, 4.0, 9.0]);
}
