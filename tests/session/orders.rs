//! The scheduler's orders by themselves.

use crate::desk::small;
use sharp_minima::jobs::PathJob;
use sharp_minima::jobs::{Job, TrainJob, path::alphas};
use sharp_minima::results::{Results, Scheduler, Wanted};

fn pair() -> [TrainJob; 2] {
    TrainJob::pair(&small(1), 0)
}

fn path() -> PathJob {
    let alphas = alphas();
    PathJob { of: pair(), alphas }
}

#[test]
fn a_need_is_computed_for_whoever_needs_it() {
    let mut scheduler: Scheduler<u32> = Scheduler::new();
    let results = Results::default();
    assert!(scheduler.want(vec![Wanted::new(path(), 3)]).is_empty());
    let trainings = pair().map(|needed| {
        let order = scheduler.next(&results).expect("a training");
        assert_eq!(order.job, Job::from(needed));
        order
    });
    assert!(scheduler.next(&results).is_none());
    assert_eq!(scheduler.busy(), 2);
    for (order, vector) in trainings.into_iter().zip([10, 20]) {
        assert!(scheduler.progress(order.id, 0.5));
        let mut under_way = scheduler.under_way();
        assert!(under_way.any(|it| it == (&order.job.key(), 0.5)));
        drop(under_way);
        let labels = vec![0, 3];
        assert!(scheduler.done(order.id, labels, vec![vector, vector + 1]));
        assert!(scheduler.has(&order.job));
        assert!(!scheduler.done(order.id, Vec::new(), Vec::new()), "once");
    }
    // The last of each.
    let order = scheduler.next(&results).expect("the path");
    assert_eq!(order.kept, [(vec![3], vec![11]), (vec![3], vec![21])]);
}

#[test]
fn what_nobody_wants_any_more_is_cancelled() {
    let mut scheduler: Scheduler<u32> = Scheduler::new();
    let results = Results::default();
    let trainings = pair().map(|job| Wanted::new(job, 1));
    scheduler.want(trainings.to_vec());
    let [small, large] = [(); 2].map(|()| scheduler.next(&results).expect("a training"));
    // The path needs both.
    assert!(scheduler.want(vec![Wanted::new(path(), 0)]).is_empty());
    assert_eq!(scheduler.want(trainings[..1].to_vec()), [large.id]);
    assert_eq!(scheduler.want(Vec::new()), [small.id]);
    assert!(!scheduler.progress(small.id, 1.0));
    assert!(!scheduler.fail(large.id, "late".into()));
    assert_eq!(scheduler.busy(), 0);
}

#[test]
fn what_needs_something_lost_is_lost() {
    let mut scheduler: Scheduler<u32> = Scheduler::new();
    let results = Results::default();
    let wanted = vec![Wanted::new(path(), 0)];
    scheduler.want(wanted.clone());
    let order = scheduler.next(&results).expect("a training");
    assert!(scheduler.can_go_on(&results));
    scheduler.fail(order.id, "it broke".into());
    assert!(scheduler.next(&results).is_none());
    assert_eq!(scheduler.failure(&wanted[0].key), Some("it broke"));
    assert!(!scheduler.can_go_on(&results));
    scheduler.forgive();
    assert!(scheduler.next(&results).is_some());
}
