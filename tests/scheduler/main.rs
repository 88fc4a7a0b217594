//! Who computes what next: in which order, once for all who want it, and what cancelling, failing and
//! forgiving mean. Vectors are numbers here.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/spirals.rs"]
mod spirals;
mod whole;

use crate::spirals::spirals;
use sharp_minima::data;
use sharp_minima::jobs::{
    AtEpoch, AtMinimum, EpochJob, ExportJob, FilesJob, Inputs, Job, Kept, Mean, Measures,
    MinimumJob, Part, Path, PathJob, PathPoint, Places, Points, PointsJob, ProbeJob, Report,
    ScaleJob, SharpnessJob, Slice, SliceJob, Taken, Task, TrainJob, Training, Waypoint, line,
};
use sharp_minima::landscape::{Axes, Evaluated};
use sharp_minima::results::{Order, Origin, Results, Scheduler, Wanted};
use sharp_minima::settings::Regime;
use sharp_minima::training::{Ending, Evaluation};
use std::rc::Rc;

fn training(regime: Regime) -> TrainJob {
    TrainJob::plain(&spirals(), regime, 0)
}

fn train(regime: Regime) -> Job {
    training(regime).into()
}

fn minimum(regime: Regime) -> Job {
    let (of, starts, part) = (training(regime), 0, Part::Spectrum);
    MinimumJob { of, starts, part }.into()
}

fn epoch(regime: Regime, epoch: u32) -> Job {
    let (of, starts) = (training(regime), 0);
    EpochJob { of, starts, epoch }.into()
}

fn path() -> Job {
    let of = [Regime::Small, Regime::Large].map(training);
    let alphas = vec![0.5];
    PathJob { of, alphas }.into()
}

fn slice() -> SliceJob {
    SliceJob {
        of: [Regime::Small, Regime::Large].map(training),
        axes: Axes::Components,
        at: Regime::Small,
        draw: 0,
    }
}

fn points() -> Job {
    let places = Places::List(vec![[0.0, 1.0]]);
    let evaluated = Evaluated {
        samples: 0,
        testing: false,
        frozen: false,
    };
    let slice = slice();
    Job::Points(PointsJob {
        slice,
        places,
        evaluated,
    })
}

/// A report that a job may have, about nothing.
fn report(job: &Job) -> Report {
    match job {
        Job::Train(job) => Report::Training(Training {
            regime: job.regime,
            trial: job.trial,
            points: Vec::new(),
            ending: Some(Ending::Epochs),
            steps: 0,
            gradients: 0,
            samples: 0,
            fingerprint: String::new(),
        }),
        Job::Minimum(job) => Report::Minimum(Box::new(AtMinimum {
            regime: job.of.regime,
            trial: job.of.trial,
            taken: Taken::of(job.part, &Measures::default()),
        })),
        Job::Epoch(job) => Report::Epoch(AtEpoch {
            regime: job.of.regime,
            trial: job.of.trial,
            epoch: job.epoch,
            loss: 0.0,
            phi: 0.0,
            eigenvalue: 0.0,
            batch: Mean::default(),
        }),
        Job::Path(job) => {
            let evaluation = Evaluation {
                train_loss: 0.0,
                train_accuracy: 0.0,
                test_loss: 0.0,
                test_accuracy: 0.0,
            };
            let point = |&alpha: &f64| PathPoint { alpha, evaluation };
            Report::Path(Path {
                trial: job.of[0].trial,
                points: job.alphas.iter().map(point).collect(),
            })
        }
        Job::Slice(job) => {
            let start = Waypoint {
                epoch: 0,
                a: 0.0,
                b: 0.0,
                off: 0.0,
            };
            Report::Slice(Slice {
                axes: job.axes,
                at: job.at,
                draw: job.draw,
                trial: job.of[0].trial,
                gram: [1.0, 0.0, 1.0],
                small: vec![start],
                large: vec![start],
                values: Vec::new(),
            })
        }
        Job::Points(job) => Report::Points(Points {
            train_loss: vec![0.0; job.places.len()],
            train_accuracy: vec![0.0; job.places.len()],
            ..Points::default()
        }),
        Job::Files(job) => {
            let taken = Taken::of(job.part, &Measures::default());
            Report::Files(Box::new(taken))
        }
        other => panic!("no report for {}", other.kind()),
    }
}

/// A scheduler with what is known.
#[derive(Default)]
struct Bench {
    scheduler: Scheduler<u32>,
    results: Results,
}

