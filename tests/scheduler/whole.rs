//! Jobs computed from nothing to the last, by several workers.

use super::*;

/// A worker at a job.
struct Worker {
    order: Order<usize>,
    task: Box<dyn Task>,
}

/// Computes all jobs for real by so many workers, who take turns; what was computed, in its order.
fn compute(jobs: &[Job], workers: usize) -> (Results, Vec<Job>) {
    let data = data::load(&(&spirals()).into(), None);
    let data = Rc::new(data.expect("spirals need no archive"));
    let (mut scheduler, mut results) = (Scheduler::new(), Results::default());
    let wanted = jobs.iter().map(|job| Wanted::new(job.clone(), 0));
    scheduler.want(wanted.collect());
    let (mut vectors, mut computed) = (Vec::<Vec<f32>>::new(), Vec::new());
    let mut busy: Vec<Worker> = Vec::new();
    loop {
        while busy.len() < workers {
            let Some(order) = scheduler.next(&results) else {
                break;
            };
            let given = |(labels, places): &(Vec<u32>, Vec<usize>)| Kept {
                labels: labels.clone(),
                vectors: places.iter().map(|&place| vectors[place].clone()).collect(),
            };
            let inputs = Inputs {
                kept: order.kept.iter().map(given).collect(),
                data: Some(Rc::clone(&data)),
                ..Inputs::default()
            };
            let task = order.job.start(inputs).expect("what it needs");
            computed.push(order.job.clone());
            busy.push(Worker { order, task });
        }
        if busy.is_empty() {
            break;
        }
        busy.retain_mut(|Worker { order, task }| {
            if !task.advance() {
                return scheduler.progress(order.id, task.progress());
            }
            let report = task.report().expect("a finished job has one");
            let put = results.put(order.job.clone(), report, Origin::Computed);
            put.expect("its own report");
            let Kept {
                labels,
                vectors: left,
            } = task.kept();
            let places = vectors.len()..vectors.len() + left.len();
            vectors.extend(left);
            assert!(scheduler.done(order.id, labels, places.collect()));
            false
        });
    }
    assert!(!scheduler.can_go_on(&results));
    (results, computed)
}

/// The same numbers with any number of workers, each job once.
#[test]
fn all_jobs_are_computed_from_nothing() {
    let lb = || training(Regime::Large);
    let (starts, epsilon, place) = (0, 1e-3, [0.1, -0.2]);
    let jobs = [
        points(),
        path(),
        epoch(Regime::Large, 1),
        minimum(Regime::Large),
        SharpnessJob {
            of: lb(),
            starts,
            epsilon,
        }
        .into(),
        ScaleJob {
            of: lb(),
            starts,
            alpha: 0.5,
        }
        .into(),
        ProbeJob {
            slice: slice(),
            starts,
            place,
        }
        .into(),
        ExportJob::Network(lb()).into(),
        ExportJob::Data(lb()).into(),
    ];
    let told = |results: &Results| -> Vec<String> {
        let entries = results.entries();
        entries
            .map(|entry| line(&entry.job, &entry.report))
            .collect()
    };
    let (alone, computed) = compute(&jobs, 1);
    assert!(jobs.iter().all(|job| alone.knows(job)));
    assert_eq!(computed.len(), jobs.len() + 3, "two trainings and a slice");
    assert_eq!(alone.len(), computed.len());
    for workers in [2, 5] {
        let (together, computed) = compute(&jobs, workers);
        assert_eq!(computed.len(), alone.len());
        assert_eq!(told(&together), told(&alone));
    }
}
