//! Jobs as they come to a worker.

use crate::every_job::every_job;
use crate::run::{Target, refused};
use crate::seed::{Seed, file};
use sharp_minima::data::DataSet;
use sharp_minima::jobs::{Inputs, Job, Kept, Need, Which, line};
use sharp_minima::results::{Origin, Results};
use sharp_minima::session::Archives;
use sharp_minima::training::architecture;

/// Jobs that say they need more bytes are not started: the page asks before it starts such ones.
const MOST_MEMORY: usize = 64 << 20;
/// Units of work that are done of each.
const UNITS: u32 = 3;

#[test]
fn jobs() {
    let all = every_job().into_iter();
    Target {
        name: "jobs",
        seeds: all
            .map(|(job, _)| Seed::whole(job.key().as_str()))
            .collect(),
        usual: 600,
        check,
    }
    .run();
}

fn check(input: &[u8]) -> bool {
    let job = match Job::read(&String::from_utf8_lossy(input)) {
        Ok(job) => job,
        Err(error) => return refused(error),
    };
    assert_eq!(Job::read(job.key().as_str()), Ok(job.clone()));
    let digits = (DataSet::Optdigits, file("../www/data/optdigits.bin"));
    let mut archives = Archives::new(vec![digits]);
    let data = match job
        .experiment()
        .map(|experiment| archives.dataset(experiment))
    {
        Some(Err(error)) => return refused(error),
        Some(Ok(data)) => Some(data),
        None => None,
    };
    if job.memory() > MOST_MEMORY {
        return true;
    }
    let dimension = job.experiment().zip(data.as_ref());
    let dimension = dimension.map_or(0, |(of, data)| architecture(of, data).dimension());
    let files = ["saturated_m20.network.json", "saturated_m20.data.json"];
    let files = files.map(|name| file(&format!("cases/{name}")));
    let needs = job.needs();
    let inputs = Inputs {
        kept: needs.iter().map(|need| kept(need, dimension)).collect(),
        files: files[..job.files().len()].to_vec(),
        data,
        ..Inputs::default()
    };
    let mut task = match job.start(inputs) {
        Ok(task) => task,
        Err(error) => return refused(error),
    };
    for _ in 0..UNITS {
        let finished = task.advance();
        let progress = task.progress();
        assert!((0.0..=1.0).contains(&progress), "{progress}");
        if finished {
            break;
        }
    }
    let Some(report) = task.report() else {
        return true;
    };
    assert!(job.fits(&report), "{report:?}");
    if report.is_final() {
        let entry = line(&job, &report);
        let read = Results::default().read_entry(&entry, Origin::Kept);
        assert!(read.is_ok() || !is_checked(&job), "{read:?}");
    }
    true
}

/// Vectors as the needed job would leave them.
fn kept(need: &Need, dimension: usize) -> Kept {
    let labels = match (&need.job, need.which) {
        (Job::Slice(_), _) => vec![0, 1, 2],
        (_, Which::All) => vec![0, 3],
        _ => vec![3],
    };
    let entry = |label: u32, i: usize| ((i * 7 + label as usize) % 11) as f32 * 0.02 - 0.1;
    let vector = |&label: &u32| (0..dimension).map(|i| entry(label, i)).collect();
    Kept {
        vectors: labels.iter().map(vector).collect(),
        labels,
    }
}

/// Whether all trainings that a job is about are allowed: a worker checks only those that it needs.
fn is_checked(job: &Job) -> bool {
    let own = job
        .experiment()
        .is_none_or(|experiment| experiment.clone().check().is_ok());
    own && job.needs().iter().all(|need| is_checked(&need.job))
}