impl Bench {
    /// Wants these jobs, the first most of all; what is cancelled.
    fn want(&mut self, jobs: &[Job]) -> Vec<u32> {
        let all = jobs.iter().zip(0..);
        let wanted = all.map(|(job, urgency)| Wanted::new(job.clone(), urgency));
        self.scheduler.want(wanted.collect())
    }

    /// How far a job is that is under way.
    fn share(&self, job: &Job) -> Option<f64> {
        let mut all = self.scheduler.under_way();
        all.find(|(key, _)| **key == job.key())
            .map(|(_, share)| share)
    }

    fn next(&mut self) -> Option<Order<u32>> {
        self.scheduler.next(&self.results)
    }

    /// The order of this job, which must be the next.
    #[track_caller]
    fn expect(&mut self, job: &Job) -> Order<u32> {
        let order = self.next().expect("there is something to do");
        assert_eq!(order.job, *job, "{}", order.job.kind());
        order
    }

    #[track_caller]
    fn expect_nothing(&mut self) {
        let next = self.next().map(|order| order.job);
        assert_eq!(next, None);
    }

    /// Ends an order; its vectors are ten times their labels.
    fn done(&mut self, order: &Order<u32>) {
        let labels: Vec<u32> = match &order.job {
            Job::Train(job) => job.snapshots.clone(),
            Job::Slice(_) => vec![0, 1, 2],
            _ => Vec::new(),
        };
        self.done_with(order, labels);
    }

    fn done_with(&mut self, order: &Order<u32>, labels: Vec<u32>) {
        let report = report(&order.job);
        let put = self
            .results
            .put(order.job.clone(), report, Origin::Computed);
        put.expect("its own report");
        let vectors = labels.iter().map(|label| 10 * label).collect();
        assert!(self.scheduler.done(order.id, labels, vectors));
    }
}

#[test]
fn nothing_wanted_is_nothing_to_do() {
    let mut bench = Bench::default();
    bench.expect_nothing();
    assert!(!bench.scheduler.can_go_on(&bench.results));
    assert_eq!(bench.scheduler.busy(), 0);
}

#[test]
fn a_need_is_computed_first_and_once_for_two_who_want_it() {
    let mut bench = Bench::default();
    bench.want(&[minimum(Regime::Small), epoch(Regime::Small, 2)]);
    let first = bench.expect(&train(Regime::Small));
    assert!(first.kept.is_empty() && first.files.is_empty());
    bench.expect_nothing();
    assert!(bench.scheduler.can_go_on(&bench.results));
    assert!(!bench.scheduler.has(&first.job));
    bench.done(&first);
    assert!(bench.scheduler.has(&first.job));
    // Each is given the vectors that it needs, with their labels.
    let second = bench.expect(&minimum(Regime::Small));
    assert_eq!(second.kept, [(vec![3], vec![30])]);
    let third = bench.expect(&epoch(Regime::Small, 2));
    assert_eq!(third.kept, [(vec![2], vec![20])]);
    assert_eq!(bench.scheduler.busy(), 2);
    bench.expect_nothing();
    bench.done(&third);
    bench.done(&second);
    bench.expect_nothing();
    assert!(!bench.scheduler.can_go_on(&bench.results));
    assert_eq!(bench.scheduler.busy(), 0);
    let ids = [first.id, second.id, third.id];
    assert!(ids[0] < ids[1] && ids[1] < ids[2], "each is given once");
}

#[test]
fn needs_have_needs() {
    let mut bench = Bench::default();
    bench.want(&[points()]);
    // Both trainings at once, for whoever is free.
    let sb = bench.expect(&train(Regime::Small));
    let lb = bench.expect(&train(Regime::Large));
    bench.expect_nothing();
    bench.done(&lb);
    bench.expect_nothing();
    bench.done(&sb);
    let axes = bench.expect(&slice().into());
    let trajectory = (vec![0, 1, 2, 3], vec![0, 10, 20, 30]);
    assert_eq!(axes.kept, [trajectory.clone(), trajectory]);
    bench.expect_nothing();
    bench.done(&axes);
    let last = bench.expect(&points());
    assert_eq!(last.kept, [(vec![0, 1, 2], vec![0, 10, 20])]);
    bench.done(&last);
    bench.expect_nothing();
}

#[test]
fn the_most_urgent_comes_first_whatever_was_said_first() {
    let mut bench = Bench::default();
    let of = |trial| Job::from(TrainJob::plain(&spirals(), Regime::Small, trial));
    let wanted = [(of(0), 5), (of(1), 2), (of(2), 5), (of(3), 9), (of(3), 1)];
    let wanted = wanted.map(|(job, urgency)| Wanted::new(job, urgency));
    bench.scheduler.want(wanted.to_vec());
    let order: Vec<Job> = std::iter::from_fn(|| bench.next().map(|order| order.job)).collect();
    assert_eq!(order, [of(3), of(1), of(0), of(2)], "of equals the first");
}

#[test]
fn while_the_most_urgent_waits_others_are_computed() {
    let mut bench = Bench::default();
    bench.want(&[minimum(Regime::Small), train(Regime::Large)]);
    let need = bench.expect(&train(Regime::Small));
    bench.expect(&train(Regime::Large));
    bench.done(&need);
    bench.expect(&minimum(Regime::Small));
}

#[test]
fn what_nobody_waits_for_any_more_is_cancelled() {
    let mut bench = Bench::default();
    let cancelled = bench.want(&[train(Regime::Small), train(Regime::Large)]);
    assert!(cancelled.is_empty());
    let sb = bench.expect(&train(Regime::Small));
    let lb = bench.expect(&train(Regime::Large));
    assert_eq!(bench.want(&[train(Regime::Large)]), [sb.id]);
    assert_eq!(bench.scheduler.busy(), 1);
    // What it says all the same is not heard.
    assert!(!bench.scheduler.progress(sb.id, 0.5));
    assert!(!bench.scheduler.done(sb.id, vec![3], vec![30]));
    assert!(!bench.scheduler.fail(sb.id, "too late".into()));
    assert!(!bench.scheduler.has(&train(Regime::Small)));
    assert_eq!(bench.scheduler.failure(&train(Regime::Small).key()), None);
    assert_eq!(bench.scheduler.job(lb.id), Some(&train(Regime::Large)));
    // Wanted again it is another order.
    assert_eq!(bench.want(&[train(Regime::Small)]), [lb.id]);
    let again = bench.expect(&train(Regime::Small));
    assert!(![sb.id, lb.id].contains(&again.id));
    assert_eq!(bench.want(&[]), [again.id]);
    bench.expect_nothing();
}

#[test]
fn what_someone_else_needs_goes_on() {
    let mut bench = Bench::default();
    bench.want(&[minimum(Regime::Small)]);
    let need = bench.expect(&train(Regime::Small));
    assert!(bench.want(&[points()]).is_empty(), "its slice needs it");
    assert!(bench.want(&[path()]).is_empty());
    bench.done(&need);
    let other = bench.expect(&train(Regime::Large));
    // Its vectors are here: nobody waits for it.
    bench.want(&[minimum(Regime::Small), path()]);
    let measured = bench.expect(&minimum(Regime::Small));
    assert_eq!(bench.want(&[path()]), [measured.id]);
    assert_eq!(bench.want(&[minimum(Regime::Small)]), [other.id]);
}

#[test]
fn a_failure_takes_down_only_who_needs_it() {
    let mut bench = Bench::default();
    let small = minimum(Regime::Small);
    bench.want(&[path(), small.clone(), minimum(Regime::Large)]);
    let sb = bench.expect(&train(Regime::Small));
    assert!(bench.scheduler.fail(sb.id, "the worker was lost".into()));
    // The path is lost too, so that LB is trained for its own sake.
    let lb = bench.expect(&train(Regime::Large));
    for lost in [&train(Regime::Small), &small, &path()] {
        let why = bench.scheduler.failure(&lost.key());
        assert_eq!(why, Some("the worker was lost"), "{}", lost.kind());
    }
    bench.done(&lb);
    let own = bench.expect(&minimum(Regime::Large));
    bench.done(&own);
    bench.expect_nothing();
    assert!(!bench.scheduler.can_go_on(&bench.results));
    assert!(!bench.scheduler.fail(sb.id, "again".into()));
}

#[test]
fn what_failed_is_not_tried_again_until_it_is_forgiven() {
    let mut bench = Bench::default();
    bench.want(&[minimum(Regime::Small)]);
    let sb = bench.expect(&train(Regime::Small));
    assert!(bench.scheduler.fail(sb.id, "no".into()));
    bench.want(&[]);
    bench.want(&[minimum(Regime::Small), train(Regime::Small)]);
    bench.expect_nothing();
    bench.scheduler.forgive();
    assert_eq!(bench.scheduler.failure(&train(Regime::Small).key()), None);
    assert!(bench.scheduler.can_go_on(&bench.results));
    let again = bench.expect(&train(Regime::Small));
    bench.done(&again);
    bench.expect(&minimum(Regime::Small));
}

/// As where a stop rule ended the training before.
#[test]
fn vectors_that_were_not_kept_are_missed_in_words() {
    let mut bench = Bench::default();
    bench.want(&[epoch(Regime::Small, 2), epoch(Regime::Small, 1)]);
    let need = bench.expect(&train(Regime::Small));
    bench.done_with(&need, vec![0, 1]);
    bench.expect(&epoch(Regime::Small, 1));
    bench.expect_nothing();
    let why = bench.scheduler.failure(&epoch(Regime::Small, 2).key());
    assert_eq!(why, Some("x after epoch 2 was not kept"));
    // A training that leaves nothing at all is not begun again and again.
    bench.want(&[minimum(Regime::Large)]);
    let need = bench.expect(&train(Regime::Large));
    bench.done_with(&need, vec![]);
    bench.expect_nothing();
    let why = bench.scheduler.failure(&minimum(Regime::Large).key());
    assert_eq!(why, Some("where it ends was not kept"));
}

/// Results that came from a file have none.
#[test]
fn a_known_job_is_computed_again_only_for_its_vectors() {
    let mut bench = Bench::default();
    for job in [train(Regime::Small), train(Regime::Large)] {
        let report = report(&job);
        bench
            .results
            .put(job, report, Origin::Opened)
            .expect("its own");
    }
    bench.want(&[train(Regime::Large), train(Regime::Small)]);
    bench.expect_nothing();
    bench.want(&[train(Regime::Large), minimum(Regime::Small)]);
    let need = bench.expect(&train(Regime::Small));
    bench.expect_nothing();
    bench.done(&need);
    let order = bench.expect(&minimum(Regime::Small));
    bench.done(&order);
    bench.expect_nothing();
    // What comes from elsewhere meanwhile need not be computed.
    bench.want(&[epoch(Regime::Small, 1)]);
    let job = epoch(Regime::Small, 1);
    let report = report(&job);
    bench
        .results
        .put(job, report, Origin::Opened)
        .expect("its own");
    bench.expect_nothing();
}

#[test]
fn progress_is_that_of_the_order_under_way() {
    let mut bench = Bench::default();
    let job = train(Regime::Small);
    bench.want(std::slice::from_ref(&job));
    assert_eq!(bench.share(&job), None);
    let order = bench.expect(&job);
    assert_eq!(bench.share(&job), Some(0.0));
    assert!(bench.scheduler.progress(order.id, 0.25));
    assert_eq!(bench.share(&job), Some(0.25));
    assert!(!bench.scheduler.progress(order.id + 1, 0.5));
    assert_eq!(bench.share(&job), Some(0.25));
    bench.done(&order);
    assert_eq!(bench.share(&job), None);
    assert_eq!(bench.scheduler.job(order.id), None);
}

#[test]
fn files_are_given_in_the_jobs_order() {
    let mut bench = Bench::default();
    let (network, data) = ("5-aa".to_owned(), "7-bb".to_owned());
    let job = Job::Files(FilesJob {
        network: network.clone(),
        data: data.clone(),
        seed: 1,
        part: Part::Full,
    });
    bench.want(std::slice::from_ref(&job));
    bench.scheduler.offer(data, 7);
    bench.expect_nothing();
    let why = bench.scheduler.failure(&job.key());
    assert_eq!(why, Some("the file 5-aa is not there"));
    bench.scheduler.offer(network, 5);
    bench.scheduler.forgive();
    let order = bench.expect(&job);
    assert_eq!(
        (order.files.as_slice(), order.kept.len()),
        ([5, 7].as_slice(), 0)
    );
    bench.done(&order);
    bench.expect_nothing();
}

#[test]
fn vectors_that_were_let_go_are_computed_again() {
    let mut bench = Bench::default();
    bench.want(&[path()]);
    let sb = bench.expect(&train(Regime::Small));
    let lb = bench.expect(&train(Regime::Large));
    bench.done(&sb);
    bench.done(&lb);
    bench.scheduler.release(|key| *key == lb.job.key());
    assert!(bench.scheduler.has(&sb.job) && !bench.scheduler.has(&lb.job));
    let again = bench.expect(&train(Regime::Large));
    bench.done(&again);
    let order = bench.expect(&path());
    assert_eq!(order.kept, [(vec![3], vec![30]), (vec![3], vec![30])]);
}
